//! Deadlines with the precision they were printed in (clause II.2.b-5).

use jiff::civil::{Date, date};

use crate::text::{fold, squeeze};

/// How precise a printed time is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DeadlineKind {
    /// A day.
    Day,
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// A year.
    Year,
    /// A range with an end.
    Range,
    /// Regularly (thường xuyên, hằng năm).
    Recurring,
    /// Words that cannot be put on a calendar, and open ranges.
    Vague,
    /// Nothing is said.
    #[default]
    None,
}

impl DeadlineKind {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            DeadlineKind::Day => "day",
            DeadlineKind::Month => "month",
            DeadlineKind::Quarter => "quarter",
            DeadlineKind::Year => "year",
            DeadlineKind::Range => "range",
            DeadlineKind::Recurring => "recurring",
            DeadlineKind::Vague => "vague",
            DeadlineKind::None => "none",
        }
    }
}

/// A printed time: its words, its precision, and the days it spans.
#[doc(alias = "thời hạn")]
#[doc(alias = "tiến độ")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deadline {
    /// The words as printed; empty where nothing is said.
    pub text: String,
    /// Its precision.
    pub kind: DeadlineKind,
    /// First day it spans.
    pub from: Option<Date>,
    /// Last day it spans: overdue is counted from here ("Quý IV/2021": 31/12/2021).
    pub to: Option<Date>,
}

/// A stretch of the calendar with the precision it was printed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    kind: DeadlineKind,
    from: Date,
    to: Date,
}

impl Deadline {
    /// Reads a time column, a label's value or a stated time.
    pub fn parse(text: &str) -> Deadline {
        let text = squeeze(text);
        let text = text.trim_end_matches(['.', ';', ',']).trim_start_matches([':', '-', '–']).trim().to_owned();
        if text.chars().all(|c| !c.is_alphanumeric()) {
            return Deadline::default();
        }
        let tokens = tokens(&text);
        let (kind, from, to) = read(&tokens);
        Deadline { text, kind, from, to }
    }

    /// Nothing is said?
    pub fn is_none(&self) -> bool {
        self.kind == DeadlineKind::None
    }

    /// Can it be put on a calendar? A range as long as the whole `period` cannot (verdicts.md, common rules).
    pub fn is_datable(&self, period: Option<super::Period>) -> bool {
        match self.kind {
            DeadlineKind::Day | DeadlineKind::Month | DeadlineKind::Quarter | DeadlineKind::Year => true,
            DeadlineKind::Range => match (self.from, self.to, period) {
                (Some(from), Some(to), Some(period)) => !(from.year() <= period.from && to.year() >= period.to),
                (Some(_), Some(_), None) => true,
                _ => false,
            },
            DeadlineKind::Recurring | DeadlineKind::Vague | DeadlineKind::None => false,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Number(u32, usize),
    Word(String),
    Mark(char),
}

fn tokens(text: &str) -> Vec<Token> {
    let folded = fold(text);
    let chars: Vec<char> = folded.chars().collect();
    let mut out = Vec::new();
    let mut i = 0;
    while i < chars.len() && out.len() < 400 {
        let c = chars[i];
        let start = i;
        if c.is_ascii_digit() {
            while i < chars.len() && chars[i].is_ascii_digit() {
                i += 1;
            }
            let digits: String = chars[start..i].iter().take(9).collect();
            out.push(Token::Number(digits.parse().unwrap_or(0), i - start));
        } else if c.is_alphabetic() {
            while i < chars.len() && chars[i].is_alphabetic() {
                i += 1;
            }
            out.push(Token::Word(chars[start..i].iter().collect()));
        } else {
            if !c.is_whitespace() {
                out.push(Token::Mark(c));
            }
            i += 1;
        }
    }
    out
}

const RECURRING: &[&str] = &["thuong xuyen", "hang nam", "hang quy", "hang thang", "hang tuan", "dinh ky", "lien tuc", "moi nam", "hang ngay"];
const OPEN_END: &[&str] = &["nam tiep theo", "tro di", "nhung nam sau", "cac nam sau", "giai doan tiep theo", "tiep tuc"];

fn read(tokens: &[Token]) -> (DeadlineKind, Option<Date>, Option<Date>) {
    let words: Vec<&str> = tokens.iter().filter_map(|it| if let Token::Word(word) = it { Some(word.as_str()) } else { None }).collect();
    let said = format!(" {} ", words.join(" "));
    let has = |list: &[&str]| list.iter().any(|it| said.contains(&format!(" {it} ")));
    let spans = spans(tokens);
    let recurring = has(RECURRING);
    let precise = spans.iter().any(|it| it.kind != DeadlineKind::Year);
    if recurring && !precise {
        return (DeadlineKind::Recurring, None, None);
    }
    let Some(first) = spans.first() else {
        return (if recurring { DeadlineKind::Recurring } else { DeadlineKind::Vague }, None, None);
    };
    let last = spans.iter().max_by_key(|it| it.to).unwrap_or(first);
    let from_only = spans.len() == 1 && words.first().is_some_and(|it| *it == "tu" || *it == "sau") && first.kind != DeadlineKind::Range;
    if has(OPEN_END) || from_only {
        return (DeadlineKind::Vague, Some(first.from), None);
    }
    if spans.len() == 1 {
        let until = words.first().is_some_and(|it| matches!(*it, "truoc" | "den" | "het" | "cham" | "xong"));
        let from = if until && first.kind != DeadlineKind::Range { None } else { Some(first.from) };
        let to = if words.first() == Some(&"truoc") && words.get(1) != Some(&"het") && matches!(first.kind, DeadlineKind::Day) { first.to } else { last.to };
        return (first.kind, from.or(Some(first.from)), Some(to));
    }
    let earliest = spans.iter().map(|it| it.from).min();
    (DeadlineKind::Range, earliest, Some(last.to))
}

fn month_span(month: u32, year: i16) -> Option<Span> {
    let first = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
    Some(Span { kind: DeadlineKind::Month, from: first, to: first.last_of_month() })
}

fn quarter_span(quarter: u32, year: i16) -> Option<Span> {
    if !(1..=4).contains(&quarter) {
        return None;
    }
    let first = month_span(quarter * 3 - 2, year)?;
    Some(Span { kind: DeadlineKind::Quarter, from: first.from, to: month_span(quarter * 3, year)?.to })
}

fn year_span(year: i16) -> Span {
    Span { kind: DeadlineKind::Year, from: date(year, 1, 1), to: date(year, 12, 31) }
}

fn range(from: Span, to: Span) -> Option<Span> {
    (from.from <= to.to).then_some(Span { kind: DeadlineKind::Range, from: from.from, to: to.to })
}

fn as_year(token: Option<&Token>) -> Option<i16> {
    match token {
        Some(Token::Number(number, 4)) if (1975..=2100).contains(number) => i16::try_from(*number).ok(),
        _ => None,
    }
}

fn roman(word: &str) -> Option<u32> {
    match word {
        "i" => Some(1),
        "ii" => Some(2),
        "iii" => Some(3),
        "iv" => Some(4),
        _ => None,
    }
}

/// Every stretch of the calendar the tokens name, in order; a dash between two of them makes one range.
fn spans(tokens: &[Token]) -> Vec<Span> {
    let mut out: Vec<(Span, usize, usize)> = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        match one_span(tokens, i) {
            Some((span, next)) => {
                out.push((span, i, next));
                i = next;
            }
            None => i += if looks_like_day(tokens, i) { 5 } else { 1 },
        }
    }
    let mut merged: Vec<Span> = Vec::new();
    let mut last_end = usize::MAX;
    for (span, start, end) in out {
        let dashed = last_end < start && tokens[last_end..start].iter().all(|it| matches!(it, Token::Mark('-')) || matches!(it, Token::Word(word) if word == "den"));
        match merged.last_mut() {
            Some(previous) if dashed => *previous = range(*previous, span).unwrap_or(span),
            _ => merged.push(span),
        }
        last_end = end;
    }
    merged
}

/// "31/02/2026": a day that no calendar has is not read as the month it ends in.
fn looks_like_day(tokens: &[Token], at: usize) -> bool {
    matches!(tokens.get(at..at + 5), Some([Token::Number(_, 1 | 2), Token::Mark('/' | '-' | '.'), Token::Number(_, 1 | 2), Token::Mark('/' | '-' | '.'), Token::Number(_, 4)]))
}

/// The stretch that begins at this token, and the token after it.
fn one_span(tokens: &[Token], at: usize) -> Option<(Span, usize)> {
    let mark = |i: usize, c: char| matches!(tokens.get(i), Some(Token::Mark(m)) if *m == c);
    let slash = |i: usize| mark(i, '/') || mark(i, '-') || mark(i, '.');
    let word = |i: usize, w: &str| matches!(tokens.get(i), Some(Token::Word(it)) if it == w);
    let number = |i: usize| if let Some(Token::Number(n, len)) = tokens.get(i) { (*len <= 2).then_some(*n) } else { None };
    match tokens.get(at)? {
        Token::Word(it) if it == "quy" || it == "q" => quarter_at(tokens, at + 1),
        Token::Word(it) if it == "thang" => {
            let month = number(at + 1)?;
            let year_at = if mark(at + 2, '/') || word(at + 2, "nam") { at + 3 } else { at + 2 };
            Some((month_span(month, as_year(tokens.get(year_at))?)?, year_at + 1))
        }
        Token::Word(it) if it == "ngay" => {
            let day = number(at + 1)?;
            word(at + 2, "thang").then_some(())?;
            let month = number(at + 3)?;
            let year_at = if word(at + 4, "nam") || mark(at + 4, '/') { at + 5 } else { at + 4 };
            Some((day_span(day, month, as_year(tokens.get(year_at))?)?, year_at + 1))
        }
        Token::Number(first, len) if *len <= 2 => {
            if slash(at + 1)
                && let (Some(month), true, Some(year)) = (number(at + 2), slash(at + 3), as_year(tokens.get(at + 4)))
            {
                return Some((day_span(*first, month, year)?, at + 5));
            }
            if mark(at + 1, '/')
                && let Some(year) = as_year(tokens.get(at + 2))
            {
                return Some((month_span(*first, year)?, at + 3));
            }
            None
        }
        Token::Number(..) if at > 0 && mark(at - 1, '/') => None, // the tail of something that no calendar has
        token @ Token::Number(..) => Some((year_span(as_year(Some(token))?), at + 1)),
        Token::Word(_) | Token::Mark(_) => None,
    }
}

fn day_span(day: u32, month: u32, year: i16) -> Option<Span> {
    let day = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(Span { kind: DeadlineKind::Day, from: day, to: day })
}

/// "IV/2027", "2 năm 2025", "I-II/2026" after the word quý.
fn quarter_at(tokens: &[Token], at: usize) -> Option<(Span, usize)> {
    let quarter = |i: usize| match tokens.get(i) {
        Some(Token::Word(word)) => roman(word),
        Some(Token::Number(number, 1)) => Some(*number),
        _ => None,
    };
    let year_after = |mut i: usize| {
        while matches!(tokens.get(i), Some(Token::Mark('/' | '-' | ','))) || matches!(tokens.get(i), Some(Token::Word(word)) if word == "nam") {
            i += 1;
        }
        as_year(tokens.get(i)).map(|year| (year, i + 1))
    };
    let first = quarter(at)?;
    let joined = matches!(tokens.get(at + 1), Some(Token::Mark('-' | ','))) || matches!(tokens.get(at + 1), Some(Token::Word(word)) if word == "va" || word == "den");
    let second_at = if matches!(tokens.get(at + 2), Some(Token::Word(word)) if word == "quy") { at + 3 } else { at + 2 };
    if joined && let Some(second) = quarter(second_at) {
        let (year, next) = year_after(second_at + 1)?;
        return Some((range(quarter_span(first, year)?, quarter_span(second, year)?)?, next));
    }
    let (year, next) = year_after(at + 1)?;
    Some((quarter_span(first, year)?, next))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::Period;
    use rstest::rstest;

    #[rstest]
    #[case("30/6/2025", DeadlineKind::Day, "2025-06-30", "2025-06-30")]
    #[case("Trước ngày 15 tháng 6 năm 2026", DeadlineKind::Day, "2026-06-15", "2026-06-15")]
    #[case("6/2025", DeadlineKind::Month, "2025-06-01", "2025-06-30")]
    #[case("Tháng 10/2025", DeadlineKind::Month, "2025-10-01", "2025-10-31")]
    #[case("tháng 01 năm 2025", DeadlineKind::Month, "2025-01-01", "2025-01-31")]
    #[case("Quý IV/2021", DeadlineKind::Quarter, "2021-10-01", "2021-12-31")]
    #[case("quý 2 năm 2026", DeadlineKind::Quarter, "2026-04-01", "2026-06-30")]
    #[case("Quý II/2025", DeadlineKind::Quarter, "2025-04-01", "2025-06-30")]
    #[case("Quý I - II/2026", DeadlineKind::Range, "2026-01-01", "2026-06-30")]
    #[case("2025", DeadlineKind::Year, "2025-01-01", "2025-12-31")]
    #[case("Đến năm 2030", DeadlineKind::Year, "2030-01-01", "2030-12-31")]
    #[case("2025 - 2026", DeadlineKind::Range, "2025-01-01", "2026-12-31")]
    #[case("2025–2026", DeadlineKind::Range, "2025-01-01", "2026-12-31")]
    #[case("Từ quý I/2026 đến quý II/2027", DeadlineKind::Range, "2026-01-01", "2027-06-30")]
    #[case("Giai đoạn 2026-2030", DeadlineKind::Range, "2026-01-01", "2030-12-31")]
    fn a_printed_time_keeps_its_precision_and_its_words(#[case] text: &str, #[case] kind: DeadlineKind, #[case] from: &str, #[case] to: &str) {
        let deadline = Deadline::parse(text);
        assert_eq!((deadline.kind, deadline.from, deadline.to), (kind, from.parse().ok(), to.parse().ok()), "{text}");
        assert_eq!(deadline.text, text);
    }

    #[rstest]
    #[case("Thường xuyên", DeadlineKind::Recurring)]
    #[case("Nhiệm vụ thường xuyên", DeadlineKind::Recurring)]
    #[case("Hằng năm", DeadlineKind::Recurring)]
    #[case("hàng năm", DeadlineKind::Recurring)]
    #[case("Năm 2026 và hằng năm", DeadlineKind::Recurring)]
    #[case("Theo lộ trình", DeadlineKind::Vague)]
    #[case("2025 và những năm tiếp theo", DeadlineKind::Vague)]
    #[case("Giai đoạn 2026-2030 và những năm tiếp theo", DeadlineKind::Vague)]
    #[case("Từ 01/7/2025", DeadlineKind::Vague)]
    #[case("31/02/2026", DeadlineKind::Vague)]
    #[case("", DeadlineKind::None)]
    #[case(" - ", DeadlineKind::None)]
    fn what_has_no_end_on_the_calendar_is_not_datable(#[case] text: &str, #[case] kind: DeadlineKind) {
        let deadline = Deadline::parse(text);
        assert_eq!(deadline.kind, kind, "{text}: {deadline:?}");
        assert!(!deadline.is_datable(None));
    }

    #[test]
    fn a_range_as_long_as_the_period_is_not_datable() {
        let whole = Deadline::parse("2026 - 2030");
        assert!(whole.is_datable(None));
        assert!(!whole.is_datable(Some(Period { from: 2026, to: 2030 })));
        assert!(Deadline::parse("2026 - 2029").is_datable(Some(Period { from: 2026, to: 2030 })));
    }

    #[test]
    fn an_hour_of_typing_noise_does_not_break_the_reading() {
        for text in ["quý", "quý V/2026", "99/99/9999", "////", "quý IV", "tháng 13", "9999999999999999/2026", "năm"] {
            assert!(!Deadline::parse(text).is_datable(None), "{text}");
        }
    }
}
