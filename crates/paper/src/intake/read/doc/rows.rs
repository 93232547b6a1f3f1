//! Rows of a table: where each cell begins, how far it reaches, and what it is merged with.

use super::bits::{i16_at, u16_at};
use super::modifiers::{COLUMNS, Modifier};
use crate::intake::raw::{Cell, Row, Table};
use crate::intake::read::limits::COLUMNS_MAX;

/// Bytes by which a cell is described.
const CELL: usize = 20;
/// Edges nearer to each other than this, in twentieths of a point, are one: a hand drew them.
const SAME_EDGE: i32 = 8;

/// What a row's end says of its cells.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    edges: Vec<i32>,
    merged_left: Vec<bool>,
    continues: Vec<bool>,
    is_header: bool,
}

impl Shape {
    pub(super) fn learn(&mut self, it: Modifier<'_>) {
        match it.number {
            COLUMNS => {
                let count = usize::from(it.byte());
                self.edges = (0..=count).map_while(|at| i16_at(it.operand, 1 + 2 * at)).map(i32::from).collect();
                let cells = it.operand.get(1 + 2 * (count + 1)..).unwrap_or_default();
                let flags: Vec<u16> = (0..count).map(|at| u16_at(cells, CELL * at).unwrap_or(0)).collect();
                self.merged_left = flags.iter().map(|it| it & 0b11 == 1).collect();
                self.continues = flags.iter().map(|it| (it >> 5) & 0b11 == 1).collect();
            }
            // Merges one cell with those above.
            0xD62B => {
                if let Some(cell) = it.operand.first().and_then(|at| self.continues.get_mut(usize::from(*at))) {
                    *cell = it.operand.get(1) == Some(&1);
                }
            }
            0x3404 => self.is_header = it.is_on(),
            _ => {}
        }
    }
}

/// A table that is being read.
#[derive(Debug, Default)]
pub(super) struct Open {
    rows: Vec<(Vec<Cell>, Shape)>,
    /// The cells of the row that is being read.
    pub(super) row: Vec<Cell>,
}

impl Open {
    pub(super) fn end_row(&mut self, shape: Shape) {
        let row = std::mem::take(&mut self.row);
        if !row.is_empty() {
            self.rows.push((row, shape));
        }
    }

    /// The table, each cell at its column of the grid that all its rows share.
    pub(super) fn close(mut self) -> Option<Table> {
        // A row that the end of the text cut off is kept.
        self.end_row(Shape::default());
        let mut edges: Vec<i32> = self.rows.iter().flat_map(|it| it.1.edges.iter().copied()).collect();
        edges.sort_unstable();
        edges.dedup_by(|later, earlier| *later - *earlier <= SAME_EDGE);
        let rows: Vec<Row> = self.rows.into_iter().map(|(cells, shape)| row(cells, &shape, &edges)).collect();
        (!rows.is_empty()).then_some(Table { rows })
    }
}

fn row(cells: Vec<Cell>, shape: &Shape, edges: &[i32]) -> Row {
    // The grid line of an edge: the last that does not lie right of it.
    let line = |at: usize| shape.edges.get(at).map(|edge| edges.partition_point(|it| it <= edge).saturating_sub(1));
    let mut row = Row { header: shape.is_header, place: cells.first().map(|it| it.place.clone()).unwrap_or_default(), cells: Vec::new() };
    let mut next = 0;
    for (at, mut cell) in cells.into_iter().enumerate() {
        cell.column = line(at).unwrap_or(next).max(next).min(COLUMNS_MAX);
        cell.span = line(at + 1).and_then(|it| it.checked_sub(cell.column)).filter(|it| 0 < *it).unwrap_or(1);
        cell.continues = shape.continues.get(at).copied().unwrap_or(false);
        next = cell.column.saturating_add(cell.span).min(COLUMNS_MAX);
        let is_merged_left = shape.merged_left.get(at).copied().unwrap_or(false);
        match row.cells.last_mut() {
            Some(left) if is_merged_left => left.span = left.span.saturating_add(cell.span),
            _ => row.cells.push(cell),
        }
    }
    if !shape.edges.is_empty() {
        // Where a row begins further right or ends further left than its table, the gap is an empty cell, as other programs draw it.
        let width = edges.len().saturating_sub(1);
        let gap = |from: usize, until: usize| Cell { column: from, span: until - from, place: row.place.clone(), ..Cell::default() };
        let (before, after) = (row.cells.first().map_or(0, |it| it.column), row.cells.last().map_or(width, |it| it.column + it.span));
        let (left, right) = ((0 < before).then(|| gap(0, before)), (after < width).then(|| gap(after, width)));
        row.cells.splice(0..0, left);
        row.cells.extend(right);
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(edges: &[i32]) -> Shape {
        Shape { edges: edges.to_vec(), ..Shape::default() }
    }

    fn cells(count: usize) -> Vec<Cell> {
        vec![Cell { span: 1, ..Cell::default() }; count]
    }

    #[test]
    fn cells_stand_on_the_grid_that_all_rows_share() {
        let mut open = Open { row: cells(2), ..Open::default() };
        open.end_row(shape(&[0, 1000, 3000]));
        open.row = cells(3);
        open.end_row(shape(&[4, 1000, 2000, 3000]));
        let table = open.close().expect("a table");
        let grid: Vec<Vec<(usize, usize)>> = table.rows.iter().map(|it| it.cells.iter().map(|it| (it.column, it.span)).collect()).collect();
        assert_eq!(grid, [vec![(0, 1), (1, 2)], vec![(0, 1), (1, 1), (2, 1)]]);
    }

    #[test]
    fn a_row_that_is_shorter_than_its_table_ends_in_empty_cells() {
        let mut open = Open { row: cells(3), ..Open::default() };
        open.end_row(shape(&[0, 1000, 2000, 3000]));
        open.row = cells(1);
        open.end_row(shape(&[1000, 2000]));
        let table = open.close().expect("a table");
        assert_eq!(table.rows[1].cells.iter().map(|it| (it.column, it.span)).collect::<Vec<_>>(), [(0, 1), (1, 1), (2, 1)]);
    }

    #[test]
    fn what_is_merged_to_the_left_widens_its_neighbour_and_what_is_merged_above_says_so() {
        let mut open = Open { row: cells(3), ..Open::default() };
        open.end_row(Shape { merged_left: vec![false, true, false], continues: vec![false, false, true], ..shape(&[0, 10, 1000, 2000]) });
        let table = open.close().expect("a table");
        let cells = &table.rows[0].cells;
        assert_eq!(cells.iter().map(|it| it.continues).collect::<Vec<_>>(), [false, true]);
    }
}
