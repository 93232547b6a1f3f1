//! Posts entered and left.

use axum::extract::State;
use axum::response::Redirect;
use hanhdong_actions::Refusal;
use hanhdong_domain::organisation::{PersonId, Post, UnitId};
use serde::Deserialize;

use crate::form::{self, Filled};
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Taken {
    title: String,
    unit: String,
    from: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Left {
    title: String,
    unit: String,
    on: String,
}

pub(crate) async fn take(State(web): State<Web>, In(who): In, asker: Asker, Id(person): Id<PersonId>, Filled(form): Filled<Taken>) -> Result<Redirect, Problem> {
    let done = async {
        let unit = UnitId::parse(&form.unit).ok_or(Refusal::NotFound)?;
        let from_on = form::date("from", &form.from)?;
        web.app.take_post(&who, Post { person, unit: unit.clone(), title: form.title, from_on, until_on: None }).await.map(|()| unit)
    };
    let unit = done.await.map_err(|it| asker.problem(it))?;
    Ok(Redirect::to(&format!("/units/{unit}?done=post")))
}

pub(crate) async fn leave(State(web): State<Web>, In(who): In, asker: Asker, Id(person): Id<PersonId>, Filled(form): Filled<Left>) -> Result<Redirect, Problem> {
    let done = async {
        let unit = UnitId::parse(&form.unit).ok_or(Refusal::NotFound)?;
        let on = form::date("until", &form.on)?;
        web.app.leave_post(&who, &person, &unit, &form.title, on).await.map(|()| unit)
    };
    let unit = done.await.map_err(|it| asker.problem(it))?;
    Ok(Redirect::to(&format!("/units/{unit}?done=post-left")))
}
