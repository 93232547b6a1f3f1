//! A list of names and what they are: lead, date, resources of a task.

use maud::{Markup, Render, html};

/// Names and values, side by side; what has no value is left out by the caller.
pub(crate) fn facts(pairs: impl IntoIterator<Item = (impl Render, Markup)>) -> Markup {
    html! {
        dl.facts { @for (name, value) in pairs { div { dt { (name) } dd { (value) } } } }
    }
}
