//! What an item of each kind can say: the slots of its sheet, in the order of the form.

use hanhdong_domain::programme::Node;

/// What a sheet is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A goal or its kin.
    Goal,
    /// A requirement.
    Requirement,
    /// A target.
    Target,
    /// A task.
    Task,
    /// A key work.
    Work,
    /// An arrangement.
    Duty,
    /// A heading.
    Heading,
    /// A passage.
    Passage,
    /// Head and foot.
    Head,
}

/// How a slot is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One line.
    Line,
    /// A text of several lines.
    Text,
    /// One entry a line.
    Lines,
    /// One of these, or none: then the words decide.
    Choice(&'static [&'static str]),
    /// Several of these, or none: then the words decide.
    Choices(&'static [&'static str]),
}

/// A slot of a sheet. Its name is that of the notation, where it has one there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Its name.
    pub name: &'static str,
    /// How it is filled in.
    pub shape: Shape,
}

const fn slot(name: &'static str, shape: Shape) -> Slot {
    Slot { name, shape }
}

const GOAL: &[Slot] = &[
    slot("text", Shape::Text),
    slot("code", Shape::Line),
    slot("kind", Shape::Choice(&["goal", "viewpoint", "policy", "orientation", "breakthrough"])),
    slot("scope", Shape::Choice(&["general", "specific"])),
    slot("horizons", Shape::Line),
    slot("schedule", Shape::Line),
];
const REQUIREMENT: &[Slot] =
    &[slot("text", Shape::Text), slot("code", Shape::Line), slot("about", Shape::Choice(&["", "report", "publicity", "discipline", "digital", "review", "other"]))];
const TARGET: &[Slot] = &[
    slot("text", Shape::Text),
    slot("code", Shape::Line),
    slot("unit", Shape::Line),
    slot("value", Shape::Line),
    slot("horizon", Shape::Line),
    slot("value-kind", Shape::Choice(&["", "threshold", "level", "annual_average", "annual_minimum", "cumulative", "decrease", "ratio", "milestone", "qualitative"])),
    slot("baseline", Shape::Lines),
    slot("trend", Shape::Lines),
    slot("path", Shape::Lines),
    slot("superior", Shape::Line),
    slot("criterion", Shape::Line),
    slot("level", Shape::Choice(&["", "minimum", "expected", "strive"])),
    slot("schedule", Shape::Line),
    slot("lead", Shape::Line),
    slot("note", Shape::Text),
];
const ORIGINS: Shape = Shape::Choice(&["", "new", "continued", "unknown"]);
const TASK: &[Slot] = &[
    slot("text", Shape::Text),
    slot("code", Shape::Line),
    slot("detail", Shape::Lines),
    slot("lead", Shape::Line),
    slot("coordinators", Shape::Line),
    slot("deliverable", Shape::Line),
    slot("deadline", Shape::Line),
    slot("resource", Shape::Lines),
    slot("condition", Shape::Lines),
    slot("kind", Shape::Choice(&["", "scheme", "project", "plan", "work", "measure"])),
    slot("origin", ORIGINS),
    slot("note", Shape::Text),
];
const WORK: &[Slot] = &[
    slot("text", Shape::Text),
    slot("code", Shape::Line),
    slot("location", Shape::Line),
    slot("lead", Shape::Line),
    slot("coordinators", Shape::Line),
    slot("schedule", Shape::Line),
    slot("resource", Shape::Lines),
    slot("origin", ORIGINS),
    slot("note", Shape::Text),
];
const DUTY: &[Slot] = &[
    slot("unit", Shape::Line),
    slot("text", Shape::Text),
    slot("code", Shape::Line),
    slot("kinds", Shape::Choices(&["execute", "draft", "urge", "inspect", "supervise", "report"])),
];
const HEADING: &[Slot] = &[slot("mark", Shape::Line), slot("text", Shape::Text), slot("heading-level", Shape::Choice(&["2", "3", "4", "5"]))];
pub(super) const PASSAGE: &[Slot] = &[slot("text", Shape::Text), slot("role", Shape::Choice(&["text", "outside", "basis", "enclosing", "unread"]))];
pub(super) const HEAD: &[Slot] = &[
    slot("kind", Shape::Line),
    slot("title", Shape::Text),
    slot("draft", Shape::Line),
    slot("superior", Shape::Line),
    slot("issuer", Shape::Line),
    slot("number", Shape::Line),
    slot("place", Shape::Line),
    slot("date", Shape::Line),
    slot("period", Shape::Line),
    slot("authority", Shape::Lines),
    slot("signer-title", Shape::Line),
    slot("signer", Shape::Line),
    slot("recipient", Shape::Lines),
];

impl Kind {
    /// The kinds of items.
    pub const ITEMS: [Kind; 6] = [Kind::Goal, Kind::Requirement, Kind::Target, Kind::Task, Kind::Work, Kind::Duty];
    /// The wire name: the word of the notation.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Goal => "goal",
            Kind::Requirement => "requirement",
            Kind::Target => "target",
            Kind::Task => "task",
            Kind::Work => "work",
            Kind::Duty => "duty",
            Kind::Heading => "heading",
            Kind::Passage => "passage",
            Kind::Head => "head",
        }
    }
    /// Reads the wire name of what a part can hold.
    pub fn of_name(name: &str) -> Option<Kind> {
        Kind::ITEMS.into_iter().chain([Kind::Heading, Kind::Passage]).find(|it| it.name() == name)
    }
    /// What a node is.
    pub fn of(node: &Node) -> Kind {
        match node {
            Node::Heading(_) => Kind::Heading,
            Node::Text(_) => Kind::Passage,
            Node::Goal(_) => Kind::Goal,
            Node::Requirement(_) => Kind::Requirement,
            Node::Target(_) => Kind::Target,
            Node::Task(_) => Kind::Task,
            Node::KeyWork(_) => Kind::Work,
            Node::Arrangement(_) => Kind::Duty,
        }
    }
    /// The slots of its sheet, in the order of the form.
    pub const fn slots(self) -> &'static [Slot] {
        match self {
            Kind::Goal => GOAL,
            Kind::Requirement => REQUIREMENT,
            Kind::Target => TARGET,
            Kind::Task => TASK,
            Kind::Work => WORK,
            Kind::Duty => DUTY,
            Kind::Heading => HEADING,
            Kind::Passage => PASSAGE,
            Kind::Head => HEAD,
        }
    }
    /// The letter its anchors begin with.
    pub(super) const fn letter(self) -> &'static str {
        match self {
            Kind::Goal => "g",
            Kind::Requirement => "r",
            Kind::Target => "c",
            Kind::Work => "k",
            Kind::Duty => "d",
            Kind::Task | Kind::Heading | Kind::Passage | Kind::Head => "t",
        }
    }
}

impl Slot {
    /// Is it one of the choices?
    pub fn offers(&self, value: &str) -> bool {
        match self.shape {
            Shape::Choice(choices) | Shape::Choices(choices) => choices.contains(&value),
            Shape::Line | Shape::Text | Shape::Lines => true,
        }
    }
}
