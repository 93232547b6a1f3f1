//! Roles given and ended.

use axum::extract::State;
use axum::response::Redirect;
use hanhdong_actions::{NewRole, Refusal, Who};
use hanhdong_domain::organisation::{GrantId, PersonId, Role, UnitId};
use serde::Deserialize;

use crate::form::{self, Filled};
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Given {
    role: String,
    unit: String,
    from: String,
    #[serde(default)]
    until: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ended {
    on: String,
}

pub(crate) async fn give(State(web): State<Web>, In(who): In, asker: Asker, Id(person): Id<PersonId>, Filled(form): Filled<Given>) -> Result<Redirect, Problem> {
    let done = async {
        let role = read(&who, &form)?;
        let unit = role.unit.clone();
        web.app.give_role(&who, &person, role).await.map(|_| unit)
    };
    let unit = done.await.map_err(|it| asker.problem(it))?;
    Ok(Redirect::to(&format!("/units/{unit}?done=given")))
}

fn read(who: &Who, form: &Given) -> Result<NewRole, Refusal> {
    Ok(NewRole {
        unit: UnitId::parse(&form.unit).ok_or(Refusal::NotFound)?,
        role: Role::of_name(&form.role).ok_or(Refusal::Field { field: "role", why: "unknown" })?,
        from_on: if form.from.is_empty() { who.today() } else { form::date("from", &form.from)? },
        until_on: if form.until.is_empty() { None } else { Some(form::date("until", &form.until)?) },
    })
}

pub(crate) async fn end(State(web): State<Web>, In(who): In, asker: Asker, Id(grant): Id<GrantId>, Filled(form): Filled<Ended>) -> Result<Redirect, Problem> {
    let done = async {
        let on = form::date("until", &form.on)?;
        web.app.end_role(&who, &grant, on).await
    };
    let unit = done.await.map_err(|it| asker.problem(it))?;
    Ok(Redirect::to(&format!("/units/{unit}?done=ended")))
}
