//! Papers that come back: forms that units filled in, drafts that somebody changed in Word. What they propose is kept row by
//! row; the draft changes only by what somebody takes.

mod body;
mod bring;
mod draft;
mod form;
mod look;
mod settle;

pub use body::{How, RefusedRow, RowRefusal, What};
pub use bring::{Brought, BroughtRefusal};
pub use look::{Proposed, ReturnedLine, ReturnedPaper, State};
pub use settle::{Settling, Verdict};
