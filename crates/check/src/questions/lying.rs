//! What other papers lay beside the goals of a programme: what last term left unfinished (clause II.2.b-2), and the superior's
//! tasks that name this committee (II.2.a-1). The same reading as the questions', so that page and findings never differ.

use std::collections::HashSet;

use hanhdong_domain::programme::{Anchor, Item, Paper, Programme};
use hanhdong_domain::text::fold;

use super::last_term;
use crate::facts::Facts;
use crate::names::{Name, bare};
use crate::recipients::Recipients;
use crate::similar::Index;
use crate::text::{Memory, Text, says};

/// An item of another paper beside a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lying {
    /// The item, by its anchor there.
    pub theirs: Anchor,
    /// The items that people say take it up; where nobody has said, those that read much alike, most alike first.
    pub by: Vec<Anchor>,
    /// What has been said of it.
    pub said: Said,
    /// The goals and targets it is about, nearest first; none where it is about none.
    pub goals: Vec<Anchor>,
}

/// What people have said of an item of another paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Nothing.
    Nothing,
    /// That it is taken up.
    TakenUp,
    /// That it is stopped, with a reason.
    Stopped,
}

/// Goals named beside one item, and items named as its like.
const GOALS_MAX: usize = 2;
const LIKE_MAX: usize = 3;

/// What the programme of the last term left unfinished, beside the goals of this one.
#[doc(alias = "việc chưa xong của nhiệm kỳ trước")]
pub fn unfinished(programme: &Programme, last_term: &Programme) -> Vec<Lying> {
    let mut memory = Memory::new();
    memory.begin();
    let (ours, theirs) = (Facts::of(programme, &mut memory), Facts::of(last_term, &mut memory));
    let open = last_term::open_items(&theirs, programme.document.period.map(|it| it.from));
    Table::of(&ours).lay(Paper::LastTerm, &theirs, open.into_iter().map(|it| it.0))
}

/// The tasks of a superior's programme that this committee leads or helps in, by its name or by a class that holds it ("các đảng
/// uỷ xã, phường"), beside the goals of its own programme. `us` are the names it goes by.
#[doc(alias = "nhiệm vụ cấp trên giao")]
pub fn named_tasks(programme: &Programme, superior: &Programme, us: &[String]) -> Vec<Lying> {
    let mut memory = Memory::new();
    memory.begin();
    let (ours, theirs) = (Facts::of(programme, &mut memory), Facts::of(superior, &mut memory));
    let us = Us::of(us);
    let tasks = theirs.tasks.iter().filter(|it| us.are_named(&it.leads, &it.coordinators)).map(|it| Item::Task(it.task()));
    let works = theirs.works.iter().filter(|it| {
        let names = |it: &str| hanhdong_domain::organisation::split_names(it).iter().map(|it| Name::new(it).into()).collect::<Vec<_>>();
        us.are_named(&names(it.it.lead.text()), &it.it.coordinators.iter().flat_map(|it| names(it)).collect::<Vec<_>>())
    });
    let items: Vec<Item<'_>> = tasks.chain(works.map(|it| Item::KeyWork(it.it))).collect();
    Table::of(&ours).lay(Paper::Superior, &theirs, items.into_iter())
}

/// The names of a committee, and of its ground.
struct Us {
    names: Vec<Name>,
    grounds: Vec<String>,
}

impl Us {
    fn of(names: &[String]) -> Us {
        let names: Vec<Name> = names.iter().map(|it| Name::new(it)).collect();
        // "Đảng uỷ xã Mẫu A" is also meant where its ground is named: "UBND xã Mẫu A".
        let ground = |it: &Name| {
            let words = bare(&it.folded);
            ["dang uy ", "dang bo ", "ban chap hanh dang bo "].iter().find_map(|head| words.strip_prefix(head)).filter(|it| 2 < it.split(' ').count()).map(str::to_owned)
        };
        let grounds = names.iter().filter_map(ground).collect();
        Us { names, grounds }
    }
    fn are_named(&self, leads: &[std::sync::Arc<Name>], coordinators: &[std::sync::Arc<Name>]) -> bool {
        let named: Vec<&Name> = leads.iter().chain(coordinators).map(AsRef::as_ref).filter(|it| it.is_somebody()).collect();
        if named.iter().any(|it| self.grounds.iter().any(|ground| says(&it.folded, ground))) {
            return true;
        }
        // A class that holds one of our names is read as Nơi nhận reads it.
        let class = Recipients::of(named.iter().map(|it| it.text.as_str()));
        !class.is_empty() && self.names.iter().any(|it| class.missing(it).is_empty())
    }
}

/// A programme's items and aims, found by their words.
struct Table<'a> {
    programme: &'a Programme,
    items: Vec<&'a Anchor>,
    by_words: Index,
    aims: Vec<&'a Anchor>,
    by_subject: Index,
}

impl<'a> Table<'a> {
    fn of(ours: &'a Facts<'_>) -> Table<'a> {
        let mut items: Vec<(&[u64], &'a Anchor)> = Vec::new();
        items.extend(ours.tasks.iter().map(|it| (it.text().words(), &it.task().anchor)));
        items.extend(ours.works.iter().map(|it| (it.text.words(), &it.it.anchor)));
        let aims: Vec<(&Text, &'a Anchor)> = ours.aims_and_levels().map(|(item, text)| (text.as_ref(), item.anchor())).collect();
        Table {
            programme: ours.programme,
            by_words: Index::of(items.iter().map(|it| it.0)),
            items: items.into_iter().map(|it| it.1).collect(),
            by_subject: Index::of(aims.iter().map(|it| it.0.words())),
            aims: aims.into_iter().map(|it| it.1).collect(),
        }
    }

    fn lay<'b>(&self, paper: Paper, theirs: &Facts<'b>, items: impl Iterator<Item = Item<'b>>) -> Vec<Lying> {
        items.map(|item| self.lying(paper, theirs, item)).collect()
    }

    fn lying(&self, paper: Paper, theirs: &Facts<'_>, item: Item<'_>) -> Lying {
        let said_by = self.programme.traces.iter().filter(|(_, said)| said.iter().any(|it| it.from() == Some((paper, item.anchor()))));
        let mut by: Vec<Anchor> = said_by.map(|it| it.0.clone()).collect();
        let stopped = paper == Paper::LastTerm && self.programme.stopped.contains_key(item.anchor());
        let said = match (by.is_empty(), stopped) {
            (false, _) => Said::TakenUp,
            (true, true) => Said::Stopped,
            (true, false) => Said::Nothing,
        };
        let text = Text::new(item.text());
        if by.is_empty() {
            let alike = self.by_words.alike(text.words(), LIKE_MAX).into_iter().filter(|it| it.1.is_alike());
            by = alike.filter_map(|it| self.items.get(it.0).map(|it| (*it).clone())).collect();
        }
        Lying { theirs: item.anchor().clone(), by, said, goals: self.goals(theirs, item, &text) }
    }

    /// The aims that its words are about, or those of the aims that it served there.
    fn goals(&self, theirs: &Facts<'_>, item: Item<'_>, text: &Text) -> Vec<Anchor> {
        let served: HashSet<&Anchor> = theirs.programme.links.iter().filter(|it| it.from == *item.anchor()).map(|it| &it.to).collect();
        let served = theirs.aims_and_levels().filter(|it| served.contains(it.0.anchor())).map(|it| it.1.as_ref());
        let mut found: Vec<(usize, f64)> = Vec::new();
        for text in std::iter::once(text).chain(served) {
            let near = self.by_subject.alike(text.words(), GOALS_MAX).into_iter().filter(|(_, it)| it.cover >= 0.25 || it.fit >= 0.5);
            found.extend(near.map(|(number, it)| (number, it.score())));
        }
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut goals: Vec<Anchor> = Vec::new();
        for anchor in found.iter().filter_map(|it| self.aims.get(it.0)) {
            if !goals.contains(anchor) && goals.len() < GOALS_MAX {
                goals.push((*anchor).clone());
            }
        }
        goals
    }
}

/// Does somebody say of an item of last term that it goes on, or that it stops and why?
pub(super) fn is_disposed(programme: &Programme, item: &Anchor) -> bool {
    programme.stopped.contains_key(item) || programme.traces.values().flatten().any(|it| it.from() == Some((Paper::LastTerm, item)))
}

/// The names under which a committee is known: its own, and with "Đảng uỷ" or "Đảng bộ" for the other.
pub fn known_as(name: &str) -> Vec<String> {
    let mut names = vec![name.to_owned()];
    let folded = fold(name);
    for (head, other) in [("dang uy ", "Đảng bộ"), ("dang bo ", "Đảng uỷ")] {
        if folded.starts_with(head) {
            let rest: Vec<&str> = name.split_whitespace().skip(2).collect();
            names.push(format!("{other} {}", rest.join(" ")));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use hanhdong_domain::programme::{GoalKind, Stopped, Whence};
    use rstest::rstest;

    use super::*;
    use crate::fixture::{Draft, beside, codes_in};

    fn ours() -> Draft {
        Draft::new()
            .period(2025, 2030)
            .goal(GoalKind::Goal, "Hoàn thành hệ thống thuỷ lợi nội đồng phục vụ sản xuất", &[2030])
            .goal(GoalKind::Goal, "Phổ cập dịch vụ công trực tuyến cho người dân", &[2030])
            .task("Nâng cấp trạm y tế xã", "A", "", "2027")
    }

    fn last() -> Draft {
        Draft::new().task("Dự án kiên cố hoá kênh mương thuỷ lợi nội đồng", "B", "", "2024").task("Tuyên truyền trong nhân dân", "C", "", "2023")
    }

    #[test]
    fn what_last_term_left_lies_beside_the_goal_it_is_about() {
        let (ours, last) = (ours().programme, last().programme);
        let lying = unfinished(&ours, &last);
        let [it] = lying.as_slice() else { panic!("{lying:?}") };
        let goal = ours.goals().next().expect("a goal").anchor.clone();
        assert_eq!((it.said, it.by.len(), &it.goals), (Said::Nothing, 0, &vec![goal]));
    }

    #[test]
    fn what_is_said_of_it_settles_the_finding() {
        const CLAUSE: &str = "II.2.b-2";
        let (mut ours, last) = (ours(), last());
        let item = last.programme.tasks().next().expect("a task").clone();
        assert_eq!(codes_in(&beside(&ours, Some(&last), None), CLAUSE).len(), 1);
        ours.programme.stopped.insert(item.anchor.clone(), Stopped { words: item.title.clone(), reason: "Hết nguồn vốn".to_owned() });
        assert_eq!(codes_in(&beside(&ours, Some(&last), None), CLAUSE).len(), 0);
        assert_eq!(unfinished(&ours.programme, &last.programme)[0].said, Said::Stopped);
        ours.programme.stopped.clear();
        let task = ours.programme.tasks().next().expect("a task").anchor.clone();
        ours.programme.traces.insert(task.clone(), vec![Whence::From { paper: Paper::LastTerm, anchor: item.anchor, words: item.title }]);
        assert_eq!(codes_in(&beside(&ours, Some(&last), None), CLAUSE).len(), 0);
        let lying = unfinished(&ours.programme, &last.programme);
        assert_eq!((lying[0].said, &lying[0].by), (Said::TakenUp, &vec![task]));
    }

    #[rstest]
    #[case("Đảng uỷ xã Mẫu A", "", true)]
    #[case("UBND xã Mẫu A", "", true)]
    #[case("Sở Nông nghiệp", "Đảng uỷ các xã, phường", true)]
    #[case("Các đảng uỷ xã, phường", "", true)]
    #[case("Đảng uỷ phường Mẫu B", "", false)]
    #[case("Đảng uỷ xã Mẫu An", "", false)]
    #[case("Sở Nông nghiệp", "Các sở, ban, ngành", false)]
    fn a_superiors_task_is_ours_where_it_names_us_or_our_class(#[case] lead: &str, #[case] with: &str, #[case] is_ours: bool) {
        let superior = Draft::new().task("Phát triển hạ tầng thuỷ lợi", lead, with, "2028");
        let lying = named_tasks(&ours().programme, &superior.programme, &known_as("Đảng bộ xã Mẫu A"));
        assert_eq!(lying.len(), usize::from(is_ours), "{lying:?}");
    }
}
