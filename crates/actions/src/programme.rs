//! Programmes: handed in, drafted, held against their guideline, given out.

mod appraisal;
mod appraisal_slip;
mod cite;
mod data;
mod edit;
mod export;
mod fix;
mod hand_in;
mod history;
mod issue;
mod journal_data;
mod list;
mod look;
mod looks;
mod lying;
mod manner;
mod pulse;
mod reading;
mod review;
mod seen;
mod sheet;
mod skeleton;
mod slots;
mod source;
mod trace;
mod trace_book;
mod understood;
mod watch;

pub use appraisal::{AppraisalShown, Appraisals, NewRemark};
pub use cite::{Basing, Citing, OneCited};
pub use data::{ItemData, item_of_text, programme_data, report_data};
pub use edit::{Change, Edited};
pub use export::{Export, ExportFormat, LayoutChoice};
pub use fix::{Fix, FixKind};
pub use hand_in::{HandIn, Outline};
pub(crate) use hand_in::{begin_in, keep_file};
pub use history::{Deed, HistoryLine};
pub use list::{Found, List};
pub use look::{Look, LookAt};
pub use looks::{LOOK_KEPT_SECONDS, LookKept, Looks};
pub use lying::{LyingBeside, LyingPaper};
pub use manner::{CarriedOut, Manner};
pub use pulse::Pulse;
pub(crate) use reading::read as read_body;
pub use reading::{Opened, Readings};
pub use review::Reviewed;
pub use seen::{fingerprint, fingerprint_of_head, fingerprint_of_opening, opening_text};
pub use sheet::{Sheet, SlotRefusal, new_anchor, sheet_of_document, sheet_of_node, sheet_of_task_line};
pub use slots::{Kind, Shape, Slot};
pub use source::{SourceBeside, SourceOpened, SourcesRead};
pub use trace::Saying;
pub use understood::{ReadAs, ReadRow, Understood};
pub use watch::{SaveStamp, Watched, WatchedFile};

pub use hanhdong_paper::notation::{read_document, read_node, write_document, write_node};
pub use hanhdong_paper::redline::{Piece, Revision, word_diff};

#[cfg(test)]
mod tier_tests;
