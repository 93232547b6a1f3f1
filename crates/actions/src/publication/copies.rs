//! The signed paper comes back: kept byte for byte beside the issued one, its words held against it on the day it comes.

use std::sync::Arc;

use hanhdong_domain::journal::{Act, Subject};
use hanhdong_domain::organisation::{FileId, ProgrammeAct, ProgrammeId};
use hanhdong_domain::publication::{CopyFindings, WITHDRAWN_WHY_MAX};
use hanhdong_paper::official::paper::Block;
use hanhdong_paper::official::{LayoutPack, compose};
use hanhdong_paper::{intake, signed_copy};
use hanhdong_store::publication::{self as memory, IssuedForm, SignedCopy, Withdrawn};
use hanhdong_store::{Db, StoreError, Tx, organisation, programme as papers};
use jiff::civil::DateTime;
use serde_json::json;

use super::book::event;
use super::files::{keep_file, sha256};
use super::plan::words;
use crate::app::{App, new};
use crate::clock::here;
use crate::programme::{HandIn, allowed, file_name, read};
use crate::refusal::Refusal;
use crate::who::Who;

/// Signed papers that are kept of one programme, those taken back among them.
const COPIES_MAX: usize = 30;

/// A signed paper as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyLine {
    /// What is kept of it.
    pub copy: SignedCopy,
    /// The name of its file.
    pub name: String,
    /// When it came, in Viet Nam.
    pub at: Option<DateTime>,
    /// Who kept it.
    pub by: String,
}

impl App {
    /// Keeps a signed paper that came back, for whoever keeps what comes after the issue.
    pub async fn keep_signed(&self, who: &Who, id: &ProgrammeId, file: HandIn, note: &str) -> Result<FileId, Refusal> {
        let note = words("note", Some(note))?.unwrap_or_default();
        let findings = self.found_in_copy(who, id, &file).await?;
        let (who, id, file_id) = (who.clone(), id.clone(), new::file());
        self.act(move |tx| {
            let (who, id, file, note, findings, file_id) = (who.clone(), id.clone(), file.clone(), note.clone(), findings.clone(), file_id.clone());
            Box::pin(async move { keep(tx, &who, &id, (file_id, &file), (note, findings)).await })
        })
        .await
    }

    /// What a file says, against the paper it is to be a signed copy of.
    async fn found_in_copy(&self, who: &Who, id: &ProgrammeId, file: &HandIn) -> Result<CopyFindings, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        allowed(&mut db, who, id, ProgrammeAct::KeepIssued).await?;
        let issue = memory::issue(&mut db, id).await?.ok_or(Refusal::NotFound)?;
        let pdf = memory::issued_files(&mut db, id).await?.into_iter().find(|it| it.form == IssuedForm::Pdf).ok_or(Refusal::NotFound)?;
        if pdf.blake3 == blake3::hash(&file.bytes).to_hex().as_str() {
            return Err(Refusal::Field { field: "file", why: "not-signed" });
        }
        if !file.bytes.trim_ascii_start().starts_with(b"%PDF-") {
            return Err(Refusal::Field { field: "file", why: "no-pdf" });
        }
        let issued = papers::file(&mut db, &pdf.file).await?.ok_or(Refusal::NotFound)?.bytes;
        let body = papers::programme(&mut db, id).await?.ok_or(Refusal::NotFound)?.body;
        drop(reader);
        let came: Arc<Vec<u8>> = file.bytes.clone();
        let held = tokio::task::spawn_blocking(move || {
            let pack = LayoutPack::for_paper(None, Some(issue.dated_on), Some(&issue.layout)).map_err(|error| Refusal::Fault(error.to_string()))?;
            let headings = headings(&compose(&read(&body)?, pack));
            signed_copy::hold_pdf(&issued, &came, &headings).map_err(unread)
        });
        held.await.map_err(|error| Refusal::Fault(error.to_string()))?
    }

    /// Takes a signed paper back that was kept by mistake. Its bytes and the line about it stay; it is no longer known by its
    /// fingerprint.
    pub async fn withdraw_signed(&self, who: &Who, id: &ProgrammeId, file: &FileId, why: &str) -> Result<(), Refusal> {
        let why = words("why", Some(why))?.ok_or(Refusal::Field { field: "why", why: "empty" })?;
        if WITHDRAWN_WHY_MAX < why.chars().count() {
            return Err(Refusal::Field { field: "why", why: "too-long" });
        }
        let (who, id, file) = (who.clone(), id.clone(), file.clone());
        self.act(move |tx| {
            let (who, id, file, why) = (who.clone(), id.clone(), file.clone(), why.clone());
            Box::pin(async move {
                allowed(tx.db(), &who, &id, ProgrammeAct::KeepIssued).await?;
                let before = memory::copy(tx.db(), &file).await?.filter(|it| it.programme == id).ok_or(Refusal::NotFound)?;
                let withdrawn = Withdrawn { at: tx.at().to_owned(), by: who.id().clone(), why };
                if !memory::withdraw_copy(tx, &file, &withdrawn).await? {
                    return Err(Refusal::Field { field: "why", why: "withdrawn-already" });
                }
                let data = json!({ "number": before.number, "sha256": before.sha256, "why": withdrawn.why });
                let after = SignedCopy { withdrawn: Some(withdrawn), ..before };
                told(tx, &who, &after, Act::CopyWithdrawn, &data).await
            })
        })
        .await
    }
}

/// What a PDF that does not read is called at the field it came by; a scan is none of them.
fn unread(refusal: intake::Refusal) -> Refusal {
    match refusal {
        intake::Refusal::UnknownFormat => Refusal::Field { field: "file", why: "no-pdf" },
        other => Refusal::Paper(other),
    }
}

/// The head rows of the tables, which a file repeats on every page that a table goes on to.
fn headings(paper: &hanhdong_paper::official::paper::OfficialPaper) -> Vec<String> {
    let blocks = paper.body.iter().chain(paper.annexes.iter().flat_map(|it| &it.blocks));
    let mut found: Vec<String> = blocks.filter_map(|it| if let Block::Table(table) = it { Some(table.header.join(" ")) } else { None }).collect();
    found.sort();
    found.dedup();
    found
}

async fn keep(tx: &mut Tx<'_>, who: &Who, id: &ProgrammeId, (file_id, file): (FileId, &HandIn), (note, findings): (String, CopyFindings)) -> Result<FileId, Refusal> {
    allowed(tx.db(), who, id, ProgrammeAct::KeepIssued).await?;
    let issue = memory::issue(tx.db(), id).await?.ok_or(Refusal::NotFound)?;
    let there = memory::copies(tx.db(), id).await?;
    let sha = sha256(&file.bytes);
    if there.iter().any(|it| it.withdrawn.is_none() && it.sha256 == sha) {
        return Err(Refusal::Field { field: "file", why: "there-already" });
    }
    if COPIES_MAX <= there.len() {
        return Err(Refusal::Field { field: "file", why: "too-many" });
    }
    let kept = keep_file(tx, who.id(), &issue.organisation, file_id, (file_name(&file.name), file.bytes.to_vec())).await?;
    let copy = SignedCopy {
        file: kept.id.clone(),
        programme: id.clone(),
        number: there.last().map_or(0, |it| it.number) + 1,
        size: i64::try_from(kept.bytes.len()).unwrap_or(i64::MAX),
        blake3: kept.state(),
        sha256: sha,
        came_at: tx.at().to_owned(),
        by: who.id().clone(),
        note,
        findings,
        withdrawn: None,
    };
    memory::keep_copy(tx, &copy).await.map_err(|error| match error {
        StoreError::Constraint(_) => Refusal::Busy,
        other => other.into(),
    })?;
    let found = &copy.findings;
    let data = json!({ "number": copy.number, "sha256": copy.sha256, "bytes": copy.size, "reading": found.reading.name(), "differs": found.count, "signatures": found.signatures });
    told(tx, who, &copy, Act::CopyKept, &data).await?;
    Ok(kept.id)
}

/// A line about the copy, and one about the programme, so that its history names it.
async fn told(tx: &mut Tx<'_>, who: &Who, copy: &SignedCopy, act: Act, data: &serde_json::Value) -> Result<(), Refusal> {
    let of = memory::issue(tx.db(), &copy.programme).await?.ok_or(Refusal::NotFound)?.organisation;
    let state = Some(memory::state_of_copy(copy)?);
    tx.record(&event(who, &of, act, (Subject::Copy, copy.file.as_str()), data.to_string(), state)).await?;
    tx.record(&event(who, &of, act, (Subject::Programme, copy.programme.as_str()), data.to_string(), None)).await?;
    Ok(())
}

/// The signed papers that came back; those taken back only for whoever may read how the house works.
pub(super) async fn lines(db: &mut Db<'_>, id: &ProgrammeId, with_withdrawn: bool) -> Result<Vec<CopyLine>, Refusal> {
    let mut lines = Vec::new();
    for copy in memory::copies(db, id).await?.into_iter().filter(|it| with_withdrawn || it.withdrawn.is_none()) {
        let name = papers::file_name(db, &copy.file).await?.unwrap_or_default();
        let by = organisation::person(db, &copy.by).await?.map(|it| it.name).unwrap_or_default();
        lines.push(CopyLine { at: here(&copy.came_at), name, by, copy });
    }
    Ok(lines)
}
