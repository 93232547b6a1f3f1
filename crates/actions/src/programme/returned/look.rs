//! What papers that came back propose, held against the draft as it stands now.

use std::collections::BTreeMap;

use hanhdong_domain::organisation::{ProgrammeAct, ProgrammeId, ReturnedId, SectionId};
use hanhdong_domain::programme::{Anchor, Programme};
use hanhdong_store::programme::{self as memory, ReturnedRow, SettledRow};
use hanhdong_store::{Db, organisation};
use jiff::civil::DateTime;

use super::body::{Body, How, Proposal, RefusedRow, What};
use super::form::node;
use crate::app::App;
use crate::clock::here;
use crate::programme::merge::merged;
use crate::programme::reading::{allowed, read};
use crate::programme::sheet::{Sheet, sheet_of_node};
use crate::programme::slots::Kind;
use crate::refusal::Refusal;
use crate::who::Who;

/// How a proposal stands to the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It can be taken.
    Fits,
    /// It can be taken together with those before it.
    Follows,
    /// The draft says so already.
    Same,
    /// The same was changed otherwise in the draft meanwhile: somebody chooses.
    Conflict,
    /// What it is about is no longer in the draft.
    Gone,
    /// The item does not read with it: why, as a message key.
    Unfit(&'static str),
    /// It is for people to read: no act follows from it.
    Note,
}

impl State {
    /// Can it be taken as it is?
    pub const fn can_be_taken(self) -> bool {
        matches!(self, State::Fits | State::Follows | State::Same)
    }
}

/// A proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// Its number, from 1.
    pub number: i64,
    /// What is proposed.
    pub what: What,
    /// Who proposes it.
    pub by: String,
    /// On which day; empty where it is not said.
    pub day: String,
    /// How it was found.
    pub how: How,
    /// How sure it is that the item is the right one, in hundredths.
    pub sure: u8,
    /// The kind of its item.
    pub kind: Option<Kind>,
    /// The words of its item.
    pub title: String,
    /// What stands there now.
    pub now: String,
    /// What would stand there.
    pub merged: Option<String>,
    /// How it stands to the draft.
    pub state: State,
    /// What became of it: taken or not, by whom, when.
    pub settled: Option<(bool, String, Option<DateTime>)>,
}

/// A paper that came back, as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnedLine {
    /// Its id.
    pub id: ReturnedId,
    /// The name of the file.
    pub name: String,
    /// The section of a form.
    pub section: Option<SectionId>,
    /// What the section is called, and who works on it.
    pub section_said: Option<(String, String)>,
    /// The version it was made from, in words; empty where that is not known.
    pub version: String,
    /// Who put it in.
    pub by: String,
    /// When, in Viet Nam.
    pub at: Option<DateTime>,
    /// What it proposes.
    pub rows: Vec<Proposed>,
    /// What was not taken in.
    pub refused: Vec<RefusedRow>,
}

/// A paper that came back, with the fingerprint of what was seen of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnedPaper {
    /// It.
    pub line: ReturnedLine,
    /// Fingerprint: it is settled only where it still stands so.
    pub seen: String,
}

impl ReturnedLine {
    /// Proposals that wait for a word.
    pub fn waiting(&self) -> impl Iterator<Item = &Proposed> {
        self.rows.iter().filter(|it| it.settled.is_none())
    }
}

impl App {
    /// The papers that came back to a draft, for whoever may read how it is written.
    pub async fn returned(&self, who: &Who, id: &ProgrammeId) -> Result<Vec<ReturnedLine>, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        allowed(&mut db, who, id, ProgrammeAct::ReadDrafting).await?;
        let now = read(&memory::programme(&mut db, id).await?.ok_or(Refusal::NotFound)?.body)?;
        let mut lines = Vec::new();
        for row in memory::returned_of(&mut db, id).await? {
            lines.push(line(&mut db, row, &now).await?);
        }
        Ok(lines)
    }

    /// One of them.
    pub async fn returned_paper(&self, who: &Who, id: &ProgrammeId, paper: &ReturnedId) -> Result<ReturnedPaper, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        allowed(&mut db, who, id, ProgrammeAct::ReadDrafting).await?;
        let now = read(&memory::programme(&mut db, id).await?.ok_or(Refusal::NotFound)?.body)?;
        let row = memory::returned(&mut db, paper).await?.filter(|it| it.programme == *id).ok_or(Refusal::NotFound)?;
        let line = line(&mut db, row, &now).await?;
        Ok(ReturnedPaper { seen: seen(&line.rows), line })
    }
}

pub(super) fn body_of(row: &ReturnedRow) -> Result<Body, Refusal> {
    serde_json::from_str(&row.body).map_err(|error| Refusal::Fault(format!("a stored paper does not read: {error}")))
}

async fn line(db: &mut Db<'_>, row: ReturnedRow, now: &Programme) -> Result<ReturnedLine, Refusal> {
    let body = body_of(&row)?;
    let settled = memory::settled_rows(db, &row.id).await?;
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for person in settled.values().map(|it| &it.by).chain([&row.by]) {
        if !names.contains_key(person.as_str()) {
            names.insert(person.to_string(), organisation::person(db, person).await?.map(|it| it.name).unwrap_or_default());
        }
    }
    let section_said = match &row.section {
        Some(section) => memory::section(db, section).await?.map(|it| it.title),
        None => None,
    };
    let holder = body.rows.first().map(|it| it.by.clone()).unwrap_or_default();
    let mut rows = proposed(&body, &settled, now);
    for it in &mut rows {
        if let Some(settled) = settled.get(&it.number) {
            it.settled = Some((settled.is_taken, names.get(settled.by.as_str()).cloned().unwrap_or_default(), here(&settled.at)));
        }
    }
    Ok(ReturnedLine {
        id: row.id,
        name: row.name,
        section: row.section,
        section_said: section_said.map(|it| (it, holder)),
        version: body.version,
        by: names.get(row.by.as_str()).cloned().unwrap_or_default(),
        at: here(&row.at),
        rows,
        refused: body.refused,
    })
}

/// What a person had before the eyes, in few letters.
pub(super) fn seen(rows: &[Proposed]) -> String {
    let said: String = rows.iter().map(|it| format!("{} {:?} {:?} {:?}\n", it.number, it.state, it.now, it.merged)).collect();
    blake3::hash(said.as_bytes()).to_hex()[..20].to_owned()
}

/// The rows of a paper, held against the draft.
pub(super) fn proposed(body: &Body, settled: &BTreeMap<i64, SettledRow>, now: &Programme) -> Vec<Proposed> {
    let mut assumed: BTreeMap<Anchor, Sheet> = BTreeMap::new();
    let one = |(number, it): (i64, &Proposal)| {
        let is_open = !settled.contains_key(&number);
        let mut out = Proposed {
            number,
            what: it.what.clone(),
            by: it.by.clone(),
            day: it.day.clone(),
            how: it.how,
            sure: it.sure,
            kind: None,
            title: String::new(),
            now: String::new(),
            merged: None,
            state: State::Note,
            settled: None,
        };
        stand(&mut out, now, &mut assumed, is_open);
        out
    };
    (1i64..).zip(&body.rows).map(one).collect()
}

fn stand(it: &mut Proposed, now: &Programme, assumed: &mut BTreeMap<Anchor, Sheet>, is_open: bool) {
    let found = |item: &str| Anchor::new(item).and_then(|anchor| node(now, &anchor).map(|node| (anchor, node)));
    match &it.what {
        What::Slot { item, slot, base, mine } => {
            let Some((anchor, node)) = found(item) else { return it.state = State::Gone };
            let sheet = sheet_of_node(node);
            it.kind = Some(sheet.kind);
            sheet.get("text").clone_into(&mut it.title);
            let Some(slot) = sheet.kind.slots().iter().find(|it| it.name == slot) else { return it.state = State::Gone };
            sheet.get(slot.name).clone_into(&mut it.now);
            let put = |sheet: &Sheet| {
                let theirs = sheet.get(slot.name);
                if theirs == mine {
                    return Some((State::Same, mine.clone(), sheet.clone()));
                }
                let words = merged(slot, base.as_deref()?, mine, theirs)?;
                let mut sheet = sheet.clone();
                sheet.empty(slot.name);
                let fits = sheet.fill(slot.name, &words).and_then(|()| sheet.node(&anchor, Some(node)));
                Some((fits.map_or_else(|it| State::Unfit(it.why), |_| State::Fits), words, sheet))
            };
            let follows = || assumed.get(&anchor).and_then(put).map(|it| (if it.0 == State::Fits { State::Follows } else { it.0 }, it.1, it.2));
            match put(&sheet).or_else(follows) {
                Some((state, words, _)) => {
                    it.state = state;
                    it.merged = Some(words);
                }
                None => it.state = State::Conflict,
            }
            if is_open && it.state.can_be_taken() {
                let there = assumed.get(&anchor).unwrap_or(&sheet);
                if let Some((_, _, sheet)) = put(there) {
                    assumed.insert(anchor, sheet);
                }
            }
        }
        What::New { kind, fields, .. } => {
            it.kind = Kind::of_name(kind);
            it.merged = Some(fields.iter().map(|it| it.1.as_str()).collect::<Vec<_>>().join("\n"));
            it.state = match sheet_of(kind, fields).map(|sheet| sheet.node(&placeholder(), None)) {
                Some(Ok(_)) => State::Fits,
                Some(Err(refusal)) => State::Unfit(refusal.why),
                None => State::Unfit("unknown"),
            };
        }
        What::Gone { item, text } => {
            let Some((_, node)) = found(item) else { return it.state = State::Same };
            let sheet = sheet_of_node(node);
            it.kind = Some(sheet.kind);
            sheet.get("text").clone_into(&mut it.title);
            it.now.clone_from(&it.title);
            // Who takes out what reads otherwise by now has not seen it.
            it.state = if it.title == *text { State::Fits } else { State::Conflict };
        }
        What::Line { base, mine } => {
            it.now.clone_from(base);
            it.merged = Some(mine.clone().unwrap_or_default());
            let is_there = |text: &str| super::settle::line_at(now, text).is_some();
            it.state = match mine {
                _ if is_there(base) => State::Fits,
                Some(mine) if is_there(mine) => State::Same,
                None => State::Same,
                Some(_) => State::Gone,
            };
        }
        What::Remark { item, words } => {
            it.merged = Some(words.clone());
            let Some(item) = item else { return };
            let Some((_, node)) = found(item) else { return };
            let sheet = sheet_of_node(node);
            it.kind = Some(sheet.kind);
            sheet.get("text").clone_into(&mut it.title);
            it.state = State::Fits;
        }
    }
}

/// An anchor to try with.
fn placeholder() -> Anchor {
    hanhdong_domain::programme::AnchorPool::default().derive("t", None, "moi")
}

/// The sheet of a new item; `None` for a kind that is none, or a field that it does not have.
pub(super) fn sheet_of(kind: &str, fields: &[(String, String)]) -> Option<Sheet> {
    let mut sheet = Sheet::new(Kind::of_name(kind).filter(|it| Kind::ITEMS.contains(it))?);
    for (slot, value) in fields {
        // Several choices are entries of one name.
        sheet.fill(slot, value).ok()?;
    }
    Some(sheet)
}
