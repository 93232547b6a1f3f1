//! The superior committee approves a draft before it is issued: it comments by item, approves or returns, and every comment is answered.

use super::{Anchor, RemarkAnswer, Taken};
use crate::organisation::{ApprovalId, PersonId, ProgrammeId, UnitId};

/// A frozen draft that was submitted to the superior committee.
#[doc(alias = "duyệt văn kiện")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuperiorApproval {
    /// Its id.
    pub id: ApprovalId,
    /// The draft.
    pub programme: ProgrammeId,
    /// The number it was frozen under.
    pub draft_no: i64,
    /// The committee above.
    pub superior: UnitId,
    /// What was said with it.
    pub words: String,
    /// Who submitted it.
    pub by: PersonId,
    /// When, UTC.
    pub submitted_at: String,
    /// How it ended.
    pub end: Option<ApprovalEnd>,
}

/// How a submission ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ApprovalVerdict {
    /// The superior approves; its comments are to be answered.
    Approved,
    /// The superior returns it: it is to be submitted again.
    Returned,
    /// The house took it back before the superior decided.
    Withdrawn,
}

impl ApprovalVerdict {
    /// Every verdict.
    pub const ALL: [ApprovalVerdict; 3] = [ApprovalVerdict::Approved, ApprovalVerdict::Returned, ApprovalVerdict::Withdrawn];
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            ApprovalVerdict::Approved => "approved",
            ApprovalVerdict::Returned => "returned",
            ApprovalVerdict::Withdrawn => "withdrawn",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<ApprovalVerdict> {
        ApprovalVerdict::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// How a submission ended, who said so and with which words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalEnd {
    /// How.
    pub verdict: ApprovalVerdict,
    /// The words of it, the number of the paper it stands in.
    pub words: String,
    /// Who.
    pub by: PersonId,
    /// When, UTC.
    pub at: String,
}

/// A comment of the superior on an item of the frozen draft, or on the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalComment {
    /// Its number in the submission, from 1.
    pub number: i64,
    /// The item; `None` for the whole.
    pub item: Option<Anchor>,
    /// The item in our notation as it stood in the frozen draft; empty for the whole.
    pub item_then: String,
    /// What it says.
    pub words: String,
    /// Who wrote it.
    pub by: PersonId,
    /// When, UTC.
    pub at: String,
    /// When it was taken back, before the verdict.
    pub taken_back_at: Option<String>,
    /// What the drafting house answered.
    pub answer: Option<RemarkAnswer>,
}

/// Why a submission was not taken a step further, or a draft cannot be issued yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApprovalRefusal {
    /// The superior has it, and has not decided.
    #[error("the superior has it")]
    Waits,
    /// It was decided or taken back already.
    #[error("it is over")]
    Over,
    /// The superior returned it; it was not submitted again.
    #[error("returned")]
    Returned,
    /// Comments have no answer yet.
    #[error("comments are open")]
    Unanswered,
    /// The superior has not decided: its comments may still change.
    #[error("not decided")]
    Undecided,
    /// It was answered or taken back already.
    #[error("settled")]
    Settled,
    /// It is said to be taken in, and the item reads as before.
    #[error("the item is unchanged")]
    Unchanged,
    /// Returned without a word or a comment; explained without words.
    #[error("no reason")]
    NoReason,
}

impl ApprovalComment {
    /// Does it wait for an answer?
    pub const fn is_open(&self) -> bool {
        self.taken_back_at.is_none() && self.answer.is_none()
    }
    /// May this be its answer? `now` is the item as it reads now, empty where it is gone.
    pub fn fits(&self, taken: Taken, words: &str, now: &str) -> Result<(), ApprovalRefusal> {
        if !self.is_open() {
            return Err(ApprovalRefusal::Settled);
        }
        match taken {
            Taken::In if self.item.is_some() && now == self.item_then => Err(ApprovalRefusal::Unchanged),
            Taken::In if self.item.is_none() && words.is_empty() => Err(ApprovalRefusal::NoReason),
            Taken::Explained if words.is_empty() => Err(ApprovalRefusal::NoReason),
            Taken::In | Taken::Explained => Ok(()),
        }
    }
}

impl SuperiorApproval {
    /// Is it still with the superior?
    pub const fn is_open(&self) -> bool {
        self.end.is_none()
    }
    /// Did it end so?
    pub fn ended(&self, verdict: ApprovalVerdict) -> bool {
        self.end.as_ref().is_some_and(|it| it.verdict == verdict)
    }
    /// May it be commented on, decided, taken back?
    pub const fn goes_on(&self) -> Result<(), ApprovalRefusal> {
        if self.is_open() { Ok(()) } else { Err(ApprovalRefusal::Over) }
    }
    /// May the superior decide so, with these comments? Nothing is returned without saying what is wanted.
    pub fn decides(&self, verdict: ApprovalVerdict, words: &str, comments: &[ApprovalComment]) -> Result<(), ApprovalRefusal> {
        self.goes_on()?;
        let says_something = !words.is_empty() || comments.iter().any(|it| it.taken_back_at.is_none());
        if verdict == ApprovalVerdict::Returned && !says_something { Err(ApprovalRefusal::NoReason) } else { Ok(()) }
    }
    /// May its comments be answered? Not before the superior decided; never where it was taken back.
    pub fn is_answered_now(&self) -> Result<(), ApprovalRefusal> {
        match self.end.as_ref().map(|it| it.verdict) {
            None => Err(ApprovalRefusal::Undecided),
            Some(ApprovalVerdict::Withdrawn) => Err(ApprovalRefusal::Over),
            Some(ApprovalVerdict::Approved | ApprovalVerdict::Returned) => Ok(()),
        }
    }
}

/// A submission with its comments.
pub type Submitted = (SuperiorApproval, Vec<ApprovalComment>);

/// Is an answer missing in a submission that the superior decided?
fn is_unanswered((approval, comments): &Submitted) -> bool {
    approval.is_answered_now().is_ok() && comments.iter().any(ApprovalComment::is_open)
}

/// May the draft be submitted once more? The superior has it once at a time, and what it said before is answered first. The
/// newest comes first.
pub fn may_submit(all: &[Submitted]) -> Result<(), ApprovalRefusal> {
    if all.iter().any(|it| it.0.is_open()) {
        return Err(ApprovalRefusal::Waits);
    }
    if all.iter().any(is_unanswered) { Err(ApprovalRefusal::Unanswered) } else { Ok(()) }
}

/// May the draft be issued? Where the superior's approval was never asked for, or was taken back, nothing is asked here. The newest
/// comes first.
pub fn may_issue(all: &[Submitted]) -> Result<(), ApprovalRefusal> {
    if all.iter().any(|it| it.0.is_open()) {
        return Err(ApprovalRefusal::Waits);
    }
    let last = all.iter().find(|it| !it.0.ended(ApprovalVerdict::Withdrawn));
    if last.is_some_and(|it| it.0.ended(ApprovalVerdict::Returned)) {
        return Err(ApprovalRefusal::Returned);
    }
    if all.iter().any(is_unanswered) { Err(ApprovalRefusal::Unanswered) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn person() -> PersonId {
        PersonId::parse("01935f4e-6f3a-7c21-8b7a-0123456789ab").expect("an id")
    }

    fn submission(verdict: Option<ApprovalVerdict>, open: usize, answered: usize) -> Submitted {
        let at = "2026-03-01T01:00:00Z".to_owned();
        let approval = SuperiorApproval {
            id: ApprovalId::parse("01935f4e-6f3a-7c21-8b7a-0123456789ac").expect("an id"),
            programme: ProgrammeId::parse("01935f4e-6f3a-7c21-8b7a-0123456789ad").expect("an id"),
            draft_no: 2,
            superior: UnitId::parse("01935f4e-6f3a-7c21-8b7a-0123456789ae").expect("an id"),
            words: String::new(),
            by: person(),
            submitted_at: at.clone(),
            end: verdict.map(|verdict| ApprovalEnd { verdict, words: String::new(), by: person(), at: at.clone() }),
        };
        let comment = |at: usize| ApprovalComment {
            number: at as i64 + 1,
            item: Anchor::new("t_1"),
            item_then: "task một".to_owned(),
            words: "Chưa rõ sản phẩm".to_owned(),
            by: person(),
            at: "2026-03-01T01:00:00Z".to_owned(),
            taken_back_at: None,
            answer: (open <= at).then(|| RemarkAnswer { taken: Taken::In, words: String::new(), item_now: "task hai".to_owned(), by: person(), at: String::new() }),
        };
        (approval, (0..open + answered).map(comment).collect())
    }

    use ApprovalVerdict::{Approved, Returned, Withdrawn};

    #[rstest]
    #[case::never_asked_for(vec![], Ok(()), Ok(()))]
    #[case::with_the_superior(vec![(None, 0, 0)], Err(ApprovalRefusal::Waits), Err(ApprovalRefusal::Waits))]
    #[case::approved(vec![(Some(Approved), 0, 0)], Ok(()), Ok(()))]
    #[case::approved_and_answered(vec![(Some(Approved), 0, 2)], Ok(()), Ok(()))]
    #[case::approved_and_unanswered(vec![(Some(Approved), 1, 1)], Err(ApprovalRefusal::Unanswered), Err(ApprovalRefusal::Unanswered))]
    #[case::returned(vec![(Some(Returned), 0, 1)], Ok(()), Err(ApprovalRefusal::Returned))]
    #[case::returned_and_unanswered(vec![(Some(Returned), 1, 0)], Err(ApprovalRefusal::Unanswered), Err(ApprovalRefusal::Returned))]
    #[case::returned_then_approved(vec![(Some(Approved), 0, 1), (Some(Returned), 0, 1)], Ok(()), Ok(()))]
    #[case::returned_then_withdrawn(vec![(Some(Withdrawn), 0, 0), (Some(Returned), 0, 1)], Ok(()), Err(ApprovalRefusal::Returned))]
    #[case::withdrawn(vec![(Some(Withdrawn), 1, 0)], Ok(()), Ok(()))]
    #[case::approved_then_submitted_again(vec![(None, 0, 0), (Some(Approved), 0, 0)], Err(ApprovalRefusal::Waits), Err(ApprovalRefusal::Waits))]
    fn a_draft_goes_on_when_the_superior_has_said_its_word_and_has_its_answers(
        #[case] all: Vec<(Option<ApprovalVerdict>, usize, usize)>,
        #[case] submits: Result<(), ApprovalRefusal>,
        #[case] issues: Result<(), ApprovalRefusal>,
    ) {
        let all: Vec<Submitted> = all.into_iter().map(|(verdict, open, answered)| submission(verdict, open, answered)).collect();
        assert_eq!((may_submit(&all), may_issue(&all)), (submits, issues));
    }

    #[rstest]
    #[case(Taken::In, "", "task một", Err(ApprovalRefusal::Unchanged))]
    #[case(Taken::In, "", "task hai", Ok(()))]
    #[case(Taken::In, "", "", Ok(()))]
    #[case(Taken::Explained, "", "task hai", Err(ApprovalRefusal::NoReason))]
    #[case(Taken::Explained, "Theo nghị quyết", "task một", Ok(()))]
    fn what_is_taken_in_shows_in_the_item_and_what_is_not_is_explained(
        #[case] taken: Taken,
        #[case] words: &str,
        #[case] now: &str,
        #[case] expected: Result<(), ApprovalRefusal>,
    ) {
        let (_, comments) = submission(Some(Approved), 1, 1);
        assert_eq!(comments[0].fits(taken, words, now), expected);
        assert_eq!(comments[1].fits(taken, words, now), Err(ApprovalRefusal::Settled));
    }

    #[test]
    fn nothing_is_returned_without_a_word_and_nothing_is_decided_twice() {
        let (open, none) = submission(None, 0, 0);
        assert_eq!(open.decides(Returned, "", &none), Err(ApprovalRefusal::NoReason));
        assert_eq!(open.decides(Returned, "Chưa đạt", &none), Ok(()));
        assert_eq!(open.decides(Approved, "", &none), Ok(()));
        assert_eq!(open.decides(Returned, "", &submission(None, 1, 0).1), Ok(()));
        assert_eq!(submission(Some(Approved), 0, 0).0.decides(Returned, "x", &none), Err(ApprovalRefusal::Over));
    }
}
