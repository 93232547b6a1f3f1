//! Requirements on the manner of organising (clause II.2.a-3).

use super::{Anchor, Confidence};
use crate::place::Place;
use crate::text::fold;

/// What a requirement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum About {
    /// Report rhythm.
    Report,
    /// Publicity.
    Publicity,
    /// Discipline and responsibility.
    Discipline,
    /// Digital ways of working.
    Digital,
    /// Interim and final review.
    Review,
    /// Anything else.
    Other,
}

impl About {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            About::Report => "report",
            About::Publicity => "publicity",
            About::Discipline => "discipline",
            About::Digital => "digital",
            About::Review => "review",
            About::Other => "other",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<About> {
        use About::{Digital, Discipline, Other, Publicity, Report, Review};
        [Report, Publicity, Discipline, Digital, Review, Other].into_iter().find(|it| it.name() == name)
    }
    /// What the words of a requirement are about: the subject they come to first.
    pub fn of_words(text: &str) -> About {
        const SUBJECTS: &[(About, &[&str])] = &[
            (About::Review, &["so ket", "tong ket"]),
            (About::Report, &["bao cao"]),
            (About::Publicity, &["cong khai", "minh bach", "tuyen truyen"]),
            (About::Discipline, &["ky luat", "ky cuong", "trach nhiem", "nguoi dung dau"]),
            (About::Digital, &["chuyen doi so", "moi truong so", "truc tuyen", "cong nghe thong tin", "nen tang so", "moi truong dien tu", "du lieu"]),
        ];
        let folded = fold(text);
        let first = |words: &[&str]| words.iter().filter_map(|it| folded.find(it)).min();
        SUBJECTS.iter().filter_map(|(about, words)| first(words).map(|at| (at, *about))).min_by_key(|(at, _)| *at).map_or(About::Other, |(_, about)| about)
    }
}

/// A requirement on the way of organising execution.
#[doc(alias = "yêu cầu")]
#[derive(Clone, Debug, PartialEq)]
pub struct Requirement {
    /// Its identity.
    pub anchor: Anchor,
    /// Its mark as printed, without end mark.
    pub code: Option<String>,
    /// Its words.
    pub text: String,
    /// What it is about.
    pub about: About,
    /// Where it stands.
    pub place: Place,
    /// How sure the reader is.
    pub confidence: Confidence,
}
