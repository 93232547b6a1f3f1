//! What was answered to an act that carried a key: asking again with the same key gets the same answer and does nothing.

use hanhdong_domain::organisation::PersonId;
use sqlx::Row;

use crate::{Db, StoreError, Tx};

/// An answer given before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// Fingerprint of what was asked: the same key with another question is a mistake.
    pub request: String,
    /// What was answered.
    pub answer: String,
}

/// The answer given to this person under this key.
pub async fn given(db: &mut Db<'_>, person: &PersonId, key: &str) -> Result<Option<Answered>, StoreError> {
    let row = db.maybe(sqlx::query("SELECT request, answer FROM answered WHERE person_id = $1 AND key = $2").bind(person.as_str()).bind(key)).await?;
    row.map(|row| Ok(Answered { request: row.try_get(0)?, answer: row.try_get(1)? })).transpose()
}

/// Keeps an answer, in the act's own transaction; those older than a moment are let go.
pub async fn keep(tx: &mut Tx<'_>, person: &PersonId, key: &str, answered: &Answered, older_than: &str) -> Result<(), StoreError> {
    let at = tx.at().to_owned();
    tx.change_unrecorded(sqlx::query("DELETE FROM answered WHERE at < $1").bind(older_than)).await?;
    let sql = "INSERT INTO answered (person_id, key, request, answer, at) VALUES ($1, $2, $3, $4, $5)";
    tx.change_unrecorded(sqlx::query(sql).bind(person.as_str()).bind(key).bind(answered.request.as_str()).bind(answered.answer.as_str()).bind(at)).await?;
    Ok(())
}
