//! What becomes of a unit: renamed, moved, merged, split, dissolved; each on a day, by a paper.

use super::{DEPTH_MAX, NatureRefusal, Unit, UnitId, UnitKind};
use crate::Date;

/// What happened to a unit on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Turn {
    /// It has another name from that day on.
    #[doc(alias = "đổi tên")]
    Renamed,
    /// It stands below another unit from that day on.
    #[doc(alias = "chuyển đơn vị cấp trên")]
    Moved,
    /// It went into another unit and is no more.
    #[doc(alias = "sáp nhập, hợp nhất")]
    Merged,
    /// It went into several units and is no more.
    #[doc(alias = "chia, tách")]
    Split,
    /// It is no more; what it left is with the level above.
    #[doc(alias = "giải thể, kết thúc hoạt động")]
    Dissolved,
}

impl Turn {
    /// Every turn.
    pub const ALL: [Turn; 5] = [Turn::Renamed, Turn::Moved, Turn::Merged, Turn::Split, Turn::Dissolved];
    /// Those after which the unit is no more.
    pub const ENDS: [Turn; 3] = [Turn::Merged, Turn::Split, Turn::Dissolved];
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            Turn::Renamed => "renamed",
            Turn::Moved => "moved",
            Turn::Merged => "merged",
            Turn::Split => "split",
            Turn::Dissolved => "dissolved",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<Turn> {
        Turn::ALL.into_iter().find(|it| it.name() == name)
    }
    /// Is the unit no more after it?
    pub const fn is_end(self) -> bool {
        match self {
            Turn::Renamed | Turn::Moved => false,
            Turn::Merged | Turn::Split | Turn::Dissolved => true,
        }
    }
}

/// A turn that a unit took, with what was before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// Which unit.
    pub unit: UnitId,
    /// What happened.
    pub turn: Turn,
    /// The first day on which it is so.
    pub on: Date,
    /// Number and symbol of the paper that decided it, as written.
    pub paper: String,
    /// The name until then, where it was renamed.
    pub name_before: Option<String>,
    /// The unit it stood below until then, where it was moved.
    pub above_before: Option<UnitId>,
}

/// Why a turn cannot be taken. Words for people are chosen at the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TurnRefusal {
    /// The unit is no more.
    Ended,
    /// The day is still to come: a turn is recorded once it has happened.
    InFuture,
    /// The unit was founded on that day or later.
    BeforeFounding,
    /// Something that happened to the unit later is on record.
    BeforeLastTurn,
    /// It has this name already.
    SameName,
    /// It stands there already.
    SamePlace,
    /// A unit cannot stand below itself or below one that stands below it.
    BelowItself,
    /// The tree would be deeper than it may be.
    TooDeep,
    /// The place does not fit its level.
    Nature(NatureRefusal),
    /// Not as many successors as the turn asks for: one to merge into, several to split into, none for a unit dissolved.
    Successors,
    /// A successor is another kind of unit, did not exist on that day, or stands below the unit that ends.
    SuccessorUnfit,
    /// Nothing stands above that what is left could go to.
    NothingAbove,
}

impl From<NatureRefusal> for TurnRefusal {
    fn from(refusal: NatureRefusal) -> TurnRefusal {
        TurnRefusal::Nature(refusal)
    }
}

impl Unit {
    /// May the unit take this turn on that day, after what is on record? Days never contradict each other.
    pub fn may_turn(&self, turn: Turn, on: Date, past: &[Past], today: Date) -> Result<(), TurnRefusal> {
        if self.ended_on.is_some() {
            return Err(TurnRefusal::Ended);
        }
        if today < on {
            return Err(TurnRefusal::InFuture);
        }
        // Moved on the very day it was founded is well; ended on that day it never was.
        if self.founded_on.is_some_and(|it| if turn.is_end() { on <= it } else { on < it }) {
            return Err(TurnRefusal::BeforeFounding);
        }
        if past.iter().any(|it| on < it.on) {
            return Err(TurnRefusal::BeforeLastTurn);
        }
        Ok(())
    }

    /// The name that papers of a day print, by what is on record, oldest first.
    pub fn name_on<'a>(&'a self, day: Date, past: &'a [Past]) -> &'a str {
        past.iter().filter(|it| day < it.on).find_map(|it| it.name_before.as_deref()).unwrap_or(&self.name)
    }
}

/// May a unit that has units down to so many levels below it go below another? Both are told by the units from the top
/// down to them, the last one themselves.
pub fn may_go_below(unit: &[UnitId], levels_below: usize, above: &[UnitId]) -> Result<(), TurnRefusal> {
    let Some((itself, before)) = unit.split_last() else { return Err(TurnRefusal::Ended) };
    if above.contains(itself) {
        return Err(TurnRefusal::BelowItself);
    }
    if before.last() == above.last() {
        return Err(TurnRefusal::SamePlace);
    }
    if DEPTH_MAX < above.len() + 1 + levels_below { Err(TurnRefusal::TooDeep) } else { Ok(()) }
}

/// Which units a unit that ends goes into: one, several, or none but the one above.
pub fn successors_fit(unit: &Unit, turn: Turn, on: Date, successors: &[(Unit, Vec<UnitId>)]) -> Result<(), TurnRefusal> {
    let is_count_right = match turn {
        Turn::Merged => successors.len() == 1,
        Turn::Split => 2 <= successors.len(),
        Turn::Dissolved => successors.is_empty(),
        Turn::Renamed | Turn::Moved => false,
    };
    if !is_count_right {
        return Err(TurnRefusal::Successors);
    }
    let fits = |(it, path): &(Unit, Vec<UnitId>)| it.kind == unit.kind && it.ended_on.is_none() && it.exists_on(on) && !path.contains(&unit.id);
    if !successors.iter().all(fits) {
        return Err(TurnRefusal::SuccessorUnfit);
    }
    if turn == Turn::Dissolved && unit.above.is_none() { Err(TurnRefusal::NothingAbove) } else { Ok(()) }
}

/// Something of a unit that is not settled when the unit ends.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OpenItem {
    /// A programme not issued yet.
    Draft(super::ProgrammeId),
    /// A paper that programmes carry out.
    Source(super::SourceId),
    /// A unit directly below.
    Unit(UnitId),
    /// A role, and the unit in which it was given: the one that ends, or a body of it.
    Role(super::GrantId, UnitId),
    /// A post: who, its title, from when on, and the unit it is of.
    Post(super::PersonId, String, Date, UnitId),
}

impl OpenItem {
    /// What a form calls it: the same as long as the item is the same.
    pub fn key(&self) -> String {
        match self {
            OpenItem::Draft(id) => format!("draft {id}"),
            OpenItem::Source(id) => format!("source {id}"),
            OpenItem::Unit(id) => format!("unit {id}"),
            OpenItem::Role(id, _) => format!("role {id}"),
            OpenItem::Post(person, title, from, unit) => format!("post {person} {from} {unit} {title}"),
        }
    }
}

/// Where an open item goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goes {
    /// To this unit.
    To(UnitId),
    /// It stays in its unit, which itself goes to another.
    Along,
    /// It ends with the unit.
    Ends,
}

/// Where an item of a unit that ends goes. `chosen` is one of the successors, where there are several.
///
/// A right never climbs by itself: what people held in a committee that is dissolved ends, for in the organisation above it
/// would be a right to more. In a body that is dissolved it goes on in the committee, where it is the same right.
pub fn goes(unit: &Unit, successors: &[UnitId], item: &OpenItem, chosen: Option<&UnitId>) -> Result<Goes, TurnRefusal> {
    let heir = match (chosen, successors) {
        (Some(chosen), _) => Some(successors.iter().find(|it| *it == chosen).ok_or(TurnRefusal::SuccessorUnfit)?),
        (None, [first, ..]) => Some(first),
        (None, []) => None,
    };
    let to = heir.or(unit.above.as_ref()).ok_or(TurnRefusal::NothingAbove)?.clone();
    let ends = heir.is_none() && unit.kind == UnitKind::Committee;
    Ok(match item {
        OpenItem::Draft(_) | OpenItem::Source(_) | OpenItem::Unit(_) => Goes::To(to),
        OpenItem::Role(..) if ends => Goes::Ends,
        OpenItem::Role(_, at) | OpenItem::Post(_, _, _, at) if *at != unit.id => Goes::Along,
        OpenItem::Post(..) if ends => Goes::Ends,
        OpenItem::Role(..) | OpenItem::Post(..) => Goes::To(to),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::organisation::{GrantId, Nature, PersonId, ProgrammeId, SourceId};

    fn id(number: u32) -> String {
        format!("01935f4e-6f3a-7c21-8b7a-{number:012x}")
    }
    fn unit_id(number: u32) -> UnitId {
        UnitId::parse(&id(number)).unwrap()
    }
    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }
    fn unit(number: u32, kind: UnitKind, above: Option<u32>) -> Unit {
        let (founded_on, ended_on) = (Some(day("2025-07-01")), None);
        Unit { id: unit_id(number), name: "Phòng Mẫu".to_owned(), kind, nature: Nature::UNKNOWN, above: above.map(unit_id), organisation: unit_id(number), founded_on, ended_on }
    }
    fn past(turn: Turn, on: &str, name_before: Option<&str>) -> Past {
        Past { unit: unit_id(1), turn, on: day(on), paper: "12-QĐ/TU".to_owned(), name_before: name_before.map(str::to_owned), above_before: None }
    }

    #[test]
    fn days_never_contradict_each_other() {
        let (unit, today) = (unit(1, UnitKind::Body, Some(2)), day("2026-03-02"));
        let renamed = [past(Turn::Renamed, "2025-12-01", Some("Ban Mẫu"))];
        let cases = [
            (Turn::Renamed, "2026-03-03", Err(TurnRefusal::InFuture)),
            (Turn::Renamed, "2026-03-02", Ok(())),
            (Turn::Moved, "2025-12-01", Ok(())),
            (Turn::Moved, "2025-11-30", Err(TurnRefusal::BeforeLastTurn)),
            (Turn::Moved, "2025-06-30", Err(TurnRefusal::BeforeFounding)),
            (Turn::Merged, "2025-07-01", Err(TurnRefusal::BeforeFounding)),
        ];
        for (turn, on, expected) in cases {
            assert_eq!(unit.may_turn(turn, day(on), &renamed, today), expected, "{turn:?} {on}");
        }
        assert_eq!(unit.may_turn(Turn::Moved, day("2025-07-01"), &[], today), Ok(()), "moved on the day it was founded");
        let ended = Unit { ended_on: Some(day("2026-01-01")), ..unit };
        assert_eq!(ended.may_turn(Turn::Renamed, today, &[], today), Err(TurnRefusal::Ended));
    }

    #[test]
    fn a_day_shows_the_name_of_that_day() {
        let unit = unit(1, UnitKind::Body, None);
        let past = [past(Turn::Renamed, "2025-08-01", Some("Ban Mẫu")), past(Turn::Moved, "2025-09-01", None), past(Turn::Renamed, "2026-01-01", Some("Tổ Mẫu"))];
        for (on, name) in [("2025-07-31", "Ban Mẫu"), ("2025-08-01", "Tổ Mẫu"), ("2025-12-31", "Tổ Mẫu"), ("2026-01-01", "Phòng Mẫu")] {
            assert_eq!(unit.name_on(day(on), &past), name, "{on}");
        }
    }

    #[test]
    fn nothing_goes_below_itself_and_the_tree_is_not_endless() {
        let path = |numbers: std::ops::Range<u32>| numbers.map(unit_id).collect::<Vec<_>>();
        assert_eq!(may_go_below(&path(1..3), 0, &path(1..4)), Err(TurnRefusal::BelowItself));
        assert_eq!(may_go_below(&path(1..3), 0, &path(1..3)), Err(TurnRefusal::BelowItself));
        assert_eq!(may_go_below(&path(1..3), 0, &path(1..2)), Err(TurnRefusal::SamePlace));
        assert_eq!(may_go_below(&path(1..3), 1, &path(10..20)), Ok(()));
        assert_eq!(may_go_below(&path(1..3), 2, &path(10..20)), Err(TurnRefusal::TooDeep));
    }

    #[test]
    fn a_unit_goes_into_others_of_its_kind_that_existed_and_do_not_stand_below_it() {
        let commune = unit(1, UnitKind::Committee, Some(9));
        let other = |number, kind| (unit(number, kind, Some(9)), vec![unit_id(9), unit_id(number)]);
        let on = day("2026-03-01");
        let fit = |turn, successors: &[(Unit, Vec<UnitId>)]| successors_fit(&commune, turn, on, successors);
        let (second, third) = (other(2, UnitKind::Committee), other(3, UnitKind::Committee));
        assert_eq!(fit(Turn::Merged, std::slice::from_ref(&second)), Ok(()));
        assert_eq!(fit(Turn::Split, &[second.clone(), third.clone()]), Ok(()));
        assert_eq!(fit(Turn::Dissolved, &[]), Ok(()));
        assert_eq!(fit(Turn::Merged, &[]), Err(TurnRefusal::Successors));
        assert_eq!(fit(Turn::Split, std::slice::from_ref(&second)), Err(TurnRefusal::Successors));
        assert_eq!(fit(Turn::Dissolved, std::slice::from_ref(&second)), Err(TurnRefusal::Successors));
        assert_eq!(fit(Turn::Merged, &[other(2, UnitKind::Body)]), Err(TurnRefusal::SuccessorUnfit));
        assert_eq!(fit(Turn::Merged, &[(second.0.clone(), vec![unit_id(9), unit_id(1), unit_id(2)])]), Err(TurnRefusal::SuccessorUnfit));
        assert_eq!(fit(Turn::Merged, &[(Unit { founded_on: Some(day("2026-03-02")), ..second.0.clone() }, second.1.clone())]), Err(TurnRefusal::SuccessorUnfit));
        assert_eq!(successors_fit(&unit(1, UnitKind::Committee, None), Turn::Dissolved, on, &[]), Err(TurnRefusal::NothingAbove));
    }

    fn item(kind: u32, number: u32, at: u32) -> OpenItem {
        match kind {
            0 => OpenItem::Draft(ProgrammeId::parse(&id(number)).unwrap()),
            1 => OpenItem::Source(SourceId::parse(&id(number)).unwrap()),
            2 => OpenItem::Unit(unit_id(number)),
            3 => OpenItem::Role(GrantId::parse(&id(number)).unwrap(), unit_id(at)),
            _ => OpenItem::Post(PersonId::parse(&id(number)).unwrap(), "Chánh Văn phòng".to_owned(), day("2025-07-01"), unit_id(at)),
        }
    }

    proptest! {
        #[test]
        fn every_item_goes_to_one_successor_or_the_level_above_and_no_right_climbs(
            kind in 0..5_u32, number in 100..1000_u32, in_body: bool, is_committee: bool, heirs in 0..4_u32, choice in proptest::option::of(0..4_u32)
        ) {
            let records = if is_committee { UnitKind::Committee } else { UnitKind::Body };
            let ending = unit(1, records, Some(9));
            let successors: Vec<UnitId> = (0..heirs).map(|it| unit_id(20 + it)).collect();
            let chosen = choice.map(|it| unit_id(20 + it));
            let item = item(kind, number, if in_body { 5 } else { 1 });
            let gone = goes(&ending, &successors, &item, chosen.as_ref());
            if choice.is_some_and(|it| heirs <= it) {
                prop_assert_eq!(gone, Err(TurnRefusal::SuccessorUnfit));
                return Ok(());
            }
            match gone.unwrap() {
                Goes::To(to) if heirs == 0 => {
                    prop_assert_eq!(to, unit_id(9));
                    let is_right = matches!(item, OpenItem::Role(..));
                    prop_assert!(!(is_right && is_committee), "a right climbed");
                }
                Goes::To(to) => prop_assert_eq!(to, chosen.unwrap_or(unit_id(20))),
                Goes::Along => prop_assert!(in_body && kind > 2),
                Goes::Ends => prop_assert!(heirs == 0 && is_committee && kind > 2),
            }
        }
    }
}
