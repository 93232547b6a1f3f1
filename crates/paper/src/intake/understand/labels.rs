//! Labelled fields in prose: "Đơn vị chủ trì: ...; phối hợp: ...; thời gian: ...".

use hanhdong_domain::programme::{Deadline, DeadlineKind};
use hanhdong_domain::text::{fold, squeeze};

/// What a label says its value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Label {
    Lead,
    Coordinators,
    Deliverable,
    Deadline,
    Resource,
    Condition,
    Origin,
    Location,
    Note,
}

/// Nine words of Vietnamese are at most 200 bytes.
const LABEL_BYTES_MAX: usize = 300;

/// What the words before a colon are a label of; also the header of a column.
pub(super) fn label_of(words: &str) -> Option<Label> {
    // Asked at every comma of a line: what is far too long for nine words is not folded, or a line of 1 MB takes a minute.
    if words.trim().len() > LABEL_BYTES_MAX {
        return None;
    }
    let folded = fold(words);
    let folded = folded.trim().trim_start_matches(['-', '+', '*', '(', ' ']);
    if folded.is_empty() || folded.split_whitespace().count() > 9 {
        return None;
    }
    let has = |list: &[&str]| list.iter().any(|it| folded.contains(it));
    if has(&["thoi gian", "thoi han", "tien do", "lo trinh", "han hoan thanh", "khoi cong"]) || matches!(folded, "hoan thanh" | "thoi diem") {
        Some(Label::Deadline)
    } else if has(&["kinh phi", "nguon luc", "nguon von", "tong muc dau tu", "ngan sach", "du toan", "co cau von"]) {
        Some(Label::Resource)
    } else if has(&[
        "chu tri",
        "phu trach",
        "chu dau tu",
        "dau moi",
        "don vi thuc hien",
        "co quan thuc hien",
        "trach nhiem thuc hien",
        "phan cong thuc hien",
        "theo doi, danh gia",
        "co quan theo doi",
    ]) {
        Some(Label::Lead)
    } else if has(&["phoi hop"]) {
        Some(Label::Coordinators)
    } else if has(&["san pham", "ket qua"]) && !folded.starts_with("bao cao") {
        Some(Label::Deliverable)
    } else if has(&["dieu kien", "yeu to can"]) {
        Some(Label::Condition)
    } else if has(&["moi/tiep tuc", "moi/chuyen tiep", "tinh chat"]) {
        Some(Label::Origin)
    } else if has(&["dia diem", "quy mo"]) {
        Some(Label::Location)
    } else if folded.starts_with("ghi chu") {
        Some(Label::Note)
    } else {
        None
    }
}

/// A line made of labelled fields only ("- Đơn vị chủ trì: A; phối hợp: B"): its fields, else `None`.
pub(super) fn label_line(body: &str) -> Option<Vec<(Label, String)>> {
    let (rest, fields) = split_labels(body);
    (rest.is_empty() && !fields.is_empty()).then_some(fields)
}

/// Dots or a line that stand where something is still to be written.
pub(super) fn is_hole(text: &str) -> bool {
    let text = text.trim();
    text.chars().all(|it| matches!(it, '.' | '…' | '_' | ' ')) && (text.contains(['…', '_']) || 3 <= text.len())
}

/// A line that is all holes, with or without labels before them ("Nhiệm vụ: ……; chủ trì: ……").
pub(super) fn is_blank(text: &str) -> bool {
    text.contains(['…', '_', '.']) && text.split(';').all(|piece| is_hole(piece.rsplit(':').next().unwrap_or(piece)))
}

/// Splits the labelled fields off a text: what stands before the first label, and the fields in order. A piece
/// between fields that has no label of its own goes on with the field before it.
pub(super) fn split_labels(text: &str) -> (String, Vec<(Label, String)>) {
    let mut rest = String::new();
    let mut fields: Vec<(Label, String)> = Vec::new();
    for (separator, piece) in pieces(text) {
        let labelled = piece.split_once(':').and_then(|(words, value)| {
            let label = label_of(words)?;
            // "Thời gian: 24:00" keeps its colon; a label stands alone before its colon.
            (words.split_whitespace().count() <= 9).then(|| (label, squeeze(value.trim())))
        });
        match (labelled, fields.last_mut()) {
            (Some(field), _) => fields.push(field),
            (None, Some((_, value))) => {
                value.push_str(separator);
                value.push(' ');
                value.push_str(squeeze(piece).as_str());
            }
            (None, None) => {
                rest.push_str(separator);
                rest.push_str(piece);
            }
        }
    }
    if fields.is_empty() {
        return (text.trim().to_owned(), fields);
    }
    for (_, value) in &mut fields {
        let clean = value.trim().trim_end_matches(['.', ';', ',']).trim();
        let open = clean.matches('(').count();
        let clean = if clean.matches(')').count() > open { clean.trim_end_matches(')') } else { clean };
        *value = clean.to_owned();
    }
    // Dots where something is still to be written say nothing.
    fields.retain(|it| !is_hole(&it.1));
    let rest = rest.trim().trim_end_matches(['(', ';', ',', ' ']).trim();
    unlabelled_tail(&mut fields);
    (rest.to_owned(), fields)
}

/// "phối hợp: Phòng Y tế; quý IV/2027; 3 tỷ đồng": a time or money after names is a field without a label.
fn unlabelled_tail(fields: &mut Vec<(Label, String)>) {
    let has = |fields: &[(Label, String)], label: Label| fields.iter().any(|(it, _)| *it == label);
    let Some((Label::Lead | Label::Coordinators, value)) = fields.last_mut() else { return };
    let mut found: Vec<(Label, String)> = Vec::new();
    while let Some((head, tail)) = value.rsplit_once(';') {
        let tail = squeeze(tail.trim());
        let label = if is_time(&tail) {
            Label::Deadline
        } else if is_money(&tail) {
            Label::Resource
        } else {
            break;
        };
        found.push((label, tail));
        *value = head.trim().to_owned();
    }
    for (label, text) in found.into_iter().rev() {
        if !has(fields, label) {
            fields.push((label, text));
        }
    }
}

/// Words that say a time and nothing else.
fn is_time(text: &str) -> bool {
    let folded = fold(text);
    let begins = folded.starts_with(|c: char| c.is_ascii_digit())
        || ["quy ", "thang ", "nam ", "truoc ", "den ", "trong ", "hang ", "thuong xuyen", "giai doan ", "tu "].iter().any(|it| folded.starts_with(it));
    let said = !matches!(Deadline::parse(text).kind, DeadlineKind::None | DeadlineKind::Vague);
    begins && said && text.split_whitespace().count() <= 8 && !is_money(text)
}

/// An amount of money.
fn is_money(text: &str) -> bool {
    let folded = fold(text);
    folded.starts_with(|c: char| c.is_ascii_digit()) && ["ty dong", "trieu dong", "nghin dong", "ti dong"].iter().any(|it| folded.contains(it))
}

/// Pieces of a text between semicolons, line breaks, full stops and opening brackets, where the next piece begins
/// with a label; each with the separator before it.
fn pieces(text: &str) -> Vec<(&str, &str)> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut separator = "";
    for (i, c) in text.char_indices() {
        if !matches!(c, ';' | '\n' | '.' | '(' | ',') {
            continue;
        }
        let next = &text[i + c.len_utf8()..];
        if c == ',' && label_of(&text[start..i]).is_some() && !text[start..i].contains(':') {
            continue; // "Sản phẩm, kết quả: ..." is one label
        }
        let next_labelled = next.chars().take(70).position(|c| c == ':').is_some_and(|_| {
            let words = next.split(':').next().unwrap_or("");
            let ends_before = words.contains([';', '\n', '.', '(']) || c == ',' && words.contains(',');
            !ends_before && label_of(words).is_some()
        });
        if next_labelled {
            out.push((separator, &text[start..i]));
            separator = if c == ';' { ";" } else { "" };
            start = i + c.len_utf8();
        }
    }
    out.push((separator, &text[start..]));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[test]
    fn what_is_too_long_for_nine_words_is_no_label() {
        assert_eq!(label_of("Cơ quan chủ trì, tham mưu thực hiện"), Some(Label::Lead));
        assert_eq!(label_of(&format!("Chủ trì {}", "a".repeat(LABEL_BYTES_MAX))), None);
        let long = format!("{} Chủ trì: Phòng Kinh tế", "Giữ vững an ninh, trật tự. ".repeat(2_000));
        assert_eq!(split_labels(&long).1, [(Label::Lead, "Phòng Kinh tế".to_owned())]);
    }

    #[test]
    fn several_fields_in_one_line_are_told_apart() {
        let (rest, fields) = split_labels("Xây dựng đề án sinh kế. Đơn vị chủ trì: Phòng Kinh tế; phối hợp: Công an xã; UBMTTQ xã; thời gian: quý IV/2027.");
        assert_eq!(rest, "Xây dựng đề án sinh kế");
        assert_eq!(fields, [(Label::Lead, "Phòng Kinh tế".to_owned()), (Label::Coordinators, "Công an xã; UBMTTQ xã".to_owned()), (Label::Deadline, "quý IV/2027".to_owned())]);
    }

    #[rstest]
    #[case("Đơn vị chủ trì tham mưu thực hiện: Sở Tư pháp.", Label::Lead, "Sở Tư pháp")]
    #[case("Đơn vị thực hiện: Các Sở, ngành", Label::Lead, "Các Sở, ngành")]
    #[case("Đơn vị phối hợp thực hiện: Sở Nội vụ", Label::Coordinators, "Sở Nội vụ")]
    #[case("Thời gian thực hiện: Tháng 12/2025.", Label::Deadline, "Tháng 12/2025")]
    #[case("Sản phẩm: Đề án được phê duyệt", Label::Deliverable, "Đề án được phê duyệt")]
    #[case("Kinh phí thực hiện: 3 tỷ đồng", Label::Resource, "3 tỷ đồng")]
    fn a_label_line_is_its_field(#[case] line: &str, #[case] label: Label, #[case] value: &str) {
        assert_eq!(label_line(line), Some(vec![(label, value.to_owned())]));
    }

    #[test]
    fn a_sentence_with_a_colon_is_no_label_line() {
        for text in ["Tập trung vào ba khâu: thể chế, nhân lực, hạ tầng", "Phòng Kinh tế chủ trì, phối hợp với các đơn vị liên quan", "Nội dung gồm: (1) Định danh; (2) Sàn"]
        {
            assert_eq!(label_line(text), None, "{text}");
        }
    }
}
