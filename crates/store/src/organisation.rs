//! Units, people, posts, roles, accounts, sessions.

mod account;
mod person;
mod turn;
mod unit;

pub use account::*;
pub use person::*;
pub use turn::*;
pub use unit::*;
