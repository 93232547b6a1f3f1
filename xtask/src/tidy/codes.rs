//! Every finding code stands in `docs/findings.md`, and no other does.

use std::collections::BTreeSet;

use super::Complaint;
use crate::repo::Repo;

const CODES: &str = "crates/domain/src/finding.rs";
const DOCUMENT: &str = "docs/findings.md";

/// Complaints about codes and their document.
pub(crate) fn complaints(repo: &Repo) -> Vec<Complaint> {
    let Some(codes) = repo.file(CODES) else { return Vec::new() };
    let Some(document) = repo.file(DOCUMENT) else {
        return vec![Complaint::new(DOCUMENT, "the finding codes have no document")];
    };
    let known = codes_of(&codes.text);
    let told = rows_of(&document.text);
    let missing = known.difference(&told).map(|it| Complaint::new(DOCUMENT, format!("finding code `{it}` is not told")));
    let unknown = told.difference(&known).map(|it| Complaint::new(DOCUMENT, format!("there is no finding code `{it}`")));
    missing.chain(unknown).collect()
}

/// `NoTask = "no-task",` lines of the closed list.
fn codes_of(text: &str) -> BTreeSet<&str> {
    let list = text.split("\ncodes! {").nth(1).and_then(|it| it.split("\n}").next()).unwrap_or("");
    list.lines().filter_map(|it| it.split_once(" = \"")?.1.strip_suffix("\",")).collect()
}

/// First cells of table rows: "| `no-task` | ...".
fn rows_of(text: &str) -> BTreeSet<&str> {
    text.lines().filter_map(|it| it.strip_prefix("| `")?.split('`').next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_without_a_row_and_a_row_without_a_code_are_told() {
        let repo = Repo::of(&[
            (CODES, "macro\ncodes! {\n    /// Doc.\n    NoTask = \"no-task\",\n    Slogan = \"slogan\",\n}\n"),
            (DOCUMENT, "| code | meaning |\n| `no-task` | x |\n| `gone` | y |\n"),
        ]);
        let said: Vec<String> = complaints(&repo).into_iter().map(|it| it.what).collect();
        assert_eq!(said, ["finding code `slogan` is not told", "there is no finding code `gone`"]);
    }
}
