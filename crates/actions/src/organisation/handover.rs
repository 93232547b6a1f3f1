//! Handover: one page lists what a person holds, item by item; whoever keeps people says what becomes of each; all of it is
//! done in one transaction and told in a record that is kept as a file.

use std::collections::BTreeMap;

use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{
    AccountState, FileId, Grant, HandoverRefusal, Held, OrganisationAct, Passing, Person, PersonId, Post, ProgrammeAct, ProgrammeId, SectionId, Unit, UnitId,
};
use hanhdong_paper::official::handover::{HandoverItem, HandoverRecord, What, handover};
use hanhdong_paper::official::{LayoutPack, docx};
use hanhdong_store::programme::{self as papers, KeptFile};
use hanhdong_store::{Db, StoreError, Tx, organisation as memory};
use serde_json::json;

use super::delegation::{DelegationLine, end, lines};
use super::people::{allowed, an_administrator_is_left, kept, record_person};
use crate::app::{App, new};
use crate::refusal::Refusal;
use crate::who::Who;

/// Something that a person holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// Its name in the form.
    pub key: String,
    /// What it is.
    pub what: OpenWhat,
    /// The unit it belongs to.
    pub unit: Unit,
}

/// What it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenWhat {
    /// A role.
    Role(Grant),
    /// A post.
    Post(Post),
    /// A draft; its title where the one who looks may read it.
    Draft(ProgrammeId, Option<String>),
    /// A part of a draft, given by name; its own name and the draft's where the one who looks may read them.
    Section(SectionId, ProgrammeId, Option<(String, String)>),
    /// The lead of a draft.
    Lead(ProgrammeId, Option<String>),
}

impl OpenWhat {
    const fn held(&self) -> Held {
        match self {
            OpenWhat::Role(_) => Held::Role,
            OpenWhat::Post(_) => Held::Post,
            OpenWhat::Draft(..) => Held::Draft,
            OpenWhat::Section(..) => Held::Section,
            OpenWhat::Lead(..) => Held::Lead,
        }
    }
}

/// What a person holds, and who may follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handover {
    /// Who hands over.
    pub person: Person,
    /// The organisation the person belongs to.
    pub home: UnitId,
    /// Item by item.
    pub items: Vec<Open>,
    /// What was lent: it ends with the role it hangs on.
    pub lent: Vec<DelegationLine>,
    /// How the account stands.
    pub account: Option<AccountState>,
    /// Who may follow: people of the same organisation whose accounts are not closed.
    pub successors: Vec<Person>,
    /// The fingerprint of the items: what was decided is done only where they are still these.
    pub seen: String,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handing {
    /// For each item by its key; what is not named is kept.
    pub passings: BTreeMap<String, Passing>,
    /// Is the account closed: does the person leave the house?
    pub closes_account: bool,
    /// What was seen.
    pub seen: String,
}

fn refused(refusal: HandoverRefusal) -> Refusal {
    let why = match refusal {
        HandoverRefusal::LeftOver => "left-over",
        HandoverRefusal::ToOneself => "to-leaver",
        HandoverRefusal::DraftEnds => "draft-ends",
    };
    Refusal::Field { field: "successor", why }
}

impl App {
    /// What a person whose account this administrator keeps has to hand over.
    pub async fn handover_of(&self, who: &Who, person: &PersonId) -> Result<Handover, Refusal> {
        let mut reader = self.read().await?;
        load(&mut reader.db(), who, person).await
    }

    /// Hands over, all of it or nothing; the record's file.
    pub async fn hand_over(&self, who: &Who, person: &PersonId, handing: Handing) -> Result<FileId, Refusal> {
        let (who, person, file) = (who.clone(), person.clone(), new::file());
        self.act(move |tx| {
            let (who, person, handing, file) = (who.clone(), person.clone(), handing.clone(), file.clone());
            Box::pin(async move {
                let open = load(tx.db(), &who, &person).await?;
                let record = decided(&open, &who, &handing, tx.db()).await?;
                for item in &open.items {
                    pass(tx, &who, &open, item, handing.passings.get(&item.key).unwrap_or(&Passing::Keep)).await?;
                }
                end_lent(tx, &who, &open, &handing).await?;
                if handing.closes_account {
                    super::account::close(tx, &who, &open.home, &person).await?;
                }
                let kept = keep_record(tx, &who, &open, &record, file).await?;
                an_administrator_is_left(tx, who.today()).await?;
                Ok(kept)
            })
        })
        .await
    }

    /// The record of a handover, for whoever keeps the account of the person it is about.
    pub async fn handover_record(&self, who: &Who, file: &FileId) -> Result<(String, Vec<u8>), Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let person = memory::handover_of(&mut db, file).await?.ok_or(Refusal::NotFound)?;
        kept(&mut db, who, &person).await?;
        let file = papers::file(&mut db, file).await?.ok_or(Refusal::NotFound)?;
        Ok((file.name, file.bytes))
    }

    /// The records of a person's handovers, newest first, each with its moment in Viet Nam.
    pub async fn handovers(&self, who: &Who, person: &PersonId) -> Result<Vec<(FileId, Option<jiff::civil::DateTime>)>, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        kept(&mut db, who, person).await?;
        Ok(memory::handovers(&mut db, person).await?.into_iter().map(|(file, at)| (file, crate::clock::here(&at))).collect())
    }
}

async fn unit(db: &mut Db<'_>, id: &UnitId) -> Result<Unit, Refusal> {
    memory::unit(db, id).await?.ok_or(Refusal::NotFound)
}

async fn load(db: &mut Db<'_>, who: &Who, person: &PersonId) -> Result<Handover, Refusal> {
    let home = kept(db, who, person).await?;
    let mut items = Vec::new();
    for grant in memory::grants(db, person, who.today()).await? {
        items.push(Open { key: format!("role-{}", grant.id), unit: unit(db, &grant.unit).await?, what: OpenWhat::Role(grant) });
    }
    for (at, post) in memory::posts(db, person, who.today()).await?.into_iter().enumerate() {
        items.push(Open { key: format!("post-{}", at + 1), unit: unit(db, &post.unit).await?, what: OpenWhat::Post(post) });
    }
    for draft in memory::drafts_last_touched_by(db, person).await? {
        let title = told(db, who, &draft.organisation, draft.title).await?;
        let what = OpenWhat::Draft(draft.id.clone(), title);
        items.push(Open { key: format!("draft-{}", draft.id), unit: unit(db, &draft.organisation).await?, what });
    }
    for section in papers::sections_of_person(db, person).await? {
        let draft = papers::programme(db, &section.programme).await?.ok_or(Refusal::NotFound)?;
        let title = told(db, who, &draft.organisation, draft.title).await?;
        let what = OpenWhat::Section(section.id.clone(), section.programme, title.map(|it| (section.title, it)));
        items.push(Open { key: format!("section-{}", section.id), unit: unit(db, &draft.organisation).await?, what });
    }
    for draft in memory::drafts_led_by(db, person).await? {
        let title = told(db, who, &draft.organisation, draft.title).await?;
        items.push(Open { key: format!("lead-{}", draft.id), unit: unit(db, &draft.organisation).await?, what: OpenWhat::Lead(draft.id, title) });
    }
    let mut successors: Vec<Person> = Vec::new();
    for (other, _) in memory::people_of(db, &home).await? {
        let state = memory::account_of(db, &other.id).await?.map(|it| it.state);
        if other.id != *person && matches!(state, Some(AccountState::Open | AccountState::Invited)) && !successors.contains(&other) {
            successors.push(other);
        }
    }
    let lent = lines(db, person, who.today()).await?;
    let account = memory::account_of(db, person).await?.map(|it| it.state);
    let seen = blake3::hash(format!("{items:?}{lent:?}{account:?}").as_bytes()).to_hex().to_string();
    let person = memory::person(db, person).await?.ok_or(Refusal::NotFound)?;
    Ok(Handover { person, home, items, lent, account, successors, seen })
}

/// A draft's title. Whoever keeps accounts reads no programme by that: it is told only to who may read it.
async fn told(db: &mut Db<'_>, who: &Who, organisation: &UnitId, title: String) -> Result<Option<String>, Refusal> {
    Ok(memory::standing(db, who.id(), organisation, who.today()).await?.may(ProgrammeAct::Read, false).then_some(title))
}

/// Holds what was decided against what is there, and writes it down.
async fn decided(open: &Handover, who: &Who, handing: &Handing, db: &mut Db<'_>) -> Result<HandoverRecord, Refusal> {
    if handing.seen != open.seen {
        return Err(Refusal::Field { field: "successor", why: "changed-since" });
    }
    if handing.passings.keys().any(|key| open.items.iter().all(|it| it.key != *key)) {
        return Err(Refusal::Field { field: "form", why: "unknown" });
    }
    if handing.closes_account && who.id() == &open.person.id {
        return Err(Refusal::Field { field: "person", why: "own-account" });
    }
    let mut items = Vec::new();
    for item in &open.items {
        let passing = handing.passings.get(&item.key).unwrap_or(&Passing::Keep);
        passing.fits(item.what.held(), &open.person.id, handing.closes_account).map_err(refused)?;
        let to = match passing {
            Passing::Keep => continue,
            Passing::End => None,
            Passing::To(person) => Some(open.successors.iter().find(|it| it.id == *person).ok_or(Refusal::Field { field: "successor", why: "unknown" })?.name.clone()),
        };
        let what = match &item.what {
            OpenWhat::Role(grant) => What::Role(grant.role),
            OpenWhat::Post(post) => What::Post(post.title.clone()),
            OpenWhat::Draft(_, title) => What::Draft(title.clone()),
            OpenWhat::Section(_, _, named) => What::Section(named.clone()),
            OpenWhat::Lead(_, title) => What::Lead(title.clone()),
        };
        items.push(HandoverItem { what, unit: item.unit.name.clone(), to });
    }
    for line in open.lent.iter().filter(|it| lent_ends(it, open, handing)) {
        items.push(HandoverItem { what: What::Lent(line.delegation.role), unit: line.unit_name.clone(), to: None });
    }
    if items.is_empty() && !handing.closes_account {
        return Err(Refusal::Field { field: "successor", why: "nothing-handed-over" });
    }
    let home = unit(db, &open.home).await?;
    let superior = match &home.above {
        Some(above) => memory::unit(db, above).await?.map(|it| it.name),
        None => None,
    };
    let (leaver, keeper) = (open.person.name.clone(), who.name().to_owned());
    Ok(HandoverRecord { superior, organisation: home.name, on: who.today(), leaver, keeper, items, closes_account: handing.closes_account })
}

/// Does what was lent end with this handover: by the account, or by the role it hangs on?
fn lent_ends(line: &DelegationLine, open: &Handover, handing: &Handing) -> bool {
    let lent = &line.delegation;
    let is_passed = |it: &&Open| matches!(&it.what, OpenWhat::Role(grant) if grant.role == lent.role && grant.unit == lent.unit && lent.giver == open.person.id);
    handing.closes_account || open.items.iter().filter(is_passed).any(|it| handing.passings.get(&it.key).is_some_and(|it| *it != Passing::Keep))
}

async fn end_lent(tx: &mut Tx<'_>, who: &Who, open: &Handover, handing: &Handing) -> Result<(), Refusal> {
    for line in open.lent.iter().filter(|it| lent_ends(it, open, handing)) {
        end(tx, who, &line.delegation).await?;
    }
    Ok(())
}

/// Ends one thing for who leaves and begins it for who follows.
async fn pass(tx: &mut Tx<'_>, who: &Who, open: &Handover, item: &Open, passing: &Passing) -> Result<(), Refusal> {
    let to = match passing {
        Passing::Keep => return Ok(()),
        Passing::End => None,
        Passing::To(person) => {
            kept(tx.db(), who, person).await?;
            Some(person)
        }
    };
    match &item.what {
        OpenWhat::Role(grant) => pass_role(tx, who, grant, &item.unit, to).await,
        OpenWhat::Post(post) => pass_post(tx, who, post, &item.unit, to).await,
        OpenWhat::Draft(id, _) => {
            let data = json!({ "before": open.person.id.as_str(), "after": to.map(PersonId::as_str) });
            record_draft(tx, who, &item.unit, Act::DraftHandedOver, id, data).await
        }
        OpenWhat::Section(section, programme, _) => {
            let Some(to) = to else { return Ok(()) };
            let standing = memory::standing(tx.db(), to, &item.unit.organisation, who.today()).await?;
            able(standing.may(ProgrammeAct::ReadDrafting, false))?;
            papers::hand_section(tx, section, to).await?;
            let data = json!({ "section": section.as_str(), "before": open.person.id.as_str(), "after": to.as_str() });
            record_draft(tx, who, &item.unit, Act::SectionHandedOver, programme, data).await
        }
        OpenWhat::Lead(programme, _) => pass_lead(tx, who, &open.person.id, programme, &item.unit, to).await,
    }
}

/// Whoever follows must be able to do the work: the roles that are handed over come before it.
fn able(is_able: bool) -> Result<(), Refusal> {
    if is_able { Ok(()) } else { Err(Refusal::Field { field: "successor", why: "drafts-nothing" }) }
}

async fn pass_lead(tx: &mut Tx<'_>, who: &Who, leaver: &PersonId, programme: &ProgrammeId, unit: &Unit, to: Option<&PersonId>) -> Result<(), Refusal> {
    if papers::lead_no_more(tx, programme, leaver).await? {
        record_draft(tx, who, unit, Act::DraftLeft, programme, json!({ "person": leaver.as_str() })).await?;
    }
    let Some(to) = to else { return Ok(()) };
    let standing = memory::standing(tx.db(), to, &unit.organisation, who.today()).await?;
    able(standing.may(ProgrammeAct::Edit, false))?;
    if papers::leads_of(tx.db(), programme).await?.contains(to) {
        return Ok(());
    }
    papers::lead(tx, programme, to).await?;
    record_draft(tx, who, unit, Act::DraftLed, programme, json!({ "person": to.as_str() })).await
}

async fn record_draft(tx: &mut Tx<'_>, who: &Who, unit: &Unit, act: Act, id: &ProgrammeId, data: serde_json::Value) -> Result<(), Refusal> {
    let (organisation, by) = (unit.organisation.clone(), Some(who.id().clone()));
    tx.record(&Event { organisation, by, act, subject: Subject::Programme, subject_id: id.to_string(), data: data.to_string(), state: None }).await?;
    Ok(())
}

async fn pass_role(tx: &mut Tx<'_>, who: &Who, grant: &Grant, unit: &Unit, to: Option<&PersonId>) -> Result<(), Refusal> {
    let today = who.today();
    allowed(tx.db(), who, unit, OrganisationAct::KeepPeople).await?;
    memory::end_role(tx, &grant.id, today).await?;
    let data = json!({
        "grant": grant.id.as_str(), "unit": grant.unit.as_str(), "role": grant.role.name(),
        "until": { "before": grant.until_on.map(|it| it.to_string()), "after": today.to_string() },
    });
    record_person(tx, &unit.organisation, Some(who.id()), Act::RoleEnded, &grant.person, data.to_string()).await?;
    let Some(to) = to else { return Ok(()) };
    let has_it = memory::grants(tx.db(), to, today).await?.iter().any(|it| it.role == grant.role && it.unit == grant.unit);
    if has_it {
        return Ok(());
    }
    let new = Grant { id: new::grant(), person: to.clone(), unit: grant.unit.clone(), role: grant.role, from_on: today, until_on: None };
    memory::give_role(tx, &new).await?;
    let data = json!({ "grant": new.id.as_str(), "unit": new.unit.as_str(), "role": new.role.name(), "from": today.to_string(), "until": null });
    record_person(tx, &unit.organisation, Some(who.id()), Act::RoleGiven, to, data.to_string()).await
}

async fn pass_post(tx: &mut Tx<'_>, who: &Who, post: &Post, unit: &Unit, to: Option<&PersonId>) -> Result<(), Refusal> {
    let today = who.today();
    allowed(tx.db(), who, unit, OrganisationAct::KeepPeople).await?;
    memory::leave_post(tx, &post.person, &post.unit, &post.title, today).await?;
    let data = json!({ "unit": post.unit.as_str(), "title": post.title, "until": today.to_string() });
    record_person(tx, &unit.organisation, Some(who.id()), Act::PostLeft, &post.person, data.to_string()).await?;
    let Some(to) = to else { return Ok(()) };
    let new = Post { person: to.clone(), from_on: today, until_on: None, ..post.clone() };
    memory::take_post(tx, &new).await.map_err(|error| match error {
        StoreError::Constraint(_) => Refusal::Field { field: "post", why: "there-already" },
        other => other.into(),
    })?;
    let data = json!({ "unit": new.unit.as_str(), "title": new.title, "from": today.to_string(), "until": null });
    record_person(tx, &unit.organisation, Some(who.id()), Act::PostTaken, to, data.to_string()).await
}

/// Draws the record and keeps it with the act.
async fn keep_record(tx: &mut Tx<'_>, who: &Who, open: &Handover, record: &HandoverRecord, id: FileId) -> Result<FileId, Refusal> {
    let pack = LayoutPack::for_paper(None, Some(record.on), None).map_err(|error| Refusal::Fault(error.to_string()))?;
    let bytes = docx::write(&handover(record, pack), pack);
    let file = KeptFile { id, organisation: open.home.clone(), name: format!("Biên bản bàn giao - {} - {}.docx", record.leaver, record.on), bytes };
    papers::keep_file(tx, &file).await?;
    memory::keep_handover(tx, &file.id, &open.person.id).await?;
    let (organisation, by, state) = (open.home.clone(), Some(who.id().clone()), Some(file.state()));
    let data = json!({ "bytes": file.bytes.len() }).to_string();
    tx.record(&Event { organisation, by, act: Act::FileKept, subject: Subject::File, subject_id: file.id.to_string(), data, state }).await?;
    let data = json!({ "file": file.id.as_str(), "items": record.items.len(), "account_closed": record.closes_account }).to_string();
    record_person(tx, &open.home, Some(who.id()), Act::HandedOver, &open.person.id, data).await?;
    Ok(file.id)
}
