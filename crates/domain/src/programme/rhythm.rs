//! How often the paper asks for a report, and the periods that follow from it (clause II.2.a-3: a requirement on the manner of
//! organising becomes something that can be done and missed).

use jiff::Span;
use jiff::civil::{Date, date};

use super::{About, Anchor, ArrangementKind, Item, Programme};
use crate::period::Period;
use crate::text::fold;

/// How often.
#[doc(alias = "định kỳ")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rhythm {
    /// Hằng tuần.
    Weekly,
    /// Hằng tháng.
    Monthly,
    /// Hằng quý.
    Quarterly,
    /// 6 tháng.
    HalfYearly,
    /// Hằng năm.
    Yearly,
    /// Sơ kết giữa nhiệm kỳ: once, at the middle.
    MidTerm,
    /// Tổng kết: once, at the end.
    EndOfTerm,
}

impl Rhythm {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            Rhythm::Weekly => "weekly",
            Rhythm::Monthly => "monthly",
            Rhythm::Quarterly => "quarterly",
            Rhythm::HalfYearly => "half-yearly",
            Rhythm::Yearly => "yearly",
            Rhythm::MidTerm => "mid-term",
            Rhythm::EndOfTerm => "end-of-term",
        }
    }

    /// All, the most frequent first.
    pub const ALL: [Rhythm; 7] = [Rhythm::Weekly, Rhythm::Monthly, Rhythm::Quarterly, Rhythm::HalfYearly, Rhythm::Yearly, Rhythm::MidTerm, Rhythm::EndOfTerm];

    /// What a sentence asks for; several where it asks for several ("6 tháng, hằng năm"), the most frequent first.
    pub fn of_words(sentence: &str) -> Vec<Rhythm> {
        let folded = fold(sentence);
        let every = |unit: &str| ["hang", "moi", "tung", "theo", "dinh ky"].iter().any(|it| folded.contains(&format!("{it} {unit}")));
        let has = |words: &[&str]| words.iter().any(|it| folded.contains(it));
        let is_said = |it: &Rhythm| match it {
            Rhythm::Weekly => every("tuan"),
            Rhythm::Monthly => every("thang"),
            Rhythm::Quarterly => every("quy"),
            Rhythm::HalfYearly => has(&["6 thang", "sau thang", "nua nam"]),
            Rhythm::Yearly => every("nam") || has(&["cuoi nam", "1 nam mot lan"]),
            Rhythm::MidTerm => has(&["giua nhiem ky", "giua ky", "nua nhiem ky"]),
            Rhythm::EndOfTerm => has(&["cuoi nhiem ky", "ket thuc nhiem ky", "het nhiem ky"]),
        };
        let mut said: Vec<Rhythm> = Rhythm::ALL.into_iter().filter(is_said).collect();
        // "Sơ kết, tổng kết" without a time of its own means the usual two.
        if said.is_empty() && has(&["so ket"]) {
            said.push(Rhythm::MidTerm);
        }
        if has(&["tong ket"]) && !has(&["tong ket hang nam", "tong ket nam", "tong ket cuoi nam"]) && !said.contains(&Rhythm::EndOfTerm) {
            said.push(Rhythm::EndOfTerm);
        }
        said
    }

    /// Months of one period; none for what comes once, or by weeks.
    const fn months(self) -> Option<i8> {
        match self {
            Rhythm::Monthly => Some(1),
            Rhythm::Quarterly => Some(3),
            Rhythm::HalfYearly => Some(6),
            Rhythm::Yearly => Some(12),
            Rhythm::Weekly | Rhythm::MidTerm | Rhythm::EndOfTerm => None,
        }
    }

    /// The whole periods within these years from the one that holds `since` on (from the first of these years without it), each
    /// with its first and last day.
    pub fn periods(self, years: Period, since: Option<Date>) -> Vec<(Date, Date)> {
        if years.to < years.from || YEARS_MAX < years.to - years.from {
            return Vec::new();
        }
        let (first, last) = (date(years.from, 1, 1), date(years.to, 12, 31));
        let since = since.unwrap_or(first).max(first);
        if last < since {
            return Vec::new();
        }
        match (self, self.months()) {
            (_, Some(months)) => {
                let (mut periods, mut from) = (Vec::new(), first);
                while from < last {
                    let Some(next) = later(from, Span::new().months(months)) else { break };
                    let until = next.yesterday().unwrap_or(last);
                    if since <= until {
                        periods.push((from, until));
                    }
                    from = next;
                }
                periods
            }
            (Rhythm::Weekly, None) => {
                // Weeks begin on Monday.
                let mut from = later(since, Span::new().days(-i64::from(since.weekday().to_monday_zero_offset()))).unwrap_or(since);
                let mut periods = Vec::new();
                while from <= last {
                    let (Some(until), Some(next)) = (later(from, Span::new().days(6)), later(from, Span::new().days(7))) else { break };
                    periods.push((from, until));
                    from = next;
                }
                periods
            }
            (Rhythm::MidTerm, None) => {
                let (year, is_whole) = (years.from + (years.to - years.from) / 2, (years.to - years.from) % 2 != 0);
                let middle = if is_whole { date(year, 12, 31) } else { date(year, 6, 30) };
                if since <= middle { vec![(since, middle)] } else { Vec::new() }
            }
            (_, None) => vec![(since, last)],
        }
    }
}

/// Years that a period of reports may span: more is a slip of the pen.
const YEARS_MAX: i16 = 30;

fn later(day: Date, span: Span) -> Option<Date> {
    day.checked_add(span).ok()
}

/// A report that the paper asks for.
#[doc(alias = "kỳ báo cáo")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportDuty {
    /// The requirement or arrangement that asks for it.
    pub item: Anchor,
    /// How often.
    pub rhythm: Rhythm,
    /// First and last day of each period.
    pub periods: Vec<(Date, Date)>,
}

impl Programme {
    /// The reports that the paper asks for, with their periods; from its date on, where it has one. Nothing where the years are
    /// not known.
    pub fn report_duties(&self) -> Vec<ReportDuty> {
        let Some(years) = self.period() else { return Vec::new() };
        let asks = |item: &Item<'_>| match item {
            Item::Requirement(it) => matches!(it.about, About::Report | About::Review),
            Item::Arrangement(it) => it.kinds.contains(&ArrangementKind::Report),
            Item::Goal(_) | Item::Target(_) | Item::Task(_) | Item::KeyWork(_) => false,
        };
        let duty = |item: Item<'_>, rhythm: Rhythm| ReportDuty { item: item.anchor().clone(), rhythm, periods: rhythm.periods(years, self.document.date) };
        self.items().filter(asks).flat_map(|item| Rhythm::of_words(item.text()).into_iter().map(move |it| duty(item, it))).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Báo cáo kết quả định kỳ hằng quý", &[Rhythm::Quarterly])]
    #[case("Chế độ báo cáo 6 tháng, hàng năm", &[Rhythm::HalfYearly, Rhythm::Yearly])]
    #[case("Định kỳ sơ kết giữa nhiệm kỳ và tổng kết thực hiện Chương trình", &[Rhythm::MidTerm, Rhythm::EndOfTerm])]
    #[case("Tổ chức sơ kết, tổng kết", &[Rhythm::MidTerm, Rhythm::EndOfTerm])]
    #[case("Tổng kết hằng năm", &[Rhythm::Yearly])]
    #[case("Báo cáo kịp thời khi có vướng mắc", &[])]
    #[case("Báo cáo mỗi tuần một lần", &[Rhythm::Weekly])]
    fn the_rhythm_is_read_from_the_words(#[case] words: &str, #[case] rhythms: &[Rhythm]) {
        assert_eq!(Rhythm::of_words(words), rhythms);
    }

    #[test]
    fn a_quarterly_report_of_a_term_has_as_many_periods_as_the_term_has_quarters() {
        let years = Period { from: 2025, to: 2030 };
        assert_eq!(Rhythm::Quarterly.periods(years, None).len(), 24);
        let from_september = Rhythm::Quarterly.periods(years, Some(date(2025, 9, 15)));
        assert_eq!((from_september.len(), from_september[0]), (22, (date(2025, 7, 1), date(2025, 9, 30))));
        assert_eq!(Rhythm::MidTerm.periods(years, None), [(date(2025, 1, 1), date(2027, 12, 31))]);
        assert_eq!(Rhythm::MidTerm.periods(Period { from: 2026, to: 2030 }, None)[0].1, date(2028, 6, 30));
        assert_eq!(Rhythm::EndOfTerm.periods(years, Some(date(2025, 9, 15))), [(date(2025, 9, 15), date(2030, 12, 31))]);
        assert_eq!(Rhythm::Weekly.periods(Period { from: 2026, to: 2026 }, None)[0], (date(2025, 12, 29), date(2026, 1, 4)));
    }

    #[rstest]
    #[case(2030, 2025)]
    #[case(1, 9999)]
    fn years_that_make_no_sense_have_no_periods(#[case] from: i16, #[case] to: i16) {
        for rhythm in Rhythm::ALL {
            assert_eq!(rhythm.periods(Period { from, to }, None), []);
        }
    }

    proptest! {
        /// The law: periods follow each other without a gap, the first holds the day from which they are asked for, the last
        /// holds the last day of the term.
        #[test]
        fn periods_cover_the_term_without_a_gap(from in 2000_i16..2100, more in 0_i16..10, rhythm in 0_usize..5, days in 0_i64..4000) {
            let years = Period { from, to: from + more };
            let since = date(from, 1, 1).checked_add(Span::new().days(days)).expect("a day");
            let periods = Rhythm::ALL[rhythm].periods(years, Some(since));
            if date(years.to, 12, 31) < since {
                prop_assert!(periods.is_empty());
            } else {
                prop_assert!(periods[0].0 <= since && since <= periods[0].1);
                prop_assert!(periods.windows(2).all(|it| it[0].1.tomorrow().expect("a day") == it[1].0));
                let last = periods[periods.len() - 1];
                prop_assert!(last.0 <= date(years.to, 12, 31) && date(years.to, 12, 31) <= last.1);
            }
        }
    }
}
