use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use hanhdong_domain::Place;
use hanhdong_domain::programme::{Deadline, Lead, Node, Passage, PassageRole, Programme, Resource, TargetValue};
use proptest::prelude::*;

use super::*;
use crate::sample;

fn open(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook that opens")
}

/// The rows of a sheet as text, numbers as Rust prints them.
fn rows(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Vec<Vec<String>> {
    book.worksheet_range(sheet).expect("the sheet").rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    (0..archive.len())
        .map(|i| {
            let mut file = archive.by_index(i).expect("a part");
            let mut text = String::new();
            file.read_to_string(&mut text).expect("text");
            (file.name().expect("a name").into_owned(), text)
        })
        .collect()
}

/// Puts a text into every field of every item that is printed.
fn fill(programme: &mut Programme, text: &str) {
    programme.document.title = Some(text.to_owned());
    for node in programme.parts.iter_mut().flat_map(|it| &mut it.nodes) {
        let some = || Some(text.to_owned());
        match node {
            Node::Heading(it) => (it.mark, it.text) = (some(), text.to_owned()),
            Node::Text(it) => it.text = text.to_owned(),
            Node::Goal(it) => (it.code, it.text, it.schedule.text) = (some(), text.to_owned(), text.to_owned()),
            Node::Requirement(it) => (it.code, it.text) = (some(), text.to_owned()),
            Node::Target(it) => {
                (it.code, it.name, it.unit, it.note) = (some(), text.to_owned(), some(), some());
                it.value.text = text.to_owned();
                it.lead = Lead::parse(text);
            }
            Node::Task(it) => {
                (it.code, it.title, it.deliverable, it.note) = (some(), text.to_owned(), some(), some());
                (it.details, it.coordinators) = (vec![text.to_owned()], vec![text.to_owned(), text.to_owned()]);
                it.deadline = Deadline { text: text.to_owned(), ..Deadline::default() };
                it.resources = vec![Resource { text: text.to_owned(), amount: None, source: None }];
            }
            Node::KeyWork(it) => (it.code, it.name, it.location, it.note) = (some(), text.to_owned(), some(), some()),
            Node::Arrangement(it) => (it.code, it.unit, it.duty) = (some(), some(), text.to_owned()),
        }
    }
}

#[test]
fn no_text_becomes_a_formula_whatever_it_begins_with() {
    for first in ["=", "+", "-", "@", "\t", "\r", "\n=", "＝", "＋", "－", "＠", "'=", "{=", "=\t"] {
        let text = format!("{first}HYPERLINK(\"http://x\";\"y\")+cmd|' /C calc'!A0");
        let mut programme = sample::programme(2, 3);
        fill(&mut programme, &text);
        let bytes = write(&programme).expect("a workbook");
        let mut book = open(&bytes);
        for name in book.sheet_names() {
            assert!(book.worksheet_formula(&name).expect("formulas").is_empty(), "{first:?} in {name}");
        }
        for (name, xml) in parts(&bytes) {
            assert!(!xml.contains("<f>") && !xml.contains("<f ") && !xml.contains("<hyperlink"), "{first:?} in {name}");
        }
        let tasks = rows(&mut book, "Nhiệm vụ");
        assert!(tasks.iter().any(|row| row[1].contains("HYPERLINK")), "{first:?}: {tasks:?}");
    }
}

#[test]
fn every_item_stands_once_under_its_headings_with_its_anchor_hidden_and_locked() {
    let programme = sample::programme(7, 23);
    let bytes = write(&programme).expect("a workbook");
    let mut book = open(&bytes);
    let mut found = Vec::new();
    for name in book.sheet_names() {
        let rows = rows(&mut book, &name);
        let (header, body) = rows.split_first().expect("a header");
        assert_eq!(header.last().map(String::as_str), Some(ANCHOR_HEADER), "{name}");
        found.extend(body.iter().filter_map(|row| row.last().filter(|it| !it.is_empty()).cloned()));
    }
    let wanted: Vec<String> = programme.items().map(|it| it.anchor().to_string()).collect();
    let sorted = |it: &[String]| it.iter().cloned().collect::<BTreeSet<_>>();
    assert_eq!((found.len(), sorted(&found)), (wanted.len(), sorted(&wanted)));
    for (name, xml) in parts(&bytes).into_iter().filter(|(name, _)| name.starts_with("xl/worksheets/sheet")) {
        for sign in ["hidden=\"1\"", "<sheetProtection", "<autoFilter", "state=\"frozen\"", "orientation=\"landscape\"", "fitToHeight=\"0\""] {
            assert!(xml.contains(sign), "{name} lacks {sign}");
        }
    }
}

#[test]
fn group_rows_keep_their_mark_words_and_place() {
    let bytes = write(&sample::programme(1, 12)).expect("a workbook");
    let rows = rows(&mut open(&bytes), "Nhiệm vụ");
    let groups: Vec<(usize, &str)> = rows.iter().enumerate().skip(1).filter(|(_, row)| row.last().is_some_and(String::is_empty)).map(|(i, row)| (i, row[1].as_str())).collect();
    assert_eq!(groups, [(1, "Nhóm nhiệm vụ về lĩnh vực 1"), (12, "Nhóm nhiệm vụ về lĩnh vực 2")]);
    assert_eq!((rows[1][0].as_str(), rows[2][0].as_str()), ("1", "1"));
}

#[test]
fn a_level_is_a_number_only_where_it_is_printed_as_a_plain_one() {
    for (text, number) in [
        ("86,4", Some(86.4)),
        ("8.793", None),
        ("12", Some(12.0)),
        ("0,75", Some(0.75)),
        ("≥ 55", None),
        ("1234567", Some(1_234_567.0)),
        ("012", None),
        ("86,40", None),
        ("12/15 xã", None),
        ("100%", None),
        ("1e5", None),
        ("123456789012345678", None),
        ("Đạt", None),
    ] {
        let mut programme = sample::programme(1, 0);
        for node in programme.parts.iter_mut().flat_map(|it| &mut it.nodes) {
            if let Node::Target(it) = node {
                it.value = TargetValue::parse(text, "", None);
                it.value.text = text.to_owned();
            }
        }
        let bytes = write(&programme).expect("a workbook");
        let range = open(&bytes).worksheet_range("Chỉ tiêu").expect("the sheet");
        let column = range.rows().next().expect("a header").iter().position(|it| *it == Data::String("Mục tiêu năm 2030".into())).expect("the column");
        let cell = range.rows().next_back().expect("a row")[column].clone();
        match number {
            Some(number) => assert_eq!(cell, Data::Float(number), "{text}"),
            None => assert_eq!(cell, Data::String(text.to_owned()), "{text}"),
        }
    }
}

#[test]
fn baselines_and_years_have_columns_of_their_own() {
    let bytes = write(&sample::programme(2, 0)).expect("a workbook");
    let rows = rows(&mut open(&bytes), "Chỉ tiêu");
    assert_eq!(
        rows[0],
        ["TT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện năm 2025", "Mục tiêu năm 2030", "Năm 2027", "Thời gian hoàn thành", "Cơ quan theo dõi", "Ghi chú", "hd_anchor"]
    );
    assert_eq!(rows.last().expect("a row")[2..6], ["triệu đồng", "62", "86.4", "1.234"]);
}

#[test]
fn a_programme_without_anything_gives_five_sheets_to_fill_in() {
    let mut book = open(&write(&Programme::default()).expect("a workbook"));
    assert_eq!(book.sheet_names(), ["Chỉ tiêu", "Nhiệm vụ", "Công trình trọng điểm", "Phân công", "Mục tiêu-yêu cầu"]);
    for name in book.sheet_names() {
        assert_eq!(rows(&mut book, &name).len(), 1, "{name}");
    }
}

#[test]
fn a_text_longer_than_a_cell_is_cut_where_people_see_it() {
    let mut programme = sample::programme(1, 1);
    fill(&mut programme, &"ừ".repeat(40_000));
    let rows = rows(&mut open(&write(&programme).expect("a workbook")), "Nhiệm vụ");
    let cell = &rows.last().expect("a row")[1];
    assert!(cell.ends_with("… (còn tiếp, xem văn bản)") && cell.chars().count() < 32_767, "{}", cell.chars().count());
}

#[test]
fn the_same_programme_gives_the_same_bytes() {
    let programme = sample::programme(3, 4);
    assert_eq!(write(&programme).expect("a workbook"), write(&programme).expect("a workbook"));
}

#[test]
fn what_is_no_item_makes_no_row() {
    let mut programme = sample::programme(0, 0);
    let before = rows(&mut open(&write(&programme).expect("a workbook")), "Nhiệm vụ").len();
    if let Some(part) = programme.parts.first_mut() {
        part.nodes.push(Node::Text(Passage { role: PassageRole::Prose, text: "Chỉ là lời văn".into(), place: Place::default() }));
    }
    assert_eq!(rows(&mut open(&write(&programme).expect("a workbook")), "Nhiệm vụ").len(), before);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    #[test]
    fn any_words_come_back_as_they_were(text in "[^\\p{C}]{1,60}") {
        let mut programme = sample::programme(1, 1);
        fill(&mut programme, &text);
        let rows = rows(&mut open(&write(&programme).expect("a workbook")), "Công trình trọng điểm");
        prop_assert_eq!(&rows.last().expect("a row")[1], &text);
    }
}
