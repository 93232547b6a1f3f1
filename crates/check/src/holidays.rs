//! The working calendar: weekends, public holidays with those of the lunar year, decreed days off and days worked
//! instead, as dated data. A year without a row of its decree is provisional: the days of the law alone.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use hanhdong_domain::Date;
use jiff::ToSpan;
use jiff::civil::Weekday;

#[cfg(test)]
mod lunar;

/// Why a day is no working day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DayOff {
    pub(crate) vi: &'static str,
    pub(crate) en: &'static str,
    /// The decree of that year is not among our data: the days around may still move.
    pub(crate) is_provisional: bool,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    year: Vec<YearRow>,
    decree: Vec<Decree>,
}

/// A year with its days by the moon.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct YearRow {
    /// Mùng 1 Tết.
    tet: toml::value::Datetime,
    /// Giỗ Tổ Hùng Vương, the tenth of the third month.
    kings: toml::value::Datetime,
}

/// What was decreed for a year: days off beside those of the law, and days worked instead.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Decree {
    year: i16,
    #[serde(default)]
    off: Vec<toml::value::Datetime>,
    #[serde(default)]
    worked: Vec<toml::value::Datetime>,
}

const TEXT: &str = include_str!("../data/holidays.toml");

/// The days off of the years that the data know, and the weekends on which one works.
#[derive(Debug, Default)]
struct Calendar {
    off: BTreeMap<Date, DayOff>,
    worked: Vec<Date>,
}

const WEEKEND: DayOff = DayOff { vi: "ngày nghỉ cuối tuần", en: "a weekend", is_provisional: false };

fn calendar() -> &'static Calendar {
    static CALENDAR: OnceLock<Calendar> = OnceLock::new();
    CALENDAR.get_or_init(|| read(TEXT).unwrap_or_default())
}

fn read(text: &str) -> Option<Calendar> {
    let file: File = toml::from_str(text).ok()?;
    let date = |it: &toml::value::Datetime| it.to_string().parse::<Date>().ok();
    let mut calendar = Calendar::default();
    for row in &file.year {
        let (tet, kings) = (date(&row.tet)?, date(&row.kings)?);
        let is_provisional = !file.decree.iter().any(|it| it.year == tet.year());
        calendar.put_year(tet, kings, is_provisional)?;
    }
    for decree in &file.decree {
        for day in &decree.off {
            calendar.off.entry(date(day)?).or_insert(DayOff { vi: "ngày nghỉ theo thông báo hằng năm", en: "a decreed day off", is_provisional: false });
        }
        for day in &decree.worked {
            calendar.worked.push(date(day)?);
        }
    }
    Some(calendar)
}

impl Calendar {
    fn put_year(&mut self, tet: Date, kings: Date, is_provisional: bool) -> Option<()> {
        let year = tet.year();
        let day = |month, day| Date::new(year, month, day).ok();
        // The law gives five days; usually the last of the old year and four of the new one.
        let new_year = (-1..=3).filter_map(|it: i64| tet.checked_add(it.days()).ok()).map(|it| (it, "nghỉ Tết Nguyên đán", "the lunar New Year"));
        let fixed = [
            (day(1, 1)?, "nghỉ Tết Dương lịch", "New Year's Day"),
            (kings, "nghỉ Giỗ Tổ Hùng Vương", "the Kings' memorial day"),
            (day(4, 30)?, "nghỉ ngày Giải phóng miền Nam", "Reunification Day"),
            (day(5, 1)?, "nghỉ ngày Quốc tế Lao động", "Labour Day"),
            (day(9, 2)?, "nghỉ Quốc khánh", "National Day"),
        ];
        let second = is_provisional.then(|| day(9, 1)).flatten().map(|it| (it, "nghỉ Quốc khánh", "National Day"));
        let days: Vec<_> = new_year.chain(fixed).chain(second).collect();
        for (day, vi, en) in &days {
            self.off.insert(*day, DayOff { vi, en, is_provisional });
        }
        // A day off that falls on a weekend is made up on the next working day.
        for (day, vi, en) in days.into_iter().filter(|it| is_weekend(it.0)) {
            let mut next = day;
            while is_weekend(next) || self.off.contains_key(&next) {
                next = next.tomorrow().ok()?;
            }
            self.off.insert(next, DayOff { vi, en, is_provisional });
        }
        Some(())
    }
    fn day_off(&self, day: Date) -> Option<DayOff> {
        match self.off.get(&day) {
            Some(off) => Some(*off),
            None if is_weekend(day) && !self.worked.contains(&day) => Some(WEEKEND),
            None => None,
        }
    }
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// Why a day is no working day; `None` where one works.
pub(crate) fn day_off(day: Date) -> Option<DayOff> {
    calendar().day_off(day)
}

/// Does one work on this day? Weekends, public holidays and decreed days off are no working days; decreed swaps are.
pub fn is_working_day(day: Date) -> bool {
    day_off(day).is_none()
}

/// The last working day before a day.
pub(crate) fn working_day_before(day: Date) -> Option<Date> {
    const DAYS_MAX: usize = 30;
    std::iter::successors(day.yesterday().ok(), |it| it.yesterday().ok()).take(DAYS_MAX).find(|it| day_off(*it).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn date(text: &str) -> Date {
        text.parse().expect("a date")
    }

    #[test]
    fn the_file_holds_the_lunar_days_of_every_year_as_the_sky_has_them() {
        let file: File = toml::from_str(TEXT).expect("the file reads");
        let written: Vec<(String, String)> = file.year.iter().map(|it| (it.tet.to_string(), it.kings.to_string())).collect();
        let reckoned: Vec<(String, String)> = (2019..=2050).map(|year| (lunar::solar(year, 1, 1).to_string(), lunar::solar(year, 3, 10).to_string())).collect();
        let rows: String = reckoned.iter().map(|(tet, kings)| format!("[[year]]\ntet = {tet}\nkings = {kings}\n\n")).collect();
        assert_eq!(written, reckoned, "the rows have to be\n{rows}");
    }

    #[rstest]
    #[case("2026-02-16", Some("nghỉ Tết Nguyên đán"))]
    #[case("2026-02-17", Some("nghỉ Tết Nguyên đán"))]
    #[case("2026-02-23", None)]
    #[case("2027-04-30", Some("nghỉ ngày Giải phóng miền Nam"))]
    #[case("2026-11-21", Some("ngày nghỉ cuối tuần"))]
    #[case("2026-11-23", None)]
    #[case("2024-05-04", None)]
    #[case("2024-04-29", Some("ngày nghỉ theo thông báo hằng năm"))]
    #[case("2028-01-03", Some("nghỉ Tết Dương lịch"))]
    fn a_day_is_worked_or_says_why_not(#[case] day: &str, #[case] why: Option<&str>) {
        assert_eq!(day_off(date(day)).map(|it| it.vi), why, "{day}");
    }

    #[test]
    fn years_without_a_decree_are_provisional() {
        assert_eq!(day_off(date("2026-09-02")).map(|it| it.is_provisional), Some(false));
        assert_eq!(day_off(date("2031-09-02")).map(|it| it.is_provisional), Some(true));
    }

    #[test]
    fn the_working_day_before_tet_is_before_all_of_it() {
        assert_eq!(working_day_before(date("2026-02-18")), Some(date("2026-02-13")));
    }
}
