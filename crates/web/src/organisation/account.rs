//! How a person's account stands, in words, and what an administrator does about it.

use axum::extract::State;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::{PersonLine, Who};
use hanhdong_domain::organisation::{AccountState, PersonId};
use maud::{Markup, html};
use serde::Deserialize;

use crate::form::{Bare, Filled};
use crate::look::button::{self, Weight, submit};
use crate::look::field::Field;
use crate::organisation::link;
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::Words;

/// The name to log in by and how the account stands.
pub(super) fn said(words: Words, person: &PersonLine) -> Markup {
    let Some((login, state)) = person.login.as_ref().zip(person.account) else {
        return html! { p { (words.say("people-no-account")) } };
    };
    let word = words.say(&format!("account-{}", state.name()));
    html! {
        p {
            (login) " "
            @match state {
                AccountState::Invited => { span.badge.look { (word) } " " span.hint { (words.say(if person.has_link { "account-link-works" } else { "account-link-over" })) } }
                AccountState::Withdrawn | AccountState::Closed => { span.badge.unmet { (word) } }
                AccountState::Open => { span.hint { (word) } }
            }
        }
    }
}

/// What can be done about the account as it stands.
pub(super) fn doings(words: Words, who: &Who, person: &PersonLine) -> Markup {
    let Some((login, state)) = person.login.as_ref().zip(person.account) else { return html! {} };
    let id = &person.person.id;
    let act = |label: &str, path: &str, weight| button::act(&words.say(label), &format!("/people/{id}/{path}"), weight, &[]);
    html! {
        @match state {
            AccountState::Invited => {
                (act("account-invite-again", "password-link", Weight::Plain))
                (act("account-withdraw", "close", Weight::Danger))
            }
            AccountState::Open => {
                (act("people-new-link", "password-link", Weight::Plain))
                @if id != who.id() { (act("people-close", "close", Weight::Danger)) }
            }
            AccountState::Withdrawn | AccountState::Closed => { (act("account-open-again", "open-again", Weight::Plain)) }
        }
        form.fields method="post" action={ "/people/" (id) "/login" } {
            (Field::line("login", words.say("account-login")).hint(words.say("login-hint")).id(format!("login-{id}")).value(login).autocomplete("off").required())
            (submit(&words.say("account-login-do"), Weight::Plain))
        }
    }
}

pub(super) async fn new_link(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<PersonId>, parts: Parts, _: Bare) -> Result<Response, Problem> {
    let token = web.app.new_password_link(&who, &id).await.map_err(|it| asker.problem(it))?;
    let name = web.app.person_kept(&who, &id).await.map_err(|it| asker.problem(it))?;
    Ok(link::page(&web, words, &who, &parts, &token, (&name.0.name, &format!("/units/{}", name.1))).into_response())
}

pub(super) async fn open_again(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<PersonId>, parts: Parts, _: Bare) -> Result<Response, Problem> {
    let token = web.app.open_account_again(&who, &id).await.map_err(|it| asker.problem(it))?;
    let name = web.app.person_kept(&who, &id).await.map_err(|it| asker.problem(it))?;
    Ok(link::page(&web, words, &who, &parts, &token, (&name.0.name, &format!("/units/{}", name.1))).into_response())
}

pub(super) async fn close(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<PersonId>, _: Bare) -> Result<Redirect, Problem> {
    web.app.close_account(&who, &id).await.map_err(|it| asker.problem(it))?;
    let (_, home) = web.app.person_kept(&who, &id).await.map_err(|it| asker.problem(it))?;
    Ok(Redirect::to(&format!("/units/{home}?done=closed")))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewLogin {
    login: String,
}

pub(super) async fn change_login(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<PersonId>, Filled(form): Filled<NewLogin>) -> Result<Redirect, Problem> {
    let home = web.app.change_login(&who, &id, &form.login).await.map_err(|it| asker.problem(it))?;
    Ok(Redirect::to(&format!("/units/{home}?done=login")))
}
