//! Which lines of a text belong to one paragraph: typed marks, labels and capitals begin a new one, and what is
//! left over from a hard wrap continues the line above.

use hanhdong_domain::text::{LIST_LETTERS, fold};

/// Longest line, in characters, that a hard wrap leaves; longer lines are whole paragraphs.
const WRAP_MAX: usize = 140;
/// Words before the colon of a label ("Thời gian thực hiện:").
const LABEL_WORDS_MAX: usize = 6;
/// Folded words after which a number at the head of the next line still belongs to the sentence ("Điều / 5.").
const BEFORE_NUMBER: [&str; 22] =
    ["dieu", "khoan", "diem", "so", "muc", "phan", "chuong", "nam", "thang", "quy", "ngay", "luc", "va", "tu", "den", "khoang", "hon", "tren", "duoi", "dat", "nhom", "giai"];

/// Does a line continue the one above it?
///
/// `full` says that the line above left no room for the first word of this one, so that a wrap explains the break.
pub(super) fn continues(above: &str, line: &str, full: bool) -> bool {
    let (above, line) = (above.trim(), line.trim());
    if begins_item(line, above) || shouts(above) != shouts(line) && (shouts(above) || shouts(line)) {
        return false;
    }
    if line.chars().find(|it| it.is_alphanumeric()).is_some_and(char::is_lowercase) {
        return true;
    }
    if line.starts_with(|it: char| it.is_ascii_digit()) && wants_number(above) {
        return true;
    }
    if is_label(line) && above.ends_with(['.', ';', ':', '/']) {
        return false;
    }
    full || above.ends_with(',')
}

/// Does a line begin with a mark that a person types before an item: `-`, `1.`, `1.2.`, `a)`, `IV.`, "Điều 3"?
pub(super) fn begins_item(line: &str, above: &str) -> bool {
    let mut chars = line.chars();
    match (chars.next(), chars.next()) {
        (Some('-' | '–' | '—'), Some(' ')) => !splits_a_range(above, chars.as_str()),
        (Some('+' | '*' | '•' | '●' | '▪' | '◦' | '■' | '✓'), Some(' ' | '\t')) => true,
        (Some('-' | '–' | '+' | '•'), Some(c)) => c.is_uppercase(),
        _ => numbered(line, above) || lettered(line) || opens_part(line),
    }
}

/// "giai đoạn 2026 / - 2030": a wrap inside a span of years.
fn splits_a_range(above: &str, rest: &str) -> bool {
    above.ends_with(|it: char| it.is_ascii_digit()) && rest.trim_start().starts_with(|it: char| it.is_ascii_digit())
}

/// `1.`, `12)`, `(3)`, `1.2.`, `1.2.3`: at most three digits a level, so that years and amounts are no numbers.
fn numbered(line: &str, above: &str) -> bool {
    let bare = line.strip_prefix('(').unwrap_or(line);
    let code = bare.find(|it: char| !it.is_ascii_digit() && it != '.').map_or(bare, |end| bare.get(..end).unwrap_or(bare));
    let rest = bare.get(code.len()..).unwrap_or_default();
    let levels: Vec<&str> = code.trim_end_matches('.').split('.').collect();
    if levels.iter().any(|it| it.is_empty() || it.len() > 3) {
        return false;
    }
    if dashed(rest) {
        return code.ends_with(|it: char| it.is_ascii_digit()) && !wants_number(above);
    }
    let closed = code.ends_with('.') || rest.starts_with(')');
    let text = rest.trim_start_matches(')').trim_start();
    let begins_big = text.starts_with(|it: char| it.is_uppercase());
    let spaced = rest.trim_start_matches(')').starts_with(char::is_whitespace);
    let sound = if closed { spaced || begins_big } else { levels.len() > 1 && spaced && begins_big };
    sound && !wants_number(above)
}

/// "- Xxx" right after a number or a letter ("1- Về", "I- MỤC TIÊU"); not the rest of "2026 - 2030" or of "A-B".
fn dashed(rest: &str) -> bool {
    rest.strip_prefix(['-', '–']).is_some_and(|it| it.starts_with(char::is_whitespace) && it.trim_start().starts_with(char::is_uppercase))
}

/// Does the line above end in a word that a number belongs to?
fn wants_number(above: &str) -> bool {
    above.rsplit(' ').next().is_some_and(|it| BEFORE_NUMBER.contains(&fold(it).as_str()))
}

/// `a)`, `đ)`, `b.`, `A.`, `IV.`, `II)`, `I-`.
fn lettered(line: &str) -> bool {
    let bare = line.strip_prefix('(').unwrap_or(line);
    let Some(end) = bare.find(['.', ')', '-', '–']) else { return false };
    let (mark, rest) = bare.split_at(end);
    let spaced = dashed(rest) || rest.strip_prefix(['.', ')']).is_some_and(|it| it.is_empty() || it.starts_with(char::is_whitespace));
    let roman = !mark.is_empty() && mark.len() <= 6 && mark.chars().all(|it| matches!(it, 'I' | 'V' | 'X'));
    let mut letters = mark.chars();
    let single = letters.next().filter(|_| letters.next().is_none());
    let letter = single.is_some_and(|it| it.to_lowercase().next().is_some_and(|it| LIST_LETTERS.contains(&it)));
    spaced && (roman || letter)
}

/// "Điều 3.", "Phần thứ nhất", "Chương II", "PHỤ LỤC 1".
fn opens_part(line: &str) -> bool {
    if !line.starts_with(['Đ', 'P', 'C', 'M']) {
        return false;
    }
    let head: String = line.chars().take(24).collect();
    let head = fold(&head);
    let mut words = head.split_whitespace();
    match (words.next(), words.next()) {
        (Some("dieu" | "chuong" | "muc" | "phan"), Some(next)) => {
            next == "thu" || next.trim_end_matches(['.', ':']).chars().all(|it| it.is_ascii_digit() || matches!(it, 'i' | 'v' | 'x'))
        }
        (Some("phu"), Some("luc")) => true,
        _ => false,
    }
}

/// "Đơn vị chủ trì: ...": a few words from a capital letter to a colon.
fn is_label(line: &str) -> bool {
    let Some((label, _)) = line.split_once(':') else { return false };
    label.starts_with(char::is_uppercase) && label.split_whitespace().count() <= LABEL_WORDS_MAX
}

/// Is the line set in capitals throughout (a title, a heading)? Short codes are not.
fn shouts(line: &str) -> bool {
    let mut letters = 0;
    for c in line.chars().filter(|it| it.is_alphabetic()) {
        if c.is_lowercase() {
            return false;
        }
        letters += 1;
    }
    letters >= 8 && line.contains(' ')
}

/// The width at which a text was hard wrapped; `None` where its lines are paragraphs.
pub(super) fn wrap_width<'a>(lines: impl Iterator<Item = &'a str>) -> Option<usize> {
    let (mut pairs, mut running, mut longest) = (0usize, 0usize, 0usize);
    let mut above = "";
    for line in lines.map(str::trim) {
        if !line.is_empty() && !above.is_empty() {
            pairs += 1;
            running += usize::from(line.starts_with(char::is_lowercase) && !begins_item(line, above));
        }
        longest = longest.max(line.chars().count());
        above = line;
    }
    (running >= 2 && running * 10 >= pairs && longest <= WRAP_MAX).then_some(longest)
}

/// Did a line leave no room for the first word of the next, at this width?
pub(super) fn is_full(above: &str, line: &str, width: usize) -> bool {
    let first = line.split_whitespace().next().map_or(0, |it| it.chars().count());
    above.trim().chars().count() + 1 + first > width
}

/// A line of dashes, stars or underscores: decoration under a name, or a rule.
pub(super) fn is_rule(line: &str) -> bool {
    line.chars().count() >= 3 && line.chars().all(|it| matches!(it, '-' | '_' | '*' | '=' | '–' | '—' | '.' | '…' | ' ' | '\\'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_marks_begin_an_item_and_sentences_that_look_like_one_do_not() {
        for line in [
            "- Xây dựng",
            "+ Rà soát",
            "1. Mục đích",
            "12) Số hoá",
            "(3) Tổ chức",
            "1.2. Về",
            "11.10 Tỷ lệ",
            "a) Nội dung",
            "đ) Khác",
            "IV. TỔ CHỨC",
            "Điều 3. Hiệu lực",
            "PHỤ LỤC 1",
            "Phần thứ hai",
            "-Triển khai",
            "1- Về kinh tế",
            "a- Rà soát",
            "II- NỘI DUNG",
        ] {
            assert!(begins_item(line, "xong câu trên."), "{line}");
        }
        for (above, line) in [
            ("giai đoạn 2026", "- 2030 phấn đấu"),
            ("theo Điều", "5. Nghị định này"),
            ("đạt mức", "2030. Đến nay"),
            ("tổng vốn", "1.234,5 tỷ đồng"),
            ("các", "Điều kiện bảo đảm"),
            ("của", "UBND. Sau đó"),
            ("trong giai đoạn", "2026- 2030"),
            ("tại tuyến", "A-B Mẫu"),
        ] {
            assert!(!begins_item(line, above), "{above} / {line}");
        }
    }

    #[test]
    fn a_wrapped_line_continues_and_a_label_or_a_title_does_not() {
        assert!(continues("- Xây dựng, củng cố, nâng cao", "chất lượng đội ngũ", false));
        assert!(continues("Kế hoạch số 14-KH/TU của Ban Thường vụ", "Tỉnh ủy", true));
        assert!(!continues("Kế hoạch số 14-KH/TU của Ban Thường vụ", "Tỉnh ủy", false));
        assert!(!continues("Rà soát quy hoạch.", "Thời gian hoàn thành: Quý IV/2026", true));
        assert!(!continues("CHƯƠNG TRÌNH HÀNH ĐỘNG", "thực hiện Nghị quyết Đại hội", true));
    }
}
