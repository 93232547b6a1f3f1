//! A form comes back: which one it is, and what each field says. Tags are believed first, then bookmarks, then properties.

use hanhdong_domain::programme::Anchor;
use hanhdong_domain::text::nfc;
use quick_xml::events::BytesStart;

use super::form::{
    BOOKMARK_BLANK, BOOKMARK_ITEM_SEEN, BOOKMARK_PROGRAMME, BOOKMARK_SECTION, BOOKMARK_SEEN, PLACEHOLDER, PROPERTY_PROGRAMME, PROPERTY_SECTION, PROPERTY_SEEN, Tag, with_hyphens,
};
use super::{main_text, opened};
use crate::intake::Refusal;
use crate::intake::read::docx::is_left_out;
use crate::intake::read::package::Package;
use crate::intake::read::xml::{Name, Node, Xml, attribute};

/// Rows of a form.
const ROWS_MAX: u32 = 20_000;
/// Bytes of all fields of a form.
const TEXT_MAX: usize = 4 * 1024 * 1024;

/// A form as it came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadForm {
    /// The programme it says it belongs to.
    pub programme: String,
    /// The section it says it belongs to.
    pub section: String,
    /// The fingerprint it was made with.
    pub seen: String,
    /// The blocks of items.
    pub items: Vec<ReadItem>,
    /// Paragraphs outside of its tables.
    pub loose: Vec<String>,
}

/// A block of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadItem {
    /// The identity of the item; `None` for a new one.
    pub anchor: Option<String>,
    /// The fingerprint of the item when the form was made.
    pub seen: String,
    /// What a new item is to be.
    pub kind: String,
    /// The row it begins with, from 1.
    pub row: u32,
    /// Its fields.
    pub fields: Vec<ReadField>,
}

/// A field of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadField {
    /// Its name by its tag; `None` where there is no tag, or one of another block.
    pub name: Option<String>,
    /// Was the tag of another block: a row that was moved or copied?
    pub is_strayed: bool,
    /// What it is called on the form.
    pub label: String,
    /// What stands in it.
    pub value: String,
    /// Its row, from 1.
    pub row: u32,
}

/// Reads a form; `None` where the file is no form of ours.
///
/// # Errors
/// The refusals of reading a Word file.
#[doc(alias = "nhận lại mẫu")]
pub fn read_form(bytes: &[u8]) -> Result<Option<ReadForm>, Refusal> {
    let mut package = opened(bytes)?;
    let (main, source) = main_text(&mut package)?;
    let mut walk = Walk::default();
    walk.read(&source, &main)?;
    let mut form = walk.form;
    if form.programme.is_empty() || form.section.is_empty() {
        properties(&mut package, &mut form)?;
    }
    Ok((!form.programme.is_empty() && !form.section.is_empty() && !form.items.is_empty()).then_some(form))
}

/// What the document's properties say, where nothing else does.
fn properties(package: &mut Package<'_>, form: &mut ReadForm) -> Result<(), Refusal> {
    const PART: &str = "docProps/custom.xml";
    let Some(source) = package.text(PART)? else { return Ok(()) };
    let mut xml = Xml::new(&source, PART);
    let mut name = String::new();
    while let Some(node) = xml.next()? {
        match node {
            Node::Start(start) => {
                if let Some(found) = attribute(&start, "name") {
                    name = found.into_owned();
                }
            }
            Node::Text(text) => {
                let slot = match name.as_str() {
                    PROPERTY_PROGRAMME => &mut form.programme,
                    PROPERTY_SECTION => &mut form.section,
                    PROPERTY_SEEN => &mut form.seen,
                    _ => continue,
                };
                if slot.is_empty() {
                    text.trim().clone_into(slot);
                }
            }
            Node::End(_) => {}
        }
    }
    Ok(())
}

/// A row while it is read.
#[derive(Debug, Default)]
struct Row {
    cells: Vec<String>,
    tag: Option<String>,
    /// The block that begins with it.
    head: Option<ReadItem>,
}

#[derive(Debug, Default)]
struct Walk {
    form: ReadForm,
    row_count: u32,
    bytes: usize,
    tables: usize,
    row: Option<Row>,
    /// Does the current cell or paragraph go on after something was printed in it?
    has_paragraph: bool,
    loose: String,
    in_text: bool,
}

impl Walk {
    fn read(&mut self, source: &str, part: &str) -> Result<(), Refusal> {
        let mut xml = Xml::new(source, part);
        while let Some(node) = xml.next()? {
            match node {
                Node::Start(start) => match xml.prefixes.name(start.name().0) {
                    Name::Word(local) if is_left_out(local) => xml.skip()?,
                    Name::Word(local) => self.start(local, &start)?,
                    Name::Compatibility("Fallback") => xml.skip()?,
                    Name::Compatibility(_) | Name::Other(_) => {}
                },
                Node::End(name) => {
                    if let Name::Word(local) = xml.prefixes.name(&name) {
                        self.end(local);
                    }
                }
                Node::Text(text) if self.in_text => self.put(&text)?,
                Node::Text(_) => {}
            }
        }
        Ok(())
    }

    fn put(&mut self, text: &str) -> Result<(), Refusal> {
        self.bytes += text.len();
        if TEXT_MAX < self.bytes {
            return Err(Refusal::TooLarge { what: "bytes", limit: TEXT_MAX });
        }
        match &mut self.row {
            Some(row) => row.cells.last_mut().map_or((), |it| it.push_str(text)),
            None => self.loose.push_str(text),
        }
        Ok(())
    }

    fn start(&mut self, local: &str, start: &BytesStart<'_>) -> Result<(), Refusal> {
        match local {
            "tbl" => self.tables += 1,
            "tr" if self.tables == 1 => {
                self.row_count += 1;
                if ROWS_MAX < self.row_count {
                    return Err(Refusal::TooLarge { what: "rows", limit: ROWS_MAX as usize });
                }
                self.row = Some(Row::default());
            }
            "tc" if self.tables == 1 => {
                if let Some(row) = &mut self.row {
                    row.cells.push(String::new());
                }
                self.has_paragraph = false;
            }
            "p" => {
                if self.has_paragraph && self.row.is_some() {
                    self.put("\n")?;
                }
                self.has_paragraph = true;
            }
            "t" => self.in_text = true,
            "br" | "cr" => self.put("\n")?,
            "tab" if self.row.is_some() => self.put("\t")?,
            "noBreakHyphen" => self.put("-")?,
            "tag" => self.tag(attribute(start, "val").unwrap_or_default().as_ref()),
            "bookmarkStart" => self.bookmark(attribute(start, "name").unwrap_or_default().as_ref()),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, local: &str) {
        match local {
            "t" => self.in_text = false,
            "tbl" => self.tables = self.tables.saturating_sub(1),
            "tr" if self.tables == 1 => {
                if let Some(row) = self.row.take() {
                    self.end_row(row);
                }
            }
            "p" if self.row.is_none() => {
                let text = nfc(std::mem::take(&mut self.loose).trim());
                if !text.is_empty() {
                    self.form.loose.push(text);
                }
            }
            _ => {}
        }
    }

    fn tag(&mut self, text: &str) {
        match Tag::of(text) {
            Some(Tag::Programme(id)) => id.clone_into(&mut self.form.programme),
            Some(Tag::Section(id)) => id.clone_into(&mut self.form.section),
            Some(Tag::Seen(seen)) => seen.clone_into(&mut self.form.seen),
            Some(Tag::Item { anchor, seen }) => {
                if let Some(head) = self.head() {
                    head.anchor = Some(anchor.to_owned());
                    seen.clone_into(&mut head.seen);
                }
            }
            Some(Tag::Blank { kind, .. }) => {
                if let Some(head) = self.head() {
                    kind.clone_into(&mut head.kind);
                }
            }
            Some(Tag::Field { .. } | Tag::BlankField { .. }) => {
                if let Some(row) = self.row.as_mut().filter(|it| it.tag.is_none()) {
                    row.tag = Some(text.to_owned());
                }
            }
            None => {}
        }
    }

    fn bookmark(&mut self, name: &str) {
        let fill = |slot: &mut String, id: Option<String>| {
            if let (true, Some(id)) = (slot.is_empty(), id) {
                *slot = id;
            }
        };
        if let Some(id) = name.strip_prefix(BOOKMARK_PROGRAMME) {
            fill(&mut self.form.programme, with_hyphens(id));
        } else if let Some(id) = name.strip_prefix(BOOKMARK_SECTION) {
            fill(&mut self.form.section, with_hyphens(id));
        } else if let Some(seen) = name.strip_prefix(BOOKMARK_SEEN) {
            fill(&mut self.form.seen, Some(seen.to_owned()));
        } else if let Some(seen) = name.strip_prefix(BOOKMARK_ITEM_SEEN) {
            if let Some(head) = self.head() {
                fill(&mut head.seen, Some(seen.to_owned()));
            }
        } else if let Some(blank) = name.strip_prefix(BOOKMARK_BLANK) {
            if let Some(head) = self.head() {
                fill(&mut head.kind, blank.split('_').next().map(str::to_owned));
            }
        } else if let Some(anchor) = Anchor::of_bookmark(name)
            && let Some(head) = self.head()
            && head.anchor.is_none()
        {
            head.anchor = Some(anchor.to_string());
        }
    }

    /// The block that begins with the current row.
    fn head(&mut self) -> Option<&mut ReadItem> {
        let count = self.row_count;
        self.row.as_mut().map(|it| it.head.get_or_insert_with(|| ReadItem { row: count, ..ReadItem::default() }))
    }

    fn end_row(&mut self, row: Row) {
        if let Some(head) = row.head {
            self.form.items.push(head);
            return;
        }
        let mut cells = row.cells.into_iter();
        let (Some(label), Some(value), Some(item)) = (cells.next(), cells.next(), self.form.items.last_mut()) else { return };
        let (name, is_strayed) = match row.tag.as_deref().and_then(Tag::of) {
            Some(Tag::Field { anchor, name }) => (Some(name.to_owned()), item.anchor.as_deref() != Some(anchor)),
            Some(Tag::BlankField { kind, name, .. }) => (Some(name.to_owned()), item.anchor.is_some() || item.kind != kind),
            Some(Tag::Programme(_) | Tag::Section(_) | Tag::Seen(_) | Tag::Item { .. } | Tag::Blank { .. }) | None => (None, false),
        };
        let value = nfc(value.trim());
        let value = if value == PLACEHOLDER { String::new() } else { value };
        item.fields.push(ReadField { name: name.filter(|_| !is_strayed), is_strayed, label: nfc(label.trim()), value, row: self.row_count });
    }
}
