//! The pure crates have no clock, no disk, no environment, no chance: what they need is an argument.

use super::{Complaint, line_of};
use crate::repo::{Repo, is_test_file, without_tests};

const PURE: &[&str] = &["crates/domain/src/", "crates/check/src/", "crates/paper/src/"];

const FORBIDDEN: &[(&str, &str)] = &[
    ("SystemTime::now", "a clock"),
    ("Instant::now", "a clock"),
    ("Zoned::now", "a clock"),
    ("Timestamp::now", "a clock"),
    ("std::fs", "the disk"),
    ("File::open", "the disk"),
    ("std::env::", "the environment"),
    ("env::var", "the environment"),
    ("std::net", "the network"),
    ("std::process", "other processes"),
    ("RandomState::new", "chance"),
    ("thread_rng", "chance"),
];

/// Complaints about pure crates that reach for the world; their tests may.
pub(crate) fn complaints(repo: &Repo) -> Vec<Complaint> {
    let files = PURE.iter().flat_map(|folder| repo.under(folder, ".rs"));
    files.filter(|it| !is_test_file(repo, &it.path)).flat_map(|it| reaches(&it.path, without_tests(&it.text))).collect()
}

fn reaches(path: &str, code: &str) -> Vec<Complaint> {
    let mut found = Vec::new();
    for (word, what) in FORBIDDEN {
        for (at, _) in code.match_indices(word) {
            let line_start = code[..at].rfind('\n').map_or(0, |it| it + 1);
            if !code[line_start..at].trim_start().starts_with("//") {
                found.push(Complaint::new(format!("{path}:{}", line_of(code, at)), format!("{word}: a pure crate has no {what}; take it as an argument")));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_in_a_rule_is_complained_about_at_its_line() {
        let repo = Repo::of(&[("crates/check/src/late.rs", "fn late() {\n    let now = Zoned::now();\n}\n")]);
        let places: Vec<String> = complaints(&repo).into_iter().map(|it| it.place).collect();
        assert_eq!(places, ["crates/check/src/late.rs:2"]);
    }

    #[test]
    fn tests_comments_and_outer_crates_may() {
        let repo = Repo::of(&[
            ("crates/domain/src/a.rs", "// never Zoned::now\nfn a() {}\n\n#[cfg(test)]\nmod tests {\n    use std::fs;\n}\n"),
            ("crates/paper/tests/it/main.rs", "use std::fs;\n"),
            ("crates/cli/src/main.rs", "let now = Zoned::now();\n"),
        ]);
        assert!(complaints(&repo).is_empty());
    }
}
