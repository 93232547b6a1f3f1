//! Requirements on the manner of organising (clause II.2.a-3).

use super::{Anchor, Confidence};
use crate::place::Place;
use crate::text::fold;

/// What a requirement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum About {
    /// Report rhythm.
    Report,
    /// Publicity.
    Publicity,
    /// Discipline and responsibility.
    Discipline,
    /// Digital ways of working.
    Digital,
    /// Interim and final review.
    Review,
    /// Anything else.
    Other,
}

impl About {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            About::Report => "report",
            About::Publicity => "publicity",
            About::Discipline => "discipline",
            About::Digital => "digital",
            About::Review => "review",
            About::Other => "other",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<About> {
        use About::{Digital, Discipline, Other, Publicity, Report, Review};
        [Report, Publicity, Discipline, Digital, Review, Other].into_iter().find(|it| it.name() == name)
    }
    /// What the words of a requirement are about: the subject they come to first.
    pub fn of_words(text: &str) -> About {
        const SUBJECTS: &[(About, &[&str])] = &[
            (About::Review, &["so ket", "tong ket"]),
            (About::Report, &["bao cao"]),
            (About::Publicity, &["cong khai", "minh bach", "tuyen truyen"]),
            (About::Discipline, &["ky luat", "ky cuong", "trach nhiem", "nguoi dung dau"]),
            (About::Digital, &["chuyen doi so", "moi truong so", "truc tuyen", "cong nghe thong tin", "nen tang so", "moi truong dien tu", "du lieu"]),
        ];
        let folded = fold(text);
        let first = |words: &[&str]| words.iter().filter_map(|it| folded.find(it)).min();
        SUBJECTS.iter().filter_map(|(about, words)| first(words).map(|at| (at, *about))).min_by_key(|(at, _)| *at).map_or(About::Other, |(_, about)| about)
    }
}

/// A requirement on the way of organising execution.
#[doc(alias = "yêu cầu")]
#[derive(Clone, Debug, PartialEq)]
pub struct Requirement {
    /// Its identity.
    pub anchor: Anchor,
    /// Its mark as printed, without end mark.
    pub code: Option<String>,
    /// Its words.
    pub text: String,
    /// What it is about.
    pub about: About,
    /// Where it stands.
    pub place: Place,
    /// How sure the reader is.
    pub confidence: Confidence,
}

/// Words of the name before a requirement's colon.
const NAME_WORDS_MAX: usize = 6;

impl Requirement {
    /// The duty by which a body carries it out, as part III prints it: the body, what is required, and when or how often where the
    /// requirement does not say so itself (clause II.2.a-3).
    pub fn duty_of(&self, body: &str, time: &str) -> String {
        let text = self.text.trim().trim_end_matches(['.', ';']);
        // "Công khai: UBND xã niêm yết ..." has a name of its own and is no sentence about the body.
        let is_named = text.split_once(": ").is_some_and(|(name, _)| name.split_whitespace().count() <= NAME_WORDS_MAX);
        let (verb, mut words) = (if is_named { "thực hiện yêu cầu về " } else { "" }, text.to_owned());
        let mut letters = words.chars();
        // "Báo cáo ..." becomes "... báo cáo"; an abbreviation ("UBND ...") keeps its letters.
        if let Some(first) = letters.next().filter(|_| letters.clone().next().is_some_and(char::is_lowercase)) {
            words = first.to_lowercase().chain(letters).collect();
        }
        let time = time.trim();
        let time = if time.is_empty() { String::new() } else { format!(", {time}") };
        format!("{} {verb}{words}{time}", body.trim())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_requirement_becomes_the_duty_of_a_body() {
        let requirement = |text: &str| Requirement {
            anchor: Anchor::new("r_a").expect("an anchor"),
            code: None,
            text: text.to_owned(),
            about: About::of_words(text),
            place: Place::default(),
            confidence: Confidence::Sure,
        };
        assert_eq!(requirement("Báo cáo kết quả định kỳ.").duty_of("Văn phòng Đảng uỷ", " hằng quý "), "Văn phòng Đảng uỷ báo cáo kết quả định kỳ, hằng quý");
        assert_eq!(requirement("Công khai kết quả hằng năm").duty_of("Ban Xây dựng Đảng", ""), "Ban Xây dựng Đảng công khai kết quả hằng năm");
        let named = requirement("Công khai: UBND xã niêm yết kết quả").duty_of("Văn phòng Đảng uỷ", "");
        assert_eq!(named, "Văn phòng Đảng uỷ thực hiện yêu cầu về công khai: UBND xã niêm yết kết quả");
        assert_eq!(requirement("CNTT được ứng dụng").duty_of("Văn phòng", ""), "Văn phòng CNTT được ứng dụng");
    }
}
