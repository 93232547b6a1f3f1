//! A committee declares what it has: money by source and year, people by unit, and from which figures on its office wants
//! to look again.

use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{OrganisationAct, Unit, UnitId};
use hanhdong_domain::programme::{Capacity, MONEY_MAX, PEOPLE_MAX};
use hanhdong_domain::text::fold_words;
use hanhdong_store::organisation as memory;
use serde_json::{Value, json};

use super::allowed;
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

/// Cells of money, and units, that one declaration holds.
const ROWS_MAX: usize = 1_000;

/// What was declared, in words that people can read in a journal years later; its fingerprint is what was seen.
fn said(capacity: &Capacity) -> Value {
    let money: Vec<Value> = capacity.money.iter().map(|((source, year), it)| json!({ "source": source.name(), "year": year, "dong": it.0 })).collect();
    let people: Vec<Value> = capacity.people.iter().map(|it| json!({ "unit": it.unit, "people": it.people })).collect();
    let limits = &capacity.limits;
    json!({ "money": money, "people": people, "of_unit": limits.of_unit, "of_person": limits.of_person, "preparation_months": limits.preparation_months })
}

/// The fingerprint of a declaration: what a change of it has to name as seen.
pub fn fingerprint_of_capacity(capacity: &Capacity) -> String {
    blake3::hash(said(capacity).to_string().as_bytes()).to_hex().chars().take(32).collect()
}

fn sound(capacity: &Capacity) -> Result<(), Refusal> {
    let refused = |field, why| Err(Refusal::Field { field, why });
    if ROWS_MAX < capacity.money.len() || ROWS_MAX < capacity.people.len() {
        return refused("people", "too-many");
    }
    if capacity.money.values().any(|it| !(0..=MONEY_MAX).contains(&it.0)) || capacity.money.keys().any(|it| !(1990..=2100).contains(&it.1)) {
        return refused("money", "no-money");
    }
    let mut names: Vec<Vec<String>> = capacity.people.iter().map(|it| fold_words(&it.unit)).collect();
    names.sort();
    let count = names.len();
    names.dedup();
    if names.len() != count {
        return refused("people", "unit-twice");
    }
    let is_number = |it: u32| (1..=PEOPLE_MAX).contains(&i64::from(it));
    if capacity.people.iter().any(|it| !is_number(it.people) || fold_words(&it.unit).is_empty() || 300 < it.unit.chars().count()) {
        return refused("people", "unit-people");
    }
    Ok(())
}

impl App {
    /// What an organisation has declared, for those who draft in it.
    pub async fn capacity(&self, who: &Who, organisation: &UnitId) -> Result<(Unit, Capacity), Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let unit = memory::unit(&mut db, organisation).await?.filter(|it| it.id == it.organisation).ok_or(Refusal::NotFound)?;
        allowed(&mut db, who, &unit, OrganisationAct::Create).await?;
        let capacity = memory::capacity(&mut db, &unit.organisation).await?;
        Ok((unit, capacity))
    }

    /// Declares what an organisation has, in the place of what was seen.
    pub async fn declare_capacity(&self, who: &Who, organisation: &UnitId, seen: &str, capacity: Capacity) -> Result<(), Refusal> {
        sound(&capacity)?;
        let (who, organisation, seen) = (who.clone(), organisation.clone(), seen.to_owned());
        self.act(move |tx| {
            let (who, organisation, seen, capacity) = (who.clone(), organisation.clone(), seen.clone(), capacity.clone());
            Box::pin(async move {
                let unit = memory::unit(tx.db(), &organisation).await?.filter(|it| it.id == it.organisation).ok_or(Refusal::NotFound)?;
                allowed(tx.db(), &who, &unit, OrganisationAct::Create).await?;
                let before = memory::capacity(tx.db(), &organisation).await?;
                if fingerprint_of_capacity(&before) != seen {
                    return Err(Refusal::Changed { now: String::new() });
                }
                memory::declare(tx, &organisation, &capacity).await?;
                let event = Event {
                    organisation: organisation.clone(),
                    by: Some(who.id().clone()),
                    act: Act::CapacityDeclared,
                    subject: Subject::Setting,
                    subject_id: organisation.to_string(),
                    data: json!({ "before": said(&before), "after": said(&capacity) }).to_string(),
                    state: None,
                };
                tx.record(&event).await?;
                Ok(())
            })
        })
        .await
    }
}
