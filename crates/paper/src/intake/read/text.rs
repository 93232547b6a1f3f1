//! Plain text: lines to paragraphs.

use super::lines::{continues, is_full, is_rule, wrap_width};
use crate::intake::raw::{Block, Paragraph};
use hanhdong_domain::Place;

/// The paragraphs of a plain text; its hard wraps are undone, its line numbers kept.
pub(super) fn blocks(source: &str) -> Vec<Block> {
    let width = wrap_width(source.lines());
    let mut out: Vec<Paragraph> = Vec::new();
    let mut above = "";
    for (number, line) in (1u32..).zip(source.lines()) {
        let line = line.trim();
        if line.is_empty() || is_rule(line) {
            above = "";
            continue;
        }
        let full = width.is_some_and(|it| is_full(above, line, it));
        match out.last_mut() {
            Some(open) if !above.is_empty() && continues(above, line, full) => {
                open.text.push(' ');
                open.text.push_str(line);
            }
            _ => out.push(Paragraph { text: line.to_owned(), place: Place::line(number), ..Paragraph::default() }),
        }
        above = line;
    }
    out.into_iter().map(Block::Paragraph).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> Vec<(u32, String)> {
        blocks(source)
            .into_iter()
            .filter_map(|it| match it {
                Block::Paragraph(it) => Some((it.place.line, it.text)),
                Block::Table(_) => None,
            })
            .collect()
    }

    #[test]
    fn a_heading_above_its_text_is_a_paragraph_of_its_own() {
        let got = read("CHƯƠNG TRÌNH HÀNH ĐỘNG\n\nI. Mục tiêu\nGiữ gìn trật tự.\n- Một\n- Hai\n");
        let want = [(1, "CHƯƠNG TRÌNH HÀNH ĐỘNG"), (3, "I. Mục tiêu"), (4, "Giữ gìn trật tự."), (5, "- Một"), (6, "- Hai")];
        assert_eq!(got, want.map(|(line, text)| (line, text.to_owned())));
    }

    #[test]
    fn hard_wraps_are_undone_at_the_width_of_the_text() {
        let got = read("Căn cứ tình hình thực tế của\nđịa phương và đề nghị của Văn\nphòng, Ban Thường vụ Đảng ủy\nXã Mẫu A ban hành kế hoạch.\nNơi nhận:\n- Lưu.\n");
        assert_eq!(got.len(), 3, "{got:?}");
        assert_eq!(got[0].1, "Căn cứ tình hình thực tế của địa phương và đề nghị của Văn phòng, Ban Thường vụ Đảng ủy Xã Mẫu A ban hành kế hoạch.");
        assert_eq!(got[1], (5, "Nơi nhận:".to_owned()));
    }
}
