//! What a paper that came back proposes, as it is kept.

use serde::{Deserialize, Serialize};

/// All that was read of a paper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Body {
    /// The version it was made from, in words; empty where that is not known.
    pub(super) version: String,
    /// What it proposes; a row's number is its place, from 1.
    pub(super) rows: Vec<Proposal>,
    /// What was not taken in.
    pub(super) refused: Vec<RefusedRow>,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Proposal {
    pub(super) what: What,
    /// Who proposes it, as the paper says.
    pub(super) by: String,
    /// On which day, as `2026-06-12`; empty where it is not said.
    pub(super) day: String,
    pub(super) how: How,
    /// How sure it is that the item is the right one, in hundredths.
    pub(super) sure: u8,
}

/// What is proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum What {
    /// A field of an item is to read otherwise.
    Slot {
        /// The item's anchor.
        item: String,
        /// The field.
        slot: String,
        /// What stood there when the paper went out, where that is known.
        base: Option<String>,
        /// What is to stand there.
        mine: String,
    },
    /// A new item.
    New {
        /// Its kind.
        kind: String,
        /// Its fields.
        fields: Vec<(String, String)>,
        /// The item after which it comes.
        after: Option<String>,
    },
    /// An item is to be taken out.
    Gone {
        /// The item's anchor.
        item: String,
        /// Its words.
        text: String,
    },
    /// A heading or a passage is to read otherwise; `None`: is to be taken out.
    Line {
        /// Its words.
        base: String,
        /// What they are to be.
        mine: Option<String>,
    },
    /// Something is said about an item.
    Remark {
        /// The item's anchor; `None` where it was said about a heading or a passage.
        item: Option<String>,
        /// What.
        words: String,
    },
}

/// How a proposal was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// In a field of a form.
    Form,
    /// As a tracked change.
    Tracked,
    /// By comparing: whoever changed it did not track it.
    Untracked,
}

/// A row of a form that was not taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedRow {
    /// The row of the form, from 1.
    pub row: u32,
    /// Why.
    pub why: RowRefusal,
    /// What stands in it.
    pub words: String,
}

/// Why a row of a form was not taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowRefusal {
    /// It belongs to no item of this draft.
    UnknownItem,
    /// Its item belongs to another section.
    OtherSection,
    /// The same item stands in the form twice.
    Twice,
    /// What the row is called was changed.
    LabelChanged,
    /// It was moved or copied from another item.
    Strayed,
    /// It is too long, or holds what no field takes.
    Unfit,
    /// A new item without a name.
    NoName,
}
