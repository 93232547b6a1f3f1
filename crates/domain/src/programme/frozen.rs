//! Drafts under a number (clause III.1-b): what they are called, and how a version is named.

use crate::text::{nfc, squeeze};

/// Letters of a label.
const LABEL_CHARS_MAX: usize = 200;

/// The label of a frozen draft as it is kept ("trình Thường trực"); `None` where it says nothing or too much.
#[doc(alias = "nhãn dự thảo")]
pub fn draft_label(typed: &str) -> Option<String> {
    let label: String = squeeze(&nfc(typed)).chars().filter(|it| !it.is_control()).collect();
    let label = label.trim_start_matches('(').trim_end_matches(')').trim().to_owned();
    (!label.is_empty() && label.chars().count() <= LABEL_CHARS_MAX).then_some(label)
}

/// The draft mark of the paper: "Dự thảo lần 2 (trình Thường trực)".
#[doc(alias = "dự thảo lần n")]
pub fn draft_mark(number: i64, label: &str) -> String {
    format!("Dự thảo lần {number} ({label})")
}

/// A version of a programme, by how it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VersionAt {
    /// As it stands now.
    Now,
    /// As it was frozen under this number.
    Frozen(i64),
    /// As the line of the journal with this number left it.
    Line(i64),
}

impl VersionAt {
    /// Reads "now", "d2", "s15".
    pub fn of_name(name: &str) -> Option<VersionAt> {
        let number = |it: &str| it.parse::<i64>().ok().filter(|it| 0 < *it);
        match name.split_at_checked(1) {
            Some(_) if name == "now" => Some(VersionAt::Now),
            Some(("d", rest)) => number(rest).map(VersionAt::Frozen),
            Some(("s", rest)) => number(rest).map(VersionAt::Line),
            Some(_) | None => None,
        }
    }
}

impl std::fmt::Display for VersionAt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            VersionAt::Now => f.write_str("now"),
            VersionAt::Frozen(number) => write!(f, "d{number}"),
            VersionAt::Line(seq) => write!(f, "s{seq}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_says_something_and_stands_in_brackets_once() {
        for (typed, kept) in [("  trình   Thường trực ", Some("trình Thường trực")), ("(tiếp thu ý kiến)", Some("tiếp thu ý kiến")), ("", None), (" () ", None)]
        {
            assert_eq!(draft_label(typed).as_deref(), kept, "{typed:?}");
        }
        assert_eq!(draft_label(&"a".repeat(LABEL_CHARS_MAX + 1)), None);
        assert_eq!(draft_mark(2, "trình Thường trực"), "Dự thảo lần 2 (trình Thường trực)");
    }

    #[test]
    fn a_version_reads_as_it_is_named() {
        for version in [VersionAt::Now, VersionAt::Frozen(2), VersionAt::Line(15)] {
            assert_eq!(VersionAt::of_name(&version.to_string()), Some(version));
        }
        for bad in ["", "d", "d0", "s-1", "2", "đ2", "nowhere", "d2x"] {
            assert_eq!(VersionAt::of_name(bad), None, "{bad}");
        }
    }
}
