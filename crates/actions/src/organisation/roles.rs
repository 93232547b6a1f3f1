//! Roles given and ended, each with its days.

use hanhdong_domain::Date;
use hanhdong_domain::journal::Act;
use hanhdong_domain::organisation::{Grant, GrantId, OrganisationAct, PersonId, Role, UnitId};
use hanhdong_store::organisation as memory;
use serde_json::json;

use super::people::{allowed, an_administrator_is_left, kept, record_person};
use crate::app::{App, new};
use crate::refusal::Refusal;
use crate::who::Who;

/// A role to be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRole {
    /// Where.
    pub unit: UnitId,
    /// What.
    pub role: Role,
    /// The first day.
    pub from_on: Date,
    /// The first day on which it no longer holds.
    pub until_on: Option<Date>,
}

impl App {
    /// Gives a role to a person whose account this administrator keeps, in a unit that the administrator keeps.
    pub async fn give_role(&self, who: &Who, person: &PersonId, role: NewRole) -> Result<GrantId, Refusal> {
        if role.until_on.is_some_and(|end| end <= role.from_on) {
            return Err(Refusal::Field { field: "until", why: "ends-before-it-begins" });
        }
        if role.from_on < who.today() {
            return Err(Refusal::Field { field: "from", why: "in-past" });
        }
        let (who, person) = (who.clone(), person.clone());
        self.act(move |tx| {
            let (who, person, role) = (who.clone(), person.clone(), role.clone());
            Box::pin(async move {
                kept(tx.db(), &who, &person).await?;
                let unit = memory::unit(tx.db(), &role.unit).await?.ok_or(Refusal::NotFound)?;
                allowed(tx.db(), &who, &unit, OrganisationAct::KeepPeople).await?;
                let grant = Grant { id: new::grant(), person: person.clone(), unit: unit.id, role: role.role, from_on: role.from_on, until_on: role.until_on };
                memory::give_role(tx, &grant).await?;
                let data = json!({
                    "grant": grant.id.as_str(), "unit": grant.unit.as_str(), "role": grant.role.name(),
                    "from": grant.from_on.to_string(), "until": grant.until_on.map(|it| it.to_string()),
                });
                record_person(tx, &unit.organisation, Some(who.id()), Act::RoleGiven, &person, data.to_string()).await?;
                Ok(grant.id)
            })
        })
        .await
    }

    /// Ends a role on a day, today at the earliest. The house is never left without an administrator.
    pub async fn end_role(&self, who: &Who, grant: &GrantId, on: Date) -> Result<UnitId, Refusal> {
        if on < who.today() {
            return Err(Refusal::Field { field: "until", why: "in-past" });
        }
        let (who, grant) = (who.clone(), grant.clone());
        self.act(move |tx| {
            let (who, grant) = (who.clone(), grant.clone());
            Box::pin(async move {
                let before = memory::grant_of(tx.db(), &grant).await?.ok_or(Refusal::NotFound)?;
                let unit = memory::unit(tx.db(), &before.unit).await?.ok_or(Refusal::NotFound)?;
                allowed(tx.db(), &who, &unit, OrganisationAct::KeepPeople).await?;
                if !memory::end_role(tx, &grant, on).await? {
                    return Err(Refusal::Field { field: "until", why: "ends-before" });
                }
                let data = json!({
                    "grant": grant.as_str(), "unit": before.unit.as_str(), "role": before.role.name(),
                    "until": { "before": before.until_on.map(|it| it.to_string()), "after": on.to_string() },
                });
                record_person(tx, &unit.organisation, Some(who.id()), Act::RoleEnded, &before.person, data.to_string()).await?;
                an_administrator_is_left(tx, who.today()).await?;
                Ok(unit.id)
            })
        })
        .await
    }
}
