//! II.2.b-5/goal: a schedule for each goal.
//!
//! Met from 90 % of goals and targets with a time of their own (date, year, yearly path, milestone) or under a heading
//! that gives one; partly from 10 %. One without a time of its own or of a linked task is the finding goal-without-date;
//! a task later than its goal is task-after-goal.

use hanhdong_domain::programme::{Goal, Heading, Item, Target};
use hanhdong_domain::{Code, Date, Finding, Verdict};

use super::{Asked, Said};
use crate::say::say;
use crate::text::Text;

pub(super) fn ask(asked: &Asked<'_>) -> Said {
    let facts = asked.facts;
    let mut total = 0;
    let mut timed = 0;
    let mut findings = Vec::new();
    let goals = facts.aims().map(|it| (Item::Goal(it.it), goal_has_time(it.it), it.group, it.part.heading.as_str(), goal_end(it.it)));
    let targets = facts.levels().map(|it| (Item::Target(it.it), target_has_time(it.it), it.group, it.part.heading.as_str(), target_end(it.it)));
    for (item, own, group, part, end) in goals.chain(targets) {
        total += 1;
        let has = own || says_year(part) || group.is_some_and(|it: &Heading| says_year(&it.text));
        timed += usize::from(has);
        let serving: Vec<_> = facts.served_by(item.anchor()).iter().filter_map(|it| facts.tasks.get(*it)).collect();
        if !has && !serving.iter().any(|it| it.task().deadline.is_datable(facts.period)) {
            findings.push(without_date(asked, item));
        }
        let Some(end) = end else { continue };
        for task in serving.iter().filter(|it| it.task().deadline.to.is_some_and(|it| it > end)) {
            let (deadline, goal, year) = (&task.task().deadline.text, crate::facts::label(item.code(), item.text()), end.year());
            findings.push(asked.about_task(
                Code::TaskAfterGoal,
                task,
                say!(
                    asked.language,
                    "Nhiệm vụ kết thúc {deadline}, sau mốc năm {year} của mục tiêu, chỉ tiêu \"{goal}\"",
                    "The task ends {deadline}, after the year {year} of the goal \"{goal}\" it serves"
                ),
                say!(asked.language, "Đưa thời hạn về trước mốc của mục tiêu, hoặc điều chỉnh mốc", "Bring the deadline before the goal's date, or move the goal"),
            ));
        }
    }
    let verdict = if total == 0 { Verdict::Unmet } else { asked.verdict(timed, total) };
    let (counts, met) = asked.counts(timed, total);
    let why = say!(asked.language, "{counts} mục tiêu, chỉ tiêu có mốc thời gian riêng, cần từ {met} %", "{counts} goals and targets have a time of their own; {met} % are needed");
    Said { verdict, why, findings }
}

fn without_date(asked: &Asked<'_>, item: Item<'_>) -> Finding {
    asked.about(
        Code::GoalWithoutDate,
        item,
        say!(asked.language, "Mục tiêu, chỉ tiêu chưa có mốc thời gian, nhiệm vụ gắn với nó cũng chưa có", "Neither this goal nor a task that serves it has a date"),
        say!(asked.language, "Ghi mốc năm cần đạt hoặc lộ trình từng năm", "State the year it shall be reached, or a yearly path"),
    )
}

pub(super) fn goal_has_time(goal: &Goal) -> bool {
    !goal.horizons.is_empty() || goal.schedule.to.is_some() || goal.schedule.from.is_some()
}

pub(super) fn target_has_time(target: &Target) -> bool {
    target.horizon.is_some() || !target.path.is_empty() || target.schedule.to.is_some() || Text::new(&target.value.text).says_any(&["moi nam", "hang nam"])
}

fn year_end(year: i16) -> Option<Date> {
    Date::new(year, 12, 31).ok()
}

fn goal_end(goal: &Goal) -> Option<Date> {
    goal.schedule.to.or_else(|| goal.horizons.iter().max().copied().and_then(year_end))
}

fn target_end(target: &Target) -> Option<Date> {
    target.schedule.to.or_else(|| target.path.iter().map(|it| it.year).chain(target.horizon).max().and_then(year_end))
}

/// "Đến năm 2030", "Giai đoạn 2026-2030": a heading that gives what stands under it a time.
fn says_year(heading: &str) -> bool {
    let text = Text::new(heading);
    text.says_any(&["den nam", "nam", "giai doan", "nhiem ky", "tam nhin"])
        && text.folded().split(' ').any(|it| it.len() == 4 && it.parse::<u16>().is_ok_and(|it| (1990..=2100).contains(&it)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Draft, codes, verdict_of};
    use rstest::rstest;

    const CLAUSE: &str = "II.2.b-5/goal";

    #[rstest]
    #[case(9, 1, Verdict::Met, 1)]
    #[case(8, 2, Verdict::Partly, 2)]
    #[case(1, 10, Verdict::Unmet, 10)]
    #[case(0, 0, Verdict::Unmet, 0)]
    fn ninety_percent_need_a_time_of_their_own(#[case] with: usize, #[case] without: usize, #[case] verdict: Verdict, #[case] found: usize) {
        let draft = (0..with).fold(Draft::new(), |it, n| it.target(&n.to_string(), &format!("Tỷ lệ {n}"), "80", Some(2030)));
        let draft = (0..without).fold(draft, |it, n| it.target(&format!("9{n}"), &format!("Tỷ lệ khác {n}"), "80", None));
        assert_eq!(verdict_of(&draft, CLAUSE), verdict);
        assert_eq!(codes(&draft, CLAUSE), vec![Code::GoalWithoutDate; found]);
    }

    #[test]
    fn a_linked_task_with_a_date_mends_the_finding_but_is_no_time_of_the_goals_own() {
        let draft = Draft::new().target("1", "Tỷ lệ hộ dùng nước sạch", "95", None).task("Mở rộng mạng nước (chỉ tiêu 1)", "Phòng Kinh tế", "", "Quý IV/2027");
        assert_eq!((verdict_of(&draft, CLAUSE), codes(&draft, CLAUSE)), (Verdict::Unmet, vec![]));
    }

    #[test]
    fn a_task_after_its_goal_is_found() {
        let draft = Draft::new().target("1", "Tỷ lệ hộ dùng nước sạch", "95", Some(2027)).task("Mở rộng mạng nước (chỉ tiêu 1)", "Phòng Kinh tế", "", "Quý I/2028");
        assert_eq!(codes(&draft, CLAUSE), [Code::TaskAfterGoal]);
    }
}
