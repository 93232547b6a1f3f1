//! A programme is issued: what the clerk gives, what is checked, and what can no longer be done afterwards.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::publication::{Adopted, BeforeIssue, Issuing};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::guideline::AdoptionMode;
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::draft_mark;
use hanhdong_domain::publication::{NumberRefusal, Purpose};
use maud::{Markup, html};

use crate::form::{self, Filled, Mend};
use crate::look::button::{self, Weight};
use crate::look::facts::facts;
use crate::look::field::Field;
use crate::look::notice;
use crate::problem::{Asker, Problem, details};
use crate::programme::below;
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::{Words, day};

type Typed = BTreeMap<String, String>;

pub(crate) async fn before(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>) -> Result<Markup, Problem> {
    let known = web.app.before_issue(&who, &id, &Issuing::default()).await.map_err(|it| asker.problem(it))?;
    Ok(page(words, &who, &known, &Typed::new(), None))
}

pub(crate) async fn issue(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, Filled(typed): Filled<Typed>) -> Result<Response, Problem> {
    let issuing = match read(&typed) {
        Ok(issuing) => issuing,
        Err(refusal) if form::is_mendable(&refusal) && typed.contains_key("seen") => return again(&web, words, &who, &id, &typed, refusal).await.map_err(|it| asker.problem(it)),
        Err(refusal) => return Err(asker.problem(refusal)),
    };
    match web.app.issue(&who, &id, issuing).await {
        Ok(_) => Ok(Redirect::to(&format!("/programmes/{id}/issued")).into_response()),
        Err(refusal) if form::is_mendable(&refusal) => again(&web, words, &who, &id, &typed, refusal).await.map_err(|it| asker.problem(it)),
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

/// The page once more, with what was typed and why it was not done.
async fn again(web: &Web, words: Words, who: &Who, id: &ProgrammeId, typed: &Typed, refusal: Refusal) -> Result<Response, Refusal> {
    // What does not read is left out of what is known beforehand; the page says so at its field.
    let known = web.app.before_issue(who, id, &read(typed).unwrap_or_default()).await?;
    Ok((form::status(Some(&refusal)), page(words, who, &known, typed, Some(&refusal))).into_response())
}

fn read(typed: &Typed) -> Result<Issuing, Refusal> {
    let known = ["seen", "number", "date", "reason", "congress_on", "resolution", "vote", "discussed", "replaces", "unanswered"];
    let is_known = |name: &String| known.contains(&name.as_str()) || name.strip_prefix("to-").is_some_and(|it| it.parse::<usize>().is_ok());
    let seen = typed.get("seen").and_then(|it| it.parse().ok());
    if seen.is_none() || !typed.keys().all(is_known) {
        return Err(Refusal::Field { field: "form", why: "unknown" });
    }
    let said = |name: &str| typed.get(name).map(|it| it.trim().to_owned()).filter(|it| !it.is_empty());
    let date = said("date").map(|it| form::date("date", &it)).transpose()?;
    let replaces = said("replaces").map(|it| ProgrammeId::parse(&it).ok_or(Refusal::Field { field: "replaces", why: "unknown" })).transpose()?;
    let names = |text: &String| text.lines().map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect::<Vec<String>>();
    let last = typed.keys().filter_map(|it| it.strip_prefix("to-")?.parse::<usize>().ok()).filter(|it| *it < GROUPS_MAX).max();
    let sent = last.map(|last| (0..=last).map(|at| typed.get(&format!("to-{at}")).map(names).unwrap_or_default()).collect());
    // A field that came empty says that there is none; one that did not come says nothing.
    let number = typed.get("number").map(|it| it.trim().to_owned());
    let discussed = said("discussed").map(|it| it.parse::<i64>().map_err(|_| Refusal::Field { field: "discussed", why: "unknown" })).transpose()?;
    let adopted = Adopted { congress_on: said("congress_on"), resolution: said("resolution"), vote: said("vote"), discussed };
    Ok(Issuing { seen, number, date, reason: said("reason"), unanswered: said("unanswered"), sent, adopted, replaces })
}

/// Lines of Nơi nhận that a form has, at most.
const GROUPS_MAX: usize = 500;

fn page(words: Words, who: &Who, known: &BeforeIssue, typed: &Typed, refusal: Option<&Refusal>) -> Markup {
    let title = words.say("issue-title");
    let (opened, id) = (&known.opened, &known.opened.row.id);
    below(
        words,
        who,
        opened,
        &title,
        html! {
            @if let Some(refusal) = refusal { (notice::refused(&words.say("issue-not-recorded"), &details(refusal, words).unwrap_or_default())) }
            @else if let Some(trouble @ (Refusal::Number(_) | Refusal::Signer(_) | Refusal::Field { field: "approval" | "appraisal", .. })) = &known.trouble { (notice::beware(&details(trouble, words).unwrap_or_default())) }
            form.fields action={ "/programmes/" (id) "/issue" } method="post" {
                input type="hidden" name="seen" value=(opened.row.version);
                (numbered(words, known, typed, refusal))
                (signed(words, known))
                (sent(words, known, typed))
                (adopted(words, known, typed, refusal))
                @if 0 < known.missing {
                    (notice::beware(&words.with("issue-unanswered", &[("count", known.missing.into())])))
                    p { a href={ "/programmes/" (id) "/asked" } { (words.say("tab-asked")) } }
                    (Field::line("unanswered", words.say("field-unanswered")).value(typed.get("unanswered").map_or("", String::as_str)).length_max(500).required().mend(words, refusal))
                }
                @if !known.standing.is_empty() {
                    h2 { (words.say("issue-replaces")) }
                    (Field::choice("replaces", words.say("field-replaces"), std::iter::once((String::new(), words.say("issue-replaces-none").into_owned()))
                        .chain(known.standing.iter().map(|it| (it.programme.to_string(), format!("{}, {}: {}", it.number, day(it.dated_on), it.title)))))
                        .value(typed.get("replaces").map_or("", String::as_str)).mend(words, refusal))
                }
                h2 { (words.say("issue-afterwards")) }
                ul {
                    li { (words.say("issue-no-edit")) }
                    li { (words.say("issue-no-undo")) }
                    li { (words.say("issue-read-above")) }
                    li { (words.say("issue-files-kept")) }
                }
                p.doings { (button::submit(&words.say("issue-do"), Weight::Main)) " " (button::link(&words.say("issue-not-yet"), &format!("/programmes/{id}/export"), Weight::Plain)) }
            }
        },
    )
}

/// Number and date: given by the clerk, or by the house's own run.
fn numbered(words: Words, known: &BeforeIssue, typed: &Typed, refusal: Option<&Refusal>) -> Markup {
    let document = &known.opened.programme.document;
    let number = typed.get("number").map_or_else(|| document.number.clone().unwrap_or_default(), String::clone);
    let date = typed.get("date").map_or_else(|| document.date.map(|it| it.to_string()).unwrap_or_default(), String::clone);
    let asks_reason = [refusal, known.trouble.as_ref()].into_iter().flatten().any(|it| matches!(it, Refusal::Number(NumberRefusal::Order(_)))) || typed.contains_key("reason");
    let about_number = refusal.and_then(|it| if matches!(it, Refusal::Number(_)) { details(it, words) } else { None });
    html! {
        h2 { (words.say("issue-number-and-date")) }
        @match &known.own {
            Some(own) => { (facts([(words.say("issue-number"), html! { (own.text) " " span.hint { (words.say("issue-own-number")) } })])) }
            None => {
                @let field = Field::line("number", words.say("issue-number")).hint(words.say("issue-number-hint")).value(number).length_max(60);
                @match about_number { Some(why) => { (field.error(Some(why))) } None => { (field.mend(words, refusal)) } }
            }
        }
        (Field::day("date", words.say("issue-date")).value(date).mend(words, refusal))
        @if !known.gaps.is_empty() { (notice::note(&words.with("issue-gaps", &[("numbers", gaps(&known.gaps).into())]))) }
        @if asks_reason {
            (Field::line("reason", words.say("field-reason")).hint(words.say("issue-reason-hint")).value(typed.get("reason").map_or("", String::as_str)).length_max(500).mend(words, refusal))
        }
    }
}

/// "1-4, 7".
pub(super) fn gaps(gaps: &[std::ops::RangeInclusive<u32>]) -> String {
    let said = |it: &std::ops::RangeInclusive<u32>| if it.start() == it.end() { it.start().to_string() } else { format!("{}-{}", it.start(), it.end()) };
    gaps.iter().map(said).collect::<Vec<_>>().join(", ")
}

fn signed(words: Words, known: &BeforeIssue) -> Markup {
    let block = &known.opened.programme.document.signature;
    let missing = words.say("issue-missing");
    let lines: Vec<&str> = block.authority.iter().map(String::as_str).chain(block.title.as_deref()).collect();
    html! {
        h2 { (words.say("issue-signer")) }
        (facts([
            (words.say("issue-signer"), html! { (block.name.as_deref().unwrap_or(&missing)) }),
            (words.say("issue-capacity"), html! { @if lines.is_empty() { (missing) } @else { (lines.join(", ")) } }),
        ]))
        @if known.register.is_empty() { (notice::note(&words.say("issue-no-register"))) }
    }
}

pub(super) fn purpose_word(words: Words, purpose: Purpose) -> String {
    words.say(&format!("purpose-{}", purpose.name().replace('_', "-"))).into_owned()
}

/// Nơi nhận, line by line, each with those it comes to: to be corrected before it goes out.
fn sent(words: Words, known: &BeforeIssue, typed: &Typed) -> Markup {
    html! {
        h2 { (words.say("issue-recipients")) }
        p.hint { (words.say("issue-recipients-hint")) }
        @if known.sent.is_empty() { (notice::empty(&words.say("issue-no-recipients"), None)) }
        @for (at, line) in known.sent.iter().enumerate() {
            @if line.group.is_file_copy { (facts([(line.group.text.clone(), html! { (words.say("issue-file-copy")) })])) }
            @else {
                @let names = line.names.iter().map(|it| it.0.as_str()).collect::<Vec<_>>().join("\n");
                @let count = line.names.iter().filter(|it| it.1).count();
                @let text = typed.get(&format!("to-{at}")).cloned().unwrap_or(names);
                (Field::lines("to", line.group.text.clone(), text, (1, 10)).called(&format!("to-{at}"))
                    .aside(aside(words, line.group.purpose, count)))
            }
        }
    }
}

/// Why they receive it, where the line says so, and how many of them are on record.
fn aside(words: Words, purpose: Purpose, count: usize) -> String {
    let found = words.with("issue-in-system", &[("count", count.into())]);
    if purpose == Purpose::Unsaid { found.into_owned() } else { format!("{} · {found}", purpose_word(words, purpose)) }
}

/// What the guideline's mode of adoption asks for.
fn adopted(words: Words, known: &BeforeIssue, typed: &Typed, refusal: Option<&Refusal>) -> Markup {
    let value = |name: &str| typed.get(name).cloned().unwrap_or_default();
    let congress = |key| Field::day("congress_on", words.say(key)).value(value("congress_on")).mend(words, refusal);
    html! {
        h2 { (words.say("issue-adoption")) }
        p { (words.say(&format!("adoption-{}", known.mode.name().replace('_', "-")))) }
        @match known.mode {
            AdoptionMode::DiscussThenCommitteeIssues => { (congress("field-congress_on")) }
            AdoptionMode::CongressVotes => {
                (congress("issue-voted-on"))
                (Field::line("vote", words.say("field-vote")).value(value("vote")).length_max(500).mend(words, refusal))
            }
            AdoptionMode::AnnexedToResolution => {
                (congress("issue-voted-on"))
                (Field::line("resolution", words.say("field-resolution")).hint(words.say("issue-resolution-hint")).value(value("resolution")).length_max(200).required().mend(words, refusal))
            }
            AdoptionMode::CommitteeIssues => {}
        }
        @if known.mode != AdoptionMode::CommitteeIssues && !known.frozen.is_empty() {
            (Field::choice("discussed", words.say("field-discussed"), std::iter::once((String::new(), words.say("issue-discussed-none").into_owned()))
                .chain(known.frozen.iter().map(|it| (it.number.to_string(), draft_mark(it.number, &it.label)))))
                .hint(words.say("issue-discussed-hint")).value(value("discussed")).mend(words, refusal))
        }
    }
}
