//! II.2.c-2: schemes and plans to be drafted.
//!
//! Met: every one has a drafter (a named lead) and a datable time. Partly: at least half. Not judged where there are none.

use hanhdong_domain::Verdict;
use hanhdong_domain::programme::{LeadKind, WorkItemKind};

use super::task_schedule::is_datable;
use super::{Asked, Said, share};
use crate::facts::TaskFact;
use crate::say::{say, some_of};

pub(super) fn ask(asked: &Asked<'_>) -> Said {
    let facts = asked.facts;
    let papers: Vec<_> = facts.tasks.iter().filter(|it| is_to_be_drafted(it)).collect();
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
    let mut why = say!(asked.language, "{ready}/{total} đề án, kế hoạch phải xây dựng có đơn vị soạn thảo và thời hạn xác định", "{ready}/{total} schemes and plans to be drafted have a drafter and a datable time");
    if !without.is_empty() {
        let labels: Vec<String> = without.iter().map(|it| it.label()).collect();
        let labels = some_of(&labels, 8, asked.language);
        why.push_str(&say!(asked.language, "; cần xem lại: {labels}", "; to be looked at: {labels}"));
    }
    // The single tasks are named by the clauses on lead and schedule: nothing is said twice.
    Said { verdict, why, findings: Vec::new() }
}

fn is_to_be_drafted(task: &TaskFact<'_>) -> bool {
    const VERBS: &[&str] = &["xay dung", "ban hanh", "lap", "nghien cuu", "trinh", "tham muu", "soan thao", "ra soat", "sua doi", "hoan thien", "tiep tuc xay dung", "de xuat"];
    matches!(task.task().kind, WorkItemKind::Scheme | WorkItemKind::Plan) && task.text().begins_any(VERBS)
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
}
