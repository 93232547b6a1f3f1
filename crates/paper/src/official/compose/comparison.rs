//! Two versions side by side, as a table to be printed: what stood there, what stands there.

use hanhdong_domain::programme::{Anchor, Document, Signature};

use super::{clean, head};
use crate::official::layout::LayoutPack;
use crate::official::paper::{Align, Block, OfficialPaper, Paragraph, Row, Style, Table};
use crate::redline::{Change, ChangeKind};

/// What a comparison of two drafts is called.
pub const COMPARISON: &str = "BẢNG SO SÁNH DỰ THẢO";
/// What the comparison of the issued text with the one the congress discussed is called.
pub const AFTER_CONGRESS: &str = "NHỮNG NỘI DUNG THAY ĐỔI SAU ĐẠI HỘI";

/// What a comparison says.
#[doc(alias = "bảng so sánh dự thảo")]
#[derive(Clone, Copy, Debug)]
pub struct Comparison<'a> {
    /// What the table is called, in capitals; [`COMPARISON`] as a rule.
    pub kind: &'a str,
    /// Head of the paper: whose it is.
    pub document: &'a Document,
    /// What the earlier version is called.
    pub old: &'a str,
    /// What the later version is called.
    pub new: &'a str,
    /// What differs.
    pub changes: &'a [Change],
}

/// Lays the comparison out under a pack. What only changed its place is told in a line of its own.
pub fn comparison(comparison: &Comparison<'_>, pack: &LayoutPack) -> OfficialPaper {
    let of = comparison.document;
    let what: Vec<&str> = [of.kind.as_deref(), of.title.as_deref()].into_iter().flatten().collect();
    let document = Document {
        superior: of.superior.clone(),
        issuer: of.issuer.clone(),
        kind: Some(comparison.kind.to_owned()),
        title: Some(what.join(" ")).filter(|it| !it.is_empty()),
        signature: Signature::default(),
        ..Document::default()
    };
    let mut paper = head::head(&document, pack);
    paper.body = vec![said(&format!("Bản trước: {}.", comparison.old)), said(&format!("Bản sau: {}.", comparison.new))];
    if comparison.changes.is_empty() {
        paper.body.push(said("Hai bản không khác nhau."));
    } else {
        paper.body.push(Block::Table(table(comparison.changes)));
    }
    paper
}

fn said(text: &str) -> Block {
    Block::Paragraph(Paragraph { style: Style::Body, text: clean(text), anchor: None })
}

fn table(changes: &[Change]) -> Table {
    let row = |(at, change): (usize, &Change)| {
        let code = change.code.as_deref().map(|it| format!(" {it}")).unwrap_or_default();
        let moved = if change.moved && change.kind != ChangeKind::Moved { format!("\n{}", ChangeKind::Moved.words()) } else { String::new() };
        let what = clean(&format!("{}{code}", change.what)) + "\n" + change.kind.words() + &moved;
        let side = |pick: fn(&crate::redline::FieldChange) -> &str| {
            let said = |it| (!pick(it).is_empty()).then(|| format!("{}: {}", it.field, pick(it)));
            if change.kind == ChangeKind::Moved { change.title.clone() } else { change.fields.iter().filter_map(said).collect::<Vec<_>>().join("\n") }
        };
        let cells = vec![(at + 1).to_string(), what, side(|it| &it.old), side(|it| &it.new)];
        Some(Row::Item { cells, anchor: Anchor::new(&format!("b_{}", at + 1))? })
    };
    Table {
        header: ["STT", "Nội dung", "Bản trước", "Bản sau"].map(str::to_owned).to_vec(),
        widths: vec![0.07, 0.19, 0.37, 0.37],
        aligns: vec![Align::Centre, Align::Left, Align::Left, Align::Left],
        rows: changes.iter().enumerate().filter_map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation;
    use crate::redline::diff;

    #[test]
    fn every_change_has_its_row_with_the_words_of_both_versions() {
        let old = notation::read(include_str!("../../../../../samples/xa-mau.notation")).expect("a sample");
        let mut new = old.clone();
        let node = new.parts.iter_mut().flat_map(|it| &mut it.nodes).find_map(|it| if let hanhdong_domain::programme::Node::Task(it) = it { Some(it) } else { None });
        node.expect("a task").title.push_str(" theo lộ trình");
        let changes = diff(&old, &new);
        for pack in LayoutPack::all() {
            let paper = comparison(&Comparison { kind: COMPARISON, document: &new.document, old: "Dự thảo lần 1", new: "Bản hiện tại", changes: &changes }, pack);
            let Some(Block::Table(table)) = paper.body.last() else { panic!("a table") };
            assert_eq!(table.rows.len(), changes.len());
            let Some(Row::Item { cells, .. }) = table.rows.first() else { panic!("a row") };
            assert!(cells[3].contains("theo lộ trình") && !cells[2].contains("theo lộ trình"), "{cells:?}");
            let none = comparison(&Comparison { kind: COMPARISON, document: &new.document, old: "a", new: "b", changes: &[] }, pack);
            assert!(format!("{:?}", none.body).contains("Hai bản không khác nhau"));
        }
    }
}
