//! How much of a measure: the number in words and a bar beside it, over the measure or within it. Plain HTML, so it prints.

use maud::{Markup, html};

/// So much, where `full` fills the bar; it is marked where it goes beyond `measure`.
pub(crate) fn meter(text: &str, value: u64, full: u64, measure: Option<u64>) -> Markup {
    let full = full.max(value).max(1);
    let is_over = measure.is_some_and(|it| it < value);
    html! {
        span.meter.over[is_over] {
            span.meter-text { (text) } " "
            meter min="0" max=(full) value=(value) high=[measure.map(|it| it.min(full))] aria-hidden="true" { (value) }
        }
    }
}
