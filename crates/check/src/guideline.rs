//! Guidelines as data: TOML files that say which question or whose records answer each clause (clause P.2).
//!
//! Adding a guideline needs no Rust; adding a question does. Whatever a file gets wrong is reported with its line.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use hanhdong_domain::guideline::{AdoptionMode, Answer, Clause, Guideline, Parameters, RestsOn, Room};
use hanhdong_domain::programme::Period;
use hanhdong_domain::{Code, Date, Severity};
use serde::Deserialize;
use toml::Spanned;

use crate::questions::question;

/// Something a guideline file gets wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct LoadProblem {
    /// Line of the file, from 1.
    pub line: u32,
    /// What is wrong and what would be right, in English.
    pub message: String,
}

/// The guidelines inside the program: id and text.
const BUILTIN: [(&str, &str); 4] = [
    ("seed-2020", include_str!("../guidelines/seed-2020.toml")),
    ("seed-2025", include_str!("../guidelines/seed-2025.toml")),
    ("superior-resolution", include_str!("../guidelines/superior-resolution.toml")),
    ("state-plan", include_str!("../guidelines/state-plan.toml")),
];

/// The ids of the guidelines inside the program; the first is the default.
pub fn builtin_ids() -> impl Iterator<Item = &'static str> {
    BUILTIN.iter().map(|(id, _)| *id)
}

/// The text of a guideline inside the program, as a model for an office's own.
pub fn builtin_text(id: &str) -> Option<&'static str> {
    BUILTIN.iter().find(|(it, _)| *it == id).map(|(_, text)| *text)
}

/// Read once: findings are asked for at every key.
static LOADED: LazyLock<Vec<Guideline>> = LazyLock::new(|| BUILTIN.iter().filter_map(|(_, text)| load(text).ok()).collect());

/// A guideline inside the program.
pub fn builtin(id: &str) -> Option<Guideline> {
    LOADED.iter().find(|it| it.id == id).cloned()
}

/// Every guideline inside the program, the default first.
pub fn all() -> Vec<Guideline> {
    LOADED.clone()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: String,
    title: String,
    title_en: Option<String>,
    version: u32,
    number: Option<String>,
    dated: Option<Spanned<toml::value::Datetime>>,
    effective_from: Option<Spanned<toml::value::Datetime>>,
    effective_to: Option<Spanned<toml::value::Datetime>>,
    term: Option<Spanned<Years>>,
    #[serde(default)]
    horizons: Vec<i16>,
    #[serde(default)]
    levels: Vec<String>,
    layout: String,
    adoption: Spanned<String>,
    #[serde(default)]
    severities: BTreeMap<Spanned<String>, Spanned<String>>,
    #[serde(default)]
    clauses: Vec<Entry>,
    #[serde(default)]
    rests_on: Vec<Resting>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Resting {
    number: String,
    dated: Spanned<toml::value::Datetime>,
    issuer: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Years {
    from: i16,
    to: i16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: Spanned<String>,
    vi: String,
    en: String,
    keywords: Option<Vec<String>>,
    answer: Option<Spanned<BTreeMap<String, Spanned<toml::Value>>>>,
}

/// Reads a guideline file.
///
/// # Errors
/// Everything that is wrong with it, each with its line: text that is no TOML, unknown fields, questions, rooms,
/// parameters, codes or severities, a clause with neither question nor records, a clause id used twice.
pub fn load(text: &str) -> Result<Guideline, Vec<LoadProblem>> {
    let file: File = toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(text, span.start));
        vec![LoadProblem { line, message: error.message().to_owned() }]
    })?;
    let mut loading = Loading { text, problems: Vec::new() };
    let guideline = loading.guideline(file);
    if loading.problems.is_empty() {
        return Ok(guideline);
    }
    loading.problems.sort_by_key(|it| it.line);
    Err(loading.problems)
}

fn line_of(text: &str, at: usize) -> u32 {
    let lines = text.bytes().take(at).filter(|it| *it == b'\n').count();
    u32::try_from(lines).unwrap_or(u32::MAX).saturating_add(1)
}

struct Loading<'a> {
    text: &'a str,
    problems: Vec<LoadProblem>,
}

impl Loading<'_> {
    fn problem(&mut self, at: usize, message: String) {
        self.problems.push(LoadProblem { line: line_of(self.text, at), message });
    }

    fn guideline(&mut self, file: File) -> Guideline {
        let adoption = AdoptionMode::of_name(file.adoption.get_ref()).unwrap_or_else(|| {
            self.problem(file.adoption.span().start, format!("unknown adoption mode \"{}\"", file.adoption.get_ref()));
            AdoptionMode::DiscussThenCommitteeIssues
        });
        let term = file.term.and_then(|it| {
            let at = it.span().start;
            let years = it.into_inner();
            if years.from > years.to {
                self.problem(at, "the term ends before it begins".to_owned());
                return None;
            }
            Some(Period { from: years.from, to: years.to })
        });
        if file.clauses.is_empty() {
            self.problem(0, "a guideline needs at least one clause".to_owned());
        }
        let title_en = file.title_en.unwrap_or_else(|| file.title.clone());
        Guideline {
            id: file.id,
            title_en,
            title: file.title,
            version: file.version,
            number: file.number,
            dated: self.date(file.dated),
            effective_from: self.date(file.effective_from),
            effective_to: self.date(file.effective_to),
            term,
            horizons: file.horizons,
            levels: file.levels,
            layout: file.layout,
            adoption,
            severities: self.severities(file.severities),
            clauses: self.clauses(file.clauses),
            rests_on: file.rests_on.into_iter().filter_map(|it| Some(RestsOn { number: it.number, dated: self.date(Some(it.dated))?, issuer: it.issuer })).collect(),
        }
    }

    fn date(&mut self, printed: Option<Spanned<toml::value::Datetime>>) -> Option<Date> {
        let printed = printed?;
        let read = printed.get_ref().to_string().parse().ok();
        if read.is_none() {
            self.problem(printed.span().start, format!("\"{}\" is no date (2026-02-05)", printed.get_ref()));
        }
        read
    }

    fn severities(&mut self, entries: BTreeMap<Spanned<String>, Spanned<String>>) -> BTreeMap<Code, Severity> {
        let mut out = BTreeMap::new();
        for (code, severity) in entries {
            match (Code::of_name(code.get_ref()), Severity::of_name(severity.get_ref())) {
                (Some(code), Some(severity)) => {
                    out.insert(code, severity);
                }
                (None, _) => self.problem(code.span().start, format!("unknown finding code \"{}\"", code.get_ref())),
                (Some(_), None) => self.problem(severity.span().start, format!("unknown severity \"{}\": error, warning or note", severity.get_ref())),
            }
        }
        out
    }

    fn clauses(&mut self, entries: Vec<Entry>) -> Vec<Clause> {
        let mut seen = HashSet::new();
        let mut out = Vec::with_capacity(entries.len());
        for entry in entries {
            let at = entry.id.span().start;
            let id = entry.id.into_inner();
            if !seen.insert(id.clone()) {
                self.problem(at, format!("clause {id} stands twice"));
            }
            if entry.vi.trim().is_empty() || entry.en.trim().is_empty() {
                self.problem(at, format!("clause {id} needs its statement in vi and en"));
            }
            if let Some(answer) = self.answer(&id, at, entry.answer) {
                out.push(Clause { id, statement_vi: entry.vi, statement_en: entry.en, keywords: entry.keywords, answer });
            }
        }
        out
    }

    fn answer(&mut self, id: &str, at: usize, answer: Option<Spanned<BTreeMap<String, Spanned<toml::Value>>>>) -> Option<Answer> {
        let Some(answer) = answer else {
            self.problem(at, format!("clause {id} says neither which question nor whose records answer it"));
            return None;
        };
        let at = answer.span().start;
        let mut fields = answer.into_inner();
        match (fields.remove("question"), fields.remove("records")) {
            (Some(name), None) => self.question(id, &name, fields),
            (None, Some(room)) => {
                if let Some((name, value)) = fields.iter().next() {
                    self.problem(value.span().start, format!("clause {id}: records take no parameter \"{name}\""));
                }
                self.room(id, &room)
            }
            (Some(_), Some(_)) => {
                self.problem(at, format!("clause {id} says both a question and records: choose one"));
                None
            }
            (None, None) => {
                self.problem(at, format!("clause {id} says neither which question nor whose records answer it"));
                None
            }
        }
    }

    fn room(&mut self, id: &str, value: &Spanned<toml::Value>) -> Option<Answer> {
        let name = value.get_ref().as_str().unwrap_or_default();
        let room = Room::of_name(name);
        if room.is_none() {
            let rooms = Room::ALL.map(Room::name).join(", ");
            self.problem(value.span().start, format!("clause {id}: unknown room \"{name}\" (rooms: {rooms})"));
        }
        Some(Answer::Records { room: room? })
    }

    fn question(&mut self, id: &str, value: &Spanned<toml::Value>, fields: BTreeMap<String, Spanned<toml::Value>>) -> Option<Answer> {
        let name = value.get_ref().as_str().unwrap_or_default();
        let Some(question) = question(name) else {
            self.problem(value.span().start, format!("clause {id}: unknown question \"{name}\""));
            return None;
        };
        let mut parameters = Parameters::default();
        for (parameter, value) in fields {
            let known = question.parameters.iter().any(|(it, _)| *it == parameter);
            let number = value.get_ref().as_float().or_else(|| value.get_ref().as_integer().map(|it| it as f64)).filter(|it| it.is_finite() && *it >= 0.0);
            match (known, number) {
                (false, _) => self.problem(value.span().start, format!("clause {id}: question \"{name}\" has no parameter \"{parameter}\"")),
                (true, None) => self.problem(value.span().start, format!("clause {id}: parameter \"{parameter}\" is no number from 0 up")),
                (true, Some(number)) => {
                    parameters.0.insert(parameter, number);
                }
            }
        }
        Some(Answer::Question { name: name.to_owned(), parameters })
    }
}

#[cfg(test)]
mod tests;
