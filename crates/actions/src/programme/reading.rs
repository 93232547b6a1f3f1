//! Programmes as they are read: asked of the policy, parsed once for each version, and remembered.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hanhdong_domain::organisation::{ProgrammeAct, ProgrammeId, Role, Standing};
use hanhdong_domain::programme::{Anchor, Capacity, DraftScope, Programme};
use hanhdong_domain::{Date, Language, Report};
use hanhdong_paper::notation;
use hanhdong_store::programme::{self as memory, ProgrammeRow};
use hanhdong_store::{Db, organisation, publication};

use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

/// How many programmes are kept parsed.
const KEPT_MAX: usize = 64;

/// A programme, opened by a person who may read it.
#[derive(Clone)]
pub struct Opened {
    /// The row: whose, which version, issued when.
    pub row: Arc<ProgrammeRow>,
    /// The programme.
    pub programme: Arc<Programme>,
    /// May this person edit it now, all of it?
    pub may_edit: bool,
    /// What of it this person may edit now.
    pub scope: DraftScope,
    /// How many threads of comments are open at each item; empty for whoever may not read how it is drafted.
    pub comments: BTreeMap<Anchor, usize>,
    /// May this person put it away and take it back?
    pub may_shelve: bool,
    /// May this person record that it was issued?
    pub may_record_issue: bool,
    /// May this person keep what comes after its issue: receipts of others?
    pub may_keep_issued: bool,
    /// May this person see how it was drafted: the file it came as, what was understood of it?
    pub may_read_drafting: bool,
    /// The name of the organisation it belongs to.
    pub organisation_name: String,
    /// Would this person edit it, were it a draft?
    pub(crate) drafts: bool,
    /// Would this person record that it was issued, were it a draft?
    pub(crate) records: bool,
    pub(crate) memory: Arc<Mutex<hanhdong_check::Memory>>,
}

impl Opened {
    /// Refuses whoever may not edit it now, and says which of the reasons it is.
    pub fn editable(&self) -> Result<(), Refusal> {
        self.unless_issued(self.may_edit, self.drafts)
    }
    /// Refuses whoever may not edit an item now: whoever works on its section may.
    pub fn editable_at(&self, item: &Anchor) -> Result<(), Refusal> {
        if self.may_edit_at(item) { Ok(()) } else { self.editable() }
    }
    /// May this person edit an item now?
    pub fn may_edit_at(&self, item: &Anchor) -> bool {
        self.scope.covers(item)
    }
    /// Refuses whoever may not put something new in here.
    pub fn editable_after(&self, part: usize, at: usize) -> Result<(), Refusal> {
        if self.scope.after(&self.programme, part, at) { Ok(()) } else { self.editable() }
    }
    /// Refuses whoever may not record now that it was issued.
    pub fn issuable(&self) -> Result<(), Refusal> {
        self.unless_issued(self.may_record_issue, self.records)
    }
    /// That it was issued is the reason only for those who could do it before.
    fn unless_issued(&self, may: bool, might: bool) -> Result<(), Refusal> {
        match (may, might && self.row.issued_on.is_some()) {
            (true, _) => Ok(()),
            (false, true) => Err(Refusal::Issued),
            (false, false) => Err(Refusal::NotAllowed),
        }
    }
}

/// Programmes kept parsed, by id; one of another version is parsed again.
#[derive(Default)]
pub struct Readings(Mutex<HashMap<ProgrammeId, Kept>>);

struct Kept {
    version: i64,
    programme: Arc<Programme>,
    /// What the checker remembers of its texts, so that a check after an edit reads only what is new.
    memory: Arc<Mutex<hanhdong_check::Memory>>,
    /// What was said of this version, by day and language.
    reports: Vec<(Basis, Arc<Report>)>,
    used: u64,
}

/// What a report was made on besides the programme.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Basis {
    pub(crate) day: Date,
    pub(crate) language: Language,
    pub(crate) capacity: Arc<Capacity>,
}

/// Reports kept of one version: both languages, for the house and for others.
const REPORTS_MAX: usize = 4;

impl Readings {
    fn kept(&self) -> MutexGuard<'_, HashMap<ProgrammeId, Kept>> {
        // What is kept is whole at every moment, whatever panicked while holding it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
    /// The programme of a row, and the checker's memory of it.
    pub(crate) fn of(&self, row: &ProgrammeRow) -> Result<(Arc<Programme>, Arc<Mutex<hanhdong_check::Memory>>), Refusal> {
        let mut kept = self.kept();
        let now = kept.values().map(|it| it.used).max().unwrap_or(0) + 1;
        if let Some(there) = kept.get_mut(&row.id) {
            there.used = now;
            if there.version == row.version {
                return Ok((there.programme.clone(), there.memory.clone()));
            }
        }
        drop(kept);
        let programme = Arc::new(read(&row.body)?);
        let mut kept = self.kept();
        let memory = kept.get(&row.id).map(|it| it.memory.clone()).unwrap_or_default();
        kept.insert(row.id.clone(), Kept { version: row.version, programme: programme.clone(), memory: memory.clone(), reports: Vec::new(), used: now });
        if KEPT_MAX < kept.len()
            && let Some(oldest) = kept.iter().min_by_key(|it| it.1.used).map(|it| it.0.clone())
        {
            kept.remove(&oldest);
        }
        Ok((programme, memory))
    }
}

impl Readings {
    /// What was said of a version on this basis, where it is remembered.
    pub(crate) fn report(&self, row: &ProgrammeRow, basis: &Basis) -> Option<Arc<Report>> {
        let kept = self.kept();
        let there = kept.get(&row.id).filter(|it| it.version == row.version)?;
        there.reports.iter().find(|it| it.0 == *basis).map(|it| it.1.clone())
    }
    /// Remembers what was said of a version, as long as it is the one that is kept.
    pub(crate) fn keep_report(&self, row: &ProgrammeRow, basis: Basis, report: &Arc<Report>) {
        let mut kept = self.kept();
        let Some(there) = kept.get_mut(&row.id).filter(|it| it.version == row.version) else { return };
        there.reports.retain(|it| it.0 != basis);
        if REPORTS_MAX <= there.reports.len() {
            there.reports.remove(0);
        }
        there.reports.push((basis, report.clone()));
    }
}

/// Reads a stored body; one that does not read is a fault of ours.
pub(crate) fn read(body: &str) -> Result<Programme, Refusal> {
    notation::read(body).map_err(|why| Refusal::Fault(format!("a stored programme does not read: {why:?}")))
}

/// Asks the policy before anything is loaded. What one may not read is not found.
pub(crate) async fn allowed(db: &mut Db<'_>, who: &Who, id: &ProgrammeId, act: ProgrammeAct) -> Result<(Standing, bool), Refusal> {
    let (owner, is_issued) = memory::owner(db, id).await?.ok_or(Refusal::NotFound)?;
    let standing = publication::standing_with(db, who.id(), id, &owner, who.today()).await?;
    if !standing.may(ProgrammeAct::Read, is_issued) {
        return Err(Refusal::NotFound);
    }
    let may = standing.may(act, is_issued) && (act != ProgrammeAct::Edit || leads(db, who, id, &standing).await?);
    match may {
        true => Ok((standing, is_issued)),
        false if is_issued && standing.may(act, false) => Err(Refusal::Issued),
        false => Err(Refusal::NotAllowed),
    }
}

/// Where somebody is named as leading a draft, only they and the office change it as a whole.
pub(crate) async fn leads(db: &mut Db<'_>, who: &Who, id: &ProgrammeId, standing: &Standing) -> Result<bool, Refusal> {
    let leads = memory::leads_of(db, id).await?;
    Ok(leads.is_empty() || standing.holds_own(Role::Office) || leads.contains(who.id()))
}

/// What of a draft a person may change; nobody is told of a draft whom it is not known to.
pub(crate) async fn scope(db: &mut Db<'_>, who: &Who, id: &ProgrammeId) -> Result<DraftScope, Refusal> {
    match allowed(db, who, id, ProgrammeAct::Edit).await {
        Ok(_) => Ok(DraftScope::Whole),
        Err(Refusal::NotAllowed) => {
            let (standing, is_issued) = allowed(db, who, id, ProgrammeAct::Read).await?;
            let is_of_the_house = !is_issued && standing.may(ProgrammeAct::ReadDrafting, false);
            Ok(DraftScope::Items(if is_of_the_house { memory::items_held(db, id, who.id(), who.today()).await? } else { BTreeSet::new() }))
        }
        Err(refusal) => Err(refusal),
    }
}

/// The name of a programme's organisation: that of the day it was issued, else that of today.
async fn name_then(db: &mut Db<'_>, row: &ProgrammeRow) -> Result<String, Refusal> {
    let Some(unit) = organisation::unit(db, &row.organisation).await? else { return Ok(String::new()) };
    let Some(issued_on) = row.issued_on else { return Ok(unit.name) };
    let past = organisation::past(db, &unit.id).await?;
    Ok(unit.name_on(issued_on, &past).to_owned())
}

impl App {
    /// Opens a programme.
    pub async fn open(&self, who: &Who, id: &ProgrammeId) -> Result<Opened, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let (standing, is_issued) = allowed(&mut db, who, id, ProgrammeAct::Read).await?;
        let row = memory::programme(&mut db, id).await?.ok_or(Refusal::NotFound)?;
        let organisation_name = name_then(&mut db, &row).await?;
        let leads = leads(&mut db, who, id, &standing).await?;
        let lies = row.put_away_at.is_none() && !is_issued;
        let items = if lies && standing.may(ProgrammeAct::ReadDrafting, false) { memory::items_held(&mut db, id, who.id(), who.today()).await? } else { BTreeSet::new() };
        let comments = if standing.may(ProgrammeAct::ReadDrafting, is_issued) { memory::open_threads(&mut db, id).await? } else { BTreeMap::new() };
        drop(reader);
        let (programme, memory) = self.readings().of(&row)?;
        let may_shelve = leads && standing.may(ProgrammeAct::Edit, is_issued);
        let may_edit = may_shelve && row.put_away_at.is_none();
        let scope = if may_edit { DraftScope::Whole } else { DraftScope::Items(items) };
        let may_read_drafting = standing.may(ProgrammeAct::ReadDrafting, is_issued);
        let may_record_issue = standing.may(ProgrammeAct::RecordIssue, is_issued);
        let may_keep_issued = standing.may(ProgrammeAct::KeepIssued, is_issued);
        let (drafts, records) = (leads && standing.may(ProgrammeAct::Edit, false), standing.may(ProgrammeAct::RecordIssue, false));
        Ok(Opened {
            row: Arc::new(row),
            programme,
            may_edit,
            scope,
            comments,
            may_shelve,
            may_record_issue,
            may_keep_issued,
            may_read_drafting,
            organisation_name,
            drafts,
            records,
            memory,
        })
    }
}
