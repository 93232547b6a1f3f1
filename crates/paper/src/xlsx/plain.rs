//! A workbook of plain tables, to be read and printed and not handed back.

use std::borrow::Cow;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use super::XlsxFailure;
use super::sheet::{self, Cell, Column, Faces, Row, Table};

/// A sheet of texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainSheet {
    /// Its name, at most 31 letters.
    pub name: &'static str,
    /// Its columns: heading and width in characters.
    pub columns: Vec<(Cow<'static, str>, u16)>,
    /// Its rows, one text a column.
    pub rows: Vec<Vec<String>>,
}

/// Writes sheets as a workbook; every cell is a text, whatever its first character (trust case 32). The same sheets give the same
/// bytes.
///
/// # Errors
/// [`XlsxFailure`] where the workbook cannot hold them.
pub fn write_plain(title: &str, sheets: &[PlainSheet]) -> Result<Vec<u8>, XlsxFailure> {
    let mut book = Workbook::new();
    let title: String = title.chars().take(250).collect();
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&ExcelDateTime::from_ymd(2020, 1, 1)?));
    let faces = Faces::new();
    for it in sheets {
        let columns = it.columns.iter().map(|(header, width)| Column { header: header.clone(), width: f64::from(*width), centred: false }).collect();
        let cells = |row: &Vec<String>| row.iter().map(|it| Cell::from(it.clone())).collect();
        let rows = it.rows.iter().map(|row| Row::Item { cells: cells(row), anchor: "" }).collect();
        sheet::draw(book.add_worksheet(), &Table { name: it.name, columns, rows }, &faces)?;
    }
    Ok(book.save_to_buffer()?)
}
