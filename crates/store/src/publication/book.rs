//! The book of numbers, terms, and runs of numbers that are given here.

use hanhdong_domain::Date;
use hanhdong_domain::organisation::{BookLineId, ProgrammeId, UnitId};
use hanhdong_domain::publication::{BookLine, Series};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::fingerprint;
use crate::{Db, StoreError, Tx, column};

/// The terms of an organisation, each by its first day, earliest first.
pub async fn terms(db: &mut Db<'_>, organisation: &UnitId) -> Result<Vec<Date>, StoreError> {
    let rows = db.all(sqlx::query("SELECT begins_on FROM term WHERE organisation_id = $1 ORDER BY begins_on").bind(organisation.as_str())).await?;
    rows.iter().map(|row| column::date(row, 0)).collect()
}

/// Begins a term: lines of the book from that day on, up to the next term, count in it. Taking lines out of one term into
/// another never makes two of a number.
pub async fn begin_term(tx: &mut Tx<'_>, organisation: &UnitId, on: Date) -> Result<(), StoreError> {
    let on = on.to_string();
    tx.change(sqlx::query("INSERT INTO term (organisation_id, begins_on) VALUES ($1, $2)").bind(organisation.as_str()).bind(on.as_str())).await?;
    // Only what counts by terms: a run that begins again with each year says so by its own first day.
    let sql = "UPDATE book_line SET term_on = $2 WHERE organisation_id = $1 AND $2 <= dated_on AND term_on < $2 \
               AND (term_on = '' OR EXISTS (SELECT 1 FROM term t WHERE t.organisation_id = $1 AND t.begins_on = term_on))";
    tx.change(sqlx::query(sql).bind(organisation.as_str()).bind(on.as_str())).await?;
    Ok(())
}

/// The runs that are given here.
pub async fn own_series(db: &mut Db<'_>, organisation: &UnitId) -> Result<Vec<Series>, StoreError> {
    let rows = db.all(sqlx::query("SELECT series FROM own_series WHERE organisation_id = $1 AND is_on = 1 ORDER BY series").bind(organisation.as_str())).await?;
    rows.iter().map(|row| Ok(Series::stored(row.try_get(0)?))).collect()
}

/// Switches a run on or off.
pub async fn switch_series(tx: &mut Tx<'_>, organisation: &UnitId, series: &Series, is_on: bool) -> Result<(), StoreError> {
    let sql = "INSERT INTO own_series (organisation_id, series, is_on) VALUES ($1, $2, $3) ON CONFLICT (organisation_id, series) DO UPDATE SET is_on = excluded.is_on";
    tx.change(sqlx::query(sql).bind(organisation.as_str()).bind(series.as_str()).bind(i64::from(is_on))).await?;
    Ok(())
}

/// Takes hold of a run: until the act is settled nobody else takes a number of it. False where it is not given here.
pub async fn hold_series(tx: &mut Tx<'_>, organisation: &UnitId, series: &Series) -> Result<bool, StoreError> {
    let sql = "UPDATE own_series SET is_on = is_on WHERE organisation_id = $1 AND series = $2 AND is_on = 1";
    Ok(tx.change(sqlx::query(sql).bind(organisation.as_str()).bind(series.as_str())).await? == 1)
}

/// A line with its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookRow {
    /// Its id.
    pub id: BookLineId,
    /// Whose book.
    pub organisation: UnitId,
    /// The line.
    pub line: BookLine,
}

impl BookRow {
    /// The fingerprint of what must not change behind the program's back. The term is worked out, so it is not in it.
    pub fn state(&self) -> String {
        let it = &self.line;
        let (number, on) = (it.number.to_string(), it.dated_on.to_string());
        let programme = it.programme.as_ref().map_or("", |it| it.as_str());
        let (why, reason) = (it.cancelled_why.as_deref().unwrap_or(""), it.reason.as_deref().unwrap_or(""));
        fingerprint([self.organisation.as_str(), it.series.as_str(), &number, &it.text, &on, &it.kind, &it.title, programme, why, reason])
    }
}

/// Enters a line. A number that was given already breaks a rule of the database.
pub async fn enter_number(tx: &mut Tx<'_>, row: &BookRow) -> Result<(), StoreError> {
    let sql = "INSERT INTO book_line (id, organisation_id, series, term_on, number, text, dated_on, kind, title, programme_id, cancelled_why, reason) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let it = &row.line;
    let statement = sqlx::query(sql)
        .bind(row.id.as_str())
        .bind(row.organisation.as_str())
        .bind(it.series.as_str())
        .bind(column::of_date(it.term_on).unwrap_or_default())
        .bind(i64::from(it.number))
        .bind(it.text.as_str())
        .bind(it.dated_on.to_string())
        .bind(it.kind.as_str())
        .bind(it.title.as_str())
        .bind(it.programme.as_ref().map(|it| it.as_str().to_owned()))
        .bind(it.cancelled_why.clone())
        .bind(it.reason.clone());
    tx.change(statement).await?;
    Ok(())
}

const LINE: &str = "SELECT id, organisation_id, series, term_on, number, text, dated_on, kind, title, programme_id, cancelled_why, reason FROM book_line";

/// The lines of a run in a term, by number.
pub async fn run(db: &mut Db<'_>, organisation: &UnitId, series: &Series, term: Option<Date>) -> Result<Vec<BookLine>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{LINE} WHERE organisation_id = $1 AND series = $2 AND term_on = $3 ORDER BY number"));
    let statement = sqlx::query(sql).bind(organisation.as_str()).bind(series.as_str()).bind(column::of_date(term).unwrap_or_default());
    db.all(statement).await?.iter().map(|row| Ok(line(row)?.line)).collect()
}

/// The whole book of an organisation: newest term first, then by run and number, highest first.
pub async fn book(db: &mut Db<'_>, organisation: &UnitId, limit: i64) -> Result<Vec<BookLine>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{LINE} WHERE organisation_id = $1 ORDER BY term_on DESC, series, number DESC LIMIT $2"));
    db.all(sqlx::query(sql).bind(organisation.as_str()).bind(limit)).await?.iter().map(|row| Ok(line(row)?.line)).collect()
}

/// One line.
pub async fn book_line(db: &mut Db<'_>, id: &BookLineId) -> Result<Option<BookRow>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{LINE} WHERE id = $1"));
    db.maybe(sqlx::query(sql).bind(id.as_str())).await?.as_ref().map(line).transpose()
}

fn line(row: &AnyRow) -> Result<BookRow, StoreError> {
    let (series, term): (String, String) = (row.try_get(2)?, row.try_get(3)?);
    let number: i64 = row.try_get(4)?;
    let unsound = || StoreError::NotSound(format!("number {number} or term {term} of the book"));
    let term_on = if term.is_empty() { None } else { Some(term.parse().map_err(|_| unsound())?) };
    Ok(BookRow {
        id: column::id(row, 0, BookLineId::parse)?,
        organisation: column::id(row, 1, UnitId::parse)?,
        line: BookLine {
            series: Series::stored(series),
            term_on,
            number: u32::try_from(number).map_err(|_| unsound())?,
            text: row.try_get(5)?,
            dated_on: column::date(row, 6)?,
            kind: row.try_get(7)?,
            title: row.try_get(8)?,
            programme: column::maybe_id(row, 9, ProgrammeId::parse)?,
            cancelled_why: row.try_get(10)?,
            reason: row.try_get(11)?,
        },
    })
}
