//! II.2.c-2: schemes and plans to be drafted.
//!
//! Met: every one has a drafter (a named lead) and a datable time. Partly: at least half. Not judged where there are none.

use std::collections::HashMap;

use hanhdong_domain::Verdict;
use hanhdong_domain::programme::{LeadKind, Origin, WorkItemKind};

use super::task_schedule::is_datable;
use super::{Asked, Said, share};
use crate::facts::TaskFact;
use crate::say::{say, some_of};
use crate::text::Text;

pub(super) fn ask(asked: &Asked<'_>) -> Said {
    let facts = asked.facts;
    let mut lists = Lists::default();
    let papers: Vec<_> = facts.tasks.iter().filter(|it| is_to_be_drafted(it, &mut lists)).collect();
    if papers.is_empty() {
        return Said::not_judged(say!(asked.language, "Văn bản không có đề án, kế hoạch phải xây dựng", "There is no scheme or plan to be drafted"));
    }
    let ready = |it: &&TaskFact<'_>| matches!(it.lead, LeadKind::Unit | LeadKind::Person) && is_datable(facts, it);
    let (with, without): (Vec<_>, Vec<_>) = papers.iter().copied().partition(|it| ready(it));
    let verdict = match share(with.len(), papers.len()) {
        it if it >= 1.0 => Verdict::Met,
        it if it >= asked.number("partly") => Verdict::Partly,
        _ => Verdict::Unmet,
    };
    let (ready, total) = (with.len(), papers.len());
    let mut why = say!(
        asked.language,
        "{ready}/{total} đề án, kế hoạch phải xây dựng có đơn vị soạn thảo và thời hạn xác định",
        "{ready}/{total} schemes and plans to be drafted have a drafter and a datable time"
    );
    if !without.is_empty() {
        let labels: Vec<String> = without.iter().map(|it| it.label()).collect();
        let labels = some_of(&labels, 8, asked.language);
        why.push_str(&say!(asked.language, "; cần xem lại: {labels}", "; to be looked at: {labels}"));
    }
    // The single tasks are named by the clauses on lead and schedule: nothing is said twice.
    Said { verdict, why, findings: Vec::new() }
}

/// A scheme or plan, or an item of a list so headed, unless it is only being carried out.
fn is_to_be_drafted(task: &TaskFact<'_>, lists: &mut Lists) -> bool {
    const DRAFTING: &[&str] = &[
        "xay dung",
        "ban hanh",
        "lap",
        "nghien cuu",
        "trinh",
        "tham muu",
        "soan thao",
        "ra soat",
        "sua doi",
        "hoan thien",
        "tiep tuc xay dung",
        "tiep tuc hoan thien",
        "de xuat",
        "dieu chinh",
        "bo sung",
    ];
    const NAMES: &[&str] = &["de an", "ke hoach", "chuong trinh", "quy che", "quy dinh", "nghi quyet", "du an luat"];
    let text = task.text();
    if text.begins_any(DRAFTING) {
        return is_paper(task.task().kind) || lists.hold(task);
    }
    let continued = task.task().origin == Origin::Continued;
    !continued && ((is_paper(task.task().kind) && text.begins_any(NAMES)) || (lists.hold(task) && !text.begins_any(&["trien khai", "thuc hien", "to chuc thuc hien", "tiep tuc"])))
}

fn is_paper(kind: WorkItemKind) -> bool {
    match kind {
        WorkItemKind::Scheme | WorkItemKind::Plan => true,
        WorkItemKind::Project | WorkItemKind::Work | WorkItemKind::Measure => false,
    }
}

/// Lists of papers to be drafted, each heading read once.
#[derive(Debug, Default)]
struct Lists {
    known: HashMap<*const str, bool>,
}

impl Lists {
    /// "Danh mục đề án, kế hoạch cần xây dựng": a list whose items are papers to be drafted, however they are worded.
    fn hold(&mut self, task: &TaskFact<'_>) -> bool {
        let mut says = |heading: &str| {
            *self.known.entry(std::ptr::from_ref(heading)).or_insert_with(|| {
                let text = Text::new(heading);
                text.says_any(&["de an", "ke hoach", "van ban"])
                    && text.says_any(&["can xay dung", "phai xay dung", "can ban hanh", "phai ban hanh", "du kien ban hanh", "can soan thao"])
            })
        };
        says(&task.fact.part.heading) || task.fact.group.is_some_and(|it| says(&it.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Draft, verdict_of};
    use rstest::rstest;

    #[rstest]
    #[case(&[("Phòng Kinh tế", "6/2027"), ("Văn phòng", "2028")], Verdict::Met)]
    #[case(&[("Phòng Kinh tế", "6/2027"), ("Văn phòng", "Thường xuyên")], Verdict::Partly)]
    #[case(&[("Phòng Kinh tế", "6/2027"), ("", "2028"), ("Các cơ quan liên quan", "2028")], Verdict::Unmet)]
    #[case(&[], Verdict::NotJudged)]
    fn every_paper_needs_a_drafter_and_a_date(#[case] papers: &[(&str, &str)], #[case] verdict: Verdict) {
        let draft = papers.iter().fold(Draft::new(), |it, (lead, time)| it.task("Xây dựng đề án sinh kế", lead, "", time));
        assert_eq!(verdict_of(&draft, "II.2.c-2"), verdict);
    }

    #[rstest]
    #[case("NỘI DUNG", "Đề án chuyển đổi số của xã", Verdict::Met)]
    #[case("NỘI DUNG", "Triển khai Đề án chuyển đổi số của xã", Verdict::NotJudged)]
    #[case("NỘI DUNG", "Tiếp tục thực hiện Kế hoạch giảm nghèo", Verdict::NotJudged)]
    #[case("DANH MỤC ĐỀ ÁN, KẾ HOẠCH CẦN XÂY DỰNG", "Quy chế phối hợp giữa các cơ quan của xã", Verdict::Met)]
    #[case("DANH MỤC ĐỀ ÁN, KẾ HOẠCH CẦN XÂY DỰNG", "Triển khai Kế hoạch giảm nghèo", Verdict::NotJudged)]
    fn schemes_and_plans_are_drafted_unless_carried_out(#[case] heading: &str, #[case] title: &str, #[case] verdict: Verdict) {
        let mut draft = Draft::new().task(title, "Phòng Kinh tế", "", "Quý I/2027");
        draft.programme.parts[1].heading = heading.into();
        assert_eq!(verdict_of(&draft, "II.2.c-2"), verdict, "{title}");
    }
}
