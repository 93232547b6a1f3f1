//! Rows of a table whose header was understood: groups, items, continuations.

use hanhdong_domain::programme::{
    Anchor, AttainmentLevel, Baseline, Condition, Confidence, Deadline, Form, Heading, KeyWork, Lead, Node, Origin, Passage, PassageRole, Resource, Target, TargetValue, TaskItem,
    YearlyValue,
};
use hanhdong_domain::text::{fold, squeeze};

use super::Understanding;
use super::columns::{Column, Layout, Rows};
use super::labels::Label;
use super::line::{Line, Mark, is_capitals, roman};
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

fn normal_code(text: &str) -> String {
    squeeze(text).trim_end_matches(['.', ')', ' ', '-']).trim_start_matches(['(', ' ']).replace(' ', "")
}

/// A row that heads the rows below it.
fn group_row(row: &Row, layout: &Layout, next: Option<&Row>) -> Option<Heading> {
    let order_column = layout.columns.iter().position(|it| *it == Column::Order);
    let order = order_column.and_then(|it| row.at(it)).map(|it| normal_code(&it.text)).unwrap_or_default();
    let filled: Vec<&Cell> = row.cells.iter().filter(|it| !it.continues && !it.text.trim().is_empty()).collect();
    let wide = filled.iter().find(|it| it.span * 2 > layout.columns.len() && it.span > 1);
    let name = layout.name_column().and_then(|it| row.at(it)).filter(|it| !it.text.trim().is_empty());
    let heading = |mark: Option<String>, cell: &Cell| {
        let line = Line::of_text(&squeeze(&cell.text), &row.place);
        let (mark, text) = match (mark, line.code()) {
            (None, Some(code)) => (Some(code), line.body),
            (mark, _) => (mark, squeeze(&cell.text)),
        };
        Some(Heading { level: 2, mark, text, place: row.place.clone() })
    };
    let lettered = roman(&order).is_some() || order.chars().count() == 1 && order.chars().all(char::is_uppercase);
    if lettered && let Some(cell) = wide.copied().or(name) {
        let others = filled.iter().filter(|it| Some(it.column) != order_column && it.column != cell.column).count();
        return (others <= 1).then(|| heading(Some(order.clone()), cell)).flatten();
    }
    if let Some(cell) = wide
        && filled.iter().all(|it| it.column == cell.column || Some(it.column) == order_column)
        && row.cells.iter().all(|it| !it.continues)
    {
        return heading((!order.is_empty()).then(|| order.clone()), cell);
    }
    let name = name?;
    let others_empty = row.cells.iter().all(|it| it.column == name.column || Some(it.column) == order_column || (it.text.trim().is_empty() && !it.continues));
    if !others_empty || name.continues {
        return None;
    }
    let order_cell_empty = order.is_empty();
    let marked = Line::of_text(&squeeze(&name.text), &row.place);
    let lettered_name = matches!(marked.mark, Mark::Roman(_) | Mark::Capital(_));
    if order_cell_empty && (name.bold || is_capitals(&name.text) || lettered_name || horizon_of(&name.text).is_some() && name.text.chars().count() < 60) {
        return heading(None, name);
    }
    let children = next.and_then(|it| it.at(order_column?)).is_some_and(|it| normal_code(&it.text).starts_with(&format!("{order}.")));
    let restarts =
        layout.rows != Rows::Targets && name.bold && next.and_then(|it| it.at(order_column?)).is_some_and(|it| matches!(normal_code(&it.text).as_str(), "1" | "a" | "-"));
    // A numbered target without a level may head sub-targets and still be one; a group of targets stands out.
    let next_plain = || next.and_then(|it| it.at(name.column)).is_some_and(|it| !it.bold);
    let heads = !order_cell_empty && if layout.rows == Rows::Targets { name.bold && children && next_plain() } else { children || restarts };
    heads.then(|| heading(Some(order.clone()), name)).flatten()
}

/// A cell of a group row beside its name is kept in sight.
fn stray_cells(row: &Row, layout: &Layout, nodes: &mut Vec<Node>) {
    for cell in row.cells.iter().filter(|it| !it.continues && it.span == 1) {
        let known = matches!(layout.columns.get(cell.column), Some(Column::Order | Column::TaskName | Column::TargetName | Column::WorkName));
        if !known && cell.text.chars().any(char::is_alphanumeric) {
            nodes.push(Node::Text(Passage { role: PassageRole::Unread, text: squeeze(&cell.text), place: row.place.clone() }));
        }
    }
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

/// What a column counts in, by its header: "(tỷ đồng)", "ĐVT: triệu đồng"; and the words for it.
fn money_unit(header: &str) -> Option<(i64, &'static str)> {
    let folded = fold(header);
    if folded.contains("trieu") {
        Some((1_000_000, "triệu đồng"))
    } else if folded.contains("ty dong") || folded.contains("ti dong") || folded.contains("(ty)") {
        Some((1_000_000_000, "tỷ đồng"))
    } else if folded.contains("nghin dong") || folded.contains("1000 dong") {
        Some((1_000, "nghìn đồng"))
    } else {
        None
    }
}

fn resources(fields: &Fields<'_>, layout: &Layout) -> Vec<Resource> {
    let cells: Vec<(usize, &str)> = fields.all(&Column::Labelled(Label::Resource)).collect();
    let several = layout.columns.iter().filter(|it| **it == Column::Labelled(Label::Resource)).count() > 1;
    let mut out = Vec::new();
    for (column, text) in cells {
        let header = layout.headers.get(column).map(String::as_str).unwrap_or("");
        for piece in text.split([';', '\n']).filter(|it| it.chars().any(char::is_alphanumeric)) {
            let piece = squeeze(piece);
            let bare = hanhdong_domain::text::parse_number(&piece).is_some();
            let piece = match money_unit(header).filter(|_| bare) {
                Some((_, unit)) => format!("{piece} {unit}"),
                None => piece,
            };
            let piece = if several { format!("{}: {piece}", squeeze(header)) } else { piece };
            out.push(Resource::parse(&piece, None));
        }
    }
    out
}

fn conditions(fields: &Fields<'_>, row: &Row) -> Vec<Condition> {
    let text = fields.labelled(Label::Condition).unwrap_or("");
    text.split([';', '\n']).filter(|it| it.chars().any(char::is_alphanumeric)).map(|it| Condition::parse(it, &row.place)).collect()
}

/// The remark column, and what stands in columns whose header is not known, with that header.
fn note(fields: &Fields<'_>, layout: &Layout) -> Option<String> {
    let mut notes: Vec<String> = fields.labelled(Label::Note).map(str::to_owned).into_iter().collect();
    for (column, text) in fields.all(&Column::Unknown) {
        let header = layout.headers.get(column).map(String::as_str).unwrap_or("");
        notes.push(if header.is_empty() { text.to_owned() } else { format!("{header}: {text}") });
    }
    (!notes.is_empty()).then(|| notes.join("; ").replace('\n', " "))
}

/// The time of a row; two columns ("Bắt đầu", "Hoàn thành") make a range.
fn time(fields: &Fields<'_>) -> Deadline {
    let mut said: Vec<(bool, &str)> = Vec::new();
    for (column, text) in fields.all(&Column::Labelled(Label::Deadline)) {
        let header = fold(fields.layout.headers.get(column).map(String::as_str).unwrap_or(""));
        let begin = ["bat dau", "khoi cong", "trien khai tu"].iter().any(|it| header.contains(it)) && !["hoan thanh", "ket thuc"].iter().any(|it| header.contains(it));
        said.push((begin, text));
    }
    match said.as_slice() {
        [(true, from)] => Deadline::parse(&format!("Từ {from}")),
        [(true, from), (false, to)] | [(false, to), (true, from)] => Deadline::parse(&format!("{from} - {to}")),
        [(_, first), ..] => Deadline::parse(first),
        [] => Deadline::default(),
    }
}

fn task(u: &mut Understanding, row: &Row, fields: &Fields<'_>, code: Option<String>, name: String, anchor: Option<Anchor>) -> TaskItem {
    let (title, mut details) = title_and_details(&name);
    details.extend(fields.one(&Column::Details).into_iter().flat_map(str::lines).map(|it| it.trim_start_matches(['-', '+', ' ']).to_owned()));
    let anchor = u.anchor("t", anchor, code.as_deref(), &title, &row.place);
    let origin = fields.labelled(Label::Origin).map(Origin::of_words).filter(|it| *it != Origin::Unknown);
    let base = TaskItem::titled(anchor, &title);
    TaskItem {
        code,
        details,
        origin: origin.unwrap_or(base.origin),
        lead: Lead::parse(fields.labelled(Label::Lead).unwrap_or("")),
        coordinators: names(fields.labelled(Label::Coordinators).unwrap_or("")),
        deliverable: fields.labelled(Label::Deliverable).map(|it| it.replace('\n', " ")),
        deadline: time(fields),
        resources: resources(fields, fields.layout),
        conditions: conditions(fields, row),
        note: note(fields, fields.layout),
        form: Form::Row,
        place: row.place.clone(),
        ..base
    }
}

fn title_and_details(name: &str) -> (String, Vec<String>) {
    let mut title = String::new();
    let mut details = Vec::new();
    for line in name.lines() {
        match line.strip_prefix("- ").filter(|_| !title.is_empty()) {
            Some(detail) => details.push(detail.to_owned()),
            None if details.is_empty() => {
                if !title.is_empty() {
                    title.push(' ');
                }
                title.push_str(line);
            }
            None => details.push(line.to_owned()),
        }
    }
    (title, details)
}

fn key_work(u: &mut Understanding, row: &Row, fields: &Fields<'_>, code: Option<String>, name: String, anchor: Option<Anchor>) -> KeyWork {
    let name = name.replace('\n', " ");
    KeyWork {
        anchor: u.anchor("k", anchor, code.as_deref(), &name, &row.place),
        code,
        location: fields.labelled(Label::Location).map(|it| it.replace('\n', " ")),
        resources: resources(fields, fields.layout),
        lead: Lead::parse(fields.labelled(Label::Lead).unwrap_or("")),
        coordinators: names(fields.labelled(Label::Coordinators).unwrap_or("")),
        schedule: time(fields),
        origin: fields.labelled(Label::Origin).map_or_else(|| Origin::of_words(&name), Origin::of_words),
        note: note(fields, fields.layout),
        form: Form::Row,
        place: row.place.clone(),
        confidence: Confidence::Sure,
        name,
    }
}

/// Of several columns of levels the one of the term's last year holds the level, else the earliest year; the others
/// make a path.
fn value_column(fields: &Fields<'_>, term_end: Option<i16>) -> Option<usize> {
    let filled = fields.texts.iter().enumerate().filter(|(_, text)| !text.is_empty());
    let levels = filled.filter_map(|(i, _)| if let Some(Column::Value(year)) = fields.layout.columns.get(i) { Some((i, *year)) } else { None });
    levels.min_by_key(|(_, year)| (year.is_some() && *year != term_end, year.unwrap_or(i16::MIN))).map(|(i, _)| i)
}

fn target(u: &mut Understanding, row: &Row, fields: &Fields<'_>, code: Option<String>, name: String, anchor: Option<Anchor>, group_horizon: Option<i16>) -> Target {
    let name = name.replace('\n', " ");
    let unit = fields.one(&Column::Unit).map(|it| it.replace('\n', " "));
    let read = |text: &str| TargetValue::parse(&text.replace('\n', "; "), &name, unit.as_deref());
    let mut value = TargetValue::default();
    let mut horizon = group_horizon;
    let mut path = Vec::new();
    let mut baseline = None;
    let mut seen_value = false;
    let value_column = value_column(fields, u.term_end());
    for (i, text) in fields.texts.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
        match fields.layout.columns.get(i) {
            Some(Column::Value(year)) if value_column == Some(i) => {
                seen_value = true;
                value = read(text);
                horizon = year.or(horizon);
            }
            Some(Column::Value(Some(year)) | Column::Year(year)) => path.push(YearlyValue { year: *year, value: read(text) }),
            Some(Column::Baseline(year)) => baseline = Some(Baseline { year: *year, value: read(text) }),
            _ => {}
        }
    }
    if !seen_value && let Some(last) = path.pop() {
        value = last.value;
        horizon = Some(last.year);
    }
    path.sort_by_key(|it| it.year);
    let code_for_anchor = code.clone();
    let words = fields.one(&Column::Level).map_or_else(|| format!("{name} {}", value.text), str::to_owned);
    let level = AttainmentLevel::of_words(&words);
    let horizon = fields.one(&Column::Horizon).and_then(|it| it.trim().parse().ok()).or(horizon);
    Target {
        code,
        unit,
        value,
        horizon: horizon.or(u.term_end()),
        path,
        baseline,
        level,
        schedule: Deadline::parse(fields.labelled(Label::Deadline).unwrap_or("")),
        lead: Lead::parse(fields.labelled(Label::Lead).unwrap_or("")),
        note: note(fields, fields.layout),
        form: Form::Row,
        place: row.place.clone(),
        ..Target::named(u.anchor("c", anchor, code_for_anchor.as_deref(), &name, &row.place), &name)
    }
}
