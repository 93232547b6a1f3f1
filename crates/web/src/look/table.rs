//! Lists with columns. On a narrow screen each row stands as a card with its column names.

use maud::{Markup, html};

/// A column: its name and whether it holds figures.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) is_figures: bool,
}

impl Column {
    pub(crate) fn text(name: impl Into<String>) -> Column {
        Column { name: name.into(), is_figures: false }
    }
    pub(crate) fn figures(name: impl Into<String>) -> Column {
        Column { name: name.into(), is_figures: true }
    }
}

/// A table; the first cell of a row is its head. Roles are said aloud because a card is no table to some browsers.
pub(crate) fn table(caption: &str, columns: &[Column], rows: &[Vec<Markup>]) -> Markup {
    html! {
        table.list role="table" {
            caption { (caption) }
            thead role="rowgroup" {
                tr role="row" { @for column in columns { th.figures[column.is_figures] scope="col" role="columnheader" { (column.name) } } }
            }
            tbody role="rowgroup" {
                @for row in rows {
                    tr role="row" {
                        @for (at, (cell, column)) in row.iter().zip(columns).enumerate() {
                            @if at == 0 {
                                th scope="row" role="rowheader" data-label=(column.name) { (cell) }
                            } @else {
                                td.figures[column.is_figures] role="cell" data-label=(column.name) { (cell) }
                            }
                        }
                    }
                }
            }
        }
    }
}
