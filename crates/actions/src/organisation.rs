//! The house: its first start, its units and people, and the door.

mod account;
mod capacity;
mod delegation;
mod door;
mod ending;
mod found;
mod handover;
mod life;
mod me;
mod people;
mod posts;
mod roles;
mod roster;
mod starters;
mod turns;
mod units;

pub use capacity::fingerprint_of_capacity;
pub use delegation::{DelegationLine, NewDelegation};
pub use door::{Doorkeeper, LoggedIn};
pub use ending::{EndPlan, Ending, HandedOn};
pub(crate) use found::checked_name;
pub use found::{Founding, found_unit};
pub use handover::{Handing, Handover, Open, OpenWhat};
pub use life::LifeLine;
pub use me::Me;
pub use people::{NewPerson, PersonLine, enter_person};
pub(crate) use people::{allowed, kept, open_account};
pub use roles::NewRole;
pub use roster::{Deed, Preview, RowOutcome};
pub use starters::Lacking;
pub use turns::{Decided, Story};
pub use units::NewUnit;
pub(crate) use units::enter_unit;
