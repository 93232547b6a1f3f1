//! Sections of drafts: who works on what, what became of it, and what somebody may change by that.

use std::collections::BTreeSet;

use hanhdong_domain::Date;
use hanhdong_domain::organisation::{PersonId, ProgrammeId, SectionId, UnitId};
use hanhdong_domain::programme::{Anchor, SectionTurn};
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::{Db, StoreError, Tx, column};

/// Who works on a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// Everybody with a role in this unit.
    Unit(UnitId),
    /// One person.
    Person(PersonId),
}

/// A section of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionRow {
    /// Its id.
    pub id: SectionId,
    /// Of which draft.
    pub programme: ProgrammeId,
    /// What it is called.
    pub title: String,
    /// Who works on it.
    pub holder: Holder,
    /// Until when.
    pub due_on: Option<Date>,
}

/// A record of what became of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TurnRow {
    /// What.
    pub turn: SectionTurn,
    /// What was said.
    pub remarks: String,
    /// Who.
    pub by: PersonId,
    /// When, UTC.
    pub at: String,
}

/// Roles of today in a unit: whoever holds one works on what was given to the unit.
const IN_UNIT: &str =
    "SELECT g.unit_id FROM held_role g WHERE g.person_id = $1 AND g.from_on <= $2 AND (g.until_on IS NULL OR $2 < g.until_on) AND g.role IN ('office', 'drafter', 'reader')";
const LAST_TURN: &str = "(SELECT t.turn FROM draft_section_turn t WHERE t.section_id = s.id ORDER BY t.turn_no DESC LIMIT 1)";
const ROW: &str = "SELECT s.id, s.programme_id, s.title, s.unit_id, s.person_id, s.due_on FROM draft_section s";

/// Enters a section; its items and its first record follow.
pub async fn assign(tx: &mut Tx<'_>, row: &SectionRow, items: &[Anchor]) -> Result<(), StoreError> {
    let (unit, person) = match &row.holder {
        Holder::Unit(unit) => (Some(unit.as_str()), None),
        Holder::Person(person) => (None, Some(person.as_str())),
    };
    let sql = "INSERT INTO draft_section (id, programme_id, title, unit_id, person_id, due_on) VALUES ($1, $2, $3, $4, $5, $6)";
    let statement = sqlx::query(sql)
        .bind(row.id.as_str())
        .bind(row.programme.as_str())
        .bind(row.title.as_str())
        .bind(unit.map(str::to_owned))
        .bind(person.map(str::to_owned))
        .bind(column::of_date(row.due_on));
    tx.change(statement).await?;
    for item in items {
        join_section(tx, &row.programme, &row.id, item).await?;
    }
    Ok(())
}

/// Puts an item into a section.
pub async fn join_section(tx: &mut Tx<'_>, programme: &ProgrammeId, section: &SectionId, item: &Anchor) -> Result<(), StoreError> {
    let sql = "INSERT INTO draft_section_item (section_id, programme_id, anchor) VALUES ($1, $2, $3)";
    tx.change(sqlx::query(sql).bind(section.as_str()).bind(programme.as_str()).bind(item.as_str())).await?;
    Ok(())
}

/// Lets the items of a section go.
pub async fn free_items(tx: &mut Tx<'_>, section: &SectionId) -> Result<(), StoreError> {
    tx.change(sqlx::query("DELETE FROM draft_section_item WHERE section_id = $1").bind(section.as_str())).await?;
    Ok(())
}

/// Records what became of a section, under the next number.
pub async fn turn_section(tx: &mut Tx<'_>, section: &SectionId, number: i64, turn: &TurnRow) -> Result<(), StoreError> {
    let sql = "INSERT INTO draft_section_turn (section_id, turn_no, turn, remarks, person_id, at) VALUES ($1, $2, $3, $4, $5, $6)";
    let statement = sqlx::query(sql).bind(section.as_str()).bind(number).bind(turn.turn.name()).bind(turn.remarks.as_str()).bind(turn.by.as_str()).bind(turn.at.as_str());
    tx.change(statement).await?;
    Ok(())
}

/// One section.
pub async fn section(db: &mut Db<'_>, id: &SectionId) -> Result<Option<SectionRow>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{ROW} WHERE s.id = $1"));
    db.maybe(sqlx::query(sql).bind(id.as_str())).await?.as_ref().map(read).transpose()
}

/// The sections of a draft, in the order in which they were given.
pub async fn sections_of(db: &mut Db<'_>, programme: &ProgrammeId) -> Result<Vec<SectionRow>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{ROW} WHERE s.programme_id = $1 ORDER BY s.id"));
    db.all(sqlx::query(sql).bind(programme.as_str())).await?.iter().map(read).collect()
}

/// The sections that a person works on, by themselves or with their unit: of drafts neither issued nor put away, neither
/// withdrawn nor taken in; those due first come first.
pub async fn sections_held(db: &mut Db<'_>, person: &PersonId, day: Date) -> Result<Vec<SectionRow>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{ROW} JOIN programme p ON p.id = s.programme_id WHERE (s.person_id = $1 OR s.unit_id IN ({IN_UNIT})) \
         AND p.issued_on IS NULL AND p.put_away_at IS NULL AND {LAST_TURN} NOT IN ('withdrawn', 'taken_in') ORDER BY COALESCE(s.due_on, '9999-12-31'), s.id"
    ));
    db.all(sqlx::query(sql).bind(person.as_str()).bind(day.to_string())).await?.iter().map(read).collect()
}

/// The sections that were given to a person by name, of drafts neither issued nor put away, neither withdrawn nor taken in.
pub async fn sections_of_person(db: &mut Db<'_>, person: &PersonId) -> Result<Vec<SectionRow>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{ROW} JOIN programme p ON p.id = s.programme_id WHERE s.person_id = $1 AND p.issued_on IS NULL AND p.put_away_at IS NULL \
         AND {LAST_TURN} NOT IN ('withdrawn', 'taken_in') ORDER BY s.id"
    ));
    db.all(sqlx::query(sql).bind(person.as_str())).await?.iter().map(read).collect()
}

/// Gives a section that one person held to another.
pub async fn hand_section(tx: &mut Tx<'_>, section: &SectionId, person: &PersonId) -> Result<(), StoreError> {
    tx.change(sqlx::query("UPDATE draft_section SET person_id = $1, unit_id = NULL WHERE id = $2").bind(person.as_str()).bind(section.as_str())).await?;
    Ok(())
}

/// The items of a draft that a person may change because a section of theirs holds them and is open.
pub async fn items_held(db: &mut Db<'_>, programme: &ProgrammeId, person: &PersonId, day: Date) -> Result<BTreeSet<Anchor>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!(
        "SELECT i.anchor FROM draft_section s JOIN draft_section_item i ON i.section_id = s.id WHERE s.programme_id = $3 \
         AND (s.person_id = $1 OR s.unit_id IN ({IN_UNIT})) AND {LAST_TURN} IN ('assigned', 'returned')"
    ));
    let rows = db.all(sqlx::query(sql).bind(person.as_str()).bind(day.to_string()).bind(programme.as_str())).await?;
    rows.iter().map(anchor).collect()
}

/// The items of a section.
pub async fn items_of_section(db: &mut Db<'_>, section: &SectionId) -> Result<BTreeSet<Anchor>, StoreError> {
    db.all(sqlx::query("SELECT anchor FROM draft_section_item WHERE section_id = $1").bind(section.as_str())).await?.iter().map(anchor).collect()
}

/// The section that holds an item.
pub async fn section_with(db: &mut Db<'_>, programme: &ProgrammeId, item: &Anchor) -> Result<Option<SectionId>, StoreError> {
    let row = db.maybe(sqlx::query("SELECT section_id FROM draft_section_item WHERE programme_id = $1 AND anchor = $2").bind(programme.as_str()).bind(item.as_str())).await?;
    row.map(|row| column::id(&row, 0, SectionId::parse)).transpose()
}

/// What became of a section, in order.
pub async fn turns_of(db: &mut Db<'_>, section: &SectionId) -> Result<Vec<TurnRow>, StoreError> {
    let sql = "SELECT turn, remarks, person_id, at FROM draft_section_turn WHERE section_id = $1 ORDER BY turn_no";
    let rows = db.all(sqlx::query(sql).bind(section.as_str())).await?;
    let turn = |row: &AnyRow| {
        let name: String = row.try_get(0)?;
        let turn = SectionTurn::of_name(&name).ok_or_else(|| StoreError::NotSound(format!("turn {name}")))?;
        Ok(TurnRow { turn, remarks: row.try_get(1)?, by: column::id(row, 2, PersonId::parse)?, at: row.try_get(3)? })
    };
    rows.iter().map(turn).collect()
}

/// Who leads a draft; empty where everybody who drafts does.
pub async fn leads_of(db: &mut Db<'_>, programme: &ProgrammeId) -> Result<Vec<PersonId>, StoreError> {
    let rows = db.all(sqlx::query("SELECT person_id FROM draft_lead WHERE programme_id = $1 ORDER BY person_id").bind(programme.as_str())).await?;
    rows.iter().map(|row| column::id(row, 0, PersonId::parse)).collect()
}

/// Lets somebody lead a draft.
pub async fn lead(tx: &mut Tx<'_>, programme: &ProgrammeId, person: &PersonId) -> Result<(), StoreError> {
    tx.change(sqlx::query("INSERT INTO draft_lead (programme_id, person_id) VALUES ($1, $2)").bind(programme.as_str()).bind(person.as_str())).await?;
    Ok(())
}

/// Lets somebody lead a draft no longer; false where they did not.
pub async fn lead_no_more(tx: &mut Tx<'_>, programme: &ProgrammeId, person: &PersonId) -> Result<bool, StoreError> {
    let gone = tx.change(sqlx::query("DELETE FROM draft_lead WHERE programme_id = $1 AND person_id = $2").bind(programme.as_str()).bind(person.as_str())).await?;
    Ok(gone == 1)
}

fn anchor(row: &AnyRow) -> Result<Anchor, StoreError> {
    let text: String = row.try_get(0)?;
    Anchor::new(&text).ok_or_else(|| StoreError::NotSound(format!("anchor {text}")))
}

fn read(row: &AnyRow) -> Result<SectionRow, StoreError> {
    let holder = match (column::maybe_id(row, 3, UnitId::parse)?, column::maybe_id(row, 4, PersonId::parse)?) {
        (Some(unit), None) => Holder::Unit(unit),
        (None, Some(person)) => Holder::Person(person),
        (Some(_), Some(_)) | (None, None) => return Err(StoreError::NotSound("a section without a holder".to_owned())),
    };
    Ok(SectionRow {
        id: column::id(row, 0, SectionId::parse)?,
        programme: column::id(row, 1, ProgrammeId::parse)?,
        title: row.try_get(2)?,
        holder,
        due_on: column::maybe_date(row, 5)?,
    })
}
