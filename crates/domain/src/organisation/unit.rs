//! Units in a tree: committees, and the bodies inside them.

use super::{Nature, UnitId};
use crate::Date;

/// How long a unit's name may be, in characters.
pub const NAME_CHARS_MAX: usize = 200;
/// How deep the tree may be: province, commune, grassroots, cell, and room for what comes.
pub const DEPTH_MAX: usize = 12;

/// A committee or a body inside one.
#[doc(alias = "cơ quan, đơn vị")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its id.
    pub id: UnitId,
    /// Its name as papers print it.
    pub name: String,
    /// What it is, as far as its records are concerned.
    pub kind: UnitKind,
    /// Its level and what it governs or does.
    pub nature: Nature,
    /// The unit it belongs to; `None` at the top.
    pub above: Option<UnitId>,
    /// The organisation that keeps its records: itself where it is a committee, else the committee it belongs to.
    pub organisation: UnitId,
    /// From when on it exists, where known.
    pub founded_on: Option<Date>,
    /// The first day on which it no longer exists.
    pub ended_on: Option<Date>,
}

/// What a unit is, as far as its records are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnitKind {
    /// A committee: an organisation of its own, with its own records and journal.
    #[doc(alias = "cấp uỷ")]
    Committee,
    /// A body inside a committee's organisation: office, commission, department, agency.
    Body,
}

impl UnitKind {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            UnitKind::Committee => "committee",
            UnitKind::Body => "body",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<UnitKind> {
        [UnitKind::Committee, UnitKind::Body].into_iter().find(|it| it.name() == name)
    }
}

impl Unit {
    /// Does it exist on that day?
    pub fn exists_on(&self, day: Date) -> bool {
        self.founded_on.is_none_or(|from| from <= day) && self.ended_on.is_none_or(|end| day < end)
    }
}
