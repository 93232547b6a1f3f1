//! What every reader yields, whatever the format: paragraphs and tables in order, each with its place.

use hanhdong_domain::Place;
use hanhdong_domain::programme::Anchor;

/// The kinds of file that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Our own notation.
    Notation,
    /// Our own JSON.
    Json,
    /// Markdown.
    Markdown,
    /// Plain text.
    Text,
    /// Word.
    Docx,
    /// Word, old.
    Doc,
    /// Excel, new.
    Xlsx,
    /// Excel, old.
    Xls,
    /// The text of a PDF.
    Pdf,
}

/// A paper as a reader found it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RawPaper {
    /// Paragraphs and tables of the body, in order.
    pub blocks: Vec<Block>,
    /// Text of headers and footers: only secrecy marks are looked for there.
    pub margins: Vec<String>,
    /// What the person has to know about the reading ("legacy-encoding", "truncated-cell"): code and Vietnamese words.
    pub notes: Vec<(String, String)>,
}

/// One thing of the body.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph with at least one letter or digit or mark.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A paragraph; `text` is NFC, marks of the format (Markdown stars, Word numbering turned into text) resolved.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paragraph {
    /// Its text; a soft line break is `\n`.
    pub text: String,
    /// Heading level said by the format (Markdown `##`, Word outline level 0 = 1); text patterns go before it.
    pub heading: Option<u8>,
    /// Is all of it bold?
    pub bold: bool,
    /// Is it centred?
    pub centred: bool,
    /// Anchors of our own found on it (DOCX bookmarks `hd_...`).
    pub anchors: Vec<Anchor>,
    /// Where it stands.
    pub place: Place,
}

/// A table, as rows of cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Its rows, in order.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its cells: each stands at its grid column (`column`), wider ones span several.
    pub cells: Vec<Cell>,
    /// Is it marked as a repeated header row?
    pub header: bool,
    /// Where it stands: a row's place is that of its first paragraph.
    pub place: Place,
}

/// A cell of a row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// Its text; paragraphs are divided by `\n`.
    pub text: String,
    /// First grid column, from 0.
    pub column: usize,
    /// How many grid columns it spans, at least 1.
    pub span: usize,
    /// Continues the cell above (vertical merge).
    pub continues: bool,
    /// Is all of it bold?
    pub bold: bool,
    /// Anchors of our own found in it (DOCX bookmarks, the hidden column of our XLSX).
    pub anchors: Vec<Anchor>,
    /// Where it stands.
    pub place: Place,
}

impl Row {
    /// The cell that covers a grid column.
    pub fn at(&self, column: usize) -> Option<&Cell> {
        self.cells.iter().find(|it| (it.column..it.column + it.span.max(1)).contains(&column))
    }
}
