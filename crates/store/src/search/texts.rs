//! By which words each thing is found, and all of them made anew: after a restore, and where a database is older than the table.

use hanhdong_domain::basis::BasisKind;
use sqlx::{AnyConnection, Row};

use super::{SearchKind, in_line};
use crate::{Store, StoreError, Tx};

/// What a basis document is found by.
pub(crate) fn of_basis(kind: &str, number: &str, issuer: &str, subject: &str) -> String {
    format!("{} {number} {issuer} {subject}", BasisKind::of_name(kind).map_or("", |it| it.words()))
}

/// What an issued paper is found by.
pub(crate) fn of_issue(number: &str, kind: &str, title: &str) -> String {
    format!("{kind} {number} {title}")
}

/// A line: of which, where in it, its words.
type Line = (SearchKind, String, i64, String);

/// What each kind is made from: id, place, and up to four texts.
const fn made_from(kind: SearchKind) -> &'static str {
    match kind {
        SearchKind::Programme => "SELECT id, CAST(0 AS BIGINT), title, '', '', '' FROM programme",
        SearchKind::Issue => "SELECT programme_id, CAST(0 AS BIGINT), number, kind, title, '' FROM issue",
        SearchKind::Basis => "SELECT id, CAST(0 AS BIGINT), kind, COALESCE(number, ''), issuer, subject FROM basis",
        SearchKind::Requirement => "SELECT id, CAST(0 AS BIGINT), text, '', '', '' FROM basis_requirement",
        SearchKind::Unit => "SELECT id, CAST(0 AS BIGINT), name, '', '', '' FROM unit",
        SearchKind::Person => "SELECT id, CAST(0 AS BIGINT), name, '', '', '' FROM person",
        SearchKind::Comment => {
            "SELECT l.thread_id, l.line_no, l.words, '', '', '' FROM comment_line l WHERE l.turn = 'said' \
             AND NOT EXISTS (SELECT 1 FROM comment_line n WHERE n.thread_id = l.thread_id AND n.instead_of = l.line_no)"
        }
    }
}

/// Every line as it should be, in order.
async fn as_it_should_be(connection: &mut AnyConnection) -> Result<Vec<Line>, StoreError> {
    let mut lines = Vec::new();
    for kind in SearchKind::ALL {
        for row in sqlx::query(made_from(kind)).fetch_all(&mut *connection).await? {
            let text = |at: usize| row.try_get::<String, _>(at);
            let (first, second, third, fourth) = (text(2)?, text(3)?, text(4)?, text(5)?);
            let said = match kind {
                SearchKind::Basis => of_basis(&first, &second, &third, &fourth),
                SearchKind::Issue => of_issue(&first, &second, &third),
                SearchKind::Programme | SearchKind::Requirement | SearchKind::Unit | SearchKind::Person | SearchKind::Comment => first,
            };
            lines.push((kind, row.try_get(0)?, row.try_get(1)?, in_line(&said)));
        }
    }
    lines.sort();
    Ok(lines)
}

async fn as_it_is(connection: &mut AnyConnection) -> Result<Vec<Line>, StoreError> {
    let mut lines = Vec::new();
    for kind in SearchKind::ALL {
        let rows = sqlx::query("SELECT subject_id, place, words FROM search_line WHERE kind = $1").bind(kind.name()).fetch_all(&mut *connection).await?;
        for row in &rows {
            lines.push((kind, row.try_get(0)?, row.try_get(1)?, row.try_get(2)?));
        }
    }
    lines.sort();
    Ok(lines)
}

/// Makes all lines anew, inside whatever transaction the connection is in.
pub(crate) async fn renew_on(connection: &mut AnyConnection) -> Result<(), StoreError> {
    let lines = as_it_should_be(&mut *connection).await?;
    sqlx::query("DELETE FROM search_line").execute(&mut *connection).await?;
    for lines in lines.chunks(LINES_AT_ONCE) {
        let places: Vec<String> = (0..lines.len()).map(|it| format!("(${}, ${}, ${}, ${})", it * 4 + 1, it * 4 + 2, it * 4 + 3, it * 4 + 4)).collect();
        let sql = format!("INSERT INTO search_line (kind, subject_id, place, words) VALUES {}", places.join(", "));
        let statement = sqlx::query(sqlx::AssertSqlSafe(sql));
        let statement = lines.iter().fold(statement, |it, (kind, id, place, words)| it.bind(kind.name()).bind(id.clone()).bind(*place).bind(words.clone()));
        statement.execute(&mut *connection).await?;
    }
    Ok(())
}

/// Lines entered by one statement.
const LINES_AT_ONCE: usize = 100;

/// Is every thing found by the words it has now?
pub async fn is_sound(store: &Store) -> Result<bool, StoreError> {
    let mut reader = store.read().await?;
    let mut db = reader.db();
    let there = as_it_is(db.connection()).await?;
    Ok(there == as_it_should_be(db.connection()).await?)
}

/// Makes the lines anew. They hold nothing that is not elsewhere: no line of the journal tells of it.
pub async fn renew(store: &Store) -> Result<(), StoreError> {
    store.act(|tx: &mut Tx<'_>| Box::pin(async move { renew_on(tx.db().connection()).await })).await
}
