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

/// To the pages of what does not fit on one: where one is, how many there are, the address of each.
pub(crate) fn pages(words: Words, here: usize, count: usize, href: impl Fn(usize) -> String) -> Markup {
    html! {
        @if 1 < count {
            nav.pager aria-label=(words.say("look-pager")) {
                @for page in 0..count { a href=(href(page)) aria-current=[(page == here).then_some("page")] { (page + 1) } " " }
            }
        }
    }
}

/// To what comes after, where nobody has counted how much there is.
pub(crate) fn onward(words: Words, href: Option<String>) -> Markup {
    html! { @if let Some(href) = href { p.pager { a.button.plain rel="next" href=(href) { (words.say("look-page-after")) } } } }
}
