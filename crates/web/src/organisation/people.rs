//! A new person, invited to an account.

use axum::extract::State;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use hanhdong_actions::NewPerson;
use hanhdong_domain::organisation::{Role, UnitId};
use serde::Deserialize;

use crate::form::{self, Filled};
use crate::organisation::{link, unit};
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::Words;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    name: String,
    login: String,
    administrator: Option<String>,
    office: Option<String>,
    drafter: Option<String>,
    reader: Option<String>,
}

impl Form {
    fn person(&self) -> NewPerson {
        let ticked = |role: &Role| match role {
            Role::Administrator => self.administrator.is_some(),
            Role::Office => self.office.is_some(),
            Role::Drafter => self.drafter.is_some(),
            Role::Reader => self.reader.is_some(),
        };
        NewPerson { name: self.name.clone(), login: self.login.clone(), roles: Role::ALL.into_iter().filter(ticked).collect() }
    }
}

pub(crate) async fn invite(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<UnitId>,
    parts: Parts,
    Filled(form): Filled<Form>,
) -> Result<Response, Problem> {
    match web.app.invite(&who, &id, form.person()).await {
        Ok(token) => Ok(link::page(&web, words, &who, &parts, &token, (&form.name, &format!("/units/{id}"))).into_response()),
        Err(refusal) if form::is_mendable(&refusal) => {
            let typed = unit::Typed { name: form.name, login: form.login, ..unit::Typed::default() };
            unit::again(&web, words, &who, &id, typed, refusal).await.map_err(|it| asker.problem(it))
        }
        Err(refusal) => Err(asker.problem(refusal)),
    }
}
