//! `hanhdong`: the door. It wires clock, disk and typesetter to the rooms, and holds no rules.

mod args;
mod check;
mod diff;
mod export;
mod files;
mod import;
mod review;

use std::process::ExitCode;

use clap::Parser;

/// Why a command stopped: one line for people, exit code 2.
pub(crate) type Stop = String;

fn main() -> ExitCode {
    let args = match args::Args::try_parse() {
        Ok(args) => args,
        Err(error) => return args::usage(&error),
    };
    let done = match args.command {
        args::Command::Import(it) => import::run(&it),
        args::Command::Check(it) => check::run(&it),
        args::Command::Review(it) => review::run(&it),
        args::Command::Export(it) => export::run(&it),
        args::Command::Diff(it) => diff::run(&it),
    };
    match done {
        Ok(code) => code,
        Err(why) => {
            files::complain(&why);
            ExitCode::from(2)
        }
    }
}
