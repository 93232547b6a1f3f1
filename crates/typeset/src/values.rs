//! The paper as typst values. Text goes in as strings only, so markup in it stays text.

use hanhdong_paper::official::paper::{Align, Annex, Block, OfficialPaper, Paragraph, Row, Style, Table};
use typst::foundations::{Array, Dict, IntoValue, Value, array, dict};

use crate::layout::{Face, PdfLayout};

/// A row whose longest cell has more characters than this may be taller than a page and so has to be divided.
const WHOLE_ROW_CHARS_MAX: usize = 900;
/// More recipients than this may be taller than a page beside the signature.
const WHOLE_FOOT_RECIPIENTS_MAX: usize = 30;

/// Everything the template needs, under `sys.inputs`.
pub(crate) fn of(paper: &OfficialPaper, layout: &PdfLayout) -> Dict {
    let head = &paper.head;
    dict! {
        "layout" => layout_values(layout),
        "name" => clean(&[paper.kind.as_str(), paper.title.as_deref().unwrap_or("")].join(" ")),
        "author" => clean(&head.issuer),
        "superior" => optional(head.superior.as_deref()),
        "issuer" => clean(&head.issuer),
        "number" => clean(&head.number),
        "right" => strings(&head.right),
        "place_and_date" => clean(&head.place_and_date),
        "draft" => optional(paper.draft.as_deref()),
        "kind" => clean(&paper.kind),
        "title" => optional(paper.title.as_deref()),
        "body" => blocks(&paper.body),
        "authority" => strings(&paper.signature.authority),
        "signer_title" => optional(paper.signature.title.as_deref()),
        "signer" => optional(paper.signature.name.as_deref()),
        "recipients" => strings(&paper.recipients),
        "foot_whole" => paper.recipients.len() <= WHOLE_FOOT_RECIPIENTS_MAX,
        "annexes" => paper.annexes.iter().map(annex).collect::<Array>(),
    }
}

fn annex(annex: &Annex) -> Value {
    dict! {
        "mark" => clean(&annex.mark),
        "heading" => clean(&annex.heading),
        "reference" => clean(&annex.reference),
        "landscape" => annex.landscape,
        "blocks" => blocks(&annex.blocks),
    }
    .into_value()
}

fn blocks(blocks: &[Block]) -> Array {
    blocks
        .iter()
        .map(|it| match it {
            Block::Paragraph(it) => paragraph(it),
            Block::Table(it) => table(it),
        })
        .collect()
}

fn paragraph(it: &Paragraph) -> Value {
    let style = match it.style {
        Style::Body => "body",
        Style::Basis => "basis",
        Style::Level1 => "level1",
        Style::Level2 => "level2",
        Style::Level3 => "level3",
        Style::Field => "field",
    };
    dict! { "is" => style, "text" => clean(&it.text) }.into_value()
}

fn table(table: &Table) -> Value {
    // The header decides how many columns there are; a cell too many is kept by joining it to the last one.
    let columns = table.header.len().max(1);
    let widths: Array = (0..columns).map(|i| share(table.widths.get(i).copied(), columns).into_value()).collect();
    let aligns: Array = (0..columns).map(|i| align(table.aligns.get(i).copied().unwrap_or_default()).into_value()).collect();
    dict! {
        "is" => "table",
        "header" => strings(&table.header),
        "widths" => widths,
        "aligns" => aligns,
        "rows" => table.rows.iter().map(|it| row(it, columns)).collect::<Array>(),
    }
    .into_value()
}

fn share(share: Option<f64>, columns: usize) -> f64 {
    #[allow(clippy::cast_precision_loss)]
    share.filter(|it| it.is_finite() && *it > 0.0).unwrap_or(1.0 / columns as f64)
}

fn align(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Centre => "centre",
        Align::Right => "right",
    }
}

fn row(row: &Row, columns: usize) -> Value {
    match row {
        Row::Item { cells, .. } => {
            let mut texts: Vec<String> = cells.iter().take(columns).cloned().collect();
            texts.resize(columns, String::new());
            if let (Some(last), Some(more)) = (texts.last_mut(), cells.get(columns..)) {
                for text in more {
                    last.push('\n');
                    last.push_str(text);
                }
            }
            let whole = texts.iter().all(|it| it.chars().count() <= WHOLE_ROW_CHARS_MAX);
            dict! { "cells" => texts.iter().map(|it| lines(it)).collect::<Array>(), "whole" => whole }.into_value()
        }
        Row::Group { mark, text } => dict! { "mark" => clean(mark), "text" => clean(text) }.into_value(),
    }
}

/// The paragraphs of a cell.
fn lines(text: &str) -> Value {
    text.split('\n').map(|it| clean(it).into_value()).collect::<Array>().into_value()
}

fn strings(texts: &[String]) -> Array {
    texts.iter().map(|it| clean(it).into_value()).collect()
}

fn optional(text: Option<&str>) -> Value {
    text.filter(|it| !it.trim().is_empty()).map_or(Value::None, |it| clean(it).into_value())
}

/// Control characters and marks that turn the direction of text have no place on paper; line breaks are kept.
fn clean(text: &str) -> String {
    let hidden = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{00ad}');
    text.chars().filter(|c| !hidden(*c)).map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}

fn face(face: &Face) -> Value {
    dict! { "size" => face.size_pt, "bold" => face.bold, "italic" => face.italic }.into_value()
}

fn layout_values(layout: &PdfLayout) -> Value {
    dict! {
        "margins" => array![layout.top_mm, layout.bottom_mm, layout.left_mm, layout.right_mm],
        "page_number" => array![layout.page_number_pt, layout.page_number_from_top_mm],
        "columns" => array![layout.left_column_mm, layout.right_column_mm],
        "right_faces" => layout.right_lines.iter().map(face).collect::<Array>(),
        "rule_under_right" => layout.rule_under_right,
        "superior" => face(&layout.superior),
        "issuer" => face(&layout.issuer),
        "star" => layout.star,
        "rule_under_issuer" => layout.rule_under_issuer,
        "number" => face(&layout.number),
        "date" => face(&layout.place_and_date),
        "date_beside_number" => layout.date_beside_number,
        "draft" => face(&layout.draft),
        "kind" => face(&layout.kind),
        "title" => face(&layout.title),
        "hyphens" => layout.hyphens,
        "rule_under_title" => layout.rule_under_title,
        "body" => face(&layout.body),
        "basis" => face(&layout.basis),
        "level1" => face(&layout.level1),
        "level1_centred" => layout.level1_centred,
        "level2" => face(&layout.level2),
        "level3" => face(&layout.level3),
        "field" => face(&layout.field),
        "indent" => layout.first_line_mm,
        "line" => layout.line_pt,
        "gap" => layout.gap_pt,
        "authority" => face(&layout.authority),
        "signer_title" => face(&layout.signer_title),
        "signer" => face(&layout.signer),
        "signature_gap" => layout.signature_gap_pt,
        "recipients_head" => face(&layout.recipients_head),
        "recipients_head_underlined" => layout.recipients_head_underlined,
        "recipients" => face(&layout.recipients),
        "annex_mark" => face(&layout.annex_mark),
        "annex_heading" => face(&layout.annex_heading),
        "annex_reference" => face(&layout.annex_reference),
        "table" => face(&layout.table),
        "table_header" => face(&layout.table_header),
        "border" => layout.border_pt,
    }
    .into_value()
}
