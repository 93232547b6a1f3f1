//! Pages driven through the router, in memory, on both engines.

mod api;
mod client;
mod look;
mod pages;
mod people;
mod world;
