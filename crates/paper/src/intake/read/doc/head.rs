//! The head of the main stream: how long each text is, and where in the other stream the tables lie (the FIB of [MS-DOC]).

use super::bits::{u16_at, u32_at};
use crate::intake::Refusal;

/// Which table, by its number in the list of places.
pub(super) const STYLES: usize = 1;
pub(super) const SECTIONS: usize = 6;
pub(super) const LETTERS: usize = 12;
pub(super) const PARAGRAPHS: usize = 13;
pub(super) const FONTS: usize = 15;
pub(super) const BOOKMARK_NAMES: usize = 21;
pub(super) const BOOKMARKS: usize = 22;
pub(super) const PIECES: usize = 33;
pub(super) const LISTS: usize = 73;
pub(super) const LIST_USES: usize = 74;

/// What begins every Word file since 97.
const SIGN: u16 = 0xA5EC;
/// Where the list of places begins, where the parts before it have the length that they have had since 97.
const PLACES: usize = 0x9A;

/// The head.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// Do the tables lie in the stream `1Table`?
    pub(super) in_first_table: bool,
    /// Letters of the body.
    pub(super) body: u32,
    /// Letters of the footnotes, which come after it.
    pub(super) footnotes: u32,
    /// Letters of headers and footers, which come after those.
    pub(super) margins: u32,
    /// Letters of comments and endnotes.
    pub(super) notes: u32,
    /// Letters of text boxes, those of headers last.
    pub(super) boxes: u32,
    places: Vec<(usize, usize)>,
}

impl Head {
    pub(super) fn read(main: &[u8]) -> Result<Head, Refusal> {
        let sign = u16_at(main, 0).ok_or_else(super::broken)?;
        let flags = u16_at(main, 0x0A).ok_or_else(super::broken)?;
        // Word 6 and 95 wrote another format under other signs.
        if sign != SIGN || u16_at(main, 2).is_none_or(|version| version < 0xC0) {
            return Err(Refusal::SaveAsDocx(".doc"));
        }
        if flags & 0x0100 != 0 || flags & 0x8000 != 0 {
            return Err(Refusal::Encrypted);
        }
        let count = |at: usize| u32_at(main, at).filter(|it| *it <= i32::MAX as u32).unwrap_or(0);
        let listed = usize::from(u16_at(main, PLACES - 2).unwrap_or(0));
        let place = |it: usize| Some((u32_at(main, PLACES + 8 * it)? as usize, u32_at(main, PLACES + 8 * it + 4)? as usize));
        Ok(Head {
            in_first_table: flags & 0x0200 != 0,
            body: count(0x4C),
            footnotes: count(0x50),
            margins: count(0x54),
            notes: count(0x5C).saturating_add(count(0x60)),
            boxes: count(0x64).saturating_add(count(0x68)),
            places: (0..listed).map_while(place).collect(),
        })
    }

    /// Where a table begins in the table stream, and its length.
    pub(super) fn span(&self, which: usize) -> (usize, usize) {
        self.places.get(which).copied().unwrap_or((0, 0))
    }

    /// The bytes of a table; none where it is not there.
    pub(super) fn place<'t>(&self, which: usize, table: &'t [u8]) -> &'t [u8] {
        let (from, length) = self.span(which);
        from.checked_add(length).and_then(|until| table.get(from..until)).unwrap_or_default()
    }
}
