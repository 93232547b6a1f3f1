//! What people answer to a finding: an explanation of the drafters, or a risk that the committee takes (clause I.2.a-3).
//! Neither silences the finding: both stand beside it.

use crate::finding::Finding;
use crate::organisation::{AnswerId, PersonId};

/// Letters of a reason, and of whoever decided.
pub const REASON_MAX: usize = 2_000;

/// What kind of answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AnswerKind {
    /// The drafters explain.
    #[doc(alias = "giải trình")]
    Explanation,
    /// The committee takes the risk.
    #[doc(alias = "chấp nhận rủi ro")]
    Risk,
}

impl AnswerKind {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            AnswerKind::Explanation => "explanation",
            AnswerKind::Risk => "risk",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<AnswerKind> {
        [AnswerKind::Explanation, AnswerKind::Risk].into_iter().find(|it| it.name() == name)
    }
}

/// An answer that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Its id.
    pub id: AnswerId,
    /// What kind.
    pub kind: AnswerKind,
    /// The fingerprint of what it answers, numbers apart.
    pub finding: String,
    /// The clause of that finding.
    pub clause: String,
    /// The finding's words at that time, in Vietnamese: with the numbers that were seen.
    pub words: String,
    /// Why.
    pub reason: String,
    /// Who decided, for a risk ("Ban Thường vụ Đảng uỷ"); empty for an explanation.
    pub decided_by: String,
    /// The version of the programme it was said of.
    pub version: i64,
    /// Who recorded it.
    pub by: PersonId,
    /// When, UTC.
    pub at: String,
}

/// How an answer stands to the programme of today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The finding says what it said then.
    Holds,
    /// Its numbers are others: it is to be asked again.
    Changed,
    /// There is no such finding any more.
    Gone,
}

impl Answer {
    /// How it stands to what is found now; `found` is the finding of its fingerprint, where there is one.
    pub fn standing(&self, found: Option<&Finding>) -> Standing {
        match found {
            Some(it) if it.message == self.words => Standing::Holds,
            Some(_) => Standing::Changed,
            None => Standing::Gone,
        }
    }
}

impl Finding {
    /// What makes it the same finding when its numbers change: clause, code, item, and its words with every number left
    /// out. Said of findings in one language.
    pub fn identity(&self) -> String {
        let mut words = String::new();
        for c in self.message.chars() {
            let is_figure = c.is_ascii_digit() || (matches!(c, '.' | ',') && words.ends_with('#'));
            match (is_figure, words.ends_with('#')) {
                (true, true) => {}
                (true, false) => words.push('#'),
                (false, _) => words.push(c),
            }
        }
        let item = self.item.as_ref().map_or("", |it| it.as_str());
        format!("{}|{}|{item}|{words}", self.clause, self.code.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Code, Severity};
    use crate::place::Place;

    fn finding(message: &str) -> Finding {
        let (clause, title, hint) = ("I.2.a-3".to_owned(), String::new(), String::new());
        Finding { clause, code: Code::Overload, severity: Severity::Warning, item: None, title, place: Place::default(), message: message.to_owned(), hint }
    }

    #[test]
    fn other_numbers_make_the_same_finding_and_other_words_another() {
        let one = finding("Ngân sách tỉnh năm 2027: cần 13 tỷ đồng, khả năng 10,5 tỷ đồng, bằng 130 %");
        assert_eq!(one.identity(), finding("Ngân sách tỉnh năm 2027: cần 1.500 tỷ đồng, khả năng 10 tỷ đồng, bằng 9 %").identity());
        assert_ne!(one.identity(), finding("Doanh nghiệp năm 2027: cần 13 tỷ đồng, khả năng 10,5 tỷ đồng, bằng 130 %").identity());
    }

    #[test]
    fn an_answer_is_asked_again_when_the_numbers_change() {
        let id = AnswerId::parse("01935f4e-6f3a-7c21-8b7a-0123456789ab").expect("an id");
        let by = PersonId::parse("01935f4e-6f3a-7c21-8b7a-0123456789ab").expect("an id");
        let (finding_, clause, reason, decided_by, at) = ("f".to_owned(), String::new(), "vì".to_owned(), "BTV".to_owned(), String::new());
        let answer = Answer { id, kind: AnswerKind::Risk, finding: finding_, clause, words: "cần 13".to_owned(), reason, decided_by, version: 1, by, at };
        assert_eq!(answer.standing(Some(&finding("cần 13"))), Standing::Holds);
        assert_eq!(answer.standing(Some(&finding("cần 14"))), Standing::Changed);
        assert_eq!(answer.standing(None), Standing::Gone);
    }
}
