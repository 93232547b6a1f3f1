//! What became of what a programme says it comes from, in the version of the source that lies there now.

use std::collections::HashMap;

use hanhdong_domain::programme::{Anchor, Item, Paper, Programme, Whence};
use hanhdong_domain::text::squeeze;

use crate::similar::Index;
use crate::text::Text;

/// A tie of an item to a statement of the source, held against the source of now.
#[doc(alias = "rà lại liên kết khi văn bản nguồn có bản mới")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retrace {
    /// The item of the programme.
    pub item: Anchor,
    /// The statement's anchor when the two were tied.
    pub theirs: Anchor,
    /// Its words then.
    pub words: String,
    /// What it is now.
    pub now: Now,
}

/// What a statement of the source is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Now {
    /// It says the same, perhaps elsewhere.
    Same(Anchor),
    /// It says something else.
    Changed {
        /// Where it stands now.
        anchor: Anchor,
        /// Its words now.
        words: String,
    },
    /// Nothing in the source is about this any more.
    Gone,
}

impl Now {
    /// The item of the source it is now.
    pub const fn anchor(&self) -> Option<&Anchor> {
        match self {
            Now::Same(anchor) | Now::Changed { anchor, .. } => Some(anchor),
            Now::Gone => None,
        }
    }
}

/// Holds every tie against the source of now: by its anchor and words, else by its words elsewhere, else by what is most alike.
pub(super) fn retrace(programme: &Programme, source: &Programme) -> Vec<Retrace> {
    if programme.traces.is_empty() {
        return Vec::new();
    }
    let theirs: Vec<Item<'_>> = source.items().collect();
    let texts: Vec<Text> = theirs.iter().map(|it| Text::new(it.text())).collect();
    let index = Index::of(texts.iter().map(Text::words));
    let mut by_words: HashMap<String, Vec<&Anchor>> = HashMap::new();
    for it in &theirs {
        by_words.entry(squeeze(it.text())).or_default().push(it.anchor());
    }
    let now = |anchor: &Anchor, words: &str| {
        let same = by_words.get(&squeeze(words)).map(Vec::as_slice).unwrap_or_default();
        if let Some(same) = same.iter().find(|it| **it == anchor).or(same.first()) {
            return Now::Same((*same).clone());
        }
        let alike = index.alike(Text::new(words).words(), 3);
        let alike = alike.iter().filter(|it| it.1.is_alike()).filter_map(|it| theirs.get(it.0));
        let changed = |it: &Item<'_>| Now::Changed { anchor: it.anchor().clone(), words: it.text().to_owned() };
        // Of several that are alike the one that kept its place is meant.
        let same_place = alike.clone().find(|it| it.anchor() == anchor);
        same_place.or_else(|| alike.clone().next()).map_or(Now::Gone, changed)
    };
    let ties = programme.traces.iter().flat_map(|(item, said)| said.iter().map(move |it| (item, it)));
    ties.filter_map(|(item, whence)| match whence {
        Whence::From { paper: Paper::Source, anchor, words } => Some(Retrace { item: item.clone(), theirs: anchor.clone(), words: words.clone(), now: now(anchor, words) }),
        Whence::From { paper: Paper::LastTerm | Paper::Superior, .. } | Whence::New { .. } => None,
    })
    .collect()
}

/// Does somebody say where an item comes from that is not in the source: that it is new and why, last term's, or the superior's?
pub(super) fn is_explained(programme: &Programme, item: &Anchor) -> bool {
    programme.whence(item).iter().any(|it| !matches!(it.from(), Some((Paper::Source, _))))
}

#[cfg(test)]
mod tests {
    use hanhdong_domain::Place;
    use hanhdong_domain::programme::{Node, Part, PartRole, TaskItem};

    use super::*;

    fn anchor(text: &str) -> Anchor {
        Anchor::new(text).expect("an anchor")
    }

    fn paper(statements: &[(&str, &str)]) -> Programme {
        let nodes = statements.iter().map(|(id, text)| Node::Task(TaskItem::titled(anchor(id), text))).collect();
        Programme { parts: vec![Part { role: PartRole::Content, mark: None, heading: String::new(), place: Place::default(), nodes }], ..Programme::default() }
    }

    const POOR: &str = "Giảm tỷ lệ hộ nghèo đa chiều của xã xuống dưới 2% vào năm 2030";
    const WATER: &str = "Cấp nước sạch tập trung cho khu vực trung tâm xã";

    fn tied(to: &[(&str, &str)]) -> Programme {
        let mut programme = paper(&[("t_a", "Đề án sinh kế")]);
        let said = to.iter().map(|(id, words)| Whence::From { paper: Paper::Source, anchor: anchor(id), words: (*words).to_owned() });
        programme.traces.insert(anchor("t_a"), said.collect());
        programme
    }

    #[test]
    fn what_still_says_the_same_is_found_wherever_it_stands_now() {
        let programme = tied(&[("s_1", POOR), ("s_2", WATER)]);
        let now = |source: &[(&str, &str)]| retrace(&programme, &paper(source)).into_iter().map(|it| it.now).collect::<Vec<_>>();
        assert_eq!(now(&[("s_1", POOR), ("s_2", WATER)]), [Now::Same(anchor("s_1")), Now::Same(anchor("s_2"))]);
        // Renumbered: the anchors of both went to the other.
        assert_eq!(now(&[("s_2", POOR), ("s_1", WATER)]), [Now::Same(anchor("s_2")), Now::Same(anchor("s_1"))]);
    }

    #[test]
    fn what_says_another_figure_is_shown_with_its_words_of_now() {
        let words = "Giảm tỷ lệ hộ nghèo đa chiều của xã xuống dưới 1,5% vào năm 2030";
        let found = retrace(&tied(&[("s_1", POOR)]), &paper(&[("s_0", WATER), ("s_4", words)]));
        assert_eq!(found.first().map(|it| it.now.clone()), Some(Now::Changed { anchor: anchor("s_4"), words: words.to_owned() }));
    }

    #[test]
    fn what_is_no_longer_spoken_of_is_gone_though_its_number_lives_on() {
        let found = retrace(&tied(&[("s_1", POOR)]), &paper(&[("s_1", WATER)]));
        assert_eq!(found.first().map(|it| it.now.clone()), Some(Now::Gone));
        assert_eq!(found.first().map(|it| it.words.as_str()), Some(POOR), "the words of its day are kept");
    }

    #[test]
    fn what_is_new_comes_from_nothing_and_is_not_looked_for() {
        let mut programme = paper(&[("t_a", "Đề án sinh kế")]);
        programme.traces.insert(anchor("t_a"), vec![Whence::New { reason: "Nghị quyết của HĐND xã".to_owned() }]);
        assert!(retrace(&programme, &paper(&[("s_1", POOR)])).is_empty());
        assert!(is_explained(&programme, &anchor("t_a")) && !is_explained(&programme, &anchor("t_b")));
    }
}
