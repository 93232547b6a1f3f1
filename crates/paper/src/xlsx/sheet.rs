//! One table as one sheet.

use std::borrow::Cow;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, ProtectionOptions, Worksheet, XlsxError};

use super::ANCHOR_HEADER;

/// A table to be drawn.
pub(super) struct Table<'a> {
    /// Name of the sheet.
    pub(super) name: &'static str,
    /// Its columns, without the hidden one.
    pub(super) columns: Vec<Column>,
    /// Its rows.
    pub(super) rows: Vec<Row<'a>>,
}

/// A column of a table.
pub(super) struct Column {
    /// Its heading.
    pub(super) header: Cow<'static, str>,
    /// Its width, in characters.
    pub(super) width: f64,
    /// Is it set in the middle?
    pub(super) centred: bool,
}

/// A row of a table.
pub(super) enum Row<'a> {
    /// A heading over the rows below it.
    Group {
        /// Its mark.
        mark: &'a str,
        /// Its words.
        text: &'a str,
    },
    /// An item, one cell a column.
    Item {
        /// The cells.
        cells: Vec<Cell<'a>>,
        /// The item's anchor.
        anchor: &'a str,
    },
}

/// What stands in a cell.
pub(super) enum Cell<'a> {
    /// Words.
    Text(Cow<'a, str>),
    /// A plain number and how many decimals it was printed with.
    Number(f64, u32),
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Cell<'a> {
        Cell::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Cell::Text(Cow::Owned(text))
    }
}

/// How cells are set; made once a workbook.
pub(super) struct Faces {
    header: Format,
    group: Format,
    text: Format,
    centred: Format,
    numbers: [Format; 5],
    anchor: Format,
    open: Format,
}

impl Faces {
    pub(super) fn new() -> Faces {
        let base = Format::new().set_font_name("Times New Roman").set_font_size(12).set_text_wrap().set_align(FormatAlign::VerticalCenter);
        let cell = base.clone().set_border(FormatBorder::Thin).set_unlocked();
        let number = |pattern: &str| cell.clone().set_align(FormatAlign::Right).set_num_format(pattern);
        Faces {
            header: base.clone().set_border(FormatBorder::Thin).set_bold().set_align(FormatAlign::Center).set_background_color(Color::RGB(0x00DD_E6F0)),
            group: cell.clone().set_bold().set_background_color(Color::RGB(0x00F4_F1E6)),
            text: cell.clone(),
            centred: cell.clone().set_align(FormatAlign::Center),
            numbers: ["0", "0.0", "0.00", "0.000", "0.0000"].map(number),
            anchor: Format::new().set_font_color(Color::RGB(0x0080_8080)).set_locked(),
            open: Format::new().set_unlocked(),
        }
    }

    fn number(&self, decimals: u32) -> &Format {
        let [whole, ..] = &self.numbers;
        usize::try_from(decimals).ok().and_then(|it| self.numbers.get(it)).unwrap_or(whole)
    }
}

/// The most characters a cell can hold is 32,767; what is longer is cut where people see it.
const CELL_CHARS_MAX: usize = 32_000;

/// A text that fits a cell.
pub(super) fn fit(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(CELL_CHARS_MAX) {
        Some((cut, _)) => Cow::Owned(format!("{}… (còn tiếp, xem văn bản)", &text[..cut])),
        None => Cow::Borrowed(text),
    }
}

/// Draws a table: header row frozen, filtered and repeated in print, hidden anchors last.
pub(super) fn draw(sheet: &mut Worksheet, table: &Table<'_>, faces: &Faces) -> Result<(), XlsxError> {
    sheet.set_name(table.name)?;
    let anchors = u16::try_from(table.columns.len()).unwrap_or(u16::MAX);
    for (column, it) in (0_u16..).zip(&table.columns) {
        sheet.set_column_width(column, it.width)?;
        sheet.set_column_format(column, &faces.open)?;
        sheet.write_string_with_format(0, column, it.header.as_ref(), &faces.header)?;
    }
    sheet.write_string_with_format(0, anchors, ANCHOR_HEADER, &faces.anchor)?;
    let headers = table.columns.iter().map(|it| lines(&it.header, it.width)).max().unwrap_or(1);
    sheet.set_row_height(0, height_pt(headers))?;
    sheet.set_column_hidden(anchors)?;
    let mut last = 0;
    for (row, it) in (1_u32..).zip(&table.rows) {
        draw_row(sheet, row, it, table, faces)?;
        last = row;
    }
    sheet.autofilter(0, 0, last, anchors)?;
    sheet.set_freeze_panes(1, 0)?;
    set_up_print(sheet, last, anchors)?;
    protect(sheet);
    Ok(())
}

/// How many lines a text takes in a column: about one character of 12 pt a unit of width.
fn lines(text: &str, width: f64) -> usize {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let chars_a_line = (width * 0.95).max(1.0) as usize;
    text.split('\n').map(|it| it.chars().count().div_ceil(chars_a_line).max(1)).sum()
}

/// Spreadsheets do not all fit a row to its wrapped text when they open a file, so the height is written.
fn height_pt(lines: usize) -> f64 {
    const HEIGHT_PT_MAX: f64 = 409.0;
    #[allow(clippy::cast_precision_loss)]
    let height = lines.min(100) as f64 * 15.75 + 4.0;
    height.min(HEIGHT_PT_MAX)
}

fn row_lines(it: &Row<'_>, columns: &[Column]) -> usize {
    match it {
        Row::Group { text, .. } => columns.get(1).map_or(1, |it| lines(text, it.width)),
        Row::Item { cells, .. } => {
            let of = |cell: &Cell<'_>, width| if let Cell::Text(text) = cell { lines(text, width) } else { 1 };
            cells.iter().zip(columns).map(|(cell, it)| of(cell, it.width)).max().unwrap_or(1)
        }
    }
}

fn draw_row(sheet: &mut Worksheet, row: u32, it: &Row<'_>, table: &Table<'_>, faces: &Faces) -> Result<(), XlsxError> {
    let anchors = u16::try_from(table.columns.len()).unwrap_or(u16::MAX);
    sheet.set_row_height(row, height_pt(row_lines(it, &table.columns)))?;
    match it {
        Row::Group { mark, text } => {
            for column in 0..anchors {
                match column {
                    0 => sheet.write_string_with_format(row, column, fit(mark).as_ref(), &faces.group)?,
                    1 => sheet.write_string_with_format(row, column, fit(text).as_ref(), &faces.group)?,
                    _ => sheet.write_blank(row, column, &faces.group)?,
                };
            }
        }
        Row::Item { cells, anchor } => {
            for ((column, cell), face) in (0_u16..).zip(cells).zip(&table.columns) {
                match cell {
                    Cell::Text(text) if text.is_empty() => sheet.write_blank(row, column, &faces.text)?,
                    Cell::Text(text) => {
                        let format = if face.centred { &faces.centred } else { &faces.text };
                        sheet.write_string_with_format(row, column, fit(text).as_ref(), format)?
                    }
                    Cell::Number(number, decimals) => sheet.write_number_with_format(row, column, *number, faces.number(*decimals))?,
                };
            }
            sheet.write_string_with_format(row, anchors, *anchor, &faces.anchor)?;
        }
    }
    Ok(())
}

fn set_up_print(sheet: &mut Worksheet, last_row: u32, anchors: u16) -> Result<(), XlsxError> {
    const A4: u8 = 9;
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.6, 0.4, 0.6, 0.6, 0.3, 0.3);
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_print_area(0, 0, last_row, anchors.saturating_sub(1))?;
    sheet.set_footer("&C&P/&N");
    Ok(())
}

/// Without a password: the lock keeps a hand from slipping, not a person from working.
fn protect(sheet: &mut Worksheet) {
    let mut options = ProtectionOptions::new();
    options.format_cells = true;
    options.format_columns = true;
    options.format_rows = true;
    options.insert_rows = true;
    options.delete_rows = true;
    options.sort = true;
    options.use_autofilter = true;
    sheet.protect_with_options(&options);
}
