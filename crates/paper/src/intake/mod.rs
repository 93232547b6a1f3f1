//! Bytes to programme: never fails on a messy file, refuses only what cannot or must not be read.

pub mod raw;
mod refusal;
pub mod understand;

pub use refusal::Refusal;
