//! II.2.b-5/task: a schedule of tasks.
//!
//! Met from 90 % of the list datable; partly from 10 %, or where at least 90 % state some time. Datable is a day, month,
//! quarter, year or range with an end, shorter than the programme's period; in running text the programme's last year
//! is not, in a time column it is.

use hanhdong_domain::programme::{DeadlineKind, Form};
use hanhdong_domain::{Code, Verdict};

use super::{Asked, Said, share};
use crate::facts::{Facts, TaskFact};
use crate::say::say;

pub(super) fn is_datable(facts: &Facts<'_>, task: &TaskFact<'_>) -> bool {
    let deadline = &task.task().deadline;
    let last_year = deadline.kind == DeadlineKind::Year && facts.period.is_some_and(|it| deadline.to.is_some_and(|to| to.year() >= it.to));
    deadline.is_datable(facts.period) && !(last_year && task.task().form == Form::Prose)
}

pub(super) fn ask(asked: &Asked<'_>) -> Said {
    let facts = asked.facts;
    let total = facts.tasks.len();
    if total == 0 {
        return asked.no_tasks();
    }
    let datable = facts.tasks.iter().filter(|it| is_datable(facts, it)).count();
    let timed = facts.tasks.iter().filter(|it| !it.task().deadline.is_none()).count();
    let verdict = match asked.verdict(datable, total) {
        Verdict::Unmet if share(timed, total) >= asked.number("met") => Verdict::Partly,
        verdict => verdict,
    };
    let (counts, met) = asked.counts(datable, total);
    let why = say!(
        asked.language,
        "{counts} nhiệm vụ có thời hạn xác định được, cần từ {met} %; {timed} nhiệm vụ có nêu thời gian",
        "{counts} tasks have a datable deadline, {met} % are needed; {timed} state some time"
    );
    let mut findings = Vec::new();
    for task in &facts.tasks {
        let deadline = &task.task().deadline;
        let text = &deadline.text;
        if deadline.is_none() {
            findings.push(asked.about_task(
                Code::NoDate,
                task,
                say!(asked.language, "Nhiệm vụ chưa có thời hạn", "The task has no deadline"),
                say!(asked.language, "Ghi ngày, tháng, quý hoặc năm hoàn thành", "State the day, month, quarter or year it shall be done"),
            ));
        } else if !is_datable(facts, task) {
            findings.push(asked.about_task(
                Code::Undatable,
                task,
                say!(asked.language, "Thời gian \"{text}\" chưa xác định được mốc hoàn thành", "The time \"{text}\" gives no day to count from"),
                say!(asked.language, "Ghi mốc hoàn thành; việc thường xuyên thì ghi mốc báo cáo kết quả", "State when it ends; for regular work, when results are reported"),
            ));
        }
    }
    Said { verdict, why, findings }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Draft, codes, verdict_of};
    use rstest::rstest;

    const CLAUSE: &str = "II.2.b-5/task";

    #[rstest]
    #[case(&[("Quý IV/2026", 9), ("Thường xuyên", 1)], Verdict::Met)]
    #[case(&[("Quý IV/2026", 5), ("", 5)], Verdict::Partly)]
    #[case(&[("Thường xuyên", 9), ("", 1)], Verdict::Partly)]
    #[case(&[("Thường xuyên", 8), ("", 2)], Verdict::Unmet)]
    #[case(&[("2026 - 2030", 10)], Verdict::Partly)]
    #[case(&[("2030", 10)], Verdict::Met)]
    fn datable_deadlines_decide(#[case] times: &[(&str, usize)], #[case] verdict: Verdict) {
        let mut draft = Draft::new().period(2026, 2030);
        for (time, count) in times {
            for n in 0..*count {
                draft = draft.task(&format!("Việc {n} {time}"), "Phòng Kinh tế", "", time);
            }
        }
        assert_eq!(verdict_of(&draft, CLAUSE), verdict, "{times:?}");
    }

    #[test]
    fn no_time_and_vague_time_have_their_own_codes() {
        let draft = Draft::new().task("Việc một", "A", "", "").task("Việc hai", "A", "", "Theo lộ trình").task("Việc ba", "A", "", "6/2026");
        assert_eq!(codes(&draft, CLAUSE), [Code::NoDate, Code::Undatable]);
    }

    #[test]
    fn the_last_year_in_running_text_is_not_datable() {
        let draft = Draft::new().period(2026, 2030).task("Việc một", "A", "", "2030").prose();
        assert_eq!(codes(&draft, CLAUSE), [Code::Undatable]);
    }
}
