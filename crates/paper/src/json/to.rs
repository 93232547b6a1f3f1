//! Programme to the shapes of the JSON.

use hanhdong_domain::Decimal;
use hanhdong_domain::Place;
use hanhdong_domain::programme::{
    Anchor, Baseline, Condition, ConditionStatus, Deadline, Form, Goal, GoalKind, Heading, Lead, Node, Paper, Part, PassageRole, Programme, Resource, Target, TargetValue,
    TaskItem, Warning, Whence, YearlyValue,
};

use super::view::{
    ArrangementView, CitedView, ConditionView, DeadlineView, DocumentView, GoalView, HeadingView, KeyWorkView, LinkView, PartView, PassageView, ProgrammeView, RankView,
    RequirementView, ResourceView, SourceView, StoppedView, TargetView, TaskView, TraceView, UnreadView, ValueView, WarningView, Where, YearView,
};

pub(super) fn programme(programme: &Programme) -> ProgrammeView {
    let mut out = ProgrammeView { document: document(programme), ..ProgrammeView::default() };
    for (order, passage) in programme.opening.iter().enumerate() {
        out.passages.push(PassageView { role: passage.role.name().to_owned(), text: passage.text.clone(), at: at(&passage.place, -1, order) });
    }
    for (index, part) in programme.parts.iter().enumerate() {
        out.parts.push(PartView { role: part.role.name().to_owned(), heading: part.heading.clone(), mark: part.mark.clone(), line: part.place.line });
        nodes(part, i32::try_from(index).unwrap_or(i32::MAX), &mut out);
    }
    out.links = programme.links.iter().map(|it| LinkView { from: it.from.to_string(), to: it.to.to_string(), by: it.by.name().to_owned() }).collect();
    out.traces = programme.traces.iter().flat_map(|(item, said)| said.iter().map(move |it| trace(item, it))).collect();
    out.stopped = programme.stopped.iter().map(|(item, it)| StoppedView { item: item.to_string(), words: it.words.clone(), reason: it.reason.clone() }).collect();
    out.cited = programme.cited.iter().map(|(basis, words)| CitedView { basis: basis.to_string(), words: words.clone() }).collect();
    out.unread = unread(programme);
    out.warnings = programme.warnings.iter().map(warning).collect();
    out
}

fn trace(item: &Anchor, whence: &Whence) -> TraceView {
    let item = item.to_string();
    match whence {
        Whence::From { paper, anchor, words } => {
            let paper = (*paper != Paper::Source).then(|| paper.name().to_owned());
            TraceView { item, paper, source: Some(anchor.to_string()), words: Some(words.clone()), new: None }
        }
        Whence::New { reason } => TraceView { item, new: Some(reason.clone()), ..TraceView::default() },
    }
}

pub(super) fn source(programme_read: &Programme) -> SourceView {
    let all = programme(programme_read);
    let of = |kinds: &[GoalKind]| -> Vec<GoalView> {
        let mut out = Vec::new();
        for (index, part) in programme_read.parts.iter().enumerate() {
            for (order, node) in part.nodes.iter().enumerate() {
                if let Node::Goal(it) = node
                    && kinds.contains(&it.kind)
                {
                    out.push(goal(it, at(&it.place, i32::try_from(index).unwrap_or(i32::MAX), order)));
                }
            }
        }
        out
    };
    SourceView {
        document: all.document,
        viewpoints: of(&[GoalKind::Viewpoint, GoalKind::Policy]),
        orientations: of(&[GoalKind::Orientation, GoalKind::Breakthrough]),
        goals: of(&[GoalKind::Goal]),
        targets: all.targets,
        tasks: all.tasks,
        unread: all.unread,
        warnings: all.warnings,
    }
}

fn document(programme: &Programme) -> DocumentView {
    let d = &programme.document;
    DocumentView {
        issuer: d.issuer.clone(),
        number: d.number.clone(),
        date: d.date.map(|it| it.to_string()),
        title: d.title.clone(),
        signer: d.signature.name.clone(),
        recipients: d.recipients.iter().map(|it| it.text.clone()).collect(),
        superior: d.superior.clone(),
        place: d.place.clone(),
        kind: d.kind.clone(),
        draft: d.draft.clone(),
        period: d.period.map(|it| [it.from, it.to]),
        authority: d.signature.authority.clone(),
        signer_title: d.signature.title.clone(),
    }
}

fn at(place: &Place, part: i32, order: usize) -> Where {
    Where { line: place.line, sheet: place.sheet.clone(), page: place.page, part, order }
}

fn unread(programme: &Programme) -> Vec<UnreadView> {
    programme.passages().filter(|it| it.role == PassageRole::Unread).map(|it| UnreadView { text: it.text.clone(), line: it.place.line }).collect()
}

fn warning(it: &Warning) -> WarningView {
    WarningView { code: it.code.clone(), line: it.place.line, message: it.message.clone() }
}

fn nodes(part: &Part, index: i32, out: &mut ProgrammeView) {
    let mut group: Option<&Heading> = None;
    for (order, node) in part.nodes.iter().enumerate() {
        let group_text = || group.map(|it| it.text.clone());
        match node {
            Node::Heading(it) => {
                group = Some(it);
                out.headings.push(HeadingView { level: it.level, mark: it.mark.clone(), text: it.text.clone(), at: at(&it.place, index, order) });
            }
            Node::Text(it) => out.passages.push(PassageView { role: it.role.name().to_owned(), text: it.text.clone(), at: at(&it.place, index, order) }),
            Node::Goal(it) => out.goals.push(goal(it, at(&it.place, index, order))),
            Node::Requirement(it) => out.requirements.push(RequirementView {
                id: it.anchor.to_string(),
                code: it.code.clone(),
                text: it.text.clone(),
                about: it.about.name().to_owned(),
                at: at(&it.place, index, order),
                confidence: it.confidence.name().to_owned(),
            }),
            Node::Target(it) => out.targets.push(target(it, group_text(), at(&it.place, index, order))),
            Node::Task(it) => out.tasks.push(task(it, group_text(), at(&it.place, index, order))),
            Node::KeyWork(it) => out.key_works.push(KeyWorkView {
                id: it.anchor.to_string(),
                code: it.code.clone(),
                name: it.name.clone(),
                location: it.location.clone(),
                resources: it.resources.iter().map(resource).collect(),
                lead: lead(&it.lead),
                lead_text: it.lead.text().to_owned(),
                coordinators: it.coordinators.clone(),
                schedule: deadline(&it.schedule),
                origin: it.origin.name().to_owned(),
                note: it.note.clone(),
                form: form(it.form),
                at: at(&it.place, index, order),
                confidence: it.confidence.name().to_owned(),
            }),
            Node::Arrangement(it) => out.arrangements.push(ArrangementView {
                id: it.anchor.to_string(),
                code: it.code.clone(),
                unit: it.unit.clone(),
                duty: it.duty.clone(),
                kind: it.kinds.first().map_or("execute", |kind| kind.name()).to_owned(),
                kinds: it.kinds.iter().map(|kind| kind.name().to_owned()).collect(),
                at: at(&it.place, index, order),
                confidence: it.confidence.name().to_owned(),
            }),
        }
    }
}

fn goal(it: &Goal, at: Where) -> GoalView {
    GoalView {
        id: it.anchor.to_string(),
        code: it.code.clone(),
        text: it.text.clone(),
        kind: it.kind.name().to_owned(),
        scope: if it.scope == hanhdong_domain::programme::GoalScope::Specific { "specific" } else { "general" }.to_owned(),
        horizons: it.horizons.clone(),
        schedule: deadline(&it.schedule),
        at,
        confidence: it.confidence.name().to_owned(),
    }
}

fn deadline(it: &Deadline) -> DeadlineView {
    DeadlineView { text: it.text.clone(), kind: it.kind.name().to_owned(), from: it.from.map(|day| day.to_string()), to: it.to.map(|day| day.to_string()) }
}

fn form(it: Form) -> String {
    match it {
        Form::Row => "row",
        Form::Prose => "prose",
    }
    .to_owned()
}

/// The names; where the lead is collective the printed words.
fn lead(it: &Lead) -> Vec<String> {
    it.names().to_vec()
}

fn number(it: Decimal) -> Option<serde_json::Number> {
    let text = it.normalize().to_string();
    text.parse::<i64>().ok().map(Into::into).or_else(|| text.parse().ok().and_then(serde_json::Number::from_f64))
}

fn value(it: &TargetValue) -> ValueView {
    ValueView {
        text: it.text.clone(),
        kind: it.kind.name().to_owned(),
        relation: it.relation.name().to_owned(),
        number: it.number.and_then(number),
        number_to: it.number_to.and_then(number),
        parts: it.parts.iter().map(|part| RankView { relation: part.relation.name().to_owned(), number: number(part.number), of: part.of.clone() }).collect(),
    }
}

fn yearly(it: &YearlyValue) -> YearView {
    YearView { year: Some(it.year), value: value(&it.value), source: None }
}

fn baseline(it: &Baseline) -> YearView {
    YearView { year: it.year, value: value(&it.value), source: it.source.clone() }
}

fn target(it: &Target, group: Option<String>, at: Where) -> TargetView {
    TargetView {
        id: it.anchor.to_string(),
        code: it.code.clone(),
        name: it.name.clone(),
        unit: it.unit.clone(),
        value: value(&it.value),
        horizon: it.horizon,
        schedule: deadline(&it.schedule),
        lead: lead(&it.lead),
        lead_text: it.lead.text().to_owned(),
        baseline: it.baseline().map(baseline),
        baselines: it.baselines.iter().map(baseline).collect(),
        path: it.path.iter().map(yearly).collect(),
        trend: it.trend.iter().map(yearly).collect(),
        superior: it.superior.clone(),
        criterion: it.criterion.clone(),
        level: it.level.name().to_owned(),
        note: it.note.clone(),
        group,
        form: form(it.form),
        at,
        confidence: it.confidence.name().to_owned(),
    }
}

fn resource(it: &Resource) -> ResourceView {
    ResourceView { text: it.text.clone(), amount: it.amount.map(|money| money.0), source: it.source.map(|source| source.name().to_owned()) }
}

fn condition(it: &Condition) -> ConditionView {
    ConditionView {
        kind: it.kind.name().to_owned(),
        text: it.text.clone(),
        owner: it.owner.clone(),
        by: (!it.by.is_none()).then(|| deadline(&it.by)),
        status: (it.status != ConditionStatus::Unknown).then(|| it.status.name().to_owned()),
        line: it.place.line,
    }
}

fn task(it: &TaskItem, group: Option<String>, at: Where) -> TaskView {
    TaskView {
        id: it.anchor.to_string(),
        code: it.code.clone(),
        title: it.title.clone(),
        group,
        kind: it.kind.name().to_owned(),
        origin: it.origin.name().to_owned(),
        lead: lead(&it.lead),
        lead_kind: it.lead.kind().name().to_owned(),
        lead_text: it.lead.text().to_owned(),
        coordinators: it.coordinators.clone(),
        deliverable: it.deliverable.clone(),
        deadline: deadline(&it.deadline),
        resources: it.resources.iter().map(resource).collect(),
        conditions: it.conditions.iter().map(condition).collect(),
        details: it.details.clone(),
        note: it.note.clone(),
        form: form(it.form),
        at,
        confidence: it.confidence.name().to_owned(),
    }
}
