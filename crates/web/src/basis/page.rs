//! One document: what the register says of it, what rests on it, what it requires.

use axum::extract::State;
use axum::response::Response;
use hanhdong_actions::basis::{BasisOpened, BasisPast};
use hanhdong_domain::basis::{End, LegalBasis};
use hanhdong_domain::organisation::BasisId;
use maud::{Markup, html};
use serde::Deserialize;

use super::words::{force_badge, known_day};
use super::{impact, requirements};
use crate::frame::Page;
use crate::look::button::{self, Weight};
use crate::look::facts::facts;
use crate::look::notice;
use crate::problem::{Asker, Problem};
use crate::programme::{act_word, attachment};
use crate::request::{Ask, Id, In};
use crate::state::Web;
use crate::words::{Words, day};

/// What was just done.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Done {
    done: Option<String>,
}

pub(super) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<BasisId>, Ask(done): Ask<Done>) -> Result<Markup, Problem> {
    let opened = web.app.basis(&who, &id).await.map_err(|it| asker.problem(it))?;
    let impact = web.app.impact_of(&who, &id).await.map_err(|it| asker.problem(it))?;
    let title = opened.basis.short();
    Ok(Page::of(words, &who, &title).step("/bases", words.say("bases-title")).show(html! {
        h1 { (title) }
        @if let Some(said) = done.done.as_deref().and_then(said) { (notice::done(&words.say(said), None)) }
        (standing(words, &opened))
        (about(words, &opened))
        (doings(words, &opened))
        (requirements::shown(words, &opened))
        (impact::shown(words, &impact))
        (past(words, &opened.past))
    }))
}

fn said(done: &str) -> Option<&'static str> {
    match done {
        "entered" => Some("basis-done-entered"),
        "corrected" => Some("basis-done-corrected"),
        "ended" => Some("basis-done-ended"),
        "reinstated" => Some("basis-done-reinstated"),
        "required" => Some("basis-done-required"),
        _ => None,
    }
}

fn link(it: &LegalBasis) -> Markup {
    html! { a href={ "/bases/" (it.id) } { (it.short()) } }
}

/// What became of it, and what it took the place of.
fn standing(words: Words, opened: &BasisOpened) -> Markup {
    html! {
        p { (force_badge(words, opened.force)) }
        @match (&opened.basis.end, &opened.instead) {
            (Some(end @ End::Replaced { .. }), Some(by)) => { div.finding.warning { p { (words.with("basis-replaced-on", &[("day", day(end.on()).into())])) " " (link(by)) } } }
            (Some(end), _) => { (notice::beware(&words.with("basis-ended-on", &[("day", day(end.on()).into())]))) }
            (None, _) => {}
        }
        @for it in &opened.before { p { (words.say("basis-took-place-of")) " " (link(it)) } }
        @if opened.basis.number.is_none() || opened.basis.dated.is_none() { (notice::note(&words.say("basis-unknown-note"))) }
    }
}

fn about(words: Words, opened: &BasisOpened) -> Markup {
    let it = &opened.basis;
    let unknown = || words.say("basis-unknown").into_owned();
    let mut said = vec![
        (words.say("basis-citation"), html! { (it.citation()) }),
        (words.say("field-sort"), html! { (it.kind.words()) }),
        (words.say("field-number"), html! { (it.number.clone().unwrap_or_else(unknown)) }),
        (words.say("field-dated"), html! { (known_day(words, it.dated)) }),
        (words.say("field-issuer"), html! { (it.issuer) }),
        (words.say("field-subject"), html! { (it.subject) }),
    ];
    said.extend(it.in_force_on.map(|on| (words.say("field-in_force"), html! { (day(on)) })));
    said.push((words.say("basis-register"), html! { (opened.register_name) }));
    let file = html! {
        @match &opened.file_name {
            Some(name) => a href={ "/bases/" (it.id) "/file" } download { (name) },
            None => (words.say("basis-no-file")),
        }
    };
    said.push((words.say("field-document"), file));
    facts(said)
}

fn doings(words: Words, opened: &BasisOpened) -> Markup {
    let id = &opened.basis.id;
    html! {
        @if opened.may_keep {
            p.doings {
                (button::link(&words.say("basis-correct"), &format!("/bases/{id}/edit"), Weight::Plain)) " "
                @if opened.basis.end.is_none() { (button::link(&words.say("basis-end"), &format!("/bases/{id}/end"), Weight::Plain)) }
            }
            @if opened.basis.end.is_some() { (button::act(&words.say("basis-reinstate"), &format!("/bases/{id}/reinstate"), Weight::Plain, &[("seen", &opened.seen)])) }
        }
    }
}

fn past(words: Words, past: &[BasisPast]) -> Markup {
    html! {
        @if !past.is_empty() {
            details {
                summary { (words.say("tab-history")) }
                ol.history {
                    @for it in past {
                        li {
                            p { @if let Some(at) = it.at { time datetime=(at.to_string()) { (at.strftime("%H:%M %d/%m/%Y")) } " · " } strong { (it.by) } ": " (act_word(words, it.act)) }
                            @if let (Some(before), Some(after)) = (&it.before, &it.after) { @if before != after { p { del { (before) } " " ins { (after) } } } }
                        }
                    }
                }
            }
        }
    }
}

pub(super) async fn file(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<BasisId>) -> Result<Response, Problem> {
    let file = web.app.basis_file(&who, &id).await.map_err(|it| asker.problem(it))?;
    Ok(attachment(&file.name, "application/octet-stream", file.bytes))
}
