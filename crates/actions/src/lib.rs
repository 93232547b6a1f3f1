//! Verbs: load, decide, record. The only writer, the only owner of clock and chance; no HTML, no SQL.

mod app;
mod clock;
pub mod guideline;
pub mod organisation;
pub mod programme;
mod refusal;
mod secret;
mod who;

pub use app::{App, PdfWriter};
pub use clock::{Clock, SystemClock, TestClock};
pub use refusal::Refusal;
pub use secret::Token;
pub use who::Who;
