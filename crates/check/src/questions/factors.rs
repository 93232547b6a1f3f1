//! II.2.b-3/factors: necessary factors. Met where at least half of the tasks name people, land, technology, procedure,
//! a decision from above or another outside dependency; partly where some do.

use hanhdong_domain::{Code, Verdict};

use super::{Asked, Said, share};
use crate::say::say;

pub(super) fn ask(asked: &Asked<'_>) -> Said {
    let tasks = &asked.facts.tasks;
    if tasks.is_empty() {
        return asked.no_tasks();
    }
    let (with, without): (Vec<_>, Vec<_>) = tasks.iter().partition(|it| !it.task().conditions.is_empty());
    let verdict = if share(with.len(), tasks.len()) >= asked.number("met") {
        Verdict::Met
    } else if with.is_empty() {
        Verdict::Unmet
    } else {
        Verdict::Partly
    };
    let (counts, met) = asked.counts(with.len(), tasks.len());
    let why = say!(
        asked.language,
        "{counts} nhiệm vụ nêu điều kiện cần thiết (nhân lực, đất đai, công nghệ, thủ tục, quyết định của cấp trên), cần từ {met} %",
        "{counts} tasks name a factor they need; {met} % are needed"
    );
    let hint = say!(
        asked.language,
        "Ghi điều kiện cần có trước: nhân lực, mặt bằng, công nghệ, thủ tục hoặc quyết định của cấp trên",
        "Name what must be there first: people, land, technology, procedure or a decision from above"
    );
    // Where hardly any task has it, it is one thing to mend, not one for each task.
    let findings = if verdict == Verdict::Met || share(with.len(), tasks.len()) * 2.0 >= asked.number("met") {
        let message = say!(asked.language, "Nhiệm vụ chưa nêu điều kiện cần thiết để thực hiện", "No necessary factor is named");
        without.iter().map(|it| asked.about_task(Code::NoFactor, it, message.clone(), hint.clone())).collect()
    } else {
        let count = without.len();
        vec![asked.whole(Code::NoFactor, say!(asked.language, "{count} nhiệm vụ chưa nêu điều kiện cần thiết để thực hiện", "{count} tasks name no necessary factor"), hint)]
    };
    Said { verdict, why, findings }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Draft, codes, verdict_of};
    use rstest::rstest;

    #[rstest]
    #[case(4, 4, Verdict::Met, 4)]
    #[case(3, 5, Verdict::Partly, 5)]
    #[case(1, 9, Verdict::Partly, 1)]
    #[case(0, 8, Verdict::Unmet, 1)]
    fn half_of_the_tasks_need_a_factor(#[case] with: usize, #[case] without: usize, #[case] verdict: Verdict, #[case] found: usize) {
        let draft = Draft::new().rows(with, |it, _| it.title = "Mở tuyến đường".into()).conditions("Giải phóng mặt bằng").rows(without, |it, n| it.title = format!("Việc {n}"));
        assert_eq!(verdict_of(&draft, "II.2.b-3/factors"), verdict);
        assert_eq!(codes(&draft, "II.2.b-3/factors"), vec![Code::NoFactor; found]);
    }
}
