//! The programmes under a guideline.

use hanhdong_domain::Date;
use hanhdong_domain::organisation::PersonId;

use super::draft::{LINES, ProgrammeLine, SEEN, line};
use crate::{Db, StoreError};

/// The programmes under a guideline that a person sees, last changed first; those put away are left out.
pub async fn under(db: &mut Db<'_>, person: &PersonId, day: Date, guideline: &str, limit: i64) -> Result<Vec<ProgrammeLine>, StoreError> {
    let sql = format!("{LINES} WHERE {SEEN} AND p.put_away_at IS NULL AND p.guideline = $3 ORDER BY p.changed_at DESC, p.id DESC LIMIT $4");
    let rows = db.all(sqlx::query(sqlx::AssertSqlSafe(sql)).bind(person.as_str()).bind(day.to_string()).bind(guideline).bind(limit)).await?;
    rows.iter().map(line).collect()
}
