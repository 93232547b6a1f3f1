//! A programme begun from the political report or resolution that it carries out (clauses II.1, I.2.a-1).

use std::sync::Arc;

use hanhdong_domain::organisation::{OrganisationAct, ProgrammeId, UnitId};
use hanhdong_domain::programme::Paper;
use hanhdong_domain::programme::skeleton::{Occasion, skeleton};
use hanhdong_store::organisation as house;

use super::hand_in::{HandIn, begin_in, known_guideline};
use super::source::SourcePaper;
use crate::app::{App, new};
use crate::refusal::Refusal;
use crate::who::Who;

impl App {
    /// Reads the report, keeps it, and begins a draft that holds all it asks for, tied to it item by item.
    pub async fn begin_from_source(&self, who: &Who, organisation: &UnitId, guideline: &str, file: HandIn) -> Result<ProgrammeId, Refusal> {
        let term = known_guideline(guideline)?.term;
        let paper = SourcePaper::of(file, Paper::Source).await?;
        if paper.source.goals().next().is_none() && paper.source.targets().next().is_none() && paper.source.tasks().next().is_none() {
            return Err(Refusal::Field { field: "report", why: "nothing-to-carry-out" });
        }
        let (by, organisation, guideline) = (who.clone(), organisation.clone(), guideline.to_owned());
        let id = new::programme();
        self.once(who, move |tx| {
            let (who, organisation, guideline, paper, id) = (by.clone(), organisation.clone(), guideline.clone(), paper.clone(), id.clone());
            Box::pin(async move {
                let unit = house::unit(tx.db(), &organisation).await?.ok_or(Refusal::NotFound)?;
                crate::organisation::allowed(tx.db(), &who, &unit, OrganisationAct::Create).await?;
                let whole = house::unit(tx.db(), &unit.organisation).await?.ok_or(Refusal::NotFound)?;
                let superior = match &whole.above {
                    Some(above) => house::unit(tx.db(), above).await?.map(|it| it.name),
                    None => None,
                };
                let source = paper.enter(tx, &who, &whole.id, None).await?;
                let draft = skeleton(&paper.source, Occasion { issuer: &whole.name, superior: superior.as_deref(), period: term });
                begin_in(tx, Some(&who), id, whole.id, &guideline, &Arc::new(draft), (None, Some(source))).await
            })
        })
        .await
    }
}
