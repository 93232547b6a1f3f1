//! Which thing of the old version is which of the new one.

use std::collections::HashMap;

use hanhdong_domain::text::{dice, fold_words};

use super::units::Unit;

/// Texts with at least this share of words in common, under one code, are the same item reworded.
const SIMILAR_WITH_CODE: f64 = 0.4;
/// Without a code they must share more.
const SIMILAR: f64 = 0.6;
/// How many candidates a reworded text is held against.
const CANDIDATES_MAX: usize = 24;
/// How many of its rarest words look for candidates.
const RARE_WORDS: usize = 6;

/// For each thing of the old version its partner in the new one.
pub(super) fn pairs(old: &[Unit<'_>], new: &[Unit<'_>]) -> Vec<Option<usize>> {
    let mut matcher = Matcher { old, new, partner: vec![None; old.len()], taken: vec![false; new.len()] };
    matcher.heads();
    matcher.by_anchor();
    matcher.by_words();
    matcher.by_similar_text();
    matcher.partner
}

struct Matcher<'a> {
    old: &'a [Unit<'a>],
    new: &'a [Unit<'a>],
    partner: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl<'a> Matcher<'a> {
    fn pair(&mut self, i: usize, j: usize) {
        if let (Some(partner), Some(taken)) = (self.partner.get_mut(i), self.taken.get_mut(j))
            && partner.is_none()
            && !*taken
        {
            *partner = Some(j);
            *taken = true;
        }
    }

    fn lonely_old(&self) -> Vec<(usize, &'a Unit<'a>)> {
        self.old.iter().enumerate().filter(|(i, _)| self.partner.get(*i).is_some_and(Option::is_none)).collect()
    }

    fn lonely_new(&self) -> Vec<(usize, &'a Unit<'a>)> {
        self.new.iter().enumerate().filter(|(j, _)| !self.taken.get(*j).copied().unwrap_or(true)).collect()
    }

    /// Head stands for head.
    fn heads(&mut self) {
        self.pair(0, 0);
    }

    fn by_anchor(&mut self) {
        let places: HashMap<_, usize> = self.new.iter().enumerate().filter_map(|(j, it)| Some((it.anchor?, j))).collect();
        for (i, unit) in self.old.iter().enumerate() {
            if let Some(j) = unit.anchor.and_then(|it| places.get(it)) {
                self.pair(i, *j);
            }
        }
    }

    /// The same words: paragraphs and headings, and items whose anchor was lost.
    fn by_words(&mut self) {
        let mut places: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
        for (j, unit) in self.lonely_new().into_iter().rev() {
            places.entry((unit.what, unit.text)).or_default().push(j);
        }
        for (i, unit) in self.lonely_old() {
            if let Some(j) = places.get_mut(&(unit.what, unit.text)).and_then(Vec::pop) {
                self.pair(i, j);
            }
        }
    }

    /// The code and similar words, then similar words alone, the most similar first. Only things that share rare
    /// words are held against each other, so that the work grows with the size and not with its square.
    fn by_similar_text(&mut self) {
        let old: Vec<(usize, &Unit<'_>, Vec<String>)> = self.lonely_old().into_iter().map(|(i, it)| (i, it, fold_words(it.text))).collect();
        let new: Vec<(usize, &Unit<'_>, Vec<String>)> = self.lonely_new().into_iter().map(|(j, it)| (j, it, fold_words(it.text))).collect();
        let mut bearers: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, (_, _, words)) in new.iter().enumerate() {
            for word in words {
                let list = bearers.entry(word).or_default();
                if list.last() != Some(&at) {
                    list.push(at);
                }
            }
        }
        let mut found: Vec<(bool, f64, usize, usize)> = Vec::new();
        for (i, unit, words) in &old {
            for at in candidates(words, &bearers) {
                let Some((j, other, others)) = new.get(at) else { continue };
                if unit.what != other.what {
                    continue;
                }
                let likeness = dice(words, others);
                let coded = unit.code.is_some() && unit.code == other.code;
                if likeness >= if coded { SIMILAR_WITH_CODE } else { SIMILAR } {
                    found.push((coded, likeness, *i, *j));
                }
            }
        }
        found.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)).then(a.3.cmp(&b.3)));
        for (_, _, i, j) in found {
            self.pair(i, j);
        }
    }
}

fn candidates(words: &[String], bearers: &HashMap<&str, Vec<usize>>) -> Vec<usize> {
    let mut lists: Vec<&Vec<usize>> = words.iter().filter_map(|it| bearers.get(it.as_str())).collect();
    lists.sort_by_key(|it| it.len());
    let mut out: Vec<usize> = Vec::new();
    for at in lists.into_iter().take(RARE_WORDS).flatten() {
        if !out.contains(at) {
            out.push(*at);
        }
        if out.len() >= CANDIDATES_MAX {
            break;
        }
    }
    out
}

/// One step through both versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A thing of both versions; moved where it left the common order.
    Both {
        /// Its place in the old version.
        old: usize,
        /// Its place in the new version.
        new: usize,
        /// Has it left the common order?
        moved: bool,
    },
    /// Only in the old version.
    Old(usize),
    /// Only in the new version.
    New(usize),
}

/// All things in the order of the new version; removed ones stand after what they followed.
pub(super) fn in_order(old: &[Unit<'_>], new: &[Unit<'_>], partner: &[Option<usize>]) -> Vec<Step> {
    let mut of_new: Vec<Option<usize>> = vec![None; new.len()];
    for (i, j) in partner.iter().enumerate().filter_map(|(i, j)| Some((i, (*j)?))) {
        if let Some(slot) = of_new.get_mut(j) {
            *slot = Some(i);
        }
    }
    let stayed = longest_rising(&of_new);
    let mut out = Vec::with_capacity(old.len() + new.len());
    let mut next_old = 0;
    for (j, partner_of_new) in of_new.iter().enumerate() {
        match partner_of_new {
            Some(i) if stayed.get(j).copied().unwrap_or(false) => {
                out.extend(removed(next_old..*i, partner));
                next_old = i + 1;
                out.push(Step::Both { old: *i, new: j, moved: false });
            }
            Some(i) => out.push(Step::Both { old: *i, new: j, moved: true }),
            None => out.push(Step::New(j)),
        }
    }
    out.extend(removed(next_old..old.len(), partner));
    out
}

fn removed(range: std::ops::Range<usize>, partner: &[Option<usize>]) -> impl Iterator<Item = Step> {
    range.filter(|i| partner.get(*i).is_some_and(Option::is_none)).map(Step::Old)
}

/// Which things of the new version keep the order of the old one: a longest rising run of old places.
fn longest_rising(of_new: &[Option<usize>]) -> Vec<bool> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; of_new.len()];
    let old_at = |j: usize| of_new.get(j).copied().flatten();
    for (j, place) in of_new.iter().enumerate() {
        let Some(place) = place else { continue };
        let length = ends.partition_point(|end| old_at(*end).is_some_and(|it| it < *place));
        if let (Some(slot), Some(last)) = (before.get_mut(j), length.checked_sub(1).and_then(|it| ends.get(it))) {
            *slot = Some(*last);
        }
        if length < ends.len() {
            if let Some(end) = ends.get_mut(length) {
                *end = j;
            }
        } else {
            ends.push(j);
        }
    }
    let mut stayed = vec![false; of_new.len()];
    let mut at = ends.last().copied();
    while let Some(j) = at {
        if let Some(flag) = stayed.get_mut(j) {
            *flag = true;
        }
        at = before.get(j).copied().flatten();
    }
    stayed
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_fewest_things_count_as_moved() {
        let of_new = [3, 0, 1, 2].map(Some);
        assert_eq!(longest_rising(&of_new), [false, true, true, true]);
    }

    proptest! {
        #[test]
        fn what_stayed_is_in_rising_order(places in Just((0..12usize).collect::<Vec<_>>()).prop_shuffle()) {
            let of_new: Vec<Option<usize>> = places.iter().map(|it| (it % 5 != 0).then_some(*it)).collect();
            let stayed: Vec<usize> = longest_rising(&of_new).iter().zip(&of_new).filter(|(it, _)| **it).filter_map(|(_, it)| *it).collect();
            prop_assert!(stayed.is_sorted());
            prop_assert!(!stayed.is_empty());
        }
    }
}
