//! Programme to notation.

use std::fmt::Write;

use hanhdong_domain::programme::{
    About, Arrangement, ArrangementKind, ConditionStatus, Confidence, Deadline, Document, Form, Goal, GoalKind, GoalScope, Heading, KeyWork, Lead, Money, Node, Origin, Paper,
    Part, Passage, Programme, Requirement, Resource, Target, TaskItem, ValueKind, Whence, WorkItemKind,
};

/// Writes a programme in our notation. What the notation says nothing of (places, warnings) belongs to one reading
/// of one file, not to the programme.
pub fn write(programme: &Programme) -> String {
    let mut out = Out(String::with_capacity(64 * 1024));
    out.line(0, super::FIRST_LINE);
    out.document(&programme.document);
    if !programme.opening.is_empty() {
        out.line(0, "");
        out.line(0, "opening");
        for passage in &programme.opening {
            out.passage(passage);
        }
    }
    for part in &programme.parts {
        out.part(part);
    }
    if !programme.links.is_empty() {
        out.line(0, "");
        out.line(0, "links");
        for link in &programme.links {
            out.line(1, &format!("{} -> {} by {}", link.from, link.to, link.by.name()));
        }
    }
    if !programme.traces.is_empty() {
        out.line(0, "");
        out.line(0, "traces");
        for (item, said) in &programme.traces {
            for whence in said {
                match whence {
                    Whence::From { paper: Paper::Source, anchor, words } => out.field(1, &format!("{item} <- {anchor}"), words),
                    Whence::From { paper, anchor, words } => out.field(1, &format!("{item} <- {} {anchor}", paper.name()), words),
                    Whence::New { reason } => out.field(1, &format!("{item} new"), reason),
                }
            }
        }
    }
    if !programme.stopped.is_empty() {
        out.line(0, "");
        out.line(0, "stopped");
        for (item, it) in &programme.stopped {
            out.field(1, &format!("{item}"), &it.words);
            out.field(1, &format!("{item} why"), &it.reason);
        }
    }
    if !programme.cited.is_empty() {
        out.line(0, "");
        out.line(0, "cited");
        for (basis, words) in &programme.cited {
            out.field(1, basis.as_str(), words);
        }
    }
    out.0
}

/// Writes one node as it stands in the notation of its part.
pub fn write_node(node: &Node) -> String {
    let mut out = Out(String::new());
    out.node(node);
    out.0
}

/// Writes one part with all that stands in it.
pub fn write_part(part: &Part) -> String {
    let mut out = Out(String::new());
    out.part(part);
    out.0.trim_start().to_owned()
}

/// Writes head and foot.
pub fn write_document(document: &Document) -> String {
    let mut out = Out(String::new());
    out.document(document);
    out.0.trim_start().to_owned()
}

struct Out(String);

/// A value on one line: backslashes and line breaks escaped.
pub fn escape(value: &str) -> String {
    value.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "")
}

/// A mark or a code before the colon of its line: a colon of its own is escaped too.
pub fn escape_mark(value: &str) -> String {
    escape(value).replace(':', "\\:")
}

impl Out {
    fn line(&mut self, indent: usize, text: &str) {
        for _ in 0..indent {
            self.0.push_str("  ");
        }
        self.0.push_str(text);
        self.0.push('\n');
    }
    fn field(&mut self, indent: usize, name: &str, value: &str) {
        for _ in 0..indent {
            self.0.push_str("  ");
        }
        // Writing into a String cannot fail.
        writeln!(self.0, "{name}: {}", escape(value)).unwrap_or_default();
    }
    fn maybe(&mut self, indent: usize, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.field(indent, name, value);
        }
    }
    fn document(&mut self, d: &Document) {
        self.line(0, "");
        self.line(0, "document");
        self.maybe(1, "superior", d.superior.as_deref());
        self.maybe(1, "issuer", d.issuer.as_deref());
        self.maybe(1, "number", d.number.as_deref());
        self.maybe(1, "place", d.place.as_deref());
        self.maybe(1, "date", d.date.map(|it| it.to_string()).as_deref());
        self.maybe(1, "kind", d.kind.as_deref());
        self.maybe(1, "title", d.title.as_deref());
        self.maybe(1, "draft", d.draft.as_deref());
        self.maybe(1, "period", d.period.map(|it| format!("{}-{}", it.from, it.to)).as_deref());
        for line in &d.signature.authority {
            self.field(1, "authority", line);
        }
        self.maybe(1, "signer-title", d.signature.title.as_deref());
        self.maybe(1, "signer", d.signature.name.as_deref());
        for recipient in &d.recipients {
            self.field(1, "recipient", &recipient.text);
        }
    }
    fn part(&mut self, part: &Part) {
        self.line(0, "");
        let mark = part.mark.as_deref().map_or(String::new(), |it| format!(" {}", escape_mark(it)));
        self.line(0, format!("part {}{mark}: {}", part.role.name(), escape(&part.heading)).trim_end());
        for node in &part.nodes {
            self.node(node);
        }
    }
    fn node(&mut self, node: &Node) {
        match node {
            Node::Heading(it) => self.heading(it),
            Node::Text(it) => self.passage(it),
            Node::Goal(it) => self.goal(it),
            Node::Requirement(it) => self.requirement(it),
            Node::Target(it) => self.target(it),
            Node::Task(it) => self.task(it),
            Node::KeyWork(it) => self.key_work(it),
            Node::Arrangement(it) => self.arrangement(it),
        }
    }
    fn heading(&mut self, it: &Heading) {
        let mark = it.mark.as_deref().map_or(String::new(), |mark| format!(" {}", escape_mark(mark)));
        self.line(1, format!("heading {}{mark}: {}", it.level, escape(&it.text)).trim_end());
    }
    fn passage(&mut self, it: &Passage) {
        self.field(1, it.role.name(), &it.text);
    }
    fn item(&mut self, word: &str, code: Option<&str>, anchor: impl std::fmt::Display, text: &str) {
        let code = code.map_or(String::new(), |it| format!(" {}", escape_mark(it)));
        self.line(1, format!("{word}{code} #{anchor}: {}", escape(text)).trim_end());
    }
    fn confidence(&mut self, it: Confidence) {
        if it == Confidence::Look {
            self.field(2, "confidence", it.name());
        }
    }
    fn form(&mut self, it: Form) {
        if it == Form::Prose {
            self.field(2, "form", "prose");
        }
    }
    fn deadline(&mut self, name: &str, it: &Deadline) {
        if !it.is_none() {
            self.field(2, name, &it.text);
        }
    }
    fn lead(&mut self, it: &Lead) {
        if !it.is_none() {
            self.field(2, "lead", it.text());
        }
    }
    fn names(&mut self, name: &str, names: &[String]) {
        if !names.is_empty() {
            self.field(2, name, &names.join("; "));
        }
    }
    fn resources(&mut self, resources: &[Resource]) {
        for it in resources {
            let amount = it.amount.filter(|it_is| Money::find(&it.text) != Some(*it_is));
            match amount {
                Some(money) => self.field(2, &format!("resource {}", money.0), &it.text),
                None => self.field(2, "resource", &it.text),
            }
        }
    }
    fn goal(&mut self, it: &Goal) {
        self.item("goal", it.code.as_deref(), &it.anchor, &it.text);
        if it.kind != GoalKind::Goal {
            self.field(2, "kind", it.kind.name());
        }
        if it.scope == GoalScope::Specific {
            self.field(2, "scope", "specific");
        }
        if !it.horizons.is_empty() {
            self.field(2, "horizons", &it.horizons.iter().map(i16::to_string).collect::<Vec<_>>().join(", "));
        }
        self.deadline("schedule", &it.schedule);
        self.confidence(it.confidence);
    }
    fn requirement(&mut self, it: &Requirement) {
        self.item("requirement", it.code.as_deref(), &it.anchor, &it.text);
        if it.about != About::of_words(&it.text) {
            self.field(2, "about", it.about.name());
        }
        self.confidence(it.confidence);
    }
    fn target(&mut self, it: &Target) {
        self.item("target", it.code.as_deref(), &it.anchor, &it.name);
        self.maybe(2, "unit", it.unit.as_deref());
        if !it.value.text.is_empty() {
            self.field(2, "value", &it.value.text);
        }
        self.maybe(2, "horizon", it.horizon.map(|year| year.to_string()).as_deref());
        self.maybe(2, "kind", it.kind_beside_words().map(ValueKind::name));
        for baseline in &it.baselines {
            let name = baseline.year.map_or("baseline".to_owned(), |year| format!("baseline {year}"));
            self.field(2, &name, &baseline.value.text);
            self.maybe(2, "baseline-source", baseline.source.as_deref());
        }
        for step in &it.trend {
            self.field(2, &format!("trend {}", step.year), &step.value.text);
        }
        for step in &it.path {
            self.field(2, &format!("path {}", step.year), &step.value.text);
        }
        if it.level != it.level_of_words() {
            self.field(2, "level", it.level.name());
        }
        self.maybe(2, "superior", it.superior.as_deref());
        self.maybe(2, "criterion", it.criterion.as_deref());
        self.deadline("schedule", &it.schedule);
        self.lead(&it.lead);
        self.maybe(2, "note", it.note.as_deref());
        self.form(it.form);
        self.confidence(it.confidence);
    }
    fn task(&mut self, it: &TaskItem) {
        self.item("task", it.code.as_deref(), &it.anchor, &it.title);
        for detail in &it.details {
            self.field(2, "detail", detail);
        }
        if it.kind != WorkItemKind::of_title(&it.title) {
            self.field(2, "kind", it.kind.name());
        }
        if it.origin != Origin::of_words(&it.title) {
            self.field(2, "origin", it.origin.name());
        }
        self.lead(&it.lead);
        self.names("coordinators", &it.coordinators);
        self.maybe(2, "deliverable", it.deliverable.as_deref());
        self.deadline("deadline", &it.deadline);
        self.resources(&it.resources);
        for condition in &it.conditions {
            self.field(2, &format!("condition {}", condition.kind.name()), &condition.text);
            self.maybe(2, "condition-owner", condition.owner.as_deref());
            self.deadline("condition-by", &condition.by);
            if condition.status != ConditionStatus::Unknown {
                self.field(2, "condition-status", condition.status.name());
            }
        }
        self.maybe(2, "note", it.note.as_deref());
        self.form(it.form);
        self.confidence(it.confidence);
    }
    fn key_work(&mut self, it: &KeyWork) {
        self.item("work", it.code.as_deref(), &it.anchor, &it.name);
        self.maybe(2, "location", it.location.as_deref());
        self.resources(&it.resources);
        self.lead(&it.lead);
        self.names("coordinators", &it.coordinators);
        self.deadline("schedule", &it.schedule);
        if it.origin != Origin::Unknown {
            self.field(2, "origin", it.origin.name());
        }
        self.maybe(2, "note", it.note.as_deref());
        self.form(it.form);
        self.confidence(it.confidence);
    }
    fn arrangement(&mut self, it: &Arrangement) {
        self.item("duty", it.code.as_deref(), &it.anchor, &it.duty);
        self.maybe(2, "unit", it.unit.as_deref());
        if it.kinds != ArrangementKind::of_words(&it.duty) {
            self.field(2, "kinds", &it.kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", "));
        }
        self.confidence(it.confidence);
    }
}
