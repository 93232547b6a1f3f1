//! The office's appraisal of a draft: form is put right and listed, content is remarked on and answered (practice.md, finding 9).

use std::collections::HashMap;

use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{AppraisalId, PersonId, ProgrammeAct, ProgrammeId};
use hanhdong_domain::programme::{Anchor, Appraisal, AppraisalEnd, AppraisalRefusal, Content, Programme, Remark, RemarkAnswer, Taken, Tally, Weight};
use hanhdong_domain::text;
use hanhdong_paper::notation::write_node;
use hanhdong_store::programme as memory;
use hanhdong_store::{Db, StoreError, Tx, journal, organisation};
use serde_json::json;

use super::history::{HistoryLine, Names, told};
use super::reading::{Opened, allowed, read};
use crate::app::{App, new};
use crate::refusal::Refusal;
use crate::who::Who;

/// How long a remark or an answer may be, in characters.
const WORDS_MAX: usize = 4000;
/// How many remarks an appraisal may have.
const REMARKS_MAX: usize = 500;
/// How many lines of the journal the log of an appraisal is read from.
const LOG_LINES_MAX: i64 = 5000;

/// A draft with its appraisals.
pub struct Appraisals {
    /// The draft.
    pub opened: Opened,
    /// Each appraisal, the newest first.
    pub all: Vec<AppraisalShown>,
    /// May this person open one now?
    pub may_open: bool,
    /// Does this person appraise it now?
    pub is_appraiser: bool,
    /// May this person answer remarks?
    pub may_answer: bool,
    /// May this person give up the one that is open?
    pub may_give_up: bool,
}

/// An appraisal with all that belongs to it.
pub struct AppraisalShown {
    /// The appraisal.
    pub appraisal: Appraisal,
    /// Its number among those of the draft, from 1.
    pub number: usize,
    /// Its remarks, in their order.
    pub remarks: Vec<Remark>,
    /// What became of them, in numbers.
    pub tally: Tally,
    /// What the appraiser changed while it was open, the oldest first.
    pub log: Vec<HistoryLine>,
    /// The names of everybody in it.
    pub names: HashMap<PersonId, String>,
}

impl AppraisalShown {
    /// A person's name.
    pub fn name(&self, person: &PersonId) -> &str {
        self.names.get(person).map_or("", String::as_str)
    }
}

/// What a remark says, as it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRemark {
    /// The item; `None` for the draft as a whole.
    pub item: Option<Anchor>,
    /// How much it asks for.
    pub weight: Weight,
    /// What it says.
    pub words: String,
}

impl From<AppraisalRefusal> for Refusal {
    fn from(refusal: AppraisalRefusal) -> Refusal {
        let (field, why) = match refusal {
            AppraisalRefusal::Over => ("appraisal", "appraisal-over"),
            AppraisalRefusal::NotTheAppraiser => ("appraisal", "not-the-appraiser"),
            AppraisalRefusal::OwnRemark => ("answer", "own-remark"),
            AppraisalRefusal::Settled => ("answer", "remark-settled"),
            AppraisalRefusal::Unchanged => ("answer", "item-unchanged"),
            AppraisalRefusal::NoReason => ("answer", "empty"),
            AppraisalRefusal::Unanswered => ("appraisal", "remarks-open"),
        };
        Refusal::Field { field, why }
    }
}

/// Why a change of the appraiser's was not made: what it touches, and that a remark is the way.
pub(crate) const fn beyond_form(what: Content) -> Refusal {
    let why = match what {
        Content::Figure => "appraisal-figure",
        Content::Lead => "appraisal-lead",
        Content::Deadline => "appraisal-deadline",
        Content::Money => "appraisal-money",
        Content::Words => "appraisal-words",
        Content::Outline => "appraisal-outline",
    };
    Refusal::Field { field: "appraisal", why }
}

/// Text of several lines as it is kept: normal form, no control characters but line ends, not endless.
pub(crate) fn checked_words(field: &'static str, words: &str) -> Result<String, Refusal> {
    let words = text::nfc(&words.replace('\r', "")).trim().to_owned();
    if WORDS_MAX < words.chars().count() {
        return Err(Refusal::Field { field, why: "too-long" });
    }
    if words.chars().any(|it| (it.is_control() && it != '\n') || matches!(it, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')) {
        return Err(Refusal::Field { field, why: "unprintable" });
    }
    Ok(words)
}

/// An item in our notation as it reads now; empty where it is gone.
pub(super) fn item_now(programme: &Programme, item: &Anchor) -> String {
    let node = programme.position(item).and_then(|(part, at)| programme.parts.get(part)?.nodes.get(at));
    node.map(write_node).unwrap_or_default()
}

impl App {
    /// The appraisals of a draft, for those who see how it was drafted.
    pub async fn appraisals(&self, who: &Who, id: &ProgrammeId) -> Result<Appraisals, Refusal> {
        let opened = self.open(who, id).await?;
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let (standing, is_issued) = allowed(&mut db, who, id, ProgrammeAct::ReadDrafting).await?;
        let mut names = Names::default();
        let lines = journal::about(&mut db, Subject::Programme, id.as_str(), LOG_LINES_MAX).await?;
        let found = memory::appraisals(&mut db, id).await?;
        let count = found.len();
        let mut all = Vec::new();
        for (at, appraisal) in found.into_iter().enumerate() {
            let remarks = memory::remarks(&mut db, &appraisal.id).await?;
            let mut log = Vec::new();
            for line in lines.iter().rev().filter(|it| is_of(&appraisal, it)) {
                log.push(told(&mut db, &mut names, line.clone()).await?);
            }
            let mut known = HashMap::new();
            for person in people_of(&appraisal, &remarks) {
                let name = names.of(&mut db, &person).await?;
                known.insert(person, name);
            }
            all.push(AppraisalShown { number: count - at, tally: Tally::of(&remarks), remarks, log, names: known, appraisal });
        }
        let may_appraise = standing.may(ProgrammeAct::Appraise, is_issued) && opened.row.put_away_at.is_none();
        let open = all.iter().map(|it| &it.appraisal).find(|it| it.is_open());
        let is_appraiser = may_appraise && open.is_some_and(|it| it.by == *who.id());
        let (may_open, may_give_up) = (may_appraise && open.is_none(), may_appraise && open.is_some());
        let may_answer = opened.may_edit && open.is_some();
        Ok(Appraisals { may_open, is_appraiser, may_answer, may_give_up, all, opened })
    }

    /// Opens an appraisal of a draft as it stands.
    pub async fn open_appraisal(&self, who: &Who, id: &ProgrammeId) -> Result<(), Refusal> {
        let (who, id) = (who.clone(), id.clone());
        self.act(move |tx| {
            let (who, id) = (who.clone(), id.clone());
            Box::pin(async move {
                allowed(tx.db(), &who, &id, ProgrammeAct::Appraise).await?;
                let row = memory::programme(tx.db(), &id).await?.ok_or(Refusal::NotFound)?;
                if row.put_away_at.is_some() {
                    return Err(Refusal::NotAllowed);
                }
                let it = Appraisal { id: new::appraisal(), programme: id, version: row.version, by: who.id().clone(), opened_at: tx.at().to_owned(), end: None };
                memory::open_appraisal(tx, &it).await.map_err(|error| match error {
                    StoreError::Constraint(_) => Refusal::Field { field: "appraisal", why: "appraisal-open-already" },
                    other => other.into(),
                })?;
                record(tx, &who, Act::AppraisalOpened, &it, json!({ "version": it.version })).await
            })
        })
        .await
    }

    /// Remarks on something in the open appraisal; the number of the remark.
    pub async fn remark(&self, who: &Who, id: &ProgrammeId, new: NewRemark) -> Result<i64, Refusal> {
        let (who, id) = (who.clone(), id.clone());
        self.act(move |tx| {
            let (who, id, said) = (who.clone(), id.clone(), new.clone());
            Box::pin(async move {
                let (it, remarks) = held(tx, &who, &id, ProgrammeAct::Appraise).await?;
                it.goes_on(who.id())?;
                let words = checked_words("remark", &said.words)?;
                if words.is_empty() {
                    return Err(Refusal::Field { field: "remark", why: "empty" });
                }
                if REMARKS_MAX <= remarks.len() {
                    return Err(Refusal::Field { field: "remark", why: "too-many" });
                }
                let programme = read(&memory::programme(tx.db(), &id).await?.ok_or(Refusal::NotFound)?.body)?;
                let item_then = said.item.as_ref().map(|it| item_now(&programme, it)).unwrap_or_default();
                if said.item.is_some() && item_then.is_empty() {
                    return Err(Refusal::Field { field: "item", why: "no-item" });
                }
                let number = remarks.iter().map(|it| it.number).max().unwrap_or(0) + 1;
                let (at, by) = (tx.at().to_owned(), who.id().clone());
                let (id, appraisal) = (new::remark(), it.id.clone());
                let remark = Remark { id, appraisal, number, item: said.item, item_then, weight: said.weight, words, by, at, taken_back_at: None, answer: None };
                memory::remark(tx, &remark).await?;
                let item = remark.item.as_ref().map(ToString::to_string);
                let data = json!({ "number": number, "item": item, "weight": remark.weight.name(), "before": null, "after": remark.words });
                record(tx, &who, Act::RemarkWritten, &it, data).await?;
                Ok(number)
            })
        })
        .await
    }

    /// Takes a remark back that nobody answered yet.
    pub async fn take_remark_back(&self, who: &Who, id: &ProgrammeId, number: i64) -> Result<(), Refusal> {
        let (who, id) = (who.clone(), id.clone());
        self.act(move |tx| {
            let (who, id) = (who.clone(), id.clone());
            Box::pin(async move {
                let (it, remarks) = held(tx, &who, &id, ProgrammeAct::Appraise).await?;
                it.goes_on(who.id())?;
                let remark = remarks.iter().find(|it| it.number == number).ok_or(Refusal::NotFound)?;
                if !memory::take_back_remark(tx, &remark.id).await? {
                    return Err(AppraisalRefusal::Settled.into());
                }
                record(tx, &who, Act::RemarkTakenBack, &it, json!({ "number": number, "before": remark.words, "after": null })).await
            })
        })
        .await
    }

    /// Answers a remark, as a drafter: taken in, or explained.
    pub async fn answer_remark(&self, who: &Who, id: &ProgrammeId, number: i64, taken: Taken, words: &str) -> Result<(), Refusal> {
        let (who, id, words) = (who.clone(), id.clone(), words.to_owned());
        self.act(move |tx| {
            let (who, id, words) = (who.clone(), id.clone(), words.clone());
            Box::pin(async move {
                let (it, remarks) = held(tx, &who, &id, ProgrammeAct::Edit).await?;
                let remark = remarks.iter().find(|it| it.number == number).ok_or(Refusal::NotFound)?;
                let words = checked_words("answer", &words)?;
                let programme = read(&memory::programme(tx.db(), &id).await?.ok_or(Refusal::NotFound)?.body)?;
                let now = remark.item.as_ref().map(|it| item_now(&programme, it)).unwrap_or_default();
                remark.fits(taken, &words, &now, who.id())?;
                let answer = RemarkAnswer { taken, words, item_now: now, by: who.id().clone(), at: tx.at().to_owned() };
                if !memory::answer_remark(tx, &remark.id, &answer).await? {
                    return Err(AppraisalRefusal::Settled.into());
                }
                let data = json!({ "number": number, "taken": taken.name(), "words": answer.words, "before": remark.item_then, "after": answer.item_now });
                record(tx, &who, Act::RemarkAnswered, &it, data).await
            })
        })
        .await
    }

    /// Closes the open appraisal, every remark answered.
    pub async fn close_appraisal(&self, who: &Who, id: &ProgrammeId) -> Result<(), Refusal> {
        self.end_appraisal(who, id, None).await
    }

    /// Gives the open appraisal up, with the reason. Anybody of the office may: who opened it may be away.
    pub async fn give_up_appraisal(&self, who: &Who, id: &ProgrammeId, why: &str) -> Result<(), Refusal> {
        self.end_appraisal(who, id, Some(crate::organisation::checked_name("why", why)?)).await
    }

    async fn end_appraisal(&self, who: &Who, id: &ProgrammeId, why: Option<String>) -> Result<(), Refusal> {
        let (who, id) = (who.clone(), id.clone());
        self.act(move |tx| {
            let (who, id, why) = (who.clone(), id.clone(), why.clone());
            Box::pin(async move {
                let (mut it, remarks) = held(tx, &who, &id, ProgrammeAct::Appraise).await?;
                let act = if why.is_some() { Act::AppraisalGivenUp } else { Act::AppraisalClosed };
                if why.is_none() {
                    it.closes(who.id(), &remarks)?;
                }
                let end = AppraisalEnd { at: tx.at().to_owned(), by: who.id().clone(), why };
                if !memory::end_appraisal(tx, &it.id, &end).await? {
                    return Err(AppraisalRefusal::Over.into());
                }
                let tally = Tally::of(&remarks);
                let data = json!({ "why": end.why, "remarks": tally.remarks, "taken_in": tally.taken_in, "explained": tally.explained, "open": tally.open });
                it.end = Some(end);
                record(tx, &who, act, &it, data).await
            })
        })
        .await
    }
}

/// Everybody who is named in an appraisal.
fn people_of(appraisal: &Appraisal, remarks: &[Remark]) -> Vec<PersonId> {
    let ended_by = appraisal.end.iter().map(|it| &it.by);
    let answering = remarks.iter().filter_map(|it| Some(&it.answer.as_ref()?.by));
    [&appraisal.by].into_iter().chain(ended_by).chain(remarks.iter().map(|it| &it.by)).chain(answering).cloned().collect()
}

/// Is this line a change that the appraiser made while the appraisal was open?
fn is_of(appraisal: &Appraisal, line: &hanhdong_domain::journal::Line) -> bool {
    let is_change = matches!(line.event.act, Act::ProgrammeEdited | Act::EditUndone);
    let is_in_time = appraisal.opened_at <= line.at && appraisal.end.as_ref().is_none_or(|it| line.at <= it.at);
    is_change && is_in_time && line.event.by.as_ref() == Some(&appraisal.by)
}

/// Refuses what cannot wait for an open appraisal, such as issuing.
pub(crate) async fn no_appraisal_open(db: &mut Db<'_>, id: &ProgrammeId) -> Result<(), Refusal> {
    match memory::appraiser_of(db, id).await? {
        Some(_) => Err(Refusal::Field { field: "appraisal", why: "appraisal-first" }),
        None => Ok(()),
    }
}

/// Takes hold of the open appraisal of a draft, for a person who may do this with the draft.
async fn held(tx: &mut Tx<'_>, who: &Who, id: &ProgrammeId, act: ProgrammeAct) -> Result<(Appraisal, Vec<Remark>), Refusal> {
    allowed(tx.db(), who, id, act).await?;
    let none = || Refusal::Field { field: "appraisal", why: "appraisal-none" };
    let it = memory::appraisals(tx.db(), id).await?.into_iter().find(Appraisal::is_open).ok_or_else(none)?;
    if !memory::hold_appraisal(tx, &it.id).await? {
        return Err(none());
    }
    let remarks = memory::remarks(tx.db(), &it.id).await?;
    Ok((it, remarks))
}

async fn record(tx: &mut Tx<'_>, who: &Who, act: Act, it: &Appraisal, mut data: serde_json::Value) -> Result<(), Refusal> {
    data["programme"] = it.programme.as_str().into();
    let now: &AppraisalId = &it.id;
    let remarks = memory::remarks(tx.db(), now).await?;
    let (organisation, _) = memory::owner(tx.db(), &it.programme).await?.ok_or(Refusal::NotFound)?;
    let state = Some(memory::state_of_appraisal(it, &remarks));
    let event = Event { organisation, by: Some(who.id().clone()), act, subject: Subject::Appraisal, subject_id: it.id.to_string(), data: data.to_string(), state };
    tx.record(&event).await?;
    Ok(())
}

/// The names that a paper about a draft begins with: the organisation above, and its own.
pub(super) async fn heading_of(db: &mut Db<'_>, id: &hanhdong_domain::organisation::UnitId) -> Result<(Option<String>, String), Refusal> {
    let home = organisation::unit(db, id).await?.ok_or(Refusal::NotFound)?;
    let superior = match &home.above {
        Some(above) => organisation::unit(db, above).await?.map(|it| it.name),
        None => None,
    };
    Ok((superior, home.name))
}
