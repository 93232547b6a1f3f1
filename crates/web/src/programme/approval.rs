//! The drafting house submits a frozen draft to the committee above, and answers what it said.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::programme::{ApprovalShown, Approvals};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::organisation::{ApprovalId, ProgrammeId};
use hanhdong_domain::programme::{ApprovalComment, ApprovalRefusal, ApprovalVerdict, Item, Programme, Taken, VersionAt, draft_mark};
use maud::{Markup, html};
use serde::Deserialize;

use super::appraisal::{moment, plain};
use super::form::redline;
use super::leaf::{self, Tab};
use super::outline::first_words;
use super::show::path_to;
use super::{WORD, attachment};
use crate::form::{self, Filled, Mend};
use crate::look::button::{self, Weight, submit as submit_button};
use crate::look::field::{Field, Of, Tick, ticks};
use crate::look::notice;
use crate::look::outline::{Row, outline};
use crate::problem::{Asker, Problem, details};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::Words;

/// What was typed into an answer that comes back.
#[derive(Default)]
struct Typed {
    approval: Option<ApprovalId>,
    number: Option<i64>,
    taken: String,
    words: String,
}

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>) -> Result<Response, Problem> {
    page(&web, &who, words, &id, &Typed::default(), None).await.map_err(|it| asker.problem(it))
}

async fn page(web: &Web, who: &Who, words: Words, id: &ProgrammeId, typed: &Typed, refusal: Option<&Refusal>) -> Result<Response, Refusal> {
    let it = web.app.approvals(who, id).await?;
    let page = Page { words, it: &it, typed, refusal, path: format!("/programmes/{id}/approval") };
    let main = html! {
        (form::alert(words, refusal))
        @if it.all.is_empty() { (notice::empty(&words.say("approval-none-yet"), None)) }
        @for one in &it.all { (page.submission(one)) }
        (page.submit())
    };
    Ok((form::status(refusal), leaf::tab(words, who, &it.opened, Tab::Approval, main)).into_response())
}

struct Page<'a> {
    words: Words,
    it: &'a Approvals,
    typed: &'a Typed,
    refusal: Option<&'a Refusal>,
    path: String,
}

/// How a submission stands, as a badge.
pub(super) fn badge(words: Words, it: &ApprovalShown) -> Markup {
    let (class, key) = match it.approval.end.as_ref().map(|it| it.verdict) {
        None => ("not-judged", "approval-is-open"),
        Some(ApprovalVerdict::Approved) => ("met", "approval-is-approved"),
        Some(ApprovalVerdict::Returned) => ("unmet", "approval-is-returned"),
        Some(ApprovalVerdict::Withdrawn) => ("not-judged", "approval-is-withdrawn"),
    };
    html! { span.badge.(class) { (words.say(key)) } }
}

/// Who decided, when, with which words.
pub(super) fn decided(words: Words, it: &ApprovalShown) -> Markup {
    html! {
        @if let Some(end) = &it.approval.end {
            p { (words.with("approval-decided", &[("name", it.people.1.as_deref().unwrap_or_default().into()), ("at", moment(&end.at).into())])) @if !end.words.is_empty() { ": " (end.words) } }
        }
    }
}

/// An item by its code and first words; that it is gone where it is.
pub(super) fn item_name(words: Words, programme: &Programme, comment: &ApprovalComment) -> String {
    let Some(anchor) = &comment.item else { return words.say("appraisal-whole").into_owned() };
    let named = |it: Item<'_>| format!("{}{}", it.code().map(|it| format!("{it} ")).unwrap_or_default(), first_words(it.text()));
    programme.items().find(|it| it.anchor() == anchor).map(named).unwrap_or_else(|| words.say("appraisal-item-gone").into_owned())
}

impl Page<'_> {
    fn submission(&self, one: &ApprovalShown) -> Markup {
        let (words, it) = (self.words, &one.approval);
        let standing: Vec<&ApprovalComment> = one.comments.iter().filter(|it| it.taken_back_at.is_none()).collect();
        let open = standing.iter().filter(|it| it.is_open()).count();
        let is_over = it.end.as_ref().is_some_and(|it| it.verdict != ApprovalVerdict::Withdrawn);
        html! {
            section {
                h2 { (draft_mark(one.frozen.number, &one.frozen.label)) " " (badge(words, one)) }
                p.hint { (words.with("approval-submitted", &[("name", one.people.0.as_str().into()), ("at", moment(&it.submitted_at).into()), ("superior", one.superior.as_str().into())])) }
                @if !it.words.is_empty() { p { (it.words) } }
                p.doings { (button::link(&words.say("approval-read-draft"), &format!("/programmes/{}/versions/{}", it.programme, VersionAt::Frozen(it.draft_no)), Weight::Plain))
                    @if is_over { " " (button::download(&words.say("approval-slip"), &format!("{}/{}/slip", self.path, it.id), Weight::Plain)) } }
                (decided(words, one))
                @if is_over && !standing.is_empty() {
                    (notice::progress(&words.with("approval-tally", &[("answered", (standing.len() - open).into()), ("all", standing.len().into())]), standing.len() - open, standing.len()))
                    (outline(standing.iter().map(|comment| self.comment(one, comment))))
                }
                @if it.is_open() && self.it.may_submit {
                    details {
                        summary { (words.say("approval-withdraw")) }
                        form.fields method="post" action={ (self.path) "/withdraw" } {
                            (Field::line("why", words.say("field-why")).length_max(200).required().mend(words, self.refusal))
                            (submit_button(&words.say("approval-withdraw"), Weight::Danger))
                        }
                    }
                }
            }
        }
    }

    fn comment<'a>(&self, one: &ApprovalShown, it: &'a ApprovalComment) -> Row<'a> {
        let words = self.words;
        let programme = &self.it.opened.programme;
        let id = &self.it.opened.row.id;
        let below = html! {
            p { @match &it.item { Some(anchor) => { a href=(path_to(id, Some(anchor))) { (item_name(words, programme, it)) } }, None => { (words.say("appraisal-whole")) } } }
            @if let Some(answer) = &it.answer {
                p { @match answer.taken { Taken::In => { span.badge.met { (words.say("answer-taken-in")) } }, Taken::Explained => { span.badge.partly { (words.say("answer-explained")) } } } " " span.hint { (moment(&answer.at)) } }
                @if !answer.words.is_empty() { p { (answer.words) } }
                @if answer.taken == Taken::In && it.item.is_some() { p { (redline(&plain(&it.item_then), &plain(&answer.item_now))) } }
            } @else {
                p { span.badge.unmet { (words.say("answer-none")) } }
                @if self.it.opened.may_edit { (self.answer_form(one, it)) }
            }
        };
        Row::of(html! { span.hint { (it.number) ". " } (it.words) }).id(format!("c-{}-{}", one.approval.id, it.number)).below(below)
    }

    fn answer_form(&self, one: &ApprovalShown, it: &ApprovalComment) -> Markup {
        let words = self.words;
        let is_typed = self.typed.number == Some(it.number) && self.typed.approval.as_ref() == Some(&one.approval.id);
        let name = format!("{}-{}", one.approval.id, it.number);
        let tick = |value: &'static str, key: &str| Tick {
            id: format!("{value}-{name}"),
            name: "taken",
            value,
            label: words.say(key),
            is_on: is_typed && self.typed.taken == value,
            more: None,
        };
        let field = Field::lines("answer", words.say("field-answer"), if is_typed { self.typed.words.as_str() } else { "" }, (2, 8))
            .id(format!("answer-{name}"))
            .aside(words.say("answer-aside"))
            .length_max(4000);
        html! {
            details open[is_typed] {
                summary { (words.say("answer-give")) }
                form.fields method="post" action={ (self.path) "/" (one.approval.id) "/comments/" (it.number) "/answer" } {
                    (ticks(&words.say("answer-how"), None, Of::One, &[tick("taken_in", "answer-taken-in-do"), tick("explained", "answer-explained-do")]))
                    @if is_typed { (field.mend(words, self.refusal)) } @else { (field) }
                    (submit_button(&words.say("answer-do"), Weight::Plain))
                }
            }
        }
    }

    /// Submitting a frozen draft, or why that cannot be done now.
    fn submit(&self) -> Markup {
        let (words, it) = (self.words, self.it);
        let choices = it.frozen.iter().map(|it| (it.number.to_string(), draft_mark(it.number, &it.label)));
        html! {
            @if it.may_submit && it.trouble != Some(ApprovalRefusal::Waits) {
                h2 #submit { (words.say("approval-submit")) }
                @match (&it.superior, it.trouble, it.frozen.is_empty()) {
                    (None, _, _) => { p.hint { (words.say("approval-no-superior")) } }
                    (Some(_), Some(trouble), _) => { (notice::beware(&details(&Refusal::from(trouble), words).unwrap_or_default())) }
                    (Some(_), None, true) => {
                        p { (words.say("approval-freeze-first")) }
                        p.doings { (button::link(&words.say("tab-versions"), &format!("/programmes/{}/versions", it.opened.row.id), Weight::Plain)) }
                    }
                    (Some(superior), None, false) => {
                        p { (words.with("approval-submit-hint", &[("superior", superior.as_str().into())])) }
                        form.fields method="post" action=(self.path) {
                            (Field::choice("draft", words.say("field-draft"), choices).mend(words, self.refusal))
                            (Field::lines("words", words.say("field-words"), "", (2, 8)).hint(words.say("approval-words-hint")).length_max(4000).mend(words, self.refusal))
                            (submit_button(&words.say("approval-submit-do"), Weight::Main))
                        }
                    }
                }
            }
        }
    }
}

async fn done(web: &Web, who: &Who, (words, asker): (Words, Asker), id: &ProgrammeId, typed: Typed, result: Result<(), Refusal>) -> Result<Response, Problem> {
    match result {
        Ok(()) => Ok(Redirect::to(&format!("/programmes/{id}/approval")).into_response()),
        Err(refusal) if form::is_mendable(&refusal) => page(web, who, words, id, &typed, Some(&refusal)).await.map_err(|it| asker.problem(it)),
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

/// Which frozen draft, and what is said with it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Submitting {
    draft: String,
    #[serde(default)]
    words: String,
}

pub(crate) async fn submit(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    Filled(form): Filled<Submitting>,
) -> Result<Response, Problem> {
    let result = match form.draft.parse() {
        Ok(draft) => web.app.submit_for_approval(&who, &id, draft, &form.words).await,
        Err(_) => Err(Refusal::Field { field: "draft", why: "unknown" }),
    };
    done(&web, &who, (words, asker), &id, Typed::default(), result).await
}

/// Why it is taken back.
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
    Filled(form): Filled<Withdrawing>,
) -> Result<Response, Problem> {
    let result = web.app.withdraw_approval(&who, &id, &form.why).await;
    done(&web, &who, (words, asker), &id, Typed::default(), result).await
}

type Parts = Path<Vec<(String, String)>>;

/// The submission in the path, behind the draft's id.
fn approval_of(path: &[(String, String)]) -> Result<ApprovalId, Refusal> {
    path.get(1).and_then(|it| ApprovalId::parse(&it.1)).ok_or(Refusal::NotFound)
}

/// An answer as a form brings it; a tick that was left out is said to be missing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Answered {
    #[serde(default)]
    taken: String,
    #[serde(default)]
    answer: String,
}

pub(crate) async fn answer(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    Path(path): Parts,
    Filled(form): Filled<Answered>,
) -> Result<Response, Problem> {
    let found = async { Ok::<_, Refusal>((approval_of(&path)?, path.get(2).and_then(|it| it.1.parse::<i64>().ok()).ok_or(Refusal::NotFound)?)) };
    let (approval, number) = found.await.map_err(|it| asker.problem(it))?;
    let result = match Taken::of_name(&form.taken) {
        Some(taken) => web.app.answer_approval_comment(&who, &id, &approval, number, (taken, &form.answer)).await,
        // Whoever may not answer is told that, not what is wrong with the answer.
        None => match web.app.approvals(&who, &id).await {
            Ok(it) => it.opened.editable().and(Err(Refusal::Field { field: "answer", why: "not-chosen" })),
            Err(refusal) => Err(refusal),
        },
    };
    let typed = Typed { approval: Some(approval), number: Some(number), taken: form.taken, words: form.answer };
    done(&web, &who, (words, asker), &id, typed, result).await
}

pub(crate) async fn slip(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>, Path(path): Parts) -> Result<Response, Problem> {
    let made = async { web.app.approval_slip(&who, &id, &approval_of(&path)?).await };
    let (name, bytes) = made.await.map_err(|it| asker.problem(it))?;
    Ok(attachment(&name, WORD, bytes))
}
