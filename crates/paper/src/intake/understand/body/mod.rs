//! The nodes of a section: headings, goals, targets in prose, requirements, content items, duties.

mod aims;
mod blocks;
mod heading;
mod statement;

use hanhdong_domain::programme::{Arrangement, ArrangementKind, Confidence, GoalKind, GoalScope, Node, Part, PartRole, Passage, PassageRole};
use hanhdong_domain::text::{fold, squeeze};

use self::blocks::Block;
use self::heading::mode_of;
use super::Understanding;
use super::duty::{is_somebody, subject_of};
use super::labels::{is_blank, label_line, split_labels};
use super::line::{Line, Mark};
use super::sections::{Entry, Section};
use super::table::{horizon_of, read_rows};

/// Which things of the text are its tasks (verdicts.md, common rules).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListKind {
    /// A table with numbered rows.
    Table,
    /// Prose blocks with a lead, coordination or time of their own.
    Blocks,
    /// Items under the name of an agency.
    ByAgency,
    /// Lettered or dashed items of the content part.
    Items,
}

/// What the lines under the last heading are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Goal(GoalKind, GoalScope),
    /// Goals; a line with a level is a target.
    Targets,
    Requirement,
    Purpose,
    Task,
    /// "Giải pháp": outside the list unless it carries leads or times.
    Measures,
    Duty,
    Prose,
}

/// Reads a section into a part.
pub(super) fn read_section(u: &mut Understanding, section: Section<'_>, list: ListKind) -> Part {
    let folded = fold(&section.heading);
    let mode = match section.role {
        PartRole::Goals => mode_of(&folded, section.role).unwrap_or(Mode::Targets),
        PartRole::Content => Mode::Task,
        PartRole::Organisation => Mode::Duty,
        PartRole::Annex | PartRole::Other => Mode::Prose,
    };
    let mut walk = Walk {
        horizon: horizon_of(&section.heading),
        u,
        role: section.role,
        list,
        base: mode,
        mode,
        mode_depth: 0,
        agency: None,
        agency_depth: 0,
        block: None,
        pending: None,
        nodes: Vec::new(),
    };
    for entry in &section.entries {
        match entry {
            Entry::Line(line) => walk.line(line),
            Entry::Table(table, Some(layout)) => {
                walk.close();
                let mut nodes = std::mem::take(&mut walk.nodes);
                read_rows(walk.u, table, layout, walk.horizon, &mut nodes);
                walk.nodes = nodes;
            }
            Entry::Table(table, None) => {
                walk.close();
                for row in &table.rows {
                    let text = row.cells.iter().map(|it| squeeze(&it.text)).filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" | ");
                    if !text.is_empty() {
                        walk.text(PassageRole::Unread, text, &row.place);
                    }
                }
            }
        }
    }
    walk.close();
    Part { role: section.role, mark: section.mark, heading: section.heading, place: section.place, nodes: walk.nodes }
}

struct Walk<'u> {
    u: &'u mut Understanding,
    role: PartRole,
    list: ListKind,
    base: Mode,
    mode: Mode,
    /// Depth of the mark of the heading that set the mode; a heading of the same depth ends it.
    mode_depth: u8,
    horizon: Option<i16>,
    agency: Option<String>,
    /// Depth of the heading that names the agency; a heading of the same depth ends it.
    agency_depth: u8,
    block: Option<Block>,
    /// A heading that may prove to be a task: its fields may follow at once.
    pending: Option<Line>,
    nodes: Vec<Node>,
}

/// How deep a mark is: numbers above letters above dashes.
pub(super) fn depth(mark: &Mark) -> u8 {
    match mark {
        Mark::Part | Mark::Annex => 0,
        Mark::Capital(_) | Mark::Roman(_) => 1,
        Mark::Number(path) => 1 + u8::try_from(path.len()).unwrap_or(8),
        Mark::Letter(_) => 5,
        Mark::Bracketed => 6,
        Mark::Dash => 7,
        Mark::Plain => 8,
    }
}

impl Walk<'_> {
    fn text(&mut self, role: PassageRole, text: String, place: &hanhdong_domain::Place) {
        self.nodes.push(Node::Text(Passage { role, text, place: place.clone() }));
    }

    fn line(&mut self, line: &Line) {
        if is_blank(&line.body) {
            // What is still to be written stays in sight and is nobody's task.
            self.close();
            return self.text(PassageRole::Prose, line.text.clone(), &line.place);
        }
        if line.text.chars().all(|c| !c.is_alphanumeric()) {
            return;
        }
        if self.role == PartRole::Annex && line.text.starts_with('(') && fold(&line.text).contains("kem theo") {
            return;
        }
        if let Some(fields) = label_line(&line.body).filter(|_| self.takes_fields()) {
            return self.fields(line, fields);
        }
        if let Some(fields) = label_line(&line.body).filter(|_| line.anchors.is_empty())
            && self.fields_of_goal(&fields)
        {
            return;
        }
        if self.heading(line) {
            return;
        }
        if let Some(role) = line.anchors.first().and_then(|it| it.as_str().split_once('_')).map(|(role, _)| role) {
            return self.known_item(line, role);
        }
        match self.mode {
            Mode::Goal(kind, scope) => self.goal(line, kind, scope),
            Mode::Targets => self.target_or_goal(line),
            Mode::Requirement => self.requirement(line),
            Mode::Purpose => self.text(PassageRole::Prose, line.text.clone(), &line.place),
            Mode::Task | Mode::Measures => self.content(line),
            Mode::Duty => self.duty(line),
            Mode::Prose => self.prose(line),
        }
    }

    /// A line that carries one of our own anchors: its first letter says what the item is.
    fn known_item(&mut self, line: &Line, role: &str) {
        match (role, self.mode) {
            ("g", Mode::Goal(kind, scope)) => self.push_goal(line, kind, scope, Confidence::Sure),
            ("g", _) => self.push_goal(line, GoalKind::Goal, GoalScope::Specific, Confidence::Sure),
            ("c", _) => self.push_target(line, &line.body.clone(), line.code()),
            ("r", _) => self.requirement(line),
            ("d", _) => self.duty(line),
            (_, Mode::Goal(kind, scope)) => self.goal(line, kind, scope),
            (_, Mode::Targets) => self.target_or_goal(line),
            (_, Mode::Requirement) => self.requirement(line),
            (_, Mode::Duty) => self.duty(line),
            (_, Mode::Task | Mode::Measures) => self.content(line),
            (_, Mode::Purpose | Mode::Prose) => self.text(PassageRole::Prose, line.text.clone(), &line.place),
        }
    }

    fn duty(&mut self, line: &Line) {
        let kinds = ArrangementKind::of_words(&line.body);
        if self.list == ListKind::ByAgency
            && self.u.duties_are_tasks
            && self.agency.is_some()
            && line.mark != Mark::Plain
            && kinds.iter().any(|it| matches!(it, ArrangementKind::Execute | ArrangementKind::Draft))
        {
            let (rest, fields) = split_labels(&line.body);
            return self.push_task(line, rest, Vec::new(), fields);
        }
        let hole = || line.body.strip_suffix("...").or(line.body.strip_suffix('…')).map(squeeze).filter(|it| is_somebody(it));
        let unit = self.agency.clone().filter(|_| line.mark != Mark::Plain).or_else(|| subject_of(&line.body)).or_else(hole);
        if unit.is_none() && line.mark == Mark::Plain && line.anchors.is_empty() {
            return self.text(PassageRole::Prose, line.text.clone(), &line.place);
        }
        let code = line.code();
        let anchor = self.u.anchor("d", line.anchors.first().cloned(), code.as_deref(), &line.body, &line.place);
        let confidence = if unit.is_some() { Confidence::Sure } else { Confidence::Look };
        self.nodes.push(Node::Arrangement(Arrangement { anchor, code, unit, duty: line.body.clone(), kinds, place: line.place.clone(), confidence }));
    }

    /// A line of an annex or of a section of another meaning.
    fn prose(&mut self, line: &Line) {
        self.text(PassageRole::Prose, line.text.clone(), &line.place);
    }
}
