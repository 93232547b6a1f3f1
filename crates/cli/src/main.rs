//! `hanhdong`: the door. It wires clock, disk and typesetter to the rooms, and holds no rules.

mod args;
mod check;
mod diff;
mod export;
mod files;
mod import;
mod keep;
mod place;
mod platform;
mod review;
mod serve;
mod user;

use std::process::ExitCode;

use clap::Parser;

/// Why a command stopped: one line for people, exit code 2.
pub(crate) type Stop = String;

fn main() -> ExitCode {
    let args = match args::Args::try_parse() {
        Ok(args) => args,
        Err(error) => return args::usage(&error),
    };
    // A reader's library may panic on broken input; that is caught and said in one line, not spilt on the terminal.
    std::panic::set_hook(Box::new(|_| {}));
    let done = std::panic::catch_unwind(|| run(&args.command))
        .unwrap_or_else(|_| Err("lỗi trong chương trình, chưa ghi tệp nào; hãy báo cho nhóm phát triển kèm câu lệnh đã chạy".to_owned()));
    match done {
        Ok(code) => code,
        Err(why) => {
            files::complain(&why);
            ExitCode::from(2)
        }
    }
}

fn run(command: &args::Command) -> Result<ExitCode, Stop> {
    match command {
        args::Command::Import(it) => import::run(it),
        args::Command::Check(it) => check::run(it),
        args::Command::Review(it) => review::run(it),
        args::Command::Export(it) => export::run(it),
        args::Command::Diff(it) => diff::run(it),
        args::Command::Serve(it) => serve::run(it),
        args::Command::Backup(it) => keep::backup(it),
        args::Command::Restore(it) => keep::restore(it),
        args::Command::Verify(it) => keep::verify(it),
        args::Command::User { command: args::User::Reset(it) } => user::reset(it),
    }
}
