//! Intake proven on papers that nobody has seen: random programmes in random layouts, and hand-written layouts.

#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "tests read files, and say what they measure or skip")]

mod draw;
mod law;
mod lay;
mod layouts;
mod organs;
mod print;
mod print_docx;
mod print_xlsx;
mod round_trip;
