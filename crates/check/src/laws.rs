//! What holds for every programme: laws of the check as a whole, on random programmes.

use hanhdong_domain::programme::{Lead, Node, Programme};
use hanhdong_domain::{Report, Verdict};
use proptest::prelude::*;

use crate::fixture::{Draft, report, verdict_in, verdict_of};
use crate::guideline::builtin;
use crate::review::{Context, review, review_again};
use crate::text::Memory;

const TITLES: &[&str] = &[
    "Xây dựng Đề án phát triển sinh kế vùng ven sông",
    "Tăng cường công tác lãnh đạo, chỉ đạo",
    "Nâng cấp đường liên xã từ thôn Một đến thôn Hai, dài 3 km",
    "Bảo đảm ít nhất 95% hộ dân dùng nước sạch (chỉ tiêu 1)",
    "Tổ chức 12 lớp tập huấn chuyển đổi số cho cán bộ thôn",
    "Phối hợp với UBND huyện rà soát quy hoạch sử dụng đất",
];
const LEADS: &[&str] = &["", "Phòng Kinh tế", "Văn phòng Đảng uỷ", "Các cơ quan liên quan", "Phòng Kinh tế, Công an xã", "Chủ tịch UBND xã"];
const TIMES: &[&str] = &["", "Quý IV/2026", "2030", "Thường xuyên", "31/12/2025", "2026 - 2030"];

fn pick(list: &[&'static str], number: usize) -> &'static str {
    list[number % list.len()]
}

fn programme(tasks: &[(usize, usize, usize)]) -> Draft {
    let draft = Draft::new().period(2025, 2030).target("1", "Tỷ lệ hộ dân dùng nước sạch", "95", Some(2030)).target("2", "Tỷ lệ đường thôn được cứng hoá", "90", None);
    tasks.iter().fold(draft, |it, (title, lead, time)| it.task(pick(TITLES, *title), pick(LEADS, *lead), pick(LEADS, lead + time), pick(TIMES, *time)))
}

fn tasks() -> impl Strategy<Value = Vec<(usize, usize, usize)>> {
    prop::collection::vec((0..6_usize, 0..6_usize, 0..6_usize), 1..25)
}

/// One change that a clerk makes.
fn edit(programme: &mut Programme, (what, which, to): (u8, usize, usize)) {
    let part = usize::from(what % 2);
    let nodes = &mut programme.parts[part].nodes;
    if nodes.is_empty() {
        return;
    }
    let at = which % nodes.len();
    match (what / 2, &mut nodes[at]) {
        (0, _) => drop(nodes.remove(at)),
        (1, node) => {
            let copy = node.clone();
            nodes.insert(at, copy);
        }
        (2, Node::Task(task)) => task.title = format!("{} {to}", pick(TITLES, to)),
        (_, Node::Task(task)) => task.lead = Lead::parse(pick(LEADS, to)),
        (_, Node::Target(target)) => target.name = format!("{} mức {to}%", target.name),
        (_, _) => {}
    }
}

fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Met => 3,
        Verdict::Partly => 2,
        Verdict::NotJudged => 1,
        Verdict::Unmet => 0,
    }
}

/// The verdict of `count` in `total`, in whole numbers: no rounding can hide a share right at the threshold.
fn exactly(count: usize, total: usize, met: usize, partly: usize) -> Verdict {
    if count * 100 >= met * total {
        Verdict::Met
    } else if count * 100 >= partly * total {
        Verdict::Partly
    } else {
        Verdict::Unmet
    }
}

#[test]
fn shares_are_met_at_the_threshold_and_not_below() {
    for total in (1..=40).chain([60, 80, 100, 140, 200]) {
        let near = |percent: usize| (percent * total / 100).saturating_sub(1)..=(percent * total / 100 + 1).min(total);
        for with in near(95).chain(near(90)).chain(near(50)).chain(near(10)).chain([0, total]) {
            let draft = Draft::new().rows(total, |it, n| {
                it.title = format!("Việc {n}");
                if n < with {
                    it.lead = Lead::parse("Phòng Kinh tế");
                    it.coordinators = vec!["Công an xã".into()];
                    it.deadline = hanhdong_domain::programme::Deadline::parse("Quý IV/2026");
                }
            });
            let report = report(&draft);
            for (clause, met, partly) in [("II.2.b-4/lead", 95, 50), ("II.2.b-4/coordinators", 90, 10), ("II.2.b-5/task", 90, 10)] {
                assert_eq!(verdict_in(&report, clause), exactly(with, total, met, partly), "{clause}: {with} of {total}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_check_repeated_says_the_same_in_the_same_order(tasks in tasks()) {
        let draft = programme(&tasks);
        let first = report(&draft);
        prop_assert_eq!(&first, &report(&draft));
        let clauses: Vec<&str> = first.clauses.iter().map(|it| it.id.as_str()).collect();
        let places = first.findings.iter().map(|it| (clauses.iter().position(|id| *id == it.clause), it.place.line));
        prop_assert!(places.clone().zip(places.skip(1)).all(|(a, b)| a <= b), "findings stand by clause, then by line");
    }

    #[test]
    fn a_check_after_edits_is_the_check_of_the_edited_text(tasks in tasks(), edits in prop::collection::vec((0..8_u8, any::<usize>(), 0..50_usize), 1..8)) {
        let guideline = builtin("seed-2025").expect("built in");
        let source = programme(&[(0, 1, 1), (2, 1, 1), (4, 2, 2)]).programme;
        let context = Context { source: Some(&source), ..crate::fixture::context() };
        let mut memory = Memory::new();
        let mut edited = programme(&tasks).programme;
        for change in edits {
            edit(&mut edited, change);
            let again: Report = review_again(&mut memory, &edited, &guideline, &context);
            prop_assert_eq!(again, review(&edited, &guideline, &context));
        }
    }

    #[test]
    fn a_lead_added_worsens_no_clause_on_leads_and_duties(tasks in tasks(), which in any::<prop::sample::Index>()) {
        let mut without = tasks.clone();
        let at = which.index(tasks.len());
        without[at].1 = 0;
        let mut with = without.clone();
        with[at].1 = 1;
        for clause in ["II.2.b-4/lead", "II.2.c-1", "II.2.c-2"] {
            prop_assert!(rank(verdict_of(&programme(&with), clause)) >= rank(verdict_of(&programme(&without), clause)), "{}", clause);
        }
    }
}
