//! Statements with a figure, in running text and in targets: what is said, how much, in what, by when.

use hanhdong_domain::Decimal;
use hanhdong_domain::programme::{Target, TargetValue};
use hanhdong_domain::text::{fold, parse_number};

use crate::text::word_id;

/// The kind of unit a figure counts in; `%` and percentage point are different units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Percent,
    Point,
    Other,
}

impl Unit {
    fn of(text: &str) -> Unit {
        let folded = fold(text);
        if folded.contains("diem %") || folded.contains("diem phan tram") {
            Unit::Point
        } else if folded.contains('%') || folded.contains("phan tram") {
            Unit::Percent
        } else {
            Unit::Other
        }
    }
}

/// One statement with a figure.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    /// Its folded words, without the figures.
    pub(crate) words: Vec<u64>,
    /// Every figure it names.
    pub(crate) numbers: Vec<Decimal>,
    /// What the first figure counts in.
    pub(crate) unit: Unit,
    /// Years it names, apart from its figures.
    pub(crate) years: Vec<i16>,
    /// The figure as printed, for people.
    pub(crate) figure: String,
}

impl Statement {
    /// The statement that a target makes.
    pub(crate) fn of_target(target: &Target, words: &[u64]) -> Option<Statement> {
        let mut numbers: Vec<Decimal> = target.value.number.into_iter().chain(target.value.number_to).collect();
        numbers.extend(target.value.parts.iter().map(|it| it.number));
        numbers.dedup();
        if numbers.is_empty() {
            return None;
        }
        let unit = format!("{} {}", target.unit.as_deref().unwrap_or(""), target.value.text);
        Some(Statement { words: words.to_vec(), numbers, unit: Unit::of(&unit), years: target.horizon.into_iter().collect(), figure: target.value.text.clone() })
    }
    /// Do the two name a common figure?
    pub(crate) fn agrees(&self, other: &Statement) -> bool {
        self.numbers.iter().any(|it| other.numbers.contains(it))
    }
    /// Do they speak of the same year, as far as they say?
    pub(crate) fn same_year(&self, other: &Statement) -> bool {
        self.years.is_empty() || other.years.is_empty() || self.years.iter().any(|it| other.years.contains(it))
    }
}

/// Every statement of a text that holds a figure: a sentence with several figures makes one statement for each clause
/// that has a figure of its own.
pub(crate) fn statements(text: &str) -> Vec<Statement> {
    segments(text).filter(|it| it.bytes().any(|b| b.is_ascii_digit())).flat_map(of_sentence).collect()
}

/// The statements of one sentence. A clause too short to say its subject ("đến năm 2035 đạt 12%") goes on with the
/// subject of the clause before it, and one without a year with that one's year.
fn of_sentence(sentence: &str) -> Vec<Statement> {
    const WORDS_MIN: usize = 4;
    let mut out: Vec<Statement> = Vec::new();
    for mut made in clauses(sentence).into_iter().filter_map(statement) {
        if let Some(before) = out.last() {
            if made.words.len() < WORDS_MIN {
                made.words.splice(0..0, before.words.iter().copied());
            }
            if made.years.is_empty() {
                made.years.clone_from(&before.years);
            }
        }
        out.push(made);
    }
    out
}

/// The clauses of a sentence, cut at a comma where what stands before it and what comes after it both have a figure.
fn clauses(sentence: &str) -> Vec<&str> {
    let commas: Vec<usize> = sentence.match_indices(", ").map(|(at, _)| at).collect();
    if commas.is_empty() {
        return vec![sentence];
    }
    let mut start = 0;
    let mut pieces = Vec::with_capacity(commas.len() + 1);
    for end in commas.into_iter().chain([sentence.len()]) {
        let figured = sentence.get(start..end).is_some_and(|it| TargetValue::find_in(it).is_some());
        pieces.push((end, figured));
        start = end + 2;
    }
    let last = pieces.iter().rposition(|it| it.1).unwrap_or(0);
    let mut out = Vec::new();
    let (mut from, mut figured) = (0, false);
    for (number, (end, has)) in pieces.iter().enumerate() {
        figured |= *has;
        if figured && number < last {
            out.extend(sentence.get(from..*end));
            (from, figured) = (*end + 2, false);
        }
    }
    out.extend(sentence.get(from..));
    out
}

/// Sentences, and clauses between semicolons. A dot inside a number ends nothing.
pub(crate) fn segments(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '\n']).flat_map(|it| it.split(". ")).map(str::trim).filter(|it| !it.is_empty())
}

fn statement(segment: &str) -> Option<Statement> {
    let figure = TargetValue::find_in(segment)?;
    let mut words = Vec::new();
    let mut numbers = Vec::new();
    let mut years = Vec::new();
    let mut previous = String::new();
    let folded = fold(segment);
    for token in folded.split(|c: char| !(c.is_alphanumeric() || c == '.' || c == ',' || c == '/' || c == '%')) {
        let token = token.trim_matches(['.', ',', '/']);
        if token.is_empty() {
            continue;
        }
        let bare = token.split('%').next().unwrap_or(token);
        if bare.starts_with(|c: char| c.is_ascii_digit()) {
            match (parse_number(bare), bare.parse::<i16>()) {
                (_, Ok(year)) if (1945..=2100).contains(&year) && bare.len() == 4 => years.push(year),
                (Some(number), _) if !matches!(previous.as_str(), "so" | "ngay" | "thang" | "quy" | "dieu") => numbers.push(number),
                _ => {}
            }
        } else {
            words.extend(token.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).map(word_id));
        }
        previous = bare.to_owned();
    }
    let level = TargetValue::parse(&figure, "", None);
    let first = level.number?;
    if !numbers.contains(&first) {
        numbers.push(first);
    }
    let after = segment.find(&figure).map_or("", |at| &segment[at..]);
    let near: String = after.chars().take(figure.chars().count() + 12).collect();
    Some(Statement { words, numbers, unit: Unit::of(&near), years, figure })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("đóng góp của năng suất vào tăng trưởng ở mức trên 55%; tỉ trọng xuất khẩu đạt tối thiểu 50%", &[vec!["55"], vec!["50"]])]
    #[case("Đến năm 2030, quy mô đạt 30 - 35% GDP", &[vec!["30", "35"]])]
    #[case("Chi cho nghiên cứu đạt 2% GDP, trong đó kinh phí từ xã hội chiếm hơn 60%", &[vec!["2"], vec!["60"]])]
    #[case("Cấp nước cho 80% hộ dân, xử lý rác cho 40% thôn, xóm", &[vec!["80"], vec!["40"]])]
    #[case("Tăng từ 40% lên 60%, bảo đảm an toàn, tiết kiệm", &[vec!["40", "60"]])]
    #[case("Nghị quyết số 57-NQ/TW ngày 22/12/2024", &[])]
    #[case("Không có số nào", &[])]
    fn each_clause_with_a_figure_is_a_statement(#[case] text: &str, #[case] figures: &[Vec<&str>]) {
        let found: Vec<Vec<String>> = statements(text).iter().map(|it| it.numbers.iter().map(ToString::to_string).collect()).collect();
        let expected: Vec<Vec<String>> = figures.iter().map(|it| it.iter().map(|n| (*n).to_owned()).collect()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_clause_goes_on_with_the_subject_and_the_year_of_the_one_before() {
        let found = statements("Đến năm 2030 hộ dân dùng nước sạch đạt 80%, mức cao 90%");
        assert!(found[1].words.starts_with(&found[0].words), "{found:?}");
        assert_eq!(found[1].years, [2030]);
    }

    #[test]
    fn years_are_no_figures_and_points_are_no_percent() {
        let found = statements("Đến năm 2030 giảm 1,5 điểm % mỗi năm");
        assert_eq!((found[0].years.as_slice(), found[0].unit), ([2030].as_slice(), Unit::Point));
        assert_eq!(statements("đạt 8%")[0].unit, Unit::Percent);
    }
}
