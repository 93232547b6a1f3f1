//! Verbs: load, decide, record. The only writer, the only owner of clock and chance; no HTML, no SQL.

mod activity;
mod app;
pub mod basis;
mod clock;
mod demo;
pub mod guideline;
pub mod meeting;
mod notices;
mod once;
pub mod organisation;
pub mod programme;
pub mod publication;
mod refusal;
mod search;
mod secret;
mod upkeep;
mod who;

pub use activity::{About, Activity, Done, DoneTo, FeedFilter, FeedKey};
pub use app::{App, PdfWriter, Running};
pub use clock::{Clock, SystemClock, TestClock, here};
pub use demo::{DEMO_ACCOUNTS, DemoAccount, DemoPapers};
pub use notices::{Notice, Notices};
pub use once::{KEY_CHARS_MAX, Key};
pub use organisation::{
    Deed, DelegationLine, Founding, Handing, Handover, LifeLine, LoggedIn, Me, NewDelegation, NewPerson, NewRole, NewUnit, Open, OpenWhat, PersonLine, Preview, RowOutcome,
    fingerprint_of_capacity,
};
pub use refusal::Refusal;
pub use search::{FoundAt, FoundGroup, Hit};
pub use secret::Token;
pub use upkeep::Head;
pub use who::Who;

pub use hanhdong_check::{Balance, ConditionDue, Likeness, Load, MoneyRow, Unknown, UnknownWhy, percent_of};
pub use hanhdong_check::{Beside, FigureBeside, Lying, Now, Promised, Retrace, SaidOf, TakenUp};
pub use hanhdong_paper::roster::{Line, Sheet};
pub use hanhdong_store::backup::{BackupError, Contents};
pub use hanhdong_store::programme::{ItemLine, ProgrammeLine, ProgrammeRow, Shelf};
pub use hanhdong_store::verify::{Fault, Verification};
pub use hanhdong_store::{Engine, Location, OpenRefusal, StoreError, exists};
