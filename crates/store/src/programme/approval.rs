//! Drafts submitted to the superior committee, what it said, and what was answered.

use hanhdong_domain::Date;
use hanhdong_domain::organisation::{ApprovalId, PersonId, ProgrammeId, UnitId};
use hanhdong_domain::programme::{Anchor, ApprovalComment, ApprovalEnd, ApprovalVerdict, RemarkAnswer, SuperiorApproval, Taken};
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::publication::fingerprint;
use crate::{Db, StoreError, Tx, column};

/// That a role (`g`, in a unit `h`) is held by `$1` on the day `$2` in the committee that something (`a`) was submitted to.
const FOR_PERSON: &str = "EXISTS (SELECT 1 FROM unit h JOIN held_role g ON g.unit_id = h.id WHERE h.organisation_id = a.superior_id \
     AND g.person_id = $1 AND g.from_on <= $2 AND (g.until_on IS NULL OR $2 < g.until_on) AND g.role = 'office')";

/// The roles by which a person approves for a committee that a programme was submitted to, and has not taken it back.
pub(crate) const ROLES_SUBMITTED: &str = "SELECT DISTINCT g.role FROM approval a JOIN unit h ON h.organisation_id = a.superior_id JOIN held_role g ON g.unit_id = h.id \
     WHERE a.programme_id = $1 AND (a.verdict IS NULL OR a.verdict <> 'withdrawn') AND g.person_id = $2 AND g.from_on <= $3 AND (g.until_on IS NULL OR $3 < g.until_on) ORDER BY g.role";

/// The fingerprint of what must not change behind the program's back: the submission with all its comments.
pub fn state_of_approval(it: &SuperiorApproval, comments: &[ApprovalComment]) -> String {
    let mut fields = vec![it.programme.to_string(), it.draft_no.to_string(), it.superior.to_string(), it.words.clone(), it.by.to_string(), it.submitted_at.clone()];
    if let Some(end) = &it.end {
        fields.extend([end.verdict.name().to_owned(), end.words.clone(), end.by.to_string(), end.at.clone()]);
    }
    for it in comments {
        let item = it.item.as_ref().map(ToString::to_string).unwrap_or_default();
        fields.extend([it.number.to_string(), item, it.item_then.clone(), it.words.clone(), it.by.to_string(), it.at.clone(), it.taken_back_at.clone().unwrap_or_default()]);
        if let Some(it) = &it.answer {
            fields.extend([it.taken.name().to_owned(), it.words.clone(), it.item_now.clone(), it.by.to_string(), it.at.clone()]);
        }
    }
    fingerprint(fields.iter().map(String::as_str))
}

/// Enters a submission. Where one is open already it breaks a constraint.
pub async fn submit(tx: &mut Tx<'_>, it: &SuperiorApproval) -> Result<(), StoreError> {
    let sql = "INSERT INTO approval (id, programme_id, draft_no, superior_id, words, person_id, submitted_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let statement = sqlx::query(sql)
        .bind(it.id.as_str())
        .bind(it.programme.as_str())
        .bind(it.draft_no)
        .bind(it.superior.as_str())
        .bind(it.words.as_str())
        .bind(it.by.as_str())
        .bind(it.submitted_at.as_str());
    tx.change(statement).await?;
    Ok(())
}

/// Takes hold of a submission for this act: comments, answers and the end come one after the other.
pub async fn hold_approval(tx: &mut Tx<'_>, id: &ApprovalId) -> Result<Option<SuperiorApproval>, StoreError> {
    tx.change(sqlx::query("UPDATE approval SET draft_no = draft_no WHERE id = $1").bind(id.as_str())).await?;
    approval(tx.db(), id).await
}

/// Ends a submission that is held.
pub async fn decide_approval(tx: &mut Tx<'_>, id: &ApprovalId, end: &ApprovalEnd) -> Result<(), StoreError> {
    let sql = "UPDATE approval SET verdict = $2, verdict_words = $3, decided_by_id = $4, decided_at = $5 WHERE id = $1";
    tx.change(sqlx::query(sql).bind(id.as_str()).bind(end.verdict.name()).bind(end.words.as_str()).bind(end.by.as_str()).bind(end.at.as_str())).await?;
    Ok(())
}

/// Enters a comment.
pub async fn comment_approval(tx: &mut Tx<'_>, id: &ApprovalId, it: &ApprovalComment) -> Result<(), StoreError> {
    let sql = "INSERT INTO approval_comment (approval_id, number, item, item_then, words, person_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let statement = sqlx::query(sql)
        .bind(id.as_str())
        .bind(it.number)
        .bind(it.item.as_ref().map(ToString::to_string))
        .bind(it.item_then.as_str())
        .bind(it.words.as_str())
        .bind(it.by.as_str())
        .bind(it.at.as_str());
    tx.change(statement).await?;
    Ok(())
}

/// Takes a comment back; false where it was taken back or answered before.
pub async fn take_back_approval_comment(tx: &mut Tx<'_>, id: &ApprovalId, number: i64) -> Result<bool, StoreError> {
    let at = tx.at().to_owned();
    let sql = "UPDATE approval_comment SET taken_back_at = $3 WHERE approval_id = $1 AND number = $2 AND taken_back_at IS NULL AND taken IS NULL";
    Ok(tx.change(sqlx::query(sql).bind(id.as_str()).bind(number).bind(at)).await? == 1)
}

/// Keeps the answer to a comment; false where it has one or was taken back.
pub async fn answer_approval_comment(tx: &mut Tx<'_>, id: &ApprovalId, number: i64, it: &RemarkAnswer) -> Result<bool, StoreError> {
    let sql = "UPDATE approval_comment SET taken = $3, answer = $4, item_now = $5, answered_by_id = $6, answered_at = $7 \
               WHERE approval_id = $1 AND number = $2 AND taken_back_at IS NULL AND taken IS NULL";
    let statement =
        sqlx::query(sql).bind(id.as_str()).bind(number).bind(it.taken.name()).bind(it.words.as_str()).bind(it.item_now.as_str()).bind(it.by.as_str()).bind(it.at.as_str());
    Ok(tx.change(statement).await? == 1)
}

const ROW: &str =
    "SELECT a.id, a.programme_id, a.draft_no, a.superior_id, a.words, a.person_id, a.submitted_at, a.verdict, a.verdict_words, a.decided_by_id, a.decided_at FROM approval a";

/// One submission, whoever wants it: the caller has asked the policy.
pub async fn approval(db: &mut Db<'_>, id: &ApprovalId) -> Result<Option<SuperiorApproval>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{ROW} WHERE a.id = $1"));
    db.maybe(sqlx::query(sql).bind(id.as_str())).await?.as_ref().map(read).transpose()
}

/// The submissions of a programme, the newest first.
pub async fn approvals_of(db: &mut Db<'_>, programme: &ProgrammeId) -> Result<Vec<SuperiorApproval>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{ROW} WHERE a.programme_id = $1 ORDER BY a.submitted_at DESC, a.id DESC"));
    db.all(sqlx::query(sql).bind(programme.as_str())).await?.iter().map(read).collect()
}

/// What was submitted to committees that a person approves for: what waits first, then the newest.
pub async fn approvals_for(db: &mut Db<'_>, person: &PersonId, day: Date, limit: i64) -> Result<Vec<SuperiorApproval>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{ROW} WHERE (a.verdict IS NULL OR a.verdict <> 'withdrawn') AND {FOR_PERSON} ORDER BY CASE WHEN a.verdict IS NULL THEN 0 ELSE 1 END, a.submitted_at DESC, a.id LIMIT $3"
    ));
    db.all(sqlx::query(sql).bind(person.as_str()).bind(day.to_string()).bind(limit)).await?.iter().map(read).collect()
}

/// Does a person approve for the committee that this was submitted to?
pub async fn approves(db: &mut Db<'_>, id: &ApprovalId, person: &PersonId, day: Date) -> Result<bool, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("SELECT 1 FROM approval a WHERE a.id = $3 AND (a.verdict IS NULL OR a.verdict <> 'withdrawn') AND {FOR_PERSON}"));
    Ok(db.maybe(sqlx::query(sql).bind(person.as_str()).bind(day.to_string()).bind(id.as_str())).await?.is_some())
}

/// The comments of a submission, in their order; those taken back too.
pub async fn approval_comments(db: &mut Db<'_>, id: &ApprovalId) -> Result<Vec<ApprovalComment>, StoreError> {
    let sql = "SELECT number, item, item_then, words, person_id, at, taken_back_at, taken, answer, item_now, answered_by_id, answered_at FROM approval_comment WHERE approval_id = $1 ORDER BY number";
    db.all(sqlx::query(sql).bind(id.as_str())).await?.iter().map(read_comment).collect()
}

fn read(row: &AnyRow) -> Result<SuperiorApproval, StoreError> {
    let end = match row.try_get::<Option<String>, _>(7)? {
        None => None,
        Some(verdict) => Some(ApprovalEnd {
            verdict: ApprovalVerdict::of_name(&verdict).ok_or_else(|| StoreError::NotSound(format!("a verdict of {verdict}")))?,
            words: row.try_get(8)?,
            by: column::id(row, 9, PersonId::parse)?,
            at: row.try_get(10)?,
        }),
    };
    Ok(SuperiorApproval {
        id: column::id(row, 0, ApprovalId::parse)?,
        programme: column::id(row, 1, ProgrammeId::parse)?,
        draft_no: row.try_get(2)?,
        superior: column::id(row, 3, UnitId::parse)?,
        words: row.try_get(4)?,
        by: column::id(row, 5, PersonId::parse)?,
        submitted_at: row.try_get(6)?,
        end,
    })
}

fn read_comment(row: &AnyRow) -> Result<ApprovalComment, StoreError> {
    let unsound = |what: &str| StoreError::NotSound(format!("a comment of {what}"));
    let item: Option<String> = row.try_get(1)?;
    let answer = match row.try_get::<Option<String>, _>(7)? {
        None => None,
        Some(taken) => Some(RemarkAnswer {
            taken: Taken::of_name(&taken).ok_or_else(|| unsound(&taken))?,
            words: row.try_get(8)?,
            item_now: row.try_get(9)?,
            by: column::id(row, 10, PersonId::parse)?,
            at: row.try_get(11)?,
        }),
    };
    Ok(ApprovalComment {
        number: row.try_get(0)?,
        item: item.map(|it| Anchor::new(&it).ok_or_else(|| unsound(&it))).transpose()?,
        item_then: row.try_get(2)?,
        words: row.try_get(3)?,
        by: column::id(row, 4, PersonId::parse)?,
        at: row.try_get(5)?,
        taken_back_at: row.try_get(6)?,
        answer,
    })
}
