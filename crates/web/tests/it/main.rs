//! Pages driven through the router, in memory, on both engines.

mod api;
mod client;
mod frame;
mod look;
mod markers;
mod matrix;
mod pages;
mod people;
mod security;
mod style;
mod table;
mod world;
