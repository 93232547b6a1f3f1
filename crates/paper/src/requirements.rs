//! The matrix of what a document requires and of whom, as a workbook: every cell is words, none is ever a formula.

use hanhdong_domain::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook};

use crate::xlsx::XlsxFailure;

/// Columns of a sheet, at most: what a workbook holds.
pub const COLUMNS_MAX: usize = 16_000;
/// Letters of a cell, at most.
const CELL_CHARS_MAX: usize = 32_000;

/// Writes the matrix: a title, heads, a row for each requirement. The same matrix gives the same bytes.
///
/// # Errors
/// [`XlsxFailure`] where the workbook cannot hold it.
pub fn write(title: &str, heads: &[String], rows: &[Vec<String>], on: Date) -> Result<Vec<u8>, XlsxFailure> {
    let mut book = Workbook::new();
    let year = u16::try_from(on.year()).unwrap_or(2020).clamp(1900, 9999);
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(year, on.month().unsigned_abs(), on.day().unsigned_abs())?));
    let base = Format::new().set_font_name("Times New Roman").set_font_size(12).set_text_wrap().set_align(FormatAlign::Top);
    let cell = base.clone().set_border(FormatBorder::Thin);
    let head = cell.clone().set_bold().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
    let sheet = book.add_worksheet();
    sheet.set_name("Yêu cầu")?;
    sheet.write_string_with_format(0, 0, fit(title), &Format::new().set_font_name("Times New Roman").set_font_size(13).set_bold())?;
    for (column, text) in (0_u16..).zip(heads.iter().take(COLUMNS_MAX)) {
        sheet.set_column_width(column, width(column))?;
        sheet.write_string_with_format(2, column, fit(text), &head)?;
    }
    let mut last = 2;
    for (row, cells) in (3_u32..).zip(rows) {
        for (column, text) in (0_u16..).zip(cells.iter().take(COLUMNS_MAX)) {
            sheet.write_string_with_format(row, column, fit(text), &cell)?;
        }
        last = row;
    }
    const A4: u8 = 9;
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(2, 2)?;
    sheet.set_freeze_panes(3, 2)?;
    sheet.set_print_area(0, 0, last, u16::try_from(heads.len().min(COLUMNS_MAX)).unwrap_or(1).saturating_sub(1))?;
    sheet.set_footer("&C&P/&N");
    Ok(book.save_to_buffer()?)
}

const fn width(column: u16) -> f64 {
    match column {
        0 => 5.0,
        1 => 50.0,
        2 | 3 => 20.0,
        4 => 10.0,
        _ => 24.0,
    }
}

fn fit(text: &str) -> String {
    text.chars().take(CELL_CHARS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::raw::Block;

    #[test]
    fn whatever_was_typed_is_words_in_the_workbook_and_never_a_formula() {
        let evil = "=HYPERLINK(\"http://mau.example\";\"+1\")".to_owned();
        let (heads, rows) = (vec!["STT".to_owned(), evil.clone()], vec![vec!["1".to_owned(), evil.clone()], vec!["@SUM(1)".to_owned(), "-1+1".to_owned()]]);
        let on = Date::constant(2026, 3, 2);
        let bytes = write(&evil, &heads, &rows, on).expect("a workbook");
        assert_eq!(write(&evil, &heads, &rows, on).expect("a workbook"), bytes, "the same matrix, the same bytes");
        let (_, raw) = crate::intake::read(&bytes).expect("it reads");
        let texts: Vec<String> = raw
            .blocks
            .iter()
            .filter_map(|it| if let Block::Table(table) = it { Some(table) } else { None })
            .flat_map(|it| &it.rows)
            .flat_map(|it| &it.cells)
            .map(|it| it.text.clone())
            .collect();
        assert_eq!(texts.iter().filter(|it| **it == evil).count(), 2, "a head and a cell; the title stands above the table: {texts:?}");
        let mut package = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).expect("a package");
        let mut sheet = String::new();
        std::io::Read::read_to_string(&mut package.by_name("xl/worksheets/sheet1.xml").expect("a sheet"), &mut sheet).expect("text");
        assert!(!sheet.contains("<f>"), "{sheet}");
    }
}
