//! What becomes of units: renamed, moved, ended; what is open in them and where it goes.

use hanhdong_domain::Date;
use hanhdong_domain::organisation::{GrantId, Past, PersonId, ProgrammeId, SourceId, Turn, UnitId};
use hanhdong_domain::text;
use sqlx::Row;

use super::unit::path;
use crate::{Db, StoreError, Tx, column};

/// Takes hold of a unit that still is: until the act is settled it does not end, and nobody else turns it. False where it
/// has ended or never was.
pub async fn hold_living(tx: &mut Tx<'_>, unit: &UnitId) -> Result<bool, StoreError> {
    let sql = "UPDATE unit SET ended_on = ended_on WHERE id = $1 AND ended_on IS NULL";
    Ok(tx.change(sqlx::query(sql).bind(unit.as_str())).await? == 1)
}

/// The same for what must not be given in a unit that is no more.
pub(crate) async fn must_live(tx: &mut Tx<'_>, unit: &UnitId) -> Result<(), StoreError> {
    if hold_living(tx, unit).await? { Ok(()) } else { Err(StoreError::Ended) }
}

/// Takes hold of the tree: of two acts that move units the second waits, on whatever server it runs.
pub async fn hold_tree(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    tx.change(sqlx::query("UPDATE unit SET path = path WHERE above_id IS NULL")).await?;
    Ok(())
}

/// The units from the top down to this one, itself the last; none where there is none such.
pub async fn path_of(db: &mut Db<'_>, unit: &UnitId) -> Result<Vec<UnitId>, StoreError> {
    Ok(path(db, unit).await?.unwrap_or_default().split('/').filter_map(UnitId::parse).collect())
}

/// How many levels there are below a unit.
pub async fn levels_below(db: &mut Db<'_>, unit: &UnitId) -> Result<usize, StoreError> {
    let row = db.one(sqlx::query("SELECT MAX(length(path)) FROM unit WHERE path LIKE '%/' || $1 || '/%'").bind(unit.as_str())).await?;
    let longest = row.try_get::<Option<i64>, _>(0).or_else(|_| row.try_get::<Option<i32>, _>(0).map(|it| it.map(i64::from)))?.unwrap_or(0);
    let own = path(db, unit).await?.map_or(0, |it| it.len());
    // An id and its slash.
    Ok(usize::try_from(longest).unwrap_or(0).saturating_sub(own) / 37)
}

/// The turns of a unit, oldest first.
pub async fn past(db: &mut Db<'_>, unit: &UnitId) -> Result<Vec<Past>, StoreError> {
    let sql = "SELECT unit_id, turn, on_day, paper, name_before, above_before FROM unit_turn WHERE unit_id = $1 ORDER BY turn_no";
    let rows = db.all(sqlx::query(sql).bind(unit.as_str())).await?;
    let read = |row| {
        let turn: String = sqlx::any::AnyRow::try_get(row, 1)?;
        Ok(Past {
            unit: column::id(row, 0, UnitId::parse)?,
            turn: Turn::of_name(&turn).ok_or_else(|| StoreError::NotSound(format!("turn {turn}")))?,
            on: column::date(row, 2)?,
            paper: row.try_get(3)?,
            name_before: row.try_get(4)?,
            above_before: column::maybe_id(row, 5, UnitId::parse)?,
        })
    };
    rows.iter().map(read).collect()
}

/// Keeps a turn after those on record.
pub async fn keep_turn(tx: &mut Tx<'_>, past: &Past) -> Result<(), StoreError> {
    let sql = "INSERT INTO unit_turn (unit_id, turn_no, turn, on_day, paper, name_before, above_before) \
               SELECT $1, COALESCE(MAX(turn_no), 0) + 1, $2, $3, $4, $5, $6 FROM unit_turn WHERE unit_id = $1";
    let statement = sqlx::query(sql)
        .bind(past.unit.as_str())
        .bind(past.turn.name())
        .bind(past.on.to_string())
        .bind(past.paper.as_str())
        .bind(past.name_before.clone())
        .bind(past.above_before.as_ref().map(|it| it.as_str().to_owned()));
    tx.change(statement).await?;
    Ok(())
}

/// Gives a unit another name.
pub async fn rename(tx: &mut Tx<'_>, unit: &UnitId, name: &str) -> Result<(), StoreError> {
    tx.change(sqlx::query("UPDATE unit SET name = $2, folded = $3 WHERE id = $1").bind(unit.as_str()).bind(name).bind(text::fold(name))).await?;
    crate::search::keep(tx, crate::search::SearchKind::Unit, unit.as_str(), 0, name).await?;
    Ok(())
}

/// Puts a unit, with all that is below it, below another one. Bodies among them that belonged to the organisation `from`
/// belong to `to` then. The act holds the tree; that it is still one, without a circle, is asked before anything is kept.
pub async fn place(tx: &mut Tx<'_>, unit: &UnitId, above: &UnitId, (from, to): (&UnitId, &UnitId)) -> Result<(), StoreError> {
    let old = path(tx.db(), unit).await?.ok_or_else(|| StoreError::Constraint("no such unit".to_owned()))?;
    let new = path(tx.db(), above).await?.map(|it| format!("{it}{unit}/")).ok_or_else(|| StoreError::Constraint("no such unit above".to_owned()))?;
    tx.change(sqlx::query("UPDATE unit SET above_id = $2 WHERE id = $1").bind(unit.as_str()).bind(above.as_str())).await?;
    let sql = "UPDATE unit SET path = $2 || substr(path, length(CAST($1 AS TEXT)) + 1) WHERE path LIKE $1 || '%'";
    tx.change(sqlx::query(sql).bind(old).bind(new.clone())).await?;
    if from != to {
        let sql = "UPDATE unit SET organisation_id = $2 WHERE organisation_id = $1 AND kind = 'body' AND path LIKE $3 || '%'";
        tx.change(sqlx::query(sql).bind(from.as_str()).bind(to.as_str()).bind(new)).await?;
    }
    let sql = "SELECT COUNT(*) FROM unit u LEFT JOIN unit a ON a.id = u.above_id WHERE u.path <> COALESCE(a.path, '/') || u.id || '/'";
    let astray: i64 = tx.db().one(sqlx::query(sql)).await?.try_get(0)?;
    if astray == 0 { Ok(()) } else { Err(StoreError::Constraint("units would stand in a circle".to_owned())) }
}

/// Ends a unit; false where it has ended. Its successors, and theirs, read from now on what it and those before it issued.
pub async fn end(tx: &mut Tx<'_>, unit: &UnitId, on: Date, successors: &[UnitId]) -> Result<bool, StoreError> {
    let sql = "UPDATE unit SET ended_on = $2 WHERE id = $1 AND ended_on IS NULL";
    if tx.change(sqlx::query(sql).bind(unit.as_str()).bind(on.to_string())).await? != 1 {
        return Ok(false);
    }
    for heir in successors {
        let sql = "INSERT INTO unit_heir (unit_id, heir_id, is_direct) VALUES ($1, $2, 1)";
        tx.change(sqlx::query(sql).bind(unit.as_str()).bind(heir.as_str())).await?;
        let sql = "INSERT INTO unit_heir (unit_id, heir_id, is_direct) SELECT h.unit_id, $2, 0 FROM unit_heir h WHERE h.heir_id = $1 AND h.unit_id <> $2 ON CONFLICT DO NOTHING";
        tx.change(sqlx::query(sql).bind(unit.as_str()).bind(heir.as_str())).await?;
    }
    Ok(true)
}

/// The units that a unit went into itself, or that went into it.
pub async fn kin(db: &mut Db<'_>, unit: &UnitId, heirs: bool) -> Result<Vec<UnitId>, StoreError> {
    let sql = if heirs {
        "SELECT heir_id FROM unit_heir WHERE unit_id = $1 AND is_direct = 1 ORDER BY heir_id"
    } else {
        "SELECT unit_id FROM unit_heir WHERE heir_id = $1 AND is_direct = 1 ORDER BY unit_id"
    };
    db.all(sqlx::query(sql).bind(unit.as_str())).await?.iter().map(|row| column::id(row, 0, UnitId::parse)).collect()
}

/// The programmes of an organisation that are not issued, and its sources, each with when it was begun or handed in. No
/// titles: who keeps units reads no programme by that.
pub async fn open_papers(db: &mut Db<'_>, organisation: &UnitId) -> Result<(Vec<(ProgrammeId, String)>, Vec<(SourceId, String)>), StoreError> {
    let drafts = db.all(sqlx::query("SELECT id, begun_at FROM programme WHERE organisation_id = $1 AND issued_on IS NULL ORDER BY id").bind(organisation.as_str())).await?;
    let drafts = drafts.iter().map(|row| Ok((column::id(row, 0, ProgrammeId::parse)?, row.try_get(1)?))).collect::<Result<_, StoreError>>()?;
    let sources = db.all(sqlx::query("SELECT id, handed_in_at FROM source WHERE organisation_id = $1 ORDER BY id").bind(organisation.as_str())).await?;
    let sources = sources.iter().map(|row| Ok((column::id(row, 0, SourceId::parse)?, row.try_get(1)?))).collect::<Result<_, StoreError>>()?;
    Ok((drafts, sources))
}

/// The roles that hold, or will, in a unit on a day, and in the bodies of its organisation where it is one.
pub async fn open_roles(db: &mut Db<'_>, unit: &UnitId, day: Date) -> Result<Vec<hanhdong_domain::organisation::Grant>, StoreError> {
    let sql = "SELECT g.id, g.person_id, g.unit_id, g.role, g.from_on, g.until_on FROM role_grant g JOIN unit u ON u.id = g.unit_id \
               WHERE (u.id = $1 OR u.organisation_id = $1) AND (g.until_on IS NULL OR ($2 < g.until_on AND g.from_on < g.until_on)) ORDER BY g.id";
    db.all(sqlx::query(sql).bind(unit.as_str()).bind(day.to_string())).await?.iter().map(super::person::grant).collect()
}

/// The posts that hold, or will, in a unit on a day.
pub async fn open_posts(db: &mut Db<'_>, unit: &UnitId, day: Date) -> Result<Vec<hanhdong_domain::organisation::Post>, StoreError> {
    let sql = "SELECT person_id, unit_id, title, from_on, until_on FROM post WHERE unit_id = $1 \
               AND (until_on IS NULL OR ($2 < until_on AND from_on < until_on)) ORDER BY person_id, title, from_on";
    db.all(sqlx::query(sql).bind(unit.as_str()).bind(day.to_string())).await?.iter().map(super::person::post).collect()
}

/// Ends a role on a day, or before it began where that is later: then it never held.
pub async fn cut_role(tx: &mut Tx<'_>, grant: &GrantId, on: Date) -> Result<(), StoreError> {
    let sql = "UPDATE role_grant SET until_on = CASE WHEN from_on < $2 THEN $2 ELSE from_on END WHERE id = $1";
    tx.change(sqlx::query(sql).bind(grant.as_str()).bind(on.to_string())).await?;
    Ok(())
}

/// Ends a post likewise.
pub async fn cut_post(tx: &mut Tx<'_>, post: &hanhdong_domain::organisation::Post, on: Date) -> Result<(), StoreError> {
    let sql = "UPDATE post SET until_on = CASE WHEN from_on < $5 THEN $5 ELSE from_on END WHERE person_id = $1 AND unit_id = $2 AND title = $3 AND from_on = $4";
    let statement = sqlx::query(sql).bind(post.person.as_str()).bind(post.unit.as_str()).bind(post.title.as_str()).bind(post.from_on.to_string()).bind(on.to_string());
    tx.change(statement).await?;
    Ok(())
}

/// Does a person hold this post in the unit from that day on already?
pub async fn has_post(db: &mut Db<'_>, person: &PersonId, unit: &UnitId, title: &str, from: Date) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM post WHERE person_id = $1 AND unit_id = $2 AND title = $3 AND from_on = $4";
    Ok(db.maybe(sqlx::query(sql).bind(person.as_str()).bind(unit.as_str()).bind(title).bind(from.to_string())).await?.is_some())
}

/// Gives a draft to another organisation; an issued programme stays where it is. False where there is no such draft.
pub async fn hand_draft_to(tx: &mut Tx<'_>, draft: &ProgrammeId, to: &UnitId) -> Result<bool, StoreError> {
    let at = tx.at().to_owned();
    let sql = "UPDATE programme SET organisation_id = $2, version = version + 1, changed_at = $3 WHERE id = $1 AND issued_on IS NULL";
    Ok(tx.change(sqlx::query(sql).bind(draft.as_str()).bind(to.as_str()).bind(at)).await? == 1)
}

/// Gives a source to another organisation.
pub async fn hand_source_to(tx: &mut Tx<'_>, source: &SourceId, to: &UnitId) -> Result<bool, StoreError> {
    Ok(tx.change(sqlx::query("UPDATE source SET organisation_id = $2 WHERE id = $1").bind(source.as_str()).bind(to.as_str())).await? == 1)
}

/// How much of a unit is still open on a day: what an ended unit must have nothing of.
pub async fn count_open(db: &mut Db<'_>, unit: &UnitId, day: Date) -> Result<i64, StoreError> {
    let sql = "SELECT (SELECT COUNT(*) FROM programme WHERE organisation_id = $1 AND issued_on IS NULL) + (SELECT COUNT(*) FROM source WHERE organisation_id = $1) \
               + (SELECT COUNT(*) FROM unit WHERE above_id = $1 AND ended_on IS NULL) + (SELECT COUNT(*) FROM unit WHERE organisation_id = $1 AND id <> $1 AND ended_on IS NULL) \
               + (SELECT COUNT(*) FROM role_grant WHERE unit_id = $1 AND (until_on IS NULL OR ($2 < until_on AND from_on < until_on))) \
               + (SELECT COUNT(*) FROM post WHERE unit_id = $1 AND (until_on IS NULL OR ($2 < until_on AND from_on < until_on)))";
    Ok(db.one(sqlx::query(sql).bind(unit.as_str()).bind(day.to_string())).await?.try_get(0)?)
}
