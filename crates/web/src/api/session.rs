//! Logging in and out, and who one is.

use axum::Json as Gives;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::request::Parts;
use hanhdong_domain::organisation::OrganisationAct;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::asked::{Asked, Json, Nothing};
use super::trouble::Trouble;
use crate::problem::Asker;
use crate::request::{self, In};
use crate::state::Web;

/// Who wants in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LogIn {
    login: String,
    password: String,
}

/// A session that began.
#[derive(Serialize, ToSchema)]
pub(crate) struct Session {
    token: String,
    token_type: &'static str,
    expires_in: i64,
}

/// Somebody who is logged in.
#[derive(Serialize, ToSchema)]
pub(crate) struct Me {
    id: String,
    name: String,
    today: String,
    roles: Vec<Held>,
    /// Where the person may begin programmes and hand in papers.
    may_create_in: Vec<Place>,
}

/// A role somebody holds.
#[derive(Serialize, ToSchema)]
pub(crate) struct Held {
    unit: String,
    role: &'static str,
    from: String,
    until: Option<String>,
}

/// A unit.
#[derive(Serialize, ToSchema)]
pub(crate) struct Place {
    id: String,
    organisation: String,
    name: String,
}

/// A session of its own begins with every log-in: what a request brought along is never adopted.
pub(crate) async fn log_in(State(web): State<Web>, asked: Asked<Json<LogIn>>) -> Result<(StatusCode, Gives<Session>), Trouble> {
    let Json(wanted) = &asked.body;
    let session = web.app.log_in(&wanted.login, &wanted.password).await.map_err(asked.said())?;
    Ok((StatusCode::CREATED, Gives(Session { token: session.token.secret().to_owned(), token_type: "Bearer", expires_in: session.seconds })))
}

/// The token of the request, out of its parts.
pub(crate) struct Brought(hanhdong_actions::Token);

impl axum::extract::FromRequestParts<Web> for Brought {
    type Rejection = Trouble;
    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, Trouble> {
        request::token(parts).map(Brought).ok_or_else(|| Asker::of(parts).problem(hanhdong_actions::Refusal::NotLoggedIn).into())
    }
}

pub(crate) async fn log_out(State(web): State<Web>, In(_): In, Brought(token): Brought, asked: Asked<Nothing>) -> Result<StatusCode, Trouble> {
    web.app.log_out(&token).await.map_err(asked.said())?;
    Ok(StatusCode::NO_CONTENT)
}

pub(crate) async fn me(State(web): State<Web>, In(who): In, asker: Asker) -> Result<Gives<Me>, Trouble> {
    let units = web.app.units_where(&who, OrganisationAct::Create).await.map_err(|it| asker.problem(it))?;
    let place = |it: hanhdong_domain::organisation::Unit| Place { id: it.id.to_string(), organisation: it.organisation.to_string(), name: it.name };
    let held = |it: &hanhdong_domain::organisation::Grant| Held {
        unit: it.unit.to_string(),
        role: it.role.name(),
        from: it.from_on.to_string(),
        until: it.until_on.map(|it| it.to_string()),
    };
    Ok(Gives(Me {
        id: who.id().to_string(),
        name: who.name().to_owned(),
        today: who.today().to_string(),
        roles: who.grants().iter().map(held).collect(),
        may_create_in: units.into_iter().map(place).collect(),
    }))
}
