//! What small papers of an office are made of (slips, minutes, notices): a head, paragraphs, and tables that number their rows.

use hanhdong_domain::programme::{Anchor, Document};

use super::{clean, head};
use crate::official::layout::LayoutPack;
use crate::official::paper::{Align, Block, OfficialPaper, Paragraph, Row, Style, Table};

/// A paper with this head and foot around a body.
pub(super) fn paper(document: &Document, pack: &LayoutPack, body: Vec<Block>) -> OfficialPaper {
    OfficialPaper { body, ..head::head(document, pack) }
}

/// A paragraph.
pub(super) fn said(style: Style, text: &str) -> Block {
    Block::Paragraph(Paragraph { style, text: clean(text), anchor: None })
}

/// A table whose first column numbers its rows; `mark` tells its rows from those of another table of the same paper.
pub(super) fn numbered(header: &[&str], widths: &[f64], mark: &str, rows: impl IntoIterator<Item = Vec<String>>) -> Block {
    let numbered = rows.into_iter().enumerate().map(|(at, cells)| std::iter::once((at + 1).to_string()).chain(cells).collect());
    let aligns = (0..header.len()).map(|at| if at == 0 { Align::Centre } else { Align::Left }).collect();
    Block::Table(plain(header, widths, mark, aligns, numbered))
}

/// A table as it is said.
pub(super) fn plain(header: &[&str], widths: &[f64], mark: &str, aligns: Vec<Align>, rows: impl IntoIterator<Item = Vec<String>>) -> Table {
    let row = |(at, cells): (usize, Vec<String>)| Some(Row::Item { cells: cells.iter().map(|it| clean(it)).collect(), anchor: Anchor::new(&format!("b_{mark}_{}", at + 1))? });
    Table { header: header.iter().map(|it| (*it).to_owned()).collect(), widths: widths.to_vec(), aligns, rows: rows.into_iter().enumerate().filter_map(row).collect() }
}
