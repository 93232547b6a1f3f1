//! What the office may put right by itself in an appraisal, and what it may only remark on (practice.md, finding 9).
//!
//! Form is spelling, citations, layout and the words of authority in head and foot. Figures, leads, deadlines, money and what a
//! task is about are content. When in doubt it is content: every field that is not decided here does not compile.

use super::{
    Anchor, Arrangement, Baseline, Condition, Deadline, Document, Goal, Heading, Item, KeyWork, Lead, Node, Origin, Part, Passage, PassageRole, Programme, RankPart, Requirement,
    Resource, Target, TargetValue, TaskItem, WorkItemKind, YearlyValue,
};
use crate::text::says_the_same;

/// What of the content a change touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Content {
    /// A target: its level, year, path, baseline or unit.
    Figure,
    /// Who leads or coordinates.
    Lead,
    /// By when.
    Deadline,
    /// With what means.
    Money,
    /// What it says.
    Words,
    /// That it is there, where it stands, or what it is tied to.
    Outline,
}

/// A change beyond the form: where, and what it touches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beyond {
    /// The item, where it is one.
    pub item: Option<Anchor>,
    /// What is touched.
    pub what: Content,
}

type Held = Result<(), Content>;

fn held(is_held: bool, what: Content) -> Held {
    if is_held { Ok(()) } else { Err(what) }
}

impl Programme {
    /// The first change beyond the form on the way to `after`; `None` where the office may make all of it by itself.
    #[doc(alias = "thẩm định")]
    pub fn beyond_form(&self, after: &Programme) -> Option<Beyond> {
        let Programme { document, opening, parts, links, traces, stopped, cited: _, warnings: _ } = self;
        let outline = |is_held| held(is_held, Content::Outline).map_err(|what| Beyond { item: None, what });
        let asked = || {
            same_head(document, &after.document).map_err(|what| Beyond { item: None, what })?;
            same_opening(opening, &after.opening).map_err(|what| Beyond { item: None, what })?;
            outline(parts.len() == after.parts.len())?;
            for (before, after) in parts.iter().zip(&after.parts) {
                same_part(before, after)?;
            }
            outline((links, traces, stopped) == (&after.links, &after.traces, &after.stopped))
        };
        asked().err()
    }
}

/// Number, date, names of authority and Nơi nhận are form; what the paper is called is held to its words.
fn same_head(before: &Document, after: &Document) -> Held {
    let Document { superior: _, issuer: _, number: _, place: _, date: _, kind: _, title, draft: _, period, signature: _, recipients: _ } = before;
    held(maybe(title.as_deref(), after.title.as_deref()), Content::Words)?;
    held(*period == after.period, Content::Deadline)
}

/// Citations come, go and are put right; the other paragraphs are held to their words.
fn same_opening(before: &[Passage], after: &[Passage]) -> Held {
    let said = |them: &[Passage]| them.iter().filter(|it| it.role != PassageRole::Basis).cloned().collect::<Vec<_>>();
    all(&said(before), &said(after), same_passage, Content::Words)
}

fn same_part(before: &Part, after: &Part) -> Result<(), Beyond> {
    let Part { role, mark: _, heading, place: _, nodes } = before;
    let part = |is_held, what| held(is_held, what).map_err(|what| Beyond { item: None, what });
    part(*role == after.role, Content::Outline)?;
    part(says_the_same(heading, &after.heading), Content::Words)?;
    let anchors = |nodes: &[Node]| nodes.iter().filter_map(|it| it.item().map(|it| it.anchor().clone())).collect::<Vec<_>>();
    let (gone, come) = (anchors(nodes), anchors(&after.nodes));
    if let Some(item) = gone.iter().find(|it| !come.contains(it)).or_else(|| come.iter().find(|it| !gone.contains(it))) {
        return Err(Beyond { item: Some(item.clone()), what: Content::Outline });
    }
    part(nodes.len() == after.nodes.len(), Content::Outline)?;
    for (before, after) in nodes.iter().zip(&after.nodes) {
        before.beyond_form(after).map_err(|what| Beyond { item: before.item().map(|it| it.anchor().clone()), what })?;
    }
    Ok(())
}

impl Node {
    /// What of the content a change of this node touches.
    pub fn beyond_form(&self, after: &Node) -> Result<(), Content> {
        match (self, after) {
            (Node::Heading(before), Node::Heading(after)) => {
                let Heading { level, mark: _, text, place: _ } = before;
                held(*level == after.level, Content::Outline)?;
                held(says_the_same(text, &after.text), Content::Words)
            }
            (Node::Text(before), Node::Text(after)) => same_passage(before, after),
            (Node::Goal(before), Node::Goal(after)) => {
                let Goal { anchor, code: _, text, kind, scope, horizons, schedule, place: _, confidence: _ } = before;
                held(*anchor == after.anchor && *kind == after.kind && *scope == after.scope, Content::Outline)?;
                held(*horizons == after.horizons, Content::Figure)?;
                same_deadline(schedule, &after.schedule)?;
                held(says_the_same(text, &after.text), Content::Words)
            }
            (Node::Requirement(before), Node::Requirement(after)) => {
                let Requirement { anchor, code: _, text, about, place: _, confidence: _ } = before;
                held(*anchor == after.anchor, Content::Outline)?;
                held(*about == after.about && says_the_same(text, &after.text), Content::Words)
            }
            (Node::Target(before), Node::Target(after)) => same_target(before, after),
            (Node::Task(before), Node::Task(after)) => same_task(before, after),
            (Node::KeyWork(before), Node::KeyWork(after)) => same_work(before, after),
            (Node::Arrangement(before), Node::Arrangement(after)) => {
                let Arrangement { anchor, code: _, unit, duty, kinds, place: _, confidence: _ } = before;
                held(*anchor == after.anchor, Content::Outline)?;
                held(maybe(unit.as_deref(), after.unit.as_deref()), Content::Lead)?;
                held(*kinds == after.kinds && says_the_same(duty, &after.duty), Content::Words)
            }
            (
                Node::Heading(_) | Node::Text(_) | Node::Goal(_) | Node::Requirement(_) | Node::Target(_) | Node::Task(_) | Node::KeyWork(_) | Node::Arrangement(_),
                Node::Heading(_) | Node::Text(_) | Node::Goal(_) | Node::Requirement(_) | Node::Target(_) | Node::Task(_) | Node::KeyWork(_) | Node::Arrangement(_),
            ) => Err(Content::Outline),
        }
    }
}

fn same_passage(before: &Passage, after: &Passage) -> Held {
    let Passage { role, text, place: _ } = before;
    held(*role == after.role, Content::Outline)?;
    held(says_the_same(text, &after.text), Content::Words)
}

fn same_target(before: &Target, after: &Target) -> Held {
    let Target { anchor, code: _, name, unit, value, horizon, path, baselines, trend, superior, criterion, level, schedule, lead, note, form, place: _, confidence: _ } = before;
    held(*anchor == after.anchor && *form == after.form, Content::Outline)?;
    same_value(value, &after.value)?;
    held(*horizon == after.horizon && *level == after.level && maybe(unit.as_deref(), after.unit.as_deref()), Content::Figure)?;
    let year = |before: &YearlyValue, after: &YearlyValue| held(before.year == after.year, Content::Figure).and_then(|()| same_value(&before.value, &after.value));
    all(path, &after.path, year, Content::Figure)?;
    all(trend, &after.trend, year, Content::Figure)?;
    all(baselines, &after.baselines, same_baseline, Content::Figure)?;
    held(maybe(superior.as_deref(), after.superior.as_deref()), Content::Figure)?;
    held(maybe(criterion.as_deref(), after.criterion.as_deref()), Content::Words)?;
    same_deadline(schedule, &after.schedule)?;
    same_lead(lead, &after.lead)?;
    held(says_the_same(name, &after.name) && maybe(note.as_deref(), after.note.as_deref()), Content::Words)
}

fn same_baseline(before: &Baseline, after: &Baseline) -> Held {
    let Baseline { year, value, source } = before;
    held(*year == after.year && maybe(source.as_deref(), after.source.as_deref()), Content::Figure)?;
    same_value(value, &after.value)
}

fn same_task(before: &TaskItem, after: &TaskItem) -> Held {
    let TaskItem { anchor, code: _, title, details, kind, origin, lead, coordinators, deliverable, deadline, resources, conditions, note, form, place: _, confidence: _ } = before;
    held(*anchor == after.anchor && *form == after.form, Content::Outline)?;
    same_lead(lead, &after.lead)?;
    same_texts(coordinators, &after.coordinators, Content::Lead)?;
    same_deadline(deadline, &after.deadline)?;
    all(resources, &after.resources, same_resource, Content::Money)?;
    all(conditions, &after.conditions, same_condition, Content::Words)?;
    same_texts(details, &after.details, Content::Words)?;
    // What its words say of it by themselves follows its words.
    let follows = |it: &TaskItem| it.kind == WorkItemKind::of_title(&it.title) && it.origin == Origin::of_words(&it.title);
    held((*kind == after.kind && *origin == after.origin) || (follows(before) && follows(after)), Content::Words)?;
    let texts = says_the_same(title, &after.title) && maybe(deliverable.as_deref(), after.deliverable.as_deref()) && maybe(note.as_deref(), after.note.as_deref());
    held(texts, Content::Words)
}

fn same_work(before: &KeyWork, after: &KeyWork) -> Held {
    let KeyWork { anchor, code: _, name, location, resources, lead, coordinators, schedule, origin, note, form, place: _, confidence: _ } = before;
    held(*anchor == after.anchor && *form == after.form, Content::Outline)?;
    same_lead(lead, &after.lead)?;
    same_texts(coordinators, &after.coordinators, Content::Lead)?;
    same_deadline(schedule, &after.schedule)?;
    all(resources, &after.resources, same_resource, Content::Money)?;
    let texts = says_the_same(name, &after.name) && maybe(location.as_deref(), after.location.as_deref()) && maybe(note.as_deref(), after.note.as_deref());
    held(*origin == after.origin && texts, Content::Words)
}

fn same_value(before: &TargetValue, after: &TargetValue) -> Held {
    let TargetValue { text, kind, relation, number, number_to, parts } = before;
    let same_rank = |before: &RankPart, after: &RankPart| {
        let is_same = (before.relation, before.number) == (after.relation, after.number) && says_the_same(&before.of, &after.of);
        held(is_same, Content::Figure)
    };
    all(parts, &after.parts, same_rank, Content::Figure)?;
    let is_same = (kind, relation, number, number_to) == (&after.kind, &after.relation, &after.number, &after.number_to);
    held(is_same && says_the_same(text, &after.text), Content::Figure)
}

fn same_deadline(before: &Deadline, after: &Deadline) -> Held {
    let Deadline { text, kind, from, to } = before;
    held((kind, from, to) == (&after.kind, &after.from, &after.to) && says_the_same(text, &after.text), Content::Deadline)
}

fn same_lead(before: &Lead, after: &Lead) -> Held {
    same_texts(before.names(), after.names(), Content::Lead)?;
    held(before.kind() == after.kind() && says_the_same(before.text(), after.text()), Content::Lead)
}

fn same_resource(before: &Resource, after: &Resource) -> Held {
    let Resource { text, amount, source } = before;
    held((amount, source) == (&after.amount, &after.source) && says_the_same(text, &after.text), Content::Money)
}

fn same_condition(before: &Condition, after: &Condition) -> Held {
    let Condition { kind, text, owner, by, status, place: _ } = before;
    held(maybe(owner.as_deref(), after.owner.as_deref()), Content::Lead)?;
    same_deadline(by, &after.by)?;
    held(kind == &after.kind && status == &after.status && says_the_same(text, &after.text), Content::Words)
}

fn same_texts(before: &[String], after: &[String], what: Content) -> Held {
    all(before, after, |before, after| held(says_the_same(before, after), what), what)
}

/// Both are there and say the same, or neither is.
fn maybe(before: Option<&str>, after: Option<&str>) -> bool {
    match (before, after) {
        (Some(before), Some(after)) => says_the_same(before, after),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

fn all<T>(before: &[T], after: &[T], same: impl Fn(&T, &T) -> Held, what: Content) -> Held {
    held(before.len() == after.len(), what)?;
    before.iter().zip(after).try_for_each(|(before, after)| same(before, after))
}

impl Beyond {
    /// The item it is about, as the programme has it.
    pub fn item_of<'a>(&self, programme: &'a Programme) -> Option<Item<'a>> {
        programme.items().find(|it| Some(it.anchor()) == self.item.as_ref())
    }
}
