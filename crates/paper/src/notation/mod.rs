//! Our plain-text notation of a programme: readable, and it round-trips without loss.
//!
//! Tests, samples and differences use it; it is also a format that is read and written. Two spaces indent, one
//! logical line each, a value runs to the end of its line; a line break inside a value is written `\n`. Lines that
//! begin with `//` are comments. The grammar by example stands in `docs/notation.md`.

mod read;
mod write;

pub use read::{read, read_document, read_node, read_part};
pub use write::{escape, escape_mark, write, write_document, write_node, write_part};

/// What a notation file begins with.
pub const FIRST_LINE: &str = "hanhdong 1";

#[cfg(test)]
mod tests;
