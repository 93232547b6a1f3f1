//! Pages driven through the router, in memory, on both engines.

mod api;
mod client;
mod frame;
mod look;
mod pages;
mod people;
mod style;
mod world;
