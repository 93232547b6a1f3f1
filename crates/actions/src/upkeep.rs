//! What keeps the memory sound: backup, restore, verification, and figures about it.

use std::io::{Read, Write};

use hanhdong_domain::organisation::UnitId;
use hanhdong_store::backup::{self, BackupError, Contents};
use hanhdong_store::journal;
use hanhdong_store::verify::{self, Fault, Verification};

use crate::app::App;
use crate::refusal::Refusal;

/// The last line of an organisation's journal as it was noted: which one, its number, its fingerprint.
pub type Head = (UnitId, i64, String);

impl App {
    /// Writes everything, as of one moment, while others go on writing.
    pub async fn backup(&self, out: impl Write) -> Result<Contents, BackupError> {
        backup::backup(self.store(), out).await
    }

    /// Fills an empty database: all of it or nothing. The file is read through before anything is put anywhere.
    pub async fn restore<R: Read>(&self, open: impl Fn() -> std::io::Result<R>) -> Result<Contents, BackupError> {
        backup::restore(self.store(), open).await
    }

    /// Holds everything against the journal.
    pub async fn verify(&self) -> Result<Verification, Refusal> {
        Ok(verify::verify(self.store()).await?)
    }

    /// Holds heads that were kept outside against the journal of now: an end that was cut off, or a past that was
    /// written anew with all its fingerprints, shows only so.
    pub async fn held_against(&self, kept: &[Head]) -> Result<Vec<Fault>, Refusal> {
        let mut reader = self.read().await?;
        let mut faults = Vec::new();
        for (organisation, seq, hash) in kept {
            let line = journal::after(&mut reader.db(), organisation, seq - 1, 1).await?.into_iter().find(|it| it.seq == *seq);
            match line {
                Some(line) if line.hash == *hash => {}
                Some(_) => faults.push(Fault::LineChanged { organisation: organisation.clone(), seq: *seq }),
                None => faults.push(Fault::LineMissing { organisation: organisation.clone(), seq: *seq }),
            }
        }
        Ok(faults)
    }

    /// How many lines all journals have.
    pub async fn journal_lines(&self) -> Result<i64, Refusal> {
        Ok(journal::heads(&mut self.read().await?.db()).await?.iter().map(|it| it.1).sum())
    }
}
