//! What the superior said of a draft, with what was answered, as a Word file.

use hanhdong_domain::organisation::{ApprovalId, ProgrammeId};
use hanhdong_paper::official::approval::{ApprovalPaper, Commented, approval_paper};
use hanhdong_paper::official::{LayoutPack, docx};

use super::appraisal::heading_of;
use super::appraisal_slip::item_words;
use crate::app::App;
use crate::clock::here;
use crate::refusal::Refusal;
use crate::who::Who;

impl App {
    /// The comments of a submission that the superior decided, with their answers: its file name and bytes.
    pub async fn approval_slip(&self, who: &Who, id: &ProgrammeId, approval: &ApprovalId) -> Result<(String, Vec<u8>), Refusal> {
        let found = self.approvals(who, id).await?;
        let it = found.all.iter().find(|it| it.approval.id == *approval).ok_or(Refusal::NotFound)?;
        let end = it.approval.end.as_ref().ok_or(Refusal::NotFound)?;
        let mut reader = self.read().await?;
        let (superior, organisation) = heading_of(&mut reader.db(), &found.opened.row.organisation).await?;
        drop(reader);
        let commented = |comment: &hanhdong_domain::programme::ApprovalComment| Commented {
            item: comment.item.as_ref().map(|anchor| item_words(&it.programme, anchor, &comment.item_then)),
            words: comment.words.clone(),
            answer: comment.answer.as_ref().map(|it| (it.taken, it.words.clone())),
        };
        let paper = ApprovalPaper {
            superior,
            organisation,
            approving: it.superior.clone(),
            on: who.today(),
            draft: it.title.clone(),
            draft_no: it.approval.draft_no,
            verdict: end.verdict,
            verdict_words: end.words.clone(),
            decided_on: here(&end.at).map(|it| it.date()),
            comments: it.comments.iter().filter(|it| it.taken_back_at.is_none()).map(commented).collect(),
        };
        let pack = LayoutPack::for_paper(None, Some(paper.on), None).map_err(|error| Refusal::Fault(error.to_string()))?;
        Ok((format!("Tiếp thu ý kiến duyệt dự thảo lần {}.docx", it.approval.draft_no), docx::write(&approval_paper(&paper, pack), pack)))
    }
}
