//! The paper as typst values. Text goes in as strings only, so markup in it stays text.

use hanhdong_paper::official::LayoutPack;
use hanhdong_paper::official::layout::{DraftPlace, TextAlign, TextStyle, Texts};
use hanhdong_paper::official::paper::{Align, Annex, Block, Bound, OfficialPaper, Paragraph, Row, Style, Table};
use typst::foundations::{Array, Dict, IntoValue, Value, array, dict};

/// A row whose longest cell has more characters than this may be taller than a page and so has to be divided.
const WHOLE_ROW_CHARS_MAX: usize = 900;
/// More recipients than this may be taller than a page beside the signature.
const WHOLE_FOOT_RECIPIENTS_MAX: usize = 30;

/// Everything the template needs, under `sys.inputs`.
pub(crate) fn of(paper: &OfficialPaper, pack: &LayoutPack) -> Dict {
    let head = &paper.head;
    dict! {
        "pack" => pack_values(pack),
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
        "foot" => optional(paper.foot.as_deref()),
        "foot_whole" => paper.recipients.len() <= WHOLE_FOOT_RECIPIENTS_MAX,
        "annexes" => paper.annexes.iter().map(annex).collect::<Array>(),
        "running" => clean(paper.running.as_deref().unwrap_or_default()),
        "bound" => paper.bound.iter().map(|it| bound(it, pack)).collect::<Array>(),
    }
}

/// A paper behind a cover; of what is bound behind it in turn nothing is drawn.
fn bound(it: &Bound, pack: &LayoutPack) -> Value {
    let paper = it.paper.as_ref().map_or(Value::None, |paper| of(paper, pack).into_value());
    dict! { "title" => clean(&it.title), "paper" => paper }.into_value()
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
        Style::Chapter => "chapter",
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
            dict! { "cells" => strings(&texts), "whole" => whole }.into_value()
        }
        Row::Group { level, mark, text } => dict! { "mark" => clean(mark), "text" => clean(text), "inner" => *level > 2 }.into_value(),
    }
}

fn strings(texts: &[String]) -> Array {
    texts.iter().map(|it| clean(it).into_value()).collect()
}

fn optional(text: Option<&str>) -> Value {
    text.filter(|it| !it.trim().is_empty()).map_or(Value::None, |it| clean(it).into_value())
}

/// More letters than this without a space may be divided at the end of a line. No word of Vietnamese has more than 7;
/// addresses of the web and codes of papers are the longest that a paper has.
const WORD_CHARS_MAX: usize = 40;

/// Control characters and marks that turn the direction of text have no place on paper; line breaks are kept. Words
/// without end may be divided, so that they stay on the sheet.
fn clean(text: &str) -> String {
    let hidden = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{00ad}');
    let mut out = String::with_capacity(text.len());
    let mut run = 0;
    for c in text.chars().filter(|c| !hidden(*c)) {
        run = if c.is_whitespace() { 0 } else { run + 1 };
        if run > WORD_CHARS_MAX && (!is_mark(c) || run > 2 * WORD_CHARS_MAX) {
            out.push('\u{200b}');
            run = 1;
        }
        out.push(if c.is_control() && c != '\n' { ' ' } else { c });
    }
    out
}

/// A mark that stands on the letter before it: the two are not divided.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}')
}

fn style(style: &TextStyle) -> Value {
    let align = match style.align {
        TextAlign::Left => "left",
        TextAlign::Centre => "centre",
        TextAlign::Right => "right",
        TextAlign::Justified => "justified",
    };
    dict! {
        "size" => style.size_pt,
        "bold" => style.bold,
        "italic" => style.italic,
        "underline" => style.underline,
        "capitals" => style.capitals,
        "align" => align,
    }
    .into_value()
}

fn pack_values(pack: &LayoutPack) -> Value {
    let (page, heading, signature, annex, body) = (&pack.page, &pack.heading, &pack.signature, &pack.annex, &pack.body);
    dict! {
        "upright" => array![page.top_mm, page.bottom_mm, page.inside_mm, page.outside_mm],
        "lying" => array![annex.top_mm, annex.bottom_mm, annex.inside_mm, annex.outside_mm],
        "sheet" => array![page.width_mm, page.height_mm],
        "number_from_edge" => page.number_from_edge_mm,
        "number_on_first_page" => page.number_on_first_page,
        "annex_number_on_first_page" => annex.number_on_first_page,
        "heading" => array![heading.left_mm, heading.right_mm],
        "national_line" => heading.national_line,
        "issuer_mark" => clean(&heading.issuer_mark),
        "issuer_line" => heading.issuer_line_share,
        "thickness" => heading.line_thickness_pt,
        "title_rule" => clean(&heading.title_rule),
        "title_line" => heading.title_line_share,
        "draft_left" => heading.draft_place == DraftPlace::Left,
        "signature" => array![signature.left_mm, signature.right_mm],
        "signature_gap" => signature.gap_lines * pack.text.signer_name.size_pt,
        "indent" => body.first_line_mm,
        "line" => body.line_exact_pt,
        "gap" => body.before_pt + body.after_pt,
        "border" => annex.border_pt,
        "cell_margin" => annex.cell_margin_mm,
        "text" => text_values(&pack.text),
    }
    .into_value()
}

fn text_values(text: &Texts) -> Value {
    dict! {
        "national" => style(&text.national),
        "motto" => style(&text.motto),
        "superior" => style(&text.superior),
        "issuer" => style(&text.issuer),
        "star" => style(&text.star),
        "number" => style(&text.number),
        "date" => style(&text.place_and_date),
        "draft" => style(&text.draft),
        "kind" => style(&text.kind),
        "title" => style(&text.title),
        "rule" => style(&text.rule),
        "body" => style(&text.body),
        "basis" => style(&text.basis),
        "chapter" => style(&text.chapter),
        "level1" => style(&text.level1),
        "level2" => style(&text.level2),
        "level3" => style(&text.level3),
        "field" => style(&text.field),
        "authority" => style(&text.authority),
        "signer_title" => style(&text.signer_title),
        "signer" => style(&text.signer_name),
        "recipients_label" => style(&text.recipients_label),
        "recipients" => style(&text.recipients),
        "page_number" => style(&text.page_number),
        "annex_mark" => style(&text.annex_mark),
        "annex_name" => style(&text.annex_name),
        "annex_reference" => style(&text.annex_reference),
        "table_header" => style(&text.table_header),
        "table_group" => style(&text.table_group),
        "table" => style(&text.table_text),
    }
    .into_value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_without_end_may_be_divided_and_loses_no_letter() {
        for (letter, count) in [('a', 200_000), ('ệ', 1_000), ('\u{0301}', 1_000), ('9', WORD_CHARS_MAX + 1)] {
            let drawn = clean(&String::from_iter(std::iter::repeat_n(letter, count)));
            assert!(drawn.split('\u{200b}').all(|it| it.chars().count() <= 2 * WORD_CHARS_MAX), "{letter}");
            assert_eq!(drawn.chars().filter(|it| *it == letter).count(), count);
        }
    }

    #[test]
    fn words_of_a_paper_and_marks_on_their_letters_are_left_whole() {
        let words = format!("Nghị quyết https://mau.example/van-ban/2026 {}e\u{0302}", "a".repeat(WORD_CHARS_MAX - 1));
        assert_eq!(clean(&words), words);
        assert_eq!(clean("gõ\u{200b}\tchữ\nmới"), "gõ chữ\nmới");
    }
}
