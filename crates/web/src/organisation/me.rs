//! The own account: name, roles, posts, password, sessions.

use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use hanhdong_actions::{Me, Refusal, Who};
use hanhdong_domain::organisation::Person;
use maud::{Markup, html};
use serde::Deserialize;

use crate::form::{self, Bare, Filled, Mend};
use crate::look::button::{self, Weight};
use crate::look::facts::facts;
use crate::look::field::Field;
use crate::look::notice;
use crate::organisation::delegation;
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
    let shown = load(&web, &who).await.map_err(|it| asker.problem(it))?;
    Ok(page(words, &who, &shown, asked.done.as_deref(), None))
}

/// What the page shows.
struct Shown {
    me: Me,
    colleagues: Vec<Person>,
}

async fn load(web: &Web, who: &Who) -> Result<Shown, Refusal> {
    Ok(Shown { me: web.app.me(who).await?, colleagues: web.app.colleagues(who).await? })
}

/// The page once more, with what is wrong with a form of it.
pub(super) async fn again(web: &Web, words: Words, who: &Who, refusal: Refusal) -> Result<Response, Refusal> {
    let shown = load(web, who).await?;
    Ok((form::status(Some(&refusal)), page(words, who, &shown, None, Some(&refusal))).into_response())
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
            let refusal = if matches!(refusal, Refusal::WrongPassword) { Refusal::Field { field: "old", why: "wrong-password" } } else { refusal };
            again(&web, words, &who, refusal).await.map_err(|it| asker.problem(it))
        }
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

pub(crate) async fn end_other_sessions(State(web): State<Web>, In(who): In, asker: Asker, parts: Parts, _: Bare) -> Result<Redirect, Problem> {
    let token = request::token(&parts).ok_or_else(|| asker.problem(Refusal::NotLoggedIn))?;
    web.app.end_other_sessions(&who, &token).await.map_err(|it| asker.problem(it))?;
    Ok(Redirect::to("/me?done=sessions"))
}

fn page(words: Words, who: &Who, shown: &Shown, done: Option<&str>, refusal: Option<&Refusal>) -> Markup {
    let me = &shown.me;
    // What is wrong stands above its form.
    let is_about_lending = matches!(refusal, Some(Refusal::Field { field: "grant" | "to" | "from" | "until", .. }));
    frame::page(
        words,
        who,
        who.name(),
        html! {
            h1 { (who.name()) }
            @match done {
                Some("password") => { (notice::done(&words.say("me-password-changed"), None)) }
                Some("sessions") => { (notice::done(&words.say("me-sessions-ended"), None)) }
                Some("lent") => { (notice::done(&words.say("delegation-given-now"), None)) }
                Some("lent-ended") => { (notice::done(&words.say("delegation-ended-now"), None)) }
                Some(_) | None => {}
            }
            (about(words, who, me))
            (button::act(&words.say("log-out-do"), "/log-out", Weight::Plain, &[]))
            h2 { (words.say("delegation-title")) }
            (delegation::list(words, &me.delegations, |it| it.delegation.giver == *who.id()))
            @if is_about_lending { (form::alert(words, refusal)) }
            (delegation::form(words, who, &me.roles, &shown.colleagues, refusal))
            h2 #password-heading { (words.say("me-password")) }
            @if !is_about_lending { (form::alert(words, refusal)) }
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

fn about(words: Words, who: &Who, me: &Me) -> Markup {
    let no_role = words.say("home-no-role");
    facts([
        (words.say("field-login"), html! { (me.login) }),
        (
            words.say("field-roles"),
            html! {
                @for (grant, unit) in &me.roles { p { (words.say(&format!("role-{}", grant.role.name()))) ", " (unit) } }
                @for it in me.delegations.iter().filter(|it| who.lent().contains(&it.delegation)) {
                    p { (words.say(&format!("role-{}", it.delegation.role.name()))) ", " (it.unit_name) " (" (words.with("on-behalf", &[("name", it.giver.as_str().into())])) ")" }
                }
                @if me.roles.is_empty() && who.lent().is_empty() { (no_role) }
            },
        ),
        (words.say("me-posts"), html! { @for (post, unit) in &me.posts { p { (post.title) ", " (unit) } } @if me.posts.is_empty() { (words.say("me-no-post")) } }),
    ])
}
