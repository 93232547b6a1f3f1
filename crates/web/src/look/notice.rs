//! What a page says about itself: nothing here yet, under way, done, beware.

use maud::{Markup, html};

/// Nothing here yet, and what to do about it.
pub(crate) fn empty(text: &str, act: Option<Markup>) -> Markup {
    html! { div.empty { p { (text) } @if let Some(act) = act { (act) } } }
}

/// How far something is, of the whole; `None` where nobody knows.
pub(crate) fn progress(label: &str, share: Option<(u32, u32)>) -> Markup {
    html! {
        div.progress role="status" {
            p { (label) @if let Some((done, whole)) = share { " " span.figures { (done) " / " (whole) } } }
            @match share {
                Some((done, whole)) => progress value=(done) max=(whole) aria-label=(label) {},
                None => progress aria-label=(label) {},
            }
        }
    }
}

/// A short word that something was done, or was not.
pub(crate) fn toast(text: &str, is_error: bool, act: Option<Markup>) -> Markup {
    let class = if is_error { "toast error" } else { "toast" };
    html! { div.(class) { p { (text) } @if let Some(act) = act { (act) } } }
}

/// A toast that a partial update brings into the corner of the page.
#[allow(dead_code, reason = "for acts that answer with a piece of a page")]
pub(crate) fn toast_beside(text: &str, act: Option<Markup>) -> Markup {
    html! { div hx-swap-oob="beforeend:#toasts" { (toast(text, false, act)) } }
}

/// A warning across the page, above what it is about.
pub(crate) fn banner(text: &str) -> Markup {
    html! { div.banner role="alert" { p { (text) } } }
}
