//! Which task serves which goal or target: by reference, by number, by a common heading.

use std::collections::{HashMap, HashSet};

use hanhdong_domain::programme::{Anchor, Item, Link, LinkBy, Programme};

use super::folded_key;

/// Finds the ties that the text itself makes.
pub(super) fn find(programme: &Programme, served: &[(Anchor, String)]) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    let mut seen: HashSet<(Anchor, Anchor)> = HashSet::new();
    let mut push = |link: Link| {
        if seen.insert((link.from.clone(), link.to.clone())) {
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
    // A text with ties of its own needs no guess by headings.
    if links.is_empty() {
        links = by_heading(programme);
    }
    links
}

/// Targets and goals by the names the text can give them.
struct Codes {
    targets: HashMap<String, Anchor>,
    goals: HashMap<String, Anchor>,
}

impl Codes {
    fn of(programme: &Programme) -> Codes {
        let mut codes = Codes { targets: HashMap::new(), goals: HashMap::new() };
        for (anchor, name) in programme.reference_names() {
            // Codes are not folded: d) and đ) are two items.
            if let Some(code) = name.strip_prefix("Chỉ tiêu ") {
                codes.targets.insert(code.to_lowercase(), anchor);
            } else if let Some(code) = name.strip_prefix("Mục tiêu ") {
                codes.goals.insert(code.to_lowercase(), anchor);
            }
        }
        codes
    }

    /// "chỉ tiêu 5", "chỉ tiêu số 3, 7", "mục tiêu 2.a": the items named. In a column of its own a bare list of
    /// numbers names targets.
    fn named_in(&self, text: &str, column: bool) -> Vec<Anchor> {
        let text = text.to_lowercase();
        let mut out = Vec::new();
        let mut names = &self.targets;
        let mut listing = column;
        let mut tokens = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | ':')).filter(|it| !it.is_empty()).peekable();
        while let Some(token) = tokens.next() {
            let next = tokens.peek().copied().unwrap_or("");
            if (token == "chỉ" || token == "mục") && next == "tiêu" {
                names = if token == "chỉ" { &self.targets } else { &self.goals };
                listing = true;
                tokens.next();
                if tokens.peek() == Some(&"số") {
                    tokens.next();
                }
            } else if listing && token != "và" {
                match names.get(token.trim_end_matches('.')) {
                    Some(anchor) => out.push(anchor.clone()),
                    None => listing = column,
                }
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
