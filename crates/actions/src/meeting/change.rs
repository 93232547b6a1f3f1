//! One change of a meeting: who may, whether it fits, written, told. The office of the house keeps all of it; a member returns
//! their own slip.

use hanhdong_domain::Date;
use hanhdong_domain::journal::Act;
use hanhdong_domain::meeting::{MeetingStage, MinuteTurn, Presence, Stance, TaskStand, presence_of, standing_invitees, standing_lines, standing_papers};
use hanhdong_domain::organisation::{MeetingId, PersonId, ProgrammeId, UnitId};
use hanhdong_store::Tx;
use hanhdong_store::meeting::{self as memory, WholeMeeting};
use serde_json::{Value, json};

use super::plan::{MeetingHead, fingerprint_of_meeting, record};
use super::view::{number_of, read};
use super::{agenda, minutes, slips};
use crate::app::App;
use crate::programme::{HandIn, checked_words};
use crate::refusal::Refusal;
use crate::who::Who;

/// Whom an invitation goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Invited {
    /// Somebody who works in the house.
    Person(PersonId),
    /// A unit, of this house or another one.
    Unit(UnitId),
    /// Somebody by name alone.
    Name(String),
}

/// Something that was concluded, as it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTask {
    /// What.
    pub what: String,
    /// By whom.
    pub whom: String,
    /// Until when.
    pub due_on: Option<Date>,
}

/// What is changed.
#[derive(Clone, Debug)]
pub enum MeetingChange {
    /// Title, day, hour, place, chair: as they were seen, as they are to be, and why.
    Head(String, MeetingHead, String),
    /// A frozen draft comes on the agenda, with its circulation note.
    AddDraft(ProgrammeId, i64, String),
    /// A file comes on the agenda, with a title and its circulation note.
    AddFile(String, HandIn, String),
    /// A paper goes off the agenda.
    TakeOutPaper(i64),
    /// Somebody is put on the list: whom, which post, and whether they are asked for an opinion.
    Invite(Invited, String, bool),
    /// Somebody is taken off the list.
    TakeOutInvitee(i64),
    /// The invitations went out.
    SendInvitations,
    /// The papers were sent on this day.
    PapersSent(Date),
    /// It took place.
    Hold,
    /// It does not take place, and why.
    CallOff(String),
    /// A slip came back: on which paper, whose, and what it says.
    Opinion(i64, i64, Stance, String),
    /// Somebody came or not, with words.
    Attend(i64, Presence, String),
    /// Something was said or concluded: of which paper, the words, and the line it takes the place of.
    Write(MinuteTurn, Option<i64>, String, Option<i64>),
    /// Something is to be done.
    Task(NewTask),
    /// What became of it: which, as it is now, how it stands, and what there is to say.
    Follow(i64, NewTask, TaskStand, String),
    /// It is concluded.
    Conclude,
}

impl App {
    /// Changes a meeting.
    pub async fn change_meeting(&self, who: &Who, id: &MeetingId, change: MeetingChange) -> Result<(), Refusal> {
        if let MeetingChange::AddFile(_, file, _) = &change {
            let mut reader = self.read().await?;
            let (whole, may_keep) = read(&mut reader.db(), who, id).await?;
            drop(reader);
            if !may_keep {
                return Err(Refusal::NotAllowed);
            }
            whole.meeting.may_prepare()?;
            agenda::looked_at(file).await?;
        }
        let (who, id) = (who.clone(), id.clone());
        self.act(move |tx| {
            let (who, id, change) = (who.clone(), id.clone(), change.clone());
            Box::pin(async move {
                let (_, may_keep) = read(tx.db(), &who, &id).await?;
                memory::hold(tx, &id).await?;
                let mut whole = memory::whole(tx.db(), &id).await?.ok_or(Refusal::NotFound)?;
                let is_own_slip = matches!(&change, MeetingChange::Opinion(_, invitee, _, _) if number_of(&whole, who.id()) == Some(*invitee));
                if !may_keep && !is_own_slip {
                    return Err(Refusal::NotAllowed);
                }
                let (act, data) = done(tx, &who, &mut whole, change, is_own_slip).await?;
                let now = memory::whole(tx.db(), &id).await?.ok_or(Refusal::NotFound)?;
                record(tx, &who, act, &now, &data).await
            })
        })
        .await
    }
}

async fn done(tx: &mut Tx<'_>, who: &Who, whole: &mut WholeMeeting, change: MeetingChange, is_own_slip: bool) -> Result<(Act, Value), Refusal> {
    match change {
        MeetingChange::Head(seen, head, why) => head_changed(tx, whole, &seen, &head, &why).await,
        MeetingChange::AddDraft(programme, draft, note) => agenda::add_draft(tx, who, whole, (&programme, draft), &note).await,
        MeetingChange::AddFile(title, file, note) => agenda::add_file(tx, who, whole, &title, (&file, &note)).await,
        MeetingChange::TakeOutPaper(number) => agenda::take_out_paper(tx, whole, number).await,
        MeetingChange::Invite(invited, post, is_member) => agenda::invite(tx, who, whole, invited, (&post, is_member)).await,
        MeetingChange::TakeOutInvitee(number) => agenda::take_out_invitee(tx, whole, number).await,
        MeetingChange::SendInvitations => {
            whole.meeting.may_invite(standing_papers(&whole.papers).count(), standing_invitees(&whole.invitees).count())?;
            staged(tx, whole, MeetingStage::Invited, Act::MeetingInvited, json!({ "title": whole.meeting.title })).await
        }
        MeetingChange::PapersSent(on) => {
            whole.meeting.may_send(on, who.today(), standing_papers(&whole.papers).count())?;
            let data = json!({ "before": whole.meeting.sent_on.map(|it| it.to_string()), "after": on.to_string() });
            whole.meeting.sent_on = Some(on);
            memory::write(tx, &whole.meeting).await?;
            Ok((Act::MeetingPapersSent, data))
        }
        MeetingChange::Hold => {
            whole.meeting.may_hold(who.today())?;
            staged(tx, whole, MeetingStage::Held, Act::MeetingHeld, json!({ "title": whole.meeting.title })).await
        }
        MeetingChange::CallOff(why) => {
            let why = checked_words("why", &why)?;
            whole.meeting.may_call_off(&why)?;
            whole.meeting.called_off_why = Some(why.clone());
            staged(tx, whole, MeetingStage::CalledOff, Act::MeetingCalledOff, json!({ "title": whole.meeting.title, "why": why })).await
        }
        MeetingChange::Opinion(paper, invitee, stance, words) => {
            slips::say(tx, who, whole, (paper, invitee), (stance, &words)).await?;
            let act = if is_own_slip { Act::OpinionGiven } else { Act::OpinionRecorded };
            // Neither words nor stance stand in the journal: others read it.
            Ok((act, json!({ "paper": paper, "invitee": invitee })))
        }
        MeetingChange::Attend(invitee, presence, words) => minutes::attend(tx, who, whole, (invitee, presence), &words).await,
        MeetingChange::Write(turn, paper, words, instead_of) => minutes::write(tx, who, whole, (turn, paper, instead_of), &words).await,
        MeetingChange::Task(new) => minutes::task(tx, who, whole, &new).await,
        MeetingChange::Follow(task, new, stand, words) => minutes::follow(tx, who, whole, (task, &new), (stand, &words)).await,
        MeetingChange::Conclude => {
            let unknown = standing_invitees(&whole.invitees).filter(|it| presence_of(&whole.minutes, it.number).is_none()).count();
            let conclusions = standing_lines(&whole.minutes).filter(|it| it.turn == MinuteTurn::Concluded).count();
            whole.meeting.may_conclude(unknown, conclusions)?;
            staged(tx, whole, MeetingStage::Concluded, Act::MeetingConcluded, json!({ "title": whole.meeting.title })).await
        }
    }
}

async fn staged(tx: &mut Tx<'_>, whole: &mut WholeMeeting, stage: MeetingStage, act: Act, data: Value) -> Result<(Act, Value), Refusal> {
    whole.meeting.stage = stage;
    memory::write(tx, &whole.meeting).await?;
    Ok((act, data))
}

async fn head_changed(tx: &mut Tx<'_>, whole: &mut WholeMeeting, seen: &str, head: &MeetingHead, why: &str) -> Result<(Act, Value), Refusal> {
    let why = checked_words("why", why)?;
    whole.meeting.may_change(&why)?;
    let before = MeetingHead::of(&whole.meeting);
    if fingerprint_of_meeting(&whole.meeting) != seen {
        return Err(Refusal::Changed { now: format!("{}; {} {}; {}; {}", before.title, before.hour, before.on, before.place, before.chair) });
    }
    let head = head.checked()?;
    if head == before {
        return Err(Refusal::Field { field: "meeting", why: "nothing-changed" });
    }
    if whole.meeting.sent_on.is_some_and(|it| head.on < it) {
        return Err(hanhdong_domain::meeting::MeetingRefusal::Day.into());
    }
    let data = json!({ "before": before.data(), "after": head.data(), "why": why });
    let it = &mut whole.meeting;
    (it.title, it.on, it.hour, it.place, it.chair) = (head.title, head.on, head.hour, head.place, head.chair);
    memory::write(tx, &whole.meeting).await?;
    Ok((Act::MeetingChanged, data))
}
