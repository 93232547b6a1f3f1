//! Items that stand twice. A number that differs ("đoạn 1", "đoạn 2") or another proper name makes another item.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use hanhdong_domain::programme::Item;
use hanhdong_domain::{Code, Finding, Severity};

use super::Asked;
use crate::facts::TaskFact;
use crate::hash::Quick;
use crate::say::say;
use crate::similar::{nearly_same, only_in_one};
use crate::text::Text;

/// Every task and target that repeats an earlier one of its kind word for word after folding, and every task that
/// nearly repeats another one of the same lead.
pub(super) fn duplicates(asked: &Asked<'_>) -> Vec<Finding> {
    let facts = asked.facts;
    let mut out = Vec::new();
    repeated(asked, facts.tasks.iter().map(|it| (Item::Task(it.task()), it.text(), None)), &mut out);
    repeated(asked, facts.levels().map(|it| (Item::Target(it.it), it.text.as_ref(), it.it.horizon)), &mut out);
    nearly_repeated(asked, &mut out);
    out
}

fn repeated<'a>(asked: &Asked<'_>, items: impl Iterator<Item = (Item<'a>, &'a Text, Option<i16>)>, out: &mut Vec<Finding>) {
    const WORDS_MIN: usize = 4;
    // Word order and small joining words do not make another item.
    let mut first: HashMap<(u64, Option<i16>), (u32, &Text), Quick> = HashMap::default();
    for (item, text, year) in items.filter(|it| it.1.words().len() >= WORDS_MIN) {
        match first.entry((text.sum(), year)) {
            Entry::Vacant(free) => {
                free.insert((item.place().line, text));
            }
            Entry::Occupied(taken) if taken.get().1.sorted() != text.sorted() => {}
            Entry::Occupied(taken) => {
                let line = taken.get().0;
                let message = say!(asked.language, "Nội dung trùng với dòng {line}", "The same as line {line}");
                let hint = say!(asked.language, "Gộp hai mục, hoặc nêu rõ điểm khác nhau", "Merge the two, or say how they differ");
                out.push(asked.about(Code::Duplicate, item, message, hint));
            }
        }
    }
}

/// Tasks of one lead that differ in a word or two: to be looked at, no more.
fn nearly_repeated(asked: &Asked<'_>, out: &mut Vec<Finding>) {
    const WORDS_MIN: usize = 10;
    let mut by_lead: HashMap<&str, Vec<&TaskFact<'_>>, Quick> = HashMap::default();
    for task in asked.facts.tasks.iter().filter(|it| !it.leads.is_empty() && it.text().words().len() >= WORDS_MIN) {
        let earlier = by_lead.entry(task.task().lead.text()).or_default();
        if let Some(first) = earlier.iter().find(|it| says_nearly_the_same(it.text(), task.text())) {
            let line = first.task().place.line;
            let message = say!(asked.language, "Nội dung gần như trùng với dòng {line}, cùng đơn vị chủ trì", "Nearly the same as line {line}, with the same lead");
            let hint = say!(
                asked.language,
                "Xem có phải một việc ghi hai lần; nếu khác thì nêu rõ điểm khác nhau",
                "See whether it is one task written twice; if not, say how they differ"
            );
            out.push(Finding { severity: Severity::Note, ..asked.about_task(Code::Duplicate, task, message, hint) });
        }
        earlier.push(task);
    }
}

/// Is it the same but for some words, none of them a number or a proper name?
fn says_nearly_the_same(left: &Text, right: &Text) -> bool {
    if !nearly_same(left, right) {
        return false;
    }
    let differing = only_in_one(left.sorted(), right.sorted());
    let tells_apart = |text: &Text| text.telling().iter().any(|it| differing.contains(it));
    // Nothing differing is the same word for word: said already.
    !differing.is_empty() && !tells_apart(left) && !tells_apart(right)
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

    const LONG: &str = "Xây dựng mô hình sản xuất rau an toàn theo chuỗi giá trị gắn với tiêu thụ sản phẩm tại chợ";

    #[rstest]
    #[case("Xây dựng các mô hình sản xuất rau an toàn theo chuỗi giá trị gắn với tiêu thụ sản phẩm tại chợ", "Phòng Kinh tế", &[Severity::Note])]
    #[case("Xây dựng các mô hình sản xuất rau an toàn theo chuỗi giá trị gắn với tiêu thụ sản phẩm tại chợ", "Hội Nông dân", &[])]
    #[case("Xây dựng mô hình sản xuất rau an toàn theo chuỗi giá trị gắn với tiêu thụ sản phẩm tại chợ Mẫu", "Phòng Kinh tế", &[])]
    #[case("Xây dựng 3 mô hình sản xuất rau an toàn theo chuỗi giá trị gắn với tiêu thụ sản phẩm tại chợ", "Phòng Kinh tế", &[])]
    #[case("Phủ sóng viễn thông toàn xã, bảo đảm mỗi hộ dân có một đường truyền và một người biết dùng", "Phòng Kinh tế", &[])]
    #[case(LONG, "Phòng Kinh tế", &[Severity::Warning])]
    fn a_task_of_the_same_lead_with_a_word_changed_is_a_note(#[case] other: &str, #[case] lead: &str, #[case] found: &[Severity]) {
        let draft = Draft::new().task(LONG, "Phòng Kinh tế", "", "2027").task(other, lead, "", "2028");
        let severities: Vec<_> = crate::fixture::report(&draft).findings.into_iter().filter(|it| it.code == Code::Duplicate).map(|it| it.severity).collect();
        assert_eq!(severities, found, "{other}");
    }
}
