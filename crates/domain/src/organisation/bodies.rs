//! The words with which names of bodies begin: one list for whoever has to find where a name begins.

/// First words of names of bodies, folded ("so" of Sở Nội vụ, "van phong" of Văn phòng Đảng uỷ). Each stands for itself as
/// whole words; what only begins alike ("ban hanh") is told apart by [`begins_body`].
pub const BODY_STARTS: &[&str] = &[
    "bo",
    "ban",
    "so",
    "phong",
    "van phong",
    "uy ban",
    "ubnd",
    "hdnd",
    "hoi dong",
    "ubkt",
    "ubmttq",
    "mttq",
    "mat tran",
    "cong an",
    "quan su",
    "bch",
    "ngan hang",
    "vien",
    "trung tam",
    "hoi",
    "doan",
    "lien doan",
    "dang uy",
    "dang doan",
    "chi bo",
    "tinh uy",
    "thanh uy",
    "huyen uy",
    "thi uy",
    "cap uy",
    "tinh",
    "thanh pho",
    "huyen",
    "thi xa",
    "xa",
    "phuong",
    "dac khu",
    "tap doan",
    "tong cong ty",
    "cong ty",
    "bao hiem",
    "kho bac",
    "toa an",
    "vien kiem sat",
    "thanh tra",
    "chi cuc",
    "cuc",
    "tong cuc",
    "vu",
    "truong",
    "benh vien",
    "tram",
    "co quan",
    "don vi",
    "bao",
    "dai",
    "lien minh",
    "hop tac xa",
    "to",
    "thon",
    "ban quan ly",
    "thu tuong",
    "chinh phu",
    "quoc hoi",
    "thuong truc",
    "tieu ban",
    "hat",
    "doi",
    "quy",
    "dia phuong",
    "thue",
    "buu dien",
    "dien luc",
    "bien phong",
    "lien hiep",
    "dang bo",
    "chi uy",
    "tinh doan",
    "xa doan",
    "phuong doan",
    "to dan pho",
    "kiem toan",
    "hoc vien",
    "thong tan xa",
    "hai quan",
    "to cong tac",
];

/// Words that only begin like a body: "và Xã hội" goes on with the name before it, "Ban hành" is a verb.
const NO_BODY_STARTS: &[&str] = &[
    "xa hoi",
    "tinh hinh",
    "phuong tien",
    "phuong an",
    "ban hanh",
    "to chuc",
    "to quoc",
    "bo tri",
    "bo sung",
    "bo may",
    "bao dam",
    "bao cao",
    "bao ve",
    "bao ton",
    "so ket",
    "so hoa",
    "hoi nghi",
    "doan ket",
    "doi moi",
    "quy hoach",
    "quy dinh",
    "quy che",
    "quy trinh",
    "tinh hoa",
];

/// Do these folded words begin as the name of a body does ("so noi vu", but not "so ket 6 thang")?
#[doc(alias = "tên cơ quan, đơn vị")]
pub fn begins_body(folded: &str) -> bool {
    !is_no_body(folded) && BODY_STARTS.iter().any(|it| begins_with(folded, it))
}

/// Do they only look like the beginning of a name?
pub(super) fn is_no_body(folded: &str) -> bool {
    NO_BODY_STARTS.iter().any(|it| folded.starts_with(it))
}

/// Do they begin with this, as whole words?
pub(super) fn begins_with(folded: &str, start: &str) -> bool {
    folded.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ',', '/']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;
    use rstest::rstest;

    #[rstest]
    #[case("Sở Nội vụ", true)]
    #[case("Bộ đội Biên phòng", true)]
    #[case("Liên hiệp các hội khoa học", true)]
    #[case("Sơ kết 6 tháng", false)]
    #[case("Ban hành kế hoạch", false)]
    #[case("Sốt rét", false)]
    #[case("Nông nghiệp", false)]
    fn a_body_is_told_by_its_first_words(#[case] words: &str, #[case] body: bool) {
        assert_eq!(begins_body(&fold(words)), body, "{words}");
    }

    #[test]
    fn the_list_holds_each_word_once_and_folded() {
        for (number, it) in BODY_STARTS.iter().enumerate() {
            assert_eq!(*it, fold(it));
            assert!(!BODY_STARTS[..number].contains(it), "{it} stands twice");
        }
    }
}
