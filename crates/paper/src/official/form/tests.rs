use std::io::{Cursor, Read, Write};

use hanhdong_domain::{Code, Language, Severity};
use rstest::rstest;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::*;
use crate::official::{LayoutPack, compose, docx, fixture};

fn pack(id: &str) -> &'static LayoutPack {
    LayoutPack::builtin(id).expect("a built-in pack")
}

fn paper(id: &str) -> Vec<u8> {
    docx::write(&compose(&fixture::commune(12), pack(id)), pack(id))
}

/// The same package with the text of one part changed.
fn changed(bytes: &[u8], part: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..archive.len() {
        let mut file = archive.by_index(i).expect("a part");
        let name = file.name().expect("a name").into_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).expect("text");
        let text = if name == part { change(text) } else { text };
        writer.start_file(name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(text.as_bytes()).expect("written");
    }
    writer.finish().expect("finished").into_inner()
}

fn rules(bytes: &[u8], id: &str) -> Vec<(String, String, String)> {
    let findings = check(bytes, pack(id), Language::Vi).expect("a readable paper");
    findings.into_iter().map(|it| (it.rule, it.expected, it.found)).collect()
}

#[rstest]
#[case("party-2026")]
#[case("party-2018")]
#[case("state-2020")]
fn our_own_paper_keeps_the_form_of_its_pack(#[case] id: &str) {
    assert_eq!(rules(&paper(id), id), []);
}

#[rstest]
#[case("word/document.xml", "w:left=\"1701\"", "w:left=\"1417\"", "Lề trái", "30 mm", "25.0 mm")]
#[case("word/document.xml", "<w:titlePg/>", "", "Số trang", "trang đầu không đánh số", "trang đầu cũng có số trang")]
#[case("word/header1.xml", "PAGE", "DATE", "Số trang", "giữa lề trên, từ trang 2", "không thấy số trang ở lề trên")]
#[case("word/document.xml", "Số 06-CTr", "Số: 06-CTr", "Số và ký hiệu", "«Số ...»", "«Số: 06-CTr/ĐU»")]
#[case("word/document.xml", "ngày 05 tháng 02 năm 2026<", "ngày 5 tháng 02 năm 2026<", "Địa danh, ngày tháng năm", "05", "5")]
#[case("word/document.xml", "ngày 05 tháng 02 năm 2026<", "ngày 15 tháng 03 năm 2026<", "Địa danh, ngày tháng năm", "3", "03")]
#[case("word/document.xml", ">-----<", ">_____<", "Gạch dưới trích yếu", "«-----»", "không thấy")]
#[case("word/document.xml", ">*<", "> <", "Dấu dưới tên cơ quan ban hành", "«*»", "không thấy")]
#[case("word/document.xml", "I- Mục tiêu", "I. Mục tiêu", "Tên phần, mục lớn", "«I-»", "«I.»")]
#[case("word/document.xml", "Nơi nhận:", "Gửi:", "Nơi nhận", "Nơi nhận:", "không thấy")]
#[case("word/document.xml", "hoàn thành trước ngày", "hoa\u{300}n tha\u{300}nh trước ngày", "Bộ mã chữ", "Unicode dựng sẵn", "Unicode tổ hợp hoặc ký tự ẩn")]
fn a_changed_paper_gets_the_finding_of_its_change(#[case] part: &str, #[case] from: &str, #[case] to: &str, #[case] rule: &str, #[case] expected: &str, #[case] found: &str) {
    let bytes = changed(&paper("party-2026"), part, |text| {
        assert!(text.contains(from), "{from} stands in {part}");
        text.replace(from, to)
    });
    assert_eq!(rules(&bytes, "party-2026"), [(rule.to_owned(), expected.to_owned(), found.to_owned())]);
}

#[rstest]
#[case("Heading1", "w:sz w:val=\"28\"", "w:sz w:val=\"26\"", "Tên phần, mục lớn")]
#[case("HDNational", "<w:b/>", "<w:b/><w:u w:val=\"single\"/>", "Tiêu đề")]
#[case("HDDate", "<w:i/>", "", "Địa danh, ngày tháng năm")]
#[case("Title", "w:sz w:val=\"32\"", "w:sz w:val=\"28\"", "Tên loại văn bản")]
#[case("BodyText", "w:jc w:val=\"both\"", "w:jc w:val=\"left\"", "Căn lề phần nội dung")]
#[case("BodyText", "w:firstLine=\"567\"", "w:firstLine=\"720\"", "Lùi đầu dòng")]
#[case("BodyText", "w:lineRule=\"exact\"", "w:lineRule=\"auto\"", "Giãn dòng")]
#[case("BodyText", "w:sz w:val=\"28\"", "w:sz w:val=\"26\"", "Cỡ chữ phần nội dung")]
#[case("BodyText", "w:ascii=\"Times New Roman\"", "w:ascii=\".VnTime\"", "Phông chữ")]
#[case("HDRecipients", "w:sz w:val=\"24\"", "w:sz w:val=\"28\"", "Danh sách nơi nhận")]
#[case("HDAuthority", "<w:b/>", "", "Thẩm quyền ký")]
fn a_changed_style_is_found_through_the_paragraphs_that_use_it(#[case] style: &str, #[case] from: &str, #[case] to: &str, #[case] rule: &str) {
    let bytes = changed(&paper("party-2026"), "word/styles.xml", |text| {
        let start = text.find(&format!("w:styleId=\"{style}\"")).expect("the style");
        let end = start + text[start..].find("</w:style>").expect("its end");
        assert!(text[start..end].contains(from), "{from} stands in {style}");
        format!("{}{}{}", &text[..start], text[start..end].replace(from, to), &text[end..])
    });
    let found: Vec<String> = rules(&bytes, "party-2026").into_iter().map(|it| it.0).collect();
    assert_eq!(found, [rule]);
}

#[test]
fn a_party_paper_held_against_the_state_pack_differs_in_the_heading() {
    let found: Vec<String> = rules(&paper("party-2026"), "state-2020").into_iter().map(|it| it.0).collect();
    assert_eq!(found.iter().filter(|it| *it == "Tiêu đề").count(), 2, "{found:?}");
    assert!(found.contains(&"Số và ký hiệu".to_owned()), "{found:?}");
}

#[test]
fn a_point_of_form_becomes_a_note_with_its_place() {
    let bytes = changed(&paper("party-2026"), "word/document.xml", |text| text.replace("Số 06-CTr", "Số: 06-CTr"));
    let findings = check(&bytes, pack("party-2026"), Language::Vi).expect("readable");
    let finding = findings[0].finding("form", pack("party-2026"), Language::Vi);
    assert_eq!((finding.code, finding.severity, finding.place.line), (Code::Form, Severity::Note, 4));
    assert_eq!(finding.message, "Số và ký hiệu: «Số: 06-CTr/ĐU»");
}

#[test]
fn what_is_no_package_or_is_hostile_is_refused() {
    assert!(matches!(check(b"x", pack("party-2026"), Language::Vi), Err(Refusal::Broken(_))));
    let entity = changed(&paper("party-2026"), "word/document.xml", |text| text.replacen("<w:document", "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><w:document", 1));
    assert_eq!(check(&entity, pack("party-2026"), Language::Vi), Err(Refusal::Hostile("doctype")));
    let deep = changed(&paper("party-2026"), "word/document.xml", |text| text.replacen("<w:body>", &format!("<w:body>{}{}", "<w:sdt>".repeat(400), "</w:sdt>".repeat(400)), 1));
    assert_eq!(check(&deep, pack("party-2026"), Language::Vi), Err(Refusal::Hostile("depth")));
}
