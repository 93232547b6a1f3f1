//! What becomes of a document: replaced, ended, and either taken back.

use hanhdong_domain::basis::{End, LegalBasis};
use hanhdong_domain::journal::Act;
use hanhdong_domain::organisation::{BasisId, OrganisationAct};
use hanhdong_store::basis as memory;

use super::allowed_of;
use super::register::{held, record, refused};
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

impl App {
    /// Records that a document, as it was seen, was replaced by another one, or is no longer in force.
    pub async fn end_basis(&self, who: &Who, id: &BasisId, seen: &str, end: End) -> Result<(), Refusal> {
        let (who, id, seen) = (who.clone(), id.clone(), seen.to_owned());
        self.act(move |tx| {
            let (who, id, seen, end) = (who.clone(), id.clone(), seen.clone(), end.clone());
            Box::pin(async move {
                let before = held(tx, &who, &id, &seen).await?;
                let (act, after) = match &end {
                    End::Ended { .. } => (Act::BasisEnded, Vec::new()),
                    End::Replaced { by, .. } => {
                        allowed_of(tx.db(), &who, by, OrganisationAct::ReadBases).await.map_err(|_| Refusal::Field { field: "by", why: "unknown" })?;
                        (Act::BasisReplaced, memory::after(tx.db(), by).await?)
                    }
                };
                let after: LegalBasis = before.ended(end, &after).map_err(refused)?;
                memory::keep(tx, &after).await?;
                record(tx, &who, act, Some(&before), &after).await?;
                // Asked again behind the journal's lock: another server may have closed a circle at the same moment.
                if memory::after(tx.db(), &id).await?.contains(&id) {
                    return Err(Refusal::Field { field: "by", why: "circle" });
                }
                Ok(())
            })
        })
        .await
    }

    /// Takes back an end that was recorded: the document holds as before.
    pub async fn reinstate_basis(&self, who: &Who, id: &BasisId, seen: &str) -> Result<(), Refusal> {
        let (who, id, seen) = (who.clone(), id.clone(), seen.to_owned());
        self.act(move |tx| {
            let (who, id, seen) = (who.clone(), id.clone(), seen.clone());
            Box::pin(async move {
                let before = held(tx, &who, &id, &seen).await?;
                let after = before.reinstated().map_err(refused)?;
                memory::keep(tx, &after).await?;
                record(tx, &who, Act::BasisReinstated, Some(&before), &after).await
            })
        })
        .await
    }
}
