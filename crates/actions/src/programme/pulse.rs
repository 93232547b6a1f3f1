//! How far a programme is, told without its text: for pages that stay open.

use hanhdong_domain::journal::Subject;
use hanhdong_domain::organisation::{ProgrammeAct, ProgrammeId};
use hanhdong_store::{journal, programme as memory};

use super::reading::allowed;
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

/// How far a programme is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pulse {
    /// Its version.
    pub version: i64,
    /// The number of the last line of the journal about it.
    pub seq: i64,
}

impl App {
    /// How far a programme is, for a person who may read it.
    pub async fn pulse(&self, who: &Who, id: &ProgrammeId) -> Result<Pulse, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        allowed(&mut db, who, id, ProgrammeAct::Read).await?;
        let version = memory::version(&mut db, id).await?.ok_or(Refusal::NotFound)?;
        let seq = journal::about(&mut db, Subject::Programme, id.as_str(), 1).await?.first().map_or(0, |it| it.seq);
        Ok(Pulse { version, seq })
    }

    /// The version of a programme, for the hub that tells people who were asked: nobody is shown it by this.
    pub async fn version(&self, id: &ProgrammeId) -> Result<Option<i64>, Refusal> {
        Ok(memory::version(&mut self.read().await?.db(), id).await?)
    }
}
