//! The running program: store, clock, and what is remembered between requests.

use std::sync::Arc;

use futures::future::BoxFuture;
use hanhdong_domain::organisation::{
    AnswerId, AppraisalId, ApprovalId, AskId, AuthorityId, BasisId, BookLineId, CorrectionId, DelegationId, FileId, GrantId, MeetingId, PersonId, ProgrammeId, RemarkId,
    RequirementId, ReturnedId, SectionId, SourceId, ThreadId, TickId, UnitId,
};
use hanhdong_paper::official::layout::LayoutPack;
use hanhdong_paper::official::paper::OfficialPaper;
use hanhdong_store::{Location, OpenRefusal, Reader, Store, StoreError, Tx};
use uuid::Uuid;

use crate::clock::{Clock, ClockWatch};
use crate::organisation::Doorkeeper;
use crate::programme::{Looks, Readings, SourcesRead, Watched};
use crate::refusal::Refusal;

/// Draws a paper as PDF. The typesetter is big and stays outside: the door hands it in.
pub type PdfWriter = Arc<dyn Fn(&OfficialPaper, &LayoutPack) -> Result<Vec<u8>, String> + Send + Sync>;

/// The running program. Cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    clock: Arc<dyn Clock>,
    pdf: PdfWriter,
    readings: Readings,
    looks: Looks,
    sources_read: SourcesRead,
    watched: Watched,
    doorkeeper: Doorkeeper,
    clock_watch: ClockWatch,
}

/// The writer at work: whoever stops the program drops every [`App`] and waits for it, so that nothing is left half.
pub type Running = tokio::task::JoinHandle<()>;

impl App {
    /// Opens the database, makes it where there is none, and puts the program together.
    pub async fn start(location: &Location, clock: Arc<dyn Clock>, pdf: PdfWriter) -> Result<(App, Running), OpenRefusal> {
        let told = clock.clone();
        let (store, running) = Store::open(location, Arc::new(move || told.now_text())).await?;
        Ok((App::new(store, clock, pdf), running))
    }
    /// Puts it together.
    pub(crate) fn new(store: Store, clock: Arc<dyn Clock>, pdf: PdfWriter) -> App {
        App {
            inner: Arc::new(Inner {
                store,
                clock,
                pdf,
                readings: Readings::default(),
                looks: Looks::default(),
                sources_read: SourcesRead::default(),
                watched: Watched::default(),
                doorkeeper: Doorkeeper::default(),
                clock_watch: ClockWatch::default(),
            }),
        }
    }
    /// The clock.
    pub fn clock(&self) -> &dyn Clock {
        &*self.inner.clock
    }
    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }
    pub(crate) fn pdf(&self) -> PdfWriter {
        self.inner.pdf.clone()
    }
    pub(crate) fn readings(&self) -> &Readings {
        &self.inner.readings
    }
    pub(crate) fn watched(&self) -> &Watched {
        &self.inner.watched
    }
    pub(crate) fn sources_read(&self) -> &SourcesRead {
        &self.inner.sources_read
    }
    pub(crate) fn looks(&self) -> &Looks {
        &self.inner.looks
    }
    pub(crate) fn doorkeeper(&self) -> &Doorkeeper {
        &self.inner.doorkeeper
    }
    pub(crate) fn clock_watch(&self) -> &ClockWatch {
        &self.inner.clock_watch
    }
    /// Begins to read.
    pub(crate) async fn read(&self) -> Result<Reader, StoreError> {
        self.store().read().await
    }
    /// Does an act: all of it or nothing.
    pub(crate) async fn act<F, T>(&self, act: F) -> Result<T, Refusal>
    where
        F: for<'a> FnMut(&'a mut Tx<'_>) -> BoxFuture<'a, Result<T, Refusal>> + Send + 'static,
        T: Send + 'static,
    {
        self.store().act(act).await
    }
    /// Is the database there and does it answer?
    pub async fn is_well(&self) -> bool {
        match self.read().await {
            Ok(mut reader) => hanhdong_store::journal::heads(&mut reader.db()).await.is_ok(),
            Err(_) => false,
        }
    }
    /// The organisations that have a journal, with number and fingerprint of its last line: they differ where anything
    /// was kept in between, for nothing is kept without a line.
    pub async fn journal_heads(&self) -> Result<Vec<(UnitId, i64, String)>, Refusal> {
        Ok(hanhdong_store::journal::heads(&mut self.read().await?.db()).await?)
    }
    /// The fingerprint of everything that a backup would hold now: it differs where anything was kept in between.
    pub async fn fingerprint(&self) -> Result<String, Refusal> {
        let contents = hanhdong_store::backup::backup(self.store(), std::io::sink()).await;
        contents.map(|it| it.fingerprint).map_err(|error| Refusal::Fault(error.to_string()))
    }
    /// How far the clock stands behind the journal, in seconds, where that is worth telling.
    pub async fn clock_behind(&self) -> Result<Option<i64>, Refusal> {
        let mut reader = self.read().await?;
        Ok(hanhdong_store::journal::clock_behind(&mut reader.db(), &self.clock().now_text()).await?)
    }
}

/// New ids, in the order of their making.
pub(crate) mod new {
    use super::*;

    macro_rules! new_ids {
        ($($name:ident -> $id:ident),+ $(,)?) => {
            $(pub(crate) fn $name() -> $id {
                #[allow(clippy::expect_used, reason = "a UUID as text is what an id is read from")]
                $id::parse(&Uuid::now_v7().to_string()).expect("a UUID is an id")
            })+
        };
    }
    new_ids!(unit -> UnitId, person -> PersonId, programme -> ProgrammeId, source -> SourceId, file -> FileId, grant -> GrantId, delegation -> DelegationId, basis -> BasisId, requirement -> RequirementId, tick -> TickId, appraisal -> AppraisalId, approval -> ApprovalId, ask -> AskId, remark -> RemarkId, answer -> AnswerId, section -> SectionId, thread -> ThreadId, authority -> AuthorityId, book_line -> BookLineId, correction -> CorrectionId, returned -> ReturnedId, meeting -> MeetingId);
}
