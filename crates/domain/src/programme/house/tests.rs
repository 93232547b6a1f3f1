//! What a house writes otherwise, mended and no more than that.

use proptest::prelude::*;

use super::*;

fn rules(terms: &str) -> HouseRules {
    HouseRules { placement: Some(Placement::Second), terms: read_terms(terms).expect("a glossary"), blocks: Vec::new() }
}

#[test]
fn forms_that_the_house_avoids_are_named_and_mended_in_their_capitals() {
    let house = rules("uỷ ban nhân dân | UBND; uỷ ban | viết đủ\nchuyển đổi số | số hoá toàn diện\nthôn | ấp, bản");
    for (text, mended) in [
        ("Trình UBND xã", "Trình uỷ ban nhân dân xã"),
        ("Ủy ban nhân dân xã", "Uỷ ban nhân dân xã"),
        ("Ủy ban xã; uỷ ban phường", "Uỷ ban nhân dân xã; uỷ ban nhân dân phường"),
        ("ubnd", "ubnd"),
        ("Số hóa toàn diện, SỐ HOÁ TOÀN DIỆN", "Chuyển đổi số, CHUYỂN ĐỔI SỐ"),
        ("Hòa giải, quý III, khỏe", "Hoà giải, quý III, khoẻ"),
        ("Vùng sâu, ấp, bản xa", "Vùng sâu, thôn xa"),
        ("Không có gì", "Không có gì"),
    ] {
        assert_eq!(house.mended(text), mended, "{text}");
        assert_eq!(house.faults(text).is_empty(), text == mended, "{text}");
    }
    let said = Fault::Avoided { said: "UBND".to_owned(), preferred: "uỷ ban nhân dân".to_owned(), note: "viết đủ".to_owned() };
    assert_eq!(house.faults("UBND, hòa, hòa"), [said, Fault::Placement("hòa".to_owned())]);
}

#[test]
fn lines_that_do_not_read_are_named_by_their_number() {
    assert_eq!(read_terms("thôn | ấp\n\nthiếu\n | b\na | \na | b | c | d\nhoà | hòa"), Err(vec![3, 4, 5, 6, 7]));
    assert_eq!(read_terms("thôn | ấp\nấp | làng"), Err(vec![2]), "what one line asks for another must not avoid");
    assert_eq!(read_terms("thôn | ấp\nlàng | thôn"), Err(vec![1]));
    assert!(read_terms("uỷ ban nhân dân | uỷ ban").is_ok(), "a form inside its own preferred one is no circle");
    assert_eq!(read_blocks("lạc\n# Một\nlời\n# Một\nkhác\n# Trống"), Err(vec![1, 4, 6]));
    let blocks = read_blocks("# Căn cứ\nCăn cứ Điều lệ\nĐảng;\n\n# Kết\nGiao Văn phòng.").expect("blocks");
    assert_eq!((blocks.len(), blocks[0].text.as_str()), (2, "Căn cứ Điều lệ Đảng;"));
    assert_eq!(read_blocks(&write_blocks(&blocks)), Ok(blocks));
}

#[test]
fn what_is_above_holds_where_the_house_says_nothing() {
    let above = HouseRules {
        placement: Some(Placement::First),
        terms: read_terms("thôn | ấp\nchuyển đổi số | số hoá").expect("a glossary"),
        blocks: read_blocks("# Một\ntrên\n# Hai\ntrên").expect("blocks"),
    };
    let own = HouseRules { placement: None, terms: read_terms("ấp | làng").expect("a glossary"), blocks: read_blocks("# Một\ndưới").expect("blocks") };
    let both = own.clone().under(above.clone());
    assert_eq!(both.placement, Some(Placement::First));
    assert_eq!(both.terms.iter().map(|it| it.preferred.as_str()).collect::<Vec<_>>(), ["ấp", "chuyển đổi số"], "the own word stands against that from above");
    assert_eq!(both.blocks.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(), ["dưới", "trên"]);
    assert_eq!(both.mended("ấp hòa"), "ấp hòa");
    let house = HouseRules { placement: Some(Placement::Second), ..own };
    assert_eq!(house.clone().under(above).placement, Some(Placement::Second));
    assert_eq!(HouseRules::default().under(house.clone()), house);
}

proptest! {
    #[test]
    fn what_was_mended_has_nothing_left_to_mend(text in "[a-zA-Zđàảầợựuỷủyhòaoà ,.]{0,40}", words in proptest::collection::vec("(uỷ ban|UBND|hoà bình|hòa|thôn xóm|ấp|Uỷ ban nhân dân)", 0..5)) {
        let text = format!("{text} {} {text}", words.join(" "));
        let house = rules("uỷ ban nhân dân | UBND; uỷ ban | viết đủ\nthôn | ấp; thôn xóm");
        let mended = house.mended(&text);
        prop_assert_eq!(house.faults(&mended), []);
        prop_assert_eq!(house.mended(&mended), mended.clone());
    }
    #[test]
    fn a_house_that_asks_for_nothing_changes_nothing(text in "\\PC{0,60}") {
        prop_assert_eq!(HouseRules::default().mended(&text), text);
    }
    #[test]
    fn a_glossary_reads_as_it_was_written(words in proptest::collection::vec(("[a-m]{3,6}", "[n-z]{3,6}", "[0-9]{0,3}"), 0..6)) {
        let text: String = words.iter().map(|(preferred, avoid, note)| format!("{preferred} | {avoid} | {note}\n")).collect();
        if let Ok(terms) = read_terms(&text) {
            prop_assert_eq!(read_terms(&write_terms(&terms)), Ok(terms));
        }
    }
}
