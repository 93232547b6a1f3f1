//! A server started as a person starts it, and what the system says of it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A running server; it is ended where it is dropped.
pub(super) struct Server {
    child: Child,
    pub(super) address: String,
}

impl Server {
    /// Starts a program and waits until it says where it listens.
    pub(super) fn start(program: &Path, arguments: &[&str]) -> Result<Server, String> {
        let mut child = Command::new(program).args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).spawn().map_err(|error| error.to_string())?;
        let output = child.stdout.take().ok_or("no output")?;
        let listens = BufReader::new(output).lines().map_while(Result::ok).find_map(|it| it.strip_prefix("listening on http://").map(str::to_owned));
        match listens {
            Some(address) => Ok(Server { child, address }),
            None => Err(format!("{} does not listen", program.display())),
        }
    }

    /// Time that its cores have worked for it.
    pub(super) fn cpu(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        let fields: Vec<u64> = stat.rsplit(") ").next().unwrap_or("").split(' ').map(|it| it.parse().unwrap_or(0)).collect();
        // The kernel counts in hundredths of a second: utime and stime.
        Duration::from_millis(10 * fields.iter().skip(11).take(2).sum::<u64>())
    }

    /// Memory it holds, in MiB: all, and what is its own and no file's.
    pub(super) fn memory(&self) -> (f64, f64) {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let field = |name: &str| status.lines().find_map(|it| it.strip_prefix(name)?.trim().trim_end_matches(" kB").parse::<f64>().ok()).unwrap_or(0.0) / 1024.0;
        (field("VmRSS:"), field("RssAnon:"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already; then there is nothing to end.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
