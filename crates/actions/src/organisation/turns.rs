//! Units renamed and moved, each on a day, by a paper.

use hanhdong_domain::Date;
use hanhdong_domain::journal::Act;
use hanhdong_domain::organisation::{NatureRefusal, OrganisationAct, Past, Turn, TurnRefusal, Unit, UnitId, UnitKind, may_go_below};
use hanhdong_store::organisation as memory;
use hanhdong_store::{Db, Tx};
use serde_json::json;

use super::found::checked_name;
use super::people::{allowed, an_administrator_is_left};
use super::units::{committee_above, record_unit};
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

/// When, and by which paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The first day on which it is so; today at the latest.
    pub on: Date,
    /// Number and symbol of the paper.
    pub paper: String,
}

/// What became of a unit, and what it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// The unit as it is.
    pub unit: Unit,
    /// The unit above, where there is one.
    pub above: Option<Unit>,
    /// Its turns, oldest first; each with the name of the unit that it stood below until then.
    pub turns: Vec<(Past, Option<String>)>,
    /// What it went into.
    pub became: Vec<Unit>,
    /// What went into it.
    pub came_from: Vec<Unit>,
}

impl From<TurnRefusal> for Refusal {
    fn from(refusal: TurnRefusal) -> Refusal {
        let (field, why) = match refusal {
            TurnRefusal::Ended => ("unit", "unit-ended"),
            TurnRefusal::InFuture => ("on", "in-future"),
            TurnRefusal::BeforeFounding => ("on", "before-founding"),
            TurnRefusal::BeforeLastTurn => ("on", "before-last-turn"),
            TurnRefusal::SameName => ("unit_name", "same-name"),
            TurnRefusal::SamePlace => ("above", "same-place"),
            TurnRefusal::BelowItself => ("above", "below-itself"),
            TurnRefusal::TooDeep => ("above", "too-deep"),
            TurnRefusal::Nature(NatureRefusal::LevelOfBody | NatureRefusal::KindUnfit | NatureRefusal::LevelNotBelow) => ("above", "level-not-below"),
            TurnRefusal::Successors => ("into", "successors"),
            TurnRefusal::SuccessorUnfit => ("into", "successor-unfit"),
            TurnRefusal::NothingAbove => ("turn", "nothing-above"),
        };
        Refusal::Field { field, why }
    }
}

impl App {
    /// What became of a unit whose people this person keeps, also of one that is no more.
    pub async fn story_of_unit(&self, who: &Who, unit: &UnitId) -> Result<Story, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let unit = kept_unit(&mut db, who, unit).await?;
        let above = match &unit.above {
            Some(above) => memory::unit(&mut db, above).await?,
            None => None,
        };
        let mut turns = Vec::new();
        for past in memory::past(&mut db, &unit.id).await? {
            let above = match &past.above_before {
                Some(above) => Some(name_on(&mut db, above, past.on).await?),
                None => None,
            };
            turns.push((past, above));
        }
        let heirs = memory::kin(&mut db, &unit.id, true).await?;
        let before = memory::kin(&mut db, &unit.id, false).await?;
        let became = these(&mut db, heirs).await?;
        let came_from = these(&mut db, before).await?;
        Ok(Story { unit, above, turns, became, came_from })
    }

    /// The units that are no more whose people this person kept, those above before those below.
    pub async fn ended_units(&self, who: &Who) -> Result<Vec<Unit>, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let mut found = Vec::new();
        for unit in memory::units(&mut db).await? {
            let has_ended = unit.ended_on.is_some_and(|it| it <= who.today());
            if has_ended && memory::standing(&mut db, who.id(), &unit.organisation, who.today()).await?.may_in_organisation(OrganisationAct::KeepPeople) {
                found.push(unit);
            }
        }
        Ok(found)
    }

    /// Gives a unit another name from a day on. Papers of older days keep the name of their day.
    pub async fn rename_unit(&self, who: &Who, unit: &UnitId, name: &str, decided: Decided) -> Result<(), Refusal> {
        let (name, decided) = (checked_name("unit_name", name)?, checked(decided)?);
        let (who, unit) = (who.clone(), unit.clone());
        self.act(move |tx| {
            let (who, unit, name, decided) = (who.clone(), unit.clone(), name.clone(), decided.clone());
            Box::pin(async move {
                let unit = turning(tx, &who, &unit, Turn::Renamed, decided.on).await?;
                if unit.name == name {
                    return Err(TurnRefusal::SameName.into());
                }
                memory::rename(tx, &unit.id, &name).await?;
                keep(tx, &unit, Turn::Renamed, &decided, (Some(unit.name.clone()), None)).await?;
                let data = json!({ "name": { "before": unit.name, "after": name }, "on": decided.on.to_string(), "paper": decided.paper });
                record_unit(tx, Some(who.id()), &unit, Act::UnitRenamed, data.to_string()).await
            })
        })
        .await
    }

    /// Puts a unit below another one from a day on, with all that is below it. This person keeps the people of both places.
    pub async fn move_unit(&self, who: &Who, unit: &UnitId, above: &UnitId, decided: Decided) -> Result<(), Refusal> {
        let decided = checked(decided)?;
        let (who, unit, above) = (who.clone(), unit.clone(), above.clone());
        self.act(move |tx| {
            let (who, unit, above, decided) = (who.clone(), unit.clone(), above.clone(), decided.clone());
            Box::pin(async move {
                memory::hold_tree(tx).await?;
                let above = kept_unit(tx.db(), &who, &above).await?;
                if !memory::hold_living(tx, &above.id).await? {
                    return Err(Refusal::Field { field: "above", why: "unit-ended" });
                }
                let unit = turning(tx, &who, &unit, Turn::Moved, decided.on).await?;
                move_below(tx, &who, &unit, &above, &decided).await?;
                an_administrator_is_left(tx, who.today()).await
            })
        })
        .await
    }
}

/// Moves a unit in an act that holds the tree and has asked the policy.
pub(super) async fn move_below(tx: &mut Tx<'_>, who: &Who, unit: &Unit, above: &Unit, decided: &Decided) -> Result<(), Refusal> {
    fits_below(tx.db(), unit, above).await?;
    memory::place(tx, &unit.id, &above.id, (&unit.organisation, organisation_below(unit, above))).await?;
    keep(tx, unit, Turn::Moved, decided, (None, unit.above.clone())).await?;
    let data = json!({
        "above": { "before": unit.above.as_ref().map(|it| it.as_str()), "after": above.id.as_str() },
        "organisation": { "before": unit.organisation.as_str(), "after": organisation_below(unit, above).as_str() },
        "on": decided.on.to_string(), "paper": decided.paper,
    });
    record_unit(tx, Some(who.id()), unit, Act::UnitMoved, data.to_string()).await
}

/// May a unit stand below another one: no circle, not too deep, its level lower?
pub(super) async fn fits_below(db: &mut Db<'_>, unit: &Unit, above: &Unit) -> Result<(), Refusal> {
    let (path, levels, place) = (memory::path_of(db, &unit.id).await?, memory::levels_below(db, &unit.id).await?, memory::path_of(db, &above.id).await?);
    may_go_below(&path, levels, &place)?;
    if unit.kind == UnitKind::Committee {
        unit.nature.stands_between(committee_above(db, Some(&above.id)).await?, []).map_err(TurnRefusal::from)?;
    }
    Ok(())
}

/// Whose records a unit belongs to below another one: a committee's are its own wherever it stands.
fn organisation_below<'a>(unit: &'a Unit, above: &'a Unit) -> &'a UnitId {
    match unit.kind {
        UnitKind::Committee => &unit.organisation,
        UnitKind::Body => &above.organisation,
    }
}

/// A unit that may take this turn on that day; the act holds it.
pub(super) async fn turning(tx: &mut Tx<'_>, who: &Who, unit: &UnitId, turn: Turn, on: Date) -> Result<Unit, Refusal> {
    kept_unit(tx.db(), who, unit).await?;
    memory::hold_living(tx, unit).await?;
    // What it is now that nobody else changes it.
    let unit = memory::unit(tx.db(), unit).await?.ok_or(Refusal::NotFound)?;
    let past = memory::past(tx.db(), &unit.id).await?;
    unit.may_turn(turn, on, &past, who.today())?;
    Ok(unit)
}

pub(super) async fn keep(tx: &mut Tx<'_>, unit: &Unit, turn: Turn, decided: &Decided, (name_before, above_before): (Option<String>, Option<UnitId>)) -> Result<(), Refusal> {
    let past = Past { unit: unit.id.clone(), turn, on: decided.on, paper: decided.paper.clone(), name_before, above_before };
    Ok(memory::keep_turn(tx, &past).await?)
}

/// A unit whose people this person keeps.
pub(super) async fn kept_unit(db: &mut Db<'_>, who: &Who, unit: &UnitId) -> Result<Unit, Refusal> {
    let unit = memory::unit(db, unit).await?.ok_or(Refusal::NotFound)?;
    allowed(db, who, &unit, OrganisationAct::KeepPeople).await?;
    Ok(unit)
}

/// A decision as it is kept: its paper is named.
pub(super) fn checked(decided: Decided) -> Result<Decided, Refusal> {
    Ok(Decided { paper: checked_name("paper", &decided.paper)?, ..decided })
}

/// The name that a unit had on a day.
async fn name_on(db: &mut Db<'_>, unit: &UnitId, day: Date) -> Result<String, Refusal> {
    let unit = memory::unit(db, unit).await?.ok_or(Refusal::NotFound)?;
    let past = memory::past(db, &unit.id).await?;
    Ok(unit.name_on(day, &past).to_owned())
}

async fn these(db: &mut Db<'_>, ids: Vec<UnitId>) -> Result<Vec<Unit>, Refusal> {
    let mut units = Vec::new();
    for id in ids {
        units.extend(memory::unit(db, &id).await?);
    }
    Ok(units)
}
