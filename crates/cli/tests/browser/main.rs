//! Walk-throughs in a real browser: what a clerk does, seen as a clerk sees it, with axe on every page on the way.

#![allow(clippy::print_stdout, reason = "what is skipped and what is measured is told")]

mod axe;
mod drafting;
mod felt;
mod harness;
mod hostile;
mod pages;
mod walk;
