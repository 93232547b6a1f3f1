//! Writing XML text: escaping, lengths.

/// Appends text with markup characters escaped; characters that XML forbids are left out.
pub(crate) fn escape(out: &mut String, text: &str) {
    let mut start = 0;
    for (i, c) in text.char_indices() {
        let replacement = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\t' | '\n' | '\r' => continue,
            '\u{0}'..='\u{1F}' | '\u{7F}' | '\u{FFFE}' | '\u{FFFF}' => "",
            _ => continue,
        };
        out.push_str(&text[start..i]);
        out.push_str(replacement);
        start = i + c.len_utf8();
    }
    out.push_str(&text[start..]);
}

/// mm in twentieths of a point.
pub(super) fn twips_mm(mm: f64) -> i64 {
    (mm * 1440.0 / 25.4).round() as i64
}

/// pt in twentieths of a point.
pub(super) fn twips_pt(pt: f64) -> i64 {
    (pt * 20.0).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("a < b & \"c\" > d", "a &lt; b &amp; &quot;c&quot; &gt; d")]
    #[case("vị\u{0}trí\u{1F}\u{FFFF}", "vịtrí")]
    #[case("=HYPERLINK(\"http://\")", "=HYPERLINK(&quot;http://&quot;)")]
    #[case("", "")]
    fn markup_is_escaped_and_forbidden_characters_are_left_out(#[case] text: &str, #[case] xml: &str) {
        let mut out = String::new();
        escape(&mut out, text);
        assert_eq!(out, xml);
    }

    #[test]
    fn millimetres_of_the_pack_become_the_known_twips() {
        assert_eq!([210.0, 297.0, 20.0, 30.0, 15.0, 10.0].map(twips_mm), [11906, 16838, 1134, 1701, 850, 567]);
    }
}
