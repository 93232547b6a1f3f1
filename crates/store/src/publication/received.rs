//! Who received an issued paper: who may read it by that, and who said that it arrived.

use std::sync::LazyLock;

use hanhdong_domain::Date;
use hanhdong_domain::organisation::{PersonId, ProgrammeId, Relation, Standing, UnitId};
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::{Db, StoreError, Tx, column, organisation};

/// The organisations for which the person `$1` reads what came to them on the day `$2`: those in which a role is held, and those
/// that ended and went into them. Made once for a query, not once for a row.
const RECEIVING: &str = "SELECT h.organisation_id FROM held_role g JOIN unit h ON h.id = g.unit_id \
     WHERE g.person_id = $1 AND g.from_on <= $2 AND (g.until_on IS NULL OR $2 < g.until_on) AND g.role IN ('office', 'drafter', 'reader') \
     UNION SELECT s.unit_id FROM held_role g JOIN unit h ON h.id = g.unit_id JOIN unit_heir s ON s.heir_id = h.organisation_id \
     WHERE g.person_id = $1 AND g.from_on <= $2 AND (g.until_on IS NULL OR $2 < g.until_on) AND g.role IN ('office', 'drafter', 'reader')";

/// That a programme (`p`) went to an organisation in which the person `$1` has a role on the day `$2`, or to one that ended and
/// went into it. The same as [`standing_with`] says of a single one.
pub(crate) static ADDRESSED: LazyLock<String> =
    LazyLock::new(|| format!("p.id IN (SELECT d.programme_id FROM recipient d JOIN unit ru ON ru.id = d.unit_id WHERE ru.organisation_id IN ({RECEIVING}))"));

/// How a person stands to a programme of an organisation on a day: by roles there and above, by those in the organisations it
/// went to and in those that such a one went into when it ended (an administrator's is not inherited), by those in bodies that
/// were asked about it, and by those in the committee that it was submitted to.
pub async fn standing_with(db: &mut Db<'_>, person: &PersonId, programme: &ProgrammeId, owner: &UnitId, day: Date) -> Result<Standing, StoreError> {
    let mut standing = organisation::standing(db, person, owner, day).await?;
    let sql = "SELECT g.role FROM recipient d JOIN unit ru ON ru.id = d.unit_id JOIN unit h ON h.organisation_id = ru.organisation_id \
               JOIN held_role g ON g.unit_id = h.id WHERE d.programme_id = $1 AND g.person_id = $2 AND g.from_on <= $3 AND (g.until_on IS NULL OR $3 < g.until_on) \
               UNION SELECT g.role FROM recipient d JOIN unit ru ON ru.id = d.unit_id JOIN unit_heir s ON s.unit_id = ru.organisation_id JOIN unit h ON h.organisation_id = s.heir_id \
               JOIN held_role g ON g.unit_id = h.id WHERE d.programme_id = $1 AND g.person_id = $2 AND g.from_on <= $3 AND (g.until_on IS NULL OR $3 < g.until_on) \
               AND g.role <> 'administrator' ORDER BY 1";
    let rows = db.all(sqlx::query(sql).bind(programme.as_str()).bind(person.as_str()).bind(day.to_string())).await?;
    for row in &rows {
        let role: String = row.try_get(0)?;
        standing.0.push((organisation::role_of(&role)?, Relation::Addressed));
    }
    let rows = db.all(sqlx::query(crate::programme::ROLES_ASKED).bind(programme.as_str()).bind(person.as_str()).bind(day.to_string())).await?;
    for row in &rows {
        let role: String = row.try_get(0)?;
        standing.0.push((organisation::role_of(&role)?, Relation::Asked));
    }
    let rows = db.all(sqlx::query(crate::programme::ROLES_SUBMITTED).bind(programme.as_str()).bind(person.as_str()).bind(day.to_string())).await?;
    for row in &rows {
        let role: String = row.try_get(0)?;
        standing.0.push((organisation::role_of(&role)?, Relation::Submitted));
    }
    Ok(standing)
}

/// A recipient of an issued paper, with whether it arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecipientRow {
    /// Its number on the paper's list, from 1.
    pub number: i64,
    /// The line of Nơi nhận it stands for.
    pub group: i64,
    /// The unit, where it is one on record.
    pub unit: Option<UnitId>,
    /// The organisation of that unit.
    pub organisation: Option<UnitId>,
    /// Its name.
    pub name: String,
    /// Whether it arrived.
    pub receipt: Option<Receipt>,
}

/// That a paper arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The day it arrived.
    pub on: Date,
    /// Who says so.
    pub by: String,
    /// Did the recipient say so, or did the clerk record it?
    pub is_by_recipient: bool,
}

const RECIPIENT: &str = "SELECT d.recipient_no, d.group_no, d.unit_id, u.organisation_id, d.name, r.on_day, e.name, r.is_by_recipient FROM recipient d \
     LEFT JOIN unit u ON u.id = d.unit_id LEFT JOIN receipt r ON r.programme_id = d.programme_id AND r.recipient_no = d.recipient_no LEFT JOIN person e ON e.id = r.person_id";

/// Everybody an issued paper went to, in the order of the list.
pub async fn recipients(db: &mut Db<'_>, id: &ProgrammeId) -> Result<Vec<RecipientRow>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{RECIPIENT} WHERE d.programme_id = $1 ORDER BY d.recipient_no"));
    db.all(sqlx::query(sql).bind(id.as_str())).await?.iter().map(recipient).collect()
}

fn recipient(row: &AnyRow) -> Result<RecipientRow, StoreError> {
    let on = column::maybe_date(row, 5)?;
    let receipt = match on {
        Some(on) => Some(Receipt { on, by: row.try_get::<Option<String>, _>(6)?.unwrap_or_default(), is_by_recipient: row.try_get::<Option<i64>, _>(7)? == Some(1) }),
        None => None,
    };
    Ok(RecipientRow {
        number: row.try_get(0)?,
        group: row.try_get(1)?,
        unit: column::maybe_id(row, 2, UnitId::parse)?,
        organisation: column::maybe_id(row, 3, UnitId::parse)?,
        name: row.try_get(4)?,
        receipt,
    })
}

/// Keeps that a paper arrived; false where that was said before.
pub async fn keep_receipt(tx: &mut Tx<'_>, id: &ProgrammeId, number: i64, on: Date, person: &PersonId, is_by_recipient: bool) -> Result<bool, StoreError> {
    let at = tx.at().to_owned();
    let sql = "INSERT INTO receipt (programme_id, recipient_no, on_day, at, person_id, is_by_recipient) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    let statement = sqlx::query(sql).bind(id.as_str()).bind(number).bind(on.to_string()).bind(at).bind(person.as_str()).bind(i64::from(is_by_recipient));
    Ok(tx.change(statement).await? == 1)
}

/// A paper that came to an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// Which programme.
    pub programme: ProgrammeId,
    /// Number and symbol.
    pub number: String,
    /// Its date.
    pub dated_on: Date,
    /// Who issued it.
    pub issuer: String,
    /// The kind of paper.
    pub kind: String,
    /// What it is about.
    pub title: String,
    /// Whom it came to.
    pub recipient: String,
    /// The number of that recipient on the paper's list.
    pub recipient_no: i64,
    /// The organisation of that recipient.
    pub organisation: UnitId,
    /// When it was said to have arrived.
    pub received_on: Option<Date>,
    /// Did it go to a unit that ended since and went into the person's own? Then there is nobody left to say that it arrived.
    pub is_inherited: bool,
}

/// What came to the organisations of a person and to those that went into them, what nobody confirmed first, then newest first.
/// `$1` is the person, `$2` the day.
pub async fn incoming(db: &mut Db<'_>, person: &PersonId, day: Date, limit: i64) -> Result<Vec<Incoming>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!(
        "SELECT i.programme_id, i.number, i.dated_on, i.issuer, i.kind, i.title, d.name, d.recipient_no, u.organisation_id, r.on_day, \
         CASE WHEN EXISTS (SELECT 1 FROM held_role g JOIN unit h ON h.id = g.unit_id WHERE g.person_id = $1 AND g.from_on <= $2 \
         AND (g.until_on IS NULL OR $2 < g.until_on) AND g.role <> 'administrator' AND h.organisation_id = u.organisation_id) THEN 0 ELSE 1 END \
         FROM recipient d JOIN unit u ON u.id = d.unit_id JOIN issue i ON i.programme_id = d.programme_id \
         LEFT JOIN receipt r ON r.programme_id = d.programme_id AND r.recipient_no = d.recipient_no \
         WHERE u.organisation_id IN ({RECEIVING}) \
         ORDER BY CASE WHEN r.on_day IS NULL THEN 0 ELSE 1 END, i.recorded_at DESC, i.programme_id, d.recipient_no LIMIT $3"
    ));
    let rows = db.all(sqlx::query(sql).bind(person.as_str()).bind(day.to_string()).bind(limit)).await?;
    let read = |row: &AnyRow| {
        Ok(Incoming {
            programme: column::id(row, 0, ProgrammeId::parse)?,
            number: row.try_get(1)?,
            dated_on: column::date(row, 2)?,
            issuer: row.try_get(3)?,
            kind: row.try_get(4)?,
            title: row.try_get(5)?,
            recipient: row.try_get(6)?,
            recipient_no: row.try_get(7)?,
            organisation: column::id(row, 8, UnitId::parse)?,
            received_on: column::maybe_date(row, 9)?,
            is_inherited: row.try_get::<i64, _>(10)? == 1,
        })
    };
    rows.iter().map(read).collect()
}
