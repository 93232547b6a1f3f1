//! The office's appraisal of a draft: what it remarks on, what the drafters answer, and when it may be closed.

use super::Anchor;
use crate::organisation::{AppraisalId, PersonId, ProgrammeId, RemarkId};

/// An appraisal of a draft by its office. While it is open, who opened it puts right the form and nothing else.
#[doc(alias = "thẩm định")]
#[doc(alias = "phiếu thẩm định")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appraisal {
    /// Its id.
    pub id: AppraisalId,
    /// The draft.
    pub programme: ProgrammeId,
    /// The version of the draft at which it was opened.
    pub version: i64,
    /// Who appraises.
    pub by: PersonId,
    /// Since when, UTC.
    pub opened_at: String,
    /// How it ended, where it did.
    pub end: Option<AppraisalEnd>,
}

/// How an appraisal ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppraisalEnd {
    /// When, UTC.
    pub at: String,
    /// Who ended it.
    pub by: PersonId,
    /// Why it was given up; `None` where it was closed with every remark answered.
    pub why: Option<String>,
}

/// How much a remark asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// Has to be put right before it goes on.
    Must,
    /// Should be put right.
    Should,
    /// To be known.
    Note,
}

impl Weight {
    /// Every weight, the heaviest first.
    pub const ALL: [Weight; 3] = [Weight::Must, Weight::Should, Weight::Note];
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            Weight::Must => "must",
            Weight::Should => "should",
            Weight::Note => "note",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<Weight> {
        Weight::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// A remark of the office on figures, targets, budgets or content.
#[doc(alias = "ý kiến thẩm định")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Its id.
    pub id: RemarkId,
    /// Of which appraisal.
    pub appraisal: AppraisalId,
    /// Its number there, from 1.
    pub number: i64,
    /// The item it is about; `None` for the draft as a whole.
    pub item: Option<Anchor>,
    /// The item in our notation as it read when the remark was written; empty for the whole.
    pub item_then: String,
    /// How much it asks for.
    pub weight: Weight,
    /// What it says.
    pub words: String,
    /// Who wrote it.
    pub by: PersonId,
    /// When, UTC.
    pub at: String,
    /// When it was taken back, where it was.
    pub taken_back_at: Option<String>,
    /// What the drafters answered.
    pub answer: Option<RemarkAnswer>,
}

/// What became of a remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Taken {
    /// Taken in: the draft was changed.
    In,
    /// Kept as it was, with the reason.
    Explained,
}

impl Taken {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            Taken::In => "taken_in",
            Taken::Explained => "explained",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<Taken> {
        [Taken::In, Taken::Explained].into_iter().find(|it| it.name() == name)
    }
}

/// A drafter's answer to a remark.
#[doc(alias = "tiếp thu, giải trình")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemarkAnswer {
    /// Taken in or explained.
    pub taken: Taken,
    /// The reason, or what was changed; may be empty where the change of an item says it.
    pub words: String,
    /// The item in our notation as it read when it was answered; empty where it is gone, and for the whole.
    pub item_now: String,
    /// Who answered.
    pub by: PersonId,
    /// When, UTC.
    pub at: String,
}

/// Why an appraisal was not taken a step further.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AppraisalRefusal {
    /// It ended already.
    #[error("it is over")]
    Over,
    /// Only who opened it does this.
    #[error("not the appraiser")]
    NotTheAppraiser,
    /// Whoever wrote a remark does not answer it.
    #[error("the own remark")]
    OwnRemark,
    /// It has an answer, or was taken back.
    #[error("answered or taken back")]
    Settled,
    /// It is said to be taken in, and the item reads as before.
    #[error("the item is unchanged")]
    Unchanged,
    /// An explanation without words.
    #[error("no reason")]
    NoReason,
    /// There are remarks without an answer.
    #[error("remarks are open")]
    Unanswered,
}

impl Remark {
    /// Does it still wait for an answer?
    pub fn is_open(&self) -> bool {
        self.taken_back_at.is_none() && self.answer.is_none()
    }
    /// May this be its answer? `now` is the item as it reads now, empty where it is gone.
    pub fn fits(&self, taken: Taken, words: &str, now: &str, by: &PersonId) -> Result<(), AppraisalRefusal> {
        if !self.is_open() {
            return Err(AppraisalRefusal::Settled);
        }
        if *by == self.by {
            return Err(AppraisalRefusal::OwnRemark);
        }
        match taken {
            Taken::In if self.item.is_some() && now == self.item_then => Err(AppraisalRefusal::Unchanged),
            // Of the whole draft nobody can see what was changed but by its words.
            Taken::In if self.item.is_none() && words.is_empty() => Err(AppraisalRefusal::NoReason),
            Taken::Explained if words.is_empty() => Err(AppraisalRefusal::NoReason),
            Taken::In | Taken::Explained => Ok(()),
        }
    }
}

impl Appraisal {
    /// Is it still going on?
    pub const fn is_open(&self) -> bool {
        self.end.is_none()
    }
    /// May this person go on with it: write remarks, take them back, close it?
    pub fn goes_on(&self, by: &PersonId) -> Result<(), AppraisalRefusal> {
        match (self.is_open(), self.by == *by) {
            (false, _) => Err(AppraisalRefusal::Over),
            (true, false) => Err(AppraisalRefusal::NotTheAppraiser),
            (true, true) => Ok(()),
        }
    }
    /// May this person close it, with these remarks?
    pub fn closes(&self, by: &PersonId, remarks: &[Remark]) -> Result<(), AppraisalRefusal> {
        self.goes_on(by)?;
        if remarks.iter().any(Remark::is_open) { Err(AppraisalRefusal::Unanswered) } else { Ok(()) }
    }
}

/// What became of the remarks of an appraisal, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Remarks that stand.
    pub remarks: usize,
    /// Of these taken in.
    pub taken_in: usize,
    /// Of these explained.
    pub explained: usize,
    /// Of these without an answer.
    pub open: usize,
}

impl Tally {
    /// Counts; what was taken back is not counted.
    pub fn of(remarks: &[Remark]) -> Tally {
        let mut tally = Tally::default();
        for remark in remarks.iter().filter(|it| it.taken_back_at.is_none()) {
            tally.remarks += 1;
            match remark.answer.as_ref().map(|it| it.taken) {
                Some(Taken::In) => tally.taken_in += 1,
                Some(Taken::Explained) => tally.explained += 1,
                None => tally.open += 1,
            }
        }
        tally
    }
}
