//! Official texts of guidelines, as offices handed them in.

use hanhdong_domain::Date;
use hanhdong_domain::organisation::{PersonId, UnitId};
use sqlx::Row;

use crate::{Db, StoreError, Tx};

/// Keeps the text of a guideline for an organisation; a newer one takes its place.
pub async fn keep_text(tx: &mut Tx<'_>, organisation: &UnitId, guideline: &str, body: &str, hash: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO guideline_text (organisation_id, guideline, body, hash) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (organisation_id, guideline) DO UPDATE SET body = excluded.body, hash = excluded.hash";
    tx.change(sqlx::query(sql).bind(organisation.as_str()).bind(guideline).bind(body).bind(hash)).await?;
    Ok(())
}

/// The text that an organisation of the person's, or one above it, handed in; the nearest one.
pub async fn text_seen_by(db: &mut Db<'_>, person: &PersonId, day: Date, guideline: &str) -> Result<Option<(String, String)>, StoreError> {
    let sql = "SELECT t.body, t.hash FROM guideline_text t JOIN unit o ON o.id = t.organisation_id \
               WHERE t.guideline = $3 AND EXISTS (SELECT 1 FROM held_role g JOIN unit h ON h.id = g.unit_id JOIN unit u ON u.id = h.organisation_id \
               WHERE g.person_id = $1 AND g.from_on <= $2 AND (g.until_on IS NULL OR $2 < g.until_on) AND substr(u.path, 1, length(o.path)) = o.path) \
               ORDER BY length(o.path) DESC LIMIT 1";
    let row = db.maybe(sqlx::query(sql).bind(person.as_str()).bind(day.to_string()).bind(guideline)).await?;
    row.map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).transpose()
}
