//! Pages driven through the router, in memory, on both engines.

mod api;
mod client;
mod markers;
mod matrix;
mod pages;
mod security;
mod table;
mod world;
