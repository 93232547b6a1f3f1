//! Pages driven through the router, in memory, on both engines.

mod look;
mod pages;
mod style;
mod world;
