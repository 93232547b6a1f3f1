//! Papers that came to the own organisation, and that they arrived.

use hanhdong_domain::Date;
use hanhdong_domain::journal::{Act, Subject};
use hanhdong_domain::organisation::{OrganisationAct, ProgrammeAct, ProgrammeId};
use hanhdong_store::publication::{self as memory, Incoming, RecipientRow};
use hanhdong_store::{Db, organisation};
use serde_json::json;

use super::book::event;
use crate::app::App;
use crate::programme::allowed;
use crate::refusal::Refusal;
use crate::who::Who;

/// Papers shown at once.
const PAPERS_MAX: i64 = 200;

impl App {
    /// What came to the person's organisations, what nobody confirmed first.
    pub async fn incoming(&self, who: &Who) -> Result<Vec<Incoming>, Refusal> {
        let mut reader = self.read().await?;
        Ok(memory::incoming(&mut reader.db(), who.id(), who.today(), PAPERS_MAX).await?)
    }

    /// A recipient says that the paper arrived: it stands in the recipient's own journal.
    pub async fn confirm_receipt(&self, who: &Who, id: &ProgrammeId, number: i64) -> Result<(), Refusal> {
        let (who, id) = (who.clone(), id.clone());
        self.act(move |tx| {
            let (who, id) = (who.clone(), id.clone());
            Box::pin(async move {
                allowed(tx.db(), &who, &id, ProgrammeAct::ConfirmReceipt).await?;
                let to = recipient(tx.db(), &id, number).await?;
                let organisation = to.organisation.ok_or(Refusal::NotAllowed)?;
                // Of several houses that received it each speaks for itself.
                let speaks = organisation::standing(tx.db(), who.id(), &organisation, who.today()).await?;
                let is_own = hanhdong_domain::organisation::Standing(speaks.0.into_iter().filter(|it| it.1 == hanhdong_domain::organisation::Relation::Own).collect());
                if !is_own.may_in_organisation(OrganisationAct::Create) {
                    return Err(Refusal::NotAllowed);
                }
                if !memory::keep_receipt(tx, &id, number, who.today(), who.id(), true).await? {
                    return Err(Refusal::Field { field: "receipt", why: "there-already" });
                }
                let data = json!({ "recipient": to.name, "number": number, "on": who.today().to_string() }).to_string();
                Ok(tx.record(&event(&who, &organisation, Act::ReceiptConfirmed, (Subject::Programme, id.as_str()), data, None)).await.map(drop)?)
            })
        })
        .await
    }

    /// The clerk records that a paper arrived at somebody who is not here.
    pub async fn record_receipt(&self, who: &Who, id: &ProgrammeId, number: i64, on: Date) -> Result<(), Refusal> {
        let (who, id) = (who.clone(), id.clone());
        self.act(move |tx| {
            let (who, id) = (who.clone(), id.clone());
            Box::pin(async move {
                allowed(tx.db(), &who, &id, ProgrammeAct::KeepIssued).await?;
                let issue = memory::issue(tx.db(), &id).await?.ok_or(Refusal::NotFound)?;
                let to = recipient(tx.db(), &id, number).await?;
                if on < issue.dated_on || who.today() < on {
                    return Err(Refusal::Field { field: "received", why: if who.today() < on { "in-future" } else { "before-issue" } });
                }
                if !memory::keep_receipt(tx, &id, number, on, who.id(), false).await? {
                    return Err(Refusal::Field { field: "receipt", why: "there-already" });
                }
                let data = json!({ "recipient": to.name, "number": number, "on": on.to_string() }).to_string();
                Ok(tx.record(&event(&who, &issue.organisation, Act::ReceiptRecorded, (Subject::Programme, id.as_str()), data, None)).await.map(drop)?)
            })
        })
        .await
    }
}

async fn recipient(db: &mut Db<'_>, id: &ProgrammeId, number: i64) -> Result<RecipientRow, Refusal> {
    memory::recipients(db, id).await?.into_iter().find(|it| it.number == number).ok_or(Refusal::NotFound)
}
