//! What an administrator does: start it safely, back it up, restore it, verify it, let somebody in again.

use std::fs;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::server::{Data, PASSWORD, Server, form, new_database, program, send};

fn said(output: &Output) -> (Option<i32>, String) {
    (output.status.code(), format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)))
}

/// Runs what has to be refused, and gives its one line.
fn refused(args: &[&str]) -> String {
    let output = program().args(args).output().expect("the program runs");
    let line = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((output.status.code(), line.matches('\n').count()), (Some(2), 1), "{args:?}: {line}");
    assert!(!line.contains("panicked"), "{line}");
    line
}

#[test]
fn a_second_server_on_the_same_folder_is_refused() {
    let data = Data::new("second");
    let folder = data.path("data");
    let first = Server::start(&["--data", &folder]);
    assert!(refused(&["serve", "--listen", "127.0.0.1:0", "--data", &folder]).contains("máy chủ khác đang dùng"));
    first.kill();
    // Whatever way the first one ended, the next one starts.
    Server::start(&["--data", &folder]);
}

#[test]
fn an_open_address_needs_encryption_and_a_wrong_certificate_is_told() {
    let data = Data::new("open");
    let folder = data.path("data");
    let line = refused(&["serve", "--listen", "0.0.0.0:0", "--data", &folder]);
    assert!(line.contains("--tls-cert") && line.contains("--behind-proxy"), "{line}");
    let nothing = data.path("nothing.pem");
    fs::write(&nothing, "không phải chứng chỉ").expect("a file");
    assert!(refused(&["serve", "--listen", "0.0.0.0:0", "--data", &folder, "--tls-cert", &nothing]).contains("cả --tls-cert và --tls-key"));
    assert!(refused(&["serve", "--listen", "0.0.0.0:0", "--data", &folder, "--tls-cert", &nothing, "--tls-key", &nothing]).contains("chứng chỉ TLS"));
    assert!(!fs::exists(&folder).expect("an answer"), "nothing was made");
}

#[test]
fn a_file_that_is_not_ours_and_one_of_a_newer_version_are_refused_untouched() {
    let data = Data::new("not-ours");
    let file = data.path("hanhdong.db");
    let folder = data.0.to_string_lossy().into_owned();
    fs::write(&file, "đây là một tệp văn bản, không phải cơ sở dữ liệu".repeat(100)).expect("a file");
    let before = fs::read(&file).expect("there");
    assert!(refused(&["serve", "--listen", "127.0.0.1:0", "--data", &folder]).contains("không phải là dữ liệu của chương trình này"));
    assert_eq!(fs::read(&file).expect("there"), before);
    for command in ["verify", "backup"] {
        let missing = data.path("missing");
        let out = data.path("out");
        let args = if command == "backup" { vec![command, out.as_str(), "--data", missing.as_str()] } else { vec![command, "--data", missing.as_str()] };
        assert!(refused(&args).contains("chưa có dữ liệu"), "{command}");
        assert!(!fs::exists(&missing).expect("an answer"));
    }
}

#[test]
fn a_database_of_a_newer_version_is_refused() {
    let Some(url) = new_database("newer") else {
        println!("skipped: no PostgreSQL (HANHDONG_TEST_POSTGRES); `make test` brings one");
        return;
    };
    Server::start(&["--database", &url]).kill();
    let table = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'later', true, '', 0)";
    let made = Command::new("psql").args(["-q", "-d", &url, "-c", table]).stderr(Stdio::null()).status().expect("psql runs");
    assert!(made.success(), "the newer version was there");
    assert!(refused(&["serve", "--listen", "127.0.0.1:0", "--database", &url]).contains("bản mới hơn"));
}

#[test]
fn a_backup_taken_while_people_write_restores_elsewhere_and_verifies() {
    let data = Data::new("backup");
    let (folder, file, other) = (data.path("data"), data.path("sao-luu.hdb"), data.path("other"));
    let server = Server::start(&["--data", &folder]);
    let cookie = server.set_up();
    let path = format!("{}/units", server.organisation(&cookie));
    let stopped = Arc::new(AtomicBool::new(false));
    let writer = {
        let (stopped, address, cookie) = (stopped.clone(), server.address.clone(), cookie.clone());
        std::thread::spawn(move || {
            let headers = [("Cookie", cookie.as_str()), ("Sec-Fetch-Site", "same-origin"), ("Content-Type", "application/x-www-form-urlencoded")];
            let mut count = 0;
            while !stopped.load(Ordering::SeqCst) {
                let answer = send(&address, "POST", &path, &headers, form(&[("unit_name", &format!("Tổ {count}")), ("kind", "body")]).as_bytes()).expect("an answer");
                assert_eq!(answer.status, 303);
                count += 1;
            }
            count
        })
    };
    let made = program().args(["backup", &file, "--data", &folder]).output().expect("backup runs");
    stopped.store(true, Ordering::SeqCst);
    assert!(0 < writer.join().expect("the writer"));
    assert_eq!(said(&made).0, Some(0), "{}", said(&made).1);

    let mut places = vec![vec!["--data", other.as_str()]];
    let database = new_database("restore");
    match &database {
        Some(url) => places.push(vec!["--database", url]),
        None => println!("skipped: no PostgreSQL (HANHDONG_TEST_POSTGRES); `make test` brings one"),
    }
    for place in &places {
        let restored = program().args(["restore", &file]).args(place).output().expect("restore runs");
        assert_eq!(said(&restored).0, Some(0), "{}", said(&restored).1);
        let verified = program().arg("verify").args(place).output().expect("verify runs");
        assert!(said(&verified).1.contains("Không có sai khác"), "{}", said(&verified).1);
        let mut again = vec!["restore", file.as_str()];
        again.extend(place);
        assert!(refused(&again).contains("đã có dữ liệu"));
        let server = Server::start(place);
        let answer = server.send("POST", "/log-in", "", &form(&[("login", "quan-tri"), ("password", PASSWORD)])).expect("an answer");
        assert_eq!(answer.status, 303, "people get in with what they had");
    }

    let cut = data.path("cut.hdb");
    let bytes = fs::read(&file).expect("there");
    fs::write(&cut, &bytes[..bytes.len() - 40]).expect("a file");
    let third = data.path("third");
    assert!(refused(&["restore", &cut, "--data", &third]).contains("nguyên vẹn"));
    assert!(!fs::exists(format!("{third}/hanhdong.db")).expect("an answer"), "nothing is left of it");
}

#[test]
fn an_end_that_was_cut_off_shows_against_heads_that_were_kept() {
    let data = Data::new("heads");
    let (folder, early, heads) = (data.path("data"), data.path("early.hdb"), data.path("heads.txt"));
    let server = Server::start(&["--data", &folder]);
    let cookie = server.set_up();
    assert!(program().args(["backup", &early, "--data", &folder]).output().expect("backup runs").status.success());
    let path = format!("{}/units", server.organisation(&cookie));
    assert_eq!(server.send("POST", &path, &cookie, &form(&[("unit_name", "Phòng Kinh tế"), ("kind", "body")])).expect("an answer").status, 303);
    let now = program().args(["verify", "--data", &folder]).output().expect("verify runs");
    fs::write(&heads, &now.stdout).expect("a file");
    let held = program().args(["verify", "--data", &folder, "--against", &heads]).output().expect("verify runs");
    assert_eq!(said(&held).0, Some(0), "{}", said(&held).1);
    // Somebody puts the state of before in its place: sound in itself, yet not what was noted.
    let other = data.path("other");
    assert!(program().args(["restore", &early, "--data", &other]).output().expect("restore runs").status.success());
    assert_eq!(program().args(["verify", "--data", &other]).output().expect("verify runs").status.code(), Some(0));
    let cut = program().args(["verify", "--data", &other, "--against", &heads]).output().expect("verify runs");
    assert_eq!(said(&cut).0, Some(1), "{}", said(&cut).1);
    assert!(said(&cut).1.contains("thiếu dòng"), "{}", said(&cut).1);
}

#[test]
fn whoever_lost_the_password_gets_in_by_a_link_of_the_machine() {
    let data = Data::new("reset");
    let folder = data.path("data");
    let server = Server::start(&["--data", &folder]);
    let old = server.set_up();
    assert!(refused(&["user", "reset", "khong-co", "--data", &folder]).contains("không có tài khoản"));
    let output = program().args(["user", "reset", "quan-tri", "--data", &folder]).output().expect("reset runs");
    let text = said(&output).1;
    let link = format!("/password/{}", text.split("/password/").nth(1).unwrap_or_else(|| panic!("{text}")).trim());
    let new = "một câu khác, cũng đủ dài";
    let set = server.send("POST", &link, "", &form(&[("password", new), ("again", new)])).expect("an answer");
    assert_eq!(set.status, 303, "{}", set.text);
    assert_eq!(server.send("GET", "/me", &set.cookie(), "").expect("an answer").status, 200);
    assert_eq!(server.send("GET", "/me", &old, "").expect("an answer").status, 303, "the session before has ended");
}

#[test]
fn logs_and_figures_hold_no_secret_no_name_and_no_broken_line() {
    let data = Data::new("log");
    let (folder, log) = (data.path("data"), data.path("log"));
    let mut command = program();
    command.args(["serve", "--listen", "127.0.0.1:0", "--data", &folder]).stderr(fs::File::create(&log).expect("a log"));
    let server = Server::by(command).expect("the server listens");
    let cookie = server.set_up();
    let planted = "bimatcaydinh";
    let path = format!("/log-in?back=%0D%0A{planted}");
    server.send("GET", &path, "", "").expect("an answer");
    server.send("POST", "/log-in", "", &form(&[("login", planted), ("password", planted)])).expect("an answer");
    server.send("GET", &format!("/{planted}%1B[31m"), &cookie, "").expect("an answer");
    let headers = [("User-Agent", planted), ("X-Request-Id", planted), ("Sec-Fetch-Site", "same-origin"), ("Content-Type", "application/x-www-form-urlencoded")];
    let unread = send(&server.address, "POST", "/log-in", &headers, planted.as_bytes()).expect("an answer");
    assert_eq!(unread.status, 422);
    assert!(!unread.header("x-request-id").contains(planted) && !unread.header("x-request-id").is_empty());
    assert_eq!(server.send("GET", "/healthz", "", "").expect("an answer").status, 200);
    let figures = server.send("GET", "/metrics", "", "").expect("an answer");
    assert_eq!(figures.status, 200);
    assert!(figures.text.contains("hanhdong_requests_total") && figures.text.contains("hanhdong_journal_lines 3"), "{}", figures.text);
    assert!(server.stop().success());

    let log = fs::read_to_string(&log).expect("a log");
    assert!(5 < log.lines().count(), "{log}");
    let token = cookie.split('=').nth(1).expect("a secret");
    for text in [&log, &figures.text] {
        for secret in [planted, token, PASSWORD, "Phạm Thị Mẫu", "quan-tri"] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
    for line in log.lines() {
        assert!(line.starts_with('{') && line.ends_with('}') && !line.chars().any(char::is_control), "{line:?}");
    }
    assert!(log.contains("\"route\":\"/log-in\"") && log.contains("\"route\":\"/first-start/{token}\""), "{log}");
}

#[test]
fn what_is_too_large_is_told_with_the_limit() {
    let data = Data::new("large");
    let server = Server::start(&["--data", &data.path("data")]);
    let headers = [("Sec-Fetch-Site", "same-origin"), ("Content-Type", "application/x-www-form-urlencoded")];
    let answer = send(&server.address, "POST", "/log-in", &headers, &vec![b'a'; 22 * 1024 * 1024]).expect("an answer, not a broken line");
    assert_eq!(answer.status, 413);
    assert!(answer.text.contains("tối đa 21 MB"), "{}", answer.text);
}
