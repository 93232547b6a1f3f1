//! One table of a Word file while it is read: rows on a grid, merged cells kept apart.

use super::super::limits::COLUMNS_MAX;
use super::super::xml::{attribute, is_on, number};
use crate::intake::raw::{Block, Cell, Row, Table};
use hanhdong_domain::Place;
use quick_xml::events::BytesStart;

/// A table that is being read.
#[derive(Debug, Default)]
pub(in crate::intake::read) struct Open {
    rows: Vec<Row>,
    row: Option<OpenRow>,
}

#[derive(Debug, Default)]
struct OpenRow {
    row: Row,
    column: usize,
    deleted: bool,
    /// Of the cell that is being read.
    cell: Shape,
}

#[derive(Clone, Copy, Debug)]
struct Shape {
    span: usize,
    continues: bool,
    continues_left: bool,
}

impl Default for Shape {
    fn default() -> Shape {
        Shape { span: 1, continues: false, continues_left: false }
    }
}

impl Open {
    pub(in crate::intake::read) fn start_row(&mut self) {
        self.row = Some(OpenRow::default());
    }

    pub(in crate::intake::read) fn start_cell(&mut self) {
        if let Some(open) = &mut self.row {
            open.cell = Shape::default();
        }
    }

    /// Takes over what a row's or a cell's properties say.
    pub(in crate::intake::read) fn learn(&mut self, local: &str, start: &BytesStart<'_>) {
        let Some(open) = &mut self.row else { return };
        let count = || number(start, "val").and_then(|it| usize::try_from(it).ok()).unwrap_or(1).min(COLUMNS_MAX);
        match local {
            "gridBefore" => open.column = count(),
            "tblHeader" => open.row.header = is_on(start),
            "gridSpan" => open.cell.span = count().max(1),
            "vMerge" => open.cell.continues = attribute(start, "val").as_deref() != Some("restart"),
            "hMerge" => open.cell.continues_left = attribute(start, "val").as_deref() != Some("restart"),
            _ => {}
        }
    }

    /// Notes that the row was struck out under tracked changes.
    pub(in crate::intake::read) fn delete_row(&mut self) {
        if let Some(open) = &mut self.row {
            open.deleted = true;
        }
    }

    /// Ends a cell that holds these blocks; `line` is the paragraph it begins at.
    pub(in crate::intake::read) fn end_cell(&mut self, blocks: Vec<Block>, line: u32) {
        let Some(open) = &mut self.row else { return };
        let shape = std::mem::take(&mut open.cell);
        let mut cell = flatten_at(blocks, line);
        cell.column = open.column.min(COLUMNS_MAX);
        cell.span = shape.span;
        cell.continues = shape.continues;
        open.column = cell.column.saturating_add(shape.span).min(COLUMNS_MAX);
        if open.row.cells.is_empty() {
            open.row.place = cell.place.clone();
        }
        match open.row.cells.last_mut() {
            Some(left) if shape.continues_left => left.span = left.span.saturating_add(shape.span),
            // Further to the right than any table of a paper: kept in the last cell, never dropped.
            Some(last) if cell.column >= COLUMNS_MAX => join(&mut last.text, &cell.text),
            _ => open.row.cells.push(cell),
        }
    }

    pub(in crate::intake::read) fn end_row(&mut self) {
        if let Some(open) = self.row.take()
            && !open.deleted
            && !open.row.cells.is_empty()
        {
            self.rows.push(open.row);
        }
    }

    /// Ends the table; `None` where it has no rows.
    pub(in crate::intake::read) fn close(self) -> Option<Table> {
        (!self.rows.is_empty()).then_some(Table { rows: self.rows })
    }
}

/// The same, with the paragraph it begins at.
pub(in crate::intake::read) fn flatten_at(blocks: Vec<Block>, line: u32) -> Cell {
    Cell { place: Place::line(line), span: 1, ..flatten(blocks) }
}

/// A cell with the text of everything in it: paragraphs a line each, of nested tables a line a row.
fn flatten(blocks: Vec<Block>) -> Cell {
    let mut cell = Cell { bold: true, ..Cell::default() };
    for block in blocks {
        match block {
            Block::Paragraph(it) => {
                cell.bold &= it.bold;
                cell.anchors.extend(it.anchors);
                join(&mut cell.text, &it.text);
            }
            Block::Table(table) => {
                for row in table.rows {
                    let texts: Vec<&str> = row.cells.iter().map(|it| it.text.as_str()).filter(|it| !it.is_empty()).collect();
                    cell.bold &= row.cells.iter().all(|it| it.bold || it.text.is_empty());
                    join(&mut cell.text, &texts.join(" "));
                    cell.anchors.extend(row.cells.into_iter().flat_map(|it| it.anchors));
                }
            }
        }
    }
    cell.bold &= cell.text.chars().any(char::is_alphanumeric);
    cell
}

fn join(text: &mut String, more: &str) {
    if !text.is_empty() && !more.is_empty() {
        text.push('\n');
    }
    text.push_str(more);
}
