//! Workbooks, new (XLSX) and old (XLS): every sheet that shows becomes titles and tables.

mod compound;
mod extent;
mod grid;
mod margins;
mod value;

use super::limits::CELLS_MAX;
use super::package::Package;
use crate::intake::Refusal;
use crate::intake::raw::{Block, Paragraph, RawPaper};
use calamine::{Data, Dimensions, Reader, SheetVisible, Xls, Xlsx};
use grid::{Grid, Written};
use hanhdong_domain::Place;
use hanhdong_domain::text::nfc;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Reads an XLSX file whose package was opened before.
pub(super) fn read_new(bytes: &[u8], package: &mut Package<'_>) -> Result<RawPaper, Refusal> {
    let margins = look_inside(package)?;
    guarded(|| {
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|_| broken())?;
        let mut out = Gathered::of(sheet_names(&book));
        for name in out.names.clone() {
            let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
            let mut cells = book.worksheet_cells_reader(&name).map_err(|_| broken())?;
            let styles = cells.styles().to_vec();
            let mut grid = Grid::default();
            while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|_| broken())? {
                let (row, column) = cell.get_position();
                let style = styles.get(style);
                let percent = style.and_then(|it| it.number_format.as_ref()).is_some_and(|it| it.format_code.contains('%'));
                let bold = style.and_then(|it| it.font.as_ref()).is_some_and(|it| it.is_bold());
                let text = nfc(value::print(&Data::from(cell.get_value().clone()), percent).trim());
                out.count()?;
                grid.write(row, column, Written { text, bold });
            }
            out.add(&name, grid, &merged);
        }
        out.paper.margins = margins;
        Ok(out.finish())
    })
}

/// Reads an XLS file.
pub(super) fn read_old(bytes: &[u8]) -> Result<RawPaper, Refusal> {
    extent::refuse(bytes)?;
    guarded(|| {
        let mut book: Xls<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(old_refusal)?;
        let mut out = Gathered::of(sheet_names(&book));
        for name in out.names.clone() {
            let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
            let range = book.worksheet_range(&name).map_err(|_| broken())?;
            let (top, left) = range.start().unwrap_or_default();
            let mut grid = Grid::default();
            for (row, column, data) in range.used_cells() {
                let place = |from: u32, it: usize| from.saturating_add(u32::try_from(it).unwrap_or(u32::MAX));
                out.count()?;
                grid.write(place(top, row), place(left, column), Written { text: nfc(value::print(data, false).trim()), bold: false });
            }
            out.add(&name, grid, &merged);
        }
        Ok(out.finish())
    })
}

/// The blocks gathered so far, and how many cells they took.
struct Gathered {
    names: Vec<String>,
    paper: RawPaper,
    cells: usize,
}

impl Gathered {
    fn of(names: Vec<String>) -> Gathered {
        Gathered { names, paper: RawPaper::default(), cells: 0 }
    }

    fn count(&mut self) -> Result<(), Refusal> {
        self.cells += 1;
        if self.cells > CELLS_MAX {
            return Err(Refusal::TooLarge { what: "table cells", limit: CELLS_MAX });
        }
        Ok(())
    }

    /// Adds a sheet; its name goes before it where there are several.
    fn add(&mut self, name: &str, grid: Grid, merged: &[Dimensions]) {
        self.paper.notes.extend(grid.far_note(name));
        let blocks = grid.blocks(name, merged);
        if self.names.len() > 1 && !blocks.is_empty() {
            let place = Place { line: 0, sheet: Some(name.to_owned()), page: None };
            self.paper.blocks.push(Block::Paragraph(Paragraph { text: nfc(name.trim()), place, ..Paragraph::default() }));
        }
        self.paper.blocks.extend(blocks);
    }

    fn finish(self) -> RawPaper {
        self.paper
    }
}

/// The names of the sheets that show.
fn sheet_names<RS: std::io::Read + std::io::Seek, R: Reader<RS>>(book: &R) -> Vec<String> {
    book.sheets_metadata().iter().filter(|it| it.visible == SheetVisible::Visible).map(|it| it.name.clone()).collect()
}

/// Unpacks every part once, under the limits of the package, before a library unpacks them without any. Gives the
/// headers and footers of the sheets, which that library does not read.
fn look_inside(package: &mut Package<'_>) -> Result<Vec<String>, Refusal> {
    let mut found = Vec::new();
    for name in package.names().to_vec() {
        let bytes = package.bytes(&name)?.unwrap_or_default();
        let is_xml = name.ends_with(".xml") || name.ends_with(".rels");
        if is_xml && ["<!DOCTYPE", "<!ENTITY"].iter().any(|it| bytes.windows(it.len()).any(|window| window == it.as_bytes())) {
            return Err(Refusal::Hostile("external entity"));
        }
        if is_xml && name.contains("sheets/") {
            found.extend(margins::of_sheet(&String::from_utf8_lossy(&bytes)));
        }
    }
    Ok(found)
}

/// Runs a library that may panic on broken input.
fn guarded(read: impl FnOnce() -> Result<RawPaper, Refusal>) -> Result<RawPaper, Refusal> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(broken()))
}

fn old_refusal(error: calamine::XlsError) -> Refusal {
    match error {
        calamine::XlsError::Password => Refusal::Encrypted,
        _ => broken(),
    }
}

fn broken() -> Refusal {
    Refusal::Broken("workbook".to_owned())
}
