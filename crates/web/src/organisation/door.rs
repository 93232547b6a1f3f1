//! Log-in and log-out.

use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use hanhdong_actions::Refusal;
use maud::{Markup, html};
use serde::Deserialize;

use crate::form::{self, Bare, Filled, Mend};
use crate::look::button::{Weight, submit};
use crate::look::field::Field;
use crate::problem::{Asker, Problem};
use crate::request::{Ask, In};
use crate::state::Web;
use crate::words::Words;
use crate::{frame, request};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// Where the person was going.
    back: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    login: String,
    password: String,
    #[serde(default)]
    back: String,
}

pub(crate) async fn show(who: Option<In>, words: Words, Ask(asked): Ask<Asked>) -> Response {
    let back = form::local_path(&asked.back.unwrap_or_default());
    match who {
        Some(_) => Redirect::to(&back).into_response(),
        None => page(words, &Form { back, ..Form::default() }, None).into_response(),
    }
}

pub(crate) async fn log_in(State(web): State<Web>, words: Words, asker: Asker, parts: Parts, Filled(form): Filled<Form>) -> Result<Response, Problem> {
    match web.app.log_in(&form.login, &form.password).await {
        Ok(session) => {
            // The session that the browser had is not handed on to whoever logs in now.
            if let Some(old) = request::token(&parts) {
                web.app.log_out(&old).await.map_err(|it| asker.problem(it))?;
            }
            let cookie = form::session_cookie(&session, web.settings.is_encrypted);
            Ok((AppendHeaders([(SET_COOKIE, cookie)]), Redirect::to(&form::local_path(&form.back))).into_response())
        }
        Err(refusal) if form::is_mendable(&refusal) => Ok((form::status(Some(&refusal)), page(words, &form, Some(&refusal))).into_response()),
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

pub(crate) async fn log_out(State(web): State<Web>, asker: Asker, parts: Parts, _: Bare) -> Result<Response, Problem> {
    if let Some(token) = request::token(&parts) {
        web.app.log_out(&token).await.map_err(|it| asker.problem(it))?;
    }
    Ok((AppendHeaders([(SET_COOKIE, form::no_cookie(web.settings.is_encrypted))]), Redirect::to("/log-in")).into_response())
}

fn page(words: Words, form: &Form, refusal: Option<&Refusal>) -> Markup {
    frame::bare(
        words,
        &words.say("log-in-title"),
        html! {
            (form::alert(words, refusal))
            form.fields method="post" action="/log-in" {
                input type="hidden" name="back" value=(form::local_path(&form.back));
                (Field::line("login", words.say("field-login")).value(&form.login).autocomplete("username").required().mend(words, refusal))
                (Field::password("password", words.say("field-password")).autocomplete("current-password").required().mend(words, refusal))
                (submit(&words.say("log-in-do"), Weight::Main))
            }
            p.hint { (words.say("log-in-lost")) }
        },
    )
}
