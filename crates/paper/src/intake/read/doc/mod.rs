//! Old Word files (.doc, Word 97 to 2003): the paragraphs and tables of the body, as a DOCX of the same text gives them.
//!
//! The format is Microsoft's open specification [MS-DOC]: a compound file holds the text in one stream and, in another, tables of
//! which stretch of it is set how. Everything read is bounded by the size of the file; what does not make sense is passed over.

mod bits;
mod body;
mod formats;
mod head;
mod lists;
mod modifiers;
mod rows;
mod styles;
mod text;

use std::io::{Cursor, Read};

use cfb::CompoundFile as Container;

use super::legacy::{self, Legacy};
use super::limits::BYTES_MAX;
use crate::intake::Refusal;
use crate::intake::raw::RawPaper;
use body::Reader;
use formats::{Letters, Paragraphs};
use head::Head;
use lists::lists;
use styles::Styles;
use text::Text;

/// The streams of an old Word file.
#[derive(Debug)]
struct Streams {
    /// The text, and how letters and paragraphs are set.
    main: Vec<u8>,
    /// What points into it.
    table: Vec<u8>,
    /// Formats too long for the main stream.
    data: Vec<u8>,
}

/// Reads an old Word file.
pub(super) fn read(bytes: &[u8]) -> Result<RawPaper, Refusal> {
    let mut file = Container::open(Cursor::new(bytes)).map_err(|_| broken())?;
    if ["/Macros", "/_VBA_PROJECT_CUR", "/VBA"].iter().any(|it| file.exists(it)) {
        return Err(Refusal::Hostile("macro"));
    }
    let main = stream(&mut file, "/WordDocument")?.ok_or_else(broken)?;
    let head = Head::read(&main)?;
    let table = stream(&mut file, if head.in_first_table { "/1Table" } else { "/0Table" })?.ok_or_else(broken)?;
    let data = stream(&mut file, "/Data")?.unwrap_or_default();
    let streams = Streams { main, table, data };
    let text = Text::read(&streams, &head)?;
    let styles = Styles::read(head.place(head::STYLES, &streams.table));
    let fonts = styles::fonts(head.place(head::FONTS, &streams.table));
    let paragraphs = Paragraphs::read(&streams, &head);
    let letters = Letters::read(&streams, &head);
    let numbering = lists(&streams, &head);
    let bookmarks = text::bookmarks(&streams, &head);
    // Offices typed in TCVN3 and VNI for as long as this format was in use. A font that says so is believed letter by letter;
    // where no font does, the text itself tells.
    let encoding = if fonts.iter().any(|it| legacy::of_font(it).is_some()) { None } else { legacy::detect(&text.sample(head.body)) };
    let mut reader = Reader { text: &text, styles: &styles, fonts: &fonts, paragraphs: &paragraphs, letters: &letters, numbering, bookmarks, encoding, streams: &streams };
    let blocks = reader.body(&head)?;
    let margins = reader.margins(&head);
    let notes = encoding.map(Legacy::note).into_iter().collect();
    Ok(RawPaper { blocks, margins, notes })
}

fn stream(file: &mut Container<Cursor<&[u8]>>, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
    if !file.is_stream(name) {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    let read = file.open_stream(name).and_then(|it| it.take(BYTES_MAX as u64).read_to_end(&mut bytes));
    read.map_err(|_| broken())?;
    Ok(Some(bytes))
}

fn broken() -> Refusal {
    Refusal::Broken("Word 97-2003".to_owned())
}
