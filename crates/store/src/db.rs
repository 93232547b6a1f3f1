//! A connection inside a transaction: for reading, and for writing with a journal line.

use hanhdong_domain::journal::Event;
use hanhdong_domain::organisation::ProgrammeId;
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AnyConnection, Transaction};

use crate::notice::{self, NewLeads};
use crate::open::Engine;
use crate::{StoreError, journal};

/// One view of the database: everything asked of it belongs to the same moment.
pub struct Db<'c> {
    connection: &'c mut AnyConnection,
    engine: Engine,
}

/// A statement with its values.
pub(crate) type Statement<'q> = Query<'q, Any, AnyArguments>;

impl<'c> Db<'c> {
    pub(crate) fn new(connection: &'c mut AnyConnection, engine: Engine) -> Self {
        Self { connection, engine }
    }
    /// Which engine answers.
    pub fn engine(&self) -> Engine {
        self.engine
    }
    pub(crate) async fn all(&mut self, statement: Statement<'_>) -> Result<Vec<AnyRow>, StoreError> {
        Ok(statement.fetch_all(&mut *self.connection).await?)
    }
    pub(crate) async fn maybe(&mut self, statement: Statement<'_>) -> Result<Option<AnyRow>, StoreError> {
        Ok(statement.fetch_optional(&mut *self.connection).await?)
    }
    pub(crate) async fn one(&mut self, statement: Statement<'_>) -> Result<AnyRow, StoreError> {
        Ok(statement.fetch_one(&mut *self.connection).await?)
    }
    pub(crate) fn connection(&mut self) -> &mut AnyConnection {
        self.connection
    }
}

/// A reader: its own transaction, so that all of a page is of one moment.
pub struct Reader {
    transaction: Transaction<'static, Any>,
    engine: Engine,
}

impl Reader {
    pub(crate) fn new(transaction: Transaction<'static, Any>, engine: Engine) -> Self {
        Self { transaction, engine }
    }
    /// The view.
    pub fn db(&mut self) -> Db<'_> {
        Db::new(&mut self.transaction, self.engine)
    }
}

/// An act's transaction. What it writes is kept only together with a line in the journal.
pub struct Tx<'c> {
    db: Db<'c>,
    at: String,
    has_written: bool,
    has_recorded: bool,
    leads: NewLeads,
}

impl<'c> Tx<'c> {
    pub(crate) fn new(db: Db<'c>, at: String) -> Self {
        Self { db, at, has_written: false, has_recorded: false, leads: NewLeads::default() }
    }
    /// The view, with this act's own writes.
    pub fn db(&mut self) -> &mut Db<'c> {
        &mut self.db
    }
    /// When the act happens, UTC.
    pub fn at(&self) -> &str {
        &self.at
    }
    /// Items have another lead than before: those in whose unit it is are told with the line that records the act.
    pub(crate) fn lead_anew(&mut self, programme: &ProgrammeId, leads: Vec<(String, String)>) {
        if !leads.is_empty() {
            self.leads = NewLeads { programme: Some(programme.clone()), leads };
        }
    }
    /// Writes a line into the organisation's journal, and tells those whom it concerns.
    pub async fn record(&mut self, event: &Event) -> Result<i64, StoreError> {
        self.has_recorded = true;
        let (seq, at) = journal::append(&mut self.db, event, &self.at).await?;
        if let Some(day) = journal::here(&at) {
            notice::tell(&mut self.db, event, seq, day, &self.leads).await?;
        }
        // An act that writes into several journals goes forward in time through all of them: of two lines about one record
        // the later one says how it stands.
        self.at = at;
        Ok(seq)
    }
    /// Changes rows; the act must record why.
    pub(crate) async fn change(&mut self, statement: Statement<'_>) -> Result<u64, StoreError> {
        self.has_written = true;
        Ok(statement.execute(self.db.connection()).await?.rows_affected())
    }
    /// Changes rows that carry no history: sessions, links, jobs, answers given.
    pub(crate) async fn change_unrecorded(&mut self, statement: Statement<'_>) -> Result<u64, StoreError> {
        Ok(statement.execute(self.db.connection()).await?.rows_affected())
    }
    /// No event, no write.
    pub(crate) fn settle(&self) -> Result<(), StoreError> {
        if self.has_written && !self.has_recorded { Err(StoreError::Unrecorded) } else { Ok(()) }
    }
}
