use hanhdong_domain::publication::CopyReading;
use proptest::prelude::*;

use super::{DIFFERENCES_MAX, hold, signatures};

fn pages(text: &[&str]) -> Vec<String> {
    text.iter().map(|it| (*it).to_owned()).collect()
}

const ISSUED: &[&str] = &[
    "ĐẢNG BỘ TỈNH MẪU\nĐẢNG UỶ XÃ MẪU A\n*\nSố 05-CTr/ĐU\nĐẢNG CỘNG SẢN VIỆT NAM\nMẫu A, ngày 27 tháng 02 năm 2026\nCHƯƠNG TRÌNH HÀNH ĐỘNG\nthực hiện Nghị quyết đại hội\n-----\nI- MỤC TIÊU\n1. Thu ngân sách tăng 8 % mỗi năm, đạt 120 tỷ đồng vào năm 2030.",
    "2\n2. Giảm tỷ lệ hộ nghèo xuống dưới 1,5%; xây dựng hoà giải cơ sở.\nSTT Chỉ tiêu Đơn vị\nNguyễn Văn Mẫu\nNơi nhận:\n- Các chi bộ trực thuộc,\n- Lưu Văn phòng.",
];

#[test]
fn the_same_words_are_the_same_however_the_file_lays_them_out() {
    let came = pages(&[
        "ĐẢNG CỘNG SẢN VIỆT NAM\nMẫu A, ngày 27 tháng 02 năm 2026\nĐẢNG BỘ TỈNH MẪU\nĐẢNG ỦY XÃ MẪU A\nSố 05-CTr/ĐU\nCHƯƠNG TRÌNH\nHÀNH ĐỘNG thực hiện Nghị quyết đại hội\nI. MỤC TIÊU\n1. Thu ngân sách tăng 8% mỗi năm,",
        "- 2 -\nđạt 120 tỷ đồng vào năm 2030.\n2. Giảm tỷ lệ hộ nghèo xuống dưới 1,5 %; xây dựng hòa gi ải cơ sở.",
        "3\nSTT Chỉ tiêu Đơn vị\nSTT Chỉ tiêu Đơn vị\nNguyễn Văn Mẫu\nNơi nhận:\n– Các chi bộ trực thuộc;\n– Lưu Văn phòng",
    ]);
    let found = hold(&pages(ISSUED), &came, &["STT Chỉ tiêu Đơn vị".to_owned()]);
    assert_eq!((found.reading, found.count), (CopyReading::Same, 0), "{found:?}");
    assert!(found.moved >= 1, "the head stands in another order: {found:?}");
}

#[test]
fn every_other_word_is_told_with_its_place_and_figures_first() {
    let mut came = pages(ISSUED);
    came[0] = came[0].replace("thực hiện", "triển khai").replace("120 tỷ", "150 tỷ");
    came[1] = came[1].replace("dưới 1,5%", "dưới 1,5% vào cuối nhiệm kỳ");
    let found = hold(&pages(ISSUED), &came, &[]);
    assert_eq!((found.reading, found.count, found.moved), (CopyReading::Differs, 3, 0), "{found:?}");
    let told: Vec<_> = found.differences.iter().map(|it| (it.page, it.issued.as_str(), it.came.as_str())).collect();
    assert_eq!(told, [(1, "120", "150"), (1, "thực hiện", "triển khai"), (2, "", "vào cuối nhiệm kỳ")]);
    assert!(found.differences[0].after.ends_with("mỗi năm đạt"), "{found:?}");
}

#[test]
fn a_row_that_a_page_divides_and_a_line_that_ends_behind_a_hyphen_are_no_differences() {
    let head = "TT Nhiệm vụ Chủ trì Thời gian".to_owned();
    let rows = "1 Xây dựng đề án du lịch lòng hồ Phòng Kinh tế 2027-2029\n2 Mở rộng chợ trung tâm xã Phòng Kinh tế 2026-2030";
    let issued = pages(&[&format!("Phụ lục nhiệm vụ của xã\n{head}\n{rows}\nGiảm -5% so với năm trước")]);
    let came = |text: &str| hold(&issued, &pages(&["Phụ lục nhiệm vụ của xã", text]), std::slice::from_ref(&head));
    let found = came(
        "TT Nhiệm vụ Chủ trì Thời gian\n1 Xây dựng đề án du lịch\nTT Nhiệm vụ Chủ trì Thời gian\nlòng hồ Phòng Kinh tế 2027-\n2029\n2 Mở rộng chợ trung tâm xã Phòng Kinh tế 2026-\n2030\nGiảm -5% so với năm trước",
    );
    assert_eq!((found.reading, found.count), (CopyReading::Same, 0), "{found:?}");
    let found = came("1 Xây dựng đề án du lịch lòng hồ Phòng Kinh tế 2027-2028\n2 Mở rộng chợ trung tâm xã Phòng Kinh tế 2026-2030\nGiảm 5% so với năm trước");
    assert_eq!(found.count, 3, "a year, a sign, a head row that is gone altogether: {found:?}");
}

#[test]
fn two_figures_that_changed_places_are_differences() {
    let issued = pages(&["Giảm nghèo 8 điểm phần trăm ở các thôn, nâng tỷ lệ che phủ rừng thêm 9 điểm phần trăm trong cả nhiệm kỳ."]);
    let came = pages(&["Giảm nghèo 9 điểm phần trăm ở các thôn, nâng tỷ lệ che phủ rừng thêm 8 điểm phần trăm trong cả nhiệm kỳ."]);
    let found = hold(&issued, &came, &[]);
    assert_eq!((found.count, found.moved), (2, 0), "{found:?}");
}

#[test]
fn another_paper_is_called_another_paper() {
    let other = pages(&["Báo cáo tình hình phát triển du lịch và dịch vụ quý một, gửi Ban Tuyên giáo và các đoàn thể."]);
    let found = hold(&pages(ISSUED), &other, &[]);
    assert_eq!((found.reading, found.count), (CopyReading::Other, 0));
    assert_eq!(hold(&pages(ISSUED), &[], &[]).reading, CopyReading::Other);
}

#[test]
fn a_signature_is_counted_where_its_range_stands_and_nowhere_else() {
    assert_eq!(signatures(b"%PDF-1.7 /Type /Sig /ByteRange [0 10 20 30] ... /ByteRange[0 40 50 60]"), 2);
    assert_eq!(signatures(b"%PDF-1.7 a text about /ByteRange and /Sig"), 0);
    assert_eq!(signatures(b"/ByteRange"), 0);
}

#[test]
fn what_is_too_much_to_keep_is_counted_all_the_same() {
    let line = |word: &str| (0..700).map(|it| format!("mục {it} giữ nguyên như cũ {word}{it}")).collect::<Vec<_>>().join("\n");
    let found = hold(&[line("bản")], &[line("lời")], &[]);
    assert_eq!((found.count, found.differences.len()), (700, DIFFERENCES_MAX));
}

proptest! {
    #[test]
    fn a_paper_is_always_the_same_as_itself_and_one_other_word_is_one_difference(words in prop::collection::vec("[a-zđêôư]{2,7}", 20..80), at in 0..80_usize) {
        let issued = vec![words.join(" ")];
        let same = hold(&issued, &issued, &[]);
        prop_assert_eq!((same.reading, same.count, same.moved), (CopyReading::Same, 0, 0));
        let at = at % words.len();
        let mut other = words;
        other[at] = "2031".to_owned();
        let found = hold(&issued, &[other.join("\n")], &[]);
        prop_assert_eq!((found.reading, found.count), (CopyReading::Differs, 1));
        prop_assert_eq!(found.differences[0].came.as_str(), "2031");
    }
}
