//! Items that stand twice. A number that differs ("đoạn 1", "đoạn 2") makes another item.

use std::collections::HashMap;

use hanhdong_domain::programme::Item;
use hanhdong_domain::{Code, Finding};

use super::Asked;
use crate::say::say;
use crate::text::Text;

/// Every task and target that repeats an earlier one of its kind, word for word after folding.
pub(super) fn duplicates(asked: &Asked<'_>) -> Vec<Finding> {
    let facts = asked.facts;
    let tasks: Vec<(Item<'_>, &Text, Option<i16>)> = facts.tasks.iter().map(|it| (Item::Task(it.task()), it.text(), None)).collect();
    let targets: Vec<(Item<'_>, &Text, Option<i16>)> = facts.levels().map(|it| (Item::Target(it.it), it.text.as_ref(), it.it.horizon)).collect();
    repeated(asked, &tasks).chain(repeated(asked, &targets)).collect()
}

fn repeated<'a>(asked: &'a Asked<'_>, items: &'a [(Item<'_>, &Text, Option<i16>)]) -> impl Iterator<Item = Finding> + 'a {
    const WORDS_MIN: usize = 4;
    let mut first: HashMap<(Vec<u64>, Option<i16>), u32> = HashMap::with_capacity(items.len());
    items.iter().filter(|(_, text, _)| text.words().len() >= WORDS_MIN).filter_map(move |(item, text, year)| {
        // Word order and small joining words do not make another item.
        let mut key: Vec<u64> = text.words().to_vec();
        key.sort_unstable();
        match first.entry((key, *year)) {
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(item.place().line);
                None
            }
            std::collections::hash_map::Entry::Occupied(taken) => {
                let line = *taken.get();
                let message = say!(asked.language, "Nội dung trùng với dòng {line}", "The same as line {line}");
                let hint = say!(asked.language, "Gộp hai mục, hoặc nêu rõ điểm khác nhau", "Merge the two, or say how they differ");
                Some(asked.about(Code::Duplicate, *item, message, hint))
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Draft, codes};
    use rstest::rstest;

    #[rstest]
    #[case("Nâng cấp đường liên xã đoạn 1", "NÂNG CẤP đường liên xã đoạn 1.", 1)]
    #[case("Thuỷ lợi nội đồng xã Mẫu", "Thủy lợi nội đồng xã Mẫu", 1)]
    #[case("Nâng cấp đường liên xã đoạn 1", "Nâng cấp đường liên xã đoạn 2", 0)]
    fn the_same_words_twice_are_found_and_another_number_is_another_item(#[case] one: &str, #[case] two: &str, #[case] found: usize) {
        let draft = Draft::new().task(one, "A", "", "2027").task(two, "A", "", "2027");
        assert_eq!(codes(&draft, "II.2.b-1").iter().filter(|it| **it == Code::Duplicate).count(), found);
    }
}
