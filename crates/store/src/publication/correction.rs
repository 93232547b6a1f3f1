//! Correction notices.

use hanhdong_domain::organisation::{CorrectionId, FileId, ProgrammeId};
use hanhdong_domain::publication::{Correction, Point};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::fingerprint;
use crate::{Db, StoreError, Tx, column};

/// Keeps a notice.
pub async fn keep_correction(tx: &mut Tx<'_>, it: &Correction) -> Result<(), StoreError> {
    let points: Vec<[&str; 2]> = it.points.iter().map(|it| [it.stands.as_str(), it.should.as_str()]).collect();
    let points = serde_json::to_string(&points).map_err(|error| StoreError::NotSound(error.to_string()))?;
    let sql = "INSERT INTO correction (id, programme_id, number, dated_on, points, file_id) VALUES ($1, $2, $3, $4, $5, $6)";
    let statement = sqlx::query(sql).bind(it.id.as_str()).bind(it.programme.as_str()).bind(it.number.as_str()).bind(it.dated_on.to_string()).bind(points).bind(it.file.as_str());
    tx.change(statement).await?;
    Ok(())
}

const NOTICE: &str = "SELECT id, programme_id, number, dated_on, points, file_id FROM correction";

/// The notices about a programme, oldest first.
pub async fn corrections(db: &mut Db<'_>, id: &ProgrammeId) -> Result<Vec<Correction>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{NOTICE} WHERE programme_id = $1 ORDER BY dated_on, id"));
    db.all(sqlx::query(sql).bind(id.as_str())).await?.iter().map(read).collect()
}

/// One notice.
pub async fn correction(db: &mut Db<'_>, id: &CorrectionId) -> Result<Option<Correction>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{NOTICE} WHERE id = $1"));
    db.maybe(sqlx::query(sql).bind(id.as_str())).await?.as_ref().map(read).transpose()
}

/// The fingerprint of a notice.
pub fn state_of_correction(it: &Correction) -> String {
    let on = it.dated_on.to_string();
    let head = [it.programme.as_str(), &it.number, &on, it.file.as_str()];
    fingerprint(head.into_iter().chain(it.points.iter().flat_map(|it| [it.stands.as_str(), it.should.as_str()])))
}

fn read(row: &AnyRow) -> Result<Correction, StoreError> {
    let points: String = row.try_get(4)?;
    let points: Vec<[String; 2]> = serde_json::from_str(&points).map_err(|error| StoreError::NotSound(error.to_string()))?;
    Ok(Correction {
        id: column::id(row, 0, CorrectionId::parse)?,
        programme: column::id(row, 1, ProgrammeId::parse)?,
        number: row.try_get(2)?,
        dated_on: column::date(row, 3)?,
        points: points.into_iter().map(|[stands, should]| Point { stands, should }).collect(),
        file: column::id(row, 5, FileId::parse)?,
    })
}
