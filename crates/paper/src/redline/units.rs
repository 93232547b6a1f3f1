//! The things of a programme that are compared: head, headings, paragraphs and items, each with its fields.

use std::borrow::Cow;

use hanhdong_domain::Place;
use hanhdong_domain::programme::{Anchor, Condition, Document, Goal, KeyWork, Node, Origin, Passage, Programme, Target, TaskItem};

use super::FieldChange;
use crate::official::Served;

type Field<'a> = (&'static str, Cow<'a, str>);

/// One thing that is compared.
pub(super) struct Unit<'a> {
    pub(super) what: &'static str,
    pub(super) anchor: Option<&'a Anchor>,
    pub(super) code: Option<&'a str>,
    /// What it is known by.
    pub(super) text: &'a str,
    /// Its fields that say something, in order.
    pub(super) fields: Vec<Field<'a>>,
    pub(super) place: &'a Place,
}

const SERVED: &str = "Mục tiêu, chỉ tiêu phục vụ";

static NOWHERE: Place = Place { line: 0, sheet: None, page: None };

/// The things of a programme in order; `served` says what each task is tied to.
pub(super) fn units<'a>(programme: &'a Programme, served: &'a Served) -> Vec<Unit<'a>> {
    let mut out = vec![head(&programme.document)];
    out.extend(programme.opening.iter().map(passage));
    for part in &programme.parts {
        out.push(plain("Phần", part.mark.as_deref(), &part.heading, &part.place));
        out.extend(part.nodes.iter().map(|it| node(it, served)));
    }
    out
}

fn head(document: &Document) -> Unit<'_> {
    let mut fields = Fields::default();
    fields.some("Cơ quan cấp trên", &document.superior);
    fields.some("Cơ quan ban hành", &document.issuer);
    fields.some("Số và ký hiệu", &document.number);
    fields.some("Địa danh", &document.place);
    fields.owned("Ngày ban hành", document.date.map(|it| format!("{:02}/{:02}/{}", it.day(), it.month(), it.year())).unwrap_or_default());
    fields.some("Tên loại", &document.kind);
    fields.some("Trích yếu", &document.title);
    fields.some("Dự thảo", &document.draft);
    fields.owned("Thẩm quyền ký", document.signature.authority.join("; "));
    fields.some("Chức vụ người ký", &document.signature.title);
    fields.some("Người ký", &document.signature.name);
    fields.owned("Nơi nhận", document.recipients.iter().map(|it| it.text.as_str()).collect::<Vec<_>>().join("; "));
    Unit { what: "Thể thức", anchor: None, code: None, text: "", fields: fields.0, place: &NOWHERE }
}

fn plain<'a>(what: &'static str, code: Option<&'a str>, text: &'a str, place: &'a Place) -> Unit<'a> {
    let mut fields = Fields::default();
    fields.text("Ký hiệu", code.unwrap_or_default());
    fields.text("Nội dung", text);
    Unit { what, anchor: None, code, text, fields: fields.0, place }
}

fn passage(passage: &Passage) -> Unit<'_> {
    plain("Đoạn văn", None, &passage.text, &passage.place)
}

fn node<'a>(node: &'a Node, served: &'a Served) -> Unit<'a> {
    match node {
        Node::Heading(it) => plain("Mục", it.mark.as_deref(), &it.text, &it.place),
        Node::Text(it) => passage(it),
        Node::Goal(it) => goal(it),
        Node::Requirement(it) => Unit { anchor: Some(&it.anchor), ..plain("Yêu cầu", it.code.as_deref(), &it.text, &it.place) },
        Node::Target(it) => target(it),
        Node::Task(it) => task(it, served),
        Node::KeyWork(it) => key_work(it, served),
        Node::Arrangement(it) => Unit { anchor: Some(&it.anchor), ..plain("Tổ chức thực hiện", it.code.as_deref(), &it.duty, &it.place) },
    }
}

fn goal(goal: &Goal) -> Unit<'_> {
    let mut unit = Unit { anchor: Some(&goal.anchor), ..plain("Mục tiêu", goal.code.as_deref(), &goal.text, &goal.place) };
    if !goal.schedule.text.is_empty() {
        unit.fields.push(("Thời gian hoàn thành", Cow::Borrowed(&goal.schedule.text)));
    }
    unit
}

fn target(target: &Target) -> Unit<'_> {
    let mut fields = Fields::default();
    fields.text("Số thứ tự", target.code.as_deref().unwrap_or_default());
    fields.text("Chỉ tiêu", &target.name);
    fields.some("Đơn vị tính", &target.unit);
    fields.owned("Số liệu năm gốc", target.baselines.iter().map(|it| dated(it.year, &it.value.text)).collect::<Vec<_>>().join("; "));
    fields.owned("Nguồn số liệu", target.sources_printed());
    fields.owned("Kết quả nhiệm kỳ trước", target.trend.iter().map(|it| dated(Some(it.year), &it.value.text)).collect::<Vec<_>>().join("; "));
    fields.text("Mức độ đạt được", &target.value.text);
    fields.owned("Mốc năm", target.horizon.map(|it| it.to_string()).unwrap_or_default());
    fields.owned("Phân kỳ", target.path.iter().map(|it| dated(Some(it.year), &it.value.text)).collect::<Vec<_>>().join("; "));
    fields.some("Chỉ tiêu của cấp trên", &target.superior);
    fields.some("Cách tính, cách xác nhận", &target.criterion);
    fields.text("Cơ quan theo dõi", target.lead.text());
    fields.text("Thời gian hoàn thành", &target.schedule.text);
    fields.some("Ghi chú", &target.note);
    Unit { what: "Chỉ tiêu", anchor: Some(&target.anchor), code: target.code.as_deref(), text: &target.name, fields: fields.0, place: &target.place }
}

fn task<'a>(task: &'a TaskItem, served: &'a Served) -> Unit<'a> {
    let mut fields = Fields::default();
    fields.text("Số thứ tự", task.code.as_deref().unwrap_or_default());
    fields.text("Nhiệm vụ, giải pháp", &task.title);
    fields.owned("Nội dung chi tiết", task.details.join("\n"));
    fields.text("Chủ trì", task.lead.text());
    fields.owned("Phối hợp", task.coordinators.join("; "));
    fields.some("Sản phẩm", &task.deliverable);
    fields.text("Thời gian hoàn thành", &task.deadline.text);
    fields.owned("Nguồn lực", task.resources.iter().map(|it| it.text.as_str()).collect::<Vec<_>>().join("; "));
    fields.owned("Điều kiện", task.conditions.iter().map(Condition::printed).collect::<Vec<_>>().join("; "));
    fields.text("Mới/tiếp tục", origin(task.origin));
    fields.text(SERVED, served.get(&task.anchor).map_or("", String::as_str));
    fields.some("Ghi chú", &task.note);
    Unit { what: "Nhiệm vụ, giải pháp", anchor: Some(&task.anchor), code: task.code.as_deref(), text: &task.title, fields: fields.0, place: &task.place }
}

fn key_work<'a>(work: &'a KeyWork, served: &'a Served) -> Unit<'a> {
    let mut fields = Fields::default();
    fields.text("Số thứ tự", work.code.as_deref().unwrap_or_default());
    fields.text("Tên công trình, dự án", &work.name);
    fields.some("Địa điểm, quy mô", &work.location);
    fields.owned("Nguồn lực", work.resources.iter().map(|it| it.text.as_str()).collect::<Vec<_>>().join("; "));
    fields.text("Chủ trì", work.lead.text());
    fields.owned("Phối hợp", work.coordinators.join("; "));
    fields.text("Khởi công - hoàn thành", &work.schedule.text);
    fields.text("Mới/chuyển tiếp", origin(work.origin));
    fields.text(SERVED, served.get(&work.anchor).map_or("", String::as_str));
    fields.some("Ghi chú", &work.note);
    Unit { what: "Công trình trọng điểm", anchor: Some(&work.anchor), code: work.code.as_deref(), text: &work.name, fields: fields.0, place: &work.place }
}

fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::New => "Mới",
        Origin::Continued => "Tiếp tục",
        Origin::Unknown => "",
    }
}

fn dated(year: Option<i16>, text: &str) -> String {
    year.map_or_else(|| text.to_owned(), |year| format!("năm {year}: {text}"))
}

#[derive(Default)]
struct Fields<'a>(Vec<Field<'a>>);

impl<'a> Fields<'a> {
    fn text(&mut self, name: &'static str, text: &'a str) {
        if !text.is_empty() {
            self.0.push((name, Cow::Borrowed(text)));
        }
    }
    fn some(&mut self, name: &'static str, text: &'a Option<String>) {
        self.text(name, text.as_deref().unwrap_or_default());
    }
    fn owned(&mut self, name: &'static str, text: String) {
        if !text.is_empty() {
            self.0.push((name, Cow::Owned(text)));
        }
    }
}

/// The fields that differ; of a lone thing all of them.
pub(super) fn field_changes(old: Option<&Unit<'_>>, new: Option<&Unit<'_>>) -> Vec<FieldChange> {
    let said = |unit: Option<&Unit<'_>>, name: &str| unit.and_then(|it| it.fields.iter().find(|it| it.0 == name)).map(|it| it.1.clone().into_owned()).unwrap_or_default();
    let mut names: Vec<&'static str> = Vec::new();
    for unit in [new, old].into_iter().flatten() {
        for (name, _) in &unit.fields {
            if !names.contains(name) {
                names.push(name);
            }
        }
    }
    let changes = names.into_iter().map(|field| FieldChange { field, old: said(old, field), new: said(new, field) });
    changes.filter(|it| it.old != it.new).collect()
}

/// The first words of a text, for people.
pub(super) fn first_words(text: &str) -> String {
    const CHARS_MAX: usize = 80;
    match text.char_indices().nth(CHARS_MAX) {
        Some((end, _)) => {
            let cut = &text[..end];
            format!("{}...", cut.rfind(' ').map_or(cut, |space| &cut[..space]))
        }
        None => text.to_owned(),
    }
}
