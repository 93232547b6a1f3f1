//! What happened to a programme: who, when, what stood there before and after. And taking the own last change back.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::Refusal;
use hanhdong_actions::programme::{Deed, HistoryLine, Sheet, read_document, read_node, sheet_of_document, sheet_of_node};
use hanhdong_domain::journal::Act;
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::{Anchor, Programme};
use maud::{Markup, html};

use super::form::{label, redline};
use super::leaf::{self, Tab};
use super::outline::{first_words, kind_word};
use super::show::path_to;
use crate::form::Bare;
use crate::frame;
use crate::look::button::{self, Weight};
use crate::look::facts::facts;
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::Words;

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>) -> Result<Markup, Problem> {
    let opened = web.app.open(&who, &id).await.map_err(|it| asker.problem(it))?;
    let lines = web.app.history(&who, &id).await.map_err(|it| asker.problem(it))?;
    let main = html! {
        @if opened.may_edit { (button::act(&words.say("do-undo"), &format!("/programmes/{id}/undo"), Weight::Plain, &[])) }
        ol.history { @for line in &lines { (self::line(words, &id, &opened.programme, line)) } }
    };
    Ok(leaf::tab(words, &who, &opened, Tab::History, main))
}

fn line(words: Words, id: &ProgrammeId, programme: &Programme, line: &HistoryLine) -> Markup {
    html! {
        li id={ "h-" (line.seq) } {
            p {
                @if let Some(at) = line.at { time datetime=(at.to_string()) { (at.strftime("%H:%M %d/%m/%Y")) } " · " }
                strong { @match &line.by { Some(name) => (name), None => (words.say("by-program")) } }
                @if let Some(name) = &line.behalf { " (" (words.with("on-behalf", &[("name", name.as_str().into())])) ")" }
                ": " (act_word(words, line.act))
                @if let Some(undone) = line.undoes { " " a href={ "#h-" (undone) } { (words.say("of-which")) } }
            }
            (deeds(words, id, programme, line))
        }
    }
}

/// What was done, in words.
pub(crate) fn act_word(words: Words, act: Act) -> String {
    let key = format!("act-{}", act.name().replace('_', "-"));
    let said = words.say(&key);
    if said == key { words.say("act-other").into_owned() } else { said.into_owned() }
}

/// What a line changed, slot by slot.
pub(super) fn deeds(words: Words, id: &ProgrammeId, programme: &Programme, line: &HistoryLine) -> Markup {
    html! { @for deed in &line.deeds { (self::deed(words, id, programme, deed)) } }
}

fn deed(words: Words, id: &ProgrammeId, programme: &Programme, deed: &Deed) -> Markup {
    let (before, after) = (said(deed.before.as_deref()), said(deed.after.as_deref()));
    let item = after.as_ref().or(before.as_ref());
    let anchor = item.and_then(|it| it.1.clone());
    let text = |side: &Option<(Sheet, Option<Anchor>)>, slot: &str| side.as_ref().map(|it| it.0.get(slot).to_owned()).unwrap_or_default();
    html! {
        div.deed {
            @match item {
                Some((sheet, _)) => {
                    p {
                        span.hint { (kind_word(words, sheet.kind)) " " (sheet.get("code")) }
                        @if deed.before.is_none() { " · " (words.say("deed-came")) } @else if deed.after.is_none() { " · " (words.say("deed-went")) }
                        @if let Some(anchor) = anchor.as_ref().filter(|it| programme.position(it).is_some()) { " · " a href=(path_to(id, Some(anchor))) { (words.say("see-it")) } }
                    }
                    (facts(sheet.kind.slots().iter().filter_map(|slot| {
                        let (old, new) = (text(&before, slot.name), text(&after, slot.name));
                        (old != new).then(|| (label(words, sheet.kind, slot), redline(&old, &new)))
                    })))
                }
                None => p { (redline(&named(programme, deed.before.as_deref()), &named(programme, deed.after.as_deref()))) }
            }
        }
    }
}

fn said(text: Option<&str>) -> Option<(Sheet, Option<Anchor>)> {
    let text = text?;
    if text.starts_with("document") {
        return read_document(text).ok().map(|it| (sheet_of_document(&it), None));
    }
    let node = read_node(text).ok()?;
    let anchor = node.item().map(|it| it.anchor().clone());
    Some((sheet_of_node(&node), anchor))
}

/// A tie in the words of what it ties.
fn named(programme: &Programme, text: Option<&str>) -> String {
    let text = text.unwrap_or("");
    let name = |anchor: &str| programme.items().find(|it| it.anchor().as_str() == anchor).map_or_else(|| anchor.to_owned(), |it| first_words(it.text()));
    match text.split_once(" -> ") {
        Some((from, to)) => format!("{} → {}", name(from), name(to)),
        None => text.to_owned(),
    }
}

pub(crate) async fn undo(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, _: Bare) -> Result<Response, Problem> {
    match web.app.undo(&who, &id).await {
        Ok(edited) => {
            let place = edited.anchor.map_or(String::new(), |it| format!("&at={it}#i-{it}"));
            Ok(Redirect::to(&format!("/programmes/{id}?undone={}{place}", edited.seq)).into_response())
        }
        Err(Refusal::Changed { .. }) => {
            let title = words.say("undo-changed-title");
            let main = html! {
                h1 { (title) }
                p { (words.say("undo-changed-words")) }
                p { a.button href={ "/programmes/" (id) "/history" } { (words.say("tab-history")) } " " a.button.plain href=(path_to(&id, None)) { (words.say("back-to-outline")) } }
            };
            Ok((StatusCode::CONFLICT, frame::page(words, &who, &title, main)).into_response())
        }
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

pub(crate) async fn put_away(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>, _: Bare) -> Result<Redirect, Problem> {
    web.app.put_away(&who, &id).await.map_err(|it| asker.problem(it))?;
    Ok(Redirect::to("/programmes"))
}

pub(crate) async fn take_back(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>, _: Bare) -> Result<Redirect, Problem> {
    web.app.take_back(&who, &id).await.map_err(|it| asker.problem(it))?;
    Ok(Redirect::to(&path_to(&id, None)))
}
