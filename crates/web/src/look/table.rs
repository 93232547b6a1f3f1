//! Lists with columns. On a narrow screen each row stands as a card with its column names.

use std::borrow::Cow;

use maud::{Markup, html};

/// A row: its cells, the first of which is its head.
#[derive(Debug)]
pub(crate) struct Row {
    id: Option<String>,
    is_marked: bool,
    cells: Vec<Markup>,
}

impl Row {
    pub(crate) fn of(cells: Vec<Markup>) -> Row {
        Row { id: None, is_marked: false, cells }
    }
    /// Links lead to it by this id.
    pub(crate) fn id(self, id: String) -> Row {
        Row { id: Some(id), ..self }
    }
    /// It wants to be looked at.
    pub(crate) fn marked(self, is_marked: bool) -> Row {
        Row { is_marked, ..self }
    }
}

/// A table. Roles are said aloud because a card is no table to some browsers.
pub(crate) fn table(caption: &str, columns: &[Cow<'_, str>], rows: &[Row]) -> Markup {
    html! {
        table.list role="table" {
            caption { span.unseen { (caption) } }
            thead role="rowgroup" { tr role="row" { @for column in columns { th scope="col" role="columnheader" { (column) } } } }
            tbody role="rowgroup" {
                @for row in rows {
                    tr.marked[row.is_marked] id=[row.id.as_deref()] role="row" {
                        @for (at, (cell, column)) in row.cells.iter().zip(columns).enumerate() {
                            @if at == 0 { th scope="row" role="rowheader" { (cell) } }
                            @else { td role="cell" data-label=(column) { div { (cell) } } }
                        }
                    }
                }
            }
        }
    }
}
