//! Whom a line concerns, as its act knows it: those who hold a section, lead a draft, spoke in a thread, received a paper.

use std::collections::BTreeMap;

use hanhdong_domain::Date;
use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{PersonId, ProgrammeId, SectionId, ThreadId, UnitId};
use hanhdong_domain::programme::Anchor;
use hanhdong_domain::text::Sought;
use hanhdong_domain::told::NoticeKind;
use serde_json::Value;
use sqlx::Row;

use super::NewLeads;
use crate::programme::{Holder, comments, leads_of, section, section_with};
use crate::{Db, StoreError, column};

/// What a person is told of a line: the programme, the first item, how many.
type Concern = (NoticeKind, Option<ProgrammeId>, String, i64);

/// Enters a notice for everybody whom a line concerns but who did it.
pub(crate) async fn tell(db: &mut Db<'_>, event: &Event, seq: i64, day: Date, leads: &NewLeads) -> Result<(), StoreError> {
    let mut told: Vec<(PersonId, Concern)> = Vec::new();
    if let Some(kind) = event.act.notice() {
        told.extend(concerned(db, event, day, kind).await?);
    }
    if event.subject == Subject::Programme && leads.programme.as_ref().is_some_and(|it| it.as_str() == event.subject_id) {
        told.extend(leading(db, event, day, leads).await?);
    }
    for (person, (kind, programme, place, items)) in told {
        if event.by.as_ref() == Some(&person) {
            continue;
        }
        let sql =
            "INSERT INTO notice (person_id, organisation_id, seq, kind, programme_id, place, items, read_at) VALUES ($1, $2, $3, $4, $5, $6, $7, NULL) ON CONFLICT DO NOTHING";
        let programme = programme.map(|it| it.to_string());
        let statement = sqlx::query(sql).bind(person.to_string()).bind(event.organisation.to_string()).bind(seq).bind(kind.name()).bind(programme).bind(place).bind(items);
        statement.execute(db.connection()).await?;
    }
    Ok(())
}

async fn concerned(db: &mut Db<'_>, event: &Event, day: Date, kind: NoticeKind) -> Result<Vec<(PersonId, Concern)>, StoreError> {
    let data: Value = serde_json::from_str(&event.data).unwrap_or(Value::Null);
    let said = |key: &str| data.get(key).and_then(Value::as_str).unwrap_or_default();
    if kind == NoticeKind::Account {
        let person = (event.subject == Subject::Person).then(|| PersonId::parse(&event.subject_id)).flatten();
        return Ok(person.into_iter().map(|it| (it, (kind, None, String::new(), 0))).collect());
    }
    if kind == NoticeKind::Appraisal {
        return appraised(db, event, day).await;
    }
    let Some(programme) = ProgrammeId::parse(&event.subject_id) else { return Ok(Vec::new()) };
    let place = said("item").to_owned();
    let people = match kind {
        NoticeKind::Section => match SectionId::parse(said("section")) {
            Some(id) => holders(db, &id, day).await?,
            None => Vec::new(),
        },
        NoticeKind::HandedIn => drafters(db, &programme, &event.organisation, day).await?,
        NoticeKind::Comment => {
            let mut people = match Anchor::new(&place) {
                Some(item) => match section_with(db, &programme, &item).await? {
                    Some(id) => holders(db, &id, day).await?,
                    None => drafters(db, &programme, &event.organisation, day).await?,
                },
                None => Vec::new(),
            };
            if let Some(thread) = ThreadId::parse(said("thread")) {
                people.extend(comments(db, &thread).await?.into_iter().map(|it| it.by));
            }
            people
        }
        // A correction stands in two lines of its act; the one about the programme tells.
        NoticeKind::Issued if event.subject == Subject::Correction => Vec::new(),
        NoticeKind::Issued => recipients(db, &programme, day).await?,
        NoticeKind::Lead | NoticeKind::Account | NoticeKind::Appraisal => Vec::new(),
    };
    let items = i64::from(!place.is_empty());
    Ok(people.into_iter().map(|it| (it, (kind, Some(programme.clone()), place.clone(), items))).collect())
}

/// Whoever leads the draft that is appraised; of an answer the one who opened the appraisal.
async fn appraised(db: &mut Db<'_>, event: &Event, day: Date) -> Result<Vec<(PersonId, Concern)>, StoreError> {
    let Some(row) = db.maybe(sqlx::query("SELECT programme_id, person_id FROM appraisal WHERE id = $1").bind(event.subject_id.clone())).await? else { return Ok(Vec::new()) };
    let (programme, opener) = (column::id(&row, 0, ProgrammeId::parse)?, column::id(&row, 1, PersonId::parse)?);
    let people = if event.act == Act::RemarkAnswered { vec![opener] } else { drafters(db, &programme, &event.organisation, day).await? };
    Ok(people.into_iter().map(|it| (it, (NoticeKind::Appraisal, Some(programme.clone()), String::new(), 0))).collect())
}

/// Those in whose unit an item has a new lead: each told once, with the first of them.
async fn leading(db: &mut Db<'_>, event: &Event, day: Date, new: &NewLeads) -> Result<Vec<(PersonId, Concern)>, StoreError> {
    let sql = "SELECT id, name FROM unit WHERE organisation_id = $1 AND id <> $1 AND (ended_on IS NULL OR $2 < ended_on) ORDER BY path";
    let rows = db.all(sqlx::query(sql).bind(event.organisation.to_string()).bind(day.to_string())).await?;
    // A paper of two thousand tasks names the same few dozen bodies: each name is read once for each unit.
    let mut items: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (item, lead) in &new.leads {
        items.entry(lead.as_str()).or_default().push(item.as_str());
    }
    let mut told: BTreeMap<PersonId, (String, i64)> = BTreeMap::new();
    for row in &rows {
        let (unit, name): (UnitId, String) = (column::id(row, 0, UnitId::parse)?, row.try_get(1)?);
        let sought = Sought::read(&format!("\"{}\"", name.replace('"', " ")));
        let given: Vec<&str> = items.iter().filter(|it| sought.is_in(it.0)).flat_map(|it| it.1.iter().copied()).collect();
        let (Some(first), Ok(count)) = (given.first(), i64::try_from(given.len())) else { continue };
        for person in in_unit(db, &unit, day).await? {
            told.entry(person).or_insert_with(|| ((*first).to_owned(), 0)).1 += count;
        }
    }
    let programme = new.programme.clone();
    Ok(told.into_iter().map(|(person, (place, items))| (person, (NoticeKind::Lead, programme.clone(), place, items))).collect())
}

async fn holders(db: &mut Db<'_>, id: &SectionId, day: Date) -> Result<Vec<PersonId>, StoreError> {
    match section(db, id).await?.map(|it| it.holder) {
        Some(Holder::Unit(unit)) => in_unit(db, &unit, day).await,
        Some(Holder::Person(person)) => Ok(vec![person]),
        None => Ok(Vec::new()),
    }
}

/// Who leads a draft; where nobody is named, whoever drafts in the house.
async fn drafters(db: &mut Db<'_>, programme: &ProgrammeId, organisation: &UnitId, day: Date) -> Result<Vec<PersonId>, StoreError> {
    let leads = leads_of(db, programme).await?;
    if !leads.is_empty() {
        return Ok(leads);
    }
    let sql = "SELECT DISTINCT g.person_id FROM held_role g JOIN unit h ON h.id = g.unit_id WHERE h.organisation_id = $1 AND g.from_on <= $2 AND (g.until_on IS NULL OR $2 < g.until_on) \
               AND g.role IN ('office', 'drafter') ORDER BY g.person_id";
    people(db, sql, organisation.as_str(), day).await
}

async fn in_unit(db: &mut Db<'_>, unit: &UnitId, day: Date) -> Result<Vec<PersonId>, StoreError> {
    let sql = "SELECT DISTINCT g.person_id FROM held_role g WHERE g.unit_id = $1 AND g.from_on <= $2 AND (g.until_on IS NULL OR $2 < g.until_on) \
               AND g.role IN ('office', 'drafter', 'reader') ORDER BY g.person_id";
    people(db, sql, unit.as_str(), day).await
}

/// Everybody in the houses that a paper went to.
async fn recipients(db: &mut Db<'_>, programme: &ProgrammeId, day: Date) -> Result<Vec<PersonId>, StoreError> {
    let sql = "SELECT DISTINCT g.person_id FROM recipient d JOIN unit ru ON ru.id = d.unit_id JOIN unit h ON h.organisation_id = ru.organisation_id JOIN held_role g ON g.unit_id = h.id \
               WHERE d.programme_id = $1 AND g.from_on <= $2 AND (g.until_on IS NULL OR $2 < g.until_on) AND g.role IN ('office', 'drafter', 'reader') ORDER BY g.person_id";
    people(db, sql, programme.as_str(), day).await
}

async fn people(db: &mut Db<'_>, sql: &'static str, of: &str, day: Date) -> Result<Vec<PersonId>, StoreError> {
    db.all(sqlx::query(sql).bind(of.to_owned()).bind(day.to_string())).await?.iter().map(|row| column::id(row, 0, PersonId::parse)).collect()
}
