//! The form by which units and people come in as a workbook: written with locked heads and drop-downs, and read back row by
//! row. What a row means is not asked here.

use hanhdong_domain::organisation::{OrgKind, OrgLevel, Role, Unit, UnitKind};
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
            Sheet::Units => &["Tên đơn vị", "Loại", "Trực thuộc", "Cấp", "Loại hình"],
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

/// A level as the form says it.
pub const fn level_words(level: OrgLevel) -> &'static str {
    match level {
        OrgLevel::Central => "Trung ương",
        OrgLevel::Province => "Cấp tỉnh",
        OrgLevel::UpperGrassroots => "Cấp trên trực tiếp của tổ chức cơ sở đảng",
        OrgLevel::Grassroots => "Tổ chức cơ sở đảng",
        OrgLevel::Section => "Đảng bộ bộ phận",
        OrgLevel::Cell => "Chi bộ trực thuộc",
    }
}

/// Reads a level.
pub fn level_of(words: &str) -> Option<OrgLevel> {
    OrgLevel::ALL.into_iter().find(|it| fold(level_words(*it)) == fold(words))
}

/// What a unit governs or does, as the form says it.
pub const fn org_kind_words(kind: OrgKind) -> &'static str {
    match kind {
        OrgKind::Province => "Tỉnh",
        OrgKind::City => "Thành phố trực thuộc Trung ương",
        OrgKind::District => "Huyện",
        OrgKind::Town => "Thị xã, thành phố thuộc tỉnh",
        OrgKind::Commune => "Xã",
        OrgKind::Ward => "Phường",
        OrgKind::SpecialZone => "Đặc khu",
        OrgKind::Village => "Thôn, tổ dân phố",
        OrgKind::Enterprise => "Doanh nghiệp",
        OrgKind::Agency => "Cơ quan",
        OrgKind::ArmedForce => "Lực lượng vũ trang",
        OrgKind::PublicService => "Đơn vị sự nghiệp",
        OrgKind::Office => "Văn phòng",
        OrgKind::Commission => "Ban",
        OrgKind::Inspection => "Cơ quan uỷ ban kiểm tra",
        OrgKind::Department => "Sở, phòng",
        OrgKind::Government => "Hội đồng nhân dân, uỷ ban nhân dân",
        OrgKind::Front => "Mặt trận Tổ quốc",
        OrgKind::MassOrganisation => "Đoàn thể chính trị - xã hội",
        OrgKind::WorkingGroup => "Ban chỉ đạo, tiểu ban, tổ biên tập",
    }
}

/// Reads what a unit governs or does.
pub fn org_kind_of(words: &str) -> Option<OrgKind> {
    OrgKind::ALL.iter().copied().find(|it| fold(org_kind_words(*it)) == fold(words))
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

/// The sheet from which drop-downs take their words: there are too many letters for a list inside a cell.
const LISTS: &str = "Danh mục";

/// Writes the form, with the units that there are, each with the name of the unit above.
///
/// # Errors
/// [`XlsxFailure`] where the workbook cannot be written.
pub fn write(units: &[(Unit, String)]) -> Result<Vec<u8>, XlsxFailure> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2020, 1, 1)?));
    let open = Format::new().set_unlocked().set_num_format("@");
    let sheet = heads(book.add_worksheet(), Sheet::Units, &open)?;
    for (row, (unit, above)) in (1_u32..).zip(units) {
        let (level, kind) = (unit.nature.level().map_or("", level_words), unit.nature.kind().map_or("", org_kind_words));
        for (column, text) in (0_u16..).zip([unit.name.as_str(), kind_words(unit.kind), above.as_str(), level, kind]) {
            sheet.write_string_with_format(row, column, text, &open)?;
        }
    }
    let kinds = [UnitKind::Committee, UnitKind::Body].map(kind_words);
    sheet.add_data_validation(1, 1, LAST_ROW, 1, &DataValidation::new().allow_list_strings(&kinds)?)?;
    let names = || DataValidation::new().allow_list_formula(Formula::new(format!("='{}'!$A$2:$A${}", Sheet::Units.name(), LAST_ROW + 1)));
    sheet.add_data_validation(1, 2, LAST_ROW, 2, &names())?;
    for (column, letter, count) in [(3, 'A', OrgLevel::ALL.len()), (4, 'B', OrgKind::ALL.len())] {
        let list = DataValidation::new().allow_list_formula(Formula::new(format!("='{LISTS}'!${letter}$1:${letter}${count}")));
        sheet.add_data_validation(1, column, LAST_ROW, column, &list)?;
    }
    let sheet = heads(book.add_worksheet(), Sheet::People, &open)?;
    sheet.add_data_validation(1, 2, LAST_ROW, 2, &names())?;
    sheet.add_data_validation(1, 3, LAST_ROW, 3, &DataValidation::new().allow_list_strings(&Role::ALL.map(role_words))?)?;
    let lists = book.add_worksheet();
    lists.set_name(LISTS)?.protect();
    for (column, words) in [(0, OrgLevel::ALL.map(level_words).to_vec()), (1, OrgKind::ALL.iter().copied().map(org_kind_words).collect())] {
        lists.set_column_width(column, 44.0)?;
        for (row, text) in (0_u32..).zip(words) {
            lists.write_string(row, column, text)?;
        }
    }
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
    use hanhdong_domain::organisation::{Nature, NatureRefusal, UnitId};

    fn unit(name: &str, kind: UnitKind, nature: Result<Nature, NatureRefusal>) -> Unit {
        let id = UnitId::parse("01935f4e-6f3a-7c21-8b7a-0123456789ab").expect("an id");
        Unit { id: id.clone(), organisation: id, above: None, kind, name: name.to_owned(), nature: nature.expect("it fits"), founded_on: None, ended_on: None }
    }

    fn form() -> Vec<u8> {
        let commune = unit("Đảng bộ Xã Mẫu A", UnitKind::Committee, Nature::of(UnitKind::Committee, Some(OrgLevel::UpperGrassroots), Some(OrgKind::Commune)));
        let office = unit("Phòng Kinh tế", UnitKind::Body, Ok(Nature::UNKNOWN));
        write(&[(commune.clone(), String::new()), (office, commune.name)]).expect("a form")
    }

    #[test]
    fn the_form_comes_back_as_it_was_written_and_is_always_the_same() {
        let lines = read(&form());
        let line = |row, cells: [&str; 5]| Line { sheet: Sheet::Units, row, cells: cells.map(str::to_owned).to_vec() };
        let expected = vec![
            line(2, ["Đảng bộ Xã Mẫu A", "Cấp uỷ", "", "Cấp trên trực tiếp của tổ chức cơ sở đảng", "Xã"]),
            line(3, ["Phòng Kinh tế", "Đơn vị thuộc cấp uỷ", "Đảng bộ Xã Mẫu A", "", ""]),
        ];
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
        for level in OrgLevel::ALL {
            assert_eq!(level_of(level_words(level)), Some(level));
        }
        for kind in OrgKind::ALL {
            assert_eq!(org_kind_of(org_kind_words(*kind)), Some(*kind));
        }
        assert_eq!((role_of("Trưởng phòng"), kind_of(""), level_of("cấp huyện"), org_kind_of("")), (None, None, None, None));
    }
}
