//! What the journal says of a person: entered, invited, roles and posts, account.

use hanhdong_domain::journal::{Act, Subject};
use hanhdong_domain::organisation::PersonId;
use hanhdong_store::{Db, journal, organisation as memory};
use jiff::civil::DateTime;

use super::people::kept;
use crate::app::App;
use crate::clock::here;
use crate::refusal::Refusal;
use crate::who::Who;

/// Lines shown at once.
const LINES_MAX: i64 = 200;

/// A line of the journal about a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LifeLine {
    /// When, in Viet Nam.
    pub at: Option<DateTime>,
    /// Who did it; `None` for the program itself or the one who sits at the machine.
    pub by: Option<String>,
    /// On whose behalf.
    pub behalf: Option<String>,
    /// What.
    pub act: Act,
    /// Before and after, as JSON.
    pub data: String,
}

impl App {
    /// The last lines about a person whose account this administrator keeps, oldest first.
    pub async fn life_of_person(&self, who: &Who, person: &PersonId) -> Result<Vec<LifeLine>, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        kept(&mut db, who, person).await?;
        let mut lines = Vec::new();
        for line in journal::about(&mut db, Subject::Person, person.as_str(), LINES_MAX).await? {
            let by = name(&mut db, line.event.by.as_ref()).await?;
            let behalf = name(&mut db, line.behalf.as_ref()).await?;
            lines.push((line.at.clone(), LifeLine { at: here(&line.at), by, behalf, act: line.event.act, data: line.event.data }));
        }
        // Lines of several organisations have numbers of their own: the time orders them, newest first as they came.
        lines.reverse();
        lines.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(lines.into_iter().map(|it| it.1).collect())
    }
}

async fn name(db: &mut Db<'_>, person: Option<&PersonId>) -> Result<Option<String>, Refusal> {
    match person {
        Some(person) => Ok(memory::person(db, person).await?.map(|it| it.name)),
        None => Ok(None),
    }
}
