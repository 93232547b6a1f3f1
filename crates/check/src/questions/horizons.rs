//! II.2.a-1: goals for the term and beyond.
//!
//! Met: goals, targets or orientations for the programme's own period and for a later horizon year (no own period
//! stated: two different horizon years). Partly: only one of them. Unmet: none tied to a period or year.

use std::collections::BTreeSet;

use hanhdong_domain::{Code, Finding, Severity, Verdict};

use super::{Asked, Said};
use crate::facts::Facts;
use crate::say::say;

pub(super) fn ask(asked: &Asked<'_>) -> Said {
    let facts = asked.facts;
    let mut years: BTreeSet<i16> = BTreeSet::new();
    let mut says_term = false;
    for goal in facts.stated_aims() {
        years.extend(&goal.it.horizons);
        years.extend(goal.it.schedule.to.map(|it| it.year()));
        says_term |= goal.text.says_any(&["nhiem ky", "trong 5 nam", "giai doan"]);
    }
    for target in &facts.targets {
        years.extend(target.it.horizon);
        years.extend(target.it.path.iter().map(|it| it.year));
        years.extend(target.it.schedule.to.map(|it| it.year()));
    }
    let verdict = match facts.programme.document.period {
        Some(period) => {
            let own = says_term || years.iter().any(|it| (period.from..=period.to).contains(it));
            let later = years.iter().any(|it| *it > period.to);
            of_both(own, later)
        }
        None => of_both(!years.is_empty() || says_term, years.len() >= 2 || (says_term && !years.is_empty())),
    };
    let named = years.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let named = if named.is_empty() { say!(asked.language, "chưa có", "none") } else { named };
    let why = say!(asked.language, "Mốc năm của mục tiêu, chỉ tiêu: {named}", "Years of goals and targets: {named}");
    let first = first_horizon(facts);
    let asked_for = asked.guideline.horizons.iter().filter(|it| first.is_none_or(|first| **it >= first));
    let mut findings: Vec<Finding> = asked_for.filter(|it| !years.contains(it)).map(|it| missing(asked, *it, verdict)).collect();
    if findings.is_empty() && verdict != Verdict::Met {
        findings.push(asked.whole(
            Code::NoDate,
            say!(asked.language, "Chưa nêu mục tiêu, định hướng cho cả nhiệm kỳ và những năm tiếp theo", "Goals are not stated for both the term and the years beyond"),
            say!(
                asked.language,
                "Nêu mục tiêu chính đến hết nhiệm kỳ và định hướng cho những năm tiếp theo",
                "State main goals for the term and orientations for the years beyond"
            ),
        ));
    }
    Said { verdict, why, findings }
}

/// The first year that is a horizon for this programme: the end of its period, else the year after the paper's date.
/// What a guideline of another term asks for before that is no horizon of this one.
fn first_horizon(facts: &Facts<'_>) -> Option<i16> {
    let dated = || facts.programme.document.date.map(|it| it.year() + 1);
    facts.period.map(|it| it.to).or_else(dated)
}

/// A horizon of the guideline that no goal or target speaks of. Where the clause is met all the same, it is only a note.
fn missing(asked: &Asked<'_>, year: i16, verdict: Verdict) -> Finding {
    let finding = asked.whole(
        Code::NoDate,
        say!(asked.language, "Chưa có mục tiêu, định hướng nào đến năm {year}", "No goal or orientation speaks of {year}"),
        say!(asked.language, "Nêu mục tiêu hoặc định hướng chính đến năm {year}", "State a main goal or orientation for {year}"),
    );
    if verdict == Verdict::Met { Finding { severity: Severity::Note, ..finding } } else { finding }
}

fn of_both(one: bool, other: bool) -> Verdict {
    match (one, other) {
        (true, true) => Verdict::Met,
        (true, false) | (false, true) => Verdict::Partly,
        (false, false) => Verdict::Unmet,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Draft, report, verdict_of};
    use hanhdong_domain::programme::GoalKind;
    use rstest::rstest;

    #[rstest]
    #[case(Some((2025, 2030)), &[2030, 2045], Verdict::Met)]
    #[case(Some((2025, 2030)), &[2030], Verdict::Partly)]
    #[case(Some((2025, 2030)), &[2045], Verdict::Partly)]
    #[case(Some((2025, 2030)), &[], Verdict::Unmet)]
    #[case(None, &[2030, 2045], Verdict::Met)]
    #[case(None, &[2030], Verdict::Partly)]
    #[case(None, &[], Verdict::Unmet)]
    fn own_period_and_a_later_year_are_needed(#[case] period: Option<(i16, i16)>, #[case] years: &[i16], #[case] verdict: Verdict) {
        let draft = Draft::new().goal(GoalKind::Goal, "Xây dựng xã phát triển", years);
        let draft = if let Some((from, to)) = period { draft.period(from, to) } else { draft };
        assert_eq!(verdict_of(&draft, "II.2.a-1"), verdict);
    }

    #[rstest]
    #[case(&[2030, 2035, 2045], &[])]
    #[case(&[2030, 2045], &[("2035", Severity::Note)])]
    #[case(&[2030], &[("2035", Severity::Warning), ("2045", Severity::Warning)])]
    fn each_horizon_of_the_guideline_is_asked_for_by_itself(#[case] years: &[i16], #[case] missing: &[(&str, Severity)]) {
        let report = report(&Draft::new().period(2025, 2030).goal(GoalKind::Goal, "Xây dựng xã phát triển", years));
        let found: Vec<_> = report.findings.iter().filter(|it| it.clause == "II.2.a-1").collect();
        assert_eq!(found.len(), missing.len(), "{found:?}");
        assert!(found.iter().zip(missing).all(|(it, (year, severity))| it.message.contains(year) && it.severity == *severity), "{found:?}");
    }

    #[rstest]
    #[case(Some((2031, 2035)), None, &["2035", "2045"])]
    #[case(Some((2025, 2030)), None, &["2030", "2035", "2045"])]
    #[case(None, Some("2030-06-01"), &["2035", "2045"])]
    #[case(None, None, &["2030", "2035", "2045"])]
    fn a_year_before_the_end_of_the_period_is_no_horizon_to_be_missing(#[case] period: Option<(i16, i16)>, #[case] dated: Option<&str>, #[case] missing: &[&str]) {
        let draft = Draft::new().goal(GoalKind::Goal, "Xây dựng xã phát triển", &[]);
        let draft = if let Some((from, to)) = period { draft.period(from, to) } else { draft };
        let draft = if let Some(day) = dated { draft.dated(day) } else { draft };
        let report = report(&draft);
        let found: Vec<&str> = report.findings.iter().filter(|it| it.clause == "II.2.a-1").filter_map(|it| it.message.rsplit(' ').next()).collect();
        assert_eq!(found, missing);
    }
}
