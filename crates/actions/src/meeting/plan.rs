//! Planning a meeting, its head, and how many days before it the papers are sent in a house.

use hanhdong_domain::Date;
use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::meeting::{DAYS_BEFORE, Meeting, MeetingKind, MeetingStage};
use hanhdong_domain::organisation::{MeetingId, OrganisationAct, UnitId};
use hanhdong_domain::text::{nfc, squeeze};
use hanhdong_store::meeting::{self as memory, WholeMeeting};
use hanhdong_store::{Tx, organisation, publication};
use serde_json::{Value, json};

use crate::app::{App, new};
use crate::organisation::allowed as allowed_in;
use crate::refusal::Refusal;
use crate::who::Who;

/// The setting that says how many days before a meeting its papers are sent.
pub(super) const DAYS: &str = "meeting-days";
/// More days than that nobody sends papers before a meeting.
const DAYS_MAX: i64 = 60;
/// Letters of a line.
const LINE_CHARS_MAX: usize = 300;

/// How many days the setting says.
pub(super) fn days_of(setting: Option<String>) -> i64 {
    setting.and_then(|it| it.parse().ok()).unwrap_or(DAYS_BEFORE)
}

/// The head of a meeting as it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingHead {
    /// What about.
    pub title: String,
    /// The day.
    pub on: Date,
    /// The hour, "08:00".
    pub hour: String,
    /// Where.
    pub place: String,
    /// Who is in the chair.
    pub chair: String,
}

/// A line as it is kept; refuses an empty one.
pub(super) fn line(field: &'static str, typed: &str) -> Result<String, Refusal> {
    let typed = optional(field, typed)?;
    if typed.is_empty() { Err(Refusal::Field { field, why: "empty" }) } else { Ok(typed) }
}

/// The same where it may be empty.
pub(super) fn optional(field: &'static str, typed: &str) -> Result<String, Refusal> {
    let typed = squeeze(&nfc(typed)).trim().to_owned();
    if LINE_CHARS_MAX < typed.chars().count() {
        return Err(Refusal::Field { field, why: "too-long" });
    }
    if typed.chars().any(|it| it.is_control() || matches!(it, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')) {
        return Err(Refusal::Field { field, why: "unprintable" });
    }
    Ok(typed)
}

/// "08:00" out of "8:00", "8h", "8h30".
fn hour(typed: &str) -> Result<String, Refusal> {
    let wrong = Refusal::Field { field: "hour", why: "meeting-hour" };
    let typed = typed.trim().to_lowercase().replace(['h', 'g'], ":");
    let (hour, minute) = typed.split_once(':').unwrap_or((typed.as_str(), "0"));
    let minute = if minute.is_empty() { "0" } else { minute };
    match (hour.trim().parse::<u8>(), minute.trim().parse::<u8>()) {
        (Ok(hour), Ok(minute)) if hour < 24 && minute < 60 => Ok(format!("{hour:02}:{minute:02}")),
        _ => Err(wrong),
    }
}

impl MeetingHead {
    pub(super) fn checked(&self) -> Result<MeetingHead, Refusal> {
        Ok(MeetingHead { title: line("title", &self.title)?, on: self.on, hour: hour(&self.hour)?, place: line("meeting-place", &self.place)?, chair: line("chair", &self.chair)? })
    }
    pub(super) fn of(it: &Meeting) -> MeetingHead {
        MeetingHead { title: it.title.clone(), on: it.on, hour: it.hour.clone(), place: it.place.clone(), chair: it.chair.clone() }
    }
    pub(super) fn data(&self) -> Value {
        json!({ "title": self.title, "on": self.on.to_string(), "hour": self.hour, "place": self.place, "chair": self.chair })
    }
}

/// What the head of a meeting says, in few letters.
pub fn fingerprint_of_meeting(it: &Meeting) -> String {
    blake3::hash(MeetingHead::of(it).data().to_string().as_bytes()).to_hex()[..20].to_owned()
}

/// Writes the line of an act about a meeting.
pub(super) async fn record(tx: &mut Tx<'_>, who: &Who, act: Act, whole: &WholeMeeting, data: &Value) -> Result<(), Refusal> {
    let it = &whole.meeting;
    let event = Event {
        organisation: it.organisation.clone(),
        by: Some(who.id().clone()),
        act,
        subject: Subject::Meeting,
        subject_id: it.id.to_string(),
        data: data.to_string(),
        state: Some(whole.state()),
    };
    Ok(tx.record(&event).await.map(drop)?)
}

impl App {
    /// Plans a meeting of a committee.
    pub async fn plan_meeting(&self, who: &Who, of: &UnitId, kind: MeetingKind, head: &MeetingHead) -> Result<MeetingId, Refusal> {
        let (who, of, head, id) = (who.clone(), of.clone(), head.clone(), new::meeting());
        self.act(move |tx| {
            let (who, of, head, id) = (who.clone(), of.clone(), head.clone(), id.clone());
            Box::pin(async move {
                let unit = organisation::unit(tx.db(), &of).await?.ok_or(Refusal::NotFound)?;
                allowed_in(tx.db(), &who, &unit, OrganisationAct::KeepMeetings).await?;
                let head = head.checked()?;
                if head.on < who.today() {
                    return Err(Refusal::Field { field: "on", why: "in-past" });
                }
                let MeetingHead { title, on, hour, place, chair } = head.clone();
                let stage = MeetingStage::Planned;
                let meeting = Meeting { id, organisation: unit.organisation, kind, title, on, hour, place, chair, stage, sent_on: None, called_off_why: None };
                memory::plan(tx, &meeting).await?;
                let whole = memory::whole(tx.db(), &meeting.id).await?.ok_or(Refusal::NotFound)?;
                record(tx, &who, Act::MeetingPlanned, &whole, &head.data()).await?;
                Ok(meeting.id)
            })
        })
        .await
    }

    /// Says how many days before a meeting its papers are sent in a house.
    pub async fn set_meeting_days(&self, who: &Who, of: &UnitId, days: i64) -> Result<(), Refusal> {
        let (who, of) = (who.clone(), of.clone());
        self.act(move |tx| {
            let (who, of) = (who.clone(), of.clone());
            Box::pin(async move {
                let unit = organisation::unit(tx.db(), &of).await?.ok_or(Refusal::NotFound)?;
                allowed_in(tx.db(), &who, &unit, OrganisationAct::KeepMeetings).await?;
                if !(0..=DAYS_MAX).contains(&days) {
                    return Err(Refusal::Field { field: "meeting-days", why: "meeting-days" });
                }
                let before = days_of(publication::setting(tx.db(), &unit.organisation, DAYS).await?);
                publication::set(tx, &unit.organisation, DAYS, &days.to_string()).await?;
                let data = json!({ "before": before, "after": days }).to_string();
                let event = Event {
                    organisation: unit.organisation.clone(),
                    by: Some(who.id().clone()),
                    act: Act::SettingChanged,
                    subject: Subject::Setting,
                    subject_id: DAYS.to_owned(),
                    data,
                    state: None,
                };
                Ok(tx.record(&event).await.map(drop)?)
            })
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::hour;

    #[test]
    fn an_hour_is_read_as_offices_write_it() {
        for (typed, read) in [("8:00", "08:00"), ("08:30", "08:30"), ("8h", "08:00"), ("14h30", "14:30"), ("7g15", "07:15"), ("8", "08:00")] {
            assert_eq!(hour(typed).ok().as_deref(), Some(read), "{typed}");
        }
        for wrong in ["", "24:00", "8:60", "sáng", "8:5:5", "-1:00"] {
            assert!(hour(wrong).is_err(), "{wrong}");
        }
    }
}
