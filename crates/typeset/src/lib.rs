//! PDF: the only crate that sees typst.
//!
//! The paper is composed elsewhere; here it is drawn. Every word of it enters the template as a value, never as
//! markup, and the typst world has neither files nor packages, so nothing in a title can be run.

mod engine;
mod values;

pub use engine::{TypesetError, pdf};
