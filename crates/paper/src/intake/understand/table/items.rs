//! Items of rows: tasks, key works, targets, with what their cells say.

use hanhdong_domain::programme::{
    Anchor, AttainmentLevel, Baseline, Condition, Confidence, Deadline, Form, KeyWork, Lead, Origin, Resource, Target, TargetValue, TaskItem, ValueKind, YearlyValue,
};
use hanhdong_domain::text::{fold, squeeze};

use super::super::Understanding;
use super::super::columns::{Column, Layout};
use super::super::labels::Label;
use super::{Fields, names};
use crate::intake::raw::Row;
use crate::words::GROUNDS;

/// What a column counts in, by its header: "(tỷ đồng)", "ĐVT: triệu đồng"; and the words for it.
pub(super) fn money_unit(header: &str) -> Option<(i64, &'static str)> {
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

pub(super) fn resources(fields: &Fields<'_>, layout: &Layout) -> Vec<Resource> {
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

pub(super) fn conditions(fields: &Fields<'_>, row: &Row) -> Vec<Condition> {
    let text = fields.labelled(Label::Condition).unwrap_or("");
    text.split([';', '\n']).filter(|it| it.chars().any(char::is_alphanumeric)).map(|it| Condition::parse(it, &row.place)).collect()
}

/// The remark column, and what stands in columns whose header is not known, with that header.
pub(super) fn note(fields: &Fields<'_>, layout: &Layout) -> Option<String> {
    let mut notes: Vec<String> = fields.labelled(Label::Note).map(str::to_owned).into_iter().collect();
    for (column, text) in fields.all(&Column::Unknown) {
        let header = layout.headers.get(column).map(String::as_str).unwrap_or("");
        notes.push(if header.is_empty() { text.to_owned() } else { format!("{header}: {text}") });
    }
    (!notes.is_empty()).then(|| notes.join("; ").replace('\n', " "))
}

/// The time of a row; two columns ("Bắt đầu", "Hoàn thành") make a range.
pub(super) fn time(fields: &Fields<'_>) -> Deadline {
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

pub(super) fn task(u: &mut Understanding, row: &Row, fields: &Fields<'_>, code: Option<String>, name: String, anchor: Option<Anchor>) -> TaskItem {
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

pub(super) fn title_and_details(name: &str) -> (String, Vec<String>) {
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

pub(super) fn key_work(u: &mut Understanding, row: &Row, fields: &Fields<'_>, code: Option<String>, name: String, anchor: Option<Anchor>) -> KeyWork {
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
pub(super) fn value_column(fields: &Fields<'_>, term_end: Option<i16>) -> Option<usize> {
    let filled = fields.texts.iter().enumerate().filter(|(_, text)| !text.is_empty());
    let levels = filled.filter_map(|(i, _)| if let Some(Column::Value(year)) = fields.layout.columns.get(i) { Some((i, *year)) } else { None });
    levels.min_by_key(|(_, year)| (year.is_some() && *year != term_end, year.unwrap_or(i16::MIN))).map(|(i, _)| i)
}

pub(super) fn target(u: &mut Understanding, row: &Row, fields: &Fields<'_>, code: Option<String>, name: String, anchor: Option<Anchor>, group_horizon: Option<i16>) -> Target {
    let name = name.replace('\n', " ");
    let unit = fields.one(&Column::Unit).map(|it| it.replace('\n', " "));
    let read = |text: &str| TargetValue::parse(&text.replace('\n', "; "), &name, unit.as_deref());
    let mut value = TargetValue::default();
    let mut horizon = group_horizon;
    let mut path = Vec::new();
    let mut baselines = Vec::new();
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
            Some(Column::Baseline(year)) => baselines.push(Baseline { year: *year, value: read(text), source: None }),
            _ => {}
        }
    }
    if !seen_value && let Some(last) = path.pop() {
        value = last.value;
        horizon = Some(last.year);
    }
    path.sort_by_key(|it| it.year);
    baselines.sort_by_key(|it| it.year);
    let grounds = fields.one(&Column::Grounds).unwrap_or("");
    let ground = |label: &str| grounds.lines().find_map(|it| it.trim().strip_prefix(label)).map(str::to_owned);
    let [of_source, of_trend, of_superior, of_criterion, of_kind] = GROUNDS;
    let said = |column: &Column| {
        let label = match column {
            Column::Source => of_source,
            Column::Trend => of_trend,
            Column::Superior => of_superior,
            Column::Criterion => of_criterion,
            _ => of_kind,
        };
        fields.one(column).map(|it| it.replace('\n', "; ")).or_else(|| ground(label))
    };
    // What names no years is a remark like any other: it is kept with its header.
    let trend_cell = said(&Column::Trend);
    let trend = trend_cell.as_deref().and_then(|it| YearlyValue::parse_all(it, &name, unit.as_deref()));
    let (superior, criterion) = (said(&Column::Superior), said(&Column::Criterion));
    let mut notes: Vec<String> = note(fields, fields.layout).into_iter().collect();
    // A line there without a label of ours is somebody's own: it is kept.
    notes.extend(grounds.lines().map(str::trim).filter(|it| !it.is_empty() && !GROUNDS.iter().any(|label| it.starts_with(label))).map(str::to_owned));
    notes.extend(trend_cell.filter(|_| trend.is_none()).map(|it| format!("Kết quả nhiệm kỳ trước: {it}")));
    let source = said(&Column::Source);
    notes.extend(source.clone().filter(|_| baselines.is_empty()).map(|it| format!("Nguồn số liệu: {it}")));
    let code_for_anchor = code.clone();
    let words = fields.one(&Column::Level).map_or_else(|| format!("{name} {}", value.text), str::to_owned);
    let level = AttainmentLevel::of_words(&words);
    let horizon = fields.one(&Column::Horizon).and_then(|it| it.trim().parse().ok()).or(horizon);
    let mut target = Target {
        code,
        unit,
        value,
        horizon: horizon.or(u.term_end()),
        path,
        baselines,
        trend: trend.unwrap_or_default(),
        superior,
        criterion,
        level,
        schedule: Deadline::parse(fields.labelled(Label::Deadline).unwrap_or("")),
        lead: Lead::parse(fields.labelled(Label::Lead).unwrap_or("")),
        note: (!notes.is_empty()).then(|| notes.join("; ")),
        form: Form::Row,
        place: row.place.clone(),
        ..Target::named(u.anchor("c", anchor, code_for_anchor.as_deref(), &name, &row.place), &name)
    };
    if let Some(kind) = said(&Column::Kind).as_deref().and_then(ValueKind::of_label) {
        target.value.kind = kind;
    }
    if let Some(source) = source {
        target.set_sources(&source);
    }
    target
}
