//! Programmes: the row, who sees it, and how it is changed.

use std::sync::LazyLock;

use hanhdong_domain::Date;
use hanhdong_domain::organisation::{FileId, PersonId, ProgrammeId, SourceId, UnitId};
use hanhdong_domain::programme::Paper;
use hanhdong_domain::text;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::cells::Cells;
use crate::db::Statement;
use crate::publication::ADDRESSED;
use crate::{Db, StoreError, Tx, column};

/// A programme as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeRow {
    /// Its id.
    pub id: ProgrammeId,
    /// Whose it is.
    pub organisation: UnitId,
    /// The guideline it is held against.
    pub guideline: String,
    /// Its title.
    pub title: String,
    /// The text in our notation.
    pub body: String,
    /// Grows by one with every change.
    pub version: i64,
    /// The paper it carries out.
    pub source: Option<SourceId>,
    /// The committee's programme of the last term, where it lies beside.
    pub last_term: Option<SourceId>,
    /// The superior's programme, where it lies beside.
    pub superior: Option<SourceId>,
    /// The file it was handed in as.
    pub file: Option<FileId>,
    /// When it was begun, UTC.
    pub begun_at: String,
    /// When it was last changed, UTC.
    pub changed_at: String,
    /// When it was issued, where it was.
    pub issued_on: Option<Date>,
    /// When it was put away, where it was.
    pub put_away_at: Option<String>,
}

impl ProgrammeRow {
    /// The paper of this kind that lies beside it.
    pub const fn paper(&self, paper: Paper) -> Option<&SourceId> {
        match paper {
            Paper::Source => self.source.as_ref(),
            Paper::LastTerm => self.last_term.as_ref(),
            Paper::Superior => self.superior.as_ref(),
        }
    }
    /// Lays a paper of this kind beside it, or takes it away.
    pub fn lay(&mut self, paper: Paper, id: Option<SourceId>) {
        match paper {
            Paper::Source => self.source = id,
            Paper::LastTerm => self.last_term = id,
            Paper::Superior => self.superior = id,
        }
    }
    /// The fingerprint of what must not change behind the program's back; the journal keeps it.
    pub fn state(&self) -> String {
        let issued_on = column::of_date(self.issued_on).unwrap_or_default();
        let source = self.source.as_ref().map_or("", |it| it.as_str());
        let beside: Vec<String> = [Paper::LastTerm, Paper::Superior].into_iter().filter_map(|it| Some(format!("{} {}", it.name(), self.paper(it)?))).collect();
        let mut hasher = blake3::Hasher::new();
        // What came later is told only where it is there: the fingerprints of before stay what they were.
        for field in [self.organisation.as_str(), &self.guideline, &self.title, &self.body, source, &issued_on].into_iter().chain(beside.iter().map(String::as_str)) {
            hasher.update(&(field.len() as u64).to_le_bytes());
            hasher.update(field.as_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }
}

/// A programme as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeLine {
    /// Its id.
    pub id: ProgrammeId,
    /// Whose it is.
    pub organisation: UnitId,
    /// The name of that organisation.
    pub organisation_name: String,
    /// Its title.
    pub title: String,
    /// When it was last changed, UTC.
    pub changed_at: String,
    /// When it was issued, where it was.
    pub issued_on: Option<Date>,
    /// When it was put away, where it was.
    pub put_away_at: Option<String>,
}

/// What a person sees of programmes (`p`) by the house: drafts of the own organisation, and what was issued there, below, and
/// by what went into the own organisation. The
/// same as the policy function says of single ones; a test holds the two together. `$1` is the person, `$2` the day.
/// Both lists of organisations are made once for a query, not once for a row.
const SEEN_BY_HOUSE: &str = "(p.organisation_id IN (SELECT h.organisation_id FROM held_role g JOIN unit h ON h.id = g.unit_id \
     WHERE g.person_id = $1 AND g.from_on <= $2 AND (g.until_on IS NULL OR $2 < g.until_on) AND g.role IN ('office', 'drafter', 'reader')) \
     OR (p.issued_on IS NOT NULL AND p.organisation_id IN (SELECT b.id FROM held_role g JOIN unit h ON h.id = g.unit_id JOIN unit o ON o.id = h.organisation_id \
     JOIN unit b ON substr(b.path, 1, length(o.path)) = o.path \
     WHERE g.person_id = $1 AND g.from_on <= $2 AND (g.until_on IS NULL OR $2 < g.until_on) AND g.role IN ('office', 'drafter', 'reader') \
     UNION SELECT s.unit_id FROM held_role g JOIN unit h ON h.id = g.unit_id JOIN unit_heir s ON s.heir_id = h.organisation_id \
     WHERE g.person_id = $1 AND g.from_on <= $2 AND (g.until_on IS NULL OR $2 < g.until_on) AND g.role IN ('office', 'drafter', 'reader')))";

/// All of it: also what was issued to the own organisation.
pub(crate) static SEEN: LazyLock<String> = LazyLock::new(|| format!("{SEEN_BY_HOUSE} OR (p.issued_on IS NOT NULL AND {}))", ADDRESSED.as_str()));

/// What was issued stands under the name that its organisation (`u`) had on that day.
const NAME_THEN: &str =
    "COALESCE((SELECT t.name_before FROM unit_turn t WHERE t.unit_id = u.id AND t.turn = 'renamed' AND p.issued_on < t.on_day ORDER BY t.turn_no LIMIT 1), u.name)";

/// What [`line`] reads.
const LINE: [&str; 7] = ["id", "organisation_id", "organisation_name", "title", "changed_at", "issued_on", "put_away_at"];

/// The programmes a person sees of which this holds too, last changed first. `bind` gives the values from `$3` on; the last of
/// them is how many at most. Which they are is told from the index alone; only these are then read.
pub(crate) async fn seen_where(
    db: &mut Db<'_>,
    person: &PersonId,
    day: Date,
    (holds, limit): (&str, &str),
    bind: impl FnOnce(Statement<'_>) -> Statement<'_>,
) -> Result<Vec<ProgrammeLine>, StoreError> {
    let seen = SEEN.as_str();
    let sql = format!(
        "SELECT p.id, p.organisation_id, {NAME_THEN} AS organisation_name, p.title, p.changed_at, p.issued_on, p.put_away_at FROM programme p JOIN unit u ON u.id = p.organisation_id \
         WHERE p.id IN (SELECT p.id FROM programme p WHERE {seen} AND {holds} ORDER BY p.changed_at DESC, p.id DESC LIMIT {limit})"
    );
    let day = day.to_string();
    let rows = db.cells(&LINE, &sql, |it| bind(it.bind(person.as_str().to_owned()).bind(day))).await?;
    let mut lines: Vec<ProgrammeLine> = rows.iter().map(line).collect::<Result<_, _>>()?;
    lines.sort_by(|a, b| (&b.changed_at, &b.id).cmp(&(&a.changed_at, &a.id)));
    Ok(lines)
}

const ROW: &str = "SELECT p.id, p.organisation_id, p.guideline, p.title, p.body, p.version, p.source_id, p.file_id, p.begun_at, p.changed_at, p.issued_on, p.put_away_at, p.last_term_id, p.superior_id FROM programme p";

/// Enters a new programme.
pub async fn begin(tx: &mut Tx<'_>, row: &ProgrammeRow) -> Result<(), StoreError> {
    let sql = "INSERT INTO programme (id, organisation_id, guideline, title, folded, body, version, source_id, file_id, begun_at, changed_at, issued_on, put_away_at, last_term_id, superior_id) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    let statement = sqlx::query(sql)
        .bind(row.id.as_str())
        .bind(row.organisation.as_str())
        .bind(row.guideline.as_str())
        .bind(row.title.as_str())
        .bind(text::fold(&row.title))
        .bind(row.body.as_str())
        .bind(row.version)
        .bind(row.source.as_ref().map(|it| it.as_str().to_owned()))
        .bind(row.file.as_ref().map(|it| it.as_str().to_owned()))
        .bind(row.begun_at.as_str())
        .bind(row.changed_at.as_str())
        .bind(column::of_date(row.issued_on))
        .bind(row.put_away_at.clone())
        .bind(row.last_term.as_ref().map(|it| it.as_str().to_owned()))
        .bind(row.superior.as_ref().map(|it| it.as_str().to_owned()));
    tx.change(statement).await?;
    Ok(())
}

/// Takes hold of a programme for this act: until it is settled nobody else changes it. The version grows by one.
pub async fn hold(tx: &mut Tx<'_>, id: &ProgrammeId) -> Result<Option<ProgrammeRow>, StoreError> {
    let at = tx.at().to_owned();
    let held = tx.change(sqlx::query("UPDATE programme SET version = version + 1, changed_at = $2 WHERE id = $1").bind(id.as_str()).bind(at)).await?;
    if held == 0 { Ok(None) } else { programme(tx.db(), id).await }
}

/// Keeps a programme that this act holds.
pub async fn keep(tx: &mut Tx<'_>, row: &ProgrammeRow) -> Result<(), StoreError> {
    let sql = "UPDATE programme SET guideline = $2, title = $3, folded = $4, body = $5, source_id = $6, issued_on = $7, put_away_at = $8, last_term_id = $10, superior_id = $11 WHERE id = $1 AND version = $9";
    let statement = sqlx::query(sql)
        .bind(row.id.as_str())
        .bind(row.guideline.as_str())
        .bind(row.title.as_str())
        .bind(text::fold(&row.title))
        .bind(row.body.as_str())
        .bind(row.source.as_ref().map(|it| it.as_str().to_owned()))
        .bind(column::of_date(row.issued_on))
        .bind(row.put_away_at.clone())
        .bind(row.version)
        .bind(row.last_term.as_ref().map(|it| it.as_str().to_owned()))
        .bind(row.superior.as_ref().map(|it| it.as_str().to_owned()));
    match tx.change(statement).await? {
        1 => Ok(()),
        _ => Err(StoreError::Constraint("a programme was kept that the act did not hold".to_owned())),
    }
}

/// One programme, whoever asks: the caller has asked the policy.
pub async fn programme(db: &mut Db<'_>, id: &ProgrammeId) -> Result<Option<ProgrammeRow>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{ROW} WHERE p.id = $1"));
    db.maybe(sqlx::query(sql).bind(id.as_str())).await?.as_ref().map(read).transpose()
}

/// Who owns it and whether it was issued: what the policy asks before anything is loaded.
pub async fn owner(db: &mut Db<'_>, id: &ProgrammeId) -> Result<Option<(UnitId, bool)>, StoreError> {
    let row = db.maybe(sqlx::query("SELECT organisation_id, issued_on FROM programme WHERE id = $1").bind(id.as_str())).await?;
    row.map(|row| Ok((column::id(&row, 0, UnitId::parse)?, row.try_get::<Option<String>, _>(1)?.is_some()))).transpose()
}

/// The version of a programme, without its text: what live pages ask for every other second.
pub async fn version(db: &mut Db<'_>, id: &ProgrammeId) -> Result<Option<i64>, StoreError> {
    let row = db.maybe(sqlx::query("SELECT version FROM programme WHERE id = $1").bind(id.as_str())).await?;
    row.map(|row| Ok(row.try_get(0)?)).transpose()
}

/// Which of the programmes a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// Those in work or issued.
    Lying,
    /// Those put away.
    PutAway,
}

/// The programmes a person sees, last changed first, after a place in the list where one is given.
pub async fn seen_by(db: &mut Db<'_>, person: &PersonId, day: Date, shelf: Shelf, after: Option<(&str, &ProgrammeId)>, limit: i64) -> Result<Vec<ProgrammeLine>, StoreError> {
    let lies = match shelf {
        Shelf::Lying => "p.put_away_at IS NULL",
        Shelf::PutAway => "p.put_away_at IS NOT NULL",
    };
    // Above every time and id: the list from its beginning.
    let (changed_at, id) = after.map_or(("~", "~"), |(at, id)| (at, id.as_str()));
    let (changed_at, id) = (changed_at.to_owned(), id.to_owned());
    let holds = format!("{lies} AND (p.changed_at < $3 OR (p.changed_at = $3 AND p.id < $4))");
    seen_where(db, person, day, (&holds, "$5"), |it| it.bind(changed_at).bind(id).bind(limit)).await
}

/// Words a title is looked for by, at most.
const TITLE_WORDS_MAX: usize = 6;

/// The programmes a person sees whose title holds every word, with marks or without, last changed first.
pub async fn titled(db: &mut Db<'_>, person: &PersonId, day: Date, words: &str, limit: i64) -> Result<Vec<ProgrammeLine>, StoreError> {
    let words: Vec<String> = text::fold_words(words).into_iter().take(TITLE_WORDS_MAX).collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    // Folded words hold letters and digits alone: nothing in them means anything to LIKE.
    let held: String = (0..words.len()).map(|it| format!(" AND p.folded LIKE ${}", it + 4)).collect();
    let holds = format!("p.put_away_at IS NULL{held}");
    seen_where(db, person, day, (&holds, "$3"), |it| words.iter().fold(it.bind(limit), |it, word| it.bind(format!("%{}%", word.replace(['%', '_', '\\'], ""))))).await
}

fn line(row: &Cells) -> Result<ProgrammeLine, StoreError> {
    Ok(ProgrammeLine {
        id: row.id(0, ProgrammeId::parse)?,
        organisation: row.id(1, UnitId::parse)?,
        organisation_name: row.text(2)?.to_owned(),
        title: row.text(3)?.to_owned(),
        changed_at: row.text(4)?.to_owned(),
        issued_on: row.maybe_date(5)?,
        put_away_at: row.maybe_text(6).map(str::to_owned),
    })
}

fn read(row: &AnyRow) -> Result<ProgrammeRow, StoreError> {
    Ok(ProgrammeRow {
        id: column::id(row, 0, ProgrammeId::parse)?,
        organisation: column::id(row, 1, UnitId::parse)?,
        guideline: row.try_get(2)?,
        title: row.try_get(3)?,
        body: row.try_get(4)?,
        version: row.try_get(5)?,
        source: column::maybe_id(row, 6, SourceId::parse)?,
        file: column::maybe_id(row, 7, FileId::parse)?,
        begun_at: row.try_get(8)?,
        changed_at: row.try_get(9)?,
        issued_on: column::maybe_date(row, 10)?,
        put_away_at: row.try_get(11)?,
        last_term: column::maybe_id(row, 12, SourceId::parse)?,
        superior: column::maybe_id(row, 13, SourceId::parse)?,
    })
}
