//! The life of an account, step by step: invited, invited anew, withdrawn, closed, opened again, its name changed. Every
//! step asks the state that it leads from and leaves a line in the journal with the state before and after.

use hanhdong_domain::Date;
use hanhdong_domain::journal::Act;
use hanhdong_domain::organisation::{AccountState, AccountStep, OrganisationAct, PersonId, UnitId};
use hanhdong_store::organisation as memory;
use hanhdong_store::{StoreError, Tx};
use serde_json::json;

use super::door::{PASSWORD, login_name};
use super::people::{NewPerson, allowed, an_administrator_is_left, checked_login, kept, open_account, record_person};
use crate::app::App;
use crate::refusal::Refusal;
use crate::secret::{self, Token};
use crate::who::Who;

/// What a new link needs: its fingerprint, and until when it works.
#[derive(Clone)]
pub(super) struct NewLink {
    fingerprint: String,
    until: String,
}

impl App {
    /// A link that does not exist yet, and what an act keeps of it.
    pub(super) fn link_to_be(&self) -> Result<(Token, NewLink), Refusal> {
        let token = Token::new().map_err(|error| Refusal::Fault(error.to_string()))?;
        let link = NewLink { fingerprint: token.fingerprint(), until: self.link_ends() };
        Ok((token, link))
    }

    /// Enters a person with an account, and makes the link by which the person sets the password.
    pub async fn invite(&self, who: &Who, unit: &UnitId, person: NewPerson) -> Result<Token, Refusal> {
        let person = person.checked()?;
        let (token, link) = self.link_to_be()?;
        let (who, unit) = (who.clone(), unit.clone());
        self.act(move |tx| {
            let (who, unit, person, link) = (who.clone(), unit.clone(), person.clone(), link.clone());
            Box::pin(async move {
                let unit = memory::unit(tx.db(), &unit).await?.ok_or(Refusal::NotFound)?;
                allowed(tx.db(), &who, &unit, OrganisationAct::KeepPeople).await?;
                // No password is let in by this one: the link is the only way in.
                let id = open_account(tx, Some(who.id()), &unit, &person, secret::NOBODYS, who.today()).await?;
                keep_link(tx, &id, &link).await
            })
        })
        .await?;
        Ok(token)
    }

    /// A new link by which a person of this administrator's sets the password: for an invited person the invitation sent
    /// anew, for an open account a way in for whoever lost the password.
    pub async fn new_password_link(&self, who: &Who, person: &PersonId) -> Result<Token, Refusal> {
        let (token, link) = self.link_to_be()?;
        let (who, person) = (who.clone(), person.clone());
        self.act(move |tx| {
            let (who, person, link) = (who.clone(), person.clone(), link.clone());
            Box::pin(async move {
                let home = kept(tx.db(), &who, &person).await?;
                give_link(tx, Some(who.id()), &home, &person, &link).await
            })
        })
        .await?;
        Ok(token)
    }

    /// A link by which a person who lost the password sets a new one, for the one who sits at the machine.
    pub async fn password_link(&self, login: &str) -> Result<Token, Refusal> {
        let (token, link) = self.link_to_be()?;
        let (login, today) = (login_name(login), self.clock().today());
        self.act(move |tx| {
            let (login, link) = (login.clone(), link.clone());
            Box::pin(async move {
                let account = memory::account(tx.db(), &login).await?.ok_or(Refusal::NotFound)?;
                let home = memory::home(tx.db(), &account.person, today).await?.ok_or(Refusal::NotFound)?;
                give_link(tx, None, &home, &account.person, &link).await
            })
        })
        .await?;
        Ok(token)
    }

    /// Closes a person's account, or withdraws the invitation: every session of the person ends, every link
    /// dies, and what the person lent or was lent ends. Nobody
    /// closes the own one, and an administrator who comes in is always left.
    pub async fn close_account(&self, who: &Who, person: &PersonId) -> Result<(), Refusal> {
        if who.id() == person {
            return Err(Refusal::Field { field: "person", why: "own-account" });
        }
        let (who, person) = (who.clone(), person.clone());
        self.act(move |tx| {
            let (who, person) = (who.clone(), person.clone());
            Box::pin(async move {
                let home = kept(tx.db(), &who, &person).await?;
                close(tx, &who, &home, &person).await?;
                an_administrator_is_left(tx, who.today()).await
            })
        })
        .await
    }

    /// Opens a closed account again, or invites again: by a new link alone, the password of before lets nobody in.
    pub async fn open_account_again(&self, who: &Who, person: &PersonId) -> Result<Token, Refusal> {
        let (token, link) = self.link_to_be()?;
        let (who, person) = (who.clone(), person.clone());
        self.act(move |tx| {
            let (who, person, link) = (who.clone(), person.clone(), link.clone());
            Box::pin(async move {
                let home = kept(tx.db(), &who, &person).await?;
                let (before, after) = step(tx, &person, AccountStep::OpenAgain).await?;
                memory::open_again(tx, &person, secret::NOBODYS).await?;
                keep_link(tx, &person, &link).await?;
                record_person(tx, &home, Some(who.id()), Act::AccountOpenedAgain, &person, states(before, after)).await
            })
        })
        .await?;
        Ok(token)
    }

    /// Changes the name by which a person of this administrator's logs in; sessions go on.
    pub async fn change_login(&self, who: &Who, person: &PersonId, login: &str) -> Result<UnitId, Refusal> {
        let (who, person, login) = (who.clone(), person.clone(), checked_login(login)?);
        self.act(move |tx| {
            let (who, person, login) = (who.clone(), person.clone(), login.clone());
            Box::pin(async move {
                let home = kept(tx.db(), &who, &person).await?;
                let before = memory::account_of(tx.db(), &person).await?.ok_or(Refusal::NotFound)?.login;
                if before == login {
                    return Ok(home);
                }
                memory::change_login(tx, &person, &login).await.map_err(|error| match error {
                    StoreError::Constraint(_) => Refusal::Field { field: "login", why: "taken" },
                    other => other.into(),
                })?;
                let data = json!({ "before": before, "after": login }).to_string();
                record_person(tx, &home, Some(who.id()), Act::LoginChanged, &person, data).await?;
                Ok(home)
            })
        })
        .await
    }
}

/// Gives the link of a person's account: the invitation sent anew, or a way in for whoever lost the password.
async fn give_link(tx: &mut Tx<'_>, by: Option<&PersonId>, home: &UnitId, person: &PersonId, link: &NewLink) -> Result<(), Refusal> {
    let (before, after) = step(tx, person, AccountStep::GiveLink).await?;
    keep_link(tx, person, link).await?;
    let act = if before == AccountState::Invited { Act::AccountInvited } else { Act::LinkGiven };
    record_person(tx, home, by, act, person, states(before, after)).await
}

async fn keep_link(tx: &mut Tx<'_>, person: &PersonId, link: &NewLink) -> Result<(), Refusal> {
    Ok(memory::keep_link(tx, &link.fingerprint, PASSWORD, Some(person), &link.until).await?)
}

/// Closes an account or withdraws an invitation, in an act; the caller has asked the policy.
pub(super) async fn close(tx: &mut Tx<'_>, who: &Who, home: &UnitId, person: &PersonId) -> Result<(), Refusal> {
    let (before, after) = step(tx, person, AccountStep::Close).await?;
    super::delegation::end_all(tx, who, person).await?;
    memory::close_account(tx, person).await?;
    let act = if after == AccountState::Withdrawn { Act::InvitationWithdrawn } else { Act::AccountClosed };
    record_person(tx, home, Some(who.id()), act, person, states(before, after)).await
}

/// Sets a password, in an act: the first one opens the account.
pub(super) async fn set_password(tx: &mut Tx<'_>, by: Option<&PersonId>, person: &PersonId, hash: &str, today: Date) -> Result<(), Refusal> {
    let (before, after) = step(tx, person, AccountStep::SetPassword).await?;
    if !memory::set_password(tx, person, hash).await? {
        return Err(Refusal::NotFound);
    }
    let home = memory::home(tx.db(), person, today).await?.ok_or(Refusal::NotFound)?;
    let act = if before == AccountState::Invited { Act::AccountOpened } else { Act::PasswordChanged };
    record_person(tx, &home, by, act, person, states(before, after)).await
}

/// The state of a person's account and what a step makes of it.
async fn step(tx: &mut Tx<'_>, person: &PersonId, step: AccountStep) -> Result<(AccountState, AccountState), Refusal> {
    let before = memory::account_of(tx.db(), person).await?.ok_or(Refusal::NotFound)?.state;
    let why = match before {
        AccountState::Invited | AccountState::Open => "account-open",
        AccountState::Withdrawn | AccountState::Closed => "account-closed",
    };
    let after = before.after(step).ok_or(Refusal::Field { field: "account", why })?;
    Ok((before, after))
}

fn states(before: AccountState, after: AccountState) -> String {
    json!({ "before": before.name(), "after": after.name() }).to_string()
}
