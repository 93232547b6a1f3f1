//! Sections of a draft: given to units and people with a day, handed in, returned, taken in; and who leads the draft.

use std::collections::BTreeSet;

use hanhdong_domain::Date;
use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{Person, PersonId, ProgrammeAct, ProgrammeId, SectionId, Unit, UnitId};
use hanhdong_domain::programme::{Anchor, SectionRefusal, SectionTurn};
use hanhdong_domain::text::squeeze;
use hanhdong_store::programme::{self as memory, Holder, SectionRow, TurnRow};
use hanhdong_store::{Db, Tx, organisation};
use jiff::civil::DateTime;
use serde_json::json;

use super::edit::held;
use super::reading::allowed;
use crate::app::{App, new};
use crate::clock::here;
use crate::refusal::Refusal;
use crate::who::Who;

/// Letters of a section's name.
const TITLE_CHARS_MAX: usize = 200;

/// Who is to work on a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holding {
    /// Everybody with a role in this unit.
    Unit(UnitId),
    /// One person.
    Person(PersonId),
}

/// A section that is to be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSection {
    /// What it is called.
    pub title: String,
    /// Who works on it.
    pub holding: Holding,
    /// Until when.
    pub due_on: Option<Date>,
    /// Its items.
    pub items: BTreeSet<Anchor>,
}

/// A record of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionTold {
    /// What became of it.
    pub turn: SectionTurn,
    /// What was said.
    pub remarks: String,
    /// Who.
    pub by: String,
    /// When, in Viet Nam.
    pub at: Option<DateTime>,
}

/// A section as pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its id.
    pub id: SectionId,
    /// Of which draft.
    pub programme: ProgrammeId,
    /// The draft's title.
    pub programme_title: String,
    /// What it is called.
    pub title: String,
    /// Who works on it, by name.
    pub holder: String,
    /// Until when.
    pub due_on: Option<Date>,
    /// Its items.
    pub items: BTreeSet<Anchor>,
    /// What became of it, in order.
    pub told: Vec<SectionTold>,
    /// Does whoever asks work on it?
    pub is_mine: bool,
    /// When forms of it came back, in Viet Nam.
    pub returned: Vec<DateTime>,
}

impl Section {
    /// How it stands: its last record.
    pub fn state(&self) -> SectionTurn {
        self.told.last().map_or(SectionTurn::Assigned, |it| it.turn)
    }
    /// Is its day past while it is not handed in?
    pub fn is_late(&self, today: Date) -> bool {
        self.state().is_open() && self.due_on.is_some_and(|it| it < today)
    }
}

/// The sections of a draft, and whom more could be given to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sections {
    /// The sections, in the order in which they were given.
    pub sections: Vec<Section>,
    /// Who leads the draft; empty where everybody who drafts in the house does.
    pub leads: Vec<Person>,
    /// Units of the house that live.
    pub units: Vec<Unit>,
    /// People of the house with a role today.
    pub people: Vec<Person>,
}

fn refused(refusal: SectionRefusal) -> Refusal {
    match refusal {
        SectionRefusal::NotNow => Refusal::Changed { now: String::new() },
        SectionRefusal::NoRemarks => Refusal::Field { field: "remarks", why: "empty" },
        SectionRefusal::TooLong => Refusal::Field { field: "remarks", why: "too-long" },
    }
}

impl App {
    /// The sections of a draft, for whoever may read how it is drafted.
    pub async fn sections(&self, who: &Who, id: &ProgrammeId) -> Result<Sections, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        allowed(&mut db, who, id, ProgrammeAct::ReadDrafting).await?;
        let row = memory::programme(&mut db, id).await?.ok_or(Refusal::NotFound)?;
        let mut sections = Vec::new();
        for section in memory::sections_of(&mut db, id).await? {
            sections.push(told(&mut db, who, section, &row.title).await?);
        }
        for (section, at) in memory::sections_returned(&mut db, id).await? {
            if let Some(it) = sections.iter_mut().find(|it| it.id == section) {
                it.returned.extend(here(&at));
            }
        }
        let mut leads = Vec::new();
        for person in memory::leads_of(&mut db, id).await? {
            leads.extend(organisation::person(&mut db, &person).await?);
        }
        let units = organisation::units(&mut db).await?.into_iter().filter(|it| it.organisation == row.organisation && it.ended_on.is_none()).collect();
        let mut people: Vec<Person> = Vec::new();
        for (person, grant) in organisation::people_of(&mut db, &row.organisation).await? {
            let holds = grant.from_on <= who.today() && grant.until_on.is_none_or(|it| who.today() < it) && grant.role != hanhdong_domain::organisation::Role::Administrator;
            if holds && people.last().is_none_or(|it| it.id != person.id) {
                people.push(person);
            }
        }
        Ok(Sections { sections, leads, units, people })
    }

    /// The sections that a person works on now, those due first come first.
    pub async fn my_sections(&self, who: &Who) -> Result<Vec<Section>, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let mut mine = Vec::new();
        for section in memory::sections_held(&mut db, who.id(), who.today()).await? {
            // Whoever lost the role by which they read it is told nothing more.
            if allowed(&mut db, who, &section.programme, ProgrammeAct::ReadDrafting).await.is_err() {
                continue;
            }
            let title = memory::programme(&mut db, &section.programme).await?.map(|it| it.title).unwrap_or_default();
            mine.push(told(&mut db, who, section, &title).await?);
        }
        Ok(mine)
    }

    /// Gives a section to a unit or a person. Whoever does so first, and is not of the office, leads the draft from then on.
    pub async fn assign_section(&self, who: &Who, id: &ProgrammeId, section: NewSection) -> Result<SectionId, Refusal> {
        let (who, id, new) = (who.clone(), id.clone(), new::section());
        self.act(move |tx| {
            let (who, id, section, new) = (who.clone(), id.clone(), section.clone(), new.clone());
            Box::pin(async move { assign(tx, &who, &id, section, new).await })
        })
        .await
    }

    /// Records what became of a section: handed in by who works on it, anything else by who leads the draft.
    pub async fn turn_section(&self, who: &Who, id: &ProgrammeId, section: &SectionId, turn: SectionTurn, remarks: &str) -> Result<(), Refusal> {
        let (who, id, section, remarks) = (who.clone(), id.clone(), section.clone(), remarks.trim().to_owned());
        self.act(move |tx| {
            let (who, id, section, remarks) = (who.clone(), id.clone(), section.clone(), remarks.clone());
            Box::pin(async move { turned(tx, &who, &id, &section, turn, &remarks).await })
        })
        .await
    }

    /// Lets somebody lead a draft, or no longer.
    pub async fn lead_draft(&self, who: &Who, id: &ProgrammeId, person: &PersonId, leads: bool) -> Result<(), Refusal> {
        let (who, id, person) = (who.clone(), id.clone(), person.clone());
        self.act(move |tx| {
            let (who, id, person) = (who.clone(), id.clone(), person.clone());
            Box::pin(async move {
                let draft = held(tx, &who, &id).await?;
                if leads {
                    let standing = organisation::standing(tx.db(), &person, &draft.row.organisation, who.today()).await?;
                    if !standing.may(ProgrammeAct::Edit, false) {
                        return Err(Refusal::Field { field: "person", why: "drafts-nothing" });
                    }
                    if memory::leads_of(tx.db(), &id).await?.contains(&person) {
                        return Err(Refusal::Changed { now: String::new() });
                    }
                    memory::lead(tx, &id, &person).await?;
                } else if !memory::lead_no_more(tx, &id, &person).await? {
                    return Err(Refusal::Changed { now: String::new() });
                }
                let act = if leads { Act::DraftLed } else { Act::DraftLeft };
                record(tx, &who, &id, &draft.row.organisation, act, json!({ "person": person.as_str() })).await
            })
        })
        .await
    }
}

async fn record(tx: &mut Tx<'_>, who: &Who, id: &ProgrammeId, organisation: &UnitId, act: Act, data: serde_json::Value) -> Result<(), Refusal> {
    let event =
        Event { organisation: organisation.clone(), by: Some(who.id().clone()), act, subject: Subject::Programme, subject_id: id.to_string(), data: data.to_string(), state: None };
    tx.record(&event).await?;
    Ok(())
}

async fn told(db: &mut Db<'_>, who: &Who, row: SectionRow, programme_title: &str) -> Result<Section, Refusal> {
    let (holder, is_mine) = match &row.holder {
        Holder::Unit(unit) => {
            let is_in = organisation::held_in(db, who.id(), unit, who.today()).await?;
            (organisation::unit(db, unit).await?.map(|it| it.name).unwrap_or_default(), is_in)
        }
        Holder::Person(person) => (organisation::person(db, person).await?.map(|it| it.name).unwrap_or_default(), person == who.id()),
    };
    let mut told = Vec::new();
    for turn in memory::turns_of(db, &row.id).await? {
        let by = organisation::person(db, &turn.by).await?.map(|it| it.name).unwrap_or_default();
        told.push(SectionTold { turn: turn.turn, remarks: turn.remarks, by, at: here(&turn.at) });
    }
    let items = memory::items_of_section(db, &row.id).await?;
    Ok(Section {
        id: row.id,
        programme: row.programme,
        programme_title: programme_title.to_owned(),
        title: row.title,
        holder,
        due_on: row.due_on,
        items,
        told,
        is_mine,
        returned: Vec::new(),
    })
}

async fn assign(tx: &mut Tx<'_>, who: &Who, id: &ProgrammeId, section: NewSection, new: SectionId) -> Result<SectionId, Refusal> {
    let draft = held(tx, who, id).await?;
    let title = squeeze(&section.title);
    if title.is_empty() || TITLE_CHARS_MAX < title.chars().count() {
        return Err(Refusal::Field { field: "section-title", why: if title.is_empty() { "empty" } else { "too-long" } });
    }
    if section.items.is_empty() {
        return Err(Refusal::Field { field: "items", why: "nothing-chosen" });
    }
    if section.due_on.is_some_and(|it| it < who.today()) {
        return Err(Refusal::Field { field: "due", why: "in-past" });
    }
    for item in &section.items {
        draft.programme.position(item).ok_or(Refusal::Changed { now: String::new() })?;
        if memory::section_with(tx.db(), id, item).await?.is_some() {
            return Err(Refusal::Field { field: "items", why: "in-other-section" });
        }
    }
    let holder = holder(tx, who, &draft.row.organisation, &section.holding).await?;
    let row = SectionRow { id: new.clone(), programme: id.clone(), title, holder, due_on: section.due_on };
    memory::assign(tx, &row, &section.items.iter().cloned().collect::<Vec<_>>()).await?;
    let turn = TurnRow { turn: SectionTurn::Assigned, remarks: String::new(), by: who.id().clone(), at: tx.at().to_owned() };
    memory::turn_section(tx, &new, 1, &turn).await?;
    let (unit, person) = match &row.holder {
        Holder::Unit(unit) => (Some(unit.as_str()), None),
        Holder::Person(person) => (None, Some(person.as_str())),
    };
    let items: Vec<&str> = section.items.iter().map(Anchor::as_str).collect();
    let data = json!({ "section": new.as_str(), "title": row.title, "unit": unit, "person": person, "due": row.due_on.map(|it| it.to_string()), "items": items });
    record(tx, who, id, &draft.row.organisation, Act::SectionAssigned, data).await?;
    let standing = organisation::standing(tx.db(), who.id(), &draft.row.organisation, who.today()).await?;
    if !standing.holds_own(hanhdong_domain::organisation::Role::Office) && memory::leads_of(tx.db(), id).await?.is_empty() {
        memory::lead(tx, id, who.id()).await?;
        record(tx, who, id, &draft.row.organisation, Act::DraftLed, json!({ "person": who.id().as_str() })).await?;
    }
    Ok(new)
}

/// Who works on it must be able to: a unit of the house that lives, a person who reads the house's drafts.
async fn holder(tx: &mut Tx<'_>, who: &Who, organisation: &UnitId, holding: &Holding) -> Result<Holder, Refusal> {
    match holding {
        Holding::Unit(unit) => {
            let there = organisation::unit(tx.db(), unit).await?.filter(|it| it.organisation == *organisation).ok_or(Refusal::NotFound)?;
            if there.ended_on.is_some() {
                return Err(Refusal::Store(hanhdong_store::StoreError::Ended));
            }
            Ok(Holder::Unit(unit.clone()))
        }
        Holding::Person(person) => {
            let standing = organisation::standing(tx.db(), person, organisation, who.today()).await?;
            if standing.may(ProgrammeAct::ReadDrafting, false) { Ok(Holder::Person(person.clone())) } else { Err(Refusal::NotFound) }
        }
    }
}

async fn turned(tx: &mut Tx<'_>, who: &Who, id: &ProgrammeId, section: &SectionId, turn: SectionTurn, remarks: &str) -> Result<(), Refusal> {
    let (standing, is_issued) = allowed(tx.db(), who, id, ProgrammeAct::ReadDrafting).await?;
    let row = memory::section(tx.db(), section).await?.filter(|it| it.programme == *id).ok_or(Refusal::NotFound)?;
    let works_on_it = match &row.holder {
        Holder::Unit(unit) => organisation::held_in(tx.db(), who.id(), unit, who.today()).await?,
        Holder::Person(person) => person == who.id(),
    };
    let leads = standing.may(ProgrammeAct::Edit, false) && super::reading::leads(tx.db(), who, id, &standing).await?;
    match (leads || works_on_it && turn.is_holders(), is_issued) {
        (true, false) => {}
        (true, true) => return Err(Refusal::Issued),
        (false, _) => return Err(Refusal::NotAllowed),
    }
    // Held so that of two who say something at once the second hears that it no longer stands so.
    let draft = memory::hold(tx, id).await?.ok_or(Refusal::NotFound)?;
    if draft.issued_on.is_some() {
        return Err(Refusal::Issued);
    }
    let turns = memory::turns_of(tx.db(), section).await?;
    let state = turns.last().ok_or(Refusal::NotFound)?.turn;
    let turn = state.then(turn, remarks).map_err(refused)?;
    let entry = TurnRow { turn, remarks: remarks.to_owned(), by: who.id().clone(), at: tx.at().to_owned() };
    memory::turn_section(tx, section, i64::try_from(turns.len()).unwrap_or(i64::MAX) + 1, &entry).await?;
    if turn == SectionTurn::Withdrawn {
        memory::free_items(tx, section).await?;
    }
    let act = match turn {
        SectionTurn::Assigned => Act::SectionAssigned,
        SectionTurn::HandedIn => Act::SectionHandedIn,
        SectionTurn::Returned => Act::SectionReturned,
        SectionTurn::TakenIn => Act::SectionTakenIn,
        SectionTurn::Withdrawn => Act::SectionWithdrawn,
    };
    let data = json!({ "section": section.as_str(), "title": row.title, "before": state.name(), "after": turn.name(), "remarks": remarks });
    record(tx, who, id, &draft.organisation, act, data).await
}
