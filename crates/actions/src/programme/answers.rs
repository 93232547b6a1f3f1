//! Findings explained, and risks accepted: who, when, why, of which numbers; taken back by an act.

use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{AnswerId, ProgrammeAct, ProgrammeId};
use hanhdong_domain::programme::{Answer, AnswerKind, REASON_MAX};
use hanhdong_domain::{Finding, Language};
use hanhdong_store::programme as memory;
use hanhdong_store::{StoreError, Tx};
use serde_json::json;

use super::reading::allowed;
use crate::app::{App, new};
use crate::refusal::Refusal;
use crate::who::Who;

/// An answer as somebody gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAnswer {
    /// What kind.
    pub kind: AnswerKind,
    /// The fingerprint of the finding.
    pub finding: String,
    /// The finding's words as they were seen: nobody answers for numbers that came in between.
    pub words: String,
    /// Why.
    pub reason: String,
    /// Who decided; asked of a risk.
    pub decided_by: String,
}

/// The fingerprint by which an answer knows its finding, whatever its numbers become.
pub fn fingerprint_of_finding(finding: &Finding) -> String {
    blake3::hash(finding.identity().as_bytes()).to_hex().chars().take(32).collect()
}

fn right_of(kind: AnswerKind) -> ProgrammeAct {
    match kind {
        AnswerKind::Explanation => ProgrammeAct::Edit,
        AnswerKind::Risk => ProgrammeAct::RecordIssue,
    }
}

impl App {
    /// Answers a finding of a draft as it is today. An explanation is the drafters', a risk the office records for who decided.
    pub async fn answer_finding(&self, who: &Who, id: &ProgrammeId, wanted: NewAnswer) -> Result<(), Refusal> {
        let words = |field, text: &str, needed: bool| match text.trim().chars().count() {
            0 if needed => Err(Refusal::Field { field, why: "empty" }),
            length if REASON_MAX < length => Err(Refusal::Field { field, why: "too-long" }),
            _ => Ok(text.trim().to_owned()),
        };
        {
            // Whoever may not is told so before anything else.
            let mut reader = self.read().await?;
            allowed(&mut reader.db(), who, id, right_of(wanted.kind)).await?;
        }
        let reason = words("reason", &wanted.reason, true)?;
        let decided_by = match wanted.kind {
            AnswerKind::Risk => words("decided-by", &wanted.decided_by, true)?,
            AnswerKind::Explanation => String::new(),
        };
        let reviewed = self.review(who, id, Language::Vi).await?;
        let found = reviewed.report.findings.iter().find(|it| fingerprint_of_finding(it) == wanted.finding).ok_or(Refusal::Changed { now: String::new() })?;
        if found.message != wanted.words {
            return Err(Refusal::Changed { now: String::new() });
        }
        let (clause, words, version) = (found.clause.clone(), found.message.clone(), reviewed.opened.row.version);
        let answer = Answer { id: new::answer(), kind: wanted.kind, finding: wanted.finding, clause, words, reason, decided_by, version, by: who.id().clone(), at: String::new() };
        let (by, id) = (who.clone(), id.clone());
        self.act(move |tx| {
            let (who, id, answer) = (by.clone(), id.clone(), answer.clone());
            Box::pin(async move {
                allowed(tx.db(), &who, &id, right_of(answer.kind)).await?;
                let answer = Answer { at: tx.at().to_owned(), ..answer };
                // What is said anew takes the place of what was said; the old words stay, taken back.
                let standing = memory::answers_of(tx.db(), &id).await?.into_iter().find(|it| it.finding == answer.finding && it.kind == answer.kind);
                if let Some(there) = &standing {
                    memory::take_back(tx, &id, &there.id, who.id()).await?;
                }
                memory::answer(tx, &id, &answer).await.map_err(|error| match error {
                    StoreError::Constraint(_) => Refusal::Changed { now: String::new() },
                    other => other.into(),
                })?;
                let act = match answer.kind {
                    AnswerKind::Explanation => Act::FindingExplained,
                    AnswerKind::Risk => Act::RiskAccepted,
                };
                record(tx, &who, &id, act, (standing.as_ref(), Some(&answer))).await
            })
        })
        .await
    }

    /// Takes an answer back; its words stay in the record.
    pub async fn take_back_answer(&self, who: &Who, id: &ProgrammeId, answer: &AnswerId) -> Result<(), Refusal> {
        let (who, id, answer) = (who.clone(), id.clone(), answer.clone());
        self.act(move |tx| {
            let (who, id, answer) = (who.clone(), id.clone(), answer.clone());
            Box::pin(async move {
                allowed(tx.db(), &who, &id, ProgrammeAct::Edit).await?;
                let there = memory::answers_of(tx.db(), &id).await?.into_iter().find(|it| it.id == answer).ok_or(Refusal::NotFound)?;
                allowed(tx.db(), &who, &id, right_of(there.kind)).await?;
                memory::take_back(tx, &id, &there.id, who.id()).await?;
                record(tx, &who, &id, Act::AnswerTakenBack, (Some(&there), None)).await
            })
        })
        .await
    }
}

async fn record(tx: &mut Tx<'_>, who: &Who, id: &ProgrammeId, act: Act, (before, after): (Option<&Answer>, Option<&Answer>)) -> Result<(), Refusal> {
    let said = |it: &Answer| json!({ "kind": it.kind.name(), "clause": it.clause, "words": it.words, "reason": it.reason, "decided_by": it.decided_by, "version": it.version });
    let (organisation, _) = memory::owner(tx.db(), id).await?.ok_or(Refusal::NotFound)?;
    let event = Event {
        organisation,
        by: Some(who.id().clone()),
        act,
        subject: Subject::Programme,
        subject_id: id.to_string(),
        data: json!({ "before": before.map(said), "after": after.map(said) }).to_string(),
        state: None,
    };
    tx.record(&event).await?;
    Ok(())
}
