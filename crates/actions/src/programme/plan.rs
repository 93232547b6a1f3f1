//! A draft's days, planned backward from the congress or the day of issue, and moved with it.

use hanhdong_check::is_working_day;
use hanhdong_domain::Date;
use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{OrganisationAct, ProgrammeAct, ProgrammeId, UnitId};
use hanhdong_domain::programme::{Counted, DAYS_BEFORE_MAX, Milestone, Shift, Toward};
use hanhdong_domain::text::squeeze;
use hanhdong_store::programme as memory;
use hanhdong_store::{Db, Tx, organisation};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::edit::{Held, held};
use super::reading::allowed;
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

/// Milestones of a plan, at most.
const MILESTONES_MAX: usize = 60;
/// Letters of a milestone's name.
const TITLE_CHARS_MAX: usize = 200;

/// What a draft is planned by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftPlan {
    /// Toward what.
    pub toward: Toward,
    /// The day at the end.
    pub end_on: Date,
    /// Its milestones, by day; those without one last.
    pub milestones: Vec<Milestone>,
    /// May whoever asks keep this list as what the committee usually plans?
    pub may_keep_usual: bool,
}

/// A move of the end as it would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moving {
    /// The day at the end now.
    pub from: Date,
    /// The day it would be.
    pub to: Date,
    /// What would become of each milestone.
    pub shifts: Vec<Shift>,
    /// The fingerprint of all this: it is done only where it still is so.
    pub seen: String,
}

/// A milestone as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MilestoneForm {
    /// What is to be done by then.
    pub title: String,
    /// How many days before; empty for none.
    pub days: String,
    /// How they are counted.
    pub counted: String,
    /// A day set by hand; `None` where the plan counts it.
    pub by_hand: Option<Date>,
}

/// A milestone of the usual list.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Usual {
    title: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    days: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    counted: Option<String>,
    /// Only where a draft is planned toward this.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    toward: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct UsualList {
    milestone: Vec<Usual>,
}

const SHIPPED: &str = include_str!("../../starters/milestones.toml");

async fn usual(db: &mut Db<'_>, organisation: &UnitId, toward: Toward) -> Result<Vec<Usual>, Refusal> {
    let kept = memory::usual_plan(db, organisation).await?;
    let text = kept.as_deref().unwrap_or(SHIPPED);
    let list: UsualList = toml::from_str(text).map_err(|error| Refusal::Fault(format!("a usual plan does not read: {error}")))?;
    Ok(list.milestone.into_iter().filter(|it| it.toward.as_deref().is_none_or(|it| it == toward.name())).collect())
}

fn told(it: &Milestone) -> Value {
    json!({
        "number": it.number, "title": it.title, "days": it.before.map(|it| it.0), "counted": it.before.map(|it| it.1.name()),
        "due": it.due_on.map(|it| it.to_string()), "by_hand": it.by_hand, "reached": it.reached_on.map(|it| it.to_string()),
    })
}

fn moving(from: Date, to: Date, milestones: &[Milestone]) -> Moving {
    let shifts: Vec<Shift> = milestones.iter().map(|it| it.shift(to, is_working_day)).collect();
    let seen = blake3::hash(format!("{from} {to} {shifts:?}").as_bytes()).to_hex()[..20].to_owned();
    Moving { from, to, shifts, seen }
}

impl App {
    /// The plan of a draft; `None` where it has none yet.
    pub async fn plan(&self, who: &Who, id: &ProgrammeId) -> Result<Option<DraftPlan>, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        allowed(&mut db, who, id, ProgrammeAct::ReadDrafting).await?;
        let (owner, _) = memory::owner(&mut db, id).await?.ok_or(Refusal::NotFound)?;
        let Some((toward, end_on)) = memory::plan(&mut db, id).await? else { return Ok(None) };
        let mut milestones = memory::milestones(&mut db, id).await?;
        milestones.sort_by_key(|it| (it.due_on.is_none(), it.due_on, it.number));
        let standing = organisation::standing(&mut db, who.id(), &owner, who.today()).await?;
        Ok(Some(DraftPlan { toward, end_on, milestones, may_keep_usual: standing.may_in_organisation(OrganisationAct::KeepGuidelines) }))
    }

    /// Plans a draft backward from a day, by what its committee usually plans.
    pub async fn make_plan(&self, who: &Who, id: &ProgrammeId, toward: Toward, end_on: Date) -> Result<(), Refusal> {
        self.in_plan(who, id, move |tx, who, id, draft| {
            Box::pin(async move {
                if memory::plan(tx.db(), id).await?.is_some() {
                    return Err(Refusal::Changed { now: String::new() });
                }
                if end_on < who.today() {
                    return Err(Refusal::Field { field: "end", why: "in-past" });
                }
                memory::keep_plan(tx, id, toward, end_on).await?;
                let mut made = Vec::new();
                for (number, it) in (1_i64..).zip(usual(tx.db(), &draft.row.organisation, toward).await?) {
                    let before = it.days.zip(it.counted.as_deref().and_then(Counted::of_name));
                    let mut it = Milestone { number, title: it.title, before, due_on: None, by_hand: false, reached_on: None };
                    it.due_on = it.planned(end_on, is_working_day);
                    memory::keep_milestone(tx, id, &it).await?;
                    made.push(told(&it));
                }
                let data = json!({ "toward": toward.name(), "end": end_on.to_string(), "milestones": made });
                record(tx, who, id, draft, Act::PlanMade, data).await
            })
        })
        .await
    }

    /// What would become of every milestone if the end moved to a day.
    pub async fn moving(&self, who: &Who, id: &ProgrammeId, to: Date) -> Result<Moving, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        allowed(&mut db, who, id, ProgrammeAct::Edit).await?;
        let (_, from) = memory::plan(&mut db, id).await?.ok_or(Refusal::NotFound)?;
        Ok(moving(from, to, &memory::milestones(&mut db, id).await?))
    }

    /// Moves the end, and every milestone that depends on it, as it was seen before.
    pub async fn move_plan(&self, who: &Who, id: &ProgrammeId, to: Date, seen: &str) -> Result<(), Refusal> {
        let seen = seen.to_owned();
        self.in_plan(who, id, move |tx, who, id, draft| {
            let seen = seen.clone();
            Box::pin(async move {
                let (toward, from) = memory::plan(tx.db(), id).await?.ok_or(Refusal::NotFound)?;
                let milestones = memory::milestones(tx.db(), id).await?;
                let moving = moving(from, to, &milestones);
                if moving.seen != seen {
                    return Err(Refusal::Changed { now: String::new() });
                }
                memory::keep_plan(tx, id, toward, to).await?;
                let mut moved = Vec::new();
                for (it, shift) in milestones.into_iter().zip(&moving.shifts).filter(|it| it.1.from != it.1.to) {
                    memory::keep_milestone(tx, id, &Milestone { due_on: shift.to, ..it }).await?;
                    moved.push(json!({ "number": shift.number, "title": shift.title, "before": shift.from.map(|it| it.to_string()), "after": shift.to.map(|it| it.to_string()) }));
                }
                let data = json!({ "before": from.to_string(), "after": to.to_string(), "milestones": moved });
                record(tx, who, id, draft, Act::PlanMoved, data).await
            })
        })
        .await
    }

    /// Keeps a milestone as it was typed: a new one, or the one with this number.
    pub async fn keep_milestone(&self, who: &Who, id: &ProgrammeId, number: Option<i64>, form: MilestoneForm) -> Result<(), Refusal> {
        self.in_plan(who, id, move |tx, who, id, draft| {
            let form = form.clone();
            Box::pin(async move {
                let (_, end) = memory::plan(tx.db(), id).await?.ok_or(Refusal::NotFound)?;
                let there = memory::milestones(tx.db(), id).await?;
                let before = match number {
                    Some(number) => Some(there.iter().find(|it| it.number == number).ok_or(Refusal::Changed { now: String::new() })?),
                    None if MILESTONES_MAX <= there.len() => return Err(Refusal::Field { field: "milestone-title", why: "too-many" }),
                    None => None,
                };
                let next = there.iter().map(|it| it.number).max().unwrap_or(0) + 1;
                let after = typed(&form, before, next, end)?;
                memory::keep_milestone(tx, id, &after).await?;
                let data = json!({ "before": before.map(told), "after": told(&after) });
                record(tx, who, id, draft, Act::MilestoneKept, data).await
            })
        })
        .await
    }

    /// Takes a milestone out of the plan.
    pub async fn drop_milestone(&self, who: &Who, id: &ProgrammeId, number: i64) -> Result<(), Refusal> {
        self.in_plan(who, id, move |tx, who, id, draft| {
            Box::pin(async move {
                let there = memory::milestones(tx.db(), id).await?;
                let before = there.iter().find(|it| it.number == number).ok_or(Refusal::Changed { now: String::new() })?;
                memory::drop_milestone(tx, id, number).await?;
                record(tx, who, id, draft, Act::MilestoneKept, json!({ "before": told(before), "after": null })).await
            })
        })
        .await
    }

    /// Records that a milestone was reached on a day, or that it was not after all.
    pub async fn reach_milestone(&self, who: &Who, id: &ProgrammeId, number: i64, on: Option<Date>) -> Result<(), Refusal> {
        self.in_plan(who, id, move |tx, who, id, draft| {
            Box::pin(async move {
                if on.is_some_and(|it| who.today() < it) {
                    return Err(Refusal::Field { field: "reached", why: "in-future" });
                }
                let there = memory::milestones(tx.db(), id).await?;
                let before = there.iter().find(|it| it.number == number).ok_or(Refusal::Changed { now: String::new() })?;
                let mut after = Milestone { reached_on: on, ..before.clone() };
                if on.is_none()
                    && !after.by_hand
                    && let Some((_, end)) = memory::plan(tx.db(), id).await?
                {
                    // It was left behind while the end moved: now it follows again.
                    after.due_on = after.planned(end, is_working_day).or(after.due_on);
                }
                memory::keep_milestone(tx, id, &after).await?;
                record(tx, who, id, draft, Act::MilestoneReached, json!({ "before": told(before), "after": told(&after) })).await
            })
        })
        .await
    }

    /// Keeps the list of this draft as what its committee usually plans.
    pub async fn keep_usual_plan(&self, who: &Who, id: &ProgrammeId) -> Result<(), Refusal> {
        let (who, id) = (who.clone(), id.clone());
        self.act(move |tx| {
            let (who, id) = (who.clone(), id.clone());
            Box::pin(async move {
                let (standing, _) = allowed(tx.db(), &who, &id, ProgrammeAct::Read).await?;
                if !standing.may_in_organisation(OrganisationAct::KeepGuidelines) {
                    return Err(Refusal::NotAllowed);
                }
                let draft = held(tx, &who, &id).await?;
                let usual = |it: Milestone| Usual { title: it.title, days: it.before.map(|it| it.0), counted: it.before.map(|it| it.1.name().to_owned()), toward: None };
                let list = UsualList { milestone: memory::milestones(tx.db(), &id).await?.into_iter().map(usual).collect() };
                let before = memory::usual_plan(tx.db(), &draft.row.organisation).await?;
                let after = toml::to_string(&list).map_err(|error| Refusal::Fault(error.to_string()))?;
                memory::keep_usual_plan(tx, &draft.row.organisation, &after).await?;
                let event = Event {
                    organisation: draft.row.organisation.clone(),
                    by: Some(who.id().clone()),
                    act: Act::SettingChanged,
                    subject: Subject::Setting,
                    subject_id: "draft_milestones".to_owned(),
                    data: json!({ "before": before, "after": after }).to_string(),
                    state: None,
                };
                tx.record(&event).await?;
                Ok(())
            })
        })
        .await
    }

    /// An act on a plan: by who leads the draft, while nobody else changes it.
    async fn in_plan<F>(&self, who: &Who, id: &ProgrammeId, act: F) -> Result<(), Refusal>
    where
        F: for<'a> Fn(&'a mut Tx<'_>, &'a Who, &'a ProgrammeId, &'a Held) -> futures::future::BoxFuture<'a, Result<(), Refusal>> + Clone + Send + Sync + 'static,
    {
        let (who, id) = (who.clone(), id.clone());
        self.act(move |tx| {
            let (who, id, act) = (who.clone(), id.clone(), act.clone());
            Box::pin(async move {
                let draft = held(tx, &who, &id).await?;
                act(tx, &who, &id, &draft).await
            })
        })
        .await
    }
}

fn typed(form: &MilestoneForm, before: Option<&Milestone>, next: i64, end: Date) -> Result<Milestone, Refusal> {
    let title = squeeze(&form.title);
    if title.is_empty() || TITLE_CHARS_MAX < title.chars().count() {
        return Err(Refusal::Field { field: "milestone-title", why: if title.is_empty() { "empty" } else { "too-long" } });
    }
    let days = match form.days.trim() {
        "" => None,
        days => Some(days.parse::<u32>().ok().filter(|it| *it <= DAYS_BEFORE_MAX).ok_or(Refusal::Field { field: "days", why: "no-days" })?),
    };
    let counted = Counted::of_name(&form.counted).ok_or(Refusal::Field { field: "form", why: "unknown" })?;
    let mut after = Milestone {
        number: before.map_or(next, |it| it.number),
        title,
        before: days.map(|it| (it, counted)),
        due_on: form.by_hand,
        by_hand: form.by_hand.is_some(),
        reached_on: before.and_then(|it| it.reached_on),
    };
    if !after.by_hand {
        after.due_on = after.planned(end, is_working_day);
    }
    Ok(after)
}

async fn record(tx: &mut Tx<'_>, who: &Who, id: &ProgrammeId, draft: &Held, act: Act, data: Value) -> Result<(), Refusal> {
    let event = Event {
        organisation: draft.row.organisation.clone(),
        by: Some(who.id().clone()),
        act,
        subject: Subject::Programme,
        subject_id: id.to_string(),
        data: data.to_string(),
        state: None,
    };
    tx.record(&event).await?;
    Ok(())
}
