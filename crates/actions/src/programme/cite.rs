//! Citing documents of the register in a programme's legal basis (clause P.1).

use hanhdong_domain::basis::{CitationForm, Force, LegalBasis};
use hanhdong_domain::organisation::{BasisId, ProgrammeId};
use hanhdong_domain::programme::{Cited, Edit, Programme, Wording};

use hanhdong_paper::official::LayoutPack;

use super::edit::{Change, Edited};
use super::reading::Opened;
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

/// How a document is cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Citing {
    /// In the words of the register: in place of the line that names it already, else below the others. And tied.
    PutIn,
    /// Tied as it stands: it was recognised by number and date.
    Tie,
    /// No longer: its line goes, and the tie.
    Drop,
}

/// A document that a programme cites, with how both stand.
#[derive(Clone, Debug)]
pub struct OneCited {
    /// The document.
    pub basis: LegalBasis,
    /// How the programme cites it.
    pub cited: Cited,
    /// How it stands today.
    pub force: Force,
    /// What holds instead, where something does and the person may know of it.
    pub instead: Option<LegalBasis>,
}

impl OneCited {
    /// Does somebody have to look at it?
    pub fn wants_a_look(&self) -> bool {
        self.force.is_over() || self.cited.wording != Wording::Same
    }
}

/// A programme beside the register.
pub struct Basing {
    /// The programme.
    pub opened: Opened,
    /// What it cites.
    pub cited: Vec<OneCited>,
    /// What was looked for and is not cited yet, the newest first.
    pub found: Vec<LegalBasis>,
    /// In whose form it cites.
    pub form: CitationForm,
}

/// What the wish comes to, as the programme stands now.
pub(super) fn edits(programme: &Programme, basis: &LegalBasis, form: CitationForm, how: Citing) -> Result<Vec<Edit>, Refusal> {
    let now = programme.cites(std::slice::from_ref(basis)).pop();
    let line = now.as_ref().and_then(|it| it.line.clone());
    let before = programme.cited.get(&basis.id).cloned();
    let (opening, after) = match how {
        Citing::PutIn => (programme.opening_citing(basis, form, line.as_deref()), Some(basis.cited_as(form))),
        Citing::Tie => (programme.opening.clone(), line.as_ref().map(|_| basis.cited_as(form))),
        Citing::Drop => (line.as_deref().map_or_else(|| programme.opening.clone(), |it| programme.opening_without(it, form)), None),
    };
    let mut edits = Vec::new();
    if opening != programme.opening {
        edits.push(Edit::Opening { before: programme.opening.clone(), after: opening });
    }
    if before != after {
        edits.push(Edit::Cite { basis: basis.id.clone(), before, after });
    }
    if edits.is_empty() { Err(Refusal::Field { field: "basis", why: "cited-already" }) } else { Ok(edits) }
}

impl App {
    /// In whose form a programme cites: that of the family of its guideline's layout.
    pub fn citation_form(&self, opened: &Opened) -> CitationForm {
        let layout = self.guideline(&opened.row.guideline).ok().and_then(|it| LayoutPack::builtin(&it.layout));
        if layout.is_some_and(|it| it.pack.family == "state") { CitationForm::State } else { CitationForm::Party }
    }

    /// A programme beside the register: what it cites, and what was looked for.
    pub async fn bases_of(&self, who: &Who, id: &ProgrammeId, words: &str) -> Result<Basing, Refusal> {
        let opened = self.open(who, id).await?;
        let register = self.bases(who, "").await?;
        let today = who.today();
        let named = |id: &BasisId| register.iter().find(|it| it.id == *id).cloned();
        let cited: Vec<OneCited> = opened
            .programme
            .cites(&register)
            .into_iter()
            .filter_map(|cited| {
                let basis = named(&cited.basis)?;
                Some(OneCited { force: basis.force_on(today), instead: crate::basis::instead(&basis, today).and_then(named), cited, basis })
            })
            .collect();
        let found = if opened.may_edit { self.bases(who, words).await? } else { Vec::new() };
        let found = found.into_iter().filter(|it| cited.iter().all(|there| there.basis.id != it.id)).collect();
        let form = self.citation_form(&opened);
        Ok(Basing { opened, cited, found, form })
    }

    /// Cites a document of the register in a programme, or no longer.
    pub async fn cite(&self, who: &Who, id: &ProgrammeId, basis: &BasisId, how: Citing) -> Result<Edited, Refusal> {
        // Whoever may not edit is told so before the register is asked.
        let opened = self.open(who, id).await?;
        opened.editable()?;
        let form = self.citation_form(&opened);
        let basis = Box::new(self.basis(who, basis).await?.basis);
        self.edit(who, id, Change::Cite { basis, form, how }).await
    }
}
