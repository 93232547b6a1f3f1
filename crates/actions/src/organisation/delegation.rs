//! A role lent to a colleague during absence, and ended before its time by whoever gave it or keeps the giver's account.

use hanhdong_domain::Date;
use hanhdong_domain::journal::Act;
use hanhdong_domain::organisation::{AccountState, Delegation, DelegationId, DelegationRefusal, Grant, GrantId, Person, PersonId, may_lend};
use hanhdong_store::organisation as memory;
use hanhdong_store::{Db, Tx};
use serde_json::json;

use super::people::{kept, record_person};
use crate::app::{App, new};
use crate::refusal::Refusal;
use crate::who::Who;

/// A role to be lent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDelegation {
    /// Which of the own roles.
    pub grant: GrantId,
    /// To whom.
    pub to: PersonId,
    /// The first day.
    pub from_on: Date,
    /// The first day on which it no longer holds.
    pub until_on: Date,
}

/// What was lent, with names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DelegationLine {
    /// What was lent.
    pub delegation: Delegation,
    /// Who gave.
    pub giver: String,
    /// Who received.
    pub receiver: String,
    /// Where the role is held.
    pub unit_name: String,
}

fn refused(refusal: DelegationRefusal) -> Refusal {
    let (field, why) = match refusal {
        DelegationRefusal::NotLent => ("grant", "not-lent"),
        DelegationRefusal::ToOneself => ("to", "to-oneself"),
        DelegationRefusal::InPast => ("from", "in-past"),
        DelegationRefusal::EndsBeforeItBegins => ("until", "ends-before-it-begins"),
        DelegationRefusal::BeyondOwn => ("until", "beyond-own"),
        DelegationRefusal::NotOfTheHouse => ("to", "not-of-the-house"),
    };
    Refusal::Field { field, why }
}

impl App {
    /// Lends one of the own roles to a person of the same organisation.
    pub async fn delegate(&self, who: &Who, wanted: NewDelegation) -> Result<DelegationId, Refusal> {
        let (who, id) = (who.clone(), new::delegation());
        self.act(move |tx| {
            let (who, wanted, id) = (who.clone(), wanted.clone(), id.clone());
            Box::pin(async move {
                // A role of somebody else's is not one's to know of by this door.
                let lent = memory::grant_of(tx.db(), &wanted.grant).await?.filter(|it| it.person == *who.id()).ok_or(Refusal::NotFound)?;
                let home = memory::unit(tx.db(), &lent.unit).await?.ok_or(Refusal::NotFound)?.organisation;
                let theirs: Vec<Grant> = memory::people_of(tx.db(), &home).await?.into_iter().map(|it| it.1).filter(|it| it.person == wanted.to).collect();
                let theirs = may_lend(&lent, &theirs, (wanted.from_on, wanted.until_on), who.today()).map_err(refused)?;
                if !comes_in(tx.db(), &wanted.to).await? {
                    return Err(Refusal::Field { field: "to", why: "comes-not-in" });
                }
                let others = memory::delegations_of(tx.db(), who.id(), who.today()).await?;
                let same = |it: &Delegation| it.giver == *who.id() && it.receiver == wanted.to && it.role == lent.role && it.unit == lent.unit;
                if others.iter().any(|it| same(it) && it.from_on < wanted.until_on && wanted.from_on < it.until_on) {
                    return Err(Refusal::Field { field: "to", why: "lent-already" });
                }
                memory::lend(tx, &id, (&lent.id, &theirs.id), (wanted.from_on, wanted.until_on)).await?;
                let data = json!({
                    "delegation": id.as_str(), "giver": who.id().as_str(), "unit": lent.unit.as_str(), "role": lent.role.name(),
                    "from": wanted.from_on.to_string(), "until": wanted.until_on.to_string(),
                });
                record_person(tx, &home, Some(who.id()), Act::DelegationGiven, &wanted.to, data.to_string()).await?;
                Ok(id)
            })
        })
        .await
    }

    /// Ends what was lent, at once: by who gave it, or by an administrator who keeps the giver. True where it was one's own.
    pub async fn end_delegation(&self, who: &Who, id: &DelegationId) -> Result<Option<PersonId>, Refusal> {
        let (who, id) = (who.clone(), id.clone());
        self.act(move |tx| {
            let (who, id) = (who.clone(), id.clone());
            Box::pin(async move {
                let lent = memory::delegation(tx.db(), &id).await?.ok_or(Refusal::NotFound)?;
                let is_own = lent.giver == *who.id();
                if !is_own {
                    match kept(tx.db(), &who, &lent.giver).await {
                        Err(Refusal::NotAllowed) if lent.receiver != *who.id() => return Err(Refusal::NotFound),
                        other => other?,
                    };
                }
                end(tx, &who, &lent).await?;
                Ok((!is_own).then_some(lent.giver))
            })
        })
        .await
    }

    /// What a person gave and received, of today and to come: the own, or that of somebody whose account one keeps.
    pub async fn delegations_of(&self, who: &Who, person: &PersonId) -> Result<Vec<DelegationLine>, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        if who.id() != person {
            kept(&mut db, who, person).await?;
        }
        lines(&mut db, person, who.today()).await
    }

    /// Colleagues to whom a role may be lent: those who have a role in an organisation of one's own, and come in.
    pub async fn colleagues(&self, who: &Who) -> Result<Vec<Person>, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let mut found: Vec<Person> = Vec::new();
        let mut asked = Vec::new();
        for grant in who.grants().iter().filter(|it| it.role.may_be_lent()) {
            let home = memory::unit(&mut db, &grant.unit).await?.ok_or(Refusal::NotFound)?.organisation;
            if asked.contains(&home) {
                continue;
            }
            for (person, theirs) in memory::people_of(&mut db, &home).await? {
                let is_over = theirs.until_on.is_some_and(|end| end <= who.today());
                if !is_over && person.id != *who.id() && !found.contains(&person) && comes_in(&mut db, &person.id).await? {
                    found.push(person);
                }
            }
            asked.push(home);
        }
        Ok(found)
    }
}

async fn comes_in(db: &mut Db<'_>, person: &PersonId) -> Result<bool, Refusal> {
    Ok(memory::account_of(db, person).await?.is_some_and(|it| it.state == AccountState::Open))
}

/// What a person gave and received, with names.
pub(super) async fn lines(db: &mut Db<'_>, person: &PersonId, today: Date) -> Result<Vec<DelegationLine>, Refusal> {
    let mut lines = Vec::new();
    for delegation in memory::delegations_of(db, person, today).await? {
        let giver = memory::person(db, &delegation.giver).await?.map(|it| it.name).unwrap_or_default();
        let receiver = memory::person(db, &delegation.receiver).await?.map(|it| it.name).unwrap_or_default();
        let unit_name = memory::unit(db, &delegation.unit).await?.map(|it| it.name).unwrap_or_default();
        lines.push(DelegationLine { delegation, giver, receiver, unit_name });
    }
    Ok(lines)
}

/// Ends what a person gave and received: the account is closed.
pub(super) async fn end_all(tx: &mut Tx<'_>, who: &Who, person: &PersonId) -> Result<(), Refusal> {
    for lent in memory::delegations_of(tx.db(), person, who.today()).await? {
        end(tx, who, &lent).await?;
    }
    Ok(())
}

pub(super) async fn end(tx: &mut Tx<'_>, who: &Who, lent: &Delegation) -> Result<(), Refusal> {
    if !memory::end_delegation(tx, &lent.id).await? {
        return Err(Refusal::NotFound);
    }
    let home = memory::unit(tx.db(), &lent.unit).await?.ok_or(Refusal::NotFound)?.organisation;
    let data = json!({
        "delegation": lent.id.as_str(), "giver": lent.giver.as_str(), "unit": lent.unit.as_str(), "role": lent.role.name(),
        "until": { "before": lent.until_on.to_string(), "after": who.today().to_string() },
    });
    record_person(tx, &home, Some(who.id()), Act::DelegationEnded, &lent.receiver, data.to_string()).await
}
