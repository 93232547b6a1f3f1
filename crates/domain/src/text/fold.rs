//! Folding: what two spellings of the same words have in common.

use std::sync::OnceLock;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The text in normal form C, without zero-width and direction-changing characters that could hide a difference.
pub fn nfc(text: &str) -> String {
    let clean = |c: &char| !matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}');
    if is_nfc(text) && text.chars().all(|c| clean(&c)) {
        return text.to_owned();
    }
    text.chars().filter(clean).nfc().collect()
}

/// One letter without its marks, lower case; `đ` is `d`. `None` for a bare combining mark.
fn fold_char(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    match c {
        'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
        '\u{300}'..='\u{36F}' => {}
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{3000}' => out.push(' '),
        '–' | '—' | '−' | '‐' | '‑' => out.push('-'),
        '\u{C0}'..='\u{24F}' | '\u{1EA0}'..='\u{1EFF}' => match LATIN.get_or_init(latin).get(latin_at(c)) {
            Some(Some(base)) => out.push(*base),
            Some(None) | None => unmarked(c, out),
        },
        _ => unmarked(c, out),
    }
}

/// Decomposes a letter and leaves its marks out.
fn unmarked(c: char, out: &mut String) {
    for base in std::iter::once(c).nfd() {
        if !matches!(base, '\u{300}'..='\u{36F}') {
            out.extend(base.to_lowercase());
        }
    }
}

/// What the accented Latin letters fold to, read once: nearly every letter of a Vietnamese text that is not ASCII.
static LATIN: OnceLock<Vec<Option<char>>> = OnceLock::new();

fn latin() -> Vec<Option<char>> {
    let letters = ('\u{C0}'..='\u{24F}').chain('\u{1EA0}'..='\u{1EFF}');
    letters
        .map(|c| {
            let mut folded = String::new();
            unmarked(c, &mut folded);
            let mut chars = folded.chars();
            chars.next().filter(|_| chars.next().is_none())
        })
        .collect()
}

/// Where a letter stands in the list of [`latin`].
fn latin_at(c: char) -> usize {
    let code = c as usize;
    if code >= 0x1EA0 { code - 0x1EA0 + 0x190 } else { code.saturating_sub(0xC0) }
}

/// Lower case, marks stripped, `đ` as `d`, both tone placements equal: what search, anchors and comparison use.
///
/// ```
/// assert_eq!(hanhdong_domain::text::fold("Uỷ ban Đôn ĐỐC"), hanhdong_domain::text::fold("ủy BAN đôn đốc"));
/// ```
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        fold_char(c, &mut out);
    }
    out
}

/// The folded words of a text: letters and digits only.
pub fn fold_words(text: &str) -> Vec<String> {
    fold(text).split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

/// The words of a text as printed: letters and digits only.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty())
}

/// Runs of white space (also line breaks and hard spaces) become one space; ends are trimmed.
pub fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Is this paragraph, cell or header a mark of state secrecy (độ mật), whatever its spacing, frame or normal form?
/// In running text the words are free: "bí mật", "mật độ".
pub fn is_secrecy_mark(text: &str) -> bool {
    if text.chars().count() > 80 {
        return false;
    }
    let bare: String = nfc(text).to_lowercase().chars().filter(|c| c.is_alphanumeric() || *c == ':').collect();
    let marks = ["mật", "tốimật", "tuyệtmật"];
    let bare = bare.trim_matches(':');
    let level = bare.strip_prefix("độmật").or_else(|| bare.strip_prefix("mứcđộmật")).map(|rest| rest.trim_start_matches(':'));
    marks.contains(&level.unwrap_or(bare))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_tone_placement_and_normal_form_do_not_matter() {
        for (left, right) in [("thuỷ lợi", "THỦY LỢI"), ("Đôn đốc", "don doc"), ("Trọng điểm", "trong diem"), ("hoà", "hòa")] {
            assert_eq!(fold(left), fold(right), "{left} and {right}");
            assert_eq!(fold(&left.nfd().collect::<String>()), fold(right), "{left} in NFD and {right}");
        }
    }

    #[test]
    fn a_secrecy_mark_is_known_in_every_dress_and_running_text_is_not_one() {
        for mark in ["MẬT", "TỐI MẬT", "T U Y Ệ T  M Ậ T", "[ Mật ]", "Độ mật: Mật", "ĐỘ MẬT : TỐI MẬT", "*** MẬT ***"] {
            assert!(is_secrecy_mark(mark), "{mark}");
            assert!(is_secrecy_mark(&mark.nfd().collect::<String>()), "{mark} in NFD");
        }
        for free in ["bí mật", "mật độ dân số", "Giữ bí mật nhà nước", "Mật ong", "", "mat", "Độ mật:"] {
            assert!(!is_secrecy_mark(free), "{free}");
        }
    }

    #[test]
    fn the_table_of_latin_letters_says_what_decomposing_says() {
        for c in ('\u{C0}'..='\u{24F}').chain('\u{1EA0}'..='\u{1EFF}').filter(|c| !"đĐðÐ".contains(*c)) {
            let mut slow = String::new();
            unmarked(c, &mut slow);
            assert_eq!(fold(&c.to_string()), slow, "{c}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,60}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
        #[test]
        fn folding_does_not_see_the_normal_form(text in "[a-zđàáảãạăằắẳẵặâầấẩẫậêềếểễệôồốổỗộơờớởỡợưừứửữự ]{0,40}") {
            prop_assert_eq!(fold(&text.nfd().collect::<String>()), fold(&text));
        }
    }
}
