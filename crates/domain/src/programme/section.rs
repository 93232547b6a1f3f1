//! Sections of a draft that units or people work on: what becomes of one, and what its holder may do.

use std::collections::BTreeSet;

use super::{Anchor, Programme};

/// What became of a section. Each is a record with who and when; how a section stands is its last one.
#[doc(alias = "phân công soạn thảo")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SectionTurn {
    /// It was given to somebody.
    Assigned,
    /// Whoever holds it says that it is done.
    HandedIn,
    /// It was given back, with what is still to be done.
    Returned,
    /// It was taken into the draft as done.
    TakenIn,
    /// It was taken away again; its items are free.
    Withdrawn,
}

/// Why a turn was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SectionRefusal {
    /// It does not stand so that this could follow.
    #[error("not now")]
    NotNow,
    /// Whoever returns something says what is to be done.
    #[error("nothing is said")]
    NoRemarks,
    /// Longer than is taken.
    #[error("too long")]
    TooLong,
}

/// Letters of remarks.
const REMARKS_CHARS_MAX: usize = 2000;

impl SectionTurn {
    /// Every turn.
    pub const ALL: [SectionTurn; 5] = [SectionTurn::Assigned, SectionTurn::HandedIn, SectionTurn::Returned, SectionTurn::TakenIn, SectionTurn::Withdrawn];
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            SectionTurn::Assigned => "assigned",
            SectionTurn::HandedIn => "handed_in",
            SectionTurn::Returned => "returned",
            SectionTurn::TakenIn => "taken_in",
            SectionTurn::Withdrawn => "withdrawn",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<SectionTurn> {
        SectionTurn::ALL.into_iter().find(|it| it.name() == name)
    }
    /// Does its holder work on it while it stands so?
    pub const fn is_open(self) -> bool {
        matches!(self, SectionTurn::Assigned | SectionTurn::Returned)
    }
    /// Is it the holder's to take, rather than that of who leads the draft?
    pub const fn is_holders(self) -> bool {
        matches!(self, SectionTurn::HandedIn)
    }
    /// What can follow.
    pub fn next(self) -> impl Iterator<Item = SectionTurn> {
        SectionTurn::ALL.into_iter().filter(move |it| match (self, *it) {
            (SectionTurn::Assigned | SectionTurn::Returned, SectionTurn::HandedIn | SectionTurn::Withdrawn) => true,
            (SectionTurn::HandedIn, SectionTurn::Returned | SectionTurn::TakenIn | SectionTurn::Withdrawn) => true,
            // What was taken in too early is given back with what is wrong.
            (SectionTurn::TakenIn, SectionTurn::Returned) => true,
            (SectionTurn::Assigned | SectionTurn::Returned | SectionTurn::HandedIn | SectionTurn::TakenIn | SectionTurn::Withdrawn, _) => false,
        })
    }
    /// Lets a turn follow this one.
    pub fn then(self, turn: SectionTurn, remarks: &str) -> Result<SectionTurn, SectionRefusal> {
        if !self.next().any(|it| it == turn) {
            return Err(SectionRefusal::NotNow);
        }
        if turn == SectionTurn::Returned && remarks.trim().is_empty() {
            return Err(SectionRefusal::NoRemarks);
        }
        if REMARKS_CHARS_MAX < remarks.chars().count() {
            return Err(SectionRefusal::TooLong);
        }
        Ok(turn)
    }
}

/// What of a draft somebody may change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftScope {
    /// All of it.
    Whole,
    /// The items of the sections that are theirs and open; perhaps none.
    Items(BTreeSet<Anchor>),
}

impl DraftScope {
    /// May this item be changed?
    pub fn covers(&self, item: &Anchor) -> bool {
        match self {
            DraftScope::Whole => true,
            DraftScope::Items(items) => items.contains(item),
        }
    }
    /// May something new be put in here? Into a section only right after an item of it, so that it is plain whose it is.
    pub fn after(&self, programme: &Programme, part: usize, at: usize) -> bool {
        matches!(self, DraftScope::Whole) || item_before(programme, part, at).is_some_and(|it| self.covers(&it))
    }
}

/// The item that stands right before a place.
pub fn item_before(programme: &Programme, part: usize, at: usize) -> Option<Anchor> {
    let nodes = &programme.parts.get(part)?.nodes;
    nodes.get(at.min(nodes.len()).checked_sub(1)?)?.item().map(|it| it.anchor().clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_goes_only_the_way_that_records_tell() {
        use SectionTurn::{Assigned, HandedIn, Returned, TakenIn, Withdrawn};
        let fits = [
            (Assigned, HandedIn),
            (Assigned, Withdrawn),
            (HandedIn, Returned),
            (HandedIn, TakenIn),
            (HandedIn, Withdrawn),
            (Returned, HandedIn),
            (Returned, Withdrawn),
            (TakenIn, Returned),
        ];
        for from in SectionTurn::ALL {
            for to in SectionTurn::ALL {
                assert_eq!(from.then(to, "Bổ sung kinh phí").is_ok(), fits.contains(&(from, to)), "{from:?} -> {to:?}");
            }
            assert_eq!(SectionTurn::of_name(from.name()), Some(from));
        }
        assert_eq!(HandedIn.then(Returned, "  "), Err(SectionRefusal::NoRemarks));
        assert_eq!(HandedIn.then(TakenIn, ""), Ok(TakenIn));
        assert_eq!(HandedIn.then(TakenIn, &"a".repeat(REMARKS_CHARS_MAX + 1)), Err(SectionRefusal::TooLong));
    }

    #[test]
    fn nobody_is_let_beyond_their_items() {
        let anchor = |text: &str| Anchor::new(text).expect("an anchor");
        let scope = DraftScope::Items(BTreeSet::from([anchor("t_a")]));
        assert!(scope.covers(&anchor("t_a")) && !scope.covers(&anchor("t_b")));
        assert!(DraftScope::Whole.covers(&anchor("t_b")) && DraftScope::Whole.after(&Programme::default(), 9, 9));
        assert!(!scope.after(&Programme::default(), 0, 0) && !scope.after(&Programme::default(), 0, usize::MAX));
    }
}
