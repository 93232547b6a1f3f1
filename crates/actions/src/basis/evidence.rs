//! Files of the register: documents themselves, and what proves that something was done.

use std::sync::Arc;

use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{FileId, UnitId};
use hanhdong_paper::intake;
use hanhdong_paper::intake::raw::Format;
use hanhdong_store::Tx;
use serde_json::json;

use crate::programme::{HandIn, keep_file};
use crate::refusal::Refusal;
use crate::who::Who;

/// A file as it came.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The file.
    pub file: HandIn,
    /// Does the person say to have looked at it, and that it bears no mark of secrecy? Asked of scans and photographs: no
    /// program finds a mark in them.
    pub is_looked_at: bool,
}

impl Evidence {
    /// Looks at a file before anything of it is kept: only papers and sheets that intake reads, none that bears a secrecy mark,
    /// and pictures that a person looked at. Is it such a picture?
    pub(super) async fn checked(&self) -> Result<bool, Refusal> {
        let bytes: Arc<Vec<u8>> = self.file.bytes.clone();
        let read = tokio::task::spawn_blocking(move || intake::read(&bytes).map(|it| it.0)).await;
        match read.map_err(|error| Refusal::Fault(error.to_string()))? {
            Ok(Format::Docx | Format::Doc | Format::Pdf | Format::Xlsx | Format::Xls | Format::Text | Format::Markdown) => Ok(false),
            Ok(Format::Notation | Format::Json) => Err(Refusal::Paper(intake::Refusal::UnknownFormat)),
            Err(refusal) if refusal == intake::Refusal::NoText || is_picture(&self.file.bytes) => {
                if self.is_looked_at {
                    Ok(true)
                } else {
                    Err(Refusal::Field { field: "looked", why: "not-looked-at" })
                }
            }
            Err(refusal) => Err(Refusal::Paper(refusal)),
        }
    }

    /// Keeps it; of a picture it is told who says to have looked at it.
    pub(super) async fn keep(&self, tx: &mut Tx<'_>, who: &Who, organisation: &UnitId, is_picture: bool) -> Result<FileId, Refusal> {
        let id = keep_file(tx, who, organisation, &self.file).await?;
        if is_picture {
            let (by, data) = (Some(who.id().clone()), json!({ "name": self.file.name }).to_string());
            let organisation = organisation.clone();
            tx.record(&Event { organisation, by, act: Act::ScanLookedAt, subject: Subject::File, subject_id: id.to_string(), data, state: None }).await?;
        }
        Ok(id)
    }
}

/// Does it begin as a JPEG or PNG does?
fn is_picture(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xd8\xff") || bytes.starts_with(b"\x89PNG\r\n\x1a\n")
}
