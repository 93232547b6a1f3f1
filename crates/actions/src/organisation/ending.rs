//! Units merged, split, dissolved: everything open in them named beforehand, handed on in one act, and counted after.

use std::collections::BTreeMap;

use hanhdong_domain::Date;
use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{Goes, Grant, OpenItem, PersonId, Post, ProgrammeId, Role, Turn, TurnRefusal, Unit, UnitId, goes, successors_fit};
use hanhdong_store::organisation as memory;
use hanhdong_store::programme as papers;
use hanhdong_store::{Db, Tx};
use serde_json::json;

use super::people::{an_administrator_is_left, record_person};
use super::turns::{Decided, checked, fits_below, keep, kept_unit, move_below, turning};
use super::units::record_unit;
use crate::app::{App, new};
use crate::clock::here;
use crate::refusal::Refusal;
use crate::who::Who;

/// How a unit ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// Merged, split or dissolved.
    pub turn: Turn,
    /// What it goes into: one, several, or none but the unit above.
    pub into: Vec<UnitId>,
    /// When and by which paper.
    pub decided: Decided,
    /// Which successor an item goes to, by the item's key; else the first one.
    pub chosen: BTreeMap<String, UnitId>,
}

/// An open item, and where it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOn {
    /// The item.
    pub item: OpenItem,
    /// What people call it: the name of a unit or a person; of a draft or source when it was begun or handed in, for who
    /// keeps units reads no programme by that.
    pub name: String,
    /// Which role it is, where it is one.
    pub role: Option<Role>,
    /// Where it goes.
    pub goes: Goes,
}

/// What an ending would do, item by item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndPlan {
    /// What ends.
    pub unit: Unit,
    /// What is left goes to one of these: the successors, or the unit above.
    pub heirs: Vec<Unit>,
    /// Every open item, each once.
    pub items: Vec<HandedOn>,
    /// What was seen: it differs where anything was added, settled or renamed in between.
    pub seen: String,
}

/// What was looked at to make a plan.
struct Laid {
    plan: EndPlan,
    grants: Vec<Grant>,
    posts: Vec<Post>,
}

impl App {
    /// What an ending would do; nothing is done.
    pub async fn plan_end(&self, who: &Who, unit: &UnitId, ending: &Ending) -> Result<EndPlan, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let unit = kept_unit(&mut db, who, unit).await?;
        let past = memory::past(&mut db, &unit.id).await?;
        unit.may_turn(ending.turn, ending.decided.on, &past, who.today())?;
        Ok(lay(&mut db, who, unit, ending).await?.plan)
    }

    /// Ends a unit as it was planned: everything goes where the plan says, in one act, or nothing is done. What was seen
    /// must still be so.
    pub async fn end_unit(&self, who: &Who, unit: &UnitId, ending: Ending, seen: &str) -> Result<EndPlan, Refusal> {
        let ending = Ending { decided: checked(ending.decided)?, ..ending };
        let (who, unit, seen) = (who.clone(), unit.clone(), seen.to_owned());
        self.act(move |tx| {
            let (who, unit, ending, seen) = (who.clone(), unit.clone(), ending.clone(), seen.clone());
            Box::pin(async move { end_in(tx, &who, &unit, &ending, &seen).await })
        })
        .await
    }
}

/// Loads everything that is open and says where each goes.
async fn lay(db: &mut Db<'_>, who: &Who, unit: Unit, ending: &Ending) -> Result<Laid, Refusal> {
    let mut into: Vec<(Unit, Vec<UnitId>)> = Vec::new();
    for id in &ending.into {
        if into.iter().all(|it| it.0.id != *id) {
            into.push((kept_unit(db, who, id).await?, memory::path_of(db, id).await?));
        }
    }
    successors_fit(&unit, ending.turn, ending.decided.on, &into)?;
    let successors: Vec<UnitId> = into.iter().map(|it| it.0.id.clone()).collect();
    let mut heirs: Vec<Unit> = into.into_iter().map(|it| it.0).collect();
    if let (true, Some(above)) = (heirs.is_empty(), &unit.above) {
        heirs.push(kept_unit(db, who, above).await?);
    }
    let grants = memory::open_roles(db, &unit.id, who.today()).await?;
    let posts = memory::open_posts(db, &unit.id, ending.decided.on).await?;
    let items = named(db, &unit, &grants, &posts).await?;
    let mut hasher = blake3::Hasher::new();
    for (item, name, _) in &items {
        hasher.update(item.key().as_bytes()).update(b"\n").update(name.as_bytes()).update(b"\n");
    }
    if ending.chosen.keys().any(|key| items.iter().all(|it| it.0.key() != *key)) {
        return Err(Refusal::Changed { now: String::new() });
    }
    let mut handed = Vec::new();
    for (item, name, role) in items {
        let goes = goes(&unit, &successors, &item, ending.chosen.get(&item.key()))?;
        if let (OpenItem::Unit(below), Goes::To(to)) = (&item, &goes) {
            // Whatever would be refused in the act is refused before it is confirmed.
            let below = memory::unit(db, below).await?.ok_or(Refusal::NotFound)?;
            below.may_turn(Turn::Moved, ending.decided.on, &memory::past(db, &below.id).await?, who.today())?;
            fits_below(db, &below, heirs.iter().find(|it| it.id == *to).ok_or(TurnRefusal::SuccessorUnfit)?).await?;
        }
        handed.push(HandedOn { item, name, role, goes });
    }
    Ok(Laid { plan: EndPlan { unit, heirs, items: handed, seen: hasher.finalize().to_hex().to_string() }, grants, posts })
}

/// Every open item of a unit, with what people call it.
async fn named(db: &mut Db<'_>, unit: &Unit, grants: &[Grant], posts: &[Post]) -> Result<Vec<(OpenItem, String, Option<Role>)>, Refusal> {
    let mut items = Vec::new();
    // A body has no papers of its own: they are its committee's.
    if unit.organisation == unit.id {
        let (drafts, sources) = memory::open_papers(db, &unit.id).await?;
        items.extend(drafts.into_iter().map(|(id, at)| (OpenItem::Draft(id), minute(&at), None)));
        items.extend(sources.into_iter().map(|(id, at)| (OpenItem::Source(id), minute(&at), None)));
    }
    for below in memory::units_below(db, &unit.id).await? {
        if below.above.as_ref() == Some(&unit.id) && below.ended_on.is_none() {
            items.push((OpenItem::Unit(below.id), below.name, None));
        }
    }
    let mut people: BTreeMap<PersonId, String> = BTreeMap::new();
    for person in grants.iter().map(|it| &it.person).chain(posts.iter().map(|it| &it.person)) {
        if !people.contains_key(person) {
            people.insert(person.clone(), memory::person(db, person).await?.map(|it| it.name).unwrap_or_default());
        }
    }
    let of = |person: &PersonId| people.get(person).cloned().unwrap_or_default();
    items.extend(grants.iter().map(|it| (OpenItem::Role(it.id.clone(), it.unit.clone()), of(&it.person), Some(it.role))));
    items.extend(posts.iter().map(|it| (OpenItem::Post(it.person.clone(), it.title.clone(), it.from_on, it.unit.clone()), of(&it.person), None)));
    Ok(items)
}

/// A moment as people here tell it.
fn minute(at: &str) -> String {
    here(at).map(|it| it.strftime("%d/%m/%Y %H:%M:%S").to_string()).unwrap_or_default()
}

async fn end_in(tx: &mut Tx<'_>, who: &Who, unit: &UnitId, ending: &Ending, seen: &str) -> Result<EndPlan, Refusal> {
    memory::hold_tree(tx).await?;
    let unit = turning(tx, who, unit, ending.turn, ending.decided.on).await?;
    for id in &ending.into {
        if !memory::hold_living(tx, id).await? {
            return Err(TurnRefusal::SuccessorUnfit.into());
        }
    }
    let laid = lay(tx.db(), who, unit, ending).await?;
    let plan = &laid.plan;
    if plan.seen != seen {
        return Err(Refusal::Changed { now: String::new() });
    }
    // Units first: what stays in them goes along. Then papers, roles, posts.
    let mut changed: Vec<PersonId> = Vec::new();
    for handing in &plan.items {
        let to = match &handing.goes {
            Goes::To(to) => Some(plan.heirs.iter().find(|it| it.id == *to).ok_or(TurnRefusal::SuccessorUnfit)?),
            Goes::Ends => None,
            Goes::Along => continue,
        };
        match (&handing.item, to) {
            (OpenItem::Unit(below), Some(to)) => {
                let below = turning(tx, who, below, Turn::Moved, ending.decided.on).await?;
                move_below(tx, who, &below, to, &ending.decided).await?;
            }
            (OpenItem::Draft(draft), Some(to)) => hand_draft(tx, who, draft, plan, to).await?,
            (OpenItem::Source(source), Some(to)) => {
                memory::hand_source_to(tx, source, &to.organisation).await?;
            }
            (OpenItem::Role(id, _), to) => {
                let grant = laid.grants.iter().find(|it| it.id == *id).ok_or(Refusal::NotFound)?;
                hand_role(tx, grant, to, who.today()).await?;
                changed.push(grant.person.clone());
            }
            (OpenItem::Post(..), to) => {
                let post = laid.posts.iter().find(|it| is_of(it, &handing.item)).ok_or(Refusal::NotFound)?;
                hand_post(tx, post, to, ending.decided.on).await?;
                changed.push(post.person.clone());
            }
            (OpenItem::Unit(_) | OpenItem::Draft(_) | OpenItem::Source(_), None) => return Err(TurnRefusal::NothingAbove.into()),
        }
    }
    keep(tx, &plan.unit, ending.turn, &ending.decided, (None, None)).await?;
    if !memory::end(tx, &plan.unit.id, ending.decided.on, &ending.into).await? {
        return Err(TurnRefusal::Ended.into());
    }
    // Counted after: nothing is left, whatever was thought before.
    let left = memory::count_open(tx.db(), &plan.unit.id, who.today()).await?;
    if left != 0 {
        return Err(Refusal::Fault(format!("{left} open items were left in a unit that ends")));
    }
    changed.sort();
    changed.dedup();
    for person in changed {
        // After every change, so that each line says how the person stands in the end.
        record_person(tx, &plan.unit.organisation, Some(who.id()), Act::RoleEnded, &person, json!({ "with_unit": plan.unit.id.as_str() }).to_string()).await?;
    }
    record_unit(tx, Some(who.id()), &plan.unit, Act::UnitEnded, said(plan, ending)).await?;
    an_administrator_is_left(tx, who.today()).await?;
    Ok(laid.plan)
}

/// What the journal says of an ending: every item and where it went.
fn said(plan: &EndPlan, ending: &Ending) -> String {
    let items: Vec<_> = plan
        .items
        .iter()
        .map(|it| {
            let to = match &it.goes {
                Goes::To(to) => to.as_str(),
                Goes::Along => "along",
                Goes::Ends => "ends",
            };
            json!({ "item": it.item.key(), "to": to })
        })
        .collect();
    let into: Vec<&str> = ending.into.iter().map(UnitId::as_str).collect();
    json!({ "turn": ending.turn.name(), "into": into, "on": ending.decided.on.to_string(), "paper": ending.decided.paper, "items": items }).to_string()
}

async fn hand_draft(tx: &mut Tx<'_>, who: &Who, draft: &ProgrammeId, plan: &EndPlan, to: &Unit) -> Result<(), Refusal> {
    if !memory::hand_draft_to(tx, draft, &to.organisation).await? {
        return Err(Refusal::Changed { now: String::new() });
    }
    let row = papers::programme(tx.db(), draft).await?.ok_or(Refusal::NotFound)?;
    let data = json!({ "organisation": { "before": plan.unit.organisation.as_str(), "after": row.organisation.as_str() } }).to_string();
    for (organisation, act) in [(&plan.unit.organisation, Act::ProgrammeLeft), (&row.organisation, Act::ProgrammeHandedOver)] {
        let (organisation, by, data) = (organisation.clone(), Some(who.id().clone()), data.clone());
        tx.record(&Event { organisation, by, act, subject: Subject::Programme, subject_id: draft.to_string(), data, state: Some(row.state()) }).await?;
    }
    Ok(())
}

/// A role ends today: what somebody did by it until now was done by right. In the successor it goes on for as long as it
/// would have held.
async fn hand_role(tx: &mut Tx<'_>, grant: &Grant, to: Option<&Unit>, today: Date) -> Result<(), Refusal> {
    memory::cut_role(tx, &grant.id, today).await?;
    if let Some(to) = to {
        memory::give_role(tx, &Grant { id: new::grant(), unit: to.id.clone(), from_on: grant.from_on.max(today), ..grant.clone() }).await?;
    }
    Ok(())
}

async fn hand_post(tx: &mut Tx<'_>, post: &Post, to: Option<&Unit>, on: Date) -> Result<(), Refusal> {
    memory::cut_post(tx, post, on).await?;
    let from_on = post.from_on.max(on);
    if let Some(to) = to
        && !memory::has_post(tx.db(), &post.person, &to.id, &post.title, from_on).await?
    {
        memory::take_post(tx, &Post { unit: to.id.clone(), from_on, ..post.clone() }).await?;
    }
    Ok(())
}

fn is_of(post: &Post, item: &OpenItem) -> bool {
    match item {
        OpenItem::Post(person, title, from_on, unit) => (person, title, from_on, unit) == (&post.person, &post.title, &post.from_on, &post.unit),
        OpenItem::Draft(_) | OpenItem::Source(_) | OpenItem::Unit(_) | OpenItem::Role(..) => false,
    }
}
