//! People with their accounts and roles.

use std::collections::HashMap;

use hanhdong_domain::Date;
use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{AccountState, Grant, OrganisationAct, Person, PersonId, Post, Role, Unit, UnitId};
use hanhdong_store::organisation as memory;
use hanhdong_store::{StoreError, Tx};
use serde_json::json;

use super::door::{PASSWORD, login_name};
use super::found::checked_name;
use crate::app::{App, new};
use crate::refusal::Refusal;
use crate::secret;
use crate::who::Who;

/// A person to be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPerson {
    /// Full name.
    pub name: String,
    /// The name to log in by.
    pub login: String,
    /// Roles in the unit.
    pub roles: Vec<Role>,
}

/// The longest log-in name, in characters.
const LOGIN_CHARS_MAX: usize = 60;

impl NewPerson {
    pub(crate) fn checked(self) -> Result<NewPerson, Refusal> {
        let login = checked_login(&self.login)?;
        if self.roles.is_empty() {
            return Err(Refusal::Field { field: "roles", why: "empty" });
        }
        Ok(NewPerson { name: checked_name("name", &self.name)?, login, roles: self.roles })
    }
}

/// A log-in name as it is kept: plain letters in lower case.
pub(super) fn checked_login(typed: &str) -> Result<String, Refusal> {
    let login = login_name(typed);
    let is_sound = !login.is_empty() && login.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '.' | '-' | '_' | '@'));
    if is_sound && login.chars().count() <= LOGIN_CHARS_MAX { Ok(login) } else { Err(Refusal::Field { field: "login", why: "login-letters" }) }
}

/// Enters a person with roles in a unit, in an act; the caller has asked the policy.
pub async fn enter_person(tx: &mut Tx<'_>, by: Option<&PersonId>, unit: &Unit, person: &NewPerson, from_on: Date) -> Result<PersonId, Refusal> {
    let id = new::person();
    memory::enter(tx, &Person { id: id.clone(), name: person.name.clone() }).await?;
    for role in &person.roles {
        let grant = Grant { id: new::grant(), person: id.clone(), unit: unit.id.clone(), role: *role, from_on, until_on: None };
        memory::give_role(tx, &grant).await?;
    }
    let roles: Vec<&str> = person.roles.iter().map(|it| it.name()).collect();
    record_person(tx, &unit.organisation, by, Act::PersonEntered, &id, json!({ "unit": unit.id.as_str(), "roles": roles }).to_string()).await?;
    Ok(id)
}

/// Enters a person with an account: an open one, or an invited person's where no password fits the hash.
pub(crate) async fn open_account(tx: &mut Tx<'_>, by: Option<&PersonId>, unit: &Unit, person: &NewPerson, password_hash: &str, today: Date) -> Result<PersonId, Refusal> {
    let id = enter_person(tx, by, unit, person, today).await?;
    let state = AccountState::of(password_hash != secret::NOBODYS, false);
    let account = memory::Account { person: id.clone(), login: person.login.clone(), password_hash: password_hash.to_owned(), state };
    memory::open_account(tx, &account).await.map_err(|error| match error {
        StoreError::Constraint(_) => Refusal::Field { field: "login", why: "taken" },
        other => other.into(),
    })?;
    let act = if state == AccountState::Invited { Act::AccountInvited } else { Act::AccountOpened };
    record_person(tx, &unit.organisation, by, act, &id, json!({ "login": person.login, "after": state.name() }).to_string()).await?;
    Ok(id)
}

pub(super) async fn record_person(tx: &mut Tx<'_>, organisation: &UnitId, by: Option<&PersonId>, act: Act, person: &PersonId, data: String) -> Result<(), Refusal> {
    let state = memory::state_of_person(tx.db(), person.as_str()).await?;
    let event = Event { organisation: organisation.clone(), by: by.cloned(), act, subject: Subject::Person, subject_id: person.to_string(), data, state };
    tx.record(&event).await?;
    Ok(())
}

/// A person of an organisation as its administrator sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonLine {
    /// Who.
    pub person: Person,
    /// The role, with where and since when.
    pub grant: Grant,
    /// The unit's name.
    pub unit_name: String,
    /// The name to log in by, where there is an account.
    pub login: Option<String>,
    /// How the account stands, where there is one.
    pub account: Option<AccountState>,
    /// Is there a link for the password that still works?
    pub has_link: bool,
    /// The posts of today.
    pub posts: Vec<Post>,
}

impl App {
    /// The units in which a person may do something.
    pub async fn units_where(&self, who: &Who, act: OrganisationAct) -> Result<Vec<Unit>, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let mut found = Vec::new();
        // Bodies of one organisation share the answer.
        let mut answers: HashMap<UnitId, bool> = HashMap::new();
        for unit in memory::units(&mut db).await?.into_iter().filter(|it| it.exists_on(who.today())) {
            let may = match answers.get(&unit.organisation) {
                Some(may) => *may,
                None => memory::standing(&mut db, who.id(), &unit.organisation, who.today()).await?.may_in_organisation(act),
            };
            answers.insert(unit.organisation.clone(), may);
            if may {
                found.push(unit);
            }
        }
        Ok(found)
    }

    /// Who works in a unit's organisation, will or once did: each role for itself.
    pub async fn people_of(&self, who: &Who, organisation: &UnitId) -> Result<Vec<PersonLine>, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let unit = memory::unit(&mut db, organisation).await?.ok_or(Refusal::NotFound)?;
        allowed(&mut db, who, &unit, OrganisationAct::KeepPeople).await?;
        let mut lines = Vec::new();
        for (person, grant) in memory::people_of(&mut db, &unit.organisation).await? {
            let unit_name = memory::unit(&mut db, &grant.unit).await?.map(|it| it.name).unwrap_or_default();
            let account = memory::account_of(&mut db, &person.id).await?;
            let has_link = memory::has_link(&mut db, &person.id, PASSWORD, &self.clock().now_text()).await?;
            let posts = memory::posts(&mut db, &person.id, who.today()).await?;
            lines.push(PersonLine { person, grant, unit_name, account: account.as_ref().map(|it| it.state), login: account.map(|it| it.login), has_link, posts });
        }
        Ok(lines)
    }

    /// Founds a unit below one whose people this person keeps.
    pub async fn found_below(&self, who: &Who, above: &UnitId, name: &str, kind: hanhdong_domain::organisation::UnitKind) -> Result<Unit, Refusal> {
        let (who, above, name) = (who.clone(), above.clone(), name.to_owned());
        self.act(move |tx| {
            let (who, above, name) = (who.clone(), above.clone(), name.clone());
            Box::pin(async move {
                let above = memory::unit(tx.db(), &above).await?.ok_or(Refusal::NotFound)?;
                allowed(tx.db(), &who, &above, OrganisationAct::KeepPeople).await?;
                super::found_unit(tx, Some(who.id()), &name, kind, Some(&above)).await
            })
        })
        .await
    }

    /// A person whose account this administrator keeps, with the organisation the person belongs to.
    pub async fn person_kept(&self, who: &Who, person: &PersonId) -> Result<(Person, UnitId), Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let home = kept(&mut db, who, person).await?;
        Ok((memory::person(&mut db, person).await?.ok_or(Refusal::NotFound)?, home))
    }
}

/// The home of a person whose account this administrator keeps: whoever sets a password can do all that the person may,
/// so every organisation in which the person has a role must be the administrator's to keep.
pub(crate) async fn kept(db: &mut hanhdong_store::Db<'_>, who: &Who, person: &PersonId) -> Result<UnitId, Refusal> {
    let home = memory::home(db, person, who.today()).await?.ok_or(Refusal::NotFound)?;
    let mut organisations = memory::organisations_of(db, person, who.today()).await?;
    organisations.insert(0, home.clone());
    for organisation in &organisations {
        let unit = memory::unit(db, organisation).await?.ok_or(Refusal::NotFound)?;
        allowed(db, who, &unit, OrganisationAct::KeepPeople).await?;
    }
    Ok(home)
}

/// Asked after the journal's line, whose lock lets two administrators not end each other at the same time.
pub(super) async fn an_administrator_is_left(tx: &mut Tx<'_>, today: Date) -> Result<(), Refusal> {
    if memory::has_administrator(tx.db(), today).await? { Ok(()) } else { Err(Refusal::Field { field: "roles", why: "last-administrator" }) }
}

/// May the person do this in the unit's organisation? What one may not know of is not found.
pub(crate) async fn allowed(db: &mut hanhdong_store::Db<'_>, who: &Who, unit: &Unit, act: OrganisationAct) -> Result<(), Refusal> {
    let standing = memory::standing(db, who.id(), &unit.organisation, who.today()).await?;
    match standing.may_in_organisation(act) {
        true => Ok(()),
        false if standing.0.is_empty() => Err(Refusal::NotFound),
        false => Err(Refusal::NotAllowed),
    }
}
