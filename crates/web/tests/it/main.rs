//! Pages driven through the router, in memory, on both engines.

mod frame;
mod pages;
mod style;
mod world;
