//! A question that wants an answer before anything else. Without script it is a page; with it, a window over the page.

use maud::{Markup, html};

/// A dialog that stands in the page: `is_open` where the page is the dialog (no script needed).
pub(crate) fn dialog(id: &str, title: &str, is_open: bool, body: Markup) -> Markup {
    let title_id = format!("{id}-title");
    html! {
        dialog.dialog id=(id) open[is_open] aria-labelledby=(title_id) {
            h2 id=(title_id) { (title) }
            (body)
        }
    }
}

/// What leaves it without doing anything.
pub(crate) fn closer(label: &str, href: &str) -> Markup {
    html! { a.button.plain href=(href) data-closes="" { (label) } }
}
