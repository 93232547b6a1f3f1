//! Words for people in both languages, side by side where they are said.

/// `say!(language, "tiếng Việt {n}", "English {n}")`: the one that is asked for, with captured arguments.
macro_rules! say {
    ($language:expr, $vi:literal, $en:literal $(,)?) => {
        match $language {
            hanhdong_domain::Language::Vi => format!($vi),
            hanhdong_domain::Language::En => format!($en),
        }
    };
}
pub(crate) use say;

use hanhdong_domain::Language;

/// A share as a percentage with one decimal where it needs one: 0.95 is "95", 0.855 is "85,5" or "85.5".
pub(crate) fn percent(share: f64, language: Language) -> String {
    let tenths = (share * 1000.0).round() / 10.0;
    let text = if tenths.fract() == 0.0 { format!("{tenths:.0}") } else { format!("{tenths:.1}") };
    match language {
        Language::Vi => text.replace('.', ","),
        Language::En => text,
    }
}

/// The first names of a list, and how many more there are.
pub(crate) fn some_of(names: &[String], most: usize, language: Language) -> String {
    let head = names.iter().take(most).cloned().collect::<Vec<_>>().join("; ");
    let rest = names.len().saturating_sub(most);
    if rest == 0 {
        return head;
    }
    say!(language, "{head} và {rest} mục khác", "{head} and {rest} more")
}

/// The first words of an item, for titles of findings.
pub(crate) fn first_words(text: &str) -> String {
    const CHARS_MAX: usize = 120;
    match text.char_indices().nth(CHARS_MAX) {
        None => text.to_owned(),
        Some((at, _)) => {
            let cut = text[..at].rfind(' ').unwrap_or(at);
            format!("{}…", &text[..cut])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_said_with_a_comma_in_vietnamese() {
        assert_eq!(percent(0.95, Language::Vi), "95");
        assert_eq!(percent(0.8571, Language::Vi), "85,7");
        assert_eq!(percent(0.8571, Language::En), "85.7");
    }

    #[test]
    fn long_words_are_cut_between_words() {
        let long = "một ".repeat(60);
        let cut = first_words(&long);
        assert!(cut.ends_with("một…") && cut.chars().count() <= 121, "{cut}");
        assert_eq!(first_words("ngắn"), "ngắn");
    }
}
