//! Content items: prose blocks with labelled fields, items of a list, items below an agency.

use hanhdong_domain::programme::{Anchor, Deadline, Form, Lead, Node, Origin, PassageRole, Resource, TaskItem};

use super::super::labels::{Label, split_labels};
use super::super::line::{Line, Mark};
use super::super::table::names;
use super::statement::sentences;
use super::{ListKind, Mode, Walk, depth};

/// A prose task being gathered.
pub(super) struct Block {
    line: Line,
    title: String,
    details: Vec<String>,
    fields: Vec<(Label, String)>,
}

/// Does the line go on with an item that has no fields yet? What stands below it does, and a dash after a dash: the
/// fields printed after the last of several dashes are those of all.
pub(super) fn is_below(line: &Line, other: &Line) -> bool {
    depth(&line.mark) > depth(&other.mark) || line.mark == Mark::Dash && other.mark == Mark::Dash
}

impl Walk<'_> {
    /// Only blocks of the content part, or lines of an annex, take labelled fields.
    pub(super) fn takes_fields(&self) -> bool {
        self.list == ListKind::Blocks && (self.block.is_some() || self.pending.is_some()) && matches!(self.mode, Mode::Task | Mode::Measures | Mode::Prose)
    }

    pub(super) fn fields(&mut self, line: &Line, fields: Vec<(Label, String)>) {
        if self.block.is_none()
            && let Some(heading) = self.pending.take()
        {
            self.block = Some(Block { title: heading.body.clone(), line: heading, details: Vec::new(), fields: Vec::new() });
        }
        match &mut self.block {
            Some(block) => block.fields.extend(fields),
            None => self.text(PassageRole::Prose, line.text.clone(), &line.place),
        }
    }

    pub(super) fn content(&mut self, line: &Line) {
        match self.list {
            ListKind::Table => {
                let role = if line.mark == Mark::Plain { PassageRole::Prose } else { PassageRole::Outside };
                self.text(role, line.text.clone(), &line.place);
            }
            ListKind::Blocks => self.block_line(line),
            ListKind::ByAgency => match (&self.agency, &line.mark) {
                (_, Mark::Plain) => self.text(PassageRole::Prose, line.text.clone(), &line.place),
                (Some(_), _) => {
                    let (rest, fields) = split_labels(&line.body);
                    self.push_task(line, rest, Vec::new(), fields);
                }
                (None, _) => self.text(PassageRole::Outside, line.text.clone(), &line.place),
            },
            ListKind::Items => self.item(line),
        }
    }

    /// An item of a list without leads; sentences of a source are taken one by one.
    pub(super) fn item(&mut self, line: &Line) {
        if self.mode == Mode::Measures && !self.u.as_source {
            return self.text(PassageRole::Outside, line.text.clone(), &line.place);
        }
        let (rest, fields) = split_labels(&line.body);
        if self.u.as_source {
            if line.mark == Mark::Plain && line.body.ends_with(':') {
                return self.text(PassageRole::Prose, line.text.clone(), &line.place);
            }
            for sentence in sentences(&line.body) {
                let mut piece = line.clone();
                piece.mark = Mark::Dash;
                self.push_task(&piece, sentence, Vec::new(), Vec::new());
            }
            return;
        }
        if line.mark == Mark::Plain && fields.is_empty() && line.anchors.is_empty() {
            return self.text(PassageRole::Prose, line.text.clone(), &line.place);
        }
        self.push_task(line, rest, Vec::new(), fields);
    }

    pub(super) fn block_line(&mut self, line: &Line) {
        let (rest, fields) = split_labels(&line.body);
        let numbered = matches!(line.mark, Mark::Number(_) | Mark::Letter(_)) && !fields.is_empty();
        let complete = !rest.is_empty() && (numbered || fields.iter().any(|(label, _)| matches!(label, Label::Lead | Label::Deadline | Label::Coordinators)));
        if complete {
            self.close();
            self.block = Some(Block { line: line.clone(), title: rest, details: Vec::new(), fields });
            return;
        }
        let goes_on =
            self.block.as_ref().is_some_and(|it| if it.fields.is_empty() { is_below(line, &it.line) } else { self.u.labels_first && depth(&line.mark) > depth(&it.line.mark) });
        if goes_on && let Some(block) = &mut self.block {
            block.details.push(line.body.clone());
            return;
        }
        if let (Some(block), true) = (&mut self.block, line.mark == Mark::Plain && line.text.starts_with(char::is_lowercase)) {
            // The tail of a field whose line was broken.
            if let Some((_, value)) = block.fields.last_mut() {
                value.push(' ');
                value.push_str(line.body.trim_end_matches(['.', ';']));
                return;
            }
        }
        self.close();
        self.block = Some(Block { line: line.clone(), title: line.body.clone(), details: Vec::new(), fields: Vec::new() });
    }

    /// Ends the open block and the pending heading.
    pub(super) fn close(&mut self) {
        let pending = self.pending.take();
        let Some(block) = self.block.take() else {
            if let Some(heading) = pending {
                let depth = depth(&heading.mark);
                self.push_heading(&heading, depth);
            }
            return;
        };
        if let Some(heading) = pending {
            let depth = depth(&heading.mark);
            self.push_heading(&heading, depth);
        }
        if block.fields.is_empty() {
            let all = std::iter::once(block.line.text.clone()).chain(block.details.iter().map(|it| format!("- {it}")));
            if self.u.is_open_list(&block.line.mark) {
                return self.push_task(&block.line, block.title, block.details, Vec::new());
            }
            for text in all {
                self.text(PassageRole::Prose, text, &block.line.place);
            }
            return;
        }
        self.push_task(&block.line, block.title, block.details, block.fields);
    }

    pub(super) fn push_task(&mut self, line: &Line, title: String, details: Vec<String>, fields: Vec<(Label, String)>) {
        let code = line.code();
        let found = line.anchors.first().cloned();
        let anchor: Anchor = self.u.anchor("t", found, code.as_deref(), &title, &line.place);
        let fields = self.led(line, fields);
        let one = |label: Label| fields.iter().filter(|(it, _)| *it == label).map(|(_, value)| value.as_str()).collect::<Vec<_>>();
        let base = TaskItem::titled(anchor, &title);
        let origin = one(Label::Origin).first().map_or(base.origin, |it| Origin::of_words(it));
        let task = TaskItem {
            code,
            details,
            origin,
            lead: Lead::parse(&one(Label::Lead).join("; ")),
            coordinators: names(&one(Label::Coordinators).join("; ")),
            deliverable: one(Label::Deliverable).first().map(|it| (*it).to_owned()),
            deadline: Deadline::parse(&one(Label::Deadline).join("; ")),
            resources: one(Label::Resource).iter().flat_map(|it| Resource::parse_all(it, None)).collect(),
            note: one(Label::Note).first().map(|it| (*it).to_owned()),
            form: Form::Prose,
            place: line.place.clone(),
            ..base
        };
        let task = self.u.with_conditions(task, &one(Label::Condition));
        self.nodes.push(Node::Task(task));
    }

    /// An item below the name of an agency is led by it, unless it says who leads or only assists.
    pub(super) fn led(&self, line: &Line, mut fields: Vec<(Label, String)>) -> Vec<(Label, String)> {
        let assists = ["phoi hop", "tham gia"].iter().any(|it| line.folded.starts_with(it));
        if let Some(agency) = self.agency.clone().filter(|_| !assists && fields.iter().all(|(label, _)| *label != Label::Lead)) {
            fields.push((Label::Lead, agency));
        }
        fields
    }
}
