//! Who does things: names of bodies and people as papers print them.

mod names;

pub use names::{NameKind, classify, split_names};
