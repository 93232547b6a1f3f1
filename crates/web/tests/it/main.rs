//! Pages driven through the router, in memory, on both engines.

mod api;
mod client;
mod pages;
mod world;
