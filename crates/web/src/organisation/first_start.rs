//! The first start: the organisation with its administrator, by the link that the terminal showed.

use axum::extract::{Path, State};
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use hanhdong_actions::{Founding, Refusal, Token};
use maud::{Markup, html};
use serde::Deserialize;

use crate::form::{self, Filled, Mend};
use crate::frame;
use crate::look::button::{Weight, submit};
use crate::look::field::Field;
use crate::problem::{Asker, Problem};
use crate::state::Web;
use crate::words::Words;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    organisation: String,
    name: String,
    login: String,
    password: String,
    again: String,
}

pub(crate) async fn show(State(web): State<Web>, words: Words, asker: Asker, Path(token): Path<String>) -> Result<Markup, Problem> {
    works(&web, &token).await.map_err(|it| asker.problem(it))?;
    Ok(page(words, &Form::default(), None))
}

pub(crate) async fn found(State(web): State<Web>, words: Words, asker: Asker, Path(token): Path<String>, Filled(form): Filled<Form>) -> Result<Response, Problem> {
    match done(&web, &token, &form).await {
        Ok(cookie) => Ok((AppendHeaders([(SET_COOKIE, cookie)]), Redirect::to("/")).into_response()),
        Err(refusal) if form::is_mendable(&refusal) => Ok((form::status(Some(&refusal)), page(words, &form, Some(&refusal))).into_response()),
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

async fn works(web: &Web, token: &str) -> Result<Token, Refusal> {
    let token = Token::brought(token).ok_or(Refusal::DeadLink)?;
    if web.app.is_first_start(&token).await? { Ok(token) } else { Err(Refusal::DeadLink) }
}

async fn done(web: &Web, token: &str, form: &Form) -> Result<String, Refusal> {
    let token = works(web, token).await?;
    form::both_alike(&form.password, &form.again)?;
    let founding = Founding { organisation: form.organisation.clone(), name: form.name.clone(), login: form.login.clone(), password: form.password.clone() };
    let session = web.app.found(&token, founding).await?;
    Ok(form::session_cookie(&session, web.settings.is_encrypted))
}

fn page(words: Words, form: &Form, refusal: Option<&Refusal>) -> Markup {
    let field = |name, label: &str, value, autocomplete| Field::line(name, words.say(label)).value(value).autocomplete(autocomplete).required().mend(words, refusal);
    frame::bare(
        words,
        &words.say("first-start-title"),
        html! {
            p { (words.say("first-start-intro")) }
            (form::alert(words, refusal))
            form.fields method="post" {
                (field("organisation", "first-start-organisation", form.organisation.as_str(), "organization").hint(words.say("first-start-organisation-hint")))
                (field("name", "field-name", form.name.as_str(), "name"))
                (field("login", "field-login", form.login.as_str(), "username").hint(words.say("login-hint")))
                (form::new_password(words, refusal))
                (submit(&words.say("first-start-do"), Weight::Main))
            }
        },
    )
}
