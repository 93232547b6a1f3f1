//! Drawing paragraphs: styles by name, typed text, bookmarks of items, tracked changes.

use std::collections::HashSet;
use std::fmt::Write;

use hanhdong_domain::programme::Anchor;

use super::styles;
use super::xml::escape;
use crate::official::layout::LayoutPack;
use crate::official::paper::{Block, OfficialPaper, Paragraph, Style};
use crate::redline::{Piece, Revision, word_diff};

/// Draws `document.xml`.
pub(crate) struct Drawer<'p> {
    pub(super) out: String,
    pub(super) pack: &'p LayoutPack,
    bookmarks: HashSet<Anchor>,
    revisions: u32,
    after_table: bool,
    /// Everything that is drawn now was inserted or deleted as a whole.
    pub(super) whole: Revision,
    /// The version the paper is compared with.
    pub(super) before: Option<&'p OfficialPaper>,
}

/// Who is said to have made tracked changes: a program, no person.
const REVISION_AUTHOR: &str = "So sánh";

impl<'p> Drawer<'p> {
    pub(crate) fn new(pack: &'p LayoutPack) -> Drawer<'p> {
        let mut out = String::with_capacity(256 * 1024);
        out.push_str(concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
            "\n",
            r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
            r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>"#
        ));
        Drawer { out, pack, bookmarks: HashSet::new(), revisions: 0, after_table: false, whole: Revision::Same, before: None }
    }

    /// A drawer that marks what differs from an earlier version.
    pub(crate) fn comparing(pack: &'p LayoutPack, before: &'p OfficialPaper) -> Drawer<'p> {
        Drawer { before: Some(before), ..Drawer::new(pack) }
    }

    /// Draws something as inserted or deleted in one.
    pub(crate) fn as_whole(&mut self, revision: Revision, draw: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.whole, revision);
        draw(self);
        self.whole = outer;
    }

    pub(crate) fn into_xml(mut self) -> String {
        self.out.push_str("</w:body></w:document>");
        self.out
    }

    /// A block of the body or of an annex; `kept` blocks stay on the page of what follows.
    pub(crate) fn block(&mut self, block: &Block, width_mm: f64, kept: bool) {
        match block {
            Block::Paragraph(paragraph) => self.body_paragraph(paragraph, &[Piece::same(&paragraph.text)], Revision::Same, kept),
            Block::Table(table) => self.table(table, width_mm, kept),
        }
    }

    /// A paragraph of the body, its text in pieces.
    pub(crate) fn body_paragraph(&mut self, paragraph: &Paragraph, pieces: &[Piece<'_>], revision: Revision, kept: bool) {
        let properties = if kept { "<w:keepNext/>" } else { "" };
        self.paragraph(style_id(paragraph.style), properties, pieces, paragraph.anchor.as_ref(), revision);
    }

    /// A paragraph with one plain text.
    pub(super) fn line(&mut self, style: &str, properties: &str, text: &str) {
        self.paragraph(style, properties, &[Piece::same(text)], None, Revision::Same);
    }

    /// A line of the head or the foot, with what an earlier version said in its place.
    pub(super) fn compared_line(&mut self, style: &str, properties: &str, before: Option<&str>, text: &str) {
        match before {
            Some(before) if before != text => self.paragraph(style, properties, &word_diff(before, text), None, Revision::Same),
            Some(_) | None => self.line(style, properties, text),
        }
    }

    /// A paragraph: style, further properties in the schema's order, text, the item it begins, and whether all of it
    /// was inserted or deleted.
    pub(super) fn paragraph(&mut self, style: &str, properties: &str, pieces: &[Piece<'_>], anchor: Option<&Anchor>, revision: Revision) {
        let revision = if revision == Revision::Same { self.whole } else { revision };
        self.out.push_str("<w:p><w:pPr><w:pStyle w:val=\"");
        self.out.push_str(style);
        self.out.push_str("\"/>");
        self.out.push_str(properties);
        if revision != Revision::Same {
            self.out.push_str("<w:rPr>");
            self.revision_tag(revision, true);
            self.out.push_str("</w:rPr>");
        }
        self.out.push_str("</w:pPr>");
        let bookmark = self.open_bookmark(anchor.filter(|_| revision != Revision::Deleted));
        for piece in pieces {
            let revision = if revision == Revision::Same { piece.revision } else { revision };
            self.run(&piece.text, revision);
        }
        self.close_bookmark(bookmark);
        self.out.push_str("</w:p>");
        self.after_table = false;
    }

    fn run(&mut self, text: &str, revision: Revision) {
        if text.is_empty() {
            return;
        }
        self.revision_tag(revision, false);
        self.out.push_str("<w:r>");
        let (open, close) = if revision == Revision::Deleted { ("<w:delText xml:space=\"preserve\">", "</w:delText>") } else { ("<w:t xml:space=\"preserve\">", "</w:t>") };
        let mut first = true;
        for line in text.split('\n') {
            if !first {
                self.out.push_str("<w:br/>");
            }
            first = false;
            for (i, stretch) in line.split('\t').enumerate() {
                if i > 0 {
                    self.out.push_str("<w:tab/>");
                }
                if !stretch.is_empty() {
                    self.out.push_str(open);
                    escape(&mut self.out, stretch);
                    self.out.push_str(close);
                }
            }
        }
        self.out.push_str("</w:r>");
        self.out.push_str(match revision {
            Revision::Same => "",
            Revision::Inserted => "</w:ins>",
            Revision::Deleted => "</w:del>",
        });
    }

    /// The opening tag of a tracked change, or the whole of an empty one.
    pub(super) fn revision_tag(&mut self, revision: Revision, empty: bool) {
        let name = match revision {
            Revision::Same => return,
            Revision::Inserted => "ins",
            Revision::Deleted => "del",
        };
        self.revisions += 1;
        let end = if empty { "/>" } else { ">" };
        // `w:date` is optional and left out: a comparison has no clock.
        put(&mut self.out, format_args!("<w:{name} w:id=\"{}\" w:author=\"{REVISION_AUTHOR}\"{end}", 100_000 + self.revisions));
    }

    pub(super) fn open_bookmark(&mut self, anchor: Option<&Anchor>) -> Option<usize> {
        let anchor = anchor.filter(|it| !self.bookmarks.contains(*it))?;
        let id = self.bookmarks.len();
        self.bookmarks.insert(anchor.clone());
        put(&mut self.out, format_args!("<w:bookmarkStart w:id=\"{id}\" w:name=\"{}{anchor}\"/>", Anchor::BOOKMARK_PREFIX));
        Some(id)
    }

    pub(super) fn close_bookmark(&mut self, bookmark: Option<usize>) {
        if let Some(id) = bookmark {
            put(&mut self.out, format_args!("<w:bookmarkEnd w:id=\"{id}\"/>"));
        }
    }

    /// Two tables without a paragraph between them would melt into one.
    pub(super) fn part_tables(&mut self, kept: bool) {
        if self.after_table {
            self.line(styles::GAP, if kept { "<w:keepNext/>" } else { "" }, "");
        }
    }

    pub(super) fn table_ended(&mut self) {
        self.after_table = true;
    }
}

/// Formats into a string, which cannot fail.
pub(super) fn put(out: &mut String, arguments: std::fmt::Arguments<'_>) {
    // Writing to a String never errs; the result is the trait's.
    let written = out.write_fmt(arguments);
    debug_assert!(written.is_ok());
}

pub(super) fn style_id(style: Style) -> &'static str {
    match style {
        Style::Body => styles::BODY,
        Style::Basis => styles::BASIS,
        Style::Chapter => styles::CHAPTER,
        Style::Level1 => styles::LEVEL1,
        Style::Level2 => styles::LEVEL2,
        Style::Level3 => styles::LEVEL3,
        Style::Field => styles::FIELD,
    }
}
