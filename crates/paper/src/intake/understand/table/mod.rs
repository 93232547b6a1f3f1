//! Rows of a table whose header was understood: groups, items, continuations.

mod groups;
mod items;
mod several;

use hanhdong_domain::programme::{Deadline, Lead, Node, Passage, PassageRole, Resource};
use hanhdong_domain::text::{fold, squeeze};

use self::groups::{group_row, normal_code, stray_cells};
use self::items::{key_work, target, task};
use self::several::{One, several};
use super::Understanding;
use super::columns::{Column, Layout, Rows};
use super::labels::Label;
use super::line::Line;
use crate::intake::raw::{Cell, Row, Table};

/// What a row says in one kind of column: every text of it, in order, with the header of its column.
struct Fields<'a> {
    layout: &'a Layout,
    texts: Vec<String>,
}

impl Fields<'_> {
    fn all(&self, wanted: &Column) -> impl Iterator<Item = (usize, &str)> {
        self.texts.iter().enumerate().filter(move |(i, text)| self.layout.columns.get(*i) == Some(wanted) && !text.is_empty()).map(|(i, text)| (i, text.as_str()))
    }
    fn one(&self, wanted: &Column) -> Option<&str> {
        self.all(wanted).next().map(|(_, text)| text)
    }
    fn labelled(&self, label: Label) -> Option<&str> {
        self.one(&Column::Labelled(label))
    }
}

/// Reads the rows of a table into nodes of the part they stand in.
pub(super) fn read_rows(u: &mut Understanding, table: &Table, layout: &Layout, mut horizon: Option<i16>, nodes: &mut Vec<Node>) {
    let name_column = layout.name_column();
    let mut carried: Vec<String> = vec![String::new(); layout.columns.len()];
    let body = table.rows.get(layout.header_rows..).unwrap_or(&[]);
    for (i, row) in body.iter().enumerate() {
        if is_repeated_header(row, layout) || row.cells.iter().all(|it| it.text.trim().is_empty() && !it.continues) {
            continue;
        }
        if let Some(heading) = group_row(row, layout, body.get(i + 1)) {
            horizon = horizon_of(&heading.text).or(horizon);
            carried.fill(String::new());
            stray_cells(row, layout, nodes);
            nodes.push(Node::Heading(heading));
            continue;
        }
        beyond(row, layout, nodes);
        let fields = Fields { layout, texts: texts(row, layout, &mut carried, name_column) };
        let name_cell = name_column.and_then(|it| row.at(it));
        let goes_on = name_cell.is_some_and(|it| it.continues);
        let (code, name) = code_and_name(&fields, name_cell, layout);
        let continuation = goes_on || (code.is_none() && continues_above(&fields, layout));
        if continuation && let Some(node) = nodes.last_mut().filter(|it| it.item().is_some()) {
            go_on(node, row, layout, &fields);
            continue;
        }
        if name.is_empty() && code.is_none() {
            nodes.push(unread_row(row));
            continue;
        }
        let anchor = row.cells.iter().flat_map(|it| it.anchors.iter()).next().cloned();
        let tasks = if layout.rows == Rows::Tasks && anchor.is_none() { tasks_of(row, &fields, name_cell, layout) } else { None };
        if let Some(tasks) = tasks {
            for One { code, name, fields } in tasks {
                let node = Node::Task(task(u, row, &fields, Some(code), name, None));
                u.note_served(&node, fields.one(&Column::Serves));
                nodes.push(node);
            }
            continue;
        }
        let node = match layout.rows {
            Rows::Targets => Node::Target(target(u, row, &fields, code, name, anchor, horizon)),
            Rows::Tasks => Node::Task(task(u, row, &fields, code, name, anchor)),
            Rows::KeyWorks => Node::KeyWork(key_work(u, row, &fields, code, name, anchor)),
        };
        u.note_served(&node, fields.one(&Column::Serves));
        nodes.push(node);
    }
}

/// The texts of a row by grid column; a cell that continues the one above repeats it, except in the name's column.
fn texts(row: &Row, layout: &Layout, carried: &mut [String], name_column: Option<usize>) -> Vec<String> {
    (0..layout.columns.len())
        .map(|column| {
            let Some(cell) = row.at(column).filter(|it| it.column == column) else { return String::new() };
            let spreads = Some(column) != name_column && layout.columns[column] != Column::Order;
            if cell.continues {
                return if spreads { carried[column].clone() } else { String::new() };
            }
            let text = clean(&cell.text);
            carried[column].clone_from(&text);
            text
        })
        .collect()
}

fn clean(text: &str) -> String {
    let text = text.lines().map(squeeze).filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n");
    if text.chars().any(|c| c.is_alphanumeric() || c == '%') { text } else { String::new() }
}

fn is_repeated_header(row: &Row, layout: &Layout) -> bool {
    let same = (0..layout.columns.len()).filter(|i| row.at(*i).is_some_and(|it| !it.text.trim().is_empty() && fold(&squeeze(&it.text)) == fold(&layout.headers[*i]))).count();
    same >= 2
}

/// The tasks of a row whose name counts several, by the code of its order column.
fn tasks_of<'a>(row: &Row, fields: &Fields<'a>, name_cell: Option<&Cell>, layout: &Layout) -> Option<Vec<One<'a>>> {
    let name_column = layout.name_column();
    let name = fields.texts.get(name_column?)?;
    let code = fields.one(&Column::Order).map(normal_code).filter(|it| !it.is_empty());
    several(code.as_deref(), name, fields, name_column, name_cell.map_or(&row.place, |it| &it.place))
}

/// The code and the name of a row; a table without an order column carries the mark in its name.
fn code_and_name(fields: &Fields<'_>, name_cell: Option<&Cell>, layout: &Layout) -> (Option<String>, String) {
    let name = layout.name_column().and_then(|it| fields.texts.get(it)).cloned().unwrap_or_default();
    let order = fields.one(&Column::Order).map(normal_code).filter(|it| !it.is_empty());
    if order.is_some() || layout.columns.contains(&Column::Order) {
        return (order, name);
    }
    let Some(cell) = name_cell else { return (None, name) };
    let line = Line::of_text(&name, &cell.place);
    match line.code() {
        Some(code) => (Some(code), line.rest().to_owned()),
        None => (None, name),
    }
}

/// Cells to the right of every known column are kept in sight.
fn beyond(row: &Row, layout: &Layout, nodes: &mut Vec<Node>) {
    let unread = row.cells.iter().filter(|it| it.column >= layout.columns.len() && it.text.chars().any(char::is_alphanumeric));
    nodes.extend(unread.map(|it| Node::Text(Passage { role: PassageRole::Unread, text: squeeze(&it.text), place: row.place.clone() })));
}

fn unread_row(row: &Row) -> Node {
    let text = row.cells.iter().map(|it| squeeze(&it.text)).filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" | ");
    Node::Text(Passage { role: PassageRole::Unread, text, place: row.place.clone() })
}

/// A row without a number of its own: with a lead (a task) or a level (a target) it is an item, else it goes on.
fn continues_above(fields: &Fields<'_>, layout: &Layout) -> bool {
    match layout.rows {
        Rows::Targets => fields.all_values().next().is_none(),
        Rows::Tasks | Rows::KeyWorks => fields.labelled(Label::Lead).is_none(),
    }
}

impl Fields<'_> {
    fn all_values(&self) -> impl Iterator<Item = &str> {
        self.texts
            .iter()
            .enumerate()
            .filter(|(i, text)| !text.is_empty() && matches!(self.layout.columns.get(*i), Some(Column::Value(_) | Column::Year(_))))
            .map(|(_, text)| text.as_str())
    }
}

/// Joins what a continuation row says to the item above it.
fn go_on(node: &mut Node, row: &Row, layout: &Layout, fields: &Fields<'_>) {
    let fresh = |column: &Column| -> Option<&str> { fields.all(column).find(|(i, _)| row.at(*i).is_some_and(|it| !it.continues)).map(|(_, text)| text) };
    let name = layout.name_column().and_then(|it| fields.texts.get(it)).map(String::as_str).unwrap_or("");
    let append = |text: &mut String, more: &str| {
        if !more.is_empty() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&more.replace('\n', " "));
        }
    };
    let label = |it: Label| fresh(&Column::Labelled(it));
    let appended = |old: &str, more: Option<&str>| more.map(|more| if old.is_empty() { more.to_owned() } else { format!("{old}, {more}") });
    match node {
        Node::Task(it) => {
            append(&mut it.title, name);
            it.coordinators.extend(label(Label::Coordinators).map(names).unwrap_or_default());
            it.lead = appended(it.lead.text(), label(Label::Lead)).map_or_else(|| it.lead.clone(), |text| Lead::parse(&text));
            it.deliverable = label(Label::Deliverable).map(|more| it.deliverable.as_deref().map_or(more.to_owned(), |old| format!("{old} {more}"))).or(it.deliverable.take());
            if it.deadline.is_none() {
                it.deadline = Deadline::parse(label(Label::Deadline).unwrap_or(""));
            }
            it.resources.extend(label(Label::Resource).map(|text| Resource::parse_all(text, None)).unwrap_or_default());
        }
        Node::KeyWork(it) => {
            append(&mut it.name, name);
            it.resources.extend(label(Label::Resource).map(|text| Resource::parse_all(text, None)).unwrap_or_default());
            it.lead = appended(it.lead.text(), label(Label::Lead)).map_or_else(|| it.lead.clone(), |text| Lead::parse(&text));
        }
        Node::Target(it) => append(&mut it.name, name),
        Node::Heading(_) | Node::Text(_) | Node::Goal(_) | Node::Requirement(_) | Node::Arrangement(_) => {}
    }
}

pub(super) fn names(text: &str) -> Vec<String> {
    hanhdong_domain::organisation::split_names(text)
}

/// The year of "Đến năm 2030", "Giai đoạn 2026-2030", "Tầm nhìn 2045".
pub(super) fn horizon_of(text: &str) -> Option<i16> {
    let folded = fold(text);
    let said = ["den nam", "tam nhin", "giai doan", "nhiem ky", "nam 2", "den 2", "muc tieu 2"].iter().any(|it| folded.contains(it));
    let years = folded.split(|c: char| !c.is_ascii_digit()).filter(|it| it.len() == 4).filter_map(|it| it.parse::<i16>().ok()).filter(|it| (1990..=2100).contains(it));
    if said { years.max() } else { None }
}
