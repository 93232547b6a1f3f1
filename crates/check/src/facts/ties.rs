//! Which task serves which goal or target: by reference, number, common heading or matrix (clause II.2.b-1).

use std::collections::{HashMap, HashSet};

use hanhdong_domain::programme::{Anchor, Heading, Item, LinkBy, Part};
use hanhdong_domain::text::fold_words;

use super::Facts;
use crate::text::Text;

/// The ties of a programme, both ways.
#[derive(Debug, Default)]
pub(crate) struct Ties {
    /// Numbers of targets that have sub-targets ("11" of "11.1").
    pub(crate) heads: HashSet<String>,
    serving: HashMap<Anchor, Vec<usize>>,
    works: HashMap<Anchor, Vec<Anchor>>,
}

impl Ties {
    /// Reads the ties of a programme whose items are already read.
    pub(super) fn of(facts: &Facts<'_>) -> Ties {
        let mut ties = Ties::default();
        for target in &facts.targets {
            if let Some((head, _)) = target.it.code.as_deref().and_then(|it| it.rsplit_once('.')) {
                ties.heads.insert(head.to_owned());
            }
        }
        ties.by_links(facts);
        ties.by_number(facts);
        ties.by_heading(facts);
        ties.hand_on(facts);
        for served in ties.serving.values_mut() {
            served.sort_unstable();
            served.dedup();
        }
        ties
    }
    /// The tasks that serve a goal or target, by their place in the list.
    pub(crate) fn served_by(&self, goal: &Anchor) -> &[usize] {
        self.serving.get(goal).map_or(&[], Vec::as_slice)
    }
    /// The key works that serve it.
    pub(crate) fn works_for(&self, goal: &Anchor) -> &[Anchor] {
        self.works.get(goal).map_or(&[], Vec::as_slice)
    }
    /// What serves a goal or target in prose serves the row of the table that it states again.
    fn hand_on(&mut self, facts: &Facts<'_>) {
        for (prose, row) in &facts.restated {
            let (tasks, works) = (self.served_by(prose).to_vec(), self.works_for(prose).to_vec());
            self.serving.entry(row.clone()).or_default().extend(tasks);
            let own = self.works.entry(row.clone()).or_default();
            for work in works {
                if !own.contains(&work) {
                    own.push(work);
                }
            }
        }
    }
    fn tie(&mut self, goal: &Anchor, task: usize) {
        self.serving.entry(goal.clone()).or_default().push(task);
    }

    fn by_links(&mut self, facts: &Facts<'_>) {
        if facts.programme.links.is_empty() {
            return;
        }
        let tasks = facts.task_of();
        for link in &facts.programme.links {
            match link.by {
                LinkBy::Reference | LinkBy::Number | LinkBy::Heading | LinkBy::Matrix => {}
            }
            match tasks.get(&link.from) {
                Some(task) => self.tie(&link.to, *task),
                None => self.works.entry(link.to.clone()).or_default().push(link.from.clone()),
            }
        }
    }

    /// "(chỉ tiêu 5)", "thực hiện mục tiêu số 2": a task that names the number of a goal or target.
    fn by_number(&mut self, facts: &Facts<'_>) {
        let mut numbers: HashMap<(Kind, &str), Vec<&Anchor>> = HashMap::new();
        for (item, _) in facts.aims_and_levels() {
            let kind = if matches!(item, Item::Target(_)) { Kind::Target } else { Kind::Goal };
            if let Some(code) = item.code() {
                numbers.entry((kind, code)).or_default().push(item.anchor());
            }
        }
        let mut found = Vec::new();
        for (number, task) in facts.tasks.iter().enumerate() {
            let note = task.task().note.as_deref().unwrap_or("");
            // Most texts hold no digit, and a text kept from the last check knows it.
            let texts = std::iter::once(task.text()).chain(task.details.iter().map(AsRef::as_ref)).filter(|it| it.figured());
            for text in texts.map(Text::raw).chain([note]) {
                for (kind, code) in references(text) {
                    // A number that several goals carry ties to none of them.
                    if let Some([anchor]) = numbers.get(&(kind, code.as_str())).map(Vec::as_slice) {
                        found.push(((*anchor).clone(), number));
                    }
                }
            }
        }
        for (anchor, task) in found {
            self.tie(&anchor, task);
        }
    }

    /// Goal and task stand under one heading, or under two headings of the same words, or the task stands under the
    /// goal itself used as a heading.
    fn by_heading(&mut self, facts: &Facts<'_>) {
        let mut under: HashMap<String, Vec<usize>> = HashMap::new();
        for (number, task) in facts.tasks.iter().enumerate() {
            if let Some(key) = task.fact.group.and_then(|it| key_of(it, task.fact.part)) {
                under.entry(key).or_default().push(number);
            }
        }
        if under.is_empty() {
            return;
        }
        let goals = facts.stated_aims().map(|it| (&it.it.anchor, &it.text, it.group, it.part));
        let targets = facts.stated_levels().map(|it| (&it.it.anchor, &it.text, it.group, it.part));
        let mut found = Vec::new();
        for (anchor, text, group, part) in goals.chain(targets) {
            let own = text.folded().trim().to_owned();
            let keys = [Some(own), group.and_then(|it| key_of(it, part))];
            for task in keys.into_iter().flatten().filter_map(|it| under.get(&it)).flatten() {
                found.push((anchor.clone(), *task));
            }
        }
        for (anchor, task) in found {
            self.tie(&anchor, task);
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Goal,
    Target,
}

/// The words of a heading as a key; `None` for one that names no subject ("Đến năm 2030", "Nhiệm vụ cụ thể").
fn key_of(heading: &Heading, part: &Part) -> Option<String> {
    const EMPTY: &[&str] = &[
        "muc", "tieu", "chi", "nhiem", "vu", "giai", "phap", "cu", "the", "chung", "tong", "quat", "chu", "yeu", "trong", "tam", "den", "nam", "giai", "doan", "tam", "nhin",
        "cac", "ve", "va", "danh", "noi", "dung", "thuc", "hien", "yeu", "cau", "muc", "dich", "quan", "diem", "dinh", "huong", "lon", "khau", "dot", "pha",
    ];
    let words = fold_words(&heading.text);
    let speaks = words.iter().any(|it| !EMPTY.contains(&it.as_str()) && it.chars().any(char::is_alphabetic));
    (speaks && heading.text != part.heading).then(|| words.join(" "))
}

/// "chỉ tiêu 5", "chỉ tiêu số 1.2, 1.3", "mục tiêu 2".
fn references(text: &str) -> Vec<(Kind, String)> {
    if !text.bytes().any(|it| it.is_ascii_digit()) {
        return Vec::new();
    }
    let folded = Text::new(text);
    if !folded.says_any(&["chi tieu", "muc tieu", "ct"]) {
        return Vec::new();
    }
    let plain = hanhdong_domain::text::fold(text);
    let mut out = Vec::new();
    for (phrase, kind) in [("chi tieu", Kind::Target), ("muc tieu", Kind::Goal), ("ct ", Kind::Target)] {
        for (at, _) in plain.match_indices(phrase) {
            let whole = at == 0 || !plain.as_bytes().get(at - 1).is_some_and(u8::is_ascii_alphanumeric);
            let Some(rest) = plain.get(at + phrase.len()..).filter(|_| whole) else { continue };
            let rest = rest.trim_start().strip_prefix("so").unwrap_or(rest.trim_start()).trim_start();
            for piece in rest.split([',', ';']).flat_map(|it| it.split(" va ")) {
                let piece = piece.trim();
                let code: String = piece.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
                let code = code.trim_end_matches('.').to_owned();
                let tail = piece.get(code.len()..).unwrap_or("").trim_start_matches('.').trim_start();
                // "chỉ tiêu 100 %" is a level, "mục tiêu năm 2030" a year: no reference.
                let ends = tail.is_empty() || tail.starts_with([')', ']', ':']);
                if code.is_empty() || !ends {
                    break;
                }
                out.push((kind, code));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Mở rộng mạng lưới (chỉ tiêu 5)", &["5"])]
    #[case("Thực hiện chỉ tiêu số 1.2, 1.3", &["1.2", "1.3"])]
    #[case("Bảo đảm chỉ tiêu 100% hộ dân", &[])]
    #[case("Thực hiện mục tiêu năm 2030", &[])]
    fn a_number_is_a_reference_only_where_nothing_follows(#[case] text: &str, #[case] codes: &[&str]) {
        assert_eq!(references(text).into_iter().map(|it| it.1).collect::<Vec<_>>(), codes, "{text}");
    }
}
