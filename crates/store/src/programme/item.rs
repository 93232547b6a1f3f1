//! What lists and search show of a programme's items. Derived: made from the body again with every change.

use std::collections::HashMap;

use hanhdong_domain::Date;
use hanhdong_domain::organisation::{PersonId, ProgrammeId};
use hanhdong_domain::text;
use sqlx::Row;

use crate::cells::Cells;
use crate::open::Engine;
use crate::programme::draft::SEEN;
use crate::{Db, StoreError, Tx, column};

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

/// Rows that are entered by one statement.
const ROWS_AT_ONCE: usize = 100;
/// Stretches that go to other places by a statement each; where there are more, their rows are written anew.
const STRETCHES_MAX: usize = 32;

/// Brings the lines of a programme in line with what it says now; `before` is what was entered for it last. Only what
/// differs is written, and nothing is read: a statement costs more than a comparison.
pub async fn index(tx: &mut Tx<'_>, programme: &ProgrammeId, before: &[ItemLine], after: &[ItemLine]) -> Result<(), StoreError> {
    let led: HashMap<&str, &str> = before.iter().map(|it| (it.anchor.as_str(), it.lead.as_str())).collect();
    let is_new = |it: &&ItemLine| !it.lead.is_empty() && led.get(it.anchor.as_str()) != Some(&it.lead.as_str());
    tx.lead_anew(programme, after.iter().filter(is_new).map(|it| (it.anchor.clone(), it.lead.clone())).collect());
    let difference = Difference::between(before, after);
    forget(tx, programme, &difference.gone).await?;
    shift(tx, programme, &difference.shifts).await?;
    enter(tx, programme, &difference.fresh).await
}

/// What differs between two states of the lines.
#[derive(Debug, Default, PartialEq, Eq)]
struct Difference<'a> {
    /// Anchors whose row goes.
    gone: Vec<&'a str>,
    /// Stretches of places, first and last, that move by so many.
    shifts: Vec<(i64, i64, i64)>,
    /// Rows that come, with their place.
    fresh: Vec<(i64, &'a ItemLine)>,
}

impl<'a> Difference<'a> {
    fn between(before: &'a [ItemLine], after: &'a [ItemLine]) -> Difference<'a> {
        let mut there: HashMap<&str, (i64, &ItemLine)> = (0_i64..).zip(before).map(|(at, it)| (it.anchor.as_str(), (at, it))).collect();
        let (mut fresh, mut gone, mut kept) = (Vec::new(), Vec::new(), Vec::new());
        for (to, item) in (0_i64..).zip(after) {
            match there.remove(item.anchor.as_str()) {
                Some((from, was)) if was == item => kept.push((from, to, item)),
                Some(_) => {
                    gone.push(item.anchor.as_str());
                    fresh.push((to, item));
                }
                None => fresh.push((to, item)),
            }
        }
        gone.extend(there.into_keys());
        gone.sort_unstable();
        kept.sort_unstable_by_key(|it| it.0);
        let mut shifts: Vec<(i64, i64, i64)> = Vec::new();
        for (from, to, _) in &kept {
            match shifts.last_mut() {
                Some((_, last, by)) if *by == to - from => *last = *from,
                _ => shifts.push((*from, *from, to - from)),
            }
        }
        shifts.retain(|it| it.2 != 0);
        if STRETCHES_MAX < shifts.len() {
            let moved = || kept.iter().filter(|(from, to, _)| from != to);
            gone.extend(moved().map(|it| it.2.anchor.as_str()));
            fresh.extend(moved().map(|it| (it.1, it.2)));
            fresh.sort_unstable_by_key(|it| it.0);
            shifts.clear();
        }
        Difference { gone, shifts, fresh }
    }
}

/// Moves rows to other places. On their way they stand below zero, so that no stretch catches what was moved before.
async fn shift(tx: &mut Tx<'_>, programme: &ProgrammeId, shifts: &[(i64, i64, i64)]) -> Result<(), StoreError> {
    for (first, last, by) in shifts {
        let sql = "UPDATE programme_item SET position = -1 - (position + $2) WHERE programme_id = $1 AND position BETWEEN $3 AND $4";
        tx.change(sqlx::query(sql).bind(programme.as_str()).bind(*by).bind(*first).bind(*last)).await?;
    }
    if !shifts.is_empty() {
        tx.change(sqlx::query("UPDATE programme_item SET position = -1 - position WHERE programme_id = $1 AND position < 0").bind(programme.as_str())).await?;
    }
    Ok(())
}

async fn enter(tx: &mut Tx<'_>, programme: &ProgrammeId, fresh: &[(i64, &ItemLine)]) -> Result<(), StoreError> {
    for rows in fresh.chunks(ROWS_AT_ONCE) {
        let last = tx.db().one(sqlx::query("SELECT COALESCE(MAX(row_no), 0) FROM programme_item")).await?.try_get::<i64, _>(0)?;
        let places: Vec<String> = (0..rows.len()).map(|row| format!("({})", (1..=10).map(|it| format!("${}", row * 10 + it)).collect::<Vec<_>>().join(", "))).collect();
        let sql = format!("INSERT INTO programme_item (programme_id, anchor, position, role, code, title, lead, deadline, due_on, folded) VALUES {}", places.join(", "));
        let statement = rows.iter().fold(sqlx::query(sqlx::AssertSqlSafe(sql)), |statement, (position, item)| {
            statement
                .bind(programme.as_str())
                .bind(item.anchor.as_str())
                .bind(*position)
                .bind(item.role.as_str())
                .bind(item.code.clone())
                .bind(item.title.as_str())
                .bind(item.lead.as_str())
                .bind(item.deadline.as_str())
                .bind(column::of_date(item.due_on))
                .bind(folded(item))
        });
        tx.change(statement).await?;
        if tx.db().engine() == Engine::Sqlite {
            // Row numbers grow and this is the only writer.
            let sql = "INSERT INTO programme_item_search (rowid, folded) SELECT row_no, folded FROM programme_item WHERE $1 < row_no";
            tx.change(sqlx::query(sql).bind(last)).await?;
        }
    }
    Ok(())
}

async fn forget(tx: &mut Tx<'_>, programme: &ProgrammeId, gone: &[&str]) -> Result<(), StoreError> {
    for anchors in gone.chunks(ROWS_AT_ONCE) {
        let places = (0..anchors.len()).map(|it| format!("${}", it + 2)).collect::<Vec<_>>().join(", ");
        let those = format!("WHERE programme_id = $1 AND anchor IN ({places})");
        let mut statements = vec![format!("DELETE FROM programme_item {those}")];
        if tx.db().engine() == Engine::Sqlite {
            statements.insert(0, format!("INSERT INTO programme_item_search (programme_item_search, rowid, folded) SELECT 'delete', row_no, folded FROM programme_item {those}"));
        }
        for sql in statements {
            let statement = anchors.iter().fold(sqlx::query(sqlx::AssertSqlSafe(sql)).bind(programme.as_str()), |statement, anchor| statement.bind(*anchor));
            tx.change(statement).await?;
        }
    }
    Ok(())
}

/// What search looks in: code, words and lead, without marks.
fn folded(item: &ItemLine) -> String {
    text::fold_words(&format!("{} {} {}", item.code.as_deref().unwrap_or(""), item.title, item.lead)).join(" ")
}

/// The items a person sees that hold every word and phrase asked for ([`text::Sought`]), whatever their marks.
/// Of more than `limit` those that were entered last; in the order of the programmes last changed.
pub async fn search(db: &mut Db<'_>, person: &PersonId, day: Date, words: &str, limit: i64) -> Result<Vec<(ProgrammeId, ItemLine)>, StoreError> {
    let sought = text::Sought::read(words);
    if sought.is_empty() {
        return Ok(Vec::new());
    }
    // Each word is quoted: what people type is never read as a language of queries.
    let (matched, query) = match db.engine() {
        Engine::Sqlite => (
            "JOIN programme_item_search f ON f.rowid = i.row_no AND programme_item_search MATCH $3",
            sought.phrases().iter().map(|it| format!("\"{}\"{}", it.words.join(" "), if it.is_open { " *" } else { "" })).collect::<Vec<_>>().join(" AND "),
        ),
        Engine::Postgres => (
            "JOIN (SELECT to_tsquery('simple', $3) AS query) q ON i.search @@ q.query",
            sought.phrases().iter().map(|it| format!("({}{})", it.words.join(" <-> "), if it.is_open { ":*" } else { "" })).collect::<Vec<_>>().join(" & "),
        ),
    };
    // The newest rows first, as the index has them, so that it can stop where there are enough.
    let newest = match db.engine() {
        Engine::Sqlite => "f.rowid",
        Engine::Postgres => "i.row_no",
    };
    let seen = SEEN.as_str();
    let sql = format!(
        "SELECT i.programme_id, i.anchor, i.role, i.code, i.title, i.lead, i.deadline, i.due_on, p.changed_at, CAST(i.position AS TEXT) AS position FROM programme_item i {matched} \
         JOIN programme p ON p.id = i.programme_id WHERE {seen} AND p.put_away_at IS NULL ORDER BY {newest} DESC LIMIT $4"
    );
    let day = day.to_string();
    let rows = db.cells(&FOUND, &sql, |it| it.bind(person.as_str().to_owned()).bind(day).bind(query).bind(limit)).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in &rows {
        let order = (std::cmp::Reverse(row.text(8)?), row.text(0)?, row.text(9)?.parse::<i64>().ok());
        found.push((order, (row.id(0, ProgrammeId::parse)?, line(row)?)));
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(found.into_iter().map(|it| it.1).collect())
}

/// What [`line`] and the order of what was found are read from.
const FOUND: [&str; 10] = ["programme_id", "anchor", "role", "code", "title", "lead", "deadline", "due_on", "changed_at", "position"];

fn line(row: &Cells) -> Result<ItemLine, StoreError> {
    Ok(ItemLine {
        anchor: row.text(1)?.to_owned(),
        role: row.text(2)?.to_owned(),
        code: row.maybe_text(3).map(str::to_owned),
        title: row.text(4)?.to_owned(),
        lead: row.text(5)?.to_owned(),
        deadline: row.text(6)?.to_owned(),
        due_on: row.maybe_date(7)?,
    })
}
