//! Units, people, posts, roles, accounts, sessions.

mod account;
mod person;
mod unit;

pub use account::*;
pub use person::*;
pub use unit::*;
