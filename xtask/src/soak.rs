//! Proofs that take hours: the same tests as in `test`, with as many rounds as asked for.

use std::process::Command;

use crate::postgres::Postgres;
use crate::repo::Repo;

/// Kill -9 at any moment, so many times, on both engines. The fast program, so that there are many moments in an hour.
pub(crate) fn kill(repo: &Repo, cycles: &str) -> bool {
    if cycles.parse::<u32>().is_err() {
        println!("«{cycles}» is no number of cycles");
        return false;
    }
    let own = match std::env::var_os("HANHDONG_TEST_POSTGRES") {
        Some(_) => None,
        None => Postgres::start().map_err(|why| println!("without PostgreSQL: {why}")).ok(),
    };
    let mut command = Command::new(env!("CARGO"));
    command
        .current_dir(&repo.root)
        .args(["test", "--release", "--locked", "-p", "hanhdong-cli", "--test", "it", "--", "--nocapture", "kill::"])
        .env("HANHDONG_SOAK_CYCLES", cycles);
    if let Some(postgres) = &own {
        command.env("HANHDONG_TEST_POSTGRES", &postgres.url);
    }
    let fine = command.status().is_ok_and(|it| it.success());
    drop(own);
    fine
}
