//! The real program under load over HTTP, on SQLite and PostgreSQL, beside a bare axum server that answers the same
//! bytes in the same run, in turns. It reports and judges nothing.

mod http;
mod measure;
mod server;
mod world;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::postgres::Postgres;
use crate::repo::Repo;
use http::Line;
use measure::{Heard, middle, round};
use server::Server;
use world::Full;

/// Rounds of each page, in turns with the control.
const ROUNDS: usize = 5;
/// Starts of which the middle one counts.
const STARTS: usize = 11;
/// Connections that are kept busy: the machine is meant to be full.
const LINES: usize = 4;

/// Runs it all.
pub(crate) fn run(repo: &Repo) -> bool {
    let folder = std::env::temp_dir().join(format!("hanhdong-load-{}", std::process::id()));
    let done = std::fs::create_dir_all(&folder).map_err(|error| error.to_string()).and_then(|()| report(repo, &folder));
    // It lies in the temporary folder: whatever cannot be removed is nobody's loss.
    drop(std::fs::remove_dir_all(&folder));
    if let Err(why) = &done {
        println!("{why}");
    }
    done.is_ok()
}

fn report(repo: &Repo, folder: &Path) -> Result<(), String> {
    let programs = Programs::build(repo)?;
    let data = folder.join("sqlite").to_string_lossy().into_owned();
    on("SQLite", &programs, folder, &["--data", &data])?;
    let database = Database::new()?;
    on("PostgreSQL", &programs, folder, &["--database", &database.url()])
}

/// A database of the run's own: on the server that is named, else on one that is started and ended here.
struct Database {
    server: String,
    name: String,
    /// Ends with this.
    _own: Option<Postgres>,
}

impl Database {
    fn new() -> Result<Database, String> {
        let (server, own) = match std::env::var("HANHDONG_TEST_POSTGRES") {
            Ok(server) => (server, None),
            Err(_) => {
                let own = Postgres::start()?;
                (own.url.clone(), Some(own))
            }
        };
        let database = Database { server, name: format!("hd_load_{}", std::process::id()), _own: own };
        if database.say("CREATE DATABASE") { Ok(database) } else { Err("psql makes no database".to_owned()) }
    }
    fn url(&self) -> String {
        format!("{}/{}", self.server, self.name)
    }
    fn say(&self, what: &str) -> bool {
        let told = Command::new("psql").args(["-q", "-d", &format!("{}/postgres", self.server), "-c", &format!("{what} {}", self.name)]).status();
        told.is_ok_and(|it| it.success())
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if !self.say("DROP DATABASE") {
            println!("the database {} is still there", self.name);
        }
    }
}

struct Programs {
    ours: PathBuf,
    bare: PathBuf,
}

impl Programs {
    fn build(repo: &Repo) -> Result<Programs, String> {
        for what in [&["-p", "hanhdong-cli"][..], &["-p", "hanhdong-web", "--example", "bare"]] {
            let built = Command::new(env!("CARGO")).current_dir(&repo.root).args(["build", "--quiet", "--release", "--locked"]).args(what).status();
            if !built.is_ok_and(|it| it.success()) {
                return Err(format!("{what:?} does not build"));
            }
        }
        // This program lies in the folder `debug` or `release` beside them.
        let here = std::env::current_exe().map_err(|error| error.to_string())?;
        let release = here.parent().and_then(Path::parent).ok_or("no target folder")?.join("release");
        Ok(Programs { ours: release.join("hanhdong"), bare: release.join("examples/bare") })
    }
}

fn serve(programs: &Programs, place: &[&str], more: &[&str]) -> Result<Server, String> {
    let mut arguments = vec!["serve", "--log", "off", "--listen", "127.0.0.1:0"];
    arguments.extend(place.iter().chain(more));
    Server::start(&programs.ours, &arguments)
}

fn on(engine: &str, programs: &Programs, folder: &Path, place: &[&str]) -> Result<(), String> {
    println!("\n## {engine}\n");
    let server = serve(programs, place, &["--demo"])?;
    let begun = Instant::now();
    let full = Full::fill(&server.address).map_err(|error| format!("filling: {error}"))?;
    println!("filled with {} tasks in {:.1} s", full.tasks, begun.elapsed().as_secs_f64());
    drop(server);
    starts(programs, folder, place)?;
    let server = serve(programs, place, &[])?;
    std::thread::sleep(Duration::from_secs(1));
    println!("memory idle after start: {:.1} MiB, of it its own {:.1} MiB", server.memory().0, server.memory().1);
    pages(programs, folder, &server, &full)?;
    edits(&server, &full)?;
    println!("memory after the load: {:.1} MiB, of it its own {:.1} MiB", server.memory().0, server.memory().1);
    Ok(())
}

/// From the command to the first page.
fn starts(programs: &Programs, folder: &Path, place: &[&str]) -> Result<(), String> {
    let page = folder.join("page.html");
    std::fs::write(&page, "<!DOCTYPE html>").map_err(|error| error.to_string())?;
    let (mut ours, mut bare, mut cpu) = (Vec::new(), Vec::new(), Duration::ZERO);
    for _ in 0..STARTS {
        let begun = Instant::now();
        let server = serve(programs, place, &[])?;
        let first = Line::to(&server.address).and_then(|mut it| it.ask("GET", "/log-in", "", b"")).map_err(|error| error.to_string())?;
        ours.push(begun.elapsed());
        cpu += server.cpu();
        if first.status != 200 {
            return Err(format!("the first page answers {}", first.status));
        }
        drop(server);
        let begun = Instant::now();
        let server = Server::start(&programs.bare, &[&page.to_string_lossy()])?;
        Line::to(&server.address).and_then(|mut it| it.ask("GET", "/0", "", b"")).map_err(|error| error.to_string())?;
        bare.push(begun.elapsed());
    }
    let fastest = ours.iter().min().copied().unwrap_or_default();
    println!(
        "start to first page: {:.1} ms, fastest {:.1} ms, {:.0} ms of a core (bare {:.1} ms)",
        ms(middle(&mut ours)),
        ms(fastest),
        ms(cpu) / STARTS as f64,
        ms(middle(&mut bare))
    );
    Ok(())
}

fn pages(programs: &Programs, folder: &Path, server: &Server, full: &Full) -> Result<(), String> {
    println!("\n| page | bytes (on the wire) | pages/s, ours / bare | ratio | p50 | p99, ours / bare | CPU a page, ours / bare |\n|---|---|---|---|---|---|---|");
    let pages = full.pages();
    let mut files = Vec::new();
    let mut sizes = Vec::new();
    for (number, (_, path)) in pages.iter().enumerate() {
        let mut line = Line::to(&server.address).map_err(|error| error.to_string())?;
        let plain = line.ask("GET", path, &full.head(""), b"").map_err(|error| error.to_string())?;
        let packed = line.ask("GET", path, &full.head("gzip"), b"").map_err(|error| error.to_string())?;
        sizes.push((plain.body.len(), packed.body.len()));
        let file = folder.join(format!("{number}.html"));
        std::fs::write(&file, &plain.body).map_err(|error| error.to_string())?;
        files.push(file.to_string_lossy().into_owned());
    }
    let bare = Server::start(&programs.bare, &files.iter().map(String::as_str).collect::<Vec<_>>())?;
    for (number, (name, path)) in pages.iter().enumerate() {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            ours.push(round(server, path, &full.head("gzip"), LINES)?);
            theirs.push(round(&bare, &format!("/{number}"), &full.head("gzip"), LINES)?);
        }
        let (ours, theirs) = (Heard::middle(&ours), Heard::middle(&theirs));
        println!(
            "| {name} | {} ({}) | {:.0} / {:.0} | {:.2} | {:.2} ms | {:.2} / {:.2} ms | {:.2} / {:.2} ms |",
            sizes[number].0,
            sizes[number].1,
            ours.rate,
            theirs.rate,
            ours.rate / theirs.rate,
            ms(ours.p50),
            ms(ours.p99),
            ms(theirs.p99),
            ms(ours.cpu),
            ms(theirs.cpu)
        );
    }
    println!();
    Ok(())
}

/// Saves of one task each by several hands at once, while nobody and while others read the list.
fn edits(server: &Server, full: &Full) -> Result<(), String> {
    for hands in [1, LINES] {
        let mut times = full.edits(&server.address, hands).map_err(|error| format!("editing: {error}"))?;
        times.sort();
        let at = |part: f64| ms(times[((times.len() - 1) as f64 * part) as usize]);
        println!("a task saved, {hands} at once: p50 {:.1} ms, p99 {:.1} ms ({} saves, each on disk, checked again and answered)", at(0.5), at(0.99), times.len());
    }
    Ok(())
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
