use super::*;
use rstest::rstest;

const HEAD: &str = "id = \"mine\"\ntitle = \"Của tôi\"\nversion = 1\nlayout = \"party-2026\"\nadoption = \"committee_issues\"\n";

fn problems(tail: &str) -> Vec<(u32, String)> {
    load(&format!("{HEAD}{tail}")).err().unwrap_or_default().into_iter().map(|it| (it.line, it.message)).collect()
}

#[rstest]
#[case("[[clauses]]\nid = \"A\"\nvi = \"a\"\nen = \"a\"\nanswer = { question = \"nobody-asks\" }\n", 10, "unknown question")]
#[case("[[clauses]]\nid = \"A\"\nvi = \"a\"\nen = \"a\"\nanswer = { records = \"cellar\" }\n", 10, "unknown room")]
#[case("[[clauses]]\nid = \"A\"\nvi = \"a\"\nen = \"a\"\n", 7, "neither")]
#[case("[[clauses]]\nid = \"A\"\nvi = \"a\"\nen = \"a\"\nanswer = {}\n", 10, "neither")]
#[case("[[clauses]]\nid = \"A\"\nvi = \"a\"\nen = \"a\"\nanswer = { question = \"lead\", records = \"steering\" }\n", 10, "both")]
#[case("[[clauses]]\nid = \"A\"\nvi = \"a\"\nen = \"a\"\nanswer = { question = \"lead\", mett = 0.9 }\n", 10, "no parameter \"mett\"")]
#[case("[[clauses]]\nid = \"A\"\nvi = \"a\"\nen = \"a\"\nanswer = { question = \"lead\", met = \"viel\" }\n", 10, "no number")]
#[case("[severities]\nno-leed = \"error\"\n[[clauses]]\nid = \"A\"\nvi = \"a\"\nen = \"a\"\nanswer = { records = \"steering\" }\n", 7, "unknown finding code")]
#[case("[severities]\nno-lead = \"fatal\"\n[[clauses]]\nid = \"A\"\nvi = \"a\"\nen = \"a\"\nanswer = { records = \"steering\" }\n", 7, "unknown severity")]
#[case(
    "[[clauses]]\nid = \"A\"\nvi = \"a\"\nen = \"a\"\nanswer = { records = \"steering\" }\n[[clauses]]\nid = \"A\"\nvi = \"a\"\nen = \"a\"\nanswer = { records = \"steering\" }\n",
    12,
    "twice"
)]
#[case("surprise = 1\n", 6, "unknown field")]
#[case("= = =\n", 6, "")]
fn what_a_file_gets_wrong_is_said_with_its_line(#[case] tail: &str, #[case] line: u32, #[case] message: &str) {
    let found = problems(tail);
    assert!(found.iter().any(|it| it.0 == line && it.1.contains(message)), "{found:?}");
}

#[test]
fn every_problem_of_a_file_is_said_at_once_in_the_order_of_its_lines() {
    let found = problems("[[clauses]]\nid = \"A\"\nvi = \"a\"\nen = \"a\"\n[[clauses]]\nid = \"B\"\nvi = \"b\"\nen = \"b\"\nanswer = { question = \"x\" }\n");
    assert_eq!(found.iter().map(|it| it.0).collect::<Vec<_>>(), [7, 14]);
}

#[test]
fn the_guidelines_inside_the_program_load() {
    for id in builtin_ids() {
        let text = builtin_text(id).expect("a text for every id");
        let loaded = load(text).unwrap_or_else(|problems| panic!("{id}: {problems:?}"));
        assert_eq!(loaded.id, id);
    }
    assert_eq!(all().len(), 4);
    assert!(builtin("nobody").is_none());
}

/// The clauses of the mission, in its order, with the split ids.
const SEED: &[&str] = &[
    "P.1",
    "P.2",
    "P.3",
    "I.1-a",
    "I.1-b",
    "I.1-c",
    "I.2.a-1",
    "I.2.a-2",
    "I.2.a-3",
    "I.2.b-1",
    "I.2.b-2",
    "I.2.b-3",
    "I.2.b-4",
    "I.2.b-5",
    "I.2.c",
    "II.1",
    "II.2.a-1",
    "II.2.a-2",
    "II.2.a-3",
    "II.2.b-1",
    "II.2.b-2",
    "II.2.b-3/resources",
    "II.2.b-3/factors",
    "II.2.b-4/lead",
    "II.2.b-4/coordinators",
    "II.2.b-5/goal",
    "II.2.b-5/task",
    "II.2.b-6",
    "II.2.c-1",
    "II.2.c-2",
    "II.2.c-3",
    "II.2.c-4",
    "III.1-a",
    "III.1-b",
    "III.1-c",
    "III.2-a",
    "III.2-b",
    "III.3",
    "III.4-a",
    "III.4-b",
    "N.1",
    "S.1",
    "X.1",
    "X.2",
    "X.3",
    "X.4",
];

#[test]
fn the_seed_has_every_clause_of_the_mission_in_order() {
    for id in ["seed-2020", "seed-2025"] {
        let ids: Vec<String> = builtin(id).expect("built in").clauses.into_iter().map(|it| it.id).collect();
        assert_eq!(ids, SEED, "{id}");
    }
}

#[test]
fn nothing_of_the_seed_is_hard_coded() {
    let of = |id| builtin(id).expect("built in");
    assert_eq!(of("seed-2020").horizons, [2025, 2030, 2035]);
    assert_eq!(of("seed-2025").horizons, [2030, 2035, 2045]);
    assert_eq!(of("superior-resolution").adoption, AdoptionMode::CommitteeIssues);
    assert!(of("superior-resolution").clause("I.2.b-1").is_none(), "no congress there");
    assert_eq!(of("state-plan").layout, "state-2020");
    assert!(of("seed-2025").levels.iter().all(|it| !it.contains("district")));
}
