//! A form that came back, held against the draft: what the unit changed, added, said.

use std::collections::{BTreeMap, BTreeSet};

use hanhdong_domain::programme::{Anchor, Node, Programme};
use hanhdong_domain::text::{fold, squeeze};
use hanhdong_paper::returned::{ReadField, ReadForm, ReadItem};

use super::body::{Body, How, Proposal, RefusedRow, RowRefusal, What};
use crate::programme::forms::{Labels, REMARK, REMARK_LABEL, form_slots};
use crate::programme::sheet::{Sheet, sheet_of_node};
use crate::programme::slots::{Kind, Slot};

/// Letters of what a unit says about an item.
const REMARK_CHARS_MAX: usize = 3800;
/// Letters of a refused row that are shown.
const SHOWN_CHARS_MAX: usize = 200;

/// What a form is held against.
pub(super) struct Against<'a> {
    /// The draft now.
    pub(super) now: &'a Programme,
    /// The items of the section.
    pub(super) section: &'a BTreeSet<Anchor>,
    /// Who works on the section.
    pub(super) holder: &'a str,
    /// The items as they stood when the form was made, where that is known.
    pub(super) seen: &'a BTreeMap<Anchor, Node>,
    /// What fields are called.
    pub(super) labels: Labels,
}

impl Against<'_> {
    /// What a form proposes.
    pub(super) fn read(&self, form: &ReadForm) -> Body {
        let mut body = Body::default();
        let mut met: BTreeSet<Anchor> = BTreeSet::new();
        let mut last: Option<Anchor> = None;
        for block in &form.items {
            match &block.anchor {
                Some(anchor) => {
                    let found = Anchor::new(anchor).and_then(|it| Some((node(self.now, &it)?, it)));
                    let why = match &found {
                        None => Some(RowRefusal::UnknownItem),
                        Some((_, it)) if !self.section.contains(it) => Some(RowRefusal::OtherSection),
                        Some((_, it)) if !met.insert(it.clone()) => Some(RowRefusal::Twice),
                        Some(_) => None,
                    };
                    match (found, why) {
                        (Some((node, anchor)), None) => {
                            self.item(&mut body, node, &anchor, block);
                            last = Some(anchor);
                        }
                        (_, why) => refuse(&mut body, block.row, why.unwrap_or(RowRefusal::UnknownItem), anchor),
                    }
                }
                None => self.comes(&mut body, block, last.as_ref()),
            }
        }
        body
    }

    fn item(&self, body: &mut Body, now: &Node, anchor: &Anchor, block: &ReadItem) {
        let kind = Kind::of(now);
        let is_now = sheet_of_node(now);
        let was = self.seen.get(anchor).filter(|it| Kind::of(it) == kind).map(sheet_of_node);
        for (slot, field) in self.fields(body, kind, block) {
            if slot.is_empty() {
                let words: String = field.value.chars().take(REMARK_CHARS_MAX).collect();
                if !words.is_empty() {
                    self.put(body, What::Remark { item: Some(anchor.to_string()), words });
                }
                continue;
            }
            let mut mine = Sheet::new(kind);
            if mine.fill(slot, &field.value).is_err() {
                refuse(body, field.row, RowRefusal::Unfit, &field.value);
                continue;
            }
            let base = was.as_ref().map(|it| it.get(slot).to_owned());
            let mine = mine.get(slot).to_owned();
            // As the field reads once it is kept: what differs only in white space was not changed.
            let same = |it: &str| squeeze(it) == squeeze(&mine);
            if !same(base.as_deref().unwrap_or_else(|| is_now.get(slot))) {
                self.put(body, What::Slot { item: anchor.to_string(), slot: slot.to_owned(), base, mine });
            }
        }
    }

    fn comes(&self, body: &mut Body, block: &ReadItem, after: Option<&Anchor>) {
        let Some(kind) = Kind::of_name(&block.kind).filter(|it| Kind::ITEMS.contains(it)) else {
            return refuse(body, block.row, RowRefusal::UnknownItem, &block.kind);
        };
        let mut sheet = Sheet::new(kind);
        let mut said = Vec::new();
        for (slot, field) in self.fields(body, kind, block) {
            if slot.is_empty() || field.value.is_empty() {
                continue;
            }
            match sheet.fill(slot, &field.value) {
                Ok(()) => said.push((slot.to_owned(), sheet.get(slot).to_owned())),
                Err(_) => refuse(body, field.row, RowRefusal::Unfit, &field.value),
            }
        }
        if said.is_empty() {
            return;
        }
        if sheet.get("text").is_empty() {
            let words: Vec<&str> = said.iter().map(|it| it.1.as_str()).collect();
            return refuse(body, block.row, RowRefusal::NoName, &words.join("; "));
        }
        self.put(body, What::New { kind: kind.name().to_owned(), fields: said, after: after.map(ToString::to_string) });
    }

    /// The fields of a block with their slots ("" for what is said beside); what cannot be told is refused by its row.
    fn fields<'f>(&self, body: &mut Body, kind: Kind, block: &'f ReadItem) -> Vec<(&'static str, &'f ReadField)> {
        let mut out: Vec<(&'static str, &ReadField)> = Vec::new();
        for field in &block.fields {
            let is_called = |label: &str| fold(&squeeze(label)) == fold(&squeeze(&field.label));
            let by_label = || form_slots(kind).find(|it: &&Slot| is_called(&(self.labels)(kind, it))).map(|it| it.name);
            let found = match field.name.as_deref() {
                _ if field.is_strayed => Err(RowRefusal::Strayed),
                Some(REMARK) => {
                    if is_called(REMARK_LABEL) {
                        Ok("")
                    } else {
                        Err(RowRefusal::LabelChanged)
                    }
                }
                Some(name) => match form_slots(kind).find(|it| it.name == name) {
                    Some(slot) if is_called(&(self.labels)(kind, slot)) => Ok(slot.name),
                    Some(_) => Err(RowRefusal::LabelChanged),
                    None => Err(RowRefusal::UnknownItem),
                },
                None if is_called(REMARK_LABEL) => Ok(""),
                None => by_label().ok_or(RowRefusal::LabelChanged),
            };
            match found {
                Ok(slot) if out.iter().any(|it| it.0 == slot) => refuse(body, field.row, RowRefusal::Twice, &field.value),
                Ok(slot) => out.push((slot, field)),
                Err(why) => refuse(body, field.row, why, &format!("{}: {}", field.label, field.value)),
            }
        }
        out
    }

    fn put(&self, body: &mut Body, what: What) {
        body.rows.push(Proposal { what, by: self.holder.to_owned(), day: String::new(), how: How::Form, sure: 100 });
    }
}

fn refuse(body: &mut Body, row: u32, why: RowRefusal, words: &str) {
    body.refused.push(RefusedRow { row, why, words: words.chars().take(SHOWN_CHARS_MAX).collect() });
}

pub(super) fn node<'a>(programme: &'a Programme, anchor: &Anchor) -> Option<&'a Node> {
    let (part, at) = programme.position(anchor)?;
    programme.parts.get(part)?.nodes.get(at)
}
