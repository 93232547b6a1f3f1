//! A Word file with tracked changes as it reads when some of them are accepted and the others refused. Only for reading:
//! what comes out is never handed to anybody.

use std::ops::Range;

use hanhdong_domain::programme::Anchor;
use quick_xml::events::BytesStart;

use crate::intake::Refusal;
use crate::intake::read::xml::{Name, Node, Xml, attribute};

/// Whether a tracked change, given its start tag, is accepted.
type Accepts<'a> = &'a dyn Fn(&BytesStart<'_>) -> bool;

/// Is it the element of a tracked change that brings something?
pub(super) fn brings(local: &str) -> bool {
    matches!(local, "ins" | "moveTo")
}

/// Is it the element of a tracked change that takes something away?
pub(super) fn takes(local: &str) -> bool {
    matches!(local, "del" | "moveFrom")
}

/// An element that is open.
struct Open {
    local: String,
    /// Are its own tags left out?
    is_bare: bool,
    /// Where what it drew begins.
    start: usize,
    /// Of a paragraph: does it print anything? Of a table: has it a row?
    is_filled: bool,
    /// Of a paragraph: is its mark gone? Of a row: is the row?
    is_gone: bool,
    /// Of a paragraph: was something left out of it?
    has_lost: bool,
    /// Of a paragraph: the bookmarks of items in it.
    bookmarks: Vec<Range<usize>>,
    /// Of a paragraph that goes on in another one's place.
    is_joined: bool,
}

/// A paragraph whose mark is gone, waiting for the next one beside it.
struct Waiting {
    start: usize,
    depth: usize,
    is_filled: bool,
}

struct View<'a> {
    source: &'a str,
    out: String,
    open: Vec<Open>,
    waiting: Option<Waiting>,
    accepts: Accepts<'a>,
    in_text: bool,
    /// How many refused deletions are open: what they hold is text again.
    restored: usize,
}

/// The main part as it reads.
pub(super) fn view(source: &str, part: &str, accepts: Accepts<'_>) -> Result<String, Refusal> {
    let mut xml = Xml::new(source, part);
    let mut view = View { source, out: String::with_capacity(source.len()), open: Vec::new(), waiting: None, accepts, in_text: false, restored: 0 };
    loop {
        let before = xml.position();
        let Some(node) = xml.next()? else { break };
        match node {
            Node::Start(start) => {
                let name = start.name().0.to_owned();
                let after = xml.position();
                match xml.prefixes.name(&name) {
                    Name::Word(local) if local.ends_with("PrChange") || local == "numberingChange" => xml.skip()?,
                    Name::Word(local) if brings(local) || takes(local) => view.change(&mut xml, local, &start)?,
                    Name::Word(local) => view.start(local, &start, before..after, &xml.prefixes.word),
                    Name::Compatibility(_) | Name::Other(_) => view.start(&name, &start, before..after, &xml.prefixes.word),
                }
            }
            Node::End(_) => view.end(before..xml.position(), &xml.prefixes.word),
            Node::Text(text) => {
                if view.in_text
                    && !text.trim().is_empty()
                    && let Some(paragraph) = view.paragraph()
                {
                    paragraph.is_filled = true;
                }
                view.copy(before..xml.position());
            }
        }
    }
    Ok(view.out)
}

impl View<'_> {
    fn copy(&mut self, range: Range<usize>) {
        self.out.push_str(self.source.get(range).unwrap_or_default());
    }

    fn paragraph(&mut self) -> Option<&mut Open> {
        self.open.iter_mut().rev().find(|it| it.local == "p")
    }

    /// A tracked change: of a paragraph's mark, of a row, or of what it holds.
    fn change(&mut self, xml: &mut Xml<'_>, local: &str, start: &BytesStart<'_>) -> Result<(), Refusal> {
        let goes = takes(local) == (self.accepts)(start);
        let parent = self.open.last().map_or("", |it| it.local.as_str());
        let above = self.open.iter().rev().nth(1).map_or("", |it| it.local.as_str());
        let whose = match (parent, above) {
            ("rPr", "pPr") => "p",
            ("trPr", _) => "tr",
            _ if parent.ends_with("Pr") => return xml.skip(),
            _ if goes => {
                if let Some(paragraph) = self.paragraph() {
                    paragraph.has_lost = true;
                }
                return xml.skip();
            }
            _ => {
                self.restored += usize::from(takes(local));
                self.open.push(opened(local, true, self.out.len()));
                return Ok(());
            }
        };
        if goes && let Some(open) = self.open.iter_mut().rev().find(|it| it.local == whose) {
            open.is_gone = true;
        }
        xml.skip()
    }

    fn start(&mut self, local: &str, start: &BytesStart<'_>, range: Range<usize>, word: &str) {
        if local == "p"
            && let Some(waiting) = self.waiting.take_if(|it| it.depth == self.open.len())
        {
            self.open.push(Open { is_filled: waiting.is_filled, is_joined: true, ..opened(local, false, waiting.start) });
            return;
        }
        if self.waiting.as_ref().is_some_and(|it| it.depth == self.open.len()) && !is_mark(local) {
            self.give_up_waiting(word);
        }
        let at = self.out.len();
        if local == "bookmarkStart" && attribute(start, "name").is_some_and(|it| Anchor::of_bookmark(&it).is_some()) {
            let length = range.len();
            if let Some(paragraph) = self.paragraph() {
                paragraph.bookmarks.push(at..at + length);
            }
        }
        match (local, self.restored) {
            ("delText", 1..) => {
                self.out.push_str(&self.source.get(range).unwrap_or_default().replacen("delText", "t", 1));
                self.in_text = true;
            }
            _ => self.copy(range),
        }
        self.in_text |= local == "t";
        self.open.push(opened(local, false, at));
    }

    fn end(&mut self, range: Range<usize>, word: &str) {
        if self.waiting.as_ref().is_some_and(|it| it.depth == self.open.len()) {
            self.give_up_waiting(word);
        }
        let Some(open) = self.open.pop() else { return };
        if open.is_bare {
            self.restored = self.restored.saturating_sub(usize::from(takes(&open.local)));
            return;
        }
        match open.local.as_str() {
            "delText" if 0 < self.restored => {
                self.in_text = false;
                self.out.push_str(&self.source.get(range).unwrap_or_default().replacen("delText", "t", 1));
            }
            "p" => self.end_paragraph(open, range, word),
            // A joined paragraph keeps the properties of the first.
            "pPr" if self.open.last().is_some_and(|it| it.is_joined) => self.out.truncate(open.start),
            "tr" if open.is_gone => self.out.truncate(open.start),
            "tbl" if !open.is_filled => self.out.truncate(open.start),
            local => {
                self.in_text &= local != "t";
                if local == "tr"
                    && let Some(table) = self.open.iter_mut().rev().find(|it| it.local == "tbl")
                {
                    table.is_filled = true;
                }
                self.copy(range);
            }
        }
    }

    fn end_paragraph(&mut self, open: Open, range: Range<usize>, word: &str) {
        match (open.is_gone, open.is_filled) {
            (true, false) => {
                self.out.truncate(open.start);
            }
            (true, true) => self.waiting = Some(Waiting { start: open.start, depth: self.open.len(), is_filled: true }),
            (false, is_filled) => {
                // What an item was known by goes with its last word: the next paragraph is not that item.
                if open.has_lost && !is_filled {
                    for range in open.bookmarks.into_iter().rev() {
                        if self.out.get(range.clone()).is_some() {
                            self.out.replace_range(range, "");
                        }
                    }
                }
                if open.is_joined && range.is_empty() { self.out.push_str(&format!("</{word}p>")) } else { self.copy(range) }
            }
        }
    }

    /// The paragraph that waits for another one ends after all.
    fn give_up_waiting(&mut self, word: &str) {
        self.waiting = None;
        self.out.push_str(&format!("</{word}p>"));
    }
}

fn opened(local: &str, is_bare: bool, start: usize) -> Open {
    Open { local: local.to_owned(), is_bare, start, is_filled: false, is_gone: false, has_lost: false, bookmarks: Vec::new(), is_joined: false }
}

/// Marks between paragraphs that hold nothing.
fn is_mark(local: &str) -> bool {
    ["bookmark", "comment", "proofErr", "perm", "move", "customXmlIns", "customXmlDel"].iter().any(|it| local.starts_with(it))
}
