//! What is said about the items of a draft: threads with their answers, settled and opened again.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::programme::{CommentLine, CommentOn, Opened, Thread};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::organisation::{ProgrammeId, ThreadId};
use hanhdong_domain::programme::{Anchor, CommentTurn};
use maud::{Markup, html};
use serde::Deserialize;

use super::leaf::{self, Tab};
use super::outline::first_words;
use super::show::path_to;
use crate::form::{Filled, Mend, alert, is_mendable, status};
use crate::look::button::{self, Weight};
use crate::look::field::Field;
use crate::look::notice;
use crate::look::outline::{Row, outline};
use crate::problem::{Asker, Problem};
use crate::request::{Ask, Id, In};
use crate::state::Web;
use crate::words::Words;

/// About which item.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    at: Option<String>,
}

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, Ask(asked): Ask<Asked>) -> Result<Response, Problem> {
    let at = asked.at.as_deref().and_then(Anchor::new);
    page(&web, &who, words, &id, at.as_ref(), "", None).await.map_err(|it| asker.problem(it))
}

async fn page(web: &Web, who: &Who, words: Words, id: &ProgrammeId, at: Option<&Anchor>, typed: &str, refusal: Option<&Refusal>) -> Result<Response, Refusal> {
    let threads = web.app.threads(who, id).await?;
    let opened = web.app.open(who, id).await?;
    let shown: Vec<&Thread> = threads.iter().filter(|it| at.is_none_or(|at| *at == it.item)).collect();
    let (open, settled): (Vec<&Thread>, Vec<&Thread>) = shown.into_iter().partition(|it| !it.is_settled);
    let is_draft = opened.row.issued_on.is_none();
    let item = at.and_then(|at| opened.programme.items().find(|it| it.anchor() == at));
    let main = html! {
        (alert(words, refusal))
        @if let Some(item) = item {
            p { a href=(path_to(id, at)) { @if let Some(code) = item.code() { (code) " " } (first_words(item.text())) } " · " a href={ "/programmes/" (id) "/comments" } { (words.say("comments-all")) } }
        }
        @if open.is_empty() { (notice::empty(&words.say(if at.is_some() { "comments-none-here" } else { "comments-none" }), None)) }
        (outline(open.iter().map(|it| thread(words, &opened, it, is_draft))))
        @if let (Some(item), true) = (item, is_draft) {
            h2 { (words.say("comment-new")) }
            form.fields method="post" action={ "/programmes/" (id) "/comments" } {
                input type="hidden" name="item" value=(item.anchor());
                (Field::lines("comment-words", words.say("field-comment-words"), typed, (2, 12)).length_max(4000).required().mend(words, refusal))
                (button::submit(&words.say("comment-do"), Weight::Main))
            }
        }
        @if !settled.is_empty() { details { summary { (words.with("comments-settled", &[("count", settled.len().into())])) } (outline(settled.iter().map(|it| thread(words, &opened, it, is_draft)))) } }
    };
    Ok((status(refusal), leaf::tab(words, who, &opened, Tab::Comments, main)).into_response())
}

fn thread<'a>(words: Words, opened: &'a Opened, it: &'a Thread, is_draft: bool) -> Row<'a> {
    let id = &opened.row.id;
    let item = opened.programme.items().find(|item| *item.anchor() == it.item);
    let here = format!("/programmes/{id}/comments");
    let title = match item {
        Some(item) => html! { a href=(path_to(id, Some(&it.item))) { (first_words(item.text())) } },
        None => html! { (words.say("comment-item-gone")) },
    };
    let below = html! {
        ul.history { @for line in &it.lines { (self::line(words, &here, it, line)) } }
        @if is_draft && !it.is_settled {
            details {
                summary { (words.say("comment-answer")) }
                form.fields method="post" action=(here) {
                    input type="hidden" name="thread" value=(it.id);
                    (Field::lines("comment-words", words.say("field-comment-words"), "", (2, 12)).id(format!("answer-{}", it.id)).length_max(4000).required())
                    (button::submit(&words.say("comment-do"), Weight::Plain))
                }
            }
        }
        @if it.may_settle {
            @let (key, turn) = if it.is_settled { ("comment-reopen", "reopened") } else { ("comment-settle", "resolved") };
            (button::act(&words.say(key), &format!("{here}/{}/turn", it.id), Weight::Plain, &[("turn", turn)]))
        }
    };
    Row::of(title).id(format!("thread-{}", it.id)).code(item.and_then(|it| it.code())).tag(it.is_settled.then(|| words.say("comment-is-settled"))).below(below)
}

fn line(words: Words, here: &str, thread: &Thread, line: &CommentLine) -> Markup {
    html! {
        li {
            p {
                @if let Some(at) = line.at { time datetime=(at.to_string()) { (at.strftime("%H:%M %d/%m/%Y")) } " · " }
                strong { (line.by) }
                @match line.turn {
                    CommentTurn::Said => {}
                    CommentTurn::Resolved => { ": " (words.say("act-comment-resolved")) }
                    CommentTurn::Reopened => { ": " (words.say("act-comment-reopened")) }
                }
            }
            @for text in line.words.lines() { p { (text) } }
            @if !line.before.is_empty() { details { summary { (words.with("comment-before", &[("count", line.before.len().into())])) } @for it in &line.before { p { (it) } } } }
            @if line.may_say_anew {
                details {
                    summary { (words.say("comment-anew")) }
                    form.fields method="post" action=(here) {
                        input type="hidden" name="thread" value=(thread.id); input type="hidden" name="instead" value=(line.number);
                        (Field::lines("comment-words", words.say("field-comment-words"), line.words.as_str(), (2, 12)).id(format!("anew-{}-{}", thread.id, line.number)).length_max(4000).required())
                        (button::submit(&words.say("do-save"), Weight::Plain))
                    }
                }
            }
        }
    }
}

/// What is said, and where.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Said {
    item: Option<String>,
    thread: Option<String>,
    instead: Option<i64>,
    comment_words: String,
}

impl Said {
    fn on(&self) -> Result<CommentOn, Refusal> {
        let unknown = || Refusal::Field { field: "form", why: "unknown" };
        let thread = || self.thread.as_deref().and_then(ThreadId::parse).ok_or(Refusal::NotFound);
        match (&self.item, &self.thread, self.instead) {
            (Some(item), None, None) => Ok(CommentOn::About(Anchor::new(item).ok_or_else(unknown)?)),
            (None, Some(_), None) => Ok(CommentOn::In(thread()?)),
            (None, Some(_), Some(number)) => Ok(CommentOn::Instead(thread()?, number)),
            _ => Err(unknown()),
        }
    }
}

pub(crate) async fn say(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, Filled(form): Filled<Said>) -> Result<Response, Problem> {
    let done = async { web.app.comment(&who, &id, form.on()?, &form.comment_words).await };
    match done.await {
        Ok(thread) => Ok(Redirect::to(&format!("/programmes/{id}/comments#thread-{thread}")).into_response()),
        Err(refusal) if is_mendable(&refusal) => {
            let at = form.item.as_deref().and_then(Anchor::new);
            page(&web, &who, words, &id, at.as_ref(), &form.comment_words, Some(&refusal)).await.map_err(|it| asker.problem(it))
        }
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

/// Settled, or opened again.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Turn {
    turn: String,
}

pub(crate) async fn turn(
    State(web): State<Web>,
    In(who): In,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    Path((_, thread)): Path<(String, String)>,
    Filled(form): Filled<Turn>,
) -> Result<Redirect, Problem> {
    let done = async {
        let thread = ThreadId::parse(&thread).ok_or(Refusal::NotFound)?;
        let settles = match CommentTurn::of_name(&form.turn) {
            Some(CommentTurn::Resolved) => true,
            Some(CommentTurn::Reopened) => false,
            Some(CommentTurn::Said) | None => return Err(Refusal::Field { field: "form", why: "unknown" }),
        };
        web.app.settle_thread(&who, &id, &thread, settles).await?;
        Ok(thread)
    };
    let thread = done.await.map_err(|it| asker.problem(it))?;
    Ok(Redirect::to(&format!("/programmes/{id}/comments#thread-{thread}")))
}
