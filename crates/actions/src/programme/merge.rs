//! Three sheets of one item: what somebody had before the eyes, what they typed, what stands there now. Each field is
//! settled by itself; what two people changed differently is for a person to settle, with all three in sight.

use hanhdong_domain::journal::Subject;
use hanhdong_domain::organisation::{ProgrammeAct, ProgrammeId};
use hanhdong_domain::programme::{Anchor, Node};
use hanhdong_paper::notation::read_node;
use hanhdong_paper::redline::{merge_lines, merge_words};
use hanhdong_store::{journal, programme as memory};

use super::journal_data::{EditData, Written};
use super::reading::{allowed, read};
use super::seen::fingerprint;
use super::sheet::{Sheet, SlotRefusal, sheet_of_node};
use super::slots::{Shape, Slot};
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

/// How many lines back it is looked for what somebody had before the eyes.
const LINES_BACK_MAX: i64 = 500;

/// A field that does not read the same in both texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotMerge {
    /// Which.
    pub slot: &'static Slot,
    /// What stood there when it was opened, where that is known.
    pub base: Option<String>,
    /// What was typed.
    pub mine: String,
    /// What stands there now.
    pub theirs: String,
    /// Both put together; `None` where both changed the same.
    pub merged: Option<String>,
}

/// What a person takes of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Take {
    /// What they typed first.
    Mine(String),
    /// What stands there now.
    Theirs,
    /// Words of both, or others.
    Words(String),
}

/// The fields that differ, each with what can be made of it. Without a base nothing is put together.
pub fn merge(base: Option<&Sheet>, mine: &Sheet, theirs: &Sheet) -> Vec<SlotMerge> {
    let one = |slot: &'static Slot| {
        let (mine, theirs) = (mine.get(slot.name), theirs.get(slot.name));
        let base = base.map(|it| it.get(slot.name));
        (mine != theirs).then(|| SlotMerge {
            slot,
            base: base.map(str::to_owned),
            mine: mine.to_owned(),
            theirs: theirs.to_owned(),
            merged: base.and_then(|base| merged(slot, base, mine, theirs)),
        })
    };
    mine.kind.slots().iter().filter_map(one).collect()
}

/// A field of both: what only one changed is theirs; words are put together word by word, lists entry by entry; a figure, a
/// lead, a day is one thing, and two different ones are no third.
pub(super) fn merged(slot: &Slot, base: &str, mine: &str, theirs: &str) -> Option<String> {
    match slot.shape {
        _ if mine == base => Some(theirs.to_owned()),
        _ if theirs == base => Some(mine.to_owned()),
        Shape::Text => merge_words(base, mine, theirs),
        Shape::Lines => merge_lines(base, mine, theirs),
        Shape::Line | Shape::Choice(_) | Shape::Choices(_) => None,
    }
}

/// What stands there now, with what was taken of each field.
pub fn settle(theirs: &Sheet, taken: &[(&'static str, Take)]) -> Result<Sheet, SlotRefusal> {
    let mut sheet = theirs.clone();
    for (slot, take) in taken {
        match take {
            Take::Theirs => {}
            Take::Mine(text) | Take::Words(text) => {
                sheet.empty(slot);
                sheet.fill(slot, text)?;
            }
        }
    }
    Ok(sheet)
}

impl App {
    /// An item as it stood when somebody had it before the eyes, by its fingerprint: from the journal, so that nobody needs to
    /// send it and nobody can send another; `None` where that is too long ago.
    pub async fn seen_before(&self, who: &Who, id: &ProgrammeId, item: &Anchor, seen: &str) -> Result<Option<Node>, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        allowed(&mut db, who, id, ProgrammeAct::ReadDrafting).await?;
        let row = memory::programme(&mut db, id).await?.ok_or(Refusal::NotFound)?;
        let programme = read(&row.body)?;
        let is_it = |it: &Node| it.item().is_some_and(|it| it.anchor() == item) && fingerprint(it) == seen;
        if let Some(now) = programme.parts.iter().flat_map(|it| &it.nodes).find(|it| is_it(it)) {
            return Ok(Some(now.clone()));
        }
        for line in journal::about(&mut db, Subject::Programme, id.as_str(), LINES_BACK_MAX).await? {
            let Ok(data) = serde_json::from_str::<EditData>(&line.event.data) else { continue };
            for written in &data.edits {
                let Written::Node { before, after, .. } = written else { continue };
                let found = [after, before].into_iter().flatten().filter_map(|it| read_node(it).ok()).find(|it| is_it(it));
                if found.is_some() {
                    return Ok(found);
                }
            }
        }
        Ok(None)
    }
}

/// The sheet of an item as it was seen.
pub fn sheet_seen(node: Option<&Node>) -> Option<Sheet> {
    node.map(sheet_of_node)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::programme::slots::Kind;
    use hanhdong_domain::Place;
    use hanhdong_domain::programme::{Edit, EditRefusal, Part, PartRole, Programme};
    use proptest::prelude::*;

    fn sheet(pairs: &[(&str, &str)]) -> Sheet {
        let mut sheet = Sheet::new(Kind::Task);
        for (slot, value) in pairs {
            sheet.fill(slot, value).expect("a slot");
        }
        sheet
    }

    #[test]
    fn each_field_is_settled_by_itself() {
        let base = sheet(&[("text", "Xây dựng đề án sinh kế ven sông"), ("lead", "Phòng Kinh tế"), ("deadline", "năm 2027"), ("resource", "3 tỷ đồng\nđất công\n2 biên chế")]);
        let mine = sheet(&[("text", "Lập đề án sinh kế ven sông"), ("lead", "Phòng Kinh tế"), ("deadline", "quý I/2027"), ("resource", "4 tỷ đồng\nđất công\n2 biên chế")]);
        let theirs =
            sheet(&[("text", "Xây dựng đề án sinh kế ven sông Mẫu"), ("lead", "Công an xã"), ("deadline", "quý II/2027"), ("resource", "3 tỷ đồng\nđất công\n3 biên chế")]);
        let found = merge(Some(&base), &mine, &theirs);
        let said: Vec<(&str, Option<&str>)> = found.iter().map(|it| (it.slot.name, it.merged.as_deref())).collect();
        assert_eq!(
            said,
            [("text", Some("Lập đề án sinh kế ven sông Mẫu")), ("lead", Some("Công an xã")), ("deadline", None), ("resource", Some("4 tỷ đồng\nđất công\n3 biên chế"))]
        );
        // Nobody knows what stood there: nothing is put together.
        assert!(merge(None, &mine, &theirs).iter().all(|it| it.merged.is_none() && it.base.is_none()));
        assert_eq!(merge(Some(&base), &mine, &mine), []);
        let settled =
            settle(&theirs, &[("text", Take::Words("Lập đề án".to_owned())), ("lead", Take::Theirs), ("deadline", Take::Mine("quý I/2027".to_owned()))]).expect("it fits");
        assert_eq!((settled.get("text"), settled.get("lead"), settled.get("deadline")), ("Lập đề án", "Công an xã", "quý I/2027"));
        assert_eq!(settled.get("resource"), theirs.get("resource"));
        assert!(settle(&theirs, &[("code", Take::Words("a".repeat(30_000)))]).is_err());
    }

    fn node(programme: &Programme) -> Node {
        programme.parts[0].nodes[0].clone()
    }

    /// An editor with a form open: what they had before the eyes, and the words they typed into it since.
    struct Editor {
        seen: Node,
        mine: Sheet,
        typed: Vec<String>,
    }

    /// Saves as the program does: refused where somebody was there first; then by what can be put together, and where it
    /// cannot, by the words of both.
    fn save(programme: &mut Programme, editor: &mut Editor, kept: &mut BTreeSet<String>) -> Result<(), TestCaseError> {
        let anchor = editor.seen.item().map(|it| it.anchor().clone()).expect("an item");
        let new = editor.mine.node(&anchor, Some(&editor.seen)).expect("it reads");
        let before = programme.clone();
        match programme.apply(&Edit::Node { part: 0, at: 0, before: Some(editor.seen.clone()), after: Some(new) }) {
            Ok(()) => {}
            Err(refusal) => {
                prop_assert_eq!(refusal, EditRefusal::Changed);
                prop_assert_eq!(&*programme, &before, "a stale save overwrites nothing");
                let theirs = sheet_of_node(&node(programme));
                let taken: Vec<(&'static str, Take)> = merge(Some(&sheet_of_node(&editor.seen)), &editor.mine, &theirs)
                    .into_iter()
                    .map(|it| (it.slot.name, Take::Words(it.merged.unwrap_or_else(|| format!("{} {}", it.theirs, it.mine)))))
                    .collect();
                let settled = settle(&theirs, &taken).expect("it fits").node(&anchor, Some(&node(programme))).expect("it reads");
                let seen = node(programme);
                prop_assert_eq!(programme.apply(&Edit::Node { part: 0, at: 0, before: Some(seen), after: Some(settled) }), Ok(()));
            }
        }
        kept.extend(editor.typed.drain(..));
        editor.seen = node(programme);
        editor.mine = sheet_of_node(&editor.seen);
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]
        /// Two editors open, type and save in any order: every word that was saved is there in the end, and a save made of
        /// what is no longer there is refused, never done.
        #[test]
        fn two_editors_lose_no_word(ops in proptest::collection::vec((0..2usize, 0..5u8, 0..8usize, 0..2usize), 1..16)) {
            let mut task = Sheet::new(Kind::Task);
            task.fill("text", "Xây dựng đề án sinh kế ven sông").expect("a slot");
            task.fill("note", "Theo nghị quyết của Đảng bộ xã").expect("a slot");
            let task = task.node(&Anchor::new("t_a").expect("an anchor"), None).expect("a task");
            let part = Part { role: PartRole::Content, mark: None, heading: "Nội dung".to_owned(), place: Place::default(), nodes: vec![task.clone()] };
            let mut programme = Programme { parts: vec![part], ..Programme::default() };
            let mut editors = [0, 1].map(|_| Editor { seen: task.clone(), mine: sheet_of_node(&task), typed: Vec::new() });
            let mut kept = BTreeSet::new();
            for (number, (who, op, at, slot)) in ops.into_iter().enumerate() {
                let editor = &mut editors[who];
                match op {
                    // Opens it anew, as long as nothing typed would be lost by that.
                    0 if editor.typed.is_empty() => (editor.seen, editor.mine) = (node(&programme), sheet_of_node(&node(&programme))),
                    4 => save(&mut programme, editor, &mut kept)?,
                    _ => {
                        let slot = ["text", "note"][slot];
                        let word = format!("từ{who}x{number}");
                        let mut words: Vec<String> = editor.mine.get(slot).split(' ').map(str::to_owned).collect();
                        words.insert(at.min(words.len()), word.clone());
                        editor.mine.fill(slot, &words.join(" ")).expect("a slot");
                        editor.typed.push(word);
                    }
                }
            }
            for editor in &mut editors {
                save(&mut programme, editor, &mut kept)?;
            }
            let end = sheet_of_node(&node(&programme));
            for word in &kept {
                prop_assert!(format!("{} {}", end.get("text"), end.get("note")).contains(word.as_str()), "{} is lost: {} / {}", word, end.get("text"), end.get("note"));
            }
        }
    }
}
