//! The house: its first start, its units and people, and the door.

mod account;
mod delegation;
mod door;
mod found;
mod handover;
mod life;
mod me;
mod people;
mod posts;
mod roles;
mod roster;

pub use delegation::{DelegationLine, NewDelegation};
pub use door::{Doorkeeper, LoggedIn};
pub use found::{Founding, found_unit};
pub(crate) use found::{checked_name, found_unit_on};
pub use handover::{Handing, Handover, Open, OpenWhat};
pub use life::LifeLine;
pub use me::Me;
pub use people::{NewPerson, PersonLine, enter_person};
pub(crate) use people::{allowed, open_account};
pub use roles::NewRole;
pub use roster::{Deed, Preview, RowOutcome};
