//! What there is to look at again on reality and feasibility, with what was answered: explanations of the drafters, and
//! risks that the committee takes. An answer stands beside its finding and silences nothing.

use axum::extract::State;
use axum::response::Redirect;
use hanhdong_actions::Refusal;
use hanhdong_actions::programme::{Feasible, Given, NewAnswer, Risk};
use hanhdong_domain::organisation::{AnswerId, ProgrammeId};
use hanhdong_domain::programme::{AnswerKind, AnswerStanding};
use maud::{Markup, html};
use serde::Deserialize;

use super::feasibility::path_of;
use super::outline::first_words;
use super::show::path_to;
use crate::form::Filled;
use crate::look::button::{self, Weight, submit};
use crate::look::field::Field;
use crate::look::finding::{self, Around};
use crate::look::notice;
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::Words;

/// Findings shown at once; the rest is counted.
const SHOWN_MAX: usize = 100;

pub(super) fn section(words: Words, id: &ProgrammeId, it: &Feasible) -> Markup {
    let (may_explain, may_accept) = (it.reviewed.opened.may_edit, it.reviewed.opened.may_record_issue);
    html! {
        section {
            h2 #risks { (words.say("risks-title")) }
            p.hint { (words.say("risks-hint")) }
            @if it.risks.is_empty() { (notice::empty(&words.say("risks-none"), None)) }
            @for (at, risk) in it.risks.iter().take(SHOWN_MAX).enumerate() { (self::risk(words, id, risk, at, (may_explain, may_accept))) }
            @if SHOWN_MAX < it.risks.len() { p.hint { (words.with("and-more", &[("count", (it.risks.len() - SHOWN_MAX).into())])) } }
            @if !it.gone.is_empty() {
                h3 { (words.say("risks-gone")) }
                @for given in &it.gone { (self::given(words, id, given, (may_explain, may_accept))) }
            }
        }
    }
}

fn risk(words: Words, id: &ProgrammeId, risk: &Risk, at: usize, may: (bool, bool)) -> Markup {
    let item = risk.finding.item.as_ref().map(|it| (first_words(&risk.finding.title), path_to(id, Some(it))));
    let clause = Some((risk.finding.clause.clone(), format!("/programmes/{id}/findings#c-{}", risk.finding.clause)));
    html! {
        div.risk {
            (finding::finding(words, &risk.finding, &Around { item, clause, ..Around::default() }))
            @for it in &risk.answers { (given(words, id, it, may)) }
            @if may.0 {
                details.answer { summary { (words.say("answer-explain")) }
                    form.fields method="post" action={ "/programmes/" (id) "/explanations" } {
                        (hidden(risk))
                        (Field::lines("reason", words.say("answer-reason"), "", (2, 8)).id(format!("explain-{at}")).length_max(2000).required())
                        (submit(&words.say("answer-explain-do"), Weight::Main))
                    }
                }
            }
            @if may.1 {
                details.answer { summary { (words.say("answer-accept")) }
                    form.fields method="post" action={ "/programmes/" (id) "/risks" } {
                        (hidden(risk))
                        (Field::line("decided-by", words.say("answer-decided-by")).id(format!("decided-{at}")).hint(words.say("answer-decided-by-hint")).length_max(300).required())
                        (Field::lines("reason", words.say("answer-reason"), "", (2, 8)).id(format!("accept-{at}")).length_max(2000).required())
                        (submit(&words.say("answer-accept-do"), Weight::Main))
                    }
                }
            }
        }
    }
}

fn hidden(risk: &Risk) -> Markup {
    html! { input type="hidden" name="finding" value=(risk.fingerprint); input type="hidden" name="words" value=(risk.words); }
}

/// An answer: what, who, when, why, and how it stands to the numbers of today.
fn given(words: Words, id: &ProgrammeId, it: &Given, (may_explain, may_accept): (bool, bool)) -> Markup {
    let answer = &it.answer;
    let (title, may) = match answer.kind {
        AnswerKind::Explanation => ("finding-explained", may_explain),
        AnswerKind::Risk => ("answer-accepted", may_accept),
    };
    let when = it.at.map(|it| it.strftime("%d/%m/%Y %H:%M").to_string()).unwrap_or_default();
    html! {
        div.given {
            p { strong { (words.say(title)) } ": " (answer.reason) }
            @if !answer.decided_by.is_empty() { p { (words.say("answer-decided-by")) ": " (answer.decided_by) } }
            p.hint { (words.with("answer-by", &[("name", it.by.as_str().into()), ("when", when.into()), ("version", answer.version.into())])) }
            @match it.standing {
                AnswerStanding::Holds => {}
                AnswerStanding::Changed => { (notice::beware(&words.with("answer-changed", &[("words", answer.words.as_str().into())]))) }
                AnswerStanding::Gone => p.hint { (words.with("answer-gone", &[("words", answer.words.as_str().into())])) },
            }
            @if may { (button::act(&words.say("answer-take-back"), &format!("/programmes/{id}/answers/take-back"), Weight::Plain, &[("answer", answer.id.as_str())])) }
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Explained {
    finding: String,
    words: String,
    reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Accepted {
    finding: String,
    words: String,
    reason: String,
    decided_by: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TakenBack {
    answer: String,
}

pub(crate) async fn explain(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>, Filled(it): Filled<Explained>) -> Result<Redirect, Problem> {
    let answer = NewAnswer { kind: AnswerKind::Explanation, finding: it.finding, words: it.words, reason: it.reason, decided_by: String::new() };
    web.app.answer_finding(&who, &id, answer).await.map_err(|it| asker.problem(it))?;
    Ok(back(&id, "answered"))
}

pub(crate) async fn accept(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>, Filled(it): Filled<Accepted>) -> Result<Redirect, Problem> {
    let answer = NewAnswer { kind: AnswerKind::Risk, finding: it.finding, words: it.words, reason: it.reason, decided_by: it.decided_by };
    web.app.answer_finding(&who, &id, answer).await.map_err(|it| asker.problem(it))?;
    Ok(back(&id, "answered"))
}

pub(crate) async fn take_back(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>, Filled(it): Filled<TakenBack>) -> Result<Redirect, Problem> {
    let done = async {
        let answer = AnswerId::parse(&it.answer).ok_or(Refusal::NotFound)?;
        web.app.take_back_answer(&who, &id, &answer).await
    };
    done.await.map_err(|it| asker.problem(it))?;
    Ok(back(&id, "taken-back"))
}

fn back(id: &ProgrammeId, done: &str) -> Redirect {
    Redirect::to(&format!("{}?done={done}#risks", path_of(id)))
}
