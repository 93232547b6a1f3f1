//! The first start: an organisation, its administrator, and a link by which that person comes in.

use hanhdong_domain::organisation::{NAME_CHARS_MAX, PersonId, Role, Unit, UnitKind};
use hanhdong_store::Tx;
use hanhdong_store::organisation as memory;

use super::people::{NewPerson, open_account};
use super::units::{NewUnit, enter_unit};
use crate::app::App;
use crate::organisation::LoggedIn;
use crate::refusal::Refusal;
use crate::secret::{self, Token};

/// What the first start asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Founding {
    /// The organisation's name: "Đảng uỷ xã Mẫu A".
    pub organisation: String,
    /// The administrator's full name.
    pub name: String,
    /// The name to log in by.
    pub login: String,
    /// The password.
    pub password: String,
}

/// What a link is for: the first start.
const FIRST_START: &str = "first-start";

impl App {
    /// The link of the first start, where nobody has an account yet. Asking again makes a new one; the old one dies.
    pub async fn first_start_link(&self) -> Result<Option<Token>, Refusal> {
        if memory::has_accounts(&mut self.read().await?.db()).await? {
            return Ok(None);
        }
        self.keep_link(FIRST_START, None).await.map(Some)
    }

    /// Does the link of the first start still work?
    pub async fn is_first_start(&self, token: &Token) -> Result<bool, Refusal> {
        let now = self.clock().now_text();
        Ok(memory::link(&mut self.read().await?.db(), &token.fingerprint(), FIRST_START, &now).await?.is_some())
    }

    /// Founds the organisation with its administrator, who is its office too until somebody else is, and lets the
    /// person in.
    pub async fn found(&self, token: &Token, founding: Founding) -> Result<LoggedIn, Refusal> {
        let name = checked_name("organisation", &founding.organisation)?;
        let person = NewPerson { name: founding.name, login: founding.login, roles: vec![Role::Administrator, Role::Office] }.checked()?;
        if !secret::is_password(&founding.password) {
            return Err(Refusal::Field { field: "password", why: "password-length" });
        }
        if !self.is_first_start(token).await? {
            return Err(Refusal::DeadLink);
        }
        let hash = self.hash(&founding.password).await?;
        let (fingerprint, today) = (token.fingerprint(), self.clock().today());
        let id = self
            .act(move |tx| {
                let (fingerprint, name, person, hash) = (fingerprint.clone(), name.clone(), person.clone(), hash.clone());
                Box::pin(async move {
                    if !memory::use_link(tx, &fingerprint).await? || memory::has_accounts(tx.db()).await? {
                        return Err(Refusal::DeadLink);
                    }
                    let unit = found_unit(tx, None, &name, UnitKind::Committee, None).await?;
                    open_account(tx, None, &unit, &person, &hash, today).await
                })
            })
            .await?;
        self.begin_session(id).await
    }
}

/// Founds a unit below another, in an act; the caller has asked the policy.
pub async fn found_unit(tx: &mut Tx<'_>, by: Option<&PersonId>, name: &str, kind: UnitKind, above: Option<&Unit>) -> Result<Unit, Refusal> {
    enter_unit(tx, by, &NewUnit::named(name, kind), above).await
}

/// A name as it is kept: normal form, no lines, not empty, not endless.
pub(crate) fn checked_name(field: &'static str, name: &str) -> Result<String, Refusal> {
    let name = hanhdong_domain::text::squeeze(&hanhdong_domain::text::nfc(name));
    let count = name.chars().count();
    if count == 0 {
        return Err(Refusal::Field { field, why: "empty" });
    }
    if NAME_CHARS_MAX < count {
        return Err(Refusal::Field { field, why: "too-long" });
    }
    if name.chars().any(|it| it.is_control() || matches!(it, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200B}'..='\u{200F}')) {
        return Err(Refusal::Field { field, why: "unprintable" });
    }
    Ok(name)
}
