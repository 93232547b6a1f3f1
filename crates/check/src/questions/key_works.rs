//! II.2.b-6: key works with resources, lead and schedule.
//!
//! Met: works listed (a list so named, or at least three rows that are works), each with all three. Partly: at least one
//! work with a proper name or place to be built, bought or finished, something missing. Unmet: none. Documents, models
//! and works already running do not count.

use hanhdong_domain::programme::{Deadline, Form, Item, Lead, LeadKind, Resource, WorkItemKind};
use hanhdong_domain::{Code, Finding, Verdict};

use super::{Asked, Said};
use crate::facts::Facts;
use crate::say::say;
use crate::statement::segments;
use crate::text::{Mark, Text};

/// A work with its three compulsory fields.
struct Work<'a> {
    item: Item<'a>,
    resources: &'a [Resource],
    lead: &'a Lead,
    schedule: &'a Deadline,
}

pub(super) fn ask(asked: &Asked<'_>) -> Said {
    let facts = asked.facts;
    let works = works(facts, asked.number("works"));
    let complete = works.iter().filter(|it| missing(asked, it).is_empty()).count();
    let named = || mentions_a_work(facts);
    let count = works.len();
    let verdict = if count > 0 && complete == count {
        Verdict::Met
    } else if count > 0 || named() {
        Verdict::Partly
    } else {
        Verdict::Unmet
    };
    let why = if count > 0 {
        say!(asked.language, "{complete}/{count} công trình trọng điểm đủ nguồn lực, đơn vị chủ trì và tiến độ", "{complete}/{count} key works have resources, lead and schedule")
    } else if verdict == Verdict::Partly {
        say!(
            asked.language,
            "Có công trình được nêu tên trong nhiệm vụ nhưng chưa có danh mục công trình trọng điểm",
            "Works are named among the tasks, but there is no list of key works"
        )
    } else {
        say!(asked.language, "Chưa nêu công trình trọng điểm", "No key work is named")
    };
    let findings = works.iter().filter_map(|it| incomplete(asked, it)).collect();
    Said { verdict, why, findings }
}

fn works<'a>(facts: &'a Facts<'_>, least: f64) -> Vec<Work<'a>> {
    let listed = facts.works.iter().map(|it| Work { item: Item::KeyWork(it.it), resources: &it.it.resources, lead: &it.it.lead, schedule: &it.it.schedule });
    let mut out: Vec<Work<'a>> = listed.collect();
    if out.is_empty() {
        let rows: Vec<_> = facts.tasks.iter().map(crate::facts::TaskFact::task).filter(|it| it.form == Form::Row && it.kind == WorkItemKind::Work).collect();
        if rows.len() as f64 >= least {
            out.extend(rows.iter().map(|it| Work { item: Item::Task(it), resources: &it.resources, lead: &it.lead, schedule: &it.deadline }));
        }
    }
    out
}

fn missing(asked: &Asked<'_>, work: &Work<'_>) -> Vec<String> {
    let mut out = Vec::new();
    if !work.resources.iter().any(|it| it.is_concrete() || it.text.chars().any(char::is_alphanumeric)) {
        out.push(say!(asked.language, "nguồn lực", "resources"));
    }
    if matches!(work.lead.kind(), LeadKind::None | LeadKind::Collective) {
        out.push(say!(asked.language, "đơn vị chủ trì", "lead"));
    }
    if work.schedule.to.is_none() {
        out.push(say!(asked.language, "tiến độ", "schedule"));
    }
    out
}

fn incomplete(asked: &Asked<'_>, work: &Work<'_>) -> Option<Finding> {
    let missing = missing(asked, work);
    (!missing.is_empty()).then(|| {
        let names = missing.join(", ");
        asked.about(
            Code::KeyWorkIncomplete,
            work.item,
            say!(asked.language, "Công trình còn thiếu: {names}", "The work lacks: {names}"),
            say!(asked.language, "Bổ sung {names}", "Add {names}"),
        )
    })
}

/// Does a task, target or content item name a work to be built, bought or finished in the period?
fn mentions_a_work(facts: &Facts<'_>) -> bool {
    let tasks = facts.tasks.iter().map(|it| it.text());
    let targets = facts.targets.iter().map(|it| it.text.as_ref());
    let outside = facts.outside().map(|it| it.text.as_ref());
    tasks.chain(targets).chain(outside).any(|text| text.mark(Mark::NamesWork, |it| segments(it.raw()).any(is_work)))
}

/// "Đầu tư, nâng cấp Trung tâm ... Mẫu", "Khởi công cầu Mẫu": a building verb in front, then a work with a name.
fn is_work(sentence: &str) -> bool {
    const VERBS: &[&str] =
        &["xay dung", "dau tu", "nang cap", "khoi cong", "hoan thanh", "som hoan thanh", "mua sam", "lap dat", "cai tao", "mo rong", "dua vao su dung", "xay moi", "thi cong"];
    const NO_WORKS: &[&str] = &[
        "de an",
        "ke hoach",
        "chuong trinh",
        "mo hinh",
        "quy dinh",
        "luat",
        "nghi dinh",
        "chien luoc",
        "co che",
        "chinh sach",
        "ho so",
        "tieu chi",
        "huong dan",
        "quy hoach",
        "thong tu",
    ];
    // The noun of a work, as printed with a capital when it begins a proper name.
    const NOUNS: &[&str] = &[
        "Trung tâm",
        "Nhà máy",
        "Cầu",
        "Đường",
        "Tuyến",
        "Trường",
        "Bệnh viện",
        "Khu công nghiệp",
        "Khu công nghệ",
        "Công viên",
        "Hồ",
        "Cảng",
        "Trạm",
        "Nhà văn hoá",
        "Nhà văn hóa",
        "Trụ sở",
        "Bảo tàng",
        "Nhà thi đấu",
        "Viện",
    ];
    // A verb is at most four words: no more of the sentence need be folded to see it.
    let begins = |text: &str| {
        const CHARS_MAX: usize = 40;
        let end = text.char_indices().nth(CHARS_MAX).map_or(text.len(), |it| it.0);
        Text::new(text.get(..end).unwrap_or(text)).begins_any(VERBS)
    };
    let head = sentence.trim_start_matches(|c: char| !c.is_alphabetic() || c == 'x').trim_start();
    if !begins(head) && !sentence.split_once(") ").is_some_and(|it| begins(it.1)) {
        return false;
    }
    let mut best = sentence.len();
    let proper = NOUNS.iter().any(|noun| {
        let capital = sentence.find(noun).filter(|at| *at > 0);
        let small = noun.to_lowercase();
        let small = sentence.find(&small).filter(|at| {
            let rest = sentence.get(at + small.len()..).unwrap_or("").trim_start();
            let next = rest.split_whitespace().take(4).any(|it| it.chars().next().is_some_and(char::is_uppercase));
            let bounded = sentence.get(..*at).is_some_and(|it| it.ends_with(' '));
            bounded && next
        });
        let at = [capital, small].into_iter().flatten().min();
        best = best.min(at.unwrap_or(best));
        at.is_some()
    });
    // A scheme about works is a document: what stands before the work decides.
    proper && !Text::new(sentence.get(..best).unwrap_or("")).says_any(NO_WORKS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Draft, codes, verdict_of};
    use rstest::rstest;

    const CLAUSE: &str = "II.2.b-6";

    #[rstest]
    #[case("Ban Quản lý dự án", "12 tỷ đồng ngân sách tỉnh", "2026 - 2028", Verdict::Met, 0)]
    #[case("Ban Quản lý dự án", "", "2026 - 2028", Verdict::Partly, 1)]
    #[case("", "12 tỷ đồng", "2026 - 2028", Verdict::Partly, 1)]
    #[case("Các cơ quan liên quan", "12 tỷ đồng", "2026 - 2028", Verdict::Partly, 1)]
    #[case("Ban Quản lý dự án", "12 tỷ đồng", "", Verdict::Partly, 1)]
    fn a_key_work_needs_all_three(#[case] lead: &str, #[case] money: &str, #[case] time: &str, #[case] verdict: Verdict, #[case] found: usize) {
        let draft = Draft::new().work("Đường liên xã Mẫu A - Mẫu B", lead, money, time);
        assert_eq!((verdict_of(&draft, CLAUSE), codes(&draft, CLAUSE)), (verdict, vec![Code::KeyWorkIncomplete; found]));
    }

    #[rstest]
    #[case("Đầu tư, nâng cấp Trung tâm văn hoá xã Mẫu A", Verdict::Partly)]
    #[case("Khởi công cầu Mẫu Sơn", Verdict::Partly)]
    #[case("Xây dựng đề án phát triển Trung tâm văn hoá", Verdict::Unmet)]
    #[case("Xây dựng mô hình trường học hạnh phúc", Verdict::Unmet)]
    #[case("Tuyên truyền về Trung tâm văn hoá", Verdict::Unmet)]
    fn a_work_named_among_tasks_is_partly(#[case] title: &str, #[case] verdict: Verdict) {
        assert_eq!(verdict_of(&Draft::new().task(title, "A", "", ""), CLAUSE), verdict, "{title}");
    }
}
