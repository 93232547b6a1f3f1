//! A draft with its lines numbered, for pen and ruler: every line has one number, the same on paper and on screen.

use hanhdong_domain::programme::{Anchor, Document, Signature};

use super::{clean, head};
use crate::official::layout::LayoutPack;
use crate::official::paper::{Align, Block, OfficialPaper, Row, Table};

/// Letters of a line: short enough that a line of the page holds one, and that a correction is found at a glance.
pub const LINE_CHARS_MAX: usize = 78;

/// Where a text is divided into lines: byte ranges that together hold every word, divided at white space alone; a word longer
/// than a line has a line of its own.
pub fn lines_of(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut out: Vec<std::ops::Range<usize>> = Vec::new();
    let mut begins = 0;
    for paragraph in text.split_inclusive('\n') {
        let ends = begins + paragraph.trim_end().len();
        let mut from = begins + (paragraph.len() - paragraph.trim_start().len()).min(paragraph.trim_end().len());
        begins += paragraph.len();
        let (mut count, mut last_space) = (0, None);
        let mut at = from;
        while at < ends {
            let Some(c) = text.get(at..).and_then(|it| it.chars().next()) else { break };
            if c.is_whitespace() {
                last_space = Some(at);
            }
            count += 1;
            at += c.len_utf8();
            if let (true, Some(space)) = (LINE_CHARS_MAX < count, last_space) {
                out.push(from..space);
                let rest = text.get(space..).unwrap_or_default();
                from = space + (rest.len() - rest.trim_start().len());
                (at, count, last_space) = (from, 0, None);
            }
        }
        if from < ends {
            out.push(from..ends);
        }
    }
    out
}

/// Lays numbered lines out as a paper: number and words of each, with the mark of the draft they were taken from.
#[doc(alias = "bản đánh số dòng")]
pub fn lined(document: &Document, lines: &[(usize, String)], pack: &LayoutPack) -> OfficialPaper {
    let document = Document {
        superior: document.superior.clone(),
        issuer: document.issuer.clone(),
        kind: document.kind.clone(),
        title: document.title.clone(),
        draft: document.draft.clone(),
        signature: Signature::default(),
        ..Document::default()
    };
    let mut paper = head::head(&document, pack);
    let row = |(number, text): &(usize, String)| Some(Row::Item { cells: vec![number.to_string(), clean(text)], anchor: Anchor::new(&format!("b_{number}"))? });
    paper.body = vec![Block::Table(Table {
        header: ["Dòng", "Nội dung"].map(str::to_owned).to_vec(),
        widths: vec![0.1, 0.9],
        aligns: vec![Align::Right, Align::Left],
        rows: lines.iter().filter_map(row).collect(),
    })];
    paper
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_end_between_words() {
        let text = "Xây dựng đề án sinh kế ven sông cho hộ nghèo, hộ cận nghèo; hỗ trợ vay vốn, đào tạo nghề và giới thiệu việc làm cho lao động nông thôn.\nGiao Phòng Kinh tế.";
        let lines: Vec<&str> = lines_of(text).into_iter().map(|it| &text[it]).collect();
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[2], "Giao Phòng Kinh tế.");
        assert!(lines.iter().all(|it| it.chars().count() <= LINE_CHARS_MAX && it.trim() == *it), "{lines:?}");
        assert_eq!(lines_of(""), []);
        assert_eq!(lines_of(" \n "), []);
    }

    proptest! {
        /// The lines hold every word, in order, each whole and in one line only.
        #[test]
        fn no_word_is_lost_between_lines(words in proptest::collection::vec("[a-zđạ]{1,100}", 0..40), gaps in proptest::collection::vec("[ \n]{1,3}", 40)) {
            let text: String = words.iter().zip(&gaps).flat_map(|(word, gap)| [word.as_str(), gap.as_str()]).collect();
            let lines: Vec<&str> = lines_of(&text).into_iter().map(|it| &text[it]).collect();
            let said: Vec<&str> = lines.iter().flat_map(|it| it.split_whitespace()).collect();
            prop_assert_eq!(said, words.iter().map(String::as_str).collect::<Vec<_>>());
            prop_assert!(lines.iter().all(|it| !it.contains('\n') && (it.chars().count() <= LINE_CHARS_MAX || !it.contains(' '))));
        }
    }
}
