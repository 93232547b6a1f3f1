//! What basis documents require.

use hanhdong_domain::basis::Requirement;
use hanhdong_domain::organisation::{BasisId, OrgKind, OrgLevel, RequirementId};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::fingerprint;
use crate::search::{self, SearchKind};
use crate::{Db, StoreError, Tx, column};

/// The fingerprint of what must not change behind the program's back.
pub fn state_of_requirement(it: &Requirement) -> String {
    let date = |it| column::of_date(it).unwrap_or_default();
    let out = if it.is_out { "1" } else { "" };
    fingerprint([it.basis.as_str(), &it.number.to_string(), &it.text, &date(it.from_on), &date(it.due_on), &levels(it), &kinds(it), out])
}

fn levels(it: &Requirement) -> String {
    it.levels.iter().map(|it| it.name()).collect::<Vec<_>>().join(" ")
}

fn kinds(it: &Requirement) -> String {
    it.kinds.iter().map(|it| it.name()).collect::<Vec<_>>().join(" ")
}

/// Enters a requirement.
pub async fn require(tx: &mut Tx<'_>, it: &Requirement) -> Result<(), StoreError> {
    let sql = "INSERT INTO basis_requirement (id, basis_id, number, text, from_on, due_on, levels, kinds, taken_out_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL)";
    let statement = sqlx::query(sql)
        .bind(it.id.to_string())
        .bind(it.basis.to_string())
        .bind(it.number)
        .bind(it.text.clone())
        .bind(column::of_date(it.from_on))
        .bind(column::of_date(it.due_on))
        .bind(levels(it))
        .bind(kinds(it));
    tx.change(statement).await?;
    search::keep(tx, SearchKind::Requirement, it.id.as_str(), 0, &it.text).await
}

/// Takes a requirement out; false where it is out already.
pub async fn take_out(tx: &mut Tx<'_>, id: &RequirementId) -> Result<bool, StoreError> {
    let at = tx.at().to_owned();
    let sql = "UPDATE basis_requirement SET taken_out_at = $2 WHERE id = $1 AND taken_out_at IS NULL";
    Ok(tx.change(sqlx::query(sql).bind(id.to_string()).bind(at)).await? == 1)
}

const ROW: &str = "SELECT r.id, r.basis_id, r.number, r.text, r.from_on, r.due_on, r.levels, r.kinds, r.taken_out_at FROM basis_requirement r";

/// One requirement, whoever asks: the caller has asked the policy of its document.
pub async fn requirement(db: &mut Db<'_>, id: &RequirementId) -> Result<Option<Requirement>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{ROW} WHERE r.id = $1"));
    db.maybe(sqlx::query(sql).bind(id.to_string())).await?.as_ref().map(read).transpose()
}

/// Everything that a document requires, in its order; what was taken out too.
pub async fn requirements(db: &mut Db<'_>, basis: &BasisId) -> Result<Vec<Requirement>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{ROW} WHERE r.basis_id = $1 ORDER BY r.number"));
    db.all(sqlx::query(sql).bind(basis.to_string())).await?.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<Requirement, StoreError> {
    let (levels, kinds): (String, String) = (row.try_get(6)?, row.try_get(7)?);
    let unsound = |what: &str| StoreError::NotSound(format!("a requirement of {what}"));
    Ok(Requirement {
        id: column::id(row, 0, RequirementId::parse)?,
        basis: column::id(row, 1, BasisId::parse)?,
        number: row.try_get(2)?,
        text: row.try_get(3)?,
        from_on: column::maybe_date(row, 4)?,
        due_on: column::maybe_date(row, 5)?,
        levels: levels.split_whitespace().map(|it| OrgLevel::of_name(it).ok_or_else(|| unsound(it))).collect::<Result<_, _>>()?,
        kinds: kinds.split_whitespace().map(|it| OrgKind::of_name(it).ok_or_else(|| unsound(it))).collect::<Result<_, _>>()?,
        is_out: row.try_get::<Option<String>, _>(8)?.is_some(),
    })
}
