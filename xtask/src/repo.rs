//! The repository as the chores see it: every text file, read once.

use std::io;
use std::path::{Path, PathBuf};

/// A text file of the repository.
#[derive(Clone, Debug)]
pub(crate) struct TextFile {
    /// Path from the root, with `/`.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
}

/// The repository.
pub(crate) struct Repo {
    /// Where it lies.
    pub(crate) root: PathBuf,
    /// Its text files, by path.
    pub(crate) files: Vec<TextFile>,
}

const SKIPPED_FOLDERS: &[&str] = &["target", "out", "node_modules"];
const TEXT_ENDINGS: &[&str] = &["rs", "toml", "md", "notation", "typ", "svg", "txt", "ftl"];

impl Repo {
    /// Reads the repository that this binary was built from.
    pub(crate) fn read() -> io::Result<Repo> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default();
        let mut files = Vec::new();
        walk(&root, &root, &mut files)?;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Repo { root, files })
    }

    /// The files whose path begins and ends so.
    pub(crate) fn under<'a>(&'a self, begin: &'a str, end: &'a str) -> impl Iterator<Item = &'a TextFile> {
        self.files.iter().filter(move |it| it.path.starts_with(begin) && it.path.ends_with(end))
    }

    /// The file at this path.
    pub(crate) fn file(&self, path: &str) -> Option<&TextFile> {
        self.files.iter().find(|it| it.path == path)
    }

    /// A repository of made-up files, for tests.
    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Repo {
        let files = files.iter().map(|(path, text)| TextFile { path: (*path).to_owned(), text: (*text).to_owned() }).collect();
        Repo { root: PathBuf::new(), files }
    }
}

fn walk(root: &Path, folder: &Path, files: &mut Vec<TextFile>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            if !name.starts_with('.') && !SKIPPED_FOLDERS.contains(&name.as_str()) {
                walk(root, &path, files)?;
            }
        } else if is_text(&path) {
            let from_root = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            files.push(TextFile { path: from_root, text: std::fs::read_to_string(&path)? });
        }
    }
    Ok(())
}

fn is_text(path: &Path) -> bool {
    path.extension().is_some_and(|it| TEXT_ENDINGS.iter().any(|ending| it == *ending))
}

/// The code of a Rust file without its tests: whatever follows the first `#[cfg(test)]` at the left margin is left
/// out, for tests stand at the end of their file.
pub(crate) fn without_tests(text: &str) -> &str {
    let cut = text.find("\n#[cfg(test)]\nmod tests {").or_else(|| if text.starts_with("#![cfg(test)]") { Some(0) } else { None });
    cut.map_or(text, |at| &text[..at])
}

/// Is this file compiled for tests only: under `tests/` or `benches/`, or declared `#[cfg(test)] mod name;`?
pub(crate) fn is_test_file(repo: &Repo, path: &str) -> bool {
    if path.contains("/tests/") || path.contains("/benches/") || path.ends_with("/tests.rs") {
        return true;
    }
    let Some((folder, name)) = path.rsplit_once('/') else { return false };
    let stem = name.trim_end_matches(".rs");
    let declared = format!("#[cfg(test)]\nmod {stem};");
    let declared_public = format!("#[cfg(test)]\npub(crate) mod {stem};");
    let parents = [format!("{folder}/mod.rs"), format!("{folder}/lib.rs"), format!("{folder}/main.rs"), format!("{folder}.rs")];
    parents.iter().filter_map(|it| repo.file(it)).any(|it| it.text.contains(&declared) || it.text.contains(&declared_public))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_at_the_end_of_a_file_are_left_out() {
        assert_eq!(without_tests("fn a() {}\n\n#[cfg(test)]\nmod tests {\n}\n"), "fn a() {}\n");
        assert_eq!(without_tests("fn a() {}\n"), "fn a() {}\n");
    }

    #[test]
    fn a_file_declared_for_tests_is_a_test_file() {
        let repo = Repo::of(&[("crates/paper/src/lib.rs", "#[cfg(test)]\nmod draw;\nmod plain;\n"), ("crates/paper/src/draw.rs", ""), ("crates/paper/src/plain.rs", "")]);
        assert!(is_test_file(&repo, "crates/paper/src/draw.rs"));
        assert!(!is_test_file(&repo, "crates/paper/src/plain.rs"));
        assert!(is_test_file(&repo, "crates/paper/tests/it/main.rs"));
    }
}
