//! Days planned backward from the congress or the day of issue (clause III.1-b), and what becomes of them when that day moves.

use jiff::ToSpan;

use crate::Date;

/// What a draft is planned toward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Toward {
    /// The congress that discusses it.
    Congress,
    /// The day it is issued.
    Issue,
}

impl Toward {
    /// Every one.
    pub const ALL: [Toward; 2] = [Toward::Congress, Toward::Issue];
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            Toward::Congress => "congress",
            Toward::Issue => "issue",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<Toward> {
        Toward::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// How days are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Counted {
    /// Working days.
    Working,
    /// Days of the calendar; one that is no working day gives way to the working day before it.
    Calendar,
}

impl Counted {
    /// Every one.
    pub const ALL: [Counted; 2] = [Counted::Working, Counted::Calendar];
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            Counted::Working => "working",
            Counted::Calendar => "calendar",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<Counted> {
        Counted::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// The most days that are planned before: two years.
pub const DAYS_BEFORE_MAX: u32 = 730;

/// The day so many days before another; `None` beyond the calendar or [`DAYS_BEFORE_MAX`]. `works` says which days are working days:
/// the calendar of holidays is data and lies elsewhere.
#[doc(alias = "ngày làm việc")]
pub fn days_before(day: Date, days: u32, counted: Counted, works: impl Fn(Date) -> bool) -> Option<Date> {
    if DAYS_BEFORE_MAX < days {
        return None;
    }
    let mut at = day;
    match counted {
        Counted::Working => {
            for _ in 0..days {
                at = at.yesterday().ok()?;
                while !works(at) {
                    at = at.yesterday().ok()?;
                }
            }
        }
        Counted::Calendar => {
            at = at.checked_sub(i64::from(days).days()).ok()?;
            while 0 < days && !works(at) {
                at = at.yesterday().ok()?;
            }
        }
    }
    Some(at)
}

/// A day on the way.
#[doc(alias = "mốc tiến độ")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// Its number in the plan, from 1; never given to another.
    pub number: i64,
    /// What is to be done by then.
    pub title: String,
    /// How many days before, and how they are counted; `None` where nobody has said: no rule says it either.
    pub before: Option<(u32, Counted)>,
    /// The day; `None` where nothing says which.
    pub due_on: Option<Date>,
    /// Was the day set by hand?
    pub by_hand: bool,
    /// When it was reached.
    pub reached_on: Option<Date>,
}

/// Why a milestone stays where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stays {
    /// It was reached.
    Reached,
    /// Its day was set by hand.
    ByHand,
    /// It has no day to move.
    Undated,
}

/// What becomes of a milestone when the day at the end moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Which.
    pub number: i64,
    /// What is to be done by then.
    pub title: String,
    /// Its day.
    pub from: Option<Date>,
    /// Its day then.
    pub to: Option<Date>,
    /// Why it stays, where it does.
    pub stays: Option<Stays>,
}

impl Milestone {
    /// Its day as the plan counts it, where the plan says how.
    pub fn planned(&self, end: Date, works: impl Fn(Date) -> bool) -> Option<Date> {
        let (days, counted) = self.before?;
        days_before(end, days, counted, works)
    }
    /// Is its day past while it is not reached?
    pub fn is_late(&self, today: Date) -> bool {
        self.reached_on.is_none() && self.due_on.is_some_and(|it| it < today)
    }
    /// What becomes of it when the end moves to a day.
    pub fn shift(&self, end: Date, works: impl Fn(Date) -> bool) -> Shift {
        let planned = self.planned(end, works);
        let stays = match (self.reached_on, self.by_hand, planned) {
            (Some(_), _, _) => Some(Stays::Reached),
            (None, true, _) => Some(Stays::ByHand),
            (None, false, None) => Some(Stays::Undated),
            (None, false, Some(_)) => None,
        };
        let to = if stays.is_some() { self.due_on } else { planned };
        Shift { number: self.number, title: self.title.clone(), from: self.due_on, to, stays }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::Weekday;
    use proptest::prelude::*;

    fn is_working_day(day: Date) -> bool {
        !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
    }

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    fn milestone(days: Option<(u32, Counted)>, end: Date) -> Milestone {
        let mut it = Milestone { number: 1, title: "Gửi tài liệu".to_owned(), before: days, due_on: None, by_hand: false, reached_on: None };
        it.due_on = it.planned(end, is_working_day);
        it
    }

    #[test]
    fn working_days_leave_out_the_ends_of_weeks() {
        for (end, days, counted, at) in [
            ("2026-06-15", 1, Counted::Working, "2026-06-12"),
            ("2026-06-15", 5, Counted::Working, "2026-06-08"),
            ("2026-06-15", 30, Counted::Working, "2026-05-04"),
            ("2026-06-14", 1, Counted::Working, "2026-06-12"),
            ("2026-06-15", 1, Counted::Calendar, "2026-06-12"),
            ("2026-06-15", 10, Counted::Calendar, "2026-06-05"),
            ("2026-06-14", 0, Counted::Calendar, "2026-06-14"),
        ] {
            assert_eq!(days_before(day(end), days, counted, is_working_day), Some(day(at)), "{days} {counted:?} before {end}");
        }
        assert_eq!(days_before(day("2026-06-15"), DAYS_BEFORE_MAX + 1, Counted::Calendar, is_working_day), None);
    }

    #[test]
    fn what_was_reached_or_set_by_hand_stays_and_is_named() {
        let (end, later) = (day("2026-06-15"), day("2026-06-25"));
        let moves = milestone(Some((5, Counted::Working)), end);
        assert_eq!(moves.shift(later, is_working_day), Shift { number: 1, title: moves.title.clone(), from: Some(day("2026-06-08")), to: Some(day("2026-06-18")), stays: None });
        let reached = Milestone { reached_on: Some(day("2026-06-01")), ..moves.clone() };
        let by_hand = Milestone { by_hand: true, due_on: Some(day("2026-06-10")), ..moves.clone() };
        for (it, why) in [(reached, Stays::Reached), (by_hand, Stays::ByHand), (milestone(None, end), Stays::Undated)] {
            let shift = it.shift(later, is_working_day);
            assert_eq!((shift.from, shift.to, shift.stays), (it.due_on, it.due_on, Some(why)));
        }
    }

    proptest! {
        /// A planned day is a working day, before the end, with just so many working days between; moving the end there and
        /// back leaves every day as it was; of two counts the longer is never later.
        #[test]
        fn the_plan_follows_its_end(offset in 0..3000i64, days in 1..200u32, by in -400..400i64) {
            let end = day("2024-01-01").checked_add(offset.days()).expect("a day");
            let moved = end.checked_add(by.days()).expect("a day");
            for counted in Counted::ALL {
                let mut it = milestone(Some((days, counted)), end);
                let at = it.due_on.expect("a day");
                prop_assert!(at < end && is_working_day(at));
                prop_assert!(days_before(end, days + 1, counted, is_working_day).expect("a day") <= at);
                if counted == Counted::Working {
                    let mut between = 0;
                    let mut walk = at;
                    while walk < end {
                        between += u32::from(is_working_day(walk));
                        walk = walk.tomorrow().expect("a day");
                    }
                    prop_assert_eq!(between, days);
                }
                let before = it.clone();
                it.due_on = it.shift(moved, is_working_day).to;
                prop_assert_eq!(it.due_on, days_before(moved, days, counted, is_working_day));
                it.due_on = it.shift(end, is_working_day).to;
                prop_assert_eq!(it, before);
            }
        }
    }
}
