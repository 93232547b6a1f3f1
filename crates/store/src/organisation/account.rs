//! Accounts, sessions and links that work once. Secrets are stored only as fingerprints.

use hanhdong_domain::organisation::{AccountState, PersonId};
use sqlx::Row;

use crate::{Db, StoreError, Tx, column};

/// An account as the log-in needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Whose.
    pub person: PersonId,
    /// The name to log in by, folded.
    pub login: String,
    /// The password's hash, in the form of its own.
    pub password_hash: String,
    /// How it stands: only an open one lets anybody in.
    pub state: AccountState,
}

/// Enters an account: an open one, or one whose person was invited.
pub async fn open_account(tx: &mut Tx<'_>, account: &Account) -> Result<(), StoreError> {
    let opened_at = (account.state == AccountState::Open).then(|| tx.at().to_owned());
    let sql = "INSERT INTO account (person_id, login, password_hash, opened_at) VALUES ($1, $2, $3, $4)";
    tx.change(sqlx::query(sql).bind(account.person.as_str()).bind(account.login.as_str()).bind(account.password_hash.as_str()).bind(opened_at)).await?;
    Ok(())
}

/// Sets a password, which opens an account that its person was invited to, and ends every session of the person; false
/// where the account is closed.
pub async fn set_password(tx: &mut Tx<'_>, person: &PersonId, password_hash: &str) -> Result<bool, StoreError> {
    let at = tx.at().to_owned();
    let sql = "UPDATE account SET password_hash = $2, opened_at = COALESCE(opened_at, $3) WHERE person_id = $1 AND closed_at IS NULL";
    let found = tx.change(sqlx::query(sql).bind(person.as_str()).bind(password_hash).bind(at)).await? == 1;
    end_sessions(tx, person).await?;
    Ok(found)
}

/// Opens a closed account again as one whose person is invited: by the password of before nobody comes in. The hash is
/// one that no password fits.
pub async fn open_again(tx: &mut Tx<'_>, person: &PersonId, nobodys_hash: &str) -> Result<bool, StoreError> {
    let sql = "UPDATE account SET password_hash = $2, opened_at = NULL, closed_at = NULL WHERE person_id = $1 AND closed_at IS NOT NULL";
    Ok(tx.change(sqlx::query(sql).bind(person.as_str()).bind(nobodys_hash)).await? == 1)
}

/// Changes the name to log in by; sessions go on, for they are the person's and not the name's.
pub async fn change_login(tx: &mut Tx<'_>, person: &PersonId, login: &str) -> Result<bool, StoreError> {
    Ok(tx.change(sqlx::query("UPDATE account SET login = $2 WHERE person_id = $1").bind(person.as_str()).bind(login)).await? == 1)
}

/// Closes an account and ends every session of the person; links that were given out die with it.
pub async fn close_account(tx: &mut Tx<'_>, person: &PersonId) -> Result<bool, StoreError> {
    let at = tx.at().to_owned();
    let sql = "UPDATE account SET closed_at = $2 WHERE person_id = $1 AND closed_at IS NULL";
    let found = tx.change(sqlx::query(sql).bind(person.as_str()).bind(at)).await? == 1;
    tx.change_unrecorded(sqlx::query("DELETE FROM one_time_link WHERE person_id = $1").bind(person.as_str())).await?;
    end_sessions(tx, person).await?;
    Ok(found)
}

/// The account by its log-in name.
pub async fn account(db: &mut Db<'_>, login: &str) -> Result<Option<Account>, StoreError> {
    let sql = "SELECT person_id, login, password_hash, opened_at, closed_at FROM account WHERE login = $1";
    let row = db.maybe(sqlx::query(sql).bind(login)).await?;
    row.as_ref().map(read).transpose()
}

/// The account of a person.
pub async fn account_of(db: &mut Db<'_>, person: &PersonId) -> Result<Option<Account>, StoreError> {
    let sql = "SELECT person_id, login, password_hash, opened_at, closed_at FROM account WHERE person_id = $1";
    let row = db.maybe(sqlx::query(sql).bind(person.as_str())).await?;
    row.as_ref().map(read).transpose()
}

fn read(row: &sqlx::any::AnyRow) -> Result<Account, StoreError> {
    let (opened_at, closed_at): (Option<String>, Option<String>) = (row.try_get(3)?, row.try_get(4)?);
    let state = AccountState::of(opened_at.is_some(), closed_at.is_some());
    Ok(Account { person: column::id(row, 0, PersonId::parse)?, login: row.try_get(1)?, password_hash: row.try_get(2)?, state })
}

/// Is there any account yet? Where not, the first start makes one.
pub async fn has_accounts(db: &mut Db<'_>) -> Result<bool, StoreError> {
    let row = db.one(sqlx::query("SELECT COUNT(*) FROM account")).await?;
    Ok(0 < row.try_get::<i64, _>(0)?)
}

/// Begins a session until a moment.
pub async fn begin_session(tx: &mut Tx<'_>, token_hash: &str, person: &PersonId, until: &str) -> Result<(), StoreError> {
    let at = tx.at().to_owned();
    tx.change_unrecorded(sqlx::query("DELETE FROM session WHERE until_at <= $1").bind(at.as_str())).await?;
    let sql = "INSERT INTO session (token_hash, person_id, begun_at, seen_at, until_at) VALUES ($1, $2, $3, $3, $4)";
    tx.change_unrecorded(sqlx::query(sql).bind(token_hash).bind(person.as_str()).bind(at).bind(until)).await?;
    Ok(())
}

/// Whose session it is, where it still holds at that moment and the account is open.
pub async fn session(db: &mut Db<'_>, token_hash: &str, now: &str) -> Result<Option<PersonId>, StoreError> {
    let sql = "SELECT s.person_id FROM session s JOIN account a ON a.person_id = s.person_id WHERE s.token_hash = $1 AND $2 < s.until_at AND a.opened_at IS NOT NULL AND a.closed_at IS NULL";
    let row = db.maybe(sqlx::query(sql).bind(token_hash).bind(now)).await?;
    row.map(|row| column::id(&row, 0, PersonId::parse)).transpose()
}

/// Ends one session.
pub async fn end_session(tx: &mut Tx<'_>, token_hash: &str) -> Result<(), StoreError> {
    tx.change_unrecorded(sqlx::query("DELETE FROM session WHERE token_hash = $1").bind(token_hash)).await?;
    Ok(())
}

/// Ends every session of a person.
pub async fn end_sessions(tx: &mut Tx<'_>, person: &PersonId) -> Result<(), StoreError> {
    tx.change_unrecorded(sqlx::query("DELETE FROM session WHERE person_id = $1").bind(person.as_str())).await?;
    Ok(())
}

/// Ends every session of a person but one.
pub async fn end_other_sessions(tx: &mut Tx<'_>, person: &PersonId, token_hash: &str) -> Result<u64, StoreError> {
    tx.change_unrecorded(sqlx::query("DELETE FROM session WHERE person_id = $1 AND token_hash <> $2").bind(person.as_str()).bind(token_hash)).await
}

/// How many sessions of a person hold at that moment.
pub async fn count_sessions(db: &mut Db<'_>, person: &PersonId, now: &str) -> Result<i64, StoreError> {
    let row = db.one(sqlx::query("SELECT COUNT(*) FROM session WHERE person_id = $1 AND $2 < until_at").bind(person.as_str()).bind(now)).await?;
    Ok(row.try_get(0)?)
}

/// Keeps a link that works once; an older one of the same purpose and person no longer works.
pub async fn keep_link(tx: &mut Tx<'_>, token_hash: &str, purpose: &str, person: Option<&PersonId>, until: &str) -> Result<(), StoreError> {
    let person = person.map(|it| it.as_str().to_owned());
    let sql = "DELETE FROM one_time_link WHERE purpose = $1 AND COALESCE(person_id, '') = COALESCE($2, '')";
    tx.change_unrecorded(sqlx::query(sql).bind(purpose).bind(person.clone())).await?;
    let sql = "INSERT INTO one_time_link (token_hash, purpose, person_id, until_at) VALUES ($1, $2, $3, $4)";
    tx.change_unrecorded(sqlx::query(sql).bind(token_hash).bind(purpose).bind(person).bind(until)).await?;
    Ok(())
}

/// Is there such a link that still works?
pub async fn link(db: &mut Db<'_>, token_hash: &str, purpose: &str, now: &str) -> Result<Option<Option<PersonId>>, StoreError> {
    let sql = "SELECT person_id FROM one_time_link WHERE token_hash = $1 AND purpose = $2 AND $3 < until_at";
    let row = db.maybe(sqlx::query(sql).bind(token_hash).bind(purpose).bind(now)).await?;
    row.map(|row| column::maybe_id(&row, 0, PersonId::parse)).transpose()
}

/// Has a person a link of that purpose that still works?
pub async fn has_link(db: &mut Db<'_>, person: &PersonId, purpose: &str, now: &str) -> Result<bool, StoreError> {
    let sql = "SELECT COUNT(*) FROM one_time_link WHERE person_id = $1 AND purpose = $2 AND $3 < until_at";
    Ok(0 < db.one(sqlx::query(sql).bind(person.as_str()).bind(purpose).bind(now)).await?.try_get::<i64, _>(0)?)
}

/// Uses a link up; false where somebody was faster.
pub async fn use_link(tx: &mut Tx<'_>, token_hash: &str) -> Result<bool, StoreError> {
    Ok(tx.change_unrecorded(sqlx::query("DELETE FROM one_time_link WHERE token_hash = $1").bind(token_hash)).await? == 1)
}
