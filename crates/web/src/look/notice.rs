//! What a page says about itself: nothing here yet, how far, done, not done, beware.

use maud::{Markup, html};

/// Nothing here yet, and what to do about it.
pub(crate) fn empty(text: &str, act: Option<Markup>) -> Markup {
    html! { div.empty { p { (text) } @if let Some(act) = act { (act) } } }
}

/// How much of the whole, in words and as a bar.
pub(crate) fn progress(text: &str, done: usize, whole: usize) -> Markup {
    html! {
        div.progress {
            p { (text) }
            @if 0 < whole { progress value=(done) max=(whole) aria-label=(text) { (done) "/" (whole) } }
        }
    }
}

/// Something was done, and what of it can be seen or taken back.
pub(crate) fn done(text: &str, more: Option<Markup>) -> Markup {
    html! { div.toast role="status" { p { (text) } @if let Some(more) = more { (more) } } }
}

/// Something was not done: what, why, and what to do.
pub(crate) fn refused(what: &str, why: &str) -> Markup {
    html! { div.finding.error role="alert" { p { strong { (what) } } p { (why) } } }
}

/// To be known before reading on.
pub(crate) fn note(text: &str) -> Markup {
    html! { div.finding.note { p { (text) } } }
}

/// Something may be amiss here.
pub(crate) fn beware(text: &str) -> Markup {
    html! { div.finding.warning { p { (text) } } }
}

/// A warning across the page, above what it is about.
pub(crate) fn banner(text: &str) -> Markup {
    html! { div.banner role="alert" { p { (text) } } }
}
