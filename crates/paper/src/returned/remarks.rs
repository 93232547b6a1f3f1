//! Comments of a Word file, each with the item that it was made at.

use std::collections::BTreeMap;

use hanhdong_domain::programme::{Anchor, Programme};
use hanhdong_domain::text::nfc;

use super::hands::Hand;
use crate::intake::read::package::Package;
use crate::intake::read::xml::{Name, Node, Xml, number};
use crate::intake::understand::Purpose;
use crate::intake::{Refusal, import};

/// Comments that are read.
const REMARKS_MAX: usize = 2000;
/// Letters of a comment: those that a comment of ours may have.
const WORDS_CHARS_MAX: usize = 3800;

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Who made it and when.
    pub hand: Hand,
    /// What it says.
    pub words: String,
    /// The item at which it was made; `None` at a heading, a passage, the head or foot.
    pub anchor: Option<Anchor>,
}

/// The comments of a file, in the order of its text.
pub(super) fn remarks(package: &mut Package<'_>, main: &str, source: &str, bytes: &[u8]) -> Result<Vec<Remark>, Refusal> {
    let Some(part) = package.relations(main)?.into_iter().find(|it| it.kind == "comments").map(|it| it.target) else { return Ok(Vec::new()) };
    let Some(text) = package.text(&part)? else { return Ok(Vec::new()) };
    let said = said(&text, &part)?;
    let lines = lines(source, main)?;
    // The file as it is: only its paragraphs are numbered as those at which the comments begin.
    let programme = import(bytes, Purpose::Programme)?;
    let mut placed: Vec<(u32, Remark)> = Vec::new();
    for (id, (hand, words)) in said {
        if words.is_empty() {
            continue;
        }
        let line = lines.get(&id).copied().unwrap_or(0);
        let anchor = item_at(&programme, line);
        placed.push((line, Remark { hand, words, anchor }));
    }
    placed.sort_by_key(|it| it.0);
    Ok(placed.into_iter().map(|it| it.1).collect())
}

/// The item whose paragraphs hold a line.
fn item_at(programme: &Programme, line: u32) -> Option<Anchor> {
    if line == 0 {
        return None;
    }
    // The last thing of the paper that begins at or before it, whatever it is.
    let things = programme.parts.iter().flat_map(|part| {
        let nodes = part.nodes.iter().map(|it| (it.place().line, it.item().map(|it| it.anchor())));
        std::iter::once((part.place.line, None)).chain(nodes)
    });
    things.filter(|it| it.0 != 0 && it.0 <= line).max_by_key(|it| it.0)?.1.cloned()
}

/// What each comment says, by its id.
fn said(source: &str, part: &str) -> Result<BTreeMap<i64, (Hand, String)>, Refusal> {
    let mut xml = Xml::new(source, part);
    let mut out: BTreeMap<i64, (Hand, String)> = BTreeMap::new();
    let mut current: Option<(i64, Hand, String)> = None;
    let mut in_text = false;
    while let Some(node) = xml.next()? {
        match node {
            Node::Start(start) => match (xml.prefixes.name(start.name().0), &mut current) {
                (Name::Word("comment"), _) => current = number(&start, "id").map(|id| (id, Hand::of(&start), String::new())),
                (Name::Word("t"), _) => in_text = true,
                (Name::Word("p" | "br"), Some((_, _, words))) if !words.is_empty() => words.push('\n'),
                _ => {}
            },
            Node::End(name) => match xml.prefixes.name(&name) {
                Name::Word("t") => in_text = false,
                Name::Word("comment") => {
                    if let Some((id, hand, mut words)) = current.take().filter(|_| out.len() < REMARKS_MAX) {
                        crate::intake::read::strip_controls(&mut words);
                        out.insert(id, (hand, nfc(words.trim()).chars().take(WORDS_CHARS_MAX).collect()));
                    }
                }
                Name::Word(_) | Name::Compatibility(_) | Name::Other(_) => {}
            },
            Node::Text(text) if in_text => {
                if let Some((_, _, words)) = current.as_mut().filter(|it| it.2.len() < 4 * WORDS_CHARS_MAX) {
                    words.push_str(&text);
                }
            }
            Node::Text(_) => {}
        }
    }
    Ok(out)
}

/// The paragraph at which each comment begins, numbered as the reader numbers them.
fn lines(source: &str, part: &str) -> Result<BTreeMap<i64, u32>, Refusal> {
    let mut xml = Xml::new(source, part);
    let mut out = BTreeMap::new();
    let (mut line, mut depth) = (0u32, 0usize);
    let mut choices: Vec<bool> = Vec::new();
    while let Some(node) = xml.next()? {
        match node {
            Node::Start(start) => match (xml.prefixes.name(start.name().0), choices.last_mut()) {
                (Name::Word("p"), _) => (line, depth) = (line.saturating_add(1), depth + 1),
                (Name::Word("commentRangeStart" | "commentReference"), _) => {
                    if let Some(id) = number(&start, "id") {
                        // Between two paragraphs it begins with the next one.
                        out.entry(id).or_insert(if depth == 0 { line + 1 } else { line });
                    }
                }
                (Name::Compatibility("AlternateContent"), _) => choices.push(false),
                (Name::Compatibility("Choice" | "Fallback"), Some(taken)) if *taken => xml.skip()?,
                (Name::Compatibility("Choice" | "Fallback"), Some(taken)) => *taken = true,
                _ => {}
            },
            Node::End(name) => match xml.prefixes.name(&name) {
                Name::Word("p") => depth = depth.saturating_sub(1),
                Name::Compatibility("AlternateContent") => drop(choices.pop()),
                Name::Word(_) | Name::Compatibility(_) | Name::Other(_) => {}
            },
            Node::Text(_) => {}
        }
    }
    Ok(out)
}
