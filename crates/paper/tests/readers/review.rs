//! A reviewed Word file is the clerk's own file: comments at their places, nothing else touched.

use crate::support::{document, p, package, paper, refusal, rows, texts, word, word_with};
use hanhdong_domain::{Code, Finding, Language, Place, Severity};
use hanhdong_paper::intake::raw::RawPaper;
use hanhdong_paper::intake::{Refusal, read};
use hanhdong_paper::review::{Fix, Stamp, comment, fixes};
use proptest::prelude::*;
use std::io::{Cursor, Read};
use zip::ZipArchive;

const STAMP: Stamp<'static> = Stamp { author: "Rà soát", when: "2026-02-05T08:00:00Z", language: Language::Vi };

fn finding(line: u32, message: &str) -> Finding {
    Finding {
        clause: "II.2.b-4/lead".to_owned(),
        code: Code::NoLead,
        severity: Severity::Error,
        item: None,
        title: String::new(),
        place: Place::line(line),
        message: message.to_owned(),
        hint: "Ghi một cơ quan chủ trì.".to_owned(),
    }
}

fn reviewed(file: &[u8], findings: &[Finding], fixes: &[Fix]) -> Vec<u8> {
    comment(file, findings, fixes, &STAMP).unwrap_or_else(|refusal| panic!("reviewable, but refused: {refusal}"))
}

/// Names and bytes of all parts, in order.
fn parts(file: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(file)).expect("a package");
    (0..zip.len())
        .map(|at| {
            let mut file = zip.by_index(at).expect("an entry");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("its bytes");
            (file.name().expect("a name").into_owned(), bytes)
        })
        .collect()
}

fn part(file: &[u8], name: &str) -> String {
    let found = parts(file).into_iter().find(|it| it.0 == name).unwrap_or_else(|| panic!("no part {name}"));
    String::from_utf8(found.1).expect("UTF-8")
}

fn without_tags(source: &str) -> String {
    let mut inside = false;
    source
        .chars()
        .filter(|c| {
            inside = *c == '<' || (inside && *c != '>');
            !inside && *c != '>'
        })
        .collect()
}

/// The main part without what a review puts into it: what a clerk has after deleting the comments.
fn without_anchors(source: &str) -> String {
    let mut out = source.to_owned();
    for (start, end) in [("<w:commentRangeStart ", "/>"), ("<w:commentRangeEnd ", "/>"), ("<w:r><w:commentReference ", "/></w:r>")] {
        while let Some(from) = out.find(start) {
            let to = out[from..].find(end).expect("an end") + from + end.len();
            out.replace_range(from..to, "");
        }
    }
    out
}

/// The main part after rejecting all tracked changes, as text.
fn rejected(source: &str) -> String {
    let mut out = source.to_owned();
    while let Some(from) = out.find("<w:ins ") {
        let to = out[from..].find("</w:ins>").expect("an end") + from + "</w:ins>".len();
        out.replace_range(from..to, "");
    }
    without_tags(&out)
}

#[test]
fn every_finding_is_a_comment_on_its_paragraph_and_all_else_is_byte_equal() {
    let body = format!("{}<w:tbl><w:tr><w:tc>{}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr></w:p>{}", p("Một"), p("Hai"), p("Năm"));
    let file = word_with(&body, &[("styles", "styles.xml", &format!("<w:styles {}/>", crate::support::W))]);
    let findings: Vec<Finding> = [5, 2, 3, 4, 2, 0, 99].into_iter().map(|it| finding(it, &format!("tại {it}"))).collect();
    let out = reviewed(&file, &findings, &[]);
    let (before, after) = (part(&file, "word/document.xml"), part(&out, "word/document.xml"));
    assert_eq!(after.matches("<w:commentRangeStart ").count(), 7);
    assert_eq!(after.matches("<w:commentReference ").count(), 7);
    assert_eq!(part(&out, "word/comments.xml").matches("<w:comment ").count(), 7);
    assert_eq!(without_anchors(&after), before, "nothing but anchors was put in");
    // The comment of line 2 hangs in the paragraph of "Hai", that of the empty cell on it too, for want of content.
    let hai = &after[after.find("</w:tcPr>").or(after.find("<w:tc>")).expect("a cell")..after.find("</w:tc>").expect("its end")];
    assert_eq!(hai.matches("<w:commentRangeStart ").count(), 3, "{hai}");
    let kept: Vec<_> = parts(&file).into_iter().filter(|it| !["word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"].contains(&it.0.as_str())).collect();
    let (new, old) = (parts(&out), parts(&file));
    assert!(kept.iter().all(|it| new.contains(it)));
    assert_eq!(new.iter().map(|it| &it.0).take(old.len()).collect::<Vec<_>>(), old.iter().map(|it| &it.0).collect::<Vec<_>>(), "the order of parts stays");
}

#[test]
fn a_comment_says_clause_what_and_a_suggestion_and_holds_any_text() {
    let out = reviewed(&word(&p("Một")), &[finding(1, "«R&D» < 5 \u{1}đề án")], &[]);
    let comments = part(&out, "word/comments.xml");
    assert!(
        comments.contains("Cần bổ sung (Hướng dẫn, điểm II.2.b-4/lead)") && comments.contains("«R&amp;D» &lt; 5 đề án") && comments.contains("Gợi ý: Ghi một cơ quan chủ trì."),
        "{comments}"
    );
    assert!(comments.contains(r#"w:author="Rà soát" w:date="2026-02-05T08:00:00Z""#));
}

#[test]
fn comments_that_are_there_stay_and_ids_never_meet() {
    for old in [r#"<w:comment w:id="7" w:author="Văn phòng"><w:p><w:r><w:t>cũ</w:t></w:r></w:p></w:comment>"#, ""] {
        let root = if old.is_empty() { format!("<w:comments {}/>", crate::support::W) } else { format!("<w:comments {}>{old}</w:comments>", crate::support::W) };
        let file = word_with(&p("Một"), &[("comments", "comments.xml", &root)]);
        let once = reviewed(&file, &[finding(1, "a"), finding(1, "b")], &[]);
        let twice = reviewed(&once, &[finding(1, "c")], &[]);
        let comments = part(&twice, "word/comments.xml");
        assert!(comments.contains(old));
        let mut ids: Vec<&str> = comments.split("<w:comment w:id=\"").skip(1).filter_map(|it| it.split('"').next()).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!((ids.len(), count), (count, 3 + usize::from(!old.is_empty())));
        assert_eq!(part(&twice, "word/_rels/document.xml.rels").matches("/comments\"").count(), 1, "one relation to the comments");
    }
}

#[test]
fn a_finding_in_a_text_box_hangs_on_the_paragraph_around_it() {
    let boxed = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:txbxContent>{0}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>{0}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>{1}",
        p("khung"),
        p("sau")
    );
    let after = part(&reviewed(&word(&boxed), &[finding(2, "a"), finding(3, "b")], &[]), "word/document.xml");
    let inside = &after[after.find("<w:txbxContent>").expect("a box")..after.rfind("</w:txbxContent>").expect("its end")];
    assert!(!inside.contains("comment"), "Word takes no comments in a text box");
    let last = &after[after.rfind("<w:p>").expect("the last paragraph")..];
    assert!(last.contains("w:id=\"1\"") && last.contains("sau"), "{last}");
}

#[test]
fn certain_fixes_are_tracked_and_rejecting_them_gives_the_text_back() {
    let head = |number: &str| {
        format!(
            "{}{}{}{}",
            p("ĐẢNG CỘNG SẢN VIỆT NAM"),
            format_args!("<w:p><w:pPr/><w:r w:rsidR=\"00A\"><w:rPr><w:b/></w:rPr><w:t>{number}</w:t></w:r></w:p>"),
            p("Xã Mẫu A, ngày 5 tháng 2 năm 2026"),
            p("Căn cứ ngày 5 tháng 2 năm 2026")
        )
    };
    let file = word(&head("Số: 5-CTr/ĐU"));
    let found = fixes(&file).expect("a Word file");
    assert_eq!(found.iter().map(|it| it.line).collect::<Vec<_>>(), [2, 3]);
    let out = reviewed(&file, &[finding(2, "a")], &found);
    let after = part(&out, "word/document.xml");
    assert!(after.contains("<w:del ") && after.contains("<w:ins "));
    assert_eq!(rejected(&without_anchors(&after)), without_tags(&part(&file, "word/document.xml")));
    let read: Vec<(u32, String)> = texts(&paper(&out).1).into_iter().map(|(line, text)| (line, text.to_owned())).collect();
    assert_eq!(read[1..3], [(2, "Số 05-CTr/ĐU".to_owned()), (3, "Xã Mẫu A, ngày 05 tháng 02 năm 2026".to_owned())]);
    let mut ids: Vec<&str> = after.split("<w:ins w:id=\"").skip(1).chain(after.split("<w:del w:id=\"").skip(1)).filter_map(|it| it.split('"').next()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "every change has an id of its own");
    assert!(fixes(&word(&head("Số 05-CTr/ĐU").replace("ngày 5 tháng 2", "ngày 05 tháng 02"))).expect("a Word file").is_empty(), "a right paper has nothing to fix");
}

#[test]
fn a_fix_whose_words_stand_twice_or_nowhere_is_left_out() {
    let file = word(&format!("{}{}", p("hai hai"), p("một")));
    let fixes = [
        Fix { line: 1, old: "hai".to_owned(), new: "ba".to_owned() },
        Fix { line: 2, old: "hai".to_owned(), new: "ba".to_owned() },
        Fix { line: 9, old: "một".to_owned(), new: "x".to_owned() },
    ];
    assert_eq!(part(&reviewed(&file, &[], &fixes), "word/document.xml"), part(&file, "word/document.xml"));
}

#[test]
fn what_cannot_be_read_cannot_be_reviewed() {
    assert_eq!(comment(b"x", &[finding(1, "a")], &[], &STAMP), Err(Refusal::UnknownFormat));
    assert_eq!(comment(&package(&[("xl/workbook.xml", "<x/>")]), &[finding(1, "a")], &[], &STAMP), Err(Refusal::UnknownFormat));
    assert!(matches!(comment(&word(""), &[finding(1, "a")], &[], &STAMP), Err(Refusal::Broken(_))), "no paragraph to hang a comment on");
    assert!(matches!(refusal(&package(&[("word/document.xml", &document("<w:p>")[..60])])), Refusal::Broken(_)));
}

#[test]
fn real_word_files_come_back_with_a_comment_on_every_paragraph() {
    for name in ["decree-30-annex-3.docx", "decree-30-annex-5.docx"] {
        let Some(file) = crate::shared_data::data(name) else { return };
        let before = paper(&file).1;
        let findings: Vec<Finding> = lines(&before).into_iter().map(|it| finding(it, "xem lại")).collect();
        let out = reviewed(&file, &findings, &fixes(&file).expect("a Word file"));
        let (source, after) = (part(&file, "word/document.xml"), part(&out, "word/document.xml"));
        assert_eq!(after.matches("<w:commentRangeStart ").count(), findings.len(), "{name}");
        assert_eq!(without_anchors(&after), source, "{name}");
        assert_eq!(read(&out).map(|it| it.1), Ok(before), "{name} reads as before");
    }
}

fn lines(paper: &RawPaper) -> Vec<u32> {
    let paragraphs = texts(paper).into_iter().map(|it| it.0);
    paragraphs.chain(rows(paper).into_iter().flatten().map(|it| it.place.line)).collect()
}

proptest! {
    #[test]
    fn whatever_a_body_is_built_of_a_review_adds_only_anchors(pieces in proptest::collection::vec(0..7usize, 1..20), targets in proptest::collection::vec(0..40u32, 1..6)) {
        const PIECES: [&str; 7] = [
            "<w:p><w:r><w:t>chữ</w:t></w:r></w:p>", "<w:p/>", "<w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr><w:r><w:t>đậm</w:t></w:r></w:p>", "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>ô</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
            "<w:p><w:ins w:id=\"3\"><w:r><w:t>thêm</w:t></w:r></w:ins><w:del w:id=\"4\"><w:r><w:delText>bớt</w:delText></w:r></w:del></w:p>", "<w:sdt><w:sdtContent><w:p><w:r><w:t>hộp</w:t></w:r></w:p></w:sdtContent></w:sdt>", "<!-- ghi chú --><w:p><!-- trong --><w:r><w:t>x</w:t></w:r><!-- cuối --></w:p>",
        ];
        let body: String = std::iter::once("<w:p><w:r><w:t>đầu</w:t></w:r></w:p>").chain(pieces.iter().map(|it| PIECES[*it])).collect();
        let file = word(&body);
        let findings: Vec<Finding> = targets.iter().map(|it| finding(*it, "xem lại")).collect();
        let out = reviewed(&file, &findings, &[]);
        let after = part(&out, "word/document.xml");
        prop_assert_eq!(after.matches("<w:commentRangeStart ").count(), findings.len());
        prop_assert_eq!(without_anchors(&after), part(&file, "word/document.xml"));
        prop_assert_eq!(read(&out), read(&file));
    }
}
