//! Automatic numbering: the lists of a file and their use (`PlfLst` and `PlfLfo` of [MS-DOC]).

use std::collections::HashMap;

use super::Streams;
use super::bits::{i32_at, u16_at, u16s, u32_at};
use super::head::{Head, LIST_USES, LISTS};
use crate::intake::read::docx::{Level, List, Numbering};

/// Bytes of a list's head, of a level's head, of a use.
const LIST: usize = 28;
const LEVEL: usize = 28;
const USE: usize = 16;
/// Levels of a list.
const LEVELS: usize = 9;

/// How the lists of a file count; a use is known by its number from 1.
pub(super) fn lists(streams: &Streams, head: &Head) -> Numbering {
    let patterns = patterns(streams, head);
    let mut lists = HashMap::new();
    let bytes = head.place(LIST_USES, &streams.table);
    let count = (u32_at(bytes, 0).unwrap_or(0) as usize).min(bytes.len() / USE);
    let mut rest = bytes.get(4 + USE * count..).unwrap_or_default();
    for number in 0..count {
        let Some(entry) = bytes.get(4 + USE * number..4 + USE * (number + 1)) else { break };
        let Some(pattern) = i32_at(entry, 0) else { break };
        let mut list = List { pattern: i64::from(pattern), ..List::default() };
        rest = rest.get(4..).unwrap_or_default();
        for _ in 0..entry.get(12).copied().unwrap_or(0) {
            let (Some(start), Some(flags)) = (i32_at(rest, 0), u32_at(rest, 4)) else { break };
            rest = rest.get(8..).unwrap_or_default();
            let at = (flags & 0x0F) as usize;
            if flags & 0x10 != 0 {
                list.starts.insert(at, u32::try_from(start).unwrap_or(1));
            }
            if flags & 0x20 != 0 {
                let Some((level, after)) = level(rest) else { break };
                list.levels.insert(at, level);
                rest = after;
            }
        }
        lists.insert(i64::try_from(number + 1).unwrap_or(0), list);
    }
    Numbering::of(patterns, lists)
}

fn patterns(streams: &Streams, head: &Head) -> HashMap<i64, HashMap<usize, Level>> {
    let bytes = head.place(LISTS, &streams.table);
    let (from, length) = head.span(LISTS);
    let count = usize::from(u16_at(bytes, 0).unwrap_or(0)).min(bytes.len() / LIST);
    // The levels of all lists lie behind their heads.
    let mut rest = from.checked_add(length).and_then(|it| streams.table.get(it..)).unwrap_or_default();
    let mut out = HashMap::new();
    for number in 0..count {
        let Some(entry) = bytes.get(2 + LIST * number..2 + LIST * (number + 1)) else { break };
        let levels = if entry.get(26).is_some_and(|it| it & 1 != 0) { 1 } else { LEVELS };
        let mut pattern = HashMap::new();
        for at in 0..levels {
            let Some((level, after)) = level(rest) else { return out };
            pattern.insert(at, level);
            rest = after;
        }
        if let Some(id) = i32_at(entry, 0) {
            out.insert(i64::from(id), pattern);
        }
    }
    out
}

/// A level, and what follows it.
fn level(bytes: &[u8]) -> Option<(Level, &[u8])> {
    let head = bytes.get(..LEVEL)?;
    let sets = usize::from(head[24]) + usize::from(head[25]);
    let letters = usize::from(u16_at(bytes, LEVEL + sets)?);
    let from = LEVEL + sets + 2;
    let text: Vec<u16> = u16s(bytes.get(from..from + 2 * letters)?).collect();
    let format = match head[4] {
        1 => "upperRoman",
        2 => "lowerRoman",
        3 => "upperLetter",
        4 => "lowerLetter",
        22 => "decimalZero",
        23 => "bullet",
        255 => "none",
        _ => "decimal",
    };
    let level = Level {
        start: u32::try_from(i32_at(head, 0)?).unwrap_or(1),
        format: format.to_owned(),
        text: placeholders(&text),
        legal: head[5] & 0x04 != 0,
        restart: (head[5] & 0x08 != 0).then_some(usize::from(head[26])),
        spaced: head[15] != 2,
    };
    Some((level, bytes.get(from + 2 * letters..)?))
}

/// The text of a level: a letter below 9 stands for the number of that level, which DOCX writes `%1` to `%9`.
fn placeholders(text: &[u16]) -> String {
    let letter = |it: Result<char, std::char::DecodeUtf16Error>| match it.unwrap_or('\u{FFFD}') {
        level @ '\0'..='\u{8}' => format!("%{}", level as u32 + 1),
        other => other.to_string(),
    };
    char::decode_utf16(text.iter().copied()).map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_level_is_marked_as_in_docx() {
        assert_eq!(placeholders(&[0, u16::from(b'.'), 1, u16::from(b')')]), "%1.%2)");
    }
}
