//! A laid-out paper as Word, by a printer of its own that knows nothing of the official writer.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::lay::{Cell, Layout, Piece};
use crate::print::spell;

const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;
const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const OWN_RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/><Relationship Id="b" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

/// A Word file without styles and with numbers typed by hand.
pub(crate) fn word(pieces: &[Piece]) -> Vec<u8> {
    docx(pieces, &Layout::plain())
}

/// The bytes of a Word file.
pub(crate) fn docx(pieces: &[Piece], layout: &Layout) -> Vec<u8> {
    let mut lists = Lists::default();
    let mut body = String::new();
    for piece in pieces {
        match piece {
            Piece::Line { mark, text, bold, centred, level } => {
                let number = if layout.automatic_numbers { lists.number(mark) } else { None };
                let words = if mark.is_empty() || number.is_some() { text.clone() } else { format!("{mark} {text}") };
                let style = level.filter(|_| layout.styles).map(|it| format!(r#"<w:pStyle w:val="Heading{it}"/>"#)).unwrap_or_default();
                let number = number.map(|it| format!(r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{it}"/></w:numPr>"#)).unwrap_or_default();
                let centre = if *centred { r#"<w:jc w:val="center"/>"# } else { "" };
                body.push_str(&paragraph(&format!("{style}{number}{centre}"), &spell(&words, layout), *bold));
            }
            Piece::Table { header_rows, rows } => body.push_str(&table(*header_rows, rows, layout)),
        }
    }
    let styles: String = (1..=2)
        .map(|it| format!(r#"<w:style w:type="paragraph" w:styleId="Heading{it}"><w:name w:val="heading {it}"/><w:pPr><w:outlineLvl w:val="{}"/></w:pPr></w:style>"#, it - 1))
        .collect();
    let parts = [
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", RELS.to_owned()),
        ("word/document.xml", format!("<w:document {W}><w:body>{body}<w:sectPr/></w:body></w:document>")),
        ("word/_rels/document.xml.rels", OWN_RELS.to_owned()),
        ("word/styles.xml", format!("<w:styles {W}>{styles}</w:styles>")),
        ("word/numbering.xml", lists.part()),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, source) in parts {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(source.as_bytes()).expect("its bytes");
    }
    zip.finish().expect("a package").into_inner()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn paragraph(properties: &str, text: &str, bold: bool) -> String {
    let bold = if bold { "<w:rPr><w:b/></w:rPr>" } else { "" };
    // Words in two runs, as an editor leaves them.
    let middle = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(i, _)| i);
    let runs: String = [&text[..middle], &text[middle..]].iter().map(|it| format!(r#"<w:r>{bold}<w:t xml:space="preserve">{}</w:t></w:r>"#, escape(it))).collect();
    format!("<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>")
}

fn table(header_rows: usize, rows: &[Vec<Cell>], layout: &Layout) -> String {
    let mut out = String::from("<w:tbl><w:tblPr/>");
    for (n, row) in rows.iter().enumerate() {
        let repeated = if n < header_rows && layout.styles { "<w:trPr><w:tblHeader/></w:trPr>" } else { "" };
        out.push_str(&format!("<w:tr>{repeated}"));
        let mut column = 0;
        for cell in row {
            let merge = match (cell.goes_on, goes_on_below(rows, n, column)) {
                (true, _) => "<w:vMerge/>",
                (false, true) => r#"<w:vMerge w:val="restart"/>"#,
                (false, false) => "",
            };
            let span = if cell.span > 1 { format!(r#"<w:gridSpan w:val="{}"/>"#, cell.span) } else { String::new() };
            let text = if cell.goes_on { String::new() } else { spell(&cell.text, layout) };
            let paragraphs: String = text.split('\n').map(|it| paragraph("", it, cell.bold)).collect();
            out.push_str(&format!("<w:tc><w:tcPr>{span}{merge}</w:tcPr>{paragraphs}</w:tc>"));
            column += cell.span;
        }
        out.push_str("</w:tr>");
    }
    out + "</w:tbl>"
}

/// Does the cell below this grid column go on with this one?
pub(crate) fn goes_on_below(rows: &[Vec<Cell>], row: usize, column: usize) -> bool {
    let Some(below) = rows.get(row + 1) else { return false };
    let mut at = 0;
    for cell in below {
        if at == column {
            return cell.goes_on;
        }
        at += cell.span;
    }
    false
}

/// Automatic numbers: a run of marks of one kind is one list.
#[derive(Default)]
struct Lists {
    /// Format, end mark and first number of each list; the next number of it.
    lists: Vec<(&'static str, char, u32, u32)>,
}

impl Lists {
    fn number(&mut self, mark: &str) -> Option<usize> {
        let end = mark.chars().last().filter(|it| matches!(it, '.' | ')' | '-'))?;
        let bare = &mark[..mark.len() - end.len_utf8()];
        let romans = ["I", "II", "III", "IV", "V", "VI", "VII"];
        let (format, number) = match (bare.parse::<u32>(), romans.iter().position(|it| *it == bare)) {
            (Ok(number), _) => ("decimal", number),
            (Err(_), Some(at)) => ("upperRoman", u32::try_from(at).ok()? + 1),
            (Err(_), None) => return None,
        };
        match self.lists.iter_mut().enumerate().rev().find(|(_, it)| it.0 == format && it.1 == end && it.3 == number && number > 1) {
            Some((at, list)) => {
                list.3 += 1;
                Some(at + 1)
            }
            None => {
                self.lists.push((format, end, number, number + 1));
                Some(self.lists.len())
            }
        }
    }

    fn part(&self) -> String {
        let patterns: String = self.lists.iter().enumerate().map(|(n, (format, end, start, _))| {
            format!(r#"<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/><w:lvlText w:val="%1{end}"/></w:lvl></w:abstractNum>"#)
        }).collect();
        let numbers: String = (0..self.lists.len()).map(|n| format!(r#"<w:num w:numId="{}"><w:abstractNumId w:val="{n}"/></w:num>"#, n + 1)).collect();
        format!("<w:numbering {W}>{patterns}{numbers}</w:numbering>")
    }
}
