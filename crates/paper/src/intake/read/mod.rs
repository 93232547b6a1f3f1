//! Bytes to paragraphs and tables. The content decides what a file is, never its name.
//!
//! One reader a file; every reader is bounded by [`limits`] and yields the same [`RawPaper`]. None of them opens
//! a file, a connection or an entity: what is not in the bytes is not read.

mod decode;
mod doc;
pub(crate) mod docx;
mod inline;
pub mod legacy;
pub mod limits;
mod lines;
mod markdown;
pub(crate) mod package;
mod pdf;
mod pdf_bounds;
mod secrecy;
mod sheet;
mod sniff;
mod text;
pub(crate) mod xml;

use super::Refusal;
use super::raw::{Block, Format, RawPaper};
use package::Package;
use sniff::Kind;

/// Reads a file: what it is, and its paragraphs and tables.
///
/// Of our own formats ([`Format::Notation`], [`Format::Json`]) only the kind is said; the paper is empty.
///
/// # Errors
/// Only what cannot be read as a document, is hostile, is over a limit or carries a secrecy mark is refused;
/// a messy paper is read as it stands.
#[doc(alias = "đọc tệp")]
pub fn read(bytes: &[u8]) -> Result<(Format, RawPaper), Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.len() > limits::BYTES_MAX {
        return Err(Refusal::TooLarge { what: "bytes", limit: limits::BYTES_MAX });
    }
    let (format, mut paper) = match sniff::sniff(bytes)? {
        Kind::Notation => return Ok((Format::Notation, RawPaper::default())),
        Kind::Json => return Ok((Format::Json, RawPaper::default())),
        Kind::Characters => characters(bytes)?,
        Kind::Package => packed(bytes)?,
        Kind::OldWord => (Format::Doc, doc::read(bytes)?),
        Kind::OldSheet => (Format::Xls, sheet::read_old(bytes)?),
        Kind::Pdf => (Format::Pdf, pdf::read(bytes)?),
    };
    printable(&mut paper);
    secrecy::refuse(&paper)?;
    Ok((format, paper))
}

/// The text of a PDF, page by page, read as [`read`] reads it: bounded, and refused where it bears a secrecy mark.
///
/// # Errors
/// As [`read`]; what is no PDF is [`Refusal::UnknownFormat`].
pub fn pdf_pages(bytes: &[u8]) -> Result<Vec<String>, Refusal> {
    if bytes.len() > limits::BYTES_MAX {
        return Err(Refusal::TooLarge { what: "bytes", limit: limits::BYTES_MAX });
    }
    if sniff::sniff(bytes)? != Kind::Pdf {
        return Err(Refusal::UnknownFormat);
    }
    let (mut pages, paper) = pdf::pages_of(bytes)?;
    pages.iter_mut().for_each(strip_controls);
    secrecy::refuse(&paper)?;
    Ok(pages)
}

/// Takes control characters out of every text: they print nothing, and on a terminal they command.
fn printable(paper: &mut RawPaper) {
    for block in &mut paper.blocks {
        match block {
            Block::Paragraph(it) => strip_controls(&mut it.text),
            Block::Table(table) => table.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|it| strip_controls(&mut it.text)),
        }
    }
    paper.margins.iter_mut().for_each(strip_controls);
}

/// Strips control characters, line ends and tabs apart, and the marks that turn the direction of writing around.
pub(crate) fn strip_controls(text: &mut String) {
    let commands = |c: char| c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    if text.contains(commands) {
        text.retain(|c| !commands(c));
    }
}

/// Reads plain text or Markdown, whichever the characters look like.
fn characters(bytes: &[u8]) -> Result<(Format, RawPaper), Refusal> {
    let (source, notes) = decode::decode(bytes)?;
    secrecy::refuse_lines(&source)?;
    let is_markdown = markdown::is_markdown(&source);
    let blocks = if is_markdown { markdown::blocks(&source) } else { text::blocks(&source) };
    let format = if is_markdown { Format::Markdown } else { Format::Text };
    Ok((format, RawPaper { blocks, margins: Vec::new(), notes }))
}

/// Reads a ZIP package: a Word file or a workbook.
fn packed(bytes: &[u8]) -> Result<(Format, RawPaper), Refusal> {
    let mut package = Package::open(bytes)?;
    refuse_macros(&mut package)?;
    if let Some(main) = docx::main_part(&mut package)? {
        return Ok((Format::Docx, docx::read(&mut package, &main)?));
    }
    if package.has("xl/workbook.xml") {
        return Ok((Format::Xlsx, sheet::read_new(bytes, &mut package)?));
    }
    let kind = package.bytes("mimetype")?.unwrap_or_default();
    if kind.starts_with(b"application/vnd.oasis.opendocument.text") {
        return Err(Refusal::SaveAsDocx(".odt"));
    }
    Err(Refusal::UnknownFormat)
}

/// Refuses files of the kinds that carry macros (.docm, .xlsm), even where the macro itself is hidden.
fn refuse_macros(package: &mut Package<'_>) -> Result<(), Refusal> {
    let types = package.text("[Content_Types].xml")?.unwrap_or_default();
    let is_macro = ["macroEnabled", "vbaProject"].iter().any(|it| types.contains(it));
    if is_macro { Err(Refusal::Hostile("macro")) } else { Ok(()) }
}
