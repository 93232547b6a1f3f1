//! The items of a programme as tables, in the order of the paper, under their headings.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use hanhdong_domain::programme::{
    Anchor, Arrangement, Condition, Goal, Heading, KeyWork, Node, Programme, Requirement, Resource, Target, TargetValue, TaskItem, ValueKind, YearlyValue,
};
use hanhdong_domain::text::parse_number;

use super::sheet::{Cell, Column, Row, Table};
use crate::words;

/// Header of the column that says which goals and targets a task or work serves.
pub(super) const SERVES_HEADER: &str = "Mục tiêu, chỉ tiêu phục vụ";
/// Name and header of the sheet of assignments; its reader knows it by them.
pub(super) const DUTIES_NAME: &str = "Phân công";
pub(super) const DUTIES_HEADER: [&str; 4] = ["TT", "Cơ quan, đơn vị", "Nội dung phân công", "Loại việc"];
/// Name and header of the sheet of goals and requirements.
pub(super) const GOALS_NAME: &str = "Mục tiêu-yêu cầu";
pub(super) const GOALS_HEADER: [&str; 5] = ["TT", "Nội dung", "Loại", "Mốc năm", "Thời gian"];

/// The five sheets; each is there even where the programme has nothing for it, so that it can be filled in.
pub(super) fn of(programme: &Programme) -> [Table<'_>; 5] {
    [targets(programme), tasks(programme), key_works(programme), assignments(programme), goals(programme)]
}

fn column(header: impl Into<Cow<'static, str>>, width: f64) -> Column {
    Column { header: header.into(), width, centred: false }
}

fn centred(header: impl Into<Cow<'static, str>>, width: f64) -> Column {
    Column { header: header.into(), width, centred: true }
}

/// Rows for the nodes that `cells` knows, each group of them under the headings that stand above it in the paper.
fn rows<'a>(programme: &'a Programme, cells: impl Fn(&'a Node) -> Option<Vec<Cell<'a>>>) -> Vec<Row<'a>> {
    let mut out = Vec::new();
    for part in &programme.parts {
        let mut above: Vec<&Heading> = Vec::new();
        let mut first = true;
        for node in &part.nodes {
            if let Node::Heading(heading) = node {
                above.retain(|it| it.level < heading.level);
                above.push(heading);
            }
            if let (Some(cells), Some(item)) = (cells(node), node.item()) {
                if std::mem::take(&mut first) && above.is_empty() && !out.is_empty() {
                    // Rows of the part before would else seem to head these.
                    out.push(Row::Group { mark: part.mark.as_deref().unwrap_or(""), text: &part.heading });
                }
                out.extend(above.drain(..).map(|it| Row::Group { mark: it.mark.as_deref().unwrap_or(""), text: &it.text }));
                out.push(Row::Item { cells, anchor: item.anchor().as_str() });
            }
        }
    }
    out
}

fn targets(programme: &Programme) -> Table<'_> {
    let baselines: BTreeSet<Option<i16>> = programme.targets().flat_map(|it| &it.baselines).map(|it| it.year).collect();
    let undated = programme.targets().any(|it| it.horizon.is_none());
    let horizons: BTreeSet<i16> = programme.targets().filter_map(|it| it.horizon).collect();
    let years: BTreeSet<i16> = programme.targets().flat_map(|it| it.path.iter().map(|it| it.year)).collect();
    let mut columns = vec![centred("TT", 5.0), column("Chỉ tiêu", 42.0), centred("Đơn vị tính", 10.0)];
    columns.extend(baselines.iter().map(|year| match year {
        Some(year) => column(format!("Thực hiện năm {year}"), 11.0),
        None => column("Hiện trạng", 11.0),
    }));
    let undated = undated || horizons.is_empty();
    if undated {
        columns.push(column("Mục tiêu", 14.0));
    }
    columns.extend(horizons.iter().map(|year| column(format!("Mục tiêu năm {year}"), 11.0)));
    columns.extend(years.iter().map(|year| column(format!("Năm {year}"), 9.0)));
    let depth: Vec<usize> = (0..DEPTH.len()).filter(|at| programme.targets().any(|it| !depth_cells(it)[*at].is_empty())).collect();
    columns.extend(depth.iter().map(|at| column(DEPTH[*at], 18.0)));
    columns.extend([centred("Thời gian hoàn thành", 12.0), column("Cơ quan theo dõi", 18.0), column("Ghi chú", 14.0)]);
    let levels = Levels { baselines, undated, horizons, years, depth };
    let rows = rows(programme, |node| if let Node::Target(it) = node { Some(target_cells(it, &levels)) } else { None });
    Table { name: "Chỉ tiêu", columns, rows }
}

/// Which columns of levels the sheet of targets has, in this order.
struct Levels {
    /// Years of baselines; `None` for those whose year is not said.
    baselines: BTreeSet<Option<i16>>,
    /// Is there a column for levels without a year?
    undated: bool,
    /// Years that levels are for.
    horizons: BTreeSet<i16>,
    /// Years of yearly paths and outlooks.
    years: BTreeSet<i16>,
    /// Which of the further columns hold something.
    depth: Vec<usize>,
}

/// Further columns of targets, there where one of them says something.
const DEPTH: [&str; 5] = ["Loại chỉ tiêu", "Nguồn số liệu", "Kết quả nhiệm kỳ trước", "Chỉ tiêu của cấp trên", "Cách tính, cách xác nhận"];

fn depth_cells(it: &Target) -> [Cow<'_, str>; DEPTH.len()] {
    let trend = it.trend.iter().map(YearlyValue::printed).collect::<Vec<_>>().join("; ");
    let said = |it: &'_ Option<String>| it.clone().unwrap_or_default().into();
    [it.kind_beside_words().map_or("", ValueKind::label).into(), it.sources_printed().into(), trend.into(), said(&it.superior), said(&it.criterion)]
}

fn target_cells<'a>(it: &'a Target, levels: &Levels) -> Vec<Cell<'a>> {
    let mut cells: Vec<Cell<'a>> = vec![code(it.code.as_deref()), it.name.as_str().into(), it.unit.as_deref().unwrap_or("").into()];
    for year in &levels.baselines {
        cells.push(it.baselines.iter().find(|it| it.year == *year).map_or("".into(), |it| level(&it.value)));
    }
    if levels.undated {
        cells.push(if it.horizon.is_none() { level(&it.value) } else { "".into() });
    }
    for year in &levels.horizons {
        cells.push(if it.horizon == Some(*year) { level(&it.value) } else { "".into() });
    }
    for year in &levels.years {
        cells.push(it.path.iter().find(|it| it.year == *year).map_or("".into(), |it| level(&it.value)));
    }
    let depth = depth_cells(it);
    cells.extend(levels.depth.iter().filter_map(|at| depth.get(*at)).map(|it| Cell::from(it.clone().into_owned())));
    cells.extend([it.schedule.text.as_str().into(), it.lead.text().into(), it.note.as_deref().unwrap_or("").into()]);
    cells
}

/// A level: a number where its words are a plain number, so that a sheet can reckon with it; words otherwise. With
/// marks for thousands it stays words: a sheet would print them as it likes, and the words would change.
fn level(value: &TargetValue) -> Cell<'_> {
    let text = value.text.as_str();
    let plain = parse_number(text).filter(|it| !text.contains('.') && text.len() <= 15 && it.scale() <= 4 && it.to_string().replace('.', ",") == text);
    match plain.and_then(|it| Some((it.scale(), it.to_string().parse::<f64>().ok()?))) {
        Some((decimals, number)) if decimals == 0 || !text.ends_with('0') => Cell::Number(number, decimals),
        Some(_) | None => text.into(),
    }
}

fn code(code: Option<&str>) -> Cell<'_> {
    code.unwrap_or("").into()
}

fn tasks(programme: &Programme) -> Table<'_> {
    let columns = vec![
        centred("TT", 5.0),
        column("Nhiệm vụ", 42.0),
        column("Chủ trì", 16.0),
        column("Phối hợp", 18.0),
        column("Sản phẩm", 15.0),
        centred("Thời gian hoàn thành", 12.0),
        column("Nguồn lực", 17.0),
        column("Điều kiện cần thiết", 17.0),
        column(SERVES_HEADER, 14.0),
        centred("Xây dựng mới/tiếp tục", 11.0),
        column("Ghi chú", 13.0),
    ];
    let served = Served::of(programme);
    Table { name: "Nhiệm vụ", columns, rows: rows(programme, |node| if let Node::Task(it) = node { Some(task_cells(it, served.by(&it.anchor))) } else { None }) }
}

fn task_cells(it: &TaskItem, serves: String) -> Vec<Cell<'_>> {
    let title: Cell<'_> = if it.details.is_empty() {
        it.title.as_str().into()
    } else {
        std::iter::once(it.title.clone()).chain(it.details.iter().map(|it| format!("- {it}"))).collect::<Vec<_>>().join("\n").into()
    };
    vec![
        code(it.code.as_deref()),
        title,
        it.lead.text().into(),
        names(&it.coordinators),
        it.deliverable.as_deref().unwrap_or("").into(),
        it.deadline.text.as_str().into(),
        resources(&it.resources),
        it.conditions.iter().map(Condition::printed).collect::<Vec<_>>().join(";\n").into(),
        serves.into(),
        words::origin(it.origin).into(),
        it.note.as_deref().unwrap_or("").into(),
    ]
}

/// What the goals and targets are called that each task and work serves, by links of the programme.
struct Served<'a>(HashMap<&'a Anchor, Vec<String>>);

impl<'a> Served<'a> {
    fn of(programme: &'a Programme) -> Served<'a> {
        let names: HashMap<Anchor, String> = programme.reference_names().into_iter().collect();
        let mut served: HashMap<&Anchor, Vec<String>> = HashMap::new();
        for link in &programme.links {
            if let Some(name) = names.get(&link.to) {
                served.entry(&link.from).or_default().push(name.clone());
            }
        }
        Served(served)
    }

    fn by(&self, task: &Anchor) -> String {
        self.0.get(task).map_or(String::new(), |it| it.join("; "))
    }
}

fn names(names: &[String]) -> Cell<'_> {
    match names {
        [] => "".into(),
        [one] => one.as_str().into(),
        several => several.join("; ").into(),
    }
}

fn resources(resources: &[Resource]) -> Cell<'_> {
    resources.iter().map(words::resource).collect::<Vec<_>>().join(";\n").into()
}

fn key_works(programme: &Programme) -> Table<'_> {
    let columns = vec![
        centred("TT", 5.0),
        column("Công trình, dự án trọng điểm", 38.0),
        column("Địa điểm, quy mô", 22.0),
        column("Chủ trì", 16.0),
        column("Phối hợp", 18.0),
        column("Nguồn lực", 20.0),
        centred("Thời gian hoàn thành", 12.0),
        column(SERVES_HEADER, 14.0),
        centred("Xây dựng mới/tiếp tục", 11.0),
        column("Ghi chú", 13.0),
    ];
    let served = Served::of(programme);
    Table {
        name: "Công trình trọng điểm",
        columns,
        rows: rows(programme, |node| if let Node::KeyWork(it) = node { Some(key_work_cells(it, served.by(&it.anchor))) } else { None }),
    }
}

fn key_work_cells(it: &KeyWork, serves: String) -> Vec<Cell<'_>> {
    vec![
        code(it.code.as_deref()),
        it.name.as_str().into(),
        it.location.as_deref().unwrap_or("").into(),
        it.lead.text().into(),
        names(&it.coordinators),
        resources(&it.resources),
        it.schedule.text.as_str().into(),
        serves.into(),
        words::origin(it.origin).into(),
        it.note.as_deref().unwrap_or("").into(),
    ]
}

fn assignments(programme: &Programme) -> Table<'_> {
    let [order, unit, duty, kind] = DUTIES_HEADER;
    let columns = vec![centred(order, 5.0), column(unit, 30.0), column(duty, 76.0), column(kind, 24.0)];
    let rows = rows(programme, |node| if let Node::Arrangement(it) = node { Some(assignment_cells(it)) } else { None });
    Table { name: DUTIES_NAME, columns, rows }
}

fn assignment_cells(it: &Arrangement) -> Vec<Cell<'_>> {
    let kinds = it.kinds.iter().map(|it| words::arrangement_kind(*it)).collect::<Vec<_>>().join("; ");
    vec![code(it.code.as_deref()), it.unit.as_deref().unwrap_or("").into(), it.duty.as_str().into(), kinds.into()]
}

fn goals(programme: &Programme) -> Table<'_> {
    let [order, words, kind, years, time] = GOALS_HEADER;
    let columns = vec![centred(order, 5.0), column(words, 86.0), column(kind, 20.0), centred(years, 12.0), centred(time, 16.0)];
    let rows = rows(programme, |node| match node {
        Node::Goal(it) => Some(goal_cells(it)),
        Node::Requirement(it) => Some(requirement_cells(it)),
        Node::Heading(_) | Node::Text(_) | Node::Target(_) | Node::Task(_) | Node::KeyWork(_) | Node::Arrangement(_) => None,
    });
    Table { name: GOALS_NAME, columns, rows }
}

fn goal_cells(it: &Goal) -> Vec<Cell<'_>> {
    let horizons = it.horizons.iter().map(i16::to_string).collect::<Vec<_>>().join(", ");
    vec![code(it.code.as_deref()), it.text.as_str().into(), words::goal_label(it.kind, it.scope).into(), horizons.into(), it.schedule.text.as_str().into()]
}

fn requirement_cells(it: &Requirement) -> Vec<Cell<'_>> {
    vec![code(it.code.as_deref()), it.text.as_str().into(), format!("{}: {}", words::REQUIREMENT, words::about(it.about)).into(), "".into(), "".into()]
}
