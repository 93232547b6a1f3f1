//! Units founded and described: level and kind, apart from what decides about their records.

use hanhdong_domain::Date;
use hanhdong_domain::journal::{Act, Event, Line, Subject};
use hanhdong_domain::organisation::{DEPTH_MAX, Nature, NatureRefusal, OrganisationAct, PersonId, Unit, UnitId, UnitKind};
use hanhdong_store::organisation as memory;
use hanhdong_store::{Db, Tx, journal};
use serde_json::{Value, json};

use super::found::checked_name;
use super::people::allowed;
use crate::app::{App, new};
use crate::refusal::Refusal;
use crate::who::Who;

/// Lines of a unit that are read at once.
const LINES_MAX: i64 = 200;

/// A unit to be founded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewUnit {
    /// Its name, in full as on papers.
    pub name: String,
    /// What it is as far as its records are concerned.
    pub kind: UnitKind,
    /// Its level and kind.
    pub nature: Nature,
    /// From when on it exists, where that is known.
    pub founded_on: Option<Date>,
    /// The first day on which it no longer exists: only what is entered as history has one from the beginning.
    pub ended_on: Option<Date>,
}

impl NewUnit {
    /// A unit of which only the name is known.
    pub fn named(name: &str, kind: UnitKind) -> NewUnit {
        NewUnit { name: name.to_owned(), kind, nature: Nature::UNKNOWN, founded_on: None, ended_on: None }
    }
}

impl From<NatureRefusal> for Refusal {
    fn from(refusal: NatureRefusal) -> Refusal {
        match refusal {
            NatureRefusal::LevelOfBody => Refusal::Field { field: "level", why: "level-of-body" },
            NatureRefusal::KindUnfit => Refusal::Field { field: "org_kind", why: "kind-unfit" },
            NatureRefusal::LevelNotBelow => Refusal::Field { field: "level", why: "level-not-below" },
        }
    }
}

impl App {
    /// Founds a unit below one whose people this person keeps, with its level and kind.
    pub async fn found_unit_below(&self, who: &Who, above: &UnitId, unit: NewUnit) -> Result<Unit, Refusal> {
        if unit.founded_on.is_some_and(|it| who.today() < it) {
            return Err(Refusal::Field { field: "founded", why: "in-future" });
        }
        let (who, above) = (who.clone(), above.clone());
        self.act(move |tx| {
            let (who, above, unit) = (who.clone(), above.clone(), unit.clone());
            Box::pin(async move {
                let above = memory::unit(tx.db(), &above).await?.ok_or(Refusal::NotFound)?;
                allowed(tx.db(), &who, &above, OrganisationAct::KeepPeople).await?;
                enter_unit(tx, Some(who.id()), &unit, Some(&above)).await
            })
        })
        .await
    }

    /// What the journal says of a unit whose people this person keeps, the newest line first.
    pub async fn journal_of_unit(&self, who: &Who, unit: &UnitId) -> Result<Vec<Line>, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let unit = memory::unit(&mut db, unit).await?.ok_or(Refusal::NotFound)?;
        allowed(&mut db, who, &unit, OrganisationAct::KeepPeople).await?;
        Ok(journal::about(&mut db, Subject::Unit, unit.id.as_str(), LINES_MAX).await?)
    }

    /// Records level and kind of a unit.
    pub async fn describe_unit(&self, who: &Who, unit: &UnitId, nature: Nature) -> Result<(), Refusal> {
        let (who, unit) = (who.clone(), unit.clone());
        self.act(move |tx| {
            let (who, unit) = (who.clone(), unit.clone());
            Box::pin(async move {
                let unit = memory::unit(tx.db(), &unit).await?.ok_or(Refusal::NotFound)?;
                describe(tx, &who, &unit, nature).await
            })
        })
        .await
    }
}

/// Records what a unit is, in an act.
pub(super) async fn describe(tx: &mut Tx<'_>, who: &Who, unit: &Unit, nature: Nature) -> Result<(), Refusal> {
    allowed(tx.db(), who, unit, OrganisationAct::KeepPeople).await?;
    // Once more of this unit: what fits a committee does not fit a body.
    let nature = Nature::of(unit.kind, nature.level(), nature.kind())?;
    let above = committee_above(tx.db(), unit.above.as_ref()).await?;
    nature.stands_between(above, committees_below(tx.db(), unit, who.today()).await?)?;
    memory::describe(tx, &unit.id, nature).await?;
    let data = json!({ "before": said(unit.nature), "after": said(nature) }).to_string();
    record_unit(tx, Some(who.id()), unit, Act::UnitDescribed, data).await
}

/// Enters a unit below another, in an act; the caller has asked the policy.
pub(crate) async fn enter_unit(tx: &mut Tx<'_>, by: Option<&PersonId>, new: &NewUnit, above: Option<&Unit>) -> Result<Unit, Refusal> {
    let id = new::unit();
    let organisation: UnitId = match (new.kind, above) {
        (UnitKind::Body, Some(above)) => above.organisation.clone(),
        (UnitKind::Committee | UnitKind::Body, _) => id.clone(),
    };
    if let Some(above) = above {
        if DEPTH_MAX <= memory::depth(tx.db(), &above.id).await? {
            return Err(Refusal::Field { field: "above", why: "too-deep" });
        }
        new.nature.stands_between(committee_above(tx.db(), Some(&above.id)).await?, [])?;
    }
    let unit = Unit {
        id,
        name: checked_name("name", &new.name)?,
        kind: new.kind,
        nature: new.nature,
        above: above.map(|it| it.id.clone()),
        organisation,
        founded_on: new.founded_on,
        ended_on: new.ended_on,
    };
    memory::found(tx, &unit).await?;
    let data = json!({
        "name": unit.name, "kind": unit.kind.name(), "nature": said(unit.nature), "above": unit.above.as_ref().map(ToString::to_string),
        "founded": unit.founded_on.map(|it| it.to_string()), "ended": unit.ended_on.map(|it| it.to_string()),
    });
    record_unit(tx, by, &unit, Act::UnitFounded, data.to_string()).await?;
    Ok(unit)
}

pub(super) async fn record_unit(tx: &mut Tx<'_>, by: Option<&PersonId>, unit: &Unit, act: Act, data: String) -> Result<(), Refusal> {
    let event = Event { organisation: unit.organisation.clone(), by: by.cloned(), act, subject: Subject::Unit, subject_id: unit.id.to_string(), data, state: None };
    tx.record(&event).await?;
    Ok(())
}

/// Level and kind as the journal says them.
fn said(nature: Nature) -> Value {
    json!({ "level": nature.level().map(|it| it.name()), "kind": nature.kind().map(|it| it.name()) })
}

/// What the committee is that this unit is or belongs to.
pub(super) async fn committee_above(db: &mut Db<'_>, unit: Option<&UnitId>) -> Result<Option<Nature>, Refusal> {
    let Some(unit) = unit else { return Ok(None) };
    let organisation = memory::unit(db, unit).await?.ok_or(Refusal::NotFound)?.organisation;
    Ok(memory::unit(db, &organisation).await?.map(|it| it.nature))
}

/// What the committees of today below a committee are; a body has none that its level could contradict.
async fn committees_below(db: &mut Db<'_>, unit: &Unit, today: Date) -> Result<Vec<Nature>, Refusal> {
    if unit.kind == UnitKind::Body {
        return Ok(Vec::new());
    }
    let below = memory::units_below(db, &unit.id).await?;
    Ok(below.into_iter().filter(|it| it.kind == UnitKind::Committee && it.exists_on(today)).map(|it| it.nature).collect())
}
