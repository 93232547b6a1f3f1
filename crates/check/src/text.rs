//! Texts folded once: what every question reads, and a memory that keeps them between two checks.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use hanhdong_domain::text::fold;

use crate::bodies::named_in;
use crate::hash::Quick;
use crate::names::Name;
use crate::similar::features;
use crate::statement::{Statement, statements};

/// A text folded once.
#[derive(Debug)]
pub(crate) struct Text {
    /// The words as printed.
    raw: String,
    /// Folded words divided by single spaces, one space at each end: " xay dung de an ".
    folded: String,
    /// A number for each folded word, in order.
    words: Vec<u64>,
    /// The same numbers, sorted.
    sorted: Vec<u64>,
    /// One number for all its words in whatever order.
    sum: u64,
    figured: bool,
    sketch: Sketch,
    features: OnceLock<Vec<u64>>,
    statements: OnceLock<Vec<Statement>>,
    ended: OnceLock<Vec<usize>>,
    telling: OnceLock<Vec<u64>>,
    marks: [OnceLock<bool>; 3],
}

/// What is asked of a text in every check and costs much to read, so that it is kept with the text.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Mark {
    /// It names a work to be built.
    NamesWork,
    /// It allots money to its own work.
    AllotsMoney,
    /// It asks for a plan.
    AsksForPlan,
}

/// Which words a text may hold, in 256 bits: what a sketch lacks the text lacks.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sketch([u64; 4]);

impl Sketch {
    /// The sketch of words divided by single spaces.
    pub(crate) fn of(words: &str) -> Sketch {
        let mut out = Sketch::default();
        words.split(' ').filter(|it| !it.is_empty()).for_each(|it| out.add(word_id(it)));
        out
    }
    fn add(&mut self, word: u64) {
        let bit = (word ^ (word >> 32)) & 255;
        if let Some(bits) = self.0.get_mut((bit >> 6) as usize) {
            *bits |= 1 << (bit & 63);
        }
    }
    /// May a text of this sketch hold all words of the other?
    pub(crate) fn may_hold(&self, other: &Sketch) -> bool {
        self.0.iter().zip(other.0).all(|(mine, theirs)| mine & theirs == theirs)
    }
    /// At least so many words differ between two texts of these sketches.
    pub(crate) fn differences(&self, other: &Sketch) -> u32 {
        self.0.iter().zip(other.0).map(|(mine, theirs)| (mine ^ theirs).count_ones()).sum()
    }
}

/// A number for a folded word (FNV-1a, 64 bits: two words of a paper never meet by chance).
pub(crate) fn word_id(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

impl Text {
    pub(crate) fn new(raw: &str) -> Text {
        let plain = fold(raw);
        let mut folded = String::with_capacity(plain.len() + 2);
        let mut words = Vec::with_capacity(plain.len() / 4);
        folded.push(' ');
        for word in plain.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()) {
            folded.push_str(word);
            folded.push(' ');
            words.push(word_id(word));
        }
        let mut sorted = words.clone();
        sorted.sort_unstable();
        let mut sketch = Sketch::default();
        words.iter().for_each(|it| sketch.add(*it));
        let sum = words.iter().fold(0, |sum: u64, it| sum.wrapping_add(it.wrapping_mul(*it | 1)));
        let figured = raw.bytes().any(|it| it.is_ascii_digit());
        let (features, statements, ended) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Text { raw: raw.to_owned(), folded, words, sorted, sum, figured, sketch, features, statements, ended, telling: OnceLock::new(), marks: Default::default() }
    }
    /// Does it hold these folded words, whole and in this order?
    pub(crate) fn says(&self, phrase: &str) -> bool {
        self.sketch.may_hold(&Sketch::of(phrase)) && says(&self.folded, phrase)
    }
    /// The answer to a mark, read when first asked for.
    pub(crate) fn mark(&self, mark: Mark, read: impl FnOnce(&Text) -> bool) -> bool {
        match self.marks.get(mark as usize) {
            Some(kept) => *kept.get_or_init(|| read(self)),
            None => read(self),
        }
    }
    /// Does it hold one of these phrases?
    pub(crate) fn says_any(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|it| self.says(it))
    }
    /// Does it begin with one of these phrases?
    pub(crate) fn begins_any(&self, phrases: &[&str]) -> bool {
        let rest = &self.folded[1..];
        phrases.iter().any(|it| rest.strip_prefix(it).is_some_and(|tail| tail.starts_with(' ')))
    }
    /// The folded words with a space at each end.
    pub(crate) fn folded(&self) -> &str {
        &self.folded
    }
    pub(crate) fn raw(&self) -> &str {
        &self.raw
    }
    pub(crate) fn words(&self) -> &[u64] {
        &self.words
    }
    /// Its words in no order but one that is always the same.
    pub(crate) fn sorted(&self) -> &[u64] {
        &self.sorted
    }
    /// One number for all its words in whatever order: equal where `sorted` is.
    pub(crate) fn sum(&self) -> u64 {
        self.sum
    }
    /// Its numbers and proper names: the words that make another item of a text otherwise the same.
    pub(crate) fn telling(&self) -> &[u64] {
        self.telling.get_or_init(|| {
            let tells = |(number, word): &(usize, &str)| (*number > 0 && word.starts_with(char::is_uppercase)) || word.starts_with(|c: char| c.is_ascii_digit());
            hanhdong_domain::text::words(&self.raw).enumerate().filter(tells).map(|(_, word)| word_id(&fold(word))).collect()
        })
    }
    /// Does it hold a digit?
    pub(crate) fn figured(&self) -> bool {
        self.figured
    }
    pub(crate) fn sketch(&self) -> &Sketch {
        &self.sketch
    }
    /// Words and pairs of neighbouring words, each once.
    pub(crate) fn features(&self) -> &[u64] {
        self.features.get_or_init(|| features(&self.words))
    }
    /// The bodies of the list of ended ones that it names.
    pub(crate) fn ended(&self) -> &[usize] {
        self.ended.get_or_init(|| named_in(&self.folded, &self.sketch))
    }
    /// Every statement of the text that holds a figure, read when first asked for.
    pub(crate) fn statements(&self) -> &[Statement] {
        self.statements.get_or_init(|| statements(&self.raw))
    }
}

/// Does the spaced folded text hold the phrase at word boundaries?
pub(crate) fn says(folded: &str, phrase: &str) -> bool {
    find_phrase(folded, phrase).is_some()
}

/// Where the phrase stands in the spaced folded text, in bytes.
pub(crate) fn find_phrase(folded: &str, phrase: &str) -> Option<usize> {
    let bytes = folded.as_bytes();
    let mut from = 0;
    // Not `match_indices`: a place inside a word must not hide one that begins before it ends.
    while let Some(found) = folded.get(from..).and_then(|it| it.find(phrase)) {
        let at = from + found;
        let before = at.checked_sub(1).and_then(|it| bytes.get(it)).is_none_or(|it| *it == b' ');
        if before && bytes.get(at + phrase.len()).is_none_or(|it| *it == b' ') {
            return Some(at);
        }
        from = at + folded.get(at..).and_then(|it| it.chars().next()).map_or(1, char::len_utf8);
    }
    None
}

/// Keeps folded texts between two checks of the same paper, so that a check after an edit folds only what changed.
/// What a check did not use is forgotten after it: a memory is never larger than the last paper.
#[derive(Debug, Default)]
pub struct Memory {
    check: u32,
    texts: HashMap<String, (u32, Arc<Text>), Quick>,
    names: HashMap<String, (u32, Arc<Name>), Quick>,
}

impl Memory {
    /// A memory of nothing.
    pub fn new() -> Memory {
        Memory::default()
    }
    pub(crate) fn text(&mut self, raw: &str) -> Arc<Text> {
        if let Some((check, text)) = self.texts.get_mut(raw) {
            *check = self.check;
            return text.clone();
        }
        let text = Arc::new(Text::new(raw));
        self.texts.insert(raw.to_owned(), (self.check, text.clone()));
        text
    }
    pub(crate) fn name(&mut self, raw: &str) -> Arc<Name> {
        if let Some((check, name)) = self.names.get_mut(raw) {
            *check = self.check;
            return name.clone();
        }
        let name = Arc::new(Name::new(raw));
        self.names.insert(raw.to_owned(), (self.check, name.clone()));
        name
    }
    /// A new check begins.
    pub(crate) fn begin(&mut self) {
        self.check = self.check.wrapping_add(1);
    }
    /// A check ended: forget what it did not use.
    pub(crate) fn end(&mut self) {
        let now = self.check;
        self.texts.retain(|_, (check, _)| *check == now);
        self.names.retain(|_, (check, _)| *check == now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_at_word_boundaries_only() {
        let text = Text::new("Xây dựng Đề án; bảo đảm kinh phí.");
        assert!(text.says("de an") && text.says("kinh phi") && text.says("xay dung"));
        assert!(!text.says("de a") && !text.says("inh phi"));
        assert!(text.begins_any(&["xay dung"]) && !text.begins_any(&["xay du", "de an"]));
        assert!(!Text::new("").says("de an") && !Text::new("").begins_any(&["de an"]));
    }

    #[test]
    fn a_memory_forgets_what_the_last_check_did_not_use() {
        let mut memory = Memory::new();
        memory.begin();
        memory.text("một");
        memory.text("hai");
        memory.end();
        memory.begin();
        memory.text("hai");
        memory.end();
        assert_eq!(memory.texts.keys().collect::<Vec<_>>(), ["hai"]);
    }
}
