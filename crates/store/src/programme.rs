//! Programmes, the papers they carry out, and files kept as they came.

mod appraisal;
mod draft;
mod file;
mod item;
mod source;
mod under;

pub use appraisal::*;
pub use draft::*;
pub use file::*;
pub use item::*;
pub use source::*;
pub use under::*;
