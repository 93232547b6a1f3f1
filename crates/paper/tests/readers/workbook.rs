//! Workbooks as written by another library read back.

use crate::support::{paper, refusal, rows, texts};
use hanhdong_paper::intake::Refusal;
use hanhdong_paper::intake::raw::{Block, Format};
use rust_xlsxwriter::{ExcelDateTime, Format as CellFormat, Workbook};

#[test]
fn every_visible_sheet_is_read_with_titles_tables_merges_and_values() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Chỉ tiêu").expect("a name");
    let plain = CellFormat::new();
    sheet.write(0, 0, "BẢNG CHỈ TIÊU").expect("a title");
    for (column, head) in ["TT", "Chỉ tiêu", "Năm 2030", "Hạn", "hd_anchor"].iter().enumerate() {
        sheet.write(2, column as u16, *head).expect("a head");
    }
    sheet.write(3, 0, 1).expect("a cell");
    sheet.write(3, 1, "Tỷ lệ hộ nghèo").expect("a cell");
    sheet.write_with_format(3, 2, 0.285, &CellFormat::new().set_num_format("0.0%")).expect("a cell");
    sheet.write_with_format(3, 3, ExcelDateTime::from_ymd(2026, 3, 5).expect("a date"), &CellFormat::new().set_num_format("dd/mm/yyyy")).expect("a cell");
    sheet.write(3, 4, "m_1_ty_le").expect("a cell");
    sheet.merge_range(4, 0, 4, 3, "Nhóm kinh tế", &plain).expect("a merge");
    sheet.set_column_hidden(4).expect("a hidden column");
    book.add_worksheet().set_name("Ẩn").expect("a name").set_hidden(true).write(0, 0, "không đọc").expect("a cell");
    book.add_worksheet().set_name("Ghi chú").expect("a name").write(0, 0, "một dòng").expect("a cell");
    let (format, read) = paper(&book.save_to_buffer().expect("a workbook"));
    assert_eq!(format, Format::Xlsx);
    assert_eq!(texts(&read).iter().map(|it| it.1).collect::<Vec<_>>(), ["Chỉ tiêu", "BẢNG CHỈ TIÊU", "Ghi chú", "một dòng"]);
    let got: Vec<Vec<(usize, usize, &str)>> = rows(&read).iter().map(|row| row.iter().map(|it| (it.column, it.span, it.text.as_str())).collect()).collect();
    let want = [
        vec![(0, 1, "TT"), (1, 1, "Chỉ tiêu"), (2, 1, "Năm 2030"), (3, 1, "Hạn")],
        vec![(0, 1, "1"), (1, 1, "Tỷ lệ hộ nghèo"), (2, 1, "28,5%"), (3, 1, "05/03/2026")],
        vec![(0, 4, "Nhóm kinh tế")],
    ];
    assert_eq!(got, want);
    let first = &rows(&read)[1][0];
    assert_eq!((first.anchors[0].as_str(), first.place.line, first.place.sheet.as_deref()), ("m_1_ty_le", 4, Some("Chỉ tiêu")));
}

#[test]
fn a_cell_in_the_far_corner_takes_no_room() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "đầu").expect("a cell");
    sheet.write(1_048_575, 9_000, "cuối").expect("a cell");
    let (_, read) = paper(&book.save_to_buffer().expect("a workbook"));
    let cells: usize = read.blocks.iter().map(|it| if let Block::Table(it) = it { it.rows.iter().map(|row| row.cells.len()).sum() } else { 1 }).sum();
    assert!(cells < 20_000, "{cells} cells for two texts");
}

#[test]
fn cells_too_far_right_for_any_table_are_kept_and_announced() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Nhiệm vụ").expect("a name");
    for (column, head) in ["TT", "Nhiệm vụ", "Chủ trì"].iter().enumerate() {
        sheet.write(0, column as u16, *head).expect("a head");
    }
    for (column, text) in [(0, "1"), (1, "Rà soát quy hoạch"), (2, "Phòng Kinh tế"), (70, "ô bên phải"), (12_000, "ô rất xa")] {
        sheet.write(1, column, text).expect("a cell");
    }
    let bytes = book.save_to_buffer().expect("a workbook");
    let (_, read) = paper(&bytes);
    assert!(texts(&read).contains(&(2, "ô rất xa")), "{:?}", texts(&read));
    assert!(read.notes.iter().any(|(code, words)| code == "far-cell" && words.contains("dòng 2")), "{:?}", read.notes);
    let programme = hanhdong_paper::intake::import(&bytes, hanhdong_paper::intake::understand::Purpose::Programme).expect("readable");
    assert_eq!(programme.tasks().map(|it| it.title.as_str()).collect::<Vec<_>>(), ["Rà soát quy hoạch"]);
    for text in ["ô bên phải", "ô rất xa"] {
        assert!(programme.passages().any(|it| it.text == text), "{text} is kept in sight");
    }
}

#[test]
fn an_entity_in_a_sheet_is_refused() {
    let bytes =
        crate::support::package(&[("xl/workbook.xml", "<workbook/>"), ("xl/worksheets/sheet1.xml", r#"<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet/>"#)]);
    assert_eq!(refusal(&bytes), Refusal::Hostile("external entity"));
}
