//! Bytes to paragraphs and tables. The content decides what a file is, never its name.
//!
//! One reader a file; every reader is bounded by [`limits`] and yields the same [`RawPaper`]. None of them opens
//! a file, a connection or an entity: what is not in the bytes is not read.

mod decode;
mod inline;
pub mod legacy;
pub mod limits;
mod lines;
mod markdown;
mod secrecy;
mod sniff;
mod text;

use super::Refusal;
use super::raw::{Format, RawPaper};
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
    let (format, paper) = match sniff::sniff(bytes)? {
        Kind::Notation => return Ok((Format::Notation, RawPaper::default())),
        Kind::Json => return Ok((Format::Json, RawPaper::default())),
        Kind::Characters => characters(bytes)?,
    };
    secrecy::refuse(&paper)?;
    Ok((format, paper))
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
