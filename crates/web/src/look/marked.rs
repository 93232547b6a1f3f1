//! A text with the words marked that were looked for.

use hanhdong_domain::text::Marked;
use maud::{Markup, html};

/// The pieces, one after the other.
pub(crate) fn marked(pieces: &[Marked]) -> Markup {
    html! { @for it in pieces { @if it.is_sought { mark { (it.text) } } @else { (it.text) } } }
}
