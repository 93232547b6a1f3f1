//! Founding at once what a committee of its kind usually has and this one lacks.

use std::sync::LazyLock;

use hanhdong_domain::organisation::{Nature, OrgKind, OrgLevel, Starter, Unit, UnitId, UnitKind, Usual};
use hanhdong_store::{Db, organisation as memory};
use serde::Deserialize;

use super::turns::kept_unit;
use super::units::{NewUnit, enter_unit};
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

const TEXT: &str = include_str!("../../starters/2025.toml");

/// Read once; a fault in our own data leaves the list empty, and a test finds it.
static STARTERS: LazyLock<Vec<Starter>> = LazyLock::new(|| read(TEXT).unwrap_or_default());

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    starter: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    kinds: Vec<String>,
    body: Vec<Body>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    name: String,
    kind: String,
    level: Option<String>,
    #[serde(default)]
    also: Vec<String>,
}

fn read(text: &str) -> Option<Vec<Starter>> {
    let file: File = toml::from_str(text).ok()?;
    file.starter.into_iter().map(starter).collect()
}

fn starter(entry: Entry) -> Option<Starter> {
    let kinds = entry.kinds.iter().map(|it| OrgKind::of_name(it)).collect::<Option<_>>()?;
    Some(Starter { kinds, usual: entry.body.into_iter().map(usual).collect::<Option<_>>()? })
}

fn usual(body: Body) -> Option<Usual> {
    let records = if body.level.is_some() { UnitKind::Committee } else { UnitKind::Body };
    let level = match &body.level {
        Some(level) => Some(OrgLevel::of_name(level)?),
        None => None,
    };
    let nature = Nature::of(records, level, Some(OrgKind::of_name(&body.kind)?)).ok()?;
    Some(Usual { name: body.name, also: body.also, records, nature })
}

/// What a committee lacks of what its kind usually has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// The committee.
    pub unit: Unit,
    /// What would be founded, in order.
    pub missing: Vec<Usual>,
    /// What was seen: it differs where something was founded or ended in between.
    pub seen: String,
}

impl App {
    /// What a committee lacks; not found where nothing is usual for its kind.
    pub async fn lacking(&self, who: &Who, unit: &UnitId) -> Result<Lacking, Refusal> {
        let mut reader = self.read().await?;
        lacking(&mut reader.db(), who, unit).await
    }

    /// Founds what a committee lacks, as it was seen; asked again it founds nothing twice.
    pub async fn found_lacking(&self, who: &Who, unit: &UnitId, seen: &str) -> Result<Vec<Unit>, Refusal> {
        let (who, unit, seen) = (who.clone(), unit.clone(), seen.to_owned());
        self.act(move |tx| {
            let (who, unit, seen) = (who.clone(), unit.clone(), seen.clone());
            Box::pin(async move {
                // Whoever asked first is waited for, so that the second finds what the first founded.
                kept_unit(tx.db(), &who, &unit).await?;
                if !memory::hold_living(tx, &unit).await? {
                    return Err(Refusal::Field { field: "unit", why: "unit-ended" });
                }
                let lacking = lacking(tx.db(), &who, &unit).await?;
                if lacking.seen != seen {
                    return Err(Refusal::Changed { now: String::new() });
                }
                if lacking.missing.is_empty() {
                    return Err(Refusal::Field { field: "unit", why: "nothing-lacking" });
                }
                let mut founded = Vec::new();
                for usual in &lacking.missing {
                    let new = NewUnit { nature: usual.nature, ..NewUnit::named(&usual.name, usual.records) };
                    founded.push(enter_unit(tx, Some(who.id()), &new, Some(&lacking.unit)).await?);
                }
                Ok(founded)
            })
        })
        .await
    }

    /// Is anything usual for committees of this kind?
    pub fn has_starter(&self, kind: OrgKind) -> bool {
        STARTERS.iter().any(|it| it.kinds.contains(&kind))
    }
}

async fn lacking(db: &mut Db<'_>, who: &Who, unit: &UnitId) -> Result<Lacking, Refusal> {
    let unit = kept_unit(db, who, unit).await?;
    let starter = STARTERS.iter().find(|it| unit.kind == UnitKind::Committee && unit.nature.kind().is_some_and(|kind| it.kinds.contains(&kind)));
    let starter = starter.ok_or(Refusal::NotFound)?;
    let below: Vec<Unit> = memory::units_below(db, &unit.id).await?.into_iter().filter(|it| it.ended_on.is_none()).collect();
    let missing: Vec<Usual> = starter.missing(&unit.id, &below).into_iter().cloned().collect();
    let names: Vec<&str> = missing.iter().map(|it| it.name.as_str()).collect();
    let seen = blake3::hash(names.join("\n").as_bytes()).to_hex().to_string();
    Ok(Lacking { unit, missing, seen })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_territory_of_2025_has_a_starter_that_reads() {
        let starters = read(TEXT).expect("our own data");
        for kind in [OrgKind::Province, OrgKind::City, OrgKind::Commune, OrgKind::Ward, OrgKind::SpecialZone] {
            let found: Vec<_> = starters.iter().filter(|it| it.kinds.contains(&kind)).collect();
            assert_eq!(found.len(), 1, "{kind:?}");
            let usual = &found[0].usual;
            assert!(9 < usual.len(), "{kind:?}");
            assert_eq!(usual.iter().filter(|it| it.nature.kind() == Some(OrgKind::Office)).count(), 1, "{kind:?} has one office");
            assert!(usual.iter().any(|it| it.nature.kind() == Some(OrgKind::Inspection)), "{kind:?}");
            let mut names: Vec<&String> = usual.iter().flat_map(|it| [&it.name].into_iter().chain(&it.also)).collect();
            let count = names.len();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), count, "no name of {kind:?} stands for two");
        }
        assert!(starters.iter().all(|it| !it.kinds.contains(&OrgKind::District)), "districts are no more");
    }
}
