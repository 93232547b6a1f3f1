//! The stories of a file: letters to paragraphs, paragraphs to tables.

use std::ops::Range;

use hanhdong_domain::programme::Anchor;

use super::Streams;
use super::bits::{plc, u32_at};
use super::formats::{Letters, Paragraphs};
use super::head::{Head, SECTIONS};
use super::modifiers::{Modifier, modifiers};
use super::rows::{Open as OpenTable, Shape};
use super::styles::{Styles, learn};
use super::text::Text;
use crate::intake::Refusal;
use crate::intake::raw::{Block, Paragraph};
use crate::intake::read::docx::{Format, Numbering, OpenParagraph, Run, flatten};
use crate::intake::read::legacy::{self, Legacy};
use crate::intake::read::limits::{CELLS_MAX, PARAGRAPHS_MAX};

/// Where text boxes are anchored, and which story each holds, by number in the list of places.
const BOX_PLACES: usize = 40;
const BOX_STORIES: usize = 56;

/// Marks of the text that print nothing themselves.
mod mark {
    pub(super) const CELL: u16 = 0x07;
    pub(super) const TAB: u16 = 0x09;
    pub(super) const LINE: u16 = 0x0B;
    pub(super) const SECTION: u16 = 0x0C;
    pub(super) const PARAGRAPH: u16 = 0x0D;
    pub(super) const FIELD: u16 = 0x13;
    pub(super) const FIELD_SHOWS: u16 = 0x14;
    pub(super) const FIELD_ENDS: u16 = 0x15;
    pub(super) const HARD_HYPHEN: u16 = 0x1E;
}

/// What is known of a file while its stories are read.
pub(super) struct Reader<'b> {
    pub(super) text: &'b Text,
    pub(super) styles: &'b Styles<'b>,
    pub(super) fonts: &'b [String],
    pub(super) paragraphs: &'b Paragraphs<'b>,
    pub(super) letters: &'b Letters<'b>,
    pub(super) numbering: Numbering,
    pub(super) bookmarks: Vec<(u32, Anchor)>,
    /// The encoding of all its letters, where they are from before Unicode and no font says so.
    pub(super) encoding: Option<Legacy>,
    pub(super) streams: &'b Streams,
}

/// What a paragraph's end says of it beside its format.
#[derive(Debug, Default)]
struct Place {
    /// How deep it stands in tables.
    depth: u32,
    ends_row: bool,
    ends_inner_cell: bool,
    ends_inner_row: bool,
    shape: Shape,
}

/// A paragraph as read.
struct Read {
    paragraph: Option<Paragraph>,
    line: u32,
    place: Place,
    ends_cell: bool,
    /// Where its letters stood.
    at: Range<u32>,
}

/// What of a story is not closed yet.
#[derive(Default)]
struct Story {
    blocks: Vec<Block>,
    table: Option<OpenTable>,
    cell: Vec<Block>,
    /// The line the cell begins at.
    cell_line: Option<u32>,
    inner: OpenTable,
    inner_cell: Vec<Block>,
    inner_line: Option<u32>,
    cells: usize,
}

impl Reader<'_> {
    /// The paragraphs and tables of the body, with text boxes behind the paragraph each is anchored to.
    pub(super) fn body(&mut self, head: &Head) -> Result<Vec<Block>, Refusal> {
        let body = 0..head.body.min(self.text.len());
        let from = head.body.saturating_add(head.footnotes).saturating_add(head.margins).saturating_add(head.notes);
        let stories = plc(head.place(BOX_STORIES, &self.streams.table), 22);
        let places = plc(head.place(BOX_PLACES, &self.streams.table), 26);
        let sections: Vec<u32> = plc(head.place(SECTIONS, &self.streams.table), 12).iter().map(|it| it.1.saturating_sub(1)).collect();
        let boxes: Vec<(u32, Range<u32>)> = places
            .iter()
            .filter_map(|(at, _, place)| {
                let shape = u32_at(place, 0)?;
                let story = stories.iter().find(|it| u32_at(it.2, 14) == Some(shape))?;
                Some((*at, from.saturating_add(story.0)..from.saturating_add(story.1).min(self.text.len())))
            })
            .collect();
        let mut line = 0;
        self.story(body, &sections, &boxes, &mut line)
    }

    /// The text of headers, footers and text boxes, a paragraph each: secrecy marks are looked for there.
    pub(super) fn margins(&mut self, head: &Head) -> Vec<String> {
        let headers = head.body.saturating_add(head.footnotes);
        let boxes = headers.saturating_add(head.margins).saturating_add(head.notes);
        let spans = [headers..headers.saturating_add(head.margins), boxes..boxes.saturating_add(head.boxes)];
        let mut out = Vec::new();
        for span in spans {
            let span = span.start.min(self.text.len())..span.end.min(self.text.len());
            for block in self.story(span, &[], &[], &mut 0).unwrap_or_default() {
                match block {
                    Block::Paragraph(it) => out.push(it.text),
                    Block::Table(table) => out.extend(table.rows.into_iter().flat_map(|row| row.cells).map(|it| it.text).filter(|it| !it.is_empty())),
                }
            }
        }
        out
    }

    fn story(&mut self, span: Range<u32>, sections: &[u32], boxes: &[(u32, Range<u32>)], line: &mut u32) -> Result<Vec<Block>, Refusal> {
        let mut story = Story::default();
        let mut at = span.start;
        while at < span.end {
            let read = self.paragraph(at..span.end, sections, line)?;
            at = read.at.end.max(at + 1);
            let anchored: Vec<Range<u32>> = boxes.iter().filter(|it| read.at.contains(&it.0)).map(|it| it.1.clone()).collect();
            story.take(read)?;
            for inside in anchored {
                // A box holds no boxes: however shapes point at each other, this ends.
                let blocks = self.story(inside, &[], &[], line)?;
                story.float(blocks);
            }
        }
        Ok(story.close())
    }

    /// Reads to the end of the paragraph that begins here.
    fn paragraph(&mut self, span: Range<u32>, sections: &[u32], line: &mut u32) -> Result<Read, Refusal> {
        let is_end = |at: u32| match self.text.unit(at) {
            Some(mark::PARAGRAPH | mark::CELL) | None => true,
            Some(mark::SECTION) => sections.binary_search(&at).is_ok(),
            Some(_) => false,
        };
        let end = span.clone().find(|it| is_end(*it)).unwrap_or(span.end.saturating_sub(1));
        let (style, set) = self.text.place(end).map_or((0, &[][..]), |it| self.paragraphs.at(it));
        let mut own = self.styles.of(style, self.fonts);
        let mut place = Place::default();
        for it in modifiers(set).chain(self.far(set)) {
            learn(&mut own, it, self.fonts);
            place.learn(it);
        }
        if !place.ends_row && !place.ends_inner_row {
            *line += 1;
            if PARAGRAPHS_MAX < *line as usize {
                return Err(Refusal::TooLarge { what: "paragraphs", limit: PARAGRAPHS_MAX });
            }
        }
        let mut open = OpenParagraph::new(*line);
        open.own = own.clone();
        self.put(&mut open, span.start..end, &own);
        let closed = open.close(&Default::default());
        let list = closed.format.list.filter(|it| *it != 0);
        let mark = list.and_then(|it| self.numbering.next(it, closed.format.list_level.unwrap_or(0)));
        let anchors = self.anchors(span.start..end + 1);
        let paragraph = if self.styles.is_contents(style) { None } else { closed.printed(mark, 0 < place.depth, anchors).ok() };
        let ends_cell = self.text.unit(end) == Some(mark::CELL);
        Ok(Read { paragraph, line: *line, place, ends_cell, at: span.start..end + 1 })
    }

    /// The modifiers that are kept elsewhere because there were too many.
    fn far(&self, set: &[u8]) -> impl Iterator<Item = Modifier<'_>> {
        let place = modifiers(set).find(|it| matches!(it.number, 0x6646 | 0x6645)).and_then(|it| u32_at(it.operand, 0));
        let bytes = place.and_then(|it| {
            let it = it as usize;
            let length = usize::from(super::bits::u16_at(&self.streams.data, it)?);
            self.streams.data.get(it + 2..it + 2 + length)
        });
        modifiers(bytes.unwrap_or_default())
    }

    fn anchors(&self, span: Range<u32>) -> Vec<Anchor> {
        let from = self.bookmarks.partition_point(|it| it.0 < span.start);
        self.bookmarks.iter().skip(from).take_while(|it| it.0 < span.end).map(|it| it.1.clone()).collect()
    }

    /// Puts the letters of a paragraph, each stretch as it is set.
    fn put(&self, open: &mut OpenParagraph, span: Range<u32>, under: &Format) {
        // For each field that is open: does what stands here show?
        let mut fields: Vec<bool> = Vec::new();
        let mut units: Vec<u16> = Vec::new();
        let mut until = 0;
        let mut last = None;
        for at in span {
            let Some(place) = self.text.place(at) else { continue };
            if until <= place || last.is_none_or(|it| place < it) {
                self.flush(open, &mut units);
                let (set, end) = self.letters.at(place);
                until = end;
                open.run = Some(Run { style: None, own: self.letter(set, under) });
            }
            last = Some(place);
            let shows = fields.iter().all(|it| *it);
            match self.text.unit(at).unwrap_or(0) {
                mark::FIELD => fields.push(false),
                mark::FIELD_SHOWS => fields.last_mut().map_or((), |it| *it = true),
                mark::FIELD_ENDS => drop(fields.pop()),
                _ if !shows => {}
                mark::TAB => {
                    self.flush(open, &mut units);
                    open.tab();
                }
                mark::LINE | mark::SECTION | 0x0E => {
                    self.flush(open, &mut units);
                    open.line_break();
                }
                mark::HARD_HYPHEN => units.push(u16::from(b'-')),
                // Pictures, drawings, notes, comments, optional hyphens.
                0..=0x1F => {}
                unit => units.push(unit),
            }
        }
        self.flush(open, &mut units);
    }

    fn flush(&self, open: &mut OpenParagraph, units: &mut Vec<u16>) {
        if units.is_empty() {
            return;
        }
        let text = String::from_utf16_lossy(units);
        let text = self.encoding.map_or_else(|| text.clone(), |it| legacy::convert_text(&text, it));
        open.put(&text, &Default::default());
        units.clear();
    }

    /// What a letter is: set itself, by its own style, or as its paragraph.
    fn letter(&self, set: &[u8], under: &Format) -> Format {
        let mut format = under.clone();
        let styled = modifiers(set).find(|it| it.number == 0x4A30).map(|it| self.styles.of(it.half(), self.fonts));
        if let Some(style) = styled {
            format = Format { bold: style.bold.or(format.bold), hidden: style.hidden.or(format.hidden), font: style.font.or(format.font), ..format };
        }
        modifiers(set).for_each(|it| learn(&mut format, it, self.fonts));
        format
    }
}

impl Place {
    fn learn(&mut self, it: Modifier<'_>) {
        match it.number {
            0x2416 if it.is_on() => self.depth = self.depth.max(1),
            0x6649 => self.depth = u32_at(it.operand, 0).unwrap_or(0),
            0x2417 => self.ends_row = it.is_on(),
            0x244B => self.ends_inner_cell = it.is_on(),
            0x244C => self.ends_inner_row = it.is_on(),
            _ => self.shape.learn(it),
        }
    }
}

impl Story {
    fn take(&mut self, read: Read) -> Result<(), Refusal> {
        let block = read.paragraph.map(Block::Paragraph);
        match read.place.depth {
            0 => {
                self.end_table();
                self.blocks.extend(block);
            }
            1 if read.place.ends_row => {
                self.end_inner();
                self.table.get_or_insert_default().end_row(read.place.shape);
            }
            1 => {
                self.end_inner();
                self.cell_line.get_or_insert(read.line);
                self.cell.extend(block);
                if read.ends_cell {
                    self.end_cell(read.line)?;
                }
            }
            // A table in a cell; what is deeper still is read as if it stood there.
            _ if read.place.ends_inner_row => self.inner.end_row(Shape::default()),
            _ => {
                self.cell_line.get_or_insert(read.line);
                self.inner_line.get_or_insert(read.line);
                self.inner_cell.extend(block);
                if read.place.ends_inner_cell {
                    let line = self.inner_line.take().unwrap_or(read.line);
                    self.inner.row.push(flatten(std::mem::take(&mut self.inner_cell), line));
                }
            }
        }
        Ok(())
    }

    /// What stands in a box, behind its paragraph.
    fn float(&mut self, blocks: Vec<Block>) {
        if self.table.is_some() { self.cell.extend(blocks) } else { self.blocks.extend(blocks) }
    }

    fn end_cell(&mut self, line: u32) -> Result<(), Refusal> {
        self.cells += 1;
        if CELLS_MAX < self.cells {
            return Err(Refusal::TooLarge { what: "table cells", limit: CELLS_MAX });
        }
        let line = self.cell_line.take().unwrap_or(line);
        self.table.get_or_insert_default().row.push(flatten(std::mem::take(&mut self.cell), line));
        Ok(())
    }

    fn end_inner(&mut self) {
        if !self.inner_cell.is_empty() {
            let line = self.inner_line.take().unwrap_or(0);
            self.inner.row.push(flatten(std::mem::take(&mut self.inner_cell), line));
        }
        self.cell.extend(std::mem::take(&mut self.inner).close().map(Block::Table));
    }

    fn end_table(&mut self) {
        self.end_inner();
        // Letters of a cell that the end of the text cut off are kept.
        if !self.cell.is_empty() && self.end_cell(0).is_err() {
            self.cell.clear();
        }
        self.blocks.extend(self.table.take().and_then(OpenTable::close).map(Block::Table));
    }

    fn close(mut self) -> Vec<Block> {
        self.end_table();
        self.blocks
    }
}
