//! Search in everything beside the items of programmes: one table of folded words, one SQL text for both engines.
//!
//! Items are a hundred thousand and have the index of each engine ([`crate::programme::search`]). Everything else is few: for
//! that reading the folded words through costs less than two ways to ask would.

mod scope;
mod texts;

pub use texts::{is_sound, renew};
pub(crate) use texts::{of_basis, of_issue, renew_on};

use hanhdong_domain::Date;
use hanhdong_domain::organisation::PersonId;
use hanhdong_domain::text::{Phrase, Sought, fold_words};
use sqlx::Row;

use crate::{Db, StoreError, Tx};

/// What can be found beside items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SearchKind {
    /// A programme, by its title.
    Programme,
    /// A paper that was issued, by number, kind and title.
    Issue,
    /// A basis document, by number, issuer and what it is about.
    Basis,
    /// What a basis document requires.
    Requirement,
    /// A unit, for whoever keeps its people.
    Unit,
    /// A person, for whoever keeps their account.
    Person,
    /// Something said about an item of a draft; its place is its number in the thread.
    Comment,
}

impl SearchKind {
    /// Every kind.
    pub const ALL: [SearchKind; 7] =
        [SearchKind::Programme, SearchKind::Issue, SearchKind::Basis, SearchKind::Requirement, SearchKind::Unit, SearchKind::Person, SearchKind::Comment];
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            SearchKind::Programme => "programme",
            SearchKind::Issue => "issue",
            SearchKind::Basis => "basis",
            SearchKind::Requirement => "requirement",
            SearchKind::Unit => "unit",
            SearchKind::Person => "person",
            SearchKind::Comment => "comment",
        }
    }
}

/// Words as they are looked in: folded, a blank before and after each, so that a word is known from a part of one.
fn in_line(text: &str) -> String {
    format!(" {} ", fold_words(text).join(" "))
}

/// The pattern of a phrase. Folded words hold letters and digits alone: nothing in them means anything to LIKE.
fn pattern(phrase: &Phrase) -> String {
    format!("% {}{}%", phrase.words.join(" "), if phrase.is_open { "" } else { " " })
}

/// Keeps what a thing is found by, in the transaction that writes the thing itself.
pub(crate) async fn keep(tx: &mut Tx<'_>, kind: SearchKind, id: &str, place: i64, text: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO search_line (kind, subject_id, place, words) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (kind, subject_id, place) DO UPDATE SET words = excluded.words WHERE search_line.words <> excluded.words";
    tx.change(sqlx::query(sql).bind(kind.name()).bind(id.to_owned()).bind(place).bind(in_line(text))).await?;
    Ok(())
}

/// A place is found no more.
pub(crate) async fn forget(tx: &mut Tx<'_>, kind: SearchKind, id: &str, place: i64) -> Result<(), StoreError> {
    tx.change(sqlx::query("DELETE FROM search_line WHERE kind = $1 AND subject_id = $2 AND place = $3").bind(kind.name()).bind(id.to_owned()).bind(place)).await?;
    Ok(())
}

/// The things of a kind that hold every phrase and that a person may see, with the place in each; the newest first. What may
/// be seen is decided by the statement that finds: nothing else is ever counted or named.
pub async fn seek(db: &mut Db<'_>, kind: SearchKind, person: &PersonId, day: Date, sought: &Sought, limit: i64) -> Result<Vec<(String, i64)>, StoreError> {
    if sought.is_empty() {
        return Ok(Vec::new());
    }
    let held: String = (0..sought.phrases().len()).map(|it| format!(" AND s.words LIKE ${}", it + 4)).collect();
    let sql = format!("SELECT s.subject_id, s.place FROM search_line s {} AND s.kind = '{}'{held} ORDER BY {} LIMIT $3", scope::seen(kind), kind.name(), scope::order(kind));
    let statement = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(person.to_string()).bind(day.to_string()).bind(limit);
    let statement = sought.phrases().iter().fold(statement, |it, phrase| it.bind(pattern(phrase)));
    db.all(statement).await?.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}
