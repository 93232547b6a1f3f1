//! Verbs: load, decide, record. The only writer, the only owner of clock and chance; no HTML, no SQL.

mod app;
mod clock;
mod demo;
pub mod guideline;
pub mod organisation;
pub mod programme;
mod refusal;
mod secret;
mod who;

pub use app::{App, PdfWriter, Running};
pub use clock::{Clock, SystemClock, TestClock};
pub use demo::{DEMO_ACCOUNTS, DemoAccount, DemoPapers};
pub use refusal::Refusal;
pub use secret::Token;
pub use who::Who;

pub use hanhdong_check::{Beside, FigureBeside, TakenUp};
pub use hanhdong_store::{Engine, Location, OpenRefusal, StoreError};
pub use hanhdong_store::programme::{ItemLine, ProgrammeLine, ProgrammeRow, Shelf};
