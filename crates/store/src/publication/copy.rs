//! Signed papers that came back.

use hanhdong_domain::organisation::{FileId, PersonId, ProgrammeId};
use hanhdong_domain::publication::{CopyFindings, CopyReading};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::fingerprint;
use crate::{Db, StoreError, Tx, column};

/// A signed paper that came back, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCopy {
    /// Its file.
    pub file: FileId,
    /// The issued programme.
    pub programme: ProgrammeId,
    /// Its number among those that came back, from 1.
    pub number: i64,
    /// Its bytes, counted.
    pub size: i64,
    /// BLAKE3 of them.
    pub blake3: String,
    /// SHA-256 of them.
    pub sha256: String,
    /// When it came, UTC.
    pub came_at: String,
    /// Who kept it.
    pub by: PersonId,
    /// What was said of it ("bản đóng dấu giáp lai"); may be empty.
    pub note: String,
    /// What was found of its words.
    pub findings: CopyFindings,
    /// That it was taken back: when, by whom, why.
    pub withdrawn: Option<Withdrawn>,
}

/// That a copy was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawn {
    /// When, UTC.
    pub at: String,
    /// By whom.
    pub by: PersonId,
    /// Why.
    pub why: String,
}

const COPY: &str = "SELECT file_id, programme_id, copy_no, size, hash, sha, came_at, person_id, note, reading, differs, moved, signatures, places, withdrawn_at, withdrawn_by, withdrawn_why FROM signed_copy";

/// Keeps a copy; one that stands there already breaks a rule of the database.
pub async fn keep_copy(tx: &mut Tx<'_>, it: &SignedCopy) -> Result<(), StoreError> {
    let places = places(&it.findings)?;
    let count = |it: usize| i64::try_from(it).unwrap_or(i64::MAX);
    let sql = "INSERT INTO signed_copy (file_id, programme_id, copy_no, size, hash, sha, came_at, person_id, note, reading, differs, moved, signatures, places) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    let statement = sqlx::query(sql)
        .bind(it.file.as_str())
        .bind(it.programme.as_str())
        .bind(it.number)
        .bind(it.size)
        .bind(it.blake3.as_str())
        .bind(it.sha256.as_str())
        .bind(it.came_at.as_str())
        .bind(it.by.as_str())
        .bind(it.note.as_str())
        .bind(it.findings.reading.name())
        .bind(count(it.findings.count))
        .bind(count(it.findings.moved))
        .bind(count(it.findings.signatures))
        .bind(places);
    tx.change(statement).await?;
    Ok(())
}

/// Takes a copy back; false where it was taken back before.
pub async fn withdraw_copy(tx: &mut Tx<'_>, file: &FileId, it: &Withdrawn) -> Result<bool, StoreError> {
    let sql = "UPDATE signed_copy SET withdrawn_at = $2, withdrawn_by = $3, withdrawn_why = $4 WHERE file_id = $1 AND withdrawn_at IS NULL";
    let statement = sqlx::query(sql).bind(file.as_str()).bind(it.at.as_str()).bind(it.by.as_str()).bind(it.why.as_str());
    Ok(tx.change(statement).await? == 1)
}

/// The copies of a paper in the order in which they came, those taken back among them.
pub async fn copies(db: &mut Db<'_>, id: &ProgrammeId) -> Result<Vec<SignedCopy>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{COPY} WHERE programme_id = $1 ORDER BY copy_no"));
    db.all(sqlx::query(sql).bind(id.as_str())).await?.iter().map(read).collect()
}

/// One copy.
pub async fn copy(db: &mut Db<'_>, file: &FileId) -> Result<Option<SignedCopy>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{COPY} WHERE file_id = $1"));
    db.maybe(sqlx::query(sql).bind(file.as_str())).await?.as_ref().map(read).transpose()
}

/// The paper of which a copy with this fingerprint came back and was not taken back.
pub async fn copy_with(db: &mut Db<'_>, hash: &str) -> Result<Option<ProgrammeId>, StoreError> {
    let sql = "SELECT programme_id FROM signed_copy WHERE (hash = $1 OR sha = $1) AND withdrawn_at IS NULL ORDER BY file_id LIMIT 1";
    db.maybe(sqlx::query(sql).bind(hash)).await?.map(|row| column::id(&row, 0, ProgrammeId::parse)).transpose()
}

/// The fingerprint of all that is kept of a copy beside its bytes.
pub fn state_of_copy(it: &SignedCopy) -> Result<String, StoreError> {
    let numbers = [it.number, it.size].map(|it| it.to_string());
    let counts = [it.findings.count, it.findings.moved, it.findings.signatures].map(|it| it.to_string());
    let (places, withdrawn) = (places(&it.findings)?, it.withdrawn.as_ref());
    let mut fields = vec![it.file.as_str(), it.programme.as_str(), &it.blake3, &it.sha256, &it.came_at, it.by.as_str(), &it.note, it.findings.reading.name(), &places];
    fields.extend(numbers.iter().chain(&counts).map(String::as_str));
    fields.extend(withdrawn.iter().flat_map(|it| [it.at.as_str(), it.by.as_str(), &it.why]));
    Ok(fingerprint(fields))
}

fn places(findings: &CopyFindings) -> Result<String, StoreError> {
    serde_json::to_string(&findings.differences).map_err(|error| StoreError::NotSound(error.to_string()))
}

fn read(row: &AnyRow) -> Result<SignedCopy, StoreError> {
    let (reading, places): (String, String) = (row.try_get(9)?, row.try_get(13)?);
    let count = |at: usize| -> Result<usize, StoreError> { usize::try_from(row.try_get::<i64, _>(at)?).map_err(|_| StoreError::NotSound("a count below zero".to_owned())) };
    let withdrawn = match column::maybe_id(row, 15, PersonId::parse)? {
        Some(by) => Some(Withdrawn { at: row.try_get(14)?, by, why: row.try_get(16)? }),
        None => None,
    };
    Ok(SignedCopy {
        file: column::id(row, 0, FileId::parse)?,
        programme: column::id(row, 1, ProgrammeId::parse)?,
        number: row.try_get(2)?,
        size: row.try_get(3)?,
        blake3: row.try_get(4)?,
        sha256: row.try_get(5)?,
        came_at: row.try_get(6)?,
        by: column::id(row, 7, PersonId::parse)?,
        note: row.try_get(8)?,
        findings: CopyFindings {
            reading: CopyReading::of_name(&reading).ok_or_else(|| StoreError::NotSound(format!("reading {reading}")))?,
            count: count(10)?,
            moved: count(11)?,
            differences: serde_json::from_str(&places).map_err(|error| StoreError::NotSound(error.to_string()))?,
            signatures: count(12)?,
        },
        withdrawn,
    })
}
