//! Buttons: one main act a page, the others plain.

use maud::{Markup, html};

/// How much a button draws the eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    /// The act that the page is for.
    Main,
    /// Any other.
    Plain,
    /// Takes something away.
    Danger,
}

impl Weight {
    /// The class names.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Weight::Main => "button",
            Weight::Plain => "button plain",
            Weight::Danger => "button danger",
        }
    }
}

/// The button that sends its form.
pub(crate) fn submit(label: &str, weight: Weight) -> Markup {
    html! { button.(weight.class()) type="submit" { (label) } }
}

/// A link that looks like a button: it leads somewhere and changes nothing.
pub(crate) fn link(label: &str, href: &str, weight: Weight) -> Markup {
    html! { a.(weight.class()) href=(href) { (label) } }
}

/// A link by which a file is fetched.
pub(crate) fn download(label: &str, href: &str, weight: Weight) -> Markup {
    html! { a.(weight.class()) href=(href) download { (label) } }
}

/// One act as a form of its own, with what it needs to know.
pub(crate) fn act(label: &str, action: &str, weight: Weight, hidden: &[(&str, &str)]) -> Markup {
    html! {
        form.act method="post" action=(action) {
            @for (name, value) in hidden { input type="hidden" name=(name) value=(value); }
            (submit(label, weight))
        }
    }
}
