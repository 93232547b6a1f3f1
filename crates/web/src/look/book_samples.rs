//! Samples for the look book: a commune that does not exist. Programmes are Vietnamese in every language of the screen.

use hanhdong_domain::{Code, Finding, Place, Severity, Verdict};
use maud::{Markup, html};

use super::button::{self, Weight};
use super::finding::{Around, badge, finding as show_finding};
use super::outline::Row;
use crate::words::Words;

pub(super) const LEADS: [&str; 3] = ["Phòng Kinh tế", "Phòng Văn hoá - Xã hội", "Công an xã"];
pub(super) const TASK: &str = "Xây dựng Đề án phát triển sinh kế cho hộ nghèo, cận nghèo";

/// Words of a programme, marked as Vietnamese.
fn vi(text: &str) -> Markup {
    html! { span lang="vi" { (text) } }
}

pub(super) fn facts() -> Vec<(String, Markup)> {
    let pairs = [("Chủ trì", "Phòng Kinh tế"), ("Phối hợp", "Hội Nông dân, Hội Liên hiệp Phụ nữ"), ("Thời hạn", "Quý IV/2027"), ("Nguồn lực", "3 tỷ đồng, ngân sách xã")];
    pairs.into_iter().map(|(name, value)| (name.to_owned(), vi(value))).collect()
}

pub(super) fn finding(words: Words, severity: Severity) -> Markup {
    let (code, item, message, hint) = match severity {
        Severity::Error => (Code::NoLead, "Nhiệm vụ 3", "Nhiệm vụ chưa có đơn vị chủ trì", "Ghi rõ một đơn vị hoặc một người chịu trách nhiệm"),
        Severity::Warning => (Code::JointLead, "Nhiệm vụ 5", "Hai đơn vị cùng chủ trì", "Chọn một đơn vị chủ trì, đơn vị kia phối hợp"),
        Severity::Note => (Code::NoBaseline, "Chỉ tiêu 2", "Chỉ tiêu chưa có số liệu năm gốc", "Ghi kết quả thực hiện năm 2025 để so sánh"),
    };
    let found =
        Finding { clause: "II.2.b-4".to_owned(), code, severity, item: None, title: String::new(), place: Place::default(), message: message.to_owned(), hint: hint.to_owned() };
    let fix = match severity {
        Severity::Error => Some(button::link(&words.say("book-fix"), "#findings", Weight::Plain)),
        Severity::Warning | Severity::Note => None,
    };
    let link = |label: &str, href: &str| Some((label.to_owned(), href.to_owned()));
    show_finding(words, &found, &Around { item: link(item, "#findings"), clause: link("II.2.b-4", "/guidelines"), fix, ..Around::default() })
}

pub(super) fn rows(words: Words) -> Vec<Row> {
    let edit = Some((words.say("book-outline-edit").into_owned(), "#outline".to_owned()));
    let row = |anchor: &str, code: &str, kind: &str, text: &str, depth| Row {
        anchor: anchor.to_owned(),
        code: code.to_owned(),
        kind: kind.to_owned(),
        text: text.to_owned(),
        depth,
        facts: Vec::new(),
        findings: Vec::new(),
        edit: edit.clone(),
        to_look_at: None,
    };
    vec![
        row("muc-tieu-1", "I.1", "Mục tiêu", "Nâng cao thu nhập và chất lượng cuộc sống của nhân dân", 0),
        Row {
            to_look_at: Some(words.say("book-outline-look").into_owned()), ..row("chi-tieu-2", "2", "Chỉ tiêu", "Tỷ lệ hộ nghèo giảm còn dưới 2% vào năm 2030", 1)
        },
        Row { facts: facts(), findings: vec![finding(words, Severity::Error)], ..row("nhiem-vu-3", "3", "Nhiệm vụ", TASK, 1) },
    ]
}

pub(super) fn programmes(words: Words) -> Vec<Vec<Markup>> {
    let line = |title: &str, unit: &str, verdict, count: u32| vec![html! { a href="#table" { (vi(title)) } }, vi(unit), badge(words, verdict), html! { (count) }];
    vec![
        line("Chương trình hành động thực hiện Nghị quyết Đại hội Đảng bộ xã, nhiệm kỳ 2025 - 2030", "Xã Mẫu A", Verdict::Partly, 7),
        line("Chương trình hành động thực hiện Nghị quyết của Ban Thường vụ", "Phường Mẫu B", Verdict::NotJudged, 12),
        line("Chương trình hành động nhiệm kỳ 2020 - 2025", "Huyện Mẫu", Verdict::Met, 0),
    ]
}
