//! Programme to official paper: composed once, drawn as DOCX, PDF and HTML.

mod compose;
pub mod docx;
pub mod form;

pub mod layout;
pub mod paper;

#[cfg(test)]
pub(crate) mod fixture;

pub(crate) use compose::{Served, served};
pub use compose::{appraisal, compose, handover};
pub use layout::{LayoutError, LayoutPack};
