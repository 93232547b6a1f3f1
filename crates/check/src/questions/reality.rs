//! I.2.a-2: close to the real situation.
//!
//! Met: at least 80 % of targets with a figure state a baseline, and none is already reached or below its own baseline
//! without a reason. Partly: some do. Unmet: none, or most stand at or below their baseline. What is copied
//! (`copying`) is a note.

use hanhdong_domain::programme::{Item, Relation, Target, ValueKind};
use hanhdong_domain::{Code, Finding, Verdict};

use super::{Asked, Said, copying, pace, share};
use crate::facts::Fact;
use crate::say::say;
use crate::text::Text;

pub(super) fn ask(asked: &Asked<'_>) -> Said {
    let facts = asked.facts;
    let figured: Vec<_> = facts.levels().filter(|it| it.it.value.number.is_some()).collect();
    let mut findings = Vec::new();
    for (item, text) in facts.aims_and_levels() {
        findings.extend(asked.ended_in(item, text.ended()));
    }
    for task in &facts.tasks {
        findings.extend(asked.ended_in(Item::Task(task.task()), task.text().ended()));
    }
    findings.extend(copying::findings(asked));
    findings.extend(pace::findings(asked));
    if figured.is_empty() {
        let why = say!(asked.language, "Chưa có chỉ tiêu nào nêu con số để đối chiếu với thực tế", "No target has a figure to hold against reality");
        return Said { findings, ..Said::not_judged(why) };
    }
    let based = figured.iter().filter(|it| has_baseline(it.it)).count();
    let reached = figured.iter().filter(|it| is_reached(it)).count();
    let verdict = if based == 0 || reached * 2 > based {
        Verdict::Unmet
    } else if share(based, figured.len()) >= asked.number("met") && reached == 0 {
        Verdict::Met
    } else {
        Verdict::Partly
    };
    let (counts, met) = asked.counts(based, figured.len());
    let why = say!(
        asked.language,
        "{counts} chỉ tiêu có con số nêu số liệu năm gốc hoặc hiện trạng, cần từ {met} %; {reached} chỉ tiêu bằng hoặc thấp hơn mức đã đạt",
        "{counts} targets with a figure state a baseline, {met} % are needed; {reached} stand at or below it"
    );
    // Where hardly any target has one, it is one thing to mend.
    if based * 2 >= figured.len() {
        findings.extend(figured.iter().filter(|it| !has_baseline(it.it)).map(|it| no_baseline(asked, it.it)));
    } else {
        let without = figured.len() - based;
        findings.push(asked.whole(
            Code::NoBaseline,
            say!(asked.language, "{without} chỉ tiêu chưa nêu số liệu năm gốc hoặc hiện trạng", "{without} targets state no baseline"),
            say!(asked.language, "Thêm cột \"Thực hiện năm ...\" vào bảng chỉ tiêu", "Add a column with the present level and its year"),
        ));
    }
    findings.extend(figured.iter().filter(|it| is_reached(it)).map(|it| at_odds(asked, it.it)));
    Said { verdict, why, findings }
}

fn has_baseline(target: &Target) -> bool {
    target.baseline().is_some_and(|it| it.value.number.is_some())
}

fn no_baseline(asked: &Asked<'_>, target: &Target) -> Finding {
    asked.about(
        Code::NoBaseline,
        Item::Target(target),
        say!(asked.language, "Chỉ tiêu chưa nêu số liệu năm gốc hoặc hiện trạng", "The target states no baseline"),
        say!(asked.language, "Ghi mức đã đạt và năm của số liệu", "State the present level and its year"),
    )
}

fn at_odds(asked: &Asked<'_>, target: &Target) -> Finding {
    let level = &target.value.text;
    let base = target.baseline().map_or("", |it| it.value.text.as_str());
    asked.about(
        Code::NoBaseline,
        Item::Target(target),
        say!(asked.language, "Mức đề ra \"{level}\" bằng hoặc kém mức đã đạt \"{base}\"", "The level \"{level}\" is already reached or below the baseline \"{base}\""),
        say!(asked.language, "Nâng mức phấn đấu, hoặc ghi lý do (ví dụ: sáp nhập, thay đổi cách tính)", "Raise the level, or say why (a merger, another way of counting)"),
    )
}

/// Is the level already reached, or below the baseline, without a reason in the text?
fn is_reached(fact: &Fact<'_, Target>) -> bool {
    let target = fact.it;
    let Some(base) = target.baseline() else { return false };
    // A rate (so much a year, a decrease) is not held against a level.
    let comparable = match target.value.kind {
        ValueKind::Threshold | ValueKind::Level | ValueKind::Ratio => true,
        ValueKind::AnnualAverage | ValueKind::AnnualMinimum | ValueKind::Cumulative | ValueKind::Decrease | ValueKind::Milestone | ValueKind::Qualitative => false,
    };
    let (Some(level), Some(base), true) = (target.value.number, base.value.number, comparable) else { return false };
    let keeps = fact.text.says_any(&["duy tri", "giu vung", "giu on dinh"]) || Text::new(&target.value.text).says_any(&["duy tri", "giu vung"]);
    let reasoned = target.note.as_deref().is_some_and(|it| it.chars().any(char::is_alphabetic));
    if keeps || reasoned {
        return false;
    }
    if lower_is_better(fact) { level >= base } else { level <= base }
}

pub(super) fn lower_is_better(fact: &Fact<'_, Target>) -> bool {
    const LESS: &[&str] = &[
        "ho ngheo",
        "can ngheo",
        "that nghiep",
        "tai nan",
        "tu vong",
        "toi pham",
        "suy dinh duong",
        "giam",
        "o nhiem",
        "xep hang",
        "thu hang",
        "ty suat sinh con thu ba",
        "don thu vuot cap",
    ];
    let at_most = match fact.it.value.relation {
        Relation::AtMost | Relation::Below => true,
        Relation::AtLeast | Relation::Above | Relation::Equal | Relation::Range | Relation::Text => false,
    };
    at_most || fact.text.says_any(LESS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Draft, codes, verdict_of};
    use rstest::rstest;

    const CLAUSE: &str = "I.2.a-2";

    #[rstest]
    #[case("Hộ dùng nước sạch", "95", Some("80"), "", false)]
    #[case("Hộ dùng nước sạch", "80", Some("80"), "", true)]
    #[case("Hộ dùng nước sạch", "70", Some("80"), "", true)]
    #[case("Hộ dùng nước sạch", "70", Some("80"), "Sau sáp nhập địa bàn rộng hơn", false)]
    #[case("Tỷ lệ hộ nghèo", "1,5", Some("3"), "", false)]
    #[case("Tỷ lệ hộ nghèo", "4", Some("3"), "", true)]
    #[case("Duy trì phổ cập giáo dục", "100", Some("100"), "", false)]
    fn a_level_already_reached_is_found(#[case] name: &str, #[case] level: &str, #[case] base: Option<&str>, #[case] note: &str, #[case] found: bool) {
        let draft = Draft::new().target_with("1", name, level, Some(2030), |it| {
            it.baselines = base.and_then(|base| Draft::baseline(Some(2025), base)).into_iter().collect();
            it.note = Some(note.to_owned());
        });
        assert_eq!(codes(&draft, CLAUSE).len(), usize::from(found), "{name} {level}");
        assert_eq!(verdict_of(&draft, CLAUSE), if found { Verdict::Unmet } else { Verdict::Met });
    }

    #[rstest]
    #[case(4, 1, Verdict::Met)]
    #[case(3, 1, Verdict::Partly)]
    #[case(0, 3, Verdict::Unmet)]
    #[case(0, 0, Verdict::NotJudged)]
    fn eighty_percent_state_a_baseline(#[case] with: usize, #[case] without: usize, #[case] verdict: Verdict) {
        let draft = (0..with + without).fold(Draft::new(), |it, n| {
            it.target_with(&n.to_string(), &format!("Tỷ lệ {n}"), "90", Some(2030), |it| {
                it.baselines = if n < with { Draft::baseline(Some(2025), "50").into_iter().collect() } else { Vec::new() }
            })
        });
        assert_eq!(verdict_of(&draft, CLAUSE), verdict);
    }

    #[test]
    fn a_body_of_the_past_in_a_title_is_found() {
        let draft = Draft::new().dated("2026-02-05").task("Phối hợp với UBND huyện mở tuyến đường", "Phòng Kinh tế", "", "2027");
        assert_eq!(codes(&draft, CLAUSE), [Code::UnknownBody]);
    }
}
