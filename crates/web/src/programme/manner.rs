//! Requirements on the manner of organising: who carries each out, and the reports that follow.

use axum::extract::State;
use axum::response::Redirect;
use hanhdong_actions::Refusal;
use hanhdong_actions::programme::{CarriedOut, Change, Manner};
use hanhdong_domain::Date;
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::{Anchor, ReportDuty, Rhythm};
use maud::{Markup, html};
use serde::Deserialize;

use super::leaf::{self, Tab};
use super::source::{Items, items, link_to_item};
use crate::form::Filled;
use crate::look::button::{self, Weight, submit};
use crate::look::field::Field;
use crate::look::notice;
use crate::look::table::{Row, table};
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::{Words, day};

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>) -> Result<Markup, Problem> {
    let it = web.app.manner(&who, &id).await.map_err(|it| asker.problem(it))?;
    let ours = items(&it.opened.programme);
    let given = it.requirements.iter().filter(|it| it.is_given).count();
    let page = Page { words, it: &it, ours };
    let main = html! {
        @if it.requirements.is_empty() { (notice::empty(&words.say("manner-none"), None)) }
        @else {
            (notice::progress(&words.with("manner-given", &[("given", given.into()), ("all", it.requirements.len().into())]), given, it.requirements.len()))
            (table(&words.say("manner-caption"), &["manner-requirement", "manner-by"].map(|it| words.say(it)), &it.requirements.iter().filter_map(|it| page.row(it)).collect::<Vec<_>>()))
        }
        (page.reports(who.today()))
    };
    Ok(leaf::tab(words, &who, &it.opened, Tab::Manner, main))
}

struct Page<'a> {
    words: Words,
    it: &'a Manner,
    ours: Items<'a>,
}

impl Page<'_> {
    fn row(&self, it: &CarriedOut) -> Option<Row> {
        let (words, id) = (self.words, &self.it.opened.row.id);
        let requirement = self.ours.get(&it.requirement)?;
        let by = html! {
            @if it.by.is_empty() {
                @if it.is_given { span.badge.met { (words.say("manner-said")) } } @else { span.badge.unmet { (words.say("manner-loose")) } }
            } @else {
                ul { @for duty in &it.by { li {
                    @match self.ours.get(duty) { Some(item) => { (link_to_item(id, *item)) } None => { (duty) } }
                    @if self.it.opened.may_edit { " " (button::act(&words.say("trace-end"), &format!("/programmes/{id}/manner/part"), Weight::Danger, &[("requirement", it.requirement.as_str()), ("duty", duty.as_str())])) }
                } } }
            }
            @if self.it.opened.may_edit { (self.arrange(it)) }
        };
        Some(Row::of(vec![link_to_item(id, *requirement), by]).id(format!("m-{}", it.requirement)).marked(!it.is_given))
    }

    fn arrange(&self, it: &CarriedOut) -> Markup {
        let (words, id) = (self.words, &self.it.opened.row.id);
        let name = |field: &str| format!("{field}-{}", it.requirement);
        let bodies = self.it.bodies.iter().map(|it| (it.as_str(), it.as_str()));
        html! {
            details open[!it.is_given] {
                summary { (words.say("manner-give")) }
                form.fields method="post" action={ "/programmes/" (id) "/manner" } {
                    input type="hidden" name="requirement" value=(it.requirement);
                    @if self.it.bodies.is_empty() { (Field::line("body", words.say("manner-body")).id(name("body")).length_max(200).required()) }
                    @else { (Field::choice("body", words.say("manner-body"), bodies).id(name("body"))) }
                    (Field::line("time", words.say("manner-time")).id(name("time")).aside(words.say("manner-time-aside")).example(words.say("manner-time-example")).length_max(200))
                    (submit(&words.say("manner-give-do"), Weight::Plain))
                }
            }
        }
    }

    /// What is to be reported, how often, and which period is running.
    fn reports(&self, today: Date) -> Markup {
        let words = self.words;
        let row = |it: &ReportDuty| {
            let item = self.ours.get(&it.item)?;
            let stretch = |period: Option<&(Date, Date)>| html! { @if let Some((from, to)) = period { (day(*from)) " - " (day(*to)) } @else { (words.say("manner-over")) } };
            let now = it.periods.iter().find(|it| today <= it.1);
            Some(Row::of(vec![
                link_to_item(&self.it.opened.row.id, *item),
                html! { (words.say(rhythm_key(it.rhythm))) },
                html! { (it.periods.len()) },
                stretch(now),
                stretch(it.periods.last()),
            ]))
        };
        html! {
            section {
                h2 { (words.say("manner-reports")) }
                @if self.it.reports.is_empty() { (notice::note(&words.say("manner-no-reports"))) }
                @else {
                    (table(&words.say("manner-reports"), &["manner-report-of", "manner-rhythm", "manner-count", "manner-now", "manner-last"].map(|it| words.say(it)), &self.it.reports.iter().filter_map(row).collect::<Vec<_>>()))
                }
            }
        }
    }
}

const fn rhythm_key(rhythm: Rhythm) -> &'static str {
    match rhythm {
        Rhythm::Weekly => "rhythm-weekly",
        Rhythm::Monthly => "rhythm-monthly",
        Rhythm::Quarterly => "rhythm-quarterly",
        Rhythm::HalfYearly => "rhythm-half-yearly",
        Rhythm::Yearly => "rhythm-yearly",
        Rhythm::MidTerm => "rhythm-mid-term",
        Rhythm::EndOfTerm => "rhythm-end-of-term",
    }
}

/// Who carries a requirement out from now on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Arranged {
    requirement: String,
    body: String,
    time: String,
}

fn anchor(text: &str) -> Result<Anchor, Refusal> {
    Anchor::new(text).ok_or(Refusal::Field { field: "form", why: "unknown" })
}

fn back(id: &ProgrammeId, requirement: &str) -> Redirect {
    Redirect::to(&format!("/programmes/{id}/manner#m-{requirement}"))
}

pub(crate) async fn arrange(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>, Filled(form): Filled<Arranged>) -> Result<Redirect, Problem> {
    let done = async { web.app.arrange(&who, &id, &anchor(&form.requirement)?, &form.body, &form.time).await };
    done.await.map_err(|it| asker.problem(it))?;
    Ok(back(&id, &form.requirement))
}

/// Which arrangement carries a requirement out no longer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Parted {
    requirement: String,
    duty: String,
}

pub(crate) async fn part(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>, Filled(form): Filled<Parted>) -> Result<Redirect, Problem> {
    let done = async { web.app.edit(&who, &id, Change::Tie { from: anchor(&form.duty)?, to: anchor(&form.requirement)?, comes: false }).await };
    done.await.map_err(|it| asker.problem(it))?;
    Ok(back(&id, &form.requirement))
}
