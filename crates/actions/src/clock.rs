//! The one place where time is read.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};

use hanhdong_domain::Date;
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone, offset};

/// Where offices live: dates of papers are those of Viet Nam, which knows no summer time.
const HERE: Offset = offset(7);

/// Tells the time.
pub trait Clock: Send + Sync {
    /// This moment.
    fn now(&self) -> Timestamp;

    /// This moment as the journal writes it, UTC.
    fn now_text(&self) -> String {
        text(self.now())
    }
    /// A moment so many seconds later, as the journal writes it.
    fn later_text(&self, seconds: i64) -> String {
        text(Timestamp::from_second(self.now().as_second().saturating_add(seconds)).unwrap_or(Timestamp::MAX))
    }
    /// Today in Viet Nam.
    fn today(&self) -> Date {
        self.now().to_zoned(TimeZone::fixed(HERE)).date()
    }
}

fn text(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
}

/// A moment of the journal as people here read it: date and time of Viet Nam.
pub fn here(at: &str) -> Option<jiff::civil::DateTime> {
    Some(at.parse::<Timestamp>().ok()?.to_zoned(TimeZone::fixed(HERE)).datetime())
}

/// Whether the clock stands behind the journal, asked of the database now and then and remembered between.
#[derive(Default)]
pub(crate) struct ClockWatch(Mutex<Option<(i64, Option<i64>)>>);

/// How long an answer is remembered, in seconds of the clock, forwards or back.
const REMEMBERED_SECONDS: i64 = 10;

impl ClockWatch {
    pub(crate) async fn behind(&self, db: &mut hanhdong_store::Db<'_>, now: &str, second: i64) -> Result<Option<i64>, hanhdong_store::StoreError> {
        let remembered = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, behind)) = remembered
            && (second - at).abs() < REMEMBERED_SECONDS
        {
            return Ok(behind);
        }
        let behind = hanhdong_store::journal::clock_behind(db, now).await?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((second, behind));
        Ok(behind)
    }
}

/// The machine's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// A clock that stands still until it is moved: for tests.
pub struct TestClock(AtomicI64);

impl TestClock {
    /// Set to a moment.
    pub fn at(moment: Timestamp) -> TestClock {
        TestClock(AtomicI64::new(moment.as_microsecond()))
    }
    /// Moves it by so many seconds, back too.
    pub fn move_by(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.0.load(Ordering::SeqCst)).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_begins_at_midnight_in_viet_nam() {
        let clock = TestClock::at("2026-03-01T16:59:59Z".parse().expect("a moment"));
        assert_eq!(clock.today().to_string(), "2026-03-01");
        clock.move_by(1);
        assert_eq!(clock.today().to_string(), "2026-03-02");
        assert_eq!(clock.now_text(), "2026-03-01T17:00:00.000000Z");
        assert_eq!(here(&clock.now_text()).map(|it| it.to_string()), Some("2026-03-02T00:00:00".to_owned()));
    }
}
