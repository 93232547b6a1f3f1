//! Anchors: the identity of an item inside its document, kept whatever its number or place becomes.

use std::collections::HashSet;

use crate::text::fold_words;

/// The identity of an item inside a document: letters, digits and `_`, at most 37 characters, so that the Word
/// bookmark `hd_<anchor>` has at most 40.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Anchor(String);

impl Anchor {
    /// The longest anchor, in characters.
    pub const CHARS_MAX: usize = 37;
    /// What a bookmark of an item begins with.
    pub const BOOKMARK_PREFIX: &str = "hd_";

    /// An anchor found in a file; `None` where it could not be one.
    pub fn new(text: &str) -> Option<Anchor> {
        let sound = !text.is_empty() && text.len() <= Self::CHARS_MAX && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        sound.then(|| Anchor(text.to_owned()))
    }

    /// The anchor of a Word bookmark named `hd_<anchor>`.
    pub fn of_bookmark(name: &str) -> Option<Anchor> {
        Anchor::new(name.strip_prefix(Self::BOOKMARK_PREFIX)?)
    }

    /// The name of the Word bookmark that carries it.
    pub fn bookmark(&self) -> String {
        format!("{}{}", Self::BOOKMARK_PREFIX, self.0)
    }

    /// The anchor as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Anchor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Hands out anchors that are unique in one document: those found in the file first, then derived ones, the same
/// each time for the same bytes.
#[derive(Debug, Default)]
pub struct AnchorPool {
    taken: HashSet<Anchor>,
}

impl AnchorPool {
    /// Keeps an anchor found in the file; `false` where an earlier item already has it (a copied row).
    pub fn keep(&mut self, anchor: &Anchor) -> bool {
        self.taken.insert(anchor.clone())
    }

    /// An anchor from the item's role (one letter or two), its code and its first words, made unique by a suffix.
    pub fn derive(&mut self, role: &str, code: Option<&str>, text: &str) -> Anchor {
        let mut base = String::from(role);
        if let Some(code) = code {
            for piece in fold_words(code) {
                base.push('_');
                base.push_str(&ascii(&piece));
            }
        }
        for word in fold_words(text).iter().map(|it| ascii(it)).filter(|it| !it.is_empty()).take(5) {
            if base.len() + 1 + word.len() > Anchor::CHARS_MAX - 4 {
                break;
            }
            base.push('_');
            base.push_str(&word);
        }
        base.truncate(Anchor::CHARS_MAX - 4);
        let mut candidate = Anchor(base.clone());
        let mut n = 2;
        while !self.taken.insert(candidate.clone()) {
            candidate = Anchor(format!("{base}_{n}"));
            n += 1;
        }
        candidate
    }
}

fn ascii(word: &str) -> String {
    word.chars().filter(char::is_ascii_alphanumeric).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_comes_from_role_code_and_first_words_and_is_made_unique() {
        let mut pool = AnchorPool::default();
        assert_eq!(pool.derive("t", Some("11.2"), "Đường liên xã Mẫu Sơn đoạn hai").as_str(), "t_11_2_duong_lien_xa_mau_son");
        assert_eq!(pool.derive("t", None, "Đề án").as_str(), "t_de_an");
        assert_eq!(pool.derive("t", None, "Đề án").as_str(), "t_de_an_2");
    }

    #[test]
    fn a_copied_anchor_is_kept_once() {
        let mut pool = AnchorPool::default();
        let anchor = Anchor::of_bookmark("hd_t_de_an").expect("a bookmark of ours");
        assert!(pool.keep(&anchor));
        assert!(!pool.keep(&anchor));
    }

    #[test]
    fn a_bookmark_has_at_most_forty_characters() {
        let mut pool = AnchorPool::default();
        for _ in 0..1200 {
            let anchor = pool.derive("k", Some("1"), "nghiêng nghiêng nghiêng nghiêng nghiêng nghiêng");
            assert!(anchor.bookmark().len() <= 40, "{anchor}");
            assert_eq!(Anchor::of_bookmark(&anchor.bookmark()), Some(anchor));
        }
    }
}
