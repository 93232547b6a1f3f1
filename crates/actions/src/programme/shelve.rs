//! Putting drafts away and taking them back.

use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{ProgrammeAct, ProgrammeId};
use hanhdong_store::programme as memory;

use super::reading::allowed;
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

impl App {
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
