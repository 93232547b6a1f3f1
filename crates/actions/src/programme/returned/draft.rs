//! A draft that came back, held against the versions it may have been: what each hand changed, and what nobody tracked.

use std::collections::BTreeMap;

use hanhdong_domain::programme::{Anchor, Node, Programme};
use hanhdong_domain::text::{dice, fold_words};
use hanhdong_paper::redline::{diff, with_anchors_of};
use hanhdong_paper::returned::{Back, Hand};

use super::body::{Body, How, Proposal, What};
use super::form::node;
use crate::programme::sheet::{Sheet, sheet_of_node};
use crate::programme::slots::{Kind, Shape};

/// Words as like as this say the same thing otherwise.
const ALIKE: f64 = 0.5;
/// Rows of one paper.
const ROWS_MAX: usize = 5_000;

/// A version that the draft may have been.
pub(super) struct Base {
    /// What it is called.
    pub(super) name: String,
    /// What it says.
    pub(super) stored: Programme,
    /// What it says once it went through Word.
    pub(super) read: Programme,
}

/// What a draft proposes; `None` where it is none of these versions.
pub(super) fn draft(back: &Back, bases: &[Base]) -> Option<Body> {
    let scores = bases.iter().map(|it| (score(&back.original, &it.read), it));
    // Of versions that fit alike the first: callers begin with the one that stands now.
    let (points, base) = scores.fold(None::<(usize, &Base)>, |best, it| if best.as_ref().is_some_and(|best| it.0 <= best.0) { best } else { Some(it) })?;
    if points == 0 {
        return None;
    }
    let mut body = Body { version: base.name.clone(), ..Body::default() };
    let mut before = base.read.clone();
    let raw = std::iter::once((Hand::default(), &back.original, How::Untracked)).chain(back.steps.iter().map(|it| (it.hand.clone(), &it.after, How::Tracked)));
    for (hand, after, how) in raw {
        let named = with_anchors_of(after, &before);
        let step = Step { base, before: &before, after: &named, raw: after };
        let rows = step.rows();
        body.rows.extend(rows.into_iter().map(|(what, sure)| Proposal { what, by: hand.author.clone(), day: hand.day.clone(), how, sure }));
        before = named;
    }
    for remark in &back.remarks {
        let what = What::Remark { item: remark.anchor.as_ref().map(ToString::to_string), words: remark.words.clone() };
        body.rows.push(Proposal { what, by: remark.hand.author.clone(), day: remark.hand.day.clone(), how: How::Tracked, sure: 100 });
    }
    body.rows.truncate(ROWS_MAX);
    Some(body)
}

/// How much of a version a paper is: items that read alike count double.
fn score(paper: &Programme, version: &Programme) -> usize {
    let there: BTreeMap<&Anchor, &str> = version.items().map(|it| (it.anchor(), it.text())).collect();
    paper.items().filter_map(|it| there.get(it.anchor()).map(|text| if *text == it.text() { 2 } else { 1 })).sum()
}

/// What one hand did.
struct Step<'a> {
    base: &'a Base,
    before: &'a Programme,
    /// With the identities of `before`.
    after: &'a Programme,
    raw: &'a Programme,
}

impl Step<'_> {
    fn rows(&self) -> Vec<(What, u8)> {
        let mut out = Vec::new();
        let mut last: Option<&Anchor> = None;
        for after in self.after.parts.iter().flat_map(|it| &it.nodes) {
            let Some(item) = after.item() else { continue };
            match node(self.before, item.anchor()) {
                Some(before) if Kind::of(before) == Kind::of(after) => {
                    self.slots(&mut out, before, after, item.anchor());
                    last = Some(item.anchor());
                }
                Some(_) => last = Some(item.anchor()),
                None => out.push((new(after, last), 100)),
            }
        }
        for item in self.before.items().filter(|it| node(self.after, it.anchor()).is_none()) {
            out.push((What::Gone { item: item.anchor().to_string(), text: item.text().to_owned() }, 100));
        }
        for moved in diff(self.before, self.after).into_iter().filter(|it| it.moved) {
            if let Some(anchor) = moved.anchor {
                out.push((What::Remark { item: Some(anchor.to_string()), words: "Trong tệp gửi về, mục này được chuyển sang vị trí khác.".to_owned() }, 100));
            }
        }
        self.lines(&mut out);
        out
    }

    fn slots(&self, out: &mut Vec<(What, u8)>, before: &Node, after: &Node, anchor: &Anchor) {
        let (was, is) = (sheet_of_node(before), sheet_of_node(after));
        let is_own = node(self.raw, anchor).is_some();
        let sure = if is_own { 100 } else { hundredths(dice(&fold_words(was.get("text")), &fold_words(is.get("text")))) };
        for slot in was.kind.slots().iter().filter(|it| it.name != "code" && matches!(it.shape, Shape::Line | Shape::Text | Shape::Lines)) {
            if was.get(slot.name) != is.get(slot.name) {
                let base = Some(self.as_stored(anchor, slot.name, was.get(slot.name)));
                out.push((What::Slot { item: anchor.to_string(), slot: slot.name.to_owned(), base, mine: is.get(slot.name).to_owned() }, sure));
            }
        }
    }

    /// A field as it is stored, where Word reads it otherwise than it was written.
    fn as_stored(&self, anchor: &Anchor, slot: &str, read: &str) -> String {
        let of = |programme: &Programme| node(programme, anchor).map(|it| sheet_of_node(it).get(slot).to_owned());
        match (of(&self.base.read), of(&self.base.stored)) {
            (Some(again), Some(stored)) if again == read => stored,
            _ => read.to_owned(),
        }
    }

    /// Headings and passages: paired by their words, since they have no identity.
    fn lines(&self, out: &mut Vec<(What, u8)>) {
        let (mut gone, mut come) = (lines(self.before), lines(self.after));
        for text in lines(self.before) {
            if let (Some(a), Some(b)) = (gone.iter().position(|it| *it == text), come.iter().position(|it| *it == text)) {
                gone.remove(a);
                come.remove(b);
            }
        }
        for base in gone {
            let words = fold_words(base);
            let likeness = |it: &&str| dice(&words, &fold_words(it));
            let best = come.iter().enumerate().map(|(at, it)| (at, likeness(it))).max_by(|a, b| a.1.total_cmp(&b.1)).filter(|it| ALIKE <= it.1);
            match best {
                Some((at, likeness)) => out.push((What::Line { base: base.to_owned(), mine: Some(come.remove(at).to_owned()) }, hundredths(likeness))),
                None => out.push((What::Line { base: base.to_owned(), mine: None }, 100)),
            }
        }
        out.extend(come.into_iter().map(|it| (What::Remark { item: None, words: format!("Đoạn mới: {it}") }, 100)));
    }
}

fn hundredths(likeness: f64) -> u8 {
    // From 0 to 100, so it fits.
    (likeness.clamp(0.0, 1.0) * 100.0).round() as u8
}

fn lines(programme: &Programme) -> Vec<&str> {
    let opening = programme.opening.iter().map(|it| it.text.as_str());
    let parts = programme.parts.iter().flat_map(|part| {
        let nodes = part.nodes.iter().filter_map(|it| match it {
            Node::Heading(it) => Some(it.text.as_str()),
            Node::Text(it) => Some(it.text.as_str()),
            Node::Goal(_) | Node::Requirement(_) | Node::Target(_) | Node::Task(_) | Node::KeyWork(_) | Node::Arrangement(_) => None,
        });
        std::iter::once(part.heading.as_str()).chain(nodes)
    });
    opening.chain(parts).filter(|it| !it.is_empty()).collect()
}

fn new(node: &Node, after: Option<&Anchor>) -> What {
    let sheet: Sheet = sheet_of_node(node);
    let fields = sheet.kind.slots().iter().filter(|it| it.name != "code" && !sheet.get(it.name).is_empty()).map(|it| (it.name.to_owned(), sheet.get(it.name).to_owned()));
    What::New { kind: sheet.kind.name().to_owned(), fields: fields.collect(), after: after.map(ToString::to_string) }
}
