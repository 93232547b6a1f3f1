//! The command line as scripts see it: exit codes, one line of complaint, nothing left behind.

#![allow(clippy::print_stdout, reason = "a long soak tells how far it is")]

mod durable;
mod kill;
mod server;
mod upkeep;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const TEXT: &str = "CHƯƠNG TRÌNH HÀNH ĐỘNG\nthực hiện Nghị quyết Đại hội\n\nI. MỤC TIÊU\n1. Tăng trưởng bình quân 10%/năm đến năm 2030.\n\nII. NHIỆM VỤ, GIẢI PHÁP\n1. Xây dựng đề án phát triển vùng chè.\nChủ trì: Phòng Kinh tế. Phối hợp: Hội Nông dân xã. Thời hạn: Quý IV/2027.\n\nIII. TỔ CHỨC THỰC HIỆN\n1. Văn phòng Đảng uỷ theo dõi, đôn đốc việc thực hiện.\n";

/// A folder of its own for a test.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{name}-{}", std::process::id()));
    drop(fs::remove_dir_all(&path));
    fs::create_dir_all(&path).expect("a folder");
    path
}

fn sample(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples").join(name).to_string_lossy().into_owned()
}

fn put(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    fs::write(&path, bytes).expect("a file");
    path.to_string_lossy().into_owned()
}

fn at(folder: &Path, name: &str) -> String {
    folder.join(name).to_string_lossy().into_owned()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder).expect("a folder").map(|it| it.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn run<S: AsRef<OsStr>>(args: &[S]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hanhdong")).args(args).output().expect("the program runs")
}

fn fine<S: AsRef<OsStr>>(args: &[S]) -> Vec<u8> {
    let output = run(args);
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
    output.stdout
}

/// Runs what has to be refused, and gives its one line.
fn refused<S: AsRef<OsStr>>(args: &[S]) -> String {
    let output = run(args);
    let said = String::from_utf8(output.stderr).expect("characters");
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(output.stdout.is_empty(), "nothing is printed beside the complaint");
    assert_eq!((said.matches('\n').count(), said.ends_with('\n')), (1, true), "one line: {said:?}");
    said
}

#[test]
fn a_wrong_command_line_is_told_with_the_word_that_is_wrong_or_missing() {
    for (args, word) in [
        (&[][..], "import, check, review, export, diff"),
        (&["huong-dan-la"], "«huong-dan-la»"),
        (&["check"], "<FILE>"),
        (&["export", "x", "--to", "docx"], "--out"),
        (&["export", "x", "--to", "odt", "-o", "y"], "docx, pdf, xlsx"),
        (&["check", "x", "--lang", "fr"], "vi, en"),
        (&["check", "x", "--nonsense"], "--nonsense"),
        (&["check", "x", "--on"], "--on"),
    ] {
        let said = refused(args);
        assert!(said.contains(word), "{args:?}: {said}");
    }
}

#[test]
fn a_day_is_read_only_in_its_written_form() {
    let file = sample("xa-mau.notation");
    for day in ["nonsense", "2026-02-30", "20260612", "2026-06-12T10:00:00", "12/6/2026", ""] {
        assert!(refused(&["check", &file, "--on", day]).contains("YYYY-MM-DD"), "{day}");
    }
    assert!(matches!(run(&["check", &file, "--on", "2026-06-12"]).status.code(), Some(0 | 1)));
}

#[test]
fn what_cannot_be_used_is_refused_by_every_command_and_leaves_nothing() {
    let place = folder("refused");
    let out = at(&place, "out");
    let nested = ["[".repeat(50_000), "<</A ".repeat(50_000)]
        .map(|deep| format!("%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids {deep}\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF"));
    let bad = [
        at(&place, "nothing.docx"),
        place.to_string_lossy().into_owned(),
        put(&place, "empty.docx", ""),
        put(&place, "line\nbreak.docx", "PK\u{3}\u{4} broken"),
        put(&place, "zero.bin", [0u8; 4096]),
        put(&place, "old.doc", [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &[0; 600]].concat()),
        put(&place, "page.docx", "<!DOCTYPE html><script>alert(1)</script>"),
        put(&place, "array.pdf", &nested[0]),
        put(&place, "dictionary.pdf", &nested[1]),
        put(&place, "mark.txt", format!("ĐẢNG UỶ XÃ MẪU A\nTỐI MẬT\n\n{TEXT}")),
        put(&place, "mark.notation", "hanhdong 1\n\ndocument\n  title: x\n\nopening\n  text: TỐI MẬT\n"),
        put(&place, "broken.notation", "hanhdong 1\n\nbogus\n"),
        put(&place, "broken.json", "{"),
    ];
    let before = names(&place);
    let good = sample("xa-mau.notation");
    for file in &bad {
        for args in [
            &["import", file][..],
            &["import", file, "--as", "source"],
            &["check", file, "-o", &out],
            &["check", &good, "--against", file],
            &["review", file, "-o", &out],
            &["export", file, "--to", "docx", "-o", &out],
            &["diff", &good, file, "--to", "docx", "-o", &out],
        ] {
            refused(args);
            assert_eq!(names(&place), before, "{args:?}");
        }
    }
}

#[test]
fn a_guideline_with_a_mistake_is_refused_with_its_line() {
    let place = folder("guideline");
    let file = put(&place, "own.toml", "id = \"own\"\ntitle = \n");
    let with = |file: &str| refused(&["check", &sample("xa-mau.notation"), "--guideline", file]);
    assert!(with(&file).contains("dòng 2: sai cú pháp TOML ("));
    let file = put(&place, "more.toml", "id = \"own\"\nsurprise = 1\n");
    assert!(with(&file).contains("dòng 2: có trường không thuộc mẫu hướng dẫn (unknown field `surprise`"), "{}", with(&file));
    let word = put(&place, "own.docx", "PK\u{3}\u{4}\0\0");
    assert!(with(&word).contains("--guideline nhận tệp .toml"), "{}", with(&word));
}

#[test]
fn a_broken_json_is_refused_with_its_line_in_vietnamese() {
    let place = folder("json");
    let cut = put(&place, "cut.json", "{\n  \"document\": {");
    assert!(refused(&["import", &cut]).contains("dòng 2: cột 15: tệp JSON bị cắt giữa chừng (EOF"), "{}", refused(&["import", &cut]));
    let bytes = put(&place, "bytes.json", b"{\n  \"document\": {\"title\": \"\xFF\"}}");
    assert!(refused(&["import", &bytes]).contains("dòng 2: có ký tự không đúng mã UTF-8"));
}

#[test]
fn a_format_that_a_guideline_or_an_agenda_has_not_is_refused() {
    let place = folder("format");
    let agenda = put(&place, "agenda.txt", "Phiên thứ nhất\n7h30 - 8h00: Khai mạc hội nghị\n8h00 - 9h00: Thảo luận tại tổ\n");
    for kind in ["agenda", "guideline"] {
        assert!(refused(&["import", &agenda, "--as", kind, "--format", "notation"]).contains("--format notation"), "{kind}");
    }
    fine(&["import", &agenda, "--as", "agenda", "--format", "json"]);
}

#[test]
fn words_that_only_look_like_a_secrecy_mark_pass() {
    let place = folder("free");
    for (number, words) in ["Giữ bí mật nhà nước", "Mật độ dân số 350 người/km2", "bí mật"].iter().enumerate() {
        fine(&["import", &put(&place, &format!("{number}.txt"), format!("{words}\n\n{TEXT}"))]);
        fine(&["import", &put(&place, &format!("{number}.notation"), format!("hanhdong 1\n\ndocument\n  title: x\n\nopening\n  text: {words}\n"))]);
    }
}

#[test]
fn a_file_that_was_read_is_never_written_over() {
    let place = folder("apart");
    let text = put(&place, "a.txt", TEXT);
    let other = put(&place, "b.txt", TEXT.replace("10%", "12%"));
    let roundabout = place.join("..").join(place.file_name().expect("a name")).join("a.txt").to_string_lossy().into_owned();
    for args in [
        &["export", &text, "--to", "docx", "-o", &text][..],
        &["export", &text, "--to", "notation", "-o", &roundabout],
        &["check", &text, "-o", &text],
        &["check", &text, "--against", &other, "-o", &other],
        &["diff", &text, &other, "-o", &other],
    ] {
        refused(args);
        assert_eq!((fs::read_to_string(&text).expect("kept"), names(&place)), (TEXT.to_owned(), vec!["a.txt".to_owned(), "b.txt".to_owned()]), "{args:?}");
    }
}

#[test]
fn where_the_slip_cannot_be_written_the_reviewed_file_is_not_either() {
    let place = folder("slip");
    let (text, word, out) = (sample("xa-mau.notation"), at(&place, "a.docx"), at(&place, "out.docx"));
    fine(&["export", &text, "--to", "docx", "-o", &word]);
    refused(&["review", &word, "-o", &out, "--slip", &at(&place, "no/slip.docx")]);
    refused(&["review", &word, "-o", &out, "--slip", &out]);
    refused(&["review", &word, "-o", &word]);
    assert_eq!(names(&place), ["a.docx"]);
    assert!(refused(&["review", &text, "-o", &out]).contains(".docx"));
}

#[cfg(unix)]
#[test]
fn links_and_pipes_stay_what_they_are_and_a_locked_file_is_kept() {
    use std::os::unix::fs::{FileTypeExt, symlink};
    let place = folder("places");
    let text = put(&place, "a.txt", TEXT);
    let (real, link, pipe) = (put(&place, "real.html", "old"), place.join("link.html"), place.join("pipe"));
    symlink(&real, &link).expect("a link");
    fine(&["export", &text, "--to", "html", "-o", &at(&place, "link.html")]);
    assert!(link.symlink_metadata().expect("there").is_symlink());
    assert_ne!(fs::read_to_string(&real).expect("there"), "old");

    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let reader = Command::new("cat").arg(&pipe).stdout(Stdio::piped()).spawn().expect("a reader");
    fine(&["export", &text, "--to", "notation", "-o", &at(&place, "pipe")]);
    assert!(pipe.symlink_metadata().expect("there").file_type().is_fifo());
    assert!(reader.wait_with_output().expect("its end").stdout.starts_with(b"hanhdong 1\n"));

    let mut locked = fs::metadata(&real).expect("there").permissions();
    locked.set_readonly(true);
    fs::set_permissions(&real, locked).expect("locked");
    let kept = fs::read(&real).expect("there");
    refused(&["export", &text, "--to", "xlsx", "-o", &real]);
    assert_eq!(fs::read(&real).expect("there"), kept);
    assert_eq!(names(&place), ["a.txt", "link.html", "pipe", "real.html"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("the full device");
    let output = Command::new(env!("CARGO_BIN_EXE_hanhdong")).args(["import", &sample("xa-mau.notation")]).stdout(full).output().expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("đĩa đầy"));
}

#[test]
fn every_line_end_and_unicode_encoding_of_a_text_gives_the_same_programme() {
    let place = folder("lines");
    let want = fine(&["import", &put(&place, "lf.txt", TEXT)]);
    let wide = |bytes: fn(u16) -> [u8; 2]| std::iter::once(0xFEFF).chain(TEXT.encode_utf16()).flat_map(bytes).collect::<Vec<u8>>();
    for (name, bytes) in [
        ("crlf", TEXT.replace('\n', "\r\n").into_bytes()),
        ("cr", TEXT.replace('\n', "\r").into_bytes()),
        ("bom", format!("\u{FEFF}{TEXT}").into_bytes()),
        ("utf16le", wide(u16::to_le_bytes)),
        ("utf16be", wide(u16::to_be_bytes)),
    ] {
        assert_eq!(fine(&["import", &put(&place, name, bytes)]), want, "{name}");
    }
}

#[test]
fn the_same_bytes_in_give_the_same_bytes_out_and_papers_come_back_whole() {
    let place = folder("same");
    for name in ["xa-mau.notation", "huyen-mau.notation"] {
        let text = sample(name);
        for to in ["docx", "xlsx", "html", "json", "notation"] {
            let [one, two] = ["1", "2"].map(|it| at(&place, &format!("{it}.{to}")));
            fine(&["export", &text, "--to", to, "-o", &one]);
            fine(&["export", &text, "--to", to, "-o", &two]);
            assert_eq!(fs::read(&one).expect("there"), fs::read(&two).expect("there"), "{name} to {to}");
        }
        for to in ["docx", "notation"] {
            let back = fine(&["import", &at(&place, &format!("1.{to}")), "--format", "notation"]);
            // Links come back in the order of the paper, everything else as it stood.
            let sorted = |text: &str| {
                let (rest, links) = text.split_once("\nlinks\n").expect("links");
                let mut links: Vec<String> = links.lines().map(str::to_owned).collect();
                links.sort();
                (rest.to_owned(), links)
            };
            assert_eq!(sorted(&String::from_utf8_lossy(&back)), sorted(&fs::read_to_string(&text).expect("there")), "{name} by {to}");
        }
    }
}
