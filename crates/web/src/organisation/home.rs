//! The first page: on to the programmes, or what to do next.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::Shelf;
use hanhdong_domain::organisation::Role;
use maud::{Markup, html};

use crate::frame;
use crate::problem::{Asker, Problem};
use crate::request::In;
use crate::state::Web;
use crate::words::Words;

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker) -> Result<Response, Problem> {
    let reads = [Role::Office, Role::Drafter, Role::Reader].into_iter().any(|it| who.holds(it));
    if reads {
        let list = web.app.programmes(&who, Shelf::Lying, None).await.map_err(|it| asker.problem(it))?;
        if !list.lines.is_empty() {
            return Ok(Redirect::to("/programmes").into_response());
        }
    }
    let title = words.say("home-title");
    let main = html! {
        h1 { (title) }
        p { (words.say("home-intro")) }
        ul.cards {
            @if who.holds(Role::Administrator) { (card(words, "/units", "home-units", "home-units-why")) }
            @if who.holds(Role::Office) || who.holds(Role::Drafter) { (card(words, "/programmes", "home-begin", "home-begin-why")) }
            @if who.holds(Role::Reader) { (card(words, "/programmes", "home-read", "home-read-why")) }
            @if who.holds(Role::Office) { (card(words, "/book", "nav-book", "home-book-why")) }
            @if reads { (card(words, "/incoming", "incoming-title", "incoming-intro")) }
            (card(words, "/look", "home-look", "home-look-why"))
            (card(words, "/guidelines", "home-guidelines", "home-guidelines-why"))
            @if who.grants().is_empty() { li { p { (words.say("home-no-role")) } } }
        }
    };
    Ok(frame::page(words, &who, &title, main).into_response())
}

fn card(words: Words, path: &str, title: &str, why: &str) -> Markup {
    html! { li { a href=(path) { (words.say(title)) } p { (words.say(why)) } } }
}
