//! Which task serves which goal or target: a small matrix as a grid, every matrix as a list, gaps first to the eye.

use std::collections::{HashMap, HashSet};

use hanhdong_domain::programme::{Item, Programme};
use hanhdong_domain::{Coverage, Language, Report};
use maud::{Markup, html};

use crate::words::{self, say};

/// A grid with more rows or columns than this cannot be read on a sheet of A4.
const GRID_ROWS_MAX: usize = 20;
const GRID_COLUMNS_MAX: usize = 18;
/// More first words than this do not help to recognise an item.
const NAME_CHARS_MAX: usize = 180;

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
                (idle(report, programme, language))
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
        table.cards {
            caption { (say(language, "Từng mục tiêu, chỉ tiêu và nhiệm vụ, công trình gắn với nó", "Each goal or target with what serves it")) }
            thead { tr { th scope="col" { (say(language, "Mục tiêu, chỉ tiêu", "Goal or target")) } th.n scope="col" { (count) } th scope="col" { (tasks) } } }
            tbody { @for row in &report.coverage { (list_row(row, items, language, count, tasks)) } }
        }
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
                    ul { @for task in &row.served_by { li { (name(items.get(task.as_str()).copied(), task.as_str())) } } }
                }
            }
        }
    }
}

/// Tasks that serve no goal or target.
fn idle(report: &Report, programme: &Programme, language: Language) -> Markup {
    let serving: HashSet<&str> = report.coverage.iter().flat_map(|it| &it.served_by).map(|it| it.as_str()).collect();
    let idle: Vec<Item<'_>> = programme.tasks().map(Item::Task).chain(programme.key_works().map(Item::KeyWork)).filter(|it| !serving.contains(it.anchor().as_str())).collect();
    html! {
        @if !idle.is_empty() {
            h3 { (say(language, "Nhiệm vụ, công trình chưa gắn với mục tiêu, chỉ tiêu nào", "Tasks and works tied to no goal or target")) " (" (idle.len()) ")" }
            ul.small { @for it in idle { li id={ "i-" (it.anchor()) } { (name(Some(it), "")) } } }
        }
    }
}
