//! A sheet as a form, and the page that keeps two texts where two people changed one thing.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use hanhdong_actions::Who;
use hanhdong_actions::programme::{
    Kind, Revision, Shape, Sheet, Slot, SlotRefusal, fingerprint, fingerprint_of_head, read_document, read_node, sheet_of_document, sheet_of_node, word_diff,
};
use maud::{Markup, html};

use crate::frame;
use crate::words::Words;

/// The label of a slot.
pub(super) fn label(words: Words, kind: Kind, slot: &Slot) -> String {
    let key = match (kind, slot.name) {
        (Kind::Head, name) => format!("head-{name}"),
        (kind, "text") => format!("text-{}", kind.name()),
        (_, "kind") => "slot-kind".to_owned(),
        (_, "role") => "slot-role".to_owned(),
        (_, name) => format!("field-{name}"),
    };
    words.say(&key).into_owned()
}

/// The word of a choice.
fn choice(words: Words, slot: &Slot, value: &str) -> String {
    let value = if value.is_empty() { "by-words" } else { value };
    words.say(&format!("choice-{}-{value}", slot.name)).into_owned()
}

/// The fields of a form. `prefix` keeps ids apart where a page holds several forms.
pub(super) fn fields(words: Words, prefix: &str, sheet: &Sheet, refusals: &[SlotRefusal]) -> Markup {
    html! { @for slot in sheet.kind.slots() { (field(words, prefix, sheet, slot, refusals)) } }
}

fn field(words: Words, prefix: &str, sheet: &Sheet, slot: &Slot, refusals: &[SlotRefusal]) -> Markup {
    let id = format!("{prefix}-{}", slot.name);
    let value = sheet.get(slot.name);
    let error = refusals.iter().find(|it| it.slot == slot.name);
    let error_id = format!("{id}-error");
    let described = error.is_some().then_some(error_id.as_str());
    let required = (slot.name == "text").then_some("required");
    html! {
        @match slot.shape {
            Shape::Line => div.field {
                label for=(id) { (label(words, sheet.kind, slot)) @if slot.name == "coordinators" { " " span.hint { (words.say("parted-by-semicolons")) } } }
                input id=(id) name=(slot.name) type="text" value=(value) autocomplete="off" aria-describedby=[described] aria-invalid=[described.map(|_| "true")];
                (field_error(words, error, &error_id))
            }
            Shape::Text | Shape::Lines => div.field {
                label for=(id) { (label(words, sheet.kind, slot)) @if slot.shape == Shape::Lines { " " span.hint { (words.say("one-a-line")) } } }
                textarea id=(id) name=(slot.name) rows=(rows(value, slot.shape)) aria-describedby=[described] aria-invalid=[described.map(|_| "true")] aria-required=[required.map(|_| "true")] { (value) }
                (field_error(words, error, &error_id))
            }
            Shape::Choice(choices) => div.field {
                label for=(id) { (label(words, sheet.kind, slot)) }
                select id=(id) name=(slot.name) { @for it in choices { option value=(it) selected[*it == value] { (choice(words, slot, it)) } } }
            }
            Shape::Choices(choices) => fieldset.field {
                legend { (label(words, sheet.kind, slot)) " " span.hint { (words.say("none-by-words")) } }
                @let held: Vec<&str> = value.split(", ").collect();
                @for it in choices { label { input type="checkbox" name=(slot.name) value=(it) checked[held.contains(it)]; " " (choice(words, slot, it)) } " " }
            }
        }
    }
}

fn field_error(words: Words, error: Option<&SlotRefusal>, id: &str) -> Markup {
    html! { @if let Some(error) = error { p.field-error id=(id) { (words.say(&format!("why-{}", error.why))) } } }
}

fn rows(value: &str, shape: Shape) -> usize {
    let lines: usize = value.lines().map(|it| 1 + it.chars().count() / 80).sum();
    let least = if shape == Shape::Lines { 1 } else { 2 };
    lines.clamp(least, 12)
}

/// Slots as hidden fields.
fn hidden(sheet: &Sheet) -> Markup {
    html! {
        @for slot in sheet.kind.slots() {
            @match slot.shape {
                Shape::Choices(_) => @for it in sheet.get(slot.name).split(", ").filter(|it| !it.is_empty()) { input type="hidden" name=(slot.name) value=(it); }
                Shape::Line | Shape::Text | Shape::Lines | Shape::Choice(_) => input type="hidden" name=(slot.name) value=(sheet.get(slot.name));
            }
        }
    }
}

/// What was taken out struck through, what came underlined.
pub(super) fn redline(old: &str, new: &str) -> Markup {
    html! {
        span.redline {
            @for piece in word_diff(old, new) {
                @match piece.revision {
                    Revision::Same => (piece.text),
                    Revision::Inserted => ins { (piece.text) },
                    Revision::Deleted => del { (piece.text) },
                }
            }
        }
    }
}

/// What stands there now, read from our notation; `None` where it is gone.
pub(super) fn theirs(kind: Kind, now: &str) -> Option<(Sheet, String)> {
    if kind == Kind::Head {
        let document = read_document(now).ok()?;
        return Some((sheet_of_document(&document), fingerprint_of_head(&document)));
    }
    let node = read_node(now).ok()?;
    Some((sheet_of_node(&node), fingerprint(&node)))
}

/// Two people changed one thing.
pub(super) struct Conflict<'a> {
    /// Where the form is sent again.
    pub(super) action: String,
    /// Where what came in between is seen.
    pub(super) back: String,
    /// Where it can be put in anew, where it is gone; with what the form needs besides.
    pub(super) anew: Option<(String, Vec<(&'static str, String)>)>,
    /// What was typed here.
    pub(super) mine: &'a Sheet,
    /// What stands there now, with its fingerprint.
    pub(super) theirs: Option<(Sheet, String)>,
}

impl Conflict<'_> {
    /// Both texts, what differs, and the ways on. Nothing that was typed is lost: it stands in the forms.
    pub(super) fn shown(&self, words: Words) -> Markup {
        match &self.theirs {
            Some((theirs, seen)) => html! {
                div.conflict role="alert" {
                    h2 { (words.say("conflict-title")) }
                    p { (words.say("conflict-words")) }
                    (self.side_by_side(words, theirs))
                    div.doings {
                        form method="post" action=(self.action) {
                            (hidden(self.mine)) input type="hidden" name="seen" value=(seen); input type="hidden" name="done" value="1";
                            button.button type="submit" { (words.say("conflict-mine")) }
                        }
                        a.button.plain href=(self.back) { (words.say("conflict-theirs")) }
                    }
                    details {
                        summary { (words.say("conflict-merge")) }
                        form.fields method="post" action=(self.action) {
                            (fields(words, "merged", self.mine, &[]))
                            input type="hidden" name="seen" value=(seen); input type="hidden" name="done" value="1";
                            button.button type="submit" { (words.say("conflict-merged")) }
                        }
                    }
                }
            },
            None => html! {
                div.conflict role="alert" {
                    h2 { (words.say("conflict-gone-title")) }
                    p { (words.say("conflict-gone-words")) }
                    (self.side_by_side(words, &Sheet::new(self.mine.kind)))
                    @if let Some((action, besides)) = &self.anew {
                        form method="post" action=(action) {
                            (hidden(self.mine))
                            @for (name, value) in besides { input type="hidden" name=(name) value=(value); }
                            button.button type="submit" { (words.say("conflict-anew")) }
                        }
                    }
                    a.button.plain href=(self.back) { (words.say("conflict-leave")) }
                }
            },
        }
    }

    fn side_by_side(&self, words: Words, theirs: &Sheet) -> Markup {
        html! {
            table.list {
                thead { tr { th scope="col" { (words.say("conflict-slot")) } th scope="col" { (words.say("conflict-my-text")) } th scope="col" { (words.say("conflict-their-text")) } th scope="col" { (words.say("conflict-difference")) } } }
                tbody { @for slot in self.mine.kind.slots() {
                    @let (mine, there) = (self.mine.get(slot.name), theirs.get(slot.name));
                    @if mine != there {
                        tr { th scope="row" { (label(words, self.mine.kind, slot)) } td { (mine) } td { (there) } td { (redline(there, mine)) } }
                    }
                } }
            }
        }
    }

    /// The page of its own.
    pub(super) fn page(&self, words: Words, who: &Who) -> Response {
        let title = words.say("conflict-title");
        (StatusCode::CONFLICT, frame::page(words, who, &title, html! { h1 { (words.say("conflict-heading")) } (self.shown(words)) })).into_response()
    }
}
