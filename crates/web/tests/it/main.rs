//! Pages driven through the router, in memory, on both engines.

mod api;
mod client;
mod matrix;
mod pages;
mod table;
mod world;
