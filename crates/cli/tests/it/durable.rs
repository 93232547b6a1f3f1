//! On disk before it is answered, and what happens where the disk is full. Both need help of the system.

use std::fs;
use std::process::{Command, Stdio};

use crate::server::{Data, Server, form, program};

#[test]
fn nothing_is_answered_before_its_bytes_are_on_disk() {
    let data = Data::new("strace");
    let (folder, trace) = (data.path("data"), data.path("trace"));
    if !Command::new("strace").args(["-o", "/dev/null", "true"]).stderr(Stdio::null()).status().is_ok_and(|it| it.success()) {
        println!("skipped: strace: not installed or not allowed here");
        return;
    }
    let mut command = Command::new("strace");
    command.args(["-f", "-y", "-s", "24", "-e", "trace=fdatasync,fsync,pwrite64,sendto,write,writev", "-o", &trace]);
    command.arg(env!("CARGO_BIN_EXE_hanhdong")).args(["serve", "--listen", "127.0.0.1:0", "--log", "off", "--data", &folder]);
    let server = Server::by(command).expect("the server listens");
    let cookie = server.set_up();
    let path = format!("{}/units", server.organisation(&cookie));
    const ACTS: usize = 40;
    for number in 0..ACTS {
        let answer = server.send("POST", &path, &cookie, &form(&[("unit_name", &format!("Tổ {number}")), ("kind", "body")])).expect("an answer");
        assert_eq!(answer.status, 303, "{}", answer.text);
    }
    // The tracer passes the signal's end on when the one it traces has ended.
    let traced = Command::new("pgrep").args(["-P", &server.child.id().to_string()]).output().expect("pgrep runs");
    let traced = String::from_utf8_lossy(&traced.stdout).trim().to_owned();
    assert!(Command::new("kill").args(["-TERM", &traced]).status().expect("kill runs").success());
    let mut server = server;
    server.child.wait().expect("its end");

    let trace = fs::read_to_string(&trace).expect("a trace");
    let answers = judge(&trace).expect("every answer came after its bytes");
    assert!(ACTS <= answers, "{answers} answers to writes in the trace");
}

/// Walks through the trace: whenever an answer to a write goes to its socket, bytes of the log were written since the
/// answer before, and every one of them was synced before. The number of such answers.
fn judge(trace: &str) -> Result<usize, String> {
    let (mut written, mut unsynced, mut syncing, mut answers) = (0_usize, 0_usize, std::collections::HashMap::new(), 0);
    for line in trace.lines() {
        let Some((thread, call)) = line.split_once(' ') else { continue };
        let call = call.trim_start();
        if call.starts_with("pwrite64(") && call.contains("-wal>") {
            (written, unsynced) = (written + 1, unsynced + 1);
        } else if call.starts_with("fdatasync(") || call.starts_with("fsync(") {
            if !call.contains("-wal>") {
                continue;
            }
            if call.contains("<unfinished") {
                syncing.insert(thread.to_owned(), unsynced);
            } else if call.ends_with("= 0") {
                unsynced = 0;
            }
        } else if call.starts_with("<... fdatasync resumed") || call.starts_with("<... fsync resumed") {
            if let Some(covered) = syncing.remove(thread)
                && call.ends_with("= 0")
            {
                // What was written while it ran is not covered.
                unsynced -= covered.min(unsynced);
            }
        } else if call.contains("\"HTTP/1.1 303") {
            if written == 0 {
                return Err(format!("an answer to a write without a byte written: {line}"));
            }
            if unsynced != 0 {
                return Err(format!("an answer before its bytes were on disk: {line}"));
            }
            (written, answers) = (0, answers + 1);
        }
    }
    Ok(answers)
}

#[test]
fn the_judge_of_the_trace_sees_an_answer_that_came_too_early() {
    let wal = "5</data/hanhdong.db-wal>";
    let good = format!(
        "1 pwrite64({wal}, \"x\", 24, 0) = 24\n1 fdatasync({wal} <unfinished ...>\n2 write(3, \"y\", 1) = 1\n1 <... fdatasync resumed>) = 0\n2 sendto(9, \"HTTP/1.1 303 See\", 9) = 9\n"
    );
    assert_eq!(judge(&good), Ok(1));
    let early = format!("1 pwrite64({wal}, \"x\", 24, 0) = 24\n2 sendto(9, \"HTTP/1.1 303 See\", 9) = 9\n1 fdatasync({wal}) = 0\n");
    assert!(judge(&early).is_err());
    let meanwhile = format!("1 fdatasync({wal} <unfinished ...>\n2 pwrite64({wal}, \"x\", 24, 0) = 24\n1 <... fdatasync resumed>) = 0\n2 sendto(9, \"HTTP/1.1 303 See\", 9) = 9\n");
    assert!(judge(&meanwhile).is_err());
}

#[test]
fn on_a_full_disk_an_act_is_refused_reading_goes_on_and_room_heals() {
    let data = Data::new("full");
    let folder = data.0.to_string_lossy().into_owned();
    let mount = "mount -t tmpfs -o size=3m none \"$0\"";
    if !Command::new("unshare").args(["-rm", "sh", "-c", mount, &folder]).stderr(Stdio::null()).status().is_ok_and(|it| it.success()) {
        println!("skipped: a full disk: no small file system of its own is allowed here (unshare, mount)");
        return;
    }
    let mut command = Command::new("unshare");
    command.args(["-rm", "sh", "-c", &format!("{mount} && exec \"$1\" serve --listen 127.0.0.1:0 --log off --data \"$0\""), &folder, env!("CARGO_BIN_EXE_hanhdong")]);
    let server = Server::by(command).expect("the server listens");
    let cookie = server.set_up();
    let organisation = server.organisation(&cookie);
    let found = |name: &str| server.send("POST", &format!("{organisation}/units"), &cookie, &form(&[("unit_name", name), ("kind", "body")])).expect("an answer");
    assert_eq!(found("Phòng Kinh tế").status, 303);

    // Its own file system is seen through the process.
    let filler = format!("/proc/{}/root{folder}/filler", server.child.id());
    let filled = Command::new("sh").args(["-c", "cat /dev/zero > \"$0\"", &filler]).stderr(Stdio::null()).status().expect("sh runs");
    assert!(!filled.success(), "the disk is full");
    let mut kept = vec!["Phòng Kinh tế".to_owned()];
    let refused = (0..400).find_map(|number| {
        let name = format!("Tổ công tác {number}");
        let answer = found(&name);
        if answer.status == 303 {
            kept.push(name);
            None
        } else {
            Some(answer)
        }
    });
    let refused = refused.expect("sooner or later nothing fits");
    assert_eq!(refused.status, 507, "{}", refused.text);
    assert!(refused.text.contains("đã đầy"), "{}", refused.text);
    let page = server.send("GET", &organisation, &cookie, "").expect("an answer");
    assert_eq!(page.status, 200, "reading goes on");

    fs::remove_file(&filler).expect("room");
    assert_eq!(found("Văn phòng Đảng uỷ").status, 303, "writing works again");
    kept.push("Văn phòng Đảng uỷ".to_owned());
    let page = server.send("GET", &organisation, &cookie, "").expect("an answer").text;
    for name in &kept {
        assert!(page.contains(name.as_str()), "{name} was answered");
    }
    assert_eq!(page.matches(">Tổ công tác").count(), kept.len() - 2, "what was refused left nothing");
}

#[test]
fn a_program_told_to_stop_ends_well_and_leaves_one_clean_file() {
    let data = Data::new("stop");
    let folder = data.path("data");
    let server = Server::start(&["--data", &folder]);
    server.set_up();
    assert!(server.stop().success());
    let mut names: Vec<String> = fs::read_dir(&folder).expect("the folder").flatten().map(|it| it.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    assert_eq!(names, ["hanhdong.db", "hanhdong.lock"]);
    assert!(program().args(["verify", "--data", &folder]).output().expect("verify runs").status.success());
}
