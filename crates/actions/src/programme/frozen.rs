//! Drafts frozen under their number, and every version of a programme made again from what was kept.

use std::sync::Arc;

use hanhdong_domain::journal::{Act, Event, Line, Subject};
use hanhdong_domain::organisation::{ProgrammeAct, ProgrammeId, SourceId};
use hanhdong_domain::programme::{Paper, Programme, VersionAt, draft_label, draft_mark};
use hanhdong_paper::notation;
use hanhdong_store::programme::{self as memory, FrozenRow, ProgrammeRow};
use hanhdong_store::{Db, journal, organisation};
use jiff::civil::DateTime;
use serde_json::json;

use super::edit::title;
use super::journal_data::{EditData, Written};
use super::reading::{allowed, read};
use crate::app::App;
use crate::clock::here;
use crate::refusal::Refusal;
use crate::who::Who;

/// How many lines back a version is looked for.
const LINES_BACK_MAX: i64 = 50_000;

/// A frozen draft as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrozenLine {
    /// Its number, from 1.
    pub number: i64,
    /// What it was frozen for.
    pub label: String,
    /// When, in Viet Nam.
    pub at: Option<DateTime>,
    /// Who froze it.
    pub by: String,
    /// The number of the journal's line that it was frozen after.
    pub seq: i64,
    /// Fingerprint of its text.
    pub hash: String,
    /// Is the text still the one that was frozen?
    pub is_whole: bool,
}

/// A version of a programme.
#[derive(Clone)]
pub struct Version {
    /// Which.
    pub at: VersionAt,
    /// Its text in our notation, byte for byte.
    pub body: String,
    /// What it says; a frozen draft with its mark.
    pub programme: Arc<Programme>,
    /// When it was frozen or written, in Viet Nam; `None` for the one of now.
    pub on: Option<DateTime>,
    /// Where it is a frozen draft.
    pub frozen: Option<FrozenLine>,
}

impl App {
    /// Freezes the draft under the next number; the version that was seen, no other.
    pub async fn freeze(&self, who: &Who, id: &ProgrammeId, label: &str, seen: i64) -> Result<i64, Refusal> {
        let label = draft_label(label).ok_or(Refusal::Field { field: "draft-label", why: if label.trim().is_empty() { "empty" } else { "too-long" } })?;
        let (who, id) = (who.clone(), id.clone());
        self.act(move |tx| {
            let (who, id, label) = (who.clone(), id.clone(), label.clone());
            Box::pin(async move {
                let draft = super::edit::held(tx, &who, &id).await?;
                // Taking hold of it has made it one version more.
                if draft.row.version != seen + 1 {
                    return Err(Refusal::Changed { now: String::new() });
                }
                let last = memory::frozen_of(tx.db(), &id).await?.first().map_or(0, |it| it.number);
                let seq = last_line(tx.db(), &draft.row).await?;
                let hash = blake3::hash(draft.row.body.as_bytes()).to_hex().to_string();
                let row = FrozenRow { programme: id.clone(), number: last + 1, label, body: draft.row.body.clone(), hash, seq, by: who.id().clone(), at: tx.at().to_owned() };
                memory::freeze(tx, &row).await?;
                let event = Event {
                    organisation: draft.row.organisation.clone(),
                    by: Some(who.id().clone()),
                    act: Act::DraftFrozen,
                    subject: Subject::Draft,
                    subject_id: row.subject_id(),
                    data: json!({ "number": row.number, "label": row.label, "hash": row.hash, "after": row.seq }).to_string(),
                    state: Some(row.state()),
                };
                tx.record(&event).await?;
                Ok(row.number)
            })
        })
        .await
    }

    /// The frozen drafts of a programme, last first, for whoever may read how it was drafted.
    pub async fn frozen(&self, who: &Who, id: &ProgrammeId) -> Result<Vec<FrozenLine>, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        allowed(&mut db, who, id, ProgrammeAct::ReadDrafting).await?;
        let mut lines = Vec::new();
        for row in memory::frozen_of(&mut db, id).await? {
            lines.push(frozen_line(&mut db, &row).await?);
        }
        Ok(lines)
    }

    /// A version of a programme: now, as it was frozen, or as a line of the journal left it. One that cannot be made again
    /// to the byte is not found, rather than shown nearly.
    pub async fn version_at(&self, who: &Who, id: &ProgrammeId, at: VersionAt) -> Result<Version, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        allowed(&mut db, who, id, ProgrammeAct::ReadDrafting).await?;
        let row = memory::programme(&mut db, id).await?.ok_or(Refusal::NotFound)?;
        match at {
            VersionAt::Now => Ok(Version { at, programme: Arc::new(read(&row.body)?), body: row.body, on: None, frozen: None }),
            VersionAt::Frozen(number) => {
                let row = memory::frozen(&mut db, id, number).await?.ok_or(Refusal::NotFound)?;
                let line = frozen_line(&mut db, &row).await?;
                Ok(Version { at, programme: Arc::new(frozen_programme(&row)?), body: row.body, on: line.at, frozen: Some(line) })
            }
            VersionAt::Line(seq) => {
                let lines = journal::about(&mut db, Subject::Programme, id.as_str(), LINES_BACK_MAX).await?;
                let made = tokio::task::spawn_blocking(move || as_of(row, &lines, seq)).await;
                let (body, programme, written) = made.map_err(|error| Refusal::Fault(error.to_string()))??;
                Ok(Version { at, body, programme: Arc::new(programme), on: here(&written), frozen: None })
            }
        }
    }
}

/// A frozen draft as it goes out: with its mark.
pub(crate) fn frozen_programme(row: &FrozenRow) -> Result<Programme, Refusal> {
    let mut programme = read(&row.body)?;
    programme.document.draft = Some(draft_mark(row.number, &row.label));
    Ok(programme)
}

async fn last_line(db: &mut Db<'_>, row: &ProgrammeRow) -> Result<i64, Refusal> {
    let lines = journal::about(db, Subject::Programme, row.id.as_str(), 1).await?;
    Ok(lines.first().filter(|it| it.event.organisation == row.organisation).map_or(0, |it| it.seq))
}

pub(super) async fn frozen_line(db: &mut Db<'_>, row: &FrozenRow) -> Result<FrozenLine, Refusal> {
    let by = organisation::person(db, &row.by).await?.map(|it| it.name).unwrap_or_default();
    Ok(FrozenLine { number: row.number, label: row.label.clone(), at: here(&row.at), by, seq: row.seq, hash: row.hash.clone(), is_whole: row.is_whole() })
}

/// The programme as a line of the journal left it: from now back, change by change, each by its inverse. It is held
/// against the fingerprint that the line keeps, so what comes out is what stood there, byte for byte.
fn as_of(mut row: ProgrammeRow, lines: &[Line], seq: i64) -> Result<(String, Programme, String), Refusal> {
    let mut programme = read(&row.body)?;
    for line in lines {
        // Numbers mean something in one journal only.
        if line.event.organisation != row.organisation {
            return Err(Refusal::NotFound);
        }
        if line.seq == seq {
            row.body = notation::write(&programme);
            row.title = title(&programme);
            return match line.event.state.as_deref() {
                Some(state) if state == row.state() => Ok((row.body, programme, line.at.clone())),
                Some(_) | None => Err(Refusal::NotFound),
            };
        }
        take_back(&mut row, &mut programme, line)?;
    }
    Err(Refusal::NotFound)
}

fn take_back(row: &mut ProgrammeRow, programme: &mut Programme, line: &Line) -> Result<(), Refusal> {
    if line.event.act == Act::ProgrammeIssued {
        row.issued_on = None;
    }
    let Ok(data) = serde_json::from_str::<EditData>(&line.event.data) else { return Ok(()) };
    for written in data.edits.iter().rev() {
        match written {
            Written::Source { before, paper, .. } => {
                let paper = paper.as_deref().map_or(Some(Paper::Source), Paper::of_name).ok_or(Refusal::NotFound)?;
                row.lay(paper, before.as_deref().and_then(SourceId::parse));
            }
            Written::Node { .. }
            | Written::Part { .. }
            | Written::Head { .. }
            | Written::Opening { .. }
            | Written::Tie { .. }
            | Written::Trace { .. }
            | Written::Stop { .. }
            | Written::Cite { .. } => {
                let edit = written.edit().ok_or(Refusal::NotFound)?;
                programme.take_back(&edit).map_err(|_| Refusal::NotFound)?;
            }
        }
    }
    Ok(())
}
