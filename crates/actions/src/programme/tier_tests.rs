//! Which change of an item is form and which is content: a table in our notation.

use hanhdong_domain::programme::{Content, Node};
use hanhdong_paper::notation::read_node;
use rstest::rstest;

const TASK: &str = "task 1 #t_de_an: Xây dựnng Đề án phát triển sinh kế cho hộ nghèo
  lead: Phòng Kinh tế
  coordinators: Hội Nông dân xã; các chi bộ
  deliverable: Đề án được phê duyệt
  deadline: Quý IV/2027
  resource: 2,4 tỷ đồng ngân sách xã
  condition people: Cử một công chức theo dõi
  note: Báo cáo hằng quý
";
const TARGET: &str = "target 1 #c_ngheo: Tỷ lệ hộ ngheò giảm bình quân
  unit: %
  value: ít nhất 1,5
  horizon: 2030
";
const ARRANGEMENT: &str = "duty #d_vp: Văn phòng Đảng uỷ theo dõi, đôn đốc
";

fn node(text: &str) -> Node {
    let indented: String = text.lines().map(|it| format!("  {it}\n")).collect();
    read_node(&indented).unwrap_or_else(|why| panic!("{text}: {why:?}"))
}

#[rstest]
// Form: spelling, tone placement, case, marks, numbering.
#[case(TASK, "Xây dựnng", "Xây dựng", None)]
#[case(TASK, "hộ nghèo", "hộ nghèo.", None)]
#[case(TASK, "task 1 ", "task 1.1 ", None)]
#[case(TASK, "Phòng Kinh tế", "Phòng kinh tế", None)]
#[case(TASK, "Đề án được phê duyệt", "Đề án được phê duyệt;", None)]
#[case(TASK, "Hội Nông dân xã; các chi bộ", "Hội nông dân xã; Các chi bộ", None)]
#[case(TARGET, "hộ ngheò", "hộ nghèo", None)]
#[case(ARRANGEMENT, "Đảng uỷ", "Đảng ủy", None)]
// Content: figures, leads, deadlines, money, what it says.
#[case(TARGET, "1,5", "2,5", Some(Content::Figure))]
#[case(TARGET, "1,5", "15", Some(Content::Figure))]
#[case(TARGET, "ít nhất", "không quá", Some(Content::Figure))]
#[case(TARGET, "unit: %", "unit: điểm %", Some(Content::Figure))]
#[case(TARGET, "2030", "2028", Some(Content::Figure))]
#[case(TARGET, "giảm bình quân", "tăng bình quân", Some(Content::Figure))]
#[case(TASK, "lead: Phòng Kinh tế", "lead: Công an xã", Some(Content::Lead))]
#[case(TASK, "  lead: Phòng Kinh tế\n", "", Some(Content::Lead))]
#[case(TASK, "; các chi bộ", "", Some(Content::Lead))]
#[case(TASK, "Quý IV/2027", "Quý IV/2028", Some(Content::Deadline))]
#[case(TASK, "Quý IV/2027", "năm 2027", Some(Content::Deadline))]
#[case(TASK, "2,4 tỷ", "24 tỷ", Some(Content::Money))]
#[case(TASK, "ngân sách xã", "ngân sách tỉnh", Some(Content::Money))]
#[case(TASK, "  resource: 2,4 tỷ đồng ngân sách xã\n", "", Some(Content::Money))]
#[case(TASK, "hộ nghèo", "hộ cận nghèo", Some(Content::Words))]
#[case(TASK, "Đề án được phê duyệt", "Báo cáo", Some(Content::Words))]
#[case(TASK, "hằng quý", "hằng năm", Some(Content::Words))]
#[case(TASK, "Cử một công chức", "Cử hai công chức", Some(Content::Words))]
#[case(TASK, "#t_de_an", "#t_khac", Some(Content::Outline))]
#[case(ARRANGEMENT, "Văn phòng Đảng uỷ", "Công an xã", Some(Content::Words))]
fn form_may_be_put_right_and_content_may_not(#[case] text: &str, #[case] old: &str, #[case] new: &str, #[case] expected: Option<Content>) {
    assert!(text.contains(old), "{old}");
    let (before, after) = (node(text), node(&text.replace(old, new)));
    assert_eq!(before.beyond_form(&after).err(), expected, "{old:?} -> {new:?}");
    assert_eq!(after.beyond_form(&before).is_err(), expected.is_some() || old == "Xây dựnng", "and back: what reads is not made unreadable");
}

#[test]
fn an_item_of_another_kind_is_never_the_same() {
    assert_eq!(node(TASK).beyond_form(&node(TARGET)), Err(Content::Outline));
}
