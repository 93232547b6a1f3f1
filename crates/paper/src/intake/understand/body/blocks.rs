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
    /// Further dashes beside a first dash, each with its details: fields printed after the last of them are those of all.
    beside: Vec<(Line, Vec<String>)>,
}

impl Block {
    fn of(line: Line, title: String, fields: Vec<(Label, String)>) -> Block {
        Block { line, title, details: Vec::new(), fields, beside: Vec::new() }
    }

    /// Takes a line below or beside the first one.
    fn take(&mut self, line: &Line) {
        let first = |it: &Line| it.text.chars().next();
        if line.mark == Mark::Dash && self.line.mark == Mark::Dash && first(line) == first(&self.line) {
            self.beside.push((line.clone(), Vec::new()));
            return;
        }
        self.beside.last_mut().map_or(&mut self.details, |it| &mut it.1).push(line.body.clone());
    }

    /// Everything below or beside the first line, as its details.
    fn gathered(self) -> Vec<String> {
        let beside = self.beside.into_iter().flat_map(|(line, details)| std::iter::once(line.body).chain(details));
        self.details.into_iter().chain(beside).collect()
    }
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
            let title = heading.body.clone();
            self.block = Some(Block::of(heading, title, Vec::new()));
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
            self.block = Some(Block::of(line.clone(), rest, fields));
            return;
        }
        let goes_on =
            self.block.as_ref().is_some_and(|it| if it.fields.is_empty() { is_below(line, &it.line) } else { self.u.labels_first && depth(&line.mark) > depth(&it.line.mark) });
        if goes_on && let Some(block) = &mut self.block {
            block.take(line);
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
        self.block = Some(Block::of(line.clone(), line.body.clone(), Vec::new()));
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
        if !block.fields.is_empty() {
            return self.push_block(block);
        }
        let (line, title) = (block.line.clone(), block.title.clone());
        let details = block.gathered();
        if self.u.is_open_list(&line.mark) {
            return self.push_task(&line, title, details, Vec::new());
        }
        let all = std::iter::once(line.text.clone()).chain(details.iter().map(|it| format!("- {it}")));
        for text in all {
            self.text(PassageRole::Prose, text, &line.place);
        }
    }

    /// A task with its fields; dashes beside the first one are tasks with the same fields, apart from the money, which
    /// is there once.
    fn push_block(&mut self, block: Block) {
        let shared: Vec<(Label, String)> = block.fields.iter().filter(|(label, _)| *label != Label::Resource).cloned().collect();
        self.push_task(&block.line, block.title, block.details, block.fields);
        for (line, details) in block.beside {
            self.push_task(&line, line.body.clone(), details, shared.clone());
        }
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
