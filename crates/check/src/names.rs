//! Names of bodies and people.

use std::sync::OnceLock;

use hanhdong_domain::organisation::{NameKind, begins_body, classify};
use hanhdong_domain::text::fold_words;

use crate::bodies::named_in;
use crate::text::{Sketch, says};

/// A printed name, read once.
#[derive(Debug)]
pub(crate) struct Name {
    /// As printed.
    pub(crate) text: String,
    /// Folded words with abbreviations spelt out, one space at each end.
    pub(crate) folded: String,
    /// What it points at.
    pub(crate) kind: NameKind,
    ended: OnceLock<Vec<usize>>,
}

/// Abbreviations that papers use for bodies, folded, with what they stand for.
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("ubnd", "uy ban nhan dan"),
    ("hdnd", "hoi dong nhan dan"),
    ("ubkt", "uy ban kiem tra"),
    ("ubmttq", "uy ban mat tran to quoc"),
    ("mttq", "mat tran to quoc"),
    ("ubmttqvn", "uy ban mat tran to quoc"),
    ("vpcp", "van phong chinh phu"),
    ("vptw", "van phong trung uong"),
    ("vp", "van phong"),
    ("tw", "trung uong"),
    ("dutt", "dang uy truc thuoc"),
    ("btv", "ban thuong vu"),
    ("bch", "ban chap hanh"),
    ("bchqs", "ban chi huy quan su"),
    ("dvtt", "don vi truc thuoc"),
    ("vtv", "dai truyen hinh viet nam"),
    ("vov", "dai tieng noi viet nam"),
    ("ttxvn", "thong tan xa viet nam"),
    ("bhxh", "bao hiem xa hoi"),
    ("nhnn", "ngan hang nha nuoc"),
    ("tinhdoan", "tinh doan"),
    ("ldld", "lien doan lao dong"),
    ("thcs", "trung hoc co so"),
    ("csgt", "canh sat giao thong"),
];

/// Posts before the name of the body they lead: who writes to the body writes to them.
const POSTS: &[&str] = &[
    "bo truong",
    "thu truong",
    "chu tich",
    "pho chu tich",
    "giam doc",
    "pho giam doc",
    "truong ban",
    "pho truong ban",
    "truong phong",
    "chanh van phong",
    "chu nhiem",
    "truong cong an",
    "chi huy truong",
    "thu truong cac",
    "dong chi",
    "tong giam doc",
    "hieu truong",
    "cac",
    "nhung",
    "lanh dao",
];

impl Name {
    pub(crate) fn new(text: &str) -> Name {
        Name { text: text.to_owned(), folded: spelt_out(text), kind: classify(text), ended: OnceLock::new() }
    }
    /// The bodies of the list of ended ones that it names.
    pub(crate) fn ended(&self) -> &[usize] {
        self.ended.get_or_init(|| named_in(&self.folded, &Sketch::of(&self.folded)))
    }
    /// Somebody in particular?
    pub(crate) fn is_somebody(&self) -> bool {
        self.kind != NameKind::Collective
    }
    /// A body or post that a paper can be sent to: not a word left over from a cut name, nor a class of businesses.
    pub(crate) fn is_body(&self) -> bool {
        let words = bare(&self.folded);
        // One word alone ("Ban") names none; organisations are bodies where a name is looked for, "tổ chức" a verb elsewhere.
        let headed = words.contains(' ') && (begins_body(words) || words.starts_with("to chuc "));
        let business = ["tap doan", "tong cong ty", "cong ty", "hop tac xa"].contains(&words);
        self.is_somebody() && !business && (self.kind == NameKind::Person || words.ends_with(" uy") || headed)
    }
    /// One agency or post, not a class ("UBND các xã, phường")?
    pub(crate) fn is_single(&self) -> bool {
        self.is_somebody() && !says(&self.folded, "cac") && !says(&self.folded, "nhung")
    }
}

/// Folded words with abbreviations spelt out, one space at each end.
pub(crate) fn spelt_out(text: &str) -> String {
    let mut out = String::from(" ");
    for word in fold_words(text) {
        let long = ABBREVIATIONS.iter().find(|(short, _)| *short == word).map(|(_, long)| *long);
        out.push_str(long.unwrap_or(&word));
        out.push(' ');
    }
    out
}

/// The name without the post or plural word before it.
pub(crate) fn bare(words: &str) -> &str {
    let mut rest = words.trim();
    let mut again = true;
    while again {
        again = false;
        for post in POSTS {
            if let Some(tail) = rest.strip_prefix(post).and_then(|it| it.strip_prefix(' ')).filter(|it| !it.is_empty()) {
                rest = tail;
                again = true;
            }
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Bộ Nội vụ", true)]
    #[case("UBND các xã, phường", true)]
    #[case("VTV", true)]
    #[case("huyện ủy", true)]
    #[case("các chi bộ", true)]
    #[case("Chủ tịch UBND xã", true)]
    #[case("Tập đoàn Bưu chính", true)]
    #[case("Tập đoàn", false)]
    #[case("CSDL chuyên ngành", false)]
    #[case("nghiệp và phát triển nông thôn", false)]
    #[case("doanh nghiệp công nghệ số", false)]
    #[case("các cơ quan liên quan", false)]
    fn a_body_is_known_by_its_first_words(#[case] name: &str, #[case] body: bool) {
        assert_eq!(Name::new(name).is_body(), body, "{name}");
    }
}
