//! Bodies that lead, asked before the issue, and what they answered.

use hanhdong_domain::Date;
use hanhdong_domain::organisation::{AskId, PersonId, ProgrammeId, UnitId};
use hanhdong_domain::programme::{Anchor, Assent, LeadAnswer, LeadAsk, Settled};
use hanhdong_domain::text::fold;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::publication::fingerprint;
use crate::{Db, StoreError, Tx, column};

/// That a live ask (`k`) is put to a unit for which the person `$1` answers on the day `$2`: by a role in that unit itself
/// or in what belongs to it, never by one elsewhere in the same house.
const FOR_PERSON: &str = "k.closed_at IS NULL AND EXISTS (SELECT 1 FROM unit a JOIN unit b ON b.organisation_id = a.organisation_id AND b.path LIKE '%/' || a.id || '/%' \
     JOIN held_role g ON g.unit_id = b.id WHERE a.id = k.unit_id AND g.person_id = $1 AND g.from_on <= $2 AND (g.until_on IS NULL OR $2 < g.until_on) AND g.role IN ('office', 'drafter'))";

/// The roles by which a person answers what was asked of a unit about a programme.
pub(crate) const ROLES_ASKED: &str = "SELECT DISTINCT g.role FROM lead_ask k JOIN unit a ON a.id = k.unit_id \
     JOIN unit b ON b.organisation_id = a.organisation_id AND b.path LIKE '%/' || a.id || '/%' JOIN held_role g ON g.unit_id = b.id \
     WHERE k.programme_id = $1 AND k.closed_at IS NULL AND g.person_id = $2 AND g.from_on <= $3 AND (g.until_on IS NULL OR $3 < g.until_on) ORDER BY g.role";

/// The fingerprint of what must not change behind the program's back.
pub fn state_of_ask(it: &LeadAsk) -> String {
    let mut fields = vec![it.programme.to_string(), it.item.to_string(), it.item_then.clone(), it.body.clone()];
    fields.extend([it.unit.as_ref().map(ToString::to_string).unwrap_or_default(), it.version.to_string(), it.due_on.to_string(), it.by.to_string(), it.asked_at.clone()]);
    if let Some(answer) = &it.answer {
        let LeadAnswer { assent, proposed, reason, paper, by, at } = answer;
        fields.extend([assent.name().to_owned(), proposed.clone().unwrap_or_default(), reason.clone(), paper.clone().unwrap_or_default(), by.to_string(), at.clone()]);
    }
    if let Some(settled) = &it.settled {
        fields.extend([settled.is_taken.to_string(), settled.words.clone(), settled.by.to_string(), settled.at.clone()]);
    }
    fields.extend(it.closed_at.clone());
    fingerprint(fields.iter().map(String::as_str))
}

/// Enters an ask. A second live one of the same item and body breaks a constraint.
pub async fn ask_lead(tx: &mut Tx<'_>, it: &LeadAsk) -> Result<(), StoreError> {
    let sql = "INSERT INTO lead_ask (id, programme_id, item, item_then, body, folded, unit_id, version, due_on, person_id, asked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let statement = sqlx::query(sql)
        .bind(it.id.as_str())
        .bind(it.programme.as_str())
        .bind(it.item.as_str())
        .bind(it.item_then.as_str())
        .bind(it.body.as_str())
        .bind(fold(&it.body))
        .bind(it.unit.as_ref().map(ToString::to_string))
        .bind(it.version)
        .bind(it.due_on.to_string())
        .bind(it.by.as_str())
        .bind(it.asked_at.as_str());
    tx.change(statement).await?;
    Ok(())
}

/// Takes hold of a live ask for this act; nothing where it is over.
pub async fn hold_ask(tx: &mut Tx<'_>, id: &AskId) -> Result<Option<LeadAsk>, StoreError> {
    let sql = "UPDATE lead_ask SET version = version WHERE id = $1 AND closed_at IS NULL";
    match tx.change(sqlx::query(sql).bind(id.as_str())).await? {
        1 => ask(tx.db(), id).await,
        _ => Ok(None),
    }
}

/// Keeps answer, decision and end of an ask that is held.
pub async fn keep_ask(tx: &mut Tx<'_>, it: &LeadAsk) -> Result<(), StoreError> {
    let (answer, settled) = (it.answer.as_ref(), it.settled.as_ref());
    let sql = "UPDATE lead_ask SET assent = $2, proposed = $3, reason = $4, paper = $5, answered_by_id = $6, answered_at = $7, is_taken = $8, settled_words = $9, settled_by_id = $10, \
               settled_at = $11, closed_at = $12 WHERE id = $1";
    let statement = sqlx::query(sql)
        .bind(it.id.as_str())
        .bind(answer.map(|it| it.assent.name()))
        .bind(answer.and_then(|it| it.proposed.clone()))
        .bind(answer.map(|it| it.reason.clone()))
        .bind(answer.and_then(|it| it.paper.clone()))
        .bind(answer.map(|it| it.by.to_string()))
        .bind(answer.map(|it| it.at.clone()))
        .bind(settled.map(|it| i64::from(it.is_taken)))
        .bind(settled.map(|it| it.words.clone()))
        .bind(settled.map(|it| it.by.to_string()))
        .bind(settled.map(|it| it.at.clone()))
        .bind(it.closed_at.clone());
    tx.change(statement).await?;
    Ok(())
}

const ASK: &str = "SELECT k.id, k.programme_id, k.item, k.item_then, k.body, k.unit_id, k.version, k.due_on, k.person_id, k.asked_at, k.assent, k.proposed, k.reason, k.paper, k.answered_by_id, \
     k.answered_at, k.is_taken, k.settled_words, k.settled_by_id, k.settled_at, k.closed_at FROM lead_ask k";

/// One ask, whoever wants it: the caller has asked the policy.
pub async fn ask(db: &mut Db<'_>, id: &AskId) -> Result<Option<LeadAsk>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{ASK} WHERE k.id = $1"));
    db.maybe(sqlx::query(sql).bind(id.as_str())).await?.as_ref().map(read).transpose()
}

/// The live asks of a draft, in the order in which they were put.
pub async fn asks_of(db: &mut Db<'_>, programme: &ProgrammeId) -> Result<Vec<LeadAsk>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{ASK} WHERE k.programme_id = $1 AND k.closed_at IS NULL ORDER BY k.asked_at, k.id"));
    db.all(sqlx::query(sql).bind(programme.as_str())).await?.iter().map(read).collect()
}

/// Every ask of a draft, those that are over too.
pub async fn ask_ids(db: &mut Db<'_>, programme: &ProgrammeId) -> Result<Vec<AskId>, StoreError> {
    let rows = db.all(sqlx::query("SELECT id FROM lead_ask WHERE programme_id = $1 ORDER BY id").bind(programme.as_str())).await?;
    rows.iter().map(|it| column::id(it, 0, AskId::parse)).collect()
}

/// The live asks that a person answers, of drafts neither issued nor put away; those due first come first.
pub async fn asks_for(db: &mut Db<'_>, person: &PersonId, day: Date) -> Result<Vec<LeadAsk>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{ASK} JOIN programme p ON p.id = k.programme_id WHERE p.issued_on IS NULL AND p.put_away_at IS NULL AND {FOR_PERSON} ORDER BY k.due_on, k.programme_id, k.id"
    ));
    db.all(sqlx::query(sql).bind(person.as_str()).bind(day.to_string())).await?.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<LeadAsk, StoreError> {
    let unsound = |what: &str| StoreError::NotSound(format!("an ask of {what}"));
    let answer = match row.try_get::<Option<String>, _>(10)? {
        None => None,
        Some(assent) => Some(LeadAnswer {
            assent: Assent::of_name(&assent).ok_or_else(|| unsound(&assent))?,
            proposed: row.try_get(11)?,
            reason: row.try_get(12)?,
            paper: row.try_get(13)?,
            by: column::id(row, 14, PersonId::parse)?,
            at: row.try_get(15)?,
        }),
    };
    let settled = match row.try_get::<Option<i64>, _>(16)? {
        None => None,
        Some(is_taken) => Some(Settled { is_taken: is_taken == 1, words: row.try_get(17)?, by: column::id(row, 18, PersonId::parse)?, at: row.try_get(19)? }),
    };
    let item: String = row.try_get(2)?;
    Ok(LeadAsk {
        id: column::id(row, 0, AskId::parse)?,
        programme: column::id(row, 1, ProgrammeId::parse)?,
        item: Anchor::new(&item).ok_or_else(|| unsound(&item))?,
        item_then: row.try_get(3)?,
        body: row.try_get(4)?,
        unit: column::maybe_id(row, 5, UnitId::parse)?,
        version: row.try_get(6)?,
        due_on: column::date(row, 7)?,
        by: column::id(row, 8, PersonId::parse)?,
        asked_at: row.try_get(9)?,
        answer,
        settled,
        closed_at: row.try_get(20)?,
    })
}
