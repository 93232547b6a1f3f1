//! The form by which units and people come in as a workbook: written with locked heads and drop-downs, and read back row by
//! row. What a row means is not asked here.

use hanhdong_domain::organisation::{Role, UnitKind};
use hanhdong_domain::text::fold;
use rust_xlsxwriter::{DataValidation, DocProperties, ExcelDateTime, Format, Formula, ProtectionOptions, Workbook, Worksheet, XlsxError};
use serde::{Deserialize, Serialize};

use crate::intake::raw::{Block, Format as FileFormat, Row};
use crate::intake::{Refusal, read as read_paper};
use crate::xlsx::XlsxFailure;

/// Bytes of a form, at most: it holds some hundred rows of words.
pub const BYTES_MAX: usize = 2 * 1024 * 1024;
/// Rows of a form, at most.
pub const ROWS_MAX: usize = 500;
/// The last row that the drop-downs reach.
const LAST_ROW: u32 = ROWS_MAX as u32;

/// The two sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sheet {
    /// Units, those above before those below.
    Units,
    /// People, each role or post in a row.
    People,
}

impl Sheet {
    /// Its name in the workbook.
    pub const fn name(self) -> &'static str {
        match self {
            Sheet::Units => "Đơn vị",
            Sheet::People => "Người",
        }
    }
    /// Its columns.
    pub const fn heads(self) -> &'static [&'static str] {
        match self {
            Sheet::Units => &["Tên đơn vị", "Loại", "Trực thuộc"],
            Sheet::People => &["Họ và tên", "Tên đăng nhập", "Đơn vị", "Vai trò", "Chức vụ", "Từ ngày"],
        }
    }
}

/// A row as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// In which sheet.
    pub sheet: Sheet,
    /// Its number there, as the spreadsheet shows it.
    pub row: u32,
    /// Its cells, as many as the sheet has columns.
    pub cells: Vec<String>,
}

/// Why a file is not read as the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RosterRefusal {
    /// What cannot or must not be read at all.
    Paper(Refusal),
    /// A file that is not our form: its sheets or heads are not there.
    NotTheForm,
}

/// A kind of unit as the form says it.
pub const fn kind_words(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Committee => "Cấp uỷ",
        UnitKind::Body => "Đơn vị thuộc cấp uỷ",
    }
}

/// Reads a kind of unit.
pub fn kind_of(words: &str) -> Option<UnitKind> {
    [UnitKind::Committee, UnitKind::Body].into_iter().find(|it| fold(kind_words(*it)) == fold(words))
}

/// A role as the form says it.
pub const fn role_words(role: Role) -> &'static str {
    match role {
        Role::Administrator => "Quản trị hệ thống",
        Role::Office => "Văn phòng",
        Role::Drafter => "Soạn thảo",
        Role::Reader => "Chỉ đọc",
    }
}

/// Reads a role.
pub fn role_of(words: &str) -> Option<Role> {
    Role::ALL.into_iter().find(|it| fold(role_words(*it)) == fold(words))
}

/// Writes the form, with the units that there are: name, kind, the unit above.
///
/// # Errors
/// [`XlsxFailure`] where the workbook cannot be written.
pub fn write(units: &[(String, UnitKind, String)]) -> Result<Vec<u8>, XlsxFailure> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2020, 1, 1)?));
    let open = Format::new().set_unlocked().set_num_format("@");
    let sheet = heads(book.add_worksheet(), Sheet::Units, &open)?;
    for (row, (name, kind, above)) in (1_u32..).zip(units) {
        for (column, text) in (0_u16..).zip([name.as_str(), kind_words(*kind), above.as_str()]) {
            sheet.write_string_with_format(row, column, text, &open)?;
        }
    }
    let kinds = [UnitKind::Committee, UnitKind::Body].map(kind_words);
    sheet.add_data_validation(1, 1, LAST_ROW, 1, &DataValidation::new().allow_list_strings(&kinds)?)?;
    let names = || DataValidation::new().allow_list_formula(Formula::new(format!("='{}'!$A$2:$A${}", Sheet::Units.name(), LAST_ROW + 1)));
    sheet.add_data_validation(1, 2, LAST_ROW, 2, &names())?;
    let sheet = heads(book.add_worksheet(), Sheet::People, &open)?;
    sheet.add_data_validation(1, 2, LAST_ROW, 2, &names())?;
    sheet.add_data_validation(1, 3, LAST_ROW, 3, &DataValidation::new().allow_list_strings(&Role::ALL.map(role_words))?)?;
    Ok(book.save_to_buffer()?)
}

fn heads<'a>(sheet: &'a mut Worksheet, which: Sheet, open: &Format) -> Result<&'a mut Worksheet, XlsxError> {
    let head = Format::new().set_bold().set_locked();
    sheet.set_name(which.name())?;
    for (column, text) in (0_u16..).zip(which.heads()) {
        sheet.set_column_width(column, 28.0)?;
        sheet.set_column_format(column, open)?;
        sheet.write_string_with_format(0, column, *text, &head)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let mut options = ProtectionOptions::new();
    options.format_columns = true;
    options.insert_rows = true;
    options.delete_rows = true;
    sheet.protect_with_options(&options);
    Ok(sheet)
}

/// Reads the form: every row that holds something, in its order. No row is left out in silence: words that stand alone in
/// a row are a row too.
///
/// # Errors
/// See [`RosterRefusal`].
pub fn read(bytes: &[u8]) -> Result<Vec<Line>, RosterRefusal> {
    if BYTES_MAX < bytes.len() {
        return Err(RosterRefusal::Paper(Refusal::TooLarge { what: "bytes", limit: BYTES_MAX }));
    }
    let (format, raw) = read_paper(bytes).map_err(RosterRefusal::Paper)?;
    if format != FileFormat::Xlsx {
        return Err(RosterRefusal::NotTheForm);
    }
    let mut lines = Vec::new();
    let mut known = [false, false];
    for block in &raw.blocks {
        let place = match block {
            Block::Table(table) => table.rows.first().map(|it| &it.place),
            Block::Paragraph(it) => Some(&it.place),
        };
        let Some(sheet) = place.and_then(|it| it.sheet.as_deref()).and_then(|name| [Sheet::Units, Sheet::People].into_iter().find(|it| it.name() == name)) else { continue };
        let is_known = match sheet {
            Sheet::Units => &mut known[0],
            Sheet::People => &mut known[1],
        };
        match block {
            Block::Table(table) => {
                for row in &table.rows {
                    let cells = cells(row, sheet);
                    if !*is_known {
                        *is_known = cells.iter().map(String::as_str).eq(sheet.heads().iter().copied());
                        continue;
                    }
                    lines.push(Line { sheet, row: row.place.line, cells });
                }
            }
            // The sheet's own name stands before it without a line.
            Block::Paragraph(it) if it.place.line == 0 => {}
            Block::Paragraph(it) => {
                let mut cells = vec![String::new(); sheet.heads().len()];
                if let Some(first) = cells.first_mut() {
                    it.text.clone_into(first);
                }
                lines.push(Line { sheet, row: it.place.line, cells });
            }
        }
    }
    if known != [true, true] {
        return Err(RosterRefusal::NotTheForm);
    }
    if ROWS_MAX < lines.len() {
        return Err(RosterRefusal::Paper(Refusal::TooLarge { what: "lines", limit: ROWS_MAX }));
    }
    Ok(lines)
}

fn cells(row: &Row, sheet: Sheet) -> Vec<String> {
    (0..sheet.heads().len()).map(|column| row.cells.iter().find(|it| it.column == column).map(|it| it.text.trim().to_owned()).unwrap_or_default()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> Vec<u8> {
        let units = [("Đảng bộ Xã Mẫu A".to_owned(), UnitKind::Committee, String::new()), ("Phòng Kinh tế".to_owned(), UnitKind::Body, "Đảng bộ Xã Mẫu A".to_owned())];
        write(&units).expect("a form")
    }

    #[test]
    fn the_form_comes_back_as_it_was_written_and_is_always_the_same() {
        let lines = read(&form());
        let line = |row, cells: [&str; 3]| Line { sheet: Sheet::Units, row, cells: cells.map(str::to_owned).to_vec() };
        let expected = vec![line(2, ["Đảng bộ Xã Mẫu A", "Cấp uỷ", ""]), line(3, ["Phòng Kinh tế", "Đơn vị thuộc cấp uỷ", "Đảng bộ Xã Mẫu A"])];
        assert_eq!(lines, Ok(expected));
        assert_eq!(form(), form());
    }

    #[test]
    fn what_is_not_the_form_is_refused_in_its_own_way() {
        assert_eq!(read(b"hanhdong 1\ntitle x\n"), Err(RosterRefusal::NotTheForm));
        assert_eq!(read(&vec![b'x'; BYTES_MAX + 1]), Err(RosterRefusal::Paper(Refusal::TooLarge { what: "bytes", limit: BYTES_MAX })));
        let mut book = Workbook::new();
        book.add_worksheet().set_name("Đơn vị").and_then(|it| it.write_string(0, 0, "Tên khác")).expect("a cell");
        book.add_worksheet().set_name("Người").and_then(|it| it.write_string(0, 0, "Họ và tên")).expect("a cell");
        assert_eq!(read(&book.save_to_buffer().expect("a book")), Err(RosterRefusal::NotTheForm));
        let cut = form();
        assert!(matches!(read(&cut[..cut.len() / 2]), Err(RosterRefusal::Paper(_))));
    }

    #[test]
    fn kinds_and_roles_read_back_from_their_words() {
        for role in Role::ALL {
            assert_eq!(role_of(role_words(role)), Some(role));
        }
        for kind in [UnitKind::Committee, UnitKind::Body] {
            assert_eq!(kind_of(&kind_words(kind).to_uppercase()), Some(kind));
        }
        assert_eq!((role_of("Trưởng phòng"), kind_of("")), (None, None));
    }
}
