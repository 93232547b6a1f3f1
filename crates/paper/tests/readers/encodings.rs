//! The same words in every encoding that offices still have.

use crate::support::{paper, refusal, texts, word};
use hanhdong_paper::intake::Refusal;
use hanhdong_paper::intake::raw::Format;
use hanhdong_paper::intake::read::legacy::{Legacy, convert_text, of_font};
use unicode_normalization::UnicodeNormalization;

const TEXT: &str = "Chương trình hành động của Đảng bộ xã\n\nMục tiêu: phát triển kinh tế, nâng cao đời sống; các cấp uỷ tổ chức thực hiện nhiệm vụ được giao đến năm 2030.\n";

/// Letters of TCVN3, code by code, written down apart from the reader's own table.
const TCVN3: &[(char, u8)] = &[
    ('ă', 0xA8),
    ('â', 0xA9),
    ('ê', 0xAA),
    ('ô', 0xAB),
    ('ơ', 0xAC),
    ('ư', 0xAD),
    ('đ', 0xAE),
    ('Đ', 0xA7),
    ('à', 0xB5),
    ('ả', 0xB6),
    ('ã', 0xB7),
    ('á', 0xB8),
    ('ạ', 0xB9),
    ('ế', 0xD5),
    ('ệ', 0xD6),
    ('ì', 0xD7),
    ('ị', 0xDE),
    ('ố', 0xE8),
    ('ộ', 0xE9),
    ('ờ', 0xEA),
    ('ở', 0xEB),
    ('ớ', 0xED),
    ('ủ', 0xF1),
    ('ụ', 0xF4),
    ('ứ', 0xF8),
    ('ự', 0xF9),
    ('ấ', 0xCA),
    ('ổ', 0xE6),
    ('ể', 0xD3),
    ('ề', 0xD2),
    ('ỷ', 0xFB),
    ('ó', 0xE3),
    ('ợ', 0xEE),
];

/// Letters of VNI: plain letter and mark.
const VNI: &[(char, &str)] = &[
    ('ă', "aê"),
    ('â', "aâ"),
    ('ê', "eâ"),
    ('ô', "oâ"),
    ('ơ', "ô"),
    ('ư', "ö"),
    ('đ', "ñ"),
    ('Đ', "Ñ"),
    ('à', "aø"),
    ('ả', "aû"),
    ('ã', "aõ"),
    ('á', "aù"),
    ('ạ', "aï"),
    ('ế', "eá"),
    ('ệ', "eä"),
    ('ì', "ì"),
    ('ị', "ò"),
    ('ố', "oá"),
    ('ộ', "oä"),
    ('ờ', "ôø"),
    ('ở', "ôû"),
    ('ớ', "ôù"),
    ('ủ', "uû"),
    ('ụ', "uï"),
    ('ứ', "öù"),
    ('ự', "öï"),
    ('ấ', "aá"),
    ('ổ', "oå"),
    ('ể', "eå"),
    ('ề', "eà"),
    ('ỷ', "yû"),
    ('ó', "où"),
    ('ợ', "ôï"),
];

fn tcvn3(text: &str) -> Vec<u8> {
    text.chars().map(|c| TCVN3.iter().find(|it| it.0 == c).map_or_else(|| u8::try_from(c).expect("plain"), |it| it.1)).collect()
}

fn vni(text: &str) -> String {
    text.chars().map(|c| VNI.iter().find(|it| it.0 == c).map_or_else(|| c.to_string(), |it| it.1.to_owned())).collect()
}

fn latin(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(c).expect("a Western letter")).collect()
}

#[test]
fn every_encoding_reads_as_the_same_paper() {
    let (_, want) = paper(TEXT.as_bytes());
    assert_eq!(texts(&want).len(), 2);
    let utf16 = |big: bool| -> Vec<u8> { std::iter::once(0xFEFF).chain(TEXT.encode_utf16()).flat_map(|it| if big { it.to_be_bytes() } else { it.to_le_bytes() }).collect() };
    let windows: String = TEXT.chars().flat_map(|c| if matches!(c, 'ă' | 'â' | 'ê' | 'ô' | 'ơ' | 'ư' | 'đ') { vec![c] } else { decomposed(c) }).collect();
    let (windows, _, lost) = encoding_rs::WINDOWS_1258.encode(&windows);
    assert!(!lost, "every letter has a place in Windows-1258");
    for (name, bytes, noted) in [
        ("UTF-8 with a mark", [b"\xEF\xBB\xBF", TEXT.as_bytes()].concat(), false),
        ("UTF-8, decomposed", TEXT.nfd().collect::<String>().into_bytes(), false),
        ("UTF-16, little", utf16(false), false),
        ("UTF-16, big", utf16(true), false),
        ("Windows-1258", windows.into_owned(), true),
        ("TCVN3", tcvn3(TEXT), true),
        ("TCVN3 saved as UTF-8", tcvn3(TEXT).iter().map(|it| char::from(*it)).collect::<String>().into_bytes(), true),
        ("VNI", latin(&vni(TEXT)), true),
        ("VNI saved as UTF-8", vni(TEXT).into_bytes(), true),
    ] {
        let (format, got) = paper(&bytes);
        assert_eq!((format, texts(&got)), (Format::Text, texts(&want)), "{name}");
        assert_eq!(got.notes.iter().any(|it| it.0 == "legacy-encoding"), noted, "{name}: {:?}", got.notes);
    }
}

/// One letter with its tone apart, as Windows-1258 writes it.
fn decomposed(c: char) -> Vec<char> {
    let nfd: Vec<char> = std::iter::once(c).nfd().collect();
    let tone = nfd.iter().copied().find(|it| matches!(it, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}'));
    let Some(tone) = tone else { return vec![c] };
    let base: String = nfd.iter().filter(|it| **it != tone).collect::<String>().nfc().collect();
    base.chars().chain([tone]).collect()
}

#[test]
fn runs_in_a_legacy_font_are_converted_and_others_are_left_alone() {
    let run = |font: &str, text: &str| format!(r#"<w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>"#);
    let old = |text: &str| tcvn3(text).iter().map(|it| char::from(*it)).collect::<String>();
    let body = format!(
        "<w:p>{}{}{}{}</w:p>",
        run(".VnTimeH", &old("chương trình ")),
        run(".VnTime", &old("hành động ")),
        run("VNI-Times", &vni("của Đảng bộ ")),
        run("Times New Roman", "xã ®ã µ")
    );
    assert_eq!(texts(&paper(&word(&body)).1), [(1, "CHƯƠNG TRÌNH hành động của Đảng bộ xã ®ã µ")]);
}

#[test]
fn capital_words_of_an_old_text_become_capitals() {
    assert_eq!(convert_text(&tcvn3("CHươNG TRìNH hành động").iter().map(|it| char::from(*it)).collect::<String>(), Legacy::Tcvn3), "CHƯƠNG TRÌNH hành động");
    assert!(of_font("Times New Roman").is_none() && of_font(".VnArialH").is_some_and(|it| it.capitals));
}

#[test]
fn bytes_that_are_no_text_in_any_encoding_are_refused() {
    let noise: Vec<u8> = (0..4000u32).map(|it| (it.wrapping_mul(2_654_435_761) >> 24) as u8 | 0x80).collect();
    assert_eq!(refusal(&noise), Refusal::UnknownFormat);
}

#[test]
fn western_text_in_unicode_is_not_taken_for_an_old_encoding() {
    let (_, got) = paper("Café, crème brûlée, Übergrößenträger, señor, ação: öffentliche Verwaltung\n".as_bytes());
    assert!(got.notes.is_empty());
}

#[test]
fn a_few_broken_bytes_stay_visible_and_a_note_names_their_lines() {
    for (broken, line) in [(&b"\xFF"[..], 3), (b"\xE1\xBB", 3), (b"\x80", 1)] {
        let at = if line == 1 { TEXT.find("trình").expect("a word") } else { TEXT.find("phát").expect("a word") };
        let mut bytes = TEXT.as_bytes()[..at].to_vec();
        bytes.extend_from_slice(broken);
        bytes.extend_from_slice(&TEXT.as_bytes()[at..]);
        let (format, read) = paper(&bytes);
        assert_eq!(format, Format::Text);
        assert_eq!(texts(&read).iter().filter(|(number, text)| *number == line && text.contains('\u{FFFD}')).count(), 1, "{:?}", texts(&read));
        let [(code, words)] = read.notes.as_slice() else { panic!("one note, got {:?}", read.notes) };
        assert_eq!(code, "broken-characters");
        assert!(words.starts_with(&format!("Dòng {line}:")), "{words}");
    }
}

#[test]
fn what_is_mostly_broken_is_still_refused() {
    let rubbish: Vec<u8> = (0..4000u32).map(|it| (it.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    assert_eq!(refusal(&rubbish), Refusal::UnknownFormat);
    let half: Vec<u8> = TEXT.bytes().flat_map(|it| [it, 0xFF]).collect();
    assert_eq!(refusal(&half), Refusal::UnknownFormat);
}

#[test]
fn control_characters_are_taken_out_of_every_format() {
    let title = "Mục tiêu \u{1B}[31mđỏ\u{7}\u{202E} của xã";
    let text =
        paper(format!("CHƯƠNG TRÌNH HÀNH ĐỘNG của xã\n\n{title}\n\nPhát triển kinh tế của địa phương đến năm 2030 theo hướng bền vững, hiệu quả, {}\n", TEXT.trim()).as_bytes()).1;
    let markdown =
        paper(format!("# CHƯƠNG TRÌNH HÀNH ĐỘNG của xã\n\n{title}\n\nPhát triển kinh tế của địa phương đến năm 2030 theo hướng bền vững, hiệu quả, {}\n", TEXT.trim()).as_bytes())
            .1;
    let word = paper(&word(&crate::support::p(&title.replace(['\u{1B}', '\u{7}'], "&#x7F;")))).1;
    for read in [text, markdown, word] {
        assert!(texts(&read).iter().any(|(_, it)| *it == "Mục tiêu [31mđỏ của xã"), "{:?}", texts(&read));
    }
    let json = b"{\"document\": {\"title\": \"A\\u001b[31m B\"}, \"parts\": []}";
    let programme = hanhdong_paper::intake::import(json, hanhdong_paper::intake::understand::Purpose::Programme).expect("our JSON");
    assert_eq!(programme.document.title.as_deref(), Some("A[31m B"));
}
