//! The files of an issued paper: made once, kept byte for byte, and given out again as they are.

use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{FileId, PersonId, ProgrammeAct, ProgrammeId, UnitId};
use hanhdong_domain::publication::Correction;
use hanhdong_store::Tx;
use hanhdong_store::programme::{self as papers, KeptFile};
use hanhdong_store::publication::{self as memory, IssueRow, IssuedFile, IssuedForm, RecipientRow, SentTo};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::copies::{self, CopyLine};
use super::plan::Adopted;
use crate::app::App;
use crate::programme::allowed;
use crate::refusal::Refusal;
use crate::who::Who;

/// An issued paper as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuedPaper {
    /// What was said of it.
    pub issue: IssueRow,
    /// How it was adopted.
    pub adopted: Adopted,
    /// Its files.
    pub files: Vec<IssuedFile>,
    /// The lines of Nơi nhận.
    pub sent: Vec<SentTo>,
    /// Everybody it went to.
    pub recipients: Vec<RecipientRow>,
    /// What was corrected of it since, oldest first.
    pub corrections: Vec<Correction>,
    /// The signed papers that came back, in the order in which they came.
    pub copies: Vec<CopyLine>,
    /// The one it replaces, where the reader may know of it.
    pub replaces: Option<IssueRow>,
    /// The one that replaced it.
    pub replaced_by: Option<IssueRow>,
}

/// SHA-256 as hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|it| format!("{it:02x}")).collect()
}

/// Keeps a file of an issued paper, with its line in the journal.
pub(crate) async fn keep_file(tx: &mut Tx<'_>, by: &PersonId, organisation: &UnitId, id: FileId, (name, bytes): (String, Vec<u8>)) -> Result<KeptFile, Refusal> {
    let kept = KeptFile { id, organisation: organisation.clone(), name, bytes };
    papers::keep_file(tx, &kept).await?;
    let data = json!({ "bytes": kept.bytes.len(), "blake3": kept.state(), "sha256": sha256(&kept.bytes) }).to_string();
    let event = Event {
        organisation: organisation.clone(),
        by: Some(by.clone()),
        act: Act::FileKept,
        subject: Subject::File,
        subject_id: kept.id.to_string(),
        data,
        state: Some(kept.state()),
    };
    tx.record(&event).await?;
    Ok(kept)
}

impl App {
    /// What is kept of an issued programme, for whoever reads it; nothing where it was issued before anything was kept.
    pub async fn issued(&self, who: &Who, id: &ProgrammeId) -> Result<Option<IssuedPaper>, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let (standing, is_issued) = allowed(&mut db, who, id, ProgrammeAct::Read).await?;
        let Some(issue) = memory::issue(&mut db, id).await? else { return Ok(None) };
        let adopted = serde_json::from_str(&issue.adopted).unwrap_or_default();
        let files = memory::issued_files(&mut db, id).await?;
        let sent = memory::sent_to(&mut db, id).await?;
        let recipients = memory::recipients(&mut db, id).await?;
        // Of another paper only those are told who may read it.
        let mut readable = Vec::new();
        let before = match &issue.replaces {
            Some(id) => memory::issue(&mut db, id).await?,
            None => None,
        };
        for other in [before, memory::replaced_by(&mut db, id).await?] {
            readable.push(match other {
                Some(it) if allowed(&mut db, who, &it.programme, ProgrammeAct::Read).await.is_ok() => Some(it),
                Some(_) | None => None,
            });
        }
        let replaced_by = readable.pop().flatten();
        let replaces = readable.pop().flatten();
        let corrections = memory::corrections(&mut db, id).await?;
        let copies = copies::lines(&mut db, id, standing.may(ProgrammeAct::ReadDrafting, is_issued)).await?;
        Ok(Some(IssuedPaper { issue, adopted, files, sent, recipients, corrections, copies, replaces, replaced_by }))
    }

    /// A file of an issued paper as it is kept.
    pub async fn issued_file(&self, who: &Who, id: &ProgrammeId, file: &FileId) -> Result<(IssuedForm, KeptFile), Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let (standing, is_issued) = allowed(&mut db, who, id, ProgrammeAct::Read).await?;
        let form = match memory::issued_files(&mut db, id).await?.into_iter().find(|it| it.file == *file) {
            Some(issued) => issued.form,
            None => {
                let copies = copies::lines(&mut db, id, standing.may(ProgrammeAct::ReadDrafting, is_issued)).await?;
                copies.iter().find(|it| it.copy.file == *file).map(|_| IssuedForm::Signed).ok_or(Refusal::NotFound)?
            }
        };
        Ok((form, papers::file(&mut db, file).await?.ok_or(Refusal::NotFound)?))
    }
}

#[cfg(test)]
mod tests {
    use super::sha256;

    #[test]
    fn the_fingerprint_is_the_one_that_every_other_tool_says() {
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
