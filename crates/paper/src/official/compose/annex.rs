//! Annexes: each in a section of its own, numbered as the pack asks.

use hanhdong_domain::programme::{Document, Part};

use super::columns::Served;
use super::{clean, head, nodes, table};
use crate::official::layout::{LayoutPack, Numerals};
use crate::official::paper::{Annex, Block};

pub(super) fn annex(part: &Part, at: usize, count: usize, document: &Document, served: &Served, pack: &LayoutPack) -> Annex {
    let blocks = nodes(&part.nodes, served, pack, table::Where::Annex);
    let wide = blocks.iter().any(|it| matches!(it, Block::Table(table) if table.header.len() >= pack.annex.landscape_from_columns));
    let mark = part.mark.as_deref().map(clean).filter(|it| !it.is_empty()).unwrap_or_else(|| mark(at, count, pack));
    Annex { mark, heading: clean(&part.heading), reference: reference(document, pack), blocks, landscape: wide }
}

fn mark(at: usize, count: usize, pack: &LayoutPack) -> String {
    let word = &pack.annex.word;
    match (count, pack.annex.numerals) {
        (0 | 1, _) => word.clone(),
        (_, Numerals::Roman) => format!("{word} {}", roman(at + 1)),
        (_, Numerals::Arabic) => format!("{word} {}", at + 1),
    }
}

fn roman(number: usize) -> String {
    const DIGITS: [(usize, &str); 9] = [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut rest = number.min(399);
    let mut out = String::new();
    for (value, letters) in DIGITS {
        while rest >= value {
            out.push_str(letters);
            rest -= value;
        }
    }
    out
}

/// "(Kèm theo Chương trình hành động số 12-CTr/ĐU, ngày 05 tháng 02 năm 2026 của Đảng uỷ ...)"; empty where the paper
/// has neither kind nor issuer.
fn reference(document: &Document, pack: &LayoutPack) -> String {
    let kind = document.kind.as_deref().map(clean).unwrap_or_default();
    let issuer = document.issuer.as_deref().map(clean).unwrap_or_default();
    if kind.is_empty() || issuer.is_empty() {
        return String::new();
    }
    let number = document.number.as_deref().map(clean).unwrap_or_default();
    let date = document.date.map_or_else(|| "ngày      tháng      năm      ".to_owned(), |day| head::date_words(day, pack));
    let number = if number.is_empty() { "        ".to_owned() } else { head::padded(&number, pack) };
    pack.annex.reference.replace("{kind}", &sentence_case(&kind)).replace("{number}", &number).replace("{date}", &date).replace("{issuer}", &name_case(&issuer))
}

/// "CHƯƠNG TRÌNH HÀNH ĐỘNG" in running text: "Chương trình hành động".
fn sentence_case(words: &str) -> String {
    let lower = words.to_lowercase();
    let mut letters = lower.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A body's name in capitals, in running text: "ĐẢNG UỶ XÃ MẪU A" is "Đảng uỷ Xã Mẫu A". The words of a kind of body
/// are lower case after the first; proper names keep a capital each.
fn name_case(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    const KINDS: [&str; 27] = [
        "uỷ",
        "ủy",
        "bộ",
        "ban",
        "nhân",
        "dân",
        "hành",
        "vụ",
        "phủ",
        "đồng",
        "các",
        "cơ",
        "quan",
        "và",
        "xây",
        "dựng",
        "tỉnh",
        "thành",
        "phố",
        "huyện",
        "thị",
        "xã",
        "phường",
        "đặc",
        "khu",
        "viên",
        "của",
    ];
    let words = name.split_whitespace().enumerate().map(|(i, word)| {
        let lower = word.to_lowercase();
        if i > 0 && KINDS.contains(&lower.as_str()) { lower } else { sentence_case(&lower) }
    });
    words.collect::<Vec<_>>().join(" ")
}
