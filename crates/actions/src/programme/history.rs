//! What happened to a programme, newest first: who, when, what stood there before and after.

use std::collections::HashMap;

use hanhdong_domain::journal::{Act, Line, Subject};
use hanhdong_domain::organisation::{PersonId, ProgrammeAct, ProgrammeId};
use hanhdong_store::{Db, journal, organisation, programme as memory};
use jiff::civil::DateTime;

use super::journal_data::{EditData, Ended, Origin, Written, read_passages};
use super::reading::allowed;
use super::seen::opening_text;
use crate::app::App;
use crate::clock::here;
use crate::refusal::Refusal;
use crate::who::Who;

/// Lines shown at once.
const LINES_MAX: i64 = 200;
/// Lines about one thing beside the text: an ask, a submission.
const BESIDE_LINES_MAX: i64 = 50;

/// A line of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryLine {
    /// The number in the organisation's journal.
    pub seq: i64,
    /// When, in Viet Nam.
    pub at: Option<DateTime>,
    /// Who; `None` for the program itself.
    pub by: Option<String>,
    /// On whose behalf, where the right was lent.
    pub behalf: Option<String>,
    /// What.
    pub act: Act,
    /// What stood there before and what after, in our notation.
    pub deeds: Vec<Deed>,
    /// The number of the line that this one took back.
    pub undoes: Option<i64>,
}

/// One thing that changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deed {
    /// What stood there.
    pub before: Option<String>,
    /// What stands there now.
    pub after: Option<String>,
}

impl App {
    /// What happened to a programme, newest first. Whoever reads it only since it was issued is told nothing from before.
    pub async fn history(&self, who: &Who, id: &ProgrammeId) -> Result<Vec<HistoryLine>, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let (standing, is_issued) = allowed(&mut db, who, id, ProgrammeAct::Read).await?;
        let reads_drafting = standing.may(ProgrammeAct::ReadDrafting, is_issued);
        let mut names = Names::default();
        let mut lines = Vec::new();
        let mut is_since_issue = true;
        let mut all = journal::about(&mut db, Subject::Programme, id.as_str(), LINES_MAX).await?;
        for frozen in memory::frozen_of(&mut db, id).await? {
            all.extend(journal::about(&mut db, Subject::Draft, &frozen.subject_id(), 1).await?);
        }
        let asks = memory::ask_ids(&mut db, id).await?.into_iter().map(|it| (Subject::Ask, it.to_string()));
        let approvals = memory::approvals_of(&mut db, id).await?.into_iter().map(|it| (Subject::Approval, it.id.to_string()));
        for (subject, it) in asks.chain(approvals).collect::<Vec<_>>() {
            all.extend(journal::about(&mut db, subject, &it, BESIDE_LINES_MAX).await?);
        }
        all.sort_by(|a, b| (&b.at, b.seq).cmp(&(&a.at, a.seq)));
        for line in all {
            if !is_since_issue && !reads_drafting {
                break;
            }
            // The same as its coming to the house where it is, told in the journal of the one it left.
            if line.event.act == Act::ProgrammeLeft {
                continue;
            }
            is_since_issue &= line.event.act != Act::ProgrammeIssued;
            lines.push(told(&mut db, &mut names, line).await?);
        }
        Ok(lines)
    }
}

/// The names of people, each asked for once.
#[derive(Default)]
pub(super) struct Names(HashMap<PersonId, String>);

impl Names {
    /// A person's name; empty where nobody knows it.
    pub(super) async fn of(&mut self, db: &mut Db<'_>, person: &PersonId) -> Result<String, Refusal> {
        if let Some(name) = self.0.get(person) {
            return Ok(name.clone());
        }
        let name = organisation::person(db, person).await?.map(|it| it.name).unwrap_or_default();
        self.0.insert(person.clone(), name.clone());
        Ok(name)
    }
    async fn maybe(&mut self, db: &mut Db<'_>, person: Option<&PersonId>) -> Result<Option<String>, Refusal> {
        match person {
            Some(person) => Ok(Some(self.of(db, person).await?)),
            None => Ok(None),
        }
    }
}

/// A line of the journal as people read it.
pub(super) async fn told(db: &mut Db<'_>, names: &mut Names, line: Line) -> Result<HistoryLine, Refusal> {
    let (by, behalf) = (names.maybe(db, line.event.by.as_ref()).await?, names.maybe(db, line.behalf.as_ref()).await?);
    let data = serde_json::from_str::<EditData>(&line.event.data).ok();
    let deeds = data.iter().flat_map(|it| &it.edits).map(deed).collect();
    Ok(HistoryLine { seq: line.seq, at: here(&line.at), by, behalf, act: line.event.act, deeds, undoes: data.and_then(|it| it.undoes) })
}

fn deed(written: &Written) -> Deed {
    match written.clone() {
        Written::Node { before, after, .. } | Written::Part { before, after, .. } | Written::Source { before, after, .. } | Written::Cite { before, after, .. } => {
            Deed { before, after }
        }
        Written::Opening { before, after } => {
            let text = |lines: &[String]| read_passages(lines).map(|it| opening_text(&it));
            Deed { before: text(&before), after: text(&after) }
        }
        Written::Head { before, after } => Deed { before: Some(before), after: Some(after) },
        Written::Trace { item, before, after } => {
            let said = |origins: &[Origin]| (!origins.is_empty()).then(|| format!("{item} <- {}", origins.iter().map(Origin::said).collect::<Vec<_>>().join("; ")));
            Deed { before: said(&before), after: said(&after) }
        }
        Written::Stop { item, before, after } => {
            let said = |it: Option<Ended>| it.map(|it| format!("{} ({item}): {}", it.words, it.reason));
            Deed { before: said(before), after: said(after) }
        }
        Written::Tie { from, to, comes, .. } => {
            let tie = Some(format!("{from} -> {to}"));
            if comes { Deed { before: None, after: tie } } else { Deed { before: tie, after: None } }
        }
    }
}
