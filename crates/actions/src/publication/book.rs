//! The book of numbers: read, a number given to another paper or cancelled, a term begun, a run given here.

use hanhdong_domain::Date;
use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{OrganisationAct, Unit, UnitId};
use hanhdong_domain::publication::{BookLine, NumberRefusal, Series, judge};
use hanhdong_paper::official::LayoutPack;
use hanhdong_store::publication::{self as memory, BookRow};
use hanhdong_store::{Db, StoreError, Tx, organisation};
use serde_json::json;

use super::plan::{form, read, term, words};
use crate::app::{App, new};
use crate::organisation::allowed as allowed_in;
use crate::refusal::Refusal;
use crate::who::Who;

/// Lines of a book shown at once.
const LINES_MAX: i64 = 1000;
/// Whether anybody may ask, without logging in, if a paper of the house is genuine.
const VERIFY_OPEN: &str = "verify-open";
/// Whether papers of the house bear a line to be asked by.
const VERIFY_LINE: &str = "verify-line";

/// The book of an organisation, with what is kept beside it.
#[derive(Clone, Debug)]
pub struct BookPage {
    /// Whose.
    pub organisation: Unit,
    /// Its lines: newest term first, then by run and number, highest first.
    pub lines: Vec<BookLine>,
    /// Numbers of each run and term that nothing on record bears, below the highest.
    pub missing: Vec<(Series, Option<Date>, Vec<std::ops::RangeInclusive<u32>>)>,
    /// The terms, each by its first day.
    pub terms: Vec<Date>,
    /// Runs that are given here.
    pub own: Vec<Series>,
    /// Runs that are on record or given here.
    pub runs: Vec<Series>,
    /// May anybody ask, without logging in, if a paper is genuine?
    pub is_verify_open: bool,
    /// Do papers bear a line to be asked by?
    pub has_verify_line: bool,
}

/// A number to be entered for another paper, or as cancelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBookLine {
    /// Number and symbol.
    pub number: String,
    /// The paper's date, or the day the number was cancelled.
    pub on: Date,
    /// What the paper is about.
    pub title: String,
    /// Why no paper bears it; empty where one does.
    pub cancelled_why: String,
    /// Why it stands out of order.
    pub reason: String,
}

/// The pack that the house's own papers of a day go out under.
fn pack(on: Date) -> Result<&'static LayoutPack, Refusal> {
    LayoutPack::for_paper(None, Some(on), None).map_err(|error| Refusal::Fault(error.to_string()))
}

/// An organisation whose book the person keeps.
pub(super) async fn kept(db: &mut Db<'_>, who: &Who, id: &UnitId) -> Result<Unit, Refusal> {
    let unit = organisation::unit(db, id).await?.ok_or(Refusal::NotFound)?;
    allowed_in(db, who, &unit, OrganisationAct::KeepBook).await?;
    if unit.id == unit.organisation { Ok(unit) } else { organisation::unit(db, &unit.organisation.clone()).await?.ok_or(Refusal::NotFound) }
}

pub(super) fn event(who: &Who, of: &UnitId, act: Act, (subject, id): (Subject, &str), data: String, state: Option<String>) -> Event {
    Event { organisation: of.clone(), by: Some(who.id().clone()), act, subject, subject_id: id.to_owned(), data, state }
}

impl App {
    /// The book of an organisation, for whoever keeps it.
    pub async fn book(&self, who: &Who, id: &UnitId) -> Result<BookPage, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let unit = kept(&mut db, who, id).await?;
        let lines = memory::book(&mut db, &unit.id, LINES_MAX).await?;
        let own = memory::own_series(&mut db, &unit.id).await?;
        let mut runs: Vec<Series> = lines.iter().map(|it| it.series.clone()).chain(own.iter().cloned()).collect();
        runs.sort();
        runs.dedup();
        let terms = memory::terms(&mut db, &unit.id).await?;
        let is_verify_open = memory::setting(&mut db, &unit.id, VERIFY_OPEN).await?.as_deref() == Some("1");
        let has_verify_line = memory::setting(&mut db, &unit.id, VERIFY_LINE).await?.as_deref() == Some("1");
        Ok(BookPage { organisation: unit, missing: missing(&lines), lines, terms, own, runs, is_verify_open, has_verify_line })
    }

    /// Enters a number that another paper bears, or that was cancelled.
    pub async fn enter_number(&self, who: &Who, id: &UnitId, new: NewBookLine) -> Result<(), Refusal> {
        if who.today() < new.on {
            return Err(Refusal::Field { field: "date", why: "in-future" });
        }
        let title = words("title", Some(&new.title))?;
        let cancelled_why = words("cancelled", Some(&new.cancelled_why))?;
        if title.is_none() && cancelled_why.is_none() {
            return Err(Refusal::Field { field: "title", why: "empty" });
        }
        let reason = words("reason", Some(&new.reason))?;
        let (who, id, row_id) = (who.clone(), id.clone(), new::book_line());
        self.act(move |tx| {
            let (who, id, new, title, cancelled_why, reason, row_id) = (who.clone(), id.clone(), new.clone(), title.clone(), cancelled_why.clone(), reason.clone(), row_id.clone());
            Box::pin(async move {
                let unit = kept(tx.db(), &who, &id).await?;
                let pack = pack(new.on)?;
                let number = read(&new.number, form(pack), (None, None))?;
                let term = term(tx.db(), &unit.id, pack, new.on).await?;
                let series = Series::of(&number.kind, &number.body);
                let run = memory::run(tx.db(), &unit.id, &series, term).await?;
                let (judged, ordered) = (judge(&number, new.on, &run, Some("-")), judge(&number, new.on, &run, reason.as_deref()));
                // A cancelled number has no paper that could stand out of order.
                if cancelled_why.is_some() { judged } else { ordered }.map_err(Refusal::Number)?;
                let line = BookLine {
                    series,
                    term_on: term,
                    number: number.number,
                    text: number.written(form(pack)),
                    dated_on: new.on,
                    kind: number.kind.clone(),
                    title: title.unwrap_or_default(),
                    programme: None,
                    cancelled_why,
                    reason,
                };
                let row = BookRow { id: row_id, organisation: unit.id.clone(), line };
                memory::enter_number(tx, &row).await.map_err(|error| match error {
                    StoreError::Constraint(_) => Refusal::Busy,
                    other => other.into(),
                })?;
                let data = json!({ "number": row.line.text, "date": row.line.dated_on.to_string(), "cancelled": row.line.cancelled_why, "reason": row.line.reason }).to_string();
                let told = event(&who, &unit.id, Act::NumberEntered, (Subject::Number, row.id.as_str()), data, Some(row.state()));
                Ok(tx.record(&told).await.map(drop)?)
            })
        })
        .await
    }

    /// Begins a term: the numbers of a committee's papers begin again with it.
    pub async fn begin_term(&self, who: &Who, id: &UnitId, on: Date) -> Result<(), Refusal> {
        let (who, id) = (who.clone(), id.clone());
        self.act(move |tx| {
            let (who, id) = (who.clone(), id.clone());
            Box::pin(async move {
                let unit = kept(tx.db(), &who, &id).await?;
                memory::begin_term(tx, &unit.id, on).await.map_err(|error| match error {
                    StoreError::Constraint(_) => Refusal::Field { field: "begins", why: "there-already" },
                    other => other.into(),
                })?;
                let data = json!({ "begins": on.to_string() }).to_string();
                let told = event(&who, &unit.id, Act::TermBegun, (Subject::Unit, unit.id.as_str()), data, None);
                Ok(tx.record(&told).await.map(drop)?)
            })
        })
        .await
    }

    /// Gives the numbers of a run here from now on, or no longer.
    pub async fn switch_series(&self, who: &Who, id: &UnitId, symbol: &str, is_on: bool) -> Result<(), Refusal> {
        let typed = hanhdong_domain::text::nfc(symbol.trim());
        let (who, id) = (who.clone(), id.clone());
        self.act(move |tx| {
            let (who, id, typed) = (who.clone(), id.clone(), typed.clone());
            Box::pin(async move {
                let unit = kept(tx.db(), &who, &id).await?;
                let series = series_of(&typed, pack(who.today())?)?;
                memory::switch_series(tx, &unit.id, &series, is_on).await?;
                let data = json!({ "series": series.as_str(), "is_on": is_on }).to_string();
                let told = event(&who, &unit.id, Act::SeriesSwitched, (Subject::Setting, series.as_str()), data, None);
                Ok(tx.record(&told).await.map(drop)?)
            })
        })
        .await
    }

    /// Lets anybody ask, without logging in, if a paper is genuine; prints a line on papers to be asked by.
    pub async fn set_verification(&self, who: &Who, id: &UnitId, (is_open, has_line): (bool, bool)) -> Result<(), Refusal> {
        let (who, id) = (who.clone(), id.clone());
        self.act(move |tx| {
            let (who, id) = (who.clone(), id.clone());
            Box::pin(async move {
                let unit = kept(tx.db(), &who, &id).await?;
                for (name, is_on) in [(VERIFY_OPEN, is_open), (VERIFY_LINE, has_line)] {
                    set(tx, &who, &unit.id, name, is_on).await?;
                }
                Ok(())
            })
        })
        .await
    }
}

async fn set(tx: &mut Tx<'_>, who: &Who, of: &UnitId, name: &str, is_on: bool) -> Result<(), Refusal> {
    let value = if is_on { "1" } else { "0" };
    let before = memory::setting(tx.db(), of, name).await?;
    memory::set(tx, of, name, value).await?;
    let data = json!({ "before": before, "after": value }).to_string();
    tx.record(&event(who, of, Act::SettingChanged, (Subject::Setting, name), data, None)).await?;
    Ok(())
}

/// Does the house allow that anybody asks?
pub(super) async fn is_verify_open(db: &mut Db<'_>, of: &UnitId) -> Result<bool, Refusal> {
    Ok(memory::setting(db, of, VERIFY_OPEN).await?.as_deref() == Some("1"))
}

/// Does any house here allow it?
pub(super) async fn is_verify_open_somewhere(db: &mut Db<'_>) -> Result<bool, Refusal> {
    Ok(memory::is_set_somewhere(db, VERIFY_OPEN, "1").await?)
}

/// Do papers of the house bear a line to be asked by?
pub(super) async fn has_verify_line(db: &mut Db<'_>, of: &UnitId) -> Result<bool, Refusal> {
    Ok(memory::setting(db, of, VERIFY_LINE).await?.as_deref() == Some("1"))
}

/// "CTr/ĐU", or as it stands in a number: "-CTr/ĐU".
fn series_of(typed: &str, pack: &LayoutPack) -> Result<Series, Refusal> {
    let form = form(pack);
    let bare = typed.strip_prefix(form.separator).unwrap_or(typed);
    if bare == "*/ĐH" {
        return Ok(Series::of("*", "ĐH"));
    }
    // Read as a number would be, so that a run is never called otherwise than its numbers are.
    let number = read(&format!("1{}{bare}", form.separator), form, (None, None)).map_err(|_| Refusal::Number(NumberRefusal::NoSeries))?;
    Ok(Series::of(&number.kind, &number.body))
}

/// For each run and term the numbers that nothing on record bears.
fn missing(lines: &[BookLine]) -> Vec<(Series, Option<Date>, Vec<std::ops::RangeInclusive<u32>>)> {
    let mut runs: Vec<(Series, Option<Date>)> = lines.iter().map(|it| (it.series.clone(), it.term_on)).collect();
    runs.dedup();
    let mut found = Vec::new();
    for (series, term) in runs {
        let run: Vec<BookLine> = lines.iter().filter(|it| it.series == series && it.term_on == term).cloned().collect();
        let last = run.iter().map(|it| it.number).max().unwrap_or(0);
        let gaps = hanhdong_domain::publication::gaps(last, &run);
        if !gaps.is_empty() {
            found.push((series, term, gaps));
        }
    }
    found
}
