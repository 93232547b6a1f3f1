//! Where items come from: the statements of the political report or resolution that they carry out (clause I.2.a-1), the item of
//! last term that they continue (II.2.b-2), the superior's task that they take up, or the reason why they are new. And which items
//! of last term are not taken up again, and why.

use super::{Anchor, EditRefusal, Programme};

/// A paper that lies beside a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Paper {
    /// What it carries out: a political report, a resolution.
    #[doc(alias = "văn bản nguồn")]
    Source,
    /// The committee's own programme of the last term.
    #[doc(alias = "chương trình nhiệm kỳ trước")]
    LastTerm,
    /// The superior's programme, which may name this committee.
    #[doc(alias = "chương trình của cấp trên")]
    Superior,
}

impl Paper {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            Paper::Source => "source",
            Paper::LastTerm => "last-term",
            Paper::Superior => "superior",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<Paper> {
        [Paper::Source, Paper::LastTerm, Paper::Superior].into_iter().find(|it| it.name() == name)
    }
}

/// Where an item comes from.
#[doc(alias = "căn cứ, nguồn gốc nội dung")]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Whence {
    /// A statement or item of a paper beside it.
    From {
        /// Of which.
        paper: Paper,
        /// Its anchor there.
        anchor: Anchor,
        /// Its words as they were when the two were tied: a new version of the paper is held against them.
        words: String,
    },
    /// Nothing of the source: it is new.
    New {
        /// Why it is there all the same.
        reason: String,
    },
}

impl Whence {
    /// Which item of which paper, where it is from one.
    pub const fn from(&self) -> Option<(Paper, &Anchor)> {
        match self {
            Whence::From { paper, anchor, .. } => Some((*paper, anchor)),
            Whence::New { .. } => None,
        }
    }
}

/// An item of last term that is not taken up again (clause II.2.b-2).
#[doc(alias = "dừng, không chuyển tiếp")]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Stopped {
    /// Its words.
    pub words: String,
    /// Why.
    pub reason: String,
}

/// Statements that one item may carry out.
const STATEMENTS_MAX: usize = 20;
/// Letters of a reason.
const REASON_CHARS_MAX: usize = 1000;
/// Items of last term that may be stopped.
const STOPPED_MAX: usize = 5000;

impl Programme {
    /// Where an item comes from; empty where nobody has said.
    pub fn whence(&self, item: &Anchor) -> &[Whence] {
        self.traces.get(item).map(Vec::as_slice).unwrap_or_default()
    }

    /// Says anew where an item comes from, where it still is as it was seen. What is new carries out nothing of the source; what
    /// is stopped is not continued.
    pub(super) fn apply_trace(&mut self, item: &Anchor, before: &[Whence], after: &[Whence]) -> Result<(), EditRefusal> {
        if self.whence(item) != before {
            return Err(EditRefusal::Changed);
        }
        if after.is_empty() {
            self.traces.remove(item);
            return Ok(());
        }
        let continues_stopped = |it: &Whence| matches!(it.from(), Some((Paper::LastTerm, theirs)) if self.stopped.contains_key(theirs));
        if !fits(after) || self.position(item).is_none() || after.iter().any(continues_stopped) {
            return Err(EditRefusal::TieUnfit);
        }
        self.traces.insert(item.clone(), after.to_vec());
        Ok(())
    }

    /// Says anew that an item of last term is stopped, or no longer, where that still is as it was seen.
    pub(super) fn apply_stop(&mut self, item: &Anchor, before: Option<&Stopped>, after: Option<&Stopped>) -> Result<(), EditRefusal> {
        if self.stopped.get(item) != before {
            return Err(EditRefusal::Changed);
        }
        match after {
            None => drop(self.stopped.remove(item)),
            Some(after) if !is_reason(&after.reason) => return Err(EditRefusal::TieUnfit),
            // What goes on is not stopped.
            Some(_) if self.goes_on(item) => return Err(EditRefusal::TieUnfit),
            Some(_) if !self.stopped.contains_key(item) && STOPPED_MAX <= self.stopped.len() => return Err(EditRefusal::TooLarge),
            Some(after) => drop(self.stopped.insert(item.clone(), after.clone())),
        }
        Ok(())
    }

    /// Does an item of this programme continue that one of last term?
    fn goes_on(&self, item: &Anchor) -> bool {
        self.traces.values().flatten().any(|it| it.from() == Some((Paper::LastTerm, item)))
    }
}

fn is_reason(reason: &str) -> bool {
    !reason.trim().is_empty() && reason.chars().count() <= REASON_CHARS_MAX
}

fn fits(after: &[Whence]) -> bool {
    let is_sound = |it: &Whence| match it {
        // New is said of the source: what is new there may still continue last term's, or be the superior's.
        Whence::New { reason } => is_reason(reason) && after.iter().filter(|it| !matches!(it.from(), Some((Paper::LastTerm | Paper::Superior, _)))).count() == 1,
        Whence::From { .. } => after.iter().filter(|other| other.from() == it.from()).count() == 1,
    };
    after.len() <= STATEMENTS_MAX && after.iter().all(is_sound)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::{Edit, Node, Part, PartRole, TaskItem};

    fn anchor(text: &str) -> Anchor {
        Anchor::new(text).expect("an anchor")
    }

    fn draft() -> Programme {
        let nodes = vec![Node::Task(TaskItem::titled(anchor("t_a"), "Đề án sinh kế"))];
        let part = Part { role: PartRole::Content, mark: None, heading: "NỘI DUNG".to_owned(), place: crate::Place::default(), nodes };
        Programme { parts: vec![part], ..Programme::default() }
    }

    fn of(source: &str) -> Whence {
        Whence::From { paper: Paper::Source, anchor: anchor(source), words: "Giảm nghèo bền vững".to_owned() }
    }

    fn new(reason: &str) -> Whence {
        Whence::New { reason: reason.to_owned() }
    }

    #[test]
    fn where_an_item_comes_from_is_said_and_taken_back() {
        let mut programme = draft();
        let edit = Edit::Trace { item: anchor("t_a"), before: Vec::new(), after: vec![of("g_1"), of("g_2")] };
        programme.apply(&edit).expect("it fits");
        assert_eq!(programme.whence(&anchor("t_a")), [of("g_1"), of("g_2")]);
        assert_eq!(programme.apply(&edit), Err(EditRefusal::Changed), "it was seen otherwise");
        programme.apply(&edit.inverse()).expect("it is as it was put");
        assert_eq!(programme, draft());
    }

    #[test]
    fn what_is_new_says_why_and_carries_out_nothing_beside_it() {
        for (unfit, why) in [
            (vec![new("")], "no reason"),
            (vec![new("  ")], "no reason"),
            (vec![new("Nghị quyết của HĐND xã"), of("g_1")], "new and not new"),
            (vec![of("g_1"), of("g_1")], "twice the same"),
            (vec![new(&"a".repeat(1001))], "endless"),
        ] {
            let mut programme = draft();
            assert_eq!(programme.apply(&Edit::Trace { item: anchor("t_a"), before: Vec::new(), after: unfit }), Err(EditRefusal::TieUnfit), "{why}");
            assert_eq!(programme, draft(), "{why}");
        }
        let nobody = Edit::Trace { item: anchor("t_b"), before: Vec::new(), after: vec![of("g_1")] };
        assert_eq!(draft().apply(&nobody), Err(EditRefusal::TieUnfit));
        let fine = Edit::Trace { item: anchor("t_a"), before: Vec::new(), after: vec![new("Nghị quyết của HĐND xã")] };
        assert_eq!(draft().apply(&fine), Ok(()));
    }

    fn continued(item: &str) -> Whence {
        Whence::From { paper: Paper::LastTerm, anchor: anchor(item), words: "Đề án cũ".to_owned() }
    }

    fn stop(item: &str, reason: &str) -> Edit {
        Edit::Stop { item: anchor(item), before: None, after: Some(Stopped { words: "Đề án cũ".to_owned(), reason: reason.to_owned() }) }
    }

    #[test]
    fn what_is_new_to_the_source_may_continue_last_terms() {
        let mut programme = draft();
        let both = Edit::Trace { item: anchor("t_a"), before: Vec::new(), after: vec![new("Việc chuyển tiếp"), continued("t_1")] };
        assert_eq!(programme.apply(&both), Ok(()));
        assert_eq!(programme.whence(&anchor("t_a")).len(), 2);
    }

    #[test]
    fn an_item_of_last_term_goes_on_or_stops_with_a_reason_and_not_both() {
        let mut programme = draft();
        assert_eq!(programme.apply(&stop("t_1", " ")), Err(EditRefusal::TieUnfit), "no reason");
        programme.apply(&stop("t_1", "Đã hết nguồn vốn")).expect("it fits");
        assert_eq!(programme.stopped[&anchor("t_1")].reason, "Đã hết nguồn vốn");
        assert_eq!(programme.apply(&stop("t_1", "Lý do khác")), Err(EditRefusal::Changed), "it was seen otherwise");
        let goes_on = Edit::Trace { item: anchor("t_a"), before: Vec::new(), after: vec![continued("t_1")] };
        assert_eq!(programme.apply(&goes_on), Err(EditRefusal::TieUnfit), "it is stopped");
        programme.apply(&stop("t_1", "Đã hết nguồn vốn").inverse()).expect("it is as it was put");
        assert_eq!(programme, draft());
        programme.apply(&goes_on).expect("it is not stopped any more");
        assert_eq!(programme.apply(&stop("t_1", "Đã hết nguồn vốn")), Err(EditRefusal::TieUnfit), "it goes on");
    }
}
