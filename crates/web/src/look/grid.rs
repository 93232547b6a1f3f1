//! A table to be filled in: one small field a cell, each named by its row and column for those who do not see them.

use std::borrow::Cow;

use maud::{Markup, html};

/// A cell to be filled in.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    pub(crate) name: String,
    /// Row and column in words.
    pub(crate) label: String,
    pub(crate) value: String,
    pub(crate) is_wrong: bool,
}

/// The table; links lead to it by its id. On a narrow screen it is drawn along.
pub(crate) fn grid(id: &str, caption: &str, columns: &[Cow<'_, str>], rows: &[(String, Vec<Cell>)]) -> Markup {
    html! {
        div.matrix-scroll tabindex="0" role="region" aria-label=(caption) {
            table.matrix.fill id=(id) {
                thead { tr { @for it in columns { th scope="col" { (it) } } } }
                tbody { @for (head, cells) in rows {
                    tr { th scope="row" { (head) } @for it in cells {
                        td { input type="text" inputmode="decimal" size="7" autocomplete="off" name=(it.name) value=(it.value) aria-label=(it.label) aria-invalid=[it.is_wrong.then_some("true")]; }
                    } }
                } }
            }
        }
    }
}
