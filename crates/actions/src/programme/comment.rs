//! Comments on items of a draft: said, answered, said anew, settled, opened again.

use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{ProgrammeAct, ProgrammeId, ThreadId, UnitId};
use hanhdong_domain::programme::{Anchor, CommentTurn};
use hanhdong_store::programme::{self as memory, CommentRow, ThreadRow};
use hanhdong_store::{Db, Tx, organisation};
use jiff::civil::DateTime;
use serde_json::json;

use super::reading::{allowed, read, scope};
use crate::app::{App, new};
use crate::clock::here;
use crate::refusal::Refusal;
use crate::who::Who;

/// Letters of a comment.
const WORDS_CHARS_MAX: usize = 4000;

/// A line of a thread as pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentLine {
    /// Its number in the thread.
    pub number: i64,
    /// What it does.
    pub turn: CommentTurn,
    /// What it says.
    pub words: String,
    /// What its author said in its place before, oldest first.
    pub before: Vec<String>,
    /// Who.
    pub by: String,
    /// When, in Viet Nam.
    pub at: Option<DateTime>,
    /// May whoever asks say it anew?
    pub may_say_anew: bool,
}

/// What is said about an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// Its id.
    pub id: ThreadId,
    /// About which item.
    pub item: Anchor,
    /// Its lines, each as it was said last.
    pub lines: Vec<CommentLine>,
    /// Is it settled?
    pub is_settled: bool,
    /// May whoever asks settle it, or open it again?
    pub may_settle: bool,
}

/// A comment to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommentOn {
    /// About an item, the first of its thread.
    About(Anchor),
    /// In a thread.
    In(ThreadId),
    /// In a thread, in place of the own line with this number.
    Instead(ThreadId, i64),
}

impl App {
    /// What is said about the items of a draft, for whoever may read how it is drafted.
    pub async fn threads(&self, who: &Who, id: &ProgrammeId) -> Result<Vec<Thread>, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let (_, is_issued) = allowed(&mut db, who, id, ProgrammeAct::ReadDrafting).await?;
        let mut threads = Vec::new();
        for row in memory::threads_of(&mut db, id).await? {
            threads.push(told(&mut db, who, row, is_issued).await?);
        }
        Ok(threads)
    }

    /// Says something about an item: whoever may read the draft may.
    pub async fn comment(&self, who: &Who, id: &ProgrammeId, saying: CommentOn, words: &str) -> Result<ThreadId, Refusal> {
        let words = words.trim().to_owned();
        if words.is_empty() || WORDS_CHARS_MAX < words.chars().count() {
            return Err(Refusal::Field { field: "comment-words", why: if words.is_empty() { "empty" } else { "too-long" } });
        }
        let (who, id, fresh) = (who.clone(), id.clone(), new::thread());
        self.act(move |tx| {
            let (who, id, saying, words, fresh) = (who.clone(), id.clone(), saying.clone(), words.clone(), fresh.clone());
            Box::pin(async move { said(tx, &who, &id, saying, words, fresh).await })
        })
        .await
    }

    /// Settles a thread or opens it again: who began it, and who may edit its item.
    pub async fn settle_thread(&self, who: &Who, id: &ProgrammeId, thread: &ThreadId, settles: bool) -> Result<(), Refusal> {
        let (who, id, thread) = (who.clone(), id.clone(), thread.clone());
        self.act(move |tx| {
            let (who, id, thread) = (who.clone(), id.clone(), thread.clone());
            Box::pin(async move {
                let (standing, is_issued) = allowed(tx.db(), &who, &id, ProgrammeAct::ReadDrafting).await?;
                let row = memory::thread(tx.db(), &thread).await?.filter(|it| it.programme == id).ok_or(Refusal::NotFound)?;
                let lines = memory::comments(tx.db(), &thread).await?;
                let is_own = lines.first().is_some_and(|it| it.by == *who.id());
                if is_issued && (is_own || standing.may(ProgrammeAct::Edit, false)) {
                    return Err(Refusal::Issued);
                }
                let organisation = memory::owner(tx.db(), &id).await?.ok_or(Refusal::NotFound)?.0;
                if !may_settle(tx.db(), &who, &row, &lines).await? {
                    return Err(Refusal::NotAllowed);
                }
                if CommentTurn::is_settled(lines.iter().map(|it| it.turn)) == settles {
                    return Err(Refusal::Changed { now: String::new() });
                }
                let (turn, act) = if settles { (CommentTurn::Resolved, Act::CommentResolved) } else { (CommentTurn::Reopened, Act::CommentReopened) };
                add(tx, &who, &thread, &lines, (turn, None, String::new())).await?;
                record(tx, &who, &id, organisation, act, json!({ "thread": thread.as_str(), "item": row.item.as_str() })).await
            })
        })
        .await
    }
}

/// A draft on which one may comment; whose it is.
async fn open(tx: &mut Tx<'_>, who: &Who, id: &ProgrammeId) -> Result<UnitId, Refusal> {
    let (_, is_issued) = allowed(tx.db(), who, id, ProgrammeAct::ReadDrafting).await?;
    if is_issued {
        return Err(Refusal::Issued);
    }
    Ok(memory::owner(tx.db(), id).await?.ok_or(Refusal::NotFound)?.0)
}

async fn may_settle(db: &mut Db<'_>, who: &Who, row: &ThreadRow, lines: &[CommentRow]) -> Result<bool, Refusal> {
    let is_own = lines.first().is_some_and(|it| it.by == *who.id());
    Ok(is_own || scope(db, who, &row.programme).await.is_ok_and(|it| it.covers(&row.item)))
}

async fn told(db: &mut Db<'_>, who: &Who, row: ThreadRow, is_issued: bool) -> Result<Thread, Refusal> {
    let rows = memory::comments(db, &row.id).await?;
    let is_settled = CommentTurn::is_settled(rows.iter().map(|it| it.turn));
    let may_settle = !is_issued && may_settle(db, who, &row, &rows).await?;
    let mut lines: Vec<CommentLine> = Vec::new();
    // The line in whose place another stands gives its place, and is told below it.
    let mut stands_at: Vec<(i64, usize)> = Vec::new();
    for it in &rows {
        let by = organisation::person(db, &it.by).await?.map(|it| it.name).unwrap_or_default();
        let may_say_anew = !is_issued && !is_settled && it.turn == CommentTurn::Said && it.by == *who.id();
        let place = it.instead_of.and_then(|number| stands_at.iter().find(|it| it.0 == number)).map(|it| it.1);
        let mut line = CommentLine { number: it.number, turn: it.turn, words: it.words.clone(), before: Vec::new(), by, at: here(&it.at), may_say_anew };
        match place.and_then(|place| Some((place, lines.get_mut(place)?))) {
            Some((place, there)) => {
                line.before = std::mem::take(&mut there.before);
                line.before.push(std::mem::take(&mut there.words));
                *there = line;
                stands_at.push((it.number, place));
            }
            None => {
                stands_at.push((it.number, lines.len()));
                lines.push(line);
            }
        }
    }
    Ok(Thread { id: row.id, item: row.item, lines, is_settled, may_settle })
}

pub(super) async fn said(tx: &mut Tx<'_>, who: &Who, id: &ProgrammeId, saying: CommentOn, words: String, fresh: ThreadId) -> Result<ThreadId, Refusal> {
    let organisation = open(tx, who, id).await?;
    let (thread, instead_of) = match &saying {
        CommentOn::About(item) => {
            let body = memory::programme(tx.db(), id).await?.ok_or(Refusal::NotFound)?.body;
            read(&body)?.position(item).ok_or(Refusal::Changed { now: String::new() })?;
            memory::begin_thread(tx, &ThreadRow { id: fresh.clone(), programme: id.clone(), item: item.clone() }).await?;
            (fresh, None)
        }
        CommentOn::In(thread) => (thread.clone(), None),
        CommentOn::Instead(thread, number) => (thread.clone(), Some(*number)),
    };
    let row = memory::thread(tx.db(), &thread).await?.filter(|it| it.programme == *id).ok_or(Refusal::NotFound)?;
    let lines = memory::comments(tx.db(), &thread).await?;
    if CommentTurn::is_settled(lines.iter().map(|it| it.turn)) {
        return Err(Refusal::Changed { now: String::new() });
    }
    if let Some(number) = instead_of {
        let own = lines.iter().find(|it| it.number == number && it.turn == CommentTurn::Said).ok_or(Refusal::NotFound)?;
        if own.by != *who.id() {
            return Err(Refusal::NotAllowed);
        }
        if lines.iter().any(|it| it.instead_of == Some(number)) {
            return Err(Refusal::Changed { now: String::new() });
        }
    }
    let print = blake3::hash(words.as_bytes()).to_hex().to_string();
    add(tx, who, &thread, &lines, (CommentTurn::Said, instead_of, words)).await?;
    let data = json!({ "thread": thread.as_str(), "item": row.item.as_str(), "line": lines.len() + 1, "instead_of": instead_of, "fingerprint": print });
    record(tx, who, id, organisation, Act::CommentMade, data).await?;
    Ok(thread)
}

async fn add(tx: &mut Tx<'_>, who: &Who, thread: &ThreadId, lines: &[CommentRow], (turn, instead_of, words): (CommentTurn, Option<i64>, String)) -> Result<(), Refusal> {
    let number = i64::try_from(lines.len()).unwrap_or(i64::MAX - 1) + 1;
    let line = CommentRow { number, turn, instead_of, words, by: who.id().clone(), at: tx.at().to_owned() };
    Ok(memory::comment(tx, thread, &line).await?)
}

async fn record(tx: &mut Tx<'_>, who: &Who, id: &ProgrammeId, organisation: UnitId, act: Act, data: serde_json::Value) -> Result<(), Refusal> {
    let event = Event { organisation, by: Some(who.id().clone()), act, subject: Subject::Programme, subject_id: id.to_string(), data: data.to_string(), state: None };
    tx.record(&event).await?;
    Ok(())
}
