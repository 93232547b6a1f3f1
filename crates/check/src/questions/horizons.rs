//! II.2.a-1: goals for the term and beyond.
//!
//! Met: goals, targets or orientations for the programme's own period and for a later horizon year (no own period
//! stated: two different horizon years). Partly: only one of them. Unmet: none tied to a period or year.

use std::collections::BTreeSet;

use hanhdong_domain::{Code, Verdict};

use super::{Asked, Said};
use crate::say::say;

pub(super) fn ask(asked: &Asked<'_>) -> Said {
    let facts = asked.facts;
    let mut years: BTreeSet<i16> = BTreeSet::new();
    let mut says_term = false;
    for goal in facts.aims() {
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
    let mut findings = Vec::new();
    if verdict != Verdict::Met {
        let wanted = asked.guideline.horizons.iter().filter(|it| !years.contains(it)).map(ToString::to_string).collect::<Vec<_>>().join(", ");
        findings.push(asked.whole(
            Code::NoDate,
            say!(asked.language, "Chưa nêu mục tiêu, định hướng cho đủ các mốc năm (chưa có: {wanted})", "Goals are not stated for all horizons (missing: {wanted})"),
            say!(
                asked.language,
                "Nêu mục tiêu chính đến hết nhiệm kỳ và định hướng cho những năm tiếp theo",
                "State main goals for the term and orientations for the years beyond"
            ),
        ));
    }
    Said { verdict, why, findings }
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
    use crate::fixture::{Draft, verdict_of};
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
}
