//! Marks of state secrecy (trust case 60): measured over generated dresses.

use crate::support::{p, package, paper, refusal, word, word_with};
use hanhdong_paper::intake::{Refusal, read};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use unicode_normalization::UnicodeNormalization;

const MARKS: [&str; 3] = ["MẬT", "TỐI MẬT", "TUYỆT MẬT"];
const FRAMES: [(&str, &str); 6] = [("", ""), ("[ ", " ]"), ("| ", " |"), ("*** ", " ***"), ("« ", " »"), ("— ", " —")];
const FREE: [&str; 10] = [
    "Giữ bí mật nhà nước theo quy định",
    "Mật độ dân số 350 người/km2",
    "mật độ xây dựng",
    "bí mật",
    "Bảo mật thông tin",
    "Mật ong, sản phẩm OCOP",
    "Tuyệt mật là mức cao nhất của độ mật",
    "Tối mật thiết",
    "Công tác cơ yếu, bảo mật",
    "Độ mật của văn bản do cấp có thẩm quyền quyết định",
];

/// A mark in one of the dresses that people give it.
fn dress() -> impl Strategy<Value = String> {
    (0..MARKS.len(), 0..FRAMES.len(), 0..3usize, any::<bool>(), 0..3usize, any::<bool>()).prop_map(|(mark, frame, spacing, labelled, case, nfd)| {
        let mut text = MARKS[mark].to_owned();
        if spacing > 0 {
            let gap = if spacing == 1 { " " } else { "\u{A0}" };
            text = text.split(' ').map(|word| word.chars().map(String::from).collect::<Vec<_>>().join(gap)).collect::<Vec<_>>().join("   ");
        }
        if labelled {
            text = format!("Độ mật: {text}");
        }
        text = match case {
            0 => text,
            1 => text.to_lowercase(),
            _ => text.split(' ').map(|it| it.chars().take(1).collect::<String>() + &it.chars().skip(1).collect::<String>().to_lowercase()).collect::<Vec<_>>().join(" "),
        };
        let text = format!("{}{text}{}", FRAMES[frame].0, FRAMES[frame].1);
        if nfd { text.nfd().collect() } else { text }
    })
}

/// A paper with a text at one of the places where a mark stands.
fn papers(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let body = p("CHƯƠNG TRÌNH HÀNH ĐỘNG của Đảng uỷ Xã Mẫu A");
    let escaped = p(text);
    let header = format!(r#"<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{escaped}</w:hdr>"#);
    vec![
        ("a text file", format!("{text}\n\nCHƯƠNG TRÌNH HÀNH ĐỘNG\n").into_bytes()),
        ("Markdown", format!("# CHƯƠNG TRÌNH HÀNH ĐỘNG\n\n**{text}**\n\nMục tiêu\n").into_bytes()),
        ("a paragraph", word(&format!("{body}{escaped}"))),
        ("a cell", word(&format!("<w:tbl><w:tr><w:tc>{body}{escaped}</w:tc></w:tr></w:tbl>"))),
        ("a text box", word(&format!("<w:p><w:r><w:pict><w:txbxContent>{escaped}</w:txbxContent></w:pict></w:r></w:p>{body}"))),
        ("a header", word_with(&body.repeat(60), &[("header", "header1.xml", &header)])),
    ]
}

#[test]
fn a_mark_is_found_in_at_least_99_of_100_dresses_and_free_words_always_pass() {
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]));
    let (mut tried, mut missed) = (0usize, Vec::new());
    for _ in 0..100 {
        let mark = dress().new_tree(&mut runner).expect("a dress").current();
        for (place, bytes) in papers(&mark) {
            tried += 1;
            if read(&bytes).err() != Some(Refusal::SecrecyMark) {
                missed.push(format!("{place}: {mark}"));
            }
        }
    }
    assert!(tried >= 500 && missed.len() * 100 <= tried, "{} of {tried} missed, such as {:?}", missed.len(), missed.first());
    for free in FREE {
        for (place, bytes) in papers(free) {
            assert!(read(&bytes).is_ok(), "{free:?} in {place} is no mark");
        }
    }
}

#[test]
fn a_mark_below_the_fortieth_paragraph_is_a_word() {
    let body = format!("{}{}", p("Một đoạn bình thường của văn bản").repeat(40), p("Mật"));
    assert!(read(&word(&body)).is_ok());
    let body = format!("{}{}", p("Một đoạn bình thường của văn bản").repeat(39), p("Mật"));
    assert_eq!(refusal(&word(&body)), Refusal::SecrecyMark);
}

#[test]
fn a_mark_on_its_own_line_below_the_issuer_is_one_and_a_wrapped_word_is_not() {
    assert_eq!(refusal("**ĐẢNG UỶ XÃ MẪU A**\nTỐI MẬT\nSố: 05-CTr/ĐU\n".as_bytes()), Refusal::SecrecyMark);
    let wrapped = paper("Các cơ quan có trách nhiệm bảo vệ bí\nmật\nnhà nước theo quy định của pháp luật.\n".as_bytes());
    assert!(!wrapped.1.blocks.is_empty());
}

#[test]
fn a_mark_in_a_footer_of_a_package_without_styles_is_found() {
    let footer = format!(r#"<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl></w:ftr>"#, p("TUYỆT MẬT"));
    let parts = [
        ("word/document.xml", crate::support::document(&p("Mục tiêu"))),
        ("word/_rels/document.xml.rels", r#"<Relationships><Relationship Id="f" Type="x/footer" Target="f.xml"/></Relationships>"#.to_owned()),
        ("word/f.xml", footer),
    ];
    assert_eq!(refusal(&package(&parts)), Refusal::SecrecyMark);
}
