//! Signed papers that came back: shown beside the issued files with what was found of their words, kept by the office.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::programme::Opened;
use hanhdong_actions::publication::{CopyLine, CopyReading, IssuedPaper};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::organisation::{FileId, ProgrammeId};
use maud::{Markup, html};
use serde::Deserialize;

use super::issued;
use crate::form::{self, Filled, Mend};
use crate::look::button::{self, Weight};
use crate::look::facts::facts;
use crate::look::field::Field;
use crate::look::notice;
use crate::look::table::{Row, table};
use crate::problem::{Asker, Problem};
use crate::programme::Upload;
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::Words;

/// The signed papers of an issued one; the office keeps them.
pub(super) fn shown(words: Words, opened: &Opened, paper: &IssuedPaper, refusal: Option<&Refusal>) -> Markup {
    let (id, may_keep) = (&opened.row.id, opened.may_keep_issued);
    html! {
        @if !paper.copies.is_empty() || may_keep { h2 #signed { (words.say("signed-title")) } }
        @if paper.copies.is_empty() && may_keep { (notice::empty(&words.say("signed-none"), None)) }
        @for it in &paper.copies { (copy(words, id, it, may_keep, refusal)) }
        @if may_keep {
            details open[paper.copies.is_empty() || matches!(refusal, Some(Refusal::Field { field: "file" | "note", .. } | Refusal::Paper(_)))] {
                summary { (words.say("signed-enter")) }
                form.fields method="post" action={ "/programmes/" (id) "/signed" } enctype="multipart/form-data" {
                    (Field::file("file", words.say("field-signed"), ".pdf").hint(words.say("signed-hint")).mend(words, refusal))
                    (Field::line("note", words.say("field-note")).hint(words.say("signed-note-hint")).length_max(500).mend(words, refusal))
                    (button::submit(&words.say("signed-do"), Weight::Plain))
                }
            }
        }
    }
}

fn copy(words: Words, id: &ProgrammeId, line: &CopyLine, may_keep: bool, refusal: Option<&Refusal>) -> Markup {
    let (it, found) = (&line.copy, &line.copy.findings);
    let at = line.at.map(|it| it.strftime("%H:%M %d/%m/%Y").to_string()).unwrap_or_default();
    let count = |key, count: usize| words.with(key, &[("count", count.into())]).into_owned();
    let mut said = vec![
        (words.say("signed-words"), html! { (reading(words, line)) @if 0 < found.moved { " " span.hint { (count("signed-moved", found.moved)) } } }),
        (words.say("signed-signature"), html! { @if found.signatures == 0 { (words.say("signed-no-signature")) } @else { (count("signed-has-signature", found.signatures)) } }),
        (words.say("signed-came"), html! { (words.with("signed-came-by", &[("at", at.into()), ("by", line.by.as_str().into()), ("size", size(it.size).into())])) }),
    ];
    if !it.note.is_empty() {
        said.push((words.say("field-note"), html! { (it.note) }));
    }
    html! {
        h3 { (words.with("signed-number", &[("number", it.number.into())])) ": " a href={ "/programmes/" (id) "/issued/" (it.file) } download { (line.name) } }
        @if let Some(withdrawn) = &it.withdrawn { (notice::beware(&words.with("signed-withdrawn", &[("why", withdrawn.why.as_str().into())]))) }
        (facts(said))
        @if !found.differences.is_empty() { (differences(words, line)) }
        details {
            summary { (words.say("issued-fingerprint")) }
            p.hint { "SHA-256: " code { (it.sha256) } }
            p.hint { "BLAKE3: " code { (it.blake3) } }
        }
        @if may_keep && it.withdrawn.is_none() {
            details {
                summary { (words.say("signed-withdraw")) }
                form.fields method="post" action={ "/programmes/" (id) "/signed/" (it.file) "/withdraw" } {
                    (Field::line("why", words.say("field-why")).id(format!("why-{}", it.number)).hint(words.say("signed-withdraw-hint")).length_max(500).required().mend(words, refusal))
                    (button::submit(&words.say("signed-withdraw-do"), Weight::Danger))
                }
            }
        }
    }
}

/// How the words stand, in a badge.
fn reading(words: Words, line: &CopyLine) -> Markup {
    let found = &line.copy.findings;
    match found.reading {
        CopyReading::Same => html! { span.badge.met { (words.say("signed-same")) } },
        CopyReading::Differs => html! { span.badge.not-met { (words.with("signed-differs", &[("count", found.count.into())])) } },
        CopyReading::Other => html! { span.badge.not-met { (words.say("signed-other")) } },
        CopyReading::NoText => html! { span.badge { (words.say("signed-no-text")) } },
    }
}

fn differences(words: Words, line: &CopyLine) -> Markup {
    let found = &line.copy.findings;
    let columns = ["signed-page", "signed-after", "signed-issued", "signed-copy"].map(|it| words.say(it));
    let side = |it: &str| html! { @if it.is_empty() { span.hint { (words.say("signed-nothing")) } } @else { (it) } };
    let rows: Vec<Row> =
        found.differences.iter().map(|it| Row::of(vec![html! { (it.page) }, html! { "… " (it.after) }, side(&it.issued), side(&it.came)]).marked(it.is_of_numbers())).collect();
    html! {
        details {
            summary { (words.with("signed-places", &[("count", found.count.into())])) }
            (table(&words.with("signed-places", &[("count", found.count.into())]), &columns, &rows))
            @if found.differences.len() < found.count { p.hint { (words.with("signed-places-more", &[("count", found.differences.len().into())])) } }
        }
    }
}

/// "1,2 MB", as people count.
fn size(bytes: i64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} kB", bytes / 1024),
        _ => format!("{},{} MB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
    }
}

pub(crate) async fn keep(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, upload: Upload) -> Result<Response, Problem> {
    let done = async {
        let mut upload = upload.taken(&["note"], &["file"])?;
        let file = upload.file("file").ok_or(Refusal::Field { field: "file", why: "empty" })?;
        web.app.keep_signed(&who, &id, file, upload.field("note")).await
    };
    answered(&web, words, asker, &who, &id, done.await.map(drop)).await
}

/// Why a copy is taken back.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Withdrawing {
    why: String,
}

pub(crate) async fn withdraw(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    Path((_, file)): Path<(String, String)>,
    Filled(form): Filled<Withdrawing>,
) -> Result<Response, Problem> {
    let done = async {
        let file = FileId::parse(&file).ok_or(Refusal::NotFound)?;
        web.app.withdraw_signed(&who, &id, &file, &form.why).await
    };
    answered(&web, words, asker, &who, &id, done.await).await
}

async fn answered(web: &Web, words: Words, asker: Asker, who: &Who, id: &ProgrammeId, done: Result<(), Refusal>) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/programmes/{id}/issued#signed")).into_response()),
        // A file that cannot be read is said beside the form, as what is wrong with a field is.
        Err(refusal) if form::is_mendable(&refusal) || matches!(refusal, Refusal::Paper(_)) => {
            let page = issued::page(web, words, who, id, Some(&refusal)).await.map_err(|it| asker.problem(it))?;
            Ok((form::status(Some(&refusal)), page).into_response())
        }
        Err(refusal) => Err(asker.problem(refusal)),
    }
}
