//! Which stretch of the text is set how: pages of 512 bytes in the main stream (the FKPs of [MS-DOC]).

use super::Streams;
use super::bits::{plc, u16_at, u32_at};
use super::head::{Head, LETTERS, PARAGRAPHS};

/// Bytes of a page.
const PAGE: usize = 512;

/// Stretches of paragraphs: from, until, style, modifiers; by place.
#[derive(Debug)]
pub(super) struct Paragraphs<'b>(Vec<(u32, u32, u16, &'b [u8])>);

/// Stretches of letters: from, until, modifiers; by place.
#[derive(Debug)]
pub(super) struct Letters<'b>(Vec<(u32, u32, &'b [u8])>);

fn pages<'b>(streams: &'b Streams, head: &Head, which: usize) -> impl Iterator<Item = &'b [u8]> {
    let pages = plc(head.place(which, &streams.table), 4);
    let numbers: Vec<usize> = pages.iter().filter_map(|it| u32_at(it.2, 0)).map(|it| (it & 0x003F_FFFF) as usize).collect();
    // However often a page is named, the file has no more pages than bytes.
    let most = streams.main.len() / PAGE + 1;
    numbers.into_iter().take(most).filter_map(|it| streams.main.get(it * PAGE..(it + 1) * PAGE))
}

/// The stretches of a page, each with where what is said of it begins; `size` is that of its entry.
fn stretches(page: &[u8], size: usize) -> impl Iterator<Item = (u32, u32, usize)> {
    let count = usize::from(page.last().copied().unwrap_or(0));
    (0..count).filter_map(move |at| {
        let said = 2 * usize::from(*page.get(4 * (count + 1) + size * at)?);
        Some((u32_at(page, 4 * at)?, u32_at(page, 4 * (at + 1))?, said))
    })
}

impl<'b> Paragraphs<'b> {
    pub(super) fn read(streams: &'b Streams, head: &Head) -> Paragraphs<'b> {
        const ENTRY: usize = 13;
        let mut all = Vec::new();
        for page in pages(streams, head, PARAGRAPHS) {
            for (from, until, said) in stretches(page, ENTRY) {
                // The length is in words; where it is 0 the next byte says it, else it is one byte shorter.
                let bytes = match page.get(said).copied().unwrap_or(0) {
                    0 => page.get(said + 1).and_then(|it| page.get(said + 2..said + 2 + 2 * usize::from(*it))),
                    length => page.get(said + 1..said + 2 * usize::from(length)),
                };
                let bytes = if said == 0 { &[][..] } else { bytes.unwrap_or_default() };
                all.push((from, until, u16_at(bytes, 0).unwrap_or(0), bytes.get(2..).unwrap_or_default()));
            }
        }
        all.sort_by_key(|it| it.0);
        Paragraphs(all)
    }

    /// Style and modifiers of the paragraph whose end lies at a place.
    pub(super) fn at(&self, place: u32) -> (u16, &'b [u8]) {
        let after = self.0.partition_point(|it| it.0 <= place);
        let found = after.checked_sub(1).and_then(|it| self.0.get(it)).filter(|it| place < it.1);
        found.map_or((0, &[]), |it| (it.2, it.3))
    }
}

impl<'b> Letters<'b> {
    pub(super) fn read(streams: &'b Streams, head: &Head) -> Letters<'b> {
        let mut all = Vec::new();
        for page in pages(streams, head, LETTERS) {
            for (from, until, said) in stretches(page, 1) {
                let length = page.get(said).copied().map_or(0, usize::from);
                let bytes = if said == 0 { &[][..] } else { page.get(said + 1..said + 1 + length).unwrap_or_default() };
                all.push((from, until, bytes));
            }
        }
        all.sort_by_key(|it| it.0);
        Letters(all)
    }

    /// Modifiers of the letter at a place, and the place until which they hold.
    pub(super) fn at(&self, place: u32) -> (&'b [u8], u32) {
        let after = self.0.partition_point(|it| it.0 <= place);
        let next = self.0.get(after).map_or(u32::MAX, |it| it.0);
        match after.checked_sub(1).and_then(|it| self.0.get(it)).filter(|it| place < it.1) {
            Some(it) => (it.2, it.1),
            None => (&[], next),
        }
    }
}
