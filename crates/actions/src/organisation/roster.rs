//! Units and people out of a form: what each row would do is found by doing it and taking it all back; accepted, the same is
//! done and kept, all rows in one transaction. So the preview cannot say anything else than what then happens.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use hanhdong_domain::Date;
use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{Grant, Nature, NatureRefusal, OrganisationAct, PersonId, Post, Role, Unit, UnitId, UnitKind};
use hanhdong_domain::text::fold;
use hanhdong_paper::roster::{self, Line, RosterRefusal, Sheet};
use hanhdong_store::{Db, Tx, organisation as memory};
use serde_json::json;

use super::found::checked_name;
use super::people::{NewPerson, allowed, checked_login, kept, open_account, record_person};
use super::units::{NewUnit, enter_unit};
use crate::app::{App, new};
use crate::refusal::Refusal;
use crate::secret;
use crate::who::Who;

/// What a row does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deed {
    /// Founds a unit.
    Found,
    /// Records the level and kind of a unit that is there.
    Describe,
    /// Enters a person, invited and without a link yet, with the role of the row.
    Enter,
    /// Gives a role.
    GiveRole,
    /// Enters a post.
    TakePost,
}

/// A row with what it does; nothing where all of it is there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowOutcome {
    /// The row.
    pub line: Line,
    /// What it does, or the column that is wrong (from 0) and why.
    pub does: Result<Vec<Deed>, (usize, &'static str)>,
}

/// What a form would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// Row by row.
    pub rows: Vec<RowOutcome>,
    /// The fingerprint of it: only what was seen is accepted.
    pub seen: String,
}

impl Preview {
    /// Is no row wrong?
    pub fn is_sound(&self) -> bool {
        self.rows.iter().all(|it| it.does.is_ok())
    }
    /// Does any row do anything?
    pub fn does_something(&self) -> bool {
        self.rows.iter().any(|it| it.does.as_ref().is_ok_and(|it| !it.is_empty()))
    }
    fn of(rows: Vec<RowOutcome>) -> Preview {
        let seen = blake3::hash(format!("{rows:?}").as_bytes()).to_hex().to_string();
        Preview { rows, seen }
    }
}

impl App {
    /// The form to fill in, with the units that there are.
    pub async fn roster_form(&self, who: &Who, unit: &UnitId) -> Result<Vec<u8>, Refusal> {
        let units = {
            let mut reader = self.read().await?;
            let mut db = reader.db();
            let home = keeps(&mut db, who, unit).await?;
            below(&mut db, &home, who.today()).await?
        };
        let name = |id: &Option<UnitId>| units.iter().find(|it| Some(&it.id) == id.as_ref()).map(|it| it.name.clone()).unwrap_or_default();
        let rows: Vec<_> = units.iter().take(roster::ROWS_MAX).map(|it| (it.clone(), name(&it.above))).collect();
        let made = tokio::task::spawn_blocking(move || roster::write(&rows)).await.map_err(|error| Refusal::Fault(error.to_string()))?;
        made.map_err(|error| Refusal::Fault(error.to_string()))
    }

    /// May the person bring a form in here?
    pub async fn may_bring_roster(&self, who: &Who, unit: &UnitId) -> Result<Unit, Refusal> {
        let mut reader = self.read().await?;
        keeps(&mut reader.db(), who, unit).await
    }

    /// Reads a form, and says what each row would do. Nothing is written.
    pub async fn preview_roster(&self, who: &Who, unit: &UnitId, bytes: Arc<Vec<u8>>) -> Result<Preview, Refusal> {
        self.may_bring_roster(who, unit).await?;
        let read = tokio::task::spawn_blocking(move || roster::read(&bytes)).await.map_err(|error| Refusal::Fault(error.to_string()))?;
        let lines = read.map_err(|refusal| match refusal {
            RosterRefusal::Paper(refusal) => Refusal::Paper(refusal),
            RosterRefusal::NotTheForm => Refusal::Field { field: "file", why: "not-the-form" },
        })?;
        let (who, unit, found) = (who.clone(), unit.clone(), Arc::new(Mutex::new(Vec::new())));
        let told = found.clone();
        let tried = self
            .act(move |tx| {
                let (who, unit, lines, told) = (who.clone(), unit.clone(), lines.clone(), told.clone());
                Box::pin(async move {
                    let rows = run(tx, &who, &unit, &lines).await?;
                    *told.lock().unwrap_or_else(PoisonError::into_inner) = rows;
                    // Only looked at: all of it is taken back.
                    Err::<(), Refusal>(Refusal::NothingToUndo)
                })
            })
            .await;
        match tried {
            Ok(()) | Err(Refusal::NothingToUndo) => {}
            Err(refusal) => return Err(refusal),
        }
        let rows = std::mem::take(&mut *found.lock().unwrap_or_else(PoisonError::into_inner));
        Ok(Preview::of(rows))
    }

    /// Does what was previewed: every row, or none where one is wrong or does something else by now. How many rows did
    /// something.
    pub async fn accept_roster(&self, who: &Who, unit: &UnitId, lines: Vec<Line>, seen: &str) -> Result<usize, Refusal> {
        if roster::ROWS_MAX < lines.len() || lines.iter().any(|it| it.cells.len() != it.sheet.heads().len()) {
            return Err(Refusal::Field { field: "form", why: "unreadable" });
        }
        let (who, unit, seen) = (who.clone(), unit.clone(), seen.to_owned());
        self.act(move |tx| {
            let (who, unit, lines, seen) = (who.clone(), unit.clone(), lines.clone(), seen.clone());
            Box::pin(async move {
                let preview = Preview::of(run(tx, &who, &unit, &lines).await?);
                if preview.seen != seen {
                    return Err(Refusal::Field { field: "file", why: "changed-since" });
                }
                if !preview.is_sound() {
                    return Err(Refusal::Field { field: "file", why: "rows-wrong" });
                }
                let rows = preview.rows.iter().filter(|it| it.does.as_ref().is_ok_and(|it| !it.is_empty())).count();
                if rows != 0 {
                    let home = keeps(tx.db(), &who, &unit).await?;
                    let (by, data) = (Some(who.id().clone()), json!({ "rows": rows }).to_string());
                    tx.record(&Event { organisation: home.organisation, by, act: Act::RosterBrought, subject: Subject::Unit, subject_id: unit.to_string(), data, state: None })
                        .await?;
                }
                Ok(rows)
            })
        })
        .await
    }
}

async fn keeps(db: &mut Db<'_>, who: &Who, unit: &UnitId) -> Result<Unit, Refusal> {
    let unit = memory::unit(db, unit).await?.ok_or(Refusal::NotFound)?;
    allowed(db, who, &unit, OrganisationAct::KeepPeople).await?;
    Ok(unit)
}

/// A unit and what is below it today, those above before those below.
async fn below(db: &mut Db<'_>, home: &Unit, today: Date) -> Result<Vec<Unit>, Refusal> {
    let mut inside: HashSet<UnitId> = HashSet::from([home.id.clone()]);
    let mut found = Vec::new();
    for unit in memory::units(db).await? {
        if inside.contains(&unit.id) || unit.above.as_ref().is_some_and(|it| inside.contains(it)) {
            inside.insert(unit.id.clone());
            if unit.exists_on(today) {
                found.push(unit);
            }
        }
    }
    Ok(found)
}

type Wrong = (usize, &'static str);
/// What a row came to: a wrong row is an answer, anything else that goes wrong ends the whole.
type Done = Result<Result<Vec<Deed>, Wrong>, Refusal>;

async fn run(tx: &mut Tx<'_>, who: &Who, unit: &UnitId, lines: &[Line]) -> Result<Vec<RowOutcome>, Refusal> {
    let home = keeps(tx.db(), who, unit).await?;
    let mut units = below(tx.db(), &home, who.today()).await?;
    let mut rows = Vec::new();
    // Units first, wherever their sheet lies: people need them.
    for sheet in [Sheet::Units, Sheet::People] {
        for line in lines.iter().filter(|it| it.sheet == sheet) {
            let does = match sheet {
                Sheet::Units => unit_row(tx, who, &mut units, line).await?,
                Sheet::People => person_row(tx, who, &units, line).await?,
            };
            rows.push(RowOutcome { line: line.clone(), does });
        }
    }
    Ok(rows)
}

fn cell(line: &Line, column: usize) -> &str {
    line.cells.get(column).map_or("", |it| it.trim())
}

/// The unit of that name, where there is one and no other of the same name.
fn called<'a>(units: &'a [Unit], name: &str, column: usize) -> Result<&'a Unit, Wrong> {
    let mut found = units.iter().filter(|it| fold(&it.name) == fold(name));
    match (found.next(), found.next()) {
        (Some(unit), None) => Ok(unit),
        (Some(_), Some(_)) => Err((column, "several")),
        (None, _) => Err((column, if name.is_empty() { "empty" } else { "unknown" })),
    }
}

/// What is wrong with a field, in the column where it stands.
fn wrong(column: usize, refusal: Refusal) -> Result<Wrong, Refusal> {
    match refusal {
        Refusal::Field { why, .. } => Ok((column, why)),
        Refusal::NotFound | Refusal::NotAllowed => Ok((column, "not-kept")),
        other => Err(other),
    }
}

async fn unit_row(tx: &mut Tx<'_>, who: &Who, units: &mut Vec<Unit>, line: &Line) -> Done {
    let name = match checked_name("name", cell(line, 0)) {
        Ok(name) => name,
        Err(refusal) => return wrong(0, refusal).map(Err),
    };
    let Some(kind) = roster::kind_of(cell(line, 1)) else { return Ok(Err((1, if cell(line, 1).is_empty() { "empty" } else { "unknown" }))) };
    let there = match called(units, &name, 0) {
        Ok(there) if there.kind != kind => return Ok(Err((1, "other-kind"))),
        Ok(there) => Some(there.clone()),
        Err((_, "unknown")) => None,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let nature = match nature(line, kind, there.as_ref().map_or(Nature::UNKNOWN, |it| it.nature)) {
        Ok(nature) => nature,
        Err(wrong) => return Ok(Err(wrong)),
    };
    if let Some(there) = there {
        let above = units.iter().find(|it| Some(&it.id) == there.above.as_ref());
        let is_there = cell(line, 2).is_empty() || above.is_some_and(|it| fold(&it.name) == fold(cell(line, 2)));
        if !is_there {
            return Ok(Err((2, "stands-elsewhere")));
        }
        if nature == there.nature {
            return Ok(Ok(Vec::new()));
        }
        return match super::units::describe(tx, who, &there, nature).await {
            Ok(()) => {
                units.iter_mut().filter(|it| it.id == there.id).for_each(|it| it.nature = nature);
                Ok(Ok(vec![Deed::Describe]))
            }
            Err(refusal) => wrong(3, refusal).map(Err),
        };
    }
    let above = match called(units, cell(line, 2), 2) {
        Ok(above) => above.clone(),
        Err(wrong) => return Ok(Err(wrong)),
    };
    if let Err(refusal) = allowed(tx.db(), who, &above, OrganisationAct::KeepPeople).await {
        return wrong(2, refusal).map(Err);
    }
    let new = NewUnit { nature, ..NewUnit::named(&name, kind) };
    match enter_unit(tx, Some(who.id()), &new, Some(&above)).await {
        Ok(unit) => units.push(unit),
        Err(refusal) => return wrong(3, refusal).map(Err),
    }
    Ok(Ok(vec![Deed::Found]))
}

/// Level and kind as a row says them; what it leaves empty is as before.
fn nature(line: &Line, records: UnitKind, before: Nature) -> Result<Nature, Wrong> {
    let (level, kind) = (cell(line, 3), cell(line, 4));
    let level = if level.is_empty() { before.level() } else { Some(roster::level_of(level).ok_or((3, "unknown"))?) };
    let kind = if kind.is_empty() { before.kind() } else { Some(roster::org_kind_of(kind).ok_or((4, "unknown"))?) };
    Nature::of(records, level, kind).map_err(|refusal| match refusal {
        NatureRefusal::LevelOfBody => (3, "level-of-body"),
        NatureRefusal::KindUnfit => (4, "kind-unfit"),
        NatureRefusal::LevelNotBelow => (3, "level-not-below"),
    })
}

/// What a row of people says, read.
struct Said {
    name: String,
    login: String,
    unit: Unit,
    role: Option<Role>,
    post: Option<String>,
    from_on: Date,
}

fn said(line: &Line, units: &[Unit], today: Date) -> Result<Result<Said, Wrong>, Refusal> {
    let name = match checked_name("name", cell(line, 0)) {
        Ok(name) => name,
        Err(refusal) => return wrong(0, refusal).map(Err),
    };
    let login = match checked_login(cell(line, 1)) {
        Ok(login) => login,
        Err(refusal) => return wrong(1, refusal).map(Err),
    };
    let unit = match called(units, cell(line, 2), 2) {
        Ok(unit) => unit.clone(),
        Err(wrong) => return Ok(Err(wrong)),
    };
    let role = match cell(line, 3) {
        "" => None,
        words => match roster::role_of(words) {
            Some(role) => Some(role),
            None => return Ok(Err((3, "unknown"))),
        },
    };
    let post = match cell(line, 4) {
        "" => None,
        title => match checked_name("post", title) {
            Ok(title) => Some(title),
            Err(refusal) => return wrong(4, refusal).map(Err),
        },
    };
    let Some(from_on) = day(cell(line, 5), today) else { return Ok(Err((5, "no-day"))) };
    Ok(Ok(Said { name, login, unit, role, post, from_on }))
}

/// "05/02/2026" or "2026-02-05"; today where nothing is written.
fn day(typed: &str, today: Date) -> Option<Date> {
    if typed.is_empty() {
        return Some(today);
    }
    if let Some((day, rest)) = typed.split_once('/') {
        let (month, year) = rest.split_once('/')?;
        return Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok();
    }
    if typed.len() == 10 { typed.parse().ok() } else { None }
}

async fn person_row(tx: &mut Tx<'_>, who: &Who, units: &[Unit], line: &Line) -> Done {
    let said = match said(line, units, who.today())? {
        Ok(said) => said,
        Err(wrong) => return Ok(Err(wrong)),
    };
    if let Err(refusal) = allowed(tx.db(), who, &said.unit, OrganisationAct::KeepPeople).await {
        return wrong(2, refusal).map(Err);
    }
    // A right is not given for days that are over; a post may have begun long ago.
    let role_from = said.from_on.max(who.today());
    let mut deeds = Vec::new();
    let person = match memory::account(tx.db(), &said.login).await? {
        Some(account) => {
            // Whose it is, is told only to who keeps the person.
            if let Err(refusal) = kept(tx.db(), who, &account.person).await {
                return match refusal {
                    Refusal::NotFound | Refusal::NotAllowed => Ok(Err((1, "taken"))),
                    other => Err(other),
                };
            }
            let name = memory::person(tx.db(), &account.person).await?.map(|it| it.name).unwrap_or_default();
            if fold(&name) != fold(&said.name) {
                return Ok(Err((1, "login-of-another")));
            }
            if let Some(role) = said.role
                && give(tx, who, &account.person, &said.unit, role, role_from).await?
            {
                deeds.push(Deed::GiveRole);
            }
            account.person
        }
        None => {
            let Some(role) = said.role else { return Ok(Err((3, "empty"))) };
            let person = NewPerson { name: said.name.clone(), login: said.login.clone(), roles: vec![role] };
            deeds.push(Deed::Enter);
            open_account(tx, Some(who.id()), &said.unit, &person, secret::NOBODYS, role_from).await?
        }
    };
    if let Some(title) = &said.post {
        match post(tx, who, &person, &said.unit, title, said.from_on).await? {
            Ok(true) => deeds.push(Deed::TakePost),
            Ok(false) => {}
            Err(wrong) => return Ok(Err(wrong)),
        }
    }
    Ok(Ok(deeds))
}

/// Gives a role where the person does not have it on that day; was it given?
async fn give(tx: &mut Tx<'_>, who: &Who, person: &PersonId, unit: &Unit, role: Role, from_on: Date) -> Result<bool, Refusal> {
    if memory::grants(tx.db(), person, from_on).await?.iter().any(|it| it.role == role && it.unit == unit.id) {
        return Ok(false);
    }
    let grant = Grant { id: new::grant(), person: person.clone(), unit: unit.id.clone(), role, from_on, until_on: None };
    memory::give_role(tx, &grant).await?;
    let data = json!({ "grant": grant.id.as_str(), "unit": unit.id.as_str(), "role": role.name(), "from": from_on.to_string(), "until": null });
    record_person(tx, &unit.organisation, Some(who.id()), Act::RoleGiven, person, data.to_string()).await?;
    Ok(true)
}

/// Enters a post where the person does not hold it; was it entered?
async fn post(tx: &mut Tx<'_>, who: &Who, person: &PersonId, unit: &Unit, title: &str, from_on: Date) -> Result<Result<bool, Wrong>, Refusal> {
    let same = |it: &Post| it.unit == unit.id && it.title == title;
    if memory::posts(tx.db(), person, from_on.max(who.today())).await?.iter().any(same) {
        return Ok(Ok(false));
    }
    if memory::posts(tx.db(), person, from_on).await?.iter().any(same) {
        return Ok(Err((5, "there-already")));
    }
    let post = Post { person: person.clone(), unit: unit.id.clone(), title: title.to_owned(), from_on, until_on: None };
    memory::take_post(tx, &post).await?;
    let data = json!({ "unit": unit.id.as_str(), "title": title, "from": from_on.to_string(), "until": null });
    record_person(tx, &unit.organisation, Some(who.id()), Act::PostTaken, person, data.to_string()).await?;
    Ok(Ok(true))
}
