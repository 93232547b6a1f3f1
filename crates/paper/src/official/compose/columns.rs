//! The columns of an item table: one field a column, and only columns that hold something.

use std::collections::{BTreeSet, HashMap};

use hanhdong_domain::programme::{Anchor, AttainmentLevel, Condition, KeyWork, LinkBy, Origin, Programme, Target, TargetValue, TaskItem, ValueKind, YearlyValue};
use hanhdong_domain::text::fold;

use super::clean;
use crate::official::paper::Align;
use crate::words::GROUNDS;

/// A column before the table is put together: one cell an item, in order.
pub(super) struct Column {
    pub(super) header: String,
    /// Share of the width relative to the other columns.
    pub(super) weight: f64,
    /// The least width in mm that does not break its usual words ("31/12/2026").
    pub(super) least_mm: f64,
    pub(super) align: Align,
    pub(super) cells: Vec<String>,
}

impl Column {
    fn new(header: &str, weight: f64, align: Align, cells: impl Iterator<Item = String>) -> Column {
        Column { header: header.to_owned(), weight, least_mm: least_mm(header), align, cells: cells.map(|it| clean(&it)).collect() }
    }

    fn text<'a>(header: &str, weight: f64, cells: impl Iterator<Item = Option<&'a str>>) -> Column {
        Column::new(header, weight, Align::Left, cells.map(|it| it.unwrap_or_default().to_owned()))
    }

    fn figures(header: String, cells: impl Iterator<Item = String>) -> Column {
        let cells: Vec<String> = cells.collect();
        let align = if cells.iter().all(|it| it.chars().count() <= 14) { Align::Right } else { Align::Left };
        let weight = if align == Align::Right { 0.10 } else { 0.16 };
        Column::new(&header, weight, align, cells.into_iter())
    }

    fn holds_something(&self) -> bool {
        self.cells.iter().any(|it| !it.is_empty())
    }
}

/// What a column's usual words need at 12 pt, cell margins counted.
fn least_mm(header: &str) -> f64 {
    match header {
        "TT" => 11.0,
        "Thời gian hoàn thành" | "Khởi công - hoàn thành" => 25.0,
        "Chủ trì" | "Phối hợp" | "Sản phẩm" | "Nguồn lực" => 18.0,
        _ => 16.0,
    }
}

/// Shares of a width by weight, no column below its least width as far as the width reaches.
pub(super) fn shares(columns: &[Column], width_mm: f64) -> Vec<f64> {
    let mut fixed = vec![false; columns.len()];
    loop {
        let held: f64 = columns.iter().zip(&fixed).filter(|(_, held)| **held).map(|(it, _)| it.least_mm).sum();
        let weight: f64 = columns.iter().zip(&fixed).filter(|(_, held)| !**held).map(|(it, _)| it.weight).sum();
        let room = width_mm - held;
        if room <= 0.0 || weight <= 0.0 {
            let total: f64 = columns.iter().map(|it| it.weight).sum();
            return columns.iter().map(|it| it.weight / total).collect();
        }
        let width = |column: &Column, held: bool| if held { column.least_mm } else { room * column.weight / weight };
        let narrow: Vec<bool> = columns.iter().zip(&fixed).map(|(it, held)| *held || width(it, false) < it.least_mm).collect();
        if narrow == fixed {
            return columns.iter().zip(&fixed).map(|(it, held)| width(it, *held) / width_mm).collect();
        }
        fixed = narrow;
    }
}

fn filled(columns: Vec<Column>, keep: &str) -> Vec<Column> {
    columns.into_iter().filter(|it| it.header == keep || it.holds_something()).collect()
}

fn codes<'a>(codes: impl Iterator<Item = Option<&'a str>>) -> Column {
    Column { align: Align::Centre, ..Column::text("TT", 0.06, codes) }
}

/// Columns of targets; `group_years` are the horizons that group headings say for each target.
pub(super) fn targets(items: &[&Target], group_years: &[Vec<i16>]) -> Vec<Column> {
    let mut columns = vec![
        codes(items.iter().map(|it| it.code.as_deref())),
        Column::text("Chỉ tiêu", 0.32, items.iter().map(|it| Some(it.name.as_str()))),
        Column { align: Align::Centre, ..Column::text("Đơn vị tính", 0.10, items.iter().map(|it| it.unit.as_deref())) },
    ];
    columns.extend(baselines(items));
    columns.extend(levels(items, group_years));
    columns.push(Column::new("Căn cứ, cách tính", 0.24, Align::Left, items.iter().map(|it| grounds(it))));
    columns.push(Column::text("Mức độ", 0.08, items.iter().map(|it| level_word(it))));
    columns.push(Column::text("Cơ quan theo dõi", 0.18, items.iter().map(|it| Some(it.lead.text()))));
    columns.push(Column::text("Thời gian hoàn thành", 0.12, items.iter().map(|it| Some(it.schedule.text.as_str()))));
    columns.push(Column::text("Ghi chú", 0.12, items.iter().map(|it| it.note.as_deref())));
    filled(columns, "Chỉ tiêu")
}

/// What a target rests on, a labelled line each: columns of their own would leave none of them room.
fn grounds(it: &Target) -> String {
    let trend = joined(it.trend.iter().map(YearlyValue::printed));
    let kind = it.kind_beside_words().map_or("", ValueKind::label);
    let said = [it.sources_printed(), trend, it.superior.clone().unwrap_or_default(), it.criterion.clone().unwrap_or_default(), kind.to_owned()];
    GROUNDS.iter().zip(said).filter(|it| !it.1.is_empty()).map(|(label, it)| format!("{label}{it}")).collect::<Vec<_>>().join("\n")
}

fn baselines(items: &[&Target]) -> Vec<Column> {
    let years: BTreeSet<Option<i16>> = items.iter().flat_map(|it| &it.baselines).map(|it| it.year).collect();
    let column = |year: Option<i16>| {
        let header = year.map_or_else(|| "Thực hiện".to_owned(), |year| format!("Thực hiện năm {year}"));
        Column::figures(header, items.iter().map(|it| it.baselines.iter().find(|it| it.year == year).map(|it| it.value.text.clone()).unwrap_or_default()))
    };
    years.into_iter().map(column).collect()
}

/// The level at the horizon and the yearly path. Horizons stand in the header where all targets share one, in the
/// group headings where these say them, else in a column of their own.
fn levels(items: &[&Target], group_years: &[Vec<i16>]) -> Vec<Column> {
    let horizons: BTreeSet<Option<i16>> = items.iter().map(|it| it.horizon).collect();
    let shared = if horizons.len() == 1 { horizons.first().copied().flatten() } else { None };
    let header = shared.map_or_else(|| "Mục tiêu".to_owned(), |year| format!("Mục tiêu năm {year}"));
    let mut columns = vec![Column::figures(header, items.iter().map(|it| it.value.text.clone()))];
    let said_by_groups = items.iter().zip(group_years).all(|(it, years)| it.horizon.is_none_or(|year| years.contains(&year)));
    if shared.is_none() && !said_by_groups {
        columns.push(Column {
            align: Align::Centre,
            ..Column::new("Mốc năm", 0.08, Align::Centre, items.iter().map(|it| it.horizon.map(|year| year.to_string()).unwrap_or_default()))
        });
    }
    let years: BTreeSet<i16> = items.iter().flat_map(|it| it.path.iter().map(|step| step.year)).collect();
    let at = |target: &Target, year: i16| target.path.iter().find(|it| it.year == year).map(|it| it.value.text.clone()).unwrap_or_default();
    columns.extend(years.into_iter().map(|year| Column { weight: 0.08, ..Column::figures(format!("Năm {year}"), items.iter().map(|it| at(it, year))) }));
    columns
}

/// How binding a level is, where neither its words nor the target's say so.
pub(super) fn level_word(target: &Target) -> Option<&'static str> {
    if target.level == target.level_of_words() {
        return None;
    }
    Some(match target.level {
        AttainmentLevel::Expected => "Dự kiến",
        AttainmentLevel::Minimum => "Tối thiểu",
        AttainmentLevel::Strive => "Phấn đấu",
    })
}

/// Columns of tasks.
pub(super) fn tasks(items: &[&TaskItem], served: &Served) -> Vec<Column> {
    let said = items.iter().any(|it| it.origin != Origin::of_words(&it.title));
    let origin = |task: &TaskItem| if said { origin_word(task.origin, "Tiếp tục") } else { None };
    let columns = vec![
        codes(items.iter().map(|it| it.code.as_deref())),
        Column::text("Nhiệm vụ, giải pháp", 0.30, items.iter().map(|it| Some(it.title.as_str()))),
        Column::new("Nội dung chi tiết", 0.20, Align::Left, items.iter().map(|it| it.details.iter().map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n"))),
        Column::text("Chủ trì", 0.15, items.iter().map(|it| Some(it.lead.text()))),
        Column::new("Phối hợp", 0.17, Align::Left, items.iter().map(|it| it.coordinators.join("; "))),
        Column::text("Sản phẩm", 0.15, items.iter().map(|it| it.deliverable.as_deref())),
        Column::text("Thời gian hoàn thành", 0.12, items.iter().map(|it| Some(it.deadline.text.as_str()))),
        Column::new("Nguồn lực", 0.14, Align::Left, items.iter().map(|it| joined(it.resources.iter().map(|it| it.text.as_str())))),
        Column::new("Điều kiện", 0.13, Align::Left, items.iter().map(|it| it.conditions.iter().map(Condition::printed).collect::<Vec<_>>().join("; "))),
        Column::text("Mới/tiếp tục", 0.09, items.iter().map(|it| origin(it))),
        Column::text("Mục tiêu, chỉ tiêu phục vụ", 0.12, items.iter().map(|it| served.get(&it.anchor).map(String::as_str))),
        Column::text("Ghi chú", 0.10, items.iter().map(|it| it.note.as_deref())),
    ];
    filled(columns, "Nhiệm vụ, giải pháp")
}

/// Columns of key works.
pub(super) fn key_works(items: &[&KeyWork], served: &Served) -> Vec<Column> {
    let columns = vec![
        codes(items.iter().map(|it| it.code.as_deref())),
        Column::text("Tên công trình, dự án", 0.26, items.iter().map(|it| Some(it.name.as_str()))),
        Column::text("Địa điểm, quy mô", 0.18, items.iter().map(|it| it.location.as_deref())),
        Column::new("Nguồn lực", 0.18, Align::Left, items.iter().map(|it| joined(it.resources.iter().map(|it| it.text.as_str())))),
        Column::text("Chủ trì", 0.15, items.iter().map(|it| Some(it.lead.text()))),
        Column::new("Phối hợp", 0.16, Align::Left, items.iter().map(|it| it.coordinators.join("; "))),
        Column::text("Khởi công - hoàn thành", 0.12, items.iter().map(|it| Some(it.schedule.text.as_str()))),
        Column::text("Mới/chuyển tiếp", 0.11, items.iter().map(|it| origin_word(it.origin, "Chuyển tiếp"))),
        Column::text("Mục tiêu, chỉ tiêu phục vụ", 0.12, items.iter().map(|it| served.get(&it.anchor).map(String::as_str))),
        Column::text("Ghi chú", 0.10, items.iter().map(|it| it.note.as_deref())),
    ];
    filled(columns, "Tên công trình, dự án")
}

pub(super) fn joined(texts: impl Iterator<Item = impl AsRef<str>>) -> String {
    let mut out = String::new();
    for text in texts {
        if !out.is_empty() {
            out.push_str("; ");
        }
        out.push_str(text.as_ref());
    }
    out
}

pub(super) fn origin_word(origin: Origin, continued: &'static str) -> Option<&'static str> {
    match origin {
        Origin::New => Some("Mới"),
        Origin::Continued => Some(continued),
        Origin::Unknown => None,
    }
}

/// What the paper calls the goals and targets that each task serves; nothing else of the paper would say so.
pub(crate) type Served = HashMap<Anchor, String>;

/// The ties of every task, by name ("Chỉ tiêu 1, 4; Mục tiêu 2.1"). Ties that a common heading makes are said by that
/// heading.
pub(crate) fn served(programme: &Programme) -> Served {
    let names: HashMap<Anchor, String> = programme.reference_names().into_iter().collect();
    let mut tied: HashMap<Anchor, [Vec<&str>; 2]> = HashMap::new();
    for link in programme.links.iter().filter(|it| it.by != LinkBy::Heading) {
        let Some(name) = names.get(&link.to) else { continue };
        let words = tied.entry(link.from.clone()).or_default();
        for (codes, word) in words.iter_mut().zip(SERVED_WORDS) {
            codes.extend(name.strip_prefix(word));
        }
    }
    let said = |words: [Vec<&str>; 2]| joined(words.iter().zip(SERVED_WORDS).filter(|(codes, _)| !codes.is_empty()).map(|(codes, word)| format!("{word}{}", codes.join(", "))));
    tied.into_iter().map(|(task, words)| (task, said(words))).collect()
}

const SERVED_WORDS: [&str; 2] = ["Chỉ tiêu ", "Mục tiêu "];

/// The words of a level with its unit, for a line of prose ("86,4 triệu đồng").
pub(super) fn level_with_unit(value: &TargetValue, unit: Option<&str>) -> String {
    match unit.filter(|unit| !fold(&value.text).contains(&fold(unit))) {
        Some(unit) => format!("{} {unit}", value.text),
        None => value.text.clone(),
    }
}
