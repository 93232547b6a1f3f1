//! The programme as an outline: rows with their code, text, facts and findings.

use maud::{Markup, html};

/// A row of the outline.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The item's anchor: the row's id in the page.
    pub(crate) anchor: String,
    pub(crate) code: String,
    /// What kind of item this is, in words.
    pub(crate) kind: String,
    pub(crate) text: String,
    /// How deep below the first level it stands.
    pub(crate) depth: u8,
    pub(crate) facts: Vec<(String, Markup)>,
    pub(crate) findings: Vec<Markup>,
    /// Where it is edited, with the words for that.
    pub(crate) edit: Option<(String, String)>,
    /// Does the program want a person to look at how this was read?
    pub(crate) to_look_at: Option<String>,
}

/// The outline.
pub(crate) fn outline(label: &str, rows: &[Row]) -> Markup {
    html! { ul.outline aria-label=(label) { @for one in rows { (row(one)) } } }
}

/// A row alone, as a partial update brings it.
pub(crate) fn row(row: &Row) -> Markup {
    let depth = format!("depth-{}", row.depth.min(3));
    html! {
        li.item.(depth) id={ "item-" (row.anchor) } data-item=(row.anchor) {
            div.item-head {
                @if !row.code.is_empty() { span.code { (row.code) } }
                p.item-text {
                    span.kind { (row.kind) }
                    (row.text)
                    @if let Some(why) = &row.to_look_at { " " span.tag { (why) } }
                }
                @if let Some((label, href)) = &row.edit { a.edit href=(href) data-edit="" { (label) span.unseen { " " (row.code) " " (row.text) } } }
            }
            @if !row.facts.is_empty() { (super::facts::facts(&row.facts)) }
            @for finding in &row.findings { (finding) }
        }
    }
}
