//! Pages driven through the router, in memory, on both engines.

mod export;
mod guidelines;
mod hand_in;
mod look;
mod pages;
mod papers;
mod source;
mod watch;
mod world;
