//! Marks of state secrecy: a paper that carries one is not taken in (architecture, decision 5).

use super::limits::SECRECY_PARAGRAPHS;
use crate::intake::Refusal;
use crate::intake::raw::{Block, RawPaper};
use hanhdong_domain::text::is_secrecy_mark;

/// Refuses a paper with a mark in a header or footer, or in one of its first paragraphs, cells or text boxes.
pub(super) fn refuse(paper: &RawPaper) -> Result<(), Refusal> {
    if paper.margins.iter().any(|it| is_marked(it)) {
        return Err(Refusal::SecrecyMark);
    }
    let mut left = SECRECY_PARAGRAPHS;
    for block in &paper.blocks {
        match block {
            Block::Paragraph(it) => look(&it.text, &mut left)?,
            Block::Table(table) => {
                for cell in table.rows.iter().flat_map(|row| &row.cells).filter(|it| !it.text.is_empty()) {
                    look(&cell.text, &mut left)?;
                }
            }
        }
        if left == 0 {
            break;
        }
    }
    Ok(())
}

/// Refuses a text file in which a line of its own is a mark, before lines are joined into paragraphs: a mark that
/// follows the issuer's name without a blank line is still one. In the middle of a wrapped paragraph only capitals
/// count, since there the word may belong to a sentence.
pub(super) fn refuse_lines(source: &str) -> Result<(), Refusal> {
    let mut first_of_block = true;
    let mut seen = 0;
    for line in source.lines() {
        if line.trim().is_empty() {
            first_of_block = true;
            continue;
        }
        if is_secrecy_mark(line) && (first_of_block || line.chars().all(|it| !it.is_lowercase())) {
            return Err(Refusal::SecrecyMark);
        }
        first_of_block = false;
        seen += 1;
        if seen == SECRECY_PARAGRAPHS {
            break;
        }
    }
    Ok(())
}

fn look(text: &str, left: &mut usize) -> Result<(), Refusal> {
    if *left == 0 {
        return Ok(());
    }
    if is_marked(text) {
        return Err(Refusal::SecrecyMark);
    }
    *left = left.saturating_sub(text.lines().filter(|it| !it.trim().is_empty()).count().max(1));
    Ok(())
}

/// Is the whole text a mark, or one of its lines?
fn is_marked(text: &str) -> bool {
    is_secrecy_mark(text) || (text.contains('\n') && text.lines().any(is_secrecy_mark))
}
