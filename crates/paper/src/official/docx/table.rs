//! Item tables: header row repeated, rows not split, identities in the first cell that holds something.

use hanhdong_domain::programme::Anchor;

use super::body::{Drawer, put};
use super::styles;
use super::xml::twips_mm;
use crate::official::paper::{Align, Row, Table};
use crate::redline::{Piece, Revision};

/// A row with its text in pieces, as a comparison finds it.
pub(crate) struct MarkedRow<'a> {
    pub(crate) row: &'a Row,
    /// The pieces of each cell; `None`: the cells as they are.
    pub(crate) cells: Option<Vec<Vec<Piece<'a>>>>,
    pub(crate) revision: Revision,
}

impl Drawer<'_> {
    pub(super) fn table(&mut self, table: &Table, width_mm: f64, kept: bool) {
        let rows: Vec<MarkedRow<'_>> = table.rows.iter().map(|row| MarkedRow { row, cells: None, revision: Revision::Same }).collect();
        self.marked_table(table, &[], &rows, width_mm, kept);
    }

    /// A table whose rows are given apart; `columns` says which columns are new or gone (none: all stay); `kept`: its last row stays on the page of what follows.
    pub(crate) fn marked_table(&mut self, table: &Table, columns: &[Revision], rows: &[MarkedRow<'_>], width_mm: f64, kept: bool) {
        self.line(styles::GAP, "<w:keepNext/><w:spacing w:before=\"80\"/>", "");
        let widths = grid(table, width_mm);
        self.open_table(&widths);
        self.header_row(table, columns, &widths);
        for (i, row) in rows.iter().enumerate() {
            self.row(table, &widths, row, kept && i + 1 == rows.len());
        }
        self.out.push_str("</w:tbl>");
        self.table_ended();
    }

    fn open_table(&mut self, widths: &[i64]) {
        let eighths = (self.pack.annex.border_pt * 8.0).round() as i64;
        let margin = twips_mm(self.pack.annex.cell_margin_mm);
        put(&mut self.out, format_args!("<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblBorders>", widths.iter().sum::<i64>()));
        for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
            put(&mut self.out, format_args!("<w:{side} w:val=\"single\" w:sz=\"{eighths}\" w:space=\"0\" w:color=\"000000\"/>"));
        }
        put(
            &mut self.out,
            format_args!(
                "</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:top w:w=\"30\" w:type=\"dxa\"/><w:left w:w=\"{margin}\" w:type=\"dxa\"/><w:bottom w:w=\"30\" w:type=\"dxa\"/><w:right w:w=\"{margin}\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>"
            ),
        );
        for width in widths {
            put(&mut self.out, format_args!("<w:gridCol w:w=\"{width}\"/>"));
        }
        self.out.push_str("</w:tblGrid>");
    }

    fn header_row(&mut self, table: &Table, columns: &[Revision], widths: &[i64]) {
        self.out.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/>");
        self.revision_tag(self.whole, true);
        self.out.push_str("</w:trPr>");
        for (i, (text, width)) in table.header.iter().zip(widths).enumerate() {
            self.open_cell(*width, 1, true);
            let revision = columns.get(i).copied().unwrap_or_default();
            self.paragraph(styles::CELL_HEADER, "", &[Piece { revision, text: text.into() }], None, Revision::Same);
            self.out.push_str("</w:tc>");
        }
        self.out.push_str("</w:tr>");
    }

    fn row(&mut self, table: &Table, widths: &[i64], marked: &MarkedRow<'_>, kept: bool) {
        self.out.push_str("<w:tr><w:trPr><w:cantSplit/>");
        self.revision_tag(if marked.revision == Revision::Same { self.whole } else { marked.revision }, true);
        self.out.push_str("</w:trPr>");
        match marked.row {
            Row::Item { cells, anchor } => self.item_cells(table, widths, cells, anchor, marked, kept),
            Row::Group { mark, text, .. } => self.group_cells(table, widths, mark, text, marked.revision),
        }
        self.out.push_str("</w:tr>");
    }

    fn item_cells(&mut self, table: &Table, widths: &[i64], cells: &[String], anchor: &Anchor, marked: &MarkedRow<'_>, kept: bool) {
        let bearer = cells.iter().position(|it| !it.is_empty()).unwrap_or(0);
        for (column, width) in widths.iter().enumerate() {
            let align = table.aligns.get(column).copied().unwrap_or_default();
            let text = cells.get(column).map_or("", String::as_str);
            let anchor = (column == bearer && marked.revision != Revision::Deleted).then_some(anchor);
            self.open_cell(*width, 1, false);
            match marked.cells.as_ref().and_then(|it| it.get(column)) {
                Some(pieces) => self.cell_paragraph(align, pieces, anchor, marked.revision, kept),
                None => {
                    for (i, line) in text.split('\n').enumerate() {
                        self.cell_paragraph(align, &[Piece::same(line)], anchor.filter(|_| i == 0), marked.revision, kept);
                    }
                }
            }
            self.out.push_str("</w:tc>");
        }
    }

    fn cell_paragraph(&mut self, align: Align, pieces: &[Piece<'_>], anchor: Option<&Anchor>, revision: Revision, kept: bool) {
        let properties = match (align, kept) {
            (Align::Left, false) => "",
            (Align::Left, true) => "<w:keepNext/>",
            (Align::Centre, false) => "<w:jc w:val=\"center\"/>",
            (Align::Centre, true) => "<w:keepNext/><w:jc w:val=\"center\"/>",
            (Align::Right, false) => "<w:jc w:val=\"right\"/>",
            (Align::Right, true) => "<w:keepNext/><w:jc w:val=\"right\"/>",
        };
        self.paragraph(styles::CELL, properties, pieces, anchor, revision);
    }

    /// A group heading: its mark under TT, its words over the other columns; without a mark over all of them.
    fn group_cells(&mut self, table: &Table, widths: &[i64], mark: &str, text: &str, revision: Revision) {
        let numbered = table.header.first().is_some_and(|it| it == "TT") && widths.len() > 1;
        let (first, rest) = widths.split_first().unwrap_or((&0, &[]));
        if numbered && !mark.is_empty() {
            self.open_cell(*first, 1, false);
            self.paragraph(styles::CELL_GROUP, "<w:jc w:val=\"center\"/>", &[Piece::same(mark)], None, revision);
            self.out.push_str("</w:tc>");
            self.open_cell(rest.iter().sum(), rest.len(), false);
            self.paragraph(styles::CELL_GROUP, "", &[Piece::same(text)], None, revision);
        } else {
            let words = if mark.is_empty() { text.to_owned() } else { format!("{mark}. {text}") };
            self.open_cell(widths.iter().sum(), widths.len(), false);
            self.paragraph(styles::CELL_GROUP, "", &[Piece::same(&words)], None, revision);
        }
        self.out.push_str("</w:tc>");
    }

    fn open_cell(&mut self, width: i64, span: usize, centred: bool) {
        put(&mut self.out, format_args!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>"));
        if span > 1 {
            put(&mut self.out, format_args!("<w:gridSpan w:val=\"{span}\"/>"));
        }
        self.out.push_str(if centred { "<w:vAlign w:val=\"center\"/></w:tcPr>" } else { "</w:tcPr>" });
    }
}

/// Column widths in twips that sum to the text width exactly.
fn grid(table: &Table, width_mm: f64) -> Vec<i64> {
    let total = twips_mm(width_mm);
    let mut widths: Vec<i64> = table.widths.iter().map(|share| (share * total as f64).round() as i64).collect();
    let rest = total - widths.iter().sum::<i64>();
    if let Some(widest) = widths.iter_mut().max() {
        *widest += rest;
    }
    widths
}
