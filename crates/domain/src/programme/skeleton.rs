//! The first draft from a source: three parts that hold all the source asks for, and holes in sight where a person has to
//! think (clauses II.1, I.2.a-1, II.2.b-1). Nothing is invented: no task, lead, resource or time that the source does not say.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{
    Anchor, AnchorPool, Confidence, Document, Goal, GoalKind, Heading, Item, Node, Paper, Part, PartRole, Passage, PassageRole, Programme, Recipient, Signature, Target, Whence,
};
use crate::Place;
use crate::period::Period;
use crate::text::squeeze;

/// What stands where something is still to be written: a line of dots, as offices leave it in a draft.
#[doc(alias = "chỗ trống")]
pub const BLANK: &str = "……";

/// For whom and for when a draft is begun.
#[derive(Clone, Copy, Debug)]
pub struct Occasion<'a> {
    /// Who will issue it, as papers print it.
    pub issuer: &'a str,
    /// The committee above, where there is one.
    pub superior: Option<&'a str>,
    /// The years it is for.
    pub period: Option<Period>,
}

/// Begins a programme from the political report or resolution that it is to carry out. Each of its items says which statement
/// of the source it comes from.
#[doc(alias = "dự thảo khung")]
pub fn skeleton(source: &Programme, occasion: Occasion<'_>) -> Programme {
    let mut drawing = Drawing { pool: AnchorPool::default(), traces: BTreeMap::new() };
    let goals = drawing.goals(source);
    let annex = drawing.targets(source);
    let content = content(source);
    let mut parts = vec![part(PartRole::Goals, "I", "MỤC TIÊU, YÊU CẦU", goals), part(PartRole::Content, "II", "NỘI DUNG CHƯƠNG TRÌNH", content)];
    parts.push(part(PartRole::Organisation, "III", "TỔ CHỨC THỰC HIỆN", vec![blank(&format!("Cơ quan, đơn vị: {BLANK}; nhiệm vụ: {BLANK}"))]));
    if !annex.is_empty() {
        parts.push(part(PartRole::Annex, "PHỤ LỤC I", "DANH MỤC CHỈ TIÊU", annex));
    }
    Programme { document: document(source, occasion), opening: opening(source, occasion), parts, traces: drawing.traces, ..Programme::default() }
}

struct Drawing {
    pool: AnchorPool,
    traces: BTreeMap<Anchor, Vec<Whence>>,
}

/// The groups of part I, in the order of the guideline.
const GROUPS: [(&[GoalKind], &str); 4] = [
    (&[GoalKind::Viewpoint, GoalKind::Policy], "Quan điểm"),
    (&[GoalKind::Orientation], "Định hướng lớn"),
    (&[GoalKind::Goal], "Mục tiêu"),
    (&[GoalKind::Breakthrough], "Khâu đột phá"),
];

impl Drawing {
    fn traced(&mut self, letter: &str, theirs: &Anchor, text: &str) -> Anchor {
        let ours = self.pool.derive(letter, None, text);
        self.traces.insert(ours.clone(), vec![Whence::From { paper: Paper::Source, anchor: theirs.clone(), words: text.to_owned() }]);
        ours
    }

    fn goals(&mut self, source: &Programme) -> Vec<Node> {
        let mut nodes = Vec::new();
        let mut number = 0;
        for (kinds, title) in GROUPS {
            let of_group: Vec<&Goal> = source.goals().filter(|it| kinds.contains(&it.kind)).collect();
            if of_group.is_empty() {
                continue;
            }
            number += 1;
            nodes.push(heading(2, number, title));
            for goal in of_group {
                let anchor = self.traced("g", &goal.anchor, &goal.text);
                nodes.push(Node::Goal(Goal { anchor, code: None, place: Place::default(), confidence: Confidence::Sure, ..goal.clone() }));
            }
        }
        nodes.push(heading(2, number + 1, "Yêu cầu về cách thức tổ chức thực hiện"));
        nodes.push(blank(&format!("Chế độ báo cáo: {BLANK}; công khai: {BLANK}; kỷ luật: {BLANK}")));
        nodes
    }

    fn targets(&mut self, source: &Programme) -> Vec<Node> {
        let mut nodes = Vec::new();
        for target in source.targets() {
            let anchor = self.traced("c", &target.anchor, &target.name);
            nodes.push(Node::Target(Target { anchor, code: None, place: Place::default(), confidence: Confidence::Sure, ..target.clone() }));
        }
        nodes
    }
}

/// A heading with its hole for every orientation, goal, breakthrough and target, then for every task that the source names.
fn content(source: &Programme) -> Vec<Node> {
    let is_aim = |it: &&Goal| matches!(it.kind, GoalKind::Orientation | GoalKind::Goal | GoalKind::Breakthrough);
    let mut nodes = Vec::new();
    let mut number = 0;
    for goal in source.goals().filter(is_aim) {
        number += 1;
        nodes.push(heading(2, number, &first_words(&goal.text)));
        nodes.push(hole());
    }
    let targets: Vec<&Target> = source.targets().filter(|it| !it.is_group()).collect();
    if !targets.is_empty() {
        number += 1;
        nodes.push(heading(2, number, "Nhiệm vụ, giải pháp cụ thể"));
        for (at, target) in targets.iter().enumerate() {
            nodes.push(heading(3, at + 1, &first_words(&target.name)));
            nodes.push(hole());
        }
    }
    let mut group_before: Option<&str> = None;
    let mut below = 0;
    for (item, _, group) in source.items_in_groups() {
        let (Item::Task(_) | Item::KeyWork(_)) = item else { continue };
        let group = group.map_or("Nhiệm vụ, giải pháp văn bản nguồn đã nêu", |it| it.text.as_str());
        if group_before != Some(group) {
            number += 1;
            below = 0;
            nodes.push(heading(2, number, group));
            group_before = Some(group);
        }
        below += 1;
        nodes.push(heading(3, below, &first_words(item.text())));
        nodes.push(hole());
    }
    nodes
}

/// What every aim still lacks, in the words of clause II.2.b.
fn hole() -> Node {
    blank(&format!("Nhiệm vụ, giải pháp: {BLANK}; chủ trì: {BLANK}; phối hợp: {BLANK}; nguồn lực: {BLANK}; tiến độ: {BLANK}"))
}

fn blank(text: &str) -> Node {
    Node::Text(Passage { role: PassageRole::Prose, text: text.to_owned(), place: Place::default() })
}

fn heading(level: u8, number: usize, text: &str) -> Node {
    let mark = if level == 2 { number.to_string() } else { letter(number) };
    Node::Heading(Heading { level, mark: Some(mark), text: text.to_owned(), place: Place::default() })
}

/// The mark of a sub-heading: a, b, c, d, đ, e ... as official papers count; then numbers.
fn letter(number: usize) -> String {
    const LETTERS: [&str; 22] = ["a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "x"];
    number.checked_sub(1).and_then(|it| LETTERS.get(it)).map_or_else(|| number.to_string(), |it| (*it).to_owned())
}

fn part(role: PartRole, mark: &str, heading: &str, nodes: Vec<Node>) -> Part {
    Part { role, mark: Some(mark.to_owned()), heading: heading.to_owned(), place: Place::default(), nodes }
}

/// Words of a heading, at most.
const HEADING_WORDS_MAX: usize = 24;

/// The first clause of a statement, as a heading can bear it.
fn first_words(text: &str) -> String {
    let clause = text.split([';', '.']).next().unwrap_or(text);
    let words: Vec<&str> = clause.split_whitespace().collect();
    let cut = words.get(..HEADING_WORDS_MAX).unwrap_or(&words);
    let mut said = cut.join(" ");
    if cut.len() < words.len() {
        said.push_str(" ...");
    }
    said
}

fn document(source: &Programme, occasion: Occasion<'_>) -> Document {
    Document {
        superior: occasion.superior.map(str::to_uppercase),
        issuer: Some(occasion.issuer.to_uppercase()),
        kind: Some("CHƯƠNG TRÌNH HÀNH ĐỘNG".to_owned()),
        title: Some(match cited(source) {
            Some(cited) => format!("thực hiện {cited}"),
            None => BLANK.to_owned(),
        }),
        draft: Some("Dự thảo lần 1".to_owned()),
        period: occasion.period.or(source.document.period),
        signature: Signature::default(),
        recipients: Vec::<Recipient>::new(),
        ..Document::default()
    }
}

fn opening(source: &Programme, occasion: Occasion<'_>) -> Vec<Passage> {
    let basis = format!("- Căn cứ {},", cited(source).unwrap_or_else(|| BLANK.to_owned()));
    let preamble = format!("{} ban hành Chương trình hành động như sau:", occasion.issuer);
    vec![Passage { role: PassageRole::Basis, text: basis, place: Place::default() }, Passage { role: PassageRole::Prose, text: preamble, place: Place::default() }]
}

/// The source as a paper names it: kind, number, date, issuer; what is not known is left out.
fn cited(source: &Programme) -> Option<String> {
    let document = &source.document;
    let kind = document.kind.as_deref().map(squeeze).filter(|it| !it.is_empty());
    let number = document.number.as_deref();
    if kind.is_none() && number.is_none() {
        return None;
    }
    let mut said = kind.map_or_else(|| "văn bản".to_owned(), |it| if it.chars().all(|c| !c.is_lowercase()) { capital(&it.to_lowercase()) } else { it });
    if let Some(number) = number.filter(|it| !said.contains(*it)) {
        write!(said, " số {number}").unwrap_or_default();
    }
    if let Some(date) = document.date {
        // As official papers write days: 08/8/2025, but 08/02/2025.
        let month = if date.month() < 3 { format!("{:02}", date.month()) } else { date.month().to_string() };
        write!(said, ", ngày {:02}/{month}/{}", date.day(), date.year()).unwrap_or_default();
    }
    if let Some(issuer) = document.issuer.as_deref().filter(|it| !it.is_empty()) {
        write!(said, " của {issuer}").unwrap_or_default();
    }
    Some(said)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::programme::{Deadline, GoalScope, TargetValue, TaskItem};

    fn goal(anchor: &str, kind: GoalKind, text: &str) -> Node {
        let anchor = Anchor::new(anchor).expect("an anchor");
        let (scope, schedule) = (GoalScope::General, Deadline::default());
        Node::Goal(Goal {
            anchor,
            code: Some("1".to_owned()),
            text: text.to_owned(),
            kind,
            scope,
            horizons: vec![2030],
            schedule,
            place: Place { line: 7, ..Place::default() },
            confidence: Confidence::Look,
        })
    }

    fn target(anchor: &str, name: &str) -> Node {
        let value = TargetValue { text: "dưới 2".to_owned(), ..TargetValue::default() };
        Node::Target(Target { value, ..Target::named(Anchor::new(anchor).expect("an anchor"), name) })
    }

    fn task(anchor: &str, title: &str) -> Node {
        Node::Task(TaskItem::titled(Anchor::new(anchor).expect("an anchor"), title))
    }

    fn source(nodes: Vec<Node>) -> Programme {
        let document = Document {
            kind: Some("NGHỊ QUYẾT".to_owned()),
            number: Some("01-NQ/ĐH".to_owned()),
            date: "2025-08-08".parse().ok(),
            issuer: Some("Đại hội đại biểu Đảng bộ xã Mẫu A".to_owned()),
            ..Document::default()
        };
        Programme { document, parts: vec![part(PartRole::Goals, "I", "MỤC TIÊU", nodes)], ..Programme::default() }
    }

    const OCCASION: Occasion<'_> = Occasion { issuer: "Đảng uỷ Xã Mẫu A", superior: Some("Đảng bộ Tỉnh Mẫu"), period: None };

    fn said(programme: &Programme) -> Vec<String> {
        let node = |it: &Node| match it {
            Node::Heading(it) => format!("{} {}", it.mark.as_deref().unwrap_or(""), it.text),
            Node::Text(it) => it.text.clone(),
            other => other.item().map(|it| it.text().to_owned()).unwrap_or_default(),
        };
        programme.parts.iter().flat_map(|part| std::iter::once(part.heading.clone()).chain(part.nodes.iter().map(node))).collect()
    }

    #[test]
    fn every_aim_of_the_source_stands_in_the_draft_with_a_hole_where_its_tasks_will_be() {
        let source = source(vec![
            goal("a", GoalKind::Goal, "Nâng cao thu nhập của nhân dân; giảm nghèo bền vững"),
            goal("b", GoalKind::Viewpoint, "Lấy người dân làm trung tâm"),
            target("c", "Tỷ lệ hộ nghèo"),
            task("d", "Cứng hoá đường thôn"),
        ]);
        let draft = skeleton(&source, OCCASION);
        let hole = "Nhiệm vụ, giải pháp: ……; chủ trì: ……; phối hợp: ……; nguồn lực: ……; tiến độ: ……";
        assert_eq!(
            said(&draft),
            [
                "MỤC TIÊU, YÊU CẦU",
                "1 Quan điểm",
                "Lấy người dân làm trung tâm",
                "2 Mục tiêu",
                "Nâng cao thu nhập của nhân dân; giảm nghèo bền vững",
                "3 Yêu cầu về cách thức tổ chức thực hiện",
                "Chế độ báo cáo: ……; công khai: ……; kỷ luật: ……",
                "NỘI DUNG CHƯƠNG TRÌNH",
                "1 Nâng cao thu nhập của nhân dân",
                hole,
                "2 Nhiệm vụ, giải pháp cụ thể",
                "a Tỷ lệ hộ nghèo",
                hole,
                "3 Nhiệm vụ, giải pháp văn bản nguồn đã nêu",
                "a Cứng hoá đường thôn",
                hole,
                "TỔ CHỨC THỰC HIỆN",
                "Cơ quan, đơn vị: ……; nhiệm vụ: ……",
                "DANH MỤC CHỈ TIÊU",
                "Tỷ lệ hộ nghèo",
            ]
        );
    }

    #[test]
    fn head_and_legal_basis_name_the_source_and_leave_dots_where_it_has_no_name() {
        let named = skeleton(&source(Vec::new()), OCCASION);
        assert_eq!(named.document.title.as_deref(), Some("thực hiện Nghị quyết số 01-NQ/ĐH, ngày 08/8/2025 của Đại hội đại biểu Đảng bộ xã Mẫu A"));
        assert_eq!((named.document.issuer.as_deref(), named.document.superior.as_deref()), (Some("ĐẢNG UỶ XÃ MẪU A"), Some("ĐẢNG BỘ TỈNH MẪU")));
        assert_eq!(named.opening.first().map(|it| it.text.as_str()), Some("- Căn cứ Nghị quyết số 01-NQ/ĐH, ngày 08/8/2025 của Đại hội đại biểu Đảng bộ xã Mẫu A,"));
        let unnamed = skeleton(&Programme::default(), OCCASION);
        assert_eq!(unnamed.document.title.as_deref(), Some(BLANK));
        assert_eq!(unnamed.opening.first().map(|it| it.text.as_str()), Some("- Căn cứ ……,"));
    }

    fn aim() -> impl Strategy<Value = (u8, String)> {
        (0_u8..7, "[A-ZĐa-zđ]{2,6}( [a-zđưạ]{1,6}){0,30}(; [a-z ]{3,9})?")
    }

    proptest! {
        /// The law of a skeleton: each aim once and in its own words, nothing that the source does not say.
        #[test]
        fn nothing_is_lost_and_nothing_is_invented(aims in proptest::collection::vec(aim(), 0..40)) {
            let mut pool = AnchorPool::default();
            let nodes = aims.iter().map(|(kind, text)| {
                let anchor = pool.derive("x", None, text);
                let kinds = [GoalKind::Viewpoint, GoalKind::Policy, GoalKind::Orientation, GoalKind::Goal, GoalKind::Breakthrough];
                match kinds.get(usize::from(*kind)) {
                    Some(kind) => goal(anchor.as_str(), *kind, text),
                    None if *kind == 5 => target(anchor.as_str(), text),
                    None => task(anchor.as_str(), text),
                }
            });
            let source = source(nodes.collect());
            let programme = skeleton(&source, OCCASION);
            let wanted: Vec<Item<'_>> = source.items().filter(|it| matches!(it, Item::Goal(_) | Item::Target(_))).collect();
            prop_assert_eq!(programme.items().count(), wanted.len());
            prop_assert_eq!(programme.tasks().count(), 0);
            for theirs in wanted {
                let from = vec![Whence::From { paper: Paper::Source, anchor: theirs.anchor().clone(), words: theirs.text().to_owned() }];
                let ours: Vec<&Anchor> = programme.traces.iter().filter(|it| *it.1 == from).map(|it| it.0).collect();
                prop_assert_eq!(ours.len(), 1);
                let item = programme.items().find(|it| Some(it.anchor()) == ours.first().copied());
                prop_assert_eq!(item.map(Item::text), Some(theirs.text()));
            }
            let mut anchors: Vec<_> = programme.items().map(Item::anchor).collect();
            anchors.sort();
            anchors.dedup();
            prop_assert_eq!(anchors.len(), programme.items().count());
        }
    }
}
