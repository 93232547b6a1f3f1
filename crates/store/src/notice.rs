//! Notices: whom a line of a journal concerns, entered with the line; what is shown of them is asked by today's rights.

mod whom;

pub(crate) use whom::tell;

use hanhdong_domain::Date;
use hanhdong_domain::journal::Line;
use hanhdong_domain::organisation::{PersonId, ProgrammeId, UnitId};
use hanhdong_domain::programme::Anchor;
use hanhdong_domain::told::NoticeKind;
use sqlx::Row;

use crate::feed::FeedKey;
use crate::programme::SEEN;
use crate::{Db, StoreError, Tx, column, journal};

/// Items that have another lead than before, of the act that is running.
#[derive(Debug, Default)]
pub(crate) struct NewLeads {
    /// Of which programme.
    pub(crate) programme: Option<ProgrammeId>,
    /// Item and lead, as printed.
    pub(crate) leads: Vec<(String, String)>,
}

/// A notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeRow {
    /// The line of the journal that it tells.
    pub line: Line,
    /// Why.
    pub kind: NoticeKind,
    /// The programme it is about.
    pub programme: Option<ProgrammeId>,
    /// The first item it is about.
    pub place: Option<Anchor>,
    /// How many items it is about.
    pub items: i64,
    /// Was it read?
    pub is_read: bool,
}

/// What of a person's notices (`n`, its programme `p`) the rights of today let them know, and they want to. `$1` is the person,
/// `$2` the day.
fn told() -> String {
    format!(
        "n.person_id = $1 AND n.kind NOT IN (SELECT f.kind FROM notice_off f WHERE f.person_id = $1) \
         AND (n.kind = 'account' OR (n.kind = 'issued' AND p.issued_on IS NOT NULL AND ({})) OR (n.kind NOT IN ('account', 'issued') AND p.put_away_at IS NULL \
         AND p.organisation_id IN (SELECT h.organisation_id FROM held_role g JOIN unit h ON h.id = g.unit_id \
         WHERE g.person_id = $1 AND g.from_on <= $2 AND (g.until_on IS NULL OR $2 < g.until_on) AND g.role IN ('office', 'drafter', 'reader'))))",
        SEEN.as_str()
    )
}

/// How many wait to be read.
pub async fn waiting(db: &mut Db<'_>, person: &PersonId, day: Date) -> Result<i64, StoreError> {
    let sql = format!("SELECT COUNT(*) FROM notice n LEFT JOIN programme p ON p.id = n.programme_id WHERE $2 <> '' AND n.read_at IS NULL AND {}", told());
    Ok(db.one(sqlx::query(sqlx::AssertSqlSafe(sql)).bind(person.to_string()).bind(day.to_string())).await?.try_get(0)?)
}

/// A page of a person's notices, newest first.
pub async fn notices(db: &mut Db<'_>, person: &PersonId, day: Date, before: Option<&FeedKey>, limit: i64) -> Result<Vec<NoticeRow>, StoreError> {
    let older = "(j.at < $4 OR (j.at = $4 AND (j.organisation_id < $5 OR (j.organisation_id = $5 AND j.seq < $6))))";
    let sql = format!(
        "SELECT {}, n.kind, n.programme_id, n.place, n.items, CASE WHEN n.read_at IS NULL THEN '' ELSE n.read_at END FROM notice n \
         JOIN journal j ON j.organisation_id = n.organisation_id AND j.seq = n.seq LEFT JOIN programme p ON p.id = n.programme_id \
         WHERE {} AND {older} ORDER BY j.at DESC, j.organisation_id DESC, j.seq DESC, n.kind LIMIT $3",
        journal::COLUMNS,
        told()
    );
    // Above every time and id: the list from its beginning.
    let (at, organisation, seq) = before.map_or(("~".to_owned(), "~".to_owned(), 0), |it| (it.at.clone(), it.organisation.to_string(), it.seq));
    let statement = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(person.to_string()).bind(day.to_string()).bind(limit).bind(at).bind(organisation).bind(seq);
    let read = |row: &sqlx::any::AnyRow| {
        let (kind, place, read_at): (String, String, String) = (row.try_get(11)?, row.try_get(13)?, row.try_get(15)?);
        Ok(NoticeRow {
            line: journal::line(row)?,
            kind: NoticeKind::of_name(&kind).ok_or_else(|| StoreError::NotSound(format!("notice {kind}")))?,
            programme: column::maybe_id(row, 12, ProgrammeId::parse)?,
            place: Anchor::new(&place),
            items: row.try_get(14)?,
            is_read: !read_at.is_empty(),
        })
    };
    db.all(statement).await?.iter().map(read).collect()
}

/// A person read what they were told of a line. It is their own affair: no journal tells of it.
pub async fn read(tx: &mut Tx<'_>, person: &PersonId, organisation: &UnitId, seq: i64) -> Result<bool, StoreError> {
    let at = tx.at().to_owned();
    let sql = "UPDATE notice SET read_at = $4 WHERE person_id = $1 AND organisation_id = $2 AND seq = $3 AND read_at IS NULL";
    Ok(0 < tx.change_unrecorded(sqlx::query(sql).bind(person.to_string()).bind(organisation.to_string()).bind(seq).bind(at)).await?)
}

/// A person read everything that they were told so far.
pub async fn read_all(tx: &mut Tx<'_>, person: &PersonId) -> Result<u64, StoreError> {
    let at = tx.at().to_owned();
    tx.change_unrecorded(sqlx::query("UPDATE notice SET read_at = $2 WHERE person_id = $1 AND read_at IS NULL").bind(person.to_string()).bind(at)).await
}

/// The kinds that a person does not want to be told of.
pub async fn kinds_off(db: &mut Db<'_>, person: &PersonId) -> Result<Vec<NoticeKind>, StoreError> {
    let rows = db.all(sqlx::query("SELECT kind FROM notice_off WHERE person_id = $1 ORDER BY kind").bind(person.to_string())).await?;
    let mut kinds = Vec::new();
    for row in &rows {
        // A kind of another age of the program is passed over.
        kinds.extend(NoticeKind::of_name(&row.try_get::<String, _>(0)?));
    }
    Ok(kinds)
}

/// Chooses of which kinds a person is told.
pub async fn choose_kinds(tx: &mut Tx<'_>, person: &PersonId, off: &[NoticeKind]) -> Result<(), StoreError> {
    tx.change_unrecorded(sqlx::query("DELETE FROM notice_off WHERE person_id = $1").bind(person.to_string())).await?;
    for kind in off {
        tx.change_unrecorded(sqlx::query("INSERT INTO notice_off (person_id, kind) VALUES ($1, $2)").bind(person.to_string()).bind(kind.name())).await?;
    }
    Ok(())
}
