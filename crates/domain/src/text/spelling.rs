//! Is a change one of spelling alone? Asked where somebody may put the form of a text right and nothing else.
//!
//! When in doubt it is not: a word that reads is never "the same" as another one that reads, and a figure is itself.

use super::nfc;

/// Marks that part words and say nothing by themselves.
const MARKS: &str = ".,;:!?()[]\"'“”‘’«»…-–—•*_/\u{A0}";

/// How a syllable begins, the longest first.
const INITIALS: &[&str] = &["ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", ""];

/// How it goes on, without its tone.
const RIMES: &str = " a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu \
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot \
    ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uâng uân uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt uynh uyt uyu \
    ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y ych yêm yên yêng yêt yêu ynh yt ";

/// Letters of the alphabet with the five tones, level one first.
const TONES: [&str; 12] = ["aàảãáạ", "ăằẳẵắặ", "âầẩẫấậ", "eèẻẽéẹ", "êềểễếệ", "iìỉĩíị", "oòỏõóọ", "ôồổỗốộ", "ơờởỡớợ", "uùủũúụ", "ưừửữứự", "yỳỷỹýỵ"];

/// A word, a figure, or a sign that means something.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Figure(String),
    Sign(char),
}

/// Do both texts say the same in every word and figure, so that they differ in spelling, case, tone placement and marks alone?
#[doc(alias = "lỗi chính tả")]
pub fn says_the_same(before: &str, after: &str) -> bool {
    let (before, after) = (tokens(before), tokens(after));
    before.len() == after.len() && before.iter().zip(&after).all(|(before, after)| is_same(before, after))
}

fn is_same(before: &Token, after: &Token) -> bool {
    match (before, after) {
        (Token::Word(before), Token::Word(after)) => {
            // A syllable is its letters and its tone: on which vowel the tone stands says nothing.
            let plain = |it: &str| bare_and_tones(&it.to_lowercase());
            plain(before) == plain(after) || is_slip(before, after)
        }
        (Token::Figure(before), Token::Figure(after)) => before == after,
        (Token::Sign(before), Token::Sign(after)) => before == after,
        (Token::Word(_) | Token::Figure(_) | Token::Sign(_), _) => false,
    }
}

/// Is `before` no word at all, and `after` one that a slip of one key away from it is? Names and abbreviations are never slips.
fn is_slip(before: &str, after: &str) -> bool {
    let is_typed = before.chars().count() >= 3 && before.chars().all(char::is_lowercase) && !before.is_ascii();
    is_typed && after.chars().all(char::is_lowercase) && !is_syllable(before) && is_syllable(after) && is_one_away(before, after)
}

/// Can it be read as a Vietnamese syllable? In lower case and NFC.
fn is_syllable(word: &str) -> bool {
    let (bare, tones) = bare_and_tones(word);
    let is_rime = |rime: &str| !rime.is_empty() && !rime.contains(' ') && RIMES.contains(&format!(" {rime} "));
    let is_closed = bare.ends_with(['c', 'p', 't']) || bare.ends_with("ch");
    // A closed syllable has the tone sắc or nặng.
    let has_its_tone = !is_closed || matches!(tones.as_slice(), [4 | 5]);
    tones.len() < 2 && has_its_tone && INITIALS.iter().any(|it| bare.strip_prefix(it).is_some_and(is_rime) || (*it == "gi" && bare == "gi"))
}

/// The letters of a word without tones, and the tones in their order.
fn bare_and_tones(word: &str) -> (String, Vec<usize>) {
    let mut bare = String::new();
    let mut tones = Vec::new();
    for c in word.chars() {
        match TONES.iter().find_map(|row| Some((row.chars().next()?, row.chars().position(|it| it == c)?))) {
            Some((letter, at)) => {
                bare.push(letter);
                if 0 < at {
                    tones.push(at);
                }
            }
            None => bare.push(c),
        }
    }
    (bare, tones)
}

/// One letter more, less, another, or two that changed places.
fn is_one_away(left: &str, right: &str) -> bool {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let same_before = left.iter().zip(&right).take_while(|(a, b)| a == b).count();
    let rest = |it: &[char], skipped: usize| it.get(same_before + skipped..).map(<[char]>::to_vec);
    let swapped = left.len() == right.len() && left.get(same_before) == right.get(same_before + 1) && left.get(same_before + 1) == right.get(same_before);
    let ways = [(1, 1), (0, 1), (1, 0)].iter().any(|(l, r)| rest(&left, *l).zip(rest(&right, *r)).is_some_and(|(l, r)| l == r));
    left != right && (ways || (swapped && rest(&left, 2) == rest(&right, 2)))
}

fn tokens(text: &str) -> Vec<Token> {
    let text = nfc(text);
    let chars: Vec<char> = text.chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let digit_at = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
        let start = at;
        // "-5" after a blank is a figure; "2026-2030" is one figure of two halves.
        let is_minus = matches!(c, '-' | '–' | '−') && digit_at(at + 1) && (at == 0 || chars.get(at - 1).is_some_and(|it| it.is_whitespace()));
        if c.is_ascii_digit() || is_minus {
            at += 1;
            while digit_at(at) || (digit_at(at + 1) && chars.get(at).is_some_and(|it| matches!(it, '.' | ',' | '/' | '-' | '–' | ':'))) {
                at += 1;
            }
            out.push(Token::Figure(chars.get(start..at).unwrap_or_default().iter().collect()));
        } else if c.is_alphanumeric() {
            while chars.get(at).is_some_and(|it| it.is_alphanumeric() && !it.is_ascii_digit()) {
                at += 1;
            }
            out.push(Token::Word(chars.get(start..at).unwrap_or_default().iter().collect()));
        } else {
            if !c.is_whitespace() && !MARKS.contains(c) {
                out.push(Token::Sign(c));
            }
            at += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("uỷ ban nhân dân", "ủy ban nhân dân", true)]
    #[case("uỷ ban nhân dân", "Uỷ ban nhân dân", true)]
    #[case("thưc hiện nghị quyết", "thực hiện nghị quyết", true)]
    #[case("thực hiên  nghị quyếtt", "thực hiên nghị quyết.", true)]
    #[case("hộ ngheò", "hộ nghèo", true)]
    #[case("đạt 8 %", "đạt 8%", true)]
    #[case("giảm nghèo, an sinh", "giảm nghèo; an sinh", true)]
    #[case("đạt 8%", "đạt 9%", false)]
    #[case("1,5 tỷ", "15 tỷ", false)]
    #[case("1.000", "1,000", false)]
    #[case("tăng 8%", "giảm 8%", false)]
    #[case("bảy xã", "bay xã", false)]
    #[case("khong quá 5", "không quá 5", false)]
    #[case("không giao", "giao", false)]
    #[case("tăng 5", "tăng -5", false)]
    #[case("> 5", "< 5", false)]
    #[case("gas", "ga", false)]
    #[case("10 km", "10 kim", false)]
    #[case("Phòng Kinh tế", "Phòng Kinh tê", false)]
    #[case("2026-2030", "2026-2031", false)]
    fn spelling_case_and_marks_are_form_and_every_other_word_and_figure_is_not(#[case] before: &str, #[case] after: &str, #[case] expected: bool) {
        assert_eq!(says_the_same(before, after), expected, "{before:?} -> {after:?}");
    }

    #[rstest]
    #[case("thực")]
    #[case("hiện")]
    #[case("nghị")]
    #[case("quyết")]
    #[case("huyện")]
    #[case("gì")]
    #[case("giếng")]
    #[case("uỷ")]
    #[case("khuỷu")]
    #[case("nguyên")]
    #[case("thuở")]
    #[case("đường")]
    fn what_reads_is_a_syllable(#[case] word: &str) {
        assert!(is_syllable(word), "{word}");
    }

    proptest! {
        #[test]
        fn a_text_says_the_same_as_itself_and_a_figure_is_never_spelling(text in "[a-zà-ỹ0-9 ,.%]{0,40}", figure in 0_u32..1000, other in 0_u32..1000) {
            prop_assert!(says_the_same(&text, &text));
            let with = |it: u32| format!("{text} {it}");
            prop_assert_eq!(says_the_same(&with(figure), &with(other)), figure == other);
        }
        #[test]
        fn two_words_that_read_are_the_same_only_where_they_are_one_word(a in "[bctv](a|á|à|ấ|ê|ồ)(n|m|ng)", b in "[bctv](a|á|à|ấ|ê|ồ)(n|m|ng)") {
            prop_assert_eq!(says_the_same(&a, &b), a == b);
        }
    }
}
