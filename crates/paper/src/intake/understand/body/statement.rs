//! What a sentence says by itself: its years, its time, its milestone, the statements it holds.

use hanhdong_domain::programme::{Deadline, TargetValue};
use hanhdong_domain::text::{fold, squeeze};

/// "12 chỉ tiêu nêu tại Phụ lục I": a pointer to an annex is no target.
pub(super) fn refers_to_annex(folded: &str) -> bool {
    ["tai phu luc", "tai cac phu luc", "tai bieu", "phu luc kem theo", "bieu kem theo", "theo phu luc", "(phu luc"].iter().any(|it| folded.contains(it))
}

/// Horizon years a sentence speaks of: "đến năm 2030", "tầm nhìn 2045", "giai đoạn 2026-2030".
pub(super) fn horizons_of(text: &str) -> Vec<i16> {
    let folded = fold(text);
    let chars: Vec<char> = folded.chars().collect();
    let mut years: Vec<i16> = Vec::new();
    let mut i = 0;
    while i + 4 <= chars.len() {
        let is_year = chars[i..i + 4].iter().all(char::is_ascii_digit)
            && (i == 0 || !(chars[i - 1].is_ascii_digit() || matches!(chars[i - 1], '/' | '.' | ',')))
            && chars.get(i + 4).is_none_or(|c| !c.is_ascii_digit() && *c != '/' && !(*c == '.' || *c == ',') || chars.get(i + 5).is_none_or(|d| !d.is_ascii_digit()));
        if is_year {
            let year: i16 = chars[i..i + 4].iter().collect::<String>().parse().unwrap_or(0);
            let before: String = chars[i.saturating_sub(14)..i].iter().collect();
            let said = ["den nam ", "den ", "tam nhin ", "nam ", "-", "- ", "va "].iter().any(|it| before.ends_with(it))
                && !before.contains("ngay")
                && !before.contains("thang")
                && !before.contains("so voi");
            if (2000..=2100).contains(&year) && said && !years.contains(&year) {
                years.push(year);
            }
            i += 4;
        } else {
            i += 1;
        }
    }
    years.sort_unstable();
    years
}

/// The time a sentence gives its goal: "đến năm 2030", "trước năm 2028", "trong quý IV/2027".
pub(super) fn schedule_in(text: &str) -> Deadline {
    for words in [
        "Đến hết năm ",
        "đến hết năm ",
        "Đến năm ",
        "đến năm ",
        "trước năm ",
        "Hết năm ",
        "hết năm ",
        "đến cuối năm ",
        "Đến cuối năm ",
        "trong năm ",
        "Trong năm ",
        "đến hết quý ",
        "trong quý ",
        "Quý ",
        "quý ",
        "đến tháng ",
        "trước ngày ",
        "Trong giai đoạn ",
        "giai đoạn ",
    ] {
        let Some(at) = text.find(words) else { continue };
        let tail: String =
            text[at + words.len()..].chars().take_while(|c| c.is_ascii_digit() || matches!(c, '/' | '-' | '–' | ' ' | 'I' | 'V') || "nămquýthág".contains(*c)).take(16).collect();
        let phrase = format!("{words}{}", tail.trim_end().trim_end_matches(|c: char| !c.is_ascii_digit()));
        let deadline = Deadline::parse(&phrase);
        if deadline.to.is_some() {
            return deadline;
        }
    }
    Deadline::default()
}

/// The words of a dated yes/no milestone: "Hoàn thành ...", "đạt chuẩn ...".
pub(super) fn milestone_of(text: &str) -> Option<String> {
    let folded = fold(text);
    let said = ["dat chuan", "hoan thanh", "duoc cong nhan", "tro thanh phuong", "do thi loai"].iter().any(|it| folded.contains(it));
    let dated = !horizons_of(text).is_empty() || folded.contains("dat chuan") || folded.starts_with("hoan thanh");
    (said && dated && text.split_whitespace().count() <= 60).then(|| {
        let at = ["đạt chuẩn", "hoàn thành", "Hoàn thành", "được công nhận"].iter().filter_map(|it| text.find(it)).min().unwrap_or(0);
        squeeze(text[at..].trim_end_matches(['.', ';']))
    })
}

/// Sentences of a paragraph.
pub(super) fn sentences(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut start = 0;
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    for (n, (i, c)) in chars.iter().enumerate() {
        let ends = *c == '.' && chars.get(n + 1).is_some_and(|(_, it)| *it == ' ') && chars.get(n + 2).is_some_and(|(_, it)| it.is_uppercase());
        if ends {
            out.push(squeeze(&text[start..=*i]));
            start = i + 1;
        }
    }
    out.push(squeeze(&text[start..]));
    out.retain(|it| it.chars().any(char::is_alphabetic));
    out
}

/// The statements of a paragraph of targets: its sentences, and the pieces between semicolons where each has a level.
pub(super) fn statements(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for sentence in sentences(text) {
        let pieces: Vec<&str> = sentence.split(';').map(str::trim).filter(|it| !it.is_empty()).collect();
        let leveled = pieces.iter().filter(|it| TargetValue::find_in(it).is_some()).count();
        if pieces.len() > 1 && leveled == pieces.len() {
            out.extend(pieces.iter().map(|it| squeeze(it)));
        } else {
            out.push(sentence);
        }
    }
    out
}
