//! The body of a Word file (or a header, which is built alike): elements to paragraphs and tables.

use super::super::limits::{CELLS_MAX, PARAGRAPHS_MAX};
use super::super::xml::{Name, Node, Xml, attribute, is_on};
use super::numbering::Numbering;
use super::paragraph::{self, Run, symbol};
use super::styles::Styles;
use super::table;
use crate::intake::Refusal;
use crate::intake::raw::Block;
use hanhdong_domain::programme::Anchor;
use quick_xml::events::BytesStart;

/// What holds paragraphs: the body, a cell or a text box.
#[derive(Debug, Default)]
struct Flow {
    blocks: Vec<Block>,
    /// Number of the first paragraph in it.
    line: u32,
    in_cell: bool,
}

/// Which properties are being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Properties {
    Paragraph,
    /// Of a paragraph's own mark, which prints nothing.
    Mark,
    Run,
    Row,
    Cell,
}

/// Reads one part.
pub(super) struct Reader<'s> {
    styles: &'s Styles,
    numbering: Numbering,
    line: u32,
    cells: usize,
    flows: Vec<Flow>,
    tables: Vec<table::Open>,
    paragraphs: Vec<paragraph::Open>,
    properties: Vec<Properties>,
    /// For each open choice: was one of its branches taken?
    choices: Vec<bool>,
    /// Bookmarks of ours that began between paragraphs.
    anchors: Vec<Anchor>,
}

impl<'s> Reader<'s> {
    pub(super) fn new(styles: &'s Styles, numbering: Numbering) -> Reader<'s> {
        let flows = vec![Flow::default()];
        Reader { styles, numbering, line: 0, cells: 0, flows, tables: Vec::new(), paragraphs: Vec::new(), properties: Vec::new(), choices: Vec::new(), anchors: Vec::new() }
    }

    /// The blocks of a part.
    pub(super) fn read(mut self, source: &str, part: &str) -> Result<Vec<Block>, Refusal> {
        let mut xml = Xml::new(source, part);
        let mut in_text = false;
        while let Some(node) = xml.next()? {
            match node {
                Node::Start(start) => match xml.prefixes.name(start.name().0) {
                    Name::Word("t") => in_text = true,
                    Name::Word(local) if is_left_out(local) => self.leave_out(&mut xml, local, &start)?,
                    Name::Word(local) => self.start(local, &start)?,
                    Name::Compatibility(local) => self.start_choice(&mut xml, local)?,
                    // The text of a formula; everything else that is not Word's own prints no text.
                    Name::Other("m:t") => in_text = true,
                    Name::Other(_) => {}
                },
                Node::End(name) => match xml.prefixes.name(&name) {
                    Name::Word("t") | Name::Other("m:t") => in_text = false,
                    Name::Word(local) => self.end(local),
                    Name::Compatibility("AlternateContent") => drop(self.choices.pop()),
                    Name::Compatibility(_) | Name::Other(_) => {}
                },
                Node::Text(text) if in_text => {
                    if let Some(open) = self.paragraphs.last_mut() {
                        open.put(&text, self.styles);
                    }
                }
                Node::Text(_) => {}
            }
        }
        Ok(self.flows.into_iter().next().unwrap_or_default().blocks)
    }

    /// Of a choice between ways to say the same, one is read: the first that is there.
    fn start_choice(&mut self, xml: &mut Xml<'_>, local: &str) -> Result<(), Refusal> {
        match (local, self.choices.last_mut()) {
            ("AlternateContent", _) => self.choices.push(false),
            ("Choice" | "Fallback", Some(taken)) if *taken => xml.skip()?,
            ("Choice" | "Fallback", Some(taken)) => *taken = true,
            _ => {}
        }
        Ok(())
    }

    /// Passes over what is not in the text as it stands: deletions, codes of fields, older properties.
    fn leave_out(&mut self, xml: &mut Xml<'_>, local: &str, _start: &BytesStart<'_>) -> Result<(), Refusal> {
        if local == "del"
            && self.properties.last() == Some(&Properties::Row)
            && let Some(table) = self.tables.last_mut()
        {
            table.delete_row();
        }
        xml.skip()
    }

    fn start(&mut self, local: &str, start: &BytesStart<'_>) -> Result<(), Refusal> {
        match local {
            "p" => self.start_paragraph()?,
            "tbl" => self.tables.push(table::Open::default()),
            "tr" => self.tables.last_mut().map_or((), table::Open::start_row),
            "tc" => self.start_cell()?,
            "txbxContent" => self.flows.push(Flow { line: self.line + 1, ..Flow::default() }),
            "pPr" => self.properties.push(Properties::Paragraph),
            "rPr" => self.properties.push(if self.properties.is_empty() { Properties::Run } else { Properties::Mark }),
            "trPr" => self.properties.push(Properties::Row),
            "tcPr" => self.properties.push(Properties::Cell),
            "bookmarkStart" => self.bookmark(start),
            _ if self.properties.is_empty() => self.in_run(local, start),
            _ => self.property(local, start),
        }
        Ok(())
    }

    fn start_paragraph(&mut self) -> Result<(), Refusal> {
        self.line += 1;
        if self.line as usize > PARAGRAPHS_MAX {
            return Err(Refusal::TooLarge { what: "paragraphs", limit: PARAGRAPHS_MAX });
        }
        let mut open = paragraph::Open::new(self.line);
        open.anchors = std::mem::take(&mut self.anchors);
        self.paragraphs.push(open);
        Ok(())
    }

    fn start_cell(&mut self) -> Result<(), Refusal> {
        self.cells += 1;
        if self.cells > CELLS_MAX {
            return Err(Refusal::TooLarge { what: "table cells", limit: CELLS_MAX });
        }
        if let Some(table) = self.tables.last_mut() {
            table.start_cell();
        }
        self.flows.push(Flow { line: self.line + 1, in_cell: true, ..Flow::default() });
        Ok(())
    }

    fn bookmark(&mut self, start: &BytesStart<'_>) {
        let Some(anchor) = attribute(start, "name").and_then(|it| Anchor::of_bookmark(&it)) else { return };
        match self.paragraphs.last_mut() {
            Some(open) => open.anchors.push(anchor),
            None => self.anchors.push(anchor),
        }
    }

    /// What stands in a run beside its text.
    fn in_run(&mut self, local: &str, start: &BytesStart<'_>) {
        let styles = self.styles;
        let Some(open) = self.paragraphs.last_mut() else { return };
        match local {
            "r" => open.run = Some(Run::default()),
            "tab" | "ptab" => open.tab(),
            "br" | "cr" => open.line_break(),
            "noBreakHyphen" => open.put("-", styles),
            "sym" => {
                let c = attribute(start, "char").and_then(|it| u32::from_str_radix(&it, 16).ok()).and_then(char::from_u32);
                if let Some(c) = c {
                    open.put(&symbol(c).to_string(), styles);
                }
            }
            _ => {}
        }
    }

    fn property(&mut self, local: &str, start: &BytesStart<'_>) {
        let Some(which) = self.properties.last() else { return };
        match (which, self.paragraphs.last_mut()) {
            (Properties::Row | Properties::Cell, _) => self.tables.last_mut().map_or((), |it| it.learn(local, start)),
            (Properties::Paragraph, Some(open)) if local == "pStyle" => open.style = attribute(start, "val").map(|it| it.into_owned()),
            (Properties::Paragraph, Some(open)) => open.own.learn(local, start),
            (Properties::Run, Some(open)) => {
                let run = open.run.get_or_insert_default();
                match local {
                    "rStyle" => run.style = attribute(start, "val").map(|it| it.into_owned()),
                    "webHidden" => run.own.hidden = Some(is_on(start)),
                    _ => run.own.learn(local, start),
                }
            }
            (Properties::Mark, _) | (Properties::Paragraph | Properties::Run, None) => {}
        }
    }

    fn end(&mut self, local: &str) {
        match local {
            "p" => self.end_paragraph(),
            "r" => self.paragraphs.last_mut().map_or((), |it| it.run = None),
            "pPr" | "rPr" | "trPr" | "tcPr" => drop(self.properties.pop()),
            "tc" => self.end_cell(),
            "tr" => self.tables.last_mut().map_or((), table::Open::end_row),
            "tbl" => {
                if let Some(table) = self.tables.pop().and_then(table::Open::close) {
                    self.push(Block::Table(table));
                }
            }
            "txbxContent" if self.flows.len() > 1 => {
                let blocks = self.flows.pop().unwrap_or_default().blocks;
                match self.paragraphs.last_mut() {
                    Some(host) => host.floats.extend(blocks),
                    None => blocks.into_iter().for_each(|it| self.push(it)),
                }
            }
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        if self.flows.len() < 2 {
            return;
        }
        let flow = self.flows.pop().unwrap_or_default();
        if let Some(table) = self.tables.last_mut() {
            table.end_cell(flow.blocks, flow.line);
        }
    }

    fn end_paragraph(&mut self) {
        let Some(mut open) = self.paragraphs.pop() else { return };
        let contents = self.styles.is_contents(open.style.as_deref());
        let floats = std::mem::take(&mut open.floats);
        let anchors = std::mem::take(&mut open.anchors);
        let closed = open.close(self.styles);
        let list = closed.format.list.filter(|it| *it != 0);
        let mark = list.and_then(|it| self.numbering.next(it, closed.format.list_level.unwrap_or(0)));
        let in_cell = self.flows.last().is_some_and(|it| it.in_cell);
        let printed = if contents { Err(anchors) } else { closed.printed(mark, in_cell, anchors) };
        match printed {
            Ok(paragraph) => self.push(Block::Paragraph(paragraph)),
            Err(anchors) => self.anchors.extend(anchors),
        }
        floats.into_iter().for_each(|it| self.push(it));
    }

    fn push(&mut self, block: Block) {
        if let Some(flow) = self.flows.last_mut() {
            flow.blocks.push(block);
        }
    }
}

/// Elements whose text is not in the paper as it stands.
pub(crate) fn is_left_out(local: &str) -> bool {
    matches!(
        local,
        "del"
            | "moveFrom"
            | "instrText"
            | "delText"
            | "delInstrText"
            | "fldData"
            | "rPrChange"
            | "pPrChange"
            | "tblPrChange"
            | "trPrChange"
            | "tcPrChange"
            | "sectPrChange"
            | "numberingChange"
            | "sectPr"
            | "footnoteReference"
            | "endnoteReference"
    )
}
