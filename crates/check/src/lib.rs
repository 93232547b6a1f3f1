//! The guideline's questions, one file each, and the guidelines that ask them.
//!
//! [`guideline`] loads guidelines as data, [`review`] holds a programme against one and says what it found. Everything
//! is pure: no clock, no disk; the day and the source document are arguments.

mod balance;
mod bodies;
mod facts;
#[cfg(test)]
mod fixture;
pub mod guideline;
mod hash;
mod holidays;
#[cfg(test)]
mod laws;
mod names;
mod questions;
mod recipients;
mod review;
mod say;
mod severity;
mod similar;
mod statement;
mod text;

pub use balance::{Balance, ConditionDue, Load, MoneyRow, Unknown, UnknownWhy, percent_of};
pub use bodies::successor_of;
pub use holidays::is_working_day;
pub use questions::{
    Beside, FigureBeside, Likeness, Lying, Now, Promised, Retrace, SaidOf, TakenUp, beside, known_as, likeness, named_tasks, outlooks, question_names, unfinished,
};
pub use review::{Context, review, review_again};
pub use severity::{default_severity, explain};
pub use text::Memory;
