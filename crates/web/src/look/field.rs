//! Fields of forms, each with its label, a hint, and what is wrong with it. Every form of every page draws them here.

use std::borrow::Cow;

use maud::{Markup, Render, html};

use crate::words::Words;

/// What a field takes.
#[derive(Clone, Debug)]
enum Kind<'a> {
    /// A line; the HTML type (`text`, `password`, `search`, `date`).
    Line(&'static str),
    /// Several lines, so many in sight.
    Lines(usize),
    /// One of a list: value and label.
    Choice(Vec<(Cow<'a, str>, Cow<'a, str>)>),
    /// A file of these endings; files may be dropped on it.
    File(&'static str),
}

/// A field: its name in the form gives it its id.
#[derive(Clone, Debug)]
pub(crate) struct Field<'a> {
    name: Cow<'a, str>,
    id: Cow<'a, str>,
    label: Cow<'a, str>,
    kind: Kind<'a>,
    value: Cow<'a, str>,
    /// Said before the field.
    hint: Option<Cow<'a, str>>,
    /// Said beside the label, in a few words.
    aside: Option<Cow<'a, str>>,
    error: Option<Cow<'a, str>>,
    example: Option<Cow<'a, str>>,
    autocomplete: Option<&'static str>,
    length_max: Option<usize>,
    is_required: bool,
    takes_many: bool,
}

impl<'a> Field<'a> {
    fn of(kind: Kind<'a>, name: &'static str, label: impl Into<Cow<'a, str>>) -> Field<'a> {
        Field {
            name: name.into(),
            id: name.into(),
            label: label.into(),
            kind,
            value: "".into(),
            hint: None,
            aside: None,
            error: None,
            example: None,
            autocomplete: None,
            length_max: None,
            is_required: false,
            takes_many: false,
        }
    }
    /// A line of text.
    pub(crate) fn line(name: &'static str, label: impl Into<Cow<'a, str>>) -> Field<'a> {
        Field::of(Kind::Line("text"), name, label)
    }
    /// A line that nobody looking on can read.
    pub(crate) fn password(name: &'static str, label: impl Into<Cow<'a, str>>) -> Field<'a> {
        Field::of(Kind::Line("password"), name, label)
    }
    /// Words to look for.
    pub(crate) fn sought(name: &'static str, label: impl Into<Cow<'a, str>>) -> Field<'a> {
        Field::of(Kind::Line("search"), name, label)
    }
    /// A day of the calendar.
    pub(crate) fn day(name: &'static str, label: impl Into<Cow<'a, str>>) -> Field<'a> {
        Field::of(Kind::Line("date"), name, label)
    }
    /// Several lines, as many in sight as its text takes, within these bounds.
    pub(crate) fn lines(name: &'static str, label: impl Into<Cow<'a, str>>, text: impl Into<Cow<'a, str>>, (least, most): (usize, usize)) -> Field<'a> {
        let text = text.into();
        let rows: usize = text.lines().map(|it| 1 + it.chars().count() / 80).sum();
        Field::of(Kind::Lines(rows.clamp(least, most)), name, label).value(text)
    }
    /// One of a list: value and label.
    pub(crate) fn choice<V: Into<Cow<'a, str>>, L: Into<Cow<'a, str>>>(name: &'static str, label: impl Into<Cow<'a, str>>, choices: impl IntoIterator<Item = (V, L)>) -> Field<'a> {
        Field::of(Kind::Choice(choices.into_iter().map(|(value, label)| (value.into(), label.into())).collect()), name, label)
    }
    /// A file, on which one may be dropped; the endings as in HTML.
    pub(crate) fn file(name: &'static str, label: impl Into<Cow<'a, str>>, endings: &'static str) -> Field<'a> {
        Field::of(Kind::File(endings), name, label)
    }
    /// A name that is known only when the form is made: one field for each of several things. It gives the id too.
    pub(crate) fn called(self, name: &str) -> Self {
        Field { name: name.to_owned().into(), id: name.to_owned().into(), ..self }
    }
    /// Another id than its name, where a page holds several forms.
    pub(crate) fn id(self, id: impl Into<Cow<'a, str>>) -> Self {
        Field { id: id.into(), ..self }
    }
    pub(crate) fn value(self, value: impl Into<Cow<'a, str>>) -> Self {
        Field { value: value.into(), ..self }
    }
    pub(crate) fn hint(self, hint: impl Into<Cow<'a, str>>) -> Self {
        Field { hint: Some(hint.into()), ..self }
    }
    pub(crate) fn aside(self, aside: impl Into<Cow<'a, str>>) -> Self {
        Field { aside: Some(aside.into()), ..self }
    }
    /// What is wrong with it; nothing where it is well.
    pub(crate) fn error(self, error: Option<impl Into<Cow<'a, str>>>) -> Self {
        Field { error: error.map(Into::into), ..self }
    }
    /// What stands grey in it while it is empty.
    pub(crate) fn example(self, example: impl Into<Cow<'a, str>>) -> Self {
        Field { example: Some(example.into()), ..self }
    }
    /// What a browser may fill in, as HTML names it.
    pub(crate) fn autocomplete(self, what: &'static str) -> Self {
        Field { autocomplete: Some(what), ..self }
    }
    /// Letters it takes.
    pub(crate) fn length_max(self, letters: usize) -> Self {
        Field { length_max: Some(letters), ..self }
    }
    pub(crate) fn required(self) -> Self {
        Field { is_required: true, ..self }
    }
    /// Of a file: several may be chosen or dropped at once.
    pub(crate) fn many(self) -> Self {
        Field { takes_many: true, ..self }
    }
    pub(crate) fn name(&self) -> &str {
        &self.name
    }
    /// The ids of what is said about the field.
    fn told_by(&self) -> Option<String> {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.id));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.id));
        let told: Vec<String> = [hint, error].into_iter().flatten().collect();
        (!told.is_empty()).then(|| told.join(" "))
    }
}

impl Render for Field<'_> {
    fn render(&self) -> Markup {
        let Field { name, id, value, length_max, is_required, .. } = self;
        let (told, is_wrong) = (self.told_by(), self.error.as_ref().map(|_| "true"));
        let drops = matches!(self.kind, Kind::File(_)).then_some("");
        html! {
            div.field data-drop=[drops] {
                label for=(id) { (self.label) @if let Some(aside) = &self.aside { " " span.hint { (aside) } } }
                @if let Some(hint) = &self.hint { p.hint id={ (id) "-hint" } { (hint) } }
                @if let Some(error) = &self.error { p.field-error id={ (id) "-error" } { (error) } }
                @match &self.kind {
                    Kind::Line(kind) => input id=(id) name=(name) type=(kind) value=(value) placeholder=[self.example.as_deref()] autocomplete=[self.autocomplete]
                        maxlength=[length_max] required[*is_required] aria-invalid=[is_wrong] aria-describedby=[told];,
                    Kind::Lines(rows) => textarea id=(id) name=(name) rows=(rows) maxlength=[length_max] required[*is_required] aria-invalid=[is_wrong] aria-describedby=[told] { (value) },
                    Kind::Choice(choices) => select id=(id) name=(name) required[*is_required] aria-invalid=[is_wrong] aria-describedby=[told] {
                        @for (one, label) in choices { option value=(one) selected[one == value] { (label) } }
                    },
                    Kind::File(endings) => input id=(id) name=(name) type="file" accept=(endings) multiple[self.takes_many] required[*is_required] aria-invalid=[is_wrong] aria-describedby=[told];,
                }
            }
        }
    }
}

/// One of several things that can be ticked.
#[derive(Clone, Debug)]
pub(crate) struct Tick<'a> {
    pub(crate) id: String,
    pub(crate) name: &'a str,
    pub(crate) value: &'a str,
    pub(crate) label: Cow<'a, str>,
    pub(crate) is_on: bool,
    /// Where one reads more about it: words and address.
    pub(crate) more: Option<(Cow<'a, str>, String)>,
}

/// How many of several things can be ticked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    /// Exactly one.
    One,
    /// Any, or none.
    Any,
}

/// Things to tick, all in sight, under one name; `aside` is said beside it in a few words.
pub(crate) fn ticks(legend: &str, aside: Option<&str>, of: Of, ticks: &[Tick<'_>]) -> Markup {
    let kind = if of == Of::One { "radio" } else { "checkbox" };
    html! {
        fieldset.field {
            legend { (legend) @if let Some(aside) = aside { " " span.hint { (aside) } } }
            @for it in ticks {
                div.choice {
                    input id=(it.id) type=(kind) name=(it.name) value=(it.value) checked[it.is_on] required[of == Of::One];
                    label for=(it.id) { (it.label) }
                    @if let Some((label, href)) = &it.more { a href=(href) { (label) } }
                }
            }
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

/// What is wrong with a form, above it, with links to its fields: id and words.
pub(crate) fn error_summary<'a>(words: Words, errors: impl IntoIterator<Item = (&'a str, String)>) -> Markup {
    let errors: Vec<_> = errors.into_iter().collect();
    html! {
        @if !errors.is_empty() {
            div.error-summary role="alert" {
                h2 { (words.say("look-form-errors")) }
                ul { @for (id, error) in errors { li { a href={ "#" (id) } { (error) } } } }
            }
        }
    }
}
