//! Where one is and where one can go: breadcrumbs, tabs, pager.

use maud::{Markup, html};

use crate::words::Words;

/// The way here from the first page: address and label; where one is stands last in the page's title.
pub(crate) fn crumbs(words: Words, way: &[(String, String)]) -> Markup {
    html! {
        @if !way.is_empty() {
            nav.crumbs aria-label=(words.say("look-crumbs")) { ol { @for (href, label) in way { li { a href=(href) { (label) } } } } }
        }
    }
}

/// The pages about one thing: address, label, how many wait there.
pub(crate) fn tabs(label: &str, current: &str, pages: &[(String, String, Option<usize>)]) -> Markup {
    html! {
        nav.tabs aria-label=(label) {
            ul {
                @for (href, label, count) in pages {
                    li { a href=(href) aria-current=[(href.as_str() == current).then_some("page")] { (label) @if let Some(count) = count { " " span.count { (count) } } } }
                }
            }
        }
    }
}

/// To the pages before and after.
pub(crate) fn pager(words: Words, before: Option<&str>, after: Option<&str>) -> Markup {
    html! {
        @if before.is_some() || after.is_some() {
            nav.pager aria-label=(words.say("look-pager")) {
                @if let Some(href) = before { a.button.plain rel="prev" href=(href) { (words.say("look-page-before")) } }
                @if let Some(href) = after { a.button.plain rel="next" href=(href) { (words.say("look-page-after")) } }
            }
        }
    }
}
