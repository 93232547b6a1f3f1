//! What a document requires: entered line by line, taken out.

use hanhdong_domain::Date;
use hanhdong_domain::basis::{REQUIREMENTS_MAX, Requirement};
use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{BasisId, OrgKind, OrgLevel, OrganisationAct, RequirementId, UnitId};
use hanhdong_store::Tx;
use hanhdong_store::basis as memory;
use serde_json::json;

use super::allowed_of;
use crate::app::{App, new};
use crate::organisation::checked_name;
use crate::refusal::Refusal;
use crate::who::Who;

/// Letters of one requirement, at most.
const TEXT_CHARS_MAX: usize = 1000;

/// Things that a document requires of the same units by the same day.
#[derive(Clone, Debug, Default)]
pub struct NewRequirements {
    /// What, one a line.
    pub texts: String,
    /// From when on, where it is a period.
    pub from_on: Option<Date>,
    /// The last day, where there is one.
    pub due_on: Option<Date>,
    /// Of committees of which levels; of all where none is named.
    pub levels: Vec<OrgLevel>,
    /// Of committees of which kinds; of all where none is named.
    pub kinds: Vec<OrgKind>,
}

impl App {
    /// Enters what a document requires, a line each.
    pub async fn require(&self, who: &Who, id: &BasisId, said: NewRequirements) -> Result<BasisId, Refusal> {
        let texts = said.texts.lines().filter(|it| !it.trim().is_empty()).map(text).collect::<Result<Vec<_>, _>>()?;
        if texts.is_empty() {
            return Err(Refusal::Field { field: "texts", why: "empty" });
        }
        if said.from_on.is_some_and(|from| said.due_on.is_none_or(|due| due < from)) {
            return Err(Refusal::Field { field: "due", why: "until-before-from" });
        }
        let (by, id) = (who.clone(), id.clone());
        self.once(who, move |tx| {
            let (who, id, said, texts) = (by.clone(), id.clone(), said.clone(), texts.clone());
            Box::pin(async move {
                allowed_of(tx.db(), &who, &id, OrganisationAct::KeepBases).await?;
                let basis = memory::hold(tx, &id).await?.ok_or(Refusal::NotFound)?;
                let there = memory::requirements(tx.db(), &id).await?;
                if REQUIREMENTS_MAX < there.len() + texts.len() {
                    return Err(Refusal::Field { field: "texts", why: "too-long" });
                }
                let first = there.iter().map(|it| it.number).max().unwrap_or(0) + 1;
                for (number, text) in (first..).zip(texts) {
                    let (levels, kinds) = (said.levels.clone(), said.kinds.clone());
                    let it = Requirement { id: new::requirement(), basis: id.clone(), number, text, from_on: said.from_on, due_on: said.due_on, levels, kinds, is_out: false };
                    memory::require(tx, &it).await?;
                    record(tx, &who, &basis.organisation, Act::RequirementEntered, &it).await?;
                }
                Ok(id)
            })
        })
        .await
    }

    /// Takes a requirement out: it is asked of nobody from now on. What was ticked stays with its proof.
    pub async fn take_requirement_out(&self, who: &Who, id: &RequirementId) -> Result<BasisId, Refusal> {
        let (who, id) = (who.clone(), id.clone());
        self.act(move |tx| {
            let (who, id) = (who.clone(), id.clone());
            Box::pin(async move {
                let it = memory::requirement(tx.db(), &id).await?.ok_or(Refusal::NotFound)?;
                allowed_of(tx.db(), &who, &it.basis, OrganisationAct::KeepBases).await?;
                let basis = memory::hold(tx, &it.basis).await?.ok_or(Refusal::NotFound)?;
                if !memory::take_out(tx, &id).await? {
                    return Err(Refusal::Changed { now: String::new() });
                }
                record(tx, &who, &basis.organisation, Act::RequirementTakenOut, &Requirement { is_out: true, ..it.clone() }).await?;
                Ok(it.basis)
            })
        })
        .await
    }
}

fn text(line: &str) -> Result<String, Refusal> {
    // A requirement is longer than a name: asked piece by piece.
    if TEXT_CHARS_MAX < line.chars().count() {
        return Err(Refusal::Field { field: "texts", why: "too-long" });
    }
    let words = line.split_whitespace().map(|it| checked_name("texts", it)).collect::<Result<Vec<_>, _>>()?;
    Ok(words.join(" ").trim_start_matches(['-', '–', '+', ' ']).to_owned())
}

async fn record(tx: &mut Tx<'_>, who: &Who, organisation: &UnitId, act: Act, it: &Requirement) -> Result<(), Refusal> {
    let names = |levels: &[OrgLevel], kinds: &[OrgKind]| (levels.iter().map(|it| it.name()).collect::<Vec<_>>(), kinds.iter().map(|it| it.name()).collect::<Vec<_>>());
    let (levels, kinds) = names(&it.levels, &it.kinds);
    let said = json!({ "number": it.number, "text": it.text, "from_on": it.from_on.map(|it| it.to_string()), "due_on": it.due_on.map(|it| it.to_string()), "levels": levels, "kinds": kinds });
    let (before, after) = if it.is_out { (Some(&said), None) } else { (None, Some(&said)) };
    let data = json!({ "basis": it.basis.to_string(), "before": before, "after": after }).to_string();
    let state = Some(memory::state_of_requirement(it));
    let event = Event { organisation: organisation.clone(), by: Some(who.id().clone()), act, subject: Subject::Requirement, subject_id: it.id.to_string(), data, state };
    tx.record(&event).await?;
    Ok(())
}
