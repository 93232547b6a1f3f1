//! Bytes of a text file to characters: UTF-8, UTF-16, Windows-1258 and the Vietnamese encodings before Unicode.

use super::legacy::{self, Legacy};
use crate::intake::Refusal;
use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};
use hanhdong_domain::text::nfc;

/// A note for people: its code and its words.
type Note = (String, String);

/// Decodes a text file; says in a note where an encoding from before Unicode was converted.
///
/// # Errors
/// [`Refusal::UnknownFormat`] for what is not text, or is hardly a word long.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, Vec<Note>), Refusal> {
    let (text, note) = match unicode(bytes) {
        Some(text) => converted(text),
        None => nearly_utf8(bytes).map_or_else(|| single_byte(bytes), Ok)?,
    };
    if text.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    if !is_text(&text) {
        return Err(Refusal::UnknownFormat);
    }
    Ok((nfc(&line_feeds(text)), note.into_iter().collect()))
}

/// Every kind of line end as a line feed; old Macintosh files know only the carriage return.
fn line_feeds(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

/// The text of a file that is in one of the Unicode encodings.
fn unicode(bytes: &[u8]) -> Option<String> {
    let decoded = match bytes {
        [0xFF, 0xFE, rest @ ..] => UTF_16LE.decode_without_bom_handling(rest).0,
        [0xFE, 0xFF, rest @ ..] => UTF_16BE.decode_without_bom_handling(rest).0,
        [0xEF, 0xBB, 0xBF, rest @ ..] => std::str::from_utf8(rest).ok()?.into(),
        _ => std::str::from_utf8(bytes).ok()?.into(),
    };
    Some(decoded.into_owned())
}

/// Lines that a note names, at most.
const LINES_NAMED: usize = 10;

/// UTF-8 with a few broken bytes, as a transfer or a bad editor leaves them: each becomes a visible replacement
/// character, and a note names the lines. `None` where broken bytes are more than one in ten of the marked letters:
/// then they are letters of another encoding.
fn nearly_utf8(bytes: &[u8]) -> Option<(String, Option<Note>)> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut text = String::with_capacity(bytes.len());
    let (mut sound, mut broken, mut line) = (0usize, 0usize, 1usize);
    let mut lines: Vec<usize> = Vec::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        sound += chunk.valid().chars().filter(|it| !it.is_ascii()).count();
        line += chunk.valid().bytes().filter(|it| *it == b'\n').count();
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
            broken += 1;
            if lines.last() != Some(&line) && lines.len() <= LINES_NAMED {
                lines.push(line);
            }
        }
    }
    (sound >= broken * 10).then(|| (text, Some(broken_note(&lines))))
}

fn broken_note(lines: &[usize]) -> Note {
    let named: Vec<String> = lines.iter().take(LINES_NAMED).map(usize::to_string).collect();
    let more = if lines.len() > LINES_NAMED { " và các dòng sau" } else { "" };
    let message = format!("Dòng {}{more}: có ký tự hỏng (không đúng mã UTF-8), được thay bằng dấu «\u{FFFD}»; đề nghị gõ lại chỗ đó trong tệp gốc.", named.join(", "));
    ("broken-characters".to_owned(), message)
}

/// A Unicode file may still hold letters of an old font, pasted as they were.
fn converted(text: String) -> (String, Option<Note>) {
    match legacy::detect(&text) {
        Some(encoding) => (legacy::convert_text(&text, encoding), Some(encoding.note())),
        None => (text, None),
    }
}

/// A file of single bytes: whichever encoding yields the most Vietnamese words.
fn single_byte(bytes: &[u8]) -> Result<(String, Option<Note>), Refusal> {
    let control = bytes.iter().filter(|b| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0C)).count();
    if control * 100 > bytes.len() {
        return Err(Refusal::UnknownFormat);
    }
    let latin = WINDOWS_1252.decode_without_bom_handling(bytes).0;
    let windows = nfc(&WINDOWS_1258.decode_without_bom_handling(bytes).0);
    let mut best = (legacy::likeness(&windows), windows, windows_note());
    for encoding in [Legacy::Tcvn3, Legacy::Vni] {
        let text = legacy::convert_text(&latin, encoding);
        let likeness = legacy::likeness(&text);
        if likeness > best.0 {
            best = (likeness, text, encoding.note());
        }
    }
    let high = bytes.iter().filter(|b| **b >= 0x80).count();
    if best.0 < legacy::LIKENESS_MIN && high * 5 > bytes.len() {
        return Err(Refusal::UnknownFormat);
    }
    Ok((best.1, Some(best.2)))
}

fn windows_note() -> Note {
    ("legacy-encoding".to_owned(), "Tệp dùng bảng mã Windows-1258; đã chuyển sang Unicode, đề nghị đọc soát lại.".to_owned())
}

/// Is this a text at all? At least two words, hardly any control or replacement characters.
fn is_text(text: &str) -> bool {
    let (mut all, mut bad) = (0usize, 0usize);
    for c in text.chars() {
        all += 1;
        bad += usize::from((c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{C}')) || c == '\u{FFFD}');
    }
    bad * 100 <= all && hanhdong_domain::text::words(text).take(2).count() == 2
}
