//! Lists a room through all layers: what is it -> crate; which step of the work -> room; which thing -> file.

use crate::repo::Repo;

/// Prints every file of the room with its size and the first line of its documentation; false where there is none.
pub(crate) fn run(repo: &Repo, room: &str) -> bool {
    let lines = listing(repo, room);
    if lines.is_empty() {
        println!("no room «{room}»: a room is a folder or a file below a crate's src/");
        return false;
    }
    for line in &lines {
        println!("{line}");
    }
    true
}

fn listing(repo: &Repo, room: &str) -> Vec<String> {
    let folder = format!("/{room}/");
    let file = format!("/{room}.rs");
    let ours = repo.files.iter().filter(|it| it.path.starts_with("crates/") && (it.path.contains(&folder) || it.path.ends_with(&file)));
    ours.map(|it| format!("{:>5}  {}  {}", it.text.lines().count(), it.path, headline(&it.text))).collect()
}

fn headline(text: &str) -> &str {
    text.lines().find_map(|it| it.strip_prefix("//! ")).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_is_listed_through_all_layers() {
        let repo = Repo::of(&[
            ("crates/domain/src/guideline/mod.rs", "//! As data.\n"),
            ("crates/check/src/guideline.rs", "//! Loads it.\n"),
            ("crates/check/src/lib.rs", "pub mod guideline;\n"),
        ]);
        assert_eq!(listing(&repo, "guideline"), ["    1  crates/domain/src/guideline/mod.rs  As data.", "    1  crates/check/src/guideline.rs  Loads it."]);
        assert!(listing(&repo, "deliberation").is_empty());
    }
}
