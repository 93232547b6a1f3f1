//! Pages to read and to print: one file each, no script, nothing fetched, every word escaped.

mod export;
mod matrix;
mod report;
mod style;
#[cfg(test)]
mod tests;

pub use export::export;
pub use report::report;

use hanhdong_domain::Language;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// A whole page around its body.
pub(crate) fn page(title: &str, language: Language, body: &Markup) -> String {
    let lang = match language {
        Language::Vi => "vi",
        Language::En => "en",
    };
    html! {
        (DOCTYPE)
        html lang=(lang) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content="Hành Động";
                title { (title) }
                style { (PreEscaped(style::STYLE)) }
            }
            body { (body) }
        }
    }
    .into_string()
}

/// The paragraphs of a text that holds line breaks.
fn lines(text: &str) -> Markup {
    html! {
        @for (i, line) in text.lines().enumerate() {
            @if i > 0 { br; }
            (line)
        }
    }
}
