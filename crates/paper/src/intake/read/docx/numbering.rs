//! Automatic numbering of Word, turned into the text that Word prints.

use super::super::xml::{Name, Node, Xml, attribute, is_on, number};
use crate::intake::Refusal;
use std::collections::{HashMap, HashSet};

/// Levels of a list in Word.
const LEVELS: usize = 9;

/// How one level of a list counts.
#[derive(Clone, Debug)]
pub(in crate::intake::read) struct Level {
    pub(in crate::intake::read) start: u32,
    /// How numbers are printed, as DOCX names it.
    pub(in crate::intake::read) format: String,
    /// What is printed: `%1.%2.`.
    pub(in crate::intake::read) text: String,
    /// Are the numbers of upper levels printed as digits?
    pub(in crate::intake::read) legal: bool,
    /// After which level the count begins anew; `Some(0)` = never.
    pub(in crate::intake::read) restart: Option<usize>,
    /// Does a space follow the number?
    pub(in crate::intake::read) spaced: bool,
}

impl Default for Level {
    fn default() -> Level {
        Level { start: 1, format: "decimal".to_owned(), text: String::new(), legal: false, restart: None, spaced: true }
    }
}

/// The use of a pattern: where it begins, what it prints otherwise.
#[derive(Clone, Debug, Default)]
pub(in crate::intake::read) struct List {
    pub(in crate::intake::read) pattern: i64,
    pub(in crate::intake::read) starts: HashMap<usize, u32>,
    pub(in crate::intake::read) levels: HashMap<usize, Level>,
}

/// The lists of a file and how far each has counted.
#[derive(Debug, Default)]
pub(in crate::intake::read) struct Numbering {
    patterns: HashMap<i64, HashMap<usize, Level>>,
    lists: HashMap<i64, List>,
    counts: HashMap<i64, [Option<u32>; LEVELS]>,
    begun: HashSet<(i64, usize)>,
    /// Patterns that only name a style of lists, and the patterns that define one, by its name.
    links: Links,
}

/// How patterns and styles of lists point at each other.
#[derive(Debug, Default)]
struct Links {
    /// `w:numStyleLink`: the pattern takes its levels from the one that defines this style.
    borrows: HashMap<i64, String>,
    /// `w:styleLink`: the pattern that defines this style.
    defines: HashMap<String, i64>,
}

impl Numbering {
    /// Patterns and their uses, found by number.
    pub(in crate::intake::read) fn of(patterns: HashMap<i64, HashMap<usize, Level>>, lists: HashMap<i64, List>) -> Numbering {
        Numbering { patterns, lists, ..Numbering::default() }
    }
    /// Reads `word/numbering.xml`.
    pub(in crate::intake::read) fn read(source: &str, part: &str) -> Result<Numbering, Refusal> {
        let mut reading = Reading::default();
        let mut xml = Xml::new(source, part);
        while let Some(node) = xml.next()? {
            match node {
                Node::Start(start) => {
                    if let Name::Word(local) = xml.prefixes.name(start.name().0) {
                        reading.start(local, &start);
                    }
                }
                Node::End(name) => {
                    if let Name::Word(local) = xml.prefixes.name(&name) {
                        reading.end(local);
                    }
                }
                Node::Text(_) => {}
            }
        }
        reading.out.follow_links();
        Ok(reading.out)
    }

    /// Points every list whose pattern only names a style at the pattern that defines this style. Lists of one style
    /// then share their count, as in Word.
    fn follow_links(&mut self) {
        let Links { borrows, defines } = std::mem::take(&mut self.links);
        for list in self.lists.values_mut() {
            if let Some(pattern) = borrows.get(&list.pattern).and_then(|style| defines.get(style)) {
                list.pattern = *pattern;
            }
        }
    }

    /// Counts one paragraph of a list and gives the mark that is printed before it, with the space after it.
    pub(in crate::intake::read) fn next(&mut self, list_id: i64, at: usize) -> Option<String> {
        let at = at.min(LEVELS - 1);
        let list = self.lists.get(&list_id)?;
        let pattern = self.patterns.get(&list.pattern)?;
        let level_of = |it: usize| list.levels.get(&it).or_else(|| pattern.get(&it));
        let level = level_of(at)?;
        let start_of = |it: usize| list.starts.get(&it).copied().or_else(|| level_of(it).map(|it| it.start)).unwrap_or(1);
        let counts = self.counts.entry(list.pattern).or_default();
        // A list that overrides a start begins there once, though it shares the count of its pattern.
        if list.starts.contains_key(&at) && self.begun.insert((list_id, at)) {
            counts[at] = None;
        }
        counts[at] = Some(counts[at].map_or_else(|| start_of(at), |it| it.saturating_add(1)));
        for (deeper, count) in counts.iter_mut().enumerate().skip(at + 1) {
            let restart = level_of(deeper).and_then(|it| it.restart);
            if restart.is_none_or(|it| it != 0 && at < it) {
                *count = None;
            }
        }
        let value = |it: usize| counts.get(it).copied().flatten().unwrap_or_else(|| start_of(it));
        printed(level, at, value, |it| level_of(it).map_or("decimal", |it| it.format.as_str()))
    }
}

/// The mark of a level: its text with every `%n` replaced.
fn printed<'f>(level: &Level, at: usize, value: impl Fn(usize) -> u32, format: impl Fn(usize) -> &'f str) -> Option<String> {
    if level.format == "bullet" {
        let mark = if level.text.trim() == "+" { "+ " } else { "- " };
        return Some(mark.to_owned());
    }
    let mut out = String::new();
    let mut chars = level.text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek().and_then(|it| it.to_digit(10)) {
            Some(digit) if c == '%' && digit > 0 => {
                chars.next();
                let which = digit as usize - 1;
                let as_digits = level.legal && which != at;
                out.push_str(&in_format(value(which), if as_digits { "decimal" } else { format(which) }));
            }
            Some(_) | None => out.push(c),
        }
    }
    let out = out.trim();
    (!out.is_empty()).then(|| if level.spaced { format!("{out} ") } else { out.to_owned() })
}

/// A number as a list prints it.
fn in_format(value: u32, format: &str) -> String {
    match format {
        "none" => String::new(),
        "upperRoman" => roman(value),
        "lowerRoman" => roman(value).to_lowercase(),
        "upperLetter" => letters(value).to_uppercase(),
        "lowerLetter" => letters(value),
        "decimalZero" => format!("{value:02}"),
        _ => value.to_string(),
    }
}

/// a, b, ..., z, aa, bb: as Word prints letters in every language.
fn letters(value: u32) -> String {
    let Some(from_zero) = value.checked_sub(1) else { return String::new() };
    let letter = char::from(b'a' + u8::try_from(from_zero % 26).unwrap_or(0));
    std::iter::repeat_n(letter, (from_zero / 26 + 1).min(8) as usize).collect()
}

fn roman(mut value: u32) -> String {
    if value > 3999 {
        return value.to_string();
    }
    let mut out = String::new();
    for (worth, sign) in [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")] {
        while value >= worth {
            out.push_str(sign);
            value -= worth;
        }
    }
    out
}

/// Where in `word/numbering.xml` the reading is.
#[derive(Default)]
struct Reading {
    out: Numbering,
    pattern: Option<i64>,
    list: Option<i64>,
    override_level: Option<usize>,
    level: Option<(usize, Level)>,
}

impl Reading {
    fn start(&mut self, local: &str, start: &quick_xml::events::BytesStart<'_>) {
        let value = || number(start, "val");
        let small = |it: i64| u32::try_from(it).ok();
        match (local, &mut self.level) {
            ("abstractNum", _) => self.pattern = number(start, "abstractNumId"),
            ("numStyleLink", _) => {
                if let (Some(pattern), Some(style)) = (self.pattern, attribute(start, "val")) {
                    self.out.links.borrows.insert(pattern, style.into_owned());
                }
            }
            ("styleLink", _) => {
                if let (Some(pattern), Some(style)) = (self.pattern, attribute(start, "val")) {
                    self.out.links.defines.insert(style.into_owned(), pattern);
                }
            }
            ("num", _) => {
                self.list = number(start, "numId");
                if let Some(id) = self.list {
                    self.out.lists.insert(id, List::default());
                }
            }
            ("abstractNumId", _) => {
                if let (Some(list), Some(pattern)) = (self.list.and_then(|it| self.out.lists.get_mut(&it)), value()) {
                    list.pattern = pattern;
                }
            }
            ("lvlOverride", _) => self.override_level = level_number(start),
            ("startOverride", _) => {
                let list = self.list.and_then(|it| self.out.lists.get_mut(&it));
                if let (Some(list), Some(level), Some(first)) = (list, self.override_level, value().and_then(small)) {
                    list.starts.insert(level, first);
                }
            }
            ("lvl", _) => self.level = level_number(start).map(|it| (it, Level::default())),
            ("start", Some((_, level))) => level.start = value().and_then(small).unwrap_or(1),
            ("numFmt", Some((_, level))) => level.format = attribute(start, "val").unwrap_or_default().into_owned(),
            ("lvlText", Some((_, level))) => level.text = attribute(start, "val").unwrap_or_default().into_owned(),
            ("isLgl", Some((_, level))) => level.legal = is_on(start),
            ("lvlRestart", Some((_, level))) => level.restart = value().and_then(|it| usize::try_from(it).ok()),
            ("suff", Some((_, level))) => level.spaced = attribute(start, "val").as_deref() != Some("nothing"),
            _ => {}
        }
    }

    fn end(&mut self, local: &str) {
        match local {
            "abstractNum" => self.pattern = None,
            "num" => self.list = None,
            "lvlOverride" => self.override_level = None,
            "lvl" => self.close_level(),
            _ => {}
        }
    }

    fn close_level(&mut self) {
        let Some((at, level)) = self.level.take() else { return };
        if let Some(pattern) = self.pattern {
            self.out.patterns.entry(pattern).or_default().insert(at, level);
        } else if let Some(list) = self.list.and_then(|it| self.out.lists.get_mut(&it)) {
            list.levels.insert(at, level);
        }
    }
}

fn level_number(start: &quick_xml::events::BytesStart<'_>) -> Option<usize> {
    number(start, "ilvl").and_then(|it| usize::try_from(it).ok()).filter(|it| *it < LEVELS)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO_LEVELS: &str = r#"<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
        <w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2."/></w:lvl>
        <w:lvl w:ilvl="2"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
        <w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>
        <w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num>
        <w:num w:numId="8"><w:abstractNumId w:val="4"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>"#;

    #[test]
    fn marks_are_printed_as_word_prints_them() {
        let mut numbering = Numbering::read(TWO_LEVELS, "numbering").expect("well formed");
        let got: Vec<Option<String>> =
            [(7, 0), (7, 1), (7, 1), (7, 2), (7, 2), (7, 3), (7, 0), (7, 1), (8, 0), (8, 0), (9, 0)].map(|(list, level)| numbering.next(list, level)).into();
        let want = ["I. ", "1.1. ", "1.2. ", "a) ", "b) ", "- ", "II. ", "2.1. ", "V. ", "VI. "];
        assert_eq!(got.iter().flatten().collect::<Vec<_>>(), want);
        assert_eq!(got.last(), Some(&None), "a list that does not exist prints nothing");
    }

    #[test]
    fn a_pattern_that_names_a_style_of_lists_takes_its_levels_from_there() {
        let linked = r#"<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
            <w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Muc"/></w:abstractNum>
            <w:abstractNum w:abstractNumId="2"><w:styleLink w:val="Muc"/><w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
            <w:abstractNum w:abstractNumId="3"><w:numStyleLink w:val="Khac"/></w:abstractNum>
            <w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="2"/></w:num>
            <w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num></w:numbering>"#;
        let mut numbering = Numbering::read(linked, "numbering").expect("well formed");
        let got = [(5, 0), (5, 0), (6, 0), (7, 0)].map(|(list, level)| numbering.next(list, level));
        assert_eq!(got, [Some("I. ".to_owned()), Some("II. ".to_owned()), Some("III. ".to_owned()), None]);
    }
}
