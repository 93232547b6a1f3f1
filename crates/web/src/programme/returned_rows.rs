//! What a paper that came back proposes: each proposal with what stands there now, to be ticked and taken or not.

use std::collections::BTreeSet;

use hanhdong_actions::programme::{How, Kind, Opened, Proposed, RefusedRow, ReturnedPaper, RowRefusal, State, What};
use hanhdong_domain::programme::Anchor;
use maud::{Markup, Render, html};

use super::form::{label, redline};
use super::outline::first_words;
use super::show::path_to;
use crate::look::button::{self, Weight};
use crate::look::facts::facts;
use crate::look::field::Field;
use crate::look::notice;
use crate::look::table::{self, table};
use crate::words::Words;

/// Below this a match by words wants to be looked at, in hundredths.
const SURE: u8 = 90;

pub(super) fn paper(words: Words, opened: &Opened, found: &ReturnedPaper, here: &str) -> Markup {
    let line = &found.line;
    let mut about: Vec<(String, Markup)> = Vec::new();
    let mut tell = |key: &str, said: &str| {
        if !said.is_empty() {
            about.push((words.say(key).into_owned(), html! { (said) }));
        }
    };
    if let Some((section, holder)) = &line.section_said {
        tell("returned-section", section);
        tell("section-holder", holder);
    }
    tell("returned-version", &line.version);
    tell("returned-by", &line.by);
    tell("returned-at", &line.at.map(|it| it.strftime("%H:%M %d/%m/%Y").to_string()).unwrap_or_default());
    let waiting: Vec<&Proposed> = line.waiting().collect();
    let settled: Vec<&Proposed> = line.rows.iter().filter(|it| it.settled.is_some()).collect();
    html! {
        (facts(about))
        @if !line.refused.is_empty() { (refused(words, &line.refused)) }
        @if line.rows.is_empty() { (notice::empty(&words.say("returned-no-rows"), None)) }
        @else if waiting.is_empty() { (notice::note(&words.say("returned-all-settled"))) }
        @else {
            @if opened.may_edit { (all_at_once(words, &waiting, &found.seen, here)) }
            h2 { (words.say("returned-proposals")) }
            form.fields method="post" action=(here) {
                input type="hidden" name="seen" value=(found.seen);
                ul.outline #rows { @for it in &waiting { (proposal(words, opened, it)) } }
                @if opened.may_edit {
                    div.doings {
                        button.button type="submit" name="do" value="take" { (words.say("returned-take")) } " "
                        button.button.plain type="submit" name="do" value="refuse" { (words.say("returned-refuse")) }
                    }
                }
            }
        }
        @if !settled.is_empty() {
            details { summary { (words.with("returned-settled-count", &[("count", settled.len().into())])) } (told(words, &settled)) }
        }
    }
}

/// Everything at once, or everything of one author.
fn all_at_once(words: Words, waiting: &[&Proposed], seen: &str, here: &str) -> Markup {
    let can = |by: Option<&str>| waiting.iter().filter(|it| it.state.can_be_taken() && by.is_none_or(|by| it.by == by)).count();
    let authors: BTreeSet<&str> = waiting.iter().map(|it| it.by.as_str()).filter(|it| !it.is_empty()).collect();
    let all = can(None);
    html! {
        div.doings {
            @if 0 < all { (button::act(&words.with("returned-take-all", &[("count", all.into())]), here, Weight::Plain, &[("do", "take-all"), ("seen", seen)])) " " }
            (button::act(&words.with("returned-refuse-all", &[("count", waiting.len().into())]), here, Weight::Plain, &[("do", "refuse-all"), ("seen", seen)]))
        }
        @if 1 < authors.len() {
            details {
                summary { (words.say("returned-by-author")) }
                @for by in authors {
                    div.doings {
                        @let count = can(Some(by));
                        @if 0 < count { (button::act(&words.with("returned-take-of", &[("by", by.into()), ("count", count.into())]), here, Weight::Plain, &[("do", "take-all"), ("by", by), ("seen", seen)])) " " }
                        (button::act(&words.with("returned-refuse-of", &[("by", by.into())]), here, Weight::Plain, &[("do", "refuse-all"), ("by", by), ("seen", seen)]))
                    }
                }
            }
        }
    }
}

fn state_word(words: Words, state: State) -> String {
    match state {
        State::Fits => words.say("returned-fits").into_owned(),
        State::Follows => words.say("returned-follows").into_owned(),
        State::Same => words.say("returned-same").into_owned(),
        State::Conflict => words.say("returned-conflict").into_owned(),
        State::Gone => words.say("returned-gone").into_owned(),
        State::Unfit(why) => words.with("returned-unfit", &[("why", words.say(&format!("why-{why}")).into_owned().into())]).into_owned(),
        State::Note => words.say("returned-note").into_owned(),
    }
}

fn what_word(words: Words, it: &Proposed) -> String {
    match (&it.what, it.kind) {
        (What::Slot { slot, .. }, Some(kind)) => kind.slots().iter().find(|it| it.name == slot).map(|it| label(words, kind, it)).unwrap_or_default(),
        (What::Slot { .. }, None) => words.say("returned-field").into_owned(),
        (What::New { .. }, _) => words.say("returned-new").into_owned(),
        (What::Gone { .. }, _) => words.say("returned-take-out").into_owned(),
        (What::Line { .. }, _) => words.say("returned-line").into_owned(),
        (What::Remark { .. }, _) => words.say("returned-remark").into_owned(),
    }
}

fn how_word(words: Words, it: &Proposed) -> String {
    let how = match it.how {
        How::Form => "returned-how-form",
        How::Tracked => "returned-how-tracked",
        How::Untracked => "returned-how-untracked",
    };
    let day = it.day.split('-').rev().collect::<Vec<_>>().join("/");
    let mut said: Vec<String> = [it.by.clone(), day, words.say(how).into_owned()].into_iter().filter(|it| !it.is_empty()).collect();
    if it.sure < SURE {
        said.push(words.with("returned-sure", &[("percent", it.sure.into())]).into_owned());
    }
    said.join(" · ")
}

/// The item's name, with a way to it.
fn title(words: Words, opened: &Opened, it: &Proposed) -> Markup {
    let anchor = match &it.what {
        What::Slot { item, .. } | What::Gone { item, .. } => Some(item),
        What::Remark { item, .. } => item.as_ref(),
        What::New { .. } | What::Line { .. } => None,
    };
    let path = anchor.and_then(|it| Anchor::new(it)).filter(|_| !it.title.is_empty()).map(|it| path_to(&opened.row.id, Some(&it)));
    let kind = it.kind.map(|it: Kind| words.say(&format!("kind-{}", it.name())).into_owned()).unwrap_or_default();
    html! {
        strong { (what_word(words, it)) }
        @if !kind.is_empty() { " · " (kind) }
        @if let Some(path) = path { ": " a href=(path) { (first_words(&it.title)) } }
    }
}

fn proposal(words: Words, opened: &Opened, it: &Proposed) -> Markup {
    let id = format!("row-{}", it.number);
    let is_on = it.state.can_be_taken();
    let (now, merged) = (it.now.as_str(), it.merged.as_deref().unwrap_or_default());
    html! {
        li.item id={ "proposal-" (it.number) } {
            div.choice {
                @if opened.may_edit && it.state != State::Note && it.state != State::Gone { input id=(id) type="checkbox" name="row" value=(it.number) checked[is_on]; }
                @else if opened.may_edit { input id=(id) type="checkbox" name="row" value=(it.number); }
                label for=[opened.may_edit.then_some(&id)] { (title(words, opened, it)) }
            }
            p.glance { span.hint { (how_word(words, it)) } " " span.badge.look[!is_on] { (state_word(words, it.state)) } }
            @match (&it.what, it.state) {
                (What::Slot { base, mine, .. }, State::Conflict) => (conflict(words, opened, it, base.as_deref(), mine)),
                (What::Gone { .. }, State::Conflict) => {
                    p { (redline(now, "")) }
                    @if opened.may_edit { (pick(words, it.number, &[("", "returned-pick-none"), ("mine", "returned-pick-out")])) }
                },
                (What::Slot { .. }, State::Unfit(_)) => {
                    p { (redline(now, merged)) }
                    @if opened.may_edit {
                        (pick(words, it.number, &[("", "returned-pick-none"), ("words", "returned-pick-words")]))
                        (Field::lines("words", words.say("returned-own-words"), merged, (1, 12)).called(&format!("words-{}", it.number)).render())
                    }
                },
                (What::New { fields, .. }, _) => (new(words, it.kind, fields)),
                (What::Slot { mine, .. }, State::Gone) => p { (mine) },
                (What::Remark { words: said, .. }, _) => p.paper { (said) },
                _ => p { (redline(now, merged)) },
            }
        }
    }
}

fn new(words: Words, kind: Option<Kind>, fields: &[(String, String)]) -> Markup {
    let called = |name: &str| kind.and_then(|kind| kind.slots().iter().find(|it| it.name == name).map(|it| label(words, kind, it))).unwrap_or_default();
    facts(fields.iter().map(|(name, value)| (called(name), html! { (value) })))
}

/// Both changed the same: all three texts, and which is to stand.
fn conflict(words: Words, opened: &Opened, it: &Proposed, base: Option<&str>, mine: &str) -> Markup {
    let against = |text: &str| base.map_or_else(|| html! { (text) }, |base| redline(base, text));
    let shown = [
        (words.say("merge-base"), base.map_or_else(|| html! { (words.say("merge-base-unknown")) }, |it| html! { (it) })),
        (words.say("merge-theirs"), against(&it.now)),
        (words.say("returned-mine"), against(mine)),
    ];
    html! {
        (facts(shown))
        @if opened.may_edit {
            (pick(words, it.number, &[("", "returned-pick-none"), ("mine", "returned-pick-mine"), ("words", "returned-pick-words")]))
            (Field::lines("words", words.say("returned-own-words"), mine, (1, 12)).called(&format!("words-{}", it.number)).render())
        }
    }
}

fn pick(words: Words, number: i64, choices: &[(&str, &str)]) -> Markup {
    let choices = choices.iter().map(|(value, key)| ((*value).to_owned(), words.say(key).into_owned()));
    Field::choice("pick", words.say("returned-pick"), choices).called(&format!("pick-{number}")).render()
}

const fn why(refusal: RowRefusal) -> &'static str {
    match refusal {
        RowRefusal::UnknownItem => "returned-row-unknown",
        RowRefusal::OtherSection => "returned-row-other-section",
        RowRefusal::Twice => "returned-row-twice",
        RowRefusal::LabelChanged => "returned-row-label",
        RowRefusal::Strayed => "returned-row-strayed",
        RowRefusal::Unfit => "returned-row-unfit",
        RowRefusal::NoName => "returned-row-no-name",
    }
}

fn refused(words: Words, rows: &[RefusedRow]) -> Markup {
    let columns = ["returned-row", "returned-row-words", "returned-row-why"].map(|it| words.say(it));
    let row = |it: &RefusedRow| table::Row::of(vec![html! { (it.row) }, html! { (it.words) }, html! { (words.say(why(it.why))) }]).marked(true);
    html! {
        (notice::beware(&words.with("returned-refused", &[("count", rows.len().into())])))
        (table(&words.say("returned-refused-rows"), &columns, &rows.iter().map(row).collect::<Vec<_>>()))
    }
}

fn told(words: Words, rows: &[&Proposed]) -> Markup {
    let columns = ["returned-field", "returned-result"].map(|it| words.say(it));
    let row = |it: &&Proposed| {
        let said = it.settled.as_ref().map_or_else(String::new, |(is_taken, by, at)| {
            let at = at.map(|it| it.strftime("%H:%M %d/%m/%Y").to_string()).unwrap_or_default();
            words.with(if *is_taken { "returned-was-taken" } else { "returned-was-refused" }, &[("by", by.as_str().into()), ("at", at.into())]).into_owned()
        });
        table::Row::of(vec![html! { (what_word(words, it)) @if !it.title.is_empty() { ": " (first_words(&it.title)) } }, html! { (said) }])
    };
    table(&words.say("returned-settled"), &columns, &rows.iter().map(row).collect::<Vec<_>>())
}
