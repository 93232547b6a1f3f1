//! Units, people, posts, roles, accounts, sessions.

mod account;
mod capacity;
mod delegation;
mod handover;
mod person;
mod turn;
mod unit;

pub use account::*;
pub use capacity::*;
pub use delegation::*;
pub use handover::*;
pub(crate) use person::role_of;
pub use person::*;
pub use turn::*;
pub use unit::*;
