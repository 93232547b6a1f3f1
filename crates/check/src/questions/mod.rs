//! The questions a guideline may ask, one file each: clause, rule, words in both languages, tests.

mod coordinators;
mod copying;
mod duties;
mod factors;
mod feasibility;
mod figures;
mod goal_schedule;
mod horizons;
mod key_works;
mod last_term;
mod lead;
mod levels;
mod lying;
mod manner;
mod origin;
mod outlook;
mod oversight;
mod own_plans;
mod pace;
mod papers_to_draft;
mod reality;
mod recipients;
mod repeats;
mod resources;
mod source;
mod task_schedule;
mod tasks_for_goals;
mod three_parts;

pub use copying::{Likeness, likeness};
pub use lying::{Lying, Said as SaidOf, known_as, named_tasks, unfinished};
pub use outlook::{Promised, outlooks};
pub use source::{Beside, FigureBeside, Now, Retrace, TakenUp, beside};

use hanhdong_domain::guideline::{Clause, Guideline, Parameters};
use hanhdong_domain::programme::{Capacity, Item};
use hanhdong_domain::{Code, Date, Finding, Language, Place, Verdict};

use crate::bodies::ended_bodies;
use crate::facts::{Facts, TaskFact};
use crate::say::{first_words, percent, say};
use crate::severity::default_severity;

/// A question: its name in guideline files, the numbers it takes, and how it is answered.
#[derive(Debug)]
pub(crate) struct Question {
    pub(crate) name: &'static str,
    pub(crate) parameters: &'static [(&'static str, f64)],
    pub(crate) ask: fn(&Asked<'_>) -> Said,
}

const QUESTIONS: &[Question] = &[
    Question { name: "source", parameters: &[("met", 0.9), ("partly", 0.5)], ask: source::ask },
    Question { name: "reality", parameters: &[("met", 0.8), ("copied", 0.6), ("stretch", 0.0)], ask: reality::ask },
    // Where neither guideline nor office sets a figure, that is not asked: zero stands for none.
    Question { name: "feasibility", parameters: &[("load", 0.0), ("last_quarter", 0.0)], ask: feasibility::ask },
    Question { name: "three-parts", parameters: &[], ask: three_parts::ask },
    Question { name: "horizons", parameters: &[], ask: horizons::ask },
    Question { name: "levels", parameters: &[("met", 0.8), ("targets", 3.0)], ask: levels::ask },
    Question { name: "manner", parameters: &[("requirements", 3.0)], ask: manner::ask },
    Question { name: "tasks-for-goals", parameters: &[], ask: tasks_for_goals::ask },
    Question { name: "origin", parameters: &[("met", 0.9)], ask: origin::ask },
    Question { name: "resources", parameters: &[("met", 0.9), ("partly", 0.05), ("tasks", 2.0)], ask: resources::ask },
    Question { name: "factors", parameters: &[("met", 0.5)], ask: factors::ask },
    Question { name: "lead", parameters: &[("met", 0.95), ("partly", 0.5), ("agencies", 3.0)], ask: lead::ask },
    Question { name: "coordinators", parameters: &[("met", 0.9), ("partly", 0.1)], ask: coordinators::ask },
    Question { name: "goal-schedule", parameters: &[("met", 0.9), ("partly", 0.1)], ask: goal_schedule::ask },
    Question { name: "task-schedule", parameters: &[("met", 0.9), ("partly", 0.1)], ask: task_schedule::ask },
    Question { name: "key-works", parameters: &[("works", 3.0)], ask: key_works::ask },
    Question { name: "duties", parameters: &[("agencies", 3.0)], ask: duties::ask },
    Question { name: "papers-to-draft", parameters: &[("partly", 0.5)], ask: papers_to_draft::ask },
    Question { name: "own-plans", parameters: &[], ask: own_plans::ask },
    Question { name: "oversight", parameters: &[], ask: oversight::ask },
    Question { name: "recipients", parameters: &[], ask: recipients::ask },
];

/// The question of this name.
pub(crate) fn question(name: &str) -> Option<&'static Question> {
    QUESTIONS.iter().find(|it| it.name == name)
}

/// The names of all questions that a guideline may ask.
pub fn question_names() -> impl Iterator<Item = &'static str> {
    QUESTIONS.iter().map(|it| it.name)
}

/// A question being asked of a programme for a clause.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    pub(crate) facts: &'a Facts<'a>,
    pub(crate) source: Option<&'a Facts<'a>>,
    pub(crate) last_term: Option<&'a Facts<'a>>,
    pub(crate) neighbour: Option<&'a Facts<'a>>,
    pub(crate) bodies: &'a [String],
    pub(crate) capacity: Option<&'a Capacity>,
    pub(crate) clause: &'a Clause,
    pub(crate) guideline: &'a Guideline,
    pub(crate) question: &'a Question,
    pub(crate) parameters: &'a Parameters,
    pub(crate) today: Date,
    pub(crate) language: Language,
}

/// The answer.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) verdict: Verdict,
    pub(crate) why: String,
    pub(crate) findings: Vec<Finding>,
}

impl<'a> Asked<'a> {
    /// A parameter, as the guideline sets it or as the question takes it.
    pub(crate) fn number(&self, name: &str) -> f64 {
        let own = self.question.parameters.iter().find(|(it, _)| *it == name).map_or(0.0, |(_, number)| *number);
        self.parameters.get(name, own)
    }
    /// A finding about an item.
    pub(crate) fn about(&self, code: Code, item: Item<'_>, message: String, hint: String) -> Finding {
        Finding { item: Some(item.anchor().clone()), ..self.at(code, item.place(), item.text(), message, hint) }
    }
    /// A finding about a task.
    pub(crate) fn about_task(&self, code: Code, task: &TaskFact<'_>, message: String, hint: String) -> Finding {
        self.about(code, Item::Task(task.task()), message, hint)
    }
    /// A finding about a place of the text.
    pub(crate) fn at(&self, code: Code, place: &Place, title: &str, message: String, hint: String) -> Finding {
        let severity = self.guideline.severities.get(&code).copied().unwrap_or(default_severity(code));
        Finding { clause: self.clause.id.clone(), code, severity, item: None, title: first_words(title), place: place.clone(), message, hint }
    }
    /// A finding about the whole text.
    pub(crate) fn whole(&self, code: Code, message: String, hint: String) -> Finding {
        self.at(code, &Place::default(), "", message, hint)
    }
    /// There is nothing to judge the clause by.
    pub(crate) fn no_tasks(&self) -> Said {
        let why = say!(self.language, "Văn bản chưa có nhiệm vụ nào", "The text has no task");
        Said { verdict: Verdict::Unmet, why, findings: Vec::new() }
    }
    /// The verdict of a share held against `met` and `partly`.
    pub(crate) fn verdict(&self, count: usize, total: usize) -> Verdict {
        Verdict::of_share(share(count, total), self.number("met"), self.number("partly"))
    }
    /// "132/140 (94,3 %)" and what was asked: "cần từ 95 %".
    pub(crate) fn counts(&self, count: usize, total: usize) -> (String, String) {
        (format!("{count}/{total}"), percent(self.number("met"), self.language))
    }
    /// Findings for these bodies of the list, as far as they did not exist on the document's date. A paper without a
    /// date gets none: there is no day to hold the dated list against.
    pub(crate) fn ended_in(&self, item: Item<'_>, named: &[usize]) -> Vec<Finding> {
        let Some(day) = self.facts.programme.document.date else { return Vec::new() };
        named
            .iter()
            .filter_map(|it| ended_bodies().get(*it))
            .filter(|body| body.ended <= day)
            .map(|body| {
                let (name, ended, successor) = (&body.name, body.ended.strftime("%d/%m/%Y").to_string(), &body.successor);
                let message = say!(
                    self.language,
                    "Tại ngày văn bản, cơ quan được nêu (\"{name}\" hoặc cơ quan cùng nhóm) không còn hoạt động từ {ended}",
                    "The body named here (\"{name}\" or one of its group) no longer exists since {ended}"
                );
                let hint = say!(self.language, "Đổi thành {successor}", "Name its successor: {successor}");
                self.about(Code::UnknownBody, item, message, hint)
            })
            .collect()
    }
}

/// A share; of nothing it is nothing.
pub(crate) fn share(count: usize, total: usize) -> f64 {
    if total == 0 { 0.0 } else { count as f64 / total as f64 }
}

/// Words that give a date or a rhythm.
pub(crate) fn says_time(text: &crate::text::Text) -> bool {
    const RHYTHM: &[&str] = &[
        "dinh ky",
        "hang nam",
        "hang quy",
        "hang thang",
        "hang tuan",
        "moi nam",
        "moi quy",
        "6 thang",
        "thuong xuyen",
        "giua nhiem ky",
        "cuoi nhiem ky",
        "cuoi nam",
        "so ket",
        "truoc ngay",
        "chua qua",
        "cham nhat",
        "trong thang",
        "trong quy",
        "trong nam",
        "trong vong",
        "hoan thanh truoc",
    ];
    if text.says_any(RHYTHM) {
        return true;
    }
    let raw = text.raw().as_bytes();
    // "15/6/2026", "6/2026", "quý IV/2026": a slash between a digit or a Roman numeral and digits.
    raw.windows(3).any(|it| (it[0].is_ascii_digit() || it[0] == b'I' || it[0] == b'V') && it[1] == b'/' && it[2].is_ascii_digit() && !text.says("so hieu"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_is_found_by_its_name() {
        for name in question_names() {
            assert!(question(name).is_some_and(|it| it.name == name), "{name}");
        }
        assert!(question("nobody").is_none());
    }
}
