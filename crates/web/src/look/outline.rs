//! Things in their order, with their code, text and what belongs to each: items of a programme, units of the house.

use std::borrow::Cow;

use maud::{Markup, Render, html};

/// A row of an outline.
#[derive(Debug, Default)]
pub(crate) struct Row<'a> {
    id: Option<String>,
    swaps: bool,
    code: Option<&'a str>,
    text: Markup,
    tag: Option<Cow<'a, str>>,
    glance: Vec<(Option<Cow<'a, str>>, Cow<'a, str>)>,
    below: Markup,
    doings: Option<Markup>,
}

impl<'a> Row<'a> {
    pub(crate) fn of(text: Markup) -> Row<'a> {
        Row { text, ..Row::default() }
    }
    /// Links and scripts find it by this.
    pub(crate) fn id(self, id: String) -> Self {
        Row { id: Some(id), ..self }
    }
    /// A script puts it in place of the row that stands there.
    pub(crate) fn swaps(self, swaps: bool) -> Self {
        Row { swaps, ..self }
    }
    /// Its number, as it stands in the text.
    pub(crate) fn code(self, code: Option<&'a str>) -> Self {
        Row { code, ..self }
    }
    /// A person should look at how this was read, and why.
    pub(crate) fn tag(self, tag: Option<Cow<'a, str>>) -> Self {
        Row { tag, ..self }
    }
    /// What is seen at a glance, with its name or without.
    pub(crate) fn glance(self, glance: Vec<(Option<Cow<'a, str>>, Cow<'a, str>)>) -> Self {
        Row { glance, ..self }
    }
    /// What belongs to it: findings, a list of its own.
    pub(crate) fn below(self, below: Markup) -> Self {
        Row { below, ..self }
    }
    /// What can be done with it.
    pub(crate) fn doings(self, doings: Option<Markup>) -> Self {
        Row { doings, ..self }
    }
}

impl Render for Row<'_> {
    fn render(&self) -> Markup {
        html! {
            li.item id=[self.id.as_deref()] hx-swap-oob=[self.swaps.then_some("true")] {
                div.item-head {
                    @if let Some(code) = self.code { span.code { (code) } " " }
                    span.item-text { (self.text) }
                    @if let Some(tag) = &self.tag { " " span.badge.look { (tag) } }
                }
                @if !self.glance.is_empty() {
                    p.glance { @for (name, value) in &self.glance { span.fact { @if let Some(name) = name { span.hint { (name) ": " } } (value) } " " } }
                }
                (self.below)
                @if let Some(doings) = &self.doings { p.doings { (doings) } }
            }
        }
    }
}

/// The rows, one below the other.
pub(crate) fn outline(rows: impl IntoIterator<Item = impl Render>) -> Markup {
    html! { ul.outline { @for row in rows { (row) } } }
}
