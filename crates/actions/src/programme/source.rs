//! The papers beside a programme: what it carries out, the programme of the last term, the superior's. Each is handed in once and
//! tied to as many programmes as it lies beside.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{OrganisationAct, ProgrammeAct, ProgrammeId, SourceId, UnitId};
use hanhdong_domain::programme::{Paper, Programme};
use hanhdong_paper::intake::understand::Purpose;
use hanhdong_paper::notation;
use hanhdong_store::organisation as house;
use hanhdong_store::programme::{self as memory, SourceRow};
use hanhdong_store::{StoreError, Tx};
use serde_json::json;

use super::edit::{Held, held, title};
use super::hand_in::{HandIn, keep_file, understood};
use super::journal_data::{EditData, Written};
use super::reading::{Opened, allowed, read};
use crate::app::{App, new};
use crate::refusal::Refusal;
use crate::who::Who;

/// Sources listed at once.
const SOURCES_MAX: i64 = 200;

/// A source, opened beside a programme.
#[derive(Clone, Debug)]
pub struct SourceOpened {
    /// Its id.
    pub id: SourceId,
    /// Its title.
    pub title: String,
    /// What was understood of it.
    pub source: Arc<Programme>,
}

impl App {
    /// Hands in a paper that programmes carry out.
    pub async fn hand_in_source(&self, who: &Who, organisation: &UnitId, file: HandIn) -> Result<SourceId, Refusal> {
        let paper = SourcePaper::of(file, Paper::Source).await?;
        let (by, organisation) = (who.clone(), organisation.clone());
        self.once(who, move |tx| {
            let (who, organisation, paper) = (by.clone(), organisation.clone(), paper.clone());
            Box::pin(async move {
                let unit = house::unit(tx.db(), &organisation).await?.ok_or(Refusal::NotFound)?;
                crate::organisation::allowed(tx.db(), &who, &unit, OrganisationAct::Create).await?;
                paper.enter(tx, &who, &unit.organisation, None).await
            })
        })
        .await
    }

    /// The papers of a kind that a person may lay beside programmes: id and title, newest first.
    pub async fn sources(&self, who: &Who, paper: Paper) -> Result<Vec<(SourceId, String)>, Refusal> {
        let mut reader = self.read().await?;
        let rows = memory::sources_of(&mut reader.db(), who.id(), who.today(), paper, SOURCES_MAX).await?;
        Ok(rows.into_iter().map(|it| (it.id, it.title)).collect())
    }

    /// Lays a paper of this kind beside a programme, or takes it away.
    pub async fn link_source(&self, who: &Who, id: &ProgrammeId, paper: Paper, source: Option<SourceId>) -> Result<(), Refusal> {
        let (who, id) = (who.clone(), id.clone());
        self.act(move |tx| {
            let (who, id, source) = (who.clone(), id.clone(), source.clone());
            Box::pin(async move {
                let mut draft = held(tx, &who, &id).await?;
                if let Some(source) = &source {
                    // A paper of another organisation is not found, as everywhere.
                    let there = memory::source(tx.db(), source).await?.filter(|it| it.organisation == draft.row.organisation && it.paper == paper);
                    there.ok_or(Refusal::NotFound)?;
                }
                tie(tx, &who, &mut draft, paper, source).await
            })
        })
        .await
    }

    /// The paper of this kind beside a programme, where there is one.
    pub async fn source_of(&self, who: &Who, id: &ProgrammeId, paper: Paper) -> Result<Option<SourceOpened>, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        allowed(&mut db, who, id, ProgrammeAct::Read).await?;
        let Some(source) = memory::programme(&mut db, id).await?.ok_or(Refusal::NotFound)?.paper(paper).cloned() else { return Ok(None) };
        let row = memory::source(&mut db, &source).await?.ok_or(Refusal::NotFound)?;
        if let Some(source) = self.sources_read().of(&row.id) {
            return Ok(Some(SourceOpened { id: row.id, title: row.title, source }));
        }
        let file = match &row.file {
            Some(file) => memory::file(&mut db, file).await?,
            None => None,
        };
        drop(reader);
        let body = row.body.clone();
        let source = tokio::task::spawn_blocking(move || with_places(&body, paper, file.map(|it| it.bytes))).await;
        let source = Arc::new(source.map_err(|error| Refusal::Fault(error.to_string()))??);
        self.sources_read().keep(&row.id, &source);
        Ok(Some(SourceOpened { id: row.id, title: row.title, source }))
    }
}

/// What was understood of a source, with the places of its file, which our notation does not keep. Where today's reader
/// understands the file otherwise than that of its day, what was kept stands.
fn with_places(body: &str, paper: Paper, file: Option<Vec<u8>>) -> Result<Programme, Refusal> {
    let again = file.and_then(|bytes| hanhdong_paper::intake::import(&bytes, purpose(paper)).ok());
    match again.filter(|it| notation::write(it) == body) {
        Some(again) => Ok(again),
        None => read(body),
    }
}

/// What such a paper is read as: reports and resolutions are read for what they ask, programmes for their tasks.
const fn purpose(paper: Paper) -> Purpose {
    match paper {
        Paper::Source => Purpose::Source,
        Paper::LastTerm | Paper::Superior => Purpose::Programme,
    }
}

/// Sources kept parsed: one is never changed once it is handed in.
#[derive(Default)]
pub struct SourcesRead(Mutex<VecDeque<(SourceId, Arc<Programme>)>>);

/// How many sources are kept parsed.
const KEPT_MAX: usize = 32;

impl SourcesRead {
    fn kept(&self) -> MutexGuard<'_, VecDeque<(SourceId, Arc<Programme>)>> {
        // Whole at every moment, whatever panicked while holding it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
    fn of(&self, id: &SourceId) -> Option<Arc<Programme>> {
        self.kept().iter().find(|it| it.0 == *id).map(|it| it.1.clone())
    }
    fn keep(&self, id: &SourceId, source: &Arc<Programme>) {
        let mut kept = self.kept();
        kept.retain(|it| it.0 != *id);
        kept.push_back((id.clone(), source.clone()));
        if KEPT_MAX < kept.len() {
            kept.pop_front();
        }
    }
}

/// A programme beside its source.
pub struct SourceBeside {
    /// The programme.
    pub opened: Opened,
    /// The source and what was found between the two; `None` where the programme is tied to none.
    pub source: Option<(SourceOpened, hanhdong_check::Beside)>,
}

impl App {
    /// A programme beside the paper it carries out: what takes up what, what is left over on both sides.
    pub async fn beside_source(&self, who: &Who, id: &ProgrammeId) -> Result<SourceBeside, Refusal> {
        let opened = self.open(who, id).await?;
        let Some(source) = self.source_of(who, id, Paper::Source).await? else { return Ok(SourceBeside { opened, source: None }) };
        let (ours, theirs) = (opened.programme.clone(), source.source.clone());
        let beside = tokio::task::spawn_blocking(move || hanhdong_check::beside(&ours, &theirs)).await;
        let beside = beside.map_err(|error| Refusal::Fault(error.to_string()))?;
        Ok(SourceBeside { opened, source: Some((source, beside)) })
    }

    /// Hands in a paper and ties a programme to it, in one act. `follows` is the version of it that the programme is tied to
    /// now, where this is a later one; every tie of an item is then held against the new one.
    pub async fn hand_in_source_of(&self, who: &Who, id: &ProgrammeId, paper: Paper, follows: Option<SourceId>, file: HandIn) -> Result<SourceId, Refusal> {
        // Whoever may not edit is told so before the paper is read.
        self.open(who, id).await?.editable()?;
        let read = SourcePaper::of(file, paper).await?;
        let (by, id) = (who.clone(), id.clone());
        self.once(who, move |tx| {
            let (who, id, follows, read) = (by.clone(), id.clone(), follows.clone(), read.clone());
            Box::pin(async move {
                let mut draft = held(tx, &who, &id).await?;
                if follows.is_some() && follows.as_ref() != draft.row.paper(paper) {
                    return Err(Refusal::Changed { now: String::new() });
                }
                let source = read.enter(tx, &who, &draft.row.organisation, follows).await?;
                tie(tx, &who, &mut draft, paper, Some(source.clone())).await?;
                Ok(source)
            })
        })
        .await
    }
}

/// Lays a paper beside a draft, or takes it away.
pub(super) async fn tie(tx: &mut Tx<'_>, who: &Who, draft: &mut Held, paper: Paper, source: Option<SourceId>) -> Result<(), Refusal> {
    let id = |it: Option<&SourceId>| it.map(ToString::to_string);
    let written = Written::Source { before: id(draft.row.paper(paper)), after: id(source.as_ref()), paper: Some(paper.name().to_owned()) };
    draft.row.lay(paper, source);
    super::edit::keep(tx, who, draft, Act::SourceLinked, &EditData { edits: vec![written], undoes: None, undoes_too: Vec::new() }).await?;
    Ok(())
}

/// A source that was read and is not entered yet.
#[derive(Clone)]
pub(super) struct SourcePaper {
    paper: Paper,
    /// The file it came as; none for a copy of a programme of the system.
    file: Option<HandIn>,
    title: String,
    body: String,
    /// What was understood of it.
    pub(super) source: Arc<Programme>,
}

impl SourcePaper {
    /// Reads a file as what it is to be beside a programme.
    pub(super) async fn of(file: HandIn, paper: Paper) -> Result<SourcePaper, Refusal> {
        let source = understood(file.bytes.clone(), purpose(paper)).await?;
        let title = title(&source);
        let title = if title.is_empty() { super::hand_in::file_name(&file.name) } else { title };
        Ok(SourcePaper { paper, body: notation::write(&source), title, source: Arc::new(source), file: Some(file) })
    }

    /// A programme of the system as it stands now.
    pub(super) fn copied(paper: Paper, theirs: &Opened) -> SourcePaper {
        SourcePaper { paper, file: None, title: theirs.row.title.clone(), body: theirs.row.body.clone(), source: theirs.programme.clone() }
    }

    /// Enters it with its file, in an act; the caller has asked the policy.
    pub(super) async fn enter(&self, tx: &mut Tx<'_>, who: &Who, organisation: &UnitId, follows: Option<SourceId>) -> Result<SourceId, Refusal> {
        let file = match &self.file {
            Some(file) => Some(keep_file(tx, who, organisation, file).await?),
            None => None,
        };
        let row = SourceRow {
            id: new::source(),
            organisation: organisation.clone(),
            title: self.title.clone(),
            body: self.body.clone(),
            file,
            handed_in_at: tx.at().to_owned(),
            follows,
            paper: self.paper,
        };
        memory::hand_in(tx, &row).await.map_err(|error| match error {
            StoreError::Constraint(_) => Refusal::Field { field: "source", why: "has-later-version" },
            other => other.into(),
        })?;
        let data = json!({ "title": row.title, "follows": row.follows.as_ref().map(ToString::to_string) }).to_string();
        let event = Event {
            organisation: row.organisation.clone(),
            by: Some(who.id().clone()),
            act: Act::SourceHandedIn,
            subject: Subject::Source,
            subject_id: row.id.to_string(),
            data,
            state: Some(row.state()),
        };
        tx.record(&event).await?;
        Ok(row.id)
    }
}
