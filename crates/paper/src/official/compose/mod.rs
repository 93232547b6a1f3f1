//! What stands where: the programme laid out as an official paper. Nothing of the programme is left out.

mod annex;
pub mod appraisal;
pub mod approval;
mod columns;
pub(super) mod comparison;
pub mod correction;
pub mod handover;
mod head;
pub(super) mod lined;
pub mod meeting;
mod prose;
mod small;
mod table;

use hanhdong_domain::programme::{Node, Part, PartRole, PassageRole, Programme};
use hanhdong_domain::text::nfc;

pub(crate) use columns::{Served, served};
pub use head::symbols;

use super::layout::LayoutPack;
use super::paper::{Block, OfficialPaper, Paragraph, Style};

/// Lays a programme out as an official paper under a pack. A programme may have holes everywhere.
pub fn compose(programme: &Programme, pack: &LayoutPack) -> OfficialPaper {
    let served = served(programme);
    let mut paper = head::head(&programme.document, pack);
    for passage in &programme.opening {
        let style = match passage.role {
            PassageRole::Basis => Style::Basis,
            PassageRole::Prose | PassageRole::Outside | PassageRole::Enclosing | PassageRole::Unread => Style::Body,
        };
        push_paragraph(&mut paper.body, style, &passage.text);
    }
    let (annexes, sections): (Vec<&Part>, Vec<&Part>) = programme.parts.iter().partition(|it| it.role == PartRole::Annex);
    for part in sections {
        paper.body.extend(section_heading(part, pack));
        paper.body.extend(nodes(&part.nodes, &served, pack, table::Where::Body));
    }
    end_mark(&mut paper.body, &programme.parts, pack);
    paper.annexes = annexes.iter().enumerate().map(|(i, part)| annex::annex(part, i, annexes.len(), &programme.document, &served, pack)).collect();
    paper
}

/// The blocks of a run of nodes: rows become tables, everything else paragraphs.
fn nodes(nodes: &[Node], served: &Served, pack: &LayoutPack, place: table::Where) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < nodes.len() {
        if let Some((table, used)) = table::table_at(nodes, at, served, pack, place) {
            blocks.push(Block::Table(table));
            at += used;
        } else {
            if let Some(node) = nodes.get(at) {
                blocks.extend(prose::blocks(node, served, pack).into_iter().map(Block::Paragraph));
            }
            at += 1;
        }
    }
    blocks
}

fn section_heading(part: &Part, pack: &LayoutPack) -> Option<Block> {
    let heading = clean(&part.heading);
    let mark = part.mark.as_deref().map(clean).filter(|it| !it.is_empty());
    let (style, text) = match mark {
        Some(mark) if mark.contains(' ') => (Style::Chapter, if heading.is_empty() { mark } else { format!("{mark}\n{heading}") }),
        Some(mark) => (Style::Level1, format!("{mark}{} {heading}", pack.outline.level1_mark)),
        None => (Style::Level1, heading),
    };
    let text = text.trim_end().to_owned();
    (!text.is_empty()).then_some(Block::Paragraph(Paragraph { style, text, anchor: None }))
}

/// The end mark goes only after a plain paragraph: in an item it would change what the item says.
fn end_mark(body: &mut [Block], parts: &[Part], pack: &LayoutPack) {
    let last_is_passage = parts.iter().rfind(|it| it.role != PartRole::Annex).and_then(|it| it.nodes.last()).is_some_and(|it| matches!(it, Node::Text(_)));
    let mark = pack.outline.end_mark.as_str();
    if let (Some(Block::Paragraph(paragraph)), true) = (body.last_mut(), last_is_passage && !mark.is_empty())
        && !paragraph.text.ends_with(mark)
    {
        let bare = paragraph.text.trim_end_matches(['.', ' ']).len();
        paragraph.text.truncate(bare);
        paragraph.text.push_str(mark);
    }
}

fn push_paragraph(blocks: &mut Vec<Block>, style: Style, text: &str) {
    let text = clean(text);
    if !text.is_empty() {
        blocks.push(Block::Paragraph(Paragraph { style, text, anchor: None }));
    }
}

/// Text as it is printed: normal form C, without white space at its ends.
fn clean(text: &str) -> String {
    let text = nfc(text);
    let trimmed = text.trim();
    if trimmed.len() == text.len() { text } else { trimmed.to_owned() }
}

#[cfg(test)]
mod tests;
