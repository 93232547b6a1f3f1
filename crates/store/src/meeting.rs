//! Meetings of a committee, with agenda, list, slips, minutes and what was concluded.

mod keep;
mod read;
mod whole;

pub use keep::*;
pub use read::*;
pub use whole::WholeMeeting;
