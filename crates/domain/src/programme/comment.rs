//! Comments on items of a draft.

/// What a line of a thread does.
#[doc(alias = "góp ý trong dự thảo")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CommentTurn {
    /// It says something.
    Said,
    /// It settles the thread.
    Resolved,
    /// It opens the thread again.
    Reopened,
}

impl CommentTurn {
    /// Every turn.
    pub const ALL: [CommentTurn; 3] = [CommentTurn::Said, CommentTurn::Resolved, CommentTurn::Reopened];
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            CommentTurn::Said => "said",
            CommentTurn::Resolved => "resolved",
            CommentTurn::Reopened => "reopened",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<CommentTurn> {
        CommentTurn::ALL.into_iter().find(|it| it.name() == name)
    }
    /// Is a thread settled by its lines? By the last that settles or opens it.
    pub fn is_settled(turns: impl IntoIterator<Item = CommentTurn>) -> bool {
        turns.into_iter().filter(|it| *it != CommentTurn::Said).last() == Some(CommentTurn::Resolved)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_is_settled_by_its_last_word_on_that() {
        use CommentTurn::{Reopened, Resolved, Said};
        for (turns, settled) in
            [(vec![Said], false), (vec![Said, Resolved], true), (vec![Said, Resolved, Reopened, Said], false), (vec![Said, Resolved, Reopened, Resolved, Said], true)]
        {
            assert_eq!(CommentTurn::is_settled(turns.clone()), settled, "{turns:?}");
        }
        assert!(CommentTurn::ALL.into_iter().all(|it| CommentTurn::of_name(it.name()) == Some(it)));
    }
}
