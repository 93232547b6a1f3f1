//! Programmes, the papers they carry out, and files kept as they came.

mod answer;
mod appraisal;
mod approval;
mod comment;
mod draft;
mod file;
mod frozen;
mod item;
mod lead_ask;
mod plan;
mod returned;
mod section;
mod source;
mod typing;
mod under;

pub use answer::*;
pub use appraisal::*;
pub use approval::*;
pub use comment::*;
pub use draft::*;
pub use file::*;
pub use frozen::*;
pub use item::*;
pub use lead_ask::*;
pub use plan::*;
pub use returned::*;
pub use section::*;
pub use source::*;
pub use typing::*;
pub use under::*;
