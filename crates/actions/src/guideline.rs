//! Guidelines: which there are, and an official text once an office handed it in.

use std::sync::Arc;

use hanhdong_domain::guideline::Guideline;
use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{OrganisationAct, UnitId};
use hanhdong_paper::intake;
use hanhdong_paper::intake::understand::bind;
use hanhdong_store::guideline as memory;
use hanhdong_store::organisation as house;
use hanhdong_store::programme::ProgrammeLine;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::app::App;
use crate::programme::HandIn;
use crate::refusal::Refusal;
use crate::who::Who;

/// Programmes under a guideline listed at once.
const UNDER_MAX: i64 = 100;

/// A sentence of an official text with the clause it states.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoundText {
    /// The clause's id.
    pub id: String,
    /// Its official words.
    pub text: String,
    /// The line they stand in.
    pub line: u32,
}

impl App {
    /// Every guideline there is.
    pub fn guidelines(&self) -> Vec<Guideline> {
        hanhdong_check::guideline::all()
    }

    /// One guideline.
    pub fn guideline(&self, id: &str) -> Result<Guideline, Refusal> {
        hanhdong_check::guideline::builtin(id).ok_or(Refusal::NotFound)
    }

    /// Hands in the official text of a guideline: bound sentence by sentence to its clauses, its fingerprint kept.
    pub async fn hand_in_guideline_text(&self, who: &Who, organisation: &UnitId, guideline: &str, file: HandIn) -> Result<usize, Refusal> {
        let data = self.guideline(guideline)?;
        let bytes = file.bytes.clone();
        let bound = tokio::task::spawn_blocking(move || {
            let (_, raw) = intake::read(&bytes)?;
            Ok::<_, Refusal>(bind(&raw, &data).into_iter().map(|it| BoundText { id: it.id, text: it.text, line: it.place.line }).collect::<Vec<_>>())
        });
        let bound = bound.await.map_err(|error| Refusal::Fault(error.to_string()))??;
        if bound.is_empty() {
            return Err(Refusal::Field { field: "file", why: "no-clause" });
        }
        let body = serde_json::to_string(&bound).map_err(|error| Refusal::Fault(error.to_string()))?;
        let hash = blake3::hash(&file.bytes).to_hex().to_string();
        let (who, organisation, guideline, count) = (who.clone(), organisation.clone(), guideline.to_owned(), bound.len());
        self.act(move |tx| {
            let (who, organisation, guideline, body, hash) = (who.clone(), organisation.clone(), guideline.clone(), body.clone(), hash.clone());
            Box::pin(async move {
                let unit = house::unit(tx.db(), &organisation).await?.ok_or(Refusal::NotFound)?;
                crate::organisation::allowed(tx.db(), &who, &unit, OrganisationAct::KeepGuidelines).await?;
                memory::keep_text(tx, &unit.organisation, &guideline, &body, &hash).await?;
                let data = json!({ "hash": hash, "clauses": count }).to_string();
                let by = Some(who.id().clone());
                let event =
                    Event { organisation: unit.organisation, by, act: Act::GuidelineTextHandedIn, subject: Subject::Guideline, subject_id: guideline.clone(), data, state: None };
                tx.record(&event).await?;
                Ok(count)
            })
        })
        .await
    }

    /// The programmes under a guideline that a person sees, last changed first.
    pub async fn programmes_under(&self, who: &Who, guideline: &str) -> Result<Vec<ProgrammeLine>, Refusal> {
        let mut reader = self.read().await?;
        Ok(hanhdong_store::programme::under(&mut reader.db(), who.id(), who.today(), guideline, UNDER_MAX).await?)
    }

    /// The official text of a guideline as an organisation of this person's handed it in, with its fingerprint.
    pub async fn guideline_text(&self, who: &Who, guideline: &str) -> Result<Option<(Arc<Vec<BoundText>>, String)>, Refusal> {
        let mut reader = self.read().await?;
        match memory::text_seen_by(&mut reader.db(), who.id(), who.today(), guideline).await? {
            Some((body, hash)) => {
                let bound = serde_json::from_str(&body).map_err(|error| Refusal::Fault(error.to_string()))?;
                Ok(Some((Arc::new(bound), hash)))
            }
            None => Ok(None),
        }
    }
}
