//! A layout: how an office could print a drawn programme. What is printed and what has to be read back.

use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::draw::{AGENCIES, Drawn, NO_TIME, NOBODY, Names, TIMES, Task, Time};
use crate::organs;

/// The files a layout is printed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum File {
    Markdown,
    Text,
    Docx,
    Xlsx,
}

/// How the top-level sections are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Top {
    RomanDot,
    RomanDash,
    Part,
}

/// How tasks are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tasks {
    Table,
    Annex,
    Blocks,
    ByAgency,
    /// Lettered items without leads or times.
    Items,
}

/// How a table shows where a group begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GroupRow {
    None,
    /// A Roman number or capital in the order column, the name in bold.
    Marked,
    /// The number, then one cell over the rest of the row.
    Wide,
    /// One cell over the whole row.
    Full,
}

/// How items are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Codes {
    Running,
    Restarting,
    Dotted,
}

/// How the fields of a prose block are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Labels {
    LineEach,
    OneLine,
    Inline,
}

/// A layout.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub file: File,
    pub top: Top,
    pub tasks: Tasks,
    pub targets_as_table: bool,
    pub targets_in_annex: bool,
    pub group_row: GroupRow,
    pub codes: Codes,
    pub labels: Labels,
    pub labels_before_details: bool,
    /// Picks among synonyms, one for each kind of column or label.
    pub words: Vec<Index>,
    /// Sorts the columns.
    pub order: Vec<u32>,
    pub merged: bool,
    pub two_row_header: bool,
    pub numbered_columns: bool,
    pub continuation: bool,
    pub broken_headings: bool,
    pub capitals: bool,
    pub situation: bool,
    pub money_section: bool,
    pub outlook: bool,
    pub first_tone: bool,
    pub decomposed: bool,
    pub styles: bool,
    pub automatic_numbers: bool,
    pub frame: bool,
    /// A table for each group, below a heading of its own.
    pub tables_by_group: bool,
    /// Further tables of a group go on without a header.
    pub headless: bool,
    /// No order column: the number stands before the name.
    pub codes_in_names: bool,
    pub notes: bool,
    pub works: bool,
    /// Duties as dashes below the name of the agency.
    pub duties_by_agency: bool,
    pub broken_title: bool,
    pub dash: &'static str,
}

impl Layout {
    /// Nothing out of the ordinary.
    pub(crate) fn plain() -> Layout {
        Layout {
            file: File::Docx,
            top: Top::RomanDot,
            tasks: Tasks::Table,
            targets_as_table: true,
            targets_in_annex: false,
            group_row: GroupRow::None,
            codes: Codes::Running,
            labels: Labels::LineEach,
            labels_before_details: false,
            words: Vec::new(),
            order: Vec::new(),
            merged: false,
            two_row_header: false,
            numbered_columns: false,
            continuation: false,
            broken_headings: false,
            capitals: false,
            situation: false,
            money_section: false,
            outlook: false,
            first_tone: false,
            decomposed: false,
            styles: false,
            automatic_numbers: false,
            frame: false,
            tables_by_group: false,
            headless: false,
            codes_in_names: false,
            notes: false,
            works: false,
            duties_by_agency: false,
            broken_title: false,
            dash: "-",
        }
    }
}

/// Any layout.
pub(crate) fn layout() -> impl Strategy<Value = Layout> {
    let file = prop_oneof![3 => Just(File::Markdown), 2 => Just(File::Text), 4 => Just(File::Docx), 2 => Just(File::Xlsx)];
    let tasks = select(vec![Tasks::Table, Tasks::Annex, Tasks::Blocks, Tasks::ByAgency, Tasks::Items]);
    let shape = (file, select(vec![Top::RomanDot, Top::RomanDash, Top::Part]), tasks, any::<[bool; 2]>());
    let rows = (
        select(vec![GroupRow::None, GroupRow::Marked, GroupRow::Wide, GroupRow::Full]),
        select(vec![Codes::Running, Codes::Restarting, Codes::Dotted]),
        select(vec![Labels::LineEach, Labels::OneLine, Labels::Inline]),
    );
    let words = prop::collection::vec(any::<Index>(), 32);
    let order = prop::collection::vec(any::<u32>(), 16);
    (shape, rows, words, order, any::<[bool; 22]>(), select(vec!["-", "–", "+"])).prop_map(|(shape, rows, words, order, on, dash)| {
        let (file, top, tasks, [targets_as_table, targets_in_annex]) = shape;
        let tables = file != File::Text;
        let tasks = match (file, tasks) {
            (File::Xlsx, _) => Tasks::Annex,
            (File::Text, Tasks::Table | Tasks::Annex) => Tasks::Blocks,
            (_, tasks) => tasks,
        };
        Layout {
            file,
            top,
            tasks,
            targets_as_table: file == File::Xlsx || tables && targets_as_table,
            targets_in_annex: file == File::Xlsx || targets_in_annex,
            group_row: rows.0,
            codes: rows.1,
            labels: rows.2,
            labels_before_details: on[0],
            words,
            order,
            merged: on[1],
            two_row_header: on[2] && matches!(file, File::Docx | File::Xlsx),
            numbered_columns: on[3],
            continuation: on[4],
            broken_headings: on[5],
            capitals: on[6],
            situation: on[7],
            money_section: on[8],
            outlook: on[9],
            first_tone: on[10],
            decomposed: on[11],
            styles: on[12],
            automatic_numbers: on[13],
            frame: on[14],
            tables_by_group: on[15] && file != File::Xlsx,
            headless: on[16],
            codes_in_names: on[17] && on[18] && rows.0 == GroupRow::None,
            notes: on[18],
            works: on[19],
            duties_by_agency: on[20],
            broken_title: on[21],
            dash,
        }
    })
}

/// A cell as printed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cell {
    pub text: String,
    pub span: usize,
    /// Continues the cell above.
    pub goes_on: bool,
    pub bold: bool,
}

impl Cell {
    pub(crate) fn of(text: impl Into<String>) -> Cell {
        Cell { text: text.into(), span: 1, ..Cell::default() }
    }
    pub(crate) fn bold(text: impl Into<String>, span: usize) -> Cell {
        Cell { text: text.into(), span, bold: true, ..Cell::default() }
    }
}

/// A thing of the printed paper.
#[derive(Clone, Debug)]
pub(crate) enum Piece {
    Line { mark: String, text: String, bold: bool, centred: bool, level: Option<u8> },
    Table { header_rows: usize, rows: Vec<Vec<Cell>> },
}

/// A task that has to be read back.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct WantedTask {
    pub code: Option<String>,
    pub title: String,
    pub details: Vec<String>,
    pub lead: (hanhdong_domain::programme::LeadKind, Vec<String>),
    pub coordinators: Vec<String>,
    pub deliverable: Option<String>,
    pub deadline: (hanhdong_domain::programme::DeadlineKind, Option<String>),
    pub amounts: Vec<i64>,
    pub note: Option<String>,
}

/// A key work that has to be read back: code, name, place, lead, end, amounts.
pub(crate) type WantedWork = (Option<String>, String, Option<String>, Vec<String>, Option<String>, Vec<i64>);

/// A target that has to be read back.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct WantedTarget {
    pub code: Option<String>,
    pub name: String,
    pub number: Option<String>,
    pub kind: hanhdong_domain::programme::ValueKind,
    pub horizon: Option<i16>,
    pub baseline: Option<String>,
    pub path: Vec<(i16, String)>,
    pub lead: (hanhdong_domain::programme::LeadKind, Vec<String>),
}

/// Everything that has to be read back.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Wanted {
    pub number: Option<String>,
    pub recipients: Vec<String>,
    pub goals: Vec<(Option<String>, String)>,
    pub targets: Vec<WantedTarget>,
    pub requirements: Vec<(Option<String>, String)>,
    pub tasks: Vec<WantedTask>,
    pub works: Vec<WantedWork>,
    pub duties: Vec<(Option<String>, Option<String>, String)>,
}

/// The paper as printed, and what has to be read back of it.
pub(crate) struct Printed {
    pub pieces: Vec<Piece>,
    pub wanted: Wanted,
}

/// A paper being laid out.
pub(crate) struct Press<'a> {
    pub layout: &'a Layout,
    pub pieces: Vec<Piece>,
    pub wanted: Wanted,
    section: u32,
    groups: u32,
}

/// What an annex lists.
enum Of {
    Targets,
    Tasks,
    Works,
}

const ROMANS: &[&str] = &["I", "II", "III", "IV", "V", "VI", "VII"];
const ORDINALS: &[&str] = &["nhất", "hai", "ba", "bốn", "năm", "sáu"];

/// Lays a drawn programme out.
pub(crate) fn lay_out(drawn: &Drawn, layout: &Layout) -> Printed {
    let mut press = Press { layout, pieces: Vec::new(), wanted: Wanted::default(), section: 0, groups: 0 };
    if layout.file == File::Xlsx {
        press.target_table(drawn);
        press.task_tables(drawn);
        press.work_table(drawn);
    } else {
        press.head(drawn);
        press.goals(drawn);
        press.content(drawn);
        press.organisation(drawn);
        press.foot(drawn);
        press.annexes(drawn);
    }
    Printed { pieces: press.pieces, wanted: press.wanted }
}

impl Press<'_> {
    pub(crate) fn pick(&self, which: usize, list: &[&'static str]) -> &'static str {
        list[self.layout.words[which].index(list.len())]
    }

    fn push(&mut self, mark: &str, text: impl Into<String>, bold: bool, centred: bool, level: Option<u8>) {
        self.pieces.push(Piece::Line { mark: mark.to_owned(), text: text.into(), bold, centred, level });
    }

    pub(crate) fn line(&mut self, mark: &str, text: impl Into<String>) {
        self.push(mark, text, false, false, None);
    }

    /// A top-level heading, perhaps broken over two lines.
    fn heading(&mut self, text: &str) {
        let number = usize::try_from(self.section).expect("few sections");
        self.section += 1;
        self.groups = 0;
        let text = if self.layout.capitals || self.layout.broken_headings { text.to_uppercase() } else { text.to_owned() };
        let mark = match self.layout.top {
            Top::RomanDot => format!("{}.", ROMANS[number]),
            Top::RomanDash => format!("{}-", ROMANS[number]),
            Top::Part => {
                let word = if self.layout.capitals { "PHẦN THỨ" } else { "Phần thứ" };
                let ordinal = if self.layout.capitals { ORDINALS[number].to_uppercase() } else { ORDINALS[number].to_owned() };
                self.push("", format!("{word} {ordinal}"), true, true, Some(1));
                String::new()
            }
        };
        let cut = if self.layout.broken_headings { text.find(", ").map(|it| it + 1) } else { None };
        match cut {
            Some(cut) => {
                self.push(&mark, &text[..cut], true, true, Some(1));
                self.push("", text[cut..].trim(), true, true, None);
            }
            None => self.push(&mark, text, true, true, Some(1)),
        }
    }

    fn subheading(&mut self, text: &str) {
        self.groups += 1;
        self.push(&format!("{}.", self.groups), text, true, false, Some(2));
    }

    fn head(&mut self, drawn: &Drawn) {
        let number = format!("{:02}-CTr/ĐU", drawn.number);
        let place = "Xã Mẫu A, ngày 05 tháng 02 năm 2026";
        if self.layout.frame && self.layout.file == File::Docx {
            let left = format!("ĐẢNG BỘ TỈNH MẪU\nĐẢNG UỶ XÃ MẪU A\n*\nSố {number}");
            self.pieces.push(Piece::Table { header_rows: 0, rows: vec![vec![Cell::of(left), Cell::of(format!("ĐẢNG CỘNG SẢN VIỆT NAM\n{place}"))]] });
        } else {
            for text in ["ĐẢNG BỘ TỈNH MẪU", "ĐẢNG UỶ XÃ MẪU A", "*", &format!("Số {number}"), "ĐẢNG CỘNG SẢN VIỆT NAM", place] {
                self.line("", text);
            }
        }
        if drawn.draft {
            self.line("", "Dự thảo lần 2");
        }
        self.push("", "CHƯƠNG TRÌNH HÀNH ĐỘNG", true, true, None);
        if self.layout.broken_title {
            self.push("", "thực hiện Nghị quyết Đại hội đại biểu Đảng bộ xã Mẫu A,", true, true, None);
            self.push("", "nhiệm kỳ 2025 - 2030", true, true, None);
        } else {
            self.push("", "thực hiện Nghị quyết Đại hội đại biểu Đảng bộ xã Mẫu A, nhiệm kỳ 2025 - 2030", true, true, None);
        }
        self.line("", "Căn cứ Nghị quyết số 01-NQ/ĐH, ngày 08/8/2025 của Đại hội đại biểu Đảng bộ xã Mẫu A, Ban Chấp hành Đảng bộ xã ban hành Chương trình hành động như sau:");
        self.wanted.number = Some(number);
    }

    fn goals(&mut self, drawn: &Drawn) {
        if self.layout.situation {
            self.heading("Tình hình, kết quả giai đoạn 2020 - 2025");
            self.line("", "Giai đoạn 2020 - 2025, thu nhập bình quân đạt 52 triệu đồng; tỷ lệ hộ nghèo giảm còn 4,5%.");
            self.line(self.layout.dash, "Hạ tầng giao thông còn thiếu, 12 km đường trục thôn chưa được cứng hoá.");
        }
        self.heading("Mục tiêu, yêu cầu");
        if !drawn.goals.is_empty() {
            self.subheading(self.pick(0, &["Mục tiêu chung", "Mục tiêu tổng quát"]));
            for text in &drawn.goals {
                self.line(self.layout.dash, format!("{text}."));
                self.wanted.goals.push((None, format!("{text}.")));
            }
        }
        if !drawn.targets.is_empty() {
            let name = self.pick(1, &["Chỉ tiêu cụ thể đến năm 2030", "Các chỉ tiêu chủ yếu", "Mục tiêu cụ thể"]);
            self.subheading(name);
            if !self.layout.targets_as_table {
                self.targets_in_prose(drawn);
            } else if self.layout.targets_in_annex {
                self.line("", "Danh mục chỉ tiêu ghi tại Phụ lục kèm theo.");
            } else {
                self.target_table(drawn);
            }
        }
        if !drawn.requirements.is_empty() {
            self.subheading("Yêu cầu");
            for (at, text) in drawn.requirements.iter().enumerate() {
                let letter = ["a", "b", "c"][at];
                self.line(&format!("{letter})"), format!("{text}."));
                self.wanted.requirements.push((Some(letter.to_owned()), format!("{text}.")));
            }
        }
    }

    fn targets_in_prose(&mut self, drawn: &Drawn) {
        for target in &drawn.targets {
            let text = format!("{}.", target.level.sentence);
            self.line(self.layout.dash, text.clone());
            use hanhdong_domain::programme::ValueKind;
            if target.level.kind == ValueKind::Qualitative {
                self.wanted.goals.push((None, text));
                continue;
            }
            let horizon = if target.level.kind == ValueKind::Milestone { 2029 } else { 2030 };
            self.wanted.targets.push(WantedTarget {
                code: None,
                name: text,
                number: target.level.number.map(str::to_owned),
                kind: target.level.kind,
                horizon: Some(horizon),
                baseline: None,
                path: Vec::new(),
                lead: (hanhdong_domain::programme::LeadKind::None, Vec::new()),
            });
        }
    }

    fn content(&mut self, drawn: &Drawn) {
        let name = self.pick(2, &["Nhiệm vụ, giải pháp", "Nội dung thực hiện", "Nhiệm vụ và giải pháp chủ yếu", "Nội dung, nhiệm vụ trọng tâm"]);
        self.heading(name);
        match self.layout.tasks {
            Tasks::Table => {
                self.line("", "Các nhiệm vụ cụ thể được phân công như sau:");
                self.task_tables(drawn);
            }
            Tasks::Items => self.items(drawn),
            Tasks::Annex => {
                for (group, _) in &drawn.groups {
                    self.subheading(group);
                    self.line("", "Tập trung lãnh đạo, chỉ đạo thực hiện các nhiệm vụ nêu tại Phụ lục kèm theo.");
                }
            }
            Tasks::Blocks => self.blocks(drawn),
            Tasks::ByAgency => self.by_agency(drawn),
        }
    }

    fn items(&mut self, drawn: &Drawn) {
        for (group, tasks) in &drawn.groups {
            self.subheading(group);
            for (n, task) in tasks.iter().enumerate() {
                let letter = hanhdong_domain::text::list_letter(n).expect("few tasks").to_string();
                let bare =
                    Task { title: format!("{}.", task.title), details: Vec::new(), lead: NOBODY, coordinators: NOBODY, deliverable: None, time: NO_TIME, resource: ("", &[]) };
                self.line(&format!("{letter})"), bare.title.clone());
                self.wanted.tasks.push(wanted_task(Some(letter), &bare));
            }
        }
    }

    fn blocks(&mut self, drawn: &Drawn) {
        let mut running = 0;
        for (g, (group, tasks)) in drawn.groups.iter().enumerate() {
            self.subheading(group);
            for (n, task) in tasks.iter().enumerate() {
                running += 1;
                let mut task = task.clone();
                // A list counts as blocks where most of it says something of its own.
                if task.lead.text.is_empty() && task.time.text.is_empty() && n % 2 == 0 {
                    task.time = TIMES[0];
                }
                let code = match self.layout.codes {
                    Codes::Dotted => format!("{}.{}", g + 1, n + 1),
                    Codes::Running | Codes::Restarting => hanhdong_domain::text::list_letter(n).expect("few tasks").to_string(),
                };
                let mark = if self.layout.codes == Codes::Dotted { format!("{code}.") } else { format!("{code})") };
                self.block(&mark, &code, &task, None);
            }
        }
        assert!(running > 0);
    }

    fn by_agency(&mut self, drawn: &Drawn) {
        let tasks: Vec<&Task> = drawn.groups.iter().flat_map(|(_, tasks)| tasks).collect();
        let agencies = 3 + tasks.len() % 2;
        for (a, agency) in AGENCIES.iter().take(agencies).enumerate() {
            self.subheading(agency);
            let mine: Vec<&&Task> =
                tasks.iter().enumerate().filter(|(n, _)| n % agencies == a || tasks.len() < agencies && n % tasks.len() == a % tasks.len()).map(|(_, it)| it).collect();
            for (n, task) in mine.into_iter().enumerate() {
                let mut task = (*task).clone();
                task.details.clear();
                task.lead = NOBODY;
                task.coordinators = NOBODY;
                task.deliverable = None;
                task.resource = ("", &[]);
                if self.layout.labels != Labels::Inline {
                    task.time = NO_TIME;
                }
                let assists = n == 1 && self.layout.merged;
                if assists {
                    task.title = format!("Phối hợp {}", task.title.to_lowercase());
                    task.time = NO_TIME;
                }
                let letter = hanhdong_domain::text::list_letter(n).expect("few tasks").to_string();
                let lead = Names { text: agency, kind: hanhdong_domain::programme::LeadKind::Unit, names: std::slice::from_ref(agency) };
                let lead = if assists { NOBODY } else { lead };
                self.block(&format!("{letter})"), &letter, &task, Some(lead));
            }
        }
    }

    /// A task in prose. `inherited` is the lead that a heading above gives it.
    fn block(&mut self, mark: &str, code: &str, task: &Task, inherited: Option<Names>) {
        let fields = organs::fields(self, task);
        let labels = if self.layout.tasks == Tasks::ByAgency { Labels::Inline } else { self.layout.labels };
        // A title without an end mark of its own is closed by a full stop.
        if labels == Labels::Inline && !fields.is_empty() {
            self.line(mark, format!("{}. {}.", task.title, fields.join("; ")));
        } else {
            self.line(mark, format!("{}.", task.title));
        }
        let details: Vec<&str> = if labels == Labels::Inline { Vec::new() } else { task.details.clone() };
        let dash = self.layout.dash;
        if !self.layout.labels_before_details {
            details.iter().for_each(|it| self.line(dash, format!("{it};")));
        }
        match labels {
            Labels::Inline => {}
            Labels::OneLine if !fields.is_empty() => self.line(dash, format!("{}.", fields.join("; "))),
            Labels::OneLine => {}
            Labels::LineEach => fields.iter().for_each(|it| self.line(dash, format!("{it}."))),
        }
        if self.layout.labels_before_details {
            details.iter().for_each(|it| self.line(dash, format!("{it};")));
        }
        let mut wanted = wanted_task(Some(code.to_owned()), task);
        wanted.title = if labels == Labels::Inline && !fields.is_empty() { task.title.clone() } else { format!("{}.", task.title) };
        wanted.details = details.iter().map(|it| format!("{it};")).collect();
        if let Some(lead) = inherited {
            wanted.lead = said(lead);
        }
        self.wanted.tasks.push(wanted);
    }

    fn organisation(&mut self, drawn: &Drawn) {
        if self.layout.money_section {
            self.heading("Kinh phí thực hiện");
            self.line("", "Kinh phí thực hiện Chương trình được bố trí từ ngân sách xã và các nguồn hợp pháp khác, khoảng 12 tỷ đồng.");
        }
        self.heading(self.pick(3, &["Tổ chức thực hiện", "Phân công, tổ chức thực hiện"]));
        // Three agencies with items of their own would make the list of a plan by agency.
        if self.layout.duties_by_agency && (drawn.duties.len() < 3 || !matches!(self.layout.tasks, Tasks::Items | Tasks::ByAgency)) {
            for (n, (duty, unit)) in drawn.duties.iter().enumerate() {
                self.push(&format!("{}.", n + 1), *unit, true, false, Some(2));
                let rest = duty.strip_prefix(unit).expect("a duty begins with its body").trim();
                let rest = format!("{}{}.", rest.chars().take(1).flat_map(char::to_uppercase).collect::<String>(), rest.chars().skip(1).collect::<String>());
                self.line(self.layout.dash, rest.clone());
                self.wanted.duties.push((None, Some((*unit).to_owned()), rest));
            }
            return;
        }
        for (n, (duty, unit)) in drawn.duties.iter().enumerate() {
            self.line(&format!("{}.", n + 1), format!("{duty}."));
            self.wanted.duties.push((Some((n + 1).to_string()), Some((*unit).to_owned()), format!("{duty}.")));
        }
    }

    fn foot(&mut self, drawn: &Drawn) {
        self.line("", "Nơi nhận:");
        for (n, text) in drawn.recipients.iter().enumerate() {
            let end = if n + 1 == drawn.recipients.len() { "." } else { "," };
            self.line("-", format!("{text}{end}"));
            self.wanted.recipients.push((*text).to_owned());
        }
        self.push("", "T/M BAN CHẤP HÀNH", true, true, None);
        self.push("", "BÍ THƯ", true, true, None);
        self.push("", "Nguyễn Văn Mẫu", true, true, None);
    }

    fn annexes(&mut self, drawn: &Drawn) {
        let targets = self.layout.targets_as_table && self.layout.targets_in_annex && !drawn.targets.is_empty();
        let tasks = self.layout.tasks == Tasks::Annex;
        let mut number = 0;
        let works = self.layout.works && self.layout.file != File::Text;
        let several = u8::from(targets) + u8::from(tasks) + u8::from(works) > 1;
        for (on, name, of_what) in [(targets, "DANH MỤC CHỈ TIÊU", Of::Targets), (tasks, "DANH MỤC NHIỆM VỤ", Of::Tasks), (works, "DANH MỤC CÔNG TRÌNH TRỌNG ĐIỂM", Of::Works)]
        {
            if !on {
                continue;
            }
            number += 1;
            let mark = if several { format!("PHỤ LỤC {}", ROMANS[number - 1]) } else { "PHỤ LỤC".to_owned() };
            self.push("", mark, true, true, None);
            self.push("", name, true, true, None);
            self.line("", "(Kèm theo Chương trình hành động số 05-CTr/ĐU, ngày 05/02/2026)");
            match of_what {
                Of::Targets => self.target_table(drawn),
                Of::Tasks => self.task_tables(drawn),
                Of::Works => self.work_table(drawn),
            }
        }
    }

    pub(crate) fn roman(&self, n: usize) -> &'static str {
        ROMANS[n]
    }
}

pub(crate) fn said(names: Names) -> (hanhdong_domain::programme::LeadKind, Vec<String>) {
    (names.kind, names.names.iter().map(|it| (*it).to_owned()).collect())
}

pub(crate) fn when(time: Time) -> (hanhdong_domain::programme::DeadlineKind, Option<String>) {
    (time.kind, time.to.map(str::to_owned))
}

pub(crate) fn wanted_task(code: Option<String>, task: &Task) -> WantedTask {
    WantedTask {
        code,
        title: task.title.clone(),
        details: task.details.iter().map(|it| (*it).to_owned()).collect(),
        lead: said(task.lead),
        coordinators: task.coordinators.names.iter().map(|it| (*it).to_owned()).collect(),
        deliverable: task.deliverable.map(str::to_owned),
        deadline: when(task.time),
        amounts: task.resource.1.to_vec(),
        note: None,
    }
}
