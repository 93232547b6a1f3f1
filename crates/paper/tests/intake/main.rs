//! Intake proven on papers that nobody has seen: random programmes in random layouts, and hand-written layouts.

#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "tests read layouts and settings, and print how well each was read")]

mod draw;
mod law;
mod lay;
mod layouts;
mod organs;
mod print;
mod print_docx;
mod print_xlsx;
mod round_trip;
