//! A laid-out paper as Markdown or plain text; and as words for a person who reads a failing case.

use hanhdong_domain::text::{Placement, place_tones};
use unicode_normalization::UnicodeNormalization;

use crate::lay::{Cell, File, Layout, Piece, Printed};

/// The bytes of the file.
pub(crate) fn file(printed: &Printed, layout: &Layout) -> Vec<u8> {
    match layout.file {
        File::Markdown => spell(&markdown(&printed.pieces), layout).into_bytes(),
        File::Text => spell(&text(&printed.pieces), layout).into_bytes(),
        File::Docx => crate::print_docx::docx(&printed.pieces, layout),
        File::Xlsx => crate::print_xlsx::xlsx(&printed.pieces, layout),
    }
}

/// Words in the tone placement of the layout, composed.
pub(crate) fn tones(text: &str, layout: &Layout) -> String {
    place_tones(text, if layout.first_tone { Placement::First } else { Placement::Second })
}

/// Words as the layout spells them: tone placement, composed or decomposed.
pub(crate) fn spell(text: &str, layout: &Layout) -> String {
    let text = tones(text, layout);
    if layout.decomposed { text.nfd().collect() } else { text }
}

fn marked(mark: &str, text: &str) -> String {
    if mark.is_empty() { text.to_owned() } else { format!("{mark} {text}") }
}

/// The paper as Markdown.
pub(crate) fn markdown(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Line { mark, text, bold, level, .. } => {
                let line = marked(mark, text);
                match (level, bold) {
                    (Some(level), _) => out.push_str(&format!("{} {line}\n\n", "#".repeat(usize::from(*level) + 1))),
                    (None, true) => out.push_str(&format!("**{line}**\n\n")),
                    (None, false) => out.push_str(&format!("{line}\n\n")),
                }
            }
            Piece::Table { rows, .. } => {
                let mut above: Vec<String> = Vec::new();
                for (n, row) in rows.iter().enumerate() {
                    let cells: Vec<String> = row.iter().enumerate().map(|(i, it)| cell(it, above.get(i))).collect();
                    out.push_str(&format!("| {} |\n", cells.join(" | ")));
                    if n == 0 {
                        out.push_str(&format!("|{}\n", "---|".repeat(row.len())));
                    }
                    above = cells;
                }
                out.push('\n');
            }
        }
    }
    out
}

fn cell(cell: &Cell, above: Option<&String>) -> String {
    let text = cell.text.replace('\n', "<br>");
    match above.filter(|_| cell.goes_on) {
        Some(above) => above.clone(),
        None if cell.bold && !text.is_empty() => format!("**{text}**"),
        None => text,
    }
}

/// The paper as plain text; it has no tables.
pub(crate) fn text(pieces: &[Piece]) -> String {
    let lines = pieces.iter().map(|piece| match piece {
        Piece::Line { mark, text, .. } => marked(mark, text),
        Piece::Table { .. } => unreachable!("a plain text has no tables"),
    });
    lines.collect::<Vec<_>>().join("\n")
}
