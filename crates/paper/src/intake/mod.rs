//! Bytes to programme: never fails on a messy file, refuses only what cannot or must not be read.

pub mod agenda;
pub mod raw;
pub mod read;
mod refusal;
pub mod understand;

pub use read::read;
pub use refusal::Refusal;

use hanhdong_domain::programme::Programme;
use raw::Format;
use understand::Purpose;

use crate::xlsx::back::OwnSheets;

/// Items of one programme, at most.
pub const ITEMS_MAX: usize = 5_000;

/// Paragraphs and rows of one paper, at most: 300 pages hold far fewer. Asked before anything is understood, so that
/// a flood of lines costs no more than reading it.
pub const LINES_MAX: usize = 40_000;

/// Reads a file and understands it as a programme or a source document. The same bytes give the same programme.
///
/// # Errors
/// See [`Refusal`]: only what cannot or must not be read.
#[doc(alias = "nạp văn bản")]
pub fn import(bytes: &[u8], purpose: Purpose) -> Result<Programme, Refusal> {
    let (format, mut raw) = read(bytes)?;
    if lines(&raw) > LINES_MAX {
        return Err(Refusal::TooLarge { what: "lines", limit: LINES_MAX });
    }
    let programme = match format {
        Format::Notation => unmarked(crate::notation::read(&own_text(bytes)?)?)?,
        Format::Json => unmarked(crate::json::read(&own_text(bytes)?)?)?,
        Format::Xlsx => {
            let own = OwnSheets::take(&mut raw);
            let mut programme = understand::understand(&raw, purpose);
            own.put(&mut programme);
            programme
        }
        Format::Markdown | Format::Text | Format::Docx | Format::Doc | Format::Xls | Format::Pdf => understand::understand(&raw, purpose),
    };
    if programme.items().count() > ITEMS_MAX {
        return Err(Refusal::TooLarge { what: "items", limit: ITEMS_MAX });
    }
    Ok(programme)
}

fn lines(raw: &raw::RawPaper) -> usize {
    raw.blocks.iter().map(|it| if let raw::Block::Table(table) = it { table.rows.len() } else { 1 }).sum()
}

/// Our own formats bear a secrecy mark where their document says so or one of their first texts is one.
fn unmarked(programme: Programme) -> Result<Programme, Refusal> {
    let document = &programme.document;
    let head = [&document.superior, &document.issuer, &document.number, &document.place, &document.kind, &document.title, &document.draft];
    let said = head.into_iter().filter_map(Option::as_deref);
    let texts = programme.texts().map(|(text, _)| text).take(read::limits::SECRECY_PARAGRAPHS);
    let is_marked = said.chain(texts).flat_map(str::lines).any(hanhdong_domain::text::is_secrecy_mark);
    if is_marked { Err(Refusal::SecrecyMark) } else { Ok(programme) }
}

/// The text of one of our own formats, without control characters.
fn own_text(bytes: &[u8]) -> Result<String, Refusal> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?.to_owned();
    read::strip_controls(&mut text);
    Ok(text)
}

fn not_utf8(bytes: &[u8], at: usize) -> Refusal {
    let line = 1 + bytes.iter().take(at).filter(|it| **it == b'\n').count();
    Refusal::BadNotation {
        line: u32::try_from(line).unwrap_or(u32::MAX), why: "có ký tự không đúng mã UTF-8; hãy gõ lại chỗ đó và lưu tệp với mã UTF-8".to_owned()
    }
}
