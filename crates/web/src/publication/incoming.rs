//! Papers that came to the own organisation, and the word that they arrived.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::Refusal;
use hanhdong_actions::publication::Incoming;
use hanhdong_domain::organisation::{ProgrammeId, Role};
use maud::{Markup, html};
use serde::Deserialize;

use crate::form::Filled;
use crate::frame;
use crate::look::button::{self, Weight};
use crate::look::notice;
use crate::look::table::{Row, table};
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::{Words, day};

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker) -> Result<Markup, Problem> {
    let papers = web.app.incoming(&who).await.map_err(|it| asker.problem(it))?;
    let title = words.say("incoming-title");
    let confirms = who.holds(Role::Office) || who.holds(Role::Drafter);
    let columns = [words.say("incoming-paper"), words.say("issued-by"), words.say("incoming-to"), words.say("issued-received")];
    let rows: Vec<Row> = papers.iter().map(|it| row(words, it, confirms)).collect();
    let main = html! {
        h1 { (title) }
        p.hint { (words.say("incoming-intro")) }
        @if rows.is_empty() { (notice::empty(&words.say("incoming-none"), None)) }
        @else { (table(&title, &columns, &rows)) }
    };
    Ok(frame::page(words, &who, &title, main))
}

fn row(words: Words, it: &Incoming, confirms: bool) -> Row {
    let number = it.recipient_no.to_string();
    let received = html! {
        @match it.received_on {
            Some(on) => { (words.with("incoming-received", &[("date", day(on).into())])) }
            None if it.is_inherited => { (words.say("incoming-inherited")) }
            None if confirms => { (button::act(&words.say("incoming-confirm"), &format!("/programmes/{}/receipts", it.programme), Weight::Plain, &[("receipt", &number)])) }
            None => { (words.say("issued-waits")) }
        }
    };
    let paper = html! { a href={ "/programmes/" (it.programme) "/issued" } { (it.number) ", " (day(it.dated_on)) } p { (it.kind) " " (it.title) } };
    Row::of(vec![paper, html! { (it.issuer) }, html! { (it.recipient) }, received]).marked(it.received_on.is_none() && !it.is_inherited)
}

/// Which recipient says that it arrived.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Confirmed {
    receipt: i64,
}

pub(crate) async fn confirm(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>, Filled(form): Filled<Confirmed>) -> Result<Response, Problem> {
    match web.app.confirm_receipt(&who, &id, form.receipt).await {
        // Said before, by a colleague or by a second click: it is as it should be.
        Ok(()) | Err(Refusal::Field { field: "receipt", why: "there-already" }) => Ok(Redirect::to("/incoming").into_response()),
        Err(refusal) => Err(asker.problem(refusal)),
    }
}
