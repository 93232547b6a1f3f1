//! What was drawn, parsed again and held against the pack: every number, from the effective properties.

use std::collections::HashSet;
use std::io::{Cursor, Read};

use hanhdong_domain::programme::{Document, Programme};
use rstest::rstest;
use zip::ZipArchive;

use super::*;
use crate::official::layout::{TextAlign, TextStyle};
use crate::official::paper::{OfficialPaper, Paragraph, Row, Style};
use crate::official::{compose, fixture};

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut text = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut text).expect("text");
    text
}

fn drawn(id: &str) -> (Vec<u8>, &'static LayoutPack) {
    let pack = LayoutPack::builtin(id).expect("a built-in pack");
    (write(&compose(&fixture::commune(12), pack), pack), pack)
}

/// The definition of a style.
fn style<'a>(styles: &'a str, id: &str) -> &'a str {
    let start = styles.find(&format!("w:styleId=\"{id}\"")).unwrap_or_else(|| panic!("style {id}"));
    let end = styles[start..].find("</w:style>").expect("its end");
    &styles[start..start + end]
}

/// The style of the first paragraph that holds a text.
fn style_of(document: &str, text: &str) -> String {
    let at = document.find(text).unwrap_or_else(|| panic!("«{text}» is drawn"));
    let start = document[..at].rfind("<w:pStyle w:val=\"").expect("a style") + "<w:pStyle w:val=\"".len();
    document[start..].split('"').next().expect("an id").to_owned()
}

fn text_of(xml: &str) -> String {
    let mut out = String::new();
    let mut rest = xml;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        rest = &rest[open + rest[open..].find('>').expect("a closed tag") + 1..];
    }
    out
}

#[rstest]
#[case("party-2026")]
#[case("party-2018")]
#[case("state-2020")]
fn every_component_has_the_size_and_weight_of_the_pack(#[case] id: &str) {
    let (bytes, pack) = drawn(id);
    let (document, styles) = (part(&bytes, "word/document.xml"), part(&bytes, "word/styles.xml"));
    let t = &pack.text;
    let mark = &pack.outline.level1_mark;
    let components: Vec<(String, &TextStyle)> = vec![
        (pack.heading.national[0].clone(), &t.national),
        ("ĐẢNG BỘ TỈNH MẪU".into(), &t.superior),
        ("ĐẢNG UỶ XÃ MẪU A".into(), &t.issuer),
        (format!("{}06-CTr/ĐU", pack.number.prefix), &t.number),
        ("Xã Mẫu A, ngày 05 tháng 02 năm 2026".into(), &t.place_and_date),
        (">CHƯƠNG TRÌNH HÀNH ĐỘNG<".into(), &t.kind),
        (">thực hiện Nghị quyết".into(), &t.title),
        (format!("I{mark} Mục tiêu"), &t.level1),
        ("1. Mục tiêu chung".into(), &t.level2),
        ("a) Đối với cấp uỷ".into(), &t.level3),
        ("- Căn cứ Nghị quyết".into(), &t.basis),
        ("Phát huy sức mạnh".into(), &t.body),
        ("- Chủ trì: Phòng".into(), &t.field),
        ("T/M BAN CHẤP HÀNH".into(), &t.authority),
        (">BÍ THƯ<".into(), &t.signer_title),
        ("Nguyễn Văn Mẫu".into(), &t.signer_name),
        ("Nơi nhận:".into(), &t.recipients_label),
        ("- Lưu Văn phòng Đảng uỷ.".into(), &t.recipients),
        (">PHỤ LỤC I<".into(), &t.annex_mark),
        (">Chỉ tiêu chủ yếu<".into(), &t.annex_name),
        ("(Kèm theo Chương trình hành động số 06-CTr/ĐU, ngày 05 tháng 02 năm 2026 của Đảng uỷ xã Mẫu A)".into(), &t.annex_reference),
        (">Đơn vị tính<".into(), &t.table_header),
        (">Về kinh tế - xã hội đến năm 2030<".into(), &t.table_group),
        (">Thu nhập bình quân đầu người<".into(), &t.table_text),
    ];
    for (text, wanted) in components {
        let id = style_of(&document, &text);
        let definition = style(&styles, &id);
        let has = |tag: &str| definition.contains(tag);
        let align = match wanted.align {
            TextAlign::Left => "left",
            TextAlign::Centre => "center",
            TextAlign::Right => "right",
            TextAlign::Justified => "both",
        };
        assert!(has(&format!("<w:sz w:val=\"{}\"/>", wanted.size_pt * 2.0)), "size of {text}: {definition}");
        assert!(has(&format!("<w:jc w:val=\"{align}\"/>")), "alignment of {text}: {definition}");
        assert_eq!([has("<w:b/>"), has("<w:i/>"), has("<w:u "), has("<w:caps/>")], [wanted.bold, wanted.italic, wanted.underline, wanted.capitals], "{text}: {definition}");
    }
}

#[rstest]
#[case("party-2026")]
#[case("state-2020")]
fn page_margins_numbers_and_body_metrics_are_those_of_the_pack(#[case] id: &str) {
    let (bytes, _) = drawn(id);
    let (document, styles) = (part(&bytes, "word/document.xml"), part(&bytes, "word/styles.xml"));
    assert!(document.contains("<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"850\" w:bottom=\"1134\" w:left=\"1701\" w:header=\"567\""));
    assert!(document.contains("<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>"));
    assert_eq!(document.matches("<w:pgNumType w:start=\"1\"/>").count(), 4, "the body and three annexes each count from 1");
    assert_eq!(document.matches("<w:titlePg/>").count(), 4);
    let body = style(&styles, "BodyText");
    assert!(body.contains("<w:spacing w:before=\"120\" w:after=\"0\" w:line=\"360\" w:lineRule=\"exact\"/><w:ind w:firstLine=\"567\"/>"), "{body}");
    assert!(part(&bytes, "word/header1.xml").contains(" PAGE "));
    assert!(!part(&bytes, "word/header2.xml").contains("PAGE"), "the first page has no number");
    assert!(part(&bytes, "word/settings.xml").contains("<w:mirrorMargins/>"));
    let levels: Vec<bool> = ["0", "1", "2"].iter().map(|it| styles.contains(&format!("<w:outlineLvl w:val=\"{it}\"/>"))).collect();
    assert_eq!(levels, [true; 3]);
}

#[test]
fn the_line_under_the_party_name_is_as_long_as_the_pack_says_and_no_underline() {
    let (bytes, pack) = drawn("party-2026");
    let document = part(&bytes, "word/document.xml");
    let after = &document[document.find("ĐẢNG CỘNG SẢN VIỆT NAM").expect("the name")..];
    let side = (5386 - (pack.heading.national_line_pt * 20.0) as i64) / 2;
    let rule = &after[..after.find("ngày 05").expect("the date")];
    assert!(rule.contains("<w:pBdr><w:top w:val=\"single\" w:sz=\"6\""), "{rule}");
    assert!(rule.contains(&format!("<w:ind w:left=\"{side}\" w:right=\"{side}\"/>")), "{rule}");
}

#[test]
fn the_same_paper_gives_the_same_bytes_without_clock_or_person() {
    let (first, pack) = drawn("party-2026");
    assert_eq!(first, write(&compose(&fixture::commune(12), pack), pack));
    let core = part(&first, "docProps/core.xml");
    assert!(!core.contains("created") && !core.contains("creator") && !core.contains("Mẫu\u{20}Nguyễn"), "{core}");
}

#[test]
fn every_item_stands_in_one_bookmark_with_a_number_of_its_own() {
    let programme = fixture::commune(30);
    let pack = LayoutPack::builtin("party-2018").expect("a pack");
    let document = part(&write(&compose(&programme, pack), pack), "word/document.xml");
    for item in programme.items() {
        let name = format!("w:name=\"{}\"", item.anchor().bookmark());
        assert_eq!(document.matches(&name).count(), 1, "{name}");
    }
    let ids: Vec<&str> = document.split("<w:bookmarkStart w:id=\"").skip(1).filter_map(|it| it.split('"').next()).collect();
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), programme.items().count());
    for id in ids {
        assert_eq!(document.matches(&format!("<w:bookmarkEnd w:id=\"{id}\"/>")).count(), 1);
    }
}

#[test]
fn rows_are_not_split_headers_repeat_and_the_signature_stays_with_the_last_lines() {
    let (bytes, _) = drawn("party-2026");
    let document = part(&bytes, "word/document.xml");
    assert_eq!(document.matches("<w:tr>").count(), document.matches("<w:cantSplit/>").count());
    assert_eq!(document.matches("<w:tblHeader/>").count(), 3);
    let last = document.find("Trong quá trình thực hiện").expect("the last paragraph");
    let kept = document[..last].rfind("<w:p>").expect("its beginning");
    assert!(document[kept..last].contains("<w:keepNext/>"));
}

#[test]
fn a_long_name_of_the_issuer_stays_in_the_left_column() {
    let mut programme = fixture::commune(1);
    programme.document.issuer = Some("Đảng uỷ các cơ quan Đảng và các ban xây dựng Đảng tỉnh Mẫu khu vực phía Đông".into());
    let pack = LayoutPack::builtin("party-2026").expect("a pack");
    let document = part(&write(&compose(&programme, pack), pack), "word/document.xml");
    let table = &document[document.find("<w:tbl>").expect("heading")..document.find("</w:tbl>").expect("its end")];
    let widths: Vec<&str> = table.split("<w:tcW w:w=\"").skip(1).filter_map(|it| it.split('"').next()).collect();
    assert_eq!(widths, ["3969", "5386"], "70 and 95 mm whatever the names");
    let cells: Vec<&str> = table.split("<w:tc>").skip(1).collect();
    assert!(text_of(cells[0]).contains("ĐẢNG UỶ CÁC CƠ QUAN ĐẢNG VÀ CÁC BAN"));
    assert_eq!(text_of(cells[1]), "ĐẢNG CỘNG SẢN VIỆT NAMXã Mẫu A, ngày 05 tháng 02 năm 2026");
}

#[test]
fn a_draft_says_so_under_its_number() {
    let mut programme = fixture::commune(1);
    programme.document.draft = Some("Dự thảo lần thứ 2".into());
    programme.document.number = None;
    let pack = LayoutPack::builtin("party-2026").expect("a pack");
    let document = part(&write(&compose(&programme, pack), pack), "word/document.xml");
    let head = text_of(&document[..document.find("</w:tc>").expect("the left column")]);
    assert!(head.ends_with("*Số     -CTr/ĐUDự thảo lần thứ 2"), "{head}");
    assert_eq!(style_of(&document, "Dự thảo lần thứ 2"), "HDDraft");
}

#[rstest]
#[case(Programme::default())]
#[case(Programme { document: Document { kind: Some("  ".into()), ..fixture::document() }, ..Programme::default() })]
fn a_programme_with_holes_everywhere_still_exports(#[case] programme: Programme) {
    for pack in LayoutPack::all() {
        let document = part(&write(&compose(&programme, pack), pack), "word/document.xml");
        assert!(document.contains(&pack.heading.national[0]) && document.ends_with("</w:sectPr></w:body></w:document>"), "{}", pack.pack.id);
    }
}

#[test]
fn hostile_words_are_printed_as_words() {
    let words = "<w:p>&amp;\u{0}\u{1b} #eval(\"x\") ]]> \"trích\"";
    let paragraph = Paragraph { style: Style::Body, text: words.into(), anchor: None };
    let paper = OfficialPaper { kind: words.into(), body: vec![Block::Paragraph(paragraph)], recipients: vec![words.into()], ..OfficialPaper::default() };
    let pack = LayoutPack::builtin("party-2026").expect("a pack");
    let document = part(&write(&paper, pack), "word/document.xml");
    assert_eq!(document.matches("&lt;w:p&gt;&amp;amp; #eval(&quot;x&quot;) ]]&gt; &quot;trích&quot;").count(), 3);
    assert!(!document.contains(['\u{0}', '\u{1b}']));
}

#[test]
fn two_tables_in_a_row_do_not_melt_into_one() {
    let pack = LayoutPack::builtin("party-2026").expect("a pack");
    let mut programme = fixture::commune(3);
    let mut rows = programme.parts[3].nodes.clone();
    rows.extend(programme.parts[4].nodes.clone());
    programme.parts[1].nodes = rows;
    programme.parts.truncate(3);
    programme.parts[2].nodes.clear();
    let paper = compose(&programme, pack);
    let document = part(&write(&paper, pack), "word/document.xml");
    assert!(!document.contains("</w:tbl><w:tbl>"));
    assert!(!document.contains("</w:tbl></w:tc>") && !document.contains("</w:tbl><w:sectPr>"), "a cell and a section end with a paragraph");
}

#[test]
fn group_rows_span_the_table_and_widths_sum_to_the_text_width() {
    let (bytes, pack) = drawn("party-2026");
    let document = part(&bytes, "word/document.xml");
    let width = 16838 - 2 * 1134;
    let tables: Vec<&str> = document.split("<w:tbl>").filter(|it| it.contains("<w:tblHeader/>")).collect();
    assert_eq!(tables.len(), 3);
    for table in tables {
        let grid = &table[table.find("<w:tblGrid>").expect("a grid")..table.find("</w:tblGrid>").expect("its end")];
        let total: i64 = grid.split("w:w=\"").skip(1).filter_map(|it| it.split('"').next()?.parse::<i64>().ok()).sum();
        assert_eq!(total, width);
    }
    let rows =
        compose(&fixture::commune(12), pack).annexes.into_iter().flat_map(|it| it.blocks).filter_map(|it| if let Block::Table(table) = it { Some(table.rows) } else { None });
    assert_eq!(rows.flatten().filter(|it| matches!(it, Row::Group { .. })).count(), document.matches("<w:gridSpan").count());
}
