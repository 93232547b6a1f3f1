//! Memory: SQL lives here and nowhere else.
//!
//! One SQL text serves SQLite and PostgreSQL; the shape of the tables stands in `migrations/`. Reading goes through
//! [`Reader`], writing through [`Store::act`], which keeps what an act wrote only together with its journal line.

pub mod answered;
pub mod backup;
pub mod basis;
mod cells;
mod column;
mod db;
mod error;
pub mod feed;
pub mod guideline;
pub mod jobs;
pub mod journal;
pub mod meeting;
mod migrations;
pub mod notice;
mod open;
pub mod organisation;
pub mod programme;
pub mod publication;
pub mod search;
mod tables;
pub mod verify;
mod writer;

pub use db::{Db, Reader, Tx};
pub use error::StoreError;
pub use migrations::newest as schema_age;
pub use open::{Engine, Location, OpenRefusal, exists};
pub use writer::{AsStoreError, Clock};

use futures::future::BoxFuture;
use sqlx::AnyPool;

/// An open database.
#[derive(Clone)]
pub struct Store {
    engine: Engine,
    readers: AnyPool,
    writer: writer::Writer,
    options: sqlx::any::AnyConnectOptions,
}

impl Store {
    /// Opens the database, makes it where there is none, brings it to the newest shape. The task ends when the last
    /// `Store` is dropped: whoever stops the program waits for it.
    pub async fn open(location: &Location, clock: Clock) -> Result<(Store, tokio::task::JoinHandle<()>), OpenRefusal> {
        let opened = open::open(location).await?;
        let (engine, readers, options) = (opened.engine, opened.readers.clone(), opened.options.clone());
        let (writer, task) = writer::Writer::start(opened, clock);
        Ok((Store { engine, readers, writer, options }, task))
    }

    /// A connection of its own that may write: for filling an empty database.
    pub(crate) async fn connection(&self) -> Result<sqlx::AnyConnection, StoreError> {
        open::connect(&self.options).await.map_err(|refusal| StoreError::Unreachable(refusal.to_string()))
    }

    /// Which engine it is.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Begins to read: everything asked of this reader is of one moment.
    pub async fn read(&self) -> Result<Reader, StoreError> {
        let transaction = match self.engine {
            Engine::Sqlite => self.readers.begin().await?,
            Engine::Postgres => self.readers.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?,
        };
        Ok(Reader::new(transaction, self.engine))
    }

    /// Does an act: all of it or nothing, answered only when it is on disk. It may be run again where another server
    /// stood in its way, so it must not do anything outside its transaction.
    pub async fn act<F, T, E>(&self, act: F) -> Result<T, E>
    where
        F: for<'a> FnMut(&'a mut Tx<'_>) -> BoxFuture<'a, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: Send + From<StoreError> + AsStoreError + 'static,
    {
        self.writer.act(act).await
    }
}
