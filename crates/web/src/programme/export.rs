//! A programme goes out: which formats, under which layout.

use axum::extract::{Path, State};
use axum::response::Response;
use hanhdong_actions::Refusal;
use hanhdong_actions::programme::{ExportFormat, LayoutChoice};
use hanhdong_domain::organisation::ProgrammeId;
use maud::{Markup, html};
use serde::Deserialize;

use super::download::attachment;
use super::leaf::{self, Tab};
use crate::look::button::{self, Weight};
use crate::problem::{Asker, Problem};
use crate::request::{Ask, Id, In};
use crate::state::Web;
use crate::words::{Words, day};

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>) -> Result<Markup, Problem> {
    let opened = web.app.open(&who, &id).await.map_err(|it| asker.problem(it))?;
    let told = crate::publication::told(&web, words, &who, &opened).await.map_err(|it| asker.problem(it))?;
    let layouts = web.app.layouts(&who, &id).await.map_err(|it| asker.problem(it))?;
    Ok(leaf::tab(
        words,
        &who,
        &opened,
        Tab::Export,
        html! {
            @if let Some(date) = opened.row.issued_on { p { (words.with("export-issued-on", &[("date", day(date).into())])) " " a href={ "/programmes/" (id) "/issued" } { (words.say("tab-issued")) } } }
            @else { p.hint { (words.say("export-draft-mark")) } }
            (told)
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
