//! What was asked of a body that is to lead: for its own clerk, on any screen, only the items that name it.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::programme::{Answering, AskShown, Asked};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::organisation::{AskId, ProgrammeId};
use hanhdong_domain::programme::{AskStanding, Assent, Node};
use maud::{Markup, html};
use serde::Deserialize;

use super::lead_asks::{ask_of, badge, said};
use super::leaf::titled;
use crate::form::{self, Bare, Filled, Mend};
use crate::frame::{self, Page};
use crate::look::button::{self, Weight, submit};
use crate::look::facts::facts;
use crate::look::field::Field;
use crate::look::notice;
use crate::look::outline::{Row, outline};
use crate::look::things::{Thing, things};
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::{Words, day};

pub(crate) async fn list(State(web): State<Web>, In(who): In, words: Words, asker: Asker) -> Result<Markup, Problem> {
    let found = web.app.asked_of_me(&who).await.map_err(|it| asker.problem(it))?;
    let title = words.say("asked-mine-title");
    let thing = |it: &Asked| Thing {
        href: format!("/asked/{}", it.programme),
        title: titled(words, &it.title),
        about: html! {
            (it.house) " · "
            @match it.due_on() {
                Some(due) => { (words.with("asked-mine-waiting", &[("count", it.waiting().into()), ("due", day(due).into())])) }
                None => { (words.say("asked-mine-done")) }
            }
        },
    };
    Ok(frame::page(
        words,
        &who,
        &title,
        html! {
            h1 { (title) }
            p.hint { (words.say("asked-mine-intro")) }
            @if found.is_empty() { (notice::empty(&words.say("asked-mine-none"), None)) } @else { (things(found.iter().map(thing))) }
        },
    ))
}

/// What was typed into a form that comes back.
struct Typed {
    ask: AskId,
    proposed: String,
    reason: String,
}

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>) -> Result<Response, Problem> {
    page(&web, &who, words, &id, None).await.map_err(|it| asker.problem(it))
}

async fn page(web: &Web, who: &Who, words: Words, id: &ProgrammeId, wrong: Option<(&Typed, &Refusal)>) -> Result<Response, Refusal> {
    let it = web.app.asked_about(who, id).await?;
    let title = titled(words, &it.title);
    let refusal = wrong.map(|it| it.1);
    let waiting = it.waiting();
    let main = html! {
        h1.paper { (title) }
        p.hint { (words.with("asked-by-house", &[("house", it.house.as_str().into())])) }
        (form::alert(words, refusal))
        (notice::progress(&words.with("asked-tally", &[("answered", (it.asks.len() - waiting).into()), ("all", it.asks.len().into())]), it.asks.len() - waiting, it.asks.len()))
        @if 1 < waiting { p.doings { (button::act(&words.with("asked-agree-all", &[("count", waiting.into())]), &format!("/asked/{id}/all"), Weight::Plain, &[])) } }
        (outline(it.asks.iter().map(|one| row(words, id, one, wrong))))
    };
    Ok((form::status(refusal), Page::of(words, who, &title).step("/asked", words.say("asked-mine-title")).show(main)).into_response())
}

fn row<'a>(words: Words, id: &ProgrammeId, one: &'a AskShown, wrong: Option<(&Typed, &Refusal)>) -> Row<'a> {
    let item = one.then.item();
    let (code, text) = (item.and_then(|it| it.code()), item.map(|it| it.text()).unwrap_or_default());
    let (lead, with, by, result) = match &one.then {
        Node::Task(it) => (it.lead.text(), it.coordinators.join("; "), it.deadline.text.as_str(), it.deliverable.as_deref().unwrap_or_default()),
        Node::KeyWork(it) => (it.lead.text(), it.coordinators.join("; "), it.schedule.text.as_str(), ""),
        Node::Heading(_) | Node::Text(_) | Node::Goal(_) | Node::Requirement(_) | Node::Target(_) | Node::Arrangement(_) => ("", String::new(), "", ""),
    };
    let told = [("ask-fact-lead", lead), ("ask-fact-with", with.as_str()), ("ask-fact-by", by), ("ask-fact-result", result)];
    let told: Vec<_> = told.into_iter().filter(|it| !it.1.is_empty()).map(|(key, text)| (words.say(key), html! { (text) })).collect();
    let below = html! {
        p { (badge(words, one.standing)) " " span.hint { (words.with("asked-for", &[("body", one.ask.body.as_str().into()), ("due", day(one.ask.due_on).into())])) } }
        (facts(told))
        (said(words, one))
        @match one.standing {
            AskStanding::Changed => { p.hint { (words.say("asked-changed")) } }
            AskStanding::Waiting | AskStanding::Late | AskStanding::Agreed | AskStanding::Proposed => { (answer_form(words, id, one, wrong)) }
            AskStanding::Kept | AskStanding::Taken | AskStanding::Gone => {}
        }
    };
    Row::of(html! { @if let Some(code) = code { (code) " " } (text) }).id(format!("ask-{}", one.ask.id)).below(below)
}

fn answer_form(words: Words, id: &ProgrammeId, one: &AskShown, wrong: Option<(&Typed, &Refusal)>) -> Markup {
    let path = format!("/asked/{id}/answers/{}", one.ask.id);
    let wrong = wrong.filter(|it| it.0.ask == one.ask.id);
    let refusal = wrong.map(|it| it.1);
    let there = one.ask.answer.as_ref();
    let proposed = wrong.map_or_else(|| there.and_then(|it| it.proposed.as_deref()).unwrap_or_default(), |it| it.0.proposed.as_str());
    let reason = wrong.map_or_else(|| there.filter(|it| it.assent == Assent::Propose).map(|it| it.reason.as_str()).unwrap_or_default(), |it| it.0.reason.as_str());
    let (proposed_id, reason_id) = (format!("proposed-{}", one.ask.id), format!("reason-{}", one.ask.id));
    html! {
        @if one.standing != AskStanding::Agreed { div.row { (button::act(&words.say("asked-agree"), &path, Weight::Plain, &[("assent", "agree")])) } }
        details open[wrong.is_some()] {
            summary { (words.say("ask-propose")) }
            form.fields method="post" action=(path) {
                input type="hidden" name="assent" value="propose";
                (Field::line("proposed", words.say("field-proposed")).id(proposed_id).value(proposed).length_max(200).required().mend(words, refusal))
                (Field::lines("reason", words.say("field-reason"), reason, (2, 6)).id(reason_id).length_max(4000).required().mend(words, refusal))
                (submit(&words.say("asked-send"), Weight::Plain))
            }
        }
    }
}

/// An answer as a form brings it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Answered {
    assent: String,
    #[serde(default)]
    proposed: String,
    #[serde(default)]
    reason: String,
}

pub(crate) async fn answer(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    Path(path): Path<Vec<(String, String)>>,
    Filled(form): Filled<Answered>,
) -> Result<Response, Problem> {
    let ask = ask_of(&path).map_err(|it| asker.problem(it))?;
    let result = async {
        // Whoever was not asked does not know of it, whatever they send.
        web.app.asked_about(&who, &id).await?.asks.iter().find(|it| it.ask.id == ask).ok_or(Refusal::NotFound)?;
        let assent = Assent::of_name(&form.assent).ok_or(Refusal::Field { field: "form", why: "unknown" })?;
        web.app.answer_ask(&who, &ask, Answering { assent, proposed: form.proposed.clone(), reason: form.reason.clone() }).await
    };
    match result.await {
        Ok(()) => Ok(Redirect::to(&format!("/asked/{id}#ask-{ask}")).into_response()),
        Err(refusal) if form::is_mendable(&refusal) => {
            let typed = Typed { ask, proposed: form.proposed, reason: form.reason };
            page(&web, &who, words, &id, Some((&typed, &refusal))).await.map_err(|it| asker.problem(it))
        }
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

pub(crate) async fn agree(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>, _: Bare) -> Result<Redirect, Problem> {
    web.app.agree_to_all(&who, &id).await.map_err(|it| asker.problem(it))?;
    Ok(Redirect::to(&format!("/asked/{id}")))
}

/// How many items wait for an answer of this person's bodies, where some do.
pub(crate) async fn waiting(web: &Web, words: Words, who: &Who) -> Result<Markup, Refusal> {
    let count: usize = web.app.asked_of_me(who).await?.iter().map(Asked::waiting).sum();
    Ok(html! { @if 0 < count { (notice::note(&words.with("asked-mine-note", &[("count", count.into())]))) p { a href="/asked" { (words.say("asked-mine-title")) } } } })
}
