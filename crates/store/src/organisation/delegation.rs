//! Roles lent during absence.

use hanhdong_domain::Date;
use hanhdong_domain::organisation::{Delegation, DelegationId, GrantId, PersonId, UnitId};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::person::role_of;
use crate::{Db, StoreError, Tx, column};

/// Lends a role to the person of another, from a day until before another.
pub async fn lend(tx: &mut Tx<'_>, id: &DelegationId, (lent, to): (&GrantId, &GrantId), (from_on, until_on): (Date, Date)) -> Result<(), StoreError> {
    let sql = "INSERT INTO delegation (id, grant_id, to_grant_id, from_on, until_on) VALUES ($1, $2, $3, $4, $5)";
    let statement = sqlx::query(sql).bind(id.as_str()).bind(lent.as_str()).bind(to.as_str()).bind(from_on.to_string()).bind(until_on.to_string());
    tx.change(statement).await?;
    Ok(())
}

/// Ends what was lent, at once; false where it was ended before.
pub async fn end_delegation(tx: &mut Tx<'_>, id: &DelegationId) -> Result<bool, StoreError> {
    let at = tx.at().to_owned();
    Ok(tx.change(sqlx::query("UPDATE delegation SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL").bind(id.as_str()).bind(at)).await? == 1)
}

const LENT: &str = "SELECT id, giver_id, person_id, unit_id, role, from_on, until_on, ended_at FROM lent_role";

/// One of them, as it really holds.
pub async fn delegation(db: &mut Db<'_>, id: &DelegationId) -> Result<Option<Delegation>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{LENT} WHERE id = $1"));
    db.maybe(sqlx::query(sql).bind(id.as_str())).await?.as_ref().map(read).transpose()
}

/// What a person gave or received and what holds on that day or will, first begun first.
pub async fn delegations_of(db: &mut Db<'_>, person: &PersonId, day: Date) -> Result<Vec<Delegation>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{LENT} WHERE (person_id = $1 OR giver_id = $1) AND ended_at IS NULL AND $2 < until_on AND from_on < until_on ORDER BY from_on, id"));
    let rows = db.all(sqlx::query(sql).bind(person.as_str()).bind(day.to_string())).await?;
    rows.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<Delegation, StoreError> {
    let role: String = row.try_get(4)?;
    Ok(Delegation {
        id: column::id(row, 0, DelegationId::parse)?,
        giver: column::id(row, 1, PersonId::parse)?,
        receiver: column::id(row, 2, PersonId::parse)?,
        unit: column::id(row, 3, UnitId::parse)?,
        role: role_of(&role)?,
        from_on: column::date(row, 5)?,
        until_on: column::date(row, 6)?,
        is_ended: row.try_get::<Option<String>, _>(7)?.is_some(),
    })
}
