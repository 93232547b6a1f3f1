//! Correction notices: shown wherever the programme is, and issued by the office.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::programme::Opened;
use hanhdong_actions::publication::{IssuedPaper, NewCorrection};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::publication::{NumberRefusal, Point};
use maud::{Markup, html};
use serde::Deserialize;

use super::issued;
use crate::form::{self, Filled, Mend};
use crate::look::button::{self, Weight};
use crate::look::field::Field;
use crate::look::notice;
use crate::look::table::{Row, table};
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::{Words, day};

/// That the text was corrected or replaced, above wherever it is shown.
pub(crate) async fn told(web: &Web, words: Words, who: &Who, opened: &Opened) -> Result<Markup, Refusal> {
    if opened.row.issued_on.is_none() {
        return Ok(html! {});
    }
    let Some(paper) = web.app.issued(who, &opened.row.id).await? else { return Ok(html! {}) };
    let said = |key: &str, number: &str, on| words.with(key, &[("number", number.into()), ("date", day(on).into())]).into_owned();
    Ok(html! {
        @if let Some(newer) = &paper.replaced_by { (notice::beware(&said("issued-replaced-by", &newer.number, newer.dated_on))) }
        @for it in &paper.corrections { (notice::beware(&said("issued-corrected-by", &it.number, it.dated_on))) }
        @if paper.replaced_by.is_some() || !paper.corrections.is_empty() { p { a href={ "/programmes/" (opened.row.id) "/issued#corrections" } { (words.say("corrections-see")) } } }
    })
}

/// What was corrected, and the form by which the office corrects.
pub(super) fn shown(words: Words, who: &Who, opened: &Opened, paper: &IssuedPaper, refusal: Option<&Refusal>) -> Markup {
    let id = &opened.row.id;
    let columns = [words.say("corrections-notice"), words.say("corrections-stands"), words.say("corrections-should")];
    let rows: Vec<Row> = paper
        .corrections
        .iter()
        .flat_map(|notice| {
            let head = html! { a href={ "/programmes/" (id) "/issued/" (notice.file) } download { (notice.number) ", " (day(notice.dated_on)) } };
            notice.points.iter().map(move |it| Row::of(vec![head.clone(), html! { (it.stands) }, html! { (it.should) }]))
        })
        .collect();
    let asks_reason = matches!(refusal, Some(Refusal::Number(NumberRefusal::Order(_))));
    html! {
        @if !rows.is_empty() || opened.may_keep_issued { h2 #corrections { (words.say("corrections-title")) } }
        @if !rows.is_empty() { (table(&words.say("corrections-title"), &columns, &rows)) }
        @if opened.may_keep_issued {
            p.hint { (words.say("corrections-intro")) }
            details open[matches!(refusal, Some(Refusal::Field { field: "stands" | "should" | "number" | "date", .. } | Refusal::Number(_)))] {
                summary { (words.say("corrections-enter")) }
                form.fields method="post" action={ "/programmes/" (id) "/corrections" } {
                    (Field::line("number", words.say("issue-number")).example("02-TB/ĐU").length_max(60).required().mend(words, refusal))
                    (Field::day("date", words.say("book-date")).value(who.today().to_string()).required().mend(words, refusal))
                    (Field::lines("stands", words.say("field-stands"), "", (2, 6)).hint(words.say("corrections-lines-hint")).required().mend(words, refusal))
                    (Field::lines("should", words.say("field-should"), "", (2, 6)).required().mend(words, refusal))
                    @if asks_reason { (Field::line("reason", words.say("field-reason")).hint(words.say("issue-reason-hint")).length_max(500)) }
                    @else { input type="hidden" name="reason" value=""; }
                    (button::submit(&words.say("corrections-do"), Weight::Plain))
                }
            }
        }
    }
}

/// A notice as typed: a place a line, in the same order on both sides.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Typed {
    number: String,
    date: String,
    stands: String,
    should: String,
    reason: String,
}

fn read(typed: &Typed) -> Result<NewCorrection, Refusal> {
    let lines = |it: &str| it.lines().map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let (stands, should) = (lines(&typed.stands), lines(&typed.should));
    if stands.len() != should.len() {
        return Err(Refusal::Field { field: "should", why: "not-as-many" });
    }
    let points = stands.into_iter().zip(should).map(|(stands, should)| Point { stands, should }).collect();
    Ok(NewCorrection { number: typed.number.clone(), on: form::date("date", &typed.date)?, points, reason: typed.reason.clone() })
}

pub(crate) async fn correct(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, Filled(typed): Filled<Typed>) -> Result<Response, Problem> {
    let done = async { web.app.correct_issued(&who, &id, read(&typed)?).await };
    match done.await {
        Ok(()) => Ok(Redirect::to(&format!("/programmes/{id}/issued#corrections")).into_response()),
        Err(refusal) if form::is_mendable(&refusal) => {
            let page = issued::page(&web, words, &who, &id, Some(&refusal)).await.map_err(|it| asker.problem(it))?;
            Ok((form::status(Some(&refusal)), page).into_response())
        }
        Err(refusal) => Err(asker.problem(refusal)),
    }
}
