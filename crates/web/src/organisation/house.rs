//! How a house writes: orthography, glossary and paragraphs, as plain lines a clerk types or pastes.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::programme::{House, HouseText};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::organisation::UnitId;
use hanhdong_domain::programme::house::{HouseRules, write_blocks, write_terms};
use hanhdong_domain::text::Placement;
use maud::{Markup, html};
use serde::Deserialize;

use crate::form::{self, Filled};
use crate::frame::{self, Page};
use crate::look::button::{Weight, submit};
use crate::look::facts::facts;
use crate::look::field::Field;
use crate::look::notice;
use crate::look::things::{Thing, things};
use crate::problem::{Asker, Problem};
use crate::request::{Ask, Id, In};
use crate::state::Web;
use crate::words::Words;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// What was done just now.
    done: Option<String>,
}

/// The form as it came.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Typed {
    seen: String,
    orthography: String,
    terms: String,
    blocks: String,
}

/// To the own house, or the choice among several.
pub(crate) async fn own(State(web): State<Web>, In(who): In, words: Words, asker: Asker) -> Result<Response, Problem> {
    let houses = web.app.own_houses(&who).await.map_err(|it| asker.problem(it))?;
    if let [house] = houses.as_slice() {
        return Ok(Redirect::to(&format!("/units/{}/house", house.id)).into_response());
    }
    let title = words.say("house-title");
    let main = html! {
        h1 { (title) }
        @if houses.is_empty() { (notice::empty(&words.say("house-nowhere"), None)) }
        (things(houses.iter().map(|it| Thing { href: format!("/units/{}/house", it.id), title: it.name.clone(), about: html! {} })))
    };
    Ok(frame::page(words, &who, &title, main).into_response())
}

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<UnitId>, Ask(asked): Ask<Asked>) -> Result<Markup, Problem> {
    let house = web.app.house(&who, &id).await.map_err(|it| asker.problem(it))?;
    let own = house.own.clone();
    Ok(page(words, &who, &house, &own, &house.seen, asked.done.is_some(), &[]))
}

pub(crate) async fn keep(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<UnitId>, Filled(typed): Filled<Typed>) -> Result<Response, Problem> {
    // Whoever may not is told so before the form is read.
    let house = web.app.house(&who, &id).await.map_err(|it| asker.problem(it))?;
    let text = HouseText { orthography: typed.orthography, terms: typed.terms, blocks: typed.blocks };
    if let (true, Err((field, lines))) = (house.may_keep, text.rules()) {
        let shown = page(words, &who, &house, &text, &typed.seen, false, &[(field, lines)]);
        return Ok((form::status(Some(&Refusal::Field { field, why: "house-lines" })), shown).into_response());
    }
    web.app.keep_house(&who, &id, &typed.seen, text).await.map_err(|it| asker.problem(it))?;
    Ok(Redirect::to(&format!("/units/{id}/house?done=1")).into_response())
}

fn page(words: Words, who: &Who, house: &House, typed: &HouseText, seen: &str, is_done: bool, wrong: &[(&'static str, Vec<usize>)]) -> Markup {
    let title = words.say("house-title");
    let error = |name: &str| {
        wrong.iter().find(|it| it.0 == name).map(|it| {
            let lines = it.1.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            words.with("house-lines-wrong", &[("lines", lines.into())])
        })
    };
    let choices = [("", "house-orthography-any"), ("second", "house-orthography-second"), ("first", "house-orthography-first")].map(|it| (it.0, words.say(it.1)));
    let main = html! {
        h1 { (title) }
        p.lead { (house.unit.name) }
        p.hint { (words.say("house-intro")) }
        @if is_done { (notice::done(&words.say("house-kept"), None)) }
        @if house.may_keep {
            form.fields method="post" action={ "/units/" (house.unit.id) "/house" } {
                input type="hidden" name="seen" value=(seen);
                (Field::choice("orthography", words.say("house-orthography"), choices).value(&typed.orthography))
                (Field::lines("terms", words.say("house-terms"), &typed.terms, (6, 24)).hint(words.say("house-terms-hint")).error(error("terms")))
                (Field::lines("blocks", words.say("house-blocks"), &typed.blocks, (6, 24)).hint(words.say("house-blocks-hint")).error(error("blocks")))
                (submit(&words.say("do-save"), Weight::Main))
            }
        } @else { (said(words, &house.rules)) }
        @for (name, rules) in &house.above {
            section { h2 { (words.with("house-above", &[("name", name.as_str().into())])) } (said(words, rules)) }
        }
    };
    let page = Page::of(words, who, &title);
    page.step("/house", words.say("house-title")).show(main)
}

/// Rules to be read.
fn said(words: Words, rules: &HouseRules) -> Markup {
    let orthography = match rules.placement {
        Some(Placement::Second) => "house-orthography-second",
        Some(Placement::First) => "house-orthography-first",
        None => "house-orthography-any",
    };
    let pieces = |text: String| html! { @for line in text.lines().filter(|it| !it.is_empty()) { p { (line) } } };
    let mut pairs = vec![(words.say("house-orthography"), html! { (words.say(orthography)) })];
    if !rules.terms.is_empty() {
        pairs.push((words.say("house-terms"), pieces(write_terms(&rules.terms))));
    }
    if !rules.blocks.is_empty() {
        pairs.push((words.say("house-blocks"), pieces(write_blocks(&rules.blocks))));
    }
    facts(pairs)
}
