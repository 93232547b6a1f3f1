//! What a file is, by its first bytes.

use crate::intake::Refusal;

/// What kind of reader a file needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Our own notation.
    Notation,
    /// Our own JSON.
    Json,
    /// Plain text or Markdown, in some encoding.
    Characters,
    /// A ZIP package: DOCX, XLSX or something else.
    Package,
    /// A Word file of the old kind.
    OldWord,
    /// A workbook of the old kind.
    OldSheet,
    /// A PDF.
    Pdf,
}

/// What the notation begins with.
const NOTATION_HEAD: &str = "hanhdong 1";
/// The head of an OLE compound file: old Word and Excel, and encrypted new ones.
const OLE_MAGIC: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Tells the kind of a file, or refuses it by name.
pub(super) fn sniff(bytes: &[u8]) -> Result<Kind, Refusal> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Kind::Package);
    }
    if bytes.starts_with(OLE_MAGIC) {
        return compound(bytes);
    }
    let head = skip_blank(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes));
    if head.starts_with(b"%PDF-") {
        return Ok(Kind::Pdf);
    }
    for (start, name) in [("{\\rtf", ".rtf"), ("<!doctype html", ".html"), ("<html", ".html"), ("mime-version:", ".mht")] {
        if begins_with(head, start) {
            return Err(Refusal::SaveAsDocx(name));
        }
    }
    if begins_with(head, "<?xml") || begins_with(head, "<svg") {
        return Err(Refusal::UnknownFormat);
    }
    if head.starts_with(NOTATION_HEAD.as_bytes()) && head.get(NOTATION_HEAD.len()).is_none_or(u8::is_ascii_whitespace) {
        return Ok(Kind::Notation);
    }
    Ok(if head.first() == Some(&b'{') { Kind::Json } else { Kind::Characters })
}

/// Tells what an OLE compound file holds, by the names in its directory.
fn compound(bytes: &[u8]) -> Result<Kind, Refusal> {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|it| it == wide)
    };
    if holds("EncryptedPackage") {
        return Err(Refusal::Encrypted);
    }
    if holds("WordDocument") {
        return Ok(Kind::OldWord);
    }
    if holds("Workbook") || holds("Book\0") {
        return Ok(Kind::OldSheet);
    }
    Err(Refusal::SaveAsDocx(if holds("WpsDocument") || holds("CONTENTS") { ".wps" } else { ".doc" }))
}

fn skip_blank(bytes: &[u8]) -> &[u8] {
    bytes.trim_ascii_start()
}

fn begins_with(bytes: &[u8], start: &str) -> bool {
    bytes.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start.as_bytes()))
}
