//! Appraisals of drafts, with their remarks and what was answered.

use hanhdong_domain::organisation::{AppraisalId, PersonId, ProgrammeId, RemarkId};
use hanhdong_domain::programme::{Anchor, Appraisal, AppraisalEnd, Remark, RemarkAnswer, Taken, Weight};
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::{Db, StoreError, Tx, column};

/// The fingerprint of what must not change behind the program's back: the appraisal with all its remarks.
pub fn state_of_appraisal(it: &Appraisal, remarks: &[Remark]) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut told = |field: &str| {
        hasher.update(&(field.len() as u64).to_le_bytes());
        hasher.update(field.as_bytes());
    };
    for field in [it.programme.as_str(), &it.version.to_string(), it.by.as_str(), &it.opened_at] {
        told(field);
    }
    for field in it.end.iter().flat_map(|end| [end.at.as_str(), end.by.as_str(), end.why.as_deref().unwrap_or("")]) {
        told(field);
    }
    for it in remarks {
        let item = it.item.as_ref().map_or("", |it| it.as_str());
        for field in [&it.number.to_string(), item, &it.item_then, it.weight.name(), &it.words, it.by.as_str(), &it.at, it.taken_back_at.as_deref().unwrap_or("")] {
            told(field);
        }
        for field in it.answer.iter().flat_map(|it| [it.taken.name(), &it.words, &it.item_now, it.by.as_str(), &it.at]) {
            told(field);
        }
    }
    hasher.finalize().to_hex().to_string()
}

/// Enters an appraisal. Where one is open already it breaks a constraint.
pub async fn open_appraisal(tx: &mut Tx<'_>, it: &Appraisal) -> Result<(), StoreError> {
    let sql = "INSERT INTO appraisal (id, programme_id, version, person_id, opened_at, ended_at, ended_by_id, why) VALUES ($1, $2, $3, $4, $5, NULL, NULL, NULL)";
    let statement = sqlx::query(sql).bind(it.id.to_string()).bind(it.programme.to_string()).bind(it.version).bind(it.by.to_string()).bind(it.opened_at.clone());
    tx.change(statement).await?;
    Ok(())
}

/// Takes hold of an open appraisal for this act: remarks, answers and the end come one after the other. False where it ended.
pub async fn hold_appraisal(tx: &mut Tx<'_>, id: &AppraisalId) -> Result<bool, StoreError> {
    let sql = "UPDATE appraisal SET version = version WHERE id = $1 AND ended_at IS NULL";
    Ok(tx.change(sqlx::query(sql).bind(id.to_string())).await? == 1)
}

/// Ends an appraisal; false where that was done before.
pub async fn end_appraisal(tx: &mut Tx<'_>, id: &AppraisalId, end: &AppraisalEnd) -> Result<bool, StoreError> {
    let sql = "UPDATE appraisal SET ended_at = $2, ended_by_id = $3, why = $4 WHERE id = $1 AND ended_at IS NULL";
    Ok(tx.change(sqlx::query(sql).bind(id.to_string()).bind(end.at.clone()).bind(end.by.to_string()).bind(end.why.clone())).await? == 1)
}

/// Enters a remark.
pub async fn remark(tx: &mut Tx<'_>, it: &Remark) -> Result<(), StoreError> {
    let sql = "INSERT INTO appraisal_remark (id, appraisal_id, number, item, item_then, weight, words, person_id, at, taken_back_at, taken, answer, item_now, answered_by_id, answered_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL, NULL, NULL, NULL, NULL, NULL)";
    let statement = sqlx::query(sql)
        .bind(it.id.to_string())
        .bind(it.appraisal.to_string())
        .bind(it.number)
        .bind(it.item.as_ref().map(ToString::to_string))
        .bind(it.item_then.clone())
        .bind(it.weight.name())
        .bind(it.words.clone())
        .bind(it.by.to_string())
        .bind(it.at.clone());
    tx.change(statement).await?;
    Ok(())
}

/// Takes a remark back; false where it was taken back or answered before.
pub async fn take_back_remark(tx: &mut Tx<'_>, id: &RemarkId) -> Result<bool, StoreError> {
    let at = tx.at().to_owned();
    let sql = "UPDATE appraisal_remark SET taken_back_at = $2 WHERE id = $1 AND taken_back_at IS NULL AND taken IS NULL";
    Ok(tx.change(sqlx::query(sql).bind(id.to_string()).bind(at)).await? == 1)
}

/// Keeps the answer to a remark; false where it has one or was taken back.
pub async fn answer_remark(tx: &mut Tx<'_>, id: &RemarkId, it: &RemarkAnswer) -> Result<bool, StoreError> {
    let sql = "UPDATE appraisal_remark SET taken = $2, answer = $3, item_now = $4, answered_by_id = $5, answered_at = $6 WHERE id = $1 AND taken_back_at IS NULL AND taken IS NULL";
    let statement = sqlx::query(sql).bind(id.to_string()).bind(it.taken.name()).bind(it.words.clone()).bind(it.item_now.clone()).bind(it.by.to_string()).bind(it.at.clone());
    Ok(tx.change(statement).await? == 1)
}

const ROW: &str = "SELECT a.id, a.programme_id, a.version, a.person_id, a.opened_at, a.ended_at, a.ended_by_id, a.why FROM appraisal a";

/// One appraisal, whoever asks: the caller has asked the policy of its programme.
pub async fn appraisal(db: &mut Db<'_>, id: &AppraisalId) -> Result<Option<Appraisal>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{ROW} WHERE a.id = $1"));
    db.maybe(sqlx::query(sql).bind(id.to_string())).await?.as_ref().map(read).transpose()
}

/// The appraisals of a programme, the newest first.
pub async fn appraisals(db: &mut Db<'_>, programme: &ProgrammeId) -> Result<Vec<Appraisal>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{ROW} WHERE a.programme_id = $1 ORDER BY a.opened_at DESC, a.id DESC"));
    db.all(sqlx::query(sql).bind(programme.to_string())).await?.iter().map(read).collect()
}

/// Who appraises a draft now, where somebody does.
pub async fn appraiser_of(db: &mut Db<'_>, programme: &ProgrammeId) -> Result<Option<PersonId>, StoreError> {
    let row = db.maybe(sqlx::query("SELECT person_id FROM appraisal WHERE programme_id = $1 AND ended_at IS NULL").bind(programme.to_string())).await?;
    row.map(|row| column::id(&row, 0, PersonId::parse)).transpose()
}

const REMARK: &str = "SELECT r.id, r.appraisal_id, r.number, r.item, r.item_then, r.weight, r.words, r.person_id, r.at, r.taken_back_at, r.taken, r.answer, r.item_now, r.answered_by_id, r.answered_at \
                      FROM appraisal_remark r";

/// The remarks of an appraisal, in their order; those taken back too.
pub async fn remarks(db: &mut Db<'_>, appraisal: &AppraisalId) -> Result<Vec<Remark>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{REMARK} WHERE r.appraisal_id = $1 ORDER BY r.number"));
    db.all(sqlx::query(sql).bind(appraisal.to_string())).await?.iter().map(read_remark).collect()
}

/// One remark, whoever asks: the caller has asked the policy of its programme.
pub async fn remark_of(db: &mut Db<'_>, id: &RemarkId) -> Result<Option<Remark>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{REMARK} WHERE r.id = $1"));
    db.maybe(sqlx::query(sql).bind(id.to_string())).await?.as_ref().map(read_remark).transpose()
}

fn read(row: &AnyRow) -> Result<Appraisal, StoreError> {
    let end = match (row.try_get::<Option<String>, _>(5)?, column::maybe_id(row, 6, PersonId::parse)?) {
        (Some(at), Some(by)) => Some(AppraisalEnd { at, by, why: row.try_get(7)? }),
        (Some(_), None) | (None, _) => None,
    };
    Ok(Appraisal {
        id: column::id(row, 0, AppraisalId::parse)?,
        programme: column::id(row, 1, ProgrammeId::parse)?,
        version: row.try_get(2)?,
        by: column::id(row, 3, PersonId::parse)?,
        opened_at: row.try_get(4)?,
        end,
    })
}

fn read_remark(row: &AnyRow) -> Result<Remark, StoreError> {
    let unsound = |what: &str| StoreError::NotSound(format!("a remark of {what}"));
    let weight: String = row.try_get(5)?;
    let item: Option<String> = row.try_get(3)?;
    let answer = match row.try_get::<Option<String>, _>(10)? {
        None => None,
        Some(taken) => Some(RemarkAnswer {
            taken: Taken::of_name(&taken).ok_or_else(|| unsound(&taken))?,
            words: row.try_get(11)?,
            item_now: row.try_get(12)?,
            by: column::id(row, 13, PersonId::parse)?,
            at: row.try_get(14)?,
        }),
    };
    Ok(Remark {
        id: column::id(row, 0, RemarkId::parse)?,
        appraisal: column::id(row, 1, AppraisalId::parse)?,
        number: row.try_get(2)?,
        item: item.map(|it| Anchor::new(&it).ok_or_else(|| unsound(&it))).transpose()?,
        item_then: row.try_get(4)?,
        weight: Weight::of_name(&weight).ok_or_else(|| unsound(&weight))?,
        words: row.try_get(6)?,
        by: column::id(row, 7, PersonId::parse)?,
        at: row.try_get(8)?,
        taken_back_at: row.try_get(9)?,
        answer,
    })
}
