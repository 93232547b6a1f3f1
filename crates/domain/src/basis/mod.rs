//! Documents that others rest on: which there are, how they are cited, what replaced them, what they require of whom
//! (clauses P.1, I.1-a).

mod citation;
pub(crate) mod document;
mod kind;
mod requirement;

pub use citation::{CitationForm, Mention, number_key};
pub use document::{ABSTRACT_CHARS_MAX, BasisRefusal, CHAIN_MAX, End, Force, LINE_CHARS_MAX, LegalBasis};
pub use kind::BasisKind;
pub use requirement::{Asked, Cell, REQUIREMENTS_MAX, Requirement, Tick};
