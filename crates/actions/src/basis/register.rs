//! Documents: entered, corrected, looked for, read.

use hanhdong_domain::Date;
use hanhdong_domain::basis::{ABSTRACT_CHARS_MAX, BasisKind, BasisRefusal, Force, LINE_CHARS_MAX, LegalBasis, Requirement};
use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{BasisId, OrganisationAct, Relation, UnitId};
use hanhdong_domain::text::{nfc, squeeze};
use hanhdong_store::basis as memory;
use hanhdong_store::programme::{KeptFile, file, file_name};
use hanhdong_store::{StoreError, Tx, journal, organisation as house};
use jiff::civil::DateTime;
use serde_json::{Value, json};

use super::evidence::Evidence;
use super::{allowed, allowed_of};
use crate::app::{App, new};
use crate::clock::here;
use crate::organisation::checked_name;
use crate::refusal::Refusal;
use crate::who::Who;

/// Documents listed at once.
const LISTED_MAX: i64 = 500;
/// Lines of a document's past shown at once.
const PAST_MAX: i64 = 100;

/// What is said of a document.
#[derive(Clone, Debug)]
pub struct NewBasis {
    /// What it is called.
    pub kind: BasisKind,
    /// Number and symbol; empty where they are not known.
    pub number: String,
    /// Its date, where that is known.
    pub dated: Option<Date>,
    /// Who issued it.
    pub issuer: String,
    /// What it is about.
    pub subject: String,
    /// From when on it is in force, where that is not its date.
    pub in_force_on: Option<Date>,
    /// The document itself.
    pub file: Option<Evidence>,
}

/// A document of the register, opened by somebody who may read it.
#[derive(Clone, Debug)]
pub struct BasisOpened {
    /// The document.
    pub basis: LegalBasis,
    /// Whose register it stands in.
    pub register_name: String,
    /// How it stands today.
    pub force: Force,
    /// What took its place, where something did.
    pub instead: Option<LegalBasis>,
    /// What it took the place of.
    pub before: Vec<LegalBasis>,
    /// The name of its file.
    pub file_name: Option<String>,
    /// What it requires, in its order.
    pub requirements: Vec<Requirement>,
    /// May this person keep the register it stands in?
    pub may_keep: bool,
    /// What a change is made of.
    pub seen: String,
    /// What happened to it, newest first, for whoever reads that journal.
    pub past: Vec<BasisPast>,
}

/// One thing that happened to a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasisPast {
    /// When, in Viet Nam.
    pub at: Option<DateTime>,
    /// Who.
    pub by: String,
    /// What.
    pub act: Act,
    /// The citation before, where it was another one.
    pub before: Option<String>,
    /// The citation after.
    pub after: Option<String>,
}

impl NewBasis {
    /// The document in words that can be kept: one space between words, no signs that turn text around, not endless.
    fn checked(&self, id: BasisId, organisation: UnitId) -> Result<LegalBasis, Refusal> {
        let number = squeeze(&nfc(&self.number));
        let number = if number.is_empty() { None } else { Some(limited("number", checked_name("number", &number)?)?) };
        // "Số 35-CT/TW" was typed with the word that the citation brings.
        let number = number.map(|it| it.strip_prefix("Số ").or(it.strip_prefix("số ")).unwrap_or(&it).trim_start_matches(':').trim().to_owned());
        let subject = squeeze(&nfc(&self.subject));
        if subject.is_empty() {
            return Err(Refusal::Field { field: "subject", why: "empty" });
        }
        if ABSTRACT_CHARS_MAX < subject.chars().count() {
            return Err(Refusal::Field { field: "subject", why: "too-long" });
        }
        if subject.chars().any(|it| it.is_control() || matches!(it, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200B}'..='\u{200F}')) {
            return Err(Refusal::Field { field: "subject", why: "unprintable" });
        }
        let subject = subject.strip_prefix("về ").or(subject.strip_prefix("Về ")).unwrap_or(&subject).trim_end_matches(['.', ';', ',', ' ']).to_owned();
        let issuer = limited("issuer", checked_name("issuer", &self.issuer)?)?;
        Ok(LegalBasis { id, organisation, kind: self.kind, number, dated: self.dated, issuer, subject, file: None, in_force_on: self.in_force_on, end: None })
    }
}

fn limited(field: &'static str, text: String) -> Result<String, Refusal> {
    if LINE_CHARS_MAX < text.chars().count() { Err(Refusal::Field { field, why: "too-long" }) } else { Ok(text) }
}

/// What a document of the register reads as in the journal.
pub(super) fn said(it: &LegalBasis) -> Value {
    json!({
        "citation": it.citation(), "kind": it.kind.name(), "number": it.number, "dated": it.dated.map(|it| it.to_string()), "issuer": it.issuer, "subject": it.subject,
        "file": it.file.as_ref().map(ToString::to_string), "in_force_on": it.in_force_on.map(|it| it.to_string()), "end": it.end.as_ref().map(|it| match it {
            hanhdong_domain::basis::End::Ended { on } => json!({ "on": on.to_string() }),
            hanhdong_domain::basis::End::Replaced { by, on } => json!({ "on": on.to_string(), "by": by.to_string() }),
        }),
    })
}

/// One line of the journal about a document: as it stood and as it stands.
pub(super) async fn record(tx: &mut Tx<'_>, who: &Who, act: Act, before: Option<&LegalBasis>, after: &LegalBasis) -> Result<(), Refusal> {
    let data = json!({ "before": before.map(said), "after": said(after) }).to_string();
    let state = Some(memory::state(after));
    let event = Event { organisation: after.organisation.clone(), by: Some(who.id().clone()), act, subject: Subject::Basis, subject_id: after.id.to_string(), data, state };
    tx.record(&event).await?;
    Ok(())
}

/// A second document of the same number, date and issuer is the same document.
fn registered(error: StoreError) -> Refusal {
    match error {
        StoreError::Constraint(_) => Refusal::Field { field: "number", why: "registered" },
        other => other.into(),
    }
}

pub(super) fn refused(refusal: BasisRefusal) -> Refusal {
    match refusal {
        BasisRefusal::HasEnd => Refusal::Field { field: "on", why: "has-end" },
        BasisRefusal::HasNone => Refusal::Field { field: "on", why: "has-no-end" },
        BasisRefusal::EndsBeforeItBegan => Refusal::Field { field: "on", why: "before-its-beginning" },
        BasisRefusal::Circle => Refusal::Field { field: "by", why: "circle" },
    }
}

impl App {
    /// Enters a document in an organisation's register.
    pub async fn enter_basis(&self, who: &Who, organisation: &UnitId, said: NewBasis) -> Result<BasisId, Refusal> {
        let mut is_picture = false;
        if let Some(file) = &said.file {
            // Whoever may not keep the register is told so before the file is read.
            let mut reader = self.read().await?;
            allowed(&mut reader.db(), who, organisation, OrganisationAct::KeepBases).await?;
            drop(reader);
            is_picture = file.checked().await?;
        }
        let (by, organisation, id) = (who.clone(), organisation.clone(), new::basis());
        self.once(who, move |tx| {
            let (who, organisation, said, id) = (by.clone(), organisation.clone(), said.clone(), id.clone());
            Box::pin(async move {
                let unit = house::unit(tx.db(), &organisation).await?.ok_or(Refusal::NotFound)?;
                allowed(tx.db(), &who, &unit.organisation, OrganisationAct::KeepBases).await?;
                let mut basis = said.checked(id, unit.organisation.clone())?;
                if let Some(file) = &said.file {
                    basis.file = Some(file.keep(tx, &who, &unit.organisation, is_picture).await?);
                }
                memory::enter(tx, &basis).await.map_err(registered)?;
                record(tx, &who, Act::BasisEntered, None, &basis).await?;
                Ok(basis.id)
            })
        })
        .await
    }

    /// Corrects what the register says of a document, as it was seen; without a new file the old one stays.
    pub async fn correct_basis(&self, who: &Who, id: &BasisId, seen: &str, said: NewBasis) -> Result<(), Refusal> {
        let mut is_picture = false;
        if let Some(file) = &said.file {
            let mut reader = self.read().await?;
            allowed_of(&mut reader.db(), who, id, OrganisationAct::KeepBases).await?;
            drop(reader);
            is_picture = file.checked().await?;
        }
        let (who, id, seen) = (who.clone(), id.clone(), seen.to_owned());
        self.act(move |tx| {
            let (who, id, seen, said) = (who.clone(), id.clone(), seen.clone(), said.clone());
            Box::pin(async move {
                let before = held(tx, &who, &id, &seen).await?;
                let mut after = before.corrected(said.checked(before.id.clone(), before.organisation.clone())?).map_err(refused)?;
                after.file = match &said.file {
                    Some(file) => Some(file.keep(tx, &who, &before.organisation, is_picture).await?),
                    None => before.file.clone(),
                };
                if after == before {
                    return Err(Refusal::Field { field: "form", why: "nothing-changed" });
                }
                memory::keep(tx, &after).await.map_err(registered)?;
                record(tx, &who, Act::BasisCorrected, Some(&before), &after).await
            })
        })
        .await
    }

    /// The documents a person reads that hold every word, with marks or without; the newest first.
    pub async fn bases(&self, who: &Who, words: &str) -> Result<Vec<LegalBasis>, Refusal> {
        let mut reader = self.read().await?;
        Ok(memory::seen_by(&mut reader.db(), who.id(), who.today(), words, LISTED_MAX).await?)
    }

    /// Opens a document.
    pub async fn basis(&self, who: &Who, id: &BasisId) -> Result<BasisOpened, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let standing = allowed_of(&mut db, who, id, OrganisationAct::ReadBases).await?;
        let basis = memory::basis(&mut db, id).await?.ok_or(Refusal::NotFound)?;
        let register_name = house::unit(&mut db, &basis.organisation).await?.map(|it| it.name).unwrap_or_default();
        let file_name = match &basis.file {
            Some(id) => file_name(&mut db, id).await?,
            None => None,
        };
        let instead = match &basis.end {
            Some(hanhdong_domain::basis::End::Replaced { by, .. }) => memory::basis(&mut db, by).await?,
            Some(hanhdong_domain::basis::End::Ended { .. }) | None => None,
        };
        let before = memory::replaced_by(&mut db, id).await?.into_iter().filter(|it| it.organisation == basis.organisation).collect();
        let requirements = memory::requirements(&mut db, id).await?;
        let is_own = standing.0.iter().any(|it| it.1 == Relation::Own);
        let mut past = Vec::new();
        if is_own && standing.may_in_organisation(OrganisationAct::ReadJournal) {
            for line in journal::about(&mut db, Subject::Basis, id.as_str(), PAST_MAX).await? {
                let by = match &line.event.by {
                    Some(by) => house::person(&mut db, by).await?.map(|it| it.name).unwrap_or_default(),
                    None => String::new(),
                };
                let data: Value = serde_json::from_str(&line.event.data).unwrap_or_default();
                let citation = |side: &str| data.get(side).and_then(|it| it.get("citation")).and_then(Value::as_str).map(str::to_owned);
                past.push(BasisPast { at: here(&line.at), by, act: line.event.act, before: citation("before"), after: citation("after") });
            }
        }
        let may_keep = standing.may_in_organisation(OrganisationAct::KeepBases);
        Ok(BasisOpened { force: basis.force_on(who.today()), seen: memory::state(&basis), basis, register_name, instead, before, file_name, requirements, may_keep, past })
    }

    /// The document itself, as it came.
    pub async fn basis_file(&self, who: &Who, id: &BasisId) -> Result<KeptFile, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        allowed_of(&mut db, who, id, OrganisationAct::ReadBases).await?;
        let basis = memory::basis(&mut db, id).await?.ok_or(Refusal::NotFound)?;
        let kept = basis.file.ok_or(Refusal::NotFound)?;
        file(&mut db, &kept).await?.ok_or(Refusal::NotFound)
    }
}

/// Takes hold of a document that the person may change, as it was seen.
pub(super) async fn held(tx: &mut Tx<'_>, who: &Who, id: &BasisId, seen: &str) -> Result<LegalBasis, Refusal> {
    allowed_of(tx.db(), who, id, OrganisationAct::KeepBases).await?;
    let basis = memory::hold(tx, id).await?.ok_or(Refusal::NotFound)?;
    if memory::state(&basis) != seen {
        return Err(Refusal::Changed { now: basis.citation() });
    }
    Ok(basis)
}
