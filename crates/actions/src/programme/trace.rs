//! Saying where an item comes from: which statement of the source it carries out, or why it is new (clause I.2.a-1).

use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::{Anchor, Paper, Whence};
use hanhdong_domain::text::{nfc, squeeze};

use super::edit::{Change, Edited};
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

/// What is said of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saying {
    /// It carries out a statement of the source, as that reads now; perhaps instead of one that it carried out before.
    CarriesOut {
        /// The item of the source.
        statement: Anchor,
        /// The one before, by the anchor it had then.
        instead_of: Option<Anchor>,
    },
    /// It does not carry this out, or no longer.
    NotThis {
        /// The item of the source, by the anchor it had then.
        statement: Anchor,
    },
    /// Nothing of the source: it is new, for a reason.
    New {
        /// The reason.
        reason: String,
    },
}

impl App {
    /// Says where an item comes from. What has no source cannot carry any of it out.
    pub async fn say_whence(&self, who: &Who, id: &ProgrammeId, item: &Anchor, saying: Saying) -> Result<Edited, Refusal> {
        let opened = self.open(who, id).await?;
        opened.editable()?;
        let before = opened.programme.whence(item).to_vec();
        let without = |gone: &Anchor| before.iter().filter(|it| it.from() != Some((Paper::Source, gone))).cloned().collect::<Vec<_>>();
        let after = match saying {
            Saying::New { reason } => {
                // New is said of the source; that it continues last term's stays said.
                let others = before.iter().filter(|it| matches!(it.from(), Some((Paper::LastTerm | Paper::Superior, _)))).cloned();
                others.chain([Whence::New { reason: squeeze(&nfc(&reason)) }]).collect()
            }
            Saying::NotThis { statement } => without(&statement),
            Saying::CarriesOut { statement, instead_of } => {
                let source = self.source_of(who, id, Paper::Source).await?.ok_or(Refusal::NotFound)?;
                let words = source.source.items().find(|it| *it.anchor() == statement).ok_or(Refusal::NotFound)?.text().to_owned();
                let mut after = instead_of.as_ref().map_or_else(|| before.clone(), without);
                after.retain(|it| !matches!(it, Whence::New { .. }) && it.from() != Some((Paper::Source, &statement)));
                after.push(Whence::From { paper: Paper::Source, anchor: statement, words });
                after
            }
        };
        self.edit(who, id, Change::Trace { item: item.clone(), before, after }).await
    }
}
