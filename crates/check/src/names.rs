//! Names of bodies and people, and who is contained in a group of recipients.

use std::sync::OnceLock;

use hanhdong_domain::organisation::{NameKind, classify};
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

/// First words of names of bodies, folded, abbreviations spelt out. One word alone ("Ban") names none.
const BODIES: &[&str] = &[
    "bo",
    "so",
    "ban",
    "phong",
    "van phong",
    "uy ban",
    "hoi dong",
    "mat tran",
    "cong an",
    "quan su",
    "bien phong",
    "ngan hang",
    "vien",
    "trung tam",
    "hoi",
    "doan",
    "lien doan",
    "lien hiep",
    "lien minh",
    "dang bo",
    "dang uy",
    "tinh uy",
    "dang doan",
    "chi bo",
    "chi uy",
    "cap uy",
    "tinh doan",
    "xa doan",
    "phuong doan",
    "tinh",
    "thanh pho",
    "huyen",
    "thi xa",
    "xa",
    "phuong",
    "dac khu",
    "thon",
    "to dan pho",
    "tap doan",
    "tong cong ty",
    "cong ty",
    "hop tac xa",
    "bao hiem",
    "kho bac",
    "toa an",
    "thanh tra",
    "kiem toan",
    "chi cuc",
    "cuc",
    "tong cuc",
    "vu",
    "truong",
    "hoc vien",
    "dai hoc",
    "benh vien",
    "tram",
    "thuong truc",
    "chinh phu",
    "quoc hoi",
    "thu tuong",
    "bao",
    "dai",
    "thong tan xa",
    "thue",
    "hai quan",
    "buu dien",
    "dien luc",
    "hat",
    "quy",
    "to chuc",
    "co quan",
    "don vi",
    "dia phuong",
    "tieu ban",
    "to cong tac",
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
        let headed = |head: &str| words.strip_prefix(head).is_some_and(|rest| rest.starts_with(' ') || (rest.is_empty() && head.contains(' ')));
        let business = ["tap doan", "tong cong ty", "cong ty", "hop tac xa"].contains(&words);
        self.is_somebody() && !business && (self.kind == NameKind::Person || words.ends_with(" uy") || BODIES.iter().any(|it| headed(it)))
    }
    /// One agency or post, not a class ("UBND các xã, phường")?
    pub(crate) fn is_single(&self) -> bool {
        self.is_somebody() && !says(&self.folded, "cac") && !says(&self.folded, "nhung")
    }
}

/// Folded words with abbreviations spelt out, one space at each end.
fn spelt_out(text: &str) -> String {
    let mut out = String::from(" ");
    for word in fold_words(text) {
        let long = ABBREVIATIONS.iter().find(|(short, _)| *short == word).map(|(_, long)| *long);
        out.push_str(long.unwrap_or(&word));
        out.push(' ');
    }
    out
}

/// The recipients of a paper as groups that contain.
#[derive(Debug, Default)]
pub(crate) struct Recipients {
    singles: Vec<String>,
    groups: Vec<String>,
}

/// What a group word of Nơi nhận contains, by the first words of a name, all folded.
const GROUPS: &[(&[&str], &[&str])] = &[
    (&["co quan ngang bo"], &["van phong chinh phu", "ngan hang nha nuoc", "thanh tra chinh phu", "uy ban dan toc"]),
    (&["co quan thuoc chinh phu"], &["vien han lam", "thong tan xa", "dai truyen hinh", "dai tieng noi", "bao hiem xa hoi viet nam"]),
    (
        &["ban nganh", "ban xay dung dang", "co quan", "don vi", "phong ban", "co quan chuyen mon"],
        &[
            "so",
            "ban",
            "phong",
            "van phong",
            "trung tam",
            "cong an",
            "ban chi huy",
            "quan su",
            "uy ban kiem tra",
            "co quan",
            "chi cuc",
            "truong",
            "tram",
            "hat",
            "thue",
            "kho bac",
            "don vi",
            "vien",
            "bo chi huy",
            "thanh tra",
        ],
    ),
    (&["doan the", "to chuc chinh tri", "hoi"], &["doan thanh nien", "tinh doan", "hoi", "lien doan lao dong", "cong doan", "lien hiep", "doan xa", "mat tran"]),
    (
        &["dia phuong", "tinh", "thanh pho truc thuoc trung uong"],
        &["dia phuong", "tinh", "uy ban nhan dan tinh", "uy ban nhan dan cac tinh", "thanh pho", "uy ban nhan dan thanh pho", "uy ban nhan dan cap tinh"],
    ),
    (&["xa", "phuong", "dac khu"], &["xa", "phuong", "dac khu", "uy ban nhan dan xa", "uy ban nhan dan cap xa", "uy ban nhan dan cac xa"]),
    (&["chi bo", "dang bo truc thuoc", "to chuc dang", "chi uy"], &["chi bo", "dang bo", "chi uy", "dang uy bo phan", "to chuc dang"]),
    (&["uy vien", "thuong truc", "ban thuong vu", "dang uy vien"], &["bi thu", "pho bi thu", "uy vien", "thuong truc", "ban thuong vu", "dong chi"]),
];

impl Recipients {
    /// Reads the lines of Nơi nhận.
    pub(crate) fn of<'a>(lines: impl Iterator<Item = &'a str>) -> Recipients {
        let mut out = Recipients::default();
        for line in lines {
            let whole = spelt_out(line);
            if whole.trim().is_empty() || whole.starts_with(" luu ") {
                continue;
            }
            let plural = says(&whole, "cac");
            for piece in line.split([',', ';', ':', '(', ')']).flat_map(|it| it.split(" và ")) {
                let piece = spelt_out(piece);
                let piece = bare(&piece);
                if !piece.is_empty() {
                    if plural { out.groups.push(piece.to_owned()) } else { out.singles.push(format!(" {piece} ")) }
                }
            }
            out.singles.push(whole);
        }
        out
    }
    /// Is there no list?
    pub(crate) fn is_empty(&self) -> bool {
        self.singles.is_empty()
    }
    /// Does the list hold this name, singly or by a group that contains it?
    pub(crate) fn hold(&self, name: &Name) -> bool {
        let whole = name.folded.trim();
        if whole.starts_with("cac ") && name.text.contains(',') {
            let members = members(&name.text);
            if !members.is_empty() {
                return members.iter().all(|it| self.holds_words(it));
            }
        }
        self.holds_words(whole) || self.holds_words(bare(whole))
    }
    fn holds_words(&self, words: &str) -> bool {
        if words.is_empty() {
            return true;
        }
        let long = words.contains(' ');
        let single = |it: &String| says(it, words) || (it.trim().split(' ').count() >= 3 && says(&format!(" {words} "), it.trim()));
        (long && self.singles.iter().any(single)) || self.groups.iter().any(|it| group_holds(it, words))
    }
}

/// The kinds of body that a class names ("Các huyện ủy, thị ủy, thành ủy"); a piece that only goes on with the ground
/// ("UBND các xã, phường") is none of its own.
fn members(text: &str) -> Vec<String> {
    const HEADS: &[&str] = &["bo", "so", "ban", "phong", "van phong", "dang uy", "chi bo", "hoi", "doan", "uy ban", "trung tam"];
    let pieces = text.split(',').flat_map(|it| it.split(" và ")).map(spelt_out);
    pieces
        .map(|it| bare(&it).to_owned())
        .filter(|it| it.ends_with(" uy") || HEADS.iter().any(|head| it.strip_prefix(head).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))))
        .collect()
}

fn group_holds(group: &str, words: &str) -> bool {
    let begins = |head: &str| words.strip_prefix(head).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    if begins(group) {
        return true;
    }
    GROUPS.iter().any(|(heads, members)| heads.iter().any(|head| group == *head || group.starts_with(&format!("{head} "))) && members.iter().any(|it| begins(it)))
}

/// The name without the post or plural word before it.
fn bare(words: &str) -> &str {
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

    const STATE: &[&str] = &[
        "Thủ tướng, các Phó Thủ tướng Chính phủ",
        "Các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ",
        "HĐND, UBND các tỉnh, thành phố trực thuộc trung ương",
        "Lưu: VT, KGVX (2b)",
    ];
    const COMMUNE: &[&str] =
        &["Thường trực Tỉnh uỷ (để báo cáo)", "Các chi bộ, đảng bộ trực thuộc", "Văn phòng Đảng uỷ, UBND xã", "Các đồng chí Đảng uỷ viên", "Các cơ quan, đơn vị thuộc xã"];
    const SEED: &[&str] = &["Các ban xây dựng Đảng, VPTW (để báo cáo)", "Các huyện ủy, thành ủy, ĐUTT Tỉnh ủy", "Các đồng chí Tỉnh ủy viên"];

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

    #[rstest]
    #[case(STATE, "Bộ Nội vụ", true)]
    #[case(STATE, "Bộ trưởng Bộ Nội vụ", true)]
    #[case(STATE, "Văn phòng Chính phủ", true)]
    #[case(STATE, "VTV", true)]
    #[case(STATE, "UBND các tỉnh, thành phố", true)]
    #[case(STATE, "Tòa án nhân dân tối cao", false)]
    #[case(COMMUNE, "Phòng Kinh tế", true)]
    #[case(COMMUNE, "Chủ tịch UBND xã", true)]
    #[case(COMMUNE, "Chi bộ thôn Một", true)]
    #[case(COMMUNE, "Bí thư Đảng uỷ", true)]
    #[case(COMMUNE, "Hội Nông dân xã", false)]
    #[case(SEED, "huyện ủy", true)]
    #[case(SEED, "các thị ủy", false)]
    #[case(SEED, "thành ủy", true)]
    #[case(SEED, "đảng ủy trực thuộc Tỉnh ủy", true)]
    fn a_recipient_is_named_singly_or_by_a_group(#[case] lines: &[&str], #[case] name: &str, #[case] held: bool) {
        let recipients = Recipients::of(lines.iter().copied());
        assert_eq!(recipients.hold(&Name::new(name)), held, "{name}: {recipients:?}");
    }
}
