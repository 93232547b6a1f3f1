//! How much two texts have in common, by their folded words.

use std::collections::HashMap;

/// Share of words that two texts have in common (Dice): 0 nothing, 1 the same words.
pub fn dice(left: &[String], right: &[String]) -> f64 {
    if left.is_empty() || right.is_empty() {
        return 0.0;
    }
    2.0 * shared(left, right) as f64 / (left.len() + right.len()) as f64
}

/// How many words of `left` stand in `right`, each counted as often as both have it.
pub fn shared(left: &[String], right: &[String]) -> usize {
    let mut counts: HashMap<&str, i32> = HashMap::with_capacity(right.len());
    for word in right {
        *counts.entry(word).or_default() += 1;
    }
    left.iter()
        .filter(|word| {
            counts.get_mut(word.as_str()).is_some_and(|n| {
                *n -= 1;
                *n >= 0
            })
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::super::fold_words;
    use super::*;

    #[test]
    fn the_same_words_share_all_and_strangers_nothing() {
        let text = fold_words("Xây dựng đề án sinh kế");
        assert_eq!(dice(&text, &fold_words("xây dựng Đề án sinh kế")), 1.0);
        assert_eq!(dice(&text, &fold_words("Phủ sóng 5G")), 0.0);
        assert_eq!(dice(&text, &[]), 0.0);
    }
}
