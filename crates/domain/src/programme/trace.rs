//! Where items come from (clause I.2.a-1): the statements of the political report or resolution that they carry out, or the
//! reason why they are new.

use super::{Anchor, EditRefusal, Programme};

/// Where an item comes from.
#[doc(alias = "căn cứ, nguồn gốc nội dung")]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Whence {
    /// A statement of the source.
    Source {
        /// Its anchor there.
        anchor: Anchor,
        /// Its words as they were when the two were tied: a new version of the source is held against them.
        words: String,
    },
    /// Nothing of the source: it is new.
    New {
        /// Why it is there all the same.
        reason: String,
    },
}

/// Statements that one item may carry out.
const STATEMENTS_MAX: usize = 20;
/// Letters of a reason.
const REASON_CHARS_MAX: usize = 1000;

impl Programme {
    /// Where an item comes from; empty where nobody has said.
    pub fn whence(&self, item: &Anchor) -> &[Whence] {
        self.traces.get(item).map(Vec::as_slice).unwrap_or_default()
    }

    /// Says anew where an item comes from, where it still is as it was seen. New is new: it carries out nothing beside it.
    pub(super) fn apply_trace(&mut self, item: &Anchor, before: &[Whence], after: &[Whence]) -> Result<(), EditRefusal> {
        if self.whence(item) != before {
            return Err(EditRefusal::Changed);
        }
        if after.is_empty() {
            self.traces.remove(item);
            return Ok(());
        }
        if !fits(after) || self.position(item).is_none() {
            return Err(EditRefusal::TieUnfit);
        }
        self.traces.insert(item.clone(), after.to_vec());
        Ok(())
    }
}

fn fits(after: &[Whence]) -> bool {
    let is_sound = |it: &Whence| match it {
        Whence::New { reason } => after.len() == 1 && !reason.trim().is_empty() && reason.chars().count() <= REASON_CHARS_MAX,
        Whence::Source { anchor, .. } => after.iter().filter(|it| matches!(it, Whence::Source { anchor: other, .. } if other == anchor)).count() == 1,
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
        Whence::Source { anchor: anchor(source), words: "Giảm nghèo bền vững".to_owned() }
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
}
