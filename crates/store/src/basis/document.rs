//! Basis documents: entered, kept, looked for.

use hanhdong_domain::Date;
use hanhdong_domain::basis::{BasisKind, CHAIN_MAX, End, LegalBasis, number_key};
use hanhdong_domain::organisation::{BasisId, FileId, PersonId, UnitId};
use hanhdong_domain::text;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::fingerprint;
use crate::db::Statement;
use crate::search::{self, SearchKind};
use crate::{Db, StoreError, Tx, column};

/// The fingerprint of what must not change behind the program's back.
pub fn state(it: &LegalBasis) -> String {
    let date = |date: Option<Date>| column::of_date(date).unwrap_or_default();
    let (ended_on, replaced_by) = end_columns(it);
    let file = it.file.as_ref().map_or("", |it| it.as_str());
    let number = it.number.as_deref().unwrap_or("");
    let fields = [
        it.organisation.as_str(),
        it.kind.name(),
        number,
        &date(it.dated),
        &it.issuer,
        &it.subject,
        file,
        &date(it.in_force_on),
        ended_on.as_deref().unwrap_or(""),
        replaced_by.as_deref().unwrap_or(""),
    ];
    fingerprint(fields)
}

fn end_columns(it: &LegalBasis) -> (Option<String>, Option<String>) {
    match &it.end {
        None => (None, None),
        Some(End::Ended { on }) => (Some(on.to_string()), None),
        Some(End::Replaced { by, on }) => (Some(on.to_string()), Some(by.to_string())),
    }
}

/// What the document is told apart by: its number, or what it is about where it has none.
fn key(it: &LegalBasis) -> String {
    match it.number.as_deref().map(number_key).filter(|it| !it.is_empty()) {
        Some(key) => key,
        None => format!("~{}", text::fold(&it.subject)),
    }
}

fn bound<'q>(sql: &'static str, it: &LegalBasis) -> Statement<'q> {
    let (ended_on, replaced_by) = end_columns(it);
    let folded = text::fold(&format!("{} {} {} {}", it.kind.words(), it.number.as_deref().unwrap_or(""), it.issuer, it.subject));
    sqlx::query(sql)
        .bind(it.id.to_string())
        .bind(it.organisation.to_string())
        .bind(it.kind.name())
        .bind(it.number.clone())
        .bind(key(it))
        .bind(column::of_date(it.dated))
        .bind(it.issuer.clone())
        .bind(text::fold(&it.issuer))
        .bind(it.subject.clone())
        .bind(folded)
        .bind(it.file.as_ref().map(ToString::to_string))
        .bind(column::of_date(it.in_force_on))
        .bind(ended_on)
        .bind(replaced_by)
}

/// Enters a document. A second one of the same number, date and issuer breaks the constraint.
pub async fn enter(tx: &mut Tx<'_>, it: &LegalBasis) -> Result<(), StoreError> {
    let sql = "INSERT INTO basis (id, organisation_id, kind, number, number_key, dated, issuer, issuer_key, subject, folded, file_id, in_force_on, ended_on, replaced_by_id) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    tx.change(bound(sql, it)).await?;
    found_by(tx, it).await
}

/// Takes hold of a document for this act: until it is settled nobody else changes it.
pub async fn hold(tx: &mut Tx<'_>, id: &BasisId) -> Result<Option<LegalBasis>, StoreError> {
    tx.change_unrecorded(sqlx::query("UPDATE basis SET kind = kind WHERE id = $1").bind(id.to_string())).await?;
    basis(tx.db(), id).await
}

/// Keeps a document that this act holds.
pub async fn keep(tx: &mut Tx<'_>, it: &LegalBasis) -> Result<(), StoreError> {
    let sql = "UPDATE basis SET organisation_id = $2, kind = $3, number = $4, number_key = $5, dated = $6, issuer = $7, issuer_key = $8, subject = $9, folded = $10, \
               file_id = $11, in_force_on = $12, ended_on = $13, replaced_by_id = $14 WHERE id = $1";
    tx.change(bound(sql, it)).await?;
    found_by(tx, it).await
}

async fn found_by(tx: &mut Tx<'_>, it: &LegalBasis) -> Result<(), StoreError> {
    let text = search::of_basis(it.kind.name(), it.number.as_deref().unwrap_or(""), &it.issuer, &it.subject);
    search::keep(tx, SearchKind::Basis, it.id.as_str(), 0, &text).await
}

const ROW: &str = "SELECT b.id, b.organisation_id, b.kind, b.number, b.dated, b.issuer, b.subject, b.file_id, b.in_force_on, b.ended_on, b.replaced_by_id FROM basis b";

/// One document, whoever asks: the caller has asked the policy.
pub async fn basis(db: &mut Db<'_>, id: &BasisId) -> Result<Option<LegalBasis>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{ROW} WHERE b.id = $1"));
    db.maybe(sqlx::query(sql).bind(id.to_string())).await?.as_ref().map(read).transpose()
}

/// Whose register it stands in: what the policy asks before anything is loaded.
pub async fn register_of(db: &mut Db<'_>, id: &BasisId) -> Result<Option<UnitId>, StoreError> {
    let row = db.maybe(sqlx::query("SELECT organisation_id FROM basis WHERE id = $1").bind(id.to_string())).await?;
    row.map(|row| column::id(&row, 0, UnitId::parse)).transpose()
}

/// What took the place of a document, what took the place of that, and so on.
pub async fn after(db: &mut Db<'_>, id: &BasisId) -> Result<Vec<BasisId>, StoreError> {
    let (mut chain, mut at) = (Vec::new(), id.clone());
    while chain.len() <= CHAIN_MAX {
        let row = db.maybe(sqlx::query("SELECT replaced_by_id FROM basis WHERE id = $1").bind(at.to_string())).await?;
        match row.map(|row| column::maybe_id(&row, 0, BasisId::parse)).transpose()?.flatten() {
            Some(next) if !chain.contains(&next) => {
                chain.push(next.clone());
                at = next;
            }
            Some(_) | None => break,
        }
    }
    Ok(chain)
}

/// The documents that one took the place of, oldest first.
pub async fn replaced_by(db: &mut Db<'_>, id: &BasisId) -> Result<Vec<LegalBasis>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{ROW} WHERE b.replaced_by_id = $1 ORDER BY COALESCE(b.dated, ''), b.id"));
    db.all(sqlx::query(sql).bind(id.to_string())).await?.iter().map(read).collect()
}

/// What a person reads of registers (`b`): those of the own organisation and of every one above it. The same as the policy
/// function says of single ones; a test holds the two together. `$1` is the person, `$2` the day.
pub(crate) const SEEN: &str = "EXISTS (SELECT 1 FROM held_role g JOIN unit h ON h.id = g.unit_id JOIN unit u ON u.id = h.organisation_id JOIN unit o ON o.id = b.organisation_id \
     WHERE g.person_id = $1 AND g.from_on <= $2 AND (g.until_on IS NULL OR $2 < g.until_on) AND g.role IN ('office', 'drafter', 'reader') \
     AND substr(u.path, 1, length(o.path)) = o.path)";

/// Words a document is looked for by, at most.
const WORDS_MAX: usize = 6;

/// The documents a person reads that hold every word, with marks or without; the newest first.
pub async fn seen_by(db: &mut Db<'_>, person: &PersonId, day: Date, words: &str, limit: i64) -> Result<Vec<LegalBasis>, StoreError> {
    let words: Vec<String> = text::fold(words).split_whitespace().map(|it| it.replace(['%', '_', '\\'], "")).filter(|it| !it.is_empty()).take(WORDS_MAX).collect();
    let held: String = (0..words.len()).map(|it| format!(" AND b.folded LIKE ${}", it + 4)).collect();
    let sql = sqlx::AssertSqlSafe(format!("{ROW} WHERE {SEEN}{held} ORDER BY COALESCE(b.dated, '') DESC, b.id DESC LIMIT $3"));
    let statement = sqlx::query(sql).bind(person.to_string()).bind(day.to_string()).bind(limit);
    let statement = words.into_iter().fold(statement, |it, word| it.bind(format!("%{word}%")));
    db.all(statement).await?.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<LegalBasis, StoreError> {
    let kind: String = row.try_get(2)?;
    let end = match (column::maybe_date(row, 9)?, column::maybe_id(row, 10, BasisId::parse)?) {
        (Some(on), Some(by)) => Some(End::Replaced { by, on }),
        (Some(on), None) => Some(End::Ended { on }),
        (None, _) => None,
    };
    Ok(LegalBasis {
        id: column::id(row, 0, BasisId::parse)?,
        organisation: column::id(row, 1, UnitId::parse)?,
        kind: BasisKind::of_name(&kind).ok_or_else(|| StoreError::NotSound(format!("kind of document {kind}")))?,
        number: row.try_get(3)?,
        dated: column::maybe_date(row, 4)?,
        issuer: row.try_get(5)?,
        subject: row.try_get(6)?,
        file: column::maybe_id(row, 7, FileId::parse)?,
        in_force_on: column::maybe_date(row, 8)?,
        end,
    })
}
