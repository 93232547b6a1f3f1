//! What lists and search show of a programme's items. Derived: made from the body again with every change.

use std::collections::HashMap;

use hanhdong_domain::Date;
use hanhdong_domain::organisation::{PersonId, ProgrammeId};
use hanhdong_domain::text;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::open::Engine;
use crate::programme::draft::SEEN;
use crate::{Db, StoreError, Tx, column};

/// How many words of a question are looked for.
const WORDS_MAX: usize = 12;

/// An item as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemLine {
    /// Its anchor.
    pub anchor: String,
    /// Its role, by the wire name of its kind: goal, target, task ...
    pub role: String,
    /// Its code as printed.
    pub code: Option<String>,
    /// Its words.
    pub title: String,
    /// Who leads, as printed.
    pub lead: String,
    /// Its deadline as printed.
    pub deadline: String,
    /// The last day of its deadline.
    pub due_on: Option<Date>,
}

/// Brings the lines of a programme in line with what it says now; only what differs is written.
pub async fn index(tx: &mut Tx<'_>, programme: &ProgrammeId, items: &[ItemLine]) -> Result<(), StoreError> {
    let mut there: HashMap<String, (i64, i64, ItemLine)> = HashMap::new();
    let sql = "SELECT row_no, anchor, role, code, title, lead, deadline, due_on, position FROM programme_item WHERE programme_id = $1";
    for row in tx.db().all(sqlx::query(sql).bind(programme.as_str())).await? {
        let item = line(&row)?;
        there.insert(item.anchor.clone(), (row.try_get(0)?, row.try_get(8)?, item));
    }
    for (position, item) in (0_i64..).zip(items) {
        match there.remove(&item.anchor) {
            Some((_, at, before)) if at == position && before == *item => {}
            Some((row, _, before)) => {
                forget(tx, row, &before).await?;
                insert(tx, programme, position, item).await?;
            }
            None => insert(tx, programme, position, item).await?,
        }
    }
    for (row, _, gone) in there.into_values() {
        forget(tx, row, &gone).await?;
    }
    Ok(())
}

async fn insert(tx: &mut Tx<'_>, programme: &ProgrammeId, position: i64, item: &ItemLine) -> Result<(), StoreError> {
    let sql = "INSERT INTO programme_item (programme_id, anchor, position, role, code, title, lead, deadline, due_on, folded) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let statement = sqlx::query(sql)
        .bind(programme.as_str())
        .bind(item.anchor.as_str())
        .bind(position)
        .bind(item.role.as_str())
        .bind(item.code.clone())
        .bind(item.title.as_str())
        .bind(item.lead.as_str())
        .bind(item.deadline.as_str())
        .bind(column::of_date(item.due_on))
        .bind(folded(item));
    tx.change(statement).await?;
    if tx.db().engine() == Engine::Sqlite {
        let sql = "INSERT INTO programme_item_search (rowid, folded) SELECT row_no, folded FROM programme_item WHERE programme_id = $1 AND anchor = $2";
        tx.change(sqlx::query(sql).bind(programme.as_str()).bind(item.anchor.as_str())).await?;
    }
    Ok(())
}

async fn forget(tx: &mut Tx<'_>, row: i64, item: &ItemLine) -> Result<(), StoreError> {
    if tx.db().engine() == Engine::Sqlite {
        let sql = "INSERT INTO programme_item_search (programme_item_search, rowid, folded) VALUES ('delete', $1, $2)";
        tx.change(sqlx::query(sql).bind(row).bind(folded(item))).await?;
    }
    tx.change(sqlx::query("DELETE FROM programme_item WHERE row_no = $1").bind(row)).await?;
    Ok(())
}

/// What search looks in: code, words and lead, without marks.
fn folded(item: &ItemLine) -> String {
    text::fold_words(&format!("{} {} {}", item.code.as_deref().unwrap_or(""), item.title, item.lead)).join(" ")
}

/// The items a person sees that hold every word asked for, whatever its marks; the best first.
pub async fn search(db: &mut Db<'_>, person: &PersonId, day: Date, words: &str, limit: i64) -> Result<Vec<(ProgrammeId, ItemLine)>, StoreError> {
    let words: Vec<String> = text::fold_words(words).into_iter().filter(|it| it.chars().all(char::is_alphanumeric)).take(WORDS_MAX).collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    // Each word as a quoted beginning: what people type is never read as a language of queries.
    let (matched, query) = match db.engine() {
        Engine::Sqlite => {
            ("JOIN programme_item_search f ON f.rowid = i.row_no AND programme_item_search MATCH $3", words.iter().map(|it| format!("\"{it}\"*")).collect::<Vec<_>>().join(" "))
        }
        Engine::Postgres => ("JOIN (SELECT to_tsquery('simple', $3) AS query) q ON i.search @@ q.query", words.iter().map(|it| format!("{it}:*")).collect::<Vec<_>>().join(" & ")),
    };
    let sql = format!(
        "SELECT i.programme_id, i.anchor, i.role, i.code, i.title, i.lead, i.deadline, i.due_on FROM programme_item i {matched} \
         JOIN programme p ON p.id = i.programme_id JOIN unit u ON u.id = p.organisation_id \
         WHERE {SEEN} AND p.put_away_at IS NULL ORDER BY p.changed_at DESC, i.programme_id, i.position LIMIT $4"
    );
    let rows = db.all(sqlx::query(sqlx::AssertSqlSafe(sql)).bind(person.as_str()).bind(day.to_string()).bind(query).bind(limit)).await?;
    rows.iter().map(|row| Ok((column::id(row, 0, ProgrammeId::parse)?, line(row)?))).collect()
}

fn line(row: &AnyRow) -> Result<ItemLine, StoreError> {
    Ok(ItemLine {
        anchor: row.try_get(1)?,
        role: row.try_get(2)?,
        code: row.try_get(3)?,
        title: row.try_get(4)?,
        lead: row.try_get(5)?,
        deadline: row.try_get(6)?,
        due_on: column::maybe_date(row, 7)?,
    })
}
