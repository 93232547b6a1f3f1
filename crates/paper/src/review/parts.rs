//! Changing some parts of a package and copying the others as they are.

use crate::intake::Refusal;
use crate::intake::read::package::Package;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A part with its new bytes; a part of a name that is not there yet is added at the end.
#[derive(Debug)]
pub(crate) struct NewPart {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// A change of a part's text: the bytes from `start` to `end` give way to `text`.
#[derive(Clone, Debug)]
pub(super) struct Edit {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
}

/// How the characters of a part are written in it.
#[derive(Clone, Copy, Debug)]
enum Encoding {
    Utf8,
    Utf8Marked,
    Utf16Little,
    Utf16Big,
}

/// The characters of a part, to be written back in the encoding they came in.
#[derive(Debug)]
pub(super) struct Characters {
    pub(super) text: String,
    encoding: Encoding,
}

impl Characters {
    /// `None` where the bytes are not text.
    pub(super) fn of(bytes: Vec<u8>) -> Option<Characters> {
        let wide = |rest: &[u8], read: fn([u8; 2]) -> u16| {
            let (pairs, odd) = rest.as_chunks::<2>();
            if odd.is_empty() { String::from_utf16(&pairs.iter().map(|it| read(*it)).collect::<Vec<_>>()).ok() } else { None }
        };
        let (text, encoding) = match bytes.as_slice() {
            [0xFF, 0xFE, rest @ ..] => (wide(rest, u16::from_le_bytes)?, Encoding::Utf16Little),
            [0xFE, 0xFF, rest @ ..] => (wide(rest, u16::from_be_bytes)?, Encoding::Utf16Big),
            [0xEF, 0xBB, 0xBF, rest @ ..] => (std::str::from_utf8(rest).ok()?.to_owned(), Encoding::Utf8Marked),
            _ => (String::from_utf8(bytes).ok()?, Encoding::Utf8),
        };
        Some(Characters { text, encoding })
    }

    /// The bytes of the part after some edits.
    pub(super) fn edited(&self, mut edits: Vec<Edit>) -> Vec<u8> {
        edits.sort_by_key(|it| (it.start, it.end));
        let mut out = String::with_capacity(self.text.len() + edits.iter().map(|it| it.text.len()).sum::<usize>());
        let mut at = 0;
        for edit in edits.iter().filter(|it| it.start <= it.end) {
            // Edits never overlap; if two did, the later one would be left out rather than spoil the file.
            if let Some(kept) = self.text.get(at..edit.start) {
                out.push_str(kept);
                out.push_str(&edit.text);
                at = edit.end;
            }
        }
        out.push_str(self.text.get(at..).unwrap_or_default());
        match self.encoding {
            Encoding::Utf8 => out.into_bytes(),
            Encoding::Utf8Marked => [b"\xEF\xBB\xBF", out.as_bytes()].concat(),
            Encoding::Utf16Little => std::iter::once(0xFEFF).chain(out.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Big => std::iter::once(0xFEFF).chain(out.encode_utf16()).flat_map(u16::to_be_bytes).collect(),
        }
    }
}

/// Puts new content before the end of a part's root element, whatever its prefix.
///
/// `None` where the part has no root that ends.
pub(super) fn append_to_root(source: &str, content: &str) -> Option<Edit> {
    let end = source.rfind("</")?;
    let tail = source.get(end..)?;
    // What follows the end tag may only be white space and comments; `rfind` then met the root.
    tail.contains('>').then(|| Edit { start: end, end, text: content.to_owned() })
}

/// The package with some parts changed or added; all others are copied without being unpacked, in their order.
pub(crate) fn rewrite(package: &mut Package<'_>, file: &[u8], changed: &[NewPart]) -> Result<Vec<u8>, Refusal> {
    let broken = |_| Refusal::Broken("zip".to_owned());
    let unwritten = |_| Refusal::Broken("zip".to_owned());
    let room = file.len() + changed.iter().map(|it| it.bytes.len() / 4).sum::<usize>();
    let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(room)));
    let names = package.names().to_vec();
    let archive = package.archive();
    for (at, name) in names.iter().enumerate() {
        match changed.iter().find(|it| it.name == *name) {
            Some(part) => {
                let modified = archive.by_index_raw(at).map_err(broken)?.last_modified().unwrap_or_default();
                out.start_file(name.as_str(), SimpleFileOptions::default().last_modified_time(modified)).map_err(broken)?;
                out.write_all(&part.bytes).map_err(unwritten)?;
            }
            None => out.raw_copy_file(archive.by_index_raw(at).map_err(broken)?).map_err(broken)?,
        }
    }
    for part in changed.iter().filter(|it| !names.contains(&it.name)) {
        out.start_file(part.name.as_str(), SimpleFileOptions::default()).map_err(broken)?;
        out.write_all(&part.bytes).map_err(unwritten)?;
    }
    Ok(out.finish().map_err(broken)?.into_inner())
}
