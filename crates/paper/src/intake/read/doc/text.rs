//! The letters of a file, put together from the pieces that saving left behind, and the places of bookmarks.

use hanhdong_domain::programme::Anchor;

use super::bits::{plc, u16_at, u16s, u32_at};
use super::head::{BOOKMARK_NAMES, BOOKMARKS, Head, PIECES};
use super::{Streams, broken};
use crate::intake::Refusal;

/// The text of all its parts, as UTF-16 units.
#[derive(Debug)]
pub(super) struct Text {
    units: Vec<u16>,
    pieces: Vec<Piece>,
}

/// A stretch of the text and where its bytes lie.
#[derive(Clone, Copy, Debug)]
struct Piece {
    from: u32,
    until: u32,
    place: u32,
    /// Is a letter one byte (Windows-1252) or two?
    is_narrow: bool,
}

impl Text {
    /// Puts the pieces together.
    pub(super) fn read(streams: &Streams, head: &Head) -> Result<Text, Refusal> {
        let mut text = Text { units: Vec::new(), pieces: Vec::new() };
        for (from, until, entry) in plc(pieces(head.place(PIECES, &streams.table)).ok_or_else(broken)?, 8) {
            let Some(field) = u32_at(entry, 2) else { continue };
            let (is_narrow, field) = (field & 0x4000_0000 != 0, field & 0x3FFF_FFFF);
            let place = if is_narrow { field / 2 } else { field };
            if from as usize != text.units.len() || until < from {
                return Err(broken());
            }
            let length = (until - from) as usize * if is_narrow { 1 } else { 2 };
            let bytes = (place as usize).checked_add(length).and_then(|end| streams.main.get(place as usize..end)).ok_or_else(broken)?;
            // A file cannot hold more letters than bytes, unless pieces lie upon each other.
            if streams.main.len() < text.units.len() + bytes.len() / if is_narrow { 1 } else { 2 } {
                return Err(broken());
            }
            if is_narrow {
                text.units.extend(bytes.iter().map(|it| narrow(*it)))
            } else {
                text.units.extend(u16s(bytes))
            }
            text.pieces.push(Piece { from, until, place, is_narrow });
        }
        Ok(text)
    }

    /// The letter at a position.
    pub(super) fn unit(&self, at: u32) -> Option<u16> {
        self.units.get(at as usize).copied()
    }

    /// How many letters there are.
    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.units.len()).unwrap_or(u32::MAX)
    }

    /// The first letters of the body, as they were typed.
    pub(super) fn sample(&self, body: u32) -> String {
        const LETTERS: usize = 20_000;
        let units = self.units.iter().take((body as usize).min(LETTERS)).copied();
        char::decode_utf16(units).map(|it| it.unwrap_or(' ')).map(|it| if it.is_control() { '\n' } else { it }).collect()
    }

    /// Where the bytes of the letter at a position lie: what formats are found by.
    pub(super) fn place(&self, at: u32) -> Option<u32> {
        let piece = self.pieces.get(self.pieces.partition_point(|it| it.until <= at)).filter(|it| it.from <= at)?;
        let before = at - piece.from;
        piece.place.checked_add(if piece.is_narrow { before } else { before.checked_mul(2)? })
    }
}

/// The list of pieces, behind what was to be set for them.
fn pieces(mut rest: &[u8]) -> Option<&[u8]> {
    while rest.first() == Some(&1) {
        let length = usize::from(u16_at(rest, 1)?);
        rest = rest.get(3 + length..)?;
    }
    let length = u32_at(rest, 1)? as usize;
    (rest.first() == Some(&2)).then(|| rest.get(5..5_usize.checked_add(length)?)).flatten()
}

/// A letter of one byte: those of Windows-1252 that differ from their number.
fn narrow(byte: u8) -> u16 {
    const UPPER: [u16; 32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ];
    byte.checked_sub(0x80).and_then(|it| UPPER.get(usize::from(it)).copied()).unwrap_or(u16::from(byte))
}

/// The bookmarks that carry an anchor of ours, by position.
pub(super) fn bookmarks(streams: &Streams, head: &Head) -> Vec<(u32, Anchor)> {
    let names = strings(head.place(BOOKMARK_NAMES, &streams.table));
    let places = plc(head.place(BOOKMARKS, &streams.table), 4);
    let mut found: Vec<(u32, Anchor)> = places.iter().zip(names).filter_map(|(place, name)| Some((place.0, Anchor::of_bookmark(&name)?))).collect();
    found.sort_by_key(|it| it.0);
    found
}

/// A list of strings of two bytes a letter (an extended STTB).
pub(super) fn strings(bytes: &[u8]) -> Vec<String> {
    if u16_at(bytes, 0) != Some(0xFFFF) {
        return Vec::new();
    }
    let (count, extra) = (usize::from(u16_at(bytes, 2).unwrap_or(0)), usize::from(u16_at(bytes, 4).unwrap_or(0)));
    let (mut at, mut out) = (6, Vec::new());
    for _ in 0..count {
        let Some(letters) = u16_at(bytes, at).map(usize::from) else { break };
        let Some(string) = bytes.get(at + 2..at + 2 + 2 * letters) else { break };
        out.push(String::from_utf16_lossy(&u16s(string).collect::<Vec<_>>()));
        at += 2 + 2 * letters + extra;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_of_one_byte_is_that_of_windows() {
        assert_eq!([narrow(b'a'), narrow(0x93), narrow(0x96), narrow(0xE0)], [0x61, 0x201C, 0x2013, 0xE0]);
    }

    #[test]
    fn the_list_of_pieces_stands_behind_what_is_set_for_them() {
        assert_eq!(pieces(&[1, 2, 0, 9, 9, 2, 3, 0, 0, 0, 7, 8, 9]), Some(&[7, 8, 9][..]));
        assert_eq!(pieces(&[2, 200, 0, 0, 0, 7]), None, "it says it is longer than it is");
        assert_eq!(pieces(&[]), None);
    }
}
