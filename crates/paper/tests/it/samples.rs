//! The two sample programmes: they read, they are written the way the program writes, and what they say agrees
//! with itself. No figure of theirs stands in these tests: each law is asked of whatever the file says.

use std::collections::HashSet;

use hanhdong_domain::programme::{Anchor, DeadlineKind, GoalKind, Item, LeadKind, PartRole, Programme, ValueKind};
use hanhdong_domain::text::{Placement, nfc, place_tones};
use hanhdong_paper::notation;
use rstest::rstest;

const NOTATION_DOCUMENT: &str = include_str!("../../../../docs/notation.md");
pub(crate) const XA: &str = include_str!("../../../../samples/xa-mau.notation");
pub(crate) const HUYEN: &str = include_str!("../../../../samples/huyen-mau.notation");

fn programme(text: &str) -> Programme {
    notation::read(text).unwrap_or_else(|why| panic!("a sample does not read: {why}"))
}

#[rstest]
#[case::xa(XA)]
#[case::huyen(HUYEN)]
fn a_sample_is_written_the_way_the_program_writes(#[case] text: &str) {
    let written = notation::write(&programme(text));
    for (number, (ours, theirs)) in text.lines().zip(written.lines()).enumerate() {
        assert_eq!(ours, theirs, "line {}", number + 1);
    }
    assert_eq!(text.len(), written.len());
}

#[rstest]
#[case::xa(XA)]
#[case::huyen(HUYEN)]
fn a_sample_is_nfc_with_tones_in_the_older_place(#[case] text: &str) {
    assert_eq!(text, nfc(text));
    for (number, line) in text.lines().enumerate() {
        assert_eq!(line, place_tones(line, Placement::Second), "line {}", number + 1);
    }
}

#[rstest]
#[case::xa(XA)]
#[case::huyen(HUYEN)]
fn a_sample_has_the_three_parts_then_annexes(#[case] text: &str) {
    let roles: Vec<PartRole> = programme(text).parts.iter().map(|it| it.role).collect();
    assert_eq!(roles[..3], [PartRole::Goals, PartRole::Content, PartRole::Organisation]);
    assert!(roles.len() > 3 && roles[3..].iter().all(|it| *it == PartRole::Annex), "{roles:?}");
}

#[rstest]
#[case::xa(XA)]
#[case::huyen(HUYEN)]
fn every_link_joins_two_items_and_every_goal_and_target_is_served(#[case] text: &str) {
    let programme = programme(text);
    let known: HashSet<&Anchor> = programme.items().map(Item::anchor).collect();
    assert_eq!(known.len(), programme.items().count(), "an anchor stands twice");
    for link in &programme.links {
        assert!(known.contains(&link.from) && known.contains(&link.to), "{link:?}");
    }
    let served: HashSet<&Anchor> = programme.links.iter().map(|it| &it.to).collect();
    let goals = programme.goals().filter(|it| it.kind != GoalKind::Viewpoint).map(|it| &it.anchor);
    let unserved: Vec<&Anchor> = goals.chain(programme.targets().map(|it| &it.anchor)).filter(|it| !served.contains(it)).collect();
    assert!(unserved.is_empty(), "{unserved:?}");
    let serving: HashSet<&Anchor> = programme.links.iter().map(|it| &it.from).collect();
    let idle: Vec<&Anchor> = programme.tasks().map(|it| &it.anchor).filter(|it| !serving.contains(it)).collect();
    assert!(idle.is_empty(), "{idle:?}");
}

#[rstest]
#[case::xa(XA)]
#[case::huyen(HUYEN)]
fn a_code_names_one_goal_or_one_target_so_that_a_column_of_links_can_be_read_back(#[case] text: &str) {
    let programme = programme(text);
    let goals: Vec<&str> = programme.goals().filter_map(|it| it.code.as_deref()).collect();
    let targets: Vec<&str> = programme.targets().filter_map(|it| it.code.as_deref()).collect();
    for codes in [goals, targets] {
        assert_eq!(codes.iter().collect::<HashSet<_>>().len(), codes.len(), "{codes:?}");
    }
}

#[rstest]
#[case::xa(XA)]
#[case::huyen(HUYEN)]
fn every_time_is_read_and_lies_in_the_period(#[case] text: &str) {
    let programme = programme(text);
    let period = programme.period().expect("a period");
    let tasks = programme.tasks().map(|it| (&it.title, &it.deadline));
    let works = programme.key_works().map(|it| (&it.name, &it.schedule));
    let mut kinds = HashSet::new();
    for (title, time) in tasks.chain(works) {
        assert!(!matches!(time.kind, DeadlineKind::None | DeadlineKind::Vague), "{title}: «{}»", time.text);
        kinds.insert(time.kind);
        if let (Some(from), Some(to)) = (time.from, time.to) {
            assert!(period.from <= from.year() && to.year() <= period.to, "{title}: «{}»", time.text);
        }
    }
    assert!(kinds.len() >= 4, "times of mixed precision: {kinds:?}");
}

#[rstest]
#[case::xa(XA)]
#[case::huyen(HUYEN)]
fn every_task_and_work_has_a_lead_and_every_amount_is_read(#[case] text: &str) {
    let programme = programme(text);
    for task in programme.tasks() {
        assert_ne!(task.lead.kind(), LeadKind::None, "{}", task.title);
        assert!(!task.coordinators.is_empty() && task.deliverable.is_some(), "{}", task.title);
    }
    let resources = programme.tasks().flat_map(|it| &it.resources).chain(programme.key_works().flat_map(|it| &it.resources));
    for resource in resources {
        assert!(resource.is_concrete(), "«{}»", resource.text);
        assert_eq!(resource.amount.is_some(), resource.text.contains("đồng") && resource.text.chars().any(|c| c.is_ascii_digit()), "«{}»", resource.text);
    }
}

#[rstest]
#[case::xa(XA)]
#[case::huyen(HUYEN)]
fn the_body_counts_and_sums_what_the_annexes_hold(#[case] text: &str) {
    let programme = programme(text);
    let annexed = |role: fn(&Item<'_>) -> bool| programme.items_in_groups().filter(|(it, part, _)| part.role == PartRole::Annex && role(it)).count();
    let body: String = programme.texts().map(|(text, _)| text).collect::<Vec<_>>().join("\n");
    let counted = [
        (annexed(|it| matches!(it, Item::Target(_))), "chỉ tiêu"),
        (annexed(|it| matches!(it, Item::Task(_))), "nhiệm vụ"),
        (annexed(|it| matches!(it, Item::KeyWork(_))), "công trình trọng điểm"),
    ];
    for (count, of) in counted {
        assert!(body.contains(&format!("{count} {of}")), "the body does not say «{count} {of}»");
    }
    let total: i64 = programme.key_works().flat_map(|it| &it.resources).filter_map(|it| it.amount).map(|it| it.0).sum();
    let billions = hanhdong_domain::Decimal::new(total / 1_000_000, 3).normalize().to_string().replace('.', ",");
    assert!(body.contains(&format!("tổng mức đầu tư {billions} tỷ đồng")), "the works sum to {billions} tỷ đồng");
}

#[test]
fn the_two_samples_together_hold_all_nine_kinds_of_statement() {
    let mut kinds: HashSet<ValueKind> = HashSet::new();
    for text in [XA, HUYEN] {
        kinds.extend(programme(text).targets().map(|it| it.value.kind));
    }
    assert_eq!(kinds.len(), 9, "{kinds:?}");
}

#[test]
fn the_example_in_the_document_of_the_notation_reads() {
    let example = NOTATION_DOCUMENT.split("```\n").nth(1).expect("an example");
    let programme = programme(example);
    assert_eq!((programme.goals().count(), programme.targets().count(), programme.tasks().count(), programme.key_works().count(), programme.links.len()), (1, 1, 1, 1, 1));
}
