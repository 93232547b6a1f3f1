//! A form for a drafting unit: its items with the fields that the unit fills in, and room for new ones.

use hanhdong_domain::programme::Anchor;

/// What stands in a field that nobody filled in.
pub const PLACEHOLDER: &str = "Bấm vào đây để ghi";

/// A form as it goes out.
#[doc(alias = "mẫu giao soạn thảo")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The id of the programme.
    pub programme: String,
    /// The id of the section.
    pub section: String,
    /// Fingerprint of what the items said when the form was made.
    pub seen: String,
    /// What the form is called.
    pub title: String,
    /// The head: label and words (programme, draft, unit, deadline, to whom it is returned).
    pub facts: Vec<(String, String)>,
    /// How it is filled in, a line each.
    pub advice: Vec<String>,
    /// Its items.
    pub items: Vec<FormItem>,
    /// Room for new items.
    pub blanks: Vec<FormBlank>,
}

/// An item of the section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormItem {
    /// Its identity.
    pub anchor: Anchor,
    /// Fingerprint of what it said when the form was made.
    pub seen: String,
    /// What it is called on the form.
    pub head: String,
    /// Its fields.
    pub fields: Vec<FormField>,
}

/// Room for a new item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormBlank {
    /// What it will be ("task").
    pub kind: String,
    /// Which of its kind, from 1.
    pub number: usize,
    /// What it is called on the form.
    pub head: String,
    /// Its fields.
    pub fields: Vec<FormField>,
}

/// A field that the unit fills in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormField {
    /// Its name ("deadline").
    pub name: String,
    /// What it is called on the form.
    pub label: String,
    /// What stands in it.
    pub value: String,
    /// Does it take several lines?
    pub is_long: bool,
}

/// What the tag of a content control says. Tags are at most 64 letters in Word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tag<'a> {
    Programme(&'a str),
    Section(&'a str),
    Seen(&'a str),
    Item { anchor: &'a str, seen: &'a str },
    Field { anchor: &'a str, name: &'a str },
    Blank { kind: &'a str, number: &'a str },
    BlankField { kind: &'a str, number: &'a str, name: &'a str },
}

impl<'a> Tag<'a> {
    /// Reads a tag of ours.
    pub(super) fn of(text: &'a str) -> Option<Tag<'a>> {
        let mut pieces = text.strip_prefix("hd:")?.split(':');
        let which = pieces.next()?;
        let (first, second, third) = (pieces.next()?, pieces.next(), pieces.next());
        if pieces.next().is_some() {
            return None;
        }
        Some(match (which, first, second, third) {
            ("p", id, None, None) => Tag::Programme(id),
            ("s", id, None, None) => Tag::Section(id),
            ("v", seen, None, None) => Tag::Seen(seen),
            ("i", anchor, Some(seen), None) => Tag::Item { anchor, seen },
            ("f", anchor, Some(name), None) => Tag::Field { anchor, name },
            ("n", kind, Some(number), None) => Tag::Blank { kind, number },
            ("b", kind, Some(number), Some(name)) => Tag::BlankField { kind, number, name },
            _ => return None,
        })
    }
}

impl std::fmt::Display for Tag<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Tag::Programme(id) => write!(f, "hd:p:{id}"),
            Tag::Section(id) => write!(f, "hd:s:{id}"),
            Tag::Seen(seen) => write!(f, "hd:v:{seen}"),
            Tag::Item { anchor, seen } => write!(f, "hd:i:{anchor}:{seen}"),
            Tag::Field { anchor, name } => write!(f, "hd:f:{anchor}:{name}"),
            Tag::Blank { kind, number } => write!(f, "hd:n:{kind}:{number}"),
            Tag::BlankField { kind, number, name } => write!(f, "hd:b:{kind}:{number}:{name}"),
        }
    }
}

/// The beginnings of bookmarks that say the same as the tags of what is locked: programs that know no tags keep
/// bookmarks. At most 40 letters each.
pub(super) const BOOKMARK_PROGRAMME: &str = "hdp_";
pub(super) const BOOKMARK_SECTION: &str = "hdw_";
pub(super) const BOOKMARK_SEEN: &str = "hdv_";
pub(super) const BOOKMARK_ITEM_SEEN: &str = "hds_";
pub(super) const BOOKMARK_BLANK: &str = "hdn_";

/// The names of the document's own properties that say the same once more.
pub(super) const PROPERTY_PROGRAMME: &str = "hanhdong-programme";
pub(super) const PROPERTY_SECTION: &str = "hanhdong-section";
pub(super) const PROPERTY_SEEN: &str = "hanhdong-seen";

/// An id without its hyphens, as a bookmark can hold it.
pub(super) fn bare(id: &str) -> String {
    id.replace('-', "")
}

/// An id with its hyphens again.
pub(super) fn with_hyphens(bare: &str) -> Option<String> {
    let piece = |from: usize, to: usize| bare.get(from..to);
    (bare.len() == 32).then_some(())?;
    Some([piece(0, 8)?, piece(8, 12)?, piece(12, 16)?, piece(16, 20)?, piece(20, 32)?].join("-"))
}
