//! The own account: name, roles, posts, password, sessions.

use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use hanhdong_actions::{Me, Refusal, Who};
use maud::{Markup, html};
use serde::Deserialize;

use crate::form::{self, Bare, Filled, Mend};
use crate::look::button::{self, Weight};
use crate::look::facts::facts;
use crate::look::field::Field;
use crate::look::notice;
use crate::problem::{Asker, Problem};
use crate::request::{Ask, In};
use crate::state::Web;
use crate::words::Words;
use crate::{frame, request};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// What was done just now.
    done: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    old: String,
    password: String,
    again: String,
}

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Ask(asked): Ask<Asked>) -> Result<Markup, Problem> {
    let me = web.app.me(&who).await.map_err(|it| asker.problem(it))?;
    Ok(page(words, &who, &me, asked.done.as_deref(), None))
}

pub(crate) async fn change_password(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Filled(form): Filled<Form>) -> Result<Response, Problem> {
    let done = match form::both_alike(&form.password, &form.again) {
        Ok(()) => web.app.change_password(&who, &form.old, &form.password).await,
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(session) => {
            let cookie = form::session_cookie(&session, web.settings.is_encrypted);
            Ok((AppendHeaders([(SET_COOKIE, cookie)]), Redirect::to("/me?done=password")).into_response())
        }
        Err(refusal) if form::is_mendable(&refusal) => {
            let me = web.app.me(&who).await.map_err(|it| asker.problem(it))?;
            let refusal = if matches!(refusal, Refusal::WrongPassword) { Refusal::Field { field: "old", why: "wrong-password" } } else { refusal };
            Ok((form::status(Some(&refusal)), page(words, &who, &me, None, Some(&refusal))).into_response())
        }
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

pub(crate) async fn end_other_sessions(State(web): State<Web>, In(who): In, asker: Asker, parts: Parts, _: Bare) -> Result<Redirect, Problem> {
    let token = request::token(&parts).ok_or_else(|| asker.problem(Refusal::NotLoggedIn))?;
    web.app.end_other_sessions(&who, &token).await.map_err(|it| asker.problem(it))?;
    Ok(Redirect::to("/me?done=sessions"))
}

fn page(words: Words, who: &Who, me: &Me, done: Option<&str>, refusal: Option<&Refusal>) -> Markup {
    frame::page(
        words,
        who,
        who.name(),
        html! {
            h1 { (who.name()) }
            @match done {
                Some("password") => { (notice::done(&words.say("me-password-changed"), None)) }
                Some("sessions") => { (notice::done(&words.say("me-sessions-ended"), None)) }
                Some(_) | None => {}
            }
            (about(words, me))
            (button::act(&words.say("log-out-do"), "/log-out", Weight::Plain, &[]))
            h2 #password-heading { (words.say("me-password")) }
            (form::alert(words, refusal))
            form.fields method="post" action="/me/password" {
                (Field::password("old", words.say("me-password-old")).autocomplete("current-password").required().mend(words, refusal))
                (form::new_password(words, refusal))
                (button::submit(&words.say("me-password-do"), Weight::Main))
            }
            h2 { (words.say("me-sessions")) }
            p { (words.with("me-sessions-count", &[("count", me.sessions.into())])) }
            (button::act(&words.say("me-sessions-do"), "/me/end-sessions", Weight::Plain, &[]))
        },
    )
}

fn about(words: Words, me: &Me) -> Markup {
    let no_role = words.say("home-no-role");
    facts([
        (words.say("field-login"), html! { (me.login) }),
        (
            words.say("field-roles"),
            html! {
                @for (grant, unit) in &me.roles { p { (words.say(&format!("role-{}", grant.role.name()))) ", " (unit) } }
                @if me.roles.is_empty() { (no_role) }
            },
        ),
        (words.say("me-posts"), html! { @for (post, unit) in &me.posts { p { (post.title) ", " (unit) } } @if me.posts.is_empty() { (words.say("me-no-post")) } }),
    ])
}
