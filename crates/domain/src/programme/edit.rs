//! Changes of a programme: each whole, each reversible, each refused where somebody else was there first.

use super::{Anchor, Document, Item, Link, Node, Part, Passage, Programme, Stopped, Whence};
use crate::organisation::BasisId;
use crate::place::Place;

/// How many parts a programme may have.
pub const PARTS_MAX: usize = 60;
/// How many nodes a programme may have: as many as the items and lines that intake takes allow.
pub const NODES_MAX: usize = 40_000;

/// How many paragraphs an edited opening may have.
const OPENING_MAX: usize = 200;

/// A change of one thing in a programme. It carries what it takes away, so that it can be taken back, and so that it
/// is refused where that is no longer there.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "one lives for one act; boxes would only hide the nodes")]
pub enum Edit {
    /// A node is put in the place of another, comes new, or goes.
    Node {
        /// Which part, from 0.
        part: usize,
        /// Where in the part, from 0.
        at: usize,
        /// What stands there; `None` for a node that comes.
        before: Option<Node>,
        /// What is to stand there; `None` for a node that goes.
        after: Option<Node>,
    },
    /// A part is headed otherwise, comes with what stands in it, or goes.
    Part {
        /// Which part, from 0.
        at: usize,
        /// What stands there.
        before: Option<Part>,
        /// What is to stand there.
        after: Option<Part>,
    },
    /// The head and foot of the paper.
    Head {
        /// What stands there.
        before: Document,
        /// What is to stand there.
        after: Document,
    },
    /// The paragraphs before the first part.
    Opening {
        /// What stands there.
        before: Vec<Passage>,
        /// What is to stand there.
        after: Vec<Passage>,
    },
    /// A task is tied to what it serves, or is no longer.
    Tie {
        /// The tie.
        link: Link,
        /// Does it come or go?
        comes: bool,
        /// Where in the order of ties it comes or stood; `None`: last, or wherever it stands.
        at: Option<usize>,
    },
    /// Where an item comes from is said otherwise.
    Trace {
        /// Which.
        item: Anchor,
        /// What was said.
        before: Vec<Whence>,
        /// What is to be said.
        after: Vec<Whence>,
    },
    /// An item of last term is said to be stopped, or no longer.
    Stop {
        /// Which, by its anchor there.
        item: Anchor,
        /// What was said.
        before: Option<Stopped>,
        /// What is to be said.
        after: Option<Stopped>,
    },
    /// It is tied to a basis document, or no longer.
    Cite {
        /// Which.
        basis: BasisId,
        /// The citation as it was put in; `None` where it was not tied.
        before: Option<String>,
        /// The citation as it is put in; `None` where it is to be tied no longer.
        after: Option<String>,
    },
}

/// Why a change was not made; the programme is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditRefusal {
    /// What was to be changed is no longer as it was seen.
    #[error("it was changed in between")]
    Changed,
    /// There is no such place.
    #[error("there is no such place")]
    NoSuchPlace,
    /// The anchor belongs to another item: two things cannot have one identity.
    #[error("the anchor is taken")]
    AnchorTaken,
    /// A tie to something that is not there, or one that is there already.
    #[error("the tie does not fit")]
    TieUnfit,
    /// The programme would grow beyond its limit.
    #[error("too large")]
    TooLarge,
}

impl Edit {
    /// The change that takes this one back.
    pub fn inverse(self) -> Edit {
        match self {
            Edit::Node { part, at, before, after } => Edit::Node { part, at, before: after, after: before },
            Edit::Part { at, before, after } => Edit::Part { at, before: after, after: before },
            Edit::Head { before, after } => Edit::Head { before: after, after: before },
            Edit::Opening { before, after } => Edit::Opening { before: after, after: before },
            Edit::Tie { link, comes, at } => Edit::Tie { link, comes: !comes, at },
            Edit::Trace { item, before, after } => Edit::Trace { item, before: after, after: before },
            Edit::Stop { item, before, after } => Edit::Stop { item, before: after, after: before },
            Edit::Cite { basis, before, after } => Edit::Cite { basis, before: after, after: before },
        }
    }
}

impl Node {
    /// The same without where it stood: what two readings of it share.
    pub fn without_place(&self) -> Node {
        let mut node = self.clone();
        match &mut node {
            Node::Heading(it) => it.place = Place::default(),
            Node::Text(it) => it.place = Place::default(),
            Node::Goal(it) => it.place = Place::default(),
            Node::Requirement(it) => it.place = Place::default(),
            Node::Target(it) => it.place = Place::default(),
            Node::Task(it) => {
                it.place = Place::default();
                it.conditions.iter_mut().for_each(|it| it.place = Place::default());
            }
            Node::KeyWork(it) => it.place = Place::default(),
            Node::Arrangement(it) => it.place = Place::default(),
        }
        node
    }
    /// Do both say the same?
    pub fn says_the_same(&self, other: &Node) -> bool {
        self == other || self.without_place() == other.without_place()
    }
}

impl Part {
    fn says_the_same(&self, other: &Part) -> bool {
        let heads = (self.role, &self.mark, &self.heading) == (other.role, &other.mark, &other.heading);
        heads && self.nodes.len() == other.nodes.len() && self.nodes.iter().zip(&other.nodes).all(|(a, b)| a.says_the_same(b))
    }
}

impl Programme {
    /// Makes a change, or leaves the programme as it was. A node that moved since it was seen (somebody put another
    /// one above it) is found where it is now.
    pub fn apply(&mut self, edit: &Edit) -> Result<(), EditRefusal> {
        match edit {
            Edit::Node { part, at, before, after } => self.apply_node(*part, *at, before.as_ref(), after.as_ref()),
            Edit::Part { at, before, after } => self.apply_part(*at, before.as_ref(), after.as_ref()),
            Edit::Head { before, after } => {
                if self.document != *before {
                    return Err(EditRefusal::Changed);
                }
                self.document = after.clone();
                Ok(())
            }
            Edit::Opening { before, after } => {
                let said = |it: &[Passage]| it.iter().map(|it| (it.role, it.text.clone())).collect::<Vec<_>>();
                if said(&self.opening) != said(before) {
                    return Err(EditRefusal::Changed);
                }
                if OPENING_MAX < after.len() {
                    return Err(EditRefusal::TooLarge);
                }
                self.opening = after.clone();
                Ok(())
            }
            Edit::Tie { link, comes, at } => self.apply_tie(link, *comes, *at),
            Edit::Trace { item, before, after } => self.apply_trace(item, before, after),
            Edit::Stop { item, before, after } => self.apply_stop(item, before.as_ref(), after.as_ref()),
            Edit::Cite { basis, before, after } => self.apply_cite(basis, before.as_deref(), after.as_deref()),
        }
    }

    fn apply_node(&mut self, part: usize, at: usize, before: Option<&Node>, after: Option<&Node>) -> Result<(), EditRefusal> {
        let nodes_in_all: usize = self.parts.iter().map(|it| it.nodes.len()).sum();
        let there = self.parts.get(part).ok_or(EditRefusal::NoSuchPlace)?;
        let at = match before {
            Some(before) => nearest(&there.nodes, at, |it| it.says_the_same(before)).ok_or(EditRefusal::Changed)?,
            None if NODES_MAX <= nodes_in_all => return Err(EditRefusal::TooLarge),
            None => at.min(there.nodes.len()),
        };
        let anchor = |node: Option<&Node>| node.and_then(Node::item).map(|it| it.anchor().clone());
        let (old, new) = (anchor(before), anchor(after));
        if let Some(new) = &new
            && old.as_ref() != Some(new)
            && self.items().any(|it| it.anchor() == new)
        {
            return Err(EditRefusal::AnchorTaken);
        }
        // A tie to an item that is gone is a hole that the checker names; it is kept, so that taking the change back
        // brings the item back with its ties.
        let nodes = self.parts.get_mut(part).map(|it| &mut it.nodes).ok_or(EditRefusal::NoSuchPlace)?;
        match (before, after) {
            (Some(_), Some(after)) => nodes[at] = after.clone(),
            (Some(_), None) => drop(nodes.remove(at)),
            (None, Some(after)) => nodes.insert(at, after.clone()),
            (None, None) => return Err(EditRefusal::NoSuchPlace),
        }
        Ok(())
    }

    fn apply_part(&mut self, at: usize, before: Option<&Part>, after: Option<&Part>) -> Result<(), EditRefusal> {
        let at = match before {
            Some(before) => nearest(&self.parts, at, |it| it.says_the_same(before)).ok_or(EditRefusal::Changed)?,
            None if PARTS_MAX <= self.parts.len() => return Err(EditRefusal::TooLarge),
            None => at.min(self.parts.len()),
        };
        match (before, after) {
            (Some(_), Some(after)) => self.parts[at] = after.clone(),
            (Some(_), None) => drop(self.parts.remove(at)),
            (None, Some(after)) => self.parts.insert(at, after.clone()),
            (None, None) => return Err(EditRefusal::NoSuchPlace),
        }
        Ok(())
    }

    fn apply_tie(&mut self, link: &Link, comes: bool, at: Option<usize>) -> Result<(), EditRefusal> {
        match (self.tie_at(link, at), comes) {
            // Two items may be tied by words and by a table at once; the same tie twice is none.
            (there, true) if there.and_then(|it| self.links.get(it)) != Some(link) => {
                let item = |anchor: &Anchor| self.items().find(|it| it.anchor() == anchor);
                // Tasks and works serve goals and targets; an arrangement carries out a requirement on the manner of organising.
                let fits = match (item(&link.from), item(&link.to)) {
                    (Some(Item::Task(_) | Item::KeyWork(_)), Some(Item::Goal(_) | Item::Target(_))) => true,
                    (Some(Item::Arrangement(_)), Some(Item::Requirement(_))) => true,
                    (_, _) => false,
                };
                if !fits {
                    return Err(EditRefusal::TieUnfit);
                }
                let at = at.unwrap_or(usize::MAX).min(self.links.len());
                self.links.insert(at, link.clone());
                Ok(())
            }
            (Some(there), false) => {
                self.links.remove(there);
                Ok(())
            }
            (_, true) | (None, false) => Err(EditRefusal::TieUnfit),
        }
    }

    /// Where a tie stands: this very one at its place, this very one, one of the same two items.
    fn tie_at(&self, link: &Link, at: Option<usize>) -> Option<usize> {
        let here = at.filter(|it| self.links.get(*it) == Some(link));
        let same = || self.links.iter().position(|it| it == link);
        here.or_else(same).or_else(|| self.links.iter().position(|it| it.from == link.from && it.to == link.to))
    }

    /// Brings back what stood before a change that surely was made to just this programme: for making earlier versions again.
    /// What [`Programme::apply`] asks of ties and traces that come is not asked: they may have belonged to items long gone.
    pub fn take_back(&mut self, done: &Edit) -> Result<(), EditRefusal> {
        match done {
            Edit::Tie { link, comes: false, at } => {
                self.links.insert(at.unwrap_or(usize::MAX).min(self.links.len()), link.clone());
                Ok(())
            }
            Edit::Trace { item, before, after } if self.whence(item) == after.as_slice() => {
                match before.is_empty() {
                    true => drop(self.traces.remove(item)),
                    false => drop(self.traces.insert(item.clone(), before.clone())),
                }
                Ok(())
            }
            Edit::Tie { .. } | Edit::Trace { .. } | Edit::Stop { .. } | Edit::Cite { .. } | Edit::Node { .. } | Edit::Part { .. } | Edit::Head { .. } | Edit::Opening { .. } => {
                self.apply(&done.clone().inverse())
            }
        }
    }

    /// The same change, with the place where it really takes hold of this programme: so it is written down, for by its exact
    /// inverse every earlier version is made again to the byte.
    pub fn placed(&self, edit: Edit) -> Edit {
        match edit {
            Edit::Node { part, at, before, after } => {
                let nodes = self.parts.get(part).map(|it| it.nodes.as_slice()).unwrap_or_default();
                let at = before.as_ref().map_or(Some(at.min(nodes.len())), |before| nearest(nodes, at, |it| it.says_the_same(before))).unwrap_or(at);
                Edit::Node { part, at, before, after }
            }
            Edit::Part { at, before, after } => {
                let at = before.as_ref().map_or(Some(at.min(self.parts.len())), |before| nearest(&self.parts, at, |it| it.says_the_same(before))).unwrap_or(at);
                Edit::Part { at, before, after }
            }
            Edit::Tie { link, comes, at } => {
                let there = self.tie_at(&link, at).filter(|_| !comes);
                // What goes is written as it stands there, with what tied it.
                let link = there.and_then(|it| self.links.get(it)).cloned().unwrap_or(link);
                let at = there.or(Some(at.unwrap_or(usize::MAX).min(self.links.len())));
                Edit::Tie { link, comes, at }
            }
            Edit::Head { .. } | Edit::Opening { .. } | Edit::Trace { .. } | Edit::Stop { .. } | Edit::Cite { .. } => edit,
        }
    }

    /// Where an item stands: its part and its place in it.
    pub fn position(&self, anchor: &Anchor) -> Option<(usize, usize)> {
        self.parts.iter().enumerate().find_map(|(part, it)| {
            let at = it.nodes.iter().position(|node| node.item().is_some_and(|it| it.anchor() == anchor))?;
            Some((part, at))
        })
    }
}

/// The place nearest to the one given at which such a thing stands.
fn nearest<T>(things: &[T], at: usize, is_it: impl Fn(&T) -> bool) -> Option<usize> {
    if things.get(at).is_some_and(&is_it) {
        return Some(at);
    }
    things.iter().enumerate().filter(|(_, it)| is_it(it)).map(|it| it.0).min_by_key(|it| it.abs_diff(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::{LinkBy, PartRole, Passage, TaskItem};
    use proptest::prelude::*;

    fn task(anchor: &str, title: &str) -> Node {
        Node::Task(TaskItem::titled(Anchor::new(anchor).expect("an anchor"), title))
    }

    fn text(words: &str) -> Node {
        Node::Text(Passage { text: words.to_owned(), ..Passage::default() })
    }

    fn draft(nodes: Vec<Node>) -> Programme {
        Programme { parts: vec![Part { role: PartRole::Content, mark: None, heading: "Nội dung".to_owned(), place: Place::default(), nodes }], ..Programme::default() }
    }

    fn at(at: usize, before: Option<Node>, after: Option<Node>) -> Edit {
        Edit::Node { part: 0, at, before, after }
    }

    #[test]
    fn what_somebody_changed_in_between_is_not_overwritten() {
        let mut programme = draft(vec![task("t_a", "Đề án sinh kế"), text("Lời dẫn")]);
        let seen = programme.parts[0].nodes[0].clone();
        programme.apply(&at(0, Some(seen.clone()), Some(task("t_a", "Đề án sinh kế cho hộ cận nghèo")))).expect("nobody was there");
        let before = programme.clone();
        assert_eq!(programme.apply(&at(0, Some(seen), Some(task("t_a", "Đề án khác")))), Err(EditRefusal::Changed));
        assert_eq!(programme, before);
    }

    #[test]
    fn a_node_is_found_where_it_moved_to() {
        let mut programme = draft(vec![text("Một"), task("t_a", "Đề án sinh kế")]);
        programme.apply(&at(0, None, Some(text("Không")))).expect("it fits");
        programme.apply(&at(1, Some(task("t_a", "Đề án sinh kế")), Some(task("t_a", "Đề án chợ")))).expect("it stands one lower now");
        assert!(programme.parts[0].nodes[2].says_the_same(&task("t_a", "Đề án chợ")));
    }

    #[test]
    fn two_items_never_get_one_anchor() {
        let mut programme = draft(vec![task("t_a", "Đề án sinh kế"), task("t_b", "Đề án chợ")]);
        assert_eq!(programme.apply(&at(2, None, Some(task("t_a", "Bản sao")))), Err(EditRefusal::AnchorTaken));
        assert_eq!(programme.apply(&at(1, Some(task("t_b", "Đề án chợ")), Some(task("t_a", "Đề án chợ")))), Err(EditRefusal::AnchorTaken));
    }

    #[test]
    fn a_task_is_tied_only_to_a_goal_or_target_and_only_once() {
        let mut programme = draft(vec![task("t_a", "Đề án sinh kế"), task("t_b", "Đề án chợ")]);
        let link = Link { from: Anchor::new("t_a").expect("an anchor"), to: Anchor::new("t_b").expect("an anchor"), by: LinkBy::Matrix };
        assert_eq!(programme.apply(&Edit::Tie { link: link.clone(), comes: true, at: None }), Err(EditRefusal::TieUnfit));
        assert_eq!(programme.apply(&Edit::Tie { link, comes: false, at: None }), Err(EditRefusal::TieUnfit));
    }

    #[test]
    fn the_opening_is_replaced_only_as_it_was_seen_and_stays_small() {
        let passage = |text: &str| Passage { text: text.to_owned(), ..Passage::default() };
        let mut programme = draft(Vec::new());
        let first = Edit::Opening { before: Vec::new(), after: vec![passage("- Căn cứ Điều lệ Đảng,")] };
        programme.apply(&first).expect("nothing stood there");
        assert_eq!(programme.apply(&first), Err(EditRefusal::Changed));
        let many = Edit::Opening { before: programme.opening.clone(), after: vec![passage("- Căn cứ"); OPENING_MAX + 1] };
        assert_eq!(programme.apply(&many), Err(EditRefusal::TooLarge));
        programme.apply(&first.inverse()).expect("it is as it was put");
        assert!(programme.opening.is_empty());
    }

    /// A change drawn at random; many do not fit, as in life.
    fn any_edit() -> impl Strategy<Value = (usize, usize, u8, u8)> {
        (0..3usize, 0..8usize, 0..6u8, 0..6u8)
    }

    fn drawn(programme: &Programme, (part, place, kind, word): (usize, usize, u8, u8)) -> Edit {
        let before = programme.parts.get(part).and_then(|it| it.nodes.get(place)).cloned();
        let new = if word < 3 { task(&format!("t_{word}"), &format!("Đề án {word}")) } else { text(&format!("Lời {word}")) };
        match kind {
            0 | 1 => Edit::Node { part, at: place, before: None, after: Some(new) },
            2 | 3 => Edit::Node { part, at: place, before, after: Some(new) },
            4 => Edit::Node { part, at: place, before, after: None },
            _ => Edit::Part {
                at: part,
                before: None,
                after: Some(Part { role: PartRole::Other, mark: None, heading: format!("Phần {word}"), place: Place::default(), nodes: Vec::new() }),
            },
        }
    }

    proptest! {
        /// Whatever was done, taking it back in turn brings the programme back; a refused change changes nothing.
        #[test]
        fn every_change_can_be_taken_back(edits in proptest::collection::vec(any_edit(), 1..30)) {
            let begun = draft(vec![task("t_z", "Đề án đầu"), text("Lời dẫn")]);
            let mut programme = begun.clone();
            let mut done = Vec::new();
            for draw in edits {
                let edit = drawn(&programme, draw);
                let before = programme.clone();
                match programme.apply(&edit) {
                    Ok(()) => done.push(edit),
                    Err(_) => prop_assert_eq!(&programme, &before),
                }
            }
            while let Some(edit) = done.pop() {
                prop_assert_eq!(programme.apply(&edit.inverse()), Ok(()));
            }
            prop_assert_eq!(programme, begun);
        }

        /// A change written down with its place brings back, by its inverse, exactly what stood there: the same order of the
        /// same things, whatever stale place it was first asked for.
        #[test]
        fn a_placed_change_is_undone_exactly(edits in proptest::collection::vec(any_edit(), 1..30), stale in 0..4usize) {
            let mut programme = draft(vec![task("t_z", "Đề án đầu"), text("Lời 4"), text("Lời 5"), text("Lời 4")]);
            programme.parts[0].nodes.push(Node::Target(crate::programme::Target::named(Anchor::new("g_a").expect("an anchor"), "Mục tiêu")));
            let link = |from: &str| Link { from: Anchor::new(from).expect("an anchor"), to: Anchor::new("g_a").expect("an anchor"), by: LinkBy::Matrix };
            let mut done = vec![programme.clone()];
            let mut written = Vec::new();
            for (number, draw) in edits.into_iter().enumerate() {
                let mut edit = drawn(&programme, draw);
                match &mut edit {
                    Edit::Node { at, .. } | Edit::Part { at, .. } => *at += stale,
                    Edit::Head { .. } | Edit::Opening { .. } | Edit::Tie { .. } | Edit::Trace { .. } | Edit::Stop { .. } | Edit::Cite { .. } => {}
                }
                if number % 3 == 0 {
                    let from = ["t_z", "t_0", "t_1"][number % 9 / 3];
                    let comes = programme.links.iter().filter(|it| it.from.as_str() == from).count() < 1 + number % 2;
                    let by = if number % 2 == 0 { LinkBy::Matrix } else { LinkBy::Heading };
                    edit = Edit::Tie { link: Link { by, ..link(from) }, comes, at: None };
                }
                let edit = programme.placed(edit);
                if programme.apply(&edit).is_ok() {
                    done.push(programme.clone());
                    written.push(edit);
                }
            }
            while let Some(edit) = written.pop() {
                done.pop();
                prop_assert_eq!(programme.take_back(&edit), Ok(()));
                prop_assert_eq!(Some(&programme), done.last());
            }
        }
    }
}
