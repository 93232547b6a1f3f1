//! Plans of drafts: the day at the end, its milestones, and what a committee usually plans.

use hanhdong_domain::Date;
use hanhdong_domain::organisation::{ProgrammeId, UnitId};
use hanhdong_domain::programme::{Counted, Milestone, Toward};
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::{Db, StoreError, Tx, column};

/// The name of the setting that holds what a committee usually plans.
const USUAL: &str = "draft_milestones";

/// The plan of a draft, without its milestones.
pub async fn plan(db: &mut Db<'_>, programme: &ProgrammeId) -> Result<Option<(Toward, Date)>, StoreError> {
    let row = db.maybe(sqlx::query("SELECT toward, end_on FROM draft_plan WHERE programme_id = $1").bind(programme.as_str())).await?;
    row.map(|row| {
        let toward: String = row.try_get(0)?;
        let toward = Toward::of_name(&toward).ok_or_else(|| StoreError::NotSound(format!("plan toward {toward}")))?;
        Ok((toward, column::date(&row, 1)?))
    })
    .transpose()
}

/// Enters a plan or moves its end.
pub async fn keep_plan(tx: &mut Tx<'_>, programme: &ProgrammeId, toward: Toward, end_on: Date) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO draft_plan (programme_id, toward, end_on) VALUES ($1, $2, $3) ON CONFLICT (programme_id) DO UPDATE SET toward = excluded.toward, end_on = excluded.end_on";
    tx.change(sqlx::query(sql).bind(programme.as_str()).bind(toward.name()).bind(end_on.to_string())).await?;
    Ok(())
}

/// The milestones of a draft, by their numbers.
pub async fn milestones(db: &mut Db<'_>, programme: &ProgrammeId) -> Result<Vec<Milestone>, StoreError> {
    let sql = "SELECT milestone_no, title, days_before, counted, due_on, by_hand, reached_on FROM draft_milestone WHERE programme_id = $1 ORDER BY milestone_no";
    db.all(sqlx::query(sql).bind(programme.as_str())).await?.iter().map(read).collect()
}

/// Keeps a milestone: a new one, or one that is there.
pub async fn keep_milestone(tx: &mut Tx<'_>, programme: &ProgrammeId, it: &Milestone) -> Result<(), StoreError> {
    let sql = "INSERT INTO draft_milestone (programme_id, milestone_no, title, days_before, counted, due_on, by_hand, reached_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
               ON CONFLICT (programme_id, milestone_no) DO UPDATE SET title = excluded.title, days_before = excluded.days_before, counted = excluded.counted, \
               due_on = excluded.due_on, by_hand = excluded.by_hand, reached_on = excluded.reached_on";
    let statement = sqlx::query(sql)
        .bind(programme.as_str())
        .bind(it.number)
        .bind(it.title.as_str())
        .bind(it.before.map(|it| i64::from(it.0)))
        .bind(it.before.map(|it| it.1.name()))
        .bind(column::of_date(it.due_on))
        .bind(i64::from(it.by_hand))
        .bind(column::of_date(it.reached_on));
    tx.change(statement).await?;
    Ok(())
}

/// Takes a milestone out.
pub async fn drop_milestone(tx: &mut Tx<'_>, programme: &ProgrammeId, number: i64) -> Result<(), StoreError> {
    tx.change(sqlx::query("DELETE FROM draft_milestone WHERE programme_id = $1 AND milestone_no = $2").bind(programme.as_str()).bind(number)).await?;
    Ok(())
}

/// What a committee usually plans, as it was kept.
pub async fn usual_plan(db: &mut Db<'_>, organisation: &UnitId) -> Result<Option<String>, StoreError> {
    let row = db.maybe(sqlx::query("SELECT value FROM setting WHERE organisation_id = $1 AND name = $2").bind(organisation.as_str()).bind(USUAL)).await?;
    row.map(|row| Ok(row.try_get(0)?)).transpose()
}

/// Keeps what a committee usually plans.
pub async fn keep_usual_plan(tx: &mut Tx<'_>, organisation: &UnitId, value: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO setting (organisation_id, name, value) VALUES ($1, $2, $3) ON CONFLICT (organisation_id, name) DO UPDATE SET value = excluded.value";
    tx.change(sqlx::query(sql).bind(organisation.as_str()).bind(USUAL).bind(value)).await?;
    Ok(())
}

fn read(row: &AnyRow) -> Result<Milestone, StoreError> {
    let before = match (row.try_get::<Option<i64>, _>(2)?, row.try_get::<Option<String>, _>(3)?) {
        (Some(days), Some(counted)) => {
            let days = u32::try_from(days).map_err(|_| StoreError::NotSound(format!("{days} days before")))?;
            Some((days, Counted::of_name(&counted).ok_or_else(|| StoreError::NotSound(format!("days counted {counted}")))?))
        }
        (None, None) => None,
        (Some(_), None) | (None, Some(_)) => return Err(StoreError::NotSound("a milestone that counts no days".to_owned())),
    };
    Ok(Milestone {
        number: row.try_get(0)?,
        title: row.try_get(1)?,
        before,
        due_on: column::maybe_date(row, 4)?,
        by_hand: row.try_get::<i64, _>(5)? == 1,
        reached_on: column::maybe_date(row, 6)?,
    })
}
