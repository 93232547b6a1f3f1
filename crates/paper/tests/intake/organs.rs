//! The organs of a layout: tables of targets and tasks, labelled fields.

use crate::draw::{Drawn, Task};
use crate::lay::{Cell, Codes, File, GroupRow, Piece, Press, WantedTarget, said, wanted_task};

/// The labelled fields of a task in prose, worded by the layout.
pub(crate) fn fields(press: &Press<'_>, task: &Task) -> Vec<String> {
    let lead = press.pick(4, &["Đơn vị chủ trì", "Chủ trì", "Cơ quan chủ trì thực hiện", "Cơ quan chủ trì tham mưu", "Đơn vị thực hiện"]);
    let coordinators = press.pick(5, &["Đơn vị phối hợp", "Phối hợp", "Cơ quan phối hợp thực hiện"]);
    let deliverable = press.pick(6, &["Sản phẩm", "Kết quả", "Sản phẩm, kết quả"]);
    let time = press.pick(7, &["Thời gian", "Thời gian thực hiện", "Thời hạn hoàn thành", "Tiến độ", "Lộ trình"]);
    let money = press.pick(8, &["Kinh phí", "Nguồn lực", "Kinh phí thực hiện"]);
    [(lead, task.lead.text), (coordinators, task.coordinators.text), (deliverable, task.deliverable.unwrap_or("")), (time, task.time.text), (money, task.resource.0)]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(label, value)| format!("{label}: {value}"))
        .collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    Order,
    Name,
    Lead,
    Coordinators,
    Deliverable,
    Time,
    Money,
    Unit,
    Baseline,
    Level,
    Outlook,
    Note,
}

impl Press<'_> {
    /// Header words of a column.
    fn header(&self, key: Key, targets: bool) -> &'static str {
        let list: &'static [&'static str] = match (key, targets) {
            (Key::Order, _) => &["TT", "STT", "Số TT", "Số thứ tự"],
            (Key::Name, true) => &["Chỉ tiêu", "Tên chỉ tiêu", "Nội dung chỉ tiêu", "Các chỉ tiêu chủ yếu"],
            (Key::Name, false) => &["Nhiệm vụ", "Nội dung công việc", "Tên nhiệm vụ", "Nội dung nhiệm vụ, giải pháp", "Đầu việc"],
            (Key::Lead, true) => &["Cơ quan theo dõi", "Đơn vị phụ trách"],
            (Key::Lead, false) => &["Cơ quan chủ trì", "Đơn vị chủ trì", "Chủ trì", "Đơn vị chủ trì thực hiện", "Cơ quan, đơn vị chủ trì"],
            (Key::Coordinators, _) => &["Cơ quan phối hợp", "Phối hợp", "Đơn vị phối hợp thực hiện"],
            (Key::Deliverable, _) => &["Sản phẩm", "Kết quả, sản phẩm", "Sản phẩm đầu ra", "Kết quả dự kiến"],
            (Key::Time, _) => &["Thời gian", "Thời hạn hoàn thành", "Thời gian thực hiện", "Tiến độ", "Thời gian hoàn thành"],
            (Key::Money, _) => &["Kinh phí", "Nguồn kinh phí", "Nguồn lực", "Kinh phí, nguồn vốn"],
            (Key::Unit, _) => &["Đơn vị tính", "ĐVT", "Đơn vị"],
            (Key::Baseline, _) => &["Thực hiện năm 2025", "Hiện trạng 2025", "Ước thực hiện năm 2025"],
            (Key::Level, _) => &["Mục tiêu năm 2030", "Đến năm 2030", "Chỉ tiêu đến năm 2030", "Kế hoạch 2030"],
            (Key::Note, _) => &["Ghi chú", "Căn cứ", "Cấp trình"],
            (Key::Outlook, _) => &["Đến năm 2035", "Tầm nhìn 2035", "Mục tiêu năm 2035"],
        };
        self.pick(9 + key as usize + if targets { 12 } else { 0 }, list)
    }

    /// Order first, the rest in the order the layout draws.
    fn columns(&self, keys: &[Key]) -> Vec<Key> {
        let mut sorted: Vec<(u32, Key)> = keys.iter().enumerate().map(|(i, key)| (self.layout.order[i], *key)).collect();
        sorted.sort_by_key(|(order, _)| *order);
        let mut out = if self.layout.codes_in_names { Vec::new() } else { vec![Key::Order] };
        out.extend(sorted.into_iter().map(|(_, key)| key));
        out
    }

    fn header_rows(&self, columns: &[Key], targets: bool) -> Vec<Vec<Cell>> {
        let pair = |key: &Key| if targets { matches!(key, Key::Level | Key::Outlook) } else { matches!(key, Key::Lead | Key::Coordinators) };
        let at = columns.windows(2).position(|it| pair(&it[0]) && pair(&it[1])).filter(|_| self.layout.two_row_header);
        let mut rows = Vec::new();
        match at {
            Some(at) => {
                let over = if targets { "Mục tiêu" } else { "Cơ quan thực hiện" };
                let mut first = Vec::new();
                let mut second = Vec::new();
                for (i, key) in columns.iter().enumerate() {
                    let name = self.header(*key, targets);
                    if i == at {
                        first.push(Cell::bold(over, 2));
                    } else if i != at + 1 {
                        first.push(Cell::bold(name, 1));
                    }
                    if i == at || i == at + 1 {
                        second.push(Cell::bold(name, 1));
                    } else {
                        second.push(Cell { goes_on: true, ..Cell::of("") });
                    }
                }
                rows.push(first);
                rows.push(second);
            }
            None => rows.push(columns.iter().map(|it| Cell::bold(self.header(*it, targets), 1)).collect()),
        }
        if self.layout.numbered_columns {
            rows.push((1..=columns.len()).map(|it| Cell::of(format!("({it})"))).collect());
        }
        rows
    }

    fn group(&self, g: usize, name: &str, columns: &[Key]) -> Option<Vec<Cell>> {
        let dotted = self.layout.codes == Codes::Dotted;
        let mark = if dotted { (g + 1).to_string() } else { self.roman(g).to_owned() };
        let spans = matches!(self.layout.file, File::Docx | File::Xlsx);
        match self.layout.group_row {
            GroupRow::None => None,
            GroupRow::Full if spans => Some(vec![Cell::bold(format!("{mark}. {name}"), columns.len())]),
            GroupRow::Wide if spans => Some(vec![Cell::bold(mark, 1), Cell::bold(name, columns.len() - 1)]),
            GroupRow::Full | GroupRow::Wide | GroupRow::Marked => Some(
                columns
                    .iter()
                    .map(|key| match key {
                        Key::Order => Cell::bold(mark.clone(), 1),
                        Key::Name => Cell::bold(name, 1),
                        _ => Cell::of(""),
                    })
                    .collect(),
            ),
        }
    }

    fn row_code(&self, g: usize, n: usize, running: usize) -> String {
        match self.layout.codes {
            Codes::Running => running.to_string(),
            Codes::Dotted if self.layout.group_row != GroupRow::None => format!("{}.{}", g + 1, n + 1),
            Codes::Restarting if self.layout.group_row != GroupRow::None => (n + 1).to_string(),
            Codes::Dotted | Codes::Restarting => running.to_string(),
        }
    }

    /// One table of tasks, or one for each group.
    pub(crate) fn task_tables(&mut self, drawn: &Drawn) {
        let mut running = 0;
        if !self.layout.tables_by_group {
            return self.task_table(&drawn.groups, 0, &mut running);
        }
        for (g, group) in drawn.groups.iter().enumerate() {
            self.line("", format!("Biểu {}. {}", g + 1, group.0));
            self.task_table(std::slice::from_ref(group), g, &mut running);
        }
    }

    /// A table of key works, with the money in a unit that its header names.
    pub(crate) fn work_table(&mut self, drawn: &Drawn) {
        if !self.layout.works {
            return;
        }
        let header =
            ["TT", self.pick(31, &["Tên công trình", "Công trình", "Tên công trình, dự án"]), "Địa điểm", "Tổng mức đầu tư (tỷ đồng)", "Chủ đầu tư", "Thời gian thực hiện"];
        let mut rows = vec![header.iter().map(|it| Cell::bold(*it, 1)).collect::<Vec<_>>()];
        for (n, (name, place)) in [("Cầu Mẫu qua suối", "Thôn Mẫu 1"), ("Đường trục thôn Mẫu 2", "Thôn Mẫu 2")].iter().take(1 + drawn.groups.len() % 2).enumerate()
        {
            let code = (n + 1).to_string();
            rows.push([code.as_str(), name, place, "12,5", "UBND xã", "2026 - 2028"].iter().map(|it| Cell::of(*it)).collect());
            self.wanted.works.push((Some(code), (*name).to_owned(), Some((*place).to_owned()), vec!["UBND xã".to_owned()], Some("2028-12-31".to_owned()), vec![12_500_000_000]));
        }
        self.pieces.push(Piece::Table { header_rows: 1, rows });
    }

    fn task_table(&mut self, groups: &[(&'static str, Vec<Task>)], first: usize, running: &mut usize) {
        let mut keys = vec![Key::Name, Key::Lead, Key::Coordinators, Key::Deliverable, Key::Time, Key::Money];
        if self.layout.notes {
            keys.push(Key::Note);
        }
        let columns = self.columns(&keys);
        let mut rows = if first > 0 && self.layout.headless && self.layout.file == File::Docx { Vec::new() } else { self.header_rows(&columns, false) };
        let header_rows = rows.len();
        for (g, (group, tasks)) in groups.iter().enumerate() {
            let g = g + first;
            rows.extend(self.group(g, group, &columns));
            for (n, task) in tasks.iter().enumerate() {
                *running += 1;
                let mut task = task.clone();
                if self.layout.merged {
                    task.resource = tasks[0].resource;
                }
                let goes_on = self.layout.merged && n > 0 && (self.layout.group_row != GroupRow::None || g == first) && !task.resource.0.is_empty();
                let code = self.row_code(g, n, *running);
                let title = if self.layout.codes_in_names { format!("{code}. {}", task.title) } else { task.title.clone() };
                let name = std::iter::once(title).chain(task.details.iter().map(|it| format!("- {it}"))).collect::<Vec<_>>().join("\n");
                let text = |key: &Key| match key {
                    Key::Order => code.clone(),
                    Key::Name => name.clone(),
                    Key::Lead => task.lead.text.to_owned(),
                    Key::Coordinators => task.coordinators.text.to_owned(),
                    Key::Deliverable => task.deliverable.unwrap_or("").to_owned(),
                    Key::Time => task.time.text.to_owned(),
                    Key::Money => task.resource.0.to_owned(),
                    Key::Note => {
                        if n == 1 {
                            "Trình Đảng uỷ".to_owned()
                        } else {
                            String::new()
                        }
                    }
                    Key::Unit | Key::Baseline | Key::Level | Key::Outlook => String::new(),
                };
                rows.push(columns.iter().map(|key| Cell { goes_on: goes_on && *key == Key::Money, ..Cell::of(text(key)) }).collect());
                let mut wanted = wanted_task(Some(code.clone()), &task);
                if self.layout.notes && n == 1 {
                    let header = self.header(Key::Note, false);
                    wanted.note = Some(if header == "Ghi chú" { "Trình Đảng uỷ".to_owned() } else { format!("{header}: Trình Đảng uỷ") });
                }
                if self.layout.continuation && n == 0 && !task.coordinators.text.is_empty() && !self.layout.merged {
                    rows.push(columns.iter().map(|key| Cell::of(if *key == Key::Coordinators { "Đoàn Thanh niên xã" } else { "" })).collect());
                    wanted.coordinators.push("Đoàn Thanh niên xã".to_owned());
                }
                self.wanted.tasks.push(wanted);
            }
        }
        self.pieces.push(Piece::Table { header_rows, rows });
    }

    pub(crate) fn target_table(&mut self, drawn: &Drawn) {
        if drawn.targets.is_empty() {
            return;
        }
        let mut keys = vec![Key::Name, Key::Unit, Key::Baseline, Key::Level, Key::Lead];
        if self.layout.outlook {
            keys.insert(4, Key::Outlook);
        }
        let columns = self.columns(&keys);
        let mut rows = self.header_rows(&columns, true);
        let header_rows = rows.len();
        for (n, target) in drawn.targets.iter().enumerate() {
            let level = target.level;
            let baseline = if target.baseline { level.number.map(|_| "12,5") } else { None };
            let outlook = level.number.map(|_| "99");
            if n % 3 == 0 && drawn.targets.len() > 3 {
                rows.extend(self.group(n / 3, ["Về kinh tế", "Về văn hoá - xã hội", "Về xây dựng Đảng"][n / 3 % 3], &columns));
            }
            let code = self.row_code(n / 3, n % 3, n + 1);
            let code = if drawn.targets.len() > 3 { code } else { (n + 1).to_string() };
            let text = |key: &Key| match key {
                Key::Order => code.clone(),
                Key::Name => {
                    if self.layout.codes_in_names {
                        format!("{code}. {}", level.name)
                    } else {
                        level.name.to_owned()
                    }
                }
                Key::Unit => level.unit.to_owned(),
                Key::Baseline => baseline.unwrap_or("").to_owned(),
                Key::Level => level.value.to_owned(),
                Key::Outlook => outlook.unwrap_or("").to_owned(),
                Key::Lead => target.lead.text.to_owned(),
                Key::Coordinators | Key::Deliverable | Key::Time | Key::Money | Key::Note => String::new(),
            };
            rows.push(columns.iter().map(|key| Cell::of(text(key))).collect());
            self.wanted.targets.push(WantedTarget {
                code: Some(code.clone()),
                name: level.name.to_owned(),
                number: level.number.map(str::to_owned),
                kind: level.kind,
                horizon: Some(2030),
                baseline: baseline.map(|_| "12.5".to_owned()),
                path: outlook.filter(|_| self.layout.outlook).map(|it| (2035, it.to_owned())).into_iter().collect(),
                lead: said(target.lead),
            });
        }
        self.pieces.push(Piece::Table { header_rows, rows });
    }
}
