//! Pages driven through the router, in memory, on both engines.

mod look;
mod pages;
mod papers;
mod world;
