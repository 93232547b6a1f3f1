//! Who does things: names of bodies and people as papers print them.

mod bodies;
mod names;

pub use bodies::{BODY_STARTS, begins_body};
pub use names::{NameKind, classify, split_names};
