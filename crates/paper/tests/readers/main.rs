//! The readers, on real data, on files made to hurt and on files broken on purpose.

#![allow(clippy::disallowed_methods, reason = "tests read the shared data from disk")]

mod encodings;
mod hostile;
mod old_word;
mod review;
mod secrecy;
mod shared_data;
mod slip;
mod support;
mod word;
mod workbook;
