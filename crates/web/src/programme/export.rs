//! A programme goes out: which formats, under which layout; and the record that it was issued.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::programme::{ExportFormat, LayoutChoice, Opened};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::organisation::ProgrammeId;
use maud::{Markup, html};
use serde::Deserialize;

use super::download::attachment;
use super::leaf::{self, Tab};
use super::look::said_beside;
use crate::form::Filled;
use crate::look::button::{self, Weight};
use crate::look::facts::facts;
use crate::look::notice;
use crate::problem::{Asker, Problem};
use crate::request::{Ask, Id, In};
use crate::state::Web;
use crate::words::{Words, day};

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>) -> Result<Markup, Problem> {
    let opened = web.app.open(&who, &id).await.map_err(|it| asker.problem(it))?;
    let layouts = web.app.layouts(&who, &id).await.map_err(|it| asker.problem(it))?;
    Ok(leaf::tab(
        words,
        &who,
        &opened,
        Tab::Export,
        html! {
            @if let Some(date) = opened.row.issued_on { p { (words.with("export-issued-on", &[("date", day(date).into())])) } }
            h2 { (words.say("export-official")) }
            @for it in layouts.iter().filter(|it| it.is_usual) { (layout(words, &id, it)) }
            details {
                summary { (words.say("export-other-layouts")) }
                @for it in layouts.iter().filter(|it| !it.is_usual) { (layout(words, &id, it)) }
            }
            h2 { (words.say("export-others")) }
            ul {
                @for format in [ExportFormat::Xlsx, ExportFormat::Html, ExportFormat::Json, ExportFormat::Notation] {
                    li { a href={ "/programmes/" (id) "/export/" (format.ending()) } download { (format_name(words, format)) } }
                }
            }
            @if opened.may_record_issue {
                h2 { (words.say("issue-title")) }
                p { (button::link(&words.say("issue-begin"), &format!("/programmes/{id}/issue"), Weight::Plain)) }
            }
        },
    ))
}

/// A layout, from when to when it is in force, and the paper under it. The usual one is offered first.
fn layout(words: Words, id: &ProgrammeId, it: &LayoutChoice) -> Markup {
    let (from, until) = (day(it.in_force_from).into(), it.in_force_to.map(day));
    html! {
        section.layout-pack {
            h3 { (it.title) }
            p.actions {
                @for format in [ExportFormat::Docx, ExportFormat::Pdf] {
                    a.button.plain[!it.is_usual] href={ "/programmes/" (id) "/export/" (format.ending()) "?layout=" (it.id) } download { (format_name(words, format)) } " "
                }
            }
            p.hint {
                @match until {
                    None => { (words.with("export-in-force-from", &[("from", from)])) }
                    Some(to) => { (words.with("export-in-force-between", &[("from", from), ("to", to.into())])) }
                }
                @if !it.unverified.is_empty() { " " (words.with("export-unverified", &[("count", it.unverified.len().into()), ("date", day(it.checked).into())])) }
            }
        }
    }
}

fn format_name(words: Words, format: ExportFormat) -> String {
    match format {
        ExportFormat::Docx => words.say("export-docx"),
        ExportFormat::Pdf => words.say("export-pdf"),
        ExportFormat::Xlsx => words.say("export-xlsx"),
        ExportFormat::Html => words.say("export-html"),
        ExportFormat::Json => words.say("export-json"),
        ExportFormat::Notation => words.say("export-notation"),
    }
    .into_owned()
}

/// Which layout.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    layout: Option<String>,
}

pub(crate) async fn fetch(
    State(web): State<Web>,
    In(who): In,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    Path((_, ending)): Path<(String, String)>,
    Ask(asked): Ask<Asked>,
) -> Result<Response, Problem> {
    let done = async {
        let format = ExportFormat::of_ending(&ending).ok_or(Refusal::NotFound)?;
        let opened = web.app.open(&who, &id).await?;
        let export = web.app.export(&who, &id, format, asked.layout).await?;
        // The whole name for browsers that read it; the plain one goes beside it.
        let title: String = opened.row.title.chars().map(|it| if it.is_control() || "/\\:*?\"<>|".contains(it) { ' ' } else { it }).take(100).collect();
        let title = title.trim();
        let name = if title.is_empty() { export.name } else { format!("{title}.{}", format.ending()) };
        Ok(attachment(&name, format.media_type(), export.bytes))
    };
    done.await.map_err(|it| asker.problem(it))
}

pub(crate) async fn before_issue(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>) -> Result<Markup, Problem> {
    let opened = web.app.open(&who, &id).await.map_err(|it| asker.problem(it))?;
    opened.issuable().map_err(|it| asker.problem(it))?;
    Ok(issue_page(words, &who, &id, &opened, None))
}

/// What will stand in the record, and what can no longer be done afterwards, before anybody says yes.
fn issue_page(words: Words, who: &Who, id: &ProgrammeId, opened: &Opened, refused: Option<&str>) -> Markup {
    let document = &opened.programme.document;
    let title = words.say("issue-title");
    let missing = words.say("issue-missing");
    leaf::below(
        words,
        who,
        opened,
        &title,
        html! {
            @if let Some(why) = refused { (notice::refused(&words.say("issue-not-recorded"), why)) }
            (facts([
                (words.say("issue-number"), html! { (document.number.as_deref().unwrap_or(&missing)) }),
                (words.say("issue-date"), html! { (document.date.map_or_else(|| missing.clone().into_owned(), day)) }),
                (words.say("issue-signer"), html! { (document.signature.name.as_deref().unwrap_or(&missing)) }),
            ]))
            p.hint { (words.say("issue-from-head")) }
            h2 { (words.say("issue-afterwards")) }
            ul {
                li { (words.say("issue-no-edit")) }
                li { (words.say("issue-no-undo")) }
                li { (words.say("issue-read-above")) }
            }
            form action={ "/programmes/" (id) "/issue" } method="post" {
                input type="hidden" name="seen" value=(opened.row.version);
                (button::submit(&words.say("issue-do"), Weight::Main)) " "
                a href={ "/programmes/" (id) "/export" } { (words.say("issue-not-yet")) }
            }
        },
    )
}

/// What was seen when the person said yes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Issue {
    seen: i64,
}

pub(crate) async fn issue(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, Filled(form): Filled<Issue>) -> Result<Response, Problem> {
    match web.app.record_issue_of(&who, &id, form.seen).await {
        Ok(_) => Ok(Redirect::to(&format!("/programmes/{id}/export")).into_response()),
        Err(refusal) => {
            let why = said_beside(words, refusal).map_err(|it| asker.problem(it))?;
            let opened = web.app.open(&who, &id).await.map_err(|it| asker.problem(it))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, issue_page(words, &who, &id, &opened, Some(&why))).into_response())
        }
    }
}
