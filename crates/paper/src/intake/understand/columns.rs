//! What the columns of a table are, by any reasonable header wording.

use hanhdong_domain::text::{fold, squeeze};

use super::labels::{Label, label_of};
use crate::intake::raw::{Row, Table};

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Order,
    TaskName,
    TargetName,
    WorkName,
    Unit,
    /// The level to be reached, with the year its header names.
    Value(Option<i16>),
    Baseline(Option<i16>),
    /// What a target rests on, a labelled line each, as we print it.
    Grounds,
    /// What kind of statement a target is.
    Kind,
    /// Where the baselines come from.
    Source,
    /// What was reached in the years of the last term.
    Trend,
    /// The superior's target that one serves.
    Superior,
    /// How a figure is reckoned or confirmed.
    Criterion,
    /// A year of a yearly path.
    Year(i16),
    /// Goals and targets a task serves.
    Serves,
    /// The horizon year of a target.
    Horizon,
    /// How binding a level is.
    Level,
    /// What a task consists of.
    Details,
    Labelled(Label),
    /// A header that is not known; its cells are kept with it.
    Unknown,
}

/// What the rows of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rows {
    Targets,
    Tasks,
    KeyWorks,
}

/// A table whose header was understood.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub rows: Rows,
    /// What stands at each grid column.
    pub columns: Vec<Column>,
    /// The header words of each grid column.
    pub headers: Vec<String>,
    /// How many rows the header takes, those before it too.
    pub header_rows: usize,
}

/// Grid columns of a table that are looked at.
const COLUMNS_MAX: usize = 60;

impl Layout {
    /// Understands the header of a table; `about` is the nearest heading above it, folded.
    pub(super) fn of(table: &Table, about: &str) -> Option<Layout> {
        let width = table.rows.iter().take(6).flat_map(|row| row.cells.iter().map(|it| it.column + it.span.max(1))).max()?.min(COLUMNS_MAX);
        (0..table.rows.len().min(5)).find_map(|first| {
            let mut last = first + 1;
            let first_row = table.rows.get(first)?;
            if named_columns(first_row, width) < 2 {
                return None;
            }
            while last < table.rows.len().min(first + 3) && goes_on_with_header(&table.rows[last], first_row) {
                last += 1;
            }
            let headers: Vec<String> = (0..width).map(|column| header_text(&table.rows[first..last], column)).collect();
            let mut columns: Vec<Column> = (0..width).map(|column| column_under(&table.rows[first..last], column, &headers[column])).collect();
            let rows = settle(&mut columns, &headers, about)?;
            while last < table.rows.len() && is_column_numbers(&table.rows[last]) {
                last += 1;
            }
            Some(Layout { rows, columns, headers, header_rows: last })
        })
    }

    /// The grid column that holds the items' names.
    pub(super) fn name_column(&self) -> Option<usize> {
        self.columns.iter().position(|it| matches!(it, Column::TaskName | Column::TargetName | Column::WorkName))
    }
}

fn named_columns(row: &Row, width: usize) -> usize {
    (0..width).filter(|column| row.at(*column).is_some_and(|cell| cell.column == *column && column_of(&cell.text) != Column::Unknown)).count()
}

/// A second header row: under a wide header cell, or marked as a header, its short cells name columns.
fn goes_on_with_header(row: &Row, first: &Row) -> bool {
    if is_column_numbers(row) {
        return false;
    }
    if row.header && first.header {
        return true;
    }
    let under_wide = row.cells.iter().any(|cell| {
        !cell.continues && !cell.text.trim().is_empty() && first.at(cell.column).is_some_and(|it| it.span > 1) && cell.span < first.at(cell.column).map_or(1, |it| it.span)
    });
    let empty_else = row.cells.iter().all(|cell| cell.continues || cell.text.trim().is_empty() || first.at(cell.column).is_some_and(|it| it.span > 1));
    under_wide && empty_else
}

/// "(1) (2) (3)" under a header.
fn is_column_numbers(row: &Row) -> bool {
    let cells: Vec<&str> = row.cells.iter().map(|it| it.text.trim()).filter(|it| !it.is_empty()).collect();
    cells.len() >= 3 && cells.iter().enumerate().all(|(i, text)| text.trim_matches(['(', ')']).parse::<usize>() == Ok(i + 1))
}

fn header_text(rows: &[Row], column: usize) -> String {
    let mut out: Vec<String> = Vec::new();
    for row in rows {
        if let Some(cell) = row.at(column) {
            let text = squeeze(&cell.text);
            if !text.is_empty() && !out.contains(&text) {
                out.push(text);
            }
        }
    }
    out.join(" ")
}

/// Under a common header ("Cơ quan thực hiện") a lower cell that is a label of its own ("Phối hợp") goes before the
/// words of both.
fn column_under(rows: &[Row], column: usize, whole: &str) -> Column {
    let lowest = rows.iter().rev().filter_map(|row| row.at(column)).find(|it| !it.text.trim().is_empty()).map(|it| column_of(&it.text));
    match lowest {
        Some(own @ Column::Labelled(_)) => own,
        _ => column_of(whole),
    }
}

fn year_of(folded: &str) -> Option<i16> {
    folded.split(|c: char| !c.is_ascii_digit()).filter(|it| it.len() == 4).filter_map(|it| it.parse().ok()).rfind(|it| (1990..=2100).contains(it))
}

fn column_of(header: &str) -> Column {
    let folded = squeeze(&fold(header));
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    let has = |list: &[&str]| list.iter().any(|it| folded.contains(it));
    if bare.is_empty() || bare.chars().count() > 90 {
        return Column::Unknown;
    }
    if matches!(bare, "tt" | "stt" | "so tt" | "so thu tu" | "no" | "ma so" | "ma" | "s.t.t") {
        return Column::Order;
    }
    if bare == "can cu, cach tinh" {
        return Column::Grounds;
    }
    if bare == "loai chi tieu" {
        return Column::Kind;
    }
    if has(&["nguon so lieu"]) {
        return Column::Source;
    }
    if has(&["ket qua nhiem ky truoc", "ket qua cac nam truoc", "dien bien nhiem ky truoc"]) {
        return Column::Trend;
    }
    if has(&["chi tieu cua cap tren", "chi tieu cap tren", "cap tren giao"]) {
        return Column::Superior;
    }
    if has(&["cach tinh", "cach xac nhan", "phuong phap tinh"]) {
        return Column::Criterion;
    }
    if has(&["phuc vu", "chi tieu lien quan", "muc tieu lien quan", "gan voi chi tieu", "gan voi muc tieu"]) {
        return Column::Serves;
    }
    if matches!(bare, "moc nam" | "nam dat" | "nam hoan thanh" | "moc") {
        return Column::Horizon;
    }
    if matches!(bare, "muc do" | "muc do dat duoc") {
        return Column::Level;
    }
    if has(&["noi dung chi tiet", "noi dung cu the", "noi dung chu yeu"]) {
        return Column::Details;
    }
    if has(&["don vi tinh", "dvt", "don vi do"]) || bare == "don vi" {
        return Column::Unit;
    }
    if let Some(year) = year_of(&folded) {
        let words = folded.replace(|c: char| c.is_ascii_digit(), "");
        let words = words.trim().trim_matches(|c: char| !c.is_alphanumeric());
        if matches!(words, "" | "nam") || words.starts_with("phan ky") || words.starts_with("tien do") && words.contains("nam") || words.starts_with("lo trinh") {
            return Column::Year(year);
        }
        if has(&["thuc hien", "hien trang", "nam goc", "uoc ", "ket qua nam", "so lieu nam", "dat duoc"]) && !has(&["thoi gian", "kinh phi"]) {
            return Column::Baseline(Some(year));
        }
        if has(&["muc tieu", "chi tieu", "ke hoach", "den nam", "phan dau", "tam nhin", "gia tri"]) {
            return Column::Value(Some(year));
        }
    }
    if has(&["hien trang", "nam goc", "so goc"]) {
        return Column::Baseline(None);
    }
    if has(&["cong trinh"]) && !has(&["san pham", "chu tri"]) {
        return Column::WorkName;
    }
    if has(&["chi tieu"]) && !has(&["muc tieu", "gia tri", "ke hoach"]) {
        return Column::TargetName;
    }
    if let Some(label) = label_of(header) {
        return Column::Labelled(label);
    }
    if has(&["nhiem vu", "noi dung", "cong viec", "giai phap", "de an", "hoat dong", "dau viec", "du an", "ten ke hoach"]) {
        return Column::TaskName;
    }
    if has(&["muc tieu", "muc do", "gia tri", "ke hoach"]) {
        return Column::Value(None);
    }
    if matches!(bare, "co quan" | "don vi, ca nhan" | "co quan, don vi" | "don vi thuc hien" | "thuc hien") {
        return Column::Labelled(Label::Lead);
    }
    Column::Unknown
}

/// Decides what the rows are, and gives the columns whose words mean two things their meaning there.
fn settle(columns: &mut [Column], headers: &[String], about: &str) -> Option<Rows> {
    let has = |columns: &[Column], wanted: &dyn Fn(&Column) -> bool| columns.iter().any(wanted);
    let labelled = |columns: &[Column], label: Label| columns.contains(&Column::Labelled(label));
    let value = has(columns, &|it| matches!(it, Column::Value(_) | Column::Baseline(_) | Column::Year(_)));
    let unit = columns.contains(&Column::Unit);
    let target_name = columns.contains(&Column::TargetName);
    let task_name = columns.contains(&Column::TaskName) || columns.contains(&Column::Details);
    let work_name = columns.contains(&Column::WorkName);
    let timed = labelled(columns, Label::Deadline) || labelled(columns, Label::Coordinators);

    let works_by_title = task_name && about.contains("cong trinh") && (labelled(columns, Label::Location) || labelled(columns, Label::Resource));
    let targets_by_name = target_name && (!task_name || unit || value) && !(timed && task_name);
    let targets_by_level = task_name && unit && value && !timed;
    let rows = if work_name || works_by_title {
        Rows::KeyWorks
    } else if targets_by_name || targets_by_level {
        Rows::Targets
    } else if task_name {
        Rows::Tasks
    } else {
        return None;
    };
    match rows {
        Rows::Targets => {
            if !value {
                rename(columns, &Column::Labelled(Label::Deliverable), Column::Value(None));
            }
            if !target_name {
                rename(columns, &Column::TaskName, Column::TargetName);
            }
            keep_first(columns, &Column::TargetName);
            (columns.iter().any(|it| !matches!(it, Column::Order | Column::TargetName | Column::Unknown))).then_some(rows)
        }
        Rows::Tasks => {
            if !columns.contains(&Column::TaskName) {
                rename(columns, &Column::Details, Column::TaskName);
            }
            if columns.contains(&Column::Unit) && !labelled(columns, Label::Lead) {
                rename(columns, &Column::Unit, Column::Labelled(Label::Lead));
            }
            prefer_name(columns, headers);
            let known =
                columns.iter().filter(|it| matches!(it, Column::Labelled(Label::Lead | Label::Coordinators | Label::Deliverable | Label::Deadline | Label::Resource))).count();
            (known > 0).then_some(rows)
        }
        Rows::KeyWorks => {
            if !work_name {
                rename(columns, &Column::TaskName, Column::WorkName);
            }
            keep_first(columns, &Column::WorkName);
            for column in columns.iter_mut() {
                if *column == Column::TaskName {
                    *column = Column::Unknown;
                }
            }
            (columns.iter().any(|it| matches!(it, Column::Labelled(_)))).then_some(rows)
        }
    }
}

fn rename(columns: &mut [Column], from: &Column, to: Column) {
    if let Some(slot) = columns.iter_mut().find(|it| *it == from) {
        *slot = to;
    }
}

fn keep_first(columns: &mut [Column], which: &Column) {
    for column in columns.iter_mut().filter(|it| *it == which).skip(1) {
        *column = Column::Unknown;
    }
}

/// Of several columns that could be the task's name the one that says "nhiệm vụ" or "tên" is it, else the first.
fn prefer_name(columns: &mut [Column], headers: &[String]) {
    let names: Vec<usize> = (0..columns.len()).filter(|i| columns[*i] == Column::TaskName).collect();
    let best = names.iter().copied().find(|i| {
        let folded = fold(&headers[*i]);
        folded.contains("nhiem vu") || folded.starts_with("ten ")
    });
    let keep = best.or(names.first().copied());
    for i in names {
        if Some(i) != keep {
            columns[i] = Column::Unknown;
        }
    }
}
