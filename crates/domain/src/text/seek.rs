//! What somebody looks for, as they typed it: words in any order, phrases in quotes, codes with their dashes.

use super::{fold, fold_words, nfc};

/// Words of one question that are looked for, at most.
const WORDS_MAX: usize = 12;

/// Words that follow one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The words, folded; never empty.
    pub words: Vec<String>,
    /// May the last of them be the beginning of a word?
    pub is_open: bool,
}

/// What is looked for: every phrase, in any order.
#[doc(alias = "tìm kiếm không dấu")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    phrases: Vec<Phrase>,
}

/// A piece of a text that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// Its letters as printed.
    pub text: String,
    /// Is it what was looked for?
    pub is_sought: bool,
}

impl Sought {
    /// Reads what was typed. Nothing in it is a language of queries: quotes bind words to a phrase, and so do the dashes and
    /// strokes inside a code ("35-CT/TW"); the last word may still be growing, unless it is a single letter.
    pub fn read(typed: &str) -> Sought {
        let typed = nfc(typed).replace(['“', '”', '„', '«', '»'], "\"");
        let mut phrases: Vec<Phrase> = Vec::new();
        let mut left = WORDS_MAX;
        let mut add = |text: &str, is_quoted: bool| {
            let words: Vec<String> = fold_words(text).into_iter().filter(|it| it.chars().all(char::is_alphanumeric)).take(left).collect();
            left -= words.len();
            if !words.is_empty() {
                phrases.push(Phrase { words, is_open: !is_quoted });
            }
        };
        let pieces: Vec<&str> = typed.split('"').collect();
        for (at, piece) in pieces.iter().enumerate() {
            // A quote that is never closed binds nothing.
            if at % 2 == 1 && at + 1 < pieces.len() {
                add(piece, true);
            } else {
                piece.split_whitespace().for_each(|word| add(word, false));
            }
        }
        let last = phrases.len().saturating_sub(1);
        for (at, phrase) in phrases.iter_mut().enumerate() {
            phrase.is_open &= at == last && phrase.words.last().is_some_and(|it| 1 < it.chars().count());
        }
        Sought { phrases }
    }
    /// Is nothing looked for?
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }
    /// What is looked for.
    pub fn phrases(&self) -> &[Phrase] {
        &self.phrases
    }
    /// Does a text hold all of it, whatever its marks and letters?
    pub fn is_in(&self, text: &str) -> bool {
        let words = fold_words(text);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        !self.is_empty() && self.phrases.iter().all(|it| it.begins_at(&words).next().is_some())
    }
    /// How near a text is, for putting what was found in order: 2 where it holds what was typed with its marks, 1 where its
    /// words stand side by side, 0 else.
    pub fn nearness(&self, typed: &str, text: &str) -> u8 {
        let plain = |it: &str| it.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ");
        let (typed, text) = (plain(&nfc(typed).to_lowercase()), plain(&nfc(text).to_lowercase()));
        match typed.as_str() {
            "" => 0,
            it if text.contains(it) => 2,
            it => u8::from(fold(&text).contains(&fold(it))),
        }
    }
    /// A text in pieces, with those marked that were looked for. A long text is cut to a window of about `letters_max` letters
    /// around the first of them.
    pub fn mark(&self, text: &str, letters_max: usize) -> Vec<Marked> {
        let text = nfc(text);
        let places = word_places(&text);
        let folded: Vec<&str> = places.iter().map(|it| it.2.as_str()).collect();
        let mut is_sought = vec![false; places.len()];
        for phrase in &self.phrases {
            for at in phrase.begins_at(&folded).collect::<Vec<_>>() {
                is_sought.iter_mut().skip(at).take(phrase.words.len()).for_each(|it| *it = true);
            }
        }
        let (from, to) = window(&text, &places, is_sought.iter().position(|it| *it), letters_max);
        let mut pieces = Vec::new();
        let mut push = |piece: &str, is_sought: bool| {
            if !piece.is_empty() {
                pieces.push(Marked { text: piece.to_owned(), is_sought });
            }
        };
        if 0 < from {
            push("… ", false);
        }
        let (mut done, mut at) = (from, 0);
        while at < places.len() {
            let run = is_sought[at..].iter().take_while(|it| **it).count();
            let (Some(first), Some(last)) = (places.get(at), places.get((at + run).saturating_sub(1))) else { break };
            if 0 < run && from <= first.0 && last.1 <= to {
                push(&text[done..first.0], false);
                push(&text[first.0..last.1], true);
                done = last.1;
            }
            at += run.max(1);
        }
        push(&text[done..to], false);
        if to < text.len() {
            push(" …", false);
        }
        pieces
    }
}

impl Phrase {
    /// The places among folded words where it begins.
    fn begins_at<'a>(&'a self, words: &'a [&str]) -> impl Iterator<Item = usize> + 'a {
        let is_here = move |window: &&[&str]| {
            let last = self.words.len() - 1;
            self.words.iter().enumerate().all(|(at, word)| window.get(at).is_some_and(|it| if at == last && self.is_open { it.starts_with(word.as_str()) } else { it == word }))
        };
        words.windows(self.words.len()).enumerate().filter(move |it| is_here(&it.1)).map(|it| it.0)
    }
}

/// The words of a text: first byte, byte after the last, folded.
fn word_places(text: &str) -> Vec<(usize, usize, String)> {
    let mut places = Vec::new();
    let mut begun: Option<usize> = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), begun) {
            (true, None) => begun = Some(at),
            (false, Some(from)) => {
                places.push((from, at, fold(&text[from..at])));
                begun = None;
            }
            (true, Some(_)) | (false, None) => {}
        }
    }
    places
}

/// From which byte to which a text is shown.
fn window(text: &str, places: &[(usize, usize, String)], first: Option<usize>, letters_max: usize) -> (usize, usize) {
    let letters = text.chars().count();
    if letters <= letters_max {
        return (0, text.len());
    }
    let sought = first.and_then(|it| places.get(it)).map_or(0, |it| it.0);
    let before = text[..sought].chars().count();
    let skipped = before.saturating_sub(letters_max / 3).min(letters - letters_max);
    let byte = |letter: usize| text.char_indices().nth(letter).map_or(text.len(), |it| it.0);
    let (from, to) = (byte(skipped), byte(skipped + letters_max));
    // No word is cut in two.
    let from = if skipped == 0 { 0 } else { places.iter().map(|it| it.0).find(|it| from <= *it).unwrap_or(from) };
    let to = if to == text.len() { to } else { places.iter().map(|it| it.1).rfind(|it| *it <= to).unwrap_or(to) };
    (from.min(sought), to.max(from.min(sought)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(pieces: &[Marked]) -> String {
        pieces.iter().map(|it| if it.is_sought { format!("[{}]", it.text) } else { it.text.clone() }).collect()
    }

    #[test]
    fn both_orthographies_any_order_quotes_and_codes() {
        for (typed, text, is_in) in [
            ("dang uy", "Đảng uỷ xã Mẫu", true),
            ("dang uy", "Văn phòng Đảng ủy", true),
            ("ủy đảng", "Đảng uỷ", true),
            ("\"uy dang\"", "Đảng uỷ", false),
            ("\"đảng uỷ\"", "Văn phòng Đảng ủy xã", true),
            ("“dang u”", "Đảng uỷ", false),
            ("dang u", "Đảng uỷ", false),
            ("dang ph", "Đảng bộ phường", true),
            ("35-CT/TW", "Chỉ thị số 35-CT/TW ngày 14/6/2024", true),
            ("35-CT/TW", "35 nhiệm vụ, CT của TW", false),
            ("ct/tw 35", "Chỉ thị 35-CT/TW", true),
            ("ho \" ngheo", "hộ nghèo", true),
            ("", "Đảng uỷ", false),
            ("?!", "Đảng uỷ", false),
        ] {
            assert_eq!(Sought::read(typed).is_in(text), is_in, "{typed} in {text}");
        }
    }

    #[test]
    fn what_was_found_is_marked_where_it_stands() {
        let mark = |typed: &str, text: &str, letters| told(&Sought::read(typed).mark(text, letters));
        assert_eq!(mark("dang uy", "Văn phòng Đảng uỷ, đảng viên", 80), "Văn phòng [Đảng uỷ, đảng] viên");
        assert_eq!(mark("35-ct", "Chỉ thị 35-CT/TW", 80), "Chỉ thị [35-CT]/TW");
        let long = format!("{} hộ nghèo {}", "chữ ".repeat(50).trim(), "sau ".repeat(50).trim());
        let window = mark("ho ngheo", &long, 40);
        assert!(window.starts_with("… chữ") && window.contains("[hộ nghèo] sau") && window.ends_with("sau …"), "{window}");
        assert!(window.chars().count() <= 40 + 8, "{window}");
        assert_eq!(mark("khong co", "Đảng uỷ", 80), "Đảng uỷ");
    }

    #[test]
    fn what_stands_there_as_typed_comes_before_what_is_only_alike() {
        let near = |typed: &str, text: &str| Sought::read(typed).nearness(typed, text);
        assert_eq!((near("thuế", "Thu thuế đất"), near("thuê", "Thu thuế đất"), near("đất thu", "Thu thuế đất")), (2, 1, 0));
    }

    proptest! {
        #[test]
        fn marking_neither_adds_nor_loses_a_letter_of_a_text_that_fits(text in "[a-zA-Zđàảầợự ,./0-9\"-]{0,60}", typed in "[a-zđàảầợự \"-]{0,20}") {
            let pieces = Sought::read(&typed).mark(&text, 1_000);
            prop_assert_eq!(pieces.iter().map(|it| it.text.as_str()).collect::<String>(), nfc(&text));
        }
        #[test]
        fn a_text_holds_what_is_marked_in_it_and_no_cut_breaks(text in "\\PC{0,80}", typed in "\\PC{0,20}", letters in 1_usize..40) {
            let sought = Sought::read(&typed);
            let marks = sought.mark(&text, letters);
            prop_assert!(sought.is_empty() || !sought.is_in(&text) || sought.mark(&text, 1_000).iter().any(|it| it.is_sought));
            prop_assert!(!marks.iter().any(|it| it.text.is_empty()));
        }
        #[test]
        fn every_word_of_a_text_finds_it(words in proptest::collection::vec("[a-zđàảầợự]{2,6}", 1..6)) {
            let text = words.join(" ");
            for word in &words {
                prop_assert!(Sought::read(word).is_in(&text));
            }
            let quoted = ["\"", text.as_str(), "\""].concat();
            prop_assert!(Sought::read(&quoted).is_in(&text));
        }
    }
}
