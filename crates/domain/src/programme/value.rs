//! The level of a target: nine kinds of statement (practice.md, c).

use rust_decimal::Decimal;

use crate::text::{fold, parse_number, squeeze};

/// What kind of statement a level is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// At least, at most, more than, less than.
    Threshold,
    /// A level at the end of the horizon.
    Level,
    /// So much a year on average.
    AnnualAverage,
    /// At least so much each year.
    AnnualMinimum,
    /// So much over the whole term.
    Cumulative,
    /// A decrease.
    Decrease,
    /// So many out of so many.
    Ratio,
    /// Reached or not, by a date.
    Milestone,
    /// Words only.
    #[default]
    Qualitative,
}

impl ValueKind {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            ValueKind::Threshold => "threshold",
            ValueKind::Level => "level",
            ValueKind::AnnualAverage => "annual_average",
            ValueKind::AnnualMinimum => "annual_minimum",
            ValueKind::Cumulative => "cumulative",
            ValueKind::Decrease => "decrease",
            ValueKind::Ratio => "ratio",
            ValueKind::Milestone => "milestone",
            ValueKind::Qualitative => "qualitative",
        }
    }
    /// Every kind.
    pub const ALL: [ValueKind; 9] = [
        ValueKind::Threshold,
        ValueKind::Level,
        ValueKind::AnnualAverage,
        ValueKind::AnnualMinimum,
        ValueKind::Cumulative,
        ValueKind::Decrease,
        ValueKind::Ratio,
        ValueKind::Milestone,
        ValueKind::Qualitative,
    ];
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<ValueKind> {
        ValueKind::ALL.into_iter().find(|it| it.name() == name)
    }
    /// The kind in the words of an office.
    pub const fn label(self) -> &'static str {
        match self {
            ValueKind::Threshold => "Ngưỡng",
            ValueKind::Level => "Mức cuối kỳ",
            ValueKind::AnnualAverage => "Bình quân năm",
            ValueKind::AnnualMinimum => "Tối thiểu hằng năm",
            ValueKind::Cumulative => "Cộng dồn cả kỳ",
            ValueKind::Decrease => "Mức giảm",
            ValueKind::Ratio => "Tỷ lệ trên tổng số",
            ValueKind::Milestone => "Mốc đạt hoặc chưa đạt",
            ValueKind::Qualitative => "Định tính",
        }
    }
    /// Reads the words of an office.
    pub fn of_label(label: &str) -> Option<ValueKind> {
        ValueKind::ALL.into_iter().find(|it| fold(it.label()) == fold(label.trim()))
    }
}

/// How the number binds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Relation {
    /// At least.
    AtLeast,
    /// At most.
    AtMost,
    /// More than.
    Above,
    /// Less than.
    Below,
    /// Exactly.
    Equal,
    /// From ... to.
    Range,
    /// Words only.
    #[default]
    Text,
}

impl Relation {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            Relation::AtLeast => ">=",
            Relation::AtMost => "<=",
            Relation::Above => ">",
            Relation::Below => "<",
            Relation::Equal => "=",
            Relation::Range => "range",
            Relation::Text => "text",
        }
    }
}

/// One part of a rank in several leagues ("≤ 3 Đông Nam Á; ≤ 50 thế giới").
#[derive(Clone, Debug, PartialEq)]
pub struct RankPart {
    /// How the number binds.
    pub relation: Relation,
    /// The rank.
    pub number: Decimal,
    /// The league.
    pub of: String,
}

/// The level of a target: its words, and what they say.
#[doc(alias = "mức độ đạt được")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TargetValue {
    /// The words as printed; empty where no level is said.
    pub text: String,
    /// What kind of statement.
    pub kind: ValueKind,
    /// How the number binds.
    pub relation: Relation,
    /// The number; the lower end of a range.
    pub number: Option<Decimal>,
    /// The upper end of a range; of a ratio the whole ("18/52 xã": 52).
    pub number_to: Option<Decimal>,
    /// Leagues of a rank, where there are several.
    pub parts: Vec<RankPart>,
}

impl TargetValue {
    /// Reads a level from a cell or the level words of a sentence. `name` and `unit` help to tell the kind: what is
    /// measured ("Tỷ lệ hộ nghèo giảm bình quân") and in what ("%/năm").
    pub fn parse(text: &str, name: &str, unit: Option<&str>) -> TargetValue {
        let text = squeeze(text).trim_end_matches([';', '.', ',']).to_owned();
        if text.chars().all(|c| !c.is_alphanumeric()) {
            return TargetValue::default();
        }
        let pieces: Vec<&str> = text.split(';').map(str::trim).filter(|it| !it.is_empty()).collect();
        let parts: Vec<RankPart> = if pieces.len() > 1 { pieces.iter().filter_map(|it| rank_part(it)).collect() } else { Vec::new() };
        let level = Level::find(&text);
        let (relation, number, number_to) = match (&level, ratio(&text)) {
            (Some(level), _) => (level.relation, Some(level.from), level.to),
            (None, Some((part, whole))) => (Relation::Equal, Some(part), Some(whole)),
            (None, None) => (Relation::Text, None, None),
        };
        let kind = kind(&text, name, unit.unwrap_or(""), relation);
        // Of so many out of so many the whole is told too: a merger may change it.
        let whole = || ratio(&text).filter(|it| kind == ValueKind::Ratio && Some(it.0) == number).map(|it| it.1);
        let number_to = number_to.or_else(whole);
        let parts = if parts.len() == pieces.len() { parts } else { Vec::new() };
        TargetValue { text, kind, relation, number, number_to, parts }
    }

    /// A number, a rank or a yes/no milestone?
    pub fn is_measurable(&self) -> bool {
        match self.kind {
            ValueKind::Qualitative => false,
            ValueKind::Milestone => true,
            _ => self.number.is_some(),
        }
    }

    /// The level words of a sentence ("có ít nhất 10%", "đạt 8%/năm"), for a target in prose; `None` where the
    /// sentence names no level.
    pub fn find_in(sentence: &str) -> Option<String> {
        let level = Level::find(sentence)?;
        Some(sentence[level.start..level.end].trim().to_owned())
    }
}

/// A number with the words that bind it, found in a text.
struct Level {
    relation: Relation,
    from: Decimal,
    to: Option<Decimal>,
    start: usize,
    end: usize,
}

const BINDERS: &[(&str, Relation)] = &[
    ("toi thieu", Relation::AtLeast),
    ("it nhat", Relation::AtLeast),
    ("khong duoi", Relation::AtLeast),
    ("khong thap hon", Relation::AtLeast),
    ("toi da", Relation::AtMost),
    ("khong qua", Relation::AtMost),
    ("khong vuot qua", Relation::AtMost),
    ("nhieu nhat", Relation::AtMost),
    ("tren", Relation::Above),
    ("hon", Relation::Above),
    ("vuot", Relation::Above),
    ("duoi", Relation::Below),
    ("thap hon", Relation::Below),
    ("con duoi", Relation::Below),
    (">=", Relation::AtLeast),
    ("≥", Relation::AtLeast),
    ("<=", Relation::AtMost),
    ("≤", Relation::AtMost),
    (">", Relation::Above),
    ("<", Relation::Below),
];

impl Level {
    /// The first number of a text that can be a level: not a date, not a number of a paper, not inside a word.
    fn find(text: &str) -> Option<Level> {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if !bytes[at].is_ascii_digit() {
                at += 1;
                continue;
            }
            let start = at;
            while at < bytes.len() && (bytes[at].is_ascii_digit() || (matches!(bytes[at], b'.' | b',') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit))) {
                at += 1;
            }
            let printed = &text[start..at];
            if !can_be_level(text, start, at) {
                continue;
            }
            let Some(from) = parse_number(printed) else { continue };
            return Some(Level::around(text, from, start, at));
        }
        None
    }

    fn around(text: &str, from: Decimal, start: usize, end: usize) -> Level {
        let mut end = out_of(text, start, end).unwrap_or_else(|| unit_end(text, end));
        let (mut relation, mut begin) = binder_before(text, start);
        let mut to = None;
        if let Some((upper, stop)) = upper_end(text, end) {
            to = Some(upper);
            end = unit_end(text, stop);
            relation = Relation::Range;
        }
        let after = fold(text[end..].trim_start());
        if relation == Relation::Equal
            && let Some(at) = trailing_binder(&text[end..])
        {
            relation = Relation::AtLeast;
            end += at;
        } else if after.starts_with("tro len") && relation != Relation::Range {
            relation = Relation::AtLeast;
            end += text[end..].find("lên").map_or(0, |i| i + "lên".len());
        } else if after.starts_with("tro xuong") && relation != Relation::Range {
            relation = Relation::AtMost;
        }
        if begin > start {
            begin = start;
        }
        Level { relation, from, to, start: begin, end }
    }
}

/// "từ 95% số hồ sơ trở lên": where the words end that bind the number from behind, a few words after it.
fn trailing_binder(rest: &str) -> Option<usize> {
    let clause = rest.split([',', ';', '.', '\n']).next().unwrap_or("");
    let at = clause.find("trở lên")?;
    (clause[..at].split_whitespace().count() <= 6).then_some(at + "trở lên".len())
}

/// A year, a date, a number of a paper, a piece of a word ("5G", "57-NQ/TW", "năm 2030") is no level.
fn can_be_level(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let rest = &text[end..];
    let after = rest.chars().next();
    if before.is_some_and(|c| c.is_alphanumeric() || c == '/' || c == '_') || after.is_some_and(|c| c.is_alphabetic() && c != 'k' && c != 'h' && c != 'm') {
        return false;
    }
    let paper = after == Some('/') && !rest.starts_with("/năm") && out_of(text, start, end).is_none()
        || after == Some('-') && rest[1..].chars().next().is_some_and(char::is_alphabetic)
        || after == Some(')');
    if paper {
        return false;
    }
    let printed = &text[start..end];
    let head = text[..start].trim_end();
    let tail = head.char_indices().rev().nth(23).map_or(0, |(i, _)| i); // enough for 12 folded letters, decomposed ones too
    let folded: String = fold(&head[tail..]).chars().rev().take(12).collect::<Vec<_>>().into_iter().rev().collect();
    let said = |words: &[&str]| words.iter().any(|it| folded.ends_with(it));
    if said(&["nam", "so", "thang", "ngay", "quy", "khoa", "dieu", "phan", "muc", "nhiem ky", "giai doan", "phu luc", "lan thu", "lop", "loai"])
        && !said(&["hang nam", "moi nam", "trong nam"])
    {
        return false;
    }
    let year = printed.len() == 4 && printed.parse::<u32>().is_ok_and(|it| (1945..=2100).contains(&it));
    !(year
        && (before.is_some_and(|c| c == '-' || c == '–')
            || after.is_some_and(|c| c == '-' || c == '–')
            || said(&["den", "tu", "cuoi", "dau", "truoc", "sau", "-"])
            || rest.trim().is_empty() && start == 0))
}

/// Where the second number of a ratio ends ("18/52 xã"): not that of a date ("trước 30/6", "01/7/2026") or a paper.
fn out_of(text: &str, start: usize, end: usize) -> Option<usize> {
    let tail = text[end..].strip_prefix('/')?;
    let digits = tail.len() - tail.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let closed = !tail[digits..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '-'));
    let (first, second): (u32, u32) = (text[start..end].parse().ok()?, tail[..digits].parse().ok()?);
    let before = fold(text[..start].trim_end());
    let day = (1..=31).contains(&first) && (1..=12).contains(&second) && ["truoc", "den", "tu", "ngay", "sau", "dip"].iter().any(|it| before.ends_with(it));
    (closed && (1..=4).contains(&digits) && first <= second && !(1975..=2100).contains(&second) && !day).then_some(end + 1 + digits)
}

/// Where the unit right after a number ends: "%", "%/năm", "điểm %".
fn unit_end(text: &str, end: usize) -> usize {
    let rest = &text[end..];
    let trimmed = rest.trim_start();
    let space = rest.len() - trimmed.len();
    let mut stop = end;
    if trimmed.starts_with('%') {
        stop = end + space + 1;
    }
    for tail in ["/năm", "/ năm", " điểm %", " điểm phần trăm"] {
        if text[stop..].starts_with(tail) {
            stop += tail.len();
        }
    }
    stop
}

/// The words right before a number that bind it, and where they begin.
fn binder_before(text: &str, start: usize) -> (Relation, usize) {
    let head = text[..start].trim_end();
    let head = ["đạt", "từ", "khoảng", "là", "mức"].iter().fold(head, |it, word| it.strip_suffix(word).map_or(it, str::trim_end));
    let tail: Vec<(usize, char)> = head.char_indices().rev().take(16).collect();
    let from = tail.last().map_or(0, |(i, _)| *i);
    let folded = fold(&head[from..]);
    for (words, relation) in BINDERS {
        if folded.ends_with(words) && folded[..folded.len() - words.len()].chars().next_back().is_none_or(|c| !c.is_alphanumeric()) {
            let chars = words.chars().count();
            let begin = head.char_indices().rev().nth(chars - 1).map_or(0, |(i, _)| i);
            return (*relation, begin);
        }
    }
    (Relation::Equal, start)
}

/// The upper end of "40 - 50", "20% - 50%", "từ 3 đến 5".
fn upper_end(text: &str, end: usize) -> Option<(Decimal, usize)> {
    let rest = &text[end..];
    let trimmed = rest.trim_start();
    let tail = ["-", "–", "đến", "÷"].iter().find_map(|it| trimmed.strip_prefix(it))?.trim_start();
    let digits = tail.len() - tail.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ',').len();
    let printed = tail[..digits].trim_end_matches([',', '.']);
    let number = parse_number(printed)?;
    let stop = text.len() - tail.len() + printed.len();
    can_be_level(text, text.len() - tail.len(), stop).then_some(())?;
    Some((number, stop))
}

fn rank_part(text: &str) -> Option<RankPart> {
    let level = Level::find(text)?;
    let of = squeeze(text[level.end..].trim());
    Some(RankPart { relation: level.relation, number: level.from, of })
}

fn kind(text: &str, name: &str, unit: &str, relation: Relation) -> ValueKind {
    let all = format!("{} {} {}", fold(name), fold(text), fold(unit));
    let has = |list: &[&str]| list.iter().any(|it| all.contains(it));
    if relation == Relation::Text {
        let milestone =
            has(&["hoan thanh", "dat chuan", "duoc cong nhan", "thanh lap", "dua vao su dung", "khoi cong", "khanh thanh", "dat do thi loai"]) || fold(text).trim() == "dat";
        return if milestone { ValueKind::Milestone } else { ValueKind::Qualitative };
    }
    let yearly = has(&["/nam", "hang nam", "moi nam", "binh quan nam"]);
    // "Thu nhập bình quân đầu người" is a level; "tăng bình quân" is an average over the years.
    let average = all.replace("binh quan dau nguoi", "").contains("binh quan") || has(&["trung binh"]);
    let growth = fold(unit).trim_start().starts_with('%');
    let decrease = fold(name).contains("giam") || fold(text).starts_with("giam");
    if decrease && !has(&["cat giam"]) {
        ValueKind::Decrease
    } else if average && yearly || growth && fold(unit).contains("/nam") && !has(&["it nhat", "toi thieu"]) {
        ValueKind::AnnualAverage
    } else if matches!(relation, Relation::AtLeast | Relation::Above | Relation::Equal) && has(&["moi nam", "hang nam"]) {
        ValueKind::AnnualMinimum
    } else if has(&["ca nhiem ky", "trong nhiem ky", "luy ke", "ca giai doan", "trong 5 nam"]) {
        ValueKind::Cumulative
    } else if matches!(relation, Relation::AtLeast | Relation::AtMost | Relation::Above | Relation::Below) {
        ValueKind::Threshold
    } else if ratio(text).is_some() {
        ValueKind::Ratio
    } else {
        ValueKind::Level
    }
}

/// "18/52 xã": so many out of so many.
fn ratio(text: &str) -> Option<(Decimal, Decimal)> {
    let (left, right) = text.split_once('/')?;
    let part = left.trim_end().rsplit(|c: char| !c.is_ascii_digit() && c != '.').next()?;
    let whole = right.trim_start().split(|c: char| !c.is_ascii_digit() && c != '.').next()?;
    let (part, whole) = (parse_number(part)?, parse_number(whole)?);
    (part <= whole).then_some((part, whole))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("≥ 55", "Tỉ lệ đóng góp", "%", ValueKind::Threshold, Relation::AtLeast, Some("55"), None)]
    #[case(">= 30", "", "%", ValueKind::Threshold, Relation::AtLeast, Some("30"), None)]
    #[case("> 0,7", "HDI", "", ValueKind::Threshold, Relation::Above, Some("0.7"), None)]
    #[case("86,4", "Thu nhập bình quân đầu người", "triệu đồng", ValueKind::Level, Relation::Equal, Some("86.4"), None)]
    #[case("18/52 xã", "Xã đạt chuẩn", "xã", ValueKind::Ratio, Relation::Equal, Some("18"), Some("52"))]
    #[case("92", "Thu nhập bình quân đầu người", "triệu đồng/người/năm", ValueKind::Level, Relation::Equal, Some("92"), None)]
    #[case("8", "Tốc độ tăng tổng sản phẩm bình quân", "%/năm", ValueKind::AnnualAverage, Relation::Equal, Some("8"), None)]
    #[case("1,41", "Tỷ lệ hộ nghèo giảm bình quân", "điểm %/năm", ValueKind::Decrease, Relation::Equal, Some("1.41"), None)]
    #[case("ít nhất 25", "Kết nạp đảng viên mỗi năm", "đảng viên", ValueKind::AnnualMinimum, Relation::AtLeast, Some("25"), None)]
    #[case("8.793", "Kết nạp đảng viên cả nhiệm kỳ", "đảng viên", ValueKind::Cumulative, Relation::Equal, Some("8793"), None)]
    #[case("40 - 50", "", "Tổ chức", ValueKind::Level, Relation::Range, Some("40"), Some("50"))]
    #[case("20% - 50%", "", "%", ValueKind::Level, Relation::Range, Some("20"), Some("50"))]
    #[case("8/9", "Trường học đạt chuẩn quốc gia", "trường", ValueKind::Ratio, Relation::Equal, Some("8"), Some("9"))]
    #[case("Đạt", "Xã đạt chuẩn nông thôn mới nâng cao", "", ValueKind::Milestone, Relation::Text, None, None)]
    #[case("Giữ vững", "Quốc phòng, an ninh", "", ValueKind::Qualitative, Relation::Text, None, None)]
    #[case("100%", "", "%", ValueKind::Level, Relation::Equal, Some("100"), None)]
    #[case("từ 95% trở lên", "", "%", ValueKind::Threshold, Relation::AtLeast, Some("95"), None)]
    fn the_nine_kinds_of_statement_are_told_apart(
        #[case] text: &str,
        #[case] name: &str,
        #[case] unit: &str,
        #[case] kind: ValueKind,
        #[case] relation: Relation,
        #[case] number: Option<&str>,
        #[case] number_to: Option<&str>,
    ) {
        let value = TargetValue::parse(text, name, Some(unit));
        let decimal = |it: Option<&str>| it.map(|it| it.parse().expect("a number"));
        assert_eq!((value.kind, value.relation, value.number, value.number_to), (kind, relation, decimal(number), decimal(number_to)), "{text}");
        assert_eq!(value.text, text);
    }

    #[test]
    fn a_rank_in_two_leagues_has_two_parts() {
        let value = TargetValue::parse("≤ 3 Đông Nam Á; ≤ 50 Thế giới", "Xếp hạng", None);
        assert_eq!(
            value.parts.iter().map(|it| (it.relation, it.number, it.of.as_str())).collect::<Vec<_>>(),
            [(Relation::AtMost, 3.into(), "Đông Nam Á"), (Relation::AtMost, 50.into(), "Thế giới"),]
        );
    }

    #[rstest]
    #[case("Trong giai đoạn 2026 - 2030 phấn đấu có ít nhất 10% đội ngũ cán bộ", Some("ít nhất 10%"))]
    #[case("100% các xã bố trí công chức", Some("100%"))]
    #[case("Đóng góp của năng suất ở mức trên 55%", Some("trên 55%"))]
    #[case("Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024", None)]
    #[case("Từ 95% số hồ sơ trở lên được giải quyết trực tuyến", Some("95% số hồ sơ trở lên"))]
    #[case("Đến năm 2030, có 8/9 trường học đạt chuẩn quốc gia", Some("8/9"))]
    #[case("Hoàn thành trước 30/6 hằng năm", None)]
    #[case("Tỷ lệ học sinh lớp 9 tốt nghiệp đạt 98%", Some("98%"))]
    #[case("Xong trong tháng 6/2027", None)]
    #[case("Phủ sóng 5G toàn quốc đến năm 2030", None)]
    fn the_level_of_a_sentence_is_found_and_years_and_papers_are_not_levels(#[case] sentence: &str, #[case] level: Option<&str>) {
        assert_eq!(TargetValue::find_in(sentence).as_deref().map(|it| it.replace("mức ", "")), level.map(str::to_owned), "{sentence}");
    }
}
