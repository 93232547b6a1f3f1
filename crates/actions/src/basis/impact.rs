//! What rests on a document: seen before it is replaced, and after.

use hanhdong_domain::basis::{LegalBasis, number_key};
use hanhdong_domain::guideline::Guideline;
use hanhdong_domain::organisation::{BasisId, OrganisationAct};
use hanhdong_domain::programme::Cited;
use hanhdong_store::basis as memory;
use hanhdong_store::programme::ProgrammeLine;

use super::allowed_of;
use crate::app::App;
use crate::programme::read_body;
use crate::refusal::Refusal;
use crate::who::Who;

/// Programmes looked through for one document, at most.
const PROGRAMMES_MAX: i64 = 300;
/// Documents of one number that are told apart by their dates, at most.
const NAMESAKES_MAX: i64 = 500;

/// A programme that cites a document.
#[derive(Clone, Debug)]
pub struct Citing {
    /// The programme.
    pub programme: ProgrammeLine,
    /// How it cites it.
    pub cited: Cited,
}

/// What rests on a document, as far as the person may see it.
#[derive(Clone, Debug, Default)]
pub struct Impact {
    /// Guidelines that name it.
    pub guidelines: Vec<Guideline>,
    /// Programmes that cite it, drafts before issued ones.
    pub programmes: Vec<Citing>,
    /// Were there more programmes than are looked through at once?
    pub is_cut: bool,
}

impl App {
    /// What rests on a document: by its tie, or by its printed number and date.
    pub async fn impact_of(&self, who: &Who, id: &BasisId) -> Result<Impact, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        allowed_of(&mut db, who, id, OrganisationAct::ReadBases).await?;
        let basis = memory::basis(&mut db, id).await?.ok_or(Refusal::NotFound)?;
        let number = basis.number.as_deref().map(number_key);
        let mut register = memory::seen_by(&mut db, who.id(), who.today(), basis.number.as_deref().unwrap_or("~"), NAMESAKES_MAX).await?;
        register.retain(|it| it.id != basis.id && it.number.as_deref().map(number_key) == number);
        register.push(basis.clone());
        let rows = memory::may_cite(&mut db, who.id(), who.today(), &basis, PROGRAMMES_MAX).await?;
        drop(reader);
        let guidelines = self.guidelines().into_iter().filter(|it| it.rests_on.iter().any(|it| it.is(&basis))).collect();
        let is_cut = i64::try_from(rows.len()).is_ok_and(|it| it == PROGRAMMES_MAX);
        let programmes = tokio::task::spawn_blocking(move || citing(rows, &register, &basis)).await;
        let mut programmes = programmes.map_err(|error| Refusal::Fault(error.to_string()))??;
        programmes.sort_by_key(|it| it.programme.issued_on.is_some());
        Ok(Impact { guidelines, programmes, is_cut })
    }
}

fn citing(rows: Vec<(ProgrammeLine, String)>, register: &[LegalBasis], basis: &LegalBasis) -> Result<Vec<Citing>, Refusal> {
    let mut found = Vec::new();
    for (programme, body) in rows {
        let cited = read_body(&body)?.cites(register).into_iter().find(|it| it.basis == basis.id);
        found.extend(cited.map(|cited| Citing { programme, cited }));
    }
    Ok(found)
}
