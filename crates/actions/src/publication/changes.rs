//! What changed after the congress: the issued text against the version that the congress discussed (clause X.2).

use std::collections::BTreeMap;
use std::sync::Arc;

use hanhdong_domain::Date;
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::{Anchor, CommentTurn, Programme, VersionAt, draft_mark};
use hanhdong_paper::official::{self, Comparison, LayoutPack};
use hanhdong_paper::redline::{self, Change};
use hanhdong_store::publication::IssueRow;

use super::plan::Adopted;
use crate::app::App;
use crate::programme::{Export, ExportFormat, FrozenLine, Opened};
use crate::refusal::Refusal;
use crate::who::Who;

/// What was said about one item since, at most.
const SAID_MAX: usize = 5;

/// The issued text beside the one that the congress discussed.
pub struct AfterCongress {
    /// The programme.
    pub opened: Opened,
    /// What was issued.
    pub issue: IssueRow,
    /// How it was adopted.
    pub adopted: Adopted,
    /// The frozen drafts, last first.
    pub frozen: Vec<FrozenLine>,
    /// The draft that the congress discussed, where one is known or was chosen, and what differs from it.
    pub changes: Option<(FrozenLine, Vec<Change>)>,
    /// What was said about an item after the draft was frozen: who and what, oldest first.
    pub said: BTreeMap<Anchor, Vec<(String, String)>>,
    before: Option<Arc<Programme>>,
}

/// The draft that the congress discussed: as it was recorded, else the last one frozen up to the day of the congress.
fn discussed(frozen: &[FrozenLine], adopted: &Adopted) -> Option<i64> {
    let day: Option<Date> = adopted.congress_on.as_deref().and_then(|it| it.parse().ok());
    adopted.discussed.or_else(|| frozen.iter().find(|it| it.at.zip(day).is_some_and(|(at, day)| at.date() <= day)).map(|it| it.number))
}

/// The version of the congress as it is held against the issued one: number, date and draft mark are given with the issue
/// and are no change of what was discussed.
fn as_discussed(draft: &Programme, issued: &Programme) -> Programme {
    let mut before = draft.clone();
    let head = &issued.document;
    (before.document.number, before.document.date, before.document.draft) = (head.number.clone(), head.date, head.draft.clone());
    before
}

impl App {
    /// What changed after the congress, for whoever may read how the paper was drafted; against another draft where one is
    /// asked for.
    pub async fn after_congress(&self, who: &Who, id: &ProgrammeId, from: Option<i64>) -> Result<AfterCongress, Refusal> {
        let frozen = self.frozen(who, id).await?;
        let opened = self.open(who, id).await?;
        let paper = self.issued(who, id).await?.ok_or(Refusal::NotFound)?;
        let (issue, adopted) = (paper.issue, paper.adopted);
        let mut found = AfterCongress { changes: None, said: BTreeMap::new(), before: None, opened, issue, adopted, frozen };
        let Some(number) = from.or_else(|| discussed(&found.frozen, &found.adopted)) else { return Ok(found) };
        let old = self.version_at(who, id, VersionAt::Frozen(number)).await?;
        let line = old.frozen.clone().ok_or(Refusal::NotFound)?;
        let now = found.opened.programme.clone();
        let before = Arc::new(as_discussed(&old.programme, &now));
        let compared = before.clone();
        let changes = tokio::task::spawn_blocking(move || redline::diff(&compared, &now)).await.map_err(|error| Refusal::Fault(error.to_string()))?;
        for thread in self.threads(who, id).await? {
            let since = thread.lines.into_iter().filter(|it| matches!(it.turn, CommentTurn::Said) && line.at <= it.at).map(|it| (it.by, it.words));
            found.said.entry(thread.item).or_default().extend(since);
        }
        found.said.retain(|_, said| {
            said.truncate(SAID_MAX);
            !said.is_empty()
        });
        (found.changes, found.before) = (Some((line, changes)), Some(before));
        Ok(found)
    }

    /// The same as a file: Word with tracked changes, or a table to be printed. What was said about items is in neither.
    pub async fn after_congress_file(&self, who: &Who, id: &ProgrammeId, from: Option<i64>, format: ExportFormat) -> Result<Export, Refusal> {
        if !matches!(format, ExportFormat::Docx | ExportFormat::Pdf) {
            return Err(Refusal::NotFound);
        }
        let found = self.after_congress(who, id, from).await?;
        let (Some((line, changes)), Some(before)) = (found.changes, found.before) else { return Err(Refusal::NotFound) };
        let (issue, now, pdf) = (found.issue, found.opened.programme.clone(), self.pdf());
        let made = tokio::task::spawn_blocking(move || {
            let pack = LayoutPack::for_paper(None, Some(issue.dated_on), Some(&issue.layout)).map_err(|error| Refusal::Fault(error.to_string()))?;
            if format == ExportFormat::Docx {
                return Ok(redline::docx(&before, &now, pack));
            }
            let on = |it: Date| it.strftime("%d/%m/%Y").to_string();
            let old = format!("{}, bản đại hội thảo luận", draft_mark(line.number, &line.label));
            let new = format!("Bản ban hành số {}, ngày {}", issue.number, on(issue.dated_on));
            let comparison = Comparison { kind: official::AFTER_CONGRESS, document: &now.document, old: &old, new: &new, changes: &changes };
            pdf(&official::comparison(&comparison, pack), pack).map_err(Refusal::Fault)
        });
        let bytes = made.await.map_err(|error| Refusal::Fault(error.to_string()))??;
        Ok(Export { name: format!("thay-doi-sau-dai-hoi.{}", format.ending()), format, bytes })
    }
}
