//! Nơi nhận: who is on the list, singly or in a group, and who of a class is left out.

use crate::names::{Name, bare, spelt_out};
use crate::text::says;

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
            if plural {
                out.groups.extend(members(line.split('(').next().unwrap_or(line)).into_iter().map(|it| it.words));
            }
            out.singles.push(whole);
        }
        out
    }
    /// Is there no list?
    pub(crate) fn is_empty(&self) -> bool {
        self.singles.is_empty()
    }
    /// Who of those that a name stands for is not on the list, as printed; nobody where all are, singly or by a group that
    /// contains them. Of a class that is wholly missing it is the class, of one held in part the members left out.
    pub(crate) fn missing(&self, name: &Name) -> Vec<String> {
        let mut kinds = members(&name.text);
        let committees = self.members_of_all_committees(name);
        if !committees.is_empty() {
            // The kinds stand in place of the class.
            kinds.retain(|it| !says_class(&it.words));
        }
        let (held, left_out): (Vec<Member>, Vec<Member>) = kinds.into_iter().chain(committees).partition(|it| self.holds_member(it));
        let whole = name.folded.trim();
        match (held.is_empty(), left_out.is_empty()) {
            (true, true) if self.holds_words(whole) || self.holds_words(bare(whole)) => Vec::new(),
            (true, _) if left_out.iter().all(Member::is_ground) && self.holds_words(whole) => Vec::new(),
            (true, _) => vec![name.text.clone()],
            (false, _) => left_out.into_iter().map(|it| it.printed).collect(),
        }
    }
    /// "Các cấp uỷ trực thuộc" where the list holds some kinds of committee: the kinds it stands for, by the era whose
    /// kinds the list names. None where the list names the class itself, or no committee at all.
    fn members_of_all_committees(&self, name: &Name) -> Vec<Member> {
        const KINDS: [&[&str]; 2] = [&["huyện ủy", "thị ủy", "thành ủy", "đảng ủy trực thuộc"], &["đảng ủy xã", "đảng ủy phường", "đảng ủy trực thuộc"]];
        const CLASS: &[&str] = &["cap uy truc thuoc", "dang bo truc thuoc", "to chuc dang truc thuoc", "cac cap uy"];
        if !says_class(&name.folded) || self.singles.iter().any(|line| CLASS.iter().any(|it| says(line, it))) {
            return Vec::new();
        }
        let members = KINDS.map(|kinds| kinds.iter().map(|it| Member::new(it)).collect::<Vec<_>>());
        let named = |kinds: &Vec<Member>| kinds.iter().filter(|it| self.holds_member(it)).count();
        members.into_iter().filter(|it| named(it) >= 2).max_by_key(named).unwrap_or_default()
    }
    fn holds_member(&self, member: &Member) -> bool {
        let goes_on = |group: &String| group.strip_prefix(member.words.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        let own_ground = |ground: &&str| self.singles.iter().any(|it| says(it, ground) || says(it, "dia phuong") || says(it, level_of(ground)));
        self.groups.iter().any(goes_on) || self.holds_words(&member.words) || member.ground().is_some_and(|it| own_ground(&it))
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

fn group_holds(group: &str, words: &str) -> bool {
    let begins = |head: &str| words.strip_prefix(head).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    if begins(group) {
        return true;
    }
    GROUPS.iter().any(|(heads, members)| heads.iter().any(|head| group == *head || group.starts_with(&format!("{head} "))) && members.iter().any(|it| begins(it)))
}

/// One kind of body that a class stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Member {
    /// As a paper would print it: "thị ủy", "UBND đặc khu".
    printed: String,
    /// Folded words with abbreviations spelt out.
    words: String,
}

/// Kinds of ground that a class lists after one head ("UBND các xã, phường"), folded.
const GROUNDS: &[&str] = &["xa", "phuong", "dac khu", "huyen", "quan", "thi xa", "thi tran", "thanh pho", "tinh"];

/// Does it name all committees below at once?
fn says_class(words: &str) -> bool {
    ["cap uy truc thuoc", "dang bo truc thuoc", "to chuc dang truc thuoc"].iter().any(|it| says(words, it))
}

/// The level of a kind of ground, as a list may say it instead.
fn level_of(ground: &str) -> &'static str {
    match ground {
        "tinh" => "cap tinh",
        "huyen" | "quan" | "thi xa" | "thanh pho" => "cap huyen",
        _ => "cap xa",
    }
}

impl Member {
    fn new(printed: &str) -> Member {
        Member { printed: printed.to_owned(), words: bare(&spelt_out(printed)).to_owned() }
    }
    /// The kind of ground it is the body of, where it is named by its ground.
    fn ground(&self) -> Option<&'static str> {
        let rest = ["uy ban nhan dan ", "hoi dong nhan dan ", "dang uy "].iter().find_map(|it| self.words.strip_prefix(it))?;
        GROUNDS.iter().copied().find(|it| rest.strip_prefix(it).is_some_and(|tail| tail.is_empty() || tail.starts_with(' ')))
    }
    fn is_ground(&self) -> bool {
        self.ground().is_some()
    }
}

/// The kinds of body that a class stands for, words that stand once for several added to each: "Các huyện, thị, thành ủy"
/// are huyện ủy, thị ủy and thành ủy, "UBND các xã, phường" are UBND xã and UBND phường. Nothing for a single name.
fn members(text: &str) -> Vec<Member> {
    const HEADS: &[&str] = &["bo", "so", "ban", "phong", "van phong", "dang uy", "chi bo", "hoi", "doan", "uy ban", "trung tam"];
    if !says(&spelt_out(text), "cac") {
        return Vec::new();
    }
    let mut out: Vec<Member> = Vec::new();
    // Pieces that wait for the word after the last of them ("huyện, thị, thành ủy"), and the head that goes before the next.
    let (mut waiting, mut head): (Vec<&str>, Option<String>) = (Vec::new(), None);
    for piece in text.split([',', ';']).flat_map(|it| it.split(" và ")) {
        let (before, piece) = without_plural(piece.trim());
        let folded = spelt_out(piece);
        let folded = folded.trim();
        let is_ground = |words: &str| GROUNDS.iter().any(|it| words.strip_prefix(it).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')));
        if !before.is_empty() {
            head = Some(before.to_owned());
        } else if let Some(rest) = folded.strip_prefix("dang uy ").filter(|it| is_ground(it)) {
            head = piece.split_whitespace().take(2).collect::<Vec<_>>().join(" ").into();
            out.push(Member { printed: piece.to_owned(), words: format!("dang uy {rest}") });
            continue;
        }
        if ["huyen", "thi", "thanh", "quan", "tinh"].contains(&folded) && head.is_none() {
            waiting.push(piece);
        } else if let Some(first) = head.as_deref().filter(|_| is_ground(folded)) {
            out.push(Member::new(&format!("{first} {piece}")));
        } else if folded.ends_with(" uy") || HEADS.iter().any(|it| folded.strip_prefix(it).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))) {
            let committee = piece.split_whitespace().last().filter(|_| folded.ends_with(" uy")).unwrap_or("");
            out.extend(waiting.drain(..).filter(|_| !committee.is_empty()).map(|it| Member::new(&format!("{it} {committee}"))));
            out.push(Member::new(piece));
            head = None;
        } else {
            head = None;
        }
    }
    out
}

/// A piece without its plural word, and the head before that word: "UBND các xã" is ("UBND", "xã").
fn without_plural(piece: &str) -> (&str, &str) {
    for word in ["các ", "Các ", "những ", "Những "] {
        if let Some(rest) = piece.strip_prefix(word) {
            return ("", rest);
        }
    }
    piece.split_once(" các ").unwrap_or(("", piece))
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
        assert_eq!(recipients.missing(&Name::new(name)).is_empty(), held, "{name}: {recipients:?}");
    }

    #[rstest]
    #[case("Các huyện ủy, thị ủy, thành ủy và đảng ủy trực thuộc Tỉnh ủy", &["huyện ủy", "thị ủy", "thành ủy", "đảng ủy trực thuộc Tỉnh ủy"])]
    #[case("các huyện, thị, thành ủy", &["huyện ủy", "thị ủy", "thành ủy"])]
    #[case("UBND các xã, phường và đặc khu", &["UBND xã", "UBND phường", "UBND đặc khu"])]
    #[case("Các đảng ủy xã, phường", &["đảng ủy xã", "đảng ủy phường"])]
    #[case("Các sở, ban, ngành", &["sở", "ban"])]
    #[case("huyện ủy", &[])]
    fn a_class_stands_for_each_kind_it_lists(#[case] class: &str, #[case] kinds: &[&str]) {
        assert_eq!(members(class).into_iter().map(|it| it.printed).collect::<Vec<_>>(), kinds);
    }

    #[rstest]
    #[case("Các huyện ủy, thị ủy, thành ủy và đảng ủy trực thuộc Tỉnh ủy", &["Các huyện ủy, thành ủy, ĐUTT Tỉnh ủy"], &["thị ủy"])]
    #[case("các huyện, thị, thành uỷ", &["Các huyện, thành ủy"], &["thị uỷ"])]
    #[case("các huyện, thị, thành uỷ", &["Các huyện, thị, thành ủy"], &[])]
    #[case("các huyện, thị, thành uỷ", &["Ban Tổ chức Tỉnh ủy"], &["các huyện, thị, thành uỷ"])]
    #[case("các cấp ủy trực thuộc Tỉnh ủy", &["Các huyện ủy, thành ủy, ĐUTT Tỉnh ủy"], &["thị ủy"])]
    #[case("các cấp ủy trực thuộc Tỉnh ủy", &["Các đảng ủy xã, ĐUTT Tỉnh ủy"], &["đảng ủy phường"])]
    #[case("các cấp ủy trực thuộc Tỉnh ủy", &["Các cấp ủy trực thuộc Tỉnh ủy"], &[])]
    #[case("UBND các xã, phường, đặc khu", &["UBND các xã, phường"], &["UBND đặc khu"])]
    #[case("UBND các xã, phường, đặc khu", &["UBND cấp xã"], &[])]
    #[case("UBND các tỉnh, thành phố", &["HĐND, UBND các tỉnh, thành phố trực thuộc trung ương"], &[])]
    fn of_a_class_held_in_part_only_the_members_left_out_are_missing(#[case] class: &str, #[case] lines: &[&str], #[case] missing: &[&str]) {
        let recipients = Recipients::of(lines.iter().copied());
        assert_eq!(recipients.missing(&Name::new(class)), missing, "{recipients:?}");
    }
}
