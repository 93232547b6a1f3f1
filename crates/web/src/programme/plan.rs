//! A draft's days: planned backward, moved with the congress or the day of issue, reached.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::programme::{DraftPlan, MilestoneForm, Moving, Opened};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::Date;
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::{Counted, Milestone, Shift, Stays, Toward};
use maud::{Markup, html};
use serde::Deserialize;

use super::leaf::{self, Tab};
use crate::form::{Bare, Filled, Mend, alert, date, is_mendable, status};
use crate::look::button::{self, Weight};
use crate::look::field::Field;
use crate::look::notice;
use crate::look::outline::{Row, outline};
use crate::look::table::{self, table};
use crate::problem::{Asker, Problem};
use crate::request::{Ask, Id, In};
use crate::state::Web;
use crate::words::{Words, day};

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>) -> Result<Response, Problem> {
    page(&web, &who, words, &id, None).await.map_err(|it| asker.problem(it))
}

async fn page(web: &Web, who: &Who, words: Words, id: &ProgrammeId, refusal: Option<&Refusal>) -> Result<Response, Refusal> {
    let plan = web.app.plan(who, id).await?;
    let opened = web.app.open(who, id).await?;
    let here = format!("/programmes/{id}/plan");
    let main = html! {
        (alert(words, refusal))
        @match &plan {
            None => { (notice::empty(&words.say("plan-none"), None)) @if opened.may_edit { (begin(words, &here, refusal)) } }
            Some(plan) => (planned(words, who, &opened, plan, &here, refusal)),
        }
    };
    Ok((status(refusal), leaf::tab(words, who, &opened, Tab::Plan, main)).into_response())
}

fn begin(words: Words, here: &str, refusal: Option<&Refusal>) -> Markup {
    html! {
        form.fields method="post" action=(here) {
            (Field::choice("toward", words.say("plan-toward"), Toward::ALL.map(|it| (it.name(), words.say(toward_key(it))))))
            (Field::day("end", words.say("field-end")).required().mend(words, refusal))
            (button::submit(&words.say("plan-make"), Weight::Main))
        }
    }
}

const fn toward_key(toward: Toward) -> &'static str {
    match toward {
        Toward::Congress => "toward-congress",
        Toward::Issue => "toward-issue",
    }
}

fn planned(words: Words, who: &Who, opened: &Opened, plan: &DraftPlan, here: &str, refusal: Option<&Refusal>) -> Markup {
    let reached = plan.milestones.iter().filter(|it| it.reached_on.is_some()).count();
    let late = plan.milestones.iter().filter(|it| it.is_late(who.today())).count();
    html! {
        p { (words.say(toward_key(plan.toward))) ": " strong { (day(plan.end_on)) } }
        (notice::progress(&words.with("plan-reached", &[("done", reached.into()), ("whole", plan.milestones.len().into())]), reached, plan.milestones.len()))
        @if 0 < late { (notice::beware(&words.with("plan-late", &[("count", late.into())]))) }
        (outline(plan.milestones.iter().map(|it| row(words, who.today(), it, opened.may_edit, here))))
        p.hint { (words.say("plan-no-rule")) }
        @if opened.may_edit {
            details { summary { (words.say("milestone-add")) } (milestone_form(words, here, None, refusal)) }
            h2 { (words.say("plan-move")) }
            form.fields method="get" action={ (here) "/move" } {
                (Field::day("moved-to", words.say("plan-move-to")).value(plan.end_on.to_string()).required().mend(words, refusal))
                (button::submit(&words.say("plan-move-preview"), Weight::Plain))
            }
            @if plan.may_keep_usual { (button::act(&words.say("plan-keep-usual"), &format!("{here}/usual"), Weight::Plain, &[])) }
        }
    }
}

fn said_before(words: Words, it: &Milestone) -> String {
    match (it.by_hand, it.before) {
        (true, _) => words.say("milestone-by-hand").into_owned(),
        (false, Some((days, counted))) => {
            let key = match counted {
                Counted::Working => "milestone-working",
                Counted::Calendar => "milestone-calendar",
            };
            words.with(key, &[("days", days.into())]).into_owned()
        }
        (false, None) => words.say("milestone-undated").into_owned(),
    }
}

fn row<'a>(words: Words, today: Date, it: &'a Milestone, may_edit: bool, here: &str) -> Row<'a> {
    let tag = match (it.reached_on, it.is_late(today)) {
        (Some(_), _) => Some(words.say("milestone-reached")),
        (None, true) => Some(words.say("milestone-late")),
        (None, false) => None,
    };
    let mut glance =
        vec![(Some(words.say("milestone-due")), it.due_on.map_or_else(|| words.say("section-no-due").into_owned(), day).into()), (None, said_before(words, it).into())];
    if let Some(on) = it.reached_on {
        glance.push((Some(words.say("milestone-reached-on")), day(on).into()));
    }
    let one = format!("{here}/milestones/{}", it.number);
    let below = html! {
        @if may_edit {
            div.doings {
                @match it.reached_on {
                    None => { form.act method="post" action={ (one) "/reached" } { (Field::day("reached", words.say("milestone-reached-on")).id(format!("reached-{}", it.number)).value(today.to_string())) (button::submit(&words.say("milestone-reach"), Weight::Plain)) } }
                    Some(_) => { (button::act(&words.say("milestone-unreach"), &format!("{one}/reached"), Weight::Plain, &[("reached", "")])) }
                }
            }
            details { summary { (words.say("do-edit")) } (milestone_form(words, here, Some(it), None)) (button::act(&words.say("do-remove"), &format!("{one}/remove"), Weight::Danger, &[])) }
        }
    };
    Row::of(html! { strong { (it.title) } }).id(format!("milestone-{}", it.number)).tag(tag).glance(glance).below(below)
}

fn milestone_form(words: Words, here: &str, it: Option<&Milestone>, refusal: Option<&Refusal>) -> Markup {
    let number = it.map(|it| it.number);
    let id = |name: &str| number.map_or_else(|| name.to_owned(), |number| format!("{name}-{number}"));
    let action = number.map_or_else(|| format!("{here}/milestones"), |number| format!("{here}/milestones/{number}"));
    let counted = it.and_then(|it| it.before).map_or(Counted::Working, |it| it.1);
    let by_hand = it.filter(|it| it.by_hand).and_then(|it| it.due_on).map(|it| it.to_string()).unwrap_or_default();
    html! {
        form.fields method="post" action=(action) {
            (Field::line("milestone-title", words.say("field-milestone-title")).id(id("milestone-title")).value(it.map_or("", |it| it.title.as_str())).length_max(200).required().mend(words, refusal))
            (Field::line("days", words.say("field-days")).id(id("days")).hint(words.say("milestone-days-hint")).value(it.and_then(|it| it.before).map(|it| it.0.to_string()).unwrap_or_default()).length_max(3).mend(words, refusal))
            (Field::choice("counted", words.say("milestone-counted"), Counted::ALL.map(|it| (it.name(), words.say(match it { Counted::Working => "counted-working", Counted::Calendar => "counted-calendar" })))).id(id("counted")).value(counted.name()))
            (Field::day("due", words.say("milestone-set-by-hand")).id(id("due")).hint(words.say("milestone-by-hand-hint")).value(by_hand).mend(words, refusal))
            (button::submit(&words.say("do-save"), Weight::Plain))
        }
    }
}

/// Toward what, and when that is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Begin {
    toward: String,
    end: String,
}

async fn answered(web: &Web, who: &Who, words: Words, asker: &Asker, id: &ProgrammeId, done: Result<(), Refusal>) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/programmes/{id}/plan")).into_response()),
        Err(refusal) if is_mendable(&refusal) => page(web, who, words, id, Some(&refusal)).await.map_err(|it| asker.problem(it)),
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

pub(crate) async fn make(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, Filled(form): Filled<Begin>) -> Result<Response, Problem> {
    let done = async {
        let toward = Toward::of_name(&form.toward).ok_or(Refusal::Field { field: "form", why: "unknown" })?;
        web.app.make_plan(&who, &id, toward, date("end", &form.end)?).await
    };
    answered(&web, &who, words, &asker, &id, done.await).await
}

/// Where the end would move to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct To {
    moved_to: String,
}

pub(crate) async fn preview(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, Ask(asked): Ask<To>) -> Result<Response, Problem> {
    let found = async {
        let to = date("moved-to", &asked.moved_to)?;
        Ok::<_, Refusal>((web.app.moving(&who, &id, to).await?, web.app.open(&who, &id).await?))
    };
    match found.await {
        Ok((moving, opened)) => Ok(moved(words, &who, &opened, &moving).into_response()),
        Err(refusal) if is_mendable(&refusal) => page(&web, &who, words, &id, Some(&refusal)).await.map_err(|it| asker.problem(it)),
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

fn moved(words: Words, who: &Who, opened: &Opened, moving: &Moving) -> Markup {
    let here = format!("/programmes/{}/plan", opened.row.id);
    let columns = ["milestone-title", "milestone-before", "milestone-after", "milestone-what"].map(|it| words.say(it));
    let dated = |on: Option<Date>| on.map_or_else(|| words.say("section-no-due").into_owned(), day);
    let what = |it: &Shift| match it.stays {
        Some(Stays::Reached) => words.say("stays-reached"),
        Some(Stays::ByHand) => words.say("stays-by-hand"),
        Some(Stays::Undated) => words.say("stays-undated"),
        None if it.to.is_some_and(|it| it < who.today()) => words.say("shift-past"),
        None => words.say("shift-moves"),
    };
    let row = |it: &Shift| {
        let is_past = it.stays.is_none() && it.to.is_some_and(|it| it < who.today());
        table::Row::of(vec![html! { (it.title) }, html! { (dated(it.from)) }, html! { (dated(it.to)) }, html! { (what(it)) }]).marked(is_past)
    };
    let main = html! {
        p { (words.with("plan-moving", &[("from", day(moving.from).into()), ("to", day(moving.to).into())])) }
        (table(&words.say("plan-move"), &columns, &moving.shifts.iter().map(row).collect::<Vec<_>>()))
        div.doings {
            (button::act(&words.say("plan-move-do"), &format!("{here}/move"), Weight::Main, &[("moved-to", &moving.to.to_string()), ("seen", &moving.seen)])) " "
            (button::link(&words.say("do-leave"), &here, Weight::Plain))
        }
    };
    leaf::below(words, who, opened, &words.say("plan-move"), main)
}

/// Where the end moves to, as it was seen.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Move {
    moved_to: String,
    seen: String,
}

pub(crate) async fn move_end(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, Filled(form): Filled<Move>) -> Result<Response, Problem> {
    let done = async { web.app.move_plan(&who, &id, date("moved-to", &form.moved_to)?, &form.seen).await };
    answered(&web, &who, words, &asker, &id, done.await).await
}

/// A milestone as it was typed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Typed {
    milestone_title: String,
    days: String,
    counted: String,
    due: String,
}

impl Typed {
    fn form(self) -> Result<MilestoneForm, Refusal> {
        let by_hand = if self.due.trim().is_empty() { None } else { Some(date("due", &self.due)?) };
        Ok(MilestoneForm { title: self.milestone_title, days: self.days, counted: self.counted, by_hand })
    }
}

pub(crate) async fn add(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, Filled(form): Filled<Typed>) -> Result<Response, Problem> {
    let done = async { web.app.keep_milestone(&who, &id, None, form.form()?).await };
    answered(&web, &who, words, &asker, &id, done.await).await
}

pub(crate) async fn keep(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    Path((_, number)): Path<(String, i64)>,
    Filled(form): Filled<Typed>,
) -> Result<Response, Problem> {
    let done = async { web.app.keep_milestone(&who, &id, Some(number), form.form()?).await };
    answered(&web, &who, words, &asker, &id, done.await).await
}

pub(crate) async fn remove(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    Path((_, number)): Path<(String, i64)>,
    _: Bare,
) -> Result<Response, Problem> {
    answered(&web, &who, words, &asker, &id, web.app.drop_milestone(&who, &id, number).await).await
}

/// When it was reached; empty where it was not after all.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reached {
    reached: String,
}

pub(crate) async fn reach(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    Path((_, number)): Path<(String, i64)>,
    Filled(form): Filled<Reached>,
) -> Result<Response, Problem> {
    let done = async {
        let on = if form.reached.is_empty() { None } else { Some(date("reached", &form.reached)?) };
        web.app.reach_milestone(&who, &id, number, on).await
    };
    answered(&web, &who, words, &asker, &id, done.await).await
}

pub(crate) async fn keep_usual(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, _: Bare) -> Result<Response, Problem> {
    answered(&web, &who, words, &asker, &id, web.app.keep_usual_plan(&who, &id).await).await
}
