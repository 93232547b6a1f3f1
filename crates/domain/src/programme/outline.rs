//! The programme, its parts and what stands in them, in the order of the paper.

use std::collections::BTreeMap;

use super::{Anchor, Arrangement, Document, Goal, KeyWork, Link, Requirement, Stopped, Target, TaskItem, Whence};
use crate::organisation::BasisId;
use crate::place::Place;

/// An action programme, perhaps with holes.
#[doc(alias = "chương trình hành động")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Programme {
    /// Head and foot.
    pub document: Document,
    /// What stands before the first part: legal basis, preamble, an enclosing decision.
    pub opening: Vec<Passage>,
    /// Top-level sections and annexes, in order.
    pub parts: Vec<Part>,
    /// Which task serves which goal or target, where the text says so.
    pub links: Vec<Link>,
    /// Where items come from, where somebody has said so.
    pub traces: BTreeMap<Anchor, Vec<Whence>>,
    /// What of last term is not taken up again, by its anchor there.
    pub stopped: BTreeMap<Anchor, Stopped>,
    /// The documents of the register that it rests on, each with the citation as it was put in.
    pub cited: BTreeMap<BasisId, String>,
    /// What the reader of the file has to know.
    pub warnings: Vec<Warning>,
}

/// A top-level section or an annex.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What it is for, by meaning.
    pub role: PartRole,
    /// Its mark as printed, without end mark ("II", "PHỤ LỤC I").
    pub mark: Option<String>,
    /// Its heading without the mark.
    pub heading: String,
    /// Where it begins.
    pub place: Place,
    /// What stands in it, in order.
    pub nodes: Vec<Node>,
}

/// What a part is for (clause II.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartRole {
    /// Mục tiêu, yêu cầu; also purposes and viewpoints.
    Goals,
    /// Nội dung: nhiệm vụ, giải pháp.
    Content,
    /// Tổ chức thực hiện.
    Organisation,
    /// Phụ lục.
    Annex,
    /// A section of another meaning (Kinh phí, Tình hình ...).
    Other,
}

impl PartRole {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            PartRole::Goals => "goals",
            PartRole::Content => "content",
            PartRole::Organisation => "organisation",
            PartRole::Annex => "annex",
            PartRole::Other => "other",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<PartRole> {
        use PartRole::{Annex, Content, Goals, Organisation, Other};
        [Goals, Content, Organisation, Annex, Other].into_iter().find(|it| it.name() == name)
    }
}

/// One thing that stands in a part.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A heading below the part's own, or a group row of a table.
    Heading(Heading),
    /// Prose, or something not understood.
    Text(Passage),
    /// Viewpoint, policy, orientation, goal or breakthrough.
    Goal(Goal),
    /// A requirement on the manner of organising.
    Requirement(Requirement),
    /// A target.
    Target(Target),
    /// A task, scheme, project, plan or measure.
    Task(TaskItem),
    /// A key work.
    KeyWork(KeyWork),
    /// Who does what in carrying out.
    Arrangement(Arrangement),
}

/// A heading below the part's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// 2 for `1.`, 3 for `a)`; group rows of a table: 2.
    pub level: u8,
    /// Its mark as printed, without end mark.
    pub mark: Option<String>,
    /// Its words.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// A paragraph that is no item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// What it is.
    pub role: PassageRole,
    /// The paragraph as printed, with its mark.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// What a paragraph that is no item is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PassageRole {
    /// Prose that was understood.
    #[default]
    Prose,
    /// A content item outside the chosen task list: reported, not counted (verdicts.md, common rules).
    Outside,
    /// Legal basis (căn cứ).
    Basis,
    /// A paragraph of a decision that encloses the programme.
    Enclosing,
    /// Not understood: shown, never dropped.
    Unread,
}

impl PassageRole {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            PassageRole::Prose => "text",
            PassageRole::Outside => "outside",
            PassageRole::Basis => "basis",
            PassageRole::Enclosing => "enclosing",
            PassageRole::Unread => "unread",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<PassageRole> {
        use PassageRole::{Basis, Enclosing, Outside, Prose, Unread};
        [Prose, Outside, Basis, Enclosing, Unread].into_iter().find(|it| it.name() == name)
    }
}

/// How sure the reader of the file is of an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Confidence {
    /// Read by a mark of its own.
    #[default]
    Sure,
    /// Read by guess: a person should look.
    Look,
}

impl Confidence {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            Confidence::Sure => "sure",
            Confidence::Look => "look",
        }
    }
}

/// How the paper prints an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// A row of a table.
    #[default]
    Row,
    /// A paragraph or a block of paragraphs.
    Prose,
}

/// Something the reader of a file has to know (copied row, text that is no programme ...).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Its code ("not-a-programme", "copied-anchor", "legacy-encoding").
    pub code: String,
    /// Where.
    pub place: Place,
    /// Said in Vietnamese.
    pub message: String,
}

/// An item of any kind, seen alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Item<'a> {
    /// A goal or its kin.
    Goal(&'a Goal),
    /// A requirement.
    Requirement(&'a Requirement),
    /// A target.
    Target(&'a Target),
    /// A task.
    Task(&'a TaskItem),
    /// A key work.
    KeyWork(&'a KeyWork),
    /// An arrangement.
    Arrangement(&'a Arrangement),
}

impl<'a> Item<'a> {
    /// Its identity.
    pub fn anchor(self) -> &'a Anchor {
        match self {
            Item::Goal(it) => &it.anchor,
            Item::Requirement(it) => &it.anchor,
            Item::Target(it) => &it.anchor,
            Item::Task(it) => &it.anchor,
            Item::KeyWork(it) => &it.anchor,
            Item::Arrangement(it) => &it.anchor,
        }
    }
    /// Its code as printed.
    pub fn code(self) -> Option<&'a str> {
        match self {
            Item::Goal(it) => it.code.as_deref(),
            Item::Requirement(it) => it.code.as_deref(),
            Item::Target(it) => it.code.as_deref(),
            Item::Task(it) => it.code.as_deref(),
            Item::KeyWork(it) => it.code.as_deref(),
            Item::Arrangement(it) => it.code.as_deref(),
        }
    }
    /// Its words.
    pub fn text(self) -> &'a str {
        match self {
            Item::Goal(it) => &it.text,
            Item::Requirement(it) => &it.text,
            Item::Target(it) => &it.name,
            Item::Task(it) => &it.title,
            Item::KeyWork(it) => &it.name,
            Item::Arrangement(it) => &it.duty,
        }
    }
    /// How sure the reader of the file was of it.
    pub fn confidence(self) -> Confidence {
        match self {
            Item::Goal(it) => it.confidence,
            Item::Requirement(it) => it.confidence,
            Item::Target(it) => it.confidence,
            Item::Task(it) => it.confidence,
            Item::KeyWork(it) => it.confidence,
            Item::Arrangement(it) => it.confidence,
        }
    }
    /// Where it stands.
    pub fn place(self) -> &'a Place {
        match self {
            Item::Goal(it) => &it.place,
            Item::Requirement(it) => &it.place,
            Item::Target(it) => &it.place,
            Item::Task(it) => &it.place,
            Item::KeyWork(it) => &it.place,
            Item::Arrangement(it) => &it.place,
        }
    }
}

impl Node {
    /// The same, looked at by a person; what is no item stays as it is.
    #[must_use]
    pub fn made_sure(mut self) -> Node {
        match &mut self {
            Node::Heading(_) | Node::Text(_) => {}
            Node::Goal(it) => it.confidence = Confidence::Sure,
            Node::Requirement(it) => it.confidence = Confidence::Sure,
            Node::Target(it) => it.confidence = Confidence::Sure,
            Node::Task(it) => it.confidence = Confidence::Sure,
            Node::KeyWork(it) => it.confidence = Confidence::Sure,
            Node::Arrangement(it) => it.confidence = Confidence::Sure,
        }
        self
    }
    /// Where it stands.
    pub fn place(&self) -> &Place {
        match self {
            Node::Heading(it) => &it.place,
            Node::Text(it) => &it.place,
            Node::Goal(it) => &it.place,
            Node::Requirement(it) => &it.place,
            Node::Target(it) => &it.place,
            Node::Task(it) => &it.place,
            Node::KeyWork(it) => &it.place,
            Node::Arrangement(it) => &it.place,
        }
    }
    /// The item it is, if it is one.
    pub fn item(&self) -> Option<Item<'_>> {
        match self {
            Node::Heading(_) | Node::Text(_) => None,
            Node::Goal(it) => Some(Item::Goal(it)),
            Node::Requirement(it) => Some(Item::Requirement(it)),
            Node::Target(it) => Some(Item::Target(it)),
            Node::Task(it) => Some(Item::Task(it)),
            Node::KeyWork(it) => Some(Item::KeyWork(it)),
            Node::Arrangement(it) => Some(Item::Arrangement(it)),
        }
    }
}

impl Programme {
    /// Every node with the part it stands in, in order.
    pub fn nodes(&self) -> impl Iterator<Item = (&Part, &Node)> {
        self.parts.iter().flat_map(|part| part.nodes.iter().map(move |node| (part, node)))
    }
    /// Every item, in order.
    pub fn items(&self) -> impl Iterator<Item = Item<'_>> {
        self.nodes().filter_map(|(_, node)| node.item())
    }
    /// Every item with the nearest heading above it (the group it stands under), in order.
    pub fn items_in_groups(&self) -> impl Iterator<Item = (Item<'_>, &Part, Option<&Heading>)> {
        self.parts.iter().flat_map(|part| {
            let mut group = None;
            part.nodes.iter().filter_map(move |node| {
                if let Node::Heading(heading) = node {
                    group = Some(heading);
                }
                node.item().map(|item| (item, part, group))
            })
        })
    }
    /// The goals and their kin.
    pub fn goals(&self) -> impl Iterator<Item = &Goal> {
        self.nodes().filter_map(|(_, node)| if let Node::Goal(it) = node { Some(it) } else { None })
    }
    /// The requirements.
    pub fn requirements(&self) -> impl Iterator<Item = &Requirement> {
        self.nodes().filter_map(|(_, node)| if let Node::Requirement(it) = node { Some(it) } else { None })
    }
    /// The targets.
    pub fn targets(&self) -> impl Iterator<Item = &Target> {
        self.nodes().filter_map(|(_, node)| if let Node::Target(it) = node { Some(it) } else { None })
    }
    /// The tasks.
    pub fn tasks(&self) -> impl Iterator<Item = &TaskItem> {
        self.nodes().filter_map(|(_, node)| if let Node::Task(it) = node { Some(it) } else { None })
    }
    /// The key works.
    pub fn key_works(&self) -> impl Iterator<Item = &KeyWork> {
        self.nodes().filter_map(|(_, node)| if let Node::KeyWork(it) = node { Some(it) } else { None })
    }
    /// The arrangements.
    pub fn arrangements(&self) -> impl Iterator<Item = &Arrangement> {
        self.nodes().filter_map(|(_, node)| if let Node::Arrangement(it) = node { Some(it) } else { None })
    }
    /// The paragraphs that are no items, those of the opening first.
    pub fn passages(&self) -> impl Iterator<Item = &Passage> {
        self.opening.iter().chain(self.nodes().filter_map(|(_, node)| if let Node::Text(it) = node { Some(it) } else { None }))
    }
    /// Everything the paper says, one paragraph or item at a time, with its place: for checks over the whole text.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &Place)> {
        let opening = self.opening.iter().map(|it| (it.text.as_str(), &it.place));
        let parts = self.parts.iter().flat_map(|part| {
            let head = std::iter::once((part.heading.as_str(), &part.place));
            head.chain(part.nodes.iter().map(|node| match node {
                Node::Heading(it) => (it.text.as_str(), &it.place),
                Node::Text(it) => (it.text.as_str(), &it.place),
                Node::Goal(it) => (it.text.as_str(), &it.place),
                Node::Requirement(it) => (it.text.as_str(), &it.place),
                Node::Target(it) => (it.name.as_str(), &it.place),
                Node::Task(it) => (it.title.as_str(), &it.place),
                Node::KeyWork(it) => (it.name.as_str(), &it.place),
                Node::Arrangement(it) => (it.duty.as_str(), &it.place),
            }))
        });
        opening.chain(parts)
    }
    /// How the text can name its goals and targets in words: "Chỉ tiêu 4", "Mục tiêu 2.a" (mark of the heading, code
    /// of the goal). Only names that point at one item alone.
    pub fn reference_names(&self) -> Vec<(Anchor, String)> {
        let mut names: Vec<(Anchor, String)> = Vec::new();
        for (item, _, group) in self.items_in_groups() {
            let heading = group.and_then(|it| it.mark.as_deref());
            let name = match (item, item.code(), heading) {
                (Item::Target(_), Some(code), _) => format!("Chỉ tiêu {code}"),
                (Item::Goal(_), Some(code), Some(heading)) if !code.starts_with(&format!("{heading}.")) => format!("Mục tiêu {heading}.{code}"),
                (Item::Goal(_), Some(code), _) => format!("Mục tiêu {code}"),
                (Item::Goal(_), None, Some(heading)) => format!("Mục tiêu {heading}"),
                _ => continue,
            };
            names.push((item.anchor().clone(), name));
        }
        let mut count: std::collections::HashMap<String, u32> = std::collections::HashMap::new();
        for (_, name) in &names {
            *count.entry(name.clone()).or_default() += 1;
        }
        names.retain(|(_, name)| count.get(name) == Some(&1));
        names
    }
    /// The years the programme covers: as stated, else the longest range that its deadlines span.
    pub fn period(&self) -> Option<super::Period> {
        self.document.period.or_else(|| {
            let longest = self.tasks().filter_map(|it| Some((it.deadline.from?.year(), it.deadline.to?.year()))).filter(|(from, to)| from < to).max_by_key(|(from, to)| to - from);
            longest.map(|(from, to)| super::Period { from, to })
        })
    }
}
