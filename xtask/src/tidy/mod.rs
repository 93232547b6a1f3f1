//! What no compiler checks: one rule, one file. A rule looks at the repository and complains; figures are printed,
//! not judged.

mod clock;
mod codes;
mod dead;
mod documents;
mod edges;
mod rooms;
mod sizes;
mod words;

use crate::repo::Repo;

/// Something that has to be put in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Complaint {
    /// File, with `:line` where one line is to blame.
    pub(crate) place: String,
    /// What is the matter and what to do.
    pub(crate) what: String,
}

impl Complaint {
    fn new(place: impl Into<String>, what: impl Into<String>) -> Complaint {
        Complaint { place: place.into(), what: what.into() }
    }
}

type Rule = fn(&Repo) -> Vec<Complaint>;

const RULES: &[(&str, Rule)] = &[
    ("edges", edges::complaints),
    ("clock", clock::complaints),
    ("rooms", rooms::complaints),
    ("dead", dead::complaints),
    ("words", words::complaints),
    ("codes", codes::complaints),
    ("documents", documents::complaints),
];

/// Every complaint of every rule, with the rule's name.
pub(crate) fn complaints(repo: &Repo) -> Vec<(&'static str, Complaint)> {
    RULES.iter().flat_map(|(name, rule)| rule(repo).into_iter().map(move |it| (*name, it))).collect()
}

/// Prints figures and complaints; true where there is none.
pub(crate) fn run(repo: &Repo) -> bool {
    println!("{}", sizes::figures(repo));
    let found = complaints(repo);
    for (rule, it) in &found {
        println!("tidy: {}: {} [{rule}]", it.place, it.what);
    }
    println!("tidy: {} rules, {} complaints", RULES.len(), found.len());
    found.is_empty()
}

/// The number of the line that begins before this byte, from 1.
fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}
