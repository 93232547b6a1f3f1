//! II.1: the three parts.
//!
//! Met: goals (or purpose), content and organisation of execution are the only top-level sections, in this order;
//! annexes do no harm. Partly: the three meanings are there with other or more sections, merged or out of order. Unmet:
//! one is missing. Numbers announced that differ from the list ("16 nhiệm vụ", 15 listed) are contradictions here.

use hanhdong_domain::programme::{Node, Part, PartRole, PassageRole};
use hanhdong_domain::text::fold;
use hanhdong_domain::{Code, Finding, Place, Verdict};

use super::{Asked, Said};
use crate::facts::Facts;
use crate::say::say;

const MEANINGS: [PartRole; 3] = [PartRole::Goals, PartRole::Content, PartRole::Organisation];

pub(super) fn ask(asked: &Asked<'_>) -> Said {
    let parts: Vec<&Part> = asked.facts.programme.parts.iter().filter(|it| it.role != PartRole::Annex).collect();
    let missing: Vec<PartRole> = MEANINGS.into_iter().filter(|it| !is_there(&parts, *it)).collect();
    let roles: Vec<PartRole> = parts.iter().map(|it| it.role).collect();
    let verdict = if !missing.is_empty() {
        Verdict::Unmet
    } else if roles == MEANINGS {
        Verdict::Met
    } else {
        Verdict::Partly
    };
    let mut findings: Vec<Finding> = missing.iter().map(|it| missing_part(asked, &parts, *it)).collect();
    if missing.is_empty() && verdict == Verdict::Partly {
        findings.extend(extra_parts(asked, &parts));
    }
    findings.extend(counts_that_differ(asked));
    Said { verdict, why: why(asked, &parts, &missing), findings }
}

/// Is the meaning there: a section of its own that is not empty, or items of its kind inside another section?
fn is_there(parts: &[&Part], role: PartRole) -> bool {
    let own = |node: &Node| match (role, node) {
        (PartRole::Goals, Node::Goal(_) | Node::Target(_) | Node::Requirement(_)) => true,
        (PartRole::Content, Node::Task(_) | Node::KeyWork(_)) => true,
        (PartRole::Organisation, Node::Arrangement(_)) => true,
        (_, Node::Heading(_) | Node::Text(_) | Node::Goal(_) | Node::Target(_) | Node::Requirement(_) | Node::Task(_) | Node::KeyWork(_) | Node::Arrangement(_)) => false,
    };
    parts.iter().any(|it| (it.role == role && !it.nodes.is_empty()) || it.nodes.iter().any(own))
}

fn name(asked: &Asked<'_>, role: PartRole) -> String {
    match role {
        PartRole::Goals => say!(asked.language, "mục tiêu, yêu cầu", "goals and requirements"),
        PartRole::Content => say!(asked.language, "nội dung (nhiệm vụ, giải pháp)", "content (tasks and solutions)"),
        PartRole::Organisation => say!(asked.language, "tổ chức thực hiện", "organisation of execution"),
        PartRole::Annex | PartRole::Other => say!(asked.language, "phần khác", "another section"),
    }
}

fn why(asked: &Asked<'_>, parts: &[&Part], missing: &[PartRole]) -> String {
    let count = parts.len();
    if missing.is_empty() {
        return say!(asked.language, "Đủ ba phần; văn bản có {count} phần lớn", "All three parts are there; the text has {count} top-level sections");
    }
    let names = missing.iter().map(|it| name(asked, *it)).collect::<Vec<_>>().join("; ");
    say!(asked.language, "Chưa thấy phần: {names}", "Not found: {names}")
}

fn missing_part(asked: &Asked<'_>, parts: &[&Part], role: PartRole) -> Finding {
    let name = name(asked, role);
    let empty = parts.iter().find(|it| it.role == role);
    let place = empty.map_or(Place::default(), |it| it.place.clone());
    let message = match empty {
        Some(_) => say!(asked.language, "Phần {name} chưa có nội dung", "The section on {name} is empty"),
        None => say!(asked.language, "Chưa có phần {name}", "There is no section on {name}"),
    };
    let hint = say!(asked.language, "Bổ sung phần {name} theo bố cục ba phần", "Add it, as one of the three parts");
    asked.at(Code::MissingPart, &place, empty.map_or("", |it| it.heading.as_str()), message, hint)
}

fn extra_parts(asked: &Asked<'_>, parts: &[&Part]) -> Vec<Finding> {
    let mut seen: Vec<PartRole> = Vec::new();
    let mut out = Vec::new();
    for part in parts {
        let rank = MEANINGS.iter().position(|it| *it == part.role);
        let after = seen.iter().filter_map(|it| MEANINGS.iter().position(|role| role == it)).max();
        let said = if rank.is_none() {
            let message = say!(asked.language, "Phần này nằm ngoài bố cục ba phần", "This section stands beside the three parts");
            Some((message, say!(asked.language, "Đưa vào thành mục của một trong ba phần", "Make it a section inside one of the three parts")))
        } else if rank < after {
            let message = say!(asked.language, "Phần này chưa đúng thứ tự: mục tiêu, nội dung, tổ chức thực hiện", "This section is out of order: goals, content, organisation");
            Some((message, say!(asked.language, "Chuyển về đúng thứ tự ba phần", "Move it to its place in the order of the three parts")))
        } else if seen.contains(&part.role) {
            Some(split(asked, parts, part.role))
        } else {
            None
        };
        // One meaning told in several sections is one thing to say, at the first that was split off.
        if let Some((message, hint)) = said.filter(|it| out.iter().all(|finding: &Finding| finding.message != it.0 || rank.is_none())) {
            out.push(asked.at(Code::ExtraPart, &part.place, &part.heading, message, hint));
        }
        seen.push(part.role);
    }
    out
}

/// One of the three meanings told in several sections: nothing stands beside the three parts, one was split.
fn split(asked: &Asked<'_>, parts: &[&Part], role: PartRole) -> (String, String) {
    let headings: Vec<String> = parts.iter().filter(|it| it.role == role).map(|it| format!("\"{}\"", it.heading)).collect();
    let (name, count, headings) = (name(asked, role), headings.len(), headings.join(", "));
    let message = say!(asked.language, "Phần {name} được tách thành {count} phần lớn: {headings}", "What belongs to {name} is split into {count} top-level sections: {headings}");
    let hint = say!(asked.language, "Gộp lại thành các mục của một phần để bố cục đủ ba phần", "Make them sections of one part, so that there are three");
    (message, hint)
}

/// "gồm 16 nhiệm vụ" where 15 are listed.
fn counts_that_differ(asked: &Asked<'_>) -> Vec<Finding> {
    let facts = asked.facts;
    let mut out = Vec::new();
    let passages = facts.programme.passages().filter(|it| !matches!(it.role, PassageRole::Basis | PassageRole::Unread | PassageRole::Outside));
    let goals = facts.goals.iter().map(|it| (it.it.text.as_str(), &it.it.place));
    for (text, place) in passages.map(|it| (it.text.as_str(), &it.place)).chain(goals) {
        for (number, kind) in announced(text) {
            let counts = possible_counts(facts, kind);
            // A list that was not found at all contradicts nothing.
            let Some(listed) = counts.first().copied().filter(|it| *it > 0) else { continue };
            if counts.contains(&number) {
                continue;
            }
            let noun = match kind {
                Kind::Task => say!(asked.language, "nhiệm vụ", "tasks"),
                Kind::Target => say!(asked.language, "chỉ tiêu", "targets"),
                Kind::Work => say!(asked.language, "công trình trọng điểm", "key works"),
            };
            let message = say!(asked.language, "Văn bản nêu {number} {noun} nhưng danh mục có {listed}", "The text announces {number} {noun}, the list has {listed}");
            let hint = say!(asked.language, "Đối chiếu danh mục, sửa lại cho thống nhất", "Compare with the list and make both agree");
            out.push(asked.at(Code::Contradiction, place, text, message, hint));
        }
    }
    out
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Task,
    Target,
    Work,
}

/// The count of the list first, then other counts that a text may rightly announce (top level, one part, one section).
fn possible_counts(facts: &Facts<'_>, kind: Kind) -> Vec<usize> {
    match kind {
        Kind::Task => {
            let mut out = vec![facts.tasks.len()];
            out.extend(runs(facts.tasks.iter().map(|it| std::ptr::from_ref(it.fact.part))));
            out.extend(runs(facts.tasks.iter().map(|it| it.fact.group.map(std::ptr::from_ref))));
            out
        }
        Kind::Target => {
            let top = facts.targets.iter().filter(|it| !it.it.code.as_deref().is_some_and(|it| it.contains('.'))).count();
            let mut out = vec![facts.targets.len(), top, facts.levels().count()];
            out.extend(runs(facts.targets.iter().map(|it| std::ptr::from_ref(it.part))));
            out.extend(runs(facts.targets.iter().map(|it| it.group.map(std::ptr::from_ref))));
            out
        }
        Kind::Work => {
            let mut out = vec![facts.works.len()];
            out.extend(runs(facts.works.iter().map(|it| std::ptr::from_ref(it.part))));
            out
        }
    }
}

/// How many neighbours stand together under each key.
fn runs<K: PartialEq>(keys: impl Iterator<Item = K>) -> Vec<usize> {
    let mut counts: Vec<usize> = Vec::new();
    let mut last = None;
    for key in keys {
        match counts.last_mut() {
            Some(count) if last.as_ref() == Some(&key) => *count += 1,
            _ => counts.push(1),
        }
        last = Some(key);
    }
    counts
}

/// Numbers of tasks or targets that a sentence announces as a list ("gồm 16 nhiệm vụ", "danh mục 41 chỉ tiêu").
fn announced(text: &str) -> Vec<(usize, Kind)> {
    const CUES: &[&str] = &["gom", "danh muc", "phu luc", "nhu sau", "sau day", "cu the sau", "tong so", "tong cong"];
    let folded = fold(text);
    if !folded.bytes().any(|it| it.is_ascii_digit()) {
        return Vec::new();
    }
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let spaced = format!(" {} ", words.join(" "));
    if !CUES.iter().any(|it| spaced.contains(&format!(" {it} "))) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for window in words.windows(5).chain(std::iter::once(words.get(words.len().saturating_sub(3)..).unwrap_or(&[]))) {
        let [number, first, second, rest @ ..] = window else { continue };
        let Ok(number) = number.parse::<usize>() else { continue };
        let narrowed = matches!(rest, ["trong" | "chu" | "dot", "tam" | "yeu" | "pha"]);
        let kind = match (*first, *second) {
            ("nhiem", "vu") if !narrowed => Kind::Task,
            ("chi", "tieu") if !narrowed => Kind::Target,
            ("cong", "trinh") if matches!(rest, ["trong", "diem"]) => Kind::Work,
            _ => continue,
        };
        if (2..=500).contains(&number) && !out.contains(&(number, kind)) {
            out.push((number, kind));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Draft, codes, report, verdict_of};
    use hanhdong_domain::programme::{ArrangementKind, GoalKind};
    use rstest::rstest;

    const CLAUSE: &str = "II.1";

    fn whole() -> Draft {
        Draft::new().goal(GoalKind::Goal, "Xây dựng xã phát triển", &[2030]).task("Mở đường", "A", "", "2027").duty("Văn phòng", "đôn đốc", &[ArrangementKind::Urge])
    }

    #[test]
    fn the_three_parts_in_order_are_met() {
        assert_eq!((verdict_of(&whole(), CLAUSE), codes(&whole(), CLAUSE)), (Verdict::Met, vec![]));
    }

    #[rstest]
    #[case(PartRole::Goals)]
    #[case(PartRole::Content)]
    #[case(PartRole::Organisation)]
    fn a_missing_part_is_unmet_and_found(#[case] role: PartRole) {
        let mut draft = whole();
        draft.programme.parts.retain(|it| it.role != role);
        assert_eq!((verdict_of(&draft, CLAUSE), codes(&draft, CLAUSE)), (Verdict::Unmet, vec![Code::MissingPart]));
    }

    #[test]
    fn an_empty_part_is_missing() {
        let mut draft = whole();
        draft.programme.parts[2].nodes.clear();
        assert_eq!((verdict_of(&draft, CLAUSE), codes(&draft, CLAUSE)), (Verdict::Unmet, vec![Code::MissingPart]));
    }

    #[test]
    fn a_fourth_part_and_a_wrong_order_are_notes_and_annexes_are_nothing() {
        let mut draft = whole();
        let mut extra = draft.programme.parts[2].clone();
        extra.role = PartRole::Other;
        extra.heading = "KINH PHÍ".into();
        draft.programme.parts.insert(2, extra.clone());
        assert_eq!((verdict_of(&draft, CLAUSE), codes(&draft, CLAUSE)), (Verdict::Partly, vec![Code::ExtraPart]));
        let mut draft = whole();
        draft.programme.parts.swap(0, 1);
        assert_eq!((verdict_of(&draft, CLAUSE), codes(&draft, CLAUSE)), (Verdict::Partly, vec![Code::ExtraPart]));
        let mut draft = whole();
        extra.role = PartRole::Annex;
        draft.programme.parts.push(extra);
        assert_eq!(verdict_of(&draft, CLAUSE), Verdict::Met);
    }

    #[test]
    fn a_part_split_in_two_is_said_to_be_split_once_and_not_to_stand_outside() {
        let mut draft = whole();
        let mut second = draft.programme.parts[0].clone();
        second.heading = "MỤC TIÊU CHỦ YẾU".into();
        let third = Part { heading: "ĐỊNH HƯỚNG".into(), ..second.clone() };
        draft.programme.parts.splice(1..1, [second, third]);
        let report = report(&draft);
        let found: Vec<_> = report.findings.iter().filter(|it| it.clause == CLAUSE).collect();
        assert_eq!(verdict_of(&draft, CLAUSE), Verdict::Partly);
        let [one] = found.as_slice() else { panic!("{found:?}") };
        assert!(one.code == Code::ExtraPart && one.title == "MỤC TIÊU CHỦ YẾU", "{one:?}");
        assert!(one.message.contains("tách thành 3 phần lớn") && !one.message.contains("nằm ngoài"), "{one:?}");
    }

    #[rstest]
    #[case("Chương trình gồm 16 nhiệm vụ cụ thể sau:", 15, &[Code::Contradiction])]
    #[case("Chương trình gồm 15 nhiệm vụ cụ thể sau:", 15, &[])]
    #[case("Chương trình gồm 5 nhiệm vụ trọng tâm", 15, &[])]
    #[case("Đã thực hiện 16 nhiệm vụ", 15, &[])]
    #[case("Phụ lục kèm theo gồm 3 nhóm nhiệm vụ", 15, &[])]
    fn announced_and_listed_numbers_must_agree(#[case] text: &str, #[case] tasks: usize, #[case] found: &[Code]) {
        let draft = Draft::new().goal(GoalKind::Goal, "Xây dựng xã phát triển", &[2030]).passage_in(1, PassageRole::Prose, text);
        let draft = (0..tasks).fold(draft, |it, n| it.task(&format!("Việc {n}"), "A", "", "")).duty("Văn phòng", "đôn đốc", &[ArrangementKind::Urge]);
        assert_eq!(codes(&draft, CLAUSE), found, "{text}");
    }

    #[rstest]
    #[case("Danh mục 8 nhiệm vụ tại Phụ lục II", &[])]
    #[case("Danh mục 3 nhiệm vụ tại Phụ lục IV", &[])]
    #[case("Tổng số 11 nhiệm vụ", &[])]
    #[case("Danh mục 7 nhiệm vụ tại Phụ lục II", &[Code::Contradiction])]
    fn a_count_of_one_annex_or_of_all_is_right(#[case] text: &str, #[case] found: &[Code]) {
        let mut draft = whole().passage_in(1, PassageRole::Prose, text);
        let task = draft.programme.parts[1].nodes.remove(0);
        let annex = |heading: &str, count| Part { role: PartRole::Annex, mark: None, heading: heading.into(), place: Place::default(), nodes: vec![task.clone(); count] };
        draft.programme.parts.extend([annex("DANH MỤC NHIỆM VỤ", 8), annex("DANH MỤC ĐỀ ÁN", 3)]);
        assert_eq!(codes(&draft, CLAUSE).into_iter().filter(|it| *it == Code::Contradiction).collect::<Vec<_>>(), found, "{text}");
    }
}
