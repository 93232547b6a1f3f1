//! What was issued: its files with their fingerprints, whom it went to, who confirmed that it arrived.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::programme::Opened;
use hanhdong_actions::publication::{IssueRow, IssuedForm, IssuedPaper, RecipientRow};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::organisation::{FileId, ProgrammeId};
use maud::{Markup, html};
use serde::Deserialize;

use super::issue::purpose_word;
use crate::form::{self, Filled, Mend};
use crate::look::button::{self, Weight};
use crate::look::facts::facts;
use crate::look::field::Field;
use crate::look::notice;
use crate::look::table::{Row, table};
use crate::problem::{Asker, Problem};
use crate::programme::{Tab, WORD, attachment, tab};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::{Words, day};

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>) -> Result<Markup, Problem> {
    page(&web, words, &who, &id, None).await.map_err(|it| asker.problem(it))
}

pub(super) async fn page(web: &Web, words: Words, who: &Who, id: &ProgrammeId, refusal: Option<&Refusal>) -> Result<Markup, Refusal> {
    let opened = web.app.open(who, id).await?;
    let paper = web.app.issued(who, id).await?;
    let main = match &paper {
        Some(paper) => about(words, who, &opened, paper, refusal),
        None => {
            let key = if opened.row.issued_on.is_some() { "issued-before-kept" } else { "issued-not-yet" };
            let begin = opened.may_record_issue.then(|| button::link(&words.say("issue-begin"), &format!("/programmes/{id}/issue"), Weight::Plain));
            notice::empty(&words.say(key), begin)
        }
    };
    Ok(tab(words, who, &opened, Tab::Issued, main))
}

fn about(words: Words, who: &Who, opened: &Opened, paper: &IssuedPaper, refusal: Option<&Refusal>) -> Markup {
    let issue = &paper.issue;
    let mut said = vec![
        (words.say("issue-number"), html! { (issue.number) }),
        (words.say("issue-date"), html! { (day(issue.dated_on)) }),
        (words.say("issued-by"), html! { (issue.issuer) }),
        (words.say("issue-adoption"), html! { (words.say(&format!("adoption-{}", issue.adoption.replace('_', "-")))) }),
    ];
    let adopted = &paper.adopted;
    let congress = adopted.congress_on.as_deref().and_then(|it| it.parse().ok()).map(day);
    for (key, value) in [("field-congress_on", congress), ("field-vote", adopted.vote.clone()), ("field-resolution", adopted.resolution.clone())] {
        said.extend(value.map(|it| (words.say(key), html! { (it) })));
    }
    if let Some(number) = adopted.discussed {
        said.push((words.say("field-discussed"), html! { (words.with("issued-discussed", &[("number", number.into())])) }));
    }
    html! {
        @if let Some(newer) = &paper.replaced_by { (notice::beware(&words.with("issued-replaced-by", &[("number", newer.number.as_str().into()), ("date", day(newer.dated_on).into())]))) (link(newer)) }
        (form::alert(words, refusal))
        (facts(said))
        @if let Some(older) = &paper.replaces { p { (words.say("issued-replaces")) " " (link(older)) } }
        h2 { (words.say("issued-files")) }
        (files(words, &opened.row.id, paper))
        p.doings {
            (button::download(&words.say("archive-do"), &format!("/programmes/{}/archive", opened.row.id), Weight::Plain))
            @if opened.may_read_drafting { " " (button::link(&words.say("after-congress-title"), &format!("/programmes/{}/after-congress", opened.row.id), Weight::Plain)) }
        }
        p.hint { (words.say(if opened.may_read_drafting { "archive-hint" } else { "archive-hint-outside" })) }
        (super::signed::shown(words, opened, paper, refusal))
        (super::correct::shown(words, who, opened, paper, refusal))
        h2 #receipts { (words.say("issued-recipients")) }
        (recipients(words, paper))
        @if opened.may_keep_issued { (record_form(words, who, &opened.row.id, paper, refusal)) }
    }
}

fn link(issue: &IssueRow) -> Markup {
    html! { a href={ "/programmes/" (issue.programme) "/issued" } { (issue.number) ", " (day(issue.dated_on)) } }
}

pub(super) const fn form_key(form: IssuedForm) -> &'static str {
    match form {
        IssuedForm::Docx => "issued-docx",
        IssuedForm::Pdf => "issued-pdf",
        IssuedForm::Correction => "issued-correction",
        IssuedForm::Signed => "issued-signed",
    }
}

fn files(words: Words, id: &ProgrammeId, paper: &IssuedPaper) -> Markup {
    html! {
        ul {
            @for file in paper.files.iter().filter(|it| it.form != IssuedForm::Correction) {
                li {
                    a href={ "/programmes/" (id) "/issued/" (file.file) } download { (words.say(form_key(file.form))) }
                    details {
                        summary { (words.say("issued-fingerprint")) }
                        p.hint { "SHA-256: " code { (file.sha256) } }
                        p.hint { "BLAKE3: " code { (file.blake3) } }
                    }
                }
            }
        }
        p.hint { (words.say("issued-files-hint")) " " a href="/verify" { (words.say("verify-title")) } }
    }
}

/// Line by line: whom it came to, and whether it arrived.
fn recipients(words: Words, paper: &IssuedPaper) -> Markup {
    let waiting = paper.recipients.iter().filter(|it| it.receipt.is_none()).count();
    let columns = [words.say("issued-recipient"), words.say("issued-line"), words.say("issued-purpose"), words.say("issued-received")];
    let rows: Vec<Row> = paper.recipients.iter().map(|it| row(words, paper, it)).collect();
    html! {
        @if rows.is_empty() { (notice::empty(&words.say("issue-no-recipients"), None)) }
        @else {
            (notice::progress(&words.with("issued-arrived", &[("count", (rows.len() - waiting).into()), ("all", rows.len().into())]), rows.len() - waiting, rows.len()))
            (table(&words.say("issued-recipients"), &columns, &rows))
        }
        @for copy in paper.sent.iter().filter(|it| it.group.is_file_copy) { p { (copy.group.text) } }
    }
}

fn row(words: Words, paper: &IssuedPaper, it: &RecipientRow) -> Row {
    let sent = usize::try_from(it.group - 1).ok().and_then(|at| paper.sent.get(at));
    let received = match &it.receipt {
        Some(receipt) => {
            let key = if receipt.is_by_recipient { "issued-confirmed" } else { "issued-recorded" };
            html! { (words.with(key, &[("date", day(receipt.on).into()), ("name", receipt.by.as_str().into())])) }
        }
        None if it.unit.is_some() => html! { (words.say("issued-waits")) },
        None => html! { (words.say("issued-waits-outside")) },
    };
    let (line, purpose) = sent.map(|it| (it.group.text.clone(), purpose_word(words, it.group.purpose))).unwrap_or_default();
    Row::of(vec![html! { (it.name) }, html! { (line) }, html! { (purpose) }, received]).marked(it.receipt.is_none()).id(format!("recipient-{}", it.number))
}

/// The clerk records that it arrived at somebody who does not say so here.
fn record_form(words: Words, who: &Who, id: &ProgrammeId, paper: &IssuedPaper, refusal: Option<&Refusal>) -> Markup {
    let waiting: Vec<(String, &str)> = paper.recipients.iter().filter(|it| it.receipt.is_none()).map(|it| (it.number.to_string(), it.name.as_str())).collect();
    html! {
        @if !waiting.is_empty() {
            h2 { (words.say("issued-record")) }
            form.fields method="post" action={ "/programmes/" (id) "/receipts/recorded" } {
                (Field::choice("receipt", words.say("issued-recipient"), waiting).mend(words, refusal))
                (Field::day("received", words.say("field-received")).value(who.today().to_string()).required().mend(words, refusal))
                (button::submit(&words.say("issued-record-do"), Weight::Plain))
            }
        }
    }
}

/// A receipt that the clerk records.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Recorded {
    receipt: i64,
    received: String,
}

pub(crate) async fn record(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, Filled(form): Filled<Recorded>) -> Result<Response, Problem> {
    let done = async { web.app.record_receipt(&who, &id, form.receipt, form::date("received", &form.received)?).await };
    match done.await {
        Ok(()) => Ok(Redirect::to(&format!("/programmes/{id}/issued#receipts")).into_response()),
        Err(refusal) if form::is_mendable(&refusal) => {
            let page = page(&web, words, &who, &id, Some(&refusal)).await.map_err(|it| asker.problem(it))?;
            Ok((form::status(Some(&refusal)), page).into_response())
        }
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

pub(crate) async fn file(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>, Path((_, file)): Path<(String, String)>) -> Result<Response, Problem> {
    let done = async {
        let file = FileId::parse(&file).ok_or(Refusal::NotFound)?;
        web.app.issued_file(&who, &id, &file).await
    };
    let (form, kept) = done.await.map_err(|it| asker.problem(it))?;
    Ok(attachment(&kept.name, media_type(form), kept.bytes))
}

const fn media_type(form: IssuedForm) -> &'static str {
    match form {
        IssuedForm::Docx | IssuedForm::Correction => WORD,
        IssuedForm::Pdf | IssuedForm::Signed => "application/pdf",
    }
}
