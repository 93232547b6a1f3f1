//! What was submitted to the own committee for approval: the draft as it was frozen, comments by item, the verdict.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::programme::ApprovalShown;
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::organisation::ApprovalId;
use hanhdong_domain::programme::{Anchor, ApprovalComment, Node, Part, draft_mark};
use maud::{Markup, html};
use serde::Deserialize;

use super::appraisal::{moment, number_of};
use super::approval::{badge, decided, item_name};
use super::attachment;
use super::leaf::titled;
use super::outline::first_words;
use super::versions::row_with;
use crate::form::{self, Bare, Filled, Mend};
use crate::frame::{self, Page};
use crate::look::button::{self, Weight, submit};
use crate::look::field::{Field, Of, Tick, ticks};
use crate::look::notice;
use crate::look::outline::{Row, outline};
use crate::look::things::{Thing, things};
use crate::problem::{Asker, Problem};
use crate::request::{Ask, Id, In};
use crate::state::Web;
use crate::words::Words;

pub(crate) async fn list(State(web): State<Web>, In(who): In, words: Words, asker: Asker) -> Result<Markup, Problem> {
    let found = web.app.submitted_to_me(&who).await.map_err(|it| asker.problem(it))?;
    let title = words.say("approvals-title");
    let thing = |it: &ApprovalShown| Thing {
        href: format!("/approvals/{}", it.approval.id),
        title: titled(words, &it.title),
        about: html! { (it.house) " · " (draft_mark(it.frozen.number, &it.frozen.label)) " · " (moment(&it.approval.submitted_at)) " " (badge(words, it)) },
    };
    let main = html! {
        h1 { (title) }
        p.hint { (words.say("approvals-intro")) }
        @if found.is_empty() { (notice::empty(&words.say("approvals-none"), None)) } @else { (things(found.iter().map(thing))) }
    };
    Ok(frame::page(words, &who, &title, main))
}

/// What is to be commented on.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    item: Option<String>,
}

/// What was typed into a form that comes back.
#[derive(Default)]
struct Typed {
    item: String,
    comment: String,
    verdict: String,
    words: String,
}

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ApprovalId>, Ask(asked): Ask<Asked>) -> Result<Response, Problem> {
    let typed = Typed { item: asked.item.unwrap_or_default(), ..Typed::default() };
    page(&web, &who, words, &id, &typed, None).await.map_err(|it| asker.problem(it))
}

async fn page(web: &Web, who: &Who, words: Words, id: &ApprovalId, typed: &Typed, refusal: Option<&Refusal>) -> Result<Response, Refusal> {
    let it = web.app.submission(who, id).await?;
    let title = titled(words, &it.title);
    let path = format!("/approvals/{id}");
    let is_open = it.approval.is_open();
    let main = html! {
        h1.paper { (title) }
        p.hint {
            (draft_mark(it.frozen.number, &it.frozen.label)) " · " (it.house) " · "
            (words.with("approval-submitted", &[("name", it.people.0.as_str().into()), ("at", moment(&it.approval.submitted_at).into()), ("superior", it.superior.as_str().into())])) " " (badge(words, &it))
        }
        @if !it.approval.words.is_empty() { p { (it.approval.words) } }
        p.doings { @for format in ["docx", "pdf"] { (button::download(&words.say(&format!("export-{format}")), &format!("{path}/draft/{format}"), Weight::Plain)) " " } }
        (form::alert(words, refusal))
        (decided(words, &it))
        (comments(words, &it, &path))
        @if is_open { (comment_form(words, &it, &path, typed, refusal)) (verdict_form(words, &path, typed, refusal)) }
        h2 { (words.say("approval-draft")) }
        @for paragraph in &it.programme.opening { p { (paragraph.text) } }
        @for part in &it.programme.parts { (part_of(words, &it, part, &path)) }
    };
    Ok((form::status(refusal), Page::of(words, who, &title).step("/approvals", words.say("approvals-title")).show(main)).into_response())
}

/// A part of the draft, with what was said of each of its items.
fn part_of(words: Words, it: &ApprovalShown, part: &Part, path: &str) -> Markup {
    let row = |node| -> Row<'_> {
        let more = html! {
            @if let Some(item) = Node::item(node) {
                @for comment in it.comments.iter().filter(|it| it.taken_back_at.is_none() && it.item.as_ref() == Some(item.anchor())) { p { span.hint { (comment.number) ". " } (comment.words) } }
                @if it.approval.is_open() { p { a href={ (path) "?item=" (item.anchor()) "#write" } { (words.say("approval-comment")) } } }
            }
        };
        row_with(words, node, more)
    };
    html! {
        h3 { @if let Some(mark) = &part.mark { (mark) " " } (part.heading) }
        (outline(part.nodes.iter().map(row)))
    }
}

/// All that was said, in its order.
fn comments(words: Words, it: &ApprovalShown, path: &str) -> Markup {
    let standing: Vec<&ApprovalComment> = it.comments.iter().filter(|it| it.taken_back_at.is_none()).collect();
    let row = |comment: &&ApprovalComment| {
        let below = html! {
            p { (item_name(words, &it.programme, comment)) " " span.hint { (moment(&comment.at)) } }
            @if it.approval.is_open() { div.row { (button::act(&words.say("remark-take-back"), &format!("{path}/comments/{}/take-back", comment.number), Weight::Danger, &[])) } }
        };
        Row::of(html! { span.hint { (comment.number) ". " } (comment.words) }).id(format!("c-{}", comment.number)).below(below)
    };
    html! { @if !standing.is_empty() { h2 { (words.with("approval-comments", &[("count", standing.len().into())])) } (outline(standing.iter().map(row))) } }
}

fn comment_form(words: Words, it: &ApprovalShown, path: &str, typed: &Typed, refusal: Option<&Refusal>) -> Markup {
    let label = |it: &hanhdong_domain::programme::Item<'_>| format!("{}{}", it.code().map(|it| format!("{it} ")).unwrap_or_default(), first_words(it.text()));
    let items = it.programme.items().map(|it| (it.anchor().to_string(), label(&it)));
    let choices = std::iter::once((String::new(), words.say("appraisal-whole").into_owned())).chain(items);
    html! {
        h2 #write { (words.say("approval-comment")) }
        form.fields method="post" action={ (path) "/comments" } {
            (Field::choice("item", words.say("field-item"), choices).value(typed.item.as_str()).mend(words, refusal))
            (Field::lines("comment", words.say("field-comment"), typed.comment.as_str(), (3, 10)).length_max(4000).required().mend(words, refusal))
            (submit(&words.say("approval-comment-do"), Weight::Plain))
        }
    }
}

fn verdict_form(words: Words, path: &str, typed: &Typed, refusal: Option<&Refusal>) -> Markup {
    let tick = |value: &'static str, key: &str| Tick { id: format!("is-{value}"), name: "is", value, label: words.say(key), is_on: typed.verdict == value, more: None };
    html! {
        h2 #decide { (words.say("approval-decide")) }
        form.fields method="post" action={ (path) "/verdict" } {
            (ticks(&words.say("approval-verdict"), None, Of::One, &[tick("approved", "approval-approve"), tick("returned", "approval-return")]))
            (Field::lines("verdict", words.say("field-verdict"), typed.words.as_str(), (2, 8)).hint(words.say("approval-verdict-hint")).length_max(4000).mend(words, refusal))
            (submit(&words.say("approval-decide-do"), Weight::Main))
        }
    }
}

async fn done(web: &Web, who: &Who, (words, asker): (Words, Asker), id: &ApprovalId, typed: Typed, result: Result<&'static str, Refusal>) -> Result<Response, Problem> {
    match result {
        Ok(at) => Ok(Redirect::to(&format!("/approvals/{id}{at}")).into_response()),
        Err(refusal) if form::is_mendable(&refusal) => page(web, who, words, id, &typed, Some(&refusal)).await.map_err(|it| asker.problem(it)),
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

/// A comment as a form brings it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Commented {
    #[serde(default)]
    item: String,
    comment: String,
}

pub(crate) async fn comment(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ApprovalId>, Filled(form): Filled<Commented>) -> Result<Response, Problem> {
    let result = async {
        let item = if form.item.is_empty() { None } else { Some(Anchor::new(&form.item).ok_or(Refusal::Field { field: "item", why: "no-item" })?) };
        web.app.comment_on_submission(&who, &id, item, &form.comment).await.map(|_| "#write")
    };
    let result = result.await;
    done(&web, &who, (words, asker), &id, Typed { item: form.item, comment: form.comment, ..Typed::default() }, result).await
}

pub(crate) async fn take_back(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<ApprovalId>,
    Path(path): Path<Vec<(String, String)>>,
    _: Bare,
) -> Result<Response, Problem> {
    let number = number_of(&path).map_err(|it| asker.problem(it))?;
    let result = web.app.take_comment_back(&who, &id, number).await.map(|()| "");
    done(&web, &who, (words, asker), &id, Typed::default(), result).await
}

/// The verdict as a form brings it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Decided {
    #[serde(default)]
    is: String,
    #[serde(default)]
    verdict: String,
}

pub(crate) async fn decide(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ApprovalId>, Filled(form): Filled<Decided>) -> Result<Response, Problem> {
    let result = match form.is.as_str() {
        "approved" => web.app.decide_submission(&who, &id, true, &form.verdict).await,
        "returned" => web.app.decide_submission(&who, &id, false, &form.verdict).await,
        // Whoever may not decide does not know of it.
        _ => web.app.submission(&who, &id).await.and(Err(Refusal::Field { field: "verdict", why: "not-chosen" })),
    };
    done(&web, &who, (words, asker), &id, Typed { verdict: form.is, words: form.verdict, ..Typed::default() }, result.map(|()| "")).await
}

pub(crate) async fn file(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ApprovalId>, Path(path): Path<Vec<(String, String)>>) -> Result<Response, Problem> {
    let made = async {
        let is_pdf = match path.get(1).map(|it| it.1.as_str()) {
            Some("pdf") => true,
            Some("docx") => false,
            Some(_) | None => return Err(Refusal::NotFound),
        };
        web.app.submission_file(&who, &id, is_pdf).await
    };
    let export = made.await.map_err(|it| asker.problem(it))?;
    Ok(attachment(&export.name, export.format.media_type(), export.bytes))
}
