//! What a composed paper says: the words of the office, and nothing of the programme lost.

use hanhdong_domain::programme::*;
use hanhdong_domain::{Date, Place};
use proptest::prelude::*;
use rstest::rstest;

use super::compose;
use crate::official::fixture;
use crate::official::layout::LayoutPack;
use crate::official::paper::{Block, OfficialPaper, Row, Style, Table};

fn pack(id: &str) -> &'static LayoutPack {
    LayoutPack::builtin(id).expect("a built-in pack")
}

fn anchor(text: &str) -> Anchor {
    Anchor::new(text).expect("sound")
}

fn headed(change: impl FnOnce(&mut Document)) -> Programme {
    let mut document = fixture::document();
    change(&mut document);
    Programme { document, ..Programme::default() }
}

fn with_nodes(role: PartRole, nodes: Vec<Node>) -> Programme {
    let part = Part { role, mark: Some("II".into()), heading: "Nội dung".into(), place: Place::default(), nodes };
    Programme { document: fixture::document(), parts: vec![part], ..Programme::default() }
}

fn lines(paper: &OfficialPaper) -> Vec<&str> {
    paper.body.iter().filter_map(|it| if let Block::Paragraph(paragraph) = it { Some(paragraph.text.as_str()) } else { None }).collect()
}

fn tables(blocks: &[Block]) -> Vec<&Table> {
    blocks.iter().filter_map(|it| if let Block::Table(table) = it { Some(table) } else { None }).collect()
}

#[rstest]
#[case("party-2026", Some("6-CTr/ĐU"), "Số 06-CTr/ĐU")]
#[case("party-2026", Some("127-QĐ/TW"), "Số 127-QĐ/TW")]
#[case("party-2018", Some("06-CT/TU"), "Số 06-CT/TU")]
#[case("party-2026", Some("-CTr/ĐU"), "Số     -CTr/ĐU")]
#[case("party-2026", None, "Số     -CTr/ĐU")]
#[case("state-2020", Some("15/QĐ-UBND"), "Số: 15/QĐ-UBND")]
#[case("state-2020", Some("3/NQ-CP"), "Số: 03/NQ-CP")]
fn the_number_line_has_its_zero_and_no_colon_in_party_papers(#[case] id: &str, #[case] number: Option<&str>, #[case] line: &str) {
    let programme = headed(|it| it.number = number.map(str::to_owned));
    assert_eq!(compose(&programme, pack(id)).head.number, line);
}

#[rstest]
#[case((2018, 2, 20), "Hạ Mẫu, ngày 20 tháng 02 năm 2018")]
#[case((2026, 1, 5), "Hạ Mẫu, ngày 05 tháng 01 năm 2026")]
#[case((2026, 3, 9), "Hạ Mẫu, ngày 09 tháng 3 năm 2026")]
#[case((2026, 12, 10), "Hạ Mẫu, ngày 10 tháng 12 năm 2026")]
fn days_under_ten_and_the_first_two_months_take_a_zero(#[case] day: (i16, i8, i8), #[case] line: &str) {
    let programme = headed(|it| {
        it.place = Some("Hạ Mẫu".into());
        it.date = Date::new(day.0, day.1, day.2).ok();
    });
    assert_eq!(compose(&programme, pack("party-2026")).head.place_and_date, line);
}

#[test]
fn recipients_have_a_dash_and_one_way_of_ending_lines() {
    let programme = headed(|it| it.recipients = ["- Như trên,", "Các chi bộ;", "Lưu Văn phòng Đảng uỷ"].map(|it| Recipient { text: it.into() }).to_vec());
    assert_eq!(compose(&programme, pack("party-2026")).recipients, ["- Như trên;", "- Các chi bộ;", "- Lưu Văn phòng Đảng uỷ."]);
}

#[test]
fn outline_marks_are_those_of_the_pack() {
    let programme = fixture::commune(2);
    let first =
        |id: &str| compose(&programme, pack(id)).body.into_iter().find_map(|it| if let Block::Paragraph(it) = it { (it.style == Style::Level1).then_some(it.text) } else { None });
    assert_eq!(first("party-2026").as_deref(), Some("I- Mục tiêu, yêu cầu"));
    assert_eq!(first("state-2020").as_deref(), Some("I. Mục tiêu, yêu cầu"));
}

#[rstest]
#[case(Some("1"), "1. Rà soát")]
#[case(Some("2.1"), "2.1. Rà soát")]
#[case(Some("đ"), "đ) Rà soát")]
#[case(Some("-"), "- Rà soát")]
#[case(Some("IV"), "IV. Rà soát")]
#[case(None, "- Rà soát")]
fn codes_are_printed_as_typed_marks(#[case] code: Option<&str>, #[case] line: &str) {
    let node = Node::Requirement(Requirement {
        anchor: anchor("y"),
        code: code.map(str::to_owned),
        text: "Rà soát".into(),
        about: About::Other,
        place: Place::default(),
        confidence: Confidence::Sure,
    });
    assert_eq!(lines(&compose(&with_nodes(PartRole::Goals, vec![node]), pack("party-2026"))), ["II- Nội dung", line]);
}

#[test]
fn a_prose_task_has_a_line_for_each_field() {
    let paper = compose(&fixture::commune(1), pack("party-2026"));
    let all = lines(&paper);
    let at = all.iter().position(|it| it.starts_with("1. Xây dựng Đề án")).expect("the task");
    assert_eq!(
        all[at + 2..at + 7],
        [
            "- Chủ trì: Phòng Văn hoá - Xã hội",
            "- Phối hợp: Phòng Kinh tế; các trường học trên địa bàn",
            "- Sản phẩm: Đề án sắp xếp mạng lưới trường, lớp",
            "- Thời gian hoàn thành: Quý III/2027",
            "- Nguồn lực: 12 tỷ đồng ngân sách tỉnh; 3 tỷ đồng ngân sách xã",
        ]
    );
}

#[test]
fn a_sentence_that_says_its_lead_and_time_is_not_said_twice() {
    let sentence = "Giao Văn phòng Đảng uỷ chủ trì, phối hợp với Ban Xây dựng Đảng xây dựng quy chế làm việc, hoàn thành trong quý II/2026";
    let task = TaskItem {
        form: Form::Prose,
        code: Some("1".into()),
        lead: Lead::parse("Văn phòng Đảng uỷ"),
        coordinators: vec!["Ban Xây dựng Đảng".into()],
        deadline: Deadline::parse("quý II/2026"),
        ..TaskItem::titled(anchor("t"), sentence)
    };
    let paper = compose(&with_nodes(PartRole::Content, vec![Node::Task(task)]), pack("party-2026"));
    assert_eq!(lines(&paper), ["II- Nội dung", &format!("1. {sentence}")]);
}

fn target(code: &str, horizon: Option<i16>) -> Node {
    Node::Target(Target {
        code: Some(code.into()),
        horizon,
        value: TargetValue::parse("≥ 55", "Tỷ lệ", Some("%")),
        ..Target::named(anchor(&format!("c{code}")), "Tỷ lệ hộ dùng nước sạch")
    })
}

fn group(mark: &str, text: &str) -> Node {
    Node::Heading(Heading { level: 2, mark: Some(mark.into()), text: text.into(), place: Place::default() })
}

#[test]
fn horizons_stand_in_the_header_in_the_groups_or_in_a_column() {
    let header = |nodes: Vec<Node>| {
        let paper = compose(&with_nodes(PartRole::Annex, nodes), pack("party-2026"));
        tables(&paper.annexes[0].blocks)[0].header.join(" | ")
    };
    assert_eq!(header(vec![target("1", Some(2030)), target("2", Some(2030))]), "TT | Chỉ tiêu | Mục tiêu năm 2030");
    assert_eq!(header(vec![group("I", "Đến năm 2030"), target("1", Some(2030)), group("II", "Đến năm 2045"), target("2", Some(2045))]), "TT | Chỉ tiêu | Mục tiêu");
    assert_eq!(header(vec![target("1", Some(2030)), target("2", Some(2045))]), "TT | Chỉ tiêu | Mục tiêu | Mốc năm");
}

#[test]
fn headings_with_sisters_inside_a_table_are_group_rows_and_others_stay_headings() {
    let nodes = vec![group("1", "Chỉ tiêu"), target("1", Some(2030)), target("2", Some(2030)), group("2", "Nhiệm vụ"), Node::Task(TaskItem::titled(anchor("t"), "Trồng rừng"))];
    let paper = compose(&with_nodes(PartRole::Content, nodes), pack("party-2026"));
    assert_eq!(lines(&paper), ["II- Nội dung", "1. Chỉ tiêu", "2. Nhiệm vụ"]);
    assert_eq!(tables(&paper.body).iter().map(|it| it.rows.len()).collect::<Vec<_>>(), [2, 1]);
    let nodes = vec![group("1", "Về kinh tế"), target("1", Some(2030)), group("2", "Về xã hội"), target("2", Some(2030))];
    let paper = compose(&with_nodes(PartRole::Content, nodes), pack("party-2026"));
    let groups: Vec<bool> = tables(&paper.body)[0].rows.iter().map(|it| matches!(it, Row::Group { .. })).collect();
    assert_eq!(groups, [true, false, true, false]);
}

#[test]
fn the_end_mark_goes_after_a_paragraph_and_never_into_an_item() {
    let last = |node: Node| lines(&compose(&with_nodes(PartRole::Organisation, vec![node]), pack("state-2020"))).last().map(|it| (*it).to_owned());
    let passage = |text: &str| Node::Text(Passage { role: PassageRole::Prose, text: text.into(), place: Place::default() });
    assert_eq!(last(passage("Yêu cầu các đơn vị thực hiện.")).as_deref(), Some("Yêu cầu các đơn vị thực hiện./."));
    assert_eq!(last(passage("Yêu cầu các đơn vị thực hiện./.")).as_deref(), Some("Yêu cầu các đơn vị thực hiện./."));
    let task = TaskItem { form: Form::Prose, code: Some("1".into()), ..TaskItem::titled(anchor("t"), "Trồng rừng.") };
    assert_eq!(last(Node::Task(task)).as_deref(), Some("1. Trồng rừng."));
}

#[test]
fn annexes_without_a_mark_are_numbered_as_the_pack_asks() {
    let marks = |count: usize| {
        let part = |i: usize| Part { role: PartRole::Annex, mark: None, heading: format!("Danh mục {i}"), place: Place::default(), nodes: Vec::new() };
        let programme = Programme { parts: (0..count).map(part).collect(), ..Programme::default() };
        compose(&programme, pack("party-2026")).annexes.into_iter().map(|it| it.mark).collect::<Vec<_>>()
    };
    assert_eq!(marks(1), ["PHỤ LỤC"]);
    assert_eq!(marks(4), ["PHỤ LỤC I", "PHỤ LỤC II", "PHỤ LỤC III", "PHỤ LỤC IV"]);
}

/// Every text of a paper, one a line.
fn whole(paper: &OfficialPaper) -> String {
    let mut out = String::new();
    let mut block = |block: &Block| match block {
        Block::Paragraph(it) => out.push_str(&format!("{}\n", it.text)),
        Block::Table(table) => {
            for row in &table.rows {
                match row {
                    Row::Item { cells, .. } => out.push_str(&format!("{}\n", cells.join("\n"))),
                    Row::Group { mark, text, .. } => out.push_str(&format!("{mark} {text}\n")),
                }
            }
        }
    };
    paper.body.iter().for_each(&mut block);
    paper.annexes.iter().flat_map(|it| &it.blocks).for_each(&mut block);
    for annex in &paper.annexes {
        out.push_str(&format!("{}\n{}\n", annex.mark, annex.heading));
    }
    out
}

fn words() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["Trồng 20 ha rừng", "Đạt chuẩn", "Phòng Kinh tế", "Quý IV/2026", "≥ 55", "12 tỷ đồng ngân sách xã", "Mặt bằng sạch", "chuyển tiếp", "Công an xã"])
        .prop_map(str::to_owned)
}

fn form() -> impl Strategy<Value = Form> {
    prop_oneof![Just(Form::Row), Just(Form::Prose)]
}

prop_compose! {
    fn any_task()(id in 0..1_000_000u32, title in words(), details in prop::collection::vec(words(), 0..2), lead in words(), with in prop::collection::vec(words(), 0..3), product in prop::option::of(words()), time in words(), money in words(), condition in prop::option::of(words()), note in prop::option::of(words()), form in form(), code in prop::option::of("[1-9][0-9]?")) -> Node {
        Node::Task(TaskItem {
            code,
            details,
            lead: Lead::parse(&lead),
            coordinators: with,
            deliverable: product,
            deadline: Deadline::parse(&time),
            resources: Resource::parse_all(&money, None),
            conditions: condition.into_iter().map(|text| Condition::of(ConditionKind::Land, &text, &Place::default())).collect(),
            note,
            form,
            ..TaskItem::titled(anchor(&format!("t{id}")), &title)
        })
    }
}

prop_compose! {
    fn any_target()(id in 0..1_000_000u32, name in words(), unit in prop::option::of(words()), level in words(), horizon in prop::option::of(2026..2046i16), base in prop::option::of(words()), path in prop::collection::vec((2026..2031i16, words()), 0..2), lead in words(), note in prop::option::of(words()), form in form()) -> Node {
        Node::Target(Target {
            unit,
            value: TargetValue::parse(&level, &name, None),
            horizon,
            baselines: base.into_iter().map(|text| Baseline { year: Some(2025), value: TargetValue::parse(&text, "", None), source: None }).collect(),
            path: path.into_iter().take(1).map(|(year, text)| YearlyValue { year, value: TargetValue::parse(&text, "", None) }).collect(),
            lead: Lead::parse(&lead),
            note,
            form,
            ..Target::named(anchor(&format!("c{id}")), &name)
        })
    }
}

fn any_node() -> impl Strategy<Value = Node> {
    let heading = (1..4u8, words(), prop::option::of("[IVX]{1,3}")).prop_map(|(level, text, mark)| Node::Heading(Heading { level, mark, text, place: Place::default() }));
    let passage = words().prop_map(|text| Node::Text(Passage { role: PassageRole::Unread, text, place: Place::default() }));
    prop_oneof![heading, passage, any_task(), any_target()]
}

/// Everything that an item says.
fn said(node: &Node) -> Vec<String> {
    match node {
        Node::Heading(it) => vec![it.text.clone()],
        Node::Text(it) => vec![it.text.clone()],
        Node::Task(it) => {
            let mut all = vec![it.title.clone(), it.lead.text().to_owned(), it.deadline.text.clone()];
            all.extend(it.code.iter().chain(&it.details).chain(&it.coordinators).chain(&it.deliverable).chain(&it.note).cloned());
            all.extend(it.resources.iter().map(|it| it.text.clone()).chain(it.conditions.iter().map(|it| it.text.clone())));
            all
        }
        Node::Target(it) => {
            let mut all = vec![it.name.clone(), it.value.text.clone(), it.lead.text().to_owned()];
            all.extend(it.note.iter().cloned().chain(it.path.iter().map(|it| it.value.text.clone())).chain(it.baselines.iter().map(|it| it.value.text.clone())));
            if it.form == Form::Row {
                all.extend(it.unit.iter().cloned());
            }
            all
        }
        Node::Goal(_) | Node::Requirement(_) | Node::KeyWork(_) | Node::Arrangement(_) => Vec::new(),
    }
}

proptest! {
    #[test]
    fn nothing_of_the_programme_is_lost(nodes in prop::collection::vec(any_node(), 0..14), annex in any::<bool>()) {
        let role = if annex { PartRole::Annex } else { PartRole::Content };
        let programme = with_nodes(role, nodes.clone());
        let paper = compose(&programme, pack("party-2026"));
        let text = whole(&paper).to_lowercase();
        for words in nodes.iter().flat_map(said) {
            prop_assert!(text.contains(&words.to_lowercase()), "«{}» is printed in\n{}", words, text);
        }
        let blocks = || paper.body.iter().chain(paper.annexes.iter().flat_map(|it| &it.blocks));
        let anchors = blocks().map(|it| match it {
            Block::Paragraph(it) => usize::from(it.anchor.is_some()),
            Block::Table(table) => table.rows.iter().filter(|it| matches!(it, Row::Item { .. })).count(),
        });
        prop_assert_eq!(anchors.sum::<usize>(), programme.items().count(), "one place an item");
        for table in blocks().filter_map(|it| if let Block::Table(table) = it { Some(table) } else { None }) {
            prop_assert!((table.widths.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            for row in &table.rows {
                if let Row::Item { cells, .. } = row {
                    prop_assert_eq!(cells.len(), table.header.len());
                }
            }
        }
    }
}
