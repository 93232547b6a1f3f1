//! What a programme rests on: documents of the register cited in it, and a picker for more. No script is needed.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::programme::{Basing, Citing, OneCited};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::basis::{CitationForm, LegalBasis};
use hanhdong_domain::organisation::{BasisId, ProgrammeId};
use hanhdong_domain::programme::Wording;
use maud::{Markup, html};
use serde::Deserialize;

use super::leaf::{self, Tab};
use crate::basis::force_badge;
use crate::form::{self, Filled};
use crate::look::button::{self, Weight, submit};
use crate::look::field::Field;
use crate::look::notice;
use crate::look::outline::{Row, outline};
use crate::problem::{Asker, Problem};
use crate::request::{Ask, Id, In};
use crate::state::Web;
use crate::words::Words;

/// The words to look for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sought {
    q: Option<String>,
}

/// Documents offered at once; the rest is found by words.
const OFFERED_MAX: usize = 20;

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, Ask(sought): Ask<Sought>) -> Result<Markup, Problem> {
    page(&web, &who, words, &id, &sought.q.unwrap_or_default(), None).await.map_err(|it| asker.problem(it))
}

/// How the words of a citation stand beside those of the register.
pub(crate) fn wording_badge(words: Words, wording: Wording) -> Markup {
    match wording {
        Wording::Same => html! { span.badge.met { (words.say("wording-same")) } },
        Wording::Differs => html! { span.badge.partly { (words.say("wording-differs")) } },
        Wording::Gone => html! { span.badge.unmet { (words.say("wording-gone")) } },
    }
}

async fn page(web: &Web, who: &Who, words: Words, id: &ProgrammeId, q: &str, refusal: Option<&Refusal>) -> Result<Markup, Refusal> {
    let it = web.app.bases_of(who, id, q).await?;
    Ok(leaf::tab(
        words,
        who,
        &it.opened,
        Tab::Bases,
        html! {
            (form::alert(words, refusal))
            (warned(words, &it.cited))
            h2 { (words.say("cited-title")) }
            @if it.cited.is_empty() { (notice::empty(&words.say("cited-none"), None)) }
            @if !it.cited.is_empty() { (outline(it.cited.iter().map(|one| row(words, id, one, it.form, it.opened.may_edit)))) }
            @if it.opened.may_edit { (picker(words, who, id, &it, q)) }
        },
    ))
}

/// How many of what is cited somebody has to look at.
pub(super) fn warned(words: Words, cited: &[OneCited]) -> Markup {
    let over = cited.iter().filter(|it| it.force.is_over()).count();
    let differ = cited.iter().filter(|it| it.cited.wording != Wording::Same).count();
    html! {
        @if 0 < over { (notice::beware(&words.with("cited-over", &[("count", over.into())]))) }
        @if 0 < differ { (notice::beware(&words.with("cited-differ", &[("count", differ.into())]))) }
    }
}

fn row<'a>(words: Words, id: &ProgrammeId, one: &OneCited, form: CitationForm, may_edit: bool) -> Row<'a> {
    let basis = &one.basis;
    let act = |label: &str, basis: &LegalBasis, how: &str, weight| {
        button::act(&words.say(label), &format!("/programmes/{id}/bases"), weight, &[("basis", basis.id.as_str()), ("how", how)])
    };
    let below = html! {
        p { (force_badge(words, one.force)) " " (wording_badge(words, one.cited.wording)) @if !one.cited.is_tied { " " span.hint { (words.say("cited-by-number")) } } }
        @if one.cited.wording == Wording::Differs {
            @if let Some(line) = &one.cited.line { p { span.hint { (words.say("cited-here")) ": " } (line) } }
            p { span.hint { (words.say("cited-register")) ": " } (basis.cited_as(form)) }
        }
        @if let Some(instead) = &one.instead { p { (words.say("cited-instead")) " " a href={ "/bases/" (instead.id) } { (instead.short()) } } }
    };
    let doings = html! {
        div.row { @match one.cited.wording {
            Wording::Differs => { (act("cite-renew", basis, "put_in", Weight::Plain)) " " }
            Wording::Gone => { (act("cite-again", basis, "put_in", Weight::Plain)) " " }
            Wording::Same => { @if !one.cited.is_tied && one.cited.line.is_some() { (act("cite-tie", basis, "tie", Weight::Plain)) " " } }
        }
        @if let Some(instead) = &one.instead { (act("cite-instead", instead, "put_in", Weight::Plain)) " " }
        @if one.cited.line.is_some() || one.cited.is_tied { (act("cite-drop", basis, "drop", Weight::Danger)) } }
    };
    Row::of(html! { a href={ "/bases/" (basis.id) } { (basis.short()) } " · " (basis.issuer) }).below(html! { (below) @if may_edit { (doings) } })
}

fn picker(words: Words, who: &Who, id: &ProgrammeId, it: &Basing, q: &str) -> Markup {
    let offered = it.found.iter().filter(|it| !it.force_on(who.today()).is_over() || !q.trim().is_empty()).take(OFFERED_MAX);
    let row = |basis: &LegalBasis| {
        let act = button::act(&words.say("cite-put-in"), &format!("/programmes/{id}/bases"), Weight::Plain, &[("basis", basis.id.as_str()), ("how", "put_in")]);
        Row::of(html! { (basis.cited_as(it.form)) }).below(html! { p { (force_badge(words, basis.force_on(who.today()))) } div.row { (act) } })
    };
    html! {
        section #pick {
            h2 { (words.say("cite-pick")) }
            form.search-page role="search" aria-label=(words.say("bases-seek")) method="get" action={ "/programmes/" (id) "/bases#pick" } {
                (Field::sought("q", words.say("bases-seek")).id("sought").value(q).hint(words.say("bases-seek-hint")).length_max(200))
                (submit(&words.say("do-search"), Weight::Plain))
            }
            @if it.found.is_empty() { (notice::empty(&words.say(if q.trim().is_empty() { "cite-register-empty" } else { "search-nothing" }), Some(button::link(&words.say("bases-title"), "/bases", Weight::Plain)))) }
            (outline(offered.map(row)))
            @if OFFERED_MAX < it.found.len() { p.hint { (words.with("cite-more", &[("count", it.found.len().into())])) } }
        }
    }
}

/// Which document, and how it is cited.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wish {
    basis: String,
    how: How,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum How {
    PutIn,
    Tie,
    Drop,
}

pub(crate) async fn cite(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, Filled(wish): Filled<Wish>) -> Result<Response, Problem> {
    let basis = BasisId::parse(&wish.basis).ok_or_else(|| asker.problem(Refusal::NotFound))?;
    let how = match wish.how {
        How::PutIn => Citing::PutIn,
        How::Tie => Citing::Tie,
        How::Drop => Citing::Drop,
    };
    match web.app.cite(&who, &id, &basis, how).await {
        Ok(_) => Ok(Redirect::to(&format!("/programmes/{id}/bases")).into_response()),
        Err(refusal) if form::is_mendable(&refusal) => {
            let page = page(&web, &who, words, &id, "", Some(&refusal)).await.map_err(|it| asker.problem(it))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(refusal) => Err(asker.problem(refusal)),
    }
}
