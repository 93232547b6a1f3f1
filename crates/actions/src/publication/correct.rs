//! A correction notice goes out: numbered, drawn as a paper, linked to the issued text, which stays as it is.

use hanhdong_domain::Date;
use hanhdong_domain::journal::{Act, Subject};
use hanhdong_domain::organisation::{CorrectionId, ProgrammeAct, ProgrammeId};
use hanhdong_domain::publication::{BookLine, CORRECTING_KINDS, Correction, CorrectionRefusal, NumberRefusal, Point, Series, corrects, judge};
use hanhdong_paper::official::correction::{CorrectionNotice, correction};
use hanhdong_paper::official::{LayoutPack, docx, symbols};
use hanhdong_store::publication::{self as memory, BookRow, IssuedFile, IssuedForm};
use hanhdong_store::{StoreError, programme as papers};
use serde_json::json;

use super::book::event;
use super::files::{keep_file, sha256};
use super::plan::{form, read as read_number, term, words};
use crate::app::{App, new};
use crate::programme::{allowed, read};
use crate::refusal::Refusal;
use crate::who::Who;

/// A notice to be issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCorrection {
    /// Number and symbol, as the clerk gave it.
    pub number: String,
    /// Its date.
    pub on: Date,
    /// What it corrects.
    pub points: Vec<Point>,
    /// Why the number stands out of order.
    pub reason: String,
}

fn refused(refusal: CorrectionRefusal) -> Refusal {
    let why = match refusal {
        CorrectionRefusal::Count | CorrectionRefusal::Empty => "empty",
        CorrectionRefusal::Same => "same-text",
        CorrectionRefusal::NotThere => "not-in-text",
    };
    Refusal::Field { field: "stands", why }
}

impl App {
    /// Issues a correction notice.
    pub async fn correct_issued(&self, who: &Who, id: &ProgrammeId, new: NewCorrection) -> Result<(), Refusal> {
        let reason = words("reason", Some(&new.reason))?;
        let (who, id) = (who.clone(), id.clone());
        let ids = (new::correction(), new::file(), new::book_line());
        self.act(move |tx| {
            let (who, id, new, reason, (notice_id, file_id, line_id)) = (who.clone(), id.clone(), new.clone(), reason.clone(), ids.clone());
            Box::pin(async move {
                allowed(tx.db(), &who, &id, ProgrammeAct::KeepIssued).await?;
                let issue = memory::issue(tx.db(), &id).await?.ok_or(Refusal::NotFound)?;
                let row = papers::programme(tx.db(), &id).await?.ok_or(Refusal::NotFound)?;
                if who.today() < new.on || new.on < issue.dated_on {
                    return Err(Refusal::Field { field: "date", why: if who.today() < new.on { "in-future" } else { "before-issue" } });
                }
                corrects(&new.points, &row.body).map_err(refused)?;
                let programme = read(&row.body)?;
                let pack = LayoutPack::for_paper(None, Some(new.on), Some(&issue.layout)).map_err(|error| Refusal::Fault(error.to_string()))?;
                let number = read_number(&new.number, form(pack), (None, symbols(&programme.document, pack).1))?;
                if !CORRECTING_KINDS.contains(&number.kind.as_str()) {
                    return Err(Refusal::Number(NumberRefusal::Kind { expected: CORRECTING_KINDS.join(", ") }));
                }
                let term = term(tx.db(), &issue.organisation, pack, new.on).await?;
                let series = Series::of(&number.kind, &number.body);
                let run = memory::run(tx.db(), &issue.organisation, &series, term).await?;
                judge(&number, new.on, &run, reason.as_deref()).map_err(Refusal::Number)?;
                let text = number.written(form(pack));
                let notice = CorrectionNotice { of: &programme.document, number: &text, on: new.on, is_letter: number.kind == "CV", points: &new.points };
                let bytes = docx::write(&correction(&notice, pack), pack);
                let name = format!("{}.docx", crate::programme::file_stem(&format!("{text} dinh chinh {}", issue.number)));
                let kept = keep_file(tx, who.id(), &issue.organisation, file_id, (name, bytes)).await?;
                let issued = IssuedFile { file: kept.id.clone(), programme: id.clone(), form: IssuedForm::Correction, blake3: kept.state(), sha256: sha256(&kept.bytes) };
                memory::keep_issued_file(tx, &issued).await?;
                let title = format!("Đính chính {} số {}", issue.kind.to_lowercase(), issue.number);
                let line = BookLine {
                    series,
                    term_on: term,
                    number: number.number,
                    text: text.clone(),
                    dated_on: new.on,
                    kind: number.kind.clone(),
                    title,
                    programme: None,
                    cancelled_why: None,
                    reason,
                };
                let line = BookRow { id: line_id, organisation: issue.organisation.clone(), line };
                memory::enter_number(tx, &line).await.map_err(|error| match error {
                    StoreError::Constraint(_) => Refusal::Busy,
                    other => other.into(),
                })?;
                let data = json!({ "number": text, "date": new.on.to_string(), "reason": line.line.reason }).to_string();
                tx.record(&event(&who, &issue.organisation, Act::NumberEntered, (Subject::Number, line.id.as_str()), data, Some(line.state()))).await?;
                let notice = Correction { id: notice_id, programme: id.clone(), number: text, dated_on: new.on, points: new.points.clone(), file: kept.id.clone() };
                memory::keep_correction(tx, &notice).await?;
                told(tx, &who, &issue.organisation, &notice).await
            })
        })
        .await
    }
}

/// A line about the notice, and one about the programme, so that its history names it.
async fn told(tx: &mut hanhdong_store::Tx<'_>, who: &Who, of: &hanhdong_domain::organisation::UnitId, notice: &Correction) -> Result<(), Refusal> {
    let points: Vec<_> = notice.points.iter().map(|it| json!({ "before": it.stands, "after": it.should })).collect();
    let data = json!({ "number": notice.number, "date": notice.dated_on.to_string(), "points": points }).to_string();
    let id: &CorrectionId = &notice.id;
    let state = Some(memory::state_of_correction(notice));
    tx.record(&event(who, of, Act::CorrectionIssued, (Subject::Correction, id.as_str()), data.clone(), state)).await?;
    tx.record(&event(who, of, Act::CorrectionIssued, (Subject::Programme, notice.programme.as_str()), data, None)).await?;
    Ok(())
}
