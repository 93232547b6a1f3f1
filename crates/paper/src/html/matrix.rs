//! Which task serves which goal or target: a small matrix as a grid, every matrix as a list, gaps first to the eye.

use std::collections::{HashMap, HashSet};

use hanhdong_domain::programme::{Anchor, Item, Programme};
use hanhdong_domain::{Coverage, Language, Report};
use maud::{Markup, html};

use crate::words::{self, say};

/// A grid with more rows or columns than this cannot be read on a sheet of A4.
const GRID_ROWS_MAX: usize = 20;
const GRID_COLUMNS_MAX: usize = 18;
/// More first words than this do not help to recognise an item.
const NAME_CHARS_MAX: usize = 180;

/// With more items than this in one row, their codes alone are printed.
const NAMED_MAX: usize = 4;

type Items<'a> = HashMap<&'a str, Item<'a>>;

/// The section on coverage.
pub(super) fn section(report: &Report, items: &Items<'_>, programme: &Programme, language: Language) -> Markup {
    let gaps = report.coverage.iter().filter(|it| it.served_by.is_empty()).count();
    let total = report.coverage.len();
    html! {
        section aria-labelledby="ma-tran" {
            h2 #ma-tran { (say(language, "Mục tiêu, chỉ tiêu và nhiệm vụ thực hiện", "Goals and targets, and the tasks that serve them")) }
            @if total == 0 {
                p { (say(language, "Văn bản chưa nêu mục tiêu, chỉ tiêu nào.", "The text states no goal or target.")) }
            } @else {
                p { (match language {
                    Language::Vi => format!("{total} mục tiêu, chỉ tiêu; {gaps} mục tiêu, chỉ tiêu chưa có nhiệm vụ, công trình nào gắn với."),
                    Language::En => format!("{total} goals and targets; {gaps} of them without any task or work."),
                }) }
                (grid(report, items, language))
                (list(report, items, language))
                (index(report, items, programme, language))
            }
        }
    }
}

/// Code and first words of an item.
fn name(item: Option<Item<'_>>, anchor: &str) -> String {
    let Some(item) = item else { return anchor.to_owned() };
    let text = words::shorten(item.text(), NAME_CHARS_MAX);
    item.code().map_or_else(|| text.clone(), |code| format!("{code}. {text}"))
}

fn grid(report: &Report, items: &Items<'_>, language: Language) -> Markup {
    let mut seen = HashSet::new();
    let tasks: Vec<&str> = report.coverage.iter().flat_map(|it| &it.served_by).map(|it| it.as_str()).filter(|it| seen.insert(*it)).collect();
    if tasks.is_empty() || tasks.len() > GRID_COLUMNS_MAX || report.coverage.len() > GRID_ROWS_MAX {
        return html! {};
    }
    let served = say(language, "có", "yes");
    html! {
        div.wide {
            table.matrix {
                caption { (say(language, "Ma trận: hàng là mục tiêu, chỉ tiêu; cột là nhiệm vụ (số thứ tự như trong danh sách dưới bảng)", "Matrix: rows are goals and targets, columns are tasks")) }
                thead { tr {
                    th scope="col" { (say(language, "Mục tiêu, chỉ tiêu", "Goal or target")) }
                    @for (i, task) in tasks.iter().enumerate() {
                        th.c scope="col" title=(name(items.get(task).copied(), task)) { (items.get(task).and_then(|it| it.code()).map_or_else(|| format!("({})", i + 1), str::to_owned)) }
                    }
                } }
                tbody {
                    @for row in &report.coverage {
                        tr class=[row.served_by.is_empty().then_some("gap")] {
                            th scope="row" { (words::shorten(&name(items.get(row.goal.as_str()).copied(), row.goal.as_str()), 70)) }
                            @for task in &tasks {
                                @if row.served_by.iter().any(|it| it.as_str() == *task) { td.on { span aria-hidden="true" { "●" } span.vh { (served) } } } @else { td {} }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn list(report: &Report, items: &Items<'_>, language: Language) -> Markup {
    let (count, tasks) = (say(language, "Số nhiệm vụ", "Tasks"), say(language, "Nhiệm vụ, công trình thực hiện", "Tasks and works that serve it"));
    html! {
        div.wide { table.cards.half {
            caption { (say(language, "Từng mục tiêu, chỉ tiêu và nhiệm vụ, công trình gắn với nó", "Each goal or target with what serves it")) }
            thead { tr { th scope="col" { (say(language, "Mục tiêu, chỉ tiêu", "Goal or target")) } th.n scope="col" { (count) } th scope="col" { (tasks) } } }
            tbody { @for row in &report.coverage { (list_row(row, items, language, count, tasks)) } }
        } }
    }
}

fn list_row(row: &Coverage, items: &Items<'_>, language: Language, count: &str, tasks: &str) -> Markup {
    html! {
        tr id={ "i-" (row.goal) } class=[row.served_by.is_empty().then_some("gap")] {
            th scope="row" { (name(items.get(row.goal.as_str()).copied(), row.goal.as_str())) }
            td.n data-label=(count) { (row.served_by.len()) }
            td data-label=(tasks) {
                @if row.served_by.is_empty() {
                    span class="tag bad" data-mark="●" { (say(language, "Chưa có nhiệm vụ", "No task yet")) }
                } @else {
                    (references(row.served_by.iter().map(Anchor::as_str), items))
                }
            }
        }
    }
}

/// Links to items: with first words where there are few, by code alone where there are many, so that a row with
/// thirty tasks stays a row.
fn references<'a>(anchors: impl ExactSizeIterator<Item = &'a str>, items: &Items<'_>) -> Markup {
    let chars_max = if anchors.len() <= NAMED_MAX { 90 } else { 40 };
    let coded = |anchor: &str| items.get(anchor).and_then(|it| it.code()).map(str::to_owned);
    html! {
        @if anchors.len() <= NAMED_MAX {
            ul { @for it in anchors { li { a href={ "#i-" (it) } { (words::shorten(&name(items.get(it).copied(), it), chars_max)) } } } }
        } @else {
            @for (i, it) in anchors.enumerate() {
                @if i > 0 { "; " }
                a href={ "#i-" (it) } title=(name(items.get(it).copied(), it)) { (coded(it).unwrap_or_else(|| words::shorten(&name(items.get(it).copied(), it), chars_max))) }
            }
        }
    }
}

/// Every task and work once, with the goals and targets it serves: those that serve none stand out.
fn index(report: &Report, items: &Items<'_>, programme: &Programme, language: Language) -> Markup {
    let mut serves: HashMap<&str, Vec<&str>> = HashMap::new();
    for row in &report.coverage {
        for task in &row.served_by {
            serves.entry(task.as_str()).or_default().push(row.goal.as_str());
        }
    }
    let works: Vec<Item<'_>> = programme.tasks().map(Item::Task).chain(programme.key_works().map(Item::KeyWork)).collect();
    let idle = works.iter().filter(|it| !serves.contains_key(it.anchor().as_str())).count();
    let goals = say(language, "Mục tiêu, chỉ tiêu phục vụ", "Goals and targets it serves");
    html! {
        @if !works.is_empty() {
            h3 { (say(language, "Nhiệm vụ, công trình và mục tiêu, chỉ tiêu phục vụ", "Tasks and works, and the goals and targets they serve")) }
            p { (match language {
                Language::Vi => format!("{} nhiệm vụ, công trình; {idle} nhiệm vụ, công trình chưa gắn với mục tiêu, chỉ tiêu nào.", works.len()),
                Language::En => format!("{} tasks and works; {idle} of them tied to no goal or target.", works.len()),
            }) }
            div.wide { table.cards.half {
                caption { (say(language, "Từng nhiệm vụ, công trình", "Each task and work")) }
                thead { tr { th scope="col" { (say(language, "Nhiệm vụ, công trình", "Task or work")) } th scope="col" { (goals) } } }
                tbody { @for it in works { (index_row(it, serves.get(it.anchor().as_str()), items, language, goals)) } }
            } }
        }
    }
}

fn index_row(item: Item<'_>, serves: Option<&Vec<&str>>, items: &Items<'_>, language: Language, label: &str) -> Markup {
    html! {
        tr id={ "i-" (item.anchor()) } {
            th scope="row" { (name(Some(item), "")) }
            td data-label=(label) {
                @match serves {
                    Some(goals) => (references(goals.iter().copied(), items)),
                    None => span class="tag mid" data-mark="▲" { (say(language, "Chưa gắn", "Not tied")) },
                }
            }
        }
    }
}
