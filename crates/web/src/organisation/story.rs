//! What became of a unit: its names, its places, its end; and the forms that rename it and move it.

use std::borrow::Cow;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::organisation::{Decided, Story};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::Date;
use hanhdong_domain::organisation::{OrganisationAct, Turn, Unit, UnitId};
use maud::{Markup, html};
use serde::Deserialize;

use crate::form::{self, Filled, Mend};
use crate::frame::Page;
use crate::look::button::{Weight, submit};
use crate::look::facts::facts;
use crate::look::field::{Field, Of, Tick, ticks};
use crate::look::notice;
use crate::look::table::{Row, table};
use crate::organisation::nature;
use crate::problem::{Asker, Problem};
use crate::request::{Ask, Id, In};
use crate::state::Web;
use crate::words::{Words, day};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// The day whose name is asked for.
    on: Option<String>,
    done: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Name {
    unit_name: String,
    on: String,
    paper: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Place {
    above: String,
    on: String,
    paper: String,
}

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<UnitId>, Ask(asked): Ask<Asked>) -> Result<Markup, Problem> {
    let page = async {
        let on = asked.on.as_deref().filter(|it| !it.is_empty()).map(|it| form::date("on", it)).transpose()?;
        page(&web, words, &who, &id, on, asked.done.as_deref(), None).await
    };
    page.await.map_err(|it| asker.problem(it))
}

pub(crate) async fn rename(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<UnitId>, Filled(form): Filled<Name>) -> Result<Response, Problem> {
    let done = async { web.app.rename_unit(&who, &id, &form.unit_name, decided(&form.on, form.paper)?).await };
    let done = done.await.map(|()| format!("/units/{id}/history?done=renamed"));
    answer(&web, words, &who, &asker, &id, done).await
}

pub(crate) async fn place(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<UnitId>, Filled(form): Filled<Place>) -> Result<Response, Problem> {
    let done = async {
        let above = UnitId::parse(&form.above).ok_or(Refusal::Field { field: "above", why: "unknown" })?;
        web.app.move_unit(&who, &id, &above, decided(&form.on, form.paper)?).await
    };
    let done = done.await.map(|()| format!("/units/{id}/history?done=moved"));
    answer(&web, words, &who, &asker, &id, done).await
}

/// On to where it was done, or the page once more with what is wrong.
pub(super) async fn answer(web: &Web, words: Words, who: &Who, asker: &Asker, id: &UnitId, done: Result<String, Refusal>) -> Result<Response, Problem> {
    match done {
        Ok(path) => Ok(Redirect::to(&path).into_response()),
        Err(refusal) if form::is_mendable(&refusal) => {
            let again = page(web, words, who, id, None, None, Some(&refusal)).await.map_err(|it| asker.problem(it))?;
            Ok((form::status(Some(&refusal)), again).into_response())
        }
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

pub(super) fn decided(on: &str, paper: String) -> Result<Decided, Refusal> {
    Ok(Decided { on: form::date("on", on)?, paper })
}

async fn page(web: &Web, words: Words, who: &Who, id: &UnitId, on: Option<Date>, done: Option<&str>, refusal: Option<&Refusal>) -> Result<Markup, Refusal> {
    let story = web.app.story_of_unit(who, id).await?;
    let units = web.app.units_where(who, OrganisationAct::KeepPeople).await?;
    let unit = &story.unit;
    let title = words.with("story-title", &[("name", unit.name.as_str().into())]);
    let has_ended = unit.ended_on.is_some();
    let page = Page::of(words, who, &title).step("/units", words.say("units-title"));
    let page = if has_ended { page } else { page.step(format!("/units/{id}"), unit.name.clone()) };
    Ok(page.show(html! {
        h1 { (title) }
        @match done {
            Some("renamed") => { (notice::done(&words.say("story-renamed-now"), None)) }
            Some("moved") => { (notice::done(&words.say("story-moved-now"), None)) }
            Some("ended") => { (notice::done(&words.say("story-ended-now"), None)) }
            Some(_) | None => {}
        }
        (form::alert(words, refusal))
        (nature::about(words, unit))
        (stands(words, &story))
        (turns(words, &story))
        (name_of_day(words, who, &story, on))
        @if !has_ended {
            h2 #rename { (words.say("story-rename")) }
            form.fields method="post" action={ "/units/" (id) "/name" } {
                (Field::line("unit_name", words.say("story-new-name")).id("new-name").value(&unit.name).required().mend(words, refusal))
                (decision(words, who, "rename", refusal))
                (submit(&words.say("story-rename-do"), Weight::Plain))
            }
            h2 #move { (words.say("story-move")) }
            form.fields method="post" action={ "/units/" (id) "/place" } {
                (Field::choice("above", words.say("field-above"), units.iter().filter(|it| it.id != *id).map(|it| (it.id.as_str(), it.name.as_str()))).id("new-above").mend(words, refusal))
                (decision(words, who, "move", refusal))
                (submit(&words.say("story-move-do"), Weight::Plain))
            }
            h2 #end { (words.say("story-end")) }
            p { (words.say("story-end-intro")) }
            (end(words, who, unit, &units, refusal))
        }
    }))
}

/// Day and paper of a decision; `id` tells the forms of the page apart.
fn decision(words: Words, who: &Who, id: &str, refusal: Option<&Refusal>) -> Markup {
    html! {
        (Field::day("on", words.say("field-on")).id(format!("{id}-on")).value(who.today().to_string()).required().mend(words, refusal))
        (Field::line("paper", words.say("field-paper")).hint(words.say("paper-hint")).id(format!("{id}-paper")).length_max(200).required().mend(words, refusal))
    }
}

/// Where it stands, what it became, what it came from.
fn stands(words: Words, story: &Story) -> Markup {
    let linked = |units: &[Unit]| html! { @for (at, it) in units.iter().enumerate() { @if 0 < at { ", " } a href={ "/units/" (it.id) "/history" } { (it.name) } } };
    let mut said: Vec<(Cow<'static, str>, Markup)> = Vec::new();
    said.extend(story.above.iter().map(|it| (words.say("field-above"), linked(std::slice::from_ref(it)))));
    if !story.became.is_empty() {
        said.push((words.say("story-became"), linked(&story.became)));
    }
    if !story.came_from.is_empty() {
        said.push((words.say("story-came-from"), linked(&story.came_from)));
    }
    html! { @if !said.is_empty() { (facts(said)) } }
}

pub(super) fn turn_words(words: Words, turn: Turn) -> Cow<'static, str> {
    words.say(&format!("turn-{}", turn.name()))
}

/// Its turns, each with day, paper, and what was before.
fn turns(words: Words, story: &Story) -> Markup {
    let rows: Vec<Row> = story
        .turns
        .iter()
        .map(|(past, above)| {
            let before = past.name_before.as_deref().or(above.as_deref()).unwrap_or("");
            Row::of(vec![html! { (day(past.on)) }, html! { (turn_words(words, past.turn)) }, html! { (before) }, html! { (past.paper) }])
        })
        .collect();
    let columns = [words.say("story-day"), words.say("story-what"), words.say("story-before"), words.say("field-paper")];
    html! {
        h2 { (words.say("story-turns")) }
        @if rows.is_empty() { (notice::empty(&words.say("story-turns-none"), None)) }
        @else { (table(&words.say("story-turns"), &columns, &rows)) }
    }
}

/// The name that papers of a day print.
fn name_of_day(words: Words, who: &Who, story: &Story, on: Option<Date>) -> Markup {
    let past: Vec<_> = story.turns.iter().map(|it| it.0.clone()).collect();
    html! {
        h2 #name { (words.say("story-name-of-day")) }
        form.fields method="get" action={ "/units/" (story.unit.id) "/history" } {
            (Field::day("on", words.say("field-on")).id("name-on").value(on.unwrap_or(who.today()).to_string()).required())
            (submit(&words.say("story-name-ask"), Weight::Plain))
        }
        @if let Some(on) = on {
            p role="status" {
                @if story.unit.exists_on(on) { (words.with("story-name-was", &[("day", day(on).into()), ("name", story.unit.name_on(on, &past).into())])) }
                @else { (words.with("story-was-not", &[("day", day(on).into())])) }
            }
        }
    }
}

/// The first step of an end: how, into what, when, by which paper; what it would do is shown before anything is done.
fn end(words: Words, who: &Who, unit: &Unit, units: &[Unit], refusal: Option<&Refusal>) -> Markup {
    let ways: Vec<Tick<'_>> = Turn::ENDS
        .iter()
        .map(|it| Tick {
            id: format!("turn-{}", it.name()),
            name: "turn",
            value: it.name(),
            label: words.say(&format!("end-{}", it.name())),
            is_on: *it == Turn::Merged,
            more: None,
        })
        .collect();
    let beside = |it: &&Unit| it.id != unit.id && it.kind == unit.kind && it.above == unit.above;
    let into: Vec<Tick<'_>> = units
        .iter()
        .filter(beside)
        .map(|it| Tick { id: format!("into-{}", it.id), name: "into", value: it.id.as_str(), label: it.name.as_str().into(), is_on: false, more: None })
        .collect();
    html! {
        form.fields method="get" action={ "/units/" (unit.id) "/end" } {
            (ticks(&words.say("field-turn"), None, Of::One, &ways))
            @if !into.is_empty() { (ticks(&words.say("field-into"), Some(&words.say("into-hint")), Of::Any, &into)) }
            (decision(words, who, "end", refusal))
            (submit(&words.say("end-look"), Weight::Plain))
        }
    }
}
