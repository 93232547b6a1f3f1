//! Log-in, log-out, who asks.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use hanhdong_domain::organisation::{AccountState, PersonId};
use hanhdong_domain::text;
use hanhdong_store::organisation as memory;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::app::App;
use crate::refusal::Refusal;
use crate::secret::{self, Token};
use crate::who::Who;

/// How long a session lasts, in seconds: a working day and a half.
const SESSION_SECONDS: i64 = 36 * 3600;
/// How long a link that works once does, in seconds.
const LINK_SECONDS: i64 = 24 * 3600;
/// Tries at one account before it waits.
const TRIES_FREE: u32 = 5;
/// The longest an account is made to wait, in seconds. Short, so that nobody can lock another out for long.
const WAIT_SECONDS_MAX: i64 = 60;
/// Passwords that are looked at side by side: each takes a core's time and 19 MiB.
const HASHING_MAX: usize = 2;
/// Passwords that wait to be looked at: a hall that logs in at once waits some seconds; beyond, people are told to try
/// again rather than be kept waiting for nothing.
const WAITING_MAX: usize = 400;
/// Log-in names that are remembered with failed tries.
const REMEMBERED_MAX: usize = 10_000;

/// Remembers failed tries, and lets few hash at a time.
pub struct Doorkeeper {
    hashing: Arc<Semaphore>,
    waiting: Semaphore,
    failed: Mutex<HashMap<String, (u32, i64)>>,
}

impl Default for Doorkeeper {
    fn default() -> Self {
        Doorkeeper { hashing: Arc::new(Semaphore::new(HASHING_MAX)), waiting: Semaphore::new(WAITING_MAX), failed: Mutex::new(HashMap::new()) }
    }
}

impl Doorkeeper {
    fn failed(&self) -> std::sync::MutexGuard<'_, HashMap<String, (u32, i64)>> {
        // A map of counts is sound whatever panicked while holding it.
        self.failed.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
    /// How long this name has to wait now; 0 where it need not.
    fn wait_seconds(&self, login: &str, now: i64) -> i64 {
        let failed = self.failed();
        let Some((tries, last)) = failed.get(login) else { return 0 };
        let wait = tries.checked_sub(TRIES_FREE).map_or(0, |it| (1_i64 << it.min(6)).min(WAIT_SECONDS_MAX));
        (last + wait - now).max(0)
    }
    fn note(&self, login: &str, is_right: bool, now: i64) {
        let mut failed = self.failed();
        if is_right {
            failed.remove(login);
            return;
        }
        if REMEMBERED_MAX <= failed.len() {
            failed.retain(|_, (_, last)| now - *last < WAIT_SECONDS_MAX);
        }
        let (tries, last) = failed.entry(login.to_owned()).or_default();
        (*tries, *last) = (tries.saturating_add(1), now);
    }
    /// One's turn at slow work, few at a time; nobody waits behind too many.
    async fn turn(&self) -> Result<OwnedSemaphorePermit, Refusal> {
        let _place = self.waiting.try_acquire().map_err(|_| Refusal::Busy)?;
        self.hashing.clone().acquire_owned().await.map_err(|_| Refusal::Busy)
    }
    /// Does slow work on a secret aside.
    async fn aside<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
        done_in(self.turn().await?, work).await
    }
    /// A try at a name's password. Whether the name has to wait is asked when it is its turn: of many tries sent at once
    /// no more count than of those sent one after the other. `None` is a wrong password.
    async fn tried<T: Send + 'static>(&self, login: &str, now: i64, work: impl FnOnce() -> Option<T> + Send + 'static) -> Result<Option<T>, Refusal> {
        self.may_try(login, now)?;
        let turn = self.turn().await?;
        self.may_try(login, now)?;
        // It counts as wrong until it is known to be right: nobody is let in by hanging up in between.
        self.note(login, false, now);
        let done = done_in(turn, work).await?;
        if done.is_some() {
            self.note(login, true, now);
        }
        Ok(done)
    }
    fn may_try(&self, login: &str, now: i64) -> Result<(), Refusal> {
        match self.wait_seconds(login, now) {
            0 => Ok(()),
            wait_seconds => Err(Refusal::TooManyTries { wait_seconds }),
        }
    }
}

/// Does work aside and gives the turn back when it is done, whether or not anybody still waits for it.
async fn done_in<T: Send + 'static>(turn: OwnedSemaphorePermit, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
    let done = tokio::task::spawn_blocking(move || {
        let done = work();
        drop(turn);
        done
    });
    done.await.map_err(|error| Refusal::Fault(error.to_string()))
}

/// A session that began: the secret goes into the person's cookie and nowhere else.
pub struct LoggedIn {
    /// Whose.
    pub person: PersonId,
    /// The secret.
    pub token: Token,
    /// How long it lasts, in seconds.
    pub seconds: i64,
}

/// A log-in name as it is compared: whoever types capitals or marks gets in too.
pub(crate) fn login_name(typed: &str) -> String {
    // PostgreSQL keeps no NUL in a text, so a name with one is asked for as a name that nobody has.
    text::fold(typed.trim()).replace('\0', "\u{FFFD}")
}

impl App {
    /// Lets a person in. A wrong name takes as long as a wrong password and is answered alike.
    pub async fn log_in(&self, login: &str, password: &str) -> Result<LoggedIn, Refusal> {
        let login = login_name(login);
        let now = self.clock().now().as_second();
        self.doorkeeper().may_try(&login, now)?;
        let account = memory::account(&mut self.read().await?.db(), &login).await?.filter(|it| it.state == AccountState::Open);
        let (password, kept) = (password.to_owned(), account.as_ref().map(|it| it.password_hash.clone()));
        let is_right = self.doorkeeper().tried(&login, now, move || secret::is_right(&password, kept.as_deref()).then_some(())).await?;
        match account {
            Some(account) if is_right.is_some() => self.begin_session(account.person).await,
            Some(_) | None => Err(Refusal::WrongPassword),
        }
    }

    pub(crate) async fn begin_session(&self, person: PersonId) -> Result<LoggedIn, Refusal> {
        let token = Token::new().map_err(|error| Refusal::Fault(error.to_string()))?;
        let (fingerprint, until, whose) = (token.fingerprint(), self.clock().later_text(SESSION_SECONDS), person.clone());
        self.act(move |tx| {
            let (fingerprint, until, whose) = (fingerprint.clone(), until.clone(), whose.clone());
            Box::pin(async move { Ok(memory::begin_session(tx, &fingerprint, &whose, &until).await?) })
        })
        .await?;
        Ok(LoggedIn { person, token, seconds: SESSION_SECONDS })
    }

    /// Ends a session.
    pub async fn log_out(&self, token: &Token) -> Result<(), Refusal> {
        let fingerprint = token.fingerprint();
        self.act(move |tx| {
            let fingerprint = fingerprint.clone();
            Box::pin(async move { Ok(memory::end_session(tx, &fingerprint).await?) })
        })
        .await
    }

    /// Who asks, by the session's secret.
    pub async fn who(&self, token: &Token) -> Result<Who, Refusal> {
        let today = self.clock().today();
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let id = memory::session(&mut db, &token.fingerprint(), &self.clock().now_text()).await?.ok_or(Refusal::NotLoggedIn)?;
        let person = memory::person(&mut db, &id).await?.ok_or(Refusal::NotLoggedIn)?;
        let grants = memory::grants(&mut db, &id, today).await?;
        let lent = memory::delegations_of(&mut db, &id, today).await?.into_iter().filter(|it| it.receiver == id && it.holds_on(today)).collect();
        let clock_behind = self.clock_watch().behind(&mut db, &self.clock().now_text(), self.clock().now().as_second()).await?;
        let waiting = hanhdong_store::notice::waiting(&mut db, &id, today).await?;
        Ok(Who { person, grants, lent, today, key: None, clock_behind, waiting })
    }

    /// Changes the own password; every session of the person ends and a new one begins.
    pub async fn change_password(&self, who: &Who, old: &str, new: &str) -> Result<LoggedIn, Refusal> {
        if !secret::is_password(new) {
            return Err(Refusal::Field { field: "password", why: "password-length" });
        }
        let account = memory::account_of(&mut self.read().await?.db(), who.id()).await?.ok_or(Refusal::NotFound)?;
        // A session left open must not be a place to guess the password at.
        let now = self.clock().now().as_second();
        let (old, kept, new) = (old.to_owned(), account.password_hash, new.to_owned());
        let hash = self.doorkeeper().tried(&account.login, now, move || secret::is_right(&old, Some(&kept)).then(|| secret::hash_password(&new))).await?;
        let hash = hash.ok_or(Refusal::WrongPassword)?.map_err(Refusal::Fault)?;
        self.set_password(who.id().clone(), Some(who.id().clone()), hash).await?;
        self.begin_session(who.id().clone()).await
    }

    pub(crate) async fn set_password(&self, person: PersonId, by: Option<PersonId>, hash: String) -> Result<(), Refusal> {
        let today = self.clock().today();
        self.act(move |tx| {
            let (person, by, hash) = (person.clone(), by.clone(), hash.clone());
            Box::pin(async move {
                // The account may have been closed since the person asked.
                super::account::set_password(tx, by.as_ref(), &person, &hash, today).await.map_err(|refusal| match refusal {
                    Refusal::Field { field: "account", .. } => Refusal::NotLoggedIn,
                    other => other,
                })
            })
        })
        .await
    }

    /// Does a link for setting a password still work?
    pub async fn is_password_link(&self, token: &Token) -> Result<bool, Refusal> {
        let now = self.clock().now_text();
        Ok(memory::link(&mut self.read().await?.db(), &token.fingerprint(), PASSWORD, &now).await?.flatten().is_some())
    }

    /// When a link that is given now no longer works, UTC.
    pub(super) fn link_ends(&self) -> String {
        self.clock().later_text(LINK_SECONDS)
    }

    pub(crate) async fn keep_link(&self, purpose: &'static str, person: Option<PersonId>) -> Result<Token, Refusal> {
        let token = Token::new().map_err(|error| Refusal::Fault(error.to_string()))?;
        let (fingerprint, until) = (token.fingerprint(), self.link_ends());
        self.act(move |tx| {
            let (fingerprint, until, person) = (fingerprint.clone(), until.clone(), person.clone());
            Box::pin(async move { Ok(memory::keep_link(tx, &fingerprint, purpose, person.as_ref(), &until).await?) })
        })
        .await?;
        Ok(token)
    }

    /// Sets a new password by a link that works once, and lets the person in.
    pub async fn use_password_link(&self, token: &Token, new: &str) -> Result<LoggedIn, Refusal> {
        if !secret::is_password(new) {
            return Err(Refusal::Field { field: "password", why: "password-length" });
        }
        let (fingerprint, now, today) = (token.fingerprint(), self.clock().now_text(), self.clock().today());
        let whose = memory::link(&mut self.read().await?.db(), &fingerprint, PASSWORD, &now).await?.flatten().ok_or(Refusal::DeadLink)?;
        let new = new.to_owned();
        let hash = self.doorkeeper().aside(move || secret::hash_password(&new)).await?.map_err(Refusal::Fault)?;
        let person = whose.clone();
        self.act(move |tx| {
            let (fingerprint, person, hash) = (fingerprint.clone(), person.clone(), hash.clone());
            Box::pin(async move {
                if !memory::use_link(tx, &fingerprint).await? {
                    return Err(Refusal::DeadLink);
                }
                super::account::set_password(tx, Some(&person), &person, &hash, today).await.map_err(|refusal| match refusal {
                    Refusal::Field { field: "account", .. } => Refusal::DeadLink,
                    other => other,
                })
            })
        })
        .await?;
        self.begin_session(whose).await
    }

    /// Hashes a password aside.
    pub(crate) async fn hash(&self, password: &str) -> Result<String, Refusal> {
        let password = password.to_owned();
        self.doorkeeper().aside(move || secret::hash_password(&password)).await?.map_err(Refusal::Fault)
    }
}

/// What a link is for: setting a password.
pub(super) const PASSWORD: &str = "password";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_waits_longer_with_every_wrong_try_but_never_long_and_others_do_not_wait() {
        let door = Doorkeeper::default();
        let mut waits = Vec::new();
        for _ in 0..14 {
            door.note("mau", false, 1_000);
            waits.push(door.wait_seconds("mau", 1_000));
        }
        assert_eq!(waits, [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
        assert_eq!(door.wait_seconds("mau", 1_059), 1);
        assert_eq!(door.wait_seconds("khac", 1_000), 0);
        door.note("mau", true, 1_060);
        assert_eq!(door.wait_seconds("mau", 1_060), 0);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn tries_that_are_sent_at_once_count_like_tries_one_after_the_other() {
        let door = Doorkeeper::default();
        let tries = futures::future::join_all((0..100).map(|_| door.tried("mau", 1_000, || None::<()>))).await;
        let looked_at = tries.iter().filter(|it| matches!(it, Ok(None))).count();
        let made_to_wait = tries.iter().filter(|it| matches!(it, Err(Refusal::TooManyTries { .. }))).count();
        // As many as are looked at side by side may slip in, no more.
        assert!((5..=5 + HASHING_MAX).contains(&looked_at), "{looked_at}");
        assert_eq!(looked_at + made_to_wait, 100);
        assert!(matches!(door.tried("khac", 1_000, || Some(())).await, Ok(Some(()))), "others do not wait");
        assert_eq!(door.wait_seconds("khac", 1_000), 0);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_crowd_beyond_what_can_be_served_is_told_to_come_again() {
        let door = Doorkeeper::default();
        let held = [door.turn().await.expect("a turn"), door.turn().await.expect("a turn")];
        let mut crowd: futures::stream::FuturesUnordered<_> = (0..WAITING_MAX + 20).map(|_| door.turn()).collect();
        for _ in 0..20 {
            assert!(matches!(futures::StreamExt::next(&mut crowd).await, Some(Err(Refusal::Busy))));
        }
        drop(held);
        let served = futures::StreamExt::collect::<Vec<_>>(futures::StreamExt::map(crowd, |it| it.is_ok())).await;
        assert_eq!((served.len(), served.iter().all(|it| *it)), (WAITING_MAX, true));
    }
}
