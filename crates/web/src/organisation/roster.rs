//! Units and people out of a form: the form to fill in, what each row would do, and doing it.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::{Deed, Line, Preview, Refusal, RowOutcome, Who};
use hanhdong_domain::organisation::{Unit, UnitId};
use maud::{Markup, html};
use serde::Deserialize;

use crate::form::{self, Filled};
use crate::frame::Page;
use crate::look::button::{self, Weight};
use crate::look::field::Field;
use crate::look::notice;
use crate::look::table::{Row, table};
use crate::problem::{Asker, Problem};
use crate::programme::{EXCEL, Upload, attachment};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::Words;

pub(super) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<UnitId>) -> Result<Markup, Problem> {
    let unit = web.app.may_bring_roster(&who, &id).await.map_err(|it| asker.problem(it))?;
    Ok(page(words, &who, &unit, None, None))
}

pub(super) async fn form(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<UnitId>) -> Result<Response, Problem> {
    let bytes = web.app.roster_form(&who, &id).await.map_err(|it| asker.problem(it))?;
    Ok(attachment(&format!("{}.xlsx", words.say("roster-file")), EXCEL, bytes))
}

pub(super) async fn preview(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<UnitId>, upload: Upload) -> Result<Response, Problem> {
    let mut upload = upload.taken(&[], &["paper"]).map_err(|it| asker.problem(it))?;
    let unit = web.app.may_bring_roster(&who, &id).await.map_err(|it| asker.problem(it))?;
    let done = async {
        let file = upload.file("paper").ok_or(Refusal::Field { field: "file", why: "empty" })?;
        web.app.preview_roster(&who, &id, file.bytes).await
    };
    match done.await {
        Ok(preview) => Ok(page(words, &who, &unit, Some(&preview), None).into_response()),
        Err(refusal) if form::is_mendable(&refusal) || matches!(refusal, Refusal::Paper(_)) => {
            Ok((form::status(Some(&refusal)), page(words, &who, &unit, None, Some(&refusal))).into_response())
        }
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Accepted {
    rows: String,
    seen: String,
}

pub(super) async fn accept(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<UnitId>, Filled(form): Filled<Accepted>) -> Result<Response, Problem> {
    let unit = web.app.may_bring_roster(&who, &id).await.map_err(|it| asker.problem(it))?;
    let done = async {
        let lines: Vec<Line> = serde_json::from_str(&form.rows).map_err(|_| Refusal::Field { field: "form", why: "unreadable" })?;
        web.app.accept_roster(&who, &id, lines, &form.seen).await
    };
    match done.await {
        Ok(_) => Ok(Redirect::to(&format!("/units/{id}?done=roster")).into_response()),
        Err(refusal) if form::is_mendable(&refusal) => Ok((form::status(Some(&refusal)), page(words, &who, &unit, None, Some(&refusal))).into_response()),
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

fn page(words: Words, who: &Who, unit: &Unit, preview: Option<&Preview>, refusal: Option<&Refusal>) -> Markup {
    let title = words.with("roster-title", &[("unit", unit.name.as_str().into())]);
    Page::of(words, who, &title).step("/units", words.say("units-title")).step(format!("/units/{}", unit.id), unit.name.as_str()).show(html! {
        h1 { (title) }
        (form::alert(words, refusal))
        @match preview {
            Some(preview) => { (previewed(words, unit, preview)) }
            None => {
                p { (words.say("roster-intro")) }
                p { (button::download(&words.say("roster-get"), &format!("/units/{}/roster/form", unit.id), Weight::Plain)) }
                form.fields action={ "/units/" (unit.id) "/roster" } method="post" enctype="multipart/form-data" {
                    (Field::file("paper", words.say("roster-filled"), ".xlsx").id("file").required())
                    (button::submit(&words.say("roster-look"), Weight::Main))
                }
            }
        }
    })
}

/// What each row would do; the button only where every row is sound.
fn previewed(words: Words, unit: &Unit, preview: &Preview) -> Markup {
    let wrong = preview.rows.iter().filter(|it| it.does.is_err()).count();
    let lines: Vec<&Line> = preview.rows.iter().map(|it| &it.line).collect();
    let columns = ["roster-place", "roster-row", "roster-does"].map(|it| words.say(it));
    let rows: Vec<Row> = preview.rows.iter().map(|it| row(words, it)).collect();
    html! {
        @if wrong != 0 { (notice::beware(&words.with("roster-wrong", &[("count", wrong.into())]))) }
        @else if preview.does_something() { (notice::note(&words.say("roster-sound"))) }
        @else { (notice::note(&words.say("roster-nothing"))) }
        (table(&words.say("roster-look"), &columns, &rows))
        @if let (true, true, Ok(lines)) = (preview.is_sound(), preview.does_something(), serde_json::to_string(&lines)) {
            (button::act(&words.say("roster-accept"), &format!("/units/{}/roster/accept", unit.id), Weight::Main, &[("rows", &lines), ("seen", &preview.seen)]))
        }
        p { a href={ "/units/" (unit.id) "/roster" } { (words.say("roster-again")) } }
    }
}

fn row(words: Words, outcome: &RowOutcome) -> Row {
    let line = &outcome.line;
    let place = words.with("roster-at", &[("sheet", line.sheet.name().into()), ("row", line.row.into())]);
    let does = match &outcome.does {
        Ok(deeds) if deeds.is_empty() => html! { (words.say("roster-there-already")) },
        Ok(deeds) => html! { @for deed in deeds { p { (words.say(said(*deed))) } } },
        Err((column, why)) => {
            let column = line.sheet.heads().get(*column).copied().unwrap_or_default();
            html! { strong { (words.with("roster-column", &[("column", column.into())])) } ": " (words.say(&format!("why-{why}"))) }
        }
    };
    let written = line.cells.iter().filter(|it| !it.is_empty()).cloned().collect::<Vec<_>>().join("; ");
    Row::of(vec![html! { (place) }, html! { (written) }, does]).marked(outcome.does.is_err())
}

const fn said(deed: Deed) -> &'static str {
    match deed {
        Deed::Found => "roster-found",
        Deed::Describe => "roster-describe",
        Deed::Enter => "roster-enter",
        Deed::GiveRole => "roster-give-role",
        Deed::TakePost => "roster-take-post",
    }
}
