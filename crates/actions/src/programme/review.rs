//! A programme held against its guideline, as it stands now.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hanhdong_check::{Context, Memory, review_again};
use hanhdong_domain::guideline::Guideline;
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::{Anchor, Capacity, Node, Paper, Programme};
use hanhdong_domain::{Date, Language, Report};

use hanhdong_store::organisation as house;

use super::reading::{Basis, Opened};
use super::source::SourceOpened;
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

/// A programme with what there is to look at again.
#[derive(Clone)]
pub struct Reviewed {
    /// The programme.
    pub opened: Opened,
    /// Verdicts, findings, coverage.
    pub report: Arc<Report>,
}

impl App {
    /// Opens a programme and holds it against its guideline. Derived, so never stored: it is always that of this version.
    pub async fn review(&self, who: &Who, id: &ProgrammeId, language: Language) -> Result<Reviewed, Refusal> {
        let opened = self.open(who, id).await?;
        let capacity = self.capacity_for(&opened).await?;
        let basis = Basis { day: who.today(), language, capacity: capacity.clone() };
        if let Some(report) = self.readings().report(&opened.row, &basis) {
            return Ok(Reviewed { opened, report });
        }
        let asked = self.asked(who, &opened, language, capacity).await?;
        let (app, row, programme, memory) = (self.clone(), opened.row.clone(), opened.programme.clone(), opened.memory.clone());
        let report = tokio::task::spawn_blocking(move || {
            let mut memory = locked(&memory);
            // Several may have waited for the same.
            if let Some(report) = app.readings().report(&row, &basis) {
                return report;
            }
            let report = asked.of(&mut memory, &programme);
            app.readings().keep_report(&row, basis, &report);
            report
        });
        let report = report.await.map_err(|error| Refusal::Fault(error.to_string()))?;
        Ok(Reviewed { opened, report })
    }

    /// Holds an opened programme against its guideline as it would be with this item; nothing is recorded. For findings as one
    /// types.
    pub async fn review_with(&self, who: &Who, mut opened: Opened, anchor: &Anchor, node: Node, language: Language) -> Result<Reviewed, Refusal> {
        let mut programme = (*opened.programme).clone();
        let (part, at) = programme.position(anchor).ok_or(Refusal::NotFound)?;
        let there = programme.parts.get_mut(part).and_then(|it| it.nodes.get_mut(at)).ok_or(Refusal::NotFound)?;
        *there = node;
        opened.programme = Arc::new(programme);
        let capacity = self.capacity_for(&opened).await?;
        let asked = self.asked(who, &opened, language, capacity).await?;
        let (programme, memory) = (opened.programme.clone(), opened.memory.clone());
        let report = tokio::task::spawn_blocking(move || asked.of(&mut locked(&memory), &programme));
        let report = report.await.map_err(|error| Refusal::Fault(error.to_string()))?;
        Ok(Reviewed { opened, report })
    }

    /// What its committee has declared, for those who may know of it: figures of the house stand in no finding that is
    /// shown to others.
    async fn capacity_for(&self, opened: &Opened) -> Result<Arc<Capacity>, Refusal> {
        if !opened.may_read_drafting {
            return Ok(Arc::default());
        }
        let mut reader = self.read().await?;
        Ok(Arc::new(hanhdong_store::organisation::capacity(&mut reader.db(), &opened.row.organisation).await?))
    }

    /// What a programme is held against: its guideline, and its source where it has one.
    async fn asked(&self, who: &Who, opened: &Opened, language: Language, capacity: Arc<Capacity>) -> Result<Asked, Refusal> {
        let (mut source, mut last_term) = (None, None);
        for (paper, beside) in [(Paper::Source, &mut source), (Paper::LastTerm, &mut last_term)] {
            if opened.row.paper(paper).is_some() {
                *beside = self.source_of(who, &opened.row.id, paper).await?;
            }
        }
        let mut reader = self.read().await?;
        let bodies = house::bodies_of(&mut reader.db(), &opened.row.organisation, who.today()).await?;
        drop(reader);
        Ok(Asked { guideline: super::hand_in::known_guideline(&opened.row.guideline)?, source, last_term, bodies, capacity, today: who.today(), language })
    }
}

/// What a programme is held against, when, and in which language it is said.
struct Asked {
    guideline: Guideline,
    source: Option<SourceOpened>,
    last_term: Option<SourceOpened>,
    bodies: Vec<String>,
    capacity: Arc<Capacity>,
    today: Date,
    language: Language,
}

impl Asked {
    fn of(&self, memory: &mut Memory, programme: &Programme) -> Arc<Report> {
        let read = |it: &'_ Option<SourceOpened>| it.as_ref().map(|it| it.source.clone());
        let (source, last_term) = (read(&self.source), read(&self.last_term));
        let context = Context {
            source: source.as_deref(),
            last_term: last_term.as_deref(),
            neighbour: None,
            capacity: Some(&*self.capacity),
            bodies: &self.bodies,
            today: self.today,
            language: self.language,
        };
        Arc::new(review_again(memory, programme, &self.guideline, &context))
    }
}

/// What is remembered may be half of another reading after a panic: texts are found by what they say, so it does no harm.
fn locked(memory: &Mutex<Memory>) -> MutexGuard<'_, Memory> {
    memory.lock().unwrap_or_else(PoisonError::into_inner)
}
