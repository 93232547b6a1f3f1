//! What a basis document requires of which units, and what they ticked as done (clause I.1-a).

use crate::Date;
use crate::organisation::{BasisId, FileId, Nature, OrgKind, OrgLevel, PersonId, RequirementId, TickId, UnitId};

/// Things that one document requires, at most.
pub const REQUIREMENTS_MAX: usize = 200;

/// One thing that a basis document requires.
#[doc(alias = "yêu cầu của văn bản")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// Its id.
    pub id: RequirementId,
    /// Of which document.
    pub basis: BasisId,
    /// Its number there, from 1.
    pub number: i64,
    /// What is required.
    pub text: String,
    /// From when on, where it is a period.
    pub from_on: Option<Date>,
    /// The last day for it; `None` where the document sets none.
    pub due_on: Option<Date>,
    /// Of committees of which levels; of all where none is named.
    pub levels: Vec<OrgLevel>,
    /// Of committees of which kinds; of all where none is named.
    pub kinds: Vec<OrgKind>,
    /// Was it taken out?
    pub is_out: bool,
}

/// Is it asked of a unit?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// It is.
    Yes,
    /// It is asked of others.
    No,
    /// The unit's level or kind is not recorded, so nobody can say.
    Unknown,
}

/// A unit's word that it has done what was required. It always has a proof: the database lets none in without.
#[doc(alias = "đánh dấu đã thực hiện")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Its id.
    pub id: TickId,
    /// What was required.
    pub requirement: RequirementId,
    /// Which unit has done it.
    pub unit: UnitId,
    /// Who says so.
    pub by: PersonId,
    /// When it was said, UTC.
    pub at: String,
    /// The proof as a file.
    pub file: Option<FileId>,
    /// The proof as a document of the register.
    pub document: Option<BasisId>,
    /// Why it was taken back, where it was.
    pub taken_back: Option<String>,
}

/// A requirement and a unit, on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// It is not asked of the unit, or nobody can say: nothing is judged.
    NotJudged(Asked),
    /// It is asked and not ticked.
    Open {
        /// Is its last day over?
        is_late: bool,
    },
    /// It is ticked, with proof.
    Ticked(Tick),
}

impl Requirement {
    /// Is it asked of a unit of this nature?
    pub fn asked_of(&self, nature: Nature) -> Asked {
        let fits = |is_limited: bool, found: Option<bool>| match (is_limited, found) {
            (false, _) | (true, Some(true)) => Asked::Yes,
            (true, Some(false)) => Asked::No,
            (true, None) => Asked::Unknown,
        };
        let level = fits(!self.levels.is_empty(), nature.level().map(|it| self.levels.contains(&it)));
        let kind = fits(!self.kinds.is_empty(), nature.kind().map(|it| self.kinds.contains(&it)));
        match (level, kind) {
            (Asked::No, _) | (_, Asked::No) => Asked::No,
            (Asked::Unknown, _) | (_, Asked::Unknown) => Asked::Unknown,
            (Asked::Yes, Asked::Yes) => Asked::Yes,
        }
    }

    /// How it stands with a unit on a day. What is not asked of a unit is not judged, whatever was ticked.
    pub fn cell(&self, nature: Nature, tick: Option<&Tick>, day: Date) -> Cell {
        match (self.asked_of(nature), tick.filter(|it| it.taken_back.is_none())) {
            (Asked::Yes, Some(tick)) => Cell::Ticked(tick.clone()),
            (Asked::Yes, None) => Cell::Open { is_late: self.due_on.is_some_and(|it| it < day) },
            (asked @ (Asked::No | Asked::Unknown), _) => Cell::NotJudged(asked),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::document::tests::id;
    use super::*;
    use crate::organisation::UnitKind;

    const UUID: &str = "01935f4e-6f3a-7c21-8b7a-0123456789ab";

    fn required(levels: &[OrgLevel], kinds: &[OrgKind]) -> Requirement {
        Requirement {
            id: RequirementId::parse(UUID).expect("an id"),
            basis: id(1),
            number: 1,
            text: "Chuẩn bị văn kiện".to_owned(),
            from_on: None,
            due_on: "2025-06-30".parse().ok(),
            levels: levels.to_vec(),
            kinds: kinds.to_vec(),
            is_out: false,
        }
    }

    fn nature(level: Option<OrgLevel>, kind: Option<OrgKind>) -> Nature {
        Nature::of(UnitKind::Committee, level, kind).expect("a nature")
    }

    fn tick(taken_back: Option<&str>) -> Tick {
        Tick {
            id: TickId::parse(UUID).expect("an id"),
            requirement: RequirementId::parse(UUID).expect("an id"),
            unit: UnitId::parse(UUID).expect("an id"),
            by: PersonId::parse(UUID).expect("an id"),
            at: String::new(),
            file: None,
            document: Some(id(2)),
            taken_back: taken_back.map(str::to_owned),
        }
    }

    #[test]
    fn it_is_asked_of_the_levels_and_kinds_it_names_and_of_all_where_it_names_none() {
        let commune = nature(Some(OrgLevel::UpperGrassroots), Some(OrgKind::Commune));
        assert_eq!(required(&[], &[]).asked_of(Nature::UNKNOWN), Asked::Yes);
        assert_eq!(required(&[OrgLevel::UpperGrassroots], &[OrgKind::Commune, OrgKind::Ward]).asked_of(commune), Asked::Yes);
        assert_eq!(required(&[OrgLevel::Grassroots], &[]).asked_of(commune), Asked::No);
        assert_eq!(required(&[OrgLevel::UpperGrassroots], &[OrgKind::Ward]).asked_of(commune), Asked::No);
        assert_eq!(required(&[OrgLevel::UpperGrassroots], &[]).asked_of(Nature::UNKNOWN), Asked::Unknown);
        assert_eq!(required(&[OrgLevel::Grassroots], &[OrgKind::Ward]).asked_of(nature(None, Some(OrgKind::Commune))), Asked::No, "one reason is enough");
    }

    #[test]
    fn a_cell_is_open_late_ticked_or_not_judged_and_a_tick_taken_back_is_none() {
        let (one, commune) = (required(&[], &[]), nature(Some(OrgLevel::UpperGrassroots), None));
        let day = |text: &str| text.parse::<Date>().expect("a day");
        assert_eq!(one.cell(commune, None, day("2025-06-30")), Cell::Open { is_late: false });
        assert_eq!(one.cell(commune, None, day("2025-07-01")), Cell::Open { is_late: true });
        assert_eq!(one.cell(commune, Some(&tick(None)), day("2025-07-01")), Cell::Ticked(tick(None)));
        assert_eq!(one.cell(commune, Some(&tick(Some("nhầm"))), day("2025-07-01")), Cell::Open { is_late: true });
        assert_eq!(required(&[OrgLevel::Cell], &[]).cell(commune, Some(&tick(None)), day("2025-07-01")), Cell::NotJudged(Asked::No));
    }
}
