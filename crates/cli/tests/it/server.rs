//! The real program on a port of its own, and a browser of few words.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

pub(crate) const PASSWORD: &str = "một câu đủ dài để thử";

/// A running server; killed where it is dropped.
pub(crate) struct Server {
    pub(crate) child: Child,
    pub(crate) address: String,
    /// The path of the first start, where it was offered.
    pub(crate) first_start: Option<String>,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already; then there is nothing to end.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Server {
    /// Starts the program by a command that begins it with the arguments given, and waits for its word.
    pub(crate) fn by(mut command: Command) -> Result<Server, String> {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().map_err(|error| error.to_string())?;
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let mut first_start = None;
        while let Some(Ok(line)) = lines.next() {
            if let Some((_, path)) = line.split_once("/first-start/") {
                first_start = Some(format!("/first-start/{path}"));
            }
            if let Some(address) = line.strip_prefix("listening on http://") {
                return Ok(Server { child, address: address.to_owned(), first_start });
            }
        }
        let status = child.wait().map_err(|error| error.to_string())?;
        Err(format!("it did not listen: {status}"))
    }

    pub(crate) fn start(place: &[&str]) -> Server {
        let mut command = program();
        command.args(["serve", "--listen", "127.0.0.1:0", "--log", "off"]).args(place);
        Server::by(command).expect("the server listens")
    }

    /// Kill -9, as a power cut of the program alone.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("it was running");
        self.child.wait().expect("its end");
    }

    /// Tells it to stop as a service manager does.
    pub(crate) fn stop(mut self) -> std::process::ExitStatus {
        assert!(Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().expect("kill runs").success());
        self.child.wait().expect("its end")
    }

    pub(crate) fn send(&self, method: &str, path: &str, cookie: &str, body: &str) -> std::io::Result<Answer> {
        send(&self.address, method, path, &[("Cookie", cookie), ("Sec-Fetch-Site", "same-origin"), ("Content-Type", "application/x-www-form-urlencoded")], body.as_bytes())
    }

    /// Sets up the organisation and gives the administrator's cookie.
    pub(crate) fn set_up(&self) -> String {
        let path = self.first_start.as_deref().expect("the first start is offered");
        let form = form(&[("organisation", "Đảng bộ Xã Mẫu A"), ("name", "Phạm Thị Mẫu"), ("login", "quan-tri"), ("password", PASSWORD), ("again", PASSWORD)]);
        let answer = self.send("POST", path, "", &form).expect("an answer");
        assert_eq!(answer.status, 303, "{}", answer.text);
        answer.cookie()
    }

    /// The path of the one organisation.
    pub(crate) fn organisation(&self, cookie: &str) -> String {
        let page = self.send("GET", "/units", cookie, "").expect("an answer").text;
        let path = page.split("href=\"/units/").nth(1).and_then(|it| it.split('"').next()).unwrap_or_else(|| panic!("no unit in {page}"));
        format!("/units/{path}")
    }
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.head.lines().filter_map(|it| it.split_once(": ")).find(|it| it.0.eq_ignore_ascii_case(name)).map_or("", |it| it.1)
    }
    pub(crate) fn cookie(&self) -> String {
        self.header("set-cookie").split(';').next().unwrap_or("").to_owned()
    }
}

/// One request on a connection of its own.
pub(crate) fn send(address: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> std::io::Result<Answer> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    let headers: String = headers.iter().filter(|it| !it.1.is_empty()).map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let head = format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").ok_or(std::io::ErrorKind::UnexpectedEof)?;
    let status = head.split(' ').nth(1).and_then(|it| it.parse().ok()).ok_or(std::io::ErrorKind::InvalidData)?;
    Ok(Answer { status, head: head.to_owned(), text: body.to_owned() })
}

pub(crate) fn form(fields: &[(&str, &str)]) -> String {
    let percent = |text: &str| text.bytes().map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect::<String>();
    fields.iter().map(|(name, value)| format!("{name}={}", percent(value))).collect::<Vec<_>>().join("&")
}

pub(crate) fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_hanhdong"))
}

/// A data folder of its own, gone with the test.
pub(crate) struct Data(pub(crate) PathBuf);

impl Drop for Data {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

impl Data {
    pub(crate) fn new(name: &str) -> Data {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("serve-{name}-{}", std::process::id()));
        drop(std::fs::remove_dir_all(&path));
        std::fs::create_dir_all(&path).expect("a folder");
        Data(path)
    }
    pub(crate) fn path(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }
}

/// A database of its own on the PostgreSQL that `make test` brings.
pub(crate) fn new_database(name: &str) -> Option<String> {
    let server = std::env::var("HANHDONG_TEST_POSTGRES").ok()?;
    let name = format!("hd_{name}_{}", std::process::id());
    for sql in [format!("DROP DATABASE IF EXISTS {name}"), format!("CREATE DATABASE {name}")] {
        let made = Command::new("psql").args(["-q", "-d", &format!("{server}/postgres"), "-c", &sql]).stderr(Stdio::null()).status();
        assert!(made.expect("psql runs").success(), "a database for the test");
    }
    Some(format!("{server}/{name}"))
}
