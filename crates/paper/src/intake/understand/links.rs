//! Which task serves which goal or target: by reference, by number, by a common heading.

use std::collections::HashMap;

use hanhdong_domain::programme::{Anchor, Item, Link, LinkBy, Programme};
use hanhdong_domain::text::fold;

use super::folded_key;

/// Finds the ties that the text itself makes.
pub(super) fn find(programme: &Programme, served: &[(Anchor, String)]) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    let mut push = |link: Link| {
        if !links.iter().any(|it| it.from == link.from && it.to == link.to) {
            links.push(link);
        }
    };
    let codes = Codes::of(programme);
    for (from, words) in served {
        for to in codes.named_in(words, true) {
            push(Link { from: from.clone(), to, by: LinkBy::Matrix });
        }
    }
    for task in programme.tasks() {
        for text in [Some(task.title.as_str()), task.note.as_deref()].into_iter().flatten() {
            for to in codes.named_in(text, false) {
                push(Link { from: task.anchor.clone(), to, by: LinkBy::Number });
            }
        }
    }
    for link in by_heading(programme) {
        push(link);
    }
    links
}

/// Targets and goals by their codes.
struct Codes {
    targets: HashMap<String, Anchor>,
    goals: HashMap<String, Vec<Anchor>>,
}

impl Codes {
    fn of(programme: &Programme) -> Codes {
        let targets = programme.targets().filter_map(|it| Some((fold(it.code.as_deref()?), it.anchor.clone()))).collect();
        let mut goals: HashMap<String, Vec<Anchor>> = HashMap::new();
        for goal in programme.goals() {
            if let Some(code) = &goal.code {
                goals.entry(fold(code)).or_default().push(goal.anchor.clone());
            }
        }
        Codes { targets, goals }
    }

    /// "chỉ tiêu 5", "chỉ tiêu số 3, 7", "mục tiêu 2": the items named. In a column of its own a bare list of
    /// numbers names targets.
    fn named_in(&self, text: &str, column: bool) -> Vec<Anchor> {
        let folded = fold(text);
        let mut out = Vec::new();
        let mut of_targets = column;
        let mut listing = column;
        let mut tokens = folded.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | ':')).filter(|it| !it.is_empty()).peekable();
        while let Some(token) = tokens.next() {
            let next = tokens.peek().copied().unwrap_or("");
            match (token, next) {
                ("chi", "tieu") | ("muc", "tieu") => {
                    of_targets = token == "chi";
                    listing = true;
                    tokens.next();
                    if tokens.peek() == Some(&"so") {
                        tokens.next();
                    }
                }
                ("va", _) if listing => {}
                (code, _) if listing => {
                    let code = code.trim_end_matches('.');
                    if of_targets {
                        match self.targets.get(code) {
                            Some(anchor) => out.push(anchor.clone()),
                            None => listing = column,
                        }
                    } else {
                        match self.goals.get(code).map(Vec::as_slice) {
                            Some([only]) => out.push(only.clone()),
                            _ => listing = column,
                        }
                    }
                }
                _ => {}
            }
        }
        out
    }
}

/// Goals and targets whose group heading is also the group heading of tasks.
fn by_heading(programme: &Programme) -> Vec<Link> {
    let mut tasks: HashMap<String, Vec<Anchor>> = HashMap::new();
    for (item, _, group) in programme.items_in_groups() {
        if let (Item::Task(it), Some(group)) = (item, group) {
            tasks.entry(folded_key(&group.text)).or_default().push(it.anchor.clone());
        }
    }
    let mut out = Vec::new();
    for (item, _, group) in programme.items_in_groups() {
        let (Item::Goal(_) | Item::Target(_), Some(group)) = (item, group) else { continue };
        let key = folded_key(&group.text);
        // A heading of one or two words ("Chung") ties nothing.
        if key.split(' ').count() < 2 {
            continue;
        }
        for from in tasks.get(&key).into_iter().flatten() {
            out.push(Link { from: from.clone(), to: item.anchor().clone(), by: LinkBy::Heading });
        }
    }
    out
}
