//! Small programmes for tests, built by hand.

use hanhdong_domain::programme::{
    About, Anchor, Arrangement, ArrangementKind, Baseline, Condition, ConditionKind, Confidence, Deadline, Form, Goal, GoalKind, GoalScope, Heading, KeyWork, Lead, Link, LinkBy,
    Node, Origin, Part, PartRole, Passage, PassageRole, Period, Programme, Recipient, Requirement, Resource, Target, TargetValue, TaskItem,
};
use hanhdong_domain::{Code, Date, Language, Place, Report, Verdict};

use crate::guideline::builtin;
use crate::review::{Context, review};

/// A draft programme of three parts and two annexes.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) programme: Programme,
    next: u32,
    last_rows: usize,
}

const GOALS: usize = 0;
const CONTENT: usize = 1;
const ORGANISATION: usize = 2;

impl Draft {
    pub(crate) fn new() -> Draft {
        let part = |role, heading: &str| Part { role, mark: None, heading: heading.into(), place: Place::default(), nodes: Vec::new() };
        let parts = vec![part(PartRole::Goals, "MỤC TIÊU, YÊU CẦU"), part(PartRole::Content, "NỘI DUNG"), part(PartRole::Organisation, "TỔ CHỨC THỰC HIỆN")];
        Draft { programme: Programme { parts, ..Programme::default() }, next: 1, last_rows: 0 }
    }
    fn anchor(&mut self) -> (Anchor, Place) {
        self.next += 1;
        (Anchor::new(&format!("i{}", self.next)).expect("a sound anchor"), Place::line(self.next))
    }
    pub(crate) fn push(mut self, part: usize, node: Node) -> Draft {
        self.programme.parts[part].nodes.push(node);
        self
    }
    pub(crate) fn dated(mut self, day: &str) -> Draft {
        self.programme.document.date = day.parse().ok();
        self
    }
    pub(crate) fn issued_by(mut self, issuer: &str) -> Draft {
        self.programme.document.issuer = Some(issuer.to_owned());
        self
    }
    pub(crate) fn period(mut self, from: i16, to: i16) -> Draft {
        self.programme.document.period = Some(Period { from, to });
        self
    }
    pub(crate) fn task(mut self, title: &str, lead: &str, coordinators: &str, time: &str) -> Draft {
        let (anchor, place) = self.anchor();
        let coordinators = if coordinators.is_empty() { Vec::new() } else { vec![coordinators.to_owned()] };
        let task = TaskItem { lead: Lead::parse(lead), coordinators, deadline: Deadline::parse(time), place, ..TaskItem::titled(anchor, title) };
        self.last_rows = 1;
        self.push(CONTENT, Node::Task(task))
    }
    /// Several tasks, each mended by `change` (which also gets its number).
    pub(crate) fn rows(mut self, count: usize, change: impl Fn(&mut TaskItem, usize)) -> Draft {
        for n in 0..count {
            let (anchor, place) = self.anchor();
            let mut task = TaskItem { place, ..TaskItem::titled(anchor, "Việc") };
            change(&mut task, n);
            self = self.push(CONTENT, Node::Task(task));
        }
        self.last_rows = count;
        self
    }
    /// Changes the tasks added last.
    pub(crate) fn each(mut self, change: impl Fn(&mut TaskItem)) -> Draft {
        let nodes = &mut self.programme.parts[CONTENT].nodes;
        let from = nodes.len() - self.last_rows;
        for node in &mut nodes[from..] {
            if let Node::Task(task) = node {
                change(task);
            }
        }
        self
    }
    pub(crate) fn leads(self, lead: &str) -> Draft {
        self.each(|it| it.lead = Lead::parse(lead))
    }
    pub(crate) fn prose(self) -> Draft {
        self.each(|it| it.form = Form::Prose)
    }
    pub(crate) fn resources(self, text: &str) -> Draft {
        self.each(|it| it.resources = Resource::parse_all(text, None))
    }
    pub(crate) fn conditions(self, text: &str) -> Draft {
        self.each(|it| it.conditions = vec![Condition::of(ConditionKind::Land, text, &Place::default())])
    }
    pub(crate) fn goal(mut self, kind: GoalKind, text: &str, horizons: &[i16]) -> Draft {
        let (anchor, place) = self.anchor();
        let goal = Goal {
            anchor,
            code: None,
            text: text.into(),
            kind,
            scope: GoalScope::General,
            horizons: horizons.to_vec(),
            schedule: Deadline::default(),
            place,
            confidence: Confidence::Sure,
        };
        self.push(GOALS, Node::Goal(goal))
    }
    pub(crate) fn target(self, code: &str, name: &str, value: &str, horizon: Option<i16>) -> Draft {
        self.target_with(code, name, value, horizon, |_| {})
    }
    pub(crate) fn target_with(mut self, code: &str, name: &str, value: &str, horizon: Option<i16>, change: impl Fn(&mut Target)) -> Draft {
        let (anchor, place) = self.anchor();
        let mut target =
            Target { code: Some(code.into()), value: TargetValue::parse(value, name, Some("%")), unit: Some("%".into()), horizon, place, ..Target::named(anchor, name) };
        change(&mut target);
        self.push(GOALS, Node::Target(target))
    }
    pub(crate) fn baseline(year: Option<i16>, value: &str) -> Option<Baseline> {
        Some(Baseline { year, value: TargetValue::parse(value, "", Some("%")), source: Some("Niên giám thống kê".to_owned()) })
    }
    pub(crate) fn requirement(mut self, about: About, text: &str) -> Draft {
        let (anchor, place) = self.anchor();
        self.push(GOALS, Node::Requirement(Requirement { anchor, code: None, text: text.into(), about, place, confidence: Confidence::Sure }))
    }
    pub(crate) fn duty(mut self, unit: &str, duty: &str, kinds: &[ArrangementKind]) -> Draft {
        let (anchor, place) = self.anchor();
        let unit_or_none = (!unit.is_empty()).then(|| unit.to_owned());
        let duty = format!("{unit} {duty}");
        self.push(ORGANISATION, Node::Arrangement(Arrangement { anchor, code: None, unit: unit_or_none, duty, kinds: kinds.to_vec(), place, confidence: Confidence::Sure }))
    }
    pub(crate) fn passage(self, text: &str) -> Draft {
        self.passage_in(ORGANISATION, PassageRole::Prose, text)
    }
    pub(crate) fn passage_in(mut self, part: usize, role: PassageRole, text: &str) -> Draft {
        let (_, place) = self.anchor();
        self.push(part, Node::Text(Passage { role, text: text.into(), place }))
    }
    pub(crate) fn heading(mut self, part: usize, text: &str) -> Draft {
        let (_, place) = self.anchor();
        self.push(part, Node::Heading(Heading { level: 2, mark: None, text: text.into(), place }))
    }
    pub(crate) fn work(mut self, name: &str, lead: &str, money: &str, time: &str) -> Draft {
        let (anchor, place) = self.anchor();
        let work = KeyWork {
            anchor,
            code: None,
            name: name.into(),
            location: None,
            resources: Resource::parse_all(money, None),
            lead: Lead::parse(lead),
            coordinators: Vec::new(),
            schedule: Deadline::parse(time),
            origin: Origin::of_words(name),
            note: None,
            form: Form::Row,
            place,
            confidence: Confidence::Sure,
        };
        self.push(CONTENT, Node::KeyWork(work))
    }
    /// Changes the key work added last.
    pub(crate) fn last_work(mut self, change: impl Fn(&mut KeyWork)) -> Draft {
        if let Some(Node::KeyWork(work)) = self.programme.parts[CONTENT].nodes.last_mut() {
            change(work);
        }
        self
    }
    pub(crate) fn recipients(mut self, lines: &[&str]) -> Draft {
        self.programme.document.recipients = lines.iter().map(|it| Recipient { text: (*it).into() }).collect();
        self
    }
    pub(crate) fn titled(mut self, title: &str) -> Draft {
        self.programme.document.title = Some(title.into());
        self
    }
    /// Ties every task to every goal and target.
    pub(crate) fn all_linked(mut self) -> Draft {
        let to: Vec<Anchor> = self.programme.goals().map(|it| it.anchor.clone()).chain(self.programme.targets().map(|it| it.anchor.clone())).collect();
        let from: Vec<Anchor> = self.programme.tasks().map(|it| it.anchor.clone()).collect();
        for (from, to) in from.iter().flat_map(|from| to.iter().map(move |to| (from, to))) {
            self.programme.links.push(Link { from: from.clone(), to: to.clone(), by: LinkBy::Matrix });
        }
        self
    }
}

pub(crate) fn today() -> Date {
    "2026-03-01".parse().expect("a date")
}

/// The report of a draft, by the seed guideline of 2025.
pub(crate) fn report(draft: &Draft) -> Report {
    report_against(draft, None, Language::Vi)
}

pub(crate) fn report_against(draft: &Draft, source: Option<&Draft>, language: Language) -> Report {
    reviewed(draft, &Context { source: source.map(|it| &it.programme), language, ..context() })
}

/// The report of a draft beside last term's programme or a neighbour's.
pub(crate) fn beside(draft: &Draft, last_term: Option<&Draft>, neighbour: Option<&Draft>) -> Report {
    reviewed(draft, &Context { last_term: last_term.map(|it| &it.programme), neighbour: neighbour.map(|it| &it.programme), ..context() })
}

/// The report of a draft of a committee that has these bodies.
pub(crate) fn of_house(draft: &Draft, bodies: &[String]) -> Report {
    reviewed(draft, &Context { bodies, ..context() })
}

pub(crate) fn context() -> Context<'static> {
    Context { source: None, last_term: None, neighbour: None, bodies: &[], capacity: None, today: today(), language: Language::Vi }
}

fn reviewed(draft: &Draft, context: &Context<'_>) -> Report {
    let guideline = builtin("seed-2025").expect("built in");
    review(&draft.programme, &guideline, context)
}

pub(crate) fn verdict_of(draft: &Draft, clause: &str) -> Verdict {
    verdict_in(&report(draft), clause)
}

pub(crate) fn verdict_in(report: &Report, clause: &str) -> Verdict {
    report.clauses.iter().find(|it| it.id == clause).expect("a clause of the guideline").verdict
}

pub(crate) fn codes(draft: &Draft, clause: &str) -> Vec<Code> {
    codes_in(&report(draft), clause)
}

pub(crate) fn codes_in(report: &Report, clause: &str) -> Vec<Code> {
    report.findings.iter().filter(|it| it.clause == clause).map(|it| it.code).collect()
}
