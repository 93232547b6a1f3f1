//! Walk-throughs in a real browser: what a clerk does, seen as a clerk sees it, with axe on every page on the way.

mod axe;
mod felt;
mod harness;
mod pages;
mod walk;
