//! Two lists put side by side.

use std::hash::Hash;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A pair of things that stand for each other, or a thing without a partner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Pair<'a, T> {
    /// In both lists.
    Both(&'a T, &'a T),
    /// Only in the old list.
    Old(&'a T),
    /// Only in the new list.
    New(&'a T),
}

/// Aligns two lists by a key, order kept.
pub(crate) fn align_by<'a, T, K: Hash + Eq + Ord>(old: &'a [T], new: &'a [T], key: impl Fn(&T) -> K) -> Vec<Pair<'a, T>> {
    let old_keys: Vec<K> = old.iter().map(&key).collect();
    let new_keys: Vec<K> = new.iter().map(&key).collect();
    let mut out = Vec::with_capacity(new.len());
    for op in capture_diff_slices(Algorithm::Myers, &old_keys, &new_keys) {
        let (before, after) = (&old[op.old_range()], &new[op.new_range()]);
        if matches!(op, DiffOp::Equal { .. }) {
            out.extend(before.iter().zip(after).map(|(a, b)| Pair::Both(a, b)));
        } else {
            out.extend(before.iter().map(Pair::Old));
            out.extend(after.iter().map(Pair::New));
        }
    }
    out
}
