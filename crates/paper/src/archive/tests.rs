use super::{About, Entry, SUMS, csv, pack, plain_name, with_guides};

fn entry(path: &str, bytes: &[u8]) -> Entry {
    Entry { path: path.to_owned(), about: "một tệp".to_owned(), bytes: bytes.to_vec() }
}

fn about() -> About {
    About {
        title: "CHƯƠNG TRÌNH <b>".to_owned(),
        number: "05-CTr/ĐU".to_owned(),
        date: "27/02/2026".to_owned(),
        issuer: "Đảng bộ Xã Mẫu A".to_owned(),
        left_out: vec!["Nhật ký: chỉ dành cho cơ quan ban hành".to_owned()],
    }
}

#[test]
fn the_same_content_gives_the_same_bytes_and_every_file_is_named_by_both_guides() {
    let files = with_guides(&about(), vec![entry("01-ban-hanh/a.docx", b"PK"), entry("02-nhat-ky/b.csv", b"x")]);
    let sums = vec![("ab".to_owned(), "01-ban-hanh/a.docx".to_owned())];
    assert_eq!(pack(&files, &sums), pack(&files, &sums));
    let [index, readme, ..] = files.as_slice() else { panic!("two guides") };
    for guide in [index, readme] {
        let text = String::from_utf8(guide.bytes.clone()).expect("text");
        assert!(text.contains("a.docx") && text.contains("b.csv") && text.contains("Nhật ký: chỉ dành") && text.contains(SUMS), "{text}");
    }
    let page = String::from_utf8(index.bytes.clone()).expect("text");
    assert!(page.contains("&lt;b&gt;") && !page.contains("<script"), "{page}");
    let bytes = pack(&files, &sums).expect("packed");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package");
    let names: Vec<String> = (0..zip.len()).map(|at| zip.by_index(at).expect("a file").name().expect("a name").into_owned()).collect();
    assert_eq!(names, ["index.html", "README.txt", "01-ban-hanh/a.docx", "02-nhat-ky/b.csv", SUMS]);
}

#[test]
fn nothing_leads_out_of_a_package_and_no_path_stands_there_twice() {
    for path in ["../a", "/a", "a/../b", "a//b", ".a", "a\\b", "ký.pdf", ""] {
        assert!(pack(&[entry(path, b"")], &[]).is_err(), "{path}");
    }
    assert!(pack(&[entry("a", b""), entry("a", b"")], &[]).is_err());
}

#[test]
fn names_are_plain_whatever_they_were() {
    for (name, plain) in [("Bản ký số 5.PDF", "ban-ky-so-5.pdf"), ("../../etc/passwd", "etc-passwd"), ("…", "tep"), ("a.b.docx", "a-b.docx"), (".pdf", "tep.pdf")] {
        assert_eq!(plain_name(name), plain, "{name}");
    }
}

#[test]
fn a_cell_is_never_a_formula() {
    let text = String::from_utf8(csv(&["a", "b"], &[vec!["=1+1".to_owned(), "một, \"hai\"".to_owned()]])).expect("text");
    assert_eq!(text, "\u{FEFF}a,b\r\n'=1+1,\"một, \"\"hai\"\"\"\r\n");
}
