//! Words that say nothing in tests, samples and documents: a fixture is a small believable world.

use super::{Complaint, line_of};
use crate::repo::Repo;

/// Banned as whole words, in any case. Kept as syllables so that this file does not hold them.
const BANNED: &[[&str; 2]] = &[["fo", "o"], ["lor", "em"], ["test", "1"], ["as", "df"]];

/// Complaints about banned words.
pub(crate) fn complaints(repo: &Repo) -> Vec<Complaint> {
    let banned: Vec<String> = BANNED.iter().map(|it| it.concat()).collect();
    let mut found = Vec::new();
    for file in repo.files.iter().filter(|it| !it.path.ends_with(".svg")) {
        let lower = file.text.to_lowercase();
        for word in &banned {
            for (at, _) in lower.match_indices(word.as_str()).filter(|(at, _)| is_whole(&lower, *at, word.len())) {
                found.push(Complaint::new(format!("{}:{}", file.path, line_of(&lower, at)), format!("«{word}» says nothing: name a thing of Xã Mẫu A or Huyện Mẫu")));
            }
        }
    }
    found
}

fn is_whole(text: &str, at: usize, len: usize) -> bool {
    let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '_');
    outside(text[..at].chars().next_back()) && outside(text[at + len..].chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_says_nothing_is_found_whole_only() {
        let text = format!("let {}{} = 1;\nlet footing = 2;\nlet x = \"{}{}\";\n", "fo", "o", "LOR", "EM");
        let repo = Repo::of(&[("crates/check/src/lib.rs", &text)]);
        let places: Vec<String> = complaints(&repo).into_iter().map(|it| it.place).collect();
        assert_eq!(places, ["crates/check/src/lib.rs:1", "crates/check/src/lib.rs:3"]);
    }
}
