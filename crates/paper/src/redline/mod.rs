//! What changed between two versions of a programme: items matched by identity, their fields compared by word.

mod align;
mod docx;
mod matching;
mod merge;
mod show;
mod units;
mod words;

use hanhdong_domain::Place;
use hanhdong_domain::programme::{Anchor, Programme};

use crate::official::served;

pub(crate) use align::{Pair, align_by};
pub use docx::{docx, with_anchors_of};
pub use merge::{merge_lines, merge_words};
pub use show::{html, text};
pub use words::{Piece, Revision, word_diff};

/// What happened to a thing between two versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// Only the new version has it.
    Added,
    /// Only the old version has it.
    Removed,
    /// Both have it, with other words.
    Changed,
    /// Both have it, in the same words, at another place of the order.
    Moved,
}

/// One field that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The field's name on screen ("Thời gian hoàn thành").
    pub field: &'static str,
    /// Its words in the old version; empty where it said nothing.
    pub old: String,
    /// Its words in the new version; empty where it says nothing.
    pub new: String,
}

/// One thing that differs: an item, a heading, a paragraph, a line of the head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// What sort of thing, as on screen ("Nhiệm vụ, giải pháp").
    pub what: &'static str,
    /// The item's identity, in the new version where it has one there.
    pub anchor: Option<Anchor>,
    /// Its mark as printed, new before old.
    pub code: Option<String>,
    /// Its first words, for people.
    pub title: String,
    /// What differs; for an added or removed thing all it says.
    pub fields: Vec<FieldChange>,
    /// Has it changed its place in the order too?
    pub moved: bool,
    /// Where it stood.
    pub old_place: Option<Place>,
    /// Where it stands.
    pub new_place: Option<Place>,
}

/// Compares two versions: things are matched by anchor, then by code with similar text, then by similar text. The
/// changes come in the order of the new version, removed things where they stood. Equal versions yield nothing.
/// The work is bounded by counts, not by a clock, so the same versions always give the same changes.
pub fn diff(old: &Programme, new: &Programme) -> Vec<Change> {
    let (old_ties, new_ties) = (served(old), served(new));
    let old = units::units(old, &old_ties);
    let new = units::units(new, &new_ties);
    let matched = matching::pairs(&old, &new);
    matching::in_order(&old, &new, &matched).into_iter().filter_map(|it| change(&old, &new, it)).collect()
}

fn change(old: &[units::Unit<'_>], new: &[units::Unit<'_>], step: matching::Step) -> Option<Change> {
    let (kind, before, after, moved) = match step {
        matching::Step::Both { old: i, new: j, moved } => {
            let (before, after) = (old.get(i)?, new.get(j)?);
            let same = before.fields == after.fields;
            if same && !moved {
                return None;
            }
            (if same { ChangeKind::Moved } else { ChangeKind::Changed }, Some(before), Some(after), moved)
        }
        matching::Step::Old(i) => (ChangeKind::Removed, old.get(i), None, false),
        matching::Step::New(j) => (ChangeKind::Added, None, new.get(j), false),
    };
    let shown = after.or(before)?;
    Some(Change {
        kind,
        what: shown.what,
        anchor: shown.anchor.cloned(),
        code: shown.code.map(str::to_owned),
        title: units::first_words(shown.text),
        fields: units::field_changes(before, after),
        moved,
        old_place: before.map(|it| it.place.clone()),
        new_place: after.map(|it| it.place.clone()),
    })
}

#[cfg(test)]
mod tests;
