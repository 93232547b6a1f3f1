//! Which task serves which goal or target, which arrangement carries out which requirement.

use super::Anchor;

/// How the text ties two items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkBy {
    /// It refers to it in words or in a column.
    Reference,
    /// It carries its number.
    Number,
    /// Both stand under one heading.
    Heading,
    /// A matrix ties them.
    Matrix,
}

impl LinkBy {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            LinkBy::Reference => "reference",
            LinkBy::Number => "number",
            LinkBy::Heading => "heading",
            LinkBy::Matrix => "matrix",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<LinkBy> {
        use LinkBy::{Heading, Matrix, Number, Reference};
        [Reference, Number, Heading, Matrix].into_iter().find(|it| it.name() == name)
    }
}

/// A task (from) that serves a goal or target (to). Many to many.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Link {
    /// The task or key work; the arrangement.
    pub from: Anchor,
    /// The goal or target; the requirement on the manner of organising.
    pub to: Anchor,
    /// How the text ties them.
    pub by: LinkBy,
}
