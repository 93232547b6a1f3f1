//! What an organisation has switched on or off.

use hanhdong_domain::organisation::UnitId;
use sqlx::Row;

use crate::{Db, StoreError, Tx};

/// A setting of an organisation, where it was ever set.
pub async fn setting(db: &mut Db<'_>, organisation: &UnitId, name: &str) -> Result<Option<String>, StoreError> {
    let row = db.maybe(sqlx::query("SELECT value FROM setting WHERE organisation_id = $1 AND name = $2").bind(organisation.as_str()).bind(name)).await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?)
}

/// Sets it.
pub async fn set(tx: &mut Tx<'_>, organisation: &UnitId, name: &str, value: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO setting (organisation_id, name, value) VALUES ($1, $2, $3) ON CONFLICT (organisation_id, name) DO UPDATE SET value = excluded.value";
    tx.change(sqlx::query(sql).bind(organisation.as_str()).bind(name).bind(value)).await?;
    Ok(())
}

/// Is there an organisation that has set it so?
pub async fn is_set_somewhere(db: &mut Db<'_>, name: &str, value: &str) -> Result<bool, StoreError> {
    Ok(db.maybe(sqlx::query("SELECT 1 FROM setting WHERE name = $1 AND value = $2 LIMIT 1").bind(name).bind(value)).await?.is_some())
}
