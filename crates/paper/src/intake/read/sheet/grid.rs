//! The cells of one sheet, and how they become titles and tables.

use super::super::limits::{CELLS_MAX, COLUMNS_MAX};
use crate::intake::raw::{Block, Cell, Paragraph, Row, Table};
use calamine::Dimensions;
use hanhdong_domain::Place;
use hanhdong_domain::programme::Anchor;
use hanhdong_domain::text::fold;
use std::collections::BTreeMap;

/// Heads the hidden column of our own workbooks that carries the anchors.
const ANCHOR_HEAD: &str = "hd_anchor";

/// What is written in a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Written {
    pub(super) text: String,
    pub(super) bold: bool,
}

/// The written cells of a sheet, row by row. Only what is written takes room, wherever on the sheet it stands.
#[derive(Debug, Default)]
pub(super) struct Grid {
    rows: BTreeMap<u32, BTreeMap<u32, Written>>,
    /// Cells beyond the last column that a table may have: kept apart, as paragraphs.
    far: Vec<(u32, Written)>,
}

impl Grid {
    pub(super) fn write(&mut self, row: u32, column: u32, written: Written) {
        if written.text.is_empty() {
            return;
        }
        if (column as usize) < COLUMNS_MAX {
            self.rows.entry(row).or_default().insert(column, written);
        } else {
            self.far.push((row, written));
        }
    }

    /// What the person has to know where cells stand too far right to belong to a table.
    pub(super) fn far_note(&self, sheet: &str) -> Option<(String, String)> {
        let (row, _) = self.far.first()?;
        let message =
            format!("Trang tính «{sheet}»: {} ô nằm quá xa về bên phải (từ dòng {}) không thuộc bảng nào; nội dung được giữ sau bảng.", self.far.len(), row.saturating_add(1));
        Some(("far-cell".to_owned(), message))
    }

    /// The sheet as titles and tables.
    pub(super) fn blocks(mut self, sheet: &str, merged: &[Dimensions]) -> Vec<Block> {
        let anchors = self.take_anchors();
        let left = self.rows.values().filter_map(|row| row.keys().next().copied()).min().unwrap_or(0);
        let numbers: Vec<u32> = self.rows.keys().copied().collect();
        let widest = self.widest_from(&numbers);
        let heads = self.heads_below(&numbers);
        let mut head: Option<u32> = None;
        let mut areas = Areas::new(merged);
        let mut out = Vec::new();
        let mut rows: Vec<Row> = Vec::new();
        let mut in_table = false;
        let mut room = CELLS_MAX;
        for ((&number, &widest), &next_head) in numbers.iter().zip(&widest).zip(&heads) {
            areas.go_to(number);
            // Below a table, titles and then a head of other columns begin another table; the same head again does not.
            if in_table && next_head.is_some_and(|it| head.is_none_or(|head| !self.same(head, it))) {
                out.push(Block::Table(Table { rows: std::mem::take(&mut rows) }));
                in_table = false;
            }
            if next_head == Some(number) {
                head = next_head;
            }
            // A table begins at the first row of three texts, or of two where no row below has more.
            in_table = in_table || self.counts(number) || self.width(number) >= widest.clamp(2, 3);
            let place = Place { line: number.saturating_add(1), sheet: Some(sheet.to_owned()), page: None };
            if in_table {
                let row = self.row(number, left, &areas, anchors.get(&number), &place, &mut room);
                rows.push(row);
            } else {
                let texts = self.rows.get(&number).into_iter().flat_map(BTreeMap::values);
                out.extend(texts.map(|it| Block::Paragraph(Paragraph { text: it.text.clone(), bold: it.bold, place: place.clone(), ..Paragraph::default() })));
            }
        }
        if !rows.is_empty() {
            out.push(Block::Table(Table { rows }));
        }
        out.extend(self.far.into_iter().map(|(row, it)| {
            let place = Place { line: row.saturating_add(1), sheet: Some(sheet.to_owned()), page: None };
            Block::Paragraph(Paragraph { text: it.text, bold: it.bold, place, ..Paragraph::default() })
        }));
        out
    }

    /// For each row the most texts that it or a row below it has.
    fn widest_from(&self, numbers: &[u32]) -> Vec<usize> {
        let mut widest = 0;
        let mut out: Vec<usize> = numbers
            .iter()
            .rev()
            .map(|it| {
                widest = widest.max(self.width(*it));
                widest
            })
            .collect();
        out.reverse();
        out
    }

    /// Takes the anchors out of their hidden column.
    fn take_anchors(&mut self) -> BTreeMap<u32, Anchor> {
        let head = self.rows.values().flat_map(|row| row.iter()).find(|(_, it)| it.text == ANCHOR_HEAD).map(|(column, _)| *column);
        let Some(column) = head else { return BTreeMap::new() };
        let mut out = BTreeMap::new();
        for (number, row) in &mut self.rows {
            if let Some(anchor) = row.get(&column).and_then(|it| Anchor::new(&it.text)).filter(|it| it.as_str() != ANCHOR_HEAD) {
                out.insert(*number, anchor);
                row.remove(&column);
            } else if row.get(&column).is_some_and(|it| it.text == ANCHOR_HEAD) {
                row.remove(&column);
            }
        }
        self.rows.retain(|_, row| !row.is_empty());
        out
    }

    fn width(&self, number: u32) -> usize {
        self.rows.get(&number).map_or(0, BTreeMap::len)
    }

    /// Does a row begin with the head of a column of ordinals (TT, STT)?
    fn counts(&self, number: u32) -> bool {
        let first = self.rows.get(&number).and_then(|row| row.values().next());
        first.is_some_and(|it| matches!(fold(&it.text).trim_end_matches('.'), "tt" | "stt" | "so tt" | "so thu tu")) && self.width(number) > 1
    }

    /// For each row the head of a table that it is, or that follows it after nothing but titles.
    fn heads_below(&self, numbers: &[u32]) -> Vec<Option<u32>> {
        let mut next = None;
        let mut out: Vec<Option<u32>> = numbers
            .iter()
            .rev()
            .map(|it| {
                if self.counts(*it) {
                    next = Some(*it);
                } else if self.width(*it) != 1 {
                    next = None;
                }
                next
            })
            .collect();
        out.reverse();
        out
    }

    /// Do two rows hold the same words?
    fn same(&self, left: u32, right: u32) -> bool {
        let words = |it: u32| self.rows.get(&it).into_iter().flat_map(BTreeMap::values).map(|it| it.text.as_str());
        left == right || words(left).eq(words(right))
    }

    /// One row: its written cells, its merged ones, and the empty ones between them while there is `room` for them.
    fn row(&self, number: u32, left: u32, areas: &Areas<'_>, anchor: Option<&Anchor>, place: &Place, room: &mut usize) -> Row {
        let mut row = Row { place: place.clone(), ..Row::default() };
        let written = self.rows.get(&number);
        let last = written.and_then(|it| it.keys().next_back().copied()).unwrap_or(left).max(areas.reach().unwrap_or(left));
        let last = last.min(left.saturating_add(u32::try_from(COLUMNS_MAX).unwrap_or(u32::MAX)));
        let mut column = left;
        while column <= last {
            let area = areas.at(column);
            let span = area.map_or(1, |it| it.end.1.min(last).saturating_sub(column).saturating_add(1));
            let here = written.and_then(|it| it.get(&column));
            if here.is_some() || *room > 0 {
                *room = room.saturating_sub(1);
                row.cells.push(Cell {
                    text: here.map(|it| it.text.clone()).unwrap_or_default(),
                    bold: here.is_some_and(|it| it.bold),
                    column: (column - left) as usize,
                    span: span as usize,
                    continues: area.is_some_and(|it| it.start.0 < number),
                    anchors: Vec::new(),
                    place: place.clone(),
                });
            }
            column = column.saturating_add(span.max(1));
        }
        if let (Some(anchor), Some(first)) = (anchor, row.cells.first_mut()) {
            first.anchors.push(anchor.clone());
        }
        row
    }
}

/// The merged areas of a sheet, gone through from its top.
struct Areas<'m> {
    /// Those that begin further down, the next one last.
    waiting: Vec<&'m Dimensions>,
    /// Those that cover the present row.
    here: Vec<&'m Dimensions>,
}

impl<'m> Areas<'m> {
    /// Areas that one row of a paper can sensibly have; a file made to hurt has more.
    const HERE_MAX: usize = 1000;

    fn new(merged: &'m [Dimensions]) -> Areas<'m> {
        let mut waiting: Vec<&Dimensions> = merged.iter().collect();
        waiting.sort_by_key(|it| std::cmp::Reverse(it.start));
        Areas { waiting, here: Vec::new() }
    }

    fn go_to(&mut self, row: u32) {
        self.here.retain(|it| it.end.0 >= row);
        while let Some(next) = self.waiting.pop_if(|it| it.start.0 <= row) {
            if next.end.0 >= row && self.here.len() < Self::HERE_MAX {
                self.here.push(next);
            }
        }
    }

    fn at(&self, column: u32) -> Option<&'m Dimensions> {
        self.here.iter().copied().find(|it| (it.start.1..=it.end.1).contains(&column))
    }

    fn reach(&self) -> Option<u32> {
        self.here.iter().map(|it| it.end.1).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(cells: &[(u32, u32, &str)]) -> Grid {
        let mut grid = Grid::default();
        for (row, column, text) in cells {
            grid.write(*row, *column, Written { text: (*text).to_owned(), bold: false });
        }
        grid
    }

    fn shape(block: &Block) -> Vec<String> {
        match block {
            Block::Paragraph(it) => vec![format!("{}: {}", it.place.line, it.text)],
            Block::Table(table) => table
                .rows
                .iter()
                .map(|row| row.cells.iter().map(|it| format!("{}+{}{}{}", it.column, it.span, if it.continues { "^" } else { "=" }, it.text)).collect::<Vec<_>>().join(" | "))
                .collect(),
        }
    }

    #[test]
    fn titles_stand_before_the_table_and_merged_cells_span_and_continue() {
        let cells = [
            (0, 1, "DANH MỤC NHIỆM VỤ"),
            (2, 1, "TT"),
            (2, 2, "Nhiệm vụ"),
            (2, 3, "Chủ trì"),
            (3, 1, "1"),
            (3, 2, "Rà soát"),
            (3, 3, "Phòng A"),
            (4, 1, "2"),
            (4, 2, "Số hoá"),
            (5, 1, "Nhóm hai"),
        ];
        let merged = [Dimensions::new((3, 3), (4, 3)), Dimensions::new((5, 1), (5, 3))];
        let got: Vec<Vec<String>> = grid(&cells).blocks("Bảng", &merged).iter().map(shape).collect();
        let want = [vec!["1: DANH MỤC NHIỆM VỤ"], vec!["0+1=TT | 1+1=Nhiệm vụ | 2+1=Chủ trì", "0+1=1 | 1+1=Rà soát | 2+1=Phòng A", "0+1=2 | 1+1=Số hoá | 2+1^", "0+3=Nhóm hai"]];
        assert_eq!(got, want);
    }

    #[test]
    fn a_second_table_below_a_title_is_a_table_of_its_own() {
        let cells = [
            (0, 0, "TT"),
            (0, 1, "Chỉ tiêu"),
            (0, 2, "Mức"),
            (1, 0, "1"),
            (1, 1, "Tỷ lệ"),
            (1, 2, "5%"),
            (2, 0, "Nhóm"),
            (3, 0, "TT"),
            (3, 1, "Chỉ tiêu"),
            (3, 2, "Mức"),
            (4, 0, "NHIỆM VỤ"),
            (5, 0, "STT"),
            (5, 1, "Việc"),
            (5, 2, "Hạn"),
        ];
        let got = grid(&cells).blocks("s", &[]);
        assert!(matches!(got.as_slice(), [Block::Table(_), Block::Paragraph(_), Block::Table(_)]), "{got:?}");
    }

    #[test]
    fn the_hidden_column_of_anchors_is_taken_out() {
        let got = grid(&[(0, 0, "TT"), (0, 1, "Việc"), (0, 2, "hd_anchor"), (1, 0, "1"), (1, 1, "Rà soát"), (1, 2, "t_1_ra_soat")]).blocks("s", &[]);
        let [Block::Table(table)] = got.as_slice() else { panic!("one table, got {got:?}") };
        assert_eq!(table.rows.iter().map(|it| it.cells.len()).collect::<Vec<_>>(), [2, 2]);
        assert_eq!(table.rows[1].cells[0].anchors, [Anchor::new("t_1_ra_soat").expect("an anchor")]);
    }

    #[test]
    fn a_sheet_written_at_its_far_corners_takes_no_more_room_than_its_cells() {
        let cells: Vec<(u32, u32, &str)> = (0..2000).flat_map(|row| [(row * 500, 0, "a"), (row * 500, 9_999, "b")]).collect();
        let made: usize = grid(&cells).blocks("s", &[]).iter().map(|it| if let Block::Table(table) = it { table.rows.iter().map(|row| row.cells.len()).sum() } else { 0 }).sum();
        assert!(made <= CELLS_MAX + cells.len(), "{made}");
    }
}
