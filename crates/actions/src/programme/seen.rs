//! What a person had before the eyes, in few letters, so that a change says what it was made of; and the opening as lines.

use hanhdong_domain::Place;
use hanhdong_domain::programme::{Document, Node, Passage, PassageRole};
use hanhdong_domain::text::{fold, squeeze};
use hanhdong_paper::notation::{self, write_node};

use super::sheet::Sheet;
use super::slots::Kind;
use crate::refusal::Refusal;

/// What a node says, in few letters: two that read alike have the same, wherever they stand.
pub fn fingerprint(node: &Node) -> String {
    short(&write_node(node))
}

/// What head and foot say, in few letters.
pub fn fingerprint_of_head(document: &Document) -> String {
    short(&notation::write_document(document))
}

/// The paragraphs before the first part, one a line.
pub fn opening_text(opening: &[Passage]) -> String {
    opening.iter().map(|it| it.text.as_str()).collect::<Vec<_>>().join("\n")
}

/// What the paragraphs before the first part say, in few letters.
pub fn fingerprint_of_opening(opening: &[Passage]) -> String {
    short(&opening_text(opening))
}

/// Typed lines as paragraphs: one that stood there stays what it was, another is a basis where it begins as one does.
#[doc(alias = "căn cứ")]
pub(super) fn opening_of(before: &[Passage], text: &str) -> Result<Vec<Passage>, Refusal> {
    let passage = |line: &str| {
        let mut sheet = Sheet::new(Kind::Passage);
        sheet.fill("text", line).map_err(|it| Refusal::Field { field: "opening", why: it.why })?;
        let text = squeeze(sheet.get("text"));
        let is_basis = fold(text.trim_start_matches(['-', '–', '+', ' '])).starts_with("can cu");
        let role = if is_basis { PassageRole::Basis } else { PassageRole::Prose };
        Ok(before.iter().find(|it| it.text == text).cloned().unwrap_or(Passage { role, text, place: Place::default() }))
    };
    let passages = text.lines().map(passage).collect::<Result<Vec<_>, Refusal>>()?;
    Ok(passages.into_iter().filter(|it| !it.text.is_empty()).collect())
}

fn short(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..20].to_owned()
}
