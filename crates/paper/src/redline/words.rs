//! Two texts compared by word.

use std::borrow::Cow;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Beyond this product of word counts only the common beginning and end are kept: a bound on work that, unlike a
/// clock, gives the same answer each time (reached by texts of some 4,000 words a side).
const WORK_MAX: usize = 16_000_000;

/// Where a stretch of text comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Revision {
    /// In both versions.
    #[default]
    Same,
    /// Only in the new version.
    Inserted,
    /// Only in the old version.
    Deleted,
}

/// A stretch of text of one origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Its origin.
    pub revision: Revision,
    /// Its words.
    pub text: Cow<'a, str>,
}

impl<'a> Piece<'a> {
    pub(crate) fn same(text: &'a str) -> Piece<'a> {
        Piece { revision: Revision::Same, text: Cow::Borrowed(text) }
    }
}

/// Compares two texts by word. Without the inserted pieces the pieces spell the old text, without the deleted ones
/// the new one. Changed words that stand side by side become one deletion and one insertion.
pub fn word_diff<'a>(old: &'a str, new: &'a str) -> Vec<Piece<'a>> {
    if old == new {
        return if new.is_empty() { Vec::new() } else { vec![Piece::same(new)] };
    }
    let (old_words, new_words) = (tokens(old), tokens(new));
    let stretches = changed_stretches(old, new, &old_words, &new_words);
    let mut pieces = Vec::new();
    let mut at = 0;
    for (removed, added) in stretches {
        push(&mut pieces, Revision::Same, old, at..removed.start);
        at = removed.end;
        push(&mut pieces, Revision::Deleted, old, removed);
        push(&mut pieces, Revision::Inserted, new, added);
    }
    push(&mut pieces, Revision::Same, old, at..old.len());
    pieces
}

fn push<'a>(pieces: &mut Vec<Piece<'a>>, revision: Revision, text: &'a str, range: Range<usize>) {
    if let Some(text) = text.get(range).filter(|it| !it.is_empty()) {
        pieces.push(Piece { revision, text: Cow::Borrowed(text) });
    }
}

/// Words with their place: a run without white space, its closing marks apart; a run of white space.
pub(super) fn tokens(text: &str) -> Vec<&str> {
    let mut out = Vec::with_capacity(text.len() / 4);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c: char| c.is_whitespace() != first.is_whitespace()).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        let bare = run.trim_end_matches(['.', ',', ';', ':', ')', '!', '?']);
        if bare.is_empty() || bare.len() == run.len() {
            out.push(run);
        } else {
            out.push(bare);
            out.push(&run[bare.len()..]);
        }
        rest = after;
    }
    out
}

/// The stretches that differ, as byte ranges of old and new; only white space between two of them joins them.
fn changed_stretches(old: &str, new: &str, old_words: &[&str], new_words: &[&str]) -> Vec<(Range<usize>, Range<usize>)> {
    let head = old_words.iter().zip(new_words).take_while(|(a, b)| a == b).count();
    let tail = old_words[head..].iter().rev().zip(new_words[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (old_middle, new_middle) = (&old_words[head..old_words.len() - tail], &new_words[head..new_words.len() - tail]);
    let start: usize = old_words[..head].iter().map(|it| it.len()).sum();
    let (mut old_at, mut new_at) = (start, start);
    if old_middle.len().saturating_mul(new_middle.len()) > WORK_MAX {
        let end: usize = old_words[old_words.len() - tail..].iter().map(|it| it.len()).sum();
        return vec![(start..old.len() - end, start..new.len() - end)];
    }
    let mut out: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, old_middle, new_middle) {
        let old_len: usize = old_middle[op.old_range()].iter().map(|it| it.len()).sum();
        let new_len: usize = new_middle[op.new_range()].iter().map(|it| it.len()).sum();
        if !matches!(op, DiffOp::Equal { .. }) {
            match out.last_mut() {
                Some((removed, added)) if old[removed.end..old_at].trim().is_empty() && removed.end <= old_at => {
                    removed.end = old_at + old_len;
                    added.end = new_at + new_len;
                }
                Some(_) | None => out.push((old_at..old_at + old_len, new_at..new_at + new_len)),
            }
        }
        old_at += old_len;
        new_at += new_len;
    }
    out
}
