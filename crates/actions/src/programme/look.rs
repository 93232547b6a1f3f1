//! A paper that is only looked at: findings and the commented file come back, nothing is kept.

use std::sync::Arc;

use hanhdong_check::{Context, review};
use hanhdong_domain::guideline::Guideline;
use hanhdong_domain::programme::Programme;
use hanhdong_domain::{Code, Date, Finding, Language, Report};
use hanhdong_paper::intake::raw::Format;
use hanhdong_paper::intake::understand::Purpose;
use hanhdong_paper::intake::{self};
use hanhdong_paper::official::{form, layout::LayoutPack};
use hanhdong_paper::review::{self as word, Stamp};

use super::hand_in::known_guideline;
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

/// What is to be looked at, and against what.
#[derive(Clone, Debug)]
pub struct LookAt {
    /// The paper.
    pub bytes: Arc<Vec<u8>>,
    /// Its name, for the slip.
    pub name: String,
    /// The guideline.
    pub guideline: String,
    /// The paper it carries out, where it is at hand.
    pub source: Option<Arc<Vec<u8>>>,
    /// The language of the findings.
    pub language: Language,
}

/// What was seen.
pub struct Look {
    /// What was understood.
    pub programme: Programme,
    /// Verdicts and findings.
    pub report: Report,
    /// The clerk's own Word file with a comment at each place; where it was a Word file.
    pub commented: Option<Vec<u8>>,
    /// The one-page slip, where it was a Word file.
    pub slip: Option<Vec<u8>>,
}

impl App {
    /// Looks at a paper. Anyone who is let in may: nothing of the house is shown and nothing is kept.
    pub async fn look(&self, who: &Who, at: LookAt) -> Result<Look, Refusal> {
        let guideline = known_guideline(&at.guideline)?;
        let today = who.today();
        let done = tokio::task::spawn_blocking(move || look_aside(&at, &guideline, today)).await;
        done.map_err(|error| Refusal::Fault(error.to_string()))?
    }
}

fn look_aside(at: &LookAt, guideline: &Guideline, today: Date) -> Result<Look, Refusal> {
    let programme = intake::import(&at.bytes, Purpose::Programme)?;
    let source = at.source.as_ref().map(|it| intake::import(it, Purpose::Source)).transpose()?;
    let context = Context { source: source.as_ref(), last_term: None, neighbour: None, bodies: &[], capacity: None, today, language: at.language };
    let mut report = review(&programme, guideline, &context);
    report.findings.extend(form_findings(&at.bytes, &programme, guideline, at.language));
    let (format, _) = intake::read(&at.bytes)?;
    let (commented, slip) = if format == Format::Docx {
        let stamp = Stamp { author: "Rà soát", when: &format!("{today}T00:00:00Z"), language: at.language };
        let fixes = word::fixes(&at.bytes)?;
        (Some(word::comment(&at.bytes, &report.findings, &fixes, &stamp)?), Some(word::slip(&report, &at.name)))
    } else {
        (None, None)
    };
    Ok(Look { programme, report, commented, slip })
}

/// What the form of a Word file says, against the pack in force on its date.
fn form_findings(bytes: &[u8], programme: &Programme, guideline: &Guideline, language: Language) -> Vec<Finding> {
    let Ok(pack) = LayoutPack::for_paper(None, programme.document.date, Some(&guideline.layout)) else { return Vec::new() };
    // The form check itself refuses what is no Word file: nothing else has a form to look at.
    let found = form::check(bytes, pack, language).unwrap_or_default();
    let mut findings: Vec<Finding> = found.iter().map(|it| it.finding("X.1", pack, language)).collect();
    if let Some(severity) = guideline.severities.get(&Code::Form) {
        findings.iter_mut().for_each(|it| it.severity = *severity);
    }
    findings
}
