//! Word forms for drafting units: the items of a section with the fields that are filled in, and room for new ones.

use std::sync::Arc;

use hanhdong_domain::organisation::{ProgrammeId, SectionId};
use hanhdong_domain::programme::{Node, Programme, SectionTurn};
use hanhdong_paper::brought_back::{Form, FormBlank, FormField, FormItem, form_docx, packed};

use super::export::{Export, ExportFormat, file_stem};
use super::reading::Opened;
use super::section::Section;
use super::seen::fingerprint;
use super::sheet::{Sheet, sheet_of_node};
use super::slots::{Kind, Shape, Slot};
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

/// What a field is called on the form: the words are chosen at the door.
pub type Labels = fn(Kind, &Slot) -> String;

/// Room for new items of each kind.
const BLANKS: usize = 3;
/// The field in which a unit says what fits no other.
pub(super) const REMARK: &str = "remark";
/// What it is called.
pub(super) const REMARK_LABEL: &str = "Ý kiến khác của đơn vị về mục này";

/// The fields of an item that a unit fills in: what it says, not how it is sorted.
pub(super) fn form_slots(kind: Kind) -> impl Iterator<Item = &'static Slot> {
    kind.slots().iter().filter(|it| it.name != "code" && matches!(it.shape, Shape::Line | Shape::Text | Shape::Lines))
}

fn fields(kind: Kind, sheet: &Sheet, labels: Labels) -> Vec<FormField> {
    let field = |slot: &'static Slot| FormField {
        name: slot.name.to_owned(),
        label: labels(kind, slot),
        value: sheet.get(slot.name).to_owned(),
        is_long: matches!(slot.shape, Shape::Text | Shape::Lines),
    };
    form_slots(kind).map(field).collect()
}

fn item(node: &Node, labels: Labels) -> Option<FormItem> {
    let it = node.item()?;
    let kind = Kind::of(node);
    let mut fields = fields(kind, &sheet_of_node(node), labels);
    fields.push(FormField { name: REMARK.to_owned(), label: REMARK_LABEL.to_owned(), value: String::new(), is_long: true });
    let words: String = it.text().split_whitespace().take(14).collect::<Vec<_>>().join(" ");
    let code = it.code().map(|it| format!(" {it}")).unwrap_or_default();
    Some(FormItem { anchor: it.anchor().clone(), seen: fingerprint(node), head: format!("{}{code}: {words}", said(kind)), fields })
}

const fn said(kind: Kind) -> &'static str {
    match kind {
        Kind::Goal => "Mục tiêu",
        Kind::Requirement => "Yêu cầu",
        Kind::Target => "Chỉ tiêu",
        Kind::Task => "Nhiệm vụ",
        Kind::Work => "Công trình",
        Kind::Duty => "Phân công",
        Kind::Heading | Kind::Passage | Kind::Head => "Mục",
    }
}

/// The form of a section as it stands now; the same draft gives the same bytes.
pub(super) fn form(opened: &Opened, section: &Section, draft: &str, labels: Labels) -> Form {
    let programme: &Programme = &opened.programme;
    let nodes: Vec<&Node> = programme.parts.iter().flat_map(|it| &it.nodes).filter(|it| it.item().is_some_and(|it| section.items.contains(it.anchor()))).collect();
    let items: Vec<FormItem> = nodes.iter().filter_map(|it| item(it, labels)).collect();
    let mut kinds: Vec<Kind> = Vec::new();
    for kind in nodes.iter().map(|it| Kind::of(it)) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    // Aims without a task yet are what a skeleton consists of: whoever works on them writes the tasks.
    if !kinds.is_empty() && !kinds.contains(&Kind::Task) {
        kinds.push(Kind::Task);
    }
    let blank = |kind: Kind, number: usize| FormBlank {
        kind: kind.name().to_owned(),
        number,
        head: format!("{} mới, ô trống số {number} (không dùng thì để nguyên)", said(kind)),
        fields: fields(kind, &Sheet::new(kind), labels),
    };
    let seen: String = items.iter().map(|it| format!("{} {}\n", it.anchor, it.seen)).collect();
    let fact = |label: &str, words: String| (label.to_owned(), words);
    Form {
        programme: opened.row.id.to_string(),
        section: section.id.to_string(),
        seen: blake3::hash(seen.as_bytes()).to_hex()[..20].to_owned(),
        title: "MẪU SOẠN THẢO PHẦN VIỆC ĐƯỢC GIAO".to_owned(),
        facts: vec![
            fact("Văn bản", opened.row.title.clone()),
            fact("Phần việc", section.title.clone()),
            fact("Bản dự thảo", draft.to_owned()),
            fact("Đơn vị, người soạn thảo", section.holder.clone()),
            fact("Gửi lại chậm nhất", section.due_on.map_or_else(|| "Chưa ấn định".to_owned(), |it| format!("{:02}/{:02}/{}", it.day(), it.month(), it.year()))),
            fact("Nơi nhận lại mẫu", opened.organisation_name.clone()),
        ],
        advice: [
            "Chỉ ghi vào các ô ở cột bên phải; các phần khác đã khoá. Ô nào xoá trắng được hiểu là đề nghị bỏ nội dung của ô đó.",
            "Ở các ô nhiều dòng (nguồn lực, điều kiện, phân kỳ ...), mỗi ý ghi một dòng. Mục mới ghi vào các ô trống ở cuối mẫu.",
            "Ghi xong, lưu lại tệp này (định dạng .docx) và gửi về nơi nhận ở trên; không chép nội dung sang tệp khác.",
        ]
        .map(str::to_owned)
        .to_vec(),
        items,
        blanks: kinds.into_iter().flat_map(|kind| (1..=BLANKS).map(move |it| (kind, it))).map(|(kind, number)| blank(kind, number)).collect(),
    }
}

impl App {
    /// The form of one section, for whoever may read how the draft is written.
    #[doc(alias = "mẫu soạn thảo")]
    pub async fn section_form(&self, who: &Who, id: &ProgrammeId, section: &SectionId, labels: Labels) -> Result<Export, Refusal> {
        let sections = self.sections(who, id).await?.sections;
        let found = sections.into_iter().find(|it| it.id == *section && it.state() != SectionTurn::Withdrawn).ok_or(Refusal::NotFound)?;
        let (opened, draft) = (self.open(who, id).await?, self.draft_said(who, id).await?);
        let name = form_name(&found);
        let bytes = tokio::task::spawn_blocking(move || form_docx(&form(&opened, &found, &draft, labels))).await;
        Ok(Export { name, format: ExportFormat::Docx, bytes: bytes.map_err(|error| Refusal::Fault(error.to_string()))? })
    }

    /// The forms of all sections that are worked on, in one archive with its name.
    pub async fn section_forms(&self, who: &Who, id: &ProgrammeId, labels: Labels) -> Result<(String, Vec<u8>), Refusal> {
        let sections = self.sections(who, id).await?.sections;
        let open: Vec<Section> = sections.into_iter().filter(|it| it.state().is_open()).collect();
        if open.is_empty() {
            return Err(Refusal::NotFound);
        }
        let (opened, draft) = (Arc::new(self.open(who, id).await?), self.draft_said(who, id).await?);
        let name = format!("mau-soan-thao-{}.zip", file_stem(&opened.row.title));
        let made = tokio::task::spawn_blocking(move || {
            let mut files: Vec<(String, Vec<u8>)> = Vec::new();
            for (number, section) in open.iter().enumerate() {
                files.push((format!("{:02}-{}", number + 1, form_name(section)), form_docx(&form(&opened, section, &draft, labels))));
            }
            packed(&files)
        });
        Ok((name, made.await.map_err(|error| Refusal::Fault(error.to_string()))?))
    }

    /// Which draft it is, for people: the last one under a number, and whether something was changed since.
    async fn draft_said(&self, who: &Who, id: &ProgrammeId) -> Result<String, Refusal> {
        let frozen = self.frozen(who, id).await?;
        let Some(last) = frozen.first() else { return Ok("Bản đang soạn, chưa chốt lần nào".to_owned()) };
        let body = self.version_at(who, id, hanhdong_domain::programme::VersionAt::Now).await?.body;
        let mark = hanhdong_domain::programme::draft_mark(last.number, &last.label);
        Ok(if blake3::hash(body.as_bytes()).to_hex().as_str() == last.hash { mark } else { format!("{mark}, đã sửa tiếp sau khi chốt") })
    }
}

fn form_name(section: &Section) -> String {
    format!("mau-{}.docx", file_stem(&format!("{} {}", section.title, section.holder)))
}
