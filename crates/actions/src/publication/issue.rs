//! A programme is issued: its number checked, its signer looked up, its files made once, its recipients kept; in one act.

use std::sync::Arc;

use hanhdong_domain::Date;
use hanhdong_domain::guideline::AdoptionMode;
use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{FileId, ProgrammeAct, ProgrammeId};
use hanhdong_domain::programme::{Edit, Programme};
use hanhdong_domain::publication::{Group, SigningAuthority};
use hanhdong_paper::{notation, official};
use hanhdong_store::publication::{self as memory, BookRow, IssueRow, IssuedFile, IssuedForm};
use hanhdong_store::{StoreError, Tx, programme as papers};
use serde_json::json;

use super::files::{keep_file, sha256};
use super::plan::{Adopted, OwnNumber, Plan, plan};
use crate::app::{App, new};
use crate::programme::{EditData, FrozenLine, Held, Opened, Written, allowed, held, keep, read};
use crate::refusal::Refusal;
use crate::who::Who;

/// How often an act is tried where somebody else took the number in between.
const TRIES_MAX: usize = 8;

/// What the clerk says when a programme goes out; what is not said is taken from the draft and from what is on record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Issuing {
    /// The version that was seen.
    pub seen: Option<i64>,
    /// Number and symbol, as the clerk gave it.
    pub number: Option<String>,
    /// The paper's date.
    pub date: Option<Date>,
    /// Why it stands out of order.
    pub reason: Option<String>,
    /// Why it goes out though bodies that lead have not answered.
    pub unanswered: Option<String>,
    /// For each line of Nơi nhận, the names it comes to.
    pub sent: Option<Vec<Vec<String>>>,
    /// What the adoption mode asks for.
    pub adopted: Adopted,
    /// The paper it takes the place of.
    pub replaces: Option<ProgrammeId>,
}

/// A line of Nơi nhận before the issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentLine {
    /// The line.
    pub group: Group,
    /// Each name it comes to, and whether that is a unit on record.
    pub names: Vec<(String, bool)>,
}

/// What is known before a programme is issued.
pub struct BeforeIssue {
    /// The programme.
    pub opened: Opened,
    /// The number that a run of the house will give, where one does.
    pub own: Option<OwnNumber>,
    /// Numbers below it that nothing on record bears.
    pub gaps: Vec<std::ops::RangeInclusive<u32>>,
    /// Why it could not be issued as it stands.
    pub trouble: Option<Refusal>,
    /// Nơi nhận as it expands.
    pub sent: Vec<SentLine>,
    /// Does the house keep a register of signers?
    pub register: Vec<SigningAuthority>,
    /// How programmes of this guideline come into force.
    pub mode: AdoptionMode,
    /// How many bodies that lead have not answered, where some were asked.
    pub missing: usize,
    /// What it may take the place of.
    pub standing: Vec<IssueRow>,
    /// The frozen drafts, last first: the congress discussed one of them.
    pub frozen: Vec<FrozenLine>,
}

/// The files, made before the act: drawing takes longer than an act may.
#[derive(Clone)]
struct Made {
    plan: Plan,
    programme: Arc<Programme>,
    body: String,
    docx: Arc<Vec<u8>>,
    pdf: Arc<Vec<u8>>,
}

impl App {
    /// Records that a programme was issued, with what stands in its head and foot.
    pub async fn record_issue(&self, who: &Who, id: &ProgrammeId) -> Result<Date, Refusal> {
        self.issue(who, id, Issuing::default()).await
    }

    /// Issues a programme: from then on its text stands.
    pub async fn issue(&self, who: &Who, id: &ProgrammeId, issuing: Issuing) -> Result<Date, Refusal> {
        for _ in 0..TRIES_MAX {
            let made = match self.make(who, id, &issuing).await {
                Ok(made) => made,
                // The same request may have done it before and not heard the answer.
                Err(Refusal::Issued) => return self.once(who, |_| Box::pin(async { Err(Refusal::Issued) })).await,
                Err(refusal) => return Err(refusal),
            };
            let (by, id, issuing) = (who.clone(), id.clone(), issuing.clone());
            let ids = [new::file(), new::file()];
            let line = new::book_line();
            let done = self
                .once(who, move |tx| {
                    let (who, id, issuing, made, ids, line) = (by.clone(), id.clone(), issuing.clone(), made.clone(), ids.clone(), line.clone());
                    Box::pin(async move { record(tx, &who, &id, &issuing, &made, (ids, line)).await })
                })
                .await;
            match done {
                // Somebody took the number, or the run went on: look again.
                Err(Refusal::Busy | Refusal::Store(StoreError::Constraint(_))) => {}
                done => return done,
            }
        }
        Err(Refusal::Busy)
    }

    /// What would go out, with its files.
    async fn make(&self, who: &Who, id: &ProgrammeId, issuing: &Issuing) -> Result<Made, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        allowed(&mut db, who, id, ProgrammeAct::RecordIssue).await?;
        let row = papers::programme(&mut db, id).await?.ok_or(Refusal::NotFound)?;
        if issuing.seen.is_some_and(|seen| seen != row.version) {
            return Err(Refusal::Changed { now: String::new() });
        }
        let mut programme = read(&row.body)?;
        let plan = plan(&mut db, &row, &programme.document, issuing, who.today()).await?;
        drop(reader);
        programme.document = plan.document.clone();
        let body = notation::write(&programme);
        let foot = plan.has_verify_line.then(|| verify_line(&body));
        let (pack, pdf, drawn) = (plan.pack, self.pdf(), programme.clone());
        let made = tokio::task::spawn_blocking(move || {
            let paper = official::paper::OfficialPaper { foot, ..official::compose(&drawn, pack) };
            Ok::<_, Refusal>((official::docx::write(&paper, pack), pdf(&paper, pack).map_err(Refusal::Fault)?))
        });
        let (docx, pdf) = made.await.map_err(|error| Refusal::Fault(error.to_string()))??;
        Ok(Made { plan, programme: Arc::new(programme), body, docx: Arc::new(docx), pdf: Arc::new(pdf) })
    }

    /// What is known before a programme is issued, for whoever may issue it.
    pub async fn before_issue(&self, who: &Who, id: &ProgrammeId, issuing: &Issuing) -> Result<BeforeIssue, Refusal> {
        let opened = self.open(who, id).await?;
        opened.issuable()?;
        let frozen = self.frozen(who, id).await?;
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let document = &opened.programme.document;
        let planned = plan(&mut db, &opened.row, document, issuing, who.today()).await;
        let on = issuing.date.or(document.date).unwrap_or(who.today());
        let sent = super::plan::sent(&mut db, &opened.row, document, issuing, on).await?;
        let sent = sent.into_iter().map(|it| SentLine { group: it.group, names: it.recipients.into_iter().map(|it| (it.name, it.unit.is_some())).collect() }).collect();
        let register = memory::authorities(&mut db, &opened.row.organisation).await?;
        let standing = memory::standing_issues(&mut db, &opened.row.organisation).await?;
        let missing = crate::programme::answers_missing(&mut db, &opened.row, who.today()).await?;
        let mode = crate::programme::known_guideline(&opened.row.guideline)?.adoption;
        let (own, gaps, trouble) = match planned {
            Ok(plan) => (plan.own.map(|_| OwnNumber { text: plan.line.text.clone() }), plan.gaps, None),
            Err(refusal) => (None, Vec::new(), Some(refusal)),
        };
        Ok(BeforeIssue { missing, opened, own, gaps, trouble, sent, register, mode, standing, frozen })
    }
}

/// The line at the foot: the first letters of the text's fingerprint, in fours.
fn verify_line(body: &str) -> String {
    let hash = blake3::hash(body.as_bytes()).to_hex().to_string();
    let fours: Vec<&str> = (0..4).filter_map(|at| hash.get(at * 4..at * 4 + 4)).collect();
    format!("Mã đối chiếu: {}", fours.join("-"))
}

/// Keeps everything in one transaction; busy where it would no longer come out as the files were made.
async fn record(
    tx: &mut Tx<'_>,
    who: &Who,
    id: &ProgrammeId,
    issuing: &Issuing,
    made: &Made,
    (files, line): ([FileId; 2], hanhdong_domain::organisation::BookLineId),
) -> Result<Date, Refusal> {
    allowed(tx.db(), who, id, ProgrammeAct::RecordIssue).await?;
    let mut draft = held(tx, who, id).await?;
    // Taking hold of it has made it one version more.
    if draft.row.version != made.plan.version + 1 {
        return Err(if issuing.seen.is_some() { Refusal::Changed { now: String::new() } } else { Refusal::Busy });
    }
    if let Some(series) = &made.plan.own
        && !memory::hold_series(tx, &draft.row.organisation, series).await?
    {
        return Err(Refusal::Busy);
    }
    let seen = papers::ProgrammeRow { version: made.plan.version, ..draft.row.clone() };
    if plan(tx.db(), &seen, &draft.programme.document, issuing, who.today()).await? != made.plan {
        return Err(Refusal::Busy);
    }
    let head = Edit::Head { before: draft.programme.document.clone(), after: made.plan.document.clone() };
    if draft.programme.document != made.plan.document {
        draft.programme.apply(&head).map_err(Refusal::Unfit)?;
        let data = EditData { edits: vec![Written::of(&head)], undoes: None, undoes_too: Vec::new() };
        keep(tx, who, &mut draft, Act::ProgrammeEdited, &data).await?;
    }
    if draft.programme != *made.programme {
        return Err(Refusal::Busy);
    }
    stand(tx, who, &mut draft, made).await?;
    enter_number(tx, who, &draft, made, line).await?;
    keep_issue(tx, who, &draft, made, files).await?;
    Ok(made.plan.on)
}

/// From now on the text stands.
async fn stand(tx: &mut Tx<'_>, who: &Who, draft: &mut Held, made: &Made) -> Result<(), Refusal> {
    draft.row.body.clone_from(&made.body);
    draft.row.issued_on = Some(made.plan.on);
    papers::keep(tx, &draft.row).await?;
    let (missing, why) = &made.plan.missing;
    let data = json!({ "number": made.plan.line.text, "date": made.plan.on.to_string(), "unanswered": missing, "why": why }).to_string();
    let event = event(who, draft, Act::ProgrammeIssued, Subject::Programme, draft.row.id.as_str(), data, Some(draft.row.state()));
    tx.record(&event).await?;
    Ok(())
}

async fn enter_number(tx: &mut Tx<'_>, who: &Who, draft: &Held, made: &Made, id: hanhdong_domain::organisation::BookLineId) -> Result<(), Refusal> {
    let row = BookRow { id, organisation: draft.row.organisation.clone(), line: made.plan.line.clone() };
    memory::enter_number(tx, &row).await?;
    let data = json!({ "number": row.line.text, "date": row.line.dated_on.to_string(), "reason": row.line.reason }).to_string();
    let event = event(who, draft, Act::NumberEntered, Subject::Number, row.id.as_str(), data, Some(row.state()));
    tx.record(&event).await?;
    Ok(())
}

async fn keep_issue(tx: &mut Tx<'_>, who: &Who, draft: &Held, made: &Made, [docx, pdf]: [FileId; 2]) -> Result<(), Refusal> {
    let (plan, document) = (&made.plan, &made.plan.document);
    let row = IssueRow {
        programme: draft.row.id.clone(),
        organisation: draft.row.organisation.clone(),
        number: plan.line.text.clone(),
        dated_on: plan.on,
        issuer: document.issuer.clone().unwrap_or_default(),
        kind: document.kind.clone().unwrap_or_default(),
        title: document.title.clone().unwrap_or_default(),
        layout: plan.pack.pack.id.clone(),
        text_hash: blake3::hash(made.body.as_bytes()).to_hex().to_string(),
        authority: plan.authority.clone(),
        adoption: plan.mode.name().to_owned(),
        adopted: plan.adopted.clone(),
        replaces: plan.replaces.clone(),
        recorded_at: tx.at().to_owned(),
    };
    memory::keep_issue(tx, &row, &plan.sent).await?;
    let name = crate::programme::file_stem(&format!("{} {}", plan.line.text, draft.row.title));
    for (id, form, bytes) in [(docx, IssuedForm::Docx, &made.docx), (pdf, IssuedForm::Pdf, &made.pdf)] {
        let named = (format!("{name}.{}", form.name()), bytes.to_vec());
        let kept = keep_file(tx, who.id(), &draft.row.organisation, id, named).await?;
        let issued = IssuedFile { file: kept.id.clone(), programme: row.programme.clone(), form, blake3: kept.state(), sha256: sha256(&kept.bytes) };
        memory::keep_issued_file(tx, &issued).await?;
    }
    let data = json!({ "number": row.number, "text": row.text_hash, "recipients": plan.sent.iter().map(|it| it.recipients.len()).sum::<usize>() }).to_string();
    let state = memory::state_of_issue(tx.db(), &row.programme).await?;
    tx.record(&event(who, draft, Act::IssueKept, Subject::Issue, row.programme.as_str(), data, state)).await?;
    Ok(())
}

fn event(who: &Who, draft: &Held, act: Act, subject: Subject, id: &str, data: String, state: Option<String>) -> Event {
    Event { organisation: draft.row.organisation.clone(), by: Some(who.id().clone()), act, subject, subject_id: id.to_owned(), data, state }
}
