//! Everything that has to hold before a change is shown: fmt, clippy, tidy, tests, release build, acceptance.
//! Every step runs, also after one has failed: a person wants to know all of it at once.

mod steps;
mod tally;

use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use crate::repo::Repo;
use steps::Outcome;
use tally::Tally;

/// Runs all steps; the last lines say how many tests ran, how many were skipped and why.
pub(crate) fn run(repo: &Repo) -> bool {
    let shared = shared(repo);
    let begun = Instant::now();
    let mut tally = Tally::default();
    let steps: [(&str, &dyn Fn() -> Outcome); 6] = [
        ("fmt", &|| steps::fmt(repo)),
        ("clippy", &|| steps::clippy(repo)),
        ("tidy", &|| steps::tidy(repo)),
        ("tests", &|| steps::tests(repo, shared.as_deref())),
        ("release build", &|| steps::release(repo)),
        ("acceptance", &|| steps::acceptance(repo, shared.as_deref())),
    ];
    for (name, step) in steps {
        let from = Instant::now();
        println!("== {name}");
        let outcome = step();
        println!("== {name}: {} in {:.0} s", if outcome.fine { "ok" } else { "FAILED" }, from.elapsed().as_secs_f64());
        tally.add(name, outcome);
    }
    for line in tally.lines() {
        println!("{line}");
    }
    println!("{:.0} s in all", begun.elapsed().as_secs_f64());
    println!("{}", tally.plain());
    tally.failed() == 0
}

/// Where real data lies: `HANHDONG_SHARED`, else `../shared` beside this checkout, else beside the main one.
fn shared(repo: &Repo) -> Option<PathBuf> {
    let named = std::env::var_os("HANHDONG_SHARED").map(PathBuf::from);
    let beside = repo.root.parent().map(|it| it.join("shared"));
    let git = Command::new("git").args(["rev-parse", "--path-format=absolute", "--git-common-dir"]).current_dir(&repo.root).output().ok();
    let main = git.and_then(|it| String::from_utf8(it.stdout).ok()).map(|it| PathBuf::from(it.trim()));
    let beside_main = main.as_deref().and_then(|it| it.parent()?.parent()).map(|it| it.join("shared"));
    match named {
        Some(named) => Some(named).filter(|it| it.is_dir()),
        None => [beside, beside_main].into_iter().flatten().find(|it| it.join("acceptance").is_dir()),
    }
}
