//! Which texts say the same: words and pairs of words, rare ones weighing more, through an inverted index.

use std::collections::HashMap;

use crate::hash::Quick;
use crate::text::Text;

/// How much two texts have in common, by weight of words and pairs of words.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Likeness {
    /// Share of the asked text that the found one holds.
    pub(crate) cover: f64,
    /// Share of the found text that the asked one holds.
    pub(crate) fit: f64,
}

impl Likeness {
    /// Is it about the same, whichever of the two says more?
    pub(crate) fn is_alike(self) -> bool {
        self.cover >= 0.6 || (self.fit >= 0.6 && self.cover >= 0.2) || (self.cover >= 0.4 && self.fit >= 0.4)
    }
    /// One number to order by.
    pub(crate) fn score(self) -> f64 {
        self.cover.max(self.fit) + 0.5 * self.cover.min(self.fit)
    }
}

/// An index of texts.
#[derive(Debug, Default)]
pub(crate) struct Index {
    postings: HashMap<u64, Vec<u32>, Quick>,
    weights: Vec<f64>,
    count: f64,
}

/// Words and pairs of neighbouring words, each once.
pub(crate) fn features(words: &[u64]) -> Vec<u64> {
    let pairs = words.windows(2).map(|it| it[0].rotate_left(21).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ it[1]);
    let mut out: Vec<u64> = words.iter().copied().chain(pairs).collect();
    out.sort_unstable();
    out.dedup();
    out
}

impl Index {
    /// An index of these texts, numbered in order.
    pub(crate) fn of<'a>(texts: impl Iterator<Item = &'a [u64]>) -> Index {
        let mut index = Index::default();
        let mut all = Vec::new();
        for (number, words) in texts.enumerate() {
            let features = features(words);
            for feature in &features {
                index.postings.entry(*feature).or_default().push(number as u32);
            }
            all.push(features);
        }
        index.count = all.len() as f64;
        index.weights = all.iter().map(|it| it.iter().map(|feature| index.weight(*feature)).sum()).collect();
        index
    }
    fn weight(&self, feature: u64) -> f64 {
        let holders = self.postings.get(&feature).map_or(0.5, |it| it.len() as f64);
        (1.0 + self.count / holders).ln()
    }
    /// Every text that has something in common with these words, most alike first, ties in order; at most `most`.
    pub(crate) fn alike(&self, words: &[u64], most: usize) -> Vec<(usize, Likeness)> {
        let features = features(words);
        let common = (self.count * 0.25).max(8.0) as usize;
        let mut shared: HashMap<u32, f64, Quick> = HashMap::default();
        let mut whole = 0.0;
        for feature in &features {
            let weight = self.weight(*feature);
            whole += weight;
            // A word that every fourth text has tells nothing apart, and costs most.
            if let Some(holders) = self.postings.get(feature).filter(|it| it.len() <= common) {
                for holder in holders {
                    *shared.entry(*holder).or_default() += weight;
                }
            }
        }
        let mut found: Vec<(usize, Likeness)> = shared
            .into_iter()
            .filter_map(|(number, weight)| {
                let number = number as usize;
                let theirs = self.weights.get(number).copied().filter(|it| *it > 0.0)?;
                Some((number, Likeness { cover: weight / whole.max(f64::MIN_POSITIVE), fit: weight / theirs }))
            })
            .collect();
        found.sort_by(|a, b| b.1.score().total_cmp(&a.1.score()).then(a.0.cmp(&b.0)));
        found.truncate(most);
        found
    }
}

/// For each asked text the one that holds most of it, by weight; `None` where none holds half. Reads every text once and
/// keeps nothing but what the asked ones have: cheaper than an index for few questions about many texts.
pub(crate) fn nearest_of_each(asked: &[&Text], texts: &[&Text]) -> Vec<Option<usize>> {
    const COVER_MIN: f64 = 0.5;
    let mut slots: HashMap<u64, u32, Quick> = HashMap::default();
    let mut perhaps = Perhaps::default();
    let mut known: Vec<Wanted> = Vec::new();
    for (number, text) in asked.iter().enumerate() {
        for feature in text.features() {
            perhaps.add(*feature);
            let slot = *slots.entry(*feature).or_insert_with(|| {
                known.push(Wanted::default());
                known.len() as u32 - 1
            });
            if let Some(wanted) = known.get_mut(slot as usize) {
                wanted.askers.push(number as u32);
            }
        }
    }
    // What each text holds of them, one after the other, and where each text's share ends.
    let mut held: Vec<u32> = Vec::new();
    let mut ends = Vec::with_capacity(texts.len());
    for text in texts {
        held.extend(text.features().iter().filter(|it| perhaps.holds(**it)).filter_map(|it| slots.get(it)));
        ends.push(held.len());
    }
    for slot in &held {
        if let Some(wanted) = known.get_mut(*slot as usize) {
            wanted.holders += 1;
        }
    }
    let (count, common) = (texts.len() as f64, (texts.len() as f64 * 0.25).max(8.0));
    let mut wholes = vec![0.0; asked.len()];
    for wanted in &mut known {
        wanted.weight = (1.0 + count / f64::from(wanted.holders).max(0.5)).ln();
        wanted.askers.iter().for_each(|it| add(&mut wholes, *it, wanted.weight));
        if f64::from(wanted.holders) > common {
            // A word that every fourth text has tells nothing apart.
            wanted.askers.clear();
        }
    }
    let mut best: Vec<(f64, Option<usize>)> = vec![(COVER_MIN, None); asked.len()];
    let mut shared = vec![0.0; asked.len()];
    let mut from = 0;
    for (number, end) in ends.into_iter().enumerate() {
        for wanted in held.get(from..end).unwrap_or(&[]).iter().filter_map(|it| known.get(*it as usize)) {
            wanted.askers.iter().for_each(|it| add(&mut shared, *it, wanted.weight));
        }
        from = end;
        for ((sum, whole), best) in shared.iter_mut().zip(&wholes).zip(&mut best) {
            let cover = std::mem::take(sum) / whole.max(f64::MIN_POSITIVE);
            // The first of several alike stands.
            if cover > best.0 {
                *best = (cover, Some(number));
            }
        }
    }
    best.into_iter().map(|it| it.1).collect()
}

fn add(sums: &mut [f64], number: u32, weight: f64) {
    if let Some(sum) = sums.get_mut(number as usize) {
        *sum += weight;
    }
}

/// Which features are asked for, in 65,536 bits: what is not here need not be looked up. Nine of ten features are not.
struct Perhaps(Vec<u64>);

impl Default for Perhaps {
    fn default() -> Perhaps {
        Perhaps(vec![0; 1024])
    }
}

impl Perhaps {
    fn add(&mut self, feature: u64) {
        if let Some(bits) = self.0.get_mut((feature >> 54) as usize) {
            *bits |= 1 << ((feature >> 48) & 63);
        }
    }
    fn holds(&self, feature: u64) -> bool {
        self.0.get((feature >> 54) as usize).is_some_and(|bits| bits & (1 << ((feature >> 48) & 63)) != 0)
    }
}

/// A word or pair that an asked text has.
#[derive(Debug, Default)]
struct Wanted {
    askers: Vec<u32>,
    holders: u32,
    weight: f64,
}

/// Are two texts the same but for one word in ten, counted in words (Dice, 0.9)?
pub(crate) fn nearly_same(left: &Text, right: &Text) -> bool {
    let (a, b) = (left.sorted(), right.sorted());
    let room = (a.len() + b.len()) / 10;
    a.len().abs_diff(b.len()) <= room && left.sketch().differences(right.sketch()) as usize <= room && only_in_one(a, b).len() <= room
}

/// The words that only one of two sorted lists has, counted as often as it has them more.
pub(crate) fn only_in_one(left: &[u64], right: &[u64]) -> Vec<u64> {
    let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
    let mut out = Vec::new();
    loop {
        match (left.peek(), right.peek()) {
            (Some(a), Some(b)) if a == b => {
                left.next();
                right.next();
            }
            (Some(a), Some(b)) if a < b => out.extend(left.next()),
            (_, Some(_)) => out.extend(right.next()),
            (Some(_), None) => out.extend(left.next()),
            (None, None) => return out,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[test]
    fn the_text_that_says_the_same_comes_first() {
        let texts: Vec<Text> = ["Xây dựng đề án phát triển sinh kế vùng ven sông", "Phủ sóng 5G toàn xã", "Nâng cấp đường liên xã từ thôn Một đến thôn Hai"].map(Text::new).into();
        let index = Index::of(texts.iter().map(Text::words));
        let asked = Text::new("Nâng cấp tuyến đường liên xã từ thôn Một");
        let found = index.alike(asked.words(), 3);
        assert_eq!(found[0].0, 2);
        assert!(found[0].1.is_alike(), "{found:?}");
        let stranger = Text::new("Giữ vững quốc phòng");
        assert!(index.alike(stranger.words(), 3).iter().all(|(_, it)| !it.is_alike()));
    }

    #[test]
    fn nothing_is_like_an_empty_text() {
        let index = Index::of(std::iter::empty());
        assert!(index.alike(Text::new("đề án").words(), 5).is_empty());
    }

    #[test]
    fn each_asked_text_finds_the_one_that_holds_it() {
        let texts: Vec<Text> = ["Phủ sóng 5G toàn xã", "Nâng cấp đường liên xã từ thôn Một đến thôn Hai", "Mở lớp đào tạo nghề cho lao động nông thôn"].map(Text::new).into();
        let asked: Vec<Text> = ["Đào tạo nghề cho lao động", "Giữ vững quốc phòng", "Đường liên xã"].map(Text::new).into();
        let (asked, texts): (Vec<&Text>, Vec<&Text>) = (asked.iter().collect(), texts.iter().collect());
        assert_eq!(nearest_of_each(&asked, &texts), [Some(2), None, Some(1)]);
        assert_eq!(nearest_of_each(&asked, &[]), [None; 3]);
    }

    #[rstest]
    #[case("a b c d e f g h i j", "a b c d e f g h i k", true)]
    #[case("a b c d e f g h i j", "j i h g f e d c b a", true)]
    #[case("a b c d e f g h i", "a b c d e f g h k", false)]
    #[case("a b c d e f g h i j", "a b c d e f g h k l", false)]
    #[case("a b", "", false)]
    fn one_word_in_ten_may_differ(#[case] left: &str, #[case] right: &str, #[case] same: bool) {
        assert_eq!(nearly_same(&Text::new(left), &Text::new(right)), same);
    }

    proptest! {
        #[test]
        fn the_sketch_never_hides_what_is_nearly_the_same(mut words in prop::collection::vec("[a-e]{1,3}", 10..40), at in any::<prop::sample::Index>(), word in "[a-z]{1,4}") {
            let left = Text::new(&words.join(" "));
            let at = at.index(words.len());
            words[at] = word;
            let right = Text::new(&words.join(" "));
            prop_assert!(nearly_same(&left, &right) && nearly_same(&right, &left));
        }
        #[test]
        fn a_text_says_its_own_words(words in prop::collection::vec("[a-e]{1,3}", 1..20), from in any::<prop::sample::Index>()) {
            let text = Text::new(&words.join(" "));
            let from = from.index(words.len());
            prop_assert!(text.says(&words[from..].join(" ")));
        }
    }
}
