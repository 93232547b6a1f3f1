//! People, their posts and roles, and how they stand to an organisation.

use hanhdong_domain::Date;
use hanhdong_domain::organisation::{Grant, GrantId, Person, PersonId, Post, Relation, Role, Standing, UnitId};
use hanhdong_domain::text;
use sqlx::Row;

use crate::{Db, StoreError, Tx, column};

/// Enters a person.
pub async fn enter(tx: &mut Tx<'_>, person: &Person) -> Result<(), StoreError> {
    let statement = sqlx::query("INSERT INTO person (id, name, folded) VALUES ($1, $2, $3)").bind(person.id.as_str()).bind(person.name.as_str()).bind(text::fold(&person.name));
    tx.change(statement).await?;
    crate::search::keep(tx, crate::search::SearchKind::Person, person.id.as_str(), 0, &person.name).await
}

/// One person.
pub async fn person(db: &mut Db<'_>, id: &PersonId) -> Result<Option<Person>, StoreError> {
    let row = db.maybe(sqlx::query("SELECT id, name FROM person WHERE id = $1").bind(id.as_str())).await?;
    row.map(|row| Ok(Person { id: column::id(&row, 0, PersonId::parse)?, name: row.try_get(1)? })).transpose()
}

/// Enters a post.
pub async fn take_post(tx: &mut Tx<'_>, post: &Post) -> Result<(), StoreError> {
    if post.until_on.is_none() {
        super::turn::must_live(tx, &post.unit).await?;
    }
    let statement = sqlx::query("INSERT INTO post (person_id, unit_id, title, from_on, until_on) VALUES ($1, $2, $3, $4, $5)")
        .bind(post.person.as_str())
        .bind(post.unit.as_str())
        .bind(post.title.as_str())
        .bind(post.from_on.to_string())
        .bind(column::of_date(post.until_on));
    tx.change(statement).await?;
    Ok(())
}

/// Leaves a post on a day; false where there is none of this name that still holds.
pub async fn leave_post(tx: &mut Tx<'_>, person: &PersonId, unit: &UnitId, title: &str, day: Date) -> Result<bool, StoreError> {
    let sql = "UPDATE post SET until_on = $4 WHERE person_id = $1 AND unit_id = $2 AND title = $3 AND from_on <= $4 AND (until_on IS NULL OR $4 < until_on)";
    let statement = sqlx::query(sql).bind(person.as_str()).bind(unit.as_str()).bind(title).bind(day.to_string());
    Ok(0 < tx.change(statement).await?)
}

/// The posts a person holds on a day.
pub async fn posts(db: &mut Db<'_>, person: &PersonId, day: Date) -> Result<Vec<Post>, StoreError> {
    let sql = "SELECT person_id, unit_id, title, from_on, until_on FROM post WHERE person_id = $1 AND from_on <= $2 AND (until_on IS NULL OR $2 < until_on) ORDER BY from_on";
    let rows = db.all(sqlx::query(sql).bind(person.as_str()).bind(day.to_string())).await?;
    rows.iter().map(post).collect()
}

pub(super) fn post(row: &sqlx::any::AnyRow) -> Result<Post, StoreError> {
    Ok(Post {
        person: column::id(row, 0, PersonId::parse)?,
        unit: column::id(row, 1, UnitId::parse)?,
        title: row.try_get(2)?,
        from_on: column::date(row, 3)?,
        until_on: column::maybe_date(row, 4)?,
    })
}

/// Gives a role; in a unit that has ended there is none to be given.
pub async fn give_role(tx: &mut Tx<'_>, grant: &Grant) -> Result<(), StoreError> {
    super::turn::must_live(tx, &grant.unit).await?;
    let statement = sqlx::query("INSERT INTO role_grant (id, person_id, unit_id, role, from_on, until_on) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(grant.id.as_str())
        .bind(grant.person.as_str())
        .bind(grant.unit.as_str())
        .bind(grant.role.name())
        .bind(grant.from_on.to_string())
        .bind(column::of_date(grant.until_on));
    tx.change(statement).await?;
    Ok(())
}

/// Ends a role on a day; false where there is none that still holds.
pub async fn end_role(tx: &mut Tx<'_>, grant: &GrantId, day: Date) -> Result<bool, StoreError> {
    let sql = "UPDATE role_grant SET until_on = $2 WHERE id = $1 AND (until_on IS NULL OR $2 < until_on)";
    Ok(tx.change(sqlx::query(sql).bind(grant.as_str()).bind(day.to_string())).await? == 1)
}

const GRANT: &str = "SELECT id, person_id, unit_id, role, from_on, until_on FROM role_grant";

/// The roles a person has on a day.
pub async fn grants(db: &mut Db<'_>, person: &PersonId, day: Date) -> Result<Vec<Grant>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{GRANT} WHERE person_id = $1 AND from_on <= $2 AND (until_on IS NULL OR $2 < until_on) ORDER BY id"));
    let rows = db.all(sqlx::query(sql).bind(person.as_str()).bind(day.to_string())).await?;
    rows.iter().map(grant).collect()
}

/// One grant.
pub async fn grant_of(db: &mut Db<'_>, id: &GrantId) -> Result<Option<Grant>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{GRANT} WHERE id = $1"));
    db.maybe(sqlx::query(sql).bind(id.as_str())).await?.as_ref().map(grant).transpose()
}

pub(super) fn grant(row: &sqlx::any::AnyRow) -> Result<Grant, StoreError> {
    let role: String = row.try_get(3)?;
    Ok(Grant {
        id: column::id(row, 0, GrantId::parse)?,
        person: column::id(row, 1, PersonId::parse)?,
        unit: column::id(row, 2, UnitId::parse)?,
        role: role_of(&role)?,
        from_on: column::date(row, 4)?,
        until_on: column::maybe_date(row, 5)?,
    })
}

pub(crate) fn role_of(name: &str) -> Result<Role, StoreError> {
    Role::of_name(name).ok_or_else(|| StoreError::NotSound(format!("role {name}")))
}

/// How a person stands to an organisation on a day: the roles held in it and in organisations above it, the own ones and
/// those that colleagues lent. Who came after an organisation that ended reads what it issued, as somebody above does; nobody
/// keeps its people by that.
pub async fn standing(db: &mut Db<'_>, person: &PersonId, organisation: &UnitId, day: Date) -> Result<Standing, StoreError> {
    Ok(Standing(
        standings(db, "SELECT id, person_id, unit_id, role, from_on, until_on, '' AS giver_id FROM held_role", person, organisation, day)
            .await?
            .into_iter()
            .map(|it| it.1)
            .collect(),
    ))
}

/// The same, with what the person holds below it: for the register of basis documents, which is kept for those below.
pub async fn standing_in_register(db: &mut Db<'_>, person: &PersonId, organisation: &UnitId, day: Date) -> Result<Standing, StoreError> {
    let mut standing = standing(db, person, organisation, day).await?;
    let sql = "SELECT DISTINCT g.role FROM held_role g JOIN unit h ON h.id = g.unit_id JOIN unit o ON o.id = h.organisation_id JOIN unit u ON u.id = $2 \
               WHERE g.person_id = $1 AND g.from_on <= $3 AND (g.until_on IS NULL OR $3 < g.until_on) AND o.id <> u.id AND substr(o.path, 1, length(u.path)) = u.path ORDER BY g.role";
    for row in &db.all(sqlx::query(sql).bind(person.as_str()).bind(organisation.as_str()).bind(day.to_string())).await? {
        let role: String = row.try_get(0)?;
        standing.0.push((role_of(&role)?, Relation::Below));
    }
    Ok(standing)
}

/// The same by roles of the own alone.
pub async fn standing_own(db: &mut Db<'_>, person: &PersonId, organisation: &UnitId, day: Date) -> Result<Standing, StoreError> {
    Ok(Standing(
        standings(db, "SELECT id, person_id, unit_id, role, from_on, until_on, '' AS giver_id FROM role_grant", person, organisation, day)
            .await?
            .into_iter()
            .map(|it| it.1)
            .collect(),
    ))
}

/// The same by each role that somebody lent, with who that is.
pub(crate) async fn standing_lent(db: &mut Db<'_>, person: &PersonId, organisation: &UnitId, day: Date) -> Result<Vec<(PersonId, Standing)>, StoreError> {
    let lent = standings(db, "SELECT id, person_id, unit_id, role, from_on, until_on, giver_id FROM lent_role WHERE ended_at IS NULL", person, organisation, day).await?;
    lent.into_iter().map(|(giver, held)| Ok((PersonId::parse(&giver).ok_or_else(|| StoreError::NotSound(format!("id {giver}")))?, Standing(vec![held])))).collect()
}

/// Roles out of a list, with who lent them, that a person holds in an organisation or above it.
async fn standings(db: &mut Db<'_>, roles: &str, person: &PersonId, organisation: &UnitId, day: Date) -> Result<Vec<(String, (Role, Relation))>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!(
        "SELECT g.role, CASE WHEN h.organisation_id = $2 THEN 1 ELSE 0 END, g.giver_id \
         FROM ({roles}) g JOIN unit h ON h.id = g.unit_id JOIN unit o ON o.id = h.organisation_id JOIN unit u ON u.id = $2 \
         WHERE g.person_id = $1 AND g.from_on <= $3 AND (g.until_on IS NULL OR $3 < g.until_on) \
         AND (substr(u.path, 1, length(o.path)) = o.path \
         OR (g.role <> 'administrator' AND EXISTS (SELECT 1 FROM unit_heir s WHERE s.unit_id = u.id AND s.heir_id = o.id))) ORDER BY g.id"
    ));
    let rows = db.all(sqlx::query(sql).bind(person.as_str()).bind(organisation.as_str()).bind(day.to_string())).await?;
    let standing = |row: &sqlx::any::AnyRow| {
        let role: String = row.try_get(0)?;
        let is_own = row.try_get::<i64, _>(1)? == 1;
        Ok((row.try_get(2)?, (role_of(&role)?, if is_own { Relation::Own } else { Relation::Above })))
    };
    rows.iter().map(standing).collect()
}

/// Does a person hold a role in this very unit by which they work there?
pub async fn held_in(db: &mut Db<'_>, person: &PersonId, unit: &UnitId, day: Date) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM held_role WHERE person_id = $1 AND unit_id = $2 AND from_on <= $3 AND (until_on IS NULL OR $3 < until_on) AND role <> 'administrator' LIMIT 1";
    Ok(db.maybe(sqlx::query(sql).bind(person.as_str()).bind(unit.as_str()).bind(day.to_string())).await?.is_some())
}

/// People who hold, will hold or once held a role in an organisation or in a body of it, each role for itself, by name.
pub async fn people_of(db: &mut Db<'_>, organisation: &UnitId) -> Result<Vec<(Person, Grant)>, StoreError> {
    let sql = "SELECT g.id, g.person_id, g.unit_id, g.role, g.from_on, g.until_on, p.name FROM role_grant g \
               JOIN person p ON p.id = g.person_id JOIN unit u ON u.id = g.unit_id WHERE u.organisation_id = $1 ORDER BY g.person_id, g.id";
    let rows = db.all(sqlx::query(sql).bind(organisation.as_str())).await?;
    let mut people: Vec<(Person, Grant)> = Vec::new();
    for row in &rows {
        let grant = grant(row)?;
        people.push((Person { id: grant.person.clone(), name: row.try_get(6)? }, grant));
    }
    people.sort_by(|a, b| text::compare_people(&a.0.name, &b.0.name));
    Ok(people)
}

/// The organisations in which a person holds or will hold a role.
pub async fn organisations_of(db: &mut Db<'_>, person: &PersonId, day: Date) -> Result<Vec<UnitId>, StoreError> {
    let sql = "SELECT DISTINCT u.organisation_id FROM role_grant g JOIN unit u ON u.id = g.unit_id \
               WHERE g.person_id = $1 AND (g.until_on IS NULL OR $2 < g.until_on) ORDER BY u.organisation_id";
    let rows = db.all(sqlx::query(sql).bind(person.as_str()).bind(day.to_string())).await?;
    rows.iter().map(|row| column::id(row, 0, UnitId::parse)).collect()
}

/// Is there somebody with an open account who keeps the whole house, today and without an end? Whoever was invited and has
/// not come yet is not there.
pub async fn has_administrator(db: &mut Db<'_>, day: Date) -> Result<bool, StoreError> {
    let sql = "SELECT COUNT(*) FROM role_grant g JOIN unit u ON u.id = g.unit_id JOIN unit o ON o.id = u.organisation_id JOIN account a ON a.person_id = g.person_id \
               WHERE g.role = $1 AND g.from_on <= $2 AND g.until_on IS NULL AND o.above_id IS NULL AND a.opened_at IS NOT NULL AND a.closed_at IS NULL";
    let row = db.one(sqlx::query(sql).bind(Role::Administrator.name()).bind(day.to_string())).await?;
    Ok(0 < row.try_get::<i64, _>(0)?)
}

/// The fingerprint of what a person may do: roles with their times, what colleagues lent. A role given behind the program's
/// back shows.
pub async fn state_of_person(db: &mut Db<'_>, id: &str) -> Result<Option<String>, StoreError> {
    if db.maybe(sqlx::query("SELECT id FROM person WHERE id = $1").bind(id)).await?.is_none() {
        return Ok(None);
    }
    let rows = db.all(sqlx::query("SELECT id, unit_id, role, from_on, COALESCE(until_on, '') FROM role_grant WHERE person_id = $1 ORDER BY id").bind(id)).await?;
    let posts = db.all(sqlx::query("SELECT '', unit_id, title, from_on, COALESCE(until_on, '') FROM post WHERE person_id = $1 ORDER BY unit_id, title, from_on").bind(id)).await?;
    let sql =
        "SELECT d.id, d.grant_id, d.from_on, d.until_on, COALESCE(d.ended_at, '') FROM delegation d JOIN role_grant t ON t.id = d.to_grant_id WHERE t.person_id = $1 ORDER BY d.id";
    let lent = db.all(sqlx::query(sql).bind(id)).await?;
    let mut hasher = blake3::Hasher::new();
    for row in rows.iter().chain(&posts).chain(&lent) {
        for at in 0..5 {
            hasher.update(row.try_get::<String, _>(at)?.as_bytes());
            hasher.update(b"\n");
        }
    }
    Ok(Some(hasher.finalize().to_hex().to_string()))
}

/// The organisation a person belongs to: that of the first role that holds, else of the last one that held.
pub async fn home(db: &mut Db<'_>, person: &PersonId, day: Date) -> Result<Option<UnitId>, StoreError> {
    let sql = "SELECT u.organisation_id FROM role_grant g JOIN unit u ON u.id = g.unit_id WHERE g.person_id = $1 \
               ORDER BY CASE WHEN g.from_on <= $2 AND (g.until_on IS NULL OR $2 < g.until_on) THEN 0 ELSE 1 END, g.from_on DESC, g.id LIMIT 1";
    let row = db.maybe(sqlx::query(sql).bind(person.as_str()).bind(day.to_string())).await?;
    row.map(|row| column::id(&row, 0, UnitId::parse)).transpose()
}
