//! Pages driven through the router, in memory, on both engines.

mod draft;
mod pages;
mod world;
