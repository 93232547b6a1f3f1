//! Fuzz targets of the readers and of the review: bytes made up or bent at random never make them panic.
//!
//! Under `cargo test` each runs briefly; `cargo bolero test NAME` runs one for long.

use hanhdong_paper::intake::read;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const DOCUMENT: &str = r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#;

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a package").into_inner()
}

/// Whatever is read, no place and no cell is impossible.
fn reads_soundly(bytes: &[u8]) {
    let Ok((_, paper)) = read(bytes) else { return };
    for block in &paper.blocks {
        if let hanhdong_paper::intake::raw::Block::Table(table) = block {
            assert!(table.rows.iter().flat_map(|it| &it.cells).all(|it| it.span >= 1));
        }
    }
}

#[test]
fn any_bytes() {
    bolero::check!().for_each(reads_soundly);
}

#[test]
fn text_and_markdown() {
    bolero::check!().with_type::<String>().for_each(|text| reads_soundly(text.as_bytes()));
}

#[test]
fn markdown_of_its_own_marks() {
    const MARKS: [&str; 24] = ["#", " ", "|", "*", "**", "_", "\\", "-", "\n", "\n\n", "1.", "a)", "đ", "Ư", "[", "](", ")", "<", ">", "&", ";", "  \n", "|---|", "| a | b |\n"];
    bolero::check!().with_type::<Vec<u8>>().for_each(|choices| {
        let text: String = choices.iter().map(|it| MARKS[usize::from(*it) % MARKS.len()]).collect();
        reads_soundly(format!("# a\n{text}").as_bytes());
    });
}

#[test]
fn word_bodies() {
    const PIECES: [&str; 26] = [
        "<w:p>",
        "</w:p>",
        "<w:r>",
        "</w:r>",
        "<w:t>chữ</w:t>",
        "<w:tbl>",
        "</w:tbl>",
        "<w:tr>",
        "</w:tr>",
        "<w:tc>",
        "</w:tc>",
        "<w:txbxContent>",
        "</w:txbxContent>",
        "<w:pPr>",
        "</w:pPr>",
        "<w:rPr>",
        "</w:rPr>",
        "<w:gridSpan w:val=\"-3\"/>",
        "<w:gridSpan w:val=\"99999999999\"/>",
        "<w:vMerge/>",
        "<w:tab/>",
        "<w:br/>",
        "<w:del>",
        "</w:del>",
        "<w:bookmarkStart w:name=\"hd_a\"/>",
        "<w:numPr><w:numId w:val=\"1\"/></w:numPr>",
    ];
    bolero::check!().with_type::<Vec<u8>>().for_each(|choices| {
        let body: String = choices.iter().map(|it| PIECES[usize::from(*it) % PIECES.len()]).collect();
        reads_soundly(&package(&[("word/document.xml", format!("{DOCUMENT}{body}</w:body></w:document>").as_bytes())]));
        // Well formed at any rate, so that the reader is reached behind the XML.
        let balanced: String = choices.iter().map(|it| PIECES[usize::from(*it) % PIECES.len()]).filter(|it| it.ends_with("/>") || it.contains("chữ")).collect();
        reads_soundly(&package(&[(
            "word/document.xml",
            format!("{DOCUMENT}<w:p><w:r>{balanced}</w:r></w:p><w:tbl><w:tr><w:tc>{balanced}</w:tc></w:tr></w:tbl></w:body></w:document>").as_bytes(),
        )]));
    });
}

#[test]
fn parts_of_a_word_file() {
    bolero::check!().for_each(|bytes: &[u8]| {
        let document = format!("{DOCUMENT}<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>chữ</w:t></w:r></w:p></w:body></w:document>");
        let relations = br#"<Relationships><Relationship Id="a" Type="t/styles" Target="styles.xml"/><Relationship Id="b" Type="t/numbering" Target="numbering.xml"/><Relationship Id="c" Type="t/header" Target="header.xml"/></Relationships>"#;
        for part in ["word/styles.xml", "word/numbering.xml", "word/header.xml", "[Content_Types].xml", "_rels/.rels"] {
            reads_soundly(&package(&[("word/document.xml", document.as_bytes()), ("word/_rels/document.xml.rels", relations), (part, bytes)]));
        }
    });
}

#[test]
fn workbooks() {
    let workbook =
        br#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    let relations = br#"<Relationships><Relationship Id="r1" Type="t/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    bolero::check!().for_each(|bytes: &[u8]| {
        reads_soundly(&package(&[("xl/workbook.xml", workbook), ("xl/_rels/workbook.xml.rels", relations), ("xl/worksheets/sheet1.xml", bytes)]));
    });
}

#[test]
fn old_workbooks_and_portable_documents() {
    bolero::check!().for_each(|bytes: &[u8]| {
        reads_soundly(&[b"%PDF-1.4\n", bytes].concat());
        reads_soundly(&[b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1W\0o\0r\0k\0b\0o\0o\0k\0".as_slice(), bytes].concat());
    });
}

/// Behind the right head: what the bytes say of lengths and places is what the reader follows.
#[test]
fn old_word_files() {
    bolero::check!().for_each(|bytes: &[u8]| {
        let mut main = bytes.to_vec();
        main.resize(main.len().max(1024), 0);
        main[..4].copy_from_slice(&[0xEC, 0xA5, 0xC1, 0x00]);
        main[0x0A..0x0C].copy_from_slice(&[0x00, 0x02]);
        main[0x98..0x9A].copy_from_slice(&[93, 0]);
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a file");
        file.create_stream("/WordDocument").expect("a stream").write_all(&main).expect("its bytes");
        file.create_stream("/1Table").expect("a stream").write_all(bytes).expect("its bytes");
        file.flush().expect("it is written");
        reads_soundly(&file.into_inner().into_inner());
    });
}

#[test]
fn reviews_of_parts() {
    use hanhdong_domain::{Code, Finding, Language, Place, Severity};
    use hanhdong_paper::review::{Stamp, comment, fixes};
    let finding = Finding {
        clause: "II.1".to_owned(),
        code: Code::Form,
        severity: Severity::Note,
        item: None,
        title: String::new(),
        place: Place::line(1),
        message: "xem lại".to_owned(),
        hint: String::new(),
    };
    let stamp = Stamp { author: "Rà soát", when: "2026-02-05T08:00:00Z", language: Language::Vi };
    let whole = format!("{DOCUMENT}<w:p><w:r><w:t>chữ</w:t></w:r></w:p></w:body></w:document>");
    let relations = br#"<Relationships><Relationship Id="c" Type="t/comments" Target="comments.xml"/></Relationships>"#;
    bolero::check!().for_each(|bytes: &[u8]| {
        for part in ["word/document.xml", "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"] {
            let mut parts: Vec<(&str, &[u8])> = vec![("word/document.xml", whole.as_bytes()), ("word/_rels/document.xml.rels", relations), ("[Content_Types].xml", b"<Types/>")];
            parts.retain(|it| it.0 != part);
            parts.push((part, bytes));
            let file = package(&parts);
            // What a review gives back can itself be reviewed: it never spoils a file it took.
            if let (Ok(found), Ok(out)) = (fixes(&file), comment(&file, std::slice::from_ref(&finding), &[], &stamp)) {
                assert!(comment(&out, std::slice::from_ref(&finding), &found, &stamp).is_ok(), "{part}");
            }
        }
    });
}

#[test]
fn the_form_of_word_files() {
    const PIECES: [&str; 24] = [
        "<w:p>",
        "</w:p>",
        "<w:r>",
        "</w:r>",
        "<w:t>Số: 1/CTr</w:t>",
        "<w:t>I. ĐẢNG CỘNG SẢN VIỆT NAM</w:t>",
        "<w:pPr>",
        "</w:pPr>",
        "<w:rPr>",
        "</w:rPr>",
        "<w:sz w:val=\"nan\"/>",
        "<w:sz w:val=\"1e309\"/>",
        "<w:pStyle w:val=\"a\"/>",
        "<w:style w:styleId=\"a\"><w:basedOn w:val=\"a\"/></w:style>",
        "<w:sectPr>",
        "</w:sectPr>",
        "<w:pgSz w:w=\"-1\"/>",
        "<w:pgMar w:top=\"99999999999\"/>",
        "<mc:Fallback>",
        "</mc:Fallback>",
        "<w:ind w:firstLine=\"\"/>",
        "<w:t>ngày 99999 tháng xx năm</w:t>",
        "&amp;",
        "<w:t>Nơi nhận:</w:t>",
    ];
    let pack = hanhdong_paper::official::LayoutPack::builtin("party-2026").expect("a built-in pack");
    bolero::check!().with_type::<Vec<u8>>().for_each(|choices| {
        let body: String = choices.iter().map(|it| PIECES[usize::from(*it) % PIECES.len()]).collect();
        let alone: String = choices
            .iter()
            .map(|it| PIECES[usize::from(*it) % PIECES.len()])
            .filter(|it| it.ends_with("/>") || it.starts_with("<w:t>"))
            .map(|it| format!("<w:p>{it}</w:p>"))
            .collect();
        for text in [format!("{DOCUMENT}{body}</w:body></w:document>"), format!("{DOCUMENT}{alone}</w:body></w:document>")] {
            let bytes = package(&[("word/document.xml", text.as_bytes()), ("word/styles.xml", text.as_bytes()), ("word/header1.xml", text.as_bytes())]);
            if let Ok(findings) = hanhdong_paper::official::form::check(&bytes, pack, hanhdong_domain::Language::Vi) {
                assert!(findings.len() <= 60);
            }
        }
    });
}
