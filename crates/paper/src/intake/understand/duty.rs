//! Sentences of the organisation part: who is given which duty.

use hanhdong_domain::text::{fold, squeeze};

/// Words with which the duty begins after its subject, folded.
const VERBS: &[&str] = &[
    "chu tri",
    "phoi hop",
    "theo doi",
    "chiu trach nhiem",
    "co trach nhiem",
    "xay dung",
    "tham muu",
    "tap trung",
    "to chuc",
    "can cu",
    "tang cuong",
    "lanh dao",
    "chi dao",
    "kien toan",
    "giup",
    "cu the hoa",
    "ban hanh",
    "dinh ky",
    "bao dam",
    "dam bao",
    "thuc hien",
    "trien khai",
    "ra soat",
    "huong dan",
    "don doc",
    "kiem tra",
    "giam sat",
    "bao cao",
    "tong hop",
    "quan triet",
    "can ",
    "phai ",
    "hang nam",
    "hang quy",
    "bo tri",
    "day manh",
    "tuyen truyen",
    "van dong",
    "phat huy",
    "la dau moi",
    "la co quan",
    "chu dong",
    "tuyen chon",
    "khan truong",
    "kip thoi",
    "can doi",
    "lap ",
    "phan cong",
    "de xuat",
    "tiep tuc",
    "theo chuc nang",
    "trong quy",
    "trong thang",
    "nghien cuu",
    "duoc giao",
    "thuong xuyen",
    "cap nhat",
    "dua",
    "tiep nhan",
    "tham dinh",
    "quan ly",
    "cung cap",
    "giu vung",
];

/// Words that are verbs after a whole name, but part of a name after its first word ("Quỹ hỗ trợ nông dân").
const SOFT_VERBS: &[&str] = &[
    "giai phong",
    "phat dong",
    "xac dinh",
    "hoan thanh",
    "duy tri",
    "nang cao",
    "phat trien",
    "mo rong",
    "ho tro",
    "dau tu",
    "phan bo",
    "thong ke",
    "niem yet",
    "cong khai",
    "xu ly",
    "giai quyet",
    "khac phuc",
    "hoan thien",
    "danh gia",
    "so ket",
    "tong ket",
    "cung co",
    "thanh lap",
    "khuyen khich",
    "huy dong",
    "dong vien",
    "gop phan",
    "kip thoi",
    "thanh toan",
    "phan anh",
    "phe duyet",
];

/// Bodies whose names go on with small words.
const HEADS: &[&str] =
    &["ban", "quy", "trung tam", "phong", "to", "vien", "hoi dong", "ban chi dao", "ban quan ly", "tieu ban", "doi", "hoi", "truong", "cuc", "chi cuc", "van phong", "so", "bo"];

/// Words with which a sentence opens before it names its subject after a comma, folded.
const OPENINGS: &[&str] = &["tren co so ", "trong qua trinh ", "can cu ", "theo ", "de ", "nham ", "truoc ngay ", "dinh ky ", "hang nam", "hang quy", "hang thang", "sau khi "];

/// The subject of a duty sentence with or without an opening phrase: of "Trên cơ sở ..., Văn phòng Đảng uỷ tổng hợp" it
/// stands after the first comma that a body and its duty follow.
pub(super) fn subject_of(sentence: &str) -> Option<String> {
    if let Some(subject) = subject_at_head(sentence) {
        return Some(subject);
    }
    let head = fold(&sentence.trim_start().chars().take(16).collect::<String>());
    if !OPENINGS.iter().any(|it| head.starts_with(it)) {
        return None;
    }
    // "Trong quá trình thực hiện, nếu có vướng mắc, các cơ quan báo cáo ...": the closing words of a paper, no duty.
    let tails = sentence.match_indices(", ").map(|(at, comma)| &sentence[at + comma.len()..]);
    tails.take(COMMAS_MAX).take_while(|it| !it.starts_with("nếu ")).find_map(subject_at_head)
}

/// Commas of an opening phrase that are tried.
const COMMAS_MAX: usize = 6;

/// The subject with which a duty sentence begins ("Văn phòng Đảng uỷ" of "Giao Văn phòng Đảng uỷ chủ trì ..."), as printed.
fn subject_at_head(sentence: &str) -> Option<String> {
    let text = squeeze(sentence);
    let text = ["Giao cho ", "Giao ", "Yêu cầu ", "Đề nghị ", "Phân công "].iter().find_map(|it| text.strip_prefix(it)).unwrap_or(&text).to_owned();
    if let Some((head, _)) = text.split_once(':')
        && head.split_whitespace().count() <= 14
        && is_somebody(head)
    {
        return Some(squeeze(head));
    }
    let folded: Vec<String> = text.split(' ').take(45).map(fold).collect();
    let printed: Vec<&str> = text.split(' ').take(45).collect();
    for at in 1..folded.len().min(40) {
        let rest = folded[at..folded.len().min(at + 4)].join(" ");
        let begins = VERBS.iter().any(|verb| rest.strip_prefix(verb.trim_end()).is_some_and(|tail| tail.is_empty() || !tail.starts_with(char::is_alphanumeric)));
        let begins = begins
            || !HEADS.contains(&folded[..at].join(" ").as_str())
                && SOFT_VERBS.iter().any(|verb| rest.strip_prefix(verb.trim_end()).is_some_and(|tail| tail.is_empty() || tail.starts_with(' ')));
        let lower = printed[at].chars().next().is_some_and(char::is_lowercase);
        // "Trung tâm Phục vụ", "Phòng Kiểm tra" keep their capitals; a verb is written small.
        if begins && lower {
            let subject = printed[..at].join(" ");
            let subject = subject.trim_end_matches([',', ';', ' ']).to_owned();
            return is_somebody(&subject).then_some(subject);
        }
    }
    None
}

/// Does the phrase begin with the name of a body or a person?
pub(super) fn is_somebody(phrase: &str) -> bool {
    let names = hanhdong_domain::organisation::split_names(phrase);
    let Some(first) = names.first() else { return false };
    let folded = fold(first);
    let begins = [
        "bo ",
        "ban ",
        "so ",
        "phong ",
        "van phong",
        "uy ban",
        "ubnd",
        "hdnd",
        "hoi dong",
        "ubkt",
        "mttq",
        "ubmttq",
        "mat tran",
        "cong an",
        "ngan hang",
        "vien ",
        "trung tam",
        "hoi ",
        "doan ",
        "dang uy",
        "dang doan",
        "chi bo",
        "tinh uy",
        "thanh uy",
        "huyen uy",
        "thi uy",
        "cap uy",
        "cac ",
        "tap doan",
        "tong cong ty",
        "bao hiem",
        "kho bac",
        "toa an",
        "vien kiem sat",
        "thanh tra",
        "chi cuc",
        "cuc ",
        "truong ",
        "benh vien",
        "dong chi",
        "d/c",
        "bi thu",
        "chu tich",
        "pho chu tich",
        "giam doc",
        "thu truong",
        "chanh van phong",
        "co quan",
        "nguoi dung dau",
        "thuong truc",
        "bao ",
        "dai ",
        "to ",
        "thon ",
        "bo chi huy",
        "ban chi huy",
        "tieu ban",
        "dang bo",
        "moi ",
        "nganh ",
        "don vi",
        "thu tuong",
        "chinh phu",
        "lien doan",
        "bi thu chi bo",
    ];
    // Verbs and nouns that only begin like a body once the marks are folded away.
    let verbs = [
        "ban hanh",
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
        "hoi nhap",
        "doan ket",
        "dai hoi",
        "to chuc thuc hien",
        "to chuc trien khai",
        "moi nam",
    ];
    let to_organise = folded.starts_with("to chuc ") && !folded.starts_with("to chuc chinh tri");
    if to_organise || verbs.iter().any(|it| folded.starts_with(it)) {
        return false;
    }
    begins.iter().any(|it| folded.starts_with(it)) && phrase.split_whitespace().count() <= 60
}

/// A line that names one body and nothing else: the heading of its duties.
pub(super) fn is_agency_heading(body: &str) -> bool {
    if body.trim_end().ends_with("...") || body.trim_end().ends_with('…') {
        return false; // a hole, not a heading
    }
    let bare = body.trim().trim_end_matches([':', '.', ';']);
    if bare.split_whitespace().count() > 16 || bare.contains(". ") {
        return false;
    }
    let folded = fold(bare);
    let has_verb = folded.split_whitespace().count() > 3 && subject_of(bare).is_some();
    let responsibility = ["trach nhiem cua ", "doi voi "].iter().any(|it| folded.starts_with(it));
    responsibility || is_somebody(bare) && !has_verb
}

/// The body an agency heading names.
pub(super) fn agency_of(body: &str) -> String {
    let bare = squeeze(body.trim().trim_end_matches([':', '.', ';']));
    for words in ["Trách nhiệm của ", "Đối với "] {
        if let Some(rest) = bare.strip_prefix(words) {
            return rest.to_owned();
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Giao Văn phòng Đảng uỷ chủ trì, phối hợp với Ban Xây dựng Đảng theo dõi", Some("Văn phòng Đảng uỷ"))]
    #[case("Sở Tài chính chủ trì, phối hợp với các Sở", Some("Sở Tài chính"))]
    #[case("Các sở, ngành, đơn vị liên quan kiện toàn và nâng cao trình độ", Some("Các sở, ngành, đơn vị liên quan"))]
    #[case("Trung tâm Phục vụ hành chính công tiếp nhận hồ sơ", Some("Trung tâm Phục vụ hành chính công"))]
    #[case("Trong quá trình tổ chức thực hiện, nếu thấy cần sửa đổi", None)]
    #[case("Trên cơ sở Chương trình này, Phòng Kinh tế xây dựng kế hoạch", Some("Phòng Kinh tế"))]
    #[case("Trong quá trình thực hiện, các chi bộ kịp thời báo cáo khó khăn, vướng mắc", Some("các chi bộ"))]
    #[case("Căn cứ chức năng, nhiệm vụ được giao, UBND xã tổ chức thực hiện", Some("UBND xã"))]
    #[case("Định kỳ 6 tháng, Văn phòng Đảng uỷ tổng hợp kết quả", Some("Văn phòng Đảng uỷ"))]
    #[case("Trong quá trình thực hiện, nếu có vướng mắc, các cơ quan, đơn vị báo cáo Ban Thường vụ", None)]
    #[case("Căn cứ Chương trình này, xây dựng kế hoạch của cơ quan", None)]
    #[case("UBND các xã giải phóng mặt bằng", Some("UBND các xã"))]
    #[case("Quỹ hỗ trợ nông dân", None)]
    #[case("Phòng Kinh tế: chủ trì xây dựng kế hoạch", Some("Phòng Kinh tế"))]
    fn the_subject_ends_where_the_duty_begins(#[case] sentence: &str, #[case] subject: Option<&str>) {
        assert_eq!(subject_of(sentence).as_deref(), subject);
    }

    #[rstest]
    #[case("Văn phòng Đảng uỷ:", true)]
    #[case("Trách nhiệm của Phòng Kinh tế", true)]
    #[case("Phòng Kinh tế chủ trì, phối hợp với Công an xã", false)]
    #[case("Kinh phí thực hiện", false)]
    #[case("Ban hành nhà văn hoá các thôn", false)]
    #[case("Bảo đảm an sinh xã hội", false)]
    #[case("Tổ chức hội nghị quán triệt", false)]
    #[case("Bố trí vốn đối ứng", false)]
    fn a_heading_of_duties_names_one_body_and_nothing_else(#[case] body: &str, #[case] yes: bool) {
        assert_eq!(is_agency_heading(body), yes);
    }
}
