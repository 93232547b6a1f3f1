//! Part III and Nơi nhận written from the assignments (clauses II.2.c-1, N.1): what each body leads and coordinates, and that
//! it receives the paper. While they are written so, they follow every change of an assignment.

use std::collections::{BTreeMap, HashSet};

use super::{Anchor, Arrangement, ArrangementKind, Confidence, Edit, Node, PartRole, Programme, Recipient};
use crate::Place;
use crate::organisation::{NameKind, classify};
use crate::text::{fold, fold_words};

/// What a body is assigned: the marks of the tasks, else their first words, in the order of the paper.
#[doc(alias = "phân công")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assignment {
    /// The body, as printed where it is named first.
    pub body: String,
    /// What it leads.
    pub leads: Vec<String>,
    /// What it coordinates.
    pub coordinates: Vec<String>,
}

/// What the anchor of a duty begins with that is written from assignments.
const WRITTEN: &str = "d_pc_";

impl Assignment {
    /// The duty in words, as part III prints it.
    pub fn said(&self) -> String {
        let tasks = |verb: &str, them: &[String]| (!them.is_empty()).then(|| format!("{verb} nhiệm vụ {}", them.join(", ")));
        let said = [tasks("chủ trì thực hiện", &self.leads), tasks("phối hợp thực hiện", &self.coordinates)];
        format!("{} {}", self.body, said.into_iter().flatten().collect::<Vec<_>>().join("; "))
    }
    /// The identity of the duty: the body's own, so that it is the same duty whatever comes and goes.
    fn anchor(&self) -> Option<Anchor> {
        let mut name = String::from(WRITTEN);
        for word in fold_words(&self.body) {
            name.extend(word.chars().filter(char::is_ascii_alphanumeric));
        }
        if Anchor::CHARS_MAX < name.len() {
            // Two long names that begin alike stay two: the rest is told by a sum (FNV-1a).
            let sum = name.bytes().fold(2_166_136_261_u32, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(16_777_619));
            name.truncate(Anchor::CHARS_MAX - 9);
            name.push_str(&format!("_{sum:08x}"));
        }
        Anchor::new(&name)
    }
    fn duty(&self) -> Option<Node> {
        Some(Node::Arrangement(Arrangement {
            anchor: self.anchor()?,
            code: None,
            unit: Some(self.body.clone()),
            duty: self.said(),
            kinds: vec![ArrangementKind::Execute],
            place: Place::default(),
            confidence: Confidence::Sure,
        }))
    }
}

/// Words by which a task without a mark is named.
const WORDS_MAX: usize = 8;

fn named(code: Option<&str>, title: &str) -> String {
    match code {
        Some(code) => code.to_owned(),
        None => format!("\"{}\"", title.split_whitespace().take(WORDS_MAX).collect::<Vec<_>>().join(" ")),
    }
}

impl Programme {
    /// Who is assigned what, in the order in which bodies are named; collective names and persons have no duty of their own here.
    pub fn assignments(&self) -> Vec<Assignment> {
        let mut order: Vec<String> = Vec::new();
        let mut by_name: BTreeMap<String, Assignment> = BTreeMap::new();
        let mut enter = |body: &str, task: &str, leads: bool| {
            let body = body.trim();
            if classify(body) != NameKind::Unit {
                return;
            }
            let key = fold(body);
            if !by_name.contains_key(&key) {
                order.push(key.clone());
            }
            let it = by_name.entry(key).or_insert_with(|| Assignment { body: body.to_owned(), ..Assignment::default() });
            let list = if leads { &mut it.leads } else { &mut it.coordinates };
            if !list.iter().any(|it| it == task) {
                list.push(task.to_owned());
            }
        };
        for (_, node) in self.nodes() {
            let (code, title, lead, coordinators) = match node {
                Node::Task(it) => (it.code.as_deref(), &it.title, &it.lead, &it.coordinators),
                Node::KeyWork(it) => (it.code.as_deref(), &it.name, &it.lead, &it.coordinators),
                Node::Heading(_) | Node::Text(_) | Node::Goal(_) | Node::Requirement(_) | Node::Target(_) | Node::Arrangement(_) => continue,
            };
            let task = named(code, title);
            lead.somebody().for_each(|it| enter(it, &task, true));
            coordinators.iter().for_each(|it| enter(it, &task, false));
        }
        order.iter().filter_map(|key| by_name.remove(key)).collect()
    }

    /// Is part III written from the assignments?
    pub fn is_written(&self) -> bool {
        self.items().any(|it| it.anchor().as_str().starts_with(WRITTEN))
    }

    /// The changes that bring part III and Nơi nhận in step with the assignments. `before` is the programme before the change
    /// that is being followed: who is no longer assigned anything leaves Nơi nhận too.
    pub fn in_step(&self, before: &Programme) -> Vec<Edit> {
        self.towards(&self.assignments(), before)
    }

    /// The changes that take out again what was written from the assignments.
    pub fn unwritten(&self) -> Vec<Edit> {
        let mut now = self.clone();
        let mut edits = Vec::new();
        now.retain_written(&HashSet::new(), &mut edits);
        edits
    }

    fn towards(&self, wanted: &[Assignment], before: &Programme) -> Vec<Edit> {
        let mut now = self.clone();
        let mut edits = Vec::new();
        let duties: Vec<Node> = wanted.iter().filter_map(Assignment::duty).collect();
        let anchors: HashSet<Anchor> = duties.iter().filter_map(|it| it.item().map(|it| it.anchor().clone())).collect();
        now.retain_written(&anchors, &mut edits);
        if let Some(part) = now.parts.iter().position(|it| it.role == PartRole::Organisation) {
            for duty in duties {
                now.write(part, duty, &mut edits);
            }
        }
        let assigned: HashSet<String> = wanted.iter().map(|it| fold(&it.body)).collect();
        let left: HashSet<String> = before.assignments().iter().map(|it| fold(&it.body)).filter(|it| !assigned.contains(it)).collect();
        now.receive(wanted, &left, &mut edits);
        edits
    }

    /// Takes out the written duties of which nobody is assigned anything any more.
    fn retain_written(&mut self, anchors: &HashSet<Anchor>, edits: &mut Vec<Edit>) {
        let is_over = |it: &Node| it.item().is_some_and(|it| it.anchor().as_str().starts_with(WRITTEN) && !anchors.contains(it.anchor()));
        for part in 0..self.parts.len() {
            while let Some((at, node)) = self.parts[part].nodes.iter().enumerate().find(|it| is_over(it.1)).map(|(at, node)| (at, node.clone())) {
                self.follow(Edit::Node { part, at, before: Some(node), after: None }, edits);
            }
        }
    }

    /// Writes one duty: over the one that is there, else behind the last that was written, else behind the last that stands
    /// there, before the closing words.
    fn write(&mut self, part: usize, duty: Node, edits: &mut Vec<Edit>) {
        let anchor = duty.item().map(|it| it.anchor().clone());
        let there = self.parts.iter().enumerate().find_map(|(part, it)| {
            let at = it.nodes.iter().position(|node| node.item().map(|it| it.anchor().clone()) == anchor)?;
            Some((part, at, it.nodes.get(at)?.clone()))
        });
        let edit = match there {
            Some((_, _, before)) if before.says_the_same(&duty) => return,
            Some((part, at, before)) => Edit::Node { part, at, before: Some(before), after: Some(duty) },
            None => {
                let nodes = self.parts.get(part).map(|it| it.nodes.as_slice()).unwrap_or_default();
                let is_written = |it: &Node| it.item().is_some_and(|it| it.anchor().as_str().starts_with(WRITTEN));
                let last = nodes.iter().rposition(is_written).or_else(|| nodes.iter().rposition(|it| matches!(it, Node::Arrangement(_))));
                Edit::Node { part, at: last.map_or(nodes.len(), |it| it + 1), before: None, after: Some(duty) }
            }
        };
        self.follow(edit, edits);
    }

    /// Whoever is assigned something receives the paper; a line that names another body beside it stays as it is.
    fn receive(&mut self, wanted: &[Assignment], left: &HashSet<String>, edits: &mut Vec<Edit>) {
        let mut document = self.document.clone();
        document.recipients.retain(|it| !left.contains(&fold(&it.text)));
        for it in wanted {
            let name = fold(&it.body);
            if !document.recipients.iter().any(|line| fold(&line.text).contains(&name)) {
                let file_copy = document.recipients.iter().position(|line| fold(&line.text).starts_with("luu"));
                document.recipients.insert(file_copy.unwrap_or(document.recipients.len()), Recipient { text: it.body.clone() });
            }
        }
        if document != self.document {
            self.follow(Edit::Head { before: self.document.clone(), after: document }, edits);
        }
    }

    /// Makes a change on the way; one that does not fit is left out, for nothing hangs on it.
    fn follow(&mut self, edit: Edit, edits: &mut Vec<Edit>) {
        if self.apply(&edit).is_ok() {
            edits.push(edit);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::programme::{Lead, Part, TaskItem};

    fn task(number: usize, lead: &str, coordinators: &[&str]) -> Node {
        let anchor = Anchor::new(&format!("t_{number}")).expect("an anchor");
        let coordinators = coordinators.iter().map(|it| (*it).to_owned()).collect();
        Node::Task(TaskItem { code: Some(number.to_string()), lead: Lead::parse(lead), coordinators, ..TaskItem::titled(anchor, "Đề án") })
    }

    fn draft(tasks: Vec<Node>) -> Programme {
        let part = |role, nodes| Part { role, mark: None, heading: String::new(), place: Place::default(), nodes };
        let mut programme = Programme { parts: vec![part(PartRole::Content, tasks), part(PartRole::Organisation, Vec::new())], ..Programme::default() };
        programme.document.recipients = vec![Recipient { text: "Ban Thường vụ Tỉnh uỷ (để báo cáo)".to_owned() }, Recipient { text: "Lưu Văn phòng".to_owned() }];
        programme
    }

    fn duties(programme: &Programme) -> Vec<String> {
        programme.items().filter(|it| it.anchor().as_str().starts_with(WRITTEN)).map(|it| it.text().to_owned()).collect()
    }

    fn recipients(programme: &Programme) -> Vec<String> {
        programme.document.recipients.iter().map(|it| it.text.clone()).collect()
    }

    fn followed(programme: &Programme, edits: &[Edit]) -> Programme {
        let mut programme = programme.clone();
        edits.iter().for_each(|it| programme.apply(it).expect("it fits"));
        programme
    }

    #[test]
    fn each_body_has_its_duty_in_part_iii_and_receives_the_paper() {
        let programme = draft(vec![task(1, "Phòng Kinh tế", &["Công an xã"]), task(2, "Phòng Kinh tế", &[]), task(3, "Công an xã", &["Phòng Kinh tế", "các ngành liên quan"])]);
        let written = followed(&programme, &programme.in_step(&programme));
        assert_eq!(
            duties(&written),
            ["Phòng Kinh tế chủ trì thực hiện nhiệm vụ 1, 2; phối hợp thực hiện nhiệm vụ 3", "Công an xã chủ trì thực hiện nhiệm vụ 3; phối hợp thực hiện nhiệm vụ 1"]
        );
        assert_eq!(recipients(&written), ["Ban Thường vụ Tỉnh uỷ (để báo cáo)", "Phòng Kinh tế", "Công an xã", "Lưu Văn phòng"]);
        assert!(written.is_written() && !programme.is_written());
        assert!(written.in_step(&written).is_empty(), "what is in step stays as it is");
    }

    #[test]
    fn an_assignment_that_goes_takes_its_duty_and_its_recipient_with_it() {
        let programme = draft(vec![task(1, "Phòng Kinh tế", &["Công an xã"])]);
        let written = followed(&programme, &programme.in_step(&programme));
        let before = written.parts[0].nodes[0].clone();
        let changed = followed(&written, &[Edit::Node { part: 0, at: 0, before: Some(before), after: Some(task(1, "Phòng Kinh tế", &[])) }]);
        let after = followed(&changed, &changed.in_step(&written));
        assert_eq!(duties(&after), ["Phòng Kinh tế chủ trì thực hiện nhiệm vụ 1"]);
        assert_eq!(recipients(&after), ["Ban Thường vụ Tỉnh uỷ (để báo cáo)", "Phòng Kinh tế", "Lưu Văn phòng"]);
    }

    #[test]
    fn a_line_that_names_it_with_others_is_enough_and_is_never_taken_out() {
        let mut programme = draft(vec![task(1, "Phòng Kinh tế", &[])]);
        programme.document.recipients = vec![Recipient { text: "Văn phòng, Phòng Kinh tế".to_owned() }];
        let written = followed(&programme, &programme.in_step(&programme));
        assert_eq!(recipients(&written), ["Văn phòng, Phòng Kinh tế"]);
        let nobody = draft(Vec::new());
        let gone = Programme { parts: nobody.parts, ..written.clone() };
        assert_eq!(recipients(&followed(&gone, &gone.in_step(&written))), ["Văn phòng, Phòng Kinh tế"]);
    }

    #[test]
    fn two_bodies_whose_long_names_begin_alike_keep_a_duty_each() {
        let long = |end: &str| format!("Ban Quản lý dự án đầu tư xây dựng và phát triển quỹ đất khu vực {end}");
        let programme = draft(vec![task(1, &long("một"), &[]), task(2, &long("hai"), &[])]);
        let written = followed(&programme, &programme.in_step(&programme));
        assert_eq!(duties(&written).len(), 2, "{:?}", duties(&written));
    }

    #[test]
    fn what_was_written_is_taken_out_again_and_nothing_else() {
        let programme = draft(vec![task(1, "Phòng Kinh tế", &["Công an xã"])]);
        let written = followed(&programme, &programme.in_step(&programme));
        let plain = followed(&written, &written.unwritten());
        assert_eq!(plain.parts, programme.parts);
        assert!(!plain.is_written());
    }

    proptest! {
        /// The law: part III says the assignments and nothing else, whatever was there; undoing brings it back to the letter.
        #[test]
        fn part_three_equals_the_assignments_and_can_be_taken_back(tasks in proptest::collection::vec((0_usize..5, proptest::collection::vec(0_usize..5, 0..3)), 0..12), later in proptest::collection::vec((0_usize..5, proptest::collection::vec(0_usize..5, 0..3)), 0..12)) {
            const BODIES: [&str; 5] = ["Phòng Kinh tế", "Công an xã", "Văn phòng Đảng uỷ", "Trạm Y tế xã", "các ngành liên quan"];
            let of = |tasks: &[(usize, Vec<usize>)]| tasks.iter().enumerate().map(|(at, (lead, with))| task(at, BODIES[*lead], &with.iter().map(|it| BODIES[*it]).collect::<Vec<_>>())).collect::<Vec<_>>();
            let programme = draft(of(&tasks));
            let first = followed(&programme, &programme.in_step(&programme));
            let mut second = first.clone();
            second.parts[0].nodes = of(&later);
            let edits = second.in_step(&first);
            let third = followed(&second, &edits);
            let mut said = duties(&third);
            let mut wanted: Vec<String> = third.assignments().iter().map(Assignment::said).collect();
            said.sort();
            wanted.sort();
            prop_assert_eq!(said, wanted);
            let mut back = third.clone();
            for edit in edits.into_iter().rev() {
                prop_assert_eq!(back.apply(&edit.inverse()), Ok(()));
            }
            prop_assert_eq!(back, second);
        }
    }
}
