//! Corrections by pen, keyed in by the numbers of lines: written one a line, looked at, carried over. No mouse is needed.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::programme::{Correction, Corrections, ExportFormat, Kind, Opened, PenLine, PenRefusal};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::VersionAt;
use maud::{Markup, html};
use serde::Deserialize;

use super::download::attachment;
use super::form::{label, redline};
use super::leaf;
use super::versions::version;
use crate::form::Filled;
use crate::look::button::{self, Weight};
use crate::look::field::Field;
use crate::look::notice;
use crate::look::table::{self, table};
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::Words;

/// What the page was asked with.
struct Asked<'a> {
    at: VersionAt,
    typed: &'a str,
    found: Option<&'a Corrections>,
    is_stale: bool,
}

pub(crate) async fn show(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    Path((_, name)): Path<(String, String)>,
) -> Result<Markup, Problem> {
    let shown = async {
        let at = version(&name)?;
        page(&web, &who, words, &id, &Asked { at, typed: "", found: None, is_stale: false }).await
    };
    shown.await.map_err(|it| asker.problem(it))
}

async fn page(web: &Web, who: &Who, words: Words, id: &ProgrammeId, asked: &Asked<'_>) -> Result<Markup, Refusal> {
    let opened = web.app.open(who, id).await?;
    opened.editable()?;
    let lines = web.app.pen_lines(who, id, asked.at).await?;
    let here = format!("/programmes/{id}/versions/{}", asked.at);
    let main = html! {
        p { (words.say("pen-lead")) }
        p.doings {
            (button::download(&words.say("pen-lines-pdf"), &format!("{here}/lines/pdf"), Weight::Plain)) " "
            (button::download(&words.say("pen-lines-docx"), &format!("{here}/lines/docx"), Weight::Plain))
        }
        @if asked.is_stale { (notice::refused(&words.say("pen-not-done"), &words.say("pen-stale"))) }
        @if let Some(found) = asked.found { (tried(words, &here, asked.typed, found)) }
        form.fields method="post" action={ (here) "/pen" } {
            (Field::lines("corrections", words.say("field-corrections"), asked.typed, (6, 24)).hint(words.say("pen-hint")).length_max(100_000).required())
            (button::submit(&words.say("pen-look"), if asked.found.is_some_and(Corrections::all_fit) { Weight::Plain } else { Weight::Main }))
        }
        details { summary { (words.with("pen-lines", &[("count", lines.len().into())])) } (numbered(words, &lines)) }
    };
    Ok(leaf::below(words, who, &opened, &words.say("pen-title"), main))
}

fn numbered(words: Words, lines: &[PenLine]) -> Markup {
    let row = |it: &PenLine| table::Row::of(vec![html! { (it.number) }, html! { (it.text) }]);
    table(&words.say("pen-title"), &["pen-line", "pen-words"].map(|it| words.say(it)), &lines.iter().map(row).collect::<Vec<_>>())
}

const fn why(refusal: PenRefusal) -> &'static str {
    match refusal {
        PenRefusal::Unread => "pen-unread",
        PenRefusal::NoLine => "pen-no-line",
        PenRefusal::NoItem => "pen-no-item",
        PenRefusal::NotThere => "pen-not-there",
        PenRefusal::Twice => "pen-twice",
        PenRefusal::Overlaps => "pen-overlaps",
        PenRefusal::Gone => "pen-gone",
        PenRefusal::Conflict => "pen-conflict",
        PenRefusal::DoesNotFit => "pen-does-not-fit",
    }
}

fn tried(words: Words, here: &str, typed: &str, found: &Corrections) -> Markup {
    let columns = ["pen-typed", "pen-there", "pen-change"].map(|it| words.say(it));
    let row = |it: &Correction| {
        let field = it.line.as_ref().zip(it.kind).and_then(|(line, kind)| field_of(words, kind, line));
        let change = html! {
            @match (&it.change, it.refusal) {
                (_, Some(refusal)) => (words.say(why(refusal))),
                (Some((now, after)), None) => { @if let Some(field) = &field { span.hint { (field) ": " } } (redline(now, after)) }
                (None, None) => (words.say("pen-same")),
            }
        };
        let there = html! { @if let Some(line) = &it.line { (line.text) } };
        table::Row::of(vec![html! { (it.typed) }, there, change]).marked(it.refusal.is_some())
    };
    let wrong = found.tried.iter().filter(|it| it.refusal.is_some()).count();
    html! {
        @if 0 < wrong { (notice::beware(&words.with("pen-wrong", &[("count", wrong.into())]))) }
        (table(&words.say("pen-tried"), &columns, &found.tried.iter().map(row).collect::<Vec<_>>()))
        @if found.all_fit() {
            form.act method="post" action={ (here) "/pen" } {
                textarea name="corrections" hidden { (typed) }
                input type="hidden" name="seen" value=(found.seen);
                button.button type="submit" autofocus { (words.with("pen-do", &[("count", found.tried.len().into())])) }
            }
        }
    }
}

fn field_of(words: Words, kind: Kind, line: &PenLine) -> Option<String> {
    kind.slots().iter().find(|it| it.name == line.slot).map(|it| label(words, kind, it))
}

/// Corrections; with what was seen of them they are carried over, without they are looked at.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pen {
    corrections: String,
    seen: Option<String>,
}

pub(crate) async fn correct(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    Path((_, name)): Path<(String, String)>,
    Filled(form): Filled<Pen>,
) -> Result<Response, Problem> {
    let done = async {
        let at = version(&name)?;
        let mut is_stale = false;
        if let Some(seen) = &form.seen {
            match web.app.correct(&who, &id, at, &form.corrections, seen).await {
                Ok(_) => return Ok(Redirect::to(&format!("/programmes/{id}/history")).into_response()),
                Err(Refusal::Changed { .. }) => is_stale = true,
                Err(refusal) => return Err(refusal),
            }
        }
        let found = web.app.try_corrections(&who, &id, at, &form.corrections).await?;
        let page = page(&web, &who, words, &id, &Asked { at, typed: &form.corrections, found: Some(&found), is_stale }).await?;
        Ok((if is_stale { StatusCode::CONFLICT } else { StatusCode::OK }, page).into_response())
    };
    done.await.map_err(|it| asker.problem(it))
}

pub(crate) async fn lines_file(
    State(web): State<Web>,
    In(who): In,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    Path((_, name, ending)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let made = async {
        let format = ExportFormat::of_ending(&ending).ok_or(Refusal::NotFound)?;
        web.app.lined_file(&who, &id, version(&name)?, format).await
    };
    let export = made.await.map_err(|it| asker.problem(it))?;
    Ok(attachment(&export.name, export.format.media_type(), export.bytes))
}

/// Where corrections of a version are keyed in, for whoever may edit the draft.
pub(super) fn way(words: Words, opened: &Opened, at: VersionAt) -> Markup {
    html! { @if opened.may_edit { (button::link(&words.say("pen-title"), &format!("/programmes/{}/versions/{at}/pen", opened.row.id), Weight::Plain)) " " } }
}
