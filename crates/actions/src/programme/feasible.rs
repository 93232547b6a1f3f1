//! One page about whether a programme can be done: money and people beside what was declared, what is not known, what was
//! answered, and which other papers it repeats. Derived, but for the answers.

use std::sync::Arc;

use hanhdong_check::{Balance, Likeness, likeness};
use hanhdong_domain::guideline::Answer as Answered;
use hanhdong_domain::organisation::{PersonId, ProgrammeAct, ProgrammeId};
use hanhdong_domain::programme::{Answer, AnswerStanding, Capacity, Paper, Programme};
use hanhdong_domain::{Finding, Language};
use hanhdong_store::organisation as house;
use hanhdong_store::programme::{self as memory, Shelf};
use jiff::civil::DateTime;

use super::answers::fingerprint_of_finding;
use super::reading::allowed;
use super::review::Reviewed;
use crate::app::App;
use crate::clock::here;
use crate::refusal::Refusal;
use crate::who::Who;

/// Other programmes that are looked through for the same sentences.
const NEIGHBOURS_MAX: usize = 6;
/// How many of the list are looked at for them.
const LISTED_MAX: i64 = 40;

/// A finding with what was answered to it.
#[derive(Clone, Debug)]
pub struct Risk {
    /// The finding, in the language of the page.
    pub finding: Finding,
    /// Its words in Vietnamese: what an answer keeps.
    pub words: String,
    /// By what answers know it.
    pub fingerprint: String,
    /// What was answered and still stands or is to be asked again.
    pub answers: Vec<Given>,
}

/// An answer with who gave it.
#[derive(Clone, Debug)]
pub struct Given {
    /// The answer.
    pub answer: Answer,
    /// The person's name.
    pub by: String,
    /// When, in Viet Nam.
    pub at: Option<DateTime>,
    /// How it stands to the programme of today.
    pub standing: AnswerStanding,
}

/// What the page says.
pub struct Feasible {
    /// The programme with its report.
    pub reviewed: Reviewed,
    /// What was declared.
    pub capacity: Capacity,
    /// The programme beside it.
    pub balance: Balance,
    /// What there is to answer, in the order of the guideline.
    pub risks: Vec<Risk>,
    /// Answers to findings that are no more.
    pub gone: Vec<Given>,
    /// Other papers that it repeats: their names, and how far.
    pub alike: Vec<(String, Likeness)>,
    /// May this person declare what the committee has?
    pub may_declare: bool,
}

impl App {
    /// Whether a programme can be done. The house's own: whoever reads only what was issued is not shown it.
    pub async fn feasible(&self, who: &Who, id: &ProgrammeId, language: Language) -> Result<Feasible, Refusal> {
        {
            let mut reader = self.read().await?;
            allowed(&mut reader.db(), who, id, ProgrammeAct::ReadDrafting).await?;
        }
        let reviewed = self.review(who, id, language).await?;
        let vietnamese = if language == Language::Vi { reviewed.report.clone() } else { self.review(who, id, Language::Vi).await?.report };
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let organisation = reviewed.opened.row.organisation.clone();
        let capacity = house::capacity(&mut db, &organisation).await?;
        let standing = house::standing(&mut db, who.id(), &organisation, who.today()).await?;
        let may_declare = standing.may_in_organisation(hanhdong_domain::organisation::OrganisationAct::Create);
        let answers = memory::answers_of(&mut db, id).await?;
        let mut given = Vec::new();
        for answer in answers {
            let by = name_of(&mut db, &answer.by).await?;
            let found = vietnamese.findings.iter().find(|it| fingerprint_of_finding(it) == answer.finding);
            given.push(Given { by, at: here(&answer.at), standing: answer.standing(found), answer });
        }
        let mut others = Vec::new();
        for line in memory::seen_by(&mut db, who.id(), who.today(), Shelf::Lying, None, LISTED_MAX).await?.into_iter().filter(|it| it.id != *id).take(NEIGHBOURS_MAX) {
            if let Some(row) = memory::programme(&mut db, &line.id).await? {
                let (programme, _) = self.readings().of(&row)?;
                let title = if line.title.is_empty() { line.organisation_name.clone() } else { format!("{}, {}", line.title, line.organisation_name) };
                others.push((title, programme));
            }
        }
        drop(reader);
        for paper in [Paper::Source, Paper::Superior] {
            if let Some(beside) = self.source_of(who, id, paper).await? {
                others.insert(0, (beside.title, beside.source));
            }
        }
        let (programme, declared) = (reviewed.opened.programme.clone(), capacity.clone());
        let reckoned = tokio::task::spawn_blocking(move || (Balance::of(&programme, &declared), alike(&programme, &others))).await;
        let (balance, alike) = reckoned.map_err(|error| Refusal::Fault(error.to_string()))?;
        let risks = risks(self, &reviewed, &vietnamese.findings, &mut given)?;
        Ok(Feasible { reviewed, capacity, balance, risks, gone: given, alike, may_declare })
    }
}

async fn name_of(db: &mut hanhdong_store::Db<'_>, person: &PersonId) -> Result<String, Refusal> {
    Ok(house::person(db, person).await?.map(|it| it.name).unwrap_or_default())
}

/// The findings on whether the programme is true to reality and can be done, and any other that was answered. Both
/// reports hold the same findings in the same order, one in each language.
fn risks(app: &App, reviewed: &Reviewed, vietnamese: &[Finding], given: &mut Vec<Given>) -> Result<Vec<Risk>, Refusal> {
    let guideline = app.guideline(&reviewed.report.guideline)?;
    let is_asked = |clause: &str| {
        let answered = guideline.clause(clause).map(|it| &it.answer);
        matches!(answered, Some(Answered::Question { name, .. }) if matches!(name.as_str(), "reality" | "feasibility"))
    };
    let mut risks = Vec::new();
    for (finding, said) in reviewed.report.findings.iter().zip(vietnamese) {
        let fingerprint = fingerprint_of_finding(said);
        let (answers, rest) = std::mem::take(given).into_iter().partition(|it: &Given| it.answer.finding == fingerprint);
        *given = rest;
        let answers: Vec<Given> = answers;
        if is_asked(&finding.clause) || !answers.is_empty() {
            risks.push(Risk { finding: finding.clone(), words: said.message.clone(), fingerprint, answers });
        }
    }
    Ok(risks)
}

fn alike(programme: &Programme, others: &[(String, Arc<Programme>)]) -> Vec<(String, Likeness)> {
    others.iter().map(|(name, other)| (name.clone(), likeness(programme, other))).collect()
}
