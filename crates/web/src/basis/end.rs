//! A document is replaced by another, or is no longer in force: what rests on it is seen before that is recorded.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::basis::BasisOpened;
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::basis::{End, LegalBasis};
use hanhdong_domain::organisation::BasisId;
use maud::{Markup, html};
use serde::Deserialize;

use super::fields::kept;
use super::impact;
use crate::form::{self, Filled, Mend};
use crate::frame::Page;
use crate::look::button::{self, Weight, submit};
use crate::look::field::Field;
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::Words;

/// What is recorded: `by` is empty where nothing takes its place.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    by: String,
    on: String,
    seen: String,
}

pub(super) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<BasisId>) -> Result<Markup, Problem> {
    let opened = kept(&web, &who, &id).await.map_err(|it| asker.problem(it))?;
    let form = Form { seen: opened.seen.clone(), on: who.today().to_string(), by: String::new() };
    page(&web, &who, words, &opened, &form, None).await.map_err(|it| asker.problem(it))
}

async fn page(web: &Web, who: &Who, words: Words, opened: &BasisOpened, form: &Form, refusal: Option<&Refusal>) -> Result<Markup, Refusal> {
    let id = &opened.basis.id;
    let impact = web.app.impact_of(who, id).await?;
    let others: Vec<LegalBasis> = web.app.bases(who, "").await?.into_iter().filter(|it| it.id != *id && !it.force_on(who.today()).is_over()).collect();
    let none = [(String::new(), words.say("basis-end-by-none").into_owned())];
    let choices = none.into_iter().chain(others.iter().map(|it| (it.id.to_string(), format!("{} · {}", it.short(), it.issuer))));
    let title = words.say("basis-end");
    Ok(Page::of(words, who, &title).step("/bases", words.say("bases-title")).step(format!("/bases/{id}"), opened.basis.short()).show(html! {
        h1 { (title) }
        p { strong { (opened.basis.citation()) } }
        (form::alert(words, refusal))
        (impact::shown(words, &impact))
        form.fields method="post" action={ "/bases/" (id) "/end" } {
            input type="hidden" name="seen" value=(form.seen);
            (Field::choice("by", words.say("field-by"), choices).value(&form.by).hint(words.say("basis-end-by-hint")).mend(words, refusal))
            (Field::day("on", words.say("basis-end-on")).value(&form.on).hint(words.say("basis-end-on-hint")).required().mend(words, refusal))
            p.doings { (submit(&words.say("basis-end-do"), Weight::Main)) " " (button::link(&words.say("do-leave"), &format!("/bases/{id}"), Weight::Plain)) }
        }
    }))
}

fn read(form: &Form) -> Result<End, Refusal> {
    let on = form::date("on", &form.on)?;
    match form.by.as_str() {
        "" => Ok(End::Ended { on }),
        by => Ok(End::Replaced { by: BasisId::parse(by).ok_or(Refusal::Field { field: "by", why: "unknown" })?, on }),
    }
}

pub(super) async fn end(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<BasisId>, Filled(form): Filled<Form>) -> Result<Response, Problem> {
    let done = async { web.app.end_basis(&who, &id, &form.seen, read(&form)?).await };
    match done.await {
        Ok(()) => Ok(Redirect::to(&format!("/bases/{id}?done=ended")).into_response()),
        Err(refusal) if form::is_mendable(&refusal) => {
            let opened = kept(&web, &who, &id).await.map_err(|it| asker.problem(it))?;
            let page = page(&web, &who, words, &opened, &form, Some(&refusal)).await.map_err(|it| asker.problem(it))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

/// What was seen.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Seen {
    seen: String,
}

pub(super) async fn reinstate(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<BasisId>, Filled(form): Filled<Seen>) -> Result<Redirect, Problem> {
    web.app.reinstate_basis(&who, &id, &form.seen).await.map_err(|it| asker.problem(it))?;
    Ok(Redirect::to(&format!("/bases/{id}?done=reinstated")))
}
