//! Kill -9 at any moment: what was answered is there, nothing is half.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::server::{Data, Server, form, new_database, program};

/// Threads that write side by side.
const WRITERS: usize = 4;
/// The longest that the cycles of the test run take altogether; a soak has no such bound.
const TIME_MAX: Duration = Duration::from_secs(90);

/// A soak tells how far it is every so many cycles.
const TOLD_EVERY: usize = 500;
/// How far moments are spread, in milliseconds: over some acts of each hand, and an act of the fast program is short.
const MOMENTS: u64 = if cfg!(debug_assertions) { 120 } else { 40 };

/// How many cycles: of a soak as asked, else of the test run.
fn cycles(of_the_test_run: usize) -> (usize, Option<Duration>) {
    match std::env::var("HANHDONG_SOAK_CYCLES").ok().and_then(|it| it.parse().ok()) {
        Some(cycles) => (cycles, None),
        None => (of_the_test_run, Some(TIME_MAX)),
    }
}

#[test]
fn what_was_answered_survives_kill_9_on_sqlite() {
    let data = Data::new("kill");
    let folder = data.0.to_string_lossy().into_owned();
    println!("{}", survives(&["--data", &folder], cycles(200), 60, 15));
}

#[test]
fn what_was_answered_survives_kill_9_on_postgresql() {
    match new_database("kill") {
        Some(url) => println!("{}", survives(&["--database", &url], cycles(20), 5, 250)),
        None => println!("skipped: no PostgreSQL (HANHDONG_TEST_POSTGRES); `make test` brings one"),
    }
}

fn survives(place: &[&str], (cycles, time_max): (usize, Option<Duration>), cycles_min: usize, first_moment: u64) -> String {
    let begun = Instant::now();
    // The fast program begins to answer sooner.
    let first_moment = if cfg!(debug_assertions) { first_moment } else { first_moment / 3 };
    let mut server = Server::start(place);
    let cookie = server.set_up();
    let organisation = server.organisation(&cookie);
    let (mut done, mut answered_in_all, mut cut_off) = (0, 0, 0);
    // Moments are spread, not drawn: a run can be repeated.
    let mut moment = 7_u64;
    while done < cycles && time_max.is_none_or(|it| begun.elapsed() < it) {
        moment = moment.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (answered, unanswered) = write_until_killed(server, &cookie, &organisation, Duration::from_millis(first_moment + (moment >> 33) % MOMENTS));
        server = Server::start(place);
        for (name, path) in &answered {
            let page = server.send("GET", path, &cookie, "").expect("an answer");
            assert!(page.status == 200 && page.text.contains(name.as_str()), "cycle {done}: {name} was answered and is gone: {} {}", page.status, page.text);
        }
        (done, answered_in_all, cut_off) = (done + 1, answered_in_all + answered.len(), cut_off + unanswered);
        if time_max.is_none() && done % TOLD_EVERY == 0 {
            println!("kill -9 ({}): {done} cycles, {answered_in_all} acts answered, 0 lost, in {:?}", place[0], begun.elapsed());
        }
    }
    server.kill();
    let verified = program().arg("verify").args(place).output().expect("verify runs");
    let said = String::from_utf8_lossy(&verified.stdout);
    assert_eq!(verified.status.code(), Some(0), "{said} {}", String::from_utf8_lossy(&verified.stderr));
    let lines: usize = said.split("Nhật ký: ").nth(1).and_then(|it| it.split(' ').next()).and_then(|it| it.parse().ok()).expect("a count");
    assert!(answered_in_all < lines && lines <= answered_in_all + cut_off + 3, "{answered_in_all} answered, {cut_off} cut off: {said}");
    assert!(cycles_min <= done && done <= answered_in_all, "{done} cycles with {answered_in_all} acts prove too little");
    format!("kill -9: {done} cycles, {answered_in_all} acts answered and all there, {cut_off} cut off, in {:?}", begun.elapsed())
}

/// Writes by several hands until the server is killed at a moment; what was answered, and how much was not.
fn write_until_killed(server: Server, cookie: &str, organisation: &str, moment: Duration) -> (Vec<(String, String)>, usize) {
    let stopped = Arc::new(AtomicBool::new(false));
    let hands: Vec<_> = (0..WRITERS)
        .map(|hand| {
            let (stopped, address, cookie, path) = (stopped.clone(), server.address.clone(), cookie.to_owned(), format!("{organisation}/units"));
            std::thread::spawn(move || -> (Vec<(String, String)>, usize) {
                let (mut answered, mut unanswered) = (Vec::new(), 0);
                for number in 0.. {
                    if stopped.load(Ordering::SeqCst) {
                        break;
                    }
                    let name = format!("Tổ công tác {hand}.{number}");
                    let headers = [("Cookie", cookie.as_str()), ("Sec-Fetch-Site", "same-origin"), ("Content-Type", "application/x-www-form-urlencoded")];
                    match crate::server::send(&address, "POST", &path, &headers, form(&[("unit_name", &name), ("kind", "body")]).as_bytes()) {
                        Ok(answer) => {
                            assert_eq!(answer.status, 303, "{}", answer.text);
                            answered.push((name, answer.header("location").to_owned()));
                        }
                        // Killed: this act may or may not be kept, and nobody answers any more.
                        Err(_) => {
                            unanswered += 1;
                            break;
                        }
                    }
                }
                (answered, unanswered)
            })
        })
        .collect();
    std::thread::sleep(moment);
    server.kill();
    stopped.store(true, Ordering::SeqCst);
    let mut all = (Vec::new(), 0);
    for hand in hands {
        let (answered, unanswered) = hand.join().expect("a hand that wrote");
        all.0.extend(answered);
        all.1 += unanswered;
    }
    all
}
