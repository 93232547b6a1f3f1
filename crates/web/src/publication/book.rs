//! The book of numbers of an organisation, and what is kept beside it: terms, own runs, verification.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::publication::{BookPage, NewBookLine};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::organisation::{OrganisationAct, UnitId};
use hanhdong_domain::publication::BookLine;
use maud::{Markup, html};
use serde::Deserialize;

use super::issue::gaps;
use crate::form::{self, Filled, Mend};
use crate::frame::Page;
use crate::look::button::{self, Weight};
use crate::look::field::{Field, Of, Tick, ticks};
use crate::look::notice;
use crate::look::table::{Row, table};
use crate::look::things::{Thing, things};
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::{Words, day};

/// Whose book: straight to it where there is one alone.
pub(crate) async fn whose(State(web): State<Web>, In(who): In, words: Words, asker: Asker) -> Result<Response, Problem> {
    let units = web.app.units_where(&who, OrganisationAct::KeepBook).await.map_err(|it| asker.problem(it))?;
    let houses: Vec<_> = units.into_iter().filter(|it| it.id == it.organisation).collect();
    if let [house] = houses.as_slice() {
        return Ok(Redirect::to(&format!("/units/{}/book", house.id)).into_response());
    }
    let title = words.say("book-title");
    let page = Page::of(words, &who, &title).show(html! {
        h1 { (title) }
        @if houses.is_empty() { (notice::empty(&words.say("book-nobodys"), None)) }
        (things(houses.iter().map(|it| Thing { href: format!("/units/{}/book", it.id), title: it.name.clone(), about: html! {} })))
    });
    Ok(page.into_response())
}

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<UnitId>) -> Result<Markup, Problem> {
    let book = web.app.book(&who, &id).await.map_err(|it| asker.problem(it))?;
    Ok(page(words, &who, &book, None))
}

async fn answer(web: &Web, words: Words, who: &Who, id: &UnitId, done: Result<(), Refusal>) -> Result<Response, Refusal> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/units/{id}/book")).into_response()),
        Err(refusal) if form::is_mendable(&refusal) => {
            let book = web.app.book(who, id).await?;
            Ok((form::status(Some(&refusal)), page(words, who, &book, Some(&refusal))).into_response())
        }
        Err(refusal) => Err(refusal),
    }
}

/// A number for another paper, or a cancelled one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Number {
    number: String,
    date: String,
    title: String,
    cancelled: String,
    reason: String,
}

pub(crate) async fn enter(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<UnitId>, Filled(form): Filled<Number>) -> Result<Response, Problem> {
    let done = async {
        let new = NewBookLine { number: form.number, on: form::date("date", &form.date)?, title: form.title, cancelled_why: form.cancelled, reason: form.reason };
        web.app.enter_number(&who, &id, new).await
    };
    answer(&web, words, &who, &id, done.await).await.map_err(|it| asker.problem(it))
}

/// The first day of a term.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Term {
    begins: String,
}

pub(crate) async fn begin_term(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<UnitId>, Filled(form): Filled<Term>) -> Result<Response, Problem> {
    let done = async { web.app.begin_term(&who, &id, form::date("begins", &form.begins)?).await };
    answer(&web, words, &who, &id, done.await).await.map_err(|it| asker.problem(it))
}

/// A run to be given here, or no longer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Run {
    series: String,
    on: Option<String>,
}

pub(crate) async fn switch(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<UnitId>, Filled(form): Filled<Run>) -> Result<Response, Problem> {
    let done = web.app.switch_series(&who, &id, &form.series, form.on.is_some()).await;
    answer(&web, words, &who, &id, done).await.map_err(|it| asker.problem(it))
}

/// What anybody may ask, and what papers bear.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Verification {
    open: Option<String>,
    line: Option<String>,
}

pub(crate) async fn verification(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<UnitId>,
    Filled(form): Filled<Verification>,
) -> Result<Response, Problem> {
    let done = web.app.set_verification(&who, &id, (form.open.is_some(), form.line.is_some())).await;
    answer(&web, words, &who, &id, done).await.map_err(|it| asker.problem(it))
}

fn page(words: Words, who: &Who, book: &BookPage, refusal: Option<&Refusal>) -> Markup {
    let (title, id) = (words.say("book-title"), &book.organisation.id);
    let columns = [words.say("issue-number"), words.say("book-date"), words.say("book-about"), words.say("numbers-note")];
    let rows: Vec<Row> = book.lines.iter().map(|it| row(words, it)).collect();
    Page::of(words, who, &title).show(html! {
        h1 { (title) }
        p { (book.organisation.name) " · " a href={ "/units/" (id) "/signers" } { (words.say("signers-title")) } }
        (form::alert(words, refusal))
        @if rows.is_empty() { (notice::empty(&words.say("numbers-empty"), None)) }
        @else { (table(&title, &columns, &rows)) }
        @for (series, term, missing) in &book.missing {
            (notice::note(&words.with("book-missing", &[("series", series.as_str().into()), ("numbers", gaps(missing).into()), ("term", term.map_or_else(|| "-".to_owned(), day).into())])))
        }
        h2 #enter { (words.say("book-enter")) }
        p.hint { (words.say("book-enter-hint")) }
        form.fields method="post" action={ "/units/" (id) "/book/numbers" } {
            (Field::line("number", words.say("issue-number")).example("05-CTr/ĐU").length_max(60).required().mend(words, refusal))
            (Field::day("date", words.say("book-date")).value(who.today().to_string()).required().mend(words, refusal))
            (Field::line("title", words.say("book-about")).length_max(500).mend(words, refusal))
            (Field::line("cancelled", words.say("field-cancelled")).hint(words.say("book-cancelled-hint")).length_max(500).mend(words, refusal))
            (Field::line("reason", words.say("field-reason")).hint(words.say("issue-reason-hint")).length_max(500).mend(words, refusal))
            (button::submit(&words.say("book-enter-do"), Weight::Main))
        }
        (terms(words, book, refusal))
        (runs(words, book, refusal))
        h2 #verification { (words.say("book-verification")) }
        form.fields method="post" action={ "/units/" (id) "/book/verification" } {
            (ticks(&words.say("book-verification-what"), None, Of::Any, &[
                Tick { id: "open".to_owned(), name: "open", value: "1", label: words.say("book-verify-open"), is_on: book.is_verify_open, more: None },
                Tick { id: "line".to_owned(), name: "line", value: "1", label: words.say("book-verify-line"), is_on: book.has_verify_line, more: None },
            ]))
            (button::submit(&words.say("do-save"), Weight::Plain))
        }
    })
}

fn row(words: Words, it: &BookLine) -> Row {
    let note = html! {
        @if let Some(why) = &it.cancelled_why { p { (words.with("book-cancelled", &[("why", why.as_str().into())])) } }
        @if let Some(reason) = &it.reason { p { (words.with("book-out-of-order", &[("reason", reason.as_str().into())])) } }
    };
    let about = match &it.programme {
        Some(id) => html! { a href={ "/programmes/" (id) "/issued" } { (it.kind) " " (it.title) } },
        None => html! { (it.title) },
    };
    Row::of(vec![html! { (it.text) }, html! { (day(it.dated_on)) }, about, note]).marked(it.cancelled_why.is_some())
}

fn terms(words: Words, book: &BookPage, refusal: Option<&Refusal>) -> Markup {
    html! {
        h2 #terms { (words.say("book-terms")) }
        p.hint { (words.say("book-terms-hint")) }
        @if !book.terms.is_empty() { ul { @for it in &book.terms { li { (words.with("book-term", &[("date", day(*it).into())])) } } } }
        form.fields method="post" action={ "/units/" (book.organisation.id) "/book/terms" } {
            (Field::day("begins", words.say("field-begins")).required().mend(words, refusal))
            (button::submit(&words.say("book-term-do"), Weight::Plain))
        }
    }
}

fn runs(words: Words, book: &BookPage, refusal: Option<&Refusal>) -> Markup {
    let id = &book.organisation.id;
    let action = format!("/units/{id}/book/series");
    html! {
        h2 #series { (words.say("book-series")) }
        p.hint { (words.say("book-series-hint")) }
        @if !book.own.is_empty() {
            ul.outline { @for it in &book.own { li.item { p { (it.as_str()) } (button::act(&words.say("book-series-off"), &action, Weight::Danger, &[("series", it.as_str())])) } } }
        }
        form.fields method="post" action=(action) {
            input type="hidden" name="on" value="1";
            (Field::line("series", words.say("field-series")).example("CTr/ĐU").length_max(40).required().mend(words, refusal))
            (button::submit(&words.say("book-series-on"), Weight::Plain))
        }
    }
}
