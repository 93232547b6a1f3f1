//! The meetings a person knows of, what their houses concluded and is not done, and planning another one.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::meeting::{MeetingHead, MeetingKind, MeetingLine, MeetingStage, Meetings, OpenConclusion};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::organisation::{Unit, UnitId};
use maud::{Markup, html};
use serde::Deserialize;

use crate::form::{self, Filled, Mend};
use crate::frame::Page;
use crate::look::button::{self, Weight};
use crate::look::field::Field;
use crate::look::notice;
use crate::look::table::{Row, table};
use crate::look::things::{Thing, things};
use crate::problem::{Asker, Problem};
use crate::request::{Ask, Id, In};
use crate::state::Web;
use crate::words::{Words, day};

pub(super) fn kind_word(words: Words, kind: MeetingKind) -> String {
    words.say(&format!("meeting-kind-{}", kind.name().replace('_', "-"))).into_owned()
}

/// How far a meeting is, as a badge.
pub(super) fn badge(words: Words, stage: MeetingStage) -> Markup {
    let class = match stage {
        MeetingStage::Planned | MeetingStage::CalledOff => "not-judged",
        MeetingStage::Invited | MeetingStage::Held => "partly",
        MeetingStage::Concluded => "met",
    };
    html! { span.badge.(class) { (words.say(&format!("meeting-stage-{}", stage.name().replace('_', "-")))) } }
}

/// A frozen draft that is to be taken to a meeting: "id/number".
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    draft: Option<String>,
}

pub(super) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Ask(asked): Ask<Asked>) -> Result<Response, Problem> {
    page(&web, &who, words, asked.draft.as_deref(), None).await.map_err(|it| asker.problem(it))
}

async fn page(web: &Web, who: &Who, words: Words, draft: Option<&str>, refusal: Option<&Refusal>) -> Result<Response, Refusal> {
    let found = web.app.meetings(who).await?;
    let title = words.say("meetings-title");
    let thing = |it: &MeetingLine| Thing {
        href: format!("/meetings/{}", it.meeting.id),
        title: it.meeting.title.clone(),
        about: html! { (kind_word(words, it.meeting.kind)) " · " (it.house) " · " (it.meeting.hour) " " (day(it.meeting.on)) " " (badge(words, it.meeting.stage)) },
    };
    let main = html! {
        h1 { (title) }
        (form::alert(words, refusal))
        @if found.own.is_empty() && found.invited.is_empty() { (notice::empty(&words.say("meetings-none"), None)) }
        @if let Some(draft) = draft { (taking(words, &found, draft)) }
        (things(found.own.iter().map(thing)))
        @if !found.invited.is_empty() { h2 { (words.say("meetings-invited")) } (things(found.invited.iter().map(thing))) }
        @if !found.open.is_empty() { h2 #open { (words.say("meetings-open")) } (open(words, who, &found.open)) }
        @for (unit, days) in &found.kept { (plan_form(words, unit, *days, refusal)) }
    };
    Ok((form::status(refusal), Page::of(words, who, &title).show(main)).into_response())
}

/// The meetings being prepared to which a frozen draft can be taken.
fn taking(words: Words, found: &Meetings, draft: &str) -> Markup {
    let is_kept = |it: &&MeetingLine| it.meeting.may_prepare().is_ok() && found.kept.iter().any(|(unit, _)| unit.id == it.meeting.organisation);
    let open: Vec<&MeetingLine> = found.own.iter().filter(is_kept).collect();
    html! {
        h2 { (words.say("versions-to-meeting")) }
        @if open.is_empty() { (notice::empty(&words.say("meeting-none-open"), None)) }
        @for it in &open {
            (button::act(&words.with("meeting-take-to", &[("title", it.meeting.title.as_str().into()), ("day", day(it.meeting.on).into())]), &format!("/meetings/{}/drafts", it.meeting.id), Weight::Plain, &[("draft", draft)]))
        }
    }
}

fn open(words: Words, who: &Who, all: &[OpenConclusion]) -> Markup {
    let columns = ["task-what", "task-whom", "task-due", "task-meeting"].map(|it| words.say(it));
    let row = |it: &OpenConclusion| {
        let due = html! { @match it.task.due_on { Some(on) => { (day(on)) @if it.task.is_late(who.today()) { " " span.badge.unmet { (words.say("task-late")) } } }, None => { (words.say("task-no-day")) } } };
        let meeting = html! { a href={ "/meetings/" (it.meeting.id) "#task-" (it.task.task) } { (it.meeting.title) } " " span.hint { (it.house) ", " (day(it.meeting.on)) } };
        Row::of(vec![html! { (it.task.what) }, html! { (it.task.whom) }, due, meeting])
    };
    table(&words.say("meetings-open"), &columns, &all.iter().map(row).collect::<Vec<_>>())
}

fn plan_form(words: Words, unit: &Unit, days: i64, refusal: Option<&Refusal>) -> Markup {
    let kinds = MeetingKind::ALL.map(|it| (it.name(), kind_word(words, it)));
    let of = |field: Field<'static>, name: &str| field.id(format!("{name}-{}", unit.id));
    html! {
        details {
            summary { (words.with("meeting-plan", &[("house", unit.name.as_str().into())])) }
            form.fields method="post" action={ "/units/" (unit.id) "/meetings" } {
                (Field::choice("kind", words.say("meeting-kind"), kinds).id(format!("kind-{}", unit.id)).mend(words, refusal))
                (of(Field::line("title", words.say("meeting-about")).length_max(300).required().mend(words, refusal), "title"))
                (of(Field::day("on", words.say("meeting-day")).required().mend(words, refusal), "on"))
                (of(Field::line("hour", words.say("meeting-hour")).example("08:00").length_max(5).required().mend(words, refusal), "hour"))
                (of(Field::line("meeting-place", words.say("field-meeting-place")).length_max(300).required().mend(words, refusal), "place"))
                (of(Field::line("chair", words.say("field-chair")).length_max(300).required().mend(words, refusal), "chair"))
                (button::submit(&words.say("meeting-plan-do"), Weight::Main))
            }
            form.fields method="post" action={ "/units/" (unit.id) "/meetings/days" } {
                (of(Field::line("meeting-days", words.say("field-meeting-days")).value(days.to_string()).length_max(2).required().mend(words, refusal), "days"))
                (button::submit(&words.say("meeting-days-do"), Weight::Plain))
            }
        }
    }
}

/// A head as a form brings it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Planned {
    kind: String,
    title: String,
    on: String,
    hour: String,
    #[serde(rename = "meeting-place")]
    place: String,
    chair: String,
}

async fn back(web: &Web, who: &Who, words: Words, asker: Asker, refusal: Refusal) -> Result<Response, Problem> {
    if !form::is_mendable(&refusal) {
        return Err(asker.problem(refusal));
    }
    page(web, who, words, None, Some(&refusal)).await.map_err(|it| asker.problem(it))
}

pub(super) async fn plan(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(of): Id<UnitId>, Filled(form): Filled<Planned>) -> Result<Response, Problem> {
    let done = async {
        let kind = MeetingKind::of_name(&form.kind).ok_or(Refusal::Field { field: "kind", why: "unknown" })?;
        let head = MeetingHead { title: form.title.clone(), on: form::date("on", &form.on)?, hour: form.hour.clone(), place: form.place.clone(), chair: form.chair.clone() };
        web.app.plan_meeting(&who, &of, kind, &head).await
    };
    match done.await {
        Ok(id) => Ok(Redirect::to(&format!("/meetings/{id}")).into_response()),
        Err(refusal) => back(&web, &who, words, asker, refusal).await,
    }
}

/// How many days.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Days {
    meeting_days: String,
}

pub(super) async fn days(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(of): Id<UnitId>, Filled(form): Filled<Days>) -> Result<Response, Problem> {
    match web.app.set_meeting_days(&who, &of, form.meeting_days.trim().parse().unwrap_or(-1)).await {
        Ok(()) => Ok(Redirect::to("/meetings").into_response()),
        Err(refusal) => back(&web, &who, words, asker, refusal).await,
    }
}
