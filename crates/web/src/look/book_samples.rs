//! Samples for the look book: a commune that does not exist. Programmes are Vietnamese in every language of the screen.

use hanhdong_domain::{Code, Finding, Place, Severity, Verdict};
use maud::{Markup, html};

use super::button::{self, Weight};
use super::finding::{Around, badge, finding as show_finding};
use super::outline::Row;
use super::table;
use super::things::Thing;
use crate::words::Words;

pub(super) const LEADS: [&str; 3] = ["Phòng Kinh tế", "Phòng Văn hoá - Xã hội", "Công an xã"];
pub(super) const TASK: &str = "Xây dựng Đề án phát triển sinh kế cho hộ nghèo, cận nghèo";

/// Words of a programme, marked as Vietnamese.
fn vi(text: &str) -> Markup {
    html! { span lang="vi" { (text) } }
}

const FACTS: [(&str, &str); 4] =
    [("Chủ trì", "Phòng Kinh tế"), ("Phối hợp", "Hội Nông dân, Hội Liên hiệp Phụ nữ"), ("Thời hạn", "Quý IV/2027"), ("Nguồn lực", "3 tỷ đồng, ngân sách xã")];

pub(super) fn facts() -> impl Iterator<Item = (&'static str, Markup)> {
    FACTS.into_iter().map(|(name, value)| (name, vi(value)))
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

pub(super) fn rows(words: Words) -> [Row<'static>; 3] {
    let row = |id: &str, code, text| {
        let edit = html! { a.button.plain href="#outline" aria-label={ (words.say("do-edit")) ": " (text) } { (words.say("do-edit")) } };
        Row::of(vi(text)).id(id.to_owned()).code(Some(code)).doings(Some(edit))
    };
    [
        row("muc-tieu-1", "I.1", "Nâng cao thu nhập và chất lượng cuộc sống của nhân dân"),
        row("chi-tieu-2", "2", "Tỷ lệ hộ nghèo giảm còn dưới 2% vào năm 2030").tag(Some(words.say("item-look"))),
        row("nhiem-vu-3", "3", TASK)
            .glance(FACTS.map(|(name, value)| (Some(name.into()), value.into())).to_vec())
            .below(html! { div.findings { (finding(words, Severity::Error)) } }),
    ]
}

const TITLES: [(&str, &str); 3] = [
    ("Chương trình hành động thực hiện Nghị quyết Đại hội Đảng bộ xã, nhiệm kỳ 2025 - 2030", "Xã Mẫu A"),
    ("Chương trình hành động thực hiện Nghị quyết của Ban Thường vụ", "Phường Mẫu B"),
    ("Chương trình hành động nhiệm kỳ 2020 - 2025", "Huyện Mẫu"),
];

pub(super) fn things(words: Words) -> [Thing; 3] {
    TITLES.map(|(title, unit)| Thing { href: "#things".to_owned(), title: title.to_owned(), about: html! { (vi(unit)) " · " (badge(words, Verdict::Partly)) } })
}

pub(super) fn programmes(words: Words) -> [table::Row; 3] {
    let [first, second, third] = TITLES;
    let line =
        |(title, unit): (&str, &str), verdict, count: u32| table::Row::of(vec![html! { a href="#table" { (vi(title)) } }, vi(unit), badge(words, verdict), html! { (count) }]);
    [line(first, Verdict::Partly, 7), line(second, Verdict::NotJudged, 12).marked(true), line(third, Verdict::Met, 0)]
}
