//! Two versions of a programme held against each other: on screen, as a Word file with tracked changes, as a table to be
//! printed; and a version going out as the paper it was.

use std::sync::Arc;

use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::{Programme, VersionAt};
use hanhdong_paper::intake::understand::Purpose;
use hanhdong_paper::official::layout::LayoutPack;
use hanhdong_paper::official::{self, Comparison};
use hanhdong_paper::redline::{self, Change};
use hanhdong_paper::{html, json, xlsx};

use super::export::{Export, ExportFormat, file_stem};
use super::frozen::Version;
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

/// Two versions and what differs.
#[derive(Clone)]
pub struct Compared {
    /// The earlier one.
    pub old: Version,
    /// The later one.
    pub new: Version,
    /// What differs, in the order of the later one.
    pub changes: Vec<Change>,
}

/// What a version is called in files ("Dự thảo lần 2 (trình Thường trực)").
fn name_of(version: &Version) -> String {
    match (&version.frozen, version.on) {
        (Some(frozen), _) => hanhdong_domain::programme::draft_mark(frozen.number, &frozen.label),
        (None, Some(on)) => format!("Bản lúc {}", on.strftime("%H:%M ngày %d/%m/%Y")),
        (None, None) => "Bản hiện tại".to_owned(),
    }
}

/// The programme of a version with the draft mark of another.
fn marked_as(version: &Version, other: &Version) -> Arc<Programme> {
    let mut programme = Programme::clone(&version.programme);
    programme.document.draft.clone_from(&other.programme.document.draft);
    Arc::new(programme)
}

impl App {
    /// Compares two versions.
    pub async fn compare(&self, who: &Who, id: &ProgrammeId, from: VersionAt, to: VersionAt) -> Result<Compared, Refusal> {
        let (mut old, mut new) = (self.version_at(who, id, from).await?, self.version_at(who, id, to).await?);
        // The mark that a frozen draft bears on paper is no change of the text: it is told only between two of them.
        match (&old.frozen, &new.frozen) {
            (Some(_), None) => old.programme = marked_as(&old, &new),
            (None, Some(_)) => new.programme = marked_as(&new, &old),
            (Some(_), Some(_)) | (None, None) => {}
        }
        let (before, after) = (old.programme.clone(), new.programme.clone());
        let changes = tokio::task::spawn_blocking(move || redline::diff(&before, &after)).await;
        Ok(Compared { old, new, changes: changes.map_err(|error| Refusal::Fault(error.to_string()))? })
    }

    /// The comparison as a file: Word with tracked changes, or a table to be printed.
    pub async fn compared_file(&self, who: &Who, id: &ProgrammeId, (from, to): (VersionAt, VersionAt), format: ExportFormat) -> Result<Export, Refusal> {
        if !matches!(format, ExportFormat::Docx | ExportFormat::Pdf) {
            return Err(Refusal::NotFound);
        }
        let compared = self.compare(who, id, from, to).await?;
        let guideline = super::hand_in::known_guideline(&self.open(who, id).await?.row.guideline)?;
        let (pdf, name) = (self.pdf(), format!("so-sanh-{from}-{to}.{}", format.ending()));
        let made = tokio::task::spawn_blocking(move || {
            let Compared { old, new, changes } = &compared;
            let pack = pack_for(new, &guideline.layout)?;
            match format {
                ExportFormat::Docx => Ok(redline::docx(&old.programme, &new.programme, pack)),
                ExportFormat::Pdf => {
                    let names = (name_of(old), name_of(new));
                    let paper = official::comparison(&Comparison { kind: official::COMPARISON, document: &new.programme.document, old: &names.0, new: &names.1, changes }, pack);
                    pdf(&paper, pack).map_err(Refusal::Fault)
                }
                ExportFormat::Xlsx | ExportFormat::Html | ExportFormat::Json | ExportFormat::Notation => Err(Refusal::NotFound),
            }
        });
        Ok(Export { name, format, bytes: made.await.map_err(|error| Refusal::Fault(error.to_string()))?? })
    }

    /// A version as a file; a frozen draft bears its mark, and its notation is byte for byte what was frozen.
    pub async fn export_version(&self, who: &Who, id: &ProgrammeId, at: VersionAt, format: ExportFormat) -> Result<Export, Refusal> {
        let version = Arc::new(self.version_at(who, id, at).await?);
        let opened = self.open(who, id).await?;
        let guideline = super::hand_in::known_guideline(&opened.row.guideline)?;
        let (pdf, drawn) = (self.pdf(), version.clone());
        let made = tokio::task::spawn_blocking(move || {
            let (programme, pack) = (&*drawn.programme, pack_for(&drawn, &guideline.layout)?);
            Ok::<_, Refusal>(match format {
                ExportFormat::Docx => official::docx::write(&official::compose(programme, pack), pack),
                ExportFormat::Pdf => pdf(&official::compose(programme, pack), pack).map_err(Refusal::Fault)?,
                ExportFormat::Xlsx => xlsx::write(programme).map_err(|error| Refusal::Fault(error.to_string()))?,
                ExportFormat::Html => html::export(programme).into_bytes(),
                ExportFormat::Json => json::write(programme, Purpose::Programme).into_bytes(),
                ExportFormat::Notation => drawn.body.clone().into_bytes(),
            })
        });
        let bytes = made.await.map_err(|error| Refusal::Fault(error.to_string()))??;
        let suffix = version.frozen.as_ref().map_or_else(|| at.to_string(), |it| format!("du-thao-lan-{}", it.number));
        Ok(Export { name: format!("{}-{suffix}.{}", file_stem(&opened.row.title), format.ending()), format, bytes })
    }
}

pub(super) fn pack_for(version: &Version, layout: &str) -> Result<&'static LayoutPack, Refusal> {
    LayoutPack::for_paper(None, version.programme.document.date, Some(layout)).map_err(|_| Refusal::Field { field: "layout", why: "unknown" })
}
