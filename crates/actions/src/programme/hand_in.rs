//! A paper is handed in and becomes a programme; or one is begun with its three parts and nothing else.

use std::sync::Arc;

use hanhdong_domain::Place;
use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{FileId, OrganisationAct, ProgrammeId, SourceId, UnitId};
use hanhdong_domain::programme::{Document, Part, PartRole, Programme};
use hanhdong_paper::intake;
use hanhdong_paper::intake::understand::Purpose;
use hanhdong_paper::notation;
use hanhdong_store::Tx;
use hanhdong_store::organisation as house;
use hanhdong_store::programme::{self as memory, KeptFile, ProgrammeRow};
use serde_json::json;

use super::edit::{item_lines, title};
use crate::app::{App, new};
use crate::organisation::checked_name;
use crate::refusal::Refusal;
use crate::who::Who;

/// A file that is handed in.
#[derive(Clone, Debug)]
pub struct HandIn {
    /// Its name, for people.
    pub name: String,
    /// Its bytes.
    pub bytes: Arc<Vec<u8>>,
}

/// What a new programme begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// Its title, after "Chương trình hành động".
    pub title: String,
}

impl App {
    /// Hands in a paper as a programme of an organisation, under a guideline.
    pub async fn hand_in(&self, who: &Who, organisation: &UnitId, guideline: &str, file: HandIn) -> Result<ProgrammeId, Refusal> {
        known_guideline(guideline)?;
        let programme = understood(file.bytes.clone(), Purpose::Programme).await?;
        self.begin_with(who, organisation, guideline, programme, Some(file)).await
    }

    /// Begins a programme with the three parts that the guideline asks for.
    pub async fn begin(&self, who: &Who, organisation: &UnitId, guideline: &str, outline: Outline) -> Result<ProgrammeId, Refusal> {
        let guideline_data = known_guideline(guideline)?;
        let title = checked_name("title", &outline.title)?;
        let part = |role, mark: &str, heading: &str| Part { role, mark: Some(mark.to_owned()), heading: heading.to_owned(), place: Place::default(), nodes: Vec::new() };
        let document = Document { kind: Some("CHƯƠNG TRÌNH HÀNH ĐỘNG".to_owned()), title: Some(title), period: guideline_data.term, ..Document::default() };
        let parts = vec![part(PartRole::Goals, "I", "MỤC TIÊU, YÊU CẦU"), part(PartRole::Content, "II", "NỘI DUNG"), part(PartRole::Organisation, "III", "TỔ CHỨC THỰC HIỆN")];
        self.begin_with(who, organisation, guideline, Programme { document, parts, ..Programme::default() }, None).await
    }

    async fn begin_with(&self, who: &Who, organisation: &UnitId, guideline: &str, programme: Programme, file: Option<HandIn>) -> Result<ProgrammeId, Refusal> {
        let (by, organisation, guideline) = (who.clone(), organisation.clone(), guideline.to_owned());
        let programme = Arc::new(programme);
        let id = new::programme();
        self.once(who, move |tx| {
            let (who, organisation, guideline, programme, file, id) = (by.clone(), organisation.clone(), guideline.clone(), programme.clone(), file.clone(), id.clone());
            Box::pin(async move {
                let unit = house::unit(tx.db(), &organisation).await?.ok_or(Refusal::NotFound)?;
                crate::organisation::allowed(tx.db(), &who, &unit, OrganisationAct::Create).await?;
                let file = match file {
                    Some(file) => Some(keep_file(tx, &who, &unit.organisation, &file).await?),
                    None => None,
                };
                begin_in(tx, Some(&who), id, unit.organisation, &guideline, &programme, (file, None)).await
            })
        })
        .await
    }
}

/// Enters a programme, in an act; the caller has asked the policy.
pub(crate) async fn begin_in(
    tx: &mut Tx<'_>,
    who: Option<&Who>,
    id: ProgrammeId,
    organisation: UnitId,
    guideline: &str,
    programme: &Programme,
    (file, source): (Option<FileId>, Option<SourceId>),
) -> Result<ProgrammeId, Refusal> {
    let row = ProgrammeRow {
        id: id.clone(),
        organisation,
        guideline: guideline.to_owned(),
        title: title(programme),
        body: notation::write(programme),
        version: 1,
        source,
        last_term: None,
        superior: None,
        file,
        begun_at: tx.at().to_owned(),
        changed_at: tx.at().to_owned(),
        issued_on: None,
        put_away_at: None,
    };
    memory::begin(tx, &row).await?;
    memory::index(tx, &row.id, &[], &item_lines(programme)).await?;
    let data = json!({ "guideline": guideline, "file": row.file.as_ref().map(ToString::to_string), "source": row.source.as_ref().map(ToString::to_string) }).to_string();
    let by = who.map(|it| it.id().clone());
    let event =
        Event { organisation: row.organisation.clone(), by, act: Act::ProgrammeBegun, subject: Subject::Programme, subject_id: id.to_string(), data, state: Some(row.state()) };
    tx.record(&event).await?;
    Ok(id)
}

/// Keeps a file as it came, in an act.
pub(crate) async fn keep_file(tx: &mut Tx<'_>, who: &Who, organisation: &UnitId, file: &HandIn) -> Result<FileId, Refusal> {
    let kept = KeptFile { id: new::file(), organisation: organisation.clone(), name: file_name(&file.name), bytes: file.bytes.to_vec() };
    memory::keep_file(tx, &kept).await?;
    let data = json!({ "bytes": kept.bytes.len() }).to_string();
    let event = Event {
        organisation: organisation.clone(),
        by: Some(who.id().clone()),
        act: Act::FileKept,
        subject: Subject::File,
        subject_id: kept.id.to_string(),
        data,
        state: Some(kept.state()),
    };
    tx.record(&event).await?;
    Ok(kept.id)
}

/// A file's name for people: no folders, no marks that turn text around, not endless.
pub(crate) fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or("");
    let clean: String = hanhdong_domain::text::nfc(last)
        .chars()
        .filter(|it| !it.is_control() && !matches!(it, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'))
        .take(120)
        .collect();
    if clean.trim().is_empty() { "van-ban".to_owned() } else { clean.trim().to_owned() }
}

/// Understands a paper, aside from whoever waits for pages.
pub(crate) async fn understood(bytes: Arc<Vec<u8>>, purpose: Purpose) -> Result<Programme, Refusal> {
    let done = tokio::task::spawn_blocking(move || intake::import(&bytes, purpose)).await;
    Ok(done.map_err(|error| Refusal::Fault(error.to_string()))??)
}

pub(crate) fn known_guideline(id: &str) -> Result<hanhdong_domain::guideline::Guideline, Refusal> {
    hanhdong_check::guideline::builtin(id).ok_or(Refusal::Field { field: "guideline", why: "unknown" })
}
