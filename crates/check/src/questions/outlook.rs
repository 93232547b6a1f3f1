//! What last term's paper promised for years after its own, beside what this programme sets for the same years.

use hanhdong_domain::programme::{Anchor, OutlookStanding, Programme, Target};

use crate::facts::{Fact, Facts};
use crate::similar::Index;
use crate::text::Memory;

/// A promise of last term's, and the target it comes to.
#[doc(alias = "mục tiêu nhiệm kỳ trước đề ra cho các năm sau")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promised {
    /// Last term's target.
    pub theirs: Anchor,
    /// For which year.
    pub year: i16,
    /// What was promised, as printed.
    pub promised: String,
    /// The target of this programme that reads much alike, where there is one.
    pub ours: Option<Anchor>,
    /// What it sets for that year, as printed; empty where it sets nothing.
    pub set: String,
    /// How the two stand.
    pub standing: OutlookStanding,
}

/// Every level that last term's programme promises for years after its own, in its order.
pub fn outlooks(programme: &Programme, last_term: &Programme) -> Vec<Promised> {
    let mut memory = Memory::new();
    memory.begin();
    let (ours, theirs) = (Facts::of(programme, &mut memory), Facts::of(last_term, &mut memory));
    let ends = theirs.period.map(|it| it.to).or_else(|| ours.period.map(|it| it.from));
    let Some(last) = ends else { return Vec::new() };
    let index = Index::of(ours.targets.iter().map(|it| it.text.words()));
    let same = |fact: &Fact<'_, Target>| -> Option<&Target> {
        let alike = index.alike(fact.text.words(), 2).into_iter().find(|it| it.1.is_alike())?;
        ours.targets.get(alike.0).map(|it| it.it)
    };
    let mut found = Vec::new();
    for fact in &theirs.targets {
        let outlook = fact.it.outlook(last);
        let new = if outlook.is_empty() { None } else { same(fact) };
        for level in outlook {
            found.push(Promised {
                theirs: fact.it.anchor.clone(),
                year: level.year,
                promised: level.value.text.clone(),
                ours: new.map(|it| it.anchor.clone()),
                set: new.and_then(|it| it.level_in(level.year)).map(|it| it.text.clone()).unwrap_or_default(),
                standing: new.map_or(OutlookStanding::Unclear, |it| it.stands_to(fact.it, &level)),
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::Draft;
    use hanhdong_domain::programme::YearlyValue;

    #[test]
    fn a_promise_stands_beside_the_target_that_reads_alike_and_one_without_is_told_too() {
        let promise = |it: &mut Target| it.path = YearlyValue::parse_all("2023: 60; 2030: 90", "", Some("%")).expect("years");
        let last = Draft::new()
            .period(2020, 2025)
            .target_with("1", "Hộ dùng nước sạch", "70", Some(2025), promise)
            .target_with("2", "Phủ sóng 5G", "20", Some(2025), promise)
            .target("3", "Xã đạt chuẩn nông thôn mới", "100", Some(2025));
        let new = Draft::new().period(2025, 2030).target("5", "Hộ dùng nước sạch", "85", Some(2030));
        let found = outlooks(&new.programme, &last.programme);
        let told: Vec<_> = found.iter().map(|it| (it.year, it.promised.as_str(), it.set.as_str(), it.ours.is_some(), it.standing)).collect();
        assert_eq!(told, [(2030, "90", "85", true, OutlookStanding::Less), (2030, "90", "", false, OutlookStanding::Unclear)]);
        assert!(outlooks(&new.programme, &Programme::default()).is_empty());
    }
}
