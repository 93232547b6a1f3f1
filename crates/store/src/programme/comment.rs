//! Comments on items of drafts: threads whose lines are only ever added to.

use std::collections::BTreeMap;

use hanhdong_domain::organisation::{PersonId, ProgrammeId, ThreadId};
use hanhdong_domain::programme::{Anchor, CommentTurn};
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::search::{self, SearchKind};
use crate::{Db, StoreError, Tx, column};

/// What is said about an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadRow {
    /// Its id.
    pub id: ThreadId,
    /// Of which draft.
    pub programme: ProgrammeId,
    /// About which item.
    pub item: Anchor,
}

/// A line of a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentRow {
    /// Its number in the thread, from 1.
    pub number: i64,
    /// What it does.
    pub turn: CommentTurn,
    /// The own line in whose place it stands.
    pub instead_of: Option<i64>,
    /// What it says.
    pub words: String,
    /// Who.
    pub by: PersonId,
    /// When, UTC.
    pub at: String,
}

/// Begins a thread.
pub async fn begin_thread(tx: &mut Tx<'_>, row: &ThreadRow) -> Result<(), StoreError> {
    let sql = "INSERT INTO comment_thread (id, programme_id, anchor) VALUES ($1, $2, $3)";
    tx.change(sqlx::query(sql).bind(row.id.as_str()).bind(row.programme.as_str()).bind(row.item.as_str())).await?;
    Ok(())
}

/// Adds a line to a thread.
pub async fn comment(tx: &mut Tx<'_>, thread: &ThreadId, line: &CommentRow) -> Result<(), StoreError> {
    let sql = "INSERT INTO comment_line (thread_id, line_no, turn, instead_of, words, person_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let statement = sqlx::query(sql)
        .bind(thread.as_str())
        .bind(line.number)
        .bind(line.turn.name())
        .bind(line.instead_of)
        .bind(line.words.as_str())
        .bind(line.by.as_str())
        .bind(line.at.as_str());
    tx.change(statement).await?;
    if let Some(replaced) = line.instead_of {
        search::forget(tx, SearchKind::Comment, thread.as_str(), replaced).await?;
    }
    match line.turn {
        CommentTurn::Said => search::keep(tx, SearchKind::Comment, thread.as_str(), line.number, &line.words).await,
        CommentTurn::Resolved | CommentTurn::Reopened => Ok(()),
    }
}

/// One thread.
pub async fn thread(db: &mut Db<'_>, id: &ThreadId) -> Result<Option<ThreadRow>, StoreError> {
    let row = db.maybe(sqlx::query("SELECT id, programme_id, anchor FROM comment_thread WHERE id = $1").bind(id.as_str())).await?;
    row.as_ref().map(read).transpose()
}

/// The threads of a draft, in the order in which they were begun.
pub async fn threads_of(db: &mut Db<'_>, programme: &ProgrammeId) -> Result<Vec<ThreadRow>, StoreError> {
    let rows = db.all(sqlx::query("SELECT id, programme_id, anchor FROM comment_thread WHERE programme_id = $1 ORDER BY id").bind(programme.as_str())).await?;
    rows.iter().map(read).collect()
}

/// The lines of a thread, in order.
pub async fn comments(db: &mut Db<'_>, thread: &ThreadId) -> Result<Vec<CommentRow>, StoreError> {
    let sql = "SELECT line_no, turn, instead_of, words, person_id, at FROM comment_line WHERE thread_id = $1 ORDER BY line_no";
    let line = |row: &AnyRow| {
        let turn: String = row.try_get(1)?;
        Ok(CommentRow {
            number: row.try_get(0)?,
            turn: CommentTurn::of_name(&turn).ok_or_else(|| StoreError::NotSound(format!("turn {turn}")))?,
            instead_of: row.try_get(2)?,
            words: row.try_get(3)?,
            by: column::id(row, 4, PersonId::parse)?,
            at: row.try_get(5)?,
        })
    };
    db.all(sqlx::query(sql).bind(thread.as_str())).await?.iter().map(line).collect()
}

/// How many threads are open at each item of a draft.
pub async fn open_threads(db: &mut Db<'_>, programme: &ProgrammeId) -> Result<BTreeMap<Anchor, usize>, StoreError> {
    let sql = "SELECT h.anchor FROM comment_thread h WHERE h.programme_id = $1 AND COALESCE((SELECT l.turn FROM comment_line l WHERE l.thread_id = h.id AND l.turn <> 'said' \
               ORDER BY l.line_no DESC LIMIT 1), 'reopened') = 'reopened'";
    let mut open = BTreeMap::new();
    for row in db.all(sqlx::query(sql).bind(programme.as_str())).await? {
        *open.entry(anchor(&row, 0)?).or_default() += 1;
    }
    Ok(open)
}

fn anchor(row: &AnyRow, at: usize) -> Result<Anchor, StoreError> {
    let text: String = row.try_get(at)?;
    Anchor::new(&text).ok_or_else(|| StoreError::NotSound(format!("anchor {text}")))
}

fn read(row: &AnyRow) -> Result<ThreadRow, StoreError> {
    Ok(ThreadRow { id: column::id(row, 0, ThreadId::parse)?, programme: column::id(row, 1, ProgrammeId::parse)?, item: anchor(row, 2)? })
}
