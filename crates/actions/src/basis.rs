//! The register of basis documents: entered, corrected, replaced; what they require, and what was done.

mod end;
mod evidence;
mod impact;
mod matrix;
mod register;
mod requirements;
mod ticks;

pub use evidence::Evidence;
pub use impact::{Citing, Impact};
pub use matrix::{Column, Matrix};
pub use register::{BasisOpened, BasisPast, NewBasis};
pub use requirements::NewRequirements;
pub use ticks::Proof;

use hanhdong_domain::Date;
use hanhdong_domain::basis::{End, LegalBasis};
use hanhdong_domain::organisation::{BasisId, OrganisationAct, Standing, UnitId};
use hanhdong_store::Db;
use hanhdong_store::organisation as house;

use crate::refusal::Refusal;
use crate::who::Who;

/// What holds instead of a document on a day.
pub(crate) fn instead(basis: &LegalBasis, day: Date) -> Option<&BasisId> {
    match &basis.end {
        Some(End::Replaced { by, on }) if *on <= day => Some(by),
        Some(End::Replaced { .. } | End::Ended { .. }) | None => None,
    }
}

/// Asks the policy about a register before anything of it is loaded. What one may not read is not found.
async fn allowed(db: &mut Db<'_>, who: &Who, register: &UnitId, act: OrganisationAct) -> Result<Standing, Refusal> {
    let standing = house::standing_in_register(db, who.id(), register, who.today()).await?;
    if !standing.may_in_organisation(OrganisationAct::ReadBases) {
        return Err(Refusal::NotFound);
    }
    if standing.may_in_organisation(act) { Ok(standing) } else { Err(Refusal::NotAllowed) }
}

/// The same of the register in which a document stands.
async fn allowed_of(db: &mut Db<'_>, who: &Who, id: &BasisId, act: OrganisationAct) -> Result<Standing, Refusal> {
    let register = hanhdong_store::basis::register_of(db, id).await?.ok_or(Refusal::NotFound)?;
    allowed(db, who, &register, act).await
}
