//! The paragraphs before the first part, căn cứ first of all: edited as lines.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::programme::{Change, Opened, fingerprint_of_opening, opening_text};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::Passage;
use maud::{Markup, html};
use serde::Deserialize;

use super::form::redline;
use super::leaf;
use super::piece::draft;
use super::show::path_to;
use crate::form::{self, Filled};
use crate::look::field::Field;
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::Words;

/// The paragraphs where they stand, with the way to change them.
pub(super) fn shown(words: Words, id: &ProgrammeId, opening: &[Passage], may_edit: bool) -> Markup {
    html! {
        section #opening aria-label=(words.say("opening")) {
            @for passage in opening { p.passage { (passage.text) } }
            @if may_edit {
                p.doings { a.button.plain href={ "/programmes/" (id) "/opening" } { @if opening.is_empty() { (words.say("opening-add")) } @else { (words.say("opening-edit")) } } " " a.button.plain href={ "/programmes/" (id) "/bases#pick" } { (words.say("cite-pick")) } }
            }
        }
    }
}

pub(crate) async fn edit(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>) -> Result<Markup, Problem> {
    let opened = draft(&web, &who, &id).await.map_err(|it| asker.problem(it))?;
    let opening = &opened.programme.opening;
    Ok(page(words, &who, &opened, &opening_text(opening), &fingerprint_of_opening(opening), html! {}))
}

/// The form, under what is to be said first.
fn page(words: Words, who: &Who, opened: &Opened, text: &str, seen: &str, first: Markup) -> Markup {
    let id = &opened.row.id;
    let main = html! {
        (first)
        form.fields method="post" action={ "/programmes/" (id) "/opening" } {
            (Field::lines("text", words.say("opening"), text, (6, 24)).aside(words.say("one-a-line")))
            input type="hidden" name="seen" value=(seen);
            (leaf::save_or_leave(words, &path_to(id, None)))
        }
    };
    leaf::below(words, who, opened, &words.say("opening"), main)
}

/// The paragraphs as typed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Typed {
    text: String,
    seen: String,
}

pub(crate) async fn save(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, Filled(typed): Filled<Typed>) -> Result<Response, Problem> {
    let problem = |it: Refusal| asker.problem(it);
    let opened = draft(&web, &who, &id).await.map_err(problem)?;
    let text = typed.text.replace('\r', "");
    if text.trim() == opening_text(&opened.programme.opening) {
        return Ok(Redirect::to(&path_to(&id, None)).into_response());
    }
    let first = match web.app.edit(&who, &id, Change::Opening { seen: typed.seen.clone(), text: text.clone() }).await {
        Ok(_) => return Ok(Redirect::to(&format!("/programmes/{id}#opening")).into_response()),
        Err(Refusal::Changed { now }) => {
            let first = html! { div.conflict role="alert" { h2 { (words.say("conflict-title")) } p { (words.say("conflict-words")) } p { (redline(&now, &text)) } } };
            let opened = web.app.open(&who, &id).await.map_err(problem)?;
            let seen = fingerprint_of_opening(&opened.programme.opening);
            return Ok((StatusCode::CONFLICT, page(words, &who, &opened, &text, &seen, first)).into_response());
        }
        Err(refusal) if form::is_mendable(&refusal) => form::alert(words, Some(&refusal)),
        Err(refusal) => return Err(problem(refusal)),
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(words, &who, &opened, &text, &typed.seen, first)).into_response())
}
