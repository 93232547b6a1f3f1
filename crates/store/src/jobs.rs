//! Work to be done after an act: entered in the act's own transaction, so that it is neither lost nor done for nothing.
//! A job may run twice; it finds what it made and stops.

use sqlx::Row;

use crate::{StoreError, Tx};

/// A job that somebody took to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: String,
    /// What is to be done.
    pub kind: String,
    /// To what.
    pub subject_id: String,
    /// How often it was tried, this time among them.
    pub tries: i64,
}

/// Enters a job; one that waits already is not entered twice.
pub async fn enter(tx: &mut Tx<'_>, id: &str, kind: &str, subject_id: &str) -> Result<(), StoreError> {
    let at = tx.at().to_owned();
    let sql = "INSERT INTO job (id, kind, subject_id, entered_at, tries) VALUES ($1, $2, $3, $4, 0) ON CONFLICT (kind, subject_id) DO NOTHING";
    tx.change_unrecorded(sqlx::query(sql).bind(id).bind(kind).bind(subject_id).bind(at)).await?;
    Ok(())
}

/// Takes the oldest job that nobody is at, until a moment after which somebody else may take it.
pub async fn take(tx: &mut Tx<'_>, until: &str, tries_max: i64) -> Result<Option<Job>, StoreError> {
    let at = tx.at().to_owned();
    let sql = "UPDATE job SET leased_until = $1, tries = tries + 1 WHERE id = (SELECT id FROM job WHERE (leased_until IS NULL OR leased_until < $2) AND tries < $3 \
               ORDER BY entered_at, id LIMIT 1) AND (leased_until IS NULL OR leased_until < $2) RETURNING id, kind, subject_id, tries";
    let row = tx.db().maybe(sqlx::query(sql).bind(until).bind(at).bind(tries_max)).await?;
    row.map(|row| Ok(Job { id: row.try_get(0)?, kind: row.try_get(1)?, subject_id: row.try_get(2)?, tries: row.try_get(3)? })).transpose()
}

/// Strikes a job off.
pub async fn done(tx: &mut Tx<'_>, id: &str) -> Result<(), StoreError> {
    tx.change_unrecorded(sqlx::query("DELETE FROM job WHERE id = $1").bind(id)).await?;
    Ok(())
}

/// Notes why a job failed; it is taken again later.
pub async fn failed(tx: &mut Tx<'_>, id: &str, why: &str) -> Result<(), StoreError> {
    tx.change_unrecorded(sqlx::query("UPDATE job SET why = $2 WHERE id = $1").bind(id).bind(why)).await?;
    Ok(())
}
