//! Headings inside a section: which lines they are, and what they turn the lines below them into.

use hanhdong_domain::programme::{GoalKind, GoalScope, Heading, Node, PartRole, TargetValue};
use hanhdong_domain::text::{fold, squeeze};

use super::super::duty::{agency_of, is_agency_heading, subject_of};
use super::super::line::{Line, Mark};
use super::super::table::horizon_of;
use super::{ListKind, Mode, Walk, depth};

/// What a heading inside a section turns the lines below it into.
pub(super) fn mode_of(folded: &str, role: PartRole) -> Option<Mode> {
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

impl Walk<'_> {
    /// Reads the line as a heading, if it is one.
    pub(super) fn heading(&mut self, line: &Line) -> bool {
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
        let words = line.body.split_whitespace().take(20).count();
        let horizon_heading = words <= 8 && horizon_of(&line.body).is_some() && !line.body.ends_with(['.', ';']) && TargetValue::find_in(&line.body).is_none();
        let mode = if words <= 16 { mode_of(&line.folded, self.role) } else { None };
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

    pub(super) fn set_mode(&mut self, mode: Mode, depth: u8, heading: &str) {
        self.mode = mode;
        self.mode_depth = depth;
        if self.role == PartRole::Goals && horizon_of(heading).is_none() && depth <= 2 {
            self.horizon = None;
        }
    }

    pub(super) fn push_heading(&mut self, line: &Line, depth: u8) {
        let level = if depth <= 2 { 2 } else { 3 };
        let text = squeeze(line.body.trim_end_matches(':'));
        self.nodes.push(Node::Heading(Heading { level, mark: line.code(), text, place: line.place.clone() }));
    }

    pub(super) fn duty_heading(&mut self, line: &Line) -> bool {
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
    pub(super) fn names_agency(&self, line: &Line) -> bool {
        matches!(self.list, ListKind::ByAgency | ListKind::Blocks) && line.mark != Mark::Dash && is_agency_heading(&line.body)
    }

    pub(super) fn content_heading(&mut self, line: &Line, dressed: bool) -> bool {
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
}
