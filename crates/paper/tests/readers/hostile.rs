//! Files made to hurt (trust cases 27 to 31, 33): refused, or read within bounds; never a panic.

use crate::support::{W, document, p, package, paper, refusal, rows, texts, word, word_with};
use hanhdong_paper::intake::read::limits;
use hanhdong_paper::intake::{Refusal, read};
use rstest::rstest;

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    let body = format!("{}<!--{}-->", p("CHƯƠNG TRÌNH HÀNH ĐỘNG"), " ".repeat(70 << 20));
    assert_eq!(refusal(&word(&body)), Refusal::Hostile("bomb"), "70 MiB of nothing");
    let tight = vec![b' '; 20 << 20];
    let parts = [("word/document.xml", document(&p("Mục tiêu")).into_bytes()), ("word/media/a.bin", tight)];
    assert_eq!(refusal(&package(&parts)), Refusal::Hostile("bomb"), "20 MiB packed a thousand times tighter");
}

#[test]
fn a_part_that_lies_about_its_size_is_refused() {
    let mut bytes = word(&p(&"Mục tiêu ".repeat(1000)));
    // Both headers of word/document.xml say how large it is unpacked; they are made to say 64.
    let (mut at, mut changed) = (0, 0);
    while let Some(found) = bytes[at..].windows(17).position(|it| it == b"word/document.xml") {
        let name = at + found;
        for (magic, header, size) in [(b"PK\x03\x04", 30, 22), (b"PK\x01\x02", 46, 24)] {
            if name >= header && bytes[name - header..].starts_with(magic) {
                bytes[name - header + size..name - header + size + 4].copy_from_slice(&64u32.to_le_bytes());
                changed += 1;
            }
        }
        at = name + 1;
    }
    assert_eq!(changed, 2);
    assert!(matches!(refusal(&bytes), Refusal::Hostile("bomb") | Refusal::Broken(_)));
}

#[test]
fn overlapping_entries_are_refused() {
    let mut bytes = word(&p("Mục tiêu"));
    // The second entry of the directory is pointed at the first one's data.
    let directory: Vec<usize> = bytes.windows(4).enumerate().filter(|(_, it)| *it == b"PK\x01\x02").map(|(at, _)| at).collect();
    let first = bytes[directory[0] + 42..directory[0] + 46].to_vec();
    bytes[directory[1] + 42..directory[1] + 46].copy_from_slice(&first);
    assert!(matches!(refusal(&bytes), Refusal::Hostile(_) | Refusal::Broken(_)));
}

#[rstest]
#[case("../outside.xml")]
#[case("word/../../outside.xml")]
#[case("/etc/absolute.xml")]
#[case("C:/absolute.xml")]
#[case("word\\media\\a.png")]
#[case("word/CON")]
#[case("word/nul.xml")]
#[case("word/a\u{7}.xml")]
fn a_name_that_leads_outside_is_refused(#[case] name: &str) {
    let parts = [("word/document.xml", document(&p("Mục tiêu"))), (name, "x".to_owned())];
    assert_eq!(refusal(&package(&parts)), Refusal::Hostile("part name"), "{name:?}");
}

#[test]
fn entities_and_document_types_are_refused_and_never_resolved() {
    let laughs = r#"<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>"#;
    let outside = r#"<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>"#;
    for declared in [laughs, outside] {
        let source = format!("{declared}{}", document(&p("&b;&x;")).replace(r#"<?xml version="1.0" encoding="UTF-8"?>"#, ""));
        assert_eq!(refusal(&package(&[("word/document.xml", source)])), Refusal::Hostile("external entity"));
    }
    assert_eq!(refusal(&word(&p("&unknown;"))), Refusal::Hostile("external entity"), "an entity that nothing declares");
}

#[test]
fn relations_to_the_outside_are_not_followed() {
    let settings = r#"<Relationship Id="t" TargetMode="External" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="http://127.0.0.1:9/a.dotm"/>"#;
    let header =
        r#"<Relationship Id="h" TargetMode="External" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="http://127.0.0.1:9/header.xml"/>"#;
    let parts = [("word/document.xml", document(&p("Mục tiêu"))), ("word/_rels/document.xml.rels", format!("<Relationships>{settings}{header}</Relationships>"))];
    assert_eq!(texts(&paper(&package(&parts)).1), [(1, "Mục tiêu")]);
}

#[rstest]
#[case(&[("word/document.xml", ""), ("word/vbaProject.bin", "x")])]
#[case(&[("word/document.xml", ""), ("[Content_Types].xml", "<Types><Override ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/></Types>")])]
#[case(&[("xl/workbook.xml", ""), ("xl/vbaProject.bin", "x")])]
fn macros_are_refused(#[case] parts: &[(&str, &str)]) {
    assert_eq!(refusal(&package(parts)), Refusal::Hostile("macro"));
}

#[test]
fn nesting_without_end_is_refused() {
    let deep = format!("{}{}", "<w:smartTag>".repeat(100_000), "</w:smartTag>".repeat(100_000));
    assert_eq!(refusal(&word(&deep)), Refusal::TooLarge { what: "nested elements", limit: limits::DEPTH_MAX });
    let tables = format!("{}{}{}", "<w:tbl><w:tr><w:tc>".repeat(80), p("sâu"), "</w:tc></w:tr></w:tbl>".repeat(80));
    assert_eq!(rows(&paper(&word(&tables)).1)[0][0].text, "sâu", "eighty tables within each other still read");
}

#[test]
fn ten_thousand_columns_and_a_hundred_thousand_runs_are_read() {
    let cells = format!("<w:tc>{}</w:tc>", p("ô")).repeat(12_000);
    let (_, read) = paper(&word(&format!("<w:tbl><w:tr>{cells}</w:tr></w:tbl>{}", p("hết"))));
    let row = rows(&read)[0];
    assert!(row.len() <= limits::COLUMNS_MAX && row.iter().map(|it| it.text.matches('ô').count()).sum::<usize>() == 12_000, "every cell is kept somewhere");
    let runs: String = (0..100_000).map(|it| format!("<w:r><w:t>{} </w:t></w:r>", it * 7919 % 100_003)).collect();
    let (_, read) = paper(&word(&format!("<w:p>{runs}</w:p>")));
    assert_eq!(texts(&read)[0].1.split(' ').count(), 100_000);
}

#[test]
fn a_word_file_cut_short_anywhere_is_refused_without_a_panic() {
    let whole = word(&format!("{}<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p("Mục tiêu"), p("ô")));
    for length in 0..whole.len() {
        assert!(read(&whole[..length]).is_err(), "cut at {length}");
    }
}

#[test]
fn a_document_part_cut_short_anywhere_is_refused_without_a_panic() {
    let whole = document(&format!("{}<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p("Mục tiêu"), p("ô")));
    for length in (0..whole.len()).filter(|it| whole.is_char_boundary(*it)) {
        assert!(read(&package(&[("word/document.xml", &whole[..length])])).is_err(), "cut at {length}");
    }
}

#[rstest]
#[case(b"{\\rtf1\\ansi Hello}", Refusal::SaveAsDocx(".rtf"))]
#[case(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0", Refusal::Broken("Word 97-2003".to_owned()))]
#[case(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", Refusal::Encrypted)]
#[case(b"<!DOCTYPE html><html><body>x y z</body></html>", Refusal::SaveAsDocx(".html"))]
#[case(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", Refusal::UnknownFormat)]
#[case(b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01", Refusal::UnknownFormat)]
#[case(b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xFF\xFF\0\0\xB8\0\0\0", Refusal::UnknownFormat)]
#[case(b"x", Refusal::UnknownFormat)]
#[case(b"", Refusal::Empty)]
#[case(b" \n\t ", Refusal::Empty)]
fn what_is_no_paper_is_refused_by_its_content(#[case] bytes: &[u8], #[case] want: Refusal) {
    assert_eq!(refusal(bytes), want);
}

#[test]
fn an_open_document_is_refused_by_name_and_other_packages_are_unknown() {
    assert_eq!(refusal(&package(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>")])), Refusal::SaveAsDocx(".odt"));
    assert_eq!(refusal(&package(&[("ppt/presentation.xml", "<x/>")])), Refusal::UnknownFormat);
    assert!(matches!(refusal(b"PK\x03\x04 and then nothing of the kind"), Refusal::Broken(_)));
}

#[test]
fn more_than_twenty_megabytes_are_refused() {
    assert_eq!(refusal(&vec![b'a'; limits::BYTES_MAX + 1]), Refusal::TooLarge { what: "bytes", limit: limits::BYTES_MAX });
}

#[test]
fn a_pdf_without_text_or_with_garbage_is_refused() {
    assert!(matches!(refusal(b"%PDF-1.7\nnothing of a PDF follows"), Refusal::Broken(_) | Refusal::NoText));
    assert_eq!(refusal(&pdf("")), Refusal::NoText, "a page without text");
    assert_eq!(refusal(&pdf("(Ch\\001\\002ng tr\\003nh h\\004nh \\005ng c\\006a x\\007) Tj")), Refusal::NoText, "letters lost");
    assert_eq!(refusal(&pdf("(The quick brown fox jumps over the lazy dog) Tj")), Refusal::NoText, "not one Vietnamese letter");
}

/// A PDF of one page with this content.
fn pdf(content: &str) -> Vec<u8> {
    let stream = format!("BT /F1 12 Tf 72 720 Td {content} ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{stream}\nendstream", stream.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", number + 1).into_bytes());
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    offsets.iter().for_each(|it| out.extend(format!("{it:010} 00000 n \n").into_bytes()));
    out.extend(format!("trailer << /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF", objects.len() + 1).into_bytes());
    out
}

#[test]
fn a_style_that_is_based_on_itself_does_not_hang() {
    let styles = format!(
        r#"<w:styles {W}><w:style w:type="paragraph" w:styleId="A"><w:name w:val="a"/><w:basedOn w:val="B"/></w:style><w:style w:type="paragraph" w:styleId="B"><w:name w:val="b"/><w:basedOn w:val="A"/></w:style></w:styles>"#
    );
    let body = r#"<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>Mục tiêu</w:t></w:r></w:p>"#;
    assert_eq!(texts(&paper(&word_with(body, &[("styles", "styles.xml", &styles)])).1), [(1, "Mục tiêu")]);
}
