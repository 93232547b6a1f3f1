//! Who is typing into which item: signs that end by themselves and carry no history.

use hanhdong_domain::organisation::{PersonId, ProgrammeId};
use hanhdong_domain::programme::Anchor;
use sqlx::Row;

use crate::{Db, StoreError, Tx, column};

/// Who is typing into an item, and until when that holds, UTC.
pub async fn typist(db: &mut Db<'_>, programme: &ProgrammeId, item: &Anchor, now: &str) -> Result<Option<(PersonId, String)>, StoreError> {
    let sql = "SELECT person_id, until_at FROM item_typing WHERE programme_id = $1 AND anchor = $2 AND $3 < until_at";
    let row = db.maybe(sqlx::query(sql).bind(programme.as_str()).bind(item.as_str()).bind(now)).await?;
    row.map(|row| Ok((column::id(&row, 0, PersonId::parse)?, row.try_get(1)?))).transpose()
}

/// Says that somebody is typing; a sign of another person's that still holds stays, unless it is taken over.
pub async fn say_typing(tx: &mut Tx<'_>, programme: &ProgrammeId, item: &Anchor, person: &PersonId, (now, until): (&str, &str), takes_over: bool) -> Result<(), StoreError> {
    let sql = "INSERT INTO item_typing (programme_id, anchor, person_id, until_at) VALUES ($1, $2, $3, $4) ON CONFLICT (programme_id, anchor) \
               DO UPDATE SET person_id = excluded.person_id, until_at = excluded.until_at WHERE $5 = 1 OR item_typing.person_id = excluded.person_id OR item_typing.until_at <= $6";
    let statement = sqlx::query(sql).bind(programme.as_str()).bind(item.as_str()).bind(person.as_str()).bind(until).bind(i64::from(takes_over)).bind(now);
    tx.change_unrecorded(statement).await?;
    Ok(())
}

/// Somebody types no longer; a sign of another person's stays.
pub async fn end_typing(tx: &mut Tx<'_>, programme: &ProgrammeId, item: &Anchor, person: &PersonId) -> Result<(), StoreError> {
    let sql = "DELETE FROM item_typing WHERE programme_id = $1 AND anchor = $2 AND person_id = $3";
    tx.change_unrecorded(sqlx::query(sql).bind(programme.as_str()).bind(item.as_str()).bind(person.as_str())).await?;
    Ok(())
}
