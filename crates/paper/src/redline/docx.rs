//! The new version in official layout, with what differs from the old one as tracked changes.

use std::collections::{HashMap, HashSet};

use hanhdong_domain::programme::{Anchor, Node, Programme};
use hanhdong_domain::text::{dice, fold, fold_words};

use super::{Pair, Piece, Revision, align_by, matching, units, word_diff};
use crate::official::docx::{Drawer, MarkedRow, kept_blocks, package};
use crate::official::layout::LayoutPack;
use crate::official::paper::{Annex, Block, OfficialPaper, Paragraph, Row, Table};
use crate::official::compose;

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
    let pairs = annex_pairs(&before, &after);
    let annexes: Vec<(Revision, &Annex)> = pairs.iter().map(|it| (it.revision, it.shown)).collect();
    let partners: HashMap<*const Annex, Option<&Annex>> = pairs.iter().map(|it| (std::ptr::from_ref(it.shown), it.before)).collect();
    drawer.sections(&annexes, |drawer, annex, width_mm| match partners.get(&std::ptr::from_ref(annex)).copied().flatten() {
        Some(before) => blocks(drawer, &before.blocks, &annex.blocks, width_mm, usize::MAX),
        None => {
            for block in &annex.blocks {
                drawer.block(block, width_mm, false);
            }
        }
    });
    package(&drawer.into_xml(), &after, pack)
}

/// The old version with the identities of the new one, so that both can be put side by side by anchor alone.
fn with_anchors_of(old: &Programme, new: &Programme) -> Programme {
    let renamed: Vec<(Anchor, Anchor)> = {
        let (before, after) = (units::units(old), units::units(new));
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
            Pair::Old(Block::Paragraph(before)) => before.style == after.style && before.anchor.is_none() && after.anchor.is_none() && dice(&fold_words(&before.text), &words) >= SIMILAR,
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

/// Rows by anchor; columns by header, columns that only the old table has stand last.
fn compare_tables(drawer: &mut Drawer<'_>, old: &Table, new: &Table, width_mm: f64, kept: bool) {
    let gone: Vec<usize> = (0..old.header.len()).filter(|i| old.header.get(*i).is_some_and(|it| !new.header.contains(it))).collect();
    let shape = merged_shape(old, new, &gone);
    let of_old: Vec<Option<usize>> = new.header.iter().map(|it| old.header.iter().position(|other| other == it)).chain(gone.iter().map(|it| Some(*it))).collect();
    let row_key = |row: &Row| match row {
        Row::Item { anchor, .. } => format!("#{anchor}"),
        Row::Group { mark, text, .. } => fold(&format!("{mark} {text}")),
    };
    let cell = |row: &'_ Row, at: Option<usize>| -> String {
        match (row, at) {
            (Row::Item { cells, .. }, Some(at)) => cells.get(at).cloned().unwrap_or_default(),
            (Row::Item { .. } | Row::Group { .. }, _) => String::new(),
        }
    };
    let pairs = align_by(&old.rows, &new.rows, row_key);
    // Rows of the old table laid out in the columns of the merged one.
    let laid: Vec<Option<Row>> = pairs.iter().map(|pair| match pair {
        Pair::Old(row @ Row::Item { anchor, .. }) => Some(Row::Item { cells: of_old.iter().map(|at| cell(row, *at)).collect(), anchor: anchor.clone() }),
        Pair::Old(Row::Group { .. }) | Pair::Both(..) | Pair::New(_) => None,
    }).collect();
    let rows: Vec<MarkedRow<'_>> = pairs.iter().zip(&laid).map(|(pair, laid)| match pair {
        Pair::Both(before @ Row::Item { cells: old_cells, .. }, row @ Row::Item { cells, .. }) if before != row => {
            let said = |list: &'_ [String], at: Option<usize>| at.and_then(|it| list.get(it)).map(String::as_str).unwrap_or_default().to_owned();
            let pieces = of_old.iter().enumerate().map(|(column, at)| owned(word_diff(&said(old_cells, *at), cells.get(column).map_or("", String::as_str)))).collect();
            MarkedRow { row, cells: Some(pieces), revision: Revision::Same }
        }
        Pair::Both(_, row) => MarkedRow { row, cells: None, revision: Revision::Same },
        Pair::Old(row) => MarkedRow { row: laid.as_ref().unwrap_or(row), cells: None, revision: Revision::Deleted },
        Pair::New(row) => MarkedRow { row, cells: None, revision: Revision::Inserted },
    }).collect();
    drawer.marked_table(&shape, &rows, width_mm, kept);
}

fn owned(pieces: Vec<Piece<'_>>) -> Vec<Piece<'static>> {
    pieces.into_iter().map(|it| Piece { revision: it.revision, text: it.text.into_owned().into() }).collect()
}

fn merged_shape(old: &Table, new: &Table, gone: &[usize]) -> Table {
    let mut shape = Table { rows: Vec::new(), ..new.clone() };
    for column in gone {
        shape.header.push(old.header.get(*column).cloned().unwrap_or_default());
        shape.widths.push(old.widths.get(*column).copied().unwrap_or(0.1));
        shape.aligns.push(old.aligns.get(*column).copied().unwrap_or_default());
    }
    let total: f64 = shape.widths.iter().sum();
    for width in &mut shape.widths {
        *width /= total.max(f64::MIN_POSITIVE);
    }
    shape
}

struct AnnexPair<'a> {
    revision: Revision,
    shown: &'a Annex,
    before: Option<&'a Annex>,
}

/// Annexes by their names, then by their place; those of the old version alone come last.
fn annex_pairs<'a>(old: &'a OfficialPaper, new: &'a OfficialPaper) -> Vec<AnnexPair<'a>> {
    let mut free: Vec<&Annex> = old.annexes.iter().collect();
    let mut take = |wanted: &dyn Fn(&Annex) -> bool| free.iter().position(|it| wanted(it)).map(|at| free.remove(at));
    let named: Vec<Option<&Annex>> = new.annexes.iter().map(|annex| take(&|it| fold(&it.heading) == fold(&annex.heading))).collect();
    let pair = |(annex, named): (&'a Annex, Option<&'a Annex>)| {
        let before = named.or_else(|| take(&|it| it.mark == annex.mark));
        let revision = if before.is_some() { Revision::Same } else { Revision::Inserted };
        AnnexPair { revision, shown: annex, before }
    };
    let mut out: Vec<AnnexPair<'a>> = new.annexes.iter().zip(named).map(pair).collect();
    out.extend(free.into_iter().map(|shown| AnnexPair { revision: Revision::Deleted, shown, before: None }));
    out
}
