//! What the crate promises to its callers, seen from outside.

mod samples;
mod word_and_back;
mod workbooks;
