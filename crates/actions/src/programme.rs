//! Programmes: handed in, drafted, held against their guideline, given out.

mod data;
mod edit;
mod export;
mod hand_in;
mod history;
mod issue;
mod journal_data;
mod list;
mod look;
mod reading;
mod review;
mod source;

pub use data::{ItemData, item_of_text, programme_data, report_data};
pub use edit::{Change, Edited, fingerprint};
pub use export::{Export, ExportFormat};
pub use hand_in::{HandIn, Outline};
pub(crate) use hand_in::begin_in;
pub use history::{Deed, HistoryLine};
pub use list::{Found, List};
pub use look::{Look, LookAt};
pub use reading::{Opened, Readings};
pub use review::Reviewed;
pub use source::SourceOpened;
