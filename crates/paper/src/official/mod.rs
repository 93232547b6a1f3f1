//! Programme to official paper: composed once, drawn as DOCX, PDF and HTML.

mod compose;
pub mod docx;
pub mod form;

pub mod layout;
pub mod paper;

#[cfg(test)]
pub(crate) mod fixture;

pub use compose::comparison::{AFTER_CONGRESS, COMPARISON, Comparison, comparison};
pub use compose::lined::{LINE_CHARS_MAX, lined, lines_of};
pub(crate) use compose::{Served, served};
pub use compose::{appraisal, approval, compose, correction, handover, meeting, symbols};
pub use layout::{LayoutError, LayoutPack};
