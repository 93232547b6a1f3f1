//! Our JSON of a programme: stable, scripts rely on it; fields may be added, never renamed.
//!
//! Beside the lists that scripts want, every item says in which part and at which place of it it stands, and the
//! headings and passages are there too, so that a programme comes back from its JSON whole.

mod from;
mod report;
mod to;
mod view;

pub use report::report;

use hanhdong_domain::programme::Programme;
use serde_json::error::Category;

use crate::intake::Refusal;
use crate::intake::understand::Purpose;

/// Writes a programme as JSON, read as a programme or as a source document.
pub fn write(programme: &Programme, purpose: Purpose) -> String {
    let value = match purpose {
        Purpose::Programme => serde_json::to_string_pretty(&to::programme(programme)),
        Purpose::Source => serde_json::to_string_pretty(&to::source(programme)),
    };
    // The view holds strings, numbers and lists only, so it always serialises.
    value.unwrap_or_default() + "\n"
}

/// Reads our JSON.
///
/// # Errors
/// [`Refusal::BadNotation`] with the line where it is no JSON of ours.
pub fn read(text: &str) -> Result<Programme, Refusal> {
    let mut view: view::ProgrammeView = serde_json::from_str(text).map_err(|error| unreadable(&error))?;
    if text.contains("\\u") {
        // A control character may be written as an escape; it is taken out as in every other format.
        let mut value: serde_json::Value = serde_json::from_str(text).map_err(|error| unreadable(&error))?;
        strip_controls(&mut value);
        view = serde_json::from_value(value).map_err(|error| unreadable(&error))?;
    }
    let programme = from::programme(view);
    let empty = programme.parts.is_empty() && programme.opening.is_empty() && programme.document == Default::default();
    if empty {
        return Err(Refusal::BadNotation { line: 1, why: "tệp JSON này không chứa chương trình (thiếu document, parts)".to_owned() });
    }
    Ok(programme)
}

/// Why a text is no JSON of ours, in Vietnamese, with the parser's own reason behind it.
fn unreadable(error: &serde_json::Error) -> Refusal {
    let what = match error.classify() {
        Category::Eof => "tệp JSON bị cắt giữa chừng",
        Category::Syntax => "sai cú pháp JSON",
        Category::Data | Category::Io => "trường JSON không đúng dạng của một chương trình",
    };
    let reason = error.to_string();
    let reason = reason.rsplit_once(" at line ").map_or(reason.as_str(), |(reason, _)| reason);
    Refusal::BadNotation { line: u32::try_from(error.line()).unwrap_or(0), why: format!("cột {}: {what} ({reason})", error.column()) }
}

fn strip_controls(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::String(text) => crate::intake::read::strip_controls(text),
        serde_json::Value::Array(list) => list.iter_mut().for_each(strip_controls),
        serde_json::Value::Object(fields) => fields.values_mut().for_each(strip_controls),
        serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation;

    #[test]
    fn a_programme_comes_back_from_its_json_whole() {
        let text = "hanhdong 1\n\ndocument\n  issuer: ĐẢNG BỘ XÃ MẪU A\n  number: 05-CTr/ĐU\n  date: 2025-09-15\n  period: 2025-2030\n  authority: T/M BAN CHẤP HÀNH\n  signer-title: BÍ THƯ\n  recipient: Lưu Văn phòng\n\nopening\n  basis: - Căn cứ Điều lệ;\n\npart goals I: MỤC TIÊU\n  heading 2 1: Mục tiêu chung\n  goal 1 #g_a: Phát triển\n    kind: orientation\n    scope: specific\n    horizons: 2030\n    schedule: đến năm 2030\n  requirement #r_a: Báo cáo\n    about: review\n\npart annex PHỤ LỤC I: CHỈ TIÊU\n  target 1.1 #c_a: Thu nhập\n    unit: triệu đồng\n    value: ≥ 86,4\n    horizon: 2030\n    baseline 2025: 62\n    path 2035: 120\n    level: strive\n    lead: Phòng Kinh tế\n    form: prose\n  task 1 #t_a: Đường liên thôn\n    detail: đoạn một\n    kind: project\n    origin: new\n    lead: Phòng Kinh tế\n    coordinators: Công an xã\n    deliverable: Đường\n    deadline: Quý IV/2027\n    resource: 3 tỷ đồng ngân sách xã\n    condition land: giải phóng mặt bằng\n    note: ghi chú\n  work 1 #k_a: Cầu\n    location: Thôn 3\n    schedule: 2026-2028\n    origin: continued\n  duty 1 #d_a: Văn phòng theo dõi\n    unit: Văn phòng\n    kinds: urge, report\n  unread: |||\n\nlinks\n  t_a -> c_a by matrix\n\ntraces\n  c_a <- c_9: Thu nhập\n  t_a new: lý do\n\ncited\n  01935f4e-6f3a-7c21-8b7a-0123456789ab: Chỉ thị số 35-CT/TW, ngày 30/5/2019 của Bộ Chính trị về \\\\ đại hội\n";
        let programme = notation::read(text).expect("the sample reads");
        let json = write(&programme, Purpose::Programme);
        let back = read(&json).expect("our JSON reads");
        assert_eq!(notation::write(&back), text);
        assert_eq!(write(&back, Purpose::Programme), json);
    }

    #[test]
    fn what_is_no_json_of_ours_is_refused_with_its_line() {
        assert!(matches!(read("{\n  \"document\": 5\n}"), Err(Refusal::BadNotation { line: 2, .. })));
        assert!(matches!(read("{}"), Err(Refusal::BadNotation { line: 1, .. })));
        assert!(matches!(read("{"), Err(Refusal::BadNotation { line: 1, .. })));
    }
}
