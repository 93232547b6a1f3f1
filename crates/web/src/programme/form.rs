//! A sheet as a form, and the page that keeps two texts where two people changed one thing.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use hanhdong_actions::Who;
use hanhdong_actions::programme::{
    Kind, Revision, Shape, Sheet, Slot, SlotRefusal, fingerprint, fingerprint_of_head, read_document, read_node, sheet_of_document, sheet_of_node, word_diff,
};
use maud::{Markup, Render, html};

use super::merge;
use crate::frame;
use crate::look::button::{self, Weight, submit};
use crate::look::field::{Field, Of, Tick, error_summary, ticks};
use crate::look::table::{Row, table};
use crate::words::Words;

/// The label of a slot.
pub(super) fn label(words: Words, kind: Kind, slot: &Slot) -> String {
    let key = match (kind, slot.name) {
        (Kind::Head, name) => format!("head-{name}"),
        (Kind::Target, "lead") => "target-lead".to_owned(),
        (kind, "text") => format!("text-{}", kind.name()),
        (_, "kind") => "slot-kind".to_owned(),
        (_, "level") => "slot-level".to_owned(),
        (_, "path") => "slot-path".to_owned(),
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

/// What is wrong with a sheet, above its form.
pub(super) fn refused(words: Words, prefix: &str, kind: Kind, refusals: &[SlotRefusal]) -> Markup {
    let ids: Vec<String> = refusals.iter().map(|it| id_of(prefix, it.slot)).collect();
    error_summary(words, ids.iter().map(String::as_str).zip(refusals.iter().map(|it| said_of(words, kind, it))))
}

/// Which slot does not read, and why.
pub(super) fn said_of(words: Words, kind: Kind, refusal: &SlotRefusal) -> String {
    let label = kind.slots().iter().find(|it| it.name == refusal.slot).map(|it| label(words, kind, it)).unwrap_or_default();
    format!("{label}: {}", words.say(&format!("why-{}", refusal.why)))
}

fn id_of(prefix: &str, slot: &str) -> String {
    format!("{prefix}-{slot}")
}

fn field(words: Words, prefix: &str, sheet: &Sheet, slot: &Slot, refusals: &[SlotRefusal]) -> Markup {
    let (label, value) = (label(words, sheet.kind, slot), sheet.get(slot.name));
    let field = match slot.shape {
        Shape::Line => Field::line(slot.name, label).value(value).autocomplete("off"),
        Shape::Text => Field::lines(slot.name, label, value, (2, 12)),
        Shape::Lines => Field::lines(slot.name, label, value, (1, 12)).aside(words.say(match slot.name {
            "baseline" => "aside-baseline",
            "trend" => "aside-trend",
            "condition" => "aside-condition",
            _ => "one-a-line",
        })),
        Shape::Choice(choices) => Field::choice(slot.name, label, choices.iter().map(|it| (*it, choice(words, slot, it)))).value(value),
        Shape::Choices(choices) => {
            let held: Vec<&str> = value.split(", ").collect();
            let tick = |it: &&'static str| Tick {
                id: format!("{}-{it}", id_of(prefix, slot.name)),
                name: slot.name,
                value: it,
                label: choice(words, slot, it).into(),
                is_on: held.contains(it),
                more: None,
            };
            return ticks(&label, Some(&words.say("none-by-words")), Of::Any, &choices.iter().map(tick).collect::<Vec<_>>());
        }
    };
    let field = if slot.name == "coordinators" { field.aside(words.say("parted-by-semicolons")) } else { field };
    let wrong = refusals.iter().find(|it| it.slot == slot.name).map(|it| words.say(&format!("why-{}", it.why)));
    field.id(id_of(prefix, slot.name)).error(wrong).render()
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
    /// What stood there when it was opened, and where what is taken of each field is sent; `None` where each text is taken
    /// whole.
    pub(super) three: Option<(Option<Sheet>, String)>,
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
                            (submit(&words.say("conflict-mine"), Weight::Main))
                        }
                        (button::link(&words.say("conflict-theirs"), &self.back, Weight::Plain))
                    }
                    @match &self.three {
                        Some((base, action)) => (merge::form(words, base.as_ref(), self.mine, theirs, (action, seen))),
                        None => details {
                            summary { (words.say("conflict-merge")) }
                            form.fields method="post" action=(self.action) {
                                (fields(words, "merged", self.mine, &[]))
                                input type="hidden" name="seen" value=(seen); input type="hidden" name="done" value="1";
                                (submit(&words.say("conflict-merged"), Weight::Plain))
                            }
                        },
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
                            (submit(&words.say("conflict-anew"), Weight::Main))
                        }
                    }
                    (button::link(&words.say("conflict-leave"), &self.back, Weight::Plain))
                }
            },
        }
    }

    fn side_by_side(&self, words: Words, theirs: &Sheet) -> Markup {
        let columns = ["conflict-slot", "conflict-my-text", "conflict-their-text", "conflict-difference"].map(|it| words.say(it));
        let row = |slot: &Slot| {
            let (mine, there) = (self.mine.get(slot.name), theirs.get(slot.name));
            (mine != there).then(|| Row::of(vec![html! { (label(words, self.mine.kind, slot)) }, html! { (mine) }, html! { (there) }, redline(there, mine)]))
        };
        table(&words.say("conflict-caption"), &columns, &self.mine.kind.slots().iter().filter_map(row).collect::<Vec<_>>())
    }

    /// The page of its own.
    pub(super) fn page(&self, words: Words, who: &Who) -> Response {
        let title = words.say("conflict-title");
        (StatusCode::CONFLICT, frame::page(words, who, &title, html! { h1 { (words.say("conflict-heading")) } (self.shown(words)) })).into_response()
    }
}
