//! Units, people, posts, roles, accounts, sessions.

mod account;
mod delegation;
mod person;
mod unit;

pub use account::*;
pub use delegation::*;
pub use person::*;
pub use unit::*;
