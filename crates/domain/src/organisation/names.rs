//! Names of agencies, units and people in a cell or a sentence: where one ends, and whether it is anybody in particular.

use super::bodies::{begins_body, begins_with, is_no_body};
use crate::text::{fold, fold_words, squeeze};

/// What a printed name points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// One agency or unit, or a class whose members each act on their own ground ("UBND các xã, phường").
    Unit,
    /// A person, usually by post.
    Person,
    /// Nobody in particular ("các bộ, ngành", "các cơ quan liên quan", "theo quy định").
    Collective,
}

/// What else begins a name: plural words, posts and classes of businesses. A comma or "và" before one of them, or before a
/// body's first word, ends the name before it.
const OTHER_STARTS: &[&str] =
    &["cac", "nhung", "mot so", "dong chi", "d/c", "bi thu", "pho bi thu", "chu tich", "pho chu tich", "giam doc", "truong ban", "chanh van phong", "doanh nghiep"];

/// Words that alone name nobody.
const GENERIC: &[&str] = &[
    "cac", "nhung", "tat", "ca", "moi", "bo", "nganh", "so", "ban", "phong", "dia", "phuong", "co", "quan", "don", "vi", "lien", "co", "va", "doan", "the", "to", "chuc", "trung",
    "uong", "cap", "uy", "khac", "thuoc", "theo", "quy", "dinh", "chuc", "nang", "nhiem", "vu", "duoc", "giao", "cua", "ngang", "tung", "linh", "vuc", "trong", "he", "thong",
    "chinh", "tri", "cung", "chu", "the", "thuc", "hien", "lam", "dau", "moi", "nguon", "so", "huu", "cho", "voi", "den", "la", "tham", "gia",
];

/// Posts that name a person.
const POSTS: &[&str] = &[
    "dong chi",
    "d/c",
    "dc ",
    "ong ",
    "ba ",
    "bi thu",
    "pho bi thu",
    "chu tich",
    "pho chu tich",
    "truong ban",
    "pho truong ban",
    "giam doc",
    "pho giam doc",
    "chanh van phong",
    "truong phong",
    "chi huy truong",
    "truong cong an",
    "bo truong",
    "chu nhiem",
    "thu truong",
    "nguoi dung dau",
    "hieu truong",
];

/// What a single printed name points at.
#[doc(alias = "chủ trì")]
pub fn classify(name: &str) -> NameKind {
    let folded = fold(name);
    let folded = folded.trim();
    let class_of_persons = folded.starts_with("cac ");
    if !class_of_persons && POSTS.iter().any(|post| folded.starts_with(post)) {
        return NameKind::Person;
    }
    let words = fold_words(folded);
    let plural = words.first().is_some_and(|it| matches!(it.as_str(), "cac" | "nhung" | "moi" | "tat" | "mot"));
    let listed = folded.contains(',') || folded.contains(" va ") || words.len() > 1;
    if words.iter().all(|it| GENERIC.contains(&it.as_str())) && (plural || listed || words.is_empty()) {
        return NameKind::Collective;
    }
    if plural && words.windows(2).any(|it| it == ["lien", "quan"]) && !names_ground(&words) {
        return NameKind::Collective;
    }
    NameKind::Unit
}

/// Does the name hold members that each act on their own ground (xã, phường, tỉnh, thành phố)?
fn names_ground(words: &[String]) -> bool {
    let text = words.join(" ");
    ["ubnd", "uy ban nhan dan", "tinh", "thanh pho", "xa", "phuong", "huyen", "dac khu"]
        .iter()
        .any(|ground| text.split(' ').collect::<Vec<_>>().windows(ground.split(' ').count()).any(|it| it.join(" ") == *ground))
}

fn starts_name(piece: &str) -> bool {
    let trimmed = piece.trim();
    let folded = fold(trimmed);
    let first_word_all_capitals = trimmed.split_whitespace().next().is_some_and(|it| {
        let letters: Vec<char> = it.chars().filter(|c| c.is_alphabetic()).collect();
        letters.len() >= 2 && letters.iter().all(|c| c.is_uppercase())
    });
    !is_no_body(&folded) && (first_word_all_capitals || begins_body(&folded) || OTHER_STARTS.iter().any(|start| begins_with(&folded, start)))
}

/// Splits the text of a cell or a phrase into names, as printed. A name that holds commas of its own
/// ("Bộ Văn hóa, Thể thao và Du lịch", "các bộ, ngành, địa phương") stays whole.
pub fn split_names(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for line in text.split([';', '\n']) {
        let mut open = false;
        for (separator, piece) in pieces(line) {
            let piece = squeeze(piece.trim().trim_end_matches(['.', ',']));
            if piece.is_empty() {
                continue;
            }
            let previous = names.last_mut().filter(|_| open);
            match previous {
                Some(previous) if !begins_another(previous, separator, &piece) => {
                    previous.push_str(if separator == "," { ", " } else { " và " });
                    previous.push_str(&piece);
                }
                _ => names.push(piece),
            }
            open = true;
        }
    }
    names.iter().flat_map(|it| split_run_together(it)).collect()
}

/// The pieces of a line between commas and "và", each with the separator before it.
fn pieces(line: &str) -> Vec<(&'static str, &str)> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut separator = "";
    let mut depth = 0_u32;
    for (i, c) in line.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 || i < start => {}
            ',' => {
                out.push((separator, &line[start..i]));
                (start, separator) = (i + 1, ",");
            }
            ' ' => {
                if let Some(rest) = ["và ", "va\u{300} ", "Và "].iter().find(|it| line[i + 1..].starts_with(**it)) {
                    out.push((separator, &line[start..i]));
                    (start, separator) = (i + 1 + rest.len(), "và");
                }
            }
            _ => {}
        }
    }
    out.push((separator, &line[start..]));
    out
}

fn begins_another(previous: &str, separator: &str, piece: &str) -> bool {
    if !starts_name(piece) {
        return false;
    }
    let before = fold(previous);
    let here = fold(piece);
    if separator == "và" && before.starts_with("van phong") && (before.ends_with("hdnd") || before.ends_with("hoi dong nhan dan")) {
        return false; // Văn phòng HĐND và UBND is one office
    }
    let small = piece.chars().next().is_some_and(char::is_lowercase);
    let generic_before = fold_words(previous).iter().all(|it| GENERIC.contains(&it.as_str()));
    let generic_here = fold_words(piece).iter().all(|it| GENERIC.contains(&it.as_str()));
    if generic_before && small && !here.starts_with("cac ") {
        return false; // các sở, ban, ngành; các bộ, cơ quan ngang bộ
    }
    if generic_before && generic_here && separator == "và" {
        return false;
    }
    let class_goes_on = before.starts_with("ubnd cac") || before.starts_with("uy ban nhan dan cac") || before.starts_with("cac ");
    !(class_goes_on && small && !here.starts_with("cac "))
}

/// "Bộ A Bộ B": two names in one cell whose line break was lost.
fn split_run_together(name: &str) -> Vec<String> {
    let mut cuts = Vec::new();
    for start in ["Bộ ", "Sở ", "UBND "] {
        if name.starts_with(start) {
            cuts.extend(name.match_indices(start).map(|(i, _)| i).filter(|i| *i > 0 && name[..*i].ends_with(' ') && !name[..*i].ends_with("và ") && !name[..*i].ends_with(", ")));
        }
    }
    // A place after a deputy ("Thứ trưởng Bộ ...") or inside a longer name keeps its words together.
    if cuts.is_empty() || name.contains(" thuộc ") || name.contains(" của ") {
        return vec![name.to_owned()];
    }
    let mut out = Vec::new();
    let mut from = 0;
    for cut in cuts {
        out.push(name[from..cut].trim().to_owned());
        from = cut;
    }
    out.push(name[from..].trim().to_owned());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Sở Nội vụ, Sở Tư pháp", &["Sở Nội vụ", "Sở Tư pháp"])]
    #[case("Bộ Văn hóa, Thể thao và Du lịch", &["Bộ Văn hóa, Thể thao và Du lịch"])]
    #[case("Bộ Giáo dục và Đào tạo, Bộ Tài chính và các địa phương", &["Bộ Giáo dục và Đào tạo", "Bộ Tài chính", "các địa phương"])]
    #[case("Các bộ, ngành, địa phương", &["Các bộ, ngành, địa phương"])]
    #[case("Các sở, ban, ngành và địa phương", &["Các sở, ban, ngành và địa phương"])]
    #[case("VTV, VOV, TTXVN, các địa phương", &["VTV", "VOV", "TTXVN", "các địa phương"])]
    #[case("Văn phòng HĐND và UBND", &["Văn phòng HĐND và UBND"])]
    #[case("Văn phòng Chính phủ; Bộ Công an", &["Văn phòng Chính phủ", "Bộ Công an"])]
    #[case("Bộ Thông tin và Truyền thông Bộ Khoa học và Công nghệ", &["Bộ Thông tin và Truyền thông", "Bộ Khoa học và Công nghệ"])]
    #[case("UBND các xã, phường", &["UBND các xã, phường"])]
    #[case("Phòng Lao động - Thương binh và Xã hội", &["Phòng Lao động - Thương binh và Xã hội"])]
    #[case("Sở Nội vụ và xã Mẫu A", &["Sở Nội vụ", "xã Mẫu A"])]
    #[case("Phòng Kinh tế", &["Phòng Kinh tế"])]
    #[case("", &[])]
    fn names_end_where_the_next_body_begins(#[case] text: &str, #[case] names: &[&str]) {
        assert_eq!(split_names(text), names);
    }

    #[rstest]
    #[case("Các bộ, ngành, địa phương", NameKind::Collective)]
    #[case("các cơ quan, đơn vị liên quan", NameKind::Collective)]
    #[case("theo quy định", NameKind::Collective)]
    #[case("Bộ, ngành, địa phương", NameKind::Collective)]
    #[case("UBND các xã, phường", NameKind::Unit)]
    #[case("các tỉnh, thành phố", NameKind::Unit)]
    #[case("Phòng Kinh tế", NameKind::Unit)]
    #[case("Ban Quản lý dự án", NameKind::Unit)]
    #[case("Đồng chí Phó Bí thư Thường trực", NameKind::Person)]
    #[case("Chủ tịch UBND xã", NameKind::Person)]
    fn a_name_is_somebody_or_nobody_in_particular(#[case] name: &str, #[case] kind: NameKind) {
        assert_eq!(classify(name), kind, "{name}");
    }
}
