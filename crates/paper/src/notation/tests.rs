use proptest::prelude::*;

use super::{read, read_document, read_node, read_part, write, write_document, write_node, write_part};
use crate::intake::Refusal;

const SMALL: &str = "hanhdong 1

document
  issuer: ĐẢNG BỘ XÃ MẪU A
  number: 05-CTr/ĐU
  date: 2025-09-15
  period: 2025-2030
  recipient: Lưu Văn phòng Đảng uỷ

opening
  basis: - Căn cứ Điều lệ;

part goals I: MỤC TIÊU, YÊU CẦU
  heading 2 1: Mục tiêu
  goal 1 #g_kinh_te: Phát triển kinh tế\\nnhanh
    kind: orientation
    horizons: 2030, 2035
  requirement #r_bao_cao: Báo cáo hằng quý

part annex PHỤ LỤC I:
  target 1 #c_thu_nhap: Thu nhập bình quân đầu người
    unit: triệu đồng
    value: 86,4
    horizon: 2030
    baseline 2025: 62
    path 2035: 120
    lead: Phòng Kinh tế
  task 1 #t_duong: Nâng cấp đường liên thôn
    lead: Phòng Kinh tế
    coordinators: Công an xã; Thôn 3
    deadline: Quý IV/2027
    resource: 3 tỷ đồng ngân sách xã
    resource 12500000000: 12,5
    condition land: giải phóng mặt bằng
  work 1 #k_cau: Cầu Mẫu
    schedule: 2026-2028
  duty 1 #d_vp: Văn phòng Đảng uỷ theo dõi, đôn đốc
    unit: Văn phòng Đảng uỷ
    kinds: urge, inspect
  unread: |||

links
  t_duong -> c_thu_nhap by matrix

traces
  c_thu_nhap <- c_1_thu_nhap: Thu nhập bình quân: 86,4 triệu đồng
  g_kinh_te <- g_2: Phát triển kinh tế\\nnhanh
  g_kinh_te <- g_3: Kinh tế tư nhân
  t_duong new: Nghị quyết của HĐND xã, \\\\ ngày 01/7/2026
";

#[test]
fn what_is_written_is_read_back_to_the_letter() {
    let programme = read(SMALL).expect("the sample reads");
    assert_eq!(write(&programme), SMALL);
    assert_eq!(programme.tasks().count(), 1);
    assert_eq!(programme.targets().next().map(|it| it.value.number), Some("86.4".parse().ok()));
}

#[test]
fn a_piece_of_a_programme_is_written_and_read_like_the_whole() {
    let programme = read(SMALL).expect("the sample reads");
    assert_eq!(read_document(&write_document(&programme.document)), Ok(programme.document.clone()));
    for part in &programme.parts {
        let text = write_part(part);
        assert!(SMALL.contains(&text), "{text}");
        assert_eq!(read_part(&text).map(|it| write_part(&it)), Ok(text));
        for node in &part.nodes {
            assert_eq!(read_node(&write_node(node)).map(|it| it.without_place()), Ok(node.without_place()));
        }
    }
    assert!(matches!(read_node("  task: A\n    deadlin: 2027\n"), Err(Refusal::BadNotation { line: 2, .. })));
    assert!(matches!(read_node("  task: A\n  task: B\n"), Err(Refusal::BadNotation { .. })), "one item at a time");
    assert!(read_node("").is_err() && read_part("").is_err());
}

#[test]
fn a_line_that_does_not_read_is_named_with_its_number() {
    for (from, to) in [("work 1", "wrk 1"), ("  period: 2025-2030", "  period: soon"), ("part goals I", "part gaols I"), ("    unit: Văn", "   unit: Văn")] {
        let line = SMALL[..SMALL.find(from).expect("a piece of the sample")].lines().count() as u32;
        let expected = if from.starts_with(' ') || from.starts_with("part") { line + 1 } else { line };
        match read(&SMALL.replacen(from, to, 1)) {
            Err(Refusal::BadNotation { line: found, .. }) => assert_eq!(found, expected, "{from} -> {to}"),
            other => panic!("{from} -> {to}: {other:?}"),
        }
    }
}

#[test]
fn a_code_with_a_colon_of_its_own_comes_back() {
    let text = SMALL.replacen("goal 1 #g_kinh_te", "goal 1 :#g_kinh_te", 1);
    let once = write(&read(&text).expect("it reads"));
    assert!(once.contains("goal 1 \\: #g_kinh_te: "), "{once}");
    assert_eq!(write(&read(&once).expect("what was written reads")), once);
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused_and_what_is_read_round_trips(text in "\\PC{0,200}", at in 0..SMALL.len()) {
        let mut at = at;
        while !SMALL.is_char_boundary(at) { at -= 1; }
        let mixed = format!("{}{}{}", &SMALL[..at], text, &SMALL[at..]);
        if let Ok(programme) = read(&mixed) {
            let once = write(&programme);
            let again = read(&once).expect("what was written reads");
            prop_assert_eq!(write(&again), once);
        }
    }
}
