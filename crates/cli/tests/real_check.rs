//! The check on real papers beside the workspace, whole and changed: verdicts of careful readers, and findings that
//! follow a change of the text. Skipped where the data are absent.

use serde_json::Value;
use std::path::PathBuf;
use std::process::Command;

const PROGRAMME: &str = "action-programme-03-NQ-CP-2025.md";
const SOURCE: &str = "resolution-57-NQ-TW-2024.md";

fn folder() -> Option<PathBuf> {
    let workspace = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let told = std::env::var_os("HANHDONG_SHARED").map(PathBuf::from);
    told.into_iter().chain(["../shared", "../../shared"].map(|it| workspace.join(it))).map(|it| it.join("data")).find(|it| it.join(PROGRAMME).is_file())
}

/// The report on a text, checked by the program itself.
fn check(name: &str, text: &str, against: Option<&str>) -> Value {
    let file = std::env::temp_dir().join(format!("hanhdong-{}-{name}.md", std::process::id()));
    std::fs::write(&file, text).expect("a file to check");
    let mut command = Command::new(env!("CARGO_BIN_EXE_hanhdong"));
    command.arg("check").arg(&file).args(["--format", "json"]);
    if let Some(source) = against.zip(folder()).map(|(it, folder)| folder.join(it)) {
        command.arg("--against").arg(source);
    }
    let output = command.output().expect("the program runs");
    drop(std::fs::remove_file(&file));
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
}

fn verdict<'a>(report: &'a Value, clause: &str) -> Option<&'a str> {
    report["clauses"].as_array()?.iter().find(|it| it["id"] == clause)?["verdict"].as_str()
}

fn lines(report: &Value, code: &str) -> Vec<u64> {
    report["findings"].as_array().into_iter().flatten().filter(|it| it["code"] == code).filter_map(|it| it["line"].as_u64()).collect()
}

fn text() -> Option<String> {
    std::fs::read_to_string(folder()?.join(PROGRAMME)).ok()
}

/// The line of the row with this number, from 1.
fn row_of(text: &str, number: &str) -> usize {
    1 + text.lines().position(|it| it.starts_with(&format!("| {number}"))).expect("the row")
}

#[test]
fn the_verdicts_are_those_of_careful_readers() {
    let Some(text) = text() else { return };
    let report = check("whole", &text, None);
    for (clause, expected) in [
        ("I.2.a-1", "met"),
        ("II.1", "met"),
        ("II.2.a-1", "met"),
        ("II.2.a-2", "met"),
        ("II.2.b-1", "partly"),
        ("II.2.b-3/resources", "unmet"),
        ("II.2.b-4/lead", "partly"),
        ("II.2.b-4/coordinators", "partly"),
        ("II.2.b-5/task", "partly"),
        ("II.2.b-6", "partly"),
        ("II.2.c-1", "met"),
        ("II.2.c-4", "met"),
    ] {
        assert_eq!(verdict(&report, clause), Some(expected), "{clause}");
    }
}

#[test]
fn a_lead_taken_out_is_found_at_its_line() {
    let Some(text) = text() else { return };
    let before = lines(&check("leads", &text, None), "no-lead");
    for number in ["3.", "20.", "97."] {
        let line = row_of(&text, number);
        let changed: Vec<String> = text
            .lines()
            .enumerate()
            .map(|(at, it)| if at + 1 == line { it.split('|').enumerate().map(|(cell, it)| if cell == 3 { " " } else { it }).collect::<Vec<_>>().join("|") } else { it.to_owned() })
            .collect();
        let after = lines(&check(&format!("lead-{number}"), &changed.join("\n"), None), "no-lead");
        assert_eq!(after.len(), before.len() + 1, "{number}");
        assert!(after.contains(&(line as u64)), "{number} at {line}: {after:?}");
    }
}

#[test]
fn without_its_third_part_the_programme_has_not_three() {
    let Some(text) = text() else { return };
    let from = text.lines().position(|it| it.trim_start_matches('#').trim_start().starts_with("III. ") && it.starts_with('#')).expect("the third part");
    let to = text.lines().enumerate().skip(from + 1).find(|(_, it)| it.starts_with('#') || it.to_uppercase().contains("PHỤ LỤC")).expect("what follows it").0;
    let changed: Vec<&str> = text.lines().enumerate().filter(|(at, _)| *at < from || *at >= to).map(|(_, it)| it).collect();
    let report = check("two-parts", &changed.join("\n"), None);
    assert_eq!(verdict(&report, "II.1"), Some("unmet"));
    assert_ne!(verdict(&report, "II.2.c-4"), Some("met"));
}

#[test]
fn a_figure_changed_in_any_of_several_rows_differs_from_the_source_there() {
    let Some(text) = text() else { return };
    let before = lines(&check("figures", &text, Some(SOURCE)), "figure-differs");
    assert_eq!(before, [0_u64; 0], "the paper takes its figures over rightly");
    for (number, old, new) in [("8 ", "55", "45"), ("15 ", " 2 ", " 3 "), ("16 ", "60", "50"), ("20 ", " 10 ", " 12 ")] {
        let line = row_of(&text, number);
        let changed: Vec<String> = text.lines().enumerate().map(|(at, it)| if at + 1 == line { it.replace(old, new) } else { it.to_owned() }).collect();
        let after = lines(&check(&format!("figure-{}", number.trim()), &changed.join("\n"), Some(SOURCE)), "figure-differs");
        assert_eq!(after, [line as u64], "row {number}: {old} to {new}");
    }
}
