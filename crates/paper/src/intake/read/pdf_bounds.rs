//! A look over the bytes of a PDF before a library reads them: it unpacks streams without end and recurses into
//! nested objects until the stack is gone, which nothing can catch.

use crate::intake::Refusal;
use flate2::read::ZlibDecoder;
use std::io::Read;

/// Nested arrays and dictionaries, at most. Brackets in packed bytes come and go about evenly: 20 MB of them do not
/// come near this, and the stack of the reading thread holds it.
const DEPTH_MAX: usize = 4_000;
/// Bytes of all packed streams together after unpacking (256 MiB): images of a long paper stay below.
const UNPACKED_MAX: usize = 256 * 1024 * 1024;
/// Bytes that one stream may become.
const STREAM_MAX: usize = 64 * 1024 * 1024;
/// How often a stream may be packed in itself.
const LAYERS_MAX: usize = 4;

/// Refuses a PDF that is nested or packed without end.
pub(super) fn refuse(bytes: &[u8]) -> Result<(), Refusal> {
    let mut left = UNPACKED_MAX;
    refuse_depth(bytes)?;
    let mut rest = bytes;
    while let Some(at) = find(rest, b"stream") {
        rest = rest.get(at + b"stream".len()..).unwrap_or_default();
        let data = rest.trim_ascii_start();
        if is_packed(data) {
            refuse_stream(data, &mut left, 1)?;
        }
    }
    Ok(())
}

/// Unpacks a stream, layer by layer, as far as the limits go.
fn refuse_stream(data: &[u8], left: &mut usize, layer: usize) -> Result<(), Refusal> {
    let limit = STREAM_MAX.min(*left);
    let mut out = Vec::new();
    // A broken stream is the library's matter; what came out of it before it broke counts.
    drop(ZlibDecoder::new(data).take(limit as u64 + 1).read_to_end(&mut out));
    if out.len() > limit || layer > LAYERS_MAX {
        return Err(Refusal::Hostile("bomb"));
    }
    *left -= out.len();
    refuse_depth(&out)?;
    if is_packed(&out) { refuse_stream(&out, left, layer + 1) } else { Ok(()) }
}

fn refuse_depth(bytes: &[u8]) -> Result<(), Refusal> {
    let mut depth = 0usize;
    let mut before = 0u8;
    for byte in bytes {
        let doubled = *byte == before;
        // The second sign of a pair closes it: `<<<` is one dictionary and the start of a string.
        before = if doubled && matches!(byte, b'<' | b'>') { 0 } else { *byte };
        match byte {
            b'[' => depth += 1,
            b'<' if doubled => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            b'>' if doubled => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEPTH_MAX {
            return Err(Refusal::Hostile("nesting"));
        }
    }
    Ok(())
}

/// Does it begin as a zlib stream does?
fn is_packed(bytes: &[u8]) -> bool {
    matches!(bytes, [first, second, ..] if first & 0x0F == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0)
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    let first = *what.first()?;
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|it| *it == first)?;
        if bytes.get(at..)?.starts_with(what) {
            return Some(at);
        }
        from = at + 1;
    }
}
