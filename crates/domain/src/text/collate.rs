//! Vietnamese order of words and of people.

use std::cmp::Ordering;
use std::sync::LazyLock;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;

static VIETNAMESE: LazyLock<Option<CollatorBorrowed<'static>>> = LazyLock::new(|| Collator::try_new(locale!("vi").into(), CollatorOptions::default()).ok());

/// The order of a Vietnamese dictionary: a ă â, d đ, then the tones ngang huyền hỏi ngã sắc nặng.
pub fn compare(left: &str, right: &str) -> Ordering {
    match VIETNAMESE.as_ref() {
        Some(collator) => collator.compare(left, right),
        None => super::fold(left).cmp(&super::fold(right)).then_with(|| left.cmp(right)),
    }
}

/// The order of a list of people: given name (the last word) first, then the whole name.
pub fn compare_people(left: &str, right: &str) -> Ordering {
    let given = |name: &str| name.split_whitespace().next_back().unwrap_or("").to_owned();
    compare(&given(left), &given(right)).then_with(|| compare(left, right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_sort_as_in_a_vietnamese_dictionary() {
        let mut names = vec!["Đà Nẵng", "Ân", "Dak", "Cà Mau", "Ắn", "An", "Á"];
        names.sort_by(|a, b| compare(a, b));
        assert_eq!(names, ["Á", "An", "Ắn", "Ân", "Cà Mau", "Dak", "Đà Nẵng"]);
    }

    #[test]
    fn the_tones_stand_in_their_order() {
        let mut tones = vec!["mạ", "má", "mã", "mả", "mà", "ma"];
        tones.sort_by(|a, b| compare(a, b));
        assert_eq!(tones, ["ma", "mà", "mả", "mã", "má", "mạ"]);
    }

    #[test]
    fn people_sort_by_given_name() {
        let mut people = vec!["Trần Văn Đức", "Lê Thị Ánh", "Phạm Văn Dũng"];
        people.sort_by(|a, b| compare_people(a, b));
        assert_eq!(people, ["Lê Thị Ánh", "Phạm Văn Dũng", "Trần Văn Đức"]);
    }
}
