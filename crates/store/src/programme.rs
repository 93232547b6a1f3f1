//! Programmes, the papers they carry out, and files kept as they came.

mod answer;
mod draft;
mod file;
mod item;
mod source;
mod under;

pub use answer::*;
pub use draft::*;
pub use file::*;
pub use item::*;
pub use source::*;
pub use under::*;
