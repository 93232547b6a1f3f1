//! Handovers: which drafts a person was the last to work on, and the records that were kept.

use hanhdong_domain::organisation::{FileId, PersonId, ProgrammeId, UnitId};
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::{Db, StoreError, Tx, column};

/// A draft that a person holds: the last to work on it, or its lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldDraft {
    /// Which.
    pub id: ProgrammeId,
    /// Whose.
    pub organisation: UnitId,
    /// Its title: for who may read it.
    pub title: String,
}

/// The drafts that a person was the last to work on: not issued, not put away.
pub async fn drafts_last_touched_by(db: &mut Db<'_>, person: &PersonId) -> Result<Vec<HeldDraft>, StoreError> {
    let sql = "SELECT p.id, p.organisation_id, p.title FROM programme p WHERE p.issued_on IS NULL AND p.put_away_at IS NULL \
               AND (SELECT j.person_id FROM journal j WHERE j.subject = 'programme' AND j.subject_id = p.id \
               AND j.act NOT IN ('comment_made', 'comment_resolved', 'comment_reopened') ORDER BY j.seq DESC LIMIT 1) = $1 ORDER BY p.id";
    let rows = db.all(sqlx::query(sql).bind(person.as_str())).await?;
    rows.iter().map(read).collect()
}

/// The drafts that a person leads: not issued, not put away.
pub async fn drafts_led_by(db: &mut Db<'_>, person: &PersonId) -> Result<Vec<HeldDraft>, StoreError> {
    let sql = "SELECT p.id, p.organisation_id, p.title FROM draft_lead l JOIN programme p ON p.id = l.programme_id \
               WHERE l.person_id = $1 AND p.issued_on IS NULL AND p.put_away_at IS NULL ORDER BY p.id";
    let rows = db.all(sqlx::query(sql).bind(person.as_str())).await?;
    rows.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<HeldDraft, StoreError> {
    Ok(HeldDraft { id: column::id(row, 0, ProgrammeId::parse)?, organisation: column::id(row, 1, UnitId::parse)?, title: row.try_get(2)? })
}

/// Keeps that a file is the record of a person's handover.
pub async fn keep_handover(tx: &mut Tx<'_>, file: &FileId, person: &PersonId) -> Result<(), StoreError> {
    let at = tx.at().to_owned();
    let sql = "INSERT INTO handover (file_id, person_id, at) VALUES ($1, $2, $3)";
    tx.change(sqlx::query(sql).bind(file.as_str()).bind(person.as_str()).bind(at)).await?;
    Ok(())
}

/// Whose handover a file is the record of.
pub async fn handover_of(db: &mut Db<'_>, file: &FileId) -> Result<Option<PersonId>, StoreError> {
    let row = db.maybe(sqlx::query("SELECT person_id FROM handover WHERE file_id = $1").bind(file.as_str())).await?;
    row.map(|row| column::id(&row, 0, PersonId::parse)).transpose()
}

/// The records of a person's handovers, newest first, each with its moment, UTC.
pub async fn handovers(db: &mut Db<'_>, person: &PersonId) -> Result<Vec<(FileId, String)>, StoreError> {
    let rows = db.all(sqlx::query("SELECT file_id, at FROM handover WHERE person_id = $1 ORDER BY at DESC, file_id DESC").bind(person.as_str())).await?;
    rows.iter().map(|row| Ok((column::id(row, 0, FileId::parse)?, row.try_get(1)?))).collect()
}
