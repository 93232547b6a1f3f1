//! Lists of things that have a page of their own: programmes, guidelines.

use maud::{Markup, html};

/// A thing: where it lies, what it is called, what is said about it.
#[derive(Debug)]
pub(crate) struct Thing {
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) about: Markup,
}

/// The list, in the order given.
pub(crate) fn things(things: impl IntoIterator<Item = Thing>) -> Markup {
    html! { ul.things { @for it in things { li { a href=(it.href) { (it.title) } p { (it.about) } } } } }
}
