//! Nodes printed as paragraphs: headings, prose, and items with a line for each field that their words do not say.

use hanhdong_domain::programme::{Anchor, Arrangement, Condition, Goal, GoalScope, Heading, KeyWork, Node, Origin, Target, TaskItem, ValueKind, YearlyValue};
use hanhdong_domain::text::fold;

use super::columns::Served;
use super::{clean, columns};
use crate::official::layout::LayoutPack;
use crate::official::paper::{Paragraph, Style};

pub(super) fn blocks(node: &Node, served: &Served, pack: &LayoutPack) -> Vec<Paragraph> {
    let paragraphs = match node {
        Node::Heading(it) => vec![heading(it, pack)],
        Node::Text(it) => vec![Paragraph { style: Style::Body, text: clean(&it.text), anchor: None }],
        Node::Goal(it) => goal(it, pack),
        Node::Requirement(it) => vec![item(&it.anchor, it.code.as_deref(), &it.text, true, pack)],
        Node::Target(it) => target(it, pack),
        Node::Task(it) => task(it, served, pack),
        Node::KeyWork(it) => key_work(it, served, pack),
        Node::Arrangement(it) => vec![arrangement(it, pack)],
    };
    paragraphs.into_iter().filter(|it| !it.text.is_empty() || it.anchor.is_some()).collect()
}

fn heading(heading: &Heading, pack: &LayoutPack) -> Paragraph {
    let style = if heading.level <= 2 { Style::Level2 } else { Style::Level3 };
    let text = format!("{}{}", mark(heading.mark.as_deref(), false, pack), clean(&heading.text));
    Paragraph { style, text: text.trim_end().to_owned(), anchor: None }
}

/// "1. ", "a) ", "- ": the typed mark of a code.
fn mark(code: Option<&str>, dashed: bool, pack: &LayoutPack) -> String {
    let form = &pack.outline;
    let code = code.map(clean).unwrap_or_default();
    let mut letters = code.chars();
    match (letters.next(), letters.next()) {
        (None, _) if dashed => format!("{} ", form.level4_mark),
        (None, _) => String::new(),
        (Some('-' | '–' | '+' | '*' | '•'), None) => format!("{code} "),
        (Some(letter), None) if letter.is_lowercase() => format!("{code}{} ", form.level3_mark),
        (Some(_), _) if code.ends_with([')', '.', ':', '-']) => format!("{code} "),
        (Some(_), _) => format!("{code}{} ", form.level2_mark),
    }
}

fn item(anchor: &Anchor, code: Option<&str>, text: &str, dashed: bool, pack: &LayoutPack) -> Paragraph {
    Paragraph { style: Style::Body, text: format!("{}{}", mark(code, dashed, pack), clean(text)).trim_end().to_owned(), anchor: Some(anchor.clone()) }
}

/// Lines under a prose item; below an item that itself has a dash they get a plus.
struct Fields<'a> {
    lines: Vec<Paragraph>,
    dash: &'a str,
}

impl<'a> Fields<'a> {
    fn under(title: Paragraph, code: Option<&str>, pack: &'a LayoutPack) -> Fields<'a> {
        let dash = if code.is_some_and(|it| it.chars().any(char::is_alphanumeric)) { pack.outline.level4_mark.as_str() } else { "+" };
        Fields { lines: vec![title], dash }
    }

    fn line(&mut self, text: &str) {
        let text = clean(text);
        if !text.is_empty() {
            self.lines.push(Paragraph { style: Style::Field, text: format!("{} {text}", self.dash), anchor: None });
        }
    }

    fn labelled(&mut self, label: &str, text: &str) {
        if !clean(text).is_empty() {
            self.line(&format!("{label}: {text}"));
        }
    }
}

fn goal(goal: &Goal, pack: &LayoutPack) -> Vec<Paragraph> {
    let dashed = goal.scope == GoalScope::Specific;
    let mut fields = Fields::under(item(&goal.anchor, goal.code.as_deref(), &goal.text, dashed, pack), goal.code.as_deref(), pack);
    if !says(&goal.text, &goal.schedule.text) {
        fields.labelled("Thời gian hoàn thành", &goal.schedule.text);
    }
    fields.lines
}

fn arrangement(duty: &Arrangement, pack: &LayoutPack) -> Paragraph {
    let text = match &duty.unit {
        Some(unit) if !says(&duty.duty, unit) => format!("{unit}: {}", duty.duty),
        Some(_) | None => duty.duty.clone(),
    };
    item(&duty.anchor, duty.code.as_deref(), &text, true, pack)
}

fn target(target: &Target, pack: &LayoutPack) -> Vec<Paragraph> {
    let mut fields = Fields::under(item(&target.anchor, target.code.as_deref(), &target.name, true, pack), target.code.as_deref(), pack);
    for baseline in target.baselines.iter().filter(|it| !says(&target.name, &it.value.text)) {
        let label = baseline.year.map_or_else(|| "Thực hiện".to_owned(), |year| format!("Thực hiện năm {year}"));
        fields.labelled(&label, &columns::level_with_unit(&baseline.value, target.unit.as_deref()));
    }
    if !says(&target.name, &target.value.text) {
        let label = target.horizon.map_or_else(|| "Mục tiêu".to_owned(), |year| format!("Mục tiêu năm {year}"));
        fields.labelled(&label, &columns::level_with_unit(&target.value, target.unit.as_deref()));
    }
    for step in &target.path {
        if !says(&target.name, &step.value.text) || !says(&target.name, &step.year.to_string()) {
            fields.labelled(&format!("Năm {}", step.year), &columns::level_with_unit(&step.value, target.unit.as_deref()));
        }
    }
    fields.labelled("Nguồn số liệu", &target.sources_printed());
    fields.labelled("Kết quả nhiệm kỳ trước", &columns::joined(target.trend.iter().map(YearlyValue::printed)));
    fields.labelled("Loại chỉ tiêu", target.kind_beside_words().map_or("", ValueKind::label));
    fields.labelled("Chỉ tiêu của cấp trên", target.superior.as_deref().unwrap_or_default());
    fields.labelled("Cách tính, cách xác nhận", target.criterion.as_deref().unwrap_or_default());
    fields.labelled("Mức độ", columns::level_word(target).unwrap_or_default());
    if !says(&target.name, target.lead.text()) {
        fields.labelled("Cơ quan theo dõi", target.lead.text());
    }
    if !says(&target.name, &target.schedule.text) {
        fields.labelled("Thời gian hoàn thành", &target.schedule.text);
    }
    fields.labelled("Ghi chú", target.note.as_deref().unwrap_or_default());
    fields.lines
}

fn task(task: &TaskItem, served: &Served, pack: &LayoutPack) -> Vec<Paragraph> {
    let mut fields = Fields::under(item(&task.anchor, task.code.as_deref(), &task.title, true, pack), task.code.as_deref(), pack);
    for line in &task.details {
        fields.line(line);
    }
    let words = std::iter::once(task.title.as_str()).chain(task.details.iter().map(String::as_str)).collect::<Vec<_>>().join("\n");
    let detailed = task.details.join("\n");
    let sentence = says_role(&words, "chủ trì", task.lead.text()) || says_role(&words, "giao", task.lead.text());
    if !sentence {
        fields.labelled("Chủ trì", task.lead.text());
    }
    if !task.coordinators.iter().all(|it| says_role(&words, "phối hợp", it)) {
        fields.labelled("Phối hợp", &task.coordinators.join("; "));
    }
    if let Some(deliverable) = task.deliverable.as_deref().filter(|it| !says(&detailed, it)) {
        fields.labelled("Sản phẩm", deliverable);
    }
    if !says(if sentence { &words } else { &detailed }, &task.deadline.text) {
        fields.labelled("Thời gian hoàn thành", &task.deadline.text);
    }
    fields.labelled("Nguồn lực", &columns::joined(task.resources.iter().map(|it| it.text.as_str()).filter(|it| !says(&words, it))));
    fields.labelled("Điều kiện", &columns::joined(task.conditions.iter().filter(|it| !says(&words, &it.text)).map(Condition::printed)));
    if task.origin != Origin::of_words(&task.title) {
        fields.labelled("Mới/tiếp tục", columns::origin_word(task.origin, "Tiếp tục").unwrap_or_default());
    }
    fields.labelled("Mục tiêu, chỉ tiêu phục vụ", served.get(&task.anchor).map(String::as_str).unwrap_or_default());
    fields.labelled("Ghi chú", task.note.as_deref().unwrap_or_default());
    fields.lines
}

fn key_work(work: &KeyWork, served: &Served, pack: &LayoutPack) -> Vec<Paragraph> {
    let mut fields = Fields::under(item(&work.anchor, work.code.as_deref(), &work.name, true, pack), work.code.as_deref(), pack);
    let name = &work.name;
    if let Some(location) = work.location.as_deref().filter(|it| !says(name, it)) {
        fields.labelled("Địa điểm, quy mô", location);
    }
    fields.labelled("Nguồn lực", &columns::joined(work.resources.iter().map(|it| it.text.as_str()).filter(|it| !says(name, it))));
    if !says_role(name, "chủ trì", work.lead.text()) {
        fields.labelled("Chủ trì", work.lead.text());
    }
    fields.labelled("Phối hợp", &work.coordinators.join("; "));
    if !says(name, &work.schedule.text) {
        fields.labelled("Khởi công - hoàn thành", &work.schedule.text);
    }
    if work.origin != Origin::of_words(name) {
        fields.labelled("Mới/chuyển tiếp", columns::origin_word(work.origin, "Chuyển tiếp").unwrap_or_default());
    }
    fields.labelled("Mục tiêu, chỉ tiêu phục vụ", served.get(&work.anchor).map(String::as_str).unwrap_or_default());
    fields.labelled("Ghi chú", work.note.as_deref().unwrap_or_default());
    fields.lines
}

/// Do the words already hold the text?
fn says(words: &str, text: &str) -> bool {
    text.is_empty() || fold(words).contains(&fold(text))
}

/// Do the words already give a role to somebody ("... chủ trì, phối hợp với ...")?
fn says_role(words: &str, role: &str, name: &str) -> bool {
    name.is_empty() || (says(words, role) && says(words, name))
}
