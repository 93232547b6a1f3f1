//! A change as the journal keeps it: what stood there and what stands there now, in our notation, so that people can
//! read it years later and the program can take it back.

use hanhdong_domain::organisation::BasisId;
use hanhdong_domain::programme::{Anchor, Edit, Link, LinkBy, Node, Paper, Passage, Stopped, Whence};
use hanhdong_paper::notation::{read_document, read_node, read_part, write_document, write_node, write_part};
use serde::{Deserialize, Serialize};

/// A change in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Written {
    Node {
        part: usize,
        at: usize,
        before: Option<String>,
        after: Option<String>,
    },
    Part {
        at: usize,
        before: Option<String>,
        after: Option<String>,
    },
    Head {
        before: String,
        after: String,
    },
    Opening {
        before: Vec<String>,
        after: Vec<String>,
    },
    Tie {
        from: String,
        to: String,
        by: String,
        comes: bool,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        at: Option<usize>,
    },
    Source {
        before: Option<String>,
        after: Option<String>,
        /// Which paper beside it; the source, where it is not said.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        paper: Option<String>,
    },
    Trace {
        item: String,
        before: Vec<Origin>,
        after: Vec<Origin>,
    },
    Stop {
        item: String,
        before: Option<Ended>,
        after: Option<Ended>,
    },
    Cite {
        basis: String,
        before: Option<String>,
        after: Option<String>,
    },
}

/// Why an item of last term is stopped, as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Ended {
    pub(crate) words: String,
    pub(crate) reason: String,
}

impl Ended {
    fn of(it: &Stopped) -> Ended {
        Ended { words: it.words.clone(), reason: it.reason.clone() }
    }
    fn stopped(&self) -> Stopped {
        Stopped { words: self.words.clone(), reason: self.reason.clone() }
    }
}

/// Where an item comes from, as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "whence", rename_all = "snake_case")]
pub(crate) enum Origin {
    Source {
        anchor: String,
        words: String,
        /// Which paper beside the programme, where it is not the source.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        paper: Option<String>,
    },
    New {
        reason: String,
    },
}

impl Origin {
    fn of(whence: &Whence) -> Origin {
        match whence {
            Whence::From { paper, anchor, words } => {
                Origin::Source { anchor: anchor.to_string(), words: words.clone(), paper: (*paper != Paper::Source).then(|| paper.name().to_owned()) }
            }
            Whence::New { reason } => Origin::New { reason: reason.clone() },
        }
    }
    fn whence(&self) -> Option<Whence> {
        Some(match self {
            Origin::Source { anchor, words, paper } => {
                let paper = paper.as_deref().map_or(Some(Paper::Source), Paper::of_name)?;
                Whence::From { paper, anchor: Anchor::new(anchor)?, words: words.clone() }
            }
            Origin::New { reason } => Whence::New { reason: reason.clone() },
        })
    }
    /// Its words, for people.
    pub(crate) fn said(&self) -> &str {
        match self {
            Origin::Source { words, .. } => words,
            Origin::New { reason } => reason,
        }
    }
}

/// The details of a line about a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct EditData {
    /// The changes, in the order they were made; one act may hold several.
    pub(crate) edits: Vec<Written>,
    /// The number of the line that this one takes back.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) undoes: Option<i64>,
    /// The numbers of lines before it that it takes back with it: a form that saves while one types writes several.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub(crate) undoes_too: Vec<i64>,
}

fn passages(opening: &[Passage]) -> Vec<String> {
    opening.iter().map(|it| write_node(&Node::Text(it.clone()))).collect()
}

/// The paragraphs again; `None` where one is something else.
pub(crate) fn read_passages(lines: &[String]) -> Option<Vec<Passage>> {
    let passage = |line: &String| match read_node(line).ok()? {
        Node::Text(it) => Some(it),
        Node::Heading(_) | Node::Goal(_) | Node::Requirement(_) | Node::Target(_) | Node::Task(_) | Node::KeyWork(_) | Node::Arrangement(_) => None,
    };
    lines.iter().map(passage).collect()
}

impl Written {
    pub(crate) fn of(edit: &Edit) -> Written {
        match edit {
            Edit::Node { part, at, before, after } => Written::Node { part: *part, at: *at, before: before.as_ref().map(write_node), after: after.as_ref().map(write_node) },
            Edit::Part { at, before, after } => Written::Part { at: *at, before: before.as_ref().map(write_part), after: after.as_ref().map(write_part) },
            Edit::Head { before, after } => Written::Head { before: write_document(before), after: write_document(after) },
            Edit::Opening { before, after } => Written::Opening { before: passages(before), after: passages(after) },
            Edit::Trace { item, before, after } => {
                let origins = |said: &[Whence]| said.iter().map(Origin::of).collect();
                Written::Trace { item: item.to_string(), before: origins(before), after: origins(after) }
            }
            Edit::Stop { item, before, after } => Written::Stop { item: item.to_string(), before: before.as_ref().map(Ended::of), after: after.as_ref().map(Ended::of) },
            Edit::Cite { basis, before, after } => Written::Cite { basis: basis.to_string(), before: before.clone(), after: after.clone() },
            Edit::Tie { link, comes, at } => Written::Tie { from: link.from.to_string(), to: link.to.to_string(), by: link.by.name().to_owned(), comes: *comes, at: *at },
        }
    }

    /// The change again; `None` where it is none of the text, or was written by a program of another age.
    pub(crate) fn edit(&self) -> Option<Edit> {
        let node = |text: &Option<String>| text.as_deref().map(|it| read_node(it).ok()).map_or(Some(None), |it| it.map(Some));
        let whole = |text: &Option<String>| text.as_deref().map(|it| read_part(it).ok()).map_or(Some(None), |it| it.map(Some));
        Some(match self {
            Written::Node { part, at, before, after } => Edit::Node { part: *part, at: *at, before: node(before)?, after: node(after)? },
            Written::Part { at, before, after } => Edit::Part { at: *at, before: whole(before)?, after: whole(after)? },
            Written::Head { before, after } => Edit::Head { before: read_document(before).ok()?, after: read_document(after).ok()? },
            Written::Opening { before, after } => Edit::Opening { before: read_passages(before)?, after: read_passages(after)? },
            Written::Tie { from, to, by, comes, at } => {
                Edit::Tie { link: Link { from: Anchor::new(from)?, to: Anchor::new(to)?, by: LinkBy::of_name(by)? }, comes: *comes, at: *at }
            }
            Written::Trace { item, before, after } => {
                let said = |origins: &[Origin]| origins.iter().map(Origin::whence).collect::<Option<Vec<_>>>();
                Edit::Trace { item: Anchor::new(item)?, before: said(before)?, after: said(after)? }
            }
            Written::Stop { item, before, after } => {
                Edit::Stop { item: Anchor::new(item)?, before: before.as_ref().map(Ended::stopped), after: after.as_ref().map(Ended::stopped) }
            }
            Written::Cite { basis, before, after } => Edit::Cite { basis: BasisId::parse(basis)?, before: before.clone(), after: after.clone() },
            Written::Source { .. } => return None,
        })
    }
}
