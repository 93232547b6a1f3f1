//! What the crate promises to its callers, seen from outside.

mod samples;
mod workbooks;
