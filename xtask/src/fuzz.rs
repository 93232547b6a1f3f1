//! Runs every bolero target for so many minutes each. On stable Rust bolero draws at random; its corpus and crash
//! folders, where there are any, are tried first, and a failing input is printed with its seed.

use std::process::Command;

use crate::repo::Repo;

/// A fuzz target: a test that calls `bolero::check!`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Target {
    package: String,
    name: String,
}

/// Runs the targets whose name holds `wanted`; true where none crashed.
pub(crate) fn run(repo: &Repo, minutes: &str, wanted: &str) -> bool {
    let Some(milliseconds) = minutes.parse::<f64>().ok().filter(|it| *it > 0.0 && *it < 10_000.0).map(|it| (it * 60_000.0).round()) else {
        println!("«{minutes}» is no number of minutes");
        return false;
    };
    let targets: Vec<Target> = targets(repo).into_iter().filter(|it| it.name.contains(wanted)).collect();
    let mut crashed = 0;
    for target in &targets {
        let status = Command::new(env!("CARGO"))
            .args(["test", "--quiet", "--release", "-p", &target.package, &target.name, "--", "--nocapture"])
            .env("BOLERO_RANDOM_TEST_TIME_MS", format!("{milliseconds}"))
            .env("BOLERO_RANDOM_ITERATIONS", usize::MAX.to_string())
            .env("RUST_TEST_TIME_UNIT", "600000,7200000")
            .current_dir(&repo.root)
            .status();
        let fine = status.is_ok_and(|it| it.success());
        crashed += usize::from(!fine);
        println!("{} {}::{} {minutes} minutes", if fine { "ok   " } else { "CRASH" }, target.package, target.name);
    }
    println!("{} targets, {crashed} crashed", targets.len());
    crashed == 0 && !targets.is_empty()
}

fn targets(repo: &Repo) -> Vec<Target> {
    let files = repo.under("crates/", ".rs").filter(|it| it.text.contains("bolero::check!"));
    let mut found: Vec<Target> = files
        .flat_map(|file| {
            let package = format!("hanhdong-{}", file.path.split('/').nth(1).unwrap_or(""));
            names(&file.text).into_iter().map(move |name| Target { package: package.clone(), name })
        })
        .collect();
    found.dedup();
    found
}

/// The function around every `bolero::check!`.
fn names(text: &str) -> Vec<String> {
    let before = text.match_indices("bolero::check!").map(|(at, _)| &text[..at]);
    let mut names: Vec<String> = before.filter_map(|it| it.rsplit_once("fn ")?.1.split(['(', '<']).next().map(str::to_owned)).collect();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_the_function_around_the_check() {
        let text = "#[test]\nfn no_bytes_crash_the_reader() {\n    bolero::check!().for_each(|bytes: &[u8]| read(bytes));\n}\n";
        let repo = Repo::of(&[("crates/paper/tests/it/fuzz.rs", text), ("crates/paper/src/lib.rs", "fn other() {}\n")]);
        assert_eq!(targets(&repo), [Target { package: "hanhdong-paper".to_owned(), name: "no_bytes_crash_the_reader".to_owned() }]);
    }
}
