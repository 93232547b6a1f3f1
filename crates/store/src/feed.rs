//! What happened in what a person may see, newest first: read from the journals themselves, there is no second store.
//!
//! Each part of the feed is the scope of the rights that open the things in it (`organisation::POLICY`): the own house, the
//! registers of those above, what those below ticked and what was issued to us or below us, and units and people for whoever
//! keeps them.

use hanhdong_domain::Date;
use hanhdong_domain::journal::{Act, Line, Subject};
use hanhdong_domain::organisation::{PersonId, ProgrammeId, UnitId};
use hanhdong_domain::told::Told;
use sqlx::Row;

use crate::programme::SEEN;
use crate::{Db, StoreError, journal};

/// Where a page of the feed begins: what is older than this line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedKey {
    /// When, UTC.
    pub at: String,
    /// In whose journal.
    pub organisation: UnitId,
    /// Its number there.
    pub seq: i64,
}

/// What of the feed is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedFilter {
    /// Of this programme alone.
    pub programme: Option<ProgrammeId>,
    /// Of this house alone.
    pub organisation: Option<UnitId>,
    /// What this person did.
    pub person: Option<PersonId>,
}

enum Value {
    Text(String),
    Number(i64),
}

/// A part of the feed: the condition, with its values.
struct Part {
    sql: String,
    values: Vec<Value>,
}

impl Part {
    fn new(person: &PersonId, day: Date) -> Part {
        Part { sql: String::new(), values: vec![Value::Text(person.to_string()), Value::Text(day.to_string())] }
    }
    fn text(&mut self, text: &str) -> String {
        self.values.push(Value::Text(text.to_owned()));
        format!("${}", self.values.len())
    }
    fn number(&mut self, number: i64) -> String {
        self.values.push(Value::Number(number));
        format!("${}", self.values.len())
    }
    fn and(mut self, condition: &str) -> Self {
        let and = if self.sql.is_empty() { "" } else { " AND " };
        self.sql.push_str(&format!("{and}({condition})"));
        self
    }
    /// Things that these are told of.
    fn about(self, told: &[Told]) -> Self {
        let names: Vec<String> = Subject::ALL.into_iter().filter(|it| told.contains(&it.told())).map(|it| format!("'{}'", it.name())).collect();
        self.and(&format!("j.subject IN ({})", names.join(", ")))
    }
    fn filtered(mut self, filter: &FeedFilter, before: Option<&FeedKey>) -> Self {
        if let Some(programme) = &filter.programme {
            let id = self.text(programme.as_str());
            self = self.and(&format!(
                "(j.subject IN ('programme', 'draft') AND substr(j.subject_id, 1, 36) = {id}) OR (j.subject = 'appraisal' AND j.subject_id IN (SELECT a.id FROM appraisal a WHERE a.programme_id = {id}))"
            ));
        }
        if let Some(organisation) = &filter.organisation {
            let id = self.text(organisation.as_str());
            self = self.and(&format!("j.organisation_id = {id}"));
        }
        if let Some(person) = &filter.person {
            let id = self.text(person.as_str());
            self = self.and(&format!("j.person_id = {id}"));
        }
        if let Some(key) = before {
            let (at, organisation, seq) = (self.text(&key.at), self.text(key.organisation.as_str()), self.number(key.seq));
            self = self.and(&format!("j.at < {at} OR (j.at = {at} AND (j.organisation_id < {organisation} OR (j.organisation_id = {organisation} AND j.seq < {seq})))"));
        }
        self
    }
    async fn lines(mut self, db: &mut Db<'_>, limit: i64) -> Result<Vec<Line>, StoreError> {
        let limit = self.number(limit);
        // Both are named in every statement, so that an engine that wants to know the kind of each value knows it.
        let sql =
            format!("SELECT {} FROM journal j WHERE $1 <> '' AND $2 <> '' AND {} ORDER BY j.at DESC, j.organisation_id DESC, j.seq DESC LIMIT {limit}", journal::COLUMNS, self.sql);
        let statement = self.values.into_iter().fold(sqlx::query(sqlx::AssertSqlSafe(sql)), |it, value| match value {
            Value::Text(text) => it.bind(text),
            Value::Number(number) => it.bind(number),
        });
        db.all(statement).await?.iter().map(journal::line).collect()
    }
}

/// Roles of today by which one reads, of the person `$1` on the day `$2`; `g` is the role, `h` its unit.
const READS: &str = "held_role g JOIN unit h ON h.id = g.unit_id WHERE g.person_id = $1 AND g.from_on <= $2 AND (g.until_on IS NULL OR $2 < g.until_on) AND g.role IN ('office', 'drafter', 'reader')";

/// A page of the feed, newest first.
pub async fn feed(db: &mut Db<'_>, person: &PersonId, day: Date, filter: &FeedFilter, before: Option<&FeedKey>, limit: i64) -> Result<Vec<Line>, StoreError> {
    let part = || Part::new(person, day);
    let mut lines = Vec::new();
    let own = own(db, person, day).await?;
    for (organisation, is_office) in &own {
        let mut of_house = part();
        let id = of_house.text(organisation.as_str());
        let told: &[Told] = if *is_office { &[Told::House, Told::Office, Told::Register, Told::Ticks] } else { &[Told::House, Told::Register, Told::Ticks] };
        // A draft that went to another house is that house's to read; what arrived here is ours.
        let is_ours = "j.subject NOT IN ('programme', 'draft', 'appraisal') OR j.act = 'receipt_confirmed' OR EXISTS (SELECT 1 FROM programme p WHERE p.organisation_id = j.organisation_id \
                       AND (p.id = substr(j.subject_id, 1, 36) OR p.id IN (SELECT a.programme_id FROM appraisal a WHERE a.id = j.subject_id)))";
        let of_house = of_house.and(&format!("j.organisation_id = {id}")).about(told).and(is_ours).filtered(filter, before);
        lines.extend(of_house.lines(db, limit).await?);
    }
    if !own.is_empty() {
        let registers = part()
            .about(&[Told::Register])
            .and(&format!(
                "j.organisation_id IN (SELECT o.id FROM unit u JOIN unit o ON o.id <> u.id AND substr(u.path, 1, length(o.path)) = o.path WHERE u.id IN (SELECT h.organisation_id FROM {READS}))"
            ))
            .filtered(filter, before);
        lines.extend(registers.lines(db, limit).await?);
        let ticks = part()
            .about(&[Told::Ticks])
            .and(&format!(
                "j.organisation_id IN (SELECT b.id FROM unit u JOIN unit b ON b.id <> u.id AND substr(b.path, 1, length(u.path)) = u.path WHERE u.id IN (SELECT h.organisation_id FROM {READS}))"
            ))
            .filtered(filter, before);
        lines.extend(ticks.lines(db, limit).await?);
        let issued = part()
            .and(&format!("j.subject = '{}' AND j.act IN ('{}', '{}')", Subject::Programme.name(), Act::ProgrammeIssued.name(), Act::CorrectionIssued.name()))
            .and(&format!("j.organisation_id NOT IN (SELECT h.organisation_id FROM {READS})"))
            .and(&format!("EXISTS (SELECT 1 FROM programme p WHERE p.id = j.subject_id AND p.issued_on IS NOT NULL AND p.put_away_at IS NULL AND ({}))", SEEN.as_str()))
            .filtered(filter, before);
        lines.extend(issued.lines(db, limit).await?);
    }
    let keepers = part()
        .about(&[Told::Keepers])
        .and(
            "EXISTS (SELECT 1 FROM held_role g JOIN unit h ON h.id = g.unit_id JOIN unit o ON o.id = h.organisation_id JOIN unit r ON r.id = j.organisation_id \
             WHERE g.person_id = $1 AND g.from_on <= $2 AND (g.until_on IS NULL OR $2 < g.until_on) AND g.role = 'administrator' AND substr(r.path, 1, length(o.path)) = o.path)",
        )
        .filtered(filter, before);
    lines.extend(keepers.lines(db, limit).await?);
    lines.sort_by(|a, b| (&b.at, &b.event.organisation, b.seq).cmp(&(&a.at, &a.event.organisation, a.seq)));
    lines.dedup_by(|a, b| a.event.organisation == b.event.organisation && a.seq == b.seq);
    lines.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(lines)
}

/// The houses in which a person reads, and whether they are of its office.
async fn own(db: &mut Db<'_>, person: &PersonId, day: Date) -> Result<Vec<(UnitId, bool)>, StoreError> {
    let sql =
        format!("SELECT h.organisation_id, CAST(MAX(CASE WHEN g.role = 'office' THEN 1 ELSE 0 END) AS BIGINT) FROM {READS} GROUP BY h.organisation_id ORDER BY h.organisation_id");
    let rows = db.all(sqlx::query(sqlx::AssertSqlSafe(sql)).bind(person.to_string()).bind(day.to_string())).await?;
    let read = |row: &sqlx::any::AnyRow| Ok((crate::column::id(row, 0, UnitId::parse)?, row.try_get::<i64, _>(1)? == 1));
    rows.iter().map(read).collect()
}
