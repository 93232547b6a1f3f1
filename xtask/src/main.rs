//! Chores of the repository: `tidy`, `test`, `room NAME`, `fuzz MINUTES [NAME]`, `soak kill N`, `load`.
#![allow(clippy::print_stdout, reason = "a chore talks to the person who started it")]
#![allow(clippy::print_stderr, reason = "a chore talks to the person who started it")]

mod fuzz;
mod load;
mod postgres;
mod repo;
mod room;
mod soak;
mod test;
mod tidy;

use std::process::ExitCode;

use repo::Repo;

const USAGE: &str = "usage: cargo run -p xtask -- CHORE
  tidy               edges between crates, pure crates, rooms, dead files, words, documents; prints figures
  test               fmt, clippy, tidy, all tests, release build, acceptance
  room NAME          every file of a room, through all layers
  fuzz MINUTES [NAME]  every bolero target (or those whose name holds NAME) for so many minutes
  soak kill N        N cycles of kill -9 and start again, on SQLite and on PostgreSQL
  load               the program under load on both engines, beside a bare server; start, memory, saves";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let repo = match Repo::read() {
        Ok(repo) => repo,
        Err(why) => return fail(&format!("cannot read the repository: {why}")),
    };
    let done = match words.as_slice() {
        ["tidy"] => tidy::run(&repo),
        ["test"] => test::run(&repo),
        ["room", name] => room::run(&repo, name),
        ["fuzz", minutes] => fuzz::run(&repo, minutes, ""),
        ["fuzz", minutes, name] => fuzz::run(&repo, minutes, name),
        ["load"] => load::run(&repo),
        ["soak", "kill", cycles] => soak::kill(&repo, cycles),
        _ => return fail(USAGE),
    };
    if done { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn fail(words: &str) -> ExitCode {
    eprintln!("{words}");
    ExitCode::from(2)
}
