//! II.2.a-2: required levels.
//!
//! Met: three or more targets, at least 80 % of them measurable. Partly: some measurable level (also one hidden inside
//! a goal or task). Unmet: none. Figures of one statement that differ inside the text are contradictions here.

use hanhdong_domain::programme::{Item, TargetValue};
use hanhdong_domain::{Code, Verdict};

use super::figures::contradictions;
use super::{Asked, Said, share};
use crate::say::say;

pub(super) fn ask(asked: &Asked<'_>) -> Said {
    let facts = asked.facts;
    let targets: Vec<_> = facts.levels().collect();
    let measurable = targets.iter().filter(|it| it.it.is_measurable()).count();
    let hidden = || {
        let goals = facts.goals.iter().map(|it| it.it.text.as_str());
        goals.chain(facts.tasks.iter().map(|it| it.task().title.as_str())).any(|it| TargetValue::find_in(it).is_some())
    };
    let verdict = if targets.len() as f64 >= asked.number("targets") && share(measurable, targets.len()) >= asked.number("met") {
        Verdict::Met
    } else if measurable > 0 || hidden() {
        Verdict::Partly
    } else {
        Verdict::Unmet
    };
    let (counts, met) = asked.counts(measurable, targets.len());
    let least = asked.number("targets");
    let why = say!(
        asked.language,
        "{counts} chỉ tiêu có mức đo đếm được, cần từ {met} % của ít nhất {least} chỉ tiêu",
        "{counts} targets have a measurable level; {met} % of at least {least} are needed"
    );
    let mut findings: Vec<_> = targets
        .iter()
        .filter(|it| !it.it.is_measurable())
        .map(|it| {
            asked.about(
                Code::NotMeasurable,
                Item::Target(it.it),
                say!(asked.language, "Chỉ tiêu chưa có mức đo đếm được", "The target has no level that can be measured"),
                say!(asked.language, "Ghi con số, thứ hạng hoặc mốc đạt/chưa đạt, hoặc tiêu chí đánh giá", "Give a number, a rank, a yes/no milestone, or how it will be judged"),
            )
        })
        .collect();
    findings.extend(contradictions(asked));
    Said { verdict, why, findings }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Draft, codes, verdict_of};
    use rstest::rstest;

    const CLAUSE: &str = "II.2.a-2";

    #[rstest]
    #[case(&["80", "90", "70"], Verdict::Met, 0)]
    #[case(&["80", "90"], Verdict::Partly, 0)]
    #[case(&["80", "90", "70", "60", "Giữ vững"], Verdict::Met, 1)]
    #[case(&["80", "90", "70", "Giữ vững"], Verdict::Partly, 1)]
    #[case(&["Giữ vững"], Verdict::Unmet, 1)]
    #[case(&[], Verdict::Unmet, 0)]
    fn three_targets_and_eighty_percent(#[case] values: &[&str], #[case] verdict: Verdict, #[case] found: usize) {
        let names = ["Hộ dùng nước sạch", "Đường được cứng hoá", "Lao động qua đào tạo", "Dịch vụ công trực tuyến", "Quốc phòng"];
        let draft = values.iter().enumerate().fold(Draft::new(), |it, (n, value)| it.target(&n.to_string(), names[n], value, Some(2030)));
        assert_eq!(verdict_of(&draft, CLAUSE), verdict);
        assert_eq!(codes(&draft, CLAUSE), vec![Code::NotMeasurable; found]);
    }

    #[test]
    fn a_level_hidden_in_a_task_makes_some() {
        let draft = Draft::new().task("Bảo đảm ít nhất 95% hộ dân dùng nước sạch", "A", "", "");
        assert_eq!(verdict_of(&draft, CLAUSE), Verdict::Partly);
    }

    #[test]
    fn fifty_here_and_a_hundred_there_is_a_contradiction() {
        let draft = Draft::new().target("1", "Tỷ lệ hộ dân sử dụng nước sạch tập trung", "50%", Some(2030)).task(
            "Đến năm 2030, tỷ lệ hộ dân sử dụng nước sạch tập trung đạt 100%",
            "A",
            "",
            "",
        );
        assert_eq!(codes(&draft, CLAUSE), [Code::Contradiction]);
        let same = Draft::new().target("1", "Tỷ lệ hộ dân sử dụng nước sạch tập trung", "≥ 50%", Some(2030)).task(
            "Đến năm 2030, tỷ lệ hộ dân sử dụng nước sạch tập trung đạt trên 50%",
            "A",
            "",
            "",
        );
        assert_eq!(codes(&same, CLAUSE), []);
        let later =
            Draft::new().target("1", "Tỷ lệ hộ dân sử dụng nước sạch tập trung", "50%", Some(2030)).target("2", "Tỷ lệ hộ dân sử dụng nước sạch tập trung", "70%", Some(2045));
        assert_eq!(codes(&later, CLAUSE), []);
    }
}
