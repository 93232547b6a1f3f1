//! Documents tell the truth: links lead somewhere, the twins have the same shape, the glossary names what exists.

use super::{Complaint, line_of};
use crate::repo::Repo;

/// Pairs of one document in two languages.
const TWINS: &[(&str, &str)] = &[("README.md", "README.vi.md"), ("docs/guide.en.md", "docs/guide.vi.md")];
const GLOSSARY: &str = "GLOSSARY.md";

/// Complaints about documents.
pub(crate) fn complaints(repo: &Repo) -> Vec<Complaint> {
    let mut found: Vec<Complaint> = repo.under("", ".md").flat_map(|it| dead_links(repo, &it.path, &it.text)).collect();
    found.extend(TWINS.iter().filter_map(|(one, other)| unequal(repo, one, other)));
    found.extend(repo.file(GLOSSARY).map(|it| unknown_names(repo, &it.text)).unwrap_or_default());
    found
}

/// Relative links `](path)` whose file is neither among the text files nor on the disk.
fn dead_links(repo: &Repo, path: &str, text: &str) -> Vec<Complaint> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut found = Vec::new();
    for (at, _) in text.match_indices("](") {
        let target = text[at + 2..].split([')', '#', ' ']).next().unwrap_or("");
        if target.is_empty() || target.contains("://") || target.starts_with("mailto:") {
            continue;
        }
        let joined = join(folder, target);
        let known = repo.files.iter().any(|it| it.path == joined || it.path.starts_with(&format!("{joined}/")));
        if !known && !repo.root.join(&joined).exists() {
            found.push(Complaint::new(format!("{path}:{}", line_of(text, at)), format!("the link to {target} leads nowhere")));
        }
    }
    found
}

fn join(folder: &str, target: &str) -> String {
    let mut pieces: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
    for piece in target.split('/') {
        match piece {
            "" | "." => {}
            ".." => {
                pieces.pop();
            }
            piece => pieces.push(piece),
        }
    }
    pieces.join("/")
}

fn unequal(repo: &Repo, one: &str, other: &str) -> Option<Complaint> {
    let (first, second) = (repo.file(one)?, repo.file(other)?);
    let shape = |text: &str| {
        text.lines().filter(|it| it.starts_with('#') || it.starts_with("```")).map(|it| it.chars().take_while(|c| *c == '#' || *c == '`').collect()).collect::<Vec<String>>()
    };
    (shape(&first.text) != shape(&second.text)).then(|| Complaint::new(other, format!("has not the same headings and code blocks as {one}")))
}

/// Names in backticks of the glossary's last column that no code holds.
fn unknown_names(repo: &Repo, text: &str) -> Vec<Complaint> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, it)| it.starts_with('|')) {
        let last = line.trim_end_matches([' ', '|']).rsplit('|').next().unwrap_or("");
        for name in last.split('`').skip(1).step_by(2) {
            let own = name.rsplit("::").next().unwrap_or(name);
            if !repo.under("crates/", ".rs").any(|it| holds_word(&it.text, own)) {
                found.push(Complaint::new(format!("{GLOSSARY}:{}", number + 1), format!("no code holds `{name}`")));
            }
        }
    }
    found
}

fn holds_word(text: &str, word: &str) -> bool {
    let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '_');
    text.match_indices(word).any(|(at, _)| outside(text[..at].chars().next_back()) && outside(text[at + word.len()..].chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(files: &[(&str, &str)]) -> Vec<String> {
        complaints(&Repo::of(files)).into_iter().map(|it| it.what).collect()
    }

    #[test]
    fn a_link_that_leads_nowhere_is_told_and_links_to_files_folders_and_the_web_are_not() {
        let files = [
            ("docs/a.md", "[b](b.md) [up](../README.md#x) [web](https://example.org) [gone](gone.md) [s](../samples)"),
            ("docs/b.md", ""),
            ("README.md", ""),
            ("samples/x.notation", ""),
        ];
        assert_eq!(said(&files), ["the link to gone.md leads nowhere"]);
    }

    #[test]
    fn twins_with_unequal_headings_are_told() {
        assert_eq!(said(&[("README.md", "# A\n\n## B\n"), ("README.vi.md", "# A\n")]).len(), 1);
        assert!(said(&[("README.md", "# A\n\n## B\n"), ("README.vi.md", "# Á\n\n## Bê\n")]).is_empty());
    }

    #[test]
    fn a_glossary_name_that_no_code_holds_is_told() {
        let files = [("GLOSSARY.md", "| chỉ tiêu | target | `Target`, `Target::Missing` |\n"), ("crates/domain/src/lib.rs", "pub struct Target;\n")];
        assert_eq!(said(&files), ["no code holds `Target::Missing`"]);
    }
}
