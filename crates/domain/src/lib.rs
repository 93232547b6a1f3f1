//! The nouns and rules of an action programme: no SQL, no HTTP, no clock, no disk.
//!
//! Rooms, in the order of the work: [`organisation`], [`basis`], [`guideline`], [`programme`], [`publication`], [`meeting`]. A room may use only earlier
//! ones. The words that every layer shares stand beside them: [`finding`], [`period`], [`place`], [`text`].

pub mod basis;
pub mod finding;
pub mod guideline;
pub mod journal;
pub mod meeting;
pub mod organisation;
pub mod period;
pub mod place;
pub mod programme;
pub mod publication;
pub mod text;
pub mod told;

pub use finding::{ClauseVerdict, Code, Coverage, Finding, Language, Report, Severity, Verdict};
pub use place::Place;

/// A civil date: the calendar of deadlines and documents, without hours or zones.
pub use jiff::civil::Date;
/// An exact decimal number, as figures of targets are kept.
pub use rust_decimal::Decimal;
