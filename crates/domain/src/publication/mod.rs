//! How a programme goes out: its number, who may sign it, who receives it, what is said when it is issued.

mod authority;
mod book;
mod copy;
mod correction;
mod distribution;
mod number;

pub use authority::{AuthorityRefusal, Capacity, SigningAuthority, signer_of};
pub use book::{BookLine, NumberRefusal, Series, Taken, gaps, judge, term_of};
pub use copy::{CopyDifference, CopyFindings, CopyReading, WITHDRAWN_WHY_MAX};
pub use correction::{CORRECTING_KINDS, Correction, CorrectionRefusal, POINTS_MAX, Point, corrects};
pub use distribution::{Expanded, Group, Purpose, Surroundings, expand, named};
pub use number::{NumberForm, PaperNumber};
