//! Work after work, as the text says: a task due before what has to come first, and circles that can never begin.

use std::collections::HashMap;

use hanhdong_domain::text::fold;
use hanhdong_domain::{Code, Finding};

use super::super::Asked;
use crate::facts::{Facts, TaskFact, label};
use crate::say::say;

/// A task, the number by which it names what has to come first, and which task that is.
type After = (usize, String, usize);

/// Orders that cannot be kept.
pub(super) fn impossible(asked: &Asked<'_>) -> Vec<Finding> {
    let after = after(asked.facts);
    let mut out = before_predecessor(asked, &after);
    out.extend(circles(asked, &after));
    out
}

fn after(facts: &Facts<'_>) -> Vec<After> {
    let mut by_code: HashMap<&str, Option<usize>> = HashMap::new();
    let mut out = Vec::new();
    for (number, task) in facts.tasks.iter().enumerate() {
        for code in predecessors(task) {
            if by_code.is_empty() {
                index_codes(facts, &mut by_code);
            }
            if let Some(Some(first)) = by_code.get(code.as_str()) {
                out.push((number, code, *first));
            }
        }
    }
    out
}

/// "sau khi hoàn thành nhiệm vụ 3", due before task 3 is.
fn before_predecessor(asked: &Asked<'_>, after: &[After]) -> Vec<Finding> {
    let tasks = &asked.facts.tasks;
    let mut out = Vec::new();
    for (number, code, first) in after {
        let (Some(task), Some(first)) = (tasks.get(*number), tasks.get(*first)) else { continue };
        let (Some(here), Some(there)) = (task.task().deadline.to, first.task().deadline.to) else { continue };
        if here < there {
            let (own, before) = (&task.task().deadline.text, &first.task().deadline.text);
            out.push(asked.about_task(
                Code::Contradiction,
                task,
                say!(
                    asked.language,
                    "Thời hạn \"{own}\" trước nhiệm vụ {code} phải làm trước (\"{before}\")",
                    "Due \"{own}\", before task {code} that has to come first (\"{before}\")"
                ),
                say!(asked.language, "Sắp xếp lại thời hạn theo thứ tự công việc", "Put the deadlines in the order of the work"),
            ));
        }
    }
    out
}

/// Tasks that wait for each other in a circle, each circle once, at its first task.
fn circles(asked: &Asked<'_>, after: &[After]) -> Vec<Finding> {
    let mut out = Vec::new();
    let mut seen: Vec<usize> = Vec::new();
    for (start, ..) in after {
        if seen.contains(start) {
            continue;
        }
        let Some(circle) = circle_from(*start, after) else { continue };
        seen.extend(&circle);
        let names: Vec<String> =
            circle.iter().chain(circle.first()).filter_map(|it| asked.facts.tasks.get(*it)).map(|it| label(it.task().code.as_deref(), &it.task().title)).collect();
        let (Some(first), way) = (circle.iter().min().and_then(|it| asked.facts.tasks.get(*it)), names.join(" ← ")) else { continue };
        out.push(asked.about_task(
            Code::Contradiction,
            first,
            say!(asked.language, "Các nhiệm vụ chờ nhau theo vòng tròn: {way}", "Tasks wait for each other in a circle: {way}"),
            say!(asked.language, "Xác định nhiệm vụ nào làm trước và bỏ điều kiện chờ của nhiệm vụ đó", "Settle which comes first and let it wait for nothing"),
        ));
    }
    out
}

/// The way from a task back to itself, the shortest first.
fn circle_from(start: usize, after: &[After]) -> Option<Vec<usize>> {
    let mut came: HashMap<usize, usize> = HashMap::new();
    let mut next = std::collections::VecDeque::from([start]);
    while let Some(at) = next.pop_front() {
        for (_, _, first) in after.iter().filter(|it| it.0 == at) {
            if *first == start {
                let mut way = vec![at];
                while let Some(before) = way.last().filter(|it| **it != start).and_then(|it| came.get(it)) {
                    way.push(*before);
                }
                way.reverse();
                return Some(way);
            }
            if *first != at && !came.contains_key(first) {
                came.insert(*first, at);
                next.push_back(*first);
            }
        }
    }
    None
}

fn index_codes<'a>(facts: &'a Facts<'_>, by_code: &mut HashMap<&'a str, Option<usize>>) {
    for (number, task) in facts.tasks.iter().enumerate() {
        if let Some(code) = task.task().code.as_deref() {
            // A number that two tasks carry names neither.
            by_code.entry(code).and_modify(|it| *it = None).or_insert(Some(number));
        }
    }
}

/// Numbers of tasks that have to come first, as the text says.
fn predecessors(task: &TaskFact<'_>) -> Vec<String> {
    let it = task.task();
    let texts = std::iter::once(it.title.as_str()).chain(it.details.iter().map(String::as_str)).chain(it.note.as_deref()).chain(it.conditions.iter().map(|it| it.text.as_str()));
    let mut out = Vec::new();
    for text in texts.filter(|it| it.contains("hiệm vụ") && it.bytes().any(|b| b.is_ascii_digit())) {
        let folded = fold(text);
        for cue in ["sau khi hoan thanh nhiem vu ", "sau khi xong nhiem vu ", "sau nhiem vu ", "tiep theo nhiem vu "] {
            let rest = folded.match_indices(cue).filter_map(|(at, _)| folded.get(at + cue.len()..));
            out.extend(
                rest.map(|it| it.trim_start_matches("so ").chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect::<String>().trim_end_matches('.').to_owned())
                    .filter(|it| !it.is_empty()),
            );
        }
    }
    out
}
