//! Drafts frozen under a number: entered once, read back byte for byte. There is no statement here that changes one.

use hanhdong_domain::organisation::{PersonId, ProgrammeId};
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::{Db, StoreError, Tx, column};

/// A draft as it was frozen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrozenRow {
    /// Of which programme.
    pub programme: ProgrammeId,
    /// Its number, from 1 ("Dự thảo lần 2").
    pub number: i64,
    /// What it was frozen for ("trình Thường trực").
    pub label: String,
    /// Its text in our notation, as it stood.
    pub body: String,
    /// Fingerprint of the text.
    pub hash: String,
    /// The number of the last line about the programme in its organisation's journal.
    pub seq: i64,
    /// Who froze it.
    pub by: PersonId,
    /// When, UTC.
    pub at: String,
}

impl FrozenRow {
    /// Its id in the journal.
    pub fn subject_id(&self) -> String {
        subject_id(&self.programme, self.number)
    }
    /// Is the text still the one that was frozen?
    pub fn is_whole(&self) -> bool {
        blake3::hash(self.body.as_bytes()).to_hex().as_str() == self.hash
    }
    /// The fingerprint of all that must never change; the journal keeps it.
    pub fn state(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        let (number, seq) = (self.number.to_string(), self.seq.to_string());
        for field in [self.programme.as_str(), &number, &self.label, &self.body, &self.hash, &seq, self.by.as_str(), &self.at] {
            hasher.update(&(field.len() as u64).to_le_bytes());
            hasher.update(field.as_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }
}

/// The id of a frozen draft in the journal.
pub fn subject_id(programme: &ProgrammeId, number: i64) -> String {
    format!("{programme}/{number}")
}

const ROW: &str = "SELECT programme_id, draft_no, label, body, hash, seq, person_id, frozen_at FROM frozen_draft";

/// Enters a frozen draft.
pub async fn freeze(tx: &mut Tx<'_>, row: &FrozenRow) -> Result<(), StoreError> {
    let sql = "INSERT INTO frozen_draft (programme_id, draft_no, label, body, hash, seq, person_id, frozen_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let statement = sqlx::query(sql)
        .bind(row.programme.as_str())
        .bind(row.number)
        .bind(row.label.as_str())
        .bind(row.body.as_str())
        .bind(row.hash.as_str())
        .bind(row.seq)
        .bind(row.by.as_str())
        .bind(row.at.as_str());
    tx.change(statement).await?;
    Ok(())
}

/// One frozen draft.
pub async fn frozen(db: &mut Db<'_>, programme: &ProgrammeId, number: i64) -> Result<Option<FrozenRow>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{ROW} WHERE programme_id = $1 AND draft_no = $2"));
    db.maybe(sqlx::query(sql).bind(programme.as_str()).bind(number)).await?.as_ref().map(read).transpose()
}

/// The frozen drafts of a programme, last first.
pub async fn frozen_of(db: &mut Db<'_>, programme: &ProgrammeId) -> Result<Vec<FrozenRow>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{ROW} WHERE programme_id = $1 ORDER BY draft_no DESC"));
    db.all(sqlx::query(sql).bind(programme.as_str())).await?.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<FrozenRow, StoreError> {
    Ok(FrozenRow {
        programme: column::id(row, 0, ProgrammeId::parse)?,
        number: row.try_get(1)?,
        label: row.try_get(2)?,
        body: row.try_get(3)?,
        hash: row.try_get(4)?,
        seq: row.try_get(5)?,
        by: column::id(row, 6, PersonId::parse)?,
        at: row.try_get(7)?,
    })
}
