//! The appraisal slip as a Word file: what the office put right, what it remarked on, and what was answered.

use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::{Anchor, Programme};
use hanhdong_paper::notation::{read_document, read_node};
use hanhdong_paper::official::appraisal::{AppraisalSlip, PutRight, Said, appraisal_slip};
use hanhdong_paper::official::{LayoutPack, docx};

use super::appraisal::{AppraisalShown, heading_of};
use super::history::Deed;
use super::sheet::{Sheet, sheet_of_document, sheet_of_node};
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

/// Words by which an item is named in a table.
const ITEM_WORDS_MAX: usize = 12;

impl App {
    /// The slip of an appraisal, by its number among those of the draft: its file name and bytes.
    pub async fn appraisal_slip(&self, who: &Who, id: &ProgrammeId, number: usize) -> Result<(String, Vec<u8>), Refusal> {
        let appraisals = self.appraisals(who, id).await?;
        let it = appraisals.all.iter().find(|it| it.number == number).ok_or(Refusal::NotFound)?;
        let mut reader = self.read().await?;
        let (superior, organisation) = heading_of(&mut reader.db(), &appraisals.opened.row.organisation).await?;
        drop(reader);
        let slip = slip(it, &appraisals.opened.programme, &appraisals.opened.row.title, (superior, organisation), who);
        let pack = LayoutPack::for_paper(None, Some(slip.on), None).map_err(|error| Refusal::Fault(error.to_string()))?;
        Ok((format!("Phiếu thẩm định lần {number}.docx"), docx::write(&appraisal_slip(&slip, pack), pack)))
    }
}

fn slip(it: &AppraisalShown, programme: &Programme, title: &str, (superior, organisation): (Option<String>, String), who: &Who) -> AppraisalSlip {
    let put_right = it.log.iter().flat_map(|line| line.deeds.iter().map(move |deed| (line, deed))).map(|(line, deed)| {
        let (item, before, after) = said_of(deed);
        PutRight { item, before, after, is_undo: line.undoes.is_some() }
    });
    let said = |remark: &hanhdong_domain::programme::Remark| Said {
        item: remark.item.as_ref().map(|anchor| item_words(programme, anchor, &remark.item_then)),
        weight: remark.weight,
        words: remark.words.clone(),
        answer: remark.answer.as_ref().map(|it| (it.taken, it.words.clone())),
    };
    let end = it.appraisal.end.as_ref();
    AppraisalSlip {
        superior,
        organisation,
        on: end.and_then(|it| crate::clock::here(&it.at)).map_or(who.today(), |it| it.date()),
        draft: title.to_owned(),
        number: it.number,
        version: it.appraisal.version,
        appraiser: it.name(&it.appraisal.by).to_owned(),
        put_right: put_right.collect(),
        remarks: it.remarks.iter().filter(|it| it.taken_back_at.is_none()).map(said).collect(),
        is_closed: end.is_some_and(|it| it.why.is_none()),
        given_up: end.and_then(|it| it.why.clone()),
    }
}

/// An item by its first words; one that is gone by those it had.
pub(super) fn item_words(programme: &Programme, anchor: &Anchor, then: &str) -> String {
    let now = programme.items().find(|it| it.anchor() == anchor).map(|it| named(it.code(), it.text()));
    now.or_else(|| read_node(then).ok()?.item().map(|it| named(it.code(), it.text()))).unwrap_or_else(|| anchor.to_string())
}

fn named(code: Option<&str>, words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    let short = words.iter().take(ITEM_WORDS_MAX).copied().collect::<Vec<_>>().join(" ");
    let rest = if ITEM_WORDS_MAX < words.len() { " ..." } else { "" };
    format!("{}{short}{rest}", code.map(|it| format!("{it} ")).unwrap_or_default())
}

/// Which item, and what in it read otherwise before and after.
fn said_of(deed: &Deed) -> (String, String, String) {
    let sheet = |side: &Option<String>| -> Option<(Sheet, String)> {
        let text = side.as_deref()?;
        match read_document(text) {
            Ok(document) if text.starts_with("document") => Some((sheet_of_document(&document), "Phần đầu và phần cuối văn bản".to_owned())),
            Ok(_) | Err(_) => {
                let node = read_node(text).ok()?;
                let name = node.item().map(|it| named(it.code(), it.text()));
                Some((sheet_of_node(&node), name.unwrap_or_else(|| "Đoạn văn, tiêu đề".to_owned())))
            }
        }
    };
    match (sheet(&deed.before), sheet(&deed.after)) {
        (Some((before, name)), Some((after, _))) if before.kind == after.kind => {
            let differs = |it: &&super::Slot| before.get(it.name) != after.get(it.name);
            let slots: Vec<&super::Slot> = before.kind.slots().iter().filter(differs).collect();
            let text = |sheet: &Sheet| slots.iter().map(|it| sheet.get(it.name).to_owned()).collect::<Vec<_>>().join("; ");
            (name, text(&before), text(&after))
        }
        _ => ("Căn cứ, lời dẫn".to_owned(), deed.before.clone().unwrap_or_default(), deed.after.clone().unwrap_or_default()),
    }
}
