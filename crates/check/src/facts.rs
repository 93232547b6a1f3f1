//! What a programme says, read once for all questions: texts folded, names classified, ties found.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use hanhdong_domain::Date;
use hanhdong_domain::organisation::split_names;
use hanhdong_domain::programme::{
    Anchor, Arrangement, ArrangementKind, Form, Goal, GoalKind, Heading, Item, KeyWork, LeadKind, Node, Part, PartRole, Passage, PassageRole, Period, Programme, Requirement,
    Target, TaskItem,
};

use crate::names::Name;
use crate::text::{Memory, Text};

mod aims;
mod ties;

pub(crate) use ties::Ties;

/// An item with its folded words and where it stands.
#[derive(Debug)]
pub(crate) struct Fact<'a, T> {
    /// The item.
    pub(crate) it: &'a T,
    /// Its words.
    pub(crate) text: Arc<Text>,
    /// The part it stands in.
    pub(crate) part: &'a Part,
    /// The nearest heading above it in its part.
    pub(crate) group: Option<&'a Heading>,
}

/// A task, with what its lead and coordinators are.
#[derive(Debug)]
pub(crate) struct TaskFact<'a> {
    pub(crate) fact: Fact<'a, TaskItem>,
    pub(crate) details: Vec<Arc<Text>>,
    pub(crate) leads: Vec<Arc<Name>>,
    pub(crate) coordinators: Vec<Arc<Name>>,
    /// What kind of lead it has, after "Phối hợp ..." under an agency is taken out.
    pub(crate) lead: LeadKind,
}

impl<'a> TaskFact<'a> {
    pub(crate) fn task(&self) -> &'a TaskItem {
        self.fact.it
    }
    pub(crate) fn text(&self) -> &Text {
        &self.fact.text
    }
    /// Its number, or its first words where it has none.
    pub(crate) fn label(&self) -> String {
        label(self.fact.it.code.as_deref(), &self.fact.it.title)
    }
}

/// A duty of the third part, with whom it is given to.
#[derive(Debug)]
pub(crate) struct Duty<'a> {
    pub(crate) fact: Fact<'a, Arrangement>,
    pub(crate) names: Vec<Arc<Name>>,
}

impl<'a> Duty<'a> {
    pub(crate) fn item(&self) -> Item<'a> {
        Item::Arrangement(self.fact.it)
    }
    pub(crate) fn text(&self) -> &Text {
        &self.fact.text
    }
    /// What it is, one or several.
    pub(crate) fn kinds(&self) -> &'a [ArrangementKind] {
        &self.fact.it.kinds
    }
    /// Is anybody named, be it a collective?
    pub(crate) fn names_a_unit(&self) -> bool {
        self.fact.it.unit.is_some()
    }
    /// Is it given to somebody in particular?
    pub(crate) fn is_given(&self) -> bool {
        self.names.iter().any(|it| it.is_somebody())
    }
}

/// Number or first words of an item, for lists in messages.
pub(crate) fn label(code: Option<&str>, text: &str) -> String {
    code.map_or_else(|| text.split_whitespace().take(6).collect::<Vec<_>>().join(" "), str::to_owned)
}

/// How the tasks are listed (verdicts.md, common rules).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ListKind {
    /// A table with rows.
    Table,
    /// Prose blocks that carry leads, coordination or times of their own.
    Blocks,
    /// Items gathered under the name of an agency.
    ByAgency,
    /// Lettered or dashed items of the content part.
    Items,
    /// No task at all.
    Nothing,
}

/// All that the questions read.
#[derive(Debug)]
pub(crate) struct Facts<'a> {
    pub(crate) programme: &'a Programme,
    /// The period: stated, else the longest range of its tasks.
    pub(crate) period: Option<Period>,
    pub(crate) list: ListKind,
    pub(crate) goals: Vec<Fact<'a, Goal>>,
    pub(crate) requirements: Vec<Fact<'a, Requirement>>,
    pub(crate) targets: Vec<Fact<'a, Target>>,
    pub(crate) tasks: Vec<TaskFact<'a>>,
    pub(crate) works: Vec<Fact<'a, KeyWork>>,
    pub(crate) duties: Vec<Duty<'a>>,
    /// Prose of the parts, without legal basis and enclosing decision.
    pub(crate) passages: Vec<Fact<'a, Passage>>,
    /// Headings of parts and groups.
    pub(crate) headings: Vec<(Arc<Text>, &'a Part)>,
    /// Goals and targets in prose that state a row of the target table again, with that row.
    pub(crate) restated: BTreeMap<Anchor, Anchor>,
    pub(crate) ties: Ties,
}

impl<'a> Facts<'a> {
    /// Reads a programme.
    pub(crate) fn of(programme: &'a Programme, memory: &mut Memory) -> Facts<'a> {
        let mut facts = Facts {
            programme,
            period: programme.period(),
            list: ListKind::Nothing,
            goals: Vec::new(),
            requirements: Vec::new(),
            targets: Vec::new(),
            tasks: Vec::new(),
            works: Vec::new(),
            duties: Vec::new(),
            passages: Vec::new(),
            headings: Vec::new(),
            restated: BTreeMap::new(),
            ties: Ties::default(),
        };
        for part in &programme.parts {
            facts.headings.push((memory.text(&part.heading), part));
            let mut group = None;
            for node in &part.nodes {
                match node {
                    Node::Heading(it) => {
                        facts.headings.push((memory.text(&it.text), part));
                        group = Some(it);
                    }
                    Node::Text(it) => {
                        if !matches!(it.role, PassageRole::Basis | PassageRole::Enclosing) {
                            facts.passages.push(Fact { it, text: memory.text(&it.text), part, group });
                        }
                    }
                    Node::Goal(it) => facts.goals.push(Fact { it, text: memory.text(&it.text), part, group }),
                    Node::Requirement(it) => facts.requirements.push(Fact { it, text: memory.text(&it.text), part, group }),
                    Node::Target(it) => facts.targets.push(Fact { it, text: memory.text(&it.name), part, group }),
                    Node::Task(it) => facts.tasks.push(task_fact(it, part, group, memory)),
                    Node::KeyWork(it) => facts.works.push(Fact { it, text: memory.text(&it.name), part, group }),
                    Node::Arrangement(it) => {
                        let names = it.unit.as_deref().map(split_names).unwrap_or_default();
                        let names = names.iter().map(|it| memory.name(it)).collect();
                        facts.duties.push(Duty { fact: Fact { it, text: memory.text(&it.duty), part, group }, names });
                    }
                }
            }
        }
        facts.list = list_kind(&facts.tasks);
        facts.restated = aims::restated(&facts);
        facts.ties = Ties::of(&facts);
        facts
    }
    /// The day on which the paper's bodies and dates are judged: its own, where it is issued; else the day of the check.
    pub(crate) fn day(&self, today: Date) -> Date {
        self.issued_on().unwrap_or(today)
    }
    /// Its date, unless it is a draft.
    pub(crate) fn issued_on(&self) -> Option<Date> {
        self.programme.document.date.filter(|_| !self.is_draft())
    }
    /// Is it marked as a draft?
    pub(crate) fn is_draft(&self) -> bool {
        self.programme.document.draft.is_some()
    }
    /// Goals, orientations and breakthroughs: what tasks have to serve and schedules are asked of. Without purposes, and
    /// without what only states a row of the target table again.
    pub(crate) fn aims(&self) -> impl Iterator<Item = &Fact<'a, Goal>> {
        self.stated_aims().filter(|it| !self.restated.contains_key(&it.it.anchor))
    }
    /// The same with those that state a row again: for what a goal says, not how many there are.
    pub(crate) fn stated_aims(&self) -> impl Iterator<Item = &Fact<'a, Goal>> {
        self.goals.iter().filter(|it| is_aim(it.it.kind) && !aims::is_purpose(it.it, &it.text))
    }
    /// The targets that state a level of their own, each once; a number that only heads sub-targets is served by their levels.
    pub(crate) fn levels(&self) -> impl Iterator<Item = &Fact<'a, Target>> {
        self.stated_levels().filter(|it| !self.restated.contains_key(&it.it.anchor))
    }
    /// The same with those that prose states again.
    pub(crate) fn stated_levels(&self) -> impl Iterator<Item = &Fact<'a, Target>> {
        self.targets.iter().filter(|it| !self.heads_sub_targets(it.it))
    }
    /// Is it a heading of sub-targets ("11" over "11.1", "11.2")?
    pub(crate) fn heads_sub_targets(&self, target: &Target) -> bool {
        target.is_group() && target.code.as_deref().is_some_and(|code| self.ties.heads.contains(code))
    }
    /// Goals and targets as items with their words, in the order of the paper within each kind.
    pub(crate) fn aims_and_levels(&self) -> impl Iterator<Item = (Item<'a>, &Arc<Text>)> {
        let goals = self.aims().map(|it| (Item::Goal(it.it), &it.text));
        goals.chain(self.levels().map(|it| (Item::Target(it.it), &it.text)))
    }
    /// Content items outside the chosen task list.
    pub(crate) fn outside(&self) -> impl Iterator<Item = &Fact<'a, Passage>> {
        self.passages.iter().filter(|it| it.it.role == PassageRole::Outside)
    }
    /// Everybody whom the third part gives something to do.
    pub(crate) fn given_duties(&self) -> impl Iterator<Item = &Arc<Name>> {
        self.duties.iter().flat_map(|it| &it.names)
    }
    /// The tasks that serve a goal or target.
    pub(crate) fn served_by(&self, goal: &Anchor) -> &[usize] {
        self.ties.served_by(goal)
    }
    /// The tasks by their identity.
    pub(crate) fn task_of(&self) -> HashMap<&'a Anchor, usize> {
        self.tasks.iter().enumerate().map(|(number, it)| (&it.task().anchor, number)).collect()
    }
}

/// Does this kind of goal ask for tasks and a schedule?
pub(crate) fn is_aim(kind: GoalKind) -> bool {
    match kind {
        GoalKind::Goal | GoalKind::Orientation | GoalKind::Breakthrough => true,
        GoalKind::Viewpoint | GoalKind::Policy => false,
    }
}

fn task_fact<'a>(it: &'a TaskItem, part: &'a Part, group: Option<&'a Heading>, memory: &mut Memory) -> TaskFact<'a> {
    let text = memory.text(&it.title);
    let helps = it.form == Form::Prose && !it.lead.is_none() && text.begins_any(&["phoi hop", "tham gia"]);
    // "Phối hợp với ..." under an agency: the agency helps, nobody is said to lead.
    let helps_only = helps && group.is_some_and(|group| memory.text(&group.text).says(memory.text(it.lead.text()).folded().trim()));
    let lead = if helps_only { LeadKind::None } else { it.lead.kind() };
    TaskFact {
        details: it.details.iter().map(|it| memory.text(it)).collect(),
        leads: if helps_only { Vec::new() } else { it.lead.names().iter().map(|it| memory.name(it)).collect() },
        coordinators: it.coordinators.iter().map(|it| memory.name(it)).collect(),
        lead,
        fact: Fact { it, text, part, group },
    }
}

fn list_kind(tasks: &[TaskFact<'_>]) -> ListKind {
    let share = |count: usize| count * 2 >= tasks.len();
    if tasks.is_empty() {
        return ListKind::Nothing;
    }
    if share(tasks.iter().filter(|it| it.task().form == Form::Row).count()) {
        return ListKind::Table;
    }
    let by_agency = |it: &&TaskFact<'_>| {
        let in_duties = it.fact.part.role == PartRole::Organisation;
        in_duties || it.fact.group.is_some_and(|group| !it.task().lead.is_none() && group.text.contains(it.task().lead.text()))
    };
    if share(tasks.iter().filter(by_agency).count()) {
        return ListKind::ByAgency;
    }
    let carries = |it: &&TaskFact<'_>| it.lead != LeadKind::None || !it.coordinators.is_empty() || !it.task().deadline.is_none();
    if share(tasks.iter().filter(carries).count()) { ListKind::Blocks } else { ListKind::Items }
}
