//! The register of who may sign what.

use hanhdong_domain::Date;
use hanhdong_domain::organisation::{AuthorityId, PersonId, UnitId};
use hanhdong_domain::publication::{Capacity, SigningAuthority};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::fingerprint;
use crate::{Db, StoreError, Tx, column};

/// Enters a line.
pub async fn enter_authority(tx: &mut Tx<'_>, organisation: &UnitId, it: &SigningAuthority) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO signing_authority (id, organisation_id, person_id, name, post, capacity, of_whom, kind, from_on, until_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let statement = sqlx::query(sql)
        .bind(it.id.as_str())
        .bind(organisation.as_str())
        .bind(it.person.as_ref().map(|it| it.as_str().to_owned()))
        .bind(it.name.as_str())
        .bind(it.post.as_str())
        .bind(it.capacity.name())
        .bind(it.of.as_str())
        .bind(it.kind.clone())
        .bind(it.from_on.to_string())
        .bind(column::of_date(it.until_on));
    tx.change(statement).await?;
    Ok(())
}

/// Ends a line on a day; false where it has ended by then.
pub async fn end_authority(tx: &mut Tx<'_>, id: &AuthorityId, on: Date) -> Result<bool, StoreError> {
    let sql = "UPDATE signing_authority SET until_on = $2 WHERE id = $1 AND from_on < $2 AND (until_on IS NULL OR $2 < until_on)";
    Ok(tx.change(sqlx::query(sql).bind(id.as_str()).bind(on.to_string())).await? == 1)
}

const LINE: &str = "SELECT id, organisation_id, person_id, name, post, capacity, of_whom, kind, from_on, until_on FROM signing_authority";

/// The register of an organisation: what holds longest first.
pub async fn authorities(db: &mut Db<'_>, organisation: &UnitId) -> Result<Vec<SigningAuthority>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{LINE} WHERE organisation_id = $1 ORDER BY COALESCE(until_on, '9999-12-31') DESC, name, id"));
    db.all(sqlx::query(sql).bind(organisation.as_str())).await?.iter().map(|row| Ok(read(row)?.1)).collect()
}

/// One line, with whose register it stands in.
pub async fn authority(db: &mut Db<'_>, id: &AuthorityId) -> Result<Option<(UnitId, SigningAuthority)>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{LINE} WHERE id = $1"));
    db.maybe(sqlx::query(sql).bind(id.as_str())).await?.as_ref().map(read).transpose()
}

/// The fingerprint of a line.
pub fn state_of_authority(organisation: &UnitId, it: &SigningAuthority) -> String {
    let (from, until) = (it.from_on.to_string(), column::of_date(it.until_on).unwrap_or_default());
    let person = it.person.as_ref().map_or("", |it| it.as_str());
    fingerprint([organisation.as_str(), person, &it.name, &it.post, it.capacity.name(), &it.of, it.kind.as_deref().unwrap_or(""), &from, &until])
}

fn read(row: &AnyRow) -> Result<(UnitId, SigningAuthority), StoreError> {
    let capacity: String = row.try_get(5)?;
    let authority = SigningAuthority {
        id: column::id(row, 0, AuthorityId::parse)?,
        person: column::maybe_id(row, 2, PersonId::parse)?,
        name: row.try_get(3)?,
        post: row.try_get(4)?,
        capacity: Capacity::of_name(&capacity).ok_or_else(|| StoreError::NotSound(format!("capacity {capacity}")))?,
        of: row.try_get(6)?,
        kind: row.try_get(7)?,
        from_on: column::date(row, 8)?,
        until_on: column::maybe_date(row, 9)?,
    };
    Ok((column::id(row, 1, UnitId::parse)?, authority))
}
