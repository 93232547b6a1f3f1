//! Recording that a programme was issued on paper; putting drafts away and taking them back.

use hanhdong_domain::Date;
use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{ProgrammeAct, ProgrammeId};
use hanhdong_store::programme as memory;
use serde_json::json;

use super::reading::{allowed, read};
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

impl App {
    /// Records that a programme was issued. Number and date are those of its head; from then on its text stands.
    pub async fn record_issue(&self, who: &Who, id: &ProgrammeId) -> Result<Date, Refusal> {
        self.record_issue_seen(who, id, None).await
    }

    /// The same, of the version that was seen: what somebody changed in between is not recorded unseen.
    pub async fn record_issue_of(&self, who: &Who, id: &ProgrammeId, seen: i64) -> Result<Date, Refusal> {
        self.record_issue_seen(who, id, Some(seen)).await
    }

    async fn record_issue_seen(&self, who: &Who, id: &ProgrammeId, seen: Option<i64>) -> Result<Date, Refusal> {
        let (by, id) = (who.clone(), id.clone());
        self.once(who, move |tx| {
            let (who, id) = (by.clone(), id.clone());
            Box::pin(async move {
                allowed(tx.db(), &who, &id, ProgrammeAct::RecordIssue).await?;
                let mut row = memory::hold(tx, &id).await?.ok_or(Refusal::NotFound)?;
                if row.issued_on.is_some() {
                    return Err(Refusal::Issued);
                }
                // Taking hold of it has made it one version more.
                if seen.is_some_and(|seen| row.version != seen + 1) {
                    return Err(Refusal::Changed { now: String::new() });
                }
                super::appraisal::none_open(tx.db(), &id).await?;
                let document = read(&row.body)?.document;
                let date = document.date.ok_or(Refusal::Field { field: "date", why: "empty" })?;
                if who.today() < date {
                    return Err(Refusal::Field { field: "date", why: "in-future" });
                }
                let number = document.number.ok_or(Refusal::Field { field: "number", why: "empty" })?;
                row.issued_on = Some(date);
                memory::keep(tx, &row).await?;
                let data = json!({ "number": number, "date": date.to_string() }).to_string();
                let event = Event {
                    organisation: row.organisation.clone(),
                    by: Some(who.id().clone()),
                    act: Act::ProgrammeIssued,
                    subject: Subject::Programme,
                    subject_id: id.to_string(),
                    data,
                    state: Some(row.state()),
                };
                tx.record(&event).await?;
                Ok(date)
            })
        })
        .await
    }

    /// Puts a draft away, out of the lists; nothing is lost.
    pub async fn put_away(&self, who: &Who, id: &ProgrammeId) -> Result<(), Refusal> {
        self.shelve(who, id, true).await
    }

    /// Takes a draft back into the lists.
    pub async fn take_back(&self, who: &Who, id: &ProgrammeId) -> Result<(), Refusal> {
        self.shelve(who, id, false).await
    }

    async fn shelve(&self, who: &Who, id: &ProgrammeId, away: bool) -> Result<(), Refusal> {
        let (who, id) = (who.clone(), id.clone());
        self.act(move |tx| {
            let (who, id) = (who.clone(), id.clone());
            Box::pin(async move {
                allowed(tx.db(), &who, &id, ProgrammeAct::Edit).await?;
                let mut row = memory::hold(tx, &id).await?.ok_or(Refusal::NotFound)?;
                if row.issued_on.is_some() {
                    return Err(Refusal::Issued);
                }
                row.put_away_at = away.then(|| tx.at().to_owned());
                memory::keep(tx, &row).await?;
                let act = if away { Act::ProgrammePutAway } else { Act::ProgrammeTakenBack };
                let event = Event {
                    organisation: row.organisation.clone(),
                    by: Some(who.id().clone()),
                    act,
                    subject: Subject::Programme,
                    subject_id: id.to_string(),
                    data: "{}".to_owned(),
                    state: Some(row.state()),
                };
                tx.record(&event).await?;
                Ok(())
            })
        })
        .await
    }
}
