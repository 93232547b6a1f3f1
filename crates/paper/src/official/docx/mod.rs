//! The official paper as a Word file: own writer, real styles, the same bytes for the same paper.

mod body;
mod head;
mod package;
mod sections;
mod styles;
mod table;
mod xml;

pub(crate) use body::Drawer;
pub(crate) use package::pack_parts;
pub(crate) use sections::DrawnAnnex;
pub(crate) use table::MarkedRow;
pub(crate) use xml::escape;

use super::layout::LayoutPack;
use super::paper::{Block, OfficialPaper};
use crate::redline::Revision;

/// Draws a paper as DOCX. Identities stand as bookmarks `hd_<anchor>`; no clock, no names of persons in the
/// properties, so the same paper gives the same bytes.
pub fn write(paper: &OfficialPaper, pack: &LayoutPack) -> Vec<u8> {
    let mut drawer = Drawer::new(pack);
    drawer.head(paper);
    let kept = kept_blocks(&paper.body);
    for (i, block) in paper.body.iter().enumerate() {
        drawer.block(block, pack.page.text_width_mm(), i >= kept);
    }
    drawer.signature(paper);
    drawer.foot(paper);
    let annexes: Vec<DrawnAnnex<'_>> = paper.annexes.iter().map(|annex| DrawnAnnex { annex, before: None, revision: Revision::Same }).collect();
    drawer.sections(&annexes, |drawer, drawn, width_mm| {
        for block in &drawn.annex.blocks {
            drawer.block(block, width_mm, false);
        }
    });
    package::zip(&drawer.into_xml(), paper, pack)
}

/// From which block on the body is kept with the signature: its last two paragraphs, or its last table row.
pub(crate) fn kept_blocks(body: &[Block]) -> usize {
    match body.last() {
        Some(Block::Table(_)) => body.len() - 1,
        Some(Block::Paragraph(_)) | None => body.len().saturating_sub(2),
    }
}

/// The package around a drawn `document.xml`.
pub(crate) fn package(document: &str, paper: &OfficialPaper, pack: &LayoutPack) -> Vec<u8> {
    package::zip(document, paper, pack)
}

#[cfg(test)]
mod tests;
