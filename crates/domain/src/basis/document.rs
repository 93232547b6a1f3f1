//! A basis document as the register knows it, and what can become of it.

use crate::Date;
use crate::organisation::{BasisId, FileId, UnitId};

use super::BasisKind;

/// Letters of number, issuer and the like, at most.
pub const LINE_CHARS_MAX: usize = 200;
/// Letters of an abstract, at most.
pub const ABSTRACT_CHARS_MAX: usize = 1000;
/// How many documents may replace each other in a row, at most.
pub const CHAIN_MAX: usize = 100;

/// A document that others rest on (clause P.1). It is known by number, date and issuer together: the same number may be
/// given twice, in different terms.
#[doc(alias = "văn bản căn cứ")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegalBasis {
    /// Its id.
    pub id: BasisId,
    /// Whose register it stands in.
    pub organisation: UnitId,
    /// What it is called.
    pub kind: BasisKind,
    /// Number and symbol as printed, without the word "số" ("35-CT/TW"); unknown is allowed.
    #[doc(alias = "số và ký hiệu")]
    pub number: Option<String>,
    /// Its date; unknown is allowed.
    pub dated: Option<Date>,
    /// Who issued it ("Bộ Chính trị").
    pub issuer: String,
    /// What it is about, without kind and without "về".
    #[doc(alias = "trích yếu")]
    pub subject: String,
    /// The document itself, byte for byte.
    pub file: Option<FileId>,
    /// The first day it is in force, where that is known and not its date.
    pub in_force_on: Option<Date>,
    /// What became of it.
    pub end: Option<End>,
}

/// What became of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// It is no longer in force.
    Ended {
        /// The first day on which it is not.
        on: Date,
    },
    /// Another one took its place.
    Replaced {
        /// Which.
        by: BasisId,
        /// The first day on which that one holds instead.
        on: Date,
    },
}

impl End {
    /// The first day on which the document no longer holds.
    pub fn on(&self) -> Date {
        match self {
            End::Ended { on } | End::Replaced { on, .. } => *on,
        }
    }
}

/// How a document stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Force {
    /// Not yet in force.
    NotYet,
    /// In force.
    InForce,
    /// No longer in force.
    Ended,
    /// Another one holds instead.
    Replaced,
}

impl Force {
    /// Every standing.
    pub const ALL: [Force; 4] = [Force::NotYet, Force::InForce, Force::Ended, Force::Replaced];
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            Force::NotYet => "not_yet",
            Force::InForce => "in_force",
            Force::Ended => "ended",
            Force::Replaced => "replaced",
        }
    }
    /// Does it hold no longer?
    pub const fn is_over(self) -> bool {
        matches!(self, Force::Ended | Force::Replaced)
    }
}

/// Why something was not done to a document of the register; it is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BasisRefusal {
    /// It has an end already: that is taken back first.
    HasEnd,
    /// It has no end that could be taken back.
    HasNone,
    /// It would end before it began.
    EndsBeforeItBegan,
    /// It would replace itself, at once or in a circle.
    Circle,
}

impl LegalBasis {
    /// The first day on which it is in force, where that is known.
    pub fn begins_on(&self) -> Option<Date> {
        self.in_force_on.or(self.dated)
    }

    /// How it stands on a day.
    pub fn force_on(&self, day: Date) -> Force {
        match &self.end {
            Some(End::Ended { on }) if *on <= day => Force::Ended,
            Some(End::Replaced { on, .. }) if *on <= day => Force::Replaced,
            Some(End::Ended { .. } | End::Replaced { .. }) | None if self.begins_on().is_some_and(|from| day < from) => Force::NotYet,
            Some(End::Ended { .. } | End::Replaced { .. }) | None => Force::InForce,
        }
    }

    /// Records an end. `after` are the documents that the one which takes its place was itself replaced by, in turn.
    pub fn ended(&self, end: End, after: &[BasisId]) -> Result<LegalBasis, BasisRefusal> {
        if self.end.is_some() {
            return Err(BasisRefusal::HasEnd);
        }
        if self.begins_on().is_some_and(|from| end.on() < from) {
            return Err(BasisRefusal::EndsBeforeItBegan);
        }
        if let End::Replaced { by, .. } = &end
            && (*by == self.id || after.contains(&self.id) || CHAIN_MAX < after.len())
        {
            return Err(BasisRefusal::Circle);
        }
        Ok(LegalBasis { end: Some(end), ..self.clone() })
    }

    /// Takes the end back: it holds as before.
    pub fn reinstated(&self) -> Result<LegalBasis, BasisRefusal> {
        if self.end.is_none() { Err(BasisRefusal::HasNone) } else { Ok(LegalBasis { end: None, ..self.clone() }) }
    }

    /// Corrected in what it says; what became of it stays.
    pub fn corrected(&self, to: LegalBasis) -> Result<LegalBasis, BasisRefusal> {
        let after = LegalBasis { id: self.id.clone(), organisation: self.organisation.clone(), end: self.end.clone(), ..to };
        match (after.begins_on(), after.end.as_ref().map(End::on)) {
            (Some(from), Some(on)) if on < from => Err(BasisRefusal::EndsBeforeItBegan),
            (_, _) => Ok(after),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    pub(crate) fn id(at: u8) -> BasisId {
        BasisId::parse(&format!("01935f4e-6f3a-7c21-8b7a-0000000000{at:02x}")).expect("an id")
    }

    pub(crate) fn directive(at: u8, dated: &str) -> LegalBasis {
        LegalBasis {
            id: id(at),
            organisation: UnitId::parse("01935f4e-6f3a-7c21-8b7a-0123456789ab").expect("an id"),
            kind: BasisKind::Directive,
            number: Some("35-CT/TW".to_owned()),
            dated: dated.parse().ok(),
            issuer: "Bộ Chính trị".to_owned(),
            subject: "đại hội đảng bộ các cấp".to_owned(),
            file: None,
            in_force_on: None,
            end: None,
        }
    }

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    #[test]
    fn a_document_is_in_force_from_its_day_until_another_takes_its_place() {
        let old = directive(1, "2019-05-30");
        let old = old.ended(End::Replaced { by: id(2), on: day("2024-06-14") }, &[]).expect("it has no end yet");
        for (on, force) in [("2019-05-29", Force::NotYet), ("2019-05-30", Force::InForce), ("2024-06-13", Force::InForce), ("2024-06-14", Force::Replaced)] {
            assert_eq!(old.force_on(day(on)), force, "{on}");
        }
        assert_eq!(old.reinstated().map(|it| it.force_on(day("2030-01-01"))), Ok(Force::InForce));
        assert_eq!(directive(1, "").force_on(day("1990-01-01")), Force::InForce, "nobody knows since when");
    }

    #[test]
    fn an_end_is_recorded_once_and_never_before_the_beginning() {
        let one = directive(1, "2019-05-30");
        assert_eq!(one.ended(End::Ended { on: day("2019-05-29") }, &[]), Err(BasisRefusal::EndsBeforeItBegan));
        let ended = one.ended(End::Ended { on: day("2020-01-01") }, &[]).expect("it ends");
        assert_eq!(ended.ended(End::Ended { on: day("2021-01-01") }, &[]), Err(BasisRefusal::HasEnd));
        assert_eq!(one.reinstated(), Err(BasisRefusal::HasNone));
        assert_eq!(ended.corrected(directive(1, "2020-02-01")), Err(BasisRefusal::EndsBeforeItBegan));
    }

    #[test]
    fn nothing_replaces_itself_at_once_or_in_a_circle() {
        let one = directive(1, "2019-05-30");
        let by = |by| End::Replaced { by, on: day("2024-06-14") };
        assert_eq!(one.ended(by(id(1)), &[]), Err(BasisRefusal::Circle));
        assert_eq!(one.ended(by(id(2)), &[id(3), id(1)]), Err(BasisRefusal::Circle));
        assert!(one.ended(by(id(2)), &[id(3)]).is_ok());
    }

    proptest! {
        /// Whatever end is recorded, taking it back brings the document back; what was refused changes nothing.
        #[test]
        fn every_end_can_be_taken_back(days in 0..4000_i64, by in 1..6_u8, after in proptest::collection::vec(1..6_u8, 0..4)) {
            let one = directive(1, "2019-05-30");
            let on = day("2016-01-01").checked_add(jiff::Span::new().days(days)).expect("a day");
            let after: Vec<BasisId> = after.into_iter().map(id).collect();
            match one.ended(End::Replaced { by: id(by), on }, &after) {
                Ok(ended) => {
                    prop_assert!(by != 1 && !after.contains(&id(1)) && day("2019-05-30") <= on);
                    prop_assert_eq!(ended.reinstated(), Ok(one));
                }
                Err(refusal) => prop_assert!(matches!(refusal, BasisRefusal::Circle | BasisRefusal::EndsBeforeItBegan)),
            }
        }
    }
}
