//! The drafting house asks the bodies that lead: who answered what, who is to be reminded, what is to be decided.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::programme::{Answering, AskShown, LeadAsks};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::organisation::{AskId, ProgrammeId};
use hanhdong_domain::programme::{AskStanding, Assent};
use maud::{Markup, html};
use serde::Deserialize;

use super::leaf::{self, Tab};
use super::outline::first_words;
use super::source::{items, link_to_item};
use crate::form::{self, Filled, Mend};
use crate::look::button::{Weight, submit};
use crate::look::field::{Field, Of, Tick, ticks};
use crate::look::notice;
use crate::look::outline::{Row, outline};
use crate::look::table::{self, table};
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::{Words, day};

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>) -> Result<Response, Problem> {
    page(&web, &who, words, &id, None).await.map_err(|it| asker.problem(it))
}

async fn page(web: &Web, who: &Who, words: Words, id: &ProgrammeId, refusal: Option<&Refusal>) -> Result<Response, Refusal> {
    let it = web.app.lead_asks(who, id).await?;
    let main = html! {
        (form::alert(words, refusal))
        @if it.asks.is_empty() { (notice::empty(&words.say("asked-none-yet"), None)) }
        @else { (notice::progress(&words.with("asked-tally", &[("answered", it.answered().into()), ("all", it.asked().into())]), it.answered(), it.asked())) }
        (ask_form(words, &it, refusal))
        (reminders(words, &it))
        @if !it.asks.is_empty() {
            h2 { (words.say("asked-answers")) }
            (outline(it.asks.iter().map(|one| row(words, &it, one))))
        }
        @if !it.unasked.is_empty() {
            @let found = items(&it.opened.programme);
            details {
                summary { (words.with("asked-not-yet", &[("count", it.unasked.len().into())])) }
                ul { @for (item, body) in &it.unasked { li { (body) ": " @if let Some(item) = found.get(item) { (link_to_item(id, *item)) } } } }
            }
        }
    };
    Ok((form::status(refusal), leaf::tab(words, who, &it.opened, Tab::Asked, main)).into_response())
}

/// Asking everybody who was not asked, and once more where an item was changed.
fn ask_form(words: Words, it: &LeadAsks, refusal: Option<&Refusal>) -> Markup {
    let changed = it.to_ask() - it.unasked.len();
    html! {
        @if it.opened.may_edit && 0 < it.to_ask() {
            h2 { (words.say("ask-title")) }
            p { (words.with("ask-whom", &[("fresh", it.unasked.len().into()), ("again", changed.into())])) }
            form.fields method="post" action={ "/programmes/" (it.opened.row.id) "/asked" } {
                (Field::day("due", words.say("ask-due")).required().mend(words, refusal))
                (submit(&words.say("ask-do"), Weight::Main))
            }
        } @else if it.opened.may_edit && it.asks.is_empty() { p.hint { (words.say("ask-no-leads")) } }
    }
}

/// Whoever has not answered, a line for each body: the list to go by when reminding.
fn reminders(words: Words, it: &LeadAsks) -> Markup {
    let silent: Vec<&AskShown> = it.asks.iter().filter(|it| matches!(it.standing, AskStanding::Late | AskStanding::Waiting)).collect();
    let mut bodies: Vec<&str> = silent.iter().map(|it| it.ask.body.as_str()).collect();
    bodies.sort_unstable();
    bodies.dedup();
    let rows: Vec<table::Row> = bodies
        .into_iter()
        .map(|body| {
            let of: Vec<&&AskShown> = silent.iter().filter(|it| it.ask.body == body).collect();
            let is_late = of.iter().any(|it| it.standing == AskStanding::Late);
            let due = of.iter().map(|it| it.ask.due_on).min().map(day).unwrap_or_default();
            let way = if of.iter().any(|it| it.ask.unit.is_none()) { "ask-way-paper" } else { "ask-way-here" };
            let state = html! { @if is_late { span.badge.unmet { (words.say("ask-late")) } } @else { span.badge.not-judged { (words.say("ask-waiting")) } } };
            table::Row::of(vec![html! { (body) }, html! { (of.len()) }, html! { (due) }, html! { (words.say(way)) }, state]).marked(is_late)
        })
        .collect();
    let columns = [words.say("ask-body"), words.say("ask-items"), words.say("ask-due"), words.say("ask-way"), words.say("ask-state")];
    html! {
        @if !rows.is_empty() {
            h2 { (words.say("ask-reminders")) }
            (table(&words.say("ask-reminders"), &columns, &rows))
        }
    }
}

/// A standing as a badge.
pub(super) fn badge(words: Words, standing: AskStanding) -> Markup {
    let class = match standing {
        AskStanding::Changed | AskStanding::Late => "unmet",
        AskStanding::Proposed => "partly",
        AskStanding::Agreed | AskStanding::Taken | AskStanding::Kept => "met",
        AskStanding::Waiting | AskStanding::Gone => "not-judged",
    };
    html! { span.badge.(class) { (words.say(&format!("ask-{}", standing.name()))) } }
}

/// What was answered, and what was decided on it.
pub(super) fn said(words: Words, it: &AskShown) -> Markup {
    html! {
        @if let Some(answer) = &it.ask.answer {
            p {
                @match &answer.proposed {
                    None => { (words.say("ask-agrees")) }
                    Some(other) => { (words.with("ask-proposes", &[("other", other.as_str().into())])) }
                }
                @if !answer.reason.is_empty() { ": " (answer.reason) }
                " " span.hint { @if let Some(name) = &it.answered_by { (name) " · " } (super::appraisal::moment(&answer.at)) @if let Some(paper) = &answer.paper { " · " (paper) } }
            }
        }
        @if let Some(settled) = &it.ask.settled {
            @match it.standing {
                AskStanding::Kept => { p { (words.with("ask-was-kept", &[("why", settled.words.as_str().into())])) } }
                AskStanding::Taken => { p { (words.with("ask-was-taken", &[("other", settled.words.as_str().into())])) } }
                AskStanding::Proposed => { p.hint { (words.say("ask-was-undone")) } }
                AskStanding::Changed | AskStanding::Late | AskStanding::Waiting | AskStanding::Agreed | AskStanding::Gone => {}
            }
        }
    }
}

fn row<'a>(words: Words, it: &LeadAsks, one: &'a AskShown) -> Row<'a> {
    let programme = &it.opened.programme;
    let found = items(programme);
    let text = html! {
        strong { (one.ask.body) } ": "
        @match found.get(&one.ask.item) {
            Some(item) => { a href=(super::show::path_to(&it.opened.row.id, Some(&one.ask.item))) { @if let Some(code) = item.code() { (code) " " } (first_words(item.text())) } }
            None => { (words.say("appraisal-item-gone")) }
        }
    };
    let below = html! {
        p { (badge(words, one.standing)) " " span.hint { (words.with("ask-asked", &[("version", one.ask.version.into()), ("due", day(one.ask.due_on).into())])) } }
        (said(words, one))
        @if it.opened.may_edit { (doings(words, it, one)) }
    };
    Row::of(text).id(format!("ask-{}", one.ask.id)).below(below)
}

/// What the drafting house may do: decide on a proposal, record what came on paper.
fn doings(words: Words, it: &LeadAsks, one: &AskShown) -> Markup {
    let path = format!("/programmes/{}/asked/{}", it.opened.row.id, one.ask.id);
    let named = |name: &str| format!("{name}-{}", one.ask.id);
    let proposed = one.ask.answer.as_ref().and_then(|it| it.proposed.as_deref()).unwrap_or_default();
    html! {
        @match one.standing {
            AskStanding::Proposed => {
                form.fields method="post" action={ (path) "/take" } {
                    (Field::line("instead", words.say("field-instead")).id(named("instead")).value(proposed).length_max(200).required())
                    (submit(&words.say("ask-take"), Weight::Plain))
                }
                details {
                    summary { (words.say("ask-keep")) }
                    form.fields method="post" action={ (path) "/keep" } {
                        (Field::lines("why", words.say("field-why"), "", (2, 6)).id(named("why")).length_max(4000).required())
                        (submit(&words.say("ask-keep"), Weight::Plain))
                    }
                }
            }
            AskStanding::Waiting | AskStanding::Late => {
                details {
                    summary { (words.say("ask-record")) }
                    form.fields method="post" action={ (path) "/record" } {
                        (Field::line("paper", words.say("field-paper")).id(named("paper")).hint(words.say("ask-paper-hint")).length_max(200).required())
                        (ticks(&words.say("ask-what"), None, Of::One, &[tick(words, Assent::Agree, &one.ask.id, true), tick(words, Assent::Propose, &one.ask.id, false)]))
                        (Field::line("proposed", words.say("field-proposed")).id(named("proposed")).length_max(200))
                        (Field::lines("reason", words.say("field-reason"), "", (2, 6)).id(named("reason")).length_max(4000))
                        (submit(&words.say("ask-record-do"), Weight::Plain))
                    }
                }
            }
            AskStanding::Changed | AskStanding::Agreed | AskStanding::Kept | AskStanding::Taken | AskStanding::Gone => {}
        }
    }
}

fn tick(words: Words, assent: Assent, ask: &AskId, is_on: bool) -> Tick<'static> {
    let label = words.say(if assent == Assent::Agree { "ask-agrees" } else { "ask-propose" });
    Tick { id: format!("{}-{ask}", assent.name()), name: "assent", value: assent.name(), label, is_on, more: None }
}

async fn done(web: &Web, who: &Who, (words, asker): (Words, Asker), id: &ProgrammeId, result: Result<(), Refusal>) -> Result<Response, Problem> {
    match result {
        Ok(()) => Ok(Redirect::to(&format!("/programmes/{id}/asked")).into_response()),
        Err(refusal) if form::is_mendable(&refusal) => page(web, who, words, id, Some(&refusal)).await.map_err(|it| asker.problem(it)),
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

/// Until when.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asking {
    due: String,
}

pub(crate) async fn ask(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, Filled(form): Filled<Asking>) -> Result<Response, Problem> {
    let result = match form::date("due", &form.due) {
        Ok(due) => web.app.ask_leads(&who, &id, due).await.map(drop),
        Err(refusal) => Err(refusal),
    };
    done(&web, &who, (words, asker), &id, result).await
}

/// The ask in the path, behind the draft's id.
pub(super) fn ask_of(path: &[(String, String)]) -> Result<AskId, Refusal> {
    path.get(1).and_then(|it| AskId::parse(&it.1)).ok_or(Refusal::NotFound)
}

type Parts = Path<Vec<(String, String)>>;

/// Who is to lead from now on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Taking {
    instead: String,
}

pub(crate) async fn take(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    Path(path): Parts,
    Filled(form): Filled<Taking>,
) -> Result<Response, Problem> {
    let ask = ask_of(&path).map_err(|it| asker.problem(it))?;
    let result = web.app.take_proposal(&who, &id, &ask, &form.instead).await;
    done(&web, &who, (words, asker), &id, result).await
}

/// Why it stays as it is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Keeping {
    why: String,
}

pub(crate) async fn keep(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    Path(path): Parts,
    Filled(form): Filled<Keeping>,
) -> Result<Response, Problem> {
    let ask = ask_of(&path).map_err(|it| asker.problem(it))?;
    let result = web.app.keep_assignment(&who, &id, &ask, &form.why).await;
    done(&web, &who, (words, asker), &id, result).await
}

/// An answer that came on paper.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Recorded {
    paper: String,
    assent: String,
    #[serde(default)]
    proposed: String,
    #[serde(default)]
    reason: String,
}

pub(crate) async fn record(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    Path(path): Parts,
    Filled(form): Filled<Recorded>,
) -> Result<Response, Problem> {
    let ask = ask_of(&path).map_err(|it| asker.problem(it))?;
    let result = match Assent::of_name(&form.assent) {
        Some(assent) => web.app.record_answer(&who, &id, &ask, &form.paper, Answering { assent, proposed: form.proposed, reason: form.reason }).await,
        None => Err(Refusal::Field { field: "form", why: "unknown" }),
    };
    done(&web, &who, (words, asker), &id, result).await
}
