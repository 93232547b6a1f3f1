//! I.2.a-3: feasible.
//!
//! Met: no date outside the period, before its predecessor, before a condition of its own or already past; nobody above
//! the limits; money within what was declared; resources at least partly. Partly: no impossible date or order, the rest
//! fails. Unmet: an impossible date or order. Money is judged where the committee has declared what it has; limits are
//! those of the office, else of the guideline, and not asked where neither says any. Dates of a draft are past on the day
//! of the check, those of an issued paper on its own date: that some of its deadlines have gone by since is no fault of
//! the paper. A date between the paper's own and the beginning of its period lies outside the period, but can be kept: it
//! is found, and leaves the clause partly met. Holidays, crowded last quarters and works without time for land and
//! procedure are notes.

mod calendar;
mod dates;
mod load;
mod money;
mod order;

use hanhdong_domain::Verdict;

use super::{Asked, Said, resources};
use crate::say::say;

pub(super) fn ask(asked: &Asked<'_>) -> Said {
    if asked.facts.tasks.is_empty() {
        return Said::not_judged(say!(asked.language, "Chưa có nhiệm vụ để xem xét tính khả thi", "There are no tasks to judge"));
    }
    let (mut findings, early) = dates::misdated_items(asked);
    findings.extend(order::impossible(asked));
    findings.extend(dates::late_conditions(asked));
    let dates = findings.len() - early;
    let over = load::overload(asked);
    let loads = over.len();
    findings.extend(over);
    let money = money::judge(asked);
    let means = resources::verdict(asked).0 != Verdict::Unmet;
    let verdict = if dates > 0 {
        Verdict::Unmet
    } else if loads > 0 || early > 0 || !money.findings.is_empty() || !means {
        Verdict::Partly
    } else {
        Verdict::Met
    };
    let with = if means {
        say!(asked.language, "nguồn lực đã được nêu ít nhất một phần", "resources are named at least partly")
    } else {
        say!(asked.language, "nguồn lực chưa được nêu", "resources are not named")
    };
    let said = money.why;
    let mut why = say!(
        asked.language,
        "{dates} thời hạn hoặc thứ tự chưa thực hiện được; {loads} lượt đơn vị chủ trì quá nhiều việc trong một quý; {with}; {said}",
        "{dates} impossible dates or orders; {loads} overloads of a lead in a quarter; {with}; {said}"
    );
    if early > 0 {
        why.push_str(&say!(asked.language, "; {early} thời hạn trước khi giai đoạn của chương trình bắt đầu", "; {early} dates before the programme's period begins"));
    }
    findings.extend(money.findings);
    findings.extend(load::crowded_last_quarters(asked));
    findings.extend(calendar::days_off(asked));
    findings.extend(dates::unprepared_works(asked));
    Said { verdict, why, findings }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Context;
    use crate::fixture::{Draft, codes, context, report, verdict_of};
    use hanhdong_domain::programme::{Capacity, Condition, FundingSource, Limits, Money, Origin, UnitPeople};
    use hanhdong_domain::{Code, Finding, Place};
    use rstest::rstest;

    const CLAUSE: &str = "I.2.a-3";

    #[rstest]
    #[case("Quý IV/2027", Verdict::Met, &[])]
    #[case("Quý IV/2031", Verdict::Unmet, &[Code::OutsideTerm])]
    #[case("Quý I/2024", Verdict::Unmet, &[Code::OutsideTerm])]
    #[case("31/12/2025", Verdict::Unmet, &[Code::Past])]
    #[case("Thường xuyên", Verdict::Met, &[])]
    fn dates_must_be_possible(#[case] time: &str, #[case] verdict: Verdict, #[case] found: &[Code]) {
        let draft = Draft::new().period(2025, 2030).task("Mở đường", "Phòng Kinh tế", "", time).resources("3 tỷ đồng");
        assert_eq!((verdict_of(&draft, CLAUSE), codes(&draft, CLAUSE).as_slice()), (verdict, found));
    }

    #[test]
    fn an_issued_paper_is_judged_on_its_own_date() {
        let draft = Draft::new().dated("2025-01-09").task("Mở đường", "Phòng Kinh tế", "", "6/2025").resources("3 tỷ đồng");
        assert_eq!(codes(&draft, CLAUSE), []);
        let late = Draft::new().dated("2025-01-09").task("Mở đường", "Phòng Kinh tế", "", "12/2024").resources("3 tỷ đồng");
        assert_eq!(codes(&late, CLAUSE), [Code::Past]);
    }

    #[test]
    fn a_date_between_issue_and_period_can_be_kept() {
        let of = |day: &str| {
            let draft = Draft::new().dated(day).period(2026, 2030).task("Ra mắt cổng thông tin", "Phòng Kinh tế", "", "Tháng 12/2025").resources("3 tỷ đồng");
            (codes(&draft, CLAUSE), verdict_of(&draft, CLAUSE))
        };
        assert_eq!(of("2025-11-20"), (vec![Code::OutsideTerm], Verdict::Partly));
        assert_eq!(of("2026-02-01"), (vec![Code::OutsideTerm], Verdict::Unmet));
    }

    #[test]
    fn forty_tasks_of_one_office_in_one_quarter_are_found_with_numbers() {
        let draft = (0..40).fold(Draft::new(), |it, n| it.task(&format!("Việc {n}"), "Văn phòng Đảng uỷ", "", "Quý IV/2026"));
        let report = report(&draft);
        let found = report.findings.iter().find(|it| it.code == Code::Overload && it.item.is_some()).expect("an overload");
        assert!(found.message.contains("40") && found.message.contains("IV/2026"), "{}", found.message);
        assert_eq!(verdict_of(&draft, CLAUSE), Verdict::Partly);
    }

    fn held(draft: &Draft, capacity: &Capacity) -> (Verdict, String, Vec<Finding>) {
        let context = Context { capacity: Some(capacity), ..context() };
        let report = crate::review(&draft.programme, &crate::guideline::builtin("seed-2025").expect("built in"), &context);
        let clause = report.clauses.iter().find(|it| it.id == CLAUSE).expect("a clause");
        (clause.verdict, clause.why.clone(), report.findings.into_iter().filter(|it| it.clause == CLAUSE).collect())
    }

    #[test]
    fn money_over_what_was_declared_is_found_with_numbers() {
        let draft = Draft::new().period(2025, 2030).task("Mở đường", "Phòng Kinh tế", "", "Quý III/2027").resources("13 tỷ đồng ngân sách xã");
        let of = |billions: i64| Capacity { money: [((FundingSource::LocalBudget, 2027), Money(billions * 1_000_000_000))].into(), ..Capacity::default() };
        let (verdict, why, findings) = held(&draft, &of(10));
        assert_eq!((verdict, findings.len()), (Verdict::Partly, 1), "{findings:?}");
        let message = &findings[0].message;
        assert!(message.contains("năm 2027") && message.contains("cần 13 tỷ") && message.contains("10 tỷ") && message.contains("130 %"), "{message}");
        assert!(why.contains("nhu cầu vốn 13") && why.contains("130 %"), "{why}");
        assert_eq!(held(&draft, &of(13)).0, Verdict::Met);
    }

    #[test]
    fn the_office_sets_its_own_measure_for_units_and_for_people() {
        let draft = (0..6).fold(Draft::new(), |it, n| it.task(&format!("Việc {n}"), "Phòng Kinh tế", "", "Quý II/2027"));
        let people = vec![UnitPeople { unit: "Phòng Kinh tế".to_owned(), people: 2 }];
        let of = |of_unit, of_person| Capacity { people: people.clone(), limits: Limits { of_unit, of_person, preparation_months: None }, ..Capacity::default() };
        for (of_unit, of_person, found) in [(None, None, 0), (Some(5), None, 1), (Some(6), None, 0), (None, Some(2), 1), (None, Some(3), 0), (Some(5), Some(2), 2)] {
            let count = held(&draft, &of(of_unit, of_person)).2.iter().filter(|it| it.code == Code::Overload).count();
            assert_eq!(count, found, "{of_unit:?} {of_person:?}");
        }
    }

    #[test]
    fn a_condition_that_comes_after_its_task_is_found_unless_it_is_there() {
        for (printed, found) in [
            ("Giải phóng mặt bằng (phụ trách: Phòng Kinh tế, hạn: Quý III/2027)", 1),
            ("Giải phóng mặt bằng (hạn: Quý III/2027, tình trạng: đã bảo đảm)", 0),
            ("Giải phóng mặt bằng (hạn: Quý I/2027)", 0),
        ] {
            let draft = Draft::new().task("Mở đường", "A", "", "Quý II/2027").resources("3 tỷ").each(|it| it.conditions = vec![Condition::parse(printed, &Place::default())]);
            assert_eq!(codes(&draft, CLAUSE), vec![Code::Contradiction; found], "{printed}");
            assert_eq!(verdict_of(&draft, CLAUSE), if found == 1 { Verdict::Unmet } else { Verdict::Met });
        }
    }

    #[test]
    fn tasks_that_wait_for_each_other_are_found_once() {
        let after = |code: &'static str, of: &str| (code, format!("Việc, sau khi hoàn thành nhiệm vụ {of}"));
        let draft = [after("1", "3"), after("2", "1"), after("3", "2"), after("4", "1")]
            .into_iter()
            .fold(Draft::new(), |it, (code, title)| it.task(&title, "A", "", "Quý I/2027").resources("3 tỷ").each(|it| it.code = Some(code.to_owned())));
        let found: Vec<_> = report(&draft).findings.into_iter().filter(|it| it.clause == CLAUSE).map(|it| it.message).collect();
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("vòng tròn"), "{found:?}");
    }

    #[rstest]
    #[case("12/02/2027", 0)]
    #[case("10/02/2027", 1)]
    #[case("06/02/2027", 1)]
    #[case("02/9/2027", 1)]
    #[case("31/10/2027", 0)]
    #[case("Quý I/2027", 0)]
    fn a_deadline_on_a_day_off_is_a_note(#[case] time: &str, #[case] found: usize) {
        let draft = Draft::new().task("Mở đường", "A", "", time).resources("3 tỷ");
        assert_eq!(codes(&draft, CLAUSE), vec![Code::Undatable; found], "{time}");
        assert_eq!(verdict_of(&draft, CLAUSE), Verdict::Met);
    }

    #[rstest]
    #[case(6, 4, 1)]
    #[case(5, 5, 0)]
    #[case(6, 3, 0)]
    fn a_crowded_last_quarter_is_a_note(#[case] last: usize, #[case] before: usize, #[case] found: usize) {
        let draft = (0..last).fold(Draft::new(), |it, n| it.task(&format!("Việc {n}"), &format!("Đơn vị {n}"), "", "Quý IV/2027"));
        let draft = (0..before).fold(draft, |it, n| it.task(&format!("Việc khác {n}"), "B", "", "Quý II/2027"));
        assert_eq!(codes(&draft, CLAUSE), vec![Code::Overload; found]);
    }

    #[test]
    fn a_new_work_needs_the_months_that_the_office_sets() {
        let draft = Draft::new().period(2025, 2030).task("Mở đường", "A", "", "2027").resources("3 tỷ").work("Cầu qua suối", "A", "5 tỷ đồng", "Quý II/2026 - Quý IV/2027");
        let of = |preparation_months| Capacity { limits: Limits { preparation_months, ..Limits::default() }, ..Capacity::default() };
        for (months, found) in [(None, 0), (Some(3), 0), (Some(6), 1)] {
            assert_eq!(held(&draft, &of(months)).2.iter().filter(|it| it.code == Code::NoFactor).count(), found, "{months:?}");
        }
        let continued = draft.last_work(|it| it.origin = Origin::Continued);
        assert_eq!(held(&continued, &of(Some(6))).2.len(), 0);
    }

    #[test]
    fn the_limit_itself_is_no_overload() {
        let draft = (0..12).fold(Draft::new(), |it, n| it.task(&format!("Việc {n}"), "Văn phòng Đảng uỷ", "", "Quý IV/2026"));
        assert!(!report(&draft).findings.iter().any(|it| it.code == Code::Overload && it.item.is_some()));
    }

    #[test]
    fn a_task_due_before_what_has_to_come_first_is_found() {
        let draft = Draft::new()
            .task("Giải phóng mặt bằng", "A", "", "Quý IV/2027")
            .each(|it| it.code = Some("1".into()))
            .task("Thi công, sau khi hoàn thành nhiệm vụ 1", "A", "", "Quý I/2027")
            .resources("3 tỷ");
        assert_eq!((codes(&draft, CLAUSE), verdict_of(&draft, CLAUSE)), (vec![Code::Contradiction], Verdict::Unmet));
    }
}
