//! II.2.b-4/coordinators: who coordinates. Met from 90 % of the list, partly from 10 %; a collective one counts.

use hanhdong_domain::Code;
use hanhdong_domain::programme::Item;

use super::{Asked, Said};
use crate::say::say;

pub(super) fn ask(asked: &Asked<'_>) -> Said {
    let tasks = &asked.facts.tasks;
    if tasks.is_empty() {
        return asked.no_tasks();
    }
    let count = tasks.iter().filter(|it| !it.coordinators.is_empty()).count();
    let (counts, met) = asked.counts(count, tasks.len());
    let why = say!(asked.language, "{counts} nhiệm vụ nêu đơn vị phối hợp, cần từ {met} %", "{counts} tasks name coordinators; {met} % are needed");
    let mut findings = Vec::new();
    for task in tasks {
        if task.coordinators.is_empty() {
            findings.push(asked.about_task(
                Code::NoCoordinator,
                task,
                say!(asked.language, "Nhiệm vụ chưa nêu đơn vị phối hợp", "No coordinator is named"),
                say!(asked.language, "Ghi đơn vị phối hợp, hoặc ghi rõ đơn vị chủ trì tự thực hiện", "Name who coordinates, or say that the lead works alone"),
            ));
        }
        let mut bodies: Vec<usize> = task.coordinators.iter().flat_map(|it| it.ended().iter().copied()).collect();
        bodies.sort_unstable();
        bodies.dedup();
        findings.extend(asked.ended_in(Item::Task(task.task()), &bodies));
    }
    Said { verdict: asked.verdict(count, tasks.len()), why, findings }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Draft, codes, verdict_of};
    use hanhdong_domain::Verdict;
    use rstest::rstest;

    #[rstest]
    #[case(9, 1, Verdict::Met)]
    #[case(8, 2, Verdict::Partly)]
    #[case(1, 9, Verdict::Partly)]
    #[case(0, 10, Verdict::Unmet)]
    fn the_share_of_tasks_with_coordinators_decides(#[case] with: usize, #[case] without: usize, #[case] verdict: Verdict) {
        let draft = (0..with + without).fold(Draft::new(), |it, n| it.task(&format!("Việc {n}"), "Phòng Kinh tế", if n < with { "Các cơ quan liên quan" } else { "" }, ""));
        assert_eq!(verdict_of(&draft, "II.2.b-4/coordinators"), verdict);
        assert_eq!(codes(&draft, "II.2.b-4/coordinators"), vec![Code::NoCoordinator; without]);
    }
}
