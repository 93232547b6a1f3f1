//! Papers that came back from outside, and what became of what they propose.

use std::collections::BTreeMap;

use hanhdong_domain::organisation::{PersonId, ProgrammeId, ReturnedId, SectionId};
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::{Db, StoreError, Tx, column};

/// A form or a draft that came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnedRow {
    /// Its id.
    pub id: ReturnedId,
    /// Of which draft.
    pub programme: ProgrammeId,
    /// Of which section, where it is a form.
    pub section: Option<SectionId>,
    /// The name of the file.
    pub name: String,
    /// Fingerprint of the file.
    pub hash: String,
    /// What it proposes, row by row.
    pub body: String,
    /// Who put it in.
    pub by: PersonId,
    /// When, UTC.
    pub at: String,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettledRow {
    /// Was it taken, rather than refused?
    pub is_taken: bool,
    /// Who said so.
    pub by: PersonId,
    /// When, UTC.
    pub at: String,
}

const ROW: &str = "SELECT id, programme_id, section_id, name, hash, body, person_id, at FROM returned_paper";

/// Enters a paper that came back.
pub async fn bring_back(tx: &mut Tx<'_>, row: &ReturnedRow) -> Result<(), StoreError> {
    let sql = "INSERT INTO returned_paper (id, programme_id, section_id, name, hash, body, person_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let statement = sqlx::query(sql)
        .bind(row.id.as_str())
        .bind(row.programme.as_str())
        .bind(row.section.as_ref().map(|it| it.as_str().to_owned()))
        .bind(row.name.as_str())
        .bind(row.hash.as_str())
        .bind(row.body.as_str())
        .bind(row.by.as_str())
        .bind(row.at.as_str());
    tx.change(statement).await?;
    Ok(())
}

/// One of them.
pub async fn returned(db: &mut Db<'_>, id: &ReturnedId) -> Result<Option<ReturnedRow>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{ROW} WHERE id = $1"));
    db.maybe(sqlx::query(sql).bind(id.as_str())).await?.as_ref().map(read).transpose()
}

/// Those of a draft, in the order in which they came.
pub async fn returned_of(db: &mut Db<'_>, programme: &ProgrammeId) -> Result<Vec<ReturnedRow>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{ROW} WHERE programme_id = $1 ORDER BY id"));
    db.all(sqlx::query(sql).bind(programme.as_str())).await?.iter().map(read).collect()
}

/// The days on which forms of each section of a draft came back, in order, without what they say.
pub async fn sections_returned(db: &mut Db<'_>, programme: &ProgrammeId) -> Result<Vec<(SectionId, String)>, StoreError> {
    let sql = "SELECT section_id, at FROM returned_paper WHERE programme_id = $1 AND section_id IS NOT NULL ORDER BY id";
    let rows = db.all(sqlx::query(sql).bind(programme.as_str())).await?;
    rows.iter().map(|row| Ok((column::id(row, 0, SectionId::parse)?, row.try_get(1)?))).collect()
}

/// Says what became of a row; a second word about one is not kept.
pub async fn settle_row(tx: &mut Tx<'_>, id: &ReturnedId, number: i64, settled: &SettledRow) -> Result<(), StoreError> {
    let sql = "INSERT INTO returned_row (returned_id, proposal_no, outcome, person_id, at) VALUES ($1, $2, $3, $4, $5)";
    let outcome = if settled.is_taken { "taken" } else { "refused" };
    tx.change(sqlx::query(sql).bind(id.as_str()).bind(number).bind(outcome).bind(settled.by.as_str()).bind(settled.at.as_str())).await?;
    Ok(())
}

/// The rows of a paper that are settled.
pub async fn settled_rows(db: &mut Db<'_>, id: &ReturnedId) -> Result<BTreeMap<i64, SettledRow>, StoreError> {
    let rows = db.all(sqlx::query("SELECT proposal_no, outcome, person_id, at FROM returned_row WHERE returned_id = $1").bind(id.as_str())).await?;
    let one = |row: &AnyRow| {
        let outcome: String = row.try_get(1)?;
        Ok((row.try_get(0)?, SettledRow { is_taken: outcome == "taken", by: column::id(row, 2, PersonId::parse)?, at: row.try_get(3)? }))
    };
    rows.iter().map(one).collect()
}

fn read(row: &AnyRow) -> Result<ReturnedRow, StoreError> {
    Ok(ReturnedRow {
        id: column::id(row, 0, ReturnedId::parse)?,
        programme: column::id(row, 1, ProgrammeId::parse)?,
        section: column::maybe_id(row, 2, SectionId::parse)?,
        name: row.try_get(3)?,
        hash: row.try_get(4)?,
        body: row.try_get(5)?,
        by: column::id(row, 6, PersonId::parse)?,
        at: row.try_get(7)?,
    })
}
