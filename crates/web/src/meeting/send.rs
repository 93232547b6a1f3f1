//! What is sent to a meeting: each form becomes one change of it.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::meeting::{Invited, MeetingChange, MeetingHead, MinuteTurn, NewTask, Presence, Stance, TaskStand};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::Date;
use hanhdong_domain::organisation::{MeetingId, PersonId, ProgrammeId, UnitId};
use serde::Deserialize;

use super::files::number;
use super::page;
use crate::form::{self, Bare, Filled};
use crate::problem::{Asker, Problem};
use crate::programme::Upload;
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::Words;

type Parts = Path<Vec<(String, String)>>;

/// Who asks, in which language.
type Asking = (Who, Words, Asker);

async fn done(web: &Web, (who, words, asker): Asking, id: &MeetingId, (change, back): (Result<MeetingChange, Refusal>, &str)) -> Result<Response, Problem> {
    let result = match change {
        Ok(change) => web.app.change_meeting(&who, id, change).await,
        // Whoever may not know of it, or not do it, is told that first.
        Err(refusal) => match web.app.meeting(&who, id).await {
            Ok(it) if it.may_keep || it.me.is_some() => Err(refusal),
            Ok(_) => Err(Refusal::NotAllowed),
            Err(unknown) => Err(unknown),
        },
    };
    match result {
        Ok(()) => Ok(Redirect::to(&format!("/meetings/{id}{back}")).into_response()),
        Err(refusal) if form::is_mendable(&refusal) => page::page(web, &who, words, id, Some(&refusal)).await.map_err(|it| asker.problem(it)),
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

fn maybe_date(field: &'static str, typed: &str) -> Result<Option<Date>, Refusal> {
    if typed.trim().is_empty() { Ok(None) } else { form::date(field, typed).map(Some) }
}

fn maybe_number(field: &'static str, typed: &str) -> Result<Option<i64>, Refusal> {
    let typed = typed.trim();
    if typed.is_empty() { Ok(None) } else { typed.parse().map(Some).map_err(|_| Refusal::Field { field, why: "unknown" }) }
}

fn unknown(field: &'static str) -> Refusal {
    Refusal::Field { field, why: "unknown" }
}

macro_rules! sent {
    ($name:ident, $form:ty, $back:literal, |$it:ident| $change:expr) => {
        pub(super) async fn $name(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<MeetingId>, Filled($it): Filled<$form>) -> Result<Response, Problem> {
            fn change($it: $form) -> Result<MeetingChange, Refusal> {
                $change
            }
            done(&web, (who, words, asker), &id, (change($it), $back)).await
        }
    };
}

macro_rules! pressed {
    ($name:ident, $back:literal, $change:expr) => {
        pub(super) async fn $name(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<MeetingId>, _: Bare) -> Result<Response, Problem> {
            done(&web, (who, words, asker), &id, (Ok($change), $back)).await
        }
    };
}

macro_rules! taken_out {
    ($name:ident, $back:literal, $change:path) => {
        pub(super) async fn $name(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<MeetingId>, Path(path): Parts, _: Bare) -> Result<Response, Problem> {
            done(&web, (who, words, asker), &id, (number(&path).map($change), $back)).await
        }
    };
}

/// The head, as it was seen and as it is to be.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    seen: String,
    title: String,
    on: String,
    hour: String,
    #[serde(rename = "meeting-place")]
    place: String,
    chair: String,
    #[serde(default)]
    why: String,
}

sent!(head, Head, "", |it| {
    let on = form::date("on", &it.on)?;
    Ok(MeetingChange::Head(it.seen, MeetingHead { title: it.title, on, hour: it.hour, place: it.place, chair: it.chair }, it.why))
});

/// A frozen draft: "id/number".
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Draft {
    draft: String,
    #[serde(default)]
    circulation: String,
}

sent!(draft, Draft, "#agenda", |it| {
    let found = it.draft.split_once('/').and_then(|(id, number)| Some((ProgrammeId::parse(id)?, number.parse().ok()?)));
    let (programme, number) = found.ok_or_else(|| unknown("draft"))?;
    Ok(MeetingChange::AddDraft(programme, number, it.circulation))
});

pub(super) async fn file(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<MeetingId>, upload: Upload) -> Result<Response, Problem> {
    let change = upload.taken(&["title", "circulation"], &["file"]).and_then(|mut it| {
        let file = it.file("file").ok_or_else(Refusal::no_file)?;
        Ok(MeetingChange::AddFile(it.field("title").to_owned(), file, it.field("circulation").to_owned()))
    });
    done(&web, (who, words, asker), &id, (change, "#agenda")).await
}

taken_out!(paper_out, "#agenda", MeetingChange::TakeOutPaper);
taken_out!(invitee_out, "#invited", MeetingChange::TakeOutInvitee);

/// Whom: exactly one of person, unit, name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Inviting {
    #[serde(default)]
    person: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    post: String,
    #[serde(default)]
    member: String,
}

sent!(invite, Inviting, "#invited", |it| {
    let invited = match (it.person.is_empty(), it.unit.is_empty(), it.name.trim().is_empty()) {
        (false, true, true) => Invited::Person(PersonId::parse(&it.person).ok_or_else(|| unknown("person"))?),
        (true, false, true) => Invited::Unit(UnitId::parse(&it.unit).ok_or_else(|| unknown("unit"))?),
        (true, true, false) => Invited::Name(it.name),
        (true, true, true) => return Err(Refusal::Field { field: "name", why: "empty" }),
        (false, false, _) | (false, true, false) | (true, false, false) => return Err(Refusal::Field { field: "name", why: "meeting-one-of" }),
    };
    Ok(MeetingChange::Invite(invited, it.post, it.member == "yes"))
});

pressed!(invited, "", MeetingChange::SendInvitations);
pressed!(held, "#minutes", MeetingChange::Hold);
pressed!(concluded, "", MeetingChange::Conclude);

/// A day.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sent {
    on: String,
}

sent!(sent, Sent, "", |it| form::date("on", &it.on).map(MeetingChange::PapersSent));

/// A reason.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Why {
    why: String,
}

sent!(called_off, Why, "", |it| Ok(MeetingChange::CallOff(it.why)));

/// A slip.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Slip {
    paper: String,
    invitee: String,
    #[serde(default)]
    stance: String,
    #[serde(default)]
    opinion_words: String,
}

sent!(opinion, Slip, "#slips", |it| {
    let stance = Stance::of_name(&it.stance).ok_or(Refusal::Field { field: "opinion-words", why: "meeting-stance" })?;
    let paper = maybe_number("paper", &it.paper)?.ok_or_else(|| unknown("paper"))?;
    let invitee = maybe_number("name", &it.invitee)?.ok_or_else(|| unknown("name"))?;
    Ok(MeetingChange::Opinion(paper, invitee, stance, it.opinion_words))
});

/// Whether somebody came.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Came {
    invitee: String,
    presence: String,
    #[serde(default)]
    minute: String,
}

sent!(attendance, Came, "#minutes", |it| {
    let invitee = maybe_number("name", &it.invitee)?.ok_or_else(|| unknown("name"))?;
    let presence = Presence::of_name(&it.presence).ok_or_else(|| unknown("minute"))?;
    Ok(MeetingChange::Attend(invitee, presence, it.minute))
});

/// A line of the minutes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Minute {
    turn: String,
    #[serde(default)]
    paper: String,
    #[serde(default)]
    instead: String,
    minute: String,
}

sent!(minute, Minute, "#minutes", |it| {
    let turn = match it.turn.as_str() {
        "said" => MinuteTurn::Said,
        "concluded" => MinuteTurn::Concluded,
        _ => return Err(unknown("minute")),
    };
    Ok(MeetingChange::Write(turn, maybe_number("paper", &it.paper)?, it.minute, maybe_number("minute", &it.instead)?))
});

/// Something to be done.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Task {
    task_what: String,
    task_whom: String,
    #[serde(default)]
    due: String,
}

sent!(task, Task, "#tasks", |it| {
    let due_on = maybe_date("due", &it.due)?;
    Ok(MeetingChange::Task(NewTask { what: it.task_what, whom: it.task_whom, due_on }))
});

/// What became of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Followed {
    task_what: String,
    task_whom: String,
    #[serde(default)]
    due: String,
    stand: String,
    task_words: String,
}

pub(super) async fn follow(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<MeetingId>,
    Path(path): Parts,
    Filled(it): Filled<Followed>,
) -> Result<Response, Problem> {
    done(&web, (who, words, asker), &id, (followed(&path, it), "#tasks")).await
}

fn followed(path: &[(String, String)], it: Followed) -> Result<MeetingChange, Refusal> {
    let stand = TaskStand::of_name(&it.stand).ok_or_else(|| unknown("task-words"))?;
    let new = NewTask { what: it.task_what, whom: it.task_whom, due_on: maybe_date("due", &it.due)? };
    Ok(MeetingChange::Follow(number(path)?, new, stand, it.task_words))
}
