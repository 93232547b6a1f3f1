//! A programme held against its guideline, as it stands now.

use std::sync::{Arc, PoisonError};

use hanhdong_check::{Context, review_again};
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::{Anchor, Node};
use hanhdong_domain::{Language, Report};

use super::reading::Opened;
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
        let today = who.today();
        if let Some(report) = self.readings().report(&opened.row, today, language) {
            return Ok(Reviewed { opened, report });
        }
        let source = self.source_of(who, id).await?;
        let guideline = super::hand_in::known_guideline(&opened.row.guideline)?;
        let (app, row, programme, memory) = (self.clone(), opened.row.clone(), opened.programme.clone(), opened.memory.clone());
        let report = tokio::task::spawn_blocking(move || {
            // What is remembered may be half of another reading after a panic: texts are found by what they say, so it does no harm.
            let mut memory = memory.lock().unwrap_or_else(PoisonError::into_inner);
            // Several may have waited for the same.
            if let Some(report) = app.readings().report(&row, today, language) {
                return report;
            }
            let context = Context { source: source.as_ref().map(|it| &*it.source), last_term: None, neighbour: None, today, language };
            let report = Arc::new(review_again(&mut memory, &programme, &guideline, &context));
            app.readings().keep_report(&row, today, language, &report);
            report
        });
        let report = report.await.map_err(|error| Refusal::Fault(error.to_string()))?;
        Ok(Reviewed { opened, report })
    }

    /// Holds a programme against its guideline as it would be with this item; nothing is recorded. For findings as one types.
    pub async fn review_with(&self, who: &Who, id: &ProgrammeId, anchor: &Anchor, node: Node, language: Language) -> Result<Reviewed, Refusal> {
        let mut opened = self.open(who, id).await?;
        let mut programme = (*opened.programme).clone();
        let (part, at) = programme.position(anchor).ok_or(Refusal::NotFound)?;
        let there = programme.parts.get_mut(part).and_then(|it| it.nodes.get_mut(at)).ok_or(Refusal::NotFound)?;
        *there = node;
        let source = self.source_of(who, id).await?;
        let guideline = super::hand_in::known_guideline(&opened.row.guideline)?;
        opened.programme = Arc::new(programme);
        let (programme, memory, today) = (opened.programme.clone(), opened.memory.clone(), who.today());
        let report = tokio::task::spawn_blocking(move || {
            let mut memory = memory.lock().unwrap_or_else(PoisonError::into_inner);
            let context = Context { source: source.as_ref().map(|it| &*it.source), last_term: None, neighbour: None, today, language };
            Arc::new(review_again(&mut memory, &programme, &guideline, &context))
        });
        let report = report.await.map_err(|error| Refusal::Fault(error.to_string()))?;
        Ok(Reviewed { opened, report })
    }
}
