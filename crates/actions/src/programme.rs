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
mod looks;
mod reading;
mod review;
mod source;
mod understood;
mod watch;

pub use data::{ItemData, item_of_text, programme_data, report_data};
pub use edit::{Change, Edited, fingerprint, fingerprint_of_head};
pub use export::{Export, ExportFormat, LayoutChoice};
pub use hand_in::{HandIn, Outline};
pub(crate) use hand_in::begin_in;
pub use history::{Deed, HistoryLine};
pub use list::{Found, List};
pub use look::{Look, LookAt};
pub use looks::{LOOK_KEPT_SECONDS, LookKept, Looks};
pub use reading::{Opened, Readings};
pub use review::Reviewed;
pub use source::{SourceBeside, SourceOpened, SourcesRead};
pub use understood::{ReadAs, ReadRow, Understood};
pub use watch::{SaveStamp, Watched, WatchedFile};
