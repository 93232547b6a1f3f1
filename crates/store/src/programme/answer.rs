//! What was answered to findings: explanations, and risks that were accepted.

use hanhdong_domain::organisation::{AnswerId, PersonId, ProgrammeId};
use hanhdong_domain::programme::{Answer, AnswerKind};
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::{Db, StoreError, Tx, column};

const COLUMNS: &str = "a.id, a.programme_id, a.kind, a.finding, a.clause, a.words, a.reason, a.decided_by, a.version, a.person_id, a.at, a.taken_back_at";

/// Enters an answer; a constraint where one of its kind stands at the finding already.
pub async fn answer(tx: &mut Tx<'_>, programme: &ProgrammeId, it: &Answer) -> Result<(), StoreError> {
    let sql = "INSERT INTO finding_answer (id, programme_id, kind, finding, clause, words, reason, decided_by, version, person_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let statement = sqlx::query(sql)
        .bind(it.id.as_str())
        .bind(programme.as_str())
        .bind(it.kind.name())
        .bind(it.finding.as_str())
        .bind(it.clause.as_str())
        .bind(it.words.as_str())
        .bind(it.reason.as_str())
        .bind(it.decided_by.as_str())
        .bind(it.version)
        .bind(it.by.as_str())
        .bind(it.at.as_str());
    tx.change(statement).await?;
    Ok(())
}

/// The answers to a programme's findings that stand, in the order they were given.
pub async fn answers_of(db: &mut Db<'_>, programme: &ProgrammeId) -> Result<Vec<Answer>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("SELECT {COLUMNS} FROM finding_answer a WHERE a.programme_id = $1 AND a.taken_back_at IS NULL ORDER BY a.at, a.id"));
    db.all(sqlx::query(sql).bind(programme.as_str())).await?.iter().map(read).collect()
}

/// Takes one back; false where it does not stand, or at another programme.
pub async fn take_back(tx: &mut Tx<'_>, programme: &ProgrammeId, id: &AnswerId, by: &PersonId) -> Result<bool, StoreError> {
    let at = tx.at().to_owned();
    let sql = "UPDATE finding_answer SET taken_back_at = $3, taken_back_by = $4 WHERE id = $1 AND programme_id = $2 AND taken_back_at IS NULL";
    Ok(tx.change(sqlx::query(sql).bind(id.as_str()).bind(programme.as_str()).bind(at).bind(by.as_str())).await? == 1)
}

fn read(row: &AnyRow) -> Result<Answer, StoreError> {
    let kind: String = row.try_get(2)?;
    Ok(Answer {
        id: column::id(row, 0, AnswerId::parse)?,
        kind: AnswerKind::of_name(&kind).ok_or_else(|| StoreError::NotSound(format!("kind of answer {kind}")))?,
        finding: row.try_get(3)?,
        clause: row.try_get(4)?,
        words: row.try_get(5)?,
        reason: row.try_get(6)?,
        decided_by: row.try_get(7)?,
        version: row.try_get(8)?,
        by: column::id(row, 9, PersonId::parse)?,
        at: row.try_get(10)?,
    })
}
