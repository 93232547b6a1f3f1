//! Files come back, many in one drop: each is told apart, read, and kept as what it proposes; or it is said why not.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{ProgrammeAct, ProgrammeId, ReturnedId, SectionId};
use hanhdong_domain::programme::{Anchor, Node, Programme, VersionAt, draft_mark};
use hanhdong_paper::intake::understand::Purpose;
use hanhdong_paper::intake::{self, Refusal as PaperRefusal};
use hanhdong_paper::notation::read_node;
use hanhdong_paper::official;
use hanhdong_paper::returned::{FILES_MAX, ReadForm, ReadItem, read_back, read_form, unpacked};
use hanhdong_store::programme::{self as memory, ReturnedRow};
use hanhdong_store::{Tx, journal};
use serde_json::json;

use super::body::Body;
use super::draft::{Base, draft};
use super::form::{Against, node};
use crate::app::{App, new};
use crate::programme::compare::pack_for;
use crate::programme::forms::Labels;
use crate::programme::hand_in::HandIn;
use crate::programme::journal_data::{EditData, Written};
use crate::programme::reading::allowed;
use crate::programme::seen::fingerprint;
use crate::refusal::Refusal;
use crate::who::Who;

/// How many lines back it is looked for how items read when a form was made.
const LINES_BACK_MAX: i64 = 5_000;
/// How many frozen drafts a draft that came back is held against.
const BASES_MAX: usize = 8;
/// Letters of a file's name.
const NAME_CHARS_MAX: usize = 200;

/// What became of a file.
#[derive(Debug)]
pub struct Brought {
    /// Its name.
    pub name: String,
    /// The paper that it is now, or why it is none.
    pub result: Result<ReturnedId, BroughtRefusal>,
}

/// Why a file was not taken in.
#[derive(Debug)]
pub enum BroughtRefusal {
    /// It cannot or must not be read.
    Paper(PaperRefusal),
    /// The same file was brought before.
    Twice(Option<ReturnedId>),
    /// It is a form of another programme.
    OtherProgramme,
    /// It is a form of a section that this draft does not have.
    OtherSection,
    /// It is neither a form nor this draft.
    Neither,
    /// It changes nothing and says nothing.
    Nothing,
}

/// A file that was read.
enum Read {
    Form(ReadForm, SectionId),
    Draft(Body),
}

impl App {
    /// Takes in files that came back: forms, drafts, archives of them. The draft stays as it is.
    pub async fn bring_back(&self, who: &Who, id: &ProgrammeId, files: Vec<HandIn>, labels: Labels) -> Result<Vec<Brought>, Refusal> {
        let opened = self.open(who, id).await?;
        opened.editable()?;
        let mut all: Vec<Brought> = Vec::new();
        let mut files_in: Vec<HandIn> = Vec::new();
        for file in files {
            match tokio::task::spawn_blocking({
                let bytes = file.bytes.clone();
                move || unpacked(&bytes)
            })
            .await
            .map_err(|error| Refusal::Fault(error.to_string()))?
            {
                Ok(None) => files_in.push(file),
                Ok(Some(inside)) => files_in.extend(inside.into_iter().map(|(name, bytes)| HandIn { name, bytes: Arc::new(bytes) })),
                Err(refusal) => all.push(Brought { name: file.name, result: Err(BroughtRefusal::Paper(refusal)) }),
            }
        }
        if files_in.is_empty() && all.is_empty() {
            return Err(Refusal::Field { field: "file", why: "empty" });
        }
        if FILES_MAX < files_in.len() {
            return Err(Refusal::Field { field: "file", why: "too-many-files" });
        }
        let sections: BTreeMap<SectionId, (BTreeSet<Anchor>, String)> = self.sections(who, id).await?.sections.into_iter().map(|it| (it.id, (it.items, it.holder))).collect();
        let mut bases: Option<Arc<Vec<Base>>> = None;
        for file in files_in {
            let name: String = file.name.chars().take(NAME_CHARS_MAX).collect();
            let name = if name.trim().is_empty() { "tep.docx".to_owned() } else { name };
            let result = match self.form_in(&file, id, &sections).await? {
                Ok(Some(read)) => Ok(read),
                Ok(None) => {
                    if bases.is_none() {
                        bases = Some(Arc::new(self.may_have_been(who, id).await?));
                    }
                    draft_in(&file, bases.clone().unwrap_or_default()).await?
                }
                Err(refusal) => Err(refusal),
            };
            let result = match result {
                Ok(read) => self.keep_returned(who, id, (&name, &file), read, &sections, labels).await?,
                Err(refusal) => Err(refusal),
            };
            all.push(Brought { name, result });
        }
        Ok(all)
    }

    /// A form of this programme; nothing where the file is no form.
    async fn form_in(&self, file: &HandIn, id: &ProgrammeId, sections: &BTreeMap<SectionId, (BTreeSet<Anchor>, String)>) -> Result<Result<Option<Read>, BroughtRefusal>, Refusal> {
        let bytes = file.bytes.clone();
        let read = tokio::task::spawn_blocking(move || read_form(&bytes)).await.map_err(|error| Refusal::Fault(error.to_string()))?;
        Ok(match read {
            Err(refusal) => Err(BroughtRefusal::Paper(refusal)),
            Ok(None) => Ok(None),
            Ok(Some(form)) if form.programme != id.as_str() => Err(BroughtRefusal::OtherProgramme),
            Ok(Some(form)) => match SectionId::parse(&form.section).filter(|it| sections.contains_key(it)) {
                Some(section) => Ok(Some(Read::Form(form, section))),
                None => Err(BroughtRefusal::OtherSection),
            },
        })
    }

    /// The versions that a draft may have been: the one of now, then those under a number.
    async fn may_have_been(&self, who: &Who, id: &ProgrammeId) -> Result<Vec<Base>, Refusal> {
        let opened = self.open(who, id).await?;
        let layout = crate::programme::hand_in::known_guideline(&opened.row.guideline)?.layout.clone();
        let mut versions = vec![("Bản hiện tại".to_owned(), self.version_at(who, id, VersionAt::Now).await?)];
        for line in self.frozen(who, id).await?.into_iter().take(BASES_MAX) {
            versions.push((draft_mark(line.number, &line.label), self.version_at(who, id, VersionAt::Frozen(line.number)).await?));
        }
        let made = tokio::task::spawn_blocking(move || {
            let base = |(name, version): (String, crate::programme::Version)| {
                let pack = pack_for(&version, &layout)?;
                let stored = Programme::clone(&version.programme);
                let read = intake::import(&official::docx::write(&official::compose(&stored, pack), pack), Purpose::Programme)?;
                Ok::<_, Refusal>(Base { name, stored, read })
            };
            versions.into_iter().map(base).collect::<Result<Vec<_>, _>>()
        });
        made.await.map_err(|error| Refusal::Fault(error.to_string()))?
    }

    async fn keep_returned(
        &self,
        who: &Who,
        id: &ProgrammeId,
        (name, file): (&str, &HandIn),
        read: Read,
        sections: &BTreeMap<SectionId, (BTreeSet<Anchor>, String)>,
        labels: Labels,
    ) -> Result<Result<ReturnedId, BroughtRefusal>, Refusal> {
        let hash = blake3::hash(&file.bytes).to_hex().to_string();
        let (who, id, name, fresh) = (who.clone(), id.clone(), name.to_owned(), new::returned());
        let (read, sections) = (Arc::new(read), Arc::new(sections.clone()));
        self.act(move |tx| {
            let (who, id, name, fresh, hash, read, sections) = (who.clone(), id.clone(), name.clone(), fresh.clone(), hash.clone(), read.clone(), sections.clone());
            Box::pin(async move { keep(tx, &who, &id, Coming { name, hash, fresh }, &read, &sections, labels).await })
        })
        .await
    }
}

async fn draft_in(file: &HandIn, bases: Arc<Vec<Base>>) -> Result<Result<Read, BroughtRefusal>, Refusal> {
    let bytes = file.bytes.clone();
    let read = tokio::task::spawn_blocking(move || read_back(&bytes).map(|back| draft(&back, &bases)));
    Ok(match read.await.map_err(|error| Refusal::Fault(error.to_string()))? {
        Err(refusal) => Err(BroughtRefusal::Paper(refusal)),
        Ok(None) => Err(BroughtRefusal::Neither),
        Ok(Some(body)) if body.rows.is_empty() => Err(BroughtRefusal::Nothing),
        Ok(Some(body)) => Ok(Read::Draft(body)),
    })
}

/// A paper that is to be kept.
struct Coming {
    name: String,
    hash: String,
    fresh: ReturnedId,
}

async fn keep(
    tx: &mut Tx<'_>,
    who: &Who,
    id: &ProgrammeId,
    coming: Coming,
    read: &Read,
    sections: &BTreeMap<SectionId, (BTreeSet<Anchor>, String)>,
    labels: Labels,
) -> Result<Result<ReturnedId, BroughtRefusal>, Refusal> {
    allowed(tx.db(), who, id, ProgrammeAct::Edit).await?;
    // Held so that of two who bring the same file the second hears of the first.
    let row = memory::programme(tx.db(), id).await?.ok_or(Refusal::NotFound)?;
    let there = memory::returned_of(tx.db(), id).await?.into_iter().find(|it| it.hash == coming.hash);
    if let Some(there) = there {
        return Ok(Err(BroughtRefusal::Twice(Some(there.id))));
    }
    let (section, body) = match read {
        Read::Draft(body) => (None, body.clone()),
        Read::Form(form, section) => {
            let now = crate::programme::reading::read(&row.body)?;
            let seen = seen_nodes(tx, id, &now, form).await?;
            let nothing = (BTreeSet::new(), String::new());
            let (items, holder) = sections.get(section).unwrap_or(&nothing);
            let mut body = Against { now: &now, section: items, holder, seen: &seen, labels }.read(form);
            let is_other = |it: &&ReadItem| it.anchor.as_deref().and_then(Anchor::new).and_then(|it| node(&now, &it)).is_some_and(|node| fingerprint(node) != it.seen);
            let changed = form.items.iter().filter(is_other).count();
            body.version = if changed == 0 { "bản hiện tại".to_owned() } else { format!("bản trước; {changed} mục đã được sửa sau khi gửi mẫu") };
            (Some(section.clone()), body)
        }
    };
    let body_text = serde_json::to_string(&body).map_err(|error| Refusal::Fault(error.to_string()))?;
    let row_in = ReturnedRow {
        id: coming.fresh.clone(),
        programme: id.clone(),
        section: section.clone(),
        name: coming.name.clone(),
        hash: coming.hash.clone(),
        body: body_text,
        by: who.id().clone(),
        at: tx.at().to_owned(),
    };
    memory::bring_back(tx, &row_in).await?;
    let data = json!({
        "paper": coming.fresh.as_str(), "name": coming.name, "hash": coming.hash, "section": section.as_ref().map(SectionId::as_str),
        "rows": body.rows.len(), "refused": body.refused.len(),
    });
    let (by, subject_id) = (Some(who.id().clone()), id.to_string());
    let event = Event { organisation: row.organisation, by, act: Act::PaperReturned, subject: Subject::Programme, subject_id, data: data.to_string(), state: None };
    tx.record(&event).await?;
    Ok(Ok(coming.fresh))
}

/// The items of a form as they stood when it was made: from the draft, else from the journal, by their fingerprints. Nobody
/// needs to send them, and nobody can send others.
async fn seen_nodes(tx: &mut Tx<'_>, id: &ProgrammeId, now: &Programme, form: &ReadForm) -> Result<BTreeMap<Anchor, Node>, Refusal> {
    let mut wanted: BTreeMap<Anchor, &str> = BTreeMap::new();
    let mut found: BTreeMap<Anchor, Node> = BTreeMap::new();
    for item in &form.items {
        let Some(anchor) = item.anchor.as_deref().and_then(Anchor::new) else { continue };
        match node(now, &anchor).filter(|it| fingerprint(it) == item.seen) {
            Some(node) => drop(found.insert(anchor, node.clone())),
            None => drop(wanted.insert(anchor, &item.seen)),
        }
    }
    if wanted.is_empty() {
        return Ok(found);
    }
    for line in journal::about(tx.db(), Subject::Programme, id.as_str(), LINES_BACK_MAX).await? {
        let Ok(data) = serde_json::from_str::<EditData>(&line.event.data) else { continue };
        for written in &data.edits {
            let Written::Node { before, after, .. } = written else { continue };
            for node in [after, before].into_iter().flatten().filter_map(|it| read_node(it).ok()) {
                let Some(anchor) = node.item().map(|it| it.anchor().clone()) else { continue };
                if wanted.get(&anchor).is_some_and(|seen| *seen == fingerprint(&node)) {
                    wanted.remove(&anchor);
                    found.insert(anchor, node);
                }
            }
        }
        if wanted.is_empty() {
            break;
        }
    }
    Ok(found)
}
