//! Findings that say the same of many items, told once with the list of the items: for the printed report only. In the
//! data each item keeps its own finding.

use std::collections::HashMap;

use hanhdong_domain::programme::{Item, Programme};
use hanhdong_domain::{Code, Finding, Language, Severity};

use crate::words::{self, say, shorten};

/// From how many items on the same is told once: four are still read one by one, more would push other findings off the page.
const ITEMS_MIN: usize = 5;

/// One thing to look at again, of one item or of many.
#[derive(Debug)]
pub(crate) struct Group<'a> {
    /// Its findings in the order of the report; never empty, and several only from [`ITEMS_MIN`] on.
    pub(crate) findings: Vec<&'a Finding>,
}

impl<'a> Group<'a> {
    /// The first of its findings: its place is where to begin.
    pub(crate) fn first(&self) -> Option<&'a Finding> {
        self.findings.first().copied()
    }
    /// Is it of several items?
    pub(crate) fn is_many(&self) -> bool {
        self.findings.len() > 1
    }
    /// What to do about most of them.
    pub(crate) fn hint(&self) -> &'a str {
        let mut counts: Vec<(&str, usize)> = Vec::new();
        for it in &self.findings {
            match counts.iter_mut().find(|(hint, _)| *hint == it.hint) {
                Some((_, count)) => *count += 1,
                None => counts.push((&it.hint, 1)),
            }
        }
        let most = counts.iter().map(|it| it.1).max().unwrap_or(0);
        counts.into_iter().find(|it| it.1 == most).map_or("", |it| it.0)
    }
    /// Those for which something else is to be done.
    pub(crate) fn others(&self) -> impl Iterator<Item = &'a Finding> {
        let hint = self.hint();
        self.findings.iter().copied().filter(move |it| it.hint != hint)
    }
}

/// Findings as they are printed: those of one clause that say the same of many items together, at the first of them.
pub(crate) fn grouped<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<Group<'a>> {
    type Key<'a> = (&'a str, Code, Severity, &'a str);
    fn key(it: &Finding) -> Option<Key<'_>> {
        it.item.as_ref().map(|_| (it.clause.as_str(), it.code, it.severity, it.message.as_str()))
    }
    let findings: Vec<&Finding> = findings.collect();
    let mut alike: HashMap<Key<'_>, Vec<&Finding>> = HashMap::new();
    for it in &findings {
        if let Some(key) = key(it) {
            alike.entry(key).or_default().push(it);
        }
    }
    alike.retain(|_, it| it.len() >= ITEMS_MIN);
    let mut out = Vec::new();
    for it in findings {
        match key(it) {
            // The first of a group takes the whole of it; the rest find it empty.
            Some(key) if alike.contains_key(&key) => {
                let all = alike.get_mut(&key).map(std::mem::take).unwrap_or_default();
                out.extend((!all.is_empty()).then_some(Group { findings: all }));
            }
            Some(_) | None => out.push(Group { findings: vec![it] }),
        }
    }
    out
}

/// The items of a programme by identity, for the names of those that findings are about.
pub(crate) fn items(programme: &Programme) -> HashMap<&str, Item<'_>> {
    programme.items().map(|it| (it.anchor().as_str(), it)).collect()
}

/// What an item is called in a list: its kind and number, or its first words.
pub(crate) fn name_of(finding: &Finding, items: &HashMap<&str, Item<'_>>, language: Language) -> String {
    const CHARS_MAX: usize = 40;
    let item = finding.item.as_ref().and_then(|it| items.get(it.as_str()));
    match item.and_then(|it| Some((kind(*it, language), it.code()?))) {
        Some((kind, code)) => format!("{kind} {code}"),
        None => shorten(&finding.title, CHARS_MAX),
    }
}

fn kind(item: Item<'_>, language: Language) -> &'static str {
    match item {
        Item::Goal(_) => say(language, "mục tiêu", "goal"),
        Item::Target(_) => say(language, "chỉ tiêu", "target"),
        Item::Requirement(_) => say(language, "yêu cầu", "requirement"),
        Item::Task(_) => say(language, "nhiệm vụ", "task"),
        Item::KeyWork(_) => say(language, "công trình", "key work"),
        Item::Arrangement(_) => say(language, "việc", "duty"),
    }
}

/// "14 mục".
pub(crate) fn count_of(group: &Group<'_>, language: Language) -> String {
    format!("{} {}", group.findings.len(), say(language, "mục", "items"))
}

/// The items of a group as a list, the kind said once for those that follow each other: "chỉ tiêu 1 (dòng 5)", "2 (dòng 6)".
pub(crate) fn list_of(group: &Group<'_>, items: &HashMap<&str, Item<'_>>, language: Language) -> Vec<String> {
    let mut before = None;
    let one = |it: &&Finding| {
        let whole = listed(it, items, language);
        let item = it.item.as_ref().and_then(|it| items.get(it.as_str())).filter(|it| it.code().is_some());
        let kind = item.map(|it| kind(*it, language));
        let known = kind.filter(|it| std::mem::replace(&mut before, kind) == Some(it));
        known.and_then(|it| whole.strip_prefix(it)).map_or(whole.clone(), |it| it.trim_start().to_owned())
    };
    group.findings.iter().map(one).collect()
}

/// An item in a list, with its place.
pub(crate) fn listed(finding: &Finding, items: &HashMap<&str, Item<'_>>, language: Language) -> String {
    let (name, place) = (name_of(finding, items, language), words::place(&finding.place, language));
    if place.is_empty() { name } else { format!("{name} ({place})") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use proptest::prelude::*;

    fn findings(programme: &Programme, kinds: &[u8]) -> Vec<Finding> {
        let tasks: Vec<_> = programme.tasks().collect();
        let make = |(n, kind): (usize, &u8)| {
            let mut it = sample::finding("II.2.b-4/lead", Code::NoLead, Severity::Error, tasks.get(n).map(|it| &it.anchor), "một việc", n as u32 + 1);
            it.message = format!("nội dung {kind}");
            it
        };
        kinds.iter().enumerate().map(make).collect()
    }

    #[test]
    fn the_same_of_five_items_is_told_once_and_of_four_one_by_one() {
        let programme = sample::programme(2, 20);
        for (count, groups) in [(4, 4), (5, 1), (20, 1)] {
            let all = findings(&programme, &vec![0; count]);
            assert_eq!(grouped(all.iter()).len(), groups, "{count}");
        }
    }

    #[test]
    fn a_finding_about_the_whole_text_stands_by_itself() {
        let whole = vec![sample::finding("II.1", Code::MissingPart, Severity::Error, None, "", 0); 9];
        assert_eq!(grouped(whole.iter()).len(), 9);
    }

    #[test]
    fn the_hint_of_most_is_told_for_all_and_the_rest_keep_theirs() {
        let programme = sample::programme(2, 20);
        let mut all = findings(&programme, &[0; 6]);
        all[0].hint = "gần nhất là nhiệm vụ 3".into();
        let groups = grouped(all.iter());
        assert_eq!(groups[0].hint(), all[1].hint);
        assert_eq!(groups[0].others().map(|it| it.place.line).collect::<Vec<_>>(), [1]);
    }

    proptest! {
        #[test]
        fn no_finding_is_lost_or_told_twice_and_each_group_says_one_thing(kinds in proptest::collection::vec(0..4_u8, 0..30)) {
            let programme = sample::programme(2, 30);
            let all = findings(&programme, &kinds);
            let groups = grouped(all.iter());
            let mut lines: Vec<u32> = groups.iter().flat_map(|it| it.findings.iter().map(|it| it.place.line)).collect();
            lines.sort_unstable();
            prop_assert_eq!(lines, (1..=kinds.len() as u32).collect::<Vec<_>>());
            prop_assert!(groups.iter().all(|it| it.findings.windows(2).all(|it| it[0].message == it[1].message)));
            let firsts: Vec<u32> = groups.iter().filter_map(Group::first).map(|it| it.place.line).collect();
            prop_assert!(firsts.windows(2).all(|it| it[0] < it[1]), "groups stand in the order of their first places");
        }
    }
}
