//! II.2.c-1: duties of each agency.
//!
//! Met: at least three single named agencies or posts have duties of their own in the organisation part, an annex, by
//! agency, or as lead of rows or blocks. Partly: fewer, or only a general sentence. Unmet: no assignment.

use std::collections::BTreeSet;

use hanhdong_domain::programme::Item;
use hanhdong_domain::{Code, Verdict};

use super::{Asked, Said};
use crate::facts::Facts;
use crate::say::say;

/// Every single named agency or post with a duty, folded.
pub(super) fn agencies<'a>(facts: &'a Facts<'_>) -> BTreeSet<&'a str> {
    let led = facts.tasks.iter().flat_map(|it| &it.leads);
    let given = facts.arrangements.iter().flat_map(|(_, names)| names);
    led.chain(given).filter(|it| it.is_single()).map(|it| it.folded.trim()).collect()
}

pub(super) fn ask(asked: &Asked<'_>) -> Said {
    let facts = asked.facts;
    let count = agencies(facts).len();
    let needed = asked.number("agencies");
    let general = !facts.arrangements.is_empty() || facts.tasks.iter().any(|it| !it.leads.is_empty());
    let verdict = if count as f64 >= needed {
        Verdict::Met
    } else if count > 0 || general {
        Verdict::Partly
    } else {
        Verdict::Unmet
    };
    let why = say!(
        asked.language,
        "{count} cơ quan, đơn vị, cá nhân cụ thể được giao nhiệm vụ, cần từ {needed}",
        "{count} single agencies or posts have duties of their own; {needed} are needed"
    );
    let mut findings = Vec::new();
    if verdict != Verdict::Met {
        findings.push(asked.whole(
            Code::NoDuty,
            say!(asked.language, "Mới có {count} cơ quan, đơn vị, cá nhân được phân công cụ thể", "Only {count} agencies or posts are given duties"),
            say!(asked.language, "Trong phần tổ chức thực hiện, nêu từng cơ quan, đơn vị và việc được giao", "List each agency and its duties in the third part"),
        ));
    }
    for (fact, names) in &facts.arrangements {
        let item = Item::Arrangement(fact.it);
        if fact.it.unit.is_none() {
            findings.push(asked.about(
                Code::NoDuty,
                item,
                say!(asked.language, "Việc được nêu chưa giao cho cơ quan, đơn vị nào", "This duty is given to nobody"),
                say!(asked.language, "Ghi cơ quan, đơn vị thực hiện", "Say who does it"),
            ));
        }
        let mut bodies: Vec<usize> = names.iter().flat_map(|it| it.ended().iter().copied()).collect();
        bodies.sort_unstable();
        bodies.dedup();
        findings.extend(asked.ended_in(item, &bodies));
    }
    Said { verdict, why, findings }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Draft, codes, verdict_of};
    use hanhdong_domain::programme::ArrangementKind::Execute;
    use rstest::rstest;

    #[rstest]
    #[case(&["Văn phòng Đảng uỷ", "Ban Xây dựng Đảng", "Phòng Kinh tế"], Verdict::Met)]
    #[case(&["Văn phòng Đảng uỷ", "Văn phòng Đảng uỷ", "Phòng Kinh tế"], Verdict::Partly)]
    #[case(&["Các cơ quan, đơn vị"], Verdict::Partly)]
    #[case(&["UBND các xã", "các chi bộ", "Phòng Kinh tế"], Verdict::Partly)]
    #[case(&[], Verdict::Unmet)]
    fn three_single_agencies_with_duties_are_needed(#[case] units: &[&str], #[case] verdict: Verdict) {
        let draft = units.iter().fold(Draft::new(), |it, unit| it.duty(unit, "thực hiện chương trình", &[Execute]));
        assert_eq!(verdict_of(&draft, "II.2.c-1"), verdict);
        assert_eq!(codes(&draft, "II.2.c-1").is_empty(), verdict == Verdict::Met);
    }
}
