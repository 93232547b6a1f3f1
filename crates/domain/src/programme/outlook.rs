//! What a programme promised for years after its own: the outlook, held against what the next programme sets (clause I.2.a-2).

use super::{Relation, Target, TargetValue, ValueKind, YearlyValue};

/// How a target stands to what was promised for the same year.
#[doc(alias = "tầm nhìn")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OutlookStanding {
    /// It reaches less than was promised.
    Less,
    /// As was promised.
    AsPromised,
    /// It reaches more.
    More,
    /// The two cannot be held against each other: another unit, another kind of figure, words, no figure for that year.
    Unclear,
}

impl Target {
    /// The levels it promises for years after `last`, the last year of its programme: by its yearly path, or as its own level
    /// where its horizon lies later.
    pub fn outlook(&self, last: i16) -> Vec<YearlyValue> {
        let own = self.horizon.map(|year| YearlyValue { year, value: self.value.clone() });
        let mut found: Vec<YearlyValue> = self.path.iter().cloned().chain(own).filter(|it| last < it.year).collect();
        found.sort_by_key(|it| it.year);
        found.dedup_by_key(|it| it.year);
        found
    }

    /// The level it sets for a year.
    pub fn level_in(&self, year: i16) -> Option<&TargetValue> {
        if self.horizon == Some(year) {
            return Some(&self.value);
        }
        self.path.iter().find(|it| it.year == year).map(|it| &it.value)
    }

    /// How this target stands to what `before`, the same target of the programme before, promised for a year.
    pub fn stands_to(&self, before: &Target, promised: &YearlyValue) -> OutlookStanding {
        let Some(now) = self.level_in(promised.year) else { return OutlookStanding::Unclear };
        if self.unit != before.unit || now.kind != promised.value.kind || now.is_share() != promised.value.is_share() {
            return OutlookStanding::Unclear;
        }
        let (Some(set), Some(was)) = (now.figure(), promised.value.figure()) else { return OutlookStanding::Unclear };
        let is_less = if before.wants_less(promised, now) { was < set } else { set < was };
        match (set == was, is_less) {
            (true, _) => OutlookStanding::AsPromised,
            (false, true) => OutlookStanding::Less,
            (false, false) => OutlookStanding::More,
        }
    }

    /// Is it better the smaller the figure is? As the words of either level say, else as it moved in the programme before.
    fn wants_less(&self, promised: &YearlyValue, now: &TargetValue) -> bool {
        if promised.value.kind == ValueKind::Decrease {
            // Of a fall the greater is better, of what it falls to the smaller.
            return self.falls_to();
        }
        let said = [&promised.value, now, &self.value].into_iter().find_map(|it| match it.relation {
            Relation::AtMost | Relation::Below => Some(true),
            Relation::AtLeast | Relation::Above => Some(false),
            Relation::Equal | Relation::Range | Relation::Text => None,
        });
        said.unwrap_or_else(|| {
            let from = self.baseline().and_then(|it| it.value.figure()).or_else(|| self.value.figure());
            from.zip(promised.value.figure()).is_some_and(|(from, to)| to < from)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::{Anchor, Baseline};

    fn target(name: &str, level: &str, horizon: i16, path: &str) -> Target {
        let unit = Some("%".to_owned());
        let path = YearlyValue::parse_all(path, name, unit.as_deref()).unwrap_or_default();
        let anchor = Anchor::new("c_1").expect("an anchor");
        Target { value: TargetValue::parse(level, name, unit.as_deref()), unit, horizon: Some(horizon), path, ..Target::named(anchor, name) }
    }

    fn standing(name: &str, promised: &str, set: &str) -> OutlookStanding {
        let before = target(name, "50", 2025, &format!("2030: {promised}"));
        let outlook = before.outlook(2025);
        assert_eq!(outlook.iter().map(|it| it.year).collect::<Vec<_>>(), [2030]);
        target(name, set, 2030, "").stands_to(&before, &outlook[0])
    }

    #[test]
    fn less_than_was_promised_is_told_whichever_way_is_better() {
        use OutlookStanding::{AsPromised, Less, More};
        for (promised, set, expected) in [("90", "85", Less), ("90", "90", AsPromised), ("90", "95", More)] {
            assert_eq!(standing("Hộ dùng nước sạch", promised, set), expected, "{promised} {set}");
        }
        for (promised, set, expected) in [("dưới 3", "dưới 5", Less), ("dưới 3", "dưới 3", AsPromised), ("dưới 3", "dưới 2", More)] {
            assert_eq!(standing("Tỷ lệ hộ nghèo", promised, set), expected, "{promised} {set}");
        }
        // From 50 down to 30 without a word that says so.
        assert_eq!(standing("Lao động nông nghiệp", "30", "35"), Less);
        assert_eq!(standing("Lao động nông nghiệp", "30", "25"), More);
    }

    #[test]
    fn what_cannot_be_compared_is_not_judged() {
        let before = target("Hộ dùng nước sạch", "50", 2025, "2030: 90");
        let promised = &before.outlook(2025)[0];
        let set = |change: fn(&mut Target)| {
            let mut it = target("Hộ dùng nước sạch", "85", 2030, "");
            change(&mut it);
            it.stands_to(&before, promised)
        };
        assert_eq!(set(|_| {}), OutlookStanding::Less);
        assert_eq!(set(|it| it.unit = Some("hộ".to_owned())), OutlookStanding::Unclear);
        assert_eq!(set(|it| it.horizon = Some(2029)), OutlookStanding::Unclear);
        assert_eq!(set(|it| it.value.number = None), OutlookStanding::Unclear);
        assert_eq!(set(|it| it.value.kind = ValueKind::Decrease), OutlookStanding::Unclear);
    }

    #[test]
    fn a_horizon_after_the_term_is_an_outlook_and_a_year_within_it_is_none() {
        let far = target("Hộ dùng nước sạch", "90", 2030, "2023: 40; 2025: 50");
        assert_eq!(far.outlook(2025).iter().map(|it| (it.year, it.value.text.as_str())).collect::<Vec<_>>(), [(2030, "90")]);
        assert!(far.outlook(2030).is_empty());
        let falling = Target {
            baselines: vec![Baseline { year: Some(2020), value: TargetValue::parse("60", "", None), source: None }],
            ..target("Lao động nông nghiệp", "40", 2025, "2030: 45")
        };
        assert_eq!(target("Lao động nông nghiệp", "50", 2030, "").stands_to(&falling, &falling.outlook(2025)[0]), OutlookStanding::Less, "from 60 to 45: less is better");
    }
}
