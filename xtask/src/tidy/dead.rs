//! Files that nothing uses: Rust files no `mod` names, data files that no code names, alone or by their folder.

use super::Complaint;
use crate::repo::Repo;

/// Complaints about dead files.
pub(crate) fn complaints(repo: &Repo) -> Vec<Complaint> {
    let rust = repo.under("", ".rs").filter(|it| !is_root(&it.path) && !is_named(repo, &it.path));
    let mut found: Vec<Complaint> = rust.map(|it| Complaint::new(&it.path, "no `mod` names this file: declare it or delete it")).collect();
    let data = repo.files.iter().filter(|it| it.path.starts_with("crates/") && [".toml", ".typ", ".ftl", ".txt"].iter().any(|end| it.path.ends_with(end)));
    for file in data.filter(|it| !it.path.ends_with("Cargo.toml") && !it.path.ends_with("clippy.toml") && !it.path.contains("/proptest-regressions/")) {
        let name = file.path.rsplit('/').next().unwrap_or(&file.path);
        let folder = file.path.splitn(3, '/').nth(2).and_then(|it| it.rsplit_once('/')).map(|(folder, _)| folder);
        let names = |it: &str| it.contains(name) || folder.is_some_and(|folder| it.contains(&format!("\"{folder}\"")));
        if !repo.under("crates/", ".rs").any(|it| names(&it.text)) {
            found.push(Complaint::new(&file.path, "no code names this data file: use it or delete it"));
        }
    }
    found
}

/// Roots of crates, tests, benches and binaries are named by Cargo.
fn is_root(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let pieces: Vec<&str> = path.split('/').collect();
    let own_folder = |folder: &str| pieces.len() >= 2 && pieces[pieces.len() - 2] == folder;
    let cargo_folder = ["tests", "benches", "examples", "bin"].iter().any(|it| own_folder(it)) && !path.contains("/src/tests/");
    matches!(name, "lib.rs" | "main.rs" | "build.rs") || cargo_folder
}

fn is_named(repo: &Repo, path: &str) -> bool {
    let Some((folder, name)) = path.rsplit_once('/') else { return false };
    let (folder, stem) = if name == "mod.rs" { folder.rsplit_once('/').unwrap_or(("", folder)) } else { (folder, name.trim_end_matches(".rs")) };
    let parents = [format!("{folder}/mod.rs"), format!("{folder}/lib.rs"), format!("{folder}/main.rs"), format!("{folder}.rs")];
    let declared = format!("mod {stem};");
    let inside = repo.files.iter().filter(|it| parents.contains(&it.path) || it.path.rsplit_once('/').is_some_and(|(its, _)| its == folder));
    inside.into_iter().any(|it| it.path != path && (parents.contains(&it.path) && it.text.contains(&declared) || it.text.contains(&format!("#[path = \"{name}\"]"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dead(files: &[(&str, &str)]) -> Vec<String> {
        complaints(&Repo::of(files)).into_iter().map(|it| it.place).collect()
    }

    #[test]
    fn a_rust_file_that_no_mod_names_is_dead() {
        let files = [
            ("crates/check/src/lib.rs", "pub mod kept;\nmod folder;\n"),
            ("crates/check/src/kept.rs", ""),
            ("crates/check/src/folder/mod.rs", "mod inner;\n"),
            ("crates/check/src/folder/inner.rs", ""),
            ("crates/check/src/forgotten.rs", ""),
            ("crates/check/tests/it/main.rs", "mod story;\n"),
            ("crates/check/tests/it/story.rs", ""),
            ("crates/check/benches/check.rs", ""),
        ];
        assert_eq!(dead(&files), ["crates/check/src/forgotten.rs"]);
    }

    #[test]
    fn a_data_file_that_no_code_names_is_dead() {
        let files = [
            ("crates/check/src/lib.rs", "const SEED: &str = include_str!(\"../guidelines/seed-2020.toml\");\n"),
            ("crates/check/guidelines/seed-2020.toml", ""),
            ("crates/check/guidelines/old.toml", ""),
            ("crates/check/Cargo.toml", ""),
            ("crates/check/proptest-regressions/kept_seed.txt", ""),
        ];
        assert_eq!(dead(&files), ["crates/check/guidelines/old.toml"]);
    }
}
