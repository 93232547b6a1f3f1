//! Pages driven through the router, in memory, on both engines.

mod pages;
mod people;
mod world;
