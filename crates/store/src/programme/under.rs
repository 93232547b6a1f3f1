//! The programmes under a guideline.

use hanhdong_domain::Date;
use hanhdong_domain::organisation::PersonId;

use super::draft::{ProgrammeLine, seen_where};
use crate::{Db, StoreError};

/// The programmes under a guideline that a person sees, last changed first; those put away are left out.
pub async fn under(db: &mut Db<'_>, person: &PersonId, day: Date, guideline: &str, limit: i64) -> Result<Vec<ProgrammeLine>, StoreError> {
    let guideline = guideline.to_owned();
    seen_where(db, person, day, ("p.put_away_at IS NULL AND p.guideline = $3", "$4"), |it| it.bind(guideline).bind(limit)).await
}
