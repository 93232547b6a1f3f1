//! What a committee declares of its money and people, and the figures from which its office wants to look again.

use hanhdong_domain::organisation::UnitId;
use hanhdong_domain::programme::{Capacity, FundingSource, Limits, Money, UnitPeople};
use hanhdong_domain::text::fold_words;
use sqlx::Row;

use crate::{Db, StoreError, Tx};

const OF_UNIT: &str = "load-of-unit";
const OF_PERSON: &str = "load-of-person";
const PREPARATION: &str = "preparation-months";

/// What an organisation has declared; empty where it has declared nothing.
pub async fn capacity(db: &mut Db<'_>, organisation: &UnitId) -> Result<Capacity, StoreError> {
    let mut capacity = Capacity::default();
    let money = sqlx::query("SELECT source, year, amount FROM capacity_money WHERE organisation_id = $1 ORDER BY source, year").bind(organisation.as_str());
    for row in db.all(money).await? {
        let source: String = row.try_get(0)?;
        let source = FundingSource::of_name(&source).ok_or_else(|| StoreError::NotSound(format!("source {source}")))?;
        let year = i16::try_from(row.try_get::<i64, _>(1)?).map_err(|_| StoreError::NotSound("a year".to_owned()))?;
        capacity.money.insert((source, year), Money(row.try_get(2)?));
    }
    let people = sqlx::query("SELECT unit_name, people FROM capacity_people WHERE organisation_id = $1 ORDER BY folded").bind(organisation.as_str());
    for row in db.all(people).await? {
        let people = u32::try_from(row.try_get::<i64, _>(1)?).map_err(|_| StoreError::NotSound("a number of people".to_owned()))?;
        capacity.people.push(UnitPeople { unit: row.try_get(0)?, people });
    }
    let limits = sqlx::query("SELECT name, value FROM setting WHERE organisation_id = $1 AND name IN ($2, $3, $4)");
    for row in db.all(limits.bind(organisation.as_str()).bind(OF_UNIT).bind(OF_PERSON).bind(PREPARATION)).await? {
        let (name, value): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        let value = Some(value.parse::<u32>().map_err(|_| StoreError::NotSound(format!("setting {name}")))?);
        match name.as_str() {
            OF_UNIT => capacity.limits.of_unit = value,
            OF_PERSON => capacity.limits.of_person = value,
            _ => capacity.limits.preparation_months = value,
        }
    }
    Ok(capacity)
}

/// Puts a declaration in the place of what was declared before.
pub async fn declare(tx: &mut Tx<'_>, organisation: &UnitId, capacity: &Capacity) -> Result<(), StoreError> {
    for table in ["DELETE FROM capacity_money WHERE organisation_id = $1", "DELETE FROM capacity_people WHERE organisation_id = $1"] {
        tx.change(sqlx::query(table).bind(organisation.as_str())).await?;
    }
    for ((source, year), amount) in &capacity.money {
        let sql = "INSERT INTO capacity_money (organisation_id, source, year, amount) VALUES ($1, $2, $3, $4)";
        tx.change(sqlx::query(sql).bind(organisation.as_str()).bind(source.name()).bind(i64::from(*year)).bind(amount.0)).await?;
    }
    for it in &capacity.people {
        let sql = "INSERT INTO capacity_people (organisation_id, folded, unit_name, people) VALUES ($1, $2, $3, $4)";
        let folded = fold_words(&it.unit).join(" ");
        tx.change(sqlx::query(sql).bind(organisation.as_str()).bind(folded).bind(it.unit.as_str()).bind(i64::from(it.people))).await?;
    }
    let Limits { of_unit, of_person, preparation_months } = capacity.limits;
    for (name, value) in [(OF_UNIT, of_unit), (OF_PERSON, of_person), (PREPARATION, preparation_months)] {
        tx.change(sqlx::query("DELETE FROM setting WHERE organisation_id = $1 AND name = $2").bind(organisation.as_str()).bind(name)).await?;
        if let Some(value) = value {
            let sql = "INSERT INTO setting (organisation_id, name, value) VALUES ($1, $2, $3)";
            tx.change(sqlx::query(sql).bind(organisation.as_str()).bind(name).bind(value.to_string())).await?;
        }
    }
    Ok(())
}
