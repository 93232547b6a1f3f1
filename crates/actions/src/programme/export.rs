//! A programme goes out: as official paper, workbook, page, data.

use std::sync::Arc;

use hanhdong_domain::Date;
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::Programme;
use hanhdong_paper::intake::understand::Purpose;
use hanhdong_paper::official::layout::LayoutPack;
use hanhdong_paper::{html, json, notation, official, xlsx};

use hanhdong_store::publication::IssuedForm;
use hanhdong_store::{programme as memory, publication};

use super::reading::Opened;
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

/// What a programme can go out as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExportFormat {
    /// The official Word file.
    Docx,
    /// The official paper to be printed.
    Pdf,
    /// The annexes as a workbook.
    Xlsx,
    /// A page.
    Html,
    /// Data.
    Json,
    /// Our notation.
    Notation,
}

impl ExportFormat {
    /// Every format.
    pub const ALL: [ExportFormat; 6] = [ExportFormat::Docx, ExportFormat::Pdf, ExportFormat::Xlsx, ExportFormat::Html, ExportFormat::Json, ExportFormat::Notation];
    /// The ending of a file's name.
    pub const fn ending(self) -> &'static str {
        match self {
            ExportFormat::Docx => "docx",
            ExportFormat::Pdf => "pdf",
            ExportFormat::Xlsx => "xlsx",
            ExportFormat::Html => "html",
            ExportFormat::Json => "json",
            ExportFormat::Notation => "notation",
        }
    }
    /// Reads the ending.
    pub fn of_ending(ending: &str) -> Option<ExportFormat> {
        ExportFormat::ALL.into_iter().find(|it| it.ending() == ending)
    }
    /// The media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            ExportFormat::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ExportFormat::Pdf => "application/pdf",
            ExportFormat::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ExportFormat::Html => "text/html; charset=utf-8",
            ExportFormat::Json => "application/json",
            ExportFormat::Notation => "text/plain; charset=utf-8",
        }
    }
}

/// A file that goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// Its name.
    pub name: String,
    /// What it is.
    pub format: ExportFormat,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl App {
    /// Makes the file of a programme, under a layout pack where one is asked for.
    pub async fn export(&self, who: &Who, id: &ProgrammeId, format: ExportFormat, layout: Option<String>) -> Result<Export, Refusal> {
        let opened = self.open(who, id).await?;
        if let Some(kept) = self.kept_export(&opened, format, layout.as_deref()).await? {
            return Ok(Export { name: format!("{}.{}", file_stem(&opened.row.title), format.ending()), format, bytes: kept });
        }
        let pdf = self.pdf();
        let guideline = super::hand_in::known_guideline(&opened.row.guideline)?;
        let programme = marked(&opened, format);
        let made = tokio::task::spawn_blocking(move || {
            let pack =
                LayoutPack::for_paper(layout.as_deref(), programme.document.date, Some(&guideline.layout)).map_err(|_| Refusal::Field { field: "layout", why: "unknown" })?;
            Ok::<_, Refusal>(match format {
                ExportFormat::Docx => official::docx::write(&official::compose(&programme, pack), pack),
                ExportFormat::Pdf => pdf(&official::compose(&programme, pack), pack).map_err(Refusal::Fault)?,
                ExportFormat::Xlsx => xlsx::write(&programme).map_err(|error| Refusal::Fault(error.to_string()))?,
                ExportFormat::Html => html::export(&programme).into_bytes(),
                ExportFormat::Json => json::write(&programme, Purpose::Programme).into_bytes(),
                ExportFormat::Notation => notation::write(&programme).into_bytes(),
            })
        });
        let bytes = made.await.map_err(|error| Refusal::Fault(error.to_string()))??;
        Ok(Export { name: format!("{}.{}", file_stem(&opened.row.title), format.ending()), format, bytes })
    }
}

impl App {
    /// The file of an issued paper as it went out; nothing where it is asked for under another layout, or was never kept.
    async fn kept_export(&self, opened: &Opened, format: ExportFormat, layout: Option<&str>) -> Result<Option<Vec<u8>>, Refusal> {
        let form = match format {
            ExportFormat::Docx => IssuedForm::Docx,
            ExportFormat::Pdf => IssuedForm::Pdf,
            ExportFormat::Xlsx | ExportFormat::Html | ExportFormat::Json | ExportFormat::Notation => return Ok(None),
        };
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let Some(issue) = publication::issue(&mut db, &opened.row.id).await? else { return Ok(None) };
        if layout.is_some_and(|it| it != issue.layout) {
            return Ok(None);
        }
        let files = publication::issued_files(&mut db, &opened.row.id).await?;
        let Some(file) = files.iter().find(|it| it.form == form) else { return Ok(None) };
        Ok(memory::file(&mut db, &file.file).await?.map(|it| it.bytes))
    }
}

/// A paper that is not issued says so on its head, whatever its text says.
fn marked(opened: &Opened, format: ExportFormat) -> Arc<Programme> {
    let is_paper = matches!(format, ExportFormat::Docx | ExportFormat::Pdf);
    if !is_paper || opened.row.issued_on.is_some() || opened.programme.document.draft.is_some() {
        return opened.programme.clone();
    }
    let mut programme = (*opened.programme).clone();
    programme.document.draft = Some(DRAFT.to_owned());
    Arc::new(programme)
}

/// What a paper bears until it is issued.
const DRAFT: &str = "Dự thảo";

/// A file's name from a title: letters and digits without marks, joined by hyphens.
pub(crate) fn file_stem(title: &str) -> String {
    let words = hanhdong_domain::text::fold_words(title);
    let name: String = words.join("-").chars().filter(|it| it.is_ascii_alphanumeric() || *it == '-').take(60).collect();
    let name = name.trim_matches('-').to_owned();
    if name.is_empty() { "chuong-trinh".to_owned() } else { name }
}

/// A layout pack as people choose one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayoutChoice {
    /// Its id ("party-2026").
    pub id: String,
    /// Its name.
    pub title: String,
    /// First day in force.
    pub in_force_from: Date,
    /// Last day in force; `None` while it is.
    pub in_force_to: Option<Date>,
    /// The day its numbers were last held against their source.
    pub checked: Date,
    /// Keys of numbers that nobody has read in the instrument itself.
    pub unverified: Vec<String>,
    /// Is it the one the paper goes out under unless another is asked for?
    pub is_usual: bool,
}

impl App {
    /// The layout packs there are, for a programme that a person reads; the one it goes out under first.
    pub async fn layouts(&self, who: &Who, id: &ProgrammeId) -> Result<Vec<LayoutChoice>, Refusal> {
        let opened = self.open(who, id).await?;
        let guideline = super::hand_in::known_guideline(&opened.row.guideline)?;
        let usual = LayoutPack::for_paper(None, opened.programme.document.date, Some(&guideline.layout)).ok().map(|it| it.pack.id.as_str());
        let choice = |pack: &LayoutPack| {
            let it = &pack.pack;
            LayoutChoice {
                id: it.id.clone(),
                title: it.title.clone(),
                in_force_from: it.in_force_from,
                in_force_to: it.in_force_to,
                checked: it.checked,
                unverified: it.unverified.clone(),
                is_usual: usual == Some(it.id.as_str()),
            }
        };
        let mut choices: Vec<LayoutChoice> = LayoutPack::all().iter().map(choice).collect();
        choices.sort_by_key(|it| !it.is_usual);
        Ok(choices)
    }
}
