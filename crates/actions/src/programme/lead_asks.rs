//! Bodies that lead are asked before the issue: each agrees, or proposes another; the drafting house takes it or says why not.

use std::collections::HashMap;
use std::sync::Arc;

use hanhdong_domain::Date;
use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{AskId, PersonId, ProgrammeAct, ProgrammeId, Unit, UnitId};
use hanhdong_domain::programme::{Anchor, AskRefusal, AskStanding, Assent, LeadAnswer, LeadAsk, Node, Programme, Settled};
use hanhdong_domain::publication::{Surroundings, named};
use hanhdong_paper::notation::{read_node, write_node};
use hanhdong_store::programme::{self as memory, ProgrammeRow};
use hanhdong_store::{Db, Tx, organisation, publication};
use serde_json::json;

use super::appraisal::checked_words;
use super::edit::{Change, edit_in};
use super::history::Names;
use super::reading::{Opened, allowed, read};
use super::seen::fingerprint;
use crate::app::{App, new};
use crate::organisation::checked_name;
use crate::refusal::Refusal;
use crate::who::Who;

/// How many items are asked about at once.
const ASKS_MAX: usize = 500;

/// An ask with how it stands.
pub struct AskShown {
    /// The ask.
    pub ask: LeadAsk,
    /// The item as it was asked about.
    pub then: Node,
    /// How it stands.
    pub standing: AskStanding,
    /// Who answered, by name.
    pub answered_by: Option<String>,
}

/// A draft with everybody who was asked, and who is still to be.
pub struct LeadAsks {
    /// The draft.
    pub opened: Opened,
    /// Each ask, what has to be done first.
    pub asks: Vec<AskShown>,
    /// Who leads what and was never asked.
    pub unasked: Vec<(Anchor, String)>,
}

impl LeadAsks {
    /// How many answers there are that still hold.
    pub fn answered(&self) -> usize {
        self.asks.iter().filter(|it| matches!(it.standing, AskStanding::Agreed | AskStanding::Kept | AskStanding::Taken)).count()
    }
    /// How many have been asked and still have something to do with it.
    pub fn asked(&self) -> usize {
        self.asks.iter().filter(|it| it.standing != AskStanding::Gone).count()
    }
    /// Whom asking would be about: never asked, or about an item that was changed since.
    pub fn to_ask(&self) -> usize {
        self.unasked.len() + self.asks.iter().filter(|it| it.standing == AskStanding::Changed).count()
    }
}

/// A draft about which a person's bodies were asked. Nothing of it but the items that name them.
pub struct Asked {
    /// Which draft.
    pub programme: ProgrammeId,
    /// What it is called.
    pub title: String,
    /// The drafting house.
    pub house: String,
    /// What was asked, in the order of the days.
    pub asks: Vec<AskShown>,
}

impl Asked {
    /// How many wait for an answer.
    pub fn waiting(&self) -> usize {
        self.asks.iter().filter(|it| matches!(it.standing, AskStanding::Waiting | AskStanding::Late)).count()
    }
    /// The first day on which an answer is due.
    pub fn due_on(&self) -> Option<Date> {
        self.asks.iter().filter(|it| matches!(it.standing, AskStanding::Waiting | AskStanding::Late)).map(|it| it.ask.due_on).min()
    }
}

/// An answer as it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answering {
    /// Agrees, or proposes.
    pub assent: Assent,
    /// Who is to lead instead.
    pub proposed: String,
    /// Why.
    pub reason: String,
}

impl From<AskRefusal> for Refusal {
    fn from(refusal: AskRefusal) -> Refusal {
        let (field, why) = match refusal {
            AskRefusal::Changed => ("ask", "ask-changed"),
            AskRefusal::Decided => ("ask", "ask-decided"),
            AskRefusal::NoProposal => ("ask", "ask-no-proposal"),
            AskRefusal::NoReason => ("reason", "empty"),
            AskRefusal::NobodyElse => ("proposed", "ask-nobody-else"),
        };
        Refusal::Field { field, why }
    }
}

fn node_then(ask: &LeadAsk) -> Result<Node, Refusal> {
    read_node(&ask.item_then).map_err(|why| Refusal::Fault(format!("a stored item does not read: {why:?}")))
}

async fn shown(db: &mut Db<'_>, names: &mut Names, ask: LeadAsk, programme: &Programme, today: Date) -> Result<AskShown, Refusal> {
    let then = node_then(&ask)?;
    let standing = ask.standing(&then, programme.node_of(&ask.item), today);
    let answered_by = match &ask.answer {
        Some(it) => Some(names.of(db, &it.by).await?),
        None => None,
    };
    Ok(AskShown { ask, then, standing, answered_by })
}

/// Everybody who leads something and was never asked about it.
fn unasked(programme: &Programme, asks: &[LeadAsk]) -> Vec<(Anchor, String)> {
    programme.leads_to_ask().into_iter().filter(|(item, body)| !asks.iter().any(|it| it.is_about(item, body))).collect()
}

/// How many answers are missing where anybody was asked at all: never asked, not answered, proposed, or changed since.
pub(crate) async fn answers_missing(db: &mut Db<'_>, row: &ProgrammeRow, today: Date) -> Result<usize, Refusal> {
    let asks = memory::asks_of(db, &row.id).await?;
    if asks.is_empty() {
        return Ok(0);
    }
    let programme = read(&row.body)?;
    let mut missing = unasked(&programme, &asks).len();
    for ask in &asks {
        missing += usize::from(ask.standing(&node_then(ask)?, programme.node_of(&ask.item), today).is_open());
    }
    Ok(missing)
}

impl App {
    /// Who was asked about a draft, who answered, and who is still to be asked.
    pub async fn lead_asks(&self, who: &Who, id: &ProgrammeId) -> Result<LeadAsks, Refusal> {
        let opened = self.open(who, id).await?;
        let mut reader = self.read().await?;
        let mut db = reader.db();
        allowed(&mut db, who, id, ProgrammeAct::ReadDrafting).await?;
        let found = memory::asks_of(&mut db, id).await?;
        let unasked = unasked(&opened.programme, &found);
        let mut names = Names::default();
        let mut asks = Vec::new();
        for ask in found {
            asks.push(shown(&mut db, &mut names, ask, &opened.programme, who.today()).await?);
        }
        asks.sort_by(|a, b| (a.standing, &a.ask.due_on, &a.ask.body, &a.ask.id).cmp(&(b.standing, &b.ask.due_on, &b.ask.body, &b.ask.id)));
        Ok(LeadAsks { opened, asks, unasked })
    }

    /// Asks everybody who was not asked yet, and once more about what was changed since; how many were asked.
    pub async fn ask_leads(&self, who: &Who, id: &ProgrammeId, due_on: Date) -> Result<usize, Refusal> {
        let (who, id) = (who.clone(), id.clone());
        self.act(move |tx| {
            let (who, id) = (who.clone(), id.clone());
            Box::pin(async move { ask_in(tx, &who, &id, due_on).await })
        })
        .await
    }

    /// The drafts about which a person's bodies were asked.
    pub async fn asked_of_me(&self, who: &Who) -> Result<Vec<Asked>, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let mut found: Vec<Asked> = Vec::new();
        let mut programmes: HashMap<ProgrammeId, Arc<Programme>> = HashMap::new();
        let mut names = Names::default();
        for ask in memory::asks_for(&mut db, who.id(), who.today()).await? {
            if !programmes.contains_key(&ask.programme) {
                let row = memory::programme(&mut db, &ask.programme).await?.ok_or(Refusal::NotFound)?;
                let house = organisation::unit(&mut db, &row.organisation).await?.map(|it| it.name).unwrap_or_default();
                found.push(Asked { programme: ask.programme.clone(), title: row.title.clone(), house, asks: Vec::new() });
                programmes.insert(ask.programme.clone(), self.readings().of(&row)?.0);
            }
            let (Some(programme), Some(paper)) = (programmes.get(&ask.programme), found.iter_mut().find(|it| it.programme == ask.programme)) else { continue };
            let it = shown(&mut db, &mut names, ask, programme, who.today()).await?;
            if it.standing != AskStanding::Gone {
                paper.asks.push(it);
            }
        }
        found.retain(|it| !it.asks.is_empty());
        Ok(found)
    }

    /// What was asked of a person's bodies about one draft. Whoever was not asked does not know of it.
    pub async fn asked_about(&self, who: &Who, id: &ProgrammeId) -> Result<Asked, Refusal> {
        self.asked_of_me(who).await?.into_iter().find(|it| it.programme == *id).ok_or(Refusal::NotFound)
    }

    /// A body answers what it was asked; anew, as long as nobody decided on it.
    pub async fn answer_ask(&self, who: &Who, ask: &AskId, answering: Answering) -> Result<(), Refusal> {
        let (who, ask) = (who.clone(), ask.clone());
        self.act(move |tx| {
            let (who, ask, answering) = (who.clone(), ask.clone(), answering.clone());
            Box::pin(async move {
                let (mine, programme) = mine(tx, &who, &ask).await?;
                let unit = mine.unit.clone().ok_or(Refusal::NotFound)?;
                let house = organisation::unit(tx.db(), &unit).await?.ok_or(Refusal::NotFound)?.organisation;
                answer(tx, &who, mine, &programme, (&answering, None), (Act::LeadAnswered, house)).await
            })
        })
        .await
    }

    /// A body agrees to everything of a draft that it has not answered yet; how much that was.
    pub async fn agree_to_all(&self, who: &Who, id: &ProgrammeId) -> Result<usize, Refusal> {
        let asked = self.asked_about(who, id).await?;
        let waiting: Vec<AskId> = asked.asks.iter().filter(|it| matches!(it.standing, AskStanding::Waiting | AskStanding::Late)).map(|it| it.ask.id.clone()).collect();
        let count = waiting.len();
        let who = who.clone();
        self.act(move |tx| {
            let (who, waiting) = (who.clone(), waiting.clone());
            Box::pin(async move {
                let agrees = Answering { assent: Assent::Agree, proposed: String::new(), reason: String::new() };
                for id in &waiting {
                    let (mine, programme) = mine(tx, &who, id).await?;
                    let unit = mine.unit.clone().ok_or(Refusal::NotFound)?;
                    let house = organisation::unit(tx.db(), &unit).await?.ok_or(Refusal::NotFound)?.organisation;
                    answer(tx, &who, mine, &programme, (&agrees, None), (Act::LeadAnswered, house)).await?;
                }
                Ok(())
            })
        })
        .await?;
        Ok(count)
    }

    /// The drafting house records an answer that came on paper.
    pub async fn record_answer(&self, who: &Who, id: &ProgrammeId, ask: &AskId, paper: &str, answering: Answering) -> Result<(), Refusal> {
        let (who, id, ask, paper) = (who.clone(), id.clone(), ask.clone(), paper.to_owned());
        self.act(move |tx| {
            let (who, id, ask, answering, paper) = (who.clone(), id.clone(), ask.clone(), answering.clone(), paper.clone());
            Box::pin(async move {
                let paper = checked_name("paper", &paper)?;
                let (it, row, programme) = of_house(tx, &who, &id, &ask).await?;
                answer(tx, &who, it, &programme, (&answering, Some(paper)), (Act::LeadAnswerRecorded, row.organisation)).await
            })
        })
        .await
    }

    /// Takes a proposal: another leads from now on, by an edit like any other. `to` is who leads, as printed.
    pub async fn take_proposal(&self, who: &Who, id: &ProgrammeId, ask: &AskId, to: &str) -> Result<(), Refusal> {
        let (who, id, ask, to) = (who.clone(), id.clone(), ask.clone(), to.to_owned());
        self.act(move |tx| {
            let (who, id, ask, to) = (who.clone(), id.clone(), ask.clone(), to.clone());
            Box::pin(async move {
                let to = checked_name("instead", &to)?;
                let (mut it, row, programme) = of_house(tx, &who, &id, &ask).await?;
                let node = programme.node_of(&it.item).ok_or(AskRefusal::Changed)?;
                LeadAsk::decides(it.standing(&node_then(&it)?, Some(node), who.today()))?;
                let other = it.with_lead(node, &to);
                if !other.beyond_form(node).is_err_and(|what| what == hanhdong_domain::programme::Content::Lead) {
                    return Err(Refusal::Field { field: "instead", why: "ask-nobody-else" });
                }
                edit_in(tx, &who, &id, &Change::Item { anchor: it.item.clone(), seen: fingerprint(node), node: Some(other) }).await?;
                it.settled = Some(Settled { is_taken: true, words: to, by: who.id().clone(), at: tx.at().to_owned() });
                settle(tx, &who, &it, &row).await
            })
        })
        .await
    }

    /// Keeps an assignment against a proposal, with the reason.
    pub async fn keep_assignment(&self, who: &Who, id: &ProgrammeId, ask: &AskId, why: &str) -> Result<(), Refusal> {
        let (who, id, ask, why) = (who.clone(), id.clone(), ask.clone(), why.to_owned());
        self.act(move |tx| {
            let (who, id, ask, why) = (who.clone(), id.clone(), ask.clone(), why.clone());
            Box::pin(async move {
                let words = checked_words("why", &why)?;
                if words.is_empty() {
                    return Err(Refusal::Field { field: "why", why: "empty" });
                }
                let (mut it, row, programme) = of_house(tx, &who, &id, &ask).await?;
                LeadAsk::decides(it.standing(&node_then(&it)?, programme.node_of(&it.item), who.today()))?;
                it.settled = Some(Settled { is_taken: false, words, by: who.id().clone(), at: tx.at().to_owned() });
                settle(tx, &who, &it, &row).await
            })
        })
        .await
    }
}

async fn ask_in(tx: &mut Tx<'_>, who: &Who, id: &ProgrammeId, due_on: Date) -> Result<usize, Refusal> {
    let row = editable(tx.db(), who, id).await?;
    if due_on < who.today() {
        return Err(Refusal::Field { field: "due", why: "in-past" });
    }
    let programme = read(&row.body)?;
    let asks = memory::asks_of(tx.db(), id).await?;
    let mut to_ask = unasked(&programme, &asks);
    for mut ask in asks {
        let standing = ask.standing(&node_then(&ask)?, programme.node_of(&ask.item), who.today());
        // One that leads no longer is over as well, so that it can be asked if it leads again.
        if matches!(standing, AskStanding::Changed | AskStanding::Gone) {
            if memory::hold_ask(tx, &ask.id).await?.is_none() {
                return Err(Refusal::Changed { now: String::new() });
            }
            if standing == AskStanding::Changed {
                to_ask.push((ask.item.clone(), ask.body.clone()));
            }
            ask.closed_at = Some(tx.at().to_owned());
            memory::keep_ask(tx, &ask).await?;
            record(tx, who, &ask, (Act::LeadAsked, row.organisation.clone()), json!({ "body": ask.body, "item": ask.item.as_str(), "over": standing.name() })).await?;
        }
    }
    if to_ask.is_empty() {
        return Err(Refusal::Field { field: "ask", why: "ask-nobody" });
    }
    if ASKS_MAX < to_ask.len() {
        return Err(Refusal::Field { field: "ask", why: "too-many" });
    }
    let units = organisation::units(tx.db()).await?;
    let count = to_ask.len();
    for (item, body) in to_ask {
        let Some(node) = programme.node_of(&item) else { continue };
        let unit = unit_of(&units, &row.organisation, &body, who.today());
        let (by, at) = (who.id().clone(), tx.at().to_owned());
        let ask = LeadAsk {
            id: new::ask(),
            programme: id.clone(),
            item,
            item_then: write_node(node),
            body,
            unit,
            version: row.version,
            due_on,
            by,
            asked_at: at,
            answer: None,
            settled: None,
            closed_at: None,
        };
        memory::ask_lead(tx, &ask).await?;
        let data = json!({ "body": ask.body, "item": ask.item.as_str(), "version": ask.version, "due": due_on.to_string(), "before": null, "after": ask.item_then });
        record(tx, who, &ask, (Act::LeadAsked, row.organisation.clone()), data).await?;
    }
    Ok(count)
}

/// The unit that bears the name, where exactly one near the house does.
fn unit_of(units: &[Unit], house: &UnitId, body: &str, day: Date) -> Option<UnitId> {
    let issuer = units.iter().find(|it| it.id == *house)?;
    named(body, Surroundings { issuer, units, day })?.unit
}

/// A draft of which this person may change everything now.
async fn editable(db: &mut Db<'_>, who: &Who, id: &ProgrammeId) -> Result<ProgrammeRow, Refusal> {
    allowed(db, who, id, ProgrammeAct::Edit).await?;
    let row = memory::programme(db, id).await?.ok_or(Refusal::NotFound)?;
    if row.put_away_at.is_some() { Err(Refusal::NotAllowed) } else { Ok(row) }
}

/// An ask of a draft, taken hold of for the drafting house.
async fn of_house(tx: &mut Tx<'_>, who: &Who, id: &ProgrammeId, ask: &AskId) -> Result<(LeadAsk, ProgrammeRow, Programme), Refusal> {
    let row = editable(tx.db(), who, id).await?;
    memory::ask(tx.db(), ask).await?.filter(|it| it.programme == *id).ok_or(Refusal::NotFound)?;
    let it = memory::hold_ask(tx, ask).await?.ok_or(AskRefusal::Changed)?;
    let programme = read(&row.body)?;
    Ok((it, row, programme))
}

/// An ask that was put to a body of this person's, taken hold of.
async fn mine(tx: &mut Tx<'_>, who: &Who, ask: &AskId) -> Result<(LeadAsk, Programme), Refusal> {
    let found = memory::asks_for(tx.db(), who.id(), who.today()).await?.into_iter().find(|it| it.id == *ask).ok_or(Refusal::NotFound)?;
    let (owner, is_issued) = memory::owner(tx.db(), &found.programme).await?.ok_or(Refusal::NotFound)?;
    let standing = publication::standing_with(tx.db(), who.id(), &found.programme, &owner, who.today()).await?;
    if !standing.may(ProgrammeAct::AnswerLead, is_issued) {
        return Err(Refusal::NotFound);
    }
    let it = memory::hold_ask(tx, ask).await?.ok_or(AskRefusal::Changed)?;
    let row = memory::programme(tx.db(), &it.programme).await?.ok_or(Refusal::NotFound)?;
    Ok((it, read(&row.body)?))
}

async fn answer(
    tx: &mut Tx<'_>,
    who: &Who,
    mut it: LeadAsk,
    programme: &Programme,
    (said, paper): (&Answering, Option<String>),
    (act, journal_of): (Act, UnitId),
) -> Result<(), Refusal> {
    let (proposed, reason) = (checked_words("proposed", &said.proposed)?, checked_words("reason", &said.reason)?);
    if 200 < proposed.chars().count() || proposed.contains('\n') {
        return Err(Refusal::Field { field: "proposed", why: "too-long" });
    }
    let standing = it.standing(&node_then(&it)?, programme.node_of(&it.item), who.today());
    it.fits(standing, said.assent, &proposed, &reason)?;
    let told = |it: &Option<LeadAnswer>| it.as_ref().map(|it| json!({ "assent": it.assent.name(), "proposed": it.proposed, "reason": it.reason, "paper": it.paper }));
    let before = told(&it.answer);
    let proposed = (said.assent == Assent::Propose).then_some(proposed);
    it.answer = Some(LeadAnswer { assent: said.assent, proposed, reason, paper, by: who.id().clone(), at: tx.at().to_owned() });
    it.settled = None;
    memory::keep_ask(tx, &it).await?;
    let data = json!({ "body": it.body, "item": it.item.as_str(), "version": it.version, "before": before, "after": told(&it.answer) });
    record(tx, who, &it, (act, journal_of), data).await
}

async fn settle(tx: &mut Tx<'_>, who: &Who, it: &LeadAsk, row: &ProgrammeRow) -> Result<(), Refusal> {
    memory::keep_ask(tx, it).await?;
    let (is_taken, words) = it.settled.as_ref().map(|it| (it.is_taken, it.words.clone())).unwrap_or_default();
    let data = json!({ "body": it.body, "item": it.item.as_str(), "proposed": it.answer.as_ref().and_then(|it| it.proposed.clone()), "taken": is_taken, "words": words });
    record(tx, who, it, (Act::LeadSettled, row.organisation.clone()), data).await
}

async fn record(tx: &mut Tx<'_>, who: &Who, it: &LeadAsk, (act, organisation): (Act, UnitId), mut data: serde_json::Value) -> Result<(), Refusal> {
    data["programme"] = it.programme.as_str().into();
    let by: Option<PersonId> = Some(who.id().clone());
    let event = Event { organisation, by, act, subject: Subject::Ask, subject_id: it.id.to_string(), data: data.to_string(), state: Some(memory::state_of_ask(it)) };
    Ok(tx.record(&event).await.map(drop)?)
}
