//! A sample goes out as an official Word file and comes back: every item, with all that it says.

use hanhdong_domain::programme::skeleton::{BLANK, Occasion, skeleton};
use hanhdong_domain::programme::{Baseline, Goal, KeyWork, Link, Node, Programme, Target, TaskItem, YearlyValue};
use hanhdong_paper::intake::import;
use hanhdong_paper::intake::understand::Purpose;
use hanhdong_paper::notation;
use hanhdong_paper::official::{LayoutPack, compose, docx};
use rstest::rstest;

use crate::samples::{HUYEN, XA};

fn there_and_back(text: &str) -> (Programme, Programme) {
    let programme = notation::read(text).expect("a sample reads");
    let pack = LayoutPack::for_paper(None, programme.document.date, None).expect("a pack is in force");
    let file = docx::write(&compose(&programme, pack), pack);
    let back = import(&file, Purpose::Programme).expect("our own Word file reads");
    (programme, back)
}

/// What of an item has to come back; the rest (places, confidence) belongs to one reading of one file.
trait Told {
    fn told(&self) -> String;
}

impl Told for Goal {
    fn told(&self) -> String {
        format!("{} {:?} {} {:?}", self.anchor, self.code, self.text, self.kind)
    }
}

impl Told for Target {
    fn told(&self) -> String {
        let baseline: Vec<_> = self.baselines.iter().map(Baseline::printed).collect();
        let path: Vec<(i16, &str)> = self.path.iter().map(|it| (it.year, it.value.text.as_str())).collect();
        let depth = format!("{:?} {:?} {:?} {:?}", self.trend.iter().map(YearlyValue::printed).collect::<Vec<_>>(), self.superior, self.criterion, self.value.kind);
        format!(
            "{depth} {} {:?} {} {:?} {} {:?} {baseline:?} {path:?} {} {:?}",
            self.anchor,
            self.code,
            self.name,
            self.unit,
            self.value.text,
            self.horizon,
            self.lead.text(),
            self.level
        )
    }
}

impl Told for TaskItem {
    fn told(&self) -> String {
        let resources: Vec<_> = self.resources.iter().map(|it| (it.text.as_str(), it.amount, it.source)).collect();
        let conditions: Vec<_> = self.conditions.iter().map(|it| (it.kind, it.text.as_str())).collect();
        format!(
            "{} {:?} {} {:?} {} {:?} {:?} {:?} {resources:?} {conditions:?}",
            self.anchor,
            self.code,
            self.title,
            self.origin,
            self.lead.text(),
            self.coordinators,
            self.deliverable,
            self.deadline
        )
    }
}

impl Told for KeyWork {
    fn told(&self) -> String {
        let resources: Vec<_> = self.resources.iter().map(|it| (it.text.as_str(), it.amount, it.source)).collect();
        format!("{} {:?} {} {:?} {resources:?} {} {:?} {:?}", self.anchor, self.code, self.name, self.location, self.lead.text(), self.coordinators, self.schedule)
    }
}

fn same<'a, T: Told + 'a>(there: impl Iterator<Item = &'a T>, back: impl Iterator<Item = &'a T>) {
    let there: Vec<String> = there.map(Told::told).collect();
    let back: Vec<String> = back.map(Told::told).collect();
    for (there, back) in there.iter().zip(&back) {
        assert_eq!(there, back);
    }
    assert_eq!(there.len(), back.len());
    assert!(!there.is_empty());
}

#[rstest]
#[case::xa(XA)]
#[case::huyen(HUYEN)]
fn every_goal_target_task_and_key_work_comes_back_with_all_it_says(#[case] text: &str) {
    let (there, back) = there_and_back(text);
    same(there.goals(), back.goals());
    same(there.targets(), back.targets());
    same(there.tasks(), back.tasks());
    same(there.key_works(), back.key_works());
}

#[rstest]
#[case::xa(XA)]
#[case::huyen(HUYEN)]
fn head_and_foot_come_back(#[case] text: &str) {
    let (there, back) = there_and_back(text);
    assert_eq!(there.document, back.document);
}

#[rstest]
#[case::xa(XA)]
#[case::huyen(HUYEN)]
fn what_a_task_serves_comes_back(#[case] text: &str) {
    let (there, back) = there_and_back(text);
    let of_tasks = |programme: &Programme| -> Vec<Link> {
        let ours: Vec<_> = programme.tasks().map(|it| it.anchor.clone()).collect();
        programme.links.iter().filter(|it| ours.contains(&it.from)).cloned().collect()
    };
    let (there, back) = (of_tasks(&there), of_tasks(&back));
    let lost: Vec<&Link> = there.iter().filter(|it| !back.iter().any(|other| other.from == it.from && other.to == it.to)).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[rstest]
#[case::commune(XA)]
#[case::district(HUYEN)]
fn a_first_draft_goes_through_word_with_all_its_aims_and_none_of_its_holes_becomes_a_task(#[case] source: &str) {
    let source = notation::read(source).expect("a sample reads");
    let draft = skeleton(&source, Occasion { issuer: "Đảng uỷ Xã Mẫu A", superior: None, period: source.document.period });
    assert_eq!(draft.goals().count() + draft.targets().count(), source.goals().count() + source.targets().count());
    let (there, back) = there_and_back(&notation::write(&draft));
    same(there.goals(), back.goals());
    same(there.targets(), back.targets());
    assert_eq!((back.tasks().count(), back.key_works().count()), (0, 0), "holes are nobody's task: {:?}", back.tasks().next());
    let holes = |it: &Programme| it.nodes().filter(|(_, it)| matches!(it, Node::Text(it) if it.text.contains(BLANK))).count();
    assert_eq!(holes(&back), holes(&there));
    assert!(source.tasks().count() <= holes(&back), "one for every task of the source at least");
}

#[test]
fn a_hole_that_is_half_filled_says_only_what_is_written() {
    let text = "CHƯƠNG TRÌNH HÀNH ĐỘNG\n\nI. MỤC TIÊU\n\n- Nâng cao thu nhập của nhân dân.\n\nII. NHIỆM VỤ, GIẢI PHÁP\n\n1. Nâng cao thu nhập\n\n- Xây dựng Đề án sinh kế; chủ trì: Phòng Kinh tế; phối hợp: ……; nguồn lực: .....; tiến độ: Quý IV/2027\n\n- Nhiệm vụ, giải pháp: ……; chủ trì: ______; tiến độ: ...\n\nIII. TỔ CHỨC THỰC HIỆN\n\n……\n";
    let back = import(text.as_bytes(), Purpose::Programme).expect("a text reads");
    let tasks: Vec<String> = back.tasks().map(|it| format!("{} | {} | {:?} | {} | {}", it.title, it.lead.text(), it.coordinators, it.resources.len(), it.deadline.text)).collect();
    assert_eq!(tasks, ["Xây dựng Đề án sinh kế | Phòng Kinh tế | [] | 0 | Quý IV/2027"]);
}
