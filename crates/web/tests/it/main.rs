//! Pages driven through the router, in memory, on both engines.

mod accounts;
mod api;
mod client;
mod doors;
mod draft;
mod export;
mod frame;
mod guidelines;
mod hand_in;
mod hostile;
mod legible;
mod lending;
mod look;
mod markers;
mod matrix;
mod pages;
mod papers;
mod people;
mod security;
mod slow;
mod source;
mod stage;
mod style;
mod table;
mod watch;
mod world;
