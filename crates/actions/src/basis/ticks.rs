//! A unit says, with proof, that it has done what was required; and takes that back, with the reason (clause I.1-a).

use hanhdong_domain::basis::{Asked, Requirement, Tick};
use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{BasisId, OrganisationAct, RequirementId, TickId, Unit, UnitId, UnitKind};
use hanhdong_store::basis as memory;
use hanhdong_store::programme::{KeptFile, file};
use hanhdong_store::{Db, StoreError, Tx, organisation as house};
use serde_json::json;

use super::allowed_of;
use super::evidence::Evidence;
use crate::app::{App, new};
use crate::organisation::checked_name;
use crate::refusal::Refusal;
use crate::who::Who;

/// What shows that it was done.
#[derive(Clone, Debug)]
pub enum Proof {
    /// A file.
    File(Evidence),
    /// A document of a register that the person reads.
    Document(BasisId),
}

impl App {
    /// What a unit is about to tick: the requirement, and the unit. Refuses whoever may not tick for it.
    pub async fn before_tick(&self, who: &Who, requirement: &RequirementId, unit: &UnitId) -> Result<(Requirement, Unit), Refusal> {
        let mut reader = self.read().await?;
        ticking(&mut reader.db(), who, requirement, unit).await
    }

    /// Ticks what a unit has done, with its proof.
    pub async fn tick(&self, who: &Who, requirement: &RequirementId, unit: &UnitId, proof: Proof) -> Result<TickId, Refusal> {
        self.before_tick(who, requirement, unit).await?;
        let is_picture = if let Proof::File(file) = &proof { file.checked().await? } else { false };
        let (by, requirement, unit, id) = (who.clone(), requirement.clone(), unit.clone(), new::tick());
        self.once(who, move |tx| {
            let (who, requirement, unit, proof, id) = (by.clone(), requirement.clone(), unit.clone(), proof.clone(), id.clone());
            Box::pin(async move {
                let (requirement, unit) = ticking(tx.db(), &who, &requirement, &unit).await?;
                let (file, document) = match &proof {
                    Proof::File(file) => (Some(file.keep(tx, &who, &unit.id, is_picture).await?), None),
                    Proof::Document(id) => {
                        allowed_of(tx.db(), &who, id, OrganisationAct::ReadBases).await.map_err(|_| Refusal::Field { field: "proof", why: "unknown" })?;
                        (None, Some(id.clone()))
                    }
                };
                let tick = Tick { id, requirement: requirement.id, unit: unit.id, by: who.id().clone(), at: tx.at().to_owned(), file, document, taken_back: None };
                memory::enter_tick(tx, &tick).await.map_err(|error| match error {
                    StoreError::Constraint(_) => Refusal::Field { field: "proof", why: "ticked-already" },
                    other => other.into(),
                })?;
                record(tx, &who, Act::RequirementTicked, &tick).await?;
                Ok(tick.id)
            })
        })
        .await
    }

    /// Takes a tick back, with the reason. Its proof stays, and its line in the journal.
    pub async fn take_tick_back(&self, who: &Who, id: &TickId, why: &str) -> Result<BasisId, Refusal> {
        let (by, id, why) = (who.clone(), id.clone(), why.to_owned());
        self.once(who, move |tx| {
            let (who, id, why) = (by.clone(), id.clone(), why.clone());
            Box::pin(async move {
                let tick = memory::tick(tx.db(), &id).await?.ok_or(Refusal::NotFound)?;
                ticked(tx.db(), &who, &tick, OrganisationAct::Tick).await?;
                let why = checked_name("why", &why)?;
                if !memory::take_back_tick(tx, &id, &why).await? {
                    return Err(Refusal::Changed { now: tick.taken_back.unwrap_or_default() });
                }
                let requirement = memory::requirement(tx.db(), &tick.requirement).await?.ok_or(Refusal::NotFound)?;
                record(tx, &who, Act::TickTakenBack, &Tick { taken_back: Some(why), ..tick }).await?;
                Ok(requirement.basis)
            })
        })
        .await
    }

    /// The file by which a tick is proved.
    pub async fn tick_proof(&self, who: &Who, id: &TickId) -> Result<KeptFile, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let tick = memory::tick(&mut db, id).await?.ok_or(Refusal::NotFound)?;
        ticked(&mut db, who, &tick, OrganisationAct::ReadTicks).await?;
        let kept = tick.file.ok_or(Refusal::NotFound)?;
        file(&mut db, &kept).await?.ok_or(Refusal::NotFound)
    }
}

/// May the person do this with the tick? What one may not read is not found.
async fn ticked(db: &mut Db<'_>, who: &Who, tick: &Tick, act: OrganisationAct) -> Result<(), Refusal> {
    let standing = house::standing(db, who.id(), &tick.unit, who.today()).await?;
    match (standing.may_in_organisation(OrganisationAct::ReadTicks), standing.may_in_organisation(act)) {
        (false, _) => Err(Refusal::NotFound),
        (true, false) => Err(Refusal::NotAllowed),
        (true, true) => Ok(()),
    }
}

/// The requirement and the unit, where the person may tick the one for the other: it is asked of that unit, which stands in
/// the reach of the register.
async fn ticking(db: &mut Db<'_>, who: &Who, requirement: &RequirementId, unit: &UnitId) -> Result<(Requirement, Unit), Refusal> {
    let requirement = memory::requirement(db, requirement).await?.ok_or(Refusal::NotFound)?;
    allowed_of(db, who, &requirement.basis, OrganisationAct::ReadBases).await?;
    let unit = house::unit(db, unit).await?.ok_or(Refusal::NotFound)?;
    let standing = house::standing(db, who.id(), &unit.organisation, who.today()).await?;
    if !standing.may_in_organisation(OrganisationAct::ReadTicks) {
        return Err(Refusal::NotFound);
    }
    if !standing.may_in_organisation(OrganisationAct::Tick) {
        return Err(Refusal::NotAllowed);
    }
    let register = memory::register_of(db, &requirement.basis).await?.ok_or(Refusal::NotFound)?;
    let is_in_reach = memory::units_ticking(db, who.id(), who.today(), &register).await?.contains(&unit.id);
    let is_asked = !requirement.is_out && requirement.asked_of(unit.nature) == Asked::Yes;
    if unit.kind != UnitKind::Committee || !is_in_reach || !is_asked || !unit.exists_on(who.today()) {
        return Err(Refusal::Field { field: "unit", why: "not-asked" });
    }
    Ok((requirement, unit))
}

async fn record(tx: &mut Tx<'_>, who: &Who, act: Act, tick: &Tick) -> Result<(), Refusal> {
    let proof = json!({ "file": tick.file.as_ref().map(ToString::to_string), "document": tick.document.as_ref().map(ToString::to_string) });
    let (before, after) = if tick.taken_back.is_some() { (Some(&proof), None) } else { (None, Some(&proof)) };
    let data = json!({ "requirement": tick.requirement.to_string(), "unit": tick.unit.to_string(), "before": before, "after": after, "why": tick.taken_back }).to_string();
    let state = Some(memory::state_of_tick(tick));
    let event = Event { organisation: tick.unit.clone(), by: Some(who.id().clone()), act, subject: Subject::Tick, subject_id: tick.id.to_string(), data, state };
    tx.record(&event).await?;
    Ok(())
}
