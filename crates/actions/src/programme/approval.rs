//! A draft is submitted to the superior committee: it comments, approves or returns; the drafting house answers.

use std::sync::Arc;

use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{ApprovalId, ProgrammeAct, ProgrammeId, UnitId, UnitKind};
use hanhdong_domain::programme::{
    Anchor, ApprovalComment, ApprovalEnd, ApprovalRefusal, ApprovalVerdict, Programme, RemarkAnswer, Submitted, SuperiorApproval, Taken, may_issue, may_submit,
};
use hanhdong_paper::official;
use hanhdong_paper::official::LayoutPack;
use hanhdong_store::programme as memory;
use hanhdong_store::{Db, StoreError, Tx, organisation, publication};
use serde_json::json;

use super::appraisal::{checked_words, item_now};
use super::export::{Export, ExportFormat, file_stem};
use super::frozen::{FrozenLine, frozen_line, frozen_programme};
use super::hand_in::known_guideline;
use super::history::Names;
use super::reading::{Opened, allowed, read};
use crate::app::{App, new};
use crate::refusal::Refusal;
use crate::who::Who;

/// How many comments a submission may have.
const COMMENTS_MAX: usize = 500;
/// Submissions shown at once.
const SHOWN_MAX: i64 = 200;

/// A submission with what was said of it.
pub struct ApprovalShown {
    /// The submission.
    pub approval: SuperiorApproval,
    /// Its comments, in their order.
    pub comments: Vec<ApprovalComment>,
    /// The draft as it was frozen, with its mark.
    pub programme: Arc<Programme>,
    /// Its number, what it was frozen for.
    pub frozen: FrozenLine,
    /// What the programme is called.
    pub title: String,
    /// The house that drafts.
    pub house: String,
    /// The committee above.
    pub superior: String,
    /// Who submitted it, and who decided.
    pub people: (String, Option<String>),
}

/// A draft with its submissions, for those who see how it is drafted.
pub struct Approvals {
    /// The draft.
    pub opened: Opened,
    /// Each submission, the newest first; comments only of those that were decided.
    pub all: Vec<ApprovalShown>,
    /// The frozen drafts, the newest first.
    pub frozen: Vec<FrozenLine>,
    /// The committee above, by name; `None` at the top.
    pub superior: Option<String>,
    /// May this person submit and take back?
    pub may_submit: bool,
    /// Why it could not be submitted now.
    pub trouble: Option<ApprovalRefusal>,
}

impl From<ApprovalRefusal> for Refusal {
    fn from(refusal: ApprovalRefusal) -> Refusal {
        let (field, why) = match refusal {
            ApprovalRefusal::Waits => ("approval", "approval-waits"),
            ApprovalRefusal::Over => ("approval", "approval-over"),
            ApprovalRefusal::Returned => ("approval", "approval-returned"),
            ApprovalRefusal::Unanswered => ("approval", "approval-unanswered"),
            ApprovalRefusal::Undecided => ("approval", "approval-undecided"),
            ApprovalRefusal::Settled => ("answer", "remark-settled"),
            ApprovalRefusal::Unchanged => ("answer", "item-unchanged"),
            ApprovalRefusal::NoReason => ("answer", "empty"),
        };
        Refusal::Field { field, why }
    }
}

/// Refuses to issue what the superior still has, returned, or commented on without an answer.
pub(crate) async fn approval_allows(db: &mut Db<'_>, id: &ProgrammeId) -> Result<(), Refusal> {
    Ok(may_issue(&submitted(db, id).await?)?)
}

async fn submitted(db: &mut Db<'_>, id: &ProgrammeId) -> Result<Vec<Submitted>, Refusal> {
    let mut all = Vec::new();
    for it in memory::approvals_of(db, id).await? {
        let comments = memory::approval_comments(db, &it.id).await?;
        all.push((it, comments));
    }
    Ok(all)
}

/// The committee directly above the house.
async fn superior_of(db: &mut Db<'_>, house: &UnitId) -> Result<Option<hanhdong_domain::organisation::Unit>, Refusal> {
    let Some(above) = organisation::unit(db, house).await?.and_then(|it| it.above) else { return Ok(None) };
    Ok(organisation::unit(db, &above).await?.filter(|it| it.kind == UnitKind::Committee))
}

async fn shown(db: &mut Db<'_>, names: &mut Names, (approval, comments): Submitted) -> Result<ApprovalShown, Refusal> {
    let row = memory::frozen(db, &approval.programme, approval.draft_no).await?.ok_or(Refusal::NotFound)?;
    let (frozen, programme) = (frozen_line(db, &row).await?, Arc::new(frozen_programme(&row)?));
    let draft = memory::programme(db, &approval.programme).await?.ok_or(Refusal::NotFound)?;
    let house = organisation::unit(db, &draft.organisation).await?.map(|it| it.name).unwrap_or_default();
    let superior = organisation::unit(db, &approval.superior).await?.map(|it| it.name).unwrap_or_default();
    let decided_by = match &approval.end {
        Some(it) => Some(names.of(db, &it.by).await?),
        None => None,
    };
    let people = (names.of(db, &approval.by).await?, decided_by);
    let title = super::edit::title(&programme);
    Ok(ApprovalShown { approval, comments, programme, frozen, title, house, superior, people })
}

impl App {
    /// The submissions of a draft, for those who see how it is drafted.
    pub async fn approvals(&self, who: &Who, id: &ProgrammeId) -> Result<Approvals, Refusal> {
        let opened = self.open(who, id).await?;
        let frozen = self.frozen(who, id).await?;
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let found = submitted(&mut db, id).await?;
        let trouble = may_submit(&found).err();
        let mut names = Names::default();
        let mut all = Vec::new();
        for mut it in found {
            // What the superior still turns over in its mind is its own.
            if it.0.is_open() {
                it.1.clear();
            }
            all.push(shown(&mut db, &mut names, it).await?);
        }
        let superior = superior_of(&mut db, &opened.row.organisation).await?.map(|it| it.name);
        let may_submit = opened.may_record_issue && opened.row.put_away_at.is_none();
        Ok(Approvals { opened, all, frozen, superior, may_submit, trouble })
    }

    /// Submits a frozen draft to the committee above.
    pub async fn submit_for_approval(&self, who: &Who, id: &ProgrammeId, draft_no: i64, words: &str) -> Result<(), Refusal> {
        let (who, id, words) = (who.clone(), id.clone(), words.to_owned());
        self.act(move |tx| {
            let (who, id, words) = (who.clone(), id.clone(), words.clone());
            Box::pin(async move {
                allowed(tx.db(), &who, &id, ProgrammeAct::RecordIssue).await?;
                let row = memory::programme(tx.db(), &id).await?.ok_or(Refusal::NotFound)?;
                if row.put_away_at.is_some() {
                    return Err(Refusal::NotAllowed);
                }
                let superior = superior_of(tx.db(), &row.organisation).await?.ok_or(Refusal::Field { field: "approval", why: "approval-nobody-above" })?;
                let frozen = memory::frozen(tx.db(), &id, draft_no).await?.ok_or(Refusal::Field { field: "draft", why: "unknown" })?;
                may_submit(&submitted(tx.db(), &id).await?)?;
                let words = checked_words("words", &words)?;
                let (by, submitted_at) = (who.id().clone(), tx.at().to_owned());
                let it = SuperiorApproval { id: new::approval(), programme: id, draft_no, superior: superior.id, words, by, submitted_at, end: None };
                memory::submit(tx, &it).await.map_err(|error| match error {
                    StoreError::Constraint(_) => ApprovalRefusal::Waits.into(),
                    other => Refusal::from(other),
                })?;
                let data = json!({ "draft": draft_no, "hash": frozen.hash, "superior": it.superior.as_str(), "words": it.words });
                record(tx, &who, (Act::ApprovalSubmitted, row.organisation), &it, data).await
            })
        })
        .await
    }

    /// Takes a submission back that the superior has not decided, with the reason.
    pub async fn withdraw_approval(&self, who: &Who, id: &ProgrammeId, why: &str) -> Result<(), Refusal> {
        let (who, id, why) = (who.clone(), id.clone(), why.to_owned());
        self.act(move |tx| {
            let (who, id, why) = (who.clone(), id.clone(), why.clone());
            Box::pin(async move {
                allowed(tx.db(), &who, &id, ProgrammeAct::RecordIssue).await?;
                let words = crate::organisation::checked_name("why", &why)?;
                let open = memory::approvals_of(tx.db(), &id).await?.into_iter().find(SuperiorApproval::is_open).ok_or(ApprovalRefusal::Over)?;
                let house = memory::owner(tx.db(), &id).await?.ok_or(Refusal::NotFound)?.0;
                end(tx, &who, &open.id, (ApprovalVerdict::Withdrawn, words), (Act::ApprovalWithdrawn, house)).await
            })
        })
        .await
    }

    /// What was submitted to a person's committees.
    pub async fn submitted_to_me(&self, who: &Who) -> Result<Vec<ApprovalShown>, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let mut names = Names::default();
        let mut all = Vec::new();
        for it in memory::approvals_for(&mut db, who.id(), who.today(), SHOWN_MAX).await? {
            let comments = memory::approval_comments(&mut db, &it.id).await?;
            all.push(shown(&mut db, &mut names, (it, comments)).await?);
        }
        Ok(all)
    }

    /// One of them: the draft as it was frozen, and nothing else of its drafting.
    pub async fn submission(&self, who: &Who, id: &ApprovalId) -> Result<ApprovalShown, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let it = for_superior(&mut db, who, id).await?;
        let comments = memory::approval_comments(&mut db, id).await?;
        shown(&mut db, &mut Names::default(), (it, comments)).await
    }

    /// The submitted draft as a file.
    pub async fn submission_file(&self, who: &Who, id: &ApprovalId, is_pdf: bool) -> Result<Export, Refusal> {
        let it = self.submission(who, id).await?;
        let mut reader = self.read().await?;
        let row = memory::programme(&mut reader.db(), &it.approval.programme).await?.ok_or(Refusal::NotFound)?;
        drop(reader);
        let guideline = known_guideline(&row.guideline)?;
        let (pdf, drawn) = (self.pdf(), it.programme.clone());
        let made = tokio::task::spawn_blocking(move || {
            let pack = LayoutPack::for_paper(None, drawn.document.date, Some(&guideline.layout)).map_err(|_| Refusal::Field { field: "layout", why: "unknown" })?;
            let paper = official::compose(&drawn, pack);
            if is_pdf { pdf(&paper, pack).map_err(Refusal::Fault) } else { Ok(official::docx::write(&paper, pack)) }
        });
        let bytes = made.await.map_err(|error| Refusal::Fault(error.to_string()))??;
        let format = if is_pdf { ExportFormat::Pdf } else { ExportFormat::Docx };
        Ok(Export { name: format!("{}-du-thao-lan-{}.{}", file_stem(&it.title), it.frozen.number, format.ending()), format, bytes })
    }

    /// The superior comments on an item of a submitted draft, or on the whole; the number of the comment.
    pub async fn comment_on_submission(&self, who: &Who, id: &ApprovalId, item: Option<Anchor>, words: &str) -> Result<i64, Refusal> {
        let (who, id, words) = (who.clone(), id.clone(), words.to_owned());
        self.act(move |tx| {
            let (who, id, item, words) = (who.clone(), id.clone(), item.clone(), words.clone());
            Box::pin(async move {
                let (it, comments) = held(tx, &who, &id).await?;
                it.goes_on()?;
                let words = checked_words("comment", &words)?;
                if words.is_empty() {
                    return Err(Refusal::Field { field: "comment", why: "empty" });
                }
                if COMMENTS_MAX <= comments.len() {
                    return Err(Refusal::Field { field: "comment", why: "too-many" });
                }
                let row = memory::frozen(tx.db(), &it.programme, it.draft_no).await?.ok_or(Refusal::NotFound)?;
                let programme = read(&row.body)?;
                let item_then = item.as_ref().map(|it| item_now(&programme, it)).unwrap_or_default();
                if item.is_some() && item_then.is_empty() {
                    return Err(Refusal::Field { field: "item", why: "no-item" });
                }
                let number = comments.iter().map(|it| it.number).max().unwrap_or(0) + 1;
                let (by, at) = (who.id().clone(), tx.at().to_owned());
                let comment = ApprovalComment { number, item, item_then, words, by, at, taken_back_at: None, answer: None };
                memory::comment_approval(tx, &id, &comment).await?;
                let data = json!({ "number": number, "item": comment.item.as_ref().map(ToString::to_string), "before": null, "after": comment.words });
                record(tx, &who, (Act::ApprovalCommented, it.superior.clone()), &it, data).await?;
                Ok(number)
            })
        })
        .await
    }

    /// The superior takes a comment back before it decides.
    pub async fn take_comment_back(&self, who: &Who, id: &ApprovalId, number: i64) -> Result<(), Refusal> {
        let (who, id) = (who.clone(), id.clone());
        self.act(move |tx| {
            let (who, id) = (who.clone(), id.clone());
            Box::pin(async move {
                let (it, comments) = held(tx, &who, &id).await?;
                it.goes_on()?;
                let comment = comments.iter().find(|it| it.number == number).ok_or(Refusal::NotFound)?;
                if !memory::take_back_approval_comment(tx, &id, number).await? {
                    return Err(ApprovalRefusal::Settled.into());
                }
                let data = json!({ "number": number, "before": comment.words, "after": null });
                record(tx, &who, (Act::ApprovalCommentTakenBack, it.superior.clone()), &it, data).await
            })
        })
        .await
    }

    /// The superior approves or returns a submitted draft.
    pub async fn decide_submission(&self, who: &Who, id: &ApprovalId, approves: bool, words: &str) -> Result<(), Refusal> {
        let (who, id, words) = (who.clone(), id.clone(), words.to_owned());
        self.act(move |tx| {
            let (who, id, words) = (who.clone(), id.clone(), words.clone());
            Box::pin(async move {
                let (it, comments) = held(tx, &who, &id).await?;
                let words = checked_words("verdict", &words)?;
                let (verdict, act) = if approves { (ApprovalVerdict::Approved, Act::ApprovalGiven) } else { (ApprovalVerdict::Returned, Act::ApprovalRefused) };
                it.decides(verdict, &words, &comments).map_err(|refusal| match refusal {
                    ApprovalRefusal::NoReason => Refusal::Field { field: "verdict", why: "empty" },
                    other => other.into(),
                })?;
                end(tx, &who, &id, (verdict, words), (act, it.superior)).await
            })
        })
        .await
    }

    /// The drafting house answers a comment of the superior: taken in, or explained.
    pub async fn answer_approval_comment(&self, who: &Who, programme: &ProgrammeId, approval: &ApprovalId, number: i64, (taken, words): (Taken, &str)) -> Result<(), Refusal> {
        let (who, programme, approval, words) = (who.clone(), programme.clone(), approval.clone(), words.to_owned());
        self.act(move |tx| {
            let (who, programme, approval, words) = (who.clone(), programme.clone(), approval.clone(), words.clone());
            Box::pin(async move {
                allowed(tx.db(), &who, &programme, ProgrammeAct::Edit).await?;
                memory::approval(tx.db(), &approval).await?.filter(|it| it.programme == programme).ok_or(Refusal::NotFound)?;
                let it = memory::hold_approval(tx, &approval).await?.ok_or(Refusal::NotFound)?;
                it.is_answered_now()?;
                let comments = memory::approval_comments(tx.db(), &approval).await?;
                let comment = comments.iter().find(|it| it.number == number).ok_or(Refusal::NotFound)?;
                let words = checked_words("answer", &words)?;
                let row = memory::programme(tx.db(), &programme).await?.ok_or(Refusal::NotFound)?;
                let draft = read(&row.body)?;
                let now = comment.item.as_ref().map(|it| item_now(&draft, it)).unwrap_or_default();
                comment.fits(taken, &words, &now)?;
                let answer = RemarkAnswer { taken, words, item_now: now, by: who.id().clone(), at: tx.at().to_owned() };
                if !memory::answer_approval_comment(tx, &approval, number, &answer).await? {
                    return Err(ApprovalRefusal::Settled.into());
                }
                let data = json!({ "number": number, "taken": taken.name(), "words": answer.words, "before": comment.item_then, "after": answer.item_now });
                record(tx, &who, (Act::ApprovalCommentAnswered, row.organisation), &it, data).await
            })
        })
        .await
    }
}

/// A submission to a committee for which this person approves. Nobody else knows of it.
async fn for_superior(db: &mut Db<'_>, who: &Who, id: &ApprovalId) -> Result<SuperiorApproval, Refusal> {
    let it = memory::approval(db, id).await?.ok_or(Refusal::NotFound)?;
    let (owner, is_issued) = memory::owner(db, &it.programme).await?.ok_or(Refusal::NotFound)?;
    let standing = publication::standing_with(db, who.id(), &it.programme, &owner, who.today()).await?;
    // What was approved stays readable as it was for the committee that approved it.
    let may = standing.may(ProgrammeAct::Approve, false) && memory::approves(db, id, who.id(), who.today()).await?;
    if !may || (is_issued && it.is_open()) { Err(Refusal::NotFound) } else { Ok(it) }
}

async fn held(tx: &mut Tx<'_>, who: &Who, id: &ApprovalId) -> Result<Submitted, Refusal> {
    for_superior(tx.db(), who, id).await?;
    let it = memory::hold_approval(tx, id).await?.ok_or(Refusal::NotFound)?;
    let comments = memory::approval_comments(tx.db(), id).await?;
    Ok((it, comments))
}

async fn end(tx: &mut Tx<'_>, who: &Who, id: &ApprovalId, (verdict, words): (ApprovalVerdict, String), act: (Act, UnitId)) -> Result<(), Refusal> {
    let mut it = memory::hold_approval(tx, id).await?.ok_or(Refusal::NotFound)?;
    it.goes_on()?;
    let end = ApprovalEnd { verdict, words, by: who.id().clone(), at: tx.at().to_owned() };
    memory::decide_approval(tx, id, &end).await?;
    let data = json!({ "draft": it.draft_no, "verdict": verdict.name(), "words": end.words });
    it.end = Some(end);
    record(tx, who, act, &it, data).await
}

async fn record(tx: &mut Tx<'_>, who: &Who, (act, organisation): (Act, UnitId), it: &SuperiorApproval, mut data: serde_json::Value) -> Result<(), Refusal> {
    data["programme"] = it.programme.as_str().into();
    let comments = memory::approval_comments(tx.db(), &it.id).await?;
    let state = Some(memory::state_of_approval(it, &comments));
    let event = Event { organisation, by: Some(who.id().clone()), act, subject: Subject::Approval, subject_id: it.id.to_string(), data: data.to_string(), state };
    Ok(tx.record(&event).await.map(drop)?)
}
