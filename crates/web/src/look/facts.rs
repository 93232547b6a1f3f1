//! A list of names and what they are: lead, date, resources of a task.

use maud::{Markup, html};

/// Names and values, one under the other where there is little room.
pub(crate) fn facts(pairs: &[(String, Markup)]) -> Markup {
    html! {
        dl.facts { @for (name, value) in pairs { div { dt { (name) } dd { (value) } } } }
    }
}
