//! Fields of forms, each with its label, a hint, and what is wrong with it.

use maud::{Markup, html};

use crate::words::Words;

/// What a field takes.
#[derive(Clone, Debug)]
pub(crate) enum Kind<'a> {
    /// A line; the HTML type (`text`, `password`, `search`, `number`).
    Line(&'a str),
    /// Several lines.
    Lines(u8),
    /// A day of the calendar.
    Day,
    /// One of a list: value and label.
    Choice(Vec<(String, String)>),
    /// Yes or no.
    Tick,
}

/// A field: its name in the form gives it its id.
#[derive(Clone, Debug)]
pub(crate) struct Field<'a> {
    pub(crate) name: &'a str,
    pub(crate) label: String,
    pub(crate) kind: Kind<'a>,
    pub(crate) value: String,
    pub(crate) hint: Option<String>,
    pub(crate) error: Option<String>,
    pub(crate) is_required: bool,
}

impl<'a> Field<'a> {
    /// A line of text.
    pub(crate) fn line(name: &'a str, label: impl Into<String>) -> Field<'a> {
        Field { name, label: label.into(), kind: Kind::Line("text"), value: String::new(), hint: None, error: None, is_required: false }
    }
    pub(crate) fn kind(self, kind: Kind<'a>) -> Self {
        Field { kind, ..self }
    }
    pub(crate) fn value(self, value: impl Into<String>) -> Self {
        Field { value: value.into(), ..self }
    }
    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        Field { hint: Some(hint.into()), ..self }
    }
    pub(crate) fn error(self, error: impl Into<String>) -> Self {
        Field { error: Some(error.into()), ..self }
    }
    pub(crate) fn required(self) -> Self {
        Field { is_required: true, ..self }
    }
    /// The field as markup.
    pub(crate) fn show(&self) -> Markup {
        let id = format!("field-{}", self.name);
        let told = self.told_by(&id);
        let is_wrong = self.error.as_ref().map(|_| "true");
        let class = if matches!(self.kind, Kind::Tick) { "field tick" } else { "field" };
        html! {
            div.(class) {
                label for=(id) { (self.label) }
                @if let Some(hint) = &self.hint { p.hint id={ (id) "-hint" } { (hint) } }
                @if let Some(error) = &self.error { p.field-error id={ (id) "-error" } { (error) } }
                @match &self.kind {
                    Kind::Line(kind) => input id=(id) name=(self.name) type=(kind) value=(self.value) required[self.is_required] aria-invalid=[is_wrong] aria-describedby=[told];,
                    Kind::Day => input id=(id) name=(self.name) type="date" value=(self.value) required[self.is_required] aria-invalid=[is_wrong] aria-describedby=[told];,
                    Kind::Lines(rows) => textarea id=(id) name=(self.name) rows=(rows) required[self.is_required] aria-invalid=[is_wrong] aria-describedby=[told] { (self.value) },
                    Kind::Choice(choices) => select id=(id) name=(self.name) required[self.is_required] aria-invalid=[is_wrong] aria-describedby=[told] {
                        @for (value, label) in choices { option value=(value) selected[*value == self.value] { (label) } }
                    },
                    Kind::Tick => input id=(id) name=(self.name) type="checkbox" value="yes" checked[self.value == "yes"] aria-invalid=[is_wrong] aria-describedby=[told];,
                }
            }
        }
    }
    /// The ids of what is said about the field.
    fn told_by(&self, id: &str) -> Option<String> {
        let hint = self.hint.as_ref().map(|_| format!("{id}-hint"));
        let error = self.error.as_ref().map(|_| format!("{id}-error"));
        let told: Vec<String> = [hint, error].into_iter().flatten().collect();
        (!told.is_empty()).then(|| told.join(" "))
    }
}

/// A field for a file on which files may be dropped. `accept` as in HTML; with `sends_at_once` choosing is sending.
pub(crate) fn drop_field(words: Words, name: &str, label: &str, hint: &str, accept: &str, sends_at_once: bool) -> Markup {
    let id = format!("field-{name}");
    html! {
        div.drop data-drop=(if sends_at_once { "send" } else { "hold" }) {
            label for=(id) { (label) }
            p.hint id={ (id) "-hint" } { (hint) }
            input id=(id) name=(name) type="file" accept=(accept) required aria-describedby={ (id) "-hint" };
            p.drop-state data-drop-state="" data-word-empty=(words.say("look-drop-empty")) role="status" {}
        }
    }
}

/// Says whether what is written is kept; the script of a `form data-autosave` fills it.
pub(crate) fn autosave_state(words: Words) -> Markup {
    html! {
        p.autosave role="status" data-autosave-state="" data-word-unsaved=(words.say("look-unsaved")) data-word-saving=(words.say("look-saving"))
            data-word-saved=(words.say("look-saved")) data-word-failed=(words.say("look-save-failed")) {}
    }
}

/// What is wrong with a form, above it, with links to its fields: name and words.
pub(crate) fn error_summary(words: Words, errors: &[(&str, String)]) -> Markup {
    html! {
        @if !errors.is_empty() {
            div.error-summary role="alert" {
                h2 { (words.say("look-form-errors")) }
                ul { @for (name, error) in errors { li { a href={ "#field-" (name) } { (error) } } } }
            }
        }
    }
}
