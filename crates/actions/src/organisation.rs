//! The house: its first start, its units and people, and the door.

mod door;
mod found;
mod people;

pub use door::{Doorkeeper, LoggedIn};
pub use found::{Founding, found_unit};
pub use people::{NewPerson, PersonLine, enter_person};
pub(crate) use found::{checked_name, found_unit_on};
pub(crate) use people::{allowed, open_account};
