//! The journal: one chain of lines per organisation, each line holding the fingerprint of the one before.

use hanhdong_domain::Date;
use hanhdong_domain::journal::{Act, Event, Line, Subject};
use hanhdong_domain::organisation::{PersonId, UnitId};
use jiff::tz::Offset;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::db::Db;
use crate::{StoreError, column, organisation};

/// What the first line of a chain holds in place of a line before.
pub const BEGINNING: &str = "";

/// How far the clock may stand behind the last line before people are told, in seconds.
const CLOCK_BEHIND_SECONDS_MAX: i64 = 5;

/// Appends a line; its number and time. The time is never before the line above: a clock that was set back does not rewrite
/// history.
pub(crate) async fn append(db: &mut Db<'_>, event: &Event, at: &str) -> Result<(i64, String), StoreError> {
    // The update takes the row's lock, so that two servers never write the same number.
    let head = sqlx::query("UPDATE chain SET seq = seq + 1 WHERE organisation_id = $1 RETURNING seq, hash, at").bind(event.organisation.as_str());
    let (seq, before, last) = match db.maybe(head).await? {
        Some(row) => (row.try_get::<i64, _>(0)?, row.try_get::<String, _>(1)?, row.try_get::<String, _>(2)?),
        None => {
            let begin = sqlx::query("INSERT INTO chain (organisation_id, seq, hash, at) VALUES ($1, 1, $2, $3)").bind(event.organisation.as_str()).bind(BEGINNING).bind(at);
            begin.execute(db.connection()).await?;
            (1, BEGINNING.to_owned(), at.to_owned())
        }
    };
    let at = if at < last.as_str() { last.as_str() } else { at };
    let behalf = behalf(db, event, at).await?;
    let hash = hash(&before, seq, at, event, behalf.as_ref());
    let line = sqlx::query(
        "INSERT INTO journal (organisation_id, seq, at, person_id, act, subject, subject_id, data, state, hash, behalf_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(event.organisation.as_str())
    .bind(seq)
    .bind(at)
    .bind(event.by.as_ref().map(|it| it.as_str().to_owned()))
    .bind(event.act.name())
    .bind(event.subject.name())
    .bind(event.subject_id.as_str())
    .bind(event.data.as_str())
    .bind(event.state.clone())
    .bind(hash.as_str())
    .bind(behalf.as_ref().map(|it| it.as_str().to_owned()));
    line.execute(db.connection()).await?;
    let head = sqlx::query("UPDATE chain SET hash = $2, at = $3 WHERE organisation_id = $1").bind(event.organisation.as_str()).bind(hash.as_str()).bind(at);
    head.execute(db.connection()).await?;
    Ok((seq, at.to_owned()))
}

/// On whose behalf an act is done: of the person whose lent role gives the right, where no role of the own does.
async fn behalf(db: &mut Db<'_>, event: &Event, at: &str) -> Result<Option<PersonId>, StoreError> {
    let Some((by, right)) = event.by.as_ref().zip(event.act.lent_right()) else { return Ok(None) };
    let Some(day) = here(at) else { return Ok(None) };
    let lent = organisation::standing_lent(db, by, &event.organisation, day).await?;
    if lent.is_empty() || right.is_given_by(&organisation::standing_own(db, by, &event.organisation, day).await?) {
        return Ok(None);
    }
    Ok(lent.into_iter().find(|(_, standing)| right.is_given_by(standing)).map(|it| it.0))
}

/// Where offices live, the day begins seven hours before it does by UTC.
const HERE: Offset = jiff::tz::offset(7);

/// The day of a moment, as roles count days.
pub(crate) fn here(at: &str) -> Option<Date> {
    Some(HERE.to_datetime(at.parse::<jiff::Timestamp>().ok()?).date())
}

/// The fingerprint of a line: of the line before and of every field, each with its length, so that no two lines that
/// differ read the same.
pub(crate) fn hash(before: &str, seq: i64, at: &str, event: &Event, behalf: Option<&PersonId>) -> String {
    let mut hasher = blake3::Hasher::new();
    let seq = seq.to_string();
    let by = event.by.as_ref().map_or("", |it| it.as_str());
    let state = event.state.as_deref().unwrap_or("");
    let fields = [before, event.organisation.as_str(), &seq, at, by, event.act.name(), event.subject.name(), &event.subject_id, &event.data, state];
    // A line on nobody's behalf reads as those of before there was any.
    for field in fields.into_iter().chain(behalf.map(PersonId::as_str)) {
        hasher.update(&(field.len() as u64).to_le_bytes());
        hasher.update(field.as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

/// How far the clock stands behind the newest line of any chain, in seconds, where that is worth telling.
pub async fn clock_behind(db: &mut Db<'_>, now: &str) -> Result<Option<i64>, StoreError> {
    let row = db.one(sqlx::query("SELECT MAX(at) FROM chain")).await?;
    let Some(last) = row.try_get::<Option<String>, _>(0)? else { return Ok(None) };
    let (Ok(last), Ok(now)) = (last.parse::<jiff::Timestamp>(), now.parse::<jiff::Timestamp>()) else { return Ok(None) };
    let behind = last.as_second() - now.as_second();
    Ok((CLOCK_BEHIND_SECONDS_MAX < behind).then_some(behind))
}

/// What [`line`] reads.
pub(crate) const COLUMNS: &str = "j.seq, j.at, j.person_id, j.act, j.subject, j.subject_id, j.data, j.state, j.hash, j.organisation_id, j.behalf_id";
const LINE: &str = "SELECT seq, at, person_id, act, subject, subject_id, data, state, hash, organisation_id, behalf_id FROM journal";

/// The lines about one subject, newest first, in whichever journals they stand: a draft may have gone to another one.
pub async fn about(db: &mut Db<'_>, subject: Subject, subject_id: &str, limit: i64) -> Result<Vec<Line>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{LINE} WHERE subject = $1 AND subject_id = $2 ORDER BY at DESC, seq DESC LIMIT $3"));
    let rows = db.all(sqlx::query(sql).bind(subject.name()).bind(subject_id).bind(limit)).await?;
    rows.iter().map(line).collect()
}

/// Lines of an organisation's journal after a number, oldest first.
pub async fn after(db: &mut Db<'_>, organisation: &UnitId, seq: i64, limit: i64) -> Result<Vec<Line>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{LINE} WHERE organisation_id = $1 AND $2 < seq ORDER BY seq LIMIT $3"));
    let rows = db.all(sqlx::query(sql).bind(organisation.as_str()).bind(seq).bind(limit)).await?;
    rows.iter().map(line).collect()
}

/// The organisations that have a journal, with number and fingerprint of its last line: what is kept outside to see
/// that nobody cut off the end.
pub async fn heads(db: &mut Db<'_>) -> Result<Vec<(UnitId, i64, String)>, StoreError> {
    let rows = db.all(sqlx::query("SELECT organisation_id, seq, hash FROM chain ORDER BY organisation_id")).await?;
    rows.iter().map(|row| Ok((column::id(row, 0, UnitId::parse)?, row.try_get(1)?, row.try_get(2)?))).collect()
}

pub(crate) fn line(row: &AnyRow) -> Result<Line, StoreError> {
    let act: String = row.try_get(3)?;
    let subject: String = row.try_get(4)?;
    Ok(Line {
        seq: row.try_get(0)?,
        at: row.try_get(1)?,
        event: Event {
            organisation: column::id(row, 9, UnitId::parse)?,
            by: column::maybe_id(row, 2, PersonId::parse)?,
            act: Act::of_name(&act).ok_or_else(|| StoreError::NotSound(format!("act {act}")))?,
            subject: Subject::of_name(&subject).ok_or_else(|| StoreError::NotSound(format!("subject {subject}")))?,
            subject_id: row.try_get(5)?,
            data: row.try_get(6)?,
            state: row.try_get(7)?,
        },
        behalf: column::maybe_id(row, 10, PersonId::parse)?,
        hash: row.try_get(8)?,
    })
}
