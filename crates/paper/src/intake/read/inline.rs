//! What stands inside a line of Markdown: emphasis, escapes, links, line breaks and entities, turned into text.

use hanhdong_domain::text::nfc;

/// A line of Markdown as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Inline {
    /// The text without its marks.
    pub(super) text: String,
    /// Is every letter and digit of it bold?
    pub(super) bold: bool,
}

/// Turns the marks of a line into text. Marks that pair with nothing, such as the star of a footnote, stay.
pub(super) fn read(source: &str) -> Inline {
    let chars: Vec<char> = source.chars().collect();
    let mut reader = Reader { singles: singles(&chars), chars, at: 0, out: String::with_capacity(source.len()), bold: false, plain: 0, strong: 0 };
    reader.run();
    Inline { bold: reader.strong > 0 && reader.plain == 0, text: nfc(reader.out.trim()) }
}

struct Reader {
    chars: Vec<char>,
    /// Places of single stars and underscores that are emphasis, in order.
    singles: Vec<usize>,
    at: usize,
    out: String,
    bold: bool,
    plain: usize,
    strong: usize,
}

impl Reader {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn put(&mut self, c: char) {
        if c.is_alphanumeric() {
            if self.bold {
                self.strong += 1;
            } else {
                self.plain += 1;
            }
        }
        self.out.push(c);
    }

    fn run(&mut self) {
        while let Some(c) = self.peek(0) {
            match c {
                '\\' => self.escape(),
                '*' if self.peek(1) == Some('*') => self.strong_mark('*'),
                '_' if self.peek(1) == Some('_') && self.is_double() => self.strong_mark('_'),
                '*' | '_' if self.singles.binary_search(&self.at).is_ok() => self.at += 1,
                '~' if self.peek(1) == Some('~') => self.at += 2,
                '`' => self.at += 1,
                '[' => self.link(),
                '!' if self.peek(1) == Some('[') => self.at += 1,
                '<' => self.tag(),
                '&' => self.entity(),
                _ => {
                    self.put(c);
                    self.at += 1;
                }
            }
        }
    }

    fn escape(&mut self) {
        match self.peek(1) {
            Some(c) if c.is_ascii_punctuation() => {
                self.put(c);
                self.at += 2;
            }
            _ => {
                self.put('\\');
                self.at += 1;
            }
        }
    }

    /// Two underscores and no third: more of them are a blank to be filled in.
    fn is_double(&self) -> bool {
        self.peek(2) != Some('_') && (self.at == 0 || self.chars.get(self.at - 1) != Some(&'_'))
    }

    fn strong_mark(&mut self, mark: char) {
        let run = self.chars.iter().skip(self.at).take_while(|it| **it == mark).count();
        self.bold = !self.bold;
        self.at += run;
    }

    /// `[text](address)` is its text; brackets without an address stay.
    fn link(&mut self) {
        let rest = self.chars.get(self.at..).unwrap_or_default();
        let close = rest.iter().take(1000).position(|it| *it == ']');
        let end = close.filter(|it| rest.get(it + 1) == Some(&'(')).and_then(|it| Some((it, rest.iter().skip(it).take(2000).position(|c| *c == ')')? + it)));
        match end {
            Some((close, end)) => {
                let inner: String = rest.get(1..close).unwrap_or_default().iter().collect();
                self.at += end + 1;
                for c in read(&inner).text.chars() {
                    self.put(c);
                }
            }
            None => {
                self.put('[');
                self.at += 1;
            }
        }
    }

    /// `<br>` is a line break, other tags and comments vanish; a `<` that opens no tag ("< 5 %") stays.
    fn tag(&mut self) {
        let rest = self.chars.get(self.at..).unwrap_or_default();
        let opens = rest.get(1).is_some_and(|it| it.is_ascii_alphabetic() || matches!(it, '/' | '!'));
        let end = rest.iter().take(500).position(|it| *it == '>').filter(|_| opens);
        let Some(end) = end else {
            self.put('<');
            self.at += 1;
            return;
        };
        let name: String = rest.iter().skip(1).take(end.saturating_sub(1)).take_while(|it| it.is_ascii_alphanumeric()).collect();
        if name.eq_ignore_ascii_case("br") {
            self.out.push('\n');
        }
        self.at += end + 1;
    }

    fn entity(&mut self) {
        let rest = self.chars.get(self.at + 1..).unwrap_or_default();
        let name: String = rest.iter().take(10).take_while(|it| **it != ';').collect();
        let c = match (name.as_str(), rest.get(name.chars().count())) {
            ("amp", Some(';')) => Some('&'),
            ("lt", Some(';')) => Some('<'),
            ("gt", Some(';')) => Some('>'),
            ("quot", Some(';')) => Some('"'),
            ("nbsp", Some(';')) => Some(' '),
            (other, Some(';')) => other.strip_prefix('#').and_then(numbered_entity),
            _ => None,
        };
        self.at += c.map_or(1, |_| name.chars().count() + 2);
        self.put(c.unwrap_or('&'));
    }
}

fn numbered_entity(digits: &str) -> Option<char> {
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    char::from_u32(code).filter(|it| !it.is_control())
}

/// The single stars and underscores that open or close emphasis, paired from the left.
fn singles(chars: &[char]) -> Vec<usize> {
    let mut out = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, mark) in chars.iter().copied().enumerate().filter(|(_, it)| matches!(it, '*' | '_')) {
        let before = at.checked_sub(1).and_then(|it| chars.get(it)).copied();
        let after = chars.get(at + 1).copied();
        // Three stars are strong and emphasis; the strong mark takes the whole run.
        if before == Some(mark) || after == Some(mark) || before == Some('\\') {
            continue;
        }
        match open {
            Some((start, kind)) if kind == mark && closes(mark, before, after) => {
                out.extend([start, at]);
                open = None;
            }
            None if opens(mark, before, after) => open = Some((at, mark)),
            _ => {}
        }
    }
    out.sort_unstable();
    out
}

fn opens(mark: char, before: Option<char>, after: Option<char>) -> bool {
    let free = before.is_none_or(|it| if mark == '_' { !it.is_alphanumeric() } else { !it.is_alphanumeric() && it != '(' || after.is_some_and(char::is_alphanumeric) });
    free && after.is_some_and(|it| it != ')')
}

fn closes(mark: char, before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(|it| it != '(') && (mark == '*' || after.is_none_or(|it| !it.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_vanish_and_printed_characters_stay() {
        for (source, text, bold) in [
            ("**1. **100% cán bộ", "1. 100% cán bộ", false),
            ("**1**. **Mục đích**", "1. Mục đích", true),
            ("**Điều 1.** Ban hành", "Điều 1. Ban hành", false),
            ("*(Kèm theo Nghị quyết)*", "(Kèm theo Nghị quyết)", false),
            ("1\\. Chi (R\\&D) \\- hai", "1. Chi (R&D) - hai", false),
            ("Bảng (*) và 5 * 3", "Bảng (*) và 5 * 3", false),
            ("** **", "", false),
            ("ký tên ______", "ký tên ______", false),
            ("a<br/>b &amp; c &#7843;", "a\nb & c ả", false),
            ("dưới < 5 % [đã ký] [xem](http://a.vn)", "dưới < 5 % [đã ký] xem", false),
            ("***Đậm nghiêng***", "Đậm nghiêng", true),
            ("**", "", false),
        ] {
            assert_eq!(read(source), Inline { text: text.to_owned(), bold }, "{source}");
        }
    }
}
