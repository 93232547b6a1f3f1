//! The new version in official layout, with what differs from the old one as tracked changes.

use std::collections::{HashMap, HashSet};

use hanhdong_domain::programme::{Anchor, Node, Programme};
use hanhdong_domain::text::{dice, fold, fold_words};

use super::{Pair, Piece, Revision, align_by, matching, units, word_diff};
use crate::official::docx::{Drawer, DrawnAnnex, MarkedRow, kept_blocks, package};
use crate::official::layout::LayoutPack;
use crate::official::paper::{Annex, Block, OfficialPaper, Paragraph, Row, Table};
use crate::official::{Served, compose};

/// Draws the new version with real `w:ins` and `w:del`: accepting all gives the new version, rejecting all the words
/// of the old one. What changed its place is deleted there and inserted here.
pub fn docx(old: &Programme, new: &Programme, pack: &LayoutPack) -> Vec<u8> {
    let before = compose(&with_anchors_of(old, new), pack);
    let after = compose(new, pack);
    let mut drawer = Drawer::comparing(pack, &before);
    drawer.head(&after);
    let kept = kept_blocks(&after.body);
    let width_mm = pack.page.text_width_mm();
    blocks(&mut drawer, &before.body, &after.body, width_mm, kept);
    drawer.signature(&after);
    drawer.sections(&annex_pairs(&before, &after), |drawer, drawn, width_mm| match drawn.before {
        Some(before) => blocks(drawer, &before.blocks, &drawn.annex.blocks, width_mm, usize::MAX),
        None => {
            for block in &drawn.annex.blocks {
                drawer.block(block, width_mm, false);
            }
        }
    });
    package(&drawer.into_xml(), &after, pack)
}

/// The old version with the identities of the new one, so that both can be put side by side by anchor alone.
pub fn with_anchors_of(old: &Programme, new: &Programme) -> Programme {
    let renamed: Vec<(Anchor, Anchor)> = {
        let nothing = Served::new();
        let (before, after) = (units::units(old, &nothing), units::units(new, &nothing));
        let partner = matching::pairs(&before, &after);
        let pair = |(i, j): (usize, &Option<usize>)| Some((before.get(i)?.anchor?.clone(), after.get((*j)?)?.anchor?.clone()));
        partner.iter().enumerate().filter_map(pair).collect()
    };
    let new_names: HashMap<&Anchor, &Anchor> = renamed.iter().map(|(from, to)| (from, to)).collect();
    let taken: HashSet<&Anchor> = renamed.iter().map(|(_, to)| to).collect();
    let mut out = old.clone();
    for node in out.parts.iter_mut().flat_map(|it| it.nodes.iter_mut()) {
        if let Some(anchor) = anchor_mut(node) {
            match new_names.get(anchor) {
                Some(name) => *anchor = (*name).clone(),
                // A removed item whose anchor the new version gave to another one.
                None if taken.contains(anchor) => *anchor = Anchor::new(&format!("old_{:.33}", anchor.as_str())).unwrap_or_else(|| anchor.clone()),
                None => {}
            }
        }
    }
    out
}

fn anchor_mut(node: &mut Node) -> Option<&mut Anchor> {
    match node {
        Node::Heading(_) | Node::Text(_) => None,
        Node::Goal(it) => Some(&mut it.anchor),
        Node::Requirement(it) => Some(&mut it.anchor),
        Node::Target(it) => Some(&mut it.anchor),
        Node::Task(it) => Some(&mut it.anchor),
        Node::KeyWork(it) => Some(&mut it.anchor),
        Node::Arrangement(it) => Some(&mut it.anchor),
    }
}

/// What a block is known by: paragraphs by anchor or words, tables by what they list.
fn key(block: &Block) -> String {
    match block {
        Block::Paragraph(Paragraph { anchor: Some(anchor), .. }) => format!("#{anchor}"),
        Block::Paragraph(paragraph) => paragraph.text.clone(),
        Block::Table(table) => format!("table {}", table.header.iter().find(|it| *it != "TT").map_or("", String::as_str)),
    }
}

fn blocks(drawer: &mut Drawer<'_>, old: &[Block], new: &[Block], width_mm: f64, kept: usize) {
    let kept: HashSet<*const Block> = new.iter().skip(kept).map(std::ptr::from_ref).collect();
    let is_kept = |block: &Block| kept.contains(&std::ptr::from_ref(block));
    for pair in joined(align_by(old, new, key)) {
        match pair {
            Pair::Both(Block::Paragraph(before), after @ Block::Paragraph(paragraph)) => {
                drawer.body_paragraph(paragraph, &word_diff(&before.text, &paragraph.text), Revision::Same, is_kept(after));
            }
            Pair::Both(Block::Table(before), after @ Block::Table(table)) => compare_tables(drawer, before, table, width_mm, is_kept(after)),
            Pair::Both(before, after) => {
                whole(drawer, before, Revision::Deleted, width_mm, false);
                whole(drawer, after, Revision::Inserted, width_mm, is_kept(after));
            }
            Pair::Old(block) => whole(drawer, block, Revision::Deleted, width_mm, false),
            Pair::New(block) => whole(drawer, block, Revision::Inserted, width_mm, is_kept(block)),
        }
    }
}

/// Joins a removed and an added paragraph that say nearly the same: a reworded heading or passage.
fn joined<'a>(pairs: Vec<Pair<'a, Block>>) -> Vec<Pair<'a, Block>> {
    const SIMILAR: f64 = 0.5;
    const LOOK_BACK: usize = 12;
    let mut out: Vec<Pair<'a, Block>> = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let Pair::New(block @ Block::Paragraph(after)) = pair else {
            out.push(pair);
            continue;
        };
        let words = fold_words(&after.text);
        let alike = |it: &Pair<'a, Block>| match it {
            Pair::Old(Block::Paragraph(before)) => {
                before.style == after.style && before.anchor.is_none() && after.anchor.is_none() && dice(&fold_words(&before.text), &words) >= SIMILAR
            }
            Pair::Old(Block::Table(_)) | Pair::New(_) | Pair::Both(..) => false,
        };
        let start = out.iter().rposition(|it| matches!(it, Pair::Both(..))).map_or(0, |it| it + 1).max(out.len().saturating_sub(LOOK_BACK));
        let found = out.iter().skip(start).position(alike).map(|it| it + start);
        // The pair keeps the order of the old text only if no other new block stands between.
        let found = found.filter(|at| out.iter().skip(*at).all(|it| !matches!(it, Pair::New(_))));
        match found.and_then(|at| out.get_mut(at)) {
            Some(slot) => {
                if let Pair::Old(before) = *slot {
                    *slot = Pair::Both(before, block);
                }
            }
            None => out.push(pair),
        }
    }
    out
}

fn whole(drawer: &mut Drawer<'_>, block: &Block, revision: Revision, width_mm: f64, kept: bool) {
    drawer.as_whole(revision, |drawer| drawer.block(block, width_mm, kept));
}

/// A column of both tables, or of one of them: its place in the old and in the new one.
#[derive(Clone, Copy)]
struct Column {
    old: Option<usize>,
    new: Option<usize>,
}

impl Column {
    fn revision(self) -> Revision {
        match (self.old, self.new) {
            (Some(_), Some(_)) => Revision::Same,
            (None, _) => Revision::Inserted,
            (Some(_), None) => Revision::Deleted,
        }
    }
}

/// Columns by header, in an order that both tables keep.
fn columns(old: &Table, new: &Table) -> Vec<Column> {
    let places = |table: &Table| table.header.iter().cloned().enumerate().collect::<Vec<_>>();
    let (before, after) = (places(old), places(new));
    let column = |pair| match pair {
        Pair::Both((i, _), (j, _)) => Column { old: Some(*i), new: Some(*j) },
        Pair::Old((i, _)) => Column { old: Some(*i), new: None },
        Pair::New((j, _)) => Column { old: None, new: Some(*j) },
    };
    align_by(&before, &after, |(_, header): &(usize, String)| header.clone()).into_iter().map(column).collect()
}

/// Rows by anchor, cells by word; columns that only one of the tables has stand too.
fn compare_tables(drawer: &mut Drawer<'_>, old: &Table, new: &Table, width_mm: f64, kept: bool) {
    let columns = columns(old, new);
    let row_key = |row: &Row| match row {
        Row::Item { anchor, .. } => format!("#{anchor}"),
        Row::Group { mark, text, .. } => format!("{mark} {text}"),
    };
    let pairs = align_by(&old.rows, &new.rows, row_key);
    let laid: Vec<(Row, Revision, Option<&Row>)> = pairs
        .iter()
        .map(|pair| match pair {
            Pair::Both(before, row) => (laid_out(row, &columns, |it| it.new), Revision::Same, Some(*before)),
            Pair::New(row) => (laid_out(row, &columns, |it| it.new), Revision::Inserted, None),
            Pair::Old(row) => (laid_out(row, &columns, |it| it.old), Revision::Deleted, None),
        })
        .collect();
    let rows: Vec<MarkedRow<'_>> =
        laid.iter().map(|(row, revision, before)| MarkedRow { row, cells: before.and_then(|it| compared_cells(it, row, &columns)), revision: *revision }).collect();
    let revisions: Vec<Revision> = columns.iter().map(|it| it.revision()).collect();
    drawer.marked_table(&merged_shape(old, new, &columns), &revisions, &rows, width_mm, kept);
}

/// A row in the columns of both tables.
fn laid_out(row: &Row, columns: &[Column], side: impl Fn(&Column) -> Option<usize>) -> Row {
    match row {
        Row::Item { cells, anchor } => {
            let cells = columns.iter().map(|it| side(it).and_then(|at| cells.get(at)).cloned().unwrap_or_default()).collect();
            Row::Item { cells, anchor: anchor.clone() }
        }
        Row::Group { .. } => row.clone(),
    }
}

/// The cells of a row that both versions have, where they differ.
fn compared_cells<'a>(before: &'a Row, row: &'a Row, columns: &[Column]) -> Option<Vec<Vec<Piece<'a>>>> {
    let (Row::Item { cells: before, .. }, Row::Item { cells, .. }) = (before, row) else { return None };
    let said = |column: &Column| column.old.and_then(|at| before.get(at)).map_or("", String::as_str);
    let differs = columns.iter().zip(cells).any(|(column, cell)| said(column) != cell);
    differs.then(|| columns.iter().zip(cells).map(|(column, cell)| word_diff(said(column), cell)).collect())
}

fn merged_shape(old: &Table, new: &Table, columns: &[Column]) -> Table {
    let mut shape = Table::default();
    for column in columns {
        let (table, at) = match (column.new, column.old) {
            (Some(at), _) => (new, at),
            (None, at) => (old, at.unwrap_or_default()),
        };
        shape.header.push(table.header.get(at).cloned().unwrap_or_default());
        shape.widths.push(table.widths.get(at).copied().unwrap_or(0.1));
        shape.aligns.push(table.aligns.get(at).copied().unwrap_or_default());
    }
    let total: f64 = shape.widths.iter().sum();
    for width in &mut shape.widths {
        *width /= total.max(f64::MIN_POSITIVE);
    }
    shape
}

/// Annexes by their names, then by their place; those of the old version alone come last.
fn annex_pairs<'a>(old: &'a OfficialPaper, new: &'a OfficialPaper) -> Vec<DrawnAnnex<'a>> {
    let mut free: Vec<&Annex> = old.annexes.iter().collect();
    let mut take = |wanted: &dyn Fn(&Annex) -> bool| free.iter().position(|it| wanted(it)).map(|at| free.remove(at));
    let named: Vec<Option<&Annex>> = new.annexes.iter().map(|annex| take(&|it| fold(&it.heading) == fold(&annex.heading))).collect();
    let pair = |(annex, named): (&'a Annex, Option<&'a Annex>)| {
        let before = named.or_else(|| take(&|it| it.mark == annex.mark));
        let revision = if before.is_some() { Revision::Same } else { Revision::Inserted };
        DrawnAnnex { revision, annex, before }
    };
    let mut out: Vec<DrawnAnnex<'a>> = new.annexes.iter().zip(named).map(pair).collect();
    out.extend(free.into_iter().map(|annex| DrawnAnnex { revision: Revision::Deleted, annex, before: None }));
    out
}
