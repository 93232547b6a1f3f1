//! Tone placement: `hoà, thuỷ` (older, Party house style) and `hòa, thủy` (newer).

/// Where the tone mark of open `oa`, `oe` and `uy` stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// On the second vowel: hoà, khoẻ, uỷ. Party house style (format.md, 7).
    Second,
    /// On the first vowel: hòa, khỏe, ủy.
    First,
}

const PAIRS: [(&str, &str); 15] = [
    ("òa", "oà"),
    ("óa", "oá"),
    ("ỏa", "oả"),
    ("õa", "oã"),
    ("ọa", "oạ"),
    ("òe", "oè"),
    ("óe", "oé"),
    ("ỏe", "oẻ"),
    ("õe", "oẽ"),
    ("ọe", "oẹ"),
    ("ùy", "uỳ"),
    ("úy", "uý"),
    ("ủy", "uỷ"),
    ("ũy", "uỹ"),
    ("ụy", "uỵ"),
];

/// The text with every open `oa`, `oe`, `uy` written in one placement. The text must be in NFC.
pub fn place_tones(text: &str, placement: Placement) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut i = 0;
    while i < chars.len() {
        let end_of_syllable = chars.get(i + 2).is_none_or(|c| !c.is_alphabetic());
        let after_q = i > 0 && matches!(chars[i - 1], 'q' | 'Q');
        if let Some(&second) = chars.get(i + 1)
            && end_of_syllable
            && !after_q
            && let Some(pair) = replace(chars[i], second, placement)
        {
            out.extend(pair);
            i += 2;
        } else {
            out.push(chars[i]);
            i += 1;
        }
    }
    out
}

fn replace(first: char, second: char, placement: Placement) -> Option<[char; 2]> {
    let lower = |c: char| c.to_lowercase().next().unwrap_or(c);
    let raise = |c: char, like: char| if like.is_uppercase() { c.to_uppercase().next().unwrap_or(c) } else { c };
    PAIRS.iter().find_map(|(on_first, on_second)| {
        let (from, to) = match placement {
            Placement::Second => (on_first, on_second),
            Placement::First => (on_second, on_first),
        };
        let mut from = from.chars();
        let mut to = to.chars();
        (from.next() == Some(lower(first)) && from.next() == Some(lower(second))).then(|| [raise(to.next().unwrap_or(first), first), raise(to.next().unwrap_or(second), second)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_placement_turns_into_the_other_and_closed_syllables_stay() {
        for (first, second) in [("Ủy ban", "Uỷ ban"), ("hòa bình", "hoà bình"), ("SỨC KHỎE", "SỨC KHOẺ"), ("quý", "quý"), ("hoàn thành", "hoàn thành")] {
            assert_eq!(place_tones(first, Placement::Second), second);
            assert_eq!(place_tones(second, Placement::First), first);
        }
    }
}
