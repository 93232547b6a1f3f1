//! The steps, each with what it counted.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::tally::{self, Counts};
use crate::postgres::Postgres;
use crate::repo::Repo;

/// What a step brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// Did all of it hold?
    pub(crate) fine: bool,
    /// Tests that it ran, where it runs tests.
    pub(crate) counts: Counts,
}

fn whole(fine: bool) -> Outcome {
    Outcome { fine, counts: Counts::default() }
}

fn cargo(repo: &Repo) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(&repo.root);
    command
}

fn runs(mut command: Command) -> bool {
    command.status().is_ok_and(|it| it.success())
}

/// The layout of the code.
pub(crate) fn fmt(repo: &Repo) -> Outcome {
    let mut command = cargo(repo);
    command.args(["fmt", "--all", "--check"]);
    whole(runs(command))
}

/// No warning anywhere.
pub(crate) fn clippy(repo: &Repo) -> Outcome {
    let mut command = cargo(repo);
    command.args(["clippy", "--quiet", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]);
    whole(runs(command))
}

/// What no compiler checks.
pub(crate) fn tidy(repo: &Repo) -> Outcome {
    whole(crate::tidy::run(repo))
}

/// Every test of the workspace. Tests that cannot run here print `skipped: why`.
pub(crate) fn tests(repo: &Repo, shared: Option<&Path>) -> Outcome {
    let mut command = cargo(repo);
    command.args(["test", "--workspace", "--locked", "--no-fail-fast", "--", "--show-output"]);
    if let Some(shared) = shared {
        command.env("HANHDONG_SHARED", shared);
    }
    // The same cases every time, so that a red run can be repeated; `cargo test` by hand draws new ones.
    if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        command.env("PROPTEST_RNG_SEED", "20261123");
    }
    let postgres = match postgres() {
        Ok(postgres) => postgres,
        Err(why) => {
            println!("no PostgreSQL for the tests: {why}");
            return whole(false);
        }
    };
    if let Some(postgres) = &postgres {
        command.env("HANHDONG_TEST_POSTGRES", &postgres.url);
    }
    let mut counts = Counts::default();
    let fine = echo(command, |line| tally::read_test_line(&mut counts, line));
    drop(postgres);
    if shared.is_none() {
        counts.skip("tests with real data: no shared folder");
    }
    for group in left_out() {
        counts.skip(&format!("tests that need {group}: HANHDONG_SKIP"));
    }
    Outcome { fine, counts }
}

/// A PostgreSQL of the run's own, unless the person brings one or leaves it out.
fn postgres() -> Result<Option<Postgres>, String> {
    if std::env::var_os("HANHDONG_TEST_POSTGRES").is_some() || left_out().iter().any(|it| it == "postgres") {
        return Ok(None);
    }
    Postgres::start().map(Some)
}

/// Groups of outside programs that the person left out.
fn left_out() -> Vec<String> {
    let said = std::env::var("HANHDONG_SKIP").unwrap_or_default();
    said.split(',').map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

/// The program that people run.
pub(crate) fn release(repo: &Repo) -> Outcome {
    let mut command = cargo(repo);
    command.args(["build", "--quiet", "--release", "--locked", "-p", "hanhdong-cli"]);
    whole(runs(command))
}

/// The main job on real input, where that lies beside the repository.
pub(crate) fn acceptance(repo: &Repo, shared: Option<&Path>) -> Outcome {
    let Some(script) = shared.map(|it| it.join("acceptance/main-job.sh")).filter(|it| it.is_file()) else {
        let mut counts = Counts::default();
        counts.skip("acceptance: no shared folder");
        return Outcome { fine: true, counts };
    };
    if left_out().iter().any(|it| it == "python") {
        let mut counts = Counts::default();
        counts.skip("acceptance needs python: HANHDONG_SKIP");
        return Outcome { fine: true, counts };
    }
    let Some(target) = target() else { return whole(false) };
    let mut command = Command::new("bash");
    command.arg(script).arg(target.join("release/hanhdong")).current_dir(&repo.root);
    let mut counts = Counts::default();
    let fine = echo(command, |line| tally::read_acceptance_line(&mut counts, line));
    Outcome { fine, counts }
}

/// Where cargo builds: this program lies in its folder `debug` or `release`.
fn target() -> Option<PathBuf> {
    std::env::current_exe().ok()?.parent()?.parent().map(Path::to_path_buf)
}

/// Runs a command, shows those lines of its output that the reader wants shown, and says whether it succeeded.
fn echo(mut command: Command, mut show: impl FnMut(&str) -> bool) -> bool {
    let Ok(mut child) = command.stdout(Stdio::piped()).spawn() else {
        return false;
    };
    let output = child.stdout.take().map(BufReader::new);
    for line in output.into_iter().flat_map(|it| it.split(b'\n')).map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        if show(&line) {
            println!("{line}");
        }
    }
    child.wait().is_ok_and(|it| it.success())
}
