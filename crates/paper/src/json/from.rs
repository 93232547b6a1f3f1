//! The shapes of the JSON to a programme. What is unknown in a word falls back to its plainest meaning.

use hanhdong_domain::Place;
use hanhdong_domain::organisation::BasisId;
use hanhdong_domain::programme::{
    About, Anchor, AnchorPool, Arrangement, ArrangementKind, AttainmentLevel, Baseline, Condition, ConditionKind, ConditionStatus, Confidence, Deadline, Document, Form, Goal,
    GoalKind, GoalScope, Heading, KeyWork, Lead, Link, LinkBy, Money, Node, Origin, Paper, Part, PartRole, Passage, PassageRole, Period, Programme, Recipient, Requirement,
    Resource, Signature, Stopped, Target, TargetValue, TaskItem, ValueKind, Whence, WorkItemKind, YearlyValue,
};

use super::view::{DocumentView, ProgrammeView, ResourceView, TargetView, TaskView, Where, YearView};

/// A node with where it goes.
type Placed = (i32, usize, Node);

struct Reader {
    pool: AnchorPool,
    nodes: Vec<Placed>,
}

impl Reader {
    fn anchor(&mut self, role: &str, id: &str, code: Option<&str>, text: &str) -> Anchor {
        match Anchor::new(id) {
            Some(anchor) if self.pool.keep(&anchor) => anchor,
            _ => self.pool.derive(role, code, text),
        }
    }
    fn push(&mut self, at: &Where, node: Node) {
        self.nodes.push((at.part, at.order, node));
    }
}

pub(super) fn programme(view: ProgrammeView) -> Programme {
    let mut programme = Programme { document: document(view.document), ..Programme::default() };
    let mut r = Reader { pool: AnchorPool::default(), nodes: Vec::new() };
    for it in view.parts {
        programme.parts.push(Part {
            role: PartRole::of_name(&it.role).unwrap_or(PartRole::Other),
            mark: it.mark,
            heading: it.heading,
            place: Place::line(it.line),
            nodes: Vec::new(),
        });
    }
    for it in view.headings {
        let node = Node::Heading(Heading { level: it.level, mark: it.mark, text: it.text, place: place(&it.at) });
        r.push(&it.at, node);
    }
    for it in view.passages {
        let node = Node::Text(Passage { role: PassageRole::of_name(&it.role).unwrap_or_default(), text: it.text, place: place(&it.at) });
        r.push(&it.at, node);
    }
    for it in view.goals {
        let anchor = r.anchor("g", &it.id, it.code.as_deref(), &it.text);
        let goal = Goal {
            anchor,
            code: it.code,
            text: it.text,
            kind: GoalKind::of_name(&it.kind).unwrap_or(GoalKind::Goal),
            scope: if it.scope == "specific" { GoalScope::Specific } else { GoalScope::General },
            horizons: it.horizons,
            schedule: Deadline::parse(&it.schedule.text),
            place: place(&it.at),
            confidence: confidence(&it.confidence),
        };
        r.push(&it.at, Node::Goal(goal));
    }
    for it in view.requirements {
        let anchor = r.anchor("r", &it.id, it.code.as_deref(), &it.text);
        let requirement = Requirement {
            anchor,
            code: it.code,
            text: it.text,
            about: About::of_name(&it.about).unwrap_or(About::Other),
            place: place(&it.at),
            confidence: confidence(&it.confidence),
        };
        r.push(&it.at, Node::Requirement(requirement));
    }
    for it in view.targets {
        let anchor = r.anchor("c", &it.id, it.code.as_deref(), &it.name);
        let node = Node::Target(target(anchor, &it));
        r.push(&it.at, node);
    }
    for it in view.tasks {
        let anchor = r.anchor("t", &it.id, it.code.as_deref(), &it.title);
        let place = place(&it.at);
        let (part, order) = (it.at.part, it.at.order);
        r.nodes.push((part, order, Node::Task(task(anchor, it, place))));
    }
    for it in view.key_works {
        let anchor = r.anchor("k", &it.id, it.code.as_deref(), &it.name);
        let work = KeyWork {
            anchor,
            code: it.code,
            name: it.name,
            location: it.location,
            resources: it.resources.into_iter().map(resource).collect(),
            lead: lead(&it.lead_text, &it.lead),
            coordinators: it.coordinators,
            schedule: Deadline::parse(&it.schedule.text),
            origin: Origin::of_name(&it.origin).unwrap_or_default(),
            note: it.note,
            form: form(&it.form),
            place: place(&it.at),
            confidence: confidence(&it.confidence),
        };
        r.push(&it.at, Node::KeyWork(work));
    }
    for it in view.arrangements {
        let anchor = r.anchor("d", &it.id, it.code.as_deref(), &it.duty);
        let kinds = it.kinds.iter().filter_map(|kind| ArrangementKind::of_name(kind)).collect();
        let arrangement = Arrangement { anchor, code: it.code, unit: it.unit, duty: it.duty, kinds, place: place(&it.at), confidence: confidence(&it.confidence) };
        r.push(&it.at, Node::Arrangement(arrangement));
    }
    programme.links = view.links.into_iter().filter_map(|it| Some(Link { from: Anchor::new(&it.from)?, to: Anchor::new(&it.to)?, by: LinkBy::of_name(&it.by)? })).collect();
    for it in view.traces {
        let whence = match (it.source, it.new) {
            (Some(source), _) => {
                let paper = it.paper.map_or(Some(Paper::Source), |it| Paper::of_name(&it));
                Anchor::new(&source).zip(paper).map(|(anchor, paper)| Whence::From { paper, anchor, words: it.words.unwrap_or_default() })
            }
            (None, reason) => reason.map(|reason| Whence::New { reason }),
        };
        if let (Some(item), Some(whence)) = (Anchor::new(&it.item), whence) {
            programme.traces.entry(item).or_default().push(whence);
        }
    }
    for it in view.stopped {
        if let Some(item) = Anchor::new(&it.item) {
            programme.stopped.insert(item, Stopped { words: it.words, reason: it.reason });
        }
    }
    programme.cited = view.cited.into_iter().filter_map(|it| Some((BasisId::parse(&it.basis)?, it.words))).collect();
    settle(&mut programme, r.nodes);
    programme
}

/// Puts every node where it goes; items of a part that is not there get an annex of their own.
fn settle(programme: &mut Programme, mut nodes: Vec<Placed>) {
    nodes.sort_by_key(|(part, order, _)| (*part, *order));
    for (part, _, node) in nodes {
        match (usize::try_from(part), node) {
            (Err(_), Node::Text(passage)) => programme.opening.push(passage),
            (index, node) => {
                let known = index.ok().filter(|it| *it < programme.parts.len());
                if known.is_none() && programme.parts.is_empty() {
                    programme.parts.push(Part { role: PartRole::Annex, mark: None, heading: String::new(), place: Place::default(), nodes: Vec::new() });
                }
                let last = programme.parts.len().saturating_sub(1);
                if let Some(part) = programme.parts.get_mut(known.unwrap_or(last)) {
                    part.nodes.push(node);
                }
            }
        }
    }
}

fn place(at: &Where) -> Place {
    Place { line: at.line, sheet: at.sheet.clone(), page: at.page }
}

fn confidence(name: &str) -> Confidence {
    if name == "look" { Confidence::Look } else { Confidence::Sure }
}

fn form(name: &str) -> Form {
    if name == "prose" { Form::Prose } else { Form::Row }
}

fn lead(text: &str, names: &[String]) -> Lead {
    if text.is_empty() { Lead::parse(&names.join("; ")) } else { Lead::parse(text) }
}

fn document(it: DocumentView) -> Document {
    Document {
        superior: it.superior,
        issuer: it.issuer,
        number: it.number,
        place: it.place,
        date: it.date.and_then(|date| date.parse().ok()),
        kind: it.kind,
        title: it.title,
        draft: it.draft,
        period: it.period.map(|[from, to]| Period { from, to }),
        signature: Signature { authority: it.authority, title: it.signer_title, name: it.signer },
        recipients: it.recipients.into_iter().map(|text| Recipient { text }).collect(),
    }
}

fn resource(it: ResourceView) -> Resource {
    let read = Resource::parse(&it.text, None);
    Resource { amount: it.amount.map(Money).or(read.amount), ..read }
}

fn target(anchor: Anchor, it: &TargetView) -> Target {
    let read = |text: &str| TargetValue::parse(text, &it.name, it.unit.as_deref());
    let yearly = |steps: &[YearView]| steps.iter().filter_map(|step| Some(YearlyValue { year: step.year?, value: read(&step.value.text) })).collect();
    let value = read(&it.value.text);
    // Files of before the list have the one alone.
    let baselines = if it.baselines.is_empty() { it.baseline.as_slice() } else { it.baselines.as_slice() };
    Target {
        code: it.code.clone(),
        unit: it.unit.clone(),
        value: TargetValue { kind: ValueKind::of_name(&it.value.kind).unwrap_or(value.kind), ..value },
        horizon: it.horizon,
        path: yearly(&it.path),
        baselines: baselines.iter().map(|base| Baseline { year: base.year, value: read(&base.value.text), source: base.source.clone() }).collect(),
        trend: yearly(&it.trend),
        superior: it.superior.clone(),
        criterion: it.criterion.clone(),
        level: AttainmentLevel::of_name(&it.level).unwrap_or_default(),
        schedule: Deadline::parse(&it.schedule.text),
        lead: lead(&it.lead_text, &it.lead),
        note: it.note.clone(),
        form: form(&it.form),
        place: place(&it.at),
        confidence: confidence(&it.confidence),
        ..Target::named(anchor, &it.name)
    }
}

fn task(anchor: Anchor, it: TaskView, place: Place) -> TaskItem {
    let base = TaskItem::titled(anchor, &it.title);
    TaskItem {
        code: it.code,
        details: it.details,
        kind: WorkItemKind::of_name(&it.kind).unwrap_or(base.kind),
        origin: Origin::of_name(&it.origin).unwrap_or(base.origin),
        lead: lead(&it.lead_text, &it.lead),
        coordinators: it.coordinators,
        deliverable: it.deliverable,
        deadline: Deadline::parse(&it.deadline.text),
        resources: it.resources.into_iter().map(resource).collect(),
        conditions: it
            .conditions
            .into_iter()
            .map(|condition| Condition {
                owner: condition.owner,
                by: condition.by.map(|it| Deadline::parse(&it.text)).unwrap_or_default(),
                status: condition.status.and_then(|it| ConditionStatus::of_name(&it)).unwrap_or_default(),
                ..Condition::of(ConditionKind::of_name(&condition.kind).unwrap_or(ConditionKind::Dependency), &condition.text, &Place::line(condition.line))
            })
            .collect(),
        note: it.note,
        form: form(&it.form),
        place,
        confidence: confidence(&it.confidence),
        ..base
    }
}
