//! What a committee has: money by source and year, people by unit, and how much it lets itself be loaded with
//! (clause I.2.a-3). Its own declaration; nothing of it is assumed where nothing was said.

use std::collections::BTreeMap;

use super::{FundingSource, Money};
use crate::text::fold_words;

/// Declared money in one cell at most: more than a country spends, less than what sums of many cells could not hold.
pub const MONEY_MAX: i64 = 100_000_000_000_000_000;
/// People of one unit at most.
pub const PEOPLE_MAX: i64 = 100_000;

/// What a committee has declared.
#[doc(alias = "khả năng cân đối")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Capacity {
    /// Money by source and year.
    pub money: BTreeMap<(FundingSource, i16), Money>,
    /// People by unit.
    pub people: Vec<UnitPeople>,
    /// What the office lets be looked at.
    pub limits: Limits,
}

/// How many people a unit has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct UnitPeople {
    /// The unit's name, as programmes print it.
    pub unit: String,
    /// How many people work there.
    pub people: u32,
}

/// Figures from which on the office wants to look again; a guideline may have some of its own. None is a rule.
#[doc(alias = "mức lưu ý")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Limits {
    /// Tasks of one lead unit due in one quarter.
    pub of_unit: Option<u32>,
    /// The same for each of its people.
    pub of_person: Option<u32>,
    /// Months that land and procedure of a new work take at least.
    pub preparation_months: Option<u32>,
}

impl Capacity {
    /// Was nothing declared?
    pub fn is_empty(&self) -> bool {
        *self == Capacity::default()
    }
    /// The people of a unit, by its name in whatever letters.
    pub fn people_of(&self, unit: &str) -> Option<u32> {
        let wanted = fold_words(unit);
        self.people.iter().find(|it| fold_words(&it.unit) == wanted).map(|it| it.people)
    }
    /// Was money of this source declared for any year?
    pub fn knows(&self, source: FundingSource) -> bool {
        self.money.keys().any(|it| it.0 == source)
    }
    /// The years that money was declared for, ascending.
    pub fn years(&self) -> Vec<i16> {
        let mut years: Vec<i16> = self.money.keys().map(|it| it.1).collect();
        years.sort_unstable();
        years.dedup();
        years
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_known_by_its_name_in_whatever_letters() {
        let capacity = Capacity { people: vec![UnitPeople { unit: "Phòng Kinh tế".to_owned(), people: 6 }], ..Capacity::default() };
        assert_eq!(capacity.people_of("PHÒNG KINH TẾ"), Some(6));
        assert_eq!(capacity.people_of("Phòng Kinh"), None);
        assert!(!capacity.is_empty() && Capacity::default().is_empty());
    }
}
