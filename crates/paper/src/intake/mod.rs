//! Bytes to programme: never fails on a messy file, refuses only what cannot or must not be read.

pub mod raw;
pub mod read;
mod refusal;
pub mod understand;

pub use read::read;
pub use refusal::Refusal;
