//! Lists and search: what a person sees, and nothing else.

use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_store::programme::{self as memory, ItemLine, ProgrammeLine, Shelf};

use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

/// Programmes on a page.
const PAGE: i64 = 25;
/// Items found at once.
const FOUND_MAX: i64 = 100;

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The programmes, last changed first.
    pub lines: Vec<ProgrammeLine>,
    /// Where the next page begins, where there is one.
    pub next: Option<(String, ProgrammeId)>,
}

/// An item that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Of which programme.
    pub programme: ProgrammeId,
    /// The item.
    pub item: ItemLine,
}

impl App {
    /// A page of the programmes that a person sees.
    pub async fn programmes(&self, who: &Who, shelf: Shelf, after: Option<(String, ProgrammeId)>) -> Result<List, Refusal> {
        let mut reader = self.read().await?;
        let after = after.as_ref().map(|(at, id)| (at.as_str(), id));
        let mut lines = memory::seen_by(&mut reader.db(), who.id(), who.today(), shelf, after, PAGE + 1).await?;
        let has_more = PAGE < lines.len() as i64;
        lines.truncate(PAGE as usize);
        let next = lines.last().filter(|_| has_more).map(|it| (it.changed_at.clone(), it.id.clone()));
        Ok(List { lines, next })
    }

    /// The items that hold every word, with marks or without.
    pub async fn search(&self, who: &Who, words: &str) -> Result<Vec<Found>, Refusal> {
        let words: String = words.chars().take(200).collect();
        let mut reader = self.read().await?;
        let found = memory::search(&mut reader.db(), who.id(), who.today(), &words, FOUND_MAX).await?;
        Ok(found.into_iter().map(|(programme, item)| Found { programme, item }).collect())
    }
}
