//! I.2.a-3: feasible.
//!
//! Met: no date outside the period, before its predecessor or already past; no lead above the load limit; resources at
//! least partly. Partly: no impossible date, the rest fails. Unmet: an impossible date. Money is not judged: no capacity
//! is given. Dates of a draft are past on the day of the check, those of an issued paper on its own date: that some of
//! its deadlines have gone by since is no fault of the paper. A date between the paper's own and the beginning of its
//! period lies outside the period, but can be kept: it is found, and leaves the clause partly met.

use std::collections::HashMap;

use hanhdong_domain::programme::{Deadline, DeadlineKind, Item};
use hanhdong_domain::text::fold;
use hanhdong_domain::{Code, Finding, Verdict};

use super::{Asked, Said, resources};
use crate::facts::{Facts, TaskFact};
use crate::hash::Quick;
use crate::say::say;

pub(super) fn ask(asked: &Asked<'_>) -> Said {
    let facts = asked.facts;
    if facts.tasks.is_empty() {
        return Said::not_judged(say!(asked.language, "Chưa có nhiệm vụ để xem xét tính khả thi", "There are no tasks to judge"));
    }
    let (mut findings, early) = misdated_items(asked);
    let dates = findings.len() - early;
    let over = overload(asked);
    let loads = over.len();
    findings.extend(over);
    let means = resources::verdict(asked).0 != Verdict::Unmet;
    let verdict = if dates > 0 {
        Verdict::Unmet
    } else if loads > 0 || early > 0 || !means {
        Verdict::Partly
    } else {
        Verdict::Met
    };
    let with = if means {
        say!(asked.language, "nguồn lực đã được nêu ít nhất một phần", "resources are named at least partly")
    } else {
        say!(asked.language, "nguồn lực chưa được nêu", "resources are not named")
    };
    let mut why = say!(
        asked.language,
        "{dates} thời hạn chưa thực hiện được; {loads} lượt đơn vị chủ trì quá nhiều việc trong một quý; {with}; chưa xét khả năng cân đối vốn vì chưa có số liệu",
        "{dates} impossible dates; {loads} overloads of a lead in a quarter; {with}; money is not judged, no capacity is given"
    );
    if early > 0 {
        why.push_str(&say!(asked.language, "; {early} thời hạn trước khi giai đoạn của chương trình bắt đầu", "; {early} dates before the programme's period begins"));
    }
    Said { verdict, why, findings }
}

/// Dates that cannot be kept or lie outside the period, and how many of them are only early.
fn misdated_items(asked: &Asked<'_>) -> (Vec<Finding>, usize) {
    let facts = asked.facts;
    let tasks = facts.tasks.iter().map(|it| (Item::Task(it.task()), &it.task().deadline));
    let works = facts.works.iter().map(|it| (Item::KeyWork(it.it), &it.it.schedule));
    let mut out = Vec::new();
    let mut early = 0;
    for (item, deadline) in tasks.chain(works) {
        let Some(finding) = misdated(asked, item, deadline) else { continue };
        early += usize::from(finding.code == Code::OutsideTerm && is_early(asked, deadline));
        out.push(finding);
    }
    out.extend(before_predecessor(asked));
    (out, early)
}

/// Due after the paper was issued, but before its period begins.
fn is_early(asked: &Asked<'_>, deadline: &Deadline) -> bool {
    let from = asked.facts.programme.document.period.map(|it| it.from);
    deadline.to.is_some_and(|to| from.is_some_and(|from| to.year() < from) && asked.facts.issued_on().is_some_and(|day| day <= to))
}

fn misdated(asked: &Asked<'_>, item: Item<'_>, deadline: &Deadline) -> Option<Finding> {
    let (to, text) = (deadline.to?, &deadline.text);
    if let Some(period) = asked.facts.programme.document.period.filter(|it| to.year() > it.to || to.year() < it.from) {
        let (from, last) = (period.from, period.to);
        return Some(asked.about(
            Code::OutsideTerm,
            item,
            say!(
                asked.language,
                "Thời hạn \"{text}\" nằm ngoài giai đoạn {from} - {last} của chương trình",
                "The time \"{text}\" lies outside the programme's period {from}-{last}"
            ),
            say!(asked.language, "Đưa thời hạn vào trong giai đoạn, hoặc chia phần việc của giai đoạn này", "Bring it inside the period, or take only this period's share"),
        ));
    }
    let day = asked.facts.day(asked.today);
    (to < day).then(|| {
        let on = day.strftime("%d/%m/%Y").to_string();
        asked.about(
            Code::Past,
            item,
            say!(asked.language, "Thời hạn \"{text}\" đã qua so với ngày {on}", "The time \"{text}\" is already past on {on}"),
            say!(asked.language, "Cập nhật thời hạn, hoặc bỏ việc đã làm xong", "Set a new time, or leave out what is done"),
        )
    })
}

/// "sau khi hoàn thành nhiệm vụ 3", due before task 3 is.
fn before_predecessor(asked: &Asked<'_>) -> Vec<Finding> {
    let facts = asked.facts;
    let mut by_code: HashMap<&str, Option<&TaskFact<'_>>> = HashMap::new();
    let mut out = Vec::new();
    for task in &facts.tasks {
        for code in predecessors(task) {
            if by_code.is_empty() {
                index_codes(facts, &mut by_code);
            }
            let Some(Some(first)) = by_code.get(code.as_str()) else { continue };
            let (Some(here), Some(there)) = (task.task().deadline.to, first.task().deadline.to) else { continue };
            if here < there {
                let (own, before) = (&task.task().deadline.text, &first.task().deadline.text);
                out.push(asked.about_task(
                    Code::Contradiction,
                    task,
                    say!(
                        asked.language,
                        "Thời hạn \"{own}\" trước nhiệm vụ {code} phải làm trước (\"{before}\")",
                        "Due \"{own}\", before task {code} that has to come first (\"{before}\")"
                    ),
                    say!(asked.language, "Sắp xếp lại thời hạn theo thứ tự công việc", "Put the deadlines in the order of the work"),
                ));
            }
        }
    }
    out
}

fn index_codes<'a>(facts: &'a Facts<'_>, by_code: &mut HashMap<&'a str, Option<&'a TaskFact<'a>>>) {
    for task in &facts.tasks {
        if let Some(code) = task.task().code.as_deref() {
            // A number that two tasks carry names neither.
            by_code.entry(code).and_modify(|it| *it = None).or_insert(Some(task));
        }
    }
}

/// Numbers of tasks that have to come first, as the text says.
fn predecessors(task: &TaskFact<'_>) -> Vec<String> {
    let it = task.task();
    let texts = std::iter::once(it.title.as_str()).chain(it.details.iter().map(String::as_str)).chain(it.note.as_deref()).chain(it.conditions.iter().map(|it| it.text.as_str()));
    let mut out = Vec::new();
    for text in texts.filter(|it| it.contains("hiệm vụ") && it.bytes().any(|b| b.is_ascii_digit())) {
        let folded = fold(text);
        for cue in ["sau khi hoan thanh nhiem vu ", "sau khi xong nhiem vu ", "sau nhiem vu ", "tiep theo nhiem vu "] {
            let rest = folded.match_indices(cue).filter_map(|(at, _)| folded.get(at + cue.len()..));
            out.extend(
                rest.map(|it| it.trim_start_matches("so ").chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect::<String>().trim_end_matches('.').to_owned())
                    .filter(|it| !it.is_empty()),
            );
        }
    }
    out
}

/// Leads with more tasks due in one quarter than the limit.
fn overload(asked: &Asked<'_>) -> Vec<Finding> {
    let limit = asked.number("load");
    let mut loads: HashMap<(&str, i16, i8), Vec<&TaskFact<'_>>, Quick> = HashMap::default();
    for task in &asked.facts.tasks {
        let Some(to) = task.task().deadline.to else { continue };
        for lead in task.leads.iter().filter(|it| it.is_somebody()) {
            loads.entry((lead.folded.trim(), to.year(), (to.month() - 1) / 3 + 1)).or_default().push(task);
        }
    }
    let mut over: Vec<_> = loads.into_iter().filter(|(_, tasks)| tasks.len() as f64 > limit).collect();
    over.sort_unstable_by_key(|it| it.0);
    over.into_iter()
        .filter_map(|((lead, year, quarter), tasks)| {
            let first = tasks.first()?;
            let name = first.leads.iter().find(|it| it.folded.trim() == lead).map_or(lead, |it| it.text.as_str());
            let count = tasks.len();
            let yearly = tasks.iter().filter(|it| it.task().deadline.kind == DeadlineKind::Year).count();
            let quarter = ["I", "II", "III", "IV"].get(usize::try_from(quarter - 1).unwrap_or(0)).copied().unwrap_or("I");
            let whole_year = if yearly == 0 { String::new() } else { say!(asked.language, ", trong đó {yearly} việc chỉ ghi năm", ", {yearly} of them with only a year") };
            Some(asked.about_task(
                Code::Overload,
                first,
                say!(
                    asked.language,
                    "{name} chủ trì {count} việc đến hạn trong quý {quarter}/{year} (mức lưu ý: trên {limit}){whole_year}",
                    "{name} leads {count} tasks due in quarter {quarter} of {year} (limit {limit}){whole_year}"
                ),
                say!(asked.language, "Giãn thời hạn, hoặc giao bớt cho đơn vị khác chủ trì", "Spread the deadlines, or give some to another lead"),
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Draft, codes, report, verdict_of};
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
        let found = report.findings.iter().find(|it| it.code == Code::Overload).expect("an overload");
        assert!(found.message.contains("40") && found.message.contains("IV/2026"), "{}", found.message);
        assert_eq!(verdict_of(&draft, CLAUSE), Verdict::Partly);
    }

    #[test]
    fn the_limit_itself_is_no_overload() {
        let draft = (0..12).fold(Draft::new(), |it, n| it.task(&format!("Việc {n}"), "Văn phòng Đảng uỷ", "", "Quý IV/2026"));
        assert!(!codes(&draft, CLAUSE).contains(&Code::Overload));
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
