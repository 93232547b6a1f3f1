use std::io::{Cursor, Read};

use hanhdong_domain::programme::{Anchor, Deadline, Node, Programme, TaskItem};
use proptest::prelude::*;
use rstest::rstest;
use zip::ZipArchive;

use super::*;
use crate::official::{LayoutPack, compose, docx as official_docx, fixture};

fn task<'a>(programme: &'a mut Programme, id: &str) -> &'a mut TaskItem {
    let nodes = programme.parts.iter_mut().flat_map(|it| it.nodes.iter_mut());
    nodes.filter_map(|it| if let Node::Task(task) = it { Some(task) } else { None }).find(|it| it.anchor.as_str() == id).expect("the task")
}

fn kinds(changes: &[Change]) -> Vec<(ChangeKind, &str)> {
    changes.iter().map(|it| (it.kind, it.anchor.as_ref().map_or("", Anchor::as_str))).collect()
}

#[test]
fn equal_versions_have_no_changes() {
    let programme = fixture::commune(20);
    assert_eq!(diff(&programme, &programme), []);
    assert_eq!(text(&[]), "Hai bản không khác nhau.\n");
}

#[test]
fn a_changed_field_is_said_by_name_and_by_word() {
    let old = fixture::commune(12);
    let mut new = old.clone();
    task(&mut new, "n_2").deadline = Deadline::parse("30/9/2027");
    let changes = diff(&old, &new);
    assert_eq!(kinds(&changes), [(ChangeKind::Changed, "n_2")]);
    assert_eq!(changes[0].fields, [FieldChange { field: "Thời gian hoàn thành", old: "30/6/2027".into(), new: "30/9/2027".into() }]);
    assert_eq!(
        text(&changes),
        "~ Chỉnh sửa: Nhiệm vụ, giải pháp 2 «Lập quy hoạch chung xã đến năm 2035, tầm nhìn đến năm 2050»\n    Thời gian hoàn thành: [-30/6/2027-]{+30/9/2027+}\n"
    );
    let page = html(&changes, "Dự thảo 1", "Dự thảo 2");
    assert!(page.contains("<dt>Thời gian hoàn thành</dt><dd><del>30/6/2027</del><ins>30/9/2027</ins></dd>"), "{page}");
}

#[test]
fn an_item_is_known_by_its_anchor_then_by_code_and_words_then_by_words() {
    let old = fixture::commune(6);
    let mut new = old.clone();
    task(&mut new, "n_1").title = "Nội dung hoàn toàn khác trước".into();
    let renamed = task(&mut new, "n_3");
    renamed.anchor = Anchor::new("other_3").expect("sound");
    renamed.title = "Xây dựng kế hoạch đào tạo nghề cho 1.500 lao động nông thôn và lao động trẻ".into();
    let recoded = task(&mut new, "n_5");
    recoded.anchor = Anchor::new("other_5").expect("sound");
    recoded.code = Some("50".into());
    let changes = diff(&old, &new);
    assert_eq!(kinds(&changes), [(ChangeKind::Changed, "n_1"), (ChangeKind::Changed, "other_3"), (ChangeKind::Changed, "other_5")]);
    assert_eq!(changes[2].fields, [FieldChange { field: "Số thứ tự", old: "5".into(), new: "50".into() }]);
}

#[test]
fn added_removed_and_moved_items_are_told_apart_in_the_order_of_the_new_version() {
    let old = fixture::commune(6);
    let mut new = old.clone();
    let rows = &mut new.parts[4].nodes;
    // I, 1, 2, 3, II, 4, 5, 6
    rows.swap(1, 2);
    rows.remove(3);
    rows.push(Node::Task(TaskItem { code: Some("7".into()), ..TaskItem::titled(Anchor::new("n_7").expect("sound"), "Trồng mới 20 ha rừng phòng hộ") }));
    let changes = diff(&old, &new);
    let mut found = kinds(&changes);
    found.retain(|it| it.0 != ChangeKind::Moved);
    assert_eq!(found, [(ChangeKind::Removed, "n_3"), (ChangeKind::Added, "n_7")]);
    assert_eq!(changes.iter().filter(|it| it.kind == ChangeKind::Moved).count(), 1, "of two swapped items one counts as moved");
    assert!(changes.iter().all(|it| it.kind != ChangeKind::Added || it.old_place.is_none()));
}

#[test]
fn a_task_that_serves_another_target_has_changed() {
    let old = fixture::commune(3);
    let mut new = old.clone();
    new.links[0].to = Anchor::new("c_5").expect("sound");
    let changes = diff(&old, &new);
    assert_eq!(kinds(&changes), [(ChangeKind::Changed, "n_1")]);
    assert_eq!(changes[0].fields.iter().map(|it| it.field).collect::<Vec<_>>(), ["Mục tiêu, chỉ tiêu phục vụ"]);
}

#[rstest]
#[case("hoàn thành trong quý IV/2026.", "hoàn thành trong quý II/2027.", "hoàn thành trong quý [-IV/2026-]{+II/2027+}.")]
#[case("một hai ba", "một hai ba", "một hai ba")]
#[case("", "mới", "{+mới+}")]
#[case("cũ", "", "[-cũ-]")]
#[case("các xã, phường", "các phường", "các [-xã, -]phường")]
#[case("đạt 40% trở lên", "đạt trên 45% lao động", "đạt [-40% trở lên-]{+trên 45% lao động+}")]
fn words_that_differ_are_marked_and_neighbours_join(#[case] old: &str, #[case] new: &str, #[case] marked: &str) {
    let change = Change {
        kind: ChangeKind::Changed,
        what: "x",
        anchor: None,
        code: None,
        title: String::new(),
        fields: vec![FieldChange { field: "y", old: old.into(), new: new.into() }],
        moved: false,
        old_place: None,
        new_place: None,
    };
    let said = text(&[change]);
    assert_eq!(said.lines().nth(1).map(str::trim), Some(format!("y: {marked}").as_str()));
}

#[test]
fn a_hostile_pair_of_texts_is_compared_in_bounded_work() {
    let old: String = (0..30_000).map(|i| format!("từ{i} ")).collect();
    let new: String = (0..30_000).rev().map(|i| format!("từ{i} ")).collect();
    let pieces = word_diff(&old, &new);
    assert_eq!(spelled(&pieces, Revision::Inserted), old);
    assert_eq!(spelled(&pieces, Revision::Deleted), new);
    assert!(pieces.len() <= 4, "{} pieces: coarse beyond the bound", pieces.len());
}

fn spelled(pieces: &[Piece<'_>], without: Revision) -> String {
    pieces.iter().filter(|it| it.revision != without).map(|it| it.text.as_ref()).collect()
}

/// The paragraphs with text of a drawn paper, after accepting or rejecting its tracked changes.
fn paragraphs(bytes: &[u8], accept: bool) -> Vec<String> {
    let mut xml = String::new();
    ZipArchive::new(Cursor::new(bytes)).expect("a package").by_name("word/document.xml").expect("the body").read_to_string(&mut xml).expect("text");
    let (kept, dropped) = if accept { ("<w:ins ", "<w:del ") } else { ("<w:del ", "<w:ins ") };
    assert!(kept != dropped);
    let mut out = Vec::new();
    for paragraph in xml.split("<w:p>").skip(1) {
        let mut text = String::new();
        let mut dropping = false;
        for piece in paragraph.split('<').skip(1) {
            let tag = format!("<{piece}");
            let empty = tag.split('>').next().is_some_and(|it| it.ends_with('/'));
            if tag.starts_with(dropped) && !empty {
                dropping = true;
            } else if tag.starts_with("</w:ins>") || tag.starts_with("</w:del>") {
                dropping = false;
            } else if tag.starts_with("<w:br/>") && !dropping {
                text.push('\n');
            } else if (tag.starts_with("<w:t ") || tag.starts_with("<w:t>") || tag.starts_with("<w:delText ")) && !dropping {
                text.push_str(tag.split_once('>').map_or("", |it| it.1));
            }
        }
        if !text.is_empty() {
            out.push(text);
        }
    }
    out
}

fn assert_redline(old: &Programme, new: &Programme) -> Result<(), TestCaseError> {
    let pack = LayoutPack::builtin("party-2026").expect("a pack");
    let redline = docx(old, new, pack);
    let plain = |it: &Programme| paragraphs(&official_docx::write(&compose(it, pack), pack), true);
    prop_assert_eq!(paragraphs(&redline, true), plain(new), "accepting all");
    prop_assert_eq!(paragraphs(&redline, false), plain(old), "rejecting all");
    Ok(())
}

#[test]
fn the_head_and_the_recipients_are_compared_too() {
    let old = fixture::commune(3);
    let mut new = old.clone();
    new.document.number = Some("12-CTr/ĐU".into());
    new.document.recipients.remove(1);
    new.document.signature.name = Some("Trần Thị Mẫu".into());
    new.document.superior = None;
    new.document.draft = Some("Dự thảo lần thứ 3".into());
    new.document.signature.authority.clear();
    new.parts[5].heading = "Danh mục công trình trọng điểm".into();
    new.parts.remove(3);
    let changes = diff(&old, &new);
    assert_eq!(changes[0].fields.iter().map(|it| it.field).collect::<Vec<_>>(), ["Số và ký hiệu", "Dự thảo", "Người ký", "Nơi nhận", "Cơ quan cấp trên", "Thẩm quyền ký"]);
    let pack = LayoutPack::builtin("party-2018").expect("a pack");
    let rejected = paragraphs(&docx(&old, &new, pack), false);
    for words in ["Số 06-CTr/ĐU", "ĐẢNG BỘ TỈNH MẪU", "T/M BAN CHẤP HÀNH", "- Các đồng chí Đảng uỷ viên;", "Nguyễn Văn Mẫu", "PHỤ LỤC I", "Thu nhập bình quân đầu người"]
    {
        assert!(rejected.iter().any(|it| it == words), "{words} is still to be read");
    }
    assert!(!paragraphs(&docx(&old, &new, pack), true).iter().any(|it| it == "PHỤ LỤC I"));
}

/// One edit of a clerk.
#[derive(Clone, Debug)]
enum Edit {
    Reword(usize, u8),
    Remove(usize),
    Swap(usize, usize),
    Add(usize, u8),
    Retime(usize, u8),
    Renumber(usize, u8),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (any::<usize>(), any::<u8>()).prop_map(|(at, n)| Edit::Reword(at, n)),
        any::<usize>().prop_map(Edit::Remove),
        (any::<usize>(), any::<usize>()).prop_map(|(a, b)| Edit::Swap(a, b)),
        (any::<usize>(), any::<u8>()).prop_map(|(at, n)| Edit::Add(at, n)),
        (any::<usize>(), any::<u8>()).prop_map(|(at, n)| Edit::Retime(at, n)),
        (any::<usize>(), any::<u8>()).prop_map(|(at, n)| Edit::Renumber(at, n)),
    ]
}

fn reword(node: &mut Node, n: u8) {
    let text = match node {
        Node::Heading(it) => &mut it.text,
        Node::Text(it) => &mut it.text,
        Node::Goal(it) => &mut it.text,
        Node::Requirement(it) => &mut it.text,
        Node::Target(it) => &mut it.name,
        Node::Task(it) => &mut it.title,
        Node::KeyWork(it) => &mut it.name,
        Node::Arrangement(it) => &mut it.duty,
    };
    let mut words: Vec<&str> = text.split(' ').collect();
    let at = usize::from(n) % words.len();
    words[at] = "đồng bộ";
    *text = words.join(" ");
}

fn apply(programme: &mut Programme, edit: &Edit, serial: usize) {
    let parts = programme.parts.len();
    let (Edit::Reword(at, _) | Edit::Remove(at) | Edit::Swap(at, _) | Edit::Add(at, _) | Edit::Retime(at, _) | Edit::Renumber(at, _)) = edit;
    let document = &mut programme.document;
    let nodes = &mut programme.parts[at % parts].nodes;
    let place = (at / parts) % nodes.len();
    match edit {
        Edit::Reword(_, n) => reword(&mut nodes[place], *n),
        Edit::Remove(_) if nodes.len() > 4 => drop(nodes.remove(place)),
        Edit::Remove(_) => {}
        Edit::Swap(_, other) => {
            let other = other % nodes.len();
            nodes.swap(place, other);
        }
        Edit::Add(_, n) => {
            let mut copy = nodes[place].clone();
            reword(&mut copy, *n);
            let name = Anchor::new(&format!("added_{serial}")).expect("sound");
            match &mut copy {
                Node::Heading(_) | Node::Text(_) => {}
                Node::Goal(it) => it.anchor = name,
                Node::Requirement(it) => it.anchor = name,
                Node::Target(it) => it.anchor = name,
                Node::Task(it) => it.anchor = name,
                Node::KeyWork(it) => it.anchor = name,
                Node::Arrangement(it) => it.anchor = name,
            }
            nodes.insert(place, copy);
        }
        Edit::Renumber(_, n) => match n % 4 {
            0 => document.number = None,
            1 => document.number = Some(format!("{n}-CTr/ĐU")),
            2 => document.draft = Some(format!("Dự thảo lần thứ {n}")),
            _ => document.recipients.truncate(usize::from(n / 64)),
        },
        Edit::Retime(_, n) => {
            if let Node::Task(it) = &mut nodes[place] {
                it.deadline = Deadline::parse(&format!("Quý I/20{}", 26 + n % 5));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn accepting_all_gives_the_new_paper_and_rejecting_all_the_old(edits in prop::collection::vec(edit(), 1..12)) {
        let mut old = fixture::commune(14);
        old.links.clear();
        let mut new = old.clone();
        for (serial, edit) in edits.iter().enumerate() {
            apply(&mut new, edit, serial);
        }
        assert_redline(&old, &new)?;
        prop_assert_eq!(diff(&old, &new).is_empty(), old == new);
    }

    #[test]
    fn without_insertions_the_old_words_are_spelled_and_without_deletions_the_new(
        old in "[a-cđ ,.;\n]{0,60}", new in "[a-cđ ,.;\n]{0,60}"
    ) {
        let pieces = word_diff(&old, &new);
        prop_assert_eq!(spelled(&pieces, Revision::Inserted), old.as_str());
        prop_assert_eq!(spelled(&pieces, Revision::Deleted), new.as_str());
        prop_assert!(pieces.iter().all(|it| !it.text.is_empty()));
    }
}
