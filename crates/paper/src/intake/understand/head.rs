//! Head and foot of the paper: issuer, number, date, kind and title; signature and recipients.

use hanhdong_domain::Date;
use hanhdong_domain::programme::{Document, Period, Recipient};
use hanhdong_domain::text::{fold, squeeze};

use super::line::{Line, is_capitals};

/// Kinds of document whose name stands alone above the title, folded, longest first.
const KINDS: &[&str] = &[
    "chuong trinh hanh dong",
    "ke hoach hanh dong",
    "bao cao chinh tri",
    "chuong trinh cong tac",
    "chuong trinh",
    "ke hoach",
    "nghi quyet",
    "huong dan",
    "bao cao",
    "de an",
    "quyet dinh",
    "thong bao",
    "chi thi",
    "ket luan",
    "to trinh",
    "cong van",
    "bien ban",
    "quy dinh",
    "quy che",
    "thong tri",
    "giay moi",
];

/// Kinds that carry tasks of their own.
pub(super) fn is_plan_kind(kind: &str) -> bool {
    let folded = fold(kind);
    ["chuong trinh", "ke hoach", "de an"].iter().any(|it| folded.starts_with(it))
}

/// Is the line the name of a kind of document?
pub(super) fn kind_line(line: &Line) -> Option<String> {
    let text = line.text.lines().next()?.trim();
    let dressed = is_capitals(text) || (line.heading.is_some() && line.heading <= Some(2));
    if !dressed {
        return None;
    }
    let folded = fold(text);
    let known = KINDS.iter().find(|kind| folded.starts_with(**kind))?;
    let rest = folded[known.len()..].trim();
    let short = rest.is_empty() || is_capitals(text) && rest.split_whitespace().count() <= 8 || rest.starts_with("so ");
    (short && !text.ends_with(':')).then(|| squeeze(text))
}

/// Reads one line of the head into the document. Lines it does not know are left alone.
pub(super) fn read_head_line(document: &mut Document, line: &str) {
    let mut text = squeeze(line);
    let folded = fold(&text);
    let only_marks = text.chars().all(|c| !c.is_alphanumeric());
    if only_marks {
        return;
    }
    if let Some(number) = number_of(&text) {
        document.number.get_or_insert(number);
        return;
    }
    if let Some((place, date)) = place_and_date(&text) {
        document.date.get_or_insert(date);
        if document.place.is_none() {
            document.place = place;
        }
        return;
    }
    if folded.starts_with("du thao") && text.chars().count() < 60 {
        document.draft.get_or_insert(text);
        return;
    }
    for motto in ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ĐẢNG CỘNG SẢN VIỆT NAM", "CỘNG HÒA XÃ HỘI", "CHỦ NGHĨA VIỆT NAM"]
    {
        text = text.replace(motto, "").trim().to_owned();
    }
    if text.is_empty() || fold(&text).contains("doc lap - tu do") || !is_capitals(&text) {
        return;
    }
    match document.issuer.take() {
        None => document.issuer = Some(text),
        Some(first) if matches!(fold(&first).as_str(), "uy ban nhan dan" | "hoi dong nhan dan" | "ban chap hanh" | "ban chap hanh dang bo") => {
            document.issuer = Some(format!("{first} {text}"))
        }
        Some(first) if document.superior.is_none() => {
            document.superior = Some(first);
            document.issuer = Some(text);
        }
        Some(first) => document.issuer = Some(format!("{first} {text}")),
    }
}

/// "Số: 03/NQ-CP", "Số 05-CTr/ĐU": the number and symbol.
pub(super) fn number_of(text: &str) -> Option<String> {
    let rest = ["Số:", "Số :", "Số", "SỐ:", "SỐ"].iter().find_map(|it| text.strip_prefix(it))?;
    let number = rest.trim_start_matches([':', ' ']).trim();
    let sound = number.contains(['/', '-']) && number.chars().count() <= 40 && number.split_whitespace().count() <= 3 && number.chars().any(char::is_uppercase);
    sound.then(|| squeeze(number))
}

/// "Nghị quyết số 12-NQ/TU, ngày 15/3/2026 của ...": the number in a line that begins with the kind of the paper.
pub(super) fn number_in_title(text: &str) -> Option<String> {
    let folded = fold(text.trim_start());
    let known = KINDS.iter().find_map(|kind| folded.strip_prefix(kind))?;
    known.trim_start().strip_prefix("so ").or(known.trim_start().strip_prefix("so:"))?;
    let at = ["số ", "Số ", "SỐ ", "số:", "Số:", "SỐ:"].iter().filter_map(|it| text.find(it)).min()?;
    let tail = text[at..].trim_start_matches(|c: char| c.is_alphabetic() || matches!(c, ':' | ' '));
    let number = tail.split([',', ' ', '(']).next()?;
    number_of(&format!("Số {number}"))
}

/// The date printed right behind the paper's own number: "12-NQ/TU, ngày 15/3/2026", "12-NQ/TU (ngày 15 tháng 3 năm 2026)".
pub(super) fn date_behind(number: &str, text: &str) -> Option<Date> {
    let (_, tail) = text.split_once(number)?;
    let tail = tail.trim_start_matches([',', '(', ' ']).strip_prefix("ngày ")?;
    let head: String = tail.chars().take(24).collect();
    let numbers: Vec<&str> = head.split(|c: char| !c.is_ascii_digit()).filter(|it| !it.is_empty()).take(3).collect();
    let [day, month, year] = numbers.as_slice() else { return None };
    Date::new(year.parse().ok().filter(|it| *it >= 1900)?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// "Xã Mẫu A, ngày 05 tháng 02 năm 2026".
fn place_and_date(text: &str) -> Option<(Option<String>, Date)> {
    if text.chars().count() > 90 {
        return None;
    }
    let at = text.find("ngày ")?;
    let numbers: Vec<i32> = text[at..].split(|c: char| !c.is_ascii_digit()).filter(|it| !it.is_empty()).filter_map(|it| it.parse().ok()).collect();
    let folded = fold(&text[at..]);
    if !folded.contains("thang") || !folded.contains("nam") {
        return None;
    }
    let [day, month, year] = numbers.as_slice() else { return None };
    let date = Date::new(i16::try_from(*year).ok()?, i8::try_from(*month).ok()?, i8::try_from(*day).ok()?).ok()?;
    let before = text[..at].trim();
    if !before.is_empty() && (!before.ends_with(',') || before.split_whitespace().count() > 8) {
        return None; // "Căn cứ Luật ... ngày 19 tháng 6 năm 2015"
    }
    let place = before.trim_end_matches(',').trim();
    Some(((!place.is_empty()).then(|| place.to_owned()), date))
}

/// "giai đoạn 2026 - 2030", "nhiệm kỳ 2020-2025": the period a title or a preamble states.
pub(super) fn period_of(text: &str) -> Option<Period> {
    let folded = fold(text);
    for words in ["giai doan ", "nhiem ky ", "thoi ky "] {
        let Some(at) = folded.find(words) else { continue };
        let tail: String = folded[at + words.len()..].chars().take(24).collect();
        let years: Vec<i16> = tail.split(|c: char| !c.is_ascii_digit()).filter(|it| it.len() == 4).filter_map(|it| it.parse().ok()).collect();
        if let [from, to, ..] = years.as_slice()
            && from < to
            && to - from <= 40
        {
            return Some(Period { from: *from, to: *to });
        }
    }
    None
}

/// Does the foot of the paper begin here?
pub(super) fn begins_foot(line: &Line) -> bool {
    let text = line.text.lines().next().unwrap_or("").trim();
    text.len() < 480 && (text.chars().count() < 60 && fold(text).starts_with("noi nhan") || is_authority(text))
}

/// "T/M BAN CHẤP HÀNH", "TM. ỦY BAN NHÂN DÂN", "K/T CHỦ TỊCH".
fn is_authority(text: &str) -> bool {
    if !is_capitals(text) {
        return false;
    }
    let folded = fold(text);
    ["t/m ", "tm. ", "tm.", "k/t ", "kt. ", "kt.", "t/l ", "tl. ", "tl.", "tuq. ", "q. "].iter().any(|it| folded.starts_with(it)) && text.chars().count() < 120
}

/// Reads the lines of the foot: the distribution list and the signature.
pub(super) fn read_foot(document: &mut Document, lines: &[String]) {
    let mut in_list = false;
    for line in lines {
        let text = squeeze(line);
        let folded = fold(&text);
        if text.chars().all(|c| !c.is_alphanumeric()) {
            continue;
        }
        if folded.starts_with("noi nhan") {
            in_list = true;
            if let Some((_, rest)) = text.split_once(':').filter(|(_, rest)| rest.chars().any(char::is_alphanumeric)) {
                recipient(document, rest);
            }
        } else if is_authority(&text) {
            in_list = false;
            document.signature.authority.push(text);
        } else if text.starts_with(['-', '–', '+']) && (in_list || !document.recipients.is_empty()) {
            recipient(document, text.trim_start_matches(['-', '–', '+', ' ']));
        } else if is_capitals(&text) && !document.signature.authority.is_empty() || is_title(&folded) && is_capitals(&text) {
            in_list = false;
            let slot = &mut document.signature.title;
            *slot = Some(slot.take().map_or(text.clone(), |old| format!("{old} {text}")));
        } else if folded.starts_with('[') || folded.starts_with('(') && folded.contains("da ky") {
            in_list = false;
        } else if in_list {
            match document.recipients.last_mut() {
                Some(last) if !text.chars().next().is_some_and(char::is_uppercase) || last.text.ends_with(',') => {
                    last.text = format!("{} {}", last.text.trim_end(), strip_end(&text));
                }
                _ => recipient(document, &text),
            }
        } else if looks_like_name(&text) && document.signature.name.is_none() {
            document.signature.name = Some(text);
        }
    }
    for recipient in &mut document.recipients {
        recipient.text = strip_end(&recipient.text).to_owned();
    }
}

fn strip_end(text: &str) -> &str {
    text.trim().trim_end_matches([';', '.', ',']).trim()
}

fn recipient(document: &mut Document, text: &str) {
    let text = text.trim();
    if text.chars().any(char::is_alphanumeric) {
        document.recipients.push(Recipient { text: text.trim_end_matches([';', '.']).trim().to_owned() });
    }
}

fn is_title(folded: &str) -> bool {
    ["bi thu", "pho bi thu", "chu tich", "pho chu tich", "truong ban", "chanh van phong", "giam doc", "thu tuong", "pho thu tuong"].iter().any(|it| folded.starts_with(it))
}

fn looks_like_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=6).contains(&words.len()) && words.iter().all(|it| it.chars().next().is_some_and(char::is_uppercase)) && text.chars().all(|c| c.is_alphabetic() || c == ' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(lines: &[&str]) -> Document {
        let mut document = Document::default();
        for line in lines {
            read_head_line(&mut document, line);
        }
        document
    }

    #[test]
    fn the_heading_block_of_a_party_paper_is_read() {
        let document = head(&["ĐẢNG BỘ TỈNH MẪU", "ĐẢNG BỘ XÃ MẪU A", "*", "Số 05-CTr/ĐU", "ĐẢNG CỘNG SẢN VIỆT NAM", "Xã Mẫu A, ngày 05 tháng 02 năm 2026"]);
        assert_eq!(document.superior.as_deref(), Some("ĐẢNG BỘ TỈNH MẪU"));
        assert_eq!(document.issuer.as_deref(), Some("ĐẢNG BỘ XÃ MẪU A"));
        assert_eq!(document.number.as_deref(), Some("05-CTr/ĐU"));
        assert_eq!(document.place.as_deref(), Some("Xã Mẫu A"));
        assert_eq!(document.date, "2026-02-05".parse().ok());
    }

    #[test]
    fn number_and_date_are_read_from_a_title_that_holds_them() {
        let title = "Nghị quyết số 12-NQ/TU, ngày 15/3/2026 của Ban Chấp hành Đảng bộ tỉnh Mẫu";
        assert_eq!(number_in_title(title).as_deref(), Some("12-NQ/TU"));
        for text in [title, "Toàn văn Nghị quyết số 12-NQ/TU (ngày 15 tháng 03 năm 2026)", "NGHỊ QUYẾT SỐ 12-NQ/TU ngày 15-3-2026"] {
            assert_eq!(date_behind("12-NQ/TU", text), "2026-03-15".parse().ok(), "{text}");
        }
        for text in ["Chương trình thực hiện Nghị quyết số 9-NQ/TU, ngày 15/3/2026", "Nghị quyết số 12-NQ/TU của Tỉnh uỷ, ngày 15/3/2026", "Nghị quyết số 12-NQ/TU, ngày 45/3/2026"]
        {
            assert_eq!(date_behind("12-NQ/TU", text), None, "{text}");
        }
        assert_eq!(number_in_title("Chương trình hành động thực hiện Nghị quyết số 12-NQ/TU"), None);
    }

    #[test]
    fn an_issuer_broken_over_two_lines_is_one() {
        let document = head(&["UỶ BAN NHÂN DÂN", "TỈNH MẪU", "CỘNG HÒA XÃ HỘI", "CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 141/KH-UBND"]);
        assert_eq!(document.issuer.as_deref(), Some("UỶ BAN NHÂN DÂN TỈNH MẪU"));
        assert_eq!(document.superior, None);
    }

    #[test]
    fn signature_and_recipients_are_told_apart() {
        let mut document = Document::default();
        let lines = [
            "Nơi nhận:",
            "- Ban Thường vụ Tỉnh uỷ (để báo cáo),",
            "- Các chi bộ trực thuộc,",
            "  các đoàn thể,",
            "- Lưu Văn phòng Đảng uỷ.",
            "T/M BAN CHẤP HÀNH",
            "BÍ THƯ",
            "Nguyễn Văn Mẫu",
        ]
        .map(str::to_owned);
        read_foot(&mut document, &lines);
        assert_eq!(
            document.recipients.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(),
            ["Ban Thường vụ Tỉnh uỷ (để báo cáo)", "Các chi bộ trực thuộc, các đoàn thể", "Lưu Văn phòng Đảng uỷ"]
        );
        assert_eq!(document.signature.authority, ["T/M BAN CHẤP HÀNH"]);
        assert_eq!(document.signature.title.as_deref(), Some("BÍ THƯ"));
        assert_eq!(document.signature.name.as_deref(), Some("Nguyễn Văn Mẫu"));
    }
}
