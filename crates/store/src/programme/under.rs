//! The programmes under a guideline.

use hanhdong_domain::Date;
use hanhdong_domain::organisation::{PersonId, ProgrammeId, UnitId};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::draft::{ProgrammeLine, SEEN};
use crate::{Db, StoreError, column};

/// The programmes under a guideline that a person sees, last changed first; those put away are left out.
pub async fn under(db: &mut Db<'_>, person: &PersonId, day: Date, guideline: &str, limit: i64) -> Result<Vec<ProgrammeLine>, StoreError> {
    let sql = format!(
        "SELECT p.id, p.organisation_id, u.name, p.title, p.changed_at, p.issued_on FROM programme p JOIN unit u ON u.id = p.organisation_id \
         WHERE {SEEN} AND p.put_away_at IS NULL AND p.guideline = $3 ORDER BY p.changed_at DESC, p.id DESC LIMIT $4"
    );
    let rows = db.all(sqlx::query(sqlx::AssertSqlSafe(sql)).bind(person.as_str()).bind(day.to_string()).bind(guideline).bind(limit)).await?;
    rows.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<ProgrammeLine, StoreError> {
    Ok(ProgrammeLine {
        id: column::id(row, 0, ProgrammeId::parse)?,
        organisation: column::id(row, 1, UnitId::parse)?,
        organisation_name: row.try_get(2)?,
        title: row.try_get(3)?,
        changed_at: row.try_get(4)?,
        issued_on: column::maybe_date(row, 5)?,
        put_away_at: None,
    })
}
