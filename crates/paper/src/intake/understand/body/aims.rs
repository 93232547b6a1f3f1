//! Goals, targets in prose, requirements.

use hanhdong_domain::programme::{About, AttainmentLevel, Confidence, Deadline, Form, Goal, GoalKind, GoalScope, Lead, Node, PassageRole, Requirement, Target, TargetValue};
use hanhdong_domain::text::fold;

use super::super::labels::Label;
use super::super::line::{Line, Mark};
use super::Walk;
use super::statement::{horizons_of, milestone_of, refers_to_annex, schedule_in, statements};

impl Walk<'_> {
    pub(super) fn goal(&mut self, line: &Line, kind: GoalKind, scope: GoalScope) {
        let general_prose = line.mark == Mark::Plain && kind == GoalKind::Goal && scope == GoalScope::General;
        if line.mark == Mark::Plain && line.anchors.is_empty() && !general_prose {
            return self.text(PassageRole::Prose, line.text.clone(), &line.place);
        }
        let confidence = if general_prose && line.anchors.is_empty() { Confidence::Look } else { Confidence::Sure };
        self.push_goal(line, kind, scope, confidence);
    }

    pub(super) fn push_goal(&mut self, line: &Line, kind: GoalKind, scope: GoalScope, confidence: Confidence) {
        let code = line.code();
        let anchor = self.u.anchor("g", line.anchors.first().cloned(), code.as_deref(), &line.body, &line.place);
        let mut horizons = horizons_of(&line.body);
        if horizons.is_empty() {
            horizons.extend(self.horizon);
        }
        let schedule = schedule_in(&line.body);
        self.nodes.push(Node::Goal(Goal { anchor, code, text: line.body.clone(), kind, scope, horizons, schedule, place: line.place.clone(), confidence }));
    }

    pub(super) fn target_or_goal(&mut self, line: &Line) {
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
        if self.u.targets_in_table && line.anchors.is_empty() {
            return self.push_goal(line, GoalKind::Goal, GoalScope::Specific, Confidence::Sure);
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

    pub(super) fn push_target(&mut self, line: &Line, text: &str, code: Option<String>) {
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

    pub(super) fn requirement(&mut self, line: &Line) {
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

    /// Labelled lines right below a goal or a target in prose are its own; `false` where they are not.
    pub(super) fn fields_of_goal(&mut self, fields: &[(Label, String)]) -> bool {
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
}
