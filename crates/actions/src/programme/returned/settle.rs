//! Proposals are taken or refused: all that is said at once in one act, each item by a line of the journal.

use std::collections::BTreeMap;

use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{ProgrammeAct, ProgrammeId, ReturnedId};
use hanhdong_domain::programme::{Anchor, Node, Programme, SectionTurn};
use hanhdong_store::Tx;
use hanhdong_store::programme::{self as memory, SettledRow};
use serde_json::json;

use super::body::What;
use super::form::node;
use super::look::{Proposed, body_of, proposed, seen, sheet_of};
use crate::app::{App, new};
use crate::programme::comment::{CommentOn, said};
use crate::programme::edit::{Change, edit_in, room_for};
use crate::programme::merge::merged;
use crate::programme::reading::{allowed, read};
use crate::programme::seen::{fingerprint, fingerprint_of_opening};
use crate::programme::sheet::{Sheet, new_anchor, sheet_of_node};
use crate::refusal::Refusal;
use crate::who::Who;

/// What somebody says of a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is taken, put together with what stands there now.
    Take,
    /// It is taken as it came, in place of what stands there now.
    TakeAsItCame,
    /// Other words are taken in its place.
    Words(String),
    /// It is not taken.
    Refuse,
}

/// What is said of the proposals of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settling {
    /// The fingerprint of what was seen.
    pub seen: String,
    /// Each proposal's number, and what is said of it.
    pub rows: BTreeMap<i64, Verdict>,
}

impl App {
    /// Settles proposals as they were seen: all of them or none.
    pub async fn settle_returned(&self, who: &Who, id: &ProgrammeId, paper: &ReturnedId, settling: Settling) -> Result<usize, Refusal> {
        if settling.rows.is_empty() {
            return Err(Refusal::Field { field: "rows", why: "nothing-chosen" });
        }
        let (who, id, paper) = (who.clone(), id.clone(), paper.clone());
        self.act(move |tx| {
            let (who, id, paper, settling) = (who.clone(), id.clone(), paper.clone(), settling.clone());
            Box::pin(async move { settle(tx, &who, &id, &paper, &settling).await })
        })
        .await
    }
}

async fn settle(tx: &mut Tx<'_>, who: &Who, id: &ProgrammeId, paper: &ReturnedId, settling: &Settling) -> Result<usize, Refusal> {
    allowed(tx.db(), who, id, ProgrammeAct::Edit).await?;
    let draft = memory::programme(tx.db(), id).await?.ok_or(Refusal::NotFound)?;
    let row = memory::returned(tx.db(), paper).await?.filter(|it| it.programme == *id).ok_or(Refusal::NotFound)?;
    let body = body_of(&row)?;
    let settled = memory::settled_rows(tx.db(), paper).await?;
    let shown = proposed(&body, &settled, &read(&draft.body)?);
    if seen(&shown) != settling.seen || settling.rows.keys().any(|it| settled.contains_key(it)) {
        return Err(Refusal::Changed { now: String::new() });
    }
    let mut at_work = AtWork { tx, who, id, sheets: BTreeMap::new(), order: Vec::new() };
    let mut others: Vec<(&Proposed, &Verdict)> = Vec::new();
    let (mut taken, mut refused) = (Vec::new(), Vec::new());
    for (number, verdict) in &settling.rows {
        let it = shown.iter().find(|it| it.number == *number).ok_or(Refusal::NotFound)?;
        if *verdict == Verdict::Refuse {
            refused.push(*number);
            continue;
        }
        taken.push(*number);
        match &it.what {
            What::Slot { item, slot, base, mine } => at_work.put(item, slot, (base.as_deref(), mine), verdict).await?,
            What::New { .. } | What::Gone { .. } | What::Line { .. } | What::Remark { .. } => others.push((it, verdict)),
        }
    }
    at_work.keep_items().await?;
    let section = match &row.section {
        Some(section) => {
            let is_lying = memory::turns_of(at_work.tx.db(), section).await?.last().is_some_and(|it| it.turn != SectionTurn::Withdrawn);
            is_lying.then_some(section)
        }
        None => None,
    };
    for (it, verdict) in others {
        if let Some(anchor) = at_work.other(it, verdict).await?
            && let Some(section) = section
        {
            memory::join_section(at_work.tx, id, section, &anchor).await?;
        }
    }
    for (numbers, is_taken) in [(&taken, true), (&refused, false)] {
        for number in numbers {
            let settled = SettledRow { is_taken, by: who.id().clone(), at: tx.at().to_owned() };
            memory::settle_row(tx, paper, *number, &settled).await?;
        }
    }
    let data = json!({ "paper": paper.as_str(), "name": row.name, "hash": row.hash, "taken": taken, "refused": refused });
    let (by, subject_id) = (Some(who.id().clone()), id.to_string());
    let event = Event { organisation: draft.organisation, by, act: Act::ProposalsSettled, subject: Subject::Programme, subject_id, data: data.to_string(), state: None };
    tx.record(&event).await?;
    Ok(taken.len() + refused.len())
}

/// The draft while proposals are put in.
struct AtWork<'t, 'x, 'w> {
    tx: &'t mut Tx<'x>,
    who: &'w Who,
    id: &'w ProgrammeId,
    /// The items that change, and how they read so far.
    sheets: BTreeMap<Anchor, Sheet>,
    /// In the order in which they were met.
    order: Vec<Anchor>,
}

const fn unchosen() -> Refusal {
    Refusal::Field { field: "rows", why: "conflict-unchosen" }
}

impl AtWork<'_, '_, '_> {
    async fn programme(&mut self) -> Result<Programme, Refusal> {
        read(&memory::programme(self.tx.db(), self.id).await?.ok_or(Refusal::NotFound)?.body)
    }

    /// Puts a field into the sheet of its item.
    async fn put(&mut self, item: &str, slot: &str, (base, mine): (Option<&str>, &str), verdict: &Verdict) -> Result<(), Refusal> {
        let gone = || Refusal::Changed { now: String::new() };
        let anchor = Anchor::new(item).ok_or_else(gone)?;
        if !self.sheets.contains_key(&anchor) {
            let programme = self.programme().await?;
            self.sheets.insert(anchor.clone(), sheet_of_node(node(&programme, &anchor).ok_or_else(gone)?));
            self.order.push(anchor.clone());
        }
        let sheet = self.sheets.get_mut(&anchor).ok_or_else(gone)?;
        let slot = sheet.kind.slots().iter().find(|it| it.name == slot).ok_or_else(gone)?;
        let words = match verdict {
            Verdict::TakeAsItCame => mine.to_owned(),
            Verdict::Words(words) => words.clone(),
            Verdict::Take if sheet.get(slot.name) == mine => mine.to_owned(),
            Verdict::Take | Verdict::Refuse => base.and_then(|base| merged(slot, base, mine, sheet.get(slot.name))).ok_or_else(unchosen)?,
        };
        sheet.empty(slot.name);
        sheet.fill(slot.name, &words).map_err(|it| Refusal::Field { field: "rows", why: it.why })
    }

    /// Keeps the items that changed, each by a line of the journal.
    async fn keep_items(&mut self) -> Result<(), Refusal> {
        for anchor in std::mem::take(&mut self.order) {
            let programme = self.programme().await?;
            let there = node(&programme, &anchor).ok_or(Refusal::Changed { now: String::new() })?;
            let Some(sheet) = self.sheets.get(&anchor) else { continue };
            let node = sheet.node(&anchor, Some(there)).map_err(|it| Refusal::Field { field: "rows", why: it.why })?;
            let seen = fingerprint(there);
            if fingerprint(&node) != seen {
                edit_in(self.tx, self.who, self.id, &Change::Item { anchor, seen, node: Some(node) }).await?;
            }
        }
        Ok(())
    }

    /// Takes what is not a field; the anchor of an item that came.
    async fn other(&mut self, it: &Proposed, verdict: &Verdict) -> Result<Option<Anchor>, Refusal> {
        let gone = || Refusal::Changed { now: String::new() };
        match &it.what {
            What::Slot { .. } => Ok(None),
            What::New { kind, fields, after } => {
                let programme = self.programme().await?;
                let sheet = sheet_of(kind, fields).ok_or_else(gone)?;
                let anchor = new_anchor(&programme, sheet.kind, &sheet);
                let node = sheet.node(&anchor, None).map_err(|it| Refusal::Field { field: "rows", why: it.why })?;
                let behind = after.as_deref().and_then(Anchor::new).and_then(|it| programme.position(&it)).map(|(part, at)| (part, at + 1));
                let (part, at) = behind.or_else(|| room_for(&programme, &node, None)).ok_or(Refusal::Field { field: "rows", why: "no-content-part" })?;
                Ok(edit_in(self.tx, self.who, self.id, &Change::New { part, at, node }).await?.anchor)
            }
            What::Gone { item, .. } => {
                let programme = self.programme().await?;
                let anchor = Anchor::new(item).ok_or_else(gone)?;
                if let Some(there) = node(&programme, &anchor) {
                    if !it.state.can_be_taken() && *verdict == Verdict::Take {
                        return Err(unchosen());
                    }
                    let seen = fingerprint(there);
                    edit_in(self.tx, self.who, self.id, &Change::Item { anchor, seen, node: None }).await?;
                }
                Ok(None)
            }
            What::Line { base, mine } => {
                let programme = self.programme().await?;
                if let Some(change) = line_change(&programme, base, mine.as_deref()) {
                    edit_in(self.tx, self.who, self.id, &change).await?;
                } else if !it.state.can_be_taken() {
                    return Err(gone());
                }
                Ok(None)
            }
            What::Remark { item, words } => {
                let anchor = item.as_deref().and_then(Anchor::new).ok_or_else(gone)?;
                let day = it.day.split('-').rev().collect::<Vec<_>>().join("/");
                let who = [it.by.as_str(), day.as_str()].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", ");
                let words = if who.is_empty() { words.clone() } else { format!("{who} (theo tệp gửi về): {words}") };
                said(self.tx, self.who, self.id, CommentOn::About(anchor), words, new::thread()).await?;
                Ok(None)
            }
        }
    }
}

/// Where a heading or a passage stands: a part's own heading, a line of a part, a paragraph of the opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineAt {
    Part(usize),
    Node(usize, usize),
    Opening(usize),
}

pub(super) fn line_at(programme: &Programme, text: &str) -> Option<LineAt> {
    for (part, it) in programme.parts.iter().enumerate() {
        if it.heading == text {
            return Some(LineAt::Part(part));
        }
        let is_it = |it: &Node| match it {
            Node::Heading(it) => it.text == text,
            Node::Text(it) => it.text == text,
            Node::Goal(_) | Node::Requirement(_) | Node::Target(_) | Node::Task(_) | Node::KeyWork(_) | Node::Arrangement(_) => false,
        };
        if let Some(at) = it.nodes.iter().position(is_it) {
            return Some(LineAt::Node(part, at));
        }
    }
    programme.opening.iter().position(|it| it.text == text).map(LineAt::Opening)
}

fn line_change(programme: &Programme, base: &str, mine: Option<&str>) -> Option<Change> {
    match line_at(programme, base)? {
        // A part is not taken out by a line that went.
        LineAt::Part(at) => Some(Change::PartHeading { at, seen: base.to_owned(), heading: mine?.to_owned() }),
        LineAt::Node(part, at) => {
            let there = programme.parts.get(part)?.nodes.get(at)?;
            let mut node = there.clone();
            match (&mut node, mine) {
                (Node::Heading(it), Some(mine)) => mine.clone_into(&mut it.text),
                (Node::Text(it), Some(mine)) => mine.clone_into(&mut it.text),
                _ => {}
            }
            Some(Change::Line { part, at, seen: fingerprint(there), node: mine.map(|_| node) })
        }
        LineAt::Opening(at) => {
            let mut lines: Vec<String> = programme.opening.iter().map(|it| it.text.clone()).collect();
            match mine {
                Some(mine) => mine.clone_into(lines.get_mut(at)?),
                None => drop(lines.remove(at)),
            }
            Some(Change::Opening { seen: fingerprint_of_opening(&programme.opening), text: lines.join("\n") })
        }
    }
}
