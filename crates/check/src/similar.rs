//! Which texts say the same: words and pairs of words, rare ones weighing more, through an inverted index.

use std::collections::HashMap;

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
    postings: HashMap<u64, Vec<u32>>,
    weights: Vec<f64>,
    count: f64,
}

/// Words and pairs of neighbouring words, each once.
fn features(words: &[u64]) -> Vec<u64> {
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
        let mut shared: HashMap<u32, f64> = HashMap::new();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

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
}
