//! A PostgreSQL for the tests: made anew in a folder of its own, on loopback, gone when the run is over.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A running PostgreSQL; it ends when this is dropped.
pub(crate) struct Postgres {
    programs: PathBuf,
    folder: PathBuf,
    /// Its address, without a database: what `HANHDONG_TEST_POSTGRES` holds.
    pub(crate) url: String,
}

impl Postgres {
    /// Starts one; the reason in words where it cannot be.
    pub(crate) fn start() -> Result<Postgres, String> {
        let programs = programs().ok_or("PostgreSQL 15 or newer is not installed (Debian: postgresql)")?;
        let folder = std::env::temp_dir().join(format!("hanhdong-postgres-{}", std::process::id()));
        std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        let port = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).map_err(|error| error.to_string())?.port();
        let postgres = Postgres { programs, url: format!("postgres://postgres@127.0.0.1:{port}"), folder };
        if is_root() {
            run(Command::new("chown").arg("postgres").arg(&postgres.folder))?;
        }
        let data = postgres.folder.join("data");
        let data = data.to_string_lossy();
        run(&mut as_postgres(&postgres.programs, &format!("initdb -D {data} -A trust -U postgres -E UTF8 --locale=C --no-sync")))?;
        // Speed only: what is proved about disks is proved elsewhere, and these databases live for minutes.
        let settings = format!("-p {port} -k {} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=400", postgres.folder.display());
        run(&mut as_postgres(&postgres.programs, &format!("pg_ctl -D {data} -o '{settings}' -l {data}/log -w start")))?;
        Ok(postgres)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let data = self.folder.join("data");
        if let Err(why) = run(&mut as_postgres(&self.programs, &format!("pg_ctl -D {} -m immediate -w stop", data.display()))) {
            println!("PostgreSQL of the tests did not stop: {why}");
        }
        // It lies in the temporary folder: whatever cannot be removed is nobody's loss.
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

/// Where the server's programs lie: Debian keeps them out of the path.
fn programs() -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .flatten()
        .filter_map(|it| Some((it.file_name().to_str()?.parse().ok()?, it.path().join("bin"))))
        .filter(|(version, bin)| *version >= 15 && bin.join("initdb").exists())
        .collect();
    versions.sort();
    versions.pop().map(|it| it.1)
}

/// The server refuses to run as root.
fn as_postgres(programs: &Path, command: &str) -> Command {
    let command = format!("{}/{command}", programs.display());
    let mut shell = if is_root() { Command::new("su") } else { Command::new("sh") };
    if is_root() {
        shell.arg("postgres");
    }
    shell.args(["-c", &command]).current_dir("/");
    shell
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|it| it.stdout.starts_with(b"0\n"))
}

fn run(command: &mut Command) -> Result<(), String> {
    let done = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).status().map_err(|error| error.to_string())?;
    if done.success() { Ok(()) } else { Err(format!("{command:?} ended with {done}")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_started_takes_connections_and_is_gone_afterwards() {
        let Some(_) = programs() else {
            println!("skipped: postgres: PostgreSQL is not installed");
            return;
        };
        let postgres = Postgres::start().expect("it starts");
        let address = postgres.url.rsplit('@').next().expect("an address").to_owned();
        assert!(std::net::TcpStream::connect(&address).is_ok());
        let folder = postgres.folder.clone();
        drop(postgres);
        assert!(std::net::TcpStream::connect(&address).is_err());
        assert!(!folder.exists());
    }
}
