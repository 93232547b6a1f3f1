//! A paragraph seen as a line of an outline: its printed mark, its words, its look.

use hanhdong_domain::Place;
use hanhdong_domain::programme::Anchor;
use hanhdong_domain::text::{fold, list_ordinal, squeeze};

use crate::intake::raw::Paragraph;

/// The mark that a line begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// "I.", "II-".
    Roman(u32),
    /// "A.", "B.".
    Capital(char),
    /// "Phần thứ nhất", "Phần II", "Chương 2".
    Part,
    /// "PHỤ LỤC", "PHỤ LỤC I".
    Annex,
    /// "1.", "1.2.", "3)".
    Number(Vec<u32>),
    /// "a)", "đ.".
    Letter(char),
    /// "(1)", "(a)": below the marks without an opening bracket.
    Bracketed,
    /// "-", "•", "*", "+".
    Dash,
    /// None.
    Plain,
}

/// A line of the paper.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its mark.
    pub mark: Mark,
    /// The mark as printed, without end mark ("II", "1.2", "a", "PHỤ LỤC I").
    pub printed: String,
    /// Its words after the mark.
    pub body: String,
    /// The words folded.
    pub folded: String,
    /// The whole line as printed.
    pub text: String,
    /// Heading level said by the format.
    pub heading: Option<u8>,
    pub bold: bool,
    pub centred: bool,
    pub anchors: Vec<Anchor>,
    pub place: Place,
}

impl Line {
    pub(super) fn new(paragraph: &Paragraph) -> Line {
        let text = paragraph.text.trim().to_owned();
        let (mark, printed, rest) = split_mark(&text);
        let body = squeeze(rest);
        Line {
            folded: fold(&body),
            mark,
            printed,
            body,
            text,
            heading: paragraph.heading,
            bold: paragraph.bold,
            centred: paragraph.centred,
            anchors: paragraph.anchors.clone(),
            place: paragraph.place.clone(),
        }
    }

    /// A piece of text without a paragraph of its own (a cell line, a line after a soft break).
    pub(super) fn of_text(text: &str, place: &Place) -> Line {
        Line::new(&Paragraph { text: text.to_owned(), place: place.clone(), ..Paragraph::default() })
    }

    /// The code of the item it begins: the printed mark of numbers and letters.
    pub(super) fn code(&self) -> Option<String> {
        match self.mark {
            Mark::Number(_) | Mark::Letter(_) | Mark::Bracketed | Mark::Roman(_) | Mark::Capital(_) => Some(self.printed.clone()),
            Mark::Part | Mark::Annex | Mark::Dash | Mark::Plain => None,
        }
    }

    /// The text after the mark as printed, line breaks kept.
    pub(super) fn rest(&self) -> &str {
        split_mark(&self.text).2
    }

    /// Mostly capitals?
    pub(super) fn is_capitals(&self) -> bool {
        is_capitals(&self.body)
    }

    /// Short, without the end of a sentence, and dressed as a heading or announcing what follows?
    pub(super) fn looks_like_heading(&self) -> bool {
        let words = self.body.split_whitespace().count();
        let ends_open = !self.body.ends_with(['.', ';', ',']) || self.bold;
        self.heading.is_some() || (words <= 45 && ends_open && (self.bold || self.is_capitals())) || (words <= 14 && ends_open && !self.body.contains(". "))
    }
}

pub(super) fn is_capitals(text: &str) -> bool {
    let (mut upper, mut lower) = (0_u32, 0_u32);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        if c.is_uppercase() {
            upper += 1;
        } else {
            lower += 1;
            if lower as usize * 6 >= text.len() {
                return false; // not enough letters are left
            }
        }
    }
    upper >= 2 && upper > lower * 6
}

/// Splits the mark off a line: mark, mark as printed without end mark, rest.
fn split_mark(text: &str) -> (Mark, String, &str) {
    let plain = (Mark::Plain, String::new(), text);
    let Some(first) = text.chars().next() else { return plain };
    if matches!(first, '-' | '–' | '—' | '•' | '*' | '+' | '●' | '◦' | '▪' | '·' | '\u{F0B7}' | '\u{F02D}') {
        let rest = text[first.len_utf8()..].trim_start();
        let dashes_only = rest.chars().all(|c| !c.is_alphanumeric());
        let negative = first == '-' && text[1..].starts_with(|c: char| c.is_ascii_digit());
        return if dashes_only || negative { plain } else { (Mark::Dash, String::new(), rest) };
    }
    if let Some(found) = annex_mark(text).or_else(|| part_mark(text)) {
        return found;
    }
    if let Some((inner, rest)) = text.strip_prefix('(').and_then(|it| it.split_once(") ")) {
        let number = inner.len() <= 2 && inner.parse::<u8>().is_ok();
        let mut letters = inner.chars();
        let letter = matches!((letters.next(), letters.next()), (Some(c), None) if c.is_lowercase() && list_ordinal(c).is_some());
        return if number || letter { (Mark::Bracketed, inner.to_owned(), rest.trim_start()) } else { plain };
    }
    let token_end = text.find(|c: char| c.is_whitespace() || matches!(c, ')' | ':' | '-' | '–' | '/')).unwrap_or(text.len());
    let token = &text[..token_end];
    let rest = &text[token_end..];
    if first.is_ascii_digit() {
        return number_mark(text).unwrap_or(plain);
    }
    let closed_by = rest.chars().next();
    let bare = token.trim_end_matches('.');
    let dotted = bare.len() < token.len();
    // "III – TỔ CHỨC"; "a- Xây dựng" only with the dash at the letter and a capital after it.
    let dashed = || {
        let Some(words) = rest.trim_start().strip_prefix(['-', '–']).and_then(|it| it.strip_prefix(' ')) else { return false };
        roman(bare).is_some() || rest.starts_with(['-', '–']) && words.trim_start().starts_with(char::is_uppercase)
    };
    let end = if dotted {
        rest
    } else if closed_by == Some(')') {
        &rest[1..]
    } else if dashed() {
        rest.trim_start().trim_start_matches(['-', '–'])
    } else {
        return plain;
    };
    if let Some(number) = roman(bare) {
        return (Mark::Roman(number), bare.to_owned(), end.trim_start());
    }
    let mut chars = bare.chars();
    match (chars.next(), chars.next()) {
        (Some(letter), None) if letter.is_alphabetic() && list_ordinal(letter).is_some() => {
            let mark = if letter.is_uppercase() { Mark::Capital(letter) } else { Mark::Letter(letter) };
            (mark, bare.to_owned(), end.trim_start())
        }
        _ => plain,
    }
}

fn number_mark(text: &str) -> Option<(Mark, String, &str)> {
    let digits_end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let printed = text[..digits_end].trim_end_matches('.');
    let numbers: Vec<u32> = printed.split('.').map(|it| if it.len() <= 3 { it.parse().ok() } else { None }).collect::<Option<_>>()?;
    let rest = &text[digits_end..];
    let dotted = text[..digits_end].ends_with('.');
    let rest = if dotted {
        if rest.starts_with(|c: char| c.is_alphanumeric() && !c.is_uppercase()) {
            return None; // 1.5 lần, 3.abc
        }
        rest
    } else if let Some(rest) = rest.strip_prefix([')', '/']).filter(|it| it.starts_with(' ')) {
        rest
    } else if let Some(rest) = rest.strip_prefix(['-', '–']).filter(|it| it.starts_with(' ') && it.trim_start().starts_with(char::is_uppercase)) {
        rest // "1- Về kinh tế"; not "2026- 2030"
    } else if numbers.len() > 1 && rest.starts_with(' ') && rest.trim_start().starts_with(char::is_uppercase) {
        rest // "1.1 Phát triển"
    } else {
        return None;
    };
    Some((Mark::Number(numbers), printed.to_owned(), rest.trim_start()))
}

fn annex_mark(text: &str) -> Option<(Mark, String, &str)> {
    let head: String = text.chars().take(8).collect();
    if fold(&head).trim_end_matches(|c: char| !c.is_alphanumeric()) != "phu luc" {
        return None;
    }
    let mut words = text.split_whitespace();
    let (first, second) = (words.next()?, words.next()?);
    let third = words.next().map(|it| it.trim_end_matches([':', '.', '-']));
    let numbered =
        third.filter(|it| !it.is_empty() && it.len() <= 6 && (roman(it).is_some() || it.chars().all(|c| c.is_ascii_digit() || c.is_uppercase())) && it.chars().count() <= 4);
    if numbered.is_none() && !is_capitals(&head) && text.split_whitespace().count() > 4 {
        return None; // "Phụ lục kèm theo Kế hoạch này quy định ..."
    }
    let mut rest_at = text.find(second)? + second.len();
    let printed = match numbered {
        Some(number) => {
            rest_at += text[rest_at..].find(number)? + number.len();
            format!("{first} {} {number}", second.trim_end_matches([':', '.']))
        }
        None => format!("{first} {}", second.trim_end_matches([':', '.'])),
    };
    Some((Mark::Annex, printed, text[rest_at..].trim_start_matches([':', '.', '-', '–', ' ', '\n'])))
}

fn part_mark(text: &str) -> Option<(Mark, String, &str)> {
    let head = fold(&text.chars().take(24).collect::<String>());
    let starts = head.starts_with("phan thu ")
        || head.starts_with("phan ") && head[5..].starts_with(['i', 'v', 'x', '1', '2', '3', '4', '5'])
        || head.starts_with("chuong ") && head[7..].starts_with(['i', 'v', 'x', '1', '2', '3']);
    if !starts {
        return None;
    }
    let take = if head.starts_with("phan thu ") { 3 } else { 2 };
    let mut end = 0;
    for word in text.split_whitespace().take(take) {
        end = end.max(word.as_ptr() as usize - text.as_ptr() as usize + word.len());
    }
    let printed = text[..end].trim_end_matches([':', '.', '-']).to_owned();
    let number = fold(printed.split_whitespace().next_back().unwrap_or(""));
    let sound = take == 3 || roman(&number.to_uppercase()).is_some() || number.parse::<u32>().is_ok();
    sound.then(|| (Mark::Part, printed, text[end..].trim_start_matches([':', '.', '-', '–', ' ', '\n'])))
}

/// A Roman number of at most 39 in capitals.
pub(super) fn roman(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 6 || !text.bytes().all(|b| matches!(b, b'I' | b'V' | b'X')) {
        return None;
    }
    let value = |b: u8| match b {
        b'I' => 1,
        b'V' => 5,
        _ => 10,
    };
    let bytes = text.as_bytes();
    let mut total = 0;
    for (i, b) in bytes.iter().enumerate() {
        let here = value(*b);
        if bytes.get(i + 1).is_some_and(|next| value(*next) > here) {
            total -= here;
        } else {
            total += here;
        }
    }
    u32::try_from(total).ok().filter(|it| *it > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("I. MỤC TIÊU", Mark::Roman(1), "I", "MỤC TIÊU")]
    #[case("II- NỘI DUNG", Mark::Roman(2), "II", "NỘI DUNG")]
    #[case("III – TỔ CHỨC", Mark::Roman(3), "III", "TỔ CHỨC")]
    #[case("1. Mục đích", Mark::Number(vec![1]), "1", "Mục đích")]
    #[case("11.2. Tỷ lệ", Mark::Number(vec![11, 2]), "11.2", "Tỷ lệ")]
    #[case("1.1 Phát triển", Mark::Number(vec![1, 1]), "1.1", "Phát triển")]
    #[case("1- Mục tiêu", Mark::Number(vec![1]), "1", "Mục tiêu")]
    #[case("a- Về kinh tế", Mark::Letter('a'), "a", "Về kinh tế")]
    #[case("B- NHIỆM VỤ", Mark::Capital('B'), "B", "NHIỆM VỤ")]
    #[case("a - Văn phòng", Mark::Plain, "", "a - Văn phòng")]
    #[case("2026- 2030", Mark::Plain, "", "2026- 2030")]
    #[case("(2) Xây dựng", Mark::Bracketed, "2", "Xây dựng")]
    #[case("(kèm theo Chương trình)", Mark::Plain, "", "(kèm theo Chương trình)")]
    #[case("đ) Xây dựng", Mark::Letter('đ'), "đ", "Xây dựng")]
    #[case("A. QUAN ĐIỂM", Mark::Capital('A'), "A", "QUAN ĐIỂM")]
    #[case("- Căn cứ", Mark::Dash, "", "Căn cứ")]
    #[case("-----", Mark::Plain, "", "-----")]
    #[case("100% các xã", Mark::Plain, "", "100% các xã")]
    #[case("1.234,5 tỷ đồng", Mark::Plain, "", "1.234,5 tỷ đồng")]
    #[case("PHỤ LỤC I", Mark::Annex, "PHỤ LỤC I", "")]
    #[case("Phụ lục 2: Danh mục", Mark::Annex, "Phụ lục 2", "Danh mục")]
    #[case("PHỤ LỤC", Mark::Annex, "PHỤ LỤC", "")]
    #[case("Phần thứ nhất", Mark::Part, "Phần thứ nhất", "")]
    #[case("PHẦN II: NHIỆM VỤ", Mark::Part, "PHẦN II", "NHIỆM VỤ")]
    #[case("Phần lớn các xã đã đạt chuẩn", Mark::Plain, "", "Phần lớn các xã đã đạt chuẩn")]
    #[case("TM. CHÍNH PHỦ", Mark::Plain, "", "TM. CHÍNH PHỦ")]
    fn the_printed_mark_is_split_off(#[case] text: &str, #[case] mark: Mark, #[case] printed: &str, #[case] body: &str) {
        let line = Line::of_text(text, &Place::default());
        assert_eq!((line.mark, line.printed.as_str(), line.body.as_str()), (mark, printed, body), "{text}");
    }
}
