//! The house: its first start, its units and people, and the door.

mod door;
mod found;
mod me;
mod people;
mod roles;

pub use door::{Doorkeeper, LoggedIn};
pub use found::{Founding, found_unit};
pub use me::Me;
pub use people::{NewPerson, PersonLine, enter_person};
pub use roles::NewRole;
pub(crate) use found::{checked_name, found_unit_on};
pub(crate) use people::{allowed, open_account};
