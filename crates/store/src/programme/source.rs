//! Papers that programmes carry out: political reports, resolutions, superiors' programmes.

use hanhdong_domain::Date;
use hanhdong_domain::organisation::{FileId, PersonId, SourceId, UnitId};
use hanhdong_domain::programme::Paper;
use hanhdong_domain::text;
use sqlx::Row;

use crate::{Db, StoreError, Tx, column};

/// A source paper as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRow {
    /// Its id.
    pub id: SourceId,
    /// Who handed it in.
    pub organisation: UnitId,
    /// Its title.
    pub title: String,
    /// What was understood, in our notation.
    pub body: String,
    /// The file it came as.
    pub file: Option<FileId>,
    /// When it was handed in, UTC.
    pub handed_in_at: String,
    /// The version before it, where it is a later one.
    pub follows: Option<SourceId>,
    /// What it is to the programmes beside which it lies.
    pub paper: Paper,
}

impl SourceRow {
    /// The fingerprint of its text.
    pub fn state(&self) -> String {
        blake3::hash(self.body.as_bytes()).to_hex().to_string()
    }
}

/// Enters a source.
pub async fn hand_in(tx: &mut Tx<'_>, row: &SourceRow) -> Result<(), StoreError> {
    let statement =
        sqlx::query("INSERT INTO source (id, organisation_id, title, folded, body, file_id, handed_in_at, follows_id, paper) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
            .bind(row.id.as_str())
            .bind(row.organisation.as_str())
            .bind(row.title.as_str())
            .bind(text::fold(&row.title))
            .bind(row.body.as_str())
            .bind(row.file.as_ref().map(|it| it.as_str().to_owned()))
            .bind(row.handed_in_at.as_str())
            .bind(row.follows.as_ref().map(|it| it.as_str().to_owned()))
            .bind(row.paper.name());
    tx.change(statement).await?;
    Ok(())
}

const ROW: &str = "SELECT s.id, s.organisation_id, s.title, s.body, s.file_id, s.handed_in_at, s.follows_id, s.paper FROM source s";

/// One source, whoever asks: the caller has asked the policy.
pub async fn source(db: &mut Db<'_>, id: &SourceId) -> Result<Option<SourceRow>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{ROW} WHERE s.id = $1"));
    db.maybe(sqlx::query(sql).bind(id.as_str())).await?.as_ref().map(read).transpose()
}

/// The papers of one kind of the organisations in which a person has a role, newest first; without their texts.
pub async fn sources_of(db: &mut Db<'_>, person: &PersonId, day: Date, paper: Paper, limit: i64) -> Result<Vec<SourceRow>, StoreError> {
    let sql = "SELECT s.id, s.organisation_id, s.title, '', s.file_id, s.handed_in_at, s.follows_id, s.paper FROM source s \
               WHERE s.paper = $4 AND EXISTS (SELECT 1 FROM held_role g JOIN unit h ON h.id = g.unit_id WHERE g.person_id = $1 AND g.from_on <= $2 \
               AND (g.until_on IS NULL OR $2 < g.until_on) AND g.role IN ('office', 'drafter', 'reader') AND h.organisation_id = s.organisation_id) \
               ORDER BY s.handed_in_at DESC, s.id DESC LIMIT $3";
    let rows = db.all(sqlx::query(sql).bind(person.as_str()).bind(day.to_string()).bind(limit).bind(paper.name())).await?;
    rows.iter().map(read).collect()
}

fn read(row: &sqlx::any::AnyRow) -> Result<SourceRow, StoreError> {
    Ok(SourceRow {
        id: column::id(row, 0, SourceId::parse)?,
        organisation: column::id(row, 1, UnitId::parse)?,
        title: row.try_get(2)?,
        body: row.try_get(3)?,
        file: column::maybe_id(row, 4, FileId::parse)?,
        handed_in_at: row.try_get(5)?,
        follows: column::maybe_id(row, 6, SourceId::parse)?,
        paper: column::id(row, 7, Paper::of_name)?,
    })
}
