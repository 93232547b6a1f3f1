//! How fast a target has to move, how fast it moved before, and whether its own path leads there (clause I.2.a-2).
//!
//! Whole decimals only; a change is so much a year, in the target's own unit (of a ratio: in percentage points).

use rust_decimal::Decimal;

use super::{Target, TargetValue, ValueKind};
use crate::text::fold;

/// What has to be done a year, and what was done a year in the last term.
#[doc(alias = "tốc độ cần đạt")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Years from the baseline to the horizon.
    pub years: i16,
    /// What is needed a year; negative where the figure has to go down.
    pub needed: Decimal,
    /// What was reached a year in the last term, where that is known.
    pub past: Option<Decimal>,
}

/// What a target comes to, by its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A level at the end.
    End(Decimal),
    /// So much each year.
    Each(Decimal),
    /// So much in all years together.
    Total(Decimal),
    /// A share, in percent.
    Share(Decimal),
    /// Reached or not, by a year.
    By(Option<i16>),
    /// Confirmed by something in words, where that is said.
    Confirmed(Option<String>),
}

/// Why a yearly path does not lead to its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathFault {
    /// It turns back in this year.
    TurnsBack {
        /// The year.
        year: i16,
        /// The figure before.
        before: Decimal,
        /// The figure of the year.
        after: Decimal,
    },
    /// It says another figure for the horizon than the target.
    EndsElsewhere {
        /// The horizon.
        year: i16,
        /// What the path says.
        path: Decimal,
        /// What the target says.
        target: Decimal,
    },
}

impl Target {
    /// How fast it has to move from its baseline; `last_term` is the same target of the programme before, where this one
    /// does not say what was reached. `None` where that is no question of pace or the figures are missing.
    pub fn pace(&self, last_term: Option<&Target>) -> Option<Pace> {
        let base = self.baseline()?;
        let years = self.horizon?.checked_sub(base.year?)?;
        if years <= 0 {
            return None;
        }
        let span = Decimal::from(years);
        let goal = figure(&self.value)?;
        let (needed, past) = match self.value.kind {
            ValueKind::Threshold | ValueKind::Level | ValueKind::Ratio => {
                if is_share(&self.value) != is_share(&base.value) {
                    return None;
                }
                (goal.checked_sub(figure(&base.value)?)?.checked_div(span)?, self.moved(last_term))
            }
            ValueKind::AnnualAverage | ValueKind::AnnualMinimum => (goal, self.mean()),
            ValueKind::Cumulative => (goal.checked_div(span)?, self.mean()),
            ValueKind::Decrease if self.falls_to() => (goal.checked_sub(base.value.number?)?.checked_div(span)?, self.moved(last_term)),
            ValueKind::Decrease if self.is_yearly() => (-goal, self.moved(last_term)),
            ValueKind::Decrease => (-goal.checked_div(span)?, self.moved(last_term)),
            ValueKind::Milestone | ValueKind::Qualitative => return None,
        };
        Some(Pace { years, needed, past })
    }

    /// What it comes to by its kind, as far as its figures say.
    pub fn outcome(&self) -> Option<Outcome> {
        let number = self.value.number;
        let years = || Some(Decimal::from(self.horizon?.checked_sub(self.baseline()?.year?).filter(|it| 0 < *it)?));
        Some(match self.value.kind {
            ValueKind::Threshold | ValueKind::Level => Outcome::End(number?),
            ValueKind::AnnualAverage => Outcome::Each(number?),
            ValueKind::AnnualMinimum => Outcome::Total(number?.checked_mul(years()?)?),
            ValueKind::Cumulative => Outcome::Each(number?.checked_div(years()?)?),
            // What a fall of so much a year begins from is often a rate too: only the fall in all is certain.
            ValueKind::Decrease if self.is_yearly() => Outcome::Total(-number?.checked_mul(years()?)?),
            ValueKind::Decrease if self.falls_to() => Outcome::End(number?),
            ValueKind::Decrease => Outcome::End(self.baseline()?.value.number?.checked_sub(number?)?),
            ValueKind::Ratio => Outcome::Share(figure(&self.value)?),
            ValueKind::Milestone => Outcome::By(self.horizon),
            ValueKind::Qualitative => Outcome::Confirmed(self.criterion.clone()),
        })
    }

    /// Where its yearly path turns back or ends elsewhere. Of rates and sums a path says nothing by its order.
    pub fn path_faults(&self) -> Vec<PathFault> {
        let (Some(goal), Some(horizon), true) = (figure(&self.value), self.horizon, has_level(self.value.kind)) else { return Vec::new() };
        let alike = |it: &TargetValue| has_level(it.kind) && is_share(it) == is_share(&self.value);
        let base = self.baseline().filter(|it| alike(&it.value)).and_then(|it| Some((it.year?, figure(&it.value)?)));
        let steps = self.path.iter().filter(|it| alike(&it.value)).filter_map(|it| Some((it.year, figure(&it.value)?)));
        let mut points: Vec<(i16, Decimal)> = base.into_iter().chain(steps.clone().filter(|it| it.0 != horizon)).chain([(horizon, goal)]).collect();
        points.sort_by_key(|it| it.0);
        let rises = points.first().map_or(goal, |it| it.1) <= goal;
        let falls = points.first().is_some_and(|it| goal < it.1);
        let mut faults: Vec<PathFault> = steps.filter(|it| it.0 == horizon && it.1 != goal).map(|(year, path)| PathFault::EndsElsewhere { year, path, target: goal }).collect();
        for pair in points.windows(2) {
            let [(_, before), (year, after)] = pair else { continue };
            if rises && after < before || falls && before < after {
                faults.push(PathFault::TurnsBack { year: *year, before: *before, after: *after });
            }
        }
        faults
    }

    /// The whole that a ratio is of, where baseline and level are of different ones (a merger changed it): then and now.
    pub fn changed_whole(&self) -> Option<(Decimal, Decimal)> {
        let base = &self.baseline()?.value;
        let (then, now) = (base.number_to?, self.value.number_to?);
        (is_share(base) && is_share(&self.value) && then != now).then_some((then, now))
    }

    /// The change a year over the years that are known to have passed.
    fn moved(&self, last_term: Option<&Target>) -> Option<Decimal> {
        let of = |year: Option<i16>, value: &TargetValue| Some((year?, figure(value)?));
        let base = self.baseline().and_then(|it| of(it.year, &it.value));
        let mut known: Vec<(i16, Decimal)> = self.trend.iter().filter_map(|it| of(Some(it.year), &it.value)).collect();
        known.extend(self.baselines.iter().filter_map(|it| of(it.year, &it.value)));
        if known.len() < 2 {
            let before = last_term.and_then(Target::baseline).and_then(|it| of(it.year, &it.value));
            known = before.into_iter().chain(base).collect();
        }
        known.sort_by_key(|it| it.0);
        let ((first, from), (last, to)) = (known.first()?, known.last()?);
        let years = last.checked_sub(*first).filter(|it| 0 < *it)?;
        to.checked_sub(*from)?.checked_div(Decimal::from(years))
    }

    /// The mean of what the last term's years show.
    fn mean(&self) -> Option<Decimal> {
        let known: Vec<Decimal> = self.trend.iter().filter_map(|it| it.value.number).collect();
        let sum = known.iter().try_fold(Decimal::ZERO, |sum, it| sum.checked_add(*it))?;
        if known.is_empty() { None } else { sum.checked_div(Decimal::from(known.len())) }
    }

    /// "giảm còn dưới 2%": a level that is fallen to, not so much less.
    pub(super) fn falls_to(&self) -> bool {
        let words = fold(&format!("{} {}", self.name, self.value.text));
        ["giam con", "giam xuong", "xuong con", "con duoi"].iter().any(|it| words.contains(it))
    }

    fn is_yearly(&self) -> bool {
        let words = fold(&format!("{} {} {}", self.name, self.value.text, self.unit.as_deref().unwrap_or("")));
        ["/nam", "hang nam", "moi nam", "binh quan"].iter().any(|it| words.contains(it))
    }
}

/// Is it a level, which a path of years comes nearer to?
const fn has_level(kind: ValueKind) -> bool {
    match kind {
        ValueKind::Threshold | ValueKind::Level | ValueKind::Ratio => true,
        ValueKind::AnnualAverage | ValueKind::AnnualMinimum | ValueKind::Cumulative | ValueKind::Decrease | ValueKind::Milestone | ValueKind::Qualitative => false,
    }
}

fn is_share(value: &TargetValue) -> bool {
    value.is_share()
}

fn figure(value: &TargetValue) -> Option<Decimal> {
    value.figure()
}

impl TargetValue {
    /// Is it so many out of so many?
    pub(super) fn is_share(&self) -> bool {
        self.kind == ValueKind::Ratio && self.number_to.is_some()
    }

    /// The figure to reckon with: of a ratio its share in percent.
    pub(super) fn figure(&self) -> Option<Decimal> {
        match (self.is_share(), self.number, self.number_to) {
            (true, Some(part), Some(whole)) => part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole),
            (_, number, _) => number,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::{Anchor, Baseline, YearlyValue};
    use proptest::prelude::*;
    use rstest::rstest;

    fn target(name: &str, unit: &str, value: &str, base: Option<&str>, trend: &[(i16, &str)]) -> Target {
        let read = |it: &str| TargetValue::parse(it, name, Some(unit));
        Target {
            unit: Some(unit.to_owned()),
            value: read(value),
            horizon: Some(2030),
            baselines: base.map(|it| Baseline { year: Some(2025), value: read(it), source: None }).into_iter().collect(),
            trend: trend.iter().map(|(year, it)| YearlyValue { year: *year, value: read(it) }).collect(),
            ..Target::named(Anchor::new("c_a").expect("an anchor"), name)
        }
    }

    fn decimal(text: &str) -> Decimal {
        text.parse().expect("a number")
    }

    #[rstest]
    #[case("Thu nhập bình quân đầu người", "triệu đồng", "92", "62", &[(2020, "42")], "6", Some("4"))]
    #[case("Hộ dùng nước sạch", "%", "≥ 95", "80", &[], "3", None)]
    #[case("Tỷ lệ hộ nghèo", "%", "1", "6", &[(2020, "16")], "-1", Some("-2"))]
    #[case("Xã đạt chuẩn", "xã", "18/20", "10/20", &[], "8", None)]
    #[case("Tốc độ tăng tổng sản phẩm bình quân", "%/năm", "8", "6,5", &[(2024, "6"), (2025, "7")], "8", Some("6.5"))]
    #[case("Kết nạp đảng viên mỗi năm", "đảng viên", "ít nhất 25", "20", &[(2024, "18"), (2025, "20")], "25", Some("19"))]
    #[case("Trồng rừng cả nhiệm kỳ", "ha", "500", "80", &[(2024, "70"), (2025, "80")], "100", Some("75"))]
    #[case("Tỷ lệ hộ nghèo giảm bình quân", "điểm %/năm", "1,41", "6", &[], "-1.41", None)]
    #[case("Giảm số vụ tai nạn", "vụ", "giảm 10", "30", &[], "-2", None)]
    fn what_is_needed_a_year_stands_beside_what_was_done(
        #[case] name: &str,
        #[case] unit: &str,
        #[case] value: &str,
        #[case] base: &str,
        #[case] trend: &[(i16, &str)],
        #[case] needed: &str,
        #[case] past: Option<&str>,
    ) {
        let pace = target(name, unit, value, Some(base), trend).pace(None).expect("a pace");
        assert_eq!((pace.years, pace.needed, pace.past), (5, decimal(needed), past.map(decimal)), "{name}");
    }

    #[rstest]
    #[case("Thu nhập", "triệu đồng", "92", Outcome::End(decimal("92")))]
    #[case("Hộ dùng nước sạch", "%", "≥ 95", Outcome::End(decimal("95")))]
    #[case("Tốc độ tăng bình quân", "%/năm", "8", Outcome::Each(decimal("8")))]
    #[case("Kết nạp đảng viên mỗi năm", "người", "ít nhất 25", Outcome::Total(decimal("125")))]
    #[case("Trồng rừng cả nhiệm kỳ", "ha", "500", Outcome::Each(decimal("100")))]
    #[case("Tỷ lệ hộ nghèo giảm bình quân", "điểm %/năm", "1,4", Outcome::Total(decimal("-7")))]
    #[case("Tỷ lệ hộ nghèo giảm còn", "%", "dưới 2", Outcome::End(decimal("2")))]
    #[case("Giảm số vụ tai nạn", "vụ", "giảm 4", Outcome::End(decimal("6")))]
    #[case("Trường đạt chuẩn", "trường", "9/12", Outcome::Share(decimal("75")))]
    #[case("Xã đạt chuẩn nông thôn mới nâng cao", "", "Đạt", Outcome::By(Some(2030)))]
    #[case("Quốc phòng, an ninh", "", "Giữ vững", Outcome::Confirmed(None))]
    fn each_of_the_nine_kinds_comes_to_something(#[case] name: &str, #[case] unit: &str, #[case] value: &str, #[case] outcome: Outcome) {
        assert_eq!(target(name, unit, value, Some("10"), &[]).outcome(), Some(outcome), "{name}");
    }

    #[test]
    fn last_terms_programme_says_where_that_term_began() {
        let before = Target { horizon: Some(2025), ..target("Thu nhập", "triệu đồng", "70", None, &[]) };
        let before = Target { baselines: vec![Baseline { year: Some(2020), value: TargetValue::parse("42", "", None), source: None }], ..before };
        let now = target("Thu nhập", "triệu đồng", "92", Some("62"), &[]);
        assert_eq!(now.pace(Some(&before)).and_then(|it| it.past), Some(decimal("4")));
        assert_eq!(now.pace(None).and_then(|it| it.past), None);
    }

    #[rstest]
    #[case(&[(2026, "65"), (2028, "80")], 0)]
    #[case(&[(2026, "80"), (2028, "70")], 1)]
    #[case(&[(2030, "90")], 1)]
    #[case(&[(2030, "92")], 0)]
    #[case(&[(2035, "90")], 1)]
    #[case(&[(2026, "62"), (2035, "92")], 0)]
    fn a_path_goes_one_way_and_ends_at_its_target(#[case] path: &[(i16, &str)], #[case] faults: usize) {
        let it = target("Thu nhập", "triệu đồng", "92", Some("62"), &[]);
        let path = path.iter().map(|(year, text)| YearlyValue { year: *year, value: it.read(text) }).collect();
        assert_eq!(Target { path, ..it }.path_faults().len(), faults);
    }

    #[test]
    fn a_merger_changes_the_whole() {
        assert_eq!(target("Xã đạt chuẩn", "xã", "18/20", Some("30/52"), &[]).changed_whole(), Some((decimal("52"), decimal("20"))));
        assert_eq!(target("Xã đạt chuẩn", "xã", "18/20", Some("10/20"), &[]).changed_whole(), None);
    }

    proptest! {
        #[test]
        fn so_much_a_year_for_so_many_years_comes_to_the_level(base in 0i64..10_000, step in 1i64..500, years in 1i16..20) {
            let level = base + step * i64::from(years);
            let mut it = target("Sản lượng", "tấn", &crate::text::print_number(Decimal::from(level)), Some(&crate::text::print_number(Decimal::from(base))), &[]);
            it.horizon = Some(2025 + years);
            prop_assert_eq!(it.pace(None).map(|it| it.needed), Some(Decimal::from(step)));
        }
    }
}
