//! Units in a tree.

use hanhdong_domain::Date;
use hanhdong_domain::organisation::{Nature, OrgKind, OrgLevel, Unit, UnitId, UnitKind};
use hanhdong_domain::text;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::search::{self, SearchKind};
use crate::{Db, StoreError, Tx, column};

/// Enters a new unit below the one it names.
pub async fn found(tx: &mut Tx<'_>, unit: &Unit) -> Result<(), StoreError> {
    if let Some(above) = &unit.above {
        super::turn::must_live(tx, above).await?;
    }
    let above = match &unit.above {
        Some(above) => path(tx.db(), above).await?.ok_or_else(|| StoreError::Constraint("no such unit above".to_owned()))?,
        None => "/".to_owned(),
    };
    let statement = sqlx::query(
        "INSERT INTO unit (id, organisation_id, above_id, path, kind, name, folded, founded_on, ended_on, level, org_kind) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(unit.id.as_str())
    .bind(unit.organisation.as_str())
    .bind(unit.above.as_ref().map(|it| it.as_str().to_owned()))
    .bind(format!("{above}{}/", unit.id))
    .bind(unit.kind.name())
    .bind(unit.name.as_str())
    .bind(text::fold(&unit.name))
    .bind(column::of_date(unit.founded_on))
    .bind(column::of_date(unit.ended_on))
    .bind(unit.nature.level().map(OrgLevel::name))
    .bind(unit.nature.kind().map(OrgKind::name));
    tx.change(statement).await?;
    search::keep(tx, SearchKind::Unit, unit.id.as_str(), 0, &unit.name).await
}

pub(super) async fn path(db: &mut Db<'_>, unit: &UnitId) -> Result<Option<String>, StoreError> {
    let row = db.maybe(sqlx::query("SELECT path FROM unit WHERE id = $1").bind(unit.as_str())).await?;
    Ok(row.map(|it| it.try_get(0)).transpose()?)
}

/// How many units there are from the top down to this one, itself counted; 0 where there is none such.
pub async fn depth(db: &mut Db<'_>, unit: &UnitId) -> Result<usize, StoreError> {
    Ok(path(db, unit).await?.map_or(0, |it| it.matches('/').count().saturating_sub(1)))
}

const UNIT: &str = "SELECT id, organisation_id, above_id, kind, name, founded_on, ended_on, level, org_kind FROM unit";

/// One unit.
pub async fn unit(db: &mut Db<'_>, id: &UnitId) -> Result<Option<Unit>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{UNIT} WHERE id = $1"));
    db.maybe(sqlx::query(sql).bind(id.as_str())).await?.as_ref().map(read).transpose()
}

/// Every unit, those above before those below.
pub async fn units(db: &mut Db<'_>) -> Result<Vec<Unit>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{UNIT} ORDER BY path"));
    db.all(sqlx::query(sql)).await?.iter().map(read).collect()
}

/// Every unit below one, however deep, those above before those below.
pub async fn units_below(db: &mut Db<'_>, above: &UnitId) -> Result<Vec<Unit>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{UNIT} WHERE id <> $1 AND path LIKE '%/' || $1 || '/%' ORDER BY path"));
    db.all(sqlx::query(sql).bind(above.as_str())).await?.iter().map(read).collect()
}

/// The names of the bodies of a committee that live on a day, those above before those below.
pub async fn bodies_of(db: &mut Db<'_>, organisation: &UnitId, day: Date) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT name FROM unit WHERE organisation_id = $1 AND id <> $1 AND (founded_on IS NULL OR founded_on <= $2) AND (ended_on IS NULL OR $2 < ended_on) ORDER BY path";
    let rows = db.all(sqlx::query(sql).bind(organisation.as_str()).bind(day.to_string())).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

fn read(row: &AnyRow) -> Result<Unit, StoreError> {
    let kind: String = row.try_get(3)?;
    let kind = UnitKind::of_name(&kind).ok_or_else(|| StoreError::NotSound(format!("kind of unit {kind}")))?;
    Ok(Unit {
        id: column::id(row, 0, UnitId::parse)?,
        organisation: column::id(row, 1, UnitId::parse)?,
        above: column::maybe_id(row, 2, UnitId::parse)?,
        kind,
        nature: nature(row, kind)?,
        name: row.try_get(4)?,
        founded_on: column::maybe_date(row, 5)?,
        ended_on: column::maybe_date(row, 6)?,
    })
}

fn nature(row: &AnyRow, records: UnitKind) -> Result<Nature, StoreError> {
    let (level, kind): (Option<String>, Option<String>) = (row.try_get(7)?, row.try_get(8)?);
    let unsound = || StoreError::NotSound(format!("level {level:?} or kind {kind:?} of a {}", records.name()));
    let read_level = level.as_deref().map(|it| OrgLevel::of_name(it).ok_or_else(unsound)).transpose()?;
    let read_kind = kind.as_deref().map(|it| OrgKind::of_name(it).ok_or_else(unsound)).transpose()?;
    Nature::of(records, read_level, read_kind).map_err(|_| unsound())
}

/// Records level and kind.
pub async fn describe(tx: &mut Tx<'_>, unit: &UnitId, nature: Nature) -> Result<(), StoreError> {
    let statement =
        sqlx::query("UPDATE unit SET level = $2, org_kind = $3 WHERE id = $1").bind(unit.as_str()).bind(nature.level().map(OrgLevel::name)).bind(nature.kind().map(OrgKind::name));
    tx.change(statement).await?;
    Ok(())
}
