//! Which programmes may cite a basis document: found by its tie or its number in their text, then read by the caller.

use hanhdong_domain::Date;
use hanhdong_domain::basis::LegalBasis;
use hanhdong_domain::organisation::{PersonId, ProgrammeId};

use crate::programme::{ProgrammeLine, programme, seen_where};
use crate::{Db, StoreError};

/// The programmes a person sees whose text holds the tie or the number of a document, last changed first, each with its
/// text. They may name another document of that number: the caller reads them.
pub async fn may_cite(db: &mut Db<'_>, person: &PersonId, day: Date, it: &LegalBasis, limit: i64) -> Result<Vec<(ProgrammeLine, String)>, StoreError> {
    let tie = format!("%{}%", it.id);
    // Where no number is known, the tie is looked for twice.
    let number = it.number.as_deref().map_or_else(|| tie.clone(), |it| format!("%{}%", it.replace(['%', '_', '\\'], "").trim_start_matches('0')));
    let lines = seen_where(db, person, day, ("p.put_away_at IS NULL AND (p.body LIKE $3 OR p.body LIKE $4)", "$5"), |it| it.bind(tie).bind(number).bind(limit)).await?;
    let mut found = Vec::new();
    for line in lines {
        let body = body(db, &line.id).await?;
        found.push((line, body));
    }
    Ok(found)
}

async fn body(db: &mut Db<'_>, id: &ProgrammeId) -> Result<String, StoreError> {
    Ok(programme(db, id).await?.map(|it| it.body).unwrap_or_default())
}
