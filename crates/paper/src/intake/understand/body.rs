//! The nodes of a section: headings, goals, targets in prose, requirements, content items, duties.

use hanhdong_domain::programme::{
    About, Anchor, Arrangement, ArrangementKind, AttainmentLevel, Confidence, Deadline, Form, Goal, GoalKind, GoalScope, Heading, Lead, Node, Origin, Part, PartRole, Passage,
    PassageRole, Requirement, Resource, Target, TargetValue, TaskItem,
};
use hanhdong_domain::text::{fold, squeeze};

use super::Understanding;
use super::duty::{agency_of, is_agency_heading, is_somebody, subject_of};
use super::labels::{Label, label_line, split_labels};
use super::line::{Line, Mark};
use super::sections::{Entry, Section};
use super::table::{horizon_of, names, read_rows};

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

/// What a heading inside a section turns the lines below it into.
fn mode_of(folded: &str, role: PartRole) -> Option<Mode> {
    let has = |words: &str| folded.contains(words);
    let starts = |words: &str| folded.trim_start_matches(|c: char| !c.is_alphabetic()).starts_with(words);
    if has("khau dot pha") || starts("dot pha") || starts("cac dot pha") {
        return Some(Mode::Goal(GoalKind::Breakthrough, GoalScope::Specific));
    }
    if role == PartRole::Organisation {
        return None;
    }
    if starts("quan diem") && !has("muc tieu") {
        Some(Mode::Goal(GoalKind::Viewpoint, GoalScope::General))
    } else if starts("chu truong") {
        Some(Mode::Goal(GoalKind::Policy, GoalScope::General))
    } else if has("dinh huong") && !has("muc tieu") || starts("phuong huong") {
        Some(Mode::Goal(GoalKind::Orientation, GoalScope::General))
    } else if starts("yeu cau") {
        Some(Mode::Requirement)
    } else if starts("muc dich") {
        Some(if has("yeu cau") { Mode::Requirement } else { Mode::Purpose })
    } else if has("muc tieu chung") || has("muc tieu tong quat") {
        Some(Mode::Goal(GoalKind::Goal, GoalScope::General))
    } else if has("chi tieu") || starts("muc tieu") || has("muc tieu cu the") || starts("tam nhin") {
        Some(Mode::Targets)
    } else if starts("giai phap") || starts("cac giai phap") || starts("nhom giai phap") && !has("nhiem vu") {
        (role == PartRole::Content).then_some(Mode::Measures)
    } else if starts("nhiem vu") || starts("cac nhiem vu") {
        (role == PartRole::Content).then_some(Mode::Task)
    } else {
        None
    }
}

/// A prose task being gathered.
struct Block {
    line: Line,
    title: String,
    details: Vec<String>,
    fields: Vec<(Label, String)>,
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

/// Does the line go on with an item that has no fields yet? What stands below it does, and a dash after a dash: the
/// fields printed after the last of several dashes are those of all.
fn is_below(line: &Line, other: &Line) -> bool {
    depth(&line.mark) > depth(&other.mark) || line.mark == Mark::Dash && other.mark == Mark::Dash
}

impl Walk<'_> {
    fn text(&mut self, role: PassageRole, text: String, place: &hanhdong_domain::Place) {
        self.nodes.push(Node::Text(Passage { role, text, place: place.clone() }));
    }

    fn line(&mut self, line: &Line) {
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

    /// Only blocks of the content part, or lines of an annex, take labelled fields.
    fn takes_fields(&self) -> bool {
        self.list == ListKind::Blocks && (self.block.is_some() || self.pending.is_some()) && matches!(self.mode, Mode::Task | Mode::Measures | Mode::Prose)
    }

    /// Labelled lines right below a goal or a target in prose are its own; `false` where they are not.
    fn fields_of_goal(&mut self, fields: &[(Label, String)]) -> bool {
        let deadline = fields.iter().find(|(label, _)| *label == Label::Deadline).map(|(_, value)| Deadline::parse(value));
        let lead = fields.iter().find(|(label, _)| *label == Label::Lead).map(|(_, value)| Lead::parse(value));
        match self.nodes.last_mut() {
            Some(Node::Goal(goal)) if fields.len() == 1 => deadline.map(|it| goal.schedule = it).is_some(),
            Some(Node::Target(target)) if target.form == Form::Prose => {
                let taken = deadline.is_some() || lead.is_some();
                target.schedule = deadline.unwrap_or_else(|| target.schedule.clone());
                target.lead = lead.unwrap_or_else(|| target.lead.clone());
                taken
            }
            _ => false,
        }
    }

    fn fields(&mut self, line: &Line, fields: Vec<(Label, String)>) {
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

    /// Reads the line as a heading, if it is one.
    fn heading(&mut self, line: &Line) -> bool {
        if !line.anchors.is_empty() && self.role != PartRole::Other {
            return false; // our own mark on it says it is an item
        }
        let depth = depth(&line.mark);
        let inline = line.body.split_once(':').filter(|(head, rest)| rest.trim().len() > 1 && head.split_whitespace().count() <= 6);
        if let Some((head, rest)) = inline
            && !matches!(self.mode, Mode::Duty | Mode::Task)
            && let Some(mode) = mode_of(&fold(head), self.role)
            && line.mark != Mark::Dash
        {
            let mut upper = line.clone();
            upper.body = head.to_owned();
            self.push_heading(&upper, depth);
            self.set_mode(mode, depth, head);
            self.line(&Line::of_text(rest.trim(), &line.place));
            return true;
        }
        let horizon_heading =
            horizon_of(&line.body).is_some() && line.body.split_whitespace().count() <= 8 && !line.body.ends_with(['.', ';']) && TargetValue::find_in(&line.body).is_none();
        let mode = mode_of(&line.folded, self.role).filter(|_| line.body.split_whitespace().count() <= 16);
        let marked = !matches!(line.mark, Mark::Dash | Mark::Plain);
        let dressed = line.bold || line.heading.is_some() || line.is_capitals();
        let is_heading = match self.mode {
            Mode::Duty => self.duty_heading(line),
            Mode::Task | Mode::Measures => self.content_heading(line, dressed),
            Mode::Prose => dressed && line.looks_like_heading() && marked,
            Mode::Goal(..) | Mode::Targets | Mode::Requirement | Mode::Purpose => {
                (mode.is_some() && line.looks_like_heading() && line.mark != Mark::Dash && !line.body.ends_with(['.', ';']))
                    || horizon_heading
                    || (dressed && line.looks_like_heading() && !line.body.ends_with(['.', ';']))
                    || (marked && line.mark != Mark::Plain && line.body.ends_with(':') && line.body.split_whitespace().count() <= 12)
                    || (marked && line.body.split_whitespace().count() <= 6 && TargetValue::find_in(&line.body).is_none() && fold(&line.body).starts_with("ve "))
            }
        };
        if !is_heading {
            return false;
        }
        self.close();
        let in_content = matches!(self.mode, Mode::Task | Mode::Measures);
        if in_content && self.names_agency(line) {
            self.agency = Some(agency_of(&line.body));
            self.agency_depth = depth;
        } else if in_content && depth <= self.agency_depth {
            self.agency = None;
        }
        if in_content && self.list == ListKind::Blocks {
            self.pending = Some(line.clone());
        } else {
            self.push_heading(line, depth);
        }
        if let Some(year) = horizon_of(&line.body) {
            self.horizon = Some(year);
        }
        match mode {
            Some(mode) => self.set_mode(mode, depth, &line.body.clone()),
            None if depth <= self.mode_depth && self.mode != self.base => {
                self.mode = self.base;
                self.mode_depth = 0;
            }
            None => {}
        }
        true
    }

    fn set_mode(&mut self, mode: Mode, depth: u8, heading: &str) {
        self.mode = mode;
        self.mode_depth = depth;
        if self.role == PartRole::Goals && horizon_of(heading).is_none() && depth <= 2 {
            self.horizon = None;
        }
    }

    fn push_heading(&mut self, line: &Line, depth: u8) {
        let level = if depth <= 2 { 2 } else { 3 };
        let text = squeeze(line.body.trim_end_matches(':'));
        self.nodes.push(Node::Heading(Heading { level, mark: line.code(), text, place: line.place.clone() }));
    }

    fn duty_heading(&mut self, line: &Line) -> bool {
        if line.mark != Mark::Dash && is_agency_heading(&line.body) {
            self.agency = Some(agency_of(&line.body));
            return true;
        }
        let other = !matches!(line.mark, Mark::Dash)
            && (line.bold || line.heading.is_some())
            && line.looks_like_heading()
            && line.body.split_whitespace().count() <= 14
            && subject_of(&line.body).is_none();
        if other {
            self.agency = None;
        }
        other
    }

    /// A heading of the content part that names who leads the items below it.
    fn names_agency(&self, line: &Line) -> bool {
        matches!(self.list, ListKind::ByAgency | ListKind::Blocks) && line.mark != Mark::Dash && is_agency_heading(&line.body)
    }

    fn content_heading(&mut self, line: &Line, dressed: bool) -> bool {
        if self.names_agency(line) {
            return true;
        }
        let short = line.body.split_whitespace().count() <= 18 && !line.body.ends_with(['.', ';']) && !line.body.contains(';');
        match &line.mark {
            Mark::Roman(_) | Mark::Capital(_) | Mark::Part => true,
            Mark::Number(path) => dressed || line.body.ends_with(':') || short && self.u.heading_numbers == Some(path.len()),
            Mark::Letter(_) => (line.bold || line.heading.is_some()) && line.looks_like_heading() || line.body.ends_with(':') && short,
            Mark::Plain => dressed && line.looks_like_heading(),
            Mark::Bracketed | Mark::Dash | Mark::Annex => false,
        }
    }

    fn goal(&mut self, line: &Line, kind: GoalKind, scope: GoalScope) {
        let general_prose = line.mark == Mark::Plain && kind == GoalKind::Goal && scope == GoalScope::General;
        if line.mark == Mark::Plain && line.anchors.is_empty() && !general_prose {
            return self.text(PassageRole::Prose, line.text.clone(), &line.place);
        }
        let confidence = if general_prose && line.anchors.is_empty() { Confidence::Look } else { Confidence::Sure };
        self.push_goal(line, kind, scope, confidence);
    }

    fn push_goal(&mut self, line: &Line, kind: GoalKind, scope: GoalScope, confidence: Confidence) {
        let code = line.code();
        let anchor = self.u.anchor("g", line.anchors.first().cloned(), code.as_deref(), &line.body, &line.place);
        let mut horizons = horizons_of(&line.body);
        if horizons.is_empty() {
            horizons.extend(self.horizon);
        }
        let schedule = schedule_in(&line.body);
        self.nodes.push(Node::Goal(Goal { anchor, code, text: line.body.clone(), kind, scope, horizons, schedule, place: line.place.clone(), confidence }));
    }

    fn target_or_goal(&mut self, line: &Line) {
        if line.anchors.is_empty() && refers_to_annex(&line.folded) {
            return self.text(PassageRole::Prose, line.text.clone(), &line.place);
        }
        if TargetValue::find_in(&line.body).is_none() && milestone_of(&line.body).is_none() {
            let first_below_goals = matches!(self.nodes.last(), Some(Node::Heading(heading)) if fold(&heading.text).starts_with("muc tieu"));
            return match line.mark {
                Mark::Plain if first_below_goals && line.anchors.is_empty() && !line.body.ends_with(':') => {
                    self.push_goal(line, GoalKind::Goal, GoalScope::General, Confidence::Look)
                }
                Mark::Plain if line.anchors.is_empty() => self.text(PassageRole::Prose, line.text.clone(), &line.place),
                _ => self.push_goal(line, GoalKind::Goal, GoalScope::Specific, Confidence::Sure),
            };
        }
        let statements = if line.anchors.is_empty() { statements(&line.body) } else { vec![line.body.clone()] };
        if let [_] = statements.as_slice() {
            return self.push_target(line, &line.body, line.code());
        }
        for statement in statements {
            let mut piece = line.clone();
            piece.anchors.clear();
            piece.body = statement.clone();
            if TargetValue::find_in(&statement).is_some() || milestone_of(&statement).is_some() {
                self.push_target(&piece, &statement, None);
            } else {
                piece.mark = Mark::Dash;
                self.push_goal(&piece, GoalKind::Goal, GoalScope::Specific, Confidence::Look);
            }
        }
    }

    fn push_target(&mut self, line: &Line, text: &str, code: Option<String>) {
        let anchor = self.u.anchor("c", line.anchors.first().cloned(), code.as_deref(), text, &line.place);
        let words = TargetValue::find_in(text).or_else(|| milestone_of(text)).unwrap_or_default();
        let value = TargetValue::parse(&words, text, None);
        let own = horizons_of(text).into_iter().max();
        let unit = words.contains('%').then(|| if words.contains("điểm") { "điểm %" } else { "%" }.to_owned());
        self.nodes.push(Node::Target(Target {
            code,
            unit,
            value,
            horizon: own.or(self.horizon).or(self.u.term_end()),
            level: AttainmentLevel::of_words(text),
            schedule: schedule_in(text),
            form: Form::Prose,
            place: line.place.clone(),
            ..Target::named(anchor, text)
        }));
    }

    fn requirement(&mut self, line: &Line) {
        if line.mark == Mark::Plain && line.anchors.is_empty() {
            return self.text(PassageRole::Prose, line.text.clone(), &line.place);
        }
        let code = line.code();
        let anchor = self.u.anchor("r", line.anchors.first().cloned(), code.as_deref(), &line.body, &line.place);
        self.nodes.push(Node::Requirement(Requirement {
            anchor,
            code,
            about: About::of_words(&line.body),
            text: line.body.clone(),
            place: line.place.clone(),
            confidence: Confidence::Sure,
        }));
    }

    fn content(&mut self, line: &Line) {
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
    fn item(&mut self, line: &Line) {
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

    fn block_line(&mut self, line: &Line) {
        let (rest, fields) = split_labels(&line.body);
        let complete = !rest.is_empty() && fields.iter().any(|(label, _)| matches!(label, Label::Lead | Label::Deadline | Label::Coordinators));
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
    fn close(&mut self) {
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

    fn push_task(&mut self, line: &Line, title: String, details: Vec<String>, fields: Vec<(Label, String)>) {
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
    fn led(&self, line: &Line, mut fields: Vec<(Label, String)>) -> Vec<(Label, String)> {
        let assists = ["phoi hop", "tham gia"].iter().any(|it| line.folded.starts_with(it));
        if let Some(agency) = self.agency.clone().filter(|_| !assists && fields.iter().all(|(label, _)| *label != Label::Lead)) {
            fields.push((Label::Lead, agency));
        }
        fields
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

/// "12 chỉ tiêu nêu tại Phụ lục I": a pointer to an annex is no target.
fn refers_to_annex(folded: &str) -> bool {
    ["tai phu luc", "tai cac phu luc", "tai bieu", "phu luc kem theo", "bieu kem theo", "theo phu luc", "(phu luc"].iter().any(|it| folded.contains(it))
}

/// Horizon years a sentence speaks of: "đến năm 2030", "tầm nhìn 2045", "giai đoạn 2026-2030".
pub(super) fn horizons_of(text: &str) -> Vec<i16> {
    let folded = fold(text);
    let chars: Vec<char> = folded.chars().collect();
    let mut years: Vec<i16> = Vec::new();
    let mut i = 0;
    while i + 4 <= chars.len() {
        let is_year = chars[i..i + 4].iter().all(char::is_ascii_digit)
            && (i == 0 || !(chars[i - 1].is_ascii_digit() || matches!(chars[i - 1], '/' | '.' | ',')))
            && chars.get(i + 4).is_none_or(|c| !c.is_ascii_digit() && *c != '/' && !(*c == '.' || *c == ',') || chars.get(i + 5).is_none_or(|d| !d.is_ascii_digit()));
        if is_year {
            let year: i16 = chars[i..i + 4].iter().collect::<String>().parse().unwrap_or(0);
            let before: String = chars[i.saturating_sub(14)..i].iter().collect();
            let said = ["den nam ", "den ", "tam nhin ", "nam ", "-", "- ", "va "].iter().any(|it| before.ends_with(it))
                && !before.contains("ngay")
                && !before.contains("thang")
                && !before.contains("so voi");
            if (2000..=2100).contains(&year) && said && !years.contains(&year) {
                years.push(year);
            }
            i += 4;
        } else {
            i += 1;
        }
    }
    years.sort_unstable();
    years
}

/// The time a sentence gives its goal: "đến năm 2030", "trước năm 2028", "trong quý IV/2027".
fn schedule_in(text: &str) -> Deadline {
    for words in [
        "Đến hết năm ",
        "đến hết năm ",
        "Đến năm ",
        "đến năm ",
        "trước năm ",
        "Hết năm ",
        "hết năm ",
        "đến cuối năm ",
        "Đến cuối năm ",
        "trong năm ",
        "Trong năm ",
        "đến hết quý ",
        "trong quý ",
        "Quý ",
        "quý ",
        "đến tháng ",
        "trước ngày ",
        "Trong giai đoạn ",
        "giai đoạn ",
    ] {
        let Some(at) = text.find(words) else { continue };
        let tail: String =
            text[at + words.len()..].chars().take_while(|c| c.is_ascii_digit() || matches!(c, '/' | '-' | '–' | ' ' | 'I' | 'V') || "nămquýthág".contains(*c)).take(16).collect();
        let phrase = format!("{words}{}", tail.trim_end().trim_end_matches(|c: char| !c.is_ascii_digit()));
        let deadline = Deadline::parse(&phrase);
        if deadline.to.is_some() {
            return deadline;
        }
    }
    Deadline::default()
}

/// The words of a dated yes/no milestone: "Hoàn thành ...", "đạt chuẩn ...".
fn milestone_of(text: &str) -> Option<String> {
    let folded = fold(text);
    let said = ["dat chuan", "hoan thanh", "duoc cong nhan", "tro thanh phuong", "do thi loai"].iter().any(|it| folded.contains(it));
    let dated = !horizons_of(text).is_empty() || folded.contains("dat chuan") || folded.starts_with("hoan thanh");
    (said && dated && text.split_whitespace().count() <= 60).then(|| {
        let at = ["đạt chuẩn", "hoàn thành", "Hoàn thành", "được công nhận"].iter().filter_map(|it| text.find(it)).min().unwrap_or(0);
        squeeze(text[at..].trim_end_matches(['.', ';']))
    })
}

/// Sentences of a paragraph.
pub(super) fn sentences(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut start = 0;
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    for (n, (i, c)) in chars.iter().enumerate() {
        let ends = *c == '.' && chars.get(n + 1).is_some_and(|(_, it)| *it == ' ') && chars.get(n + 2).is_some_and(|(_, it)| it.is_uppercase());
        if ends {
            out.push(squeeze(&text[start..=*i]));
            start = i + 1;
        }
    }
    out.push(squeeze(&text[start..]));
    out.retain(|it| it.chars().any(char::is_alphabetic));
    out
}

/// The statements of a paragraph of targets: its sentences, and the pieces between semicolons where each has a level.
fn statements(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for sentence in sentences(text) {
        let pieces: Vec<&str> = sentence.split(';').map(str::trim).filter(|it| !it.is_empty()).collect();
        let leveled = pieces.iter().filter(|it| TargetValue::find_in(it).is_some()).count();
        if pieces.len() > 1 && leveled == pieces.len() {
            out.extend(pieces.iter().map(|it| squeeze(it)));
        } else {
            out.push(sentence);
        }
    }
    out
}
