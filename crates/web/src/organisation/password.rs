//! Setting a password by a link that works once.

use axum::extract::{Path, State};
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use hanhdong_actions::{Refusal, Token};
use maud::{Markup, html};
use serde::Deserialize;

use crate::form::{self, Filled};
use crate::frame;
use crate::look::button::{Weight, submit};
use crate::problem::{Asker, Problem};
use crate::state::Web;
use crate::words::Words;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    password: String,
    again: String,
}

pub(crate) async fn show(State(web): State<Web>, words: Words, asker: Asker, Path(token): Path<String>) -> Result<Markup, Problem> {
    works(&web, &token).await.map_err(|it| asker.problem(it))?;
    Ok(page(words, None))
}

pub(crate) async fn set(State(web): State<Web>, words: Words, asker: Asker, Path(token): Path<String>, Filled(form): Filled<Form>) -> Result<Response, Problem> {
    match done(&web, &token, &form).await {
        Ok(cookie) => Ok((AppendHeaders([(SET_COOKIE, cookie)]), Redirect::to("/")).into_response()),
        Err(refusal) if form::is_mendable(&refusal) => Ok((form::status(Some(&refusal)), page(words, Some(&refusal))).into_response()),
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

async fn works(web: &Web, token: &str) -> Result<Token, Refusal> {
    let token = Token::brought(token).ok_or(Refusal::DeadLink)?;
    if web.app.is_password_link(&token).await? { Ok(token) } else { Err(Refusal::DeadLink) }
}

async fn done(web: &Web, token: &str, form: &Form) -> Result<String, Refusal> {
    let token = works(web, token).await?;
    form::both_alike(&form.password, &form.again)?;
    let session = web.app.use_password_link(&token, &form.password).await?;
    Ok(form::session_cookie(&session, web.settings.is_encrypted))
}

fn page(words: Words, refusal: Option<&Refusal>) -> Markup {
    frame::bare(
        words,
        &words.say("password-title"),
        html! {
            p { (words.say("password-intro")) }
            (form::alert(words, refusal))
            form.fields method="post" {
                (form::new_password(words, refusal))
                (submit(&words.say("password-do"), Weight::Main))
            }
        },
    )
}
