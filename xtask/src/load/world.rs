//! A demo world with 50,000 tasks, entered through the API as any program would.

use std::io::{Error, Result};
use std::time::{Duration, Instant};

use super::http::Line;

#[path = "../../../crates/web/benches/pages/paper.rs"]
#[allow(unreachable_pub)]
mod paper;

/// Programmes of a usual size, each of 200 tasks.
const USUAL: usize = 240;
const USUAL_TASKS: usize = 200;
/// The big one.
const BIG_TASKS: usize = 2_000;
/// Saves of one hand.
const SAVES: usize = 100;

/// The filled world, and the key to it.
pub(super) struct Full {
    token: String,
    usual: Vec<String>,
    big: String,
    pub(super) tasks: usize,
}

impl Full {
    pub(super) fn fill(address: &str) -> Result<Full> {
        let mut line = Line::to(address)?;
        let said = line.ask("POST", "/api/v1/session", "Content-Type: application/json\r\n", br#"{"login":"vp-xa","password":"chuong-trinh-mau"}"#)?;
        let token = between(&said.text(), "\"token\":\"", "\"")?;
        let me = line.ask("GET", "/api/v1/me", &format!("Authorization: Bearer {token}\r\n"), b"")?.text();
        let organisation = between(&me, "\"organisation\":\"", "\"")?;
        let mut usual = Vec::new();
        for number in 0..=USUAL {
            let tasks = if number == USUAL { BIG_TASKS } else { USUAL_TASKS };
            let field = |name: &str, value: &str| format!("--ranh-gioi\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            let file = format!(
                "--ranh-gioi\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.notation\"\r\n\r\n{}\r\n--ranh-gioi--\r\n",
                paper::programme(number, 57, tasks)
            );
            let body = field("organisation", &organisation) + &field("guideline", "seed-2025") + &file;
            let head = format!("Authorization: Bearer {token}\r\nIdempotency-Key: paper-{number}\r\nContent-Type: multipart/form-data; boundary=ranh-gioi\r\n");
            let said = line.ask("POST", "/api/v1/programmes", &head, body.as_bytes())?.text();
            usual.push(between(&said, "\"id\":\"", "\"")?);
        }
        let big = usual.pop().unwrap_or_default();
        Ok(Full { token, usual, big, tasks: USUAL * USUAL_TASKS + BIG_TASKS })
    }

    /// The pages that are asked for, each with a name for people.
    pub(super) fn pages(&self) -> Vec<(&'static str, String)> {
        let usual = self.usual.last().map_or("", String::as_str);
        vec![
            ("/healthz", "/healthz".to_owned()),
            ("own account", "/me".to_owned()),
            ("list, 25 programmes of 50,000 tasks", "/programmes".to_owned()),
            ("search in 50,000 tasks", "/search?q=de+an+sinh+ke+duong".to_owned()),
            ("form of a task", format!("/programmes/{usual}/items/t_7/edit")),
            ("outline, 200 tasks", format!("/programmes/{usual}")),
            ("findings, 200 tasks", format!("/programmes/{usual}/findings")),
            ("coverage, 200 tasks", format!("/programmes/{usual}/coverage")),
            ("outline, 2,000 tasks", format!("/programmes/{}", self.big)),
            ("findings, 2,000 tasks", format!("/programmes/{}/findings", self.big)),
            ("coverage, 2,000 tasks", format!("/programmes/{}/coverage", self.big)),
        ]
    }

    /// The head of a request of somebody who is logged in.
    pub(super) fn head(&self, encoding: &str) -> String {
        let encoding = if encoding.is_empty() { String::new() } else { format!("Accept-Encoding: {encoding}\r\n") };
        format!("Cookie: hd_session={}\r\n{encoding}", self.token)
    }

    /// Saves of so many hands at once, each at a programme of its own, as a script saves while one types.
    pub(super) fn edits(&self, address: &str, hands: usize) -> Result<Vec<Duration>> {
        let hands: Vec<_> = self
            .usual
            .iter()
            .take(hands)
            .map(|programme| {
                let (address, head, path) = (address.to_owned(), self.head(""), format!("/programmes/{programme}/items/t_7/edit"));
                std::thread::spawn(move || -> Result<Vec<Duration>> {
                    let mut line = Line::to(&address)?;
                    let posts = format!("{head}hx-request: true\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n");
                    let mut times = Vec::new();
                    for turn in 0..SAVES {
                        let form = line.ask("GET", &path, &head, b"")?.text();
                        let seen = between(between(&form, "name=\"seen\"", ">")?.as_str(), "value=\"", "\"")?;
                        let body = format!("text=De+an+sinh+ke+lan+{turn}&lead=Phong+Kinh+te&deadline=quy+IV%2F2027&seen={seen}&item-kind=task&open=x&done=1");
                        let begun = Instant::now();
                        let answer = line.ask("POST", &path, &posts, body.as_bytes())?;
                        times.push(begun.elapsed());
                        if answer.status != 200 {
                            return Err(Error::other(format!("{}: {}", answer.status, answer.text())));
                        }
                    }
                    Ok(times)
                })
            })
            .collect();
        let mut times = Vec::new();
        for hand in hands {
            times.extend(hand.join().map_err(|_| Error::other("a hand failed"))??);
        }
        Ok(times)
    }
}

fn between(text: &str, before: &str, after: &str) -> Result<String> {
    let found = text.split_once(before).and_then(|it| it.1.split_once(after)).map(|it| it.0.to_owned());
    found.ok_or_else(|| Error::other(format!("no {before} in {}", text.chars().take(400).collect::<String>())))
}
