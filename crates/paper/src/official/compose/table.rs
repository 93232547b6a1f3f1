//! Item rows put together as tables, with group rows for the headings between them.

use hanhdong_domain::programme::{Form, Heading, KeyWork, Node, Target, TaskItem};

use super::clean;
use super::columns::{self, Column, Served};
use crate::official::layout::LayoutPack;
use crate::official::paper::{Row, Table};

/// Where a table is to stand: in an annex every heading above its rows is a group row; in the body only those are that
/// have sisters inside the table, the others stay headings of the text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Where {
    Body,
    Annex,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Target,
    Task,
    KeyWork,
}

/// The kind of a node that is to be a row of a table.
fn row_kind(node: &Node) -> Option<Kind> {
    match node {
        Node::Target(it) if it.form == Form::Row => Some(Kind::Target),
        Node::Task(it) if it.form == Form::Row => Some(Kind::Task),
        Node::KeyWork(it) if it.form == Form::Row => Some(Kind::KeyWork),
        Node::Target(_) | Node::Task(_) | Node::KeyWork(_) | Node::Heading(_) | Node::Text(_) | Node::Goal(_) | Node::Requirement(_) | Node::Arrangement(_) => None,
    }
}

/// The table that begins at a node, and how many nodes it takes; `None` where the node stands outside tables.
pub(super) fn table_at(nodes: &[Node], at: usize, served: &Served, pack: &LayoutPack, place: Where) -> Option<(Table, usize)> {
    let rest = nodes.get(at..)?;
    let leading = rest.iter().take_while(|it| matches!(it, Node::Heading(_))).count();
    let kind = row_kind(rest.get(leading)?)?;
    let end = leading + run_length(rest.get(leading..)?, kind);
    let run = rest.get(..end)?;
    if leading > 0 && !heads_group(run, leading, place) {
        return None;
    }
    let above = nodes.get(..at).unwrap_or_default();
    let columns = columns_of(run, kind, above, served);
    let wide = place == Where::Annex && columns.len() >= pack.annex.landscape_from_columns;
    let width_mm = if wide { pack.side_text_width_mm() } else { pack.page.text_width_mm() };
    Some((table(run, columns, width_mm), end))
}

/// How many nodes from the first row belong to its table.
fn run_length(nodes: &[Node], kind: Kind) -> usize {
    let mut end = 0;
    for (i, node) in nodes.iter().enumerate() {
        if row_kind(node) == Some(kind) {
            end = i + 1;
        } else if !matches!(node, Node::Heading(_)) {
            break;
        }
    }
    end
}

/// Is the first of the headings above a table the heading of its first group?
fn heads_group(run: &[Node], leading: usize, place: Where) -> bool {
    if place == Where::Annex {
        return true;
    }
    let level = |node: &Node| if let Node::Heading(it) = node { Some(it.level) } else { None };
    let Some(inner) = run.iter().skip(leading).filter_map(level).min() else { return false };
    let levels: Vec<u8> = run.iter().take(leading).filter_map(level).collect();
    levels.iter().all(|it| *it >= inner) && levels.windows(2).all(|it| it[0] < it[1])
}

fn columns_of(run: &[Node], kind: Kind, above: &[Node], served: &Served) -> Vec<Column> {
    match kind {
        Kind::Target => {
            let items: Vec<&Target> = run.iter().filter_map(|it| if let Node::Target(it) = it { Some(it) } else { None }).collect();
            columns::targets(&items, &group_years(run, above))
        }
        Kind::Task => {
            let items: Vec<&TaskItem> = run.iter().filter_map(|it| if let Node::Task(it) = it { Some(it) } else { None }).collect();
            columns::tasks(&items, served)
        }
        Kind::KeyWork => {
            let items: Vec<&KeyWork> = run.iter().filter_map(|it| if let Node::KeyWork(it) = it { Some(it) } else { None }).collect();
            columns::key_works(&items, served)
        }
    }
}

/// The years that the nearest heading above each row says.
fn group_years(run: &[Node], above: &[Node]) -> Vec<Vec<i16>> {
    let mut years = above.iter().rev().find_map(|it| if let Node::Heading(it) = it { Some(years_of(it)) } else { None }).unwrap_or_default();
    let mut out = Vec::new();
    for node in run {
        match node {
            Node::Heading(it) => years = years_of(it),
            Node::Target(_) => out.push(years.clone()),
            Node::Text(_) | Node::Goal(_) | Node::Requirement(_) | Node::Task(_) | Node::KeyWork(_) | Node::Arrangement(_) => {}
        }
    }
    out
}

fn years_of(heading: &Heading) -> Vec<i16> {
    heading.text.split(|c: char| !c.is_ascii_digit()).filter(|it| it.len() == 4).filter_map(|it| it.parse().ok()).collect()
}

fn table(run: &[Node], columns: Vec<Column>, width_mm: f64) -> Table {
    let widths = columns::shares(&columns, width_mm);
    let aligns = columns.iter().map(|it| it.align).collect();
    let mut cells: Vec<std::vec::IntoIter<String>> = Vec::with_capacity(columns.len());
    let mut header = Vec::with_capacity(columns.len());
    for column in columns {
        header.push(column.header);
        cells.push(column.cells.into_iter());
    }
    let row = |node: &Node| match node.item() {
        Some(item) => Some(Row::Item { cells: cells.iter_mut().map(|it| it.next().unwrap_or_default()).collect(), anchor: item.anchor().clone() }),
        None => group(node),
    };
    let rows = run.iter().filter_map(row).collect();
    Table { header, widths, aligns, rows }
}

fn group(node: &Node) -> Option<Row> {
    let Node::Heading(heading) = node else { return None };
    let level = if heading.level <= 2 { 2 } else { 3 };
    Some(Row::Group { level, mark: heading.mark.as_deref().map(clean).unwrap_or_default(), text: clean(&heading.text) })
}
