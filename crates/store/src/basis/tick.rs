//! What units ticked as done, and the units that may be read about.

use hanhdong_domain::Date;
use hanhdong_domain::basis::Tick;
use hanhdong_domain::organisation::{BasisId, FileId, PersonId, RequirementId, TickId, UnitId};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::fingerprint;
use crate::{Db, StoreError, Tx, column};

/// The fingerprint of what must not change behind the program's back.
pub fn state_of_tick(it: &Tick) -> String {
    let file = it.file.as_ref().map_or("", |it| it.as_str());
    let document = it.document.as_ref().map_or("", |it| it.as_str());
    fingerprint([it.requirement.as_str(), it.unit.as_str(), it.by.as_str(), &it.at, file, document, it.taken_back.as_deref().unwrap_or("")])
}

/// Enters a tick. Without a proof, with two, or where one stands already, it breaks a constraint.
pub async fn enter_tick(tx: &mut Tx<'_>, it: &Tick) -> Result<(), StoreError> {
    super::super::organisation::must_live(tx, &it.unit).await?;
    let sql = "INSERT INTO basis_tick (id, requirement_id, unit_id, person_id, at, file_id, document_id, taken_back_at, why) VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, NULL)";
    let statement = sqlx::query(sql)
        .bind(it.id.to_string())
        .bind(it.requirement.to_string())
        .bind(it.unit.to_string())
        .bind(it.by.to_string())
        .bind(it.at.clone())
        .bind(it.file.as_ref().map(ToString::to_string))
        .bind(it.document.as_ref().map(ToString::to_string));
    tx.change(statement).await?;
    Ok(())
}

/// Takes a tick back, for a reason; false where that was done before.
pub async fn take_back_tick(tx: &mut Tx<'_>, id: &TickId, why: &str) -> Result<bool, StoreError> {
    let at = tx.at().to_owned();
    let sql = "UPDATE basis_tick SET taken_back_at = $2, why = $3 WHERE id = $1 AND taken_back_at IS NULL";
    Ok(tx.change(sqlx::query(sql).bind(id.to_string()).bind(at).bind(why.to_owned())).await? == 1)
}

const ROW: &str = "SELECT t.id, t.requirement_id, t.unit_id, t.person_id, t.at, t.file_id, t.document_id, t.why FROM basis_tick t";

/// One tick, whoever asks: the caller has asked the policy of its unit.
pub async fn tick(db: &mut Db<'_>, id: &TickId) -> Result<Option<Tick>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{ROW} WHERE t.id = $1"));
    db.maybe(sqlx::query(sql).bind(id.to_string())).await?.as_ref().map(read).transpose()
}

/// What stands ticked of a document, by every unit: the caller shows of it what may be seen.
pub async fn ticks(db: &mut Db<'_>, basis: &BasisId) -> Result<Vec<Tick>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{ROW} JOIN basis_requirement r ON r.id = t.requirement_id WHERE r.basis_id = $1 AND t.taken_back_at IS NULL ORDER BY t.id"));
    db.all(sqlx::query(sql).bind(basis.to_string())).await?.iter().map(read).collect()
}

/// The committees at or below one whose ticks a person may read: of the own organisation and of those below it, as the policy
/// says of single ones. Those above come before those below; bodies have no ticks of their own.
pub async fn units_ticking(db: &mut Db<'_>, person: &PersonId, day: Date, register: &UnitId) -> Result<Vec<UnitId>, StoreError> {
    let sql = "SELECT c.id FROM unit c JOIN unit r ON r.id = $3 WHERE c.kind = 'committee' AND substr(c.path, 1, length(r.path)) = r.path \
               AND EXISTS (SELECT 1 FROM held_role g JOIN unit h ON h.id = g.unit_id JOIN unit o ON o.id = h.organisation_id \
               WHERE g.person_id = $1 AND g.from_on <= $2 AND (g.until_on IS NULL OR $2 < g.until_on) AND g.role IN ('office', 'drafter', 'reader') \
               AND substr(c.path, 1, length(o.path)) = o.path) ORDER BY c.path";
    let rows = db.all(sqlx::query(sql).bind(person.to_string()).bind(day.to_string()).bind(register.to_string())).await?;
    rows.iter().map(|row| column::id(row, 0, UnitId::parse)).collect()
}

fn read(row: &AnyRow) -> Result<Tick, StoreError> {
    Ok(Tick {
        id: column::id(row, 0, TickId::parse)?,
        requirement: column::id(row, 1, RequirementId::parse)?,
        unit: column::id(row, 2, UnitId::parse)?,
        by: column::id(row, 3, PersonId::parse)?,
        at: row.try_get(4)?,
        file: column::maybe_id(row, 5, FileId::parse)?,
        document: column::maybe_id(row, 6, BasisId::parse)?,
        taken_back: row.try_get(7)?,
    })
}
