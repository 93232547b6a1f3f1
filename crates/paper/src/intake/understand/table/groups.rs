//! Rows that head the rows below them.

use hanhdong_domain::programme::{Heading, Node, Passage, PassageRole};
use hanhdong_domain::text::squeeze;

use super::super::columns::{Column, Layout, Rows};
use super::super::line::{Line, Mark, is_capitals, roman};
use super::horizon_of;
use crate::intake::raw::{Cell, Row};

/// A row that heads the rows below it.
pub(super) fn group_row(row: &Row, layout: &Layout, next: Option<&Row>) -> Option<Heading> {
    let order_column = layout.columns.iter().position(|it| *it == Column::Order);
    let order = order_column.and_then(|it| row.at(it)).map(|it| normal_code(&it.text)).unwrap_or_default();
    let filled: Vec<&Cell> = row.cells.iter().filter(|it| !it.continues && !it.text.trim().is_empty()).collect();
    let wide = filled.iter().find(|it| it.span * 2 > layout.columns.len() && it.span > 1);
    let name = layout.name_column().and_then(|it| row.at(it)).filter(|it| !it.text.trim().is_empty());
    let heading = |mark: Option<String>, cell: &Cell| {
        let line = Line::of_text(&squeeze(&cell.text), &row.place);
        let (mark, text) = match (mark, line.code()) {
            (None, Some(code)) => (Some(code), line.body),
            (mark, _) => (mark, squeeze(&cell.text)),
        };
        Some(Heading { level: 2, mark, text, place: row.place.clone() })
    };
    let lettered = roman(&order).is_some() || order.chars().count() == 1 && order.chars().all(char::is_uppercase);
    if lettered && let Some(cell) = wide.copied().or(name) {
        let others = filled.iter().filter(|it| Some(it.column) != order_column && it.column != cell.column).count();
        return (others <= 1).then(|| heading(Some(order.clone()), cell)).flatten();
    }
    if let Some(cell) = wide
        && filled.iter().all(|it| it.column == cell.column || Some(it.column) == order_column)
        && row.cells.iter().all(|it| !it.continues)
    {
        return heading((!order.is_empty()).then(|| order.clone()), cell);
    }
    let name = name?;
    let others_empty = row.cells.iter().all(|it| it.column == name.column || Some(it.column) == order_column || (it.text.trim().is_empty() && !it.continues));
    if !others_empty || name.continues {
        return None;
    }
    let order_cell_empty = order.is_empty();
    let marked = Line::of_text(&squeeze(&name.text), &row.place);
    let lettered_name = matches!(marked.mark, Mark::Roman(_) | Mark::Capital(_));
    if order_cell_empty && (name.bold || is_capitals(&name.text) || lettered_name || horizon_of(&name.text).is_some() && name.text.chars().count() < 60) {
        return heading(None, name);
    }
    let children = next.and_then(|it| it.at(order_column?)).is_some_and(|it| normal_code(&it.text).starts_with(&format!("{order}.")));
    let restarts =
        layout.rows != Rows::Targets && name.bold && next.and_then(|it| it.at(order_column?)).is_some_and(|it| matches!(normal_code(&it.text).as_str(), "1" | "a" | "-"));
    // A numbered target without a level may head sub-targets and still be one; a group of targets stands out.
    let next_plain = || next.and_then(|it| it.at(name.column)).is_some_and(|it| !it.bold);
    let heads = !order_cell_empty && if layout.rows == Rows::Targets { name.bold && children && next_plain() } else { children || restarts };
    heads.then(|| heading(Some(order.clone()), name)).flatten()
}

/// A cell of a group row beside its name is kept in sight.
pub(super) fn stray_cells(row: &Row, layout: &Layout, nodes: &mut Vec<Node>) {
    for cell in row.cells.iter().filter(|it| !it.continues && it.span == 1) {
        let known = matches!(layout.columns.get(cell.column), Some(Column::Order | Column::TaskName | Column::TargetName | Column::WorkName));
        if !known && cell.text.chars().any(char::is_alphanumeric) {
            nodes.push(Node::Text(Passage { role: PassageRole::Unread, text: squeeze(&cell.text), place: row.place.clone() }));
        }
    }
}

pub(super) fn normal_code(text: &str) -> String {
    squeeze(text).trim_end_matches(['.', ')', ' ', '-']).trim_start_matches(['(', ' ']).replace(' ', "")
}
