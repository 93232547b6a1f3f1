//! The one writer: acts that wait together are settled together, and answered only when they are on disk.
//!
//! While one group is being settled the next one gathers, so a lone act waits for nothing and a crowd shares one
//! `fsync`. Each act runs behind a savepoint of its own: one that fails leaves nothing behind and disturbs no other.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures::FutureExt;
use futures::future::BoxFuture;
use sqlx::any::AnyConnectOptions;
use sqlx::{AnyConnection, AnyPool, Connection};
use tokio::sync::{mpsc, oneshot};

use crate::StoreError;
use crate::db::{Db, Tx};
use crate::error::{is_disk_failure, is_worth_another_try};
use crate::open::{self, Engine, Opened};

/// How many acts share one transaction at most.
const GROUP_MAX: usize = 256;
/// How many acts may wait; more are made to wait outside.
const WAITING_MAX: usize = 1024;
/// How often a group is tried again, act by act, where another server stood in its way.
const TRIES_MAX: u32 = 5;

/// Tells the time as UTC text; the store has no clock of its own.
pub type Clock = Arc<dyn Fn() -> String + Send + Sync>;

/// An act that waits for its turn. It may be run more than once; only the last run counts.
trait Waiting: Send {
    /// Runs it; true where it is to be kept.
    fn run<'a>(&'a mut self, tx: &'a mut Tx<'_>) -> BoxFuture<'a, bool>;
    /// The act failed for a reason of the database's: should it be tried again alone?
    fn wants_another_try(&self) -> bool;
    /// Something outside the act went wrong.
    fn fail(&mut self, error: StoreError);
    /// Tells the one who waits.
    fn answer(self: Box<Self>);
}

struct Pending<F, T, E> {
    act: F,
    outcome: Option<Result<T, E>>,
    another_try: bool,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Waiting for Pending<F, T, E>
where
    F: for<'a> FnMut(&'a mut Tx<'_>) -> BoxFuture<'a, Result<T, E>> + Send,
    T: Send,
    E: Send + From<StoreError> + AsStoreError,
{
    fn run<'a>(&'a mut self, tx: &'a mut Tx<'_>) -> BoxFuture<'a, bool> {
        Box::pin(async move {
            let ran = AssertUnwindSafe((self.act)(tx)).catch_unwind().await;
            let outcome = ran.unwrap_or_else(|panic| Err(StoreError::Panicked(words(&*panic)).into()));
            let outcome = outcome.and_then(|value| tx.settle().map(|()| value).map_err(E::from));
            self.another_try = outcome.as_ref().is_err_and(|it| it.as_store_error().is_some_and(is_worth_another_try));
            let keep = outcome.is_ok();
            self.outcome = Some(outcome);
            keep
        })
    }
    fn wants_another_try(&self) -> bool {
        self.another_try
    }
    fn fail(&mut self, error: StoreError) {
        // The act's own refusal says more than that its transaction broke.
        if !matches!(self.outcome, Some(Err(_))) {
            self.outcome = Some(Err(error.into()));
        }
    }
    fn answer(self: Box<Self>) {
        if let Some(outcome) = self.outcome {
            // Whoever asked may have gone away; the act stands all the same.
            drop(self.reply.send(outcome));
        }
    }
}

/// A refusal that may hold a fault of the store.
pub trait AsStoreError {
    /// The store's fault, where it is one.
    fn as_store_error(&self) -> Option<&StoreError>;
}

impl AsStoreError for StoreError {
    fn as_store_error(&self) -> Option<&StoreError> {
        Some(self)
    }
}

/// The way to the writer.
#[derive(Clone)]
pub(crate) struct Writer {
    acts: mpsc::Sender<Box<dyn Waiting>>,
}

impl Writer {
    pub(crate) fn start(opened: Opened, clock: Clock) -> (Writer, tokio::task::JoinHandle<()>) {
        let Opened { engine, readers, writer: connection, options } = opened;
        let (acts, waiting) = mpsc::channel(WAITING_MAX);
        let task = tokio::spawn(work(Desk { connection, options, engine, clock, is_doubtful: false }, readers, waiting));
        (Writer { acts }, task)
    }

    pub(crate) async fn act<F, T, E>(&self, act: F) -> Result<T, E>
    where
        F: for<'a> FnMut(&'a mut Tx<'_>) -> BoxFuture<'a, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: Send + From<StoreError> + AsStoreError + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let pending = Box::new(Pending { act, outcome: None, another_try: false, reply });
        self.acts.send(pending).await.map_err(|_| StoreError::Stopping)?;
        answer.await.unwrap_or_else(|_| Err(StoreError::Stopping.into()))
    }
}

struct Desk {
    connection: AnyConnection,
    options: AnyConnectOptions,
    engine: Engine,
    clock: Clock,
    /// Is the connection to be replaced before anything else is done with it?
    is_doubtful: bool,
}

async fn work(mut desk: Desk, readers: AnyPool, mut waiting: mpsc::Receiver<Box<dyn Waiting>>) {
    let mut group = Vec::with_capacity(GROUP_MAX);
    while waiting.recv_many(&mut group, GROUP_MAX).await != 0 {
        desk.settle(&mut group).await;
        for act in group.drain(..) {
            act.answer();
        }
    }
    // What is left is a clean file: the write-ahead log goes back into it as the last connection closes, and only one
    // that may write can bring it there.
    readers.close().await;
    drop(desk.connection.close().await);
}

impl Desk {
    /// Settles a group in one transaction; where that breaks and surely nothing was kept, each act in one of its own,
    /// so that one act's trouble is not another's.
    async fn settle(&mut self, group: &mut [Box<dyn Waiting>]) {
        match self.attempt(group).await {
            Ok(()) => {}
            Err(Broken::Unsure(why)) => group.iter_mut().for_each(|act| act.fail(StoreError::Unknown(why.clone()))),
            Err(Broken::Surely(_)) => {
                for act in group {
                    self.settle_alone(act).await;
                }
            }
        }
    }

    async fn settle_alone(&mut self, act: &mut Box<dyn Waiting>) {
        for attempt in 1..=TRIES_MAX {
            match self.attempt(std::slice::from_mut(act)).await {
                Ok(()) => return,
                Err(Broken::Unsure(why)) => return act.fail(StoreError::Unknown(why)),
                Err(Broken::Surely(error)) if attempt < TRIES_MAX && (is_worth_another_try(&error) || act.wants_another_try()) => {}
                Err(Broken::Surely(error)) => return act.fail(error),
            }
        }
    }

    async fn attempt(&mut self, group: &mut [Box<dyn Waiting>]) -> Result<(), Broken> {
        if self.is_doubtful {
            self.reconnect().await;
        }
        let done = in_one_transaction(&mut self.connection, self.engine, &self.clock, group).await;
        if done.is_err() {
            // SQLite ends a transaction by itself where the disk is full; the connection would go on counting
            // savepoints that are gone, and refuse every act after it.
            self.is_doubtful = self.engine == Engine::Sqlite || self.connection.ping().await.is_err();
        }
        done
    }

    /// A new connection in the place of one that is not to be trusted; where there is none to be had, the next act
    /// tries again.
    async fn reconnect(&mut self) {
        if let Ok(connection) = open::connect(&self.options).await {
            let old = std::mem::replace(&mut self.connection, connection);
            // Whatever it still held is let go of with it.
            drop(old.close().await);
            self.is_doubtful = false;
        }
    }
}

/// How a transaction broke.
enum Broken {
    /// Surely nothing of it was kept.
    Surely(StoreError),
    /// The connection broke while it was being settled.
    Unsure(String),
}

impl From<sqlx::Error> for Broken {
    fn from(error: sqlx::Error) -> Self {
        Broken::Surely(error.into())
    }
}

async fn in_one_transaction(connection: &mut AnyConnection, engine: Engine, clock: &Clock, group: &mut [Box<dyn Waiting>]) -> Result<(), Broken> {
    let mut transaction = match engine {
        Engine::Sqlite => connection.begin_with("BEGIN IMMEDIATE").await?,
        Engine::Postgres => connection.begin().await?,
    };
    if let [alone] = group {
        // Nobody else is disturbed when it fails: the transaction is its savepoint.
        let mut tx = Tx::new(Db::new(&mut transaction, engine), clock());
        let keep = alone.run(&mut tx).await;
        return match keep {
            true => transaction.commit().await.map_err(not_settled),
            false => {
                transaction.rollback().await?;
                unless_another_try(alone.as_ref())
            }
        };
    }
    for act in group.iter_mut() {
        // A nested transaction is a savepoint.
        let mut savepoint = transaction.begin().await?;
        let mut tx = Tx::new(Db::new(&mut savepoint, engine), clock());
        let keep = act.run(&mut tx).await;
        if keep {
            savepoint.commit().await?;
        } else {
            savepoint.rollback().await?;
        }
        unless_another_try(act.as_ref())?;
    }
    transaction.commit().await.map_err(not_settled)
}

fn unless_another_try(act: &dyn Waiting) -> Result<(), Broken> {
    if act.wants_another_try() { Err(Broken::Surely(StoreError::Unreachable("another server stood in the way".to_owned()))) } else { Ok(()) }
}

/// A commit failed. A disk that failed may have lost what was answered before: going on would hide it, so the program
/// ends here and reads again from disk what is really there when it is started.
fn not_settled(error: sqlx::Error) -> Broken {
    if is_disk_failure(&error) {
        tracing::error!("the file system could not put bytes on disk; stopping at once");
        std::process::abort();
    }
    match StoreError::from(error) {
        StoreError::Unreachable(why) => Broken::Unsure(why),
        other => Broken::Surely(other),
    }
}

fn words(panic: &(dyn std::any::Any + Send)) -> String {
    panic.downcast_ref::<&str>().map(|it| (*it).to_owned()).or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}
