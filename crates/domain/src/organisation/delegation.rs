//! One of the own roles lent to a colleague for given days: on leave, on a journey, ill.
//!
//! What is lent hangs on two roles: the giver's, which is lent, and the receiver's own in the same organisation, by which
//! the receiver belongs there. It holds only while both hold, so nobody ever lends more or longer than they have, and
//! what was lent cannot be lent on: it is no role of one's own.

use super::{DelegationId, Grant, PersonId, Role, UnitId};
use crate::Date;

/// A role lent for given days.
#[doc(alias = "uỷ quyền")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delegation {
    /// Its id.
    pub id: DelegationId,
    /// Who gives.
    pub giver: PersonId,
    /// Whose absence is bridged: who receives.
    pub receiver: PersonId,
    /// Where the role is held.
    pub unit: UnitId,
    /// What is lent.
    pub role: Role,
    /// The first day on which it holds.
    pub from_on: Date,
    /// The first day on which it no longer holds: the one that was agreed, or an earlier one where a role ends before.
    pub until_on: Date,
    /// Was it ended before its time?
    pub is_ended: bool,
}

impl Delegation {
    /// Does it hold on that day?
    pub fn holds_on(&self, day: Date) -> bool {
        !self.is_ended && self.from_on <= day && day < self.until_on
    }
    /// Is there a day from this one on, on which it holds?
    pub fn is_to_come_or_holds(&self, day: Date) -> bool {
        !self.is_ended && day < self.until_on && self.from_on < self.until_on
    }
}

/// Why a role cannot be lent like this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DelegationRefusal {
    /// Whoever keeps accounts could make what is lent last for ever: a second administrator is appointed instead.
    NotLent,
    /// To oneself.
    ToOneself,
    /// It begins in the past.
    InPast,
    /// It does not end after it begins.
    EndsBeforeItBegins,
    /// The giver does not hold the role on all of these days.
    BeyondOwn,
    /// The receiver has no role in the organisation on all of these days.
    NotOfTheHouse,
}

impl Role {
    /// May it be lent during absence?
    pub const fn may_be_lent(self) -> bool {
        match self {
            Role::Administrator => false,
            Role::Office | Role::Drafter | Role::Reader => true,
        }
    }
}

/// May the role be lent to somebody who holds this other role in the same organisation, from a day until before another?
/// Asked on `today`.
pub fn may_lend(lent: &Grant, receivers: &[Grant], (from_on, until_on): (Date, Date), today: Date) -> Result<Grant, DelegationRefusal> {
    if !lent.role.may_be_lent() {
        return Err(DelegationRefusal::NotLent);
    }
    if receivers.iter().any(|it| it.person == lent.person) {
        return Err(DelegationRefusal::ToOneself);
    }
    if from_on < today {
        return Err(DelegationRefusal::InPast);
    }
    if until_on <= from_on {
        return Err(DelegationRefusal::EndsBeforeItBegins);
    }
    let covers = |it: &Grant| it.from_on <= from_on && it.until_on.is_none_or(|end| until_on <= end);
    if !covers(lent) {
        return Err(DelegationRefusal::BeyondOwn);
    }
    receivers.iter().find(|it| covers(it)).cloned().ok_or(DelegationRefusal::NotOfTheHouse)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::organisation::GrantId;

    fn grant(person: u8, role: Role, from_on: Date, until_on: Option<Date>) -> Grant {
        let id = |last: u8| format!("01935f4e-6f3a-7c21-8b7a-0123456789{last:02x}");
        Grant {
            id: GrantId::parse(&id(person)).expect("an id"),
            person: PersonId::parse(&id(person)).expect("an id"),
            unit: UnitId::parse(&id(0)).expect("an id"),
            role,
            from_on,
            until_on,
        }
    }

    fn day(offset: i16) -> Date {
        Date::constant(2026, 3, 2).checked_add(jiff::ToSpan::days(i64::from(offset))).expect("a day")
    }

    #[test]
    fn an_administrators_role_is_not_lent_and_nobody_lends_to_oneself() {
        let (own, other) = (grant(1, Role::Administrator, day(0), None), grant(2, Role::Office, day(0), None));
        assert_eq!(may_lend(&own, &[other], (day(0), day(5)), day(0)), Err(DelegationRefusal::NotLent));
        let office = grant(1, Role::Office, day(0), None);
        assert_eq!(may_lend(&office, std::slice::from_ref(&office), (day(0), day(5)), day(0)), Err(DelegationRefusal::ToOneself));
    }

    proptest! {
        #[test]
        fn what_is_lent_is_never_longer_than_what_either_holds(
            own in (-9..9_i16, -9..9_i16), others in prop::collection::vec((-9..9_i16, prop::option::of(-9..9_i16)), 0..3), asked in (-9..9_i16, -9..9_i16), today in -9..9_i16
        ) {
            let lent = grant(1, Role::Office, day(own.0), Some(day(own.1)));
            let receivers: Vec<Grant> = others.iter().map(|it| grant(2, Role::Reader, day(it.0), it.1.map(day))).collect();
            let holds = |it: &Grant, on: Date| it.from_on <= on && it.until_on.is_none_or(|end| on < end);
            let every_day = || (asked.0..asked.1).map(day);
            match may_lend(&lent, &receivers, (day(asked.0), day(asked.1)), day(today)) {
                Ok(theirs) => {
                    prop_assert!(asked.0 < asked.1 && today <= asked.0);
                    prop_assert!(every_day().all(|on| holds(&lent, on) && holds(&theirs, on)));
                    prop_assert!(receivers.contains(&theirs));
                }
                Err(_) => prop_assert!(
                    asked.1 <= asked.0 || asked.0 < today || !every_day().all(|on| holds(&lent, on)) || receivers.iter().all(|it| !every_day().all(|on| holds(it, on)))
                ),
            }
        }
    }
}
