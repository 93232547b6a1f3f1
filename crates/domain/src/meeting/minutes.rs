//! The minutes: who came, what was said of each paper, what was concluded. Lines are only ever added to; one that was wrong is
//! put right by a further one in its place, and both stay.

use super::{Meeting, MeetingRefusal};
use crate::organisation::PersonId;

/// Did somebody come?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Presence {
    /// Came.
    Present,
    /// Did not, and had said so.
    Excused,
    /// Did not.
    Absent,
}

impl Presence {
    /// Every presence.
    pub const ALL: [Presence; 3] = [Presence::Present, Presence::Excused, Presence::Absent];
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            Presence::Present => "present",
            Presence::Excused => "excused",
            Presence::Absent => "absent",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<Presence> {
        Presence::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// What a line of the minutes is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MinuteTurn {
    /// Whether somebody invited came.
    Attended {
        /// Whose number in the list.
        invitee: i64,
        /// Came or not.
        presence: Presence,
    },
    /// What was said.
    Said,
    /// What was concluded.
    Concluded,
}

impl MinuteTurn {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            MinuteTurn::Attended { .. } => "attended",
            MinuteTurn::Said => "said",
            MinuteTurn::Concluded => "concluded",
        }
    }
}

/// A line of the minutes.
#[doc(alias = "biên bản")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MinuteLine {
    /// Its number, from 1.
    pub number: i64,
    /// What it is.
    pub turn: MinuteTurn,
    /// On which paper; `None` for the whole meeting.
    pub paper: Option<i64>,
    /// The words.
    pub words: String,
    /// The line that it takes the place of.
    pub instead_of: Option<i64>,
    /// Who wrote it.
    pub by: PersonId,
    /// When, UTC.
    pub at: String,
}

/// The lines that stand: those that none takes the place of.
pub fn standing_lines(all: &[MinuteLine]) -> impl Iterator<Item = &MinuteLine> {
    all.iter().filter(|it| !all.iter().any(|later| later.instead_of == Some(it.number)))
}

/// Whether somebody invited came, as far as it is written.
pub fn presence_of(all: &[MinuteLine], who: i64) -> Option<&MinuteLine> {
    standing_lines(all).filter(|it| matches!(it.turn, MinuteTurn::Attended { invitee, .. } if invitee == who)).max_by_key(|it| it.number)
}

/// May a line be added? Before the meeting took place there are none; once it is concluded only in place of another one. A line
/// takes the place of one of its own sort that stands.
pub fn may_add(meeting: &Meeting, all: &[MinuteLine], new: &MinuteLine) -> Result<(), MeetingRefusal> {
    if !meeting.is_held() {
        return Err(MeetingRefusal::NotHeld);
    }
    let before = match new.instead_of {
        None => None,
        Some(number) => Some(standing_lines(all).find(|it| it.number == number && it.turn.name() == new.turn.name()).ok_or(MeetingRefusal::NotThere)?),
    };
    if meeting.stage == super::MeetingStage::Concluded && before.is_none() {
        return Err(MeetingRefusal::Concluded);
    }
    if !matches!(new.turn, MinuteTurn::Attended { .. }) && new.words.is_empty() {
        return Err(MeetingRefusal::NoWords);
    }
    if before.is_some_and(|it| it.turn == new.turn && it.paper == new.paper && it.words == new.words) { Err(MeetingRefusal::Same) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(number: i64, turn: MinuteTurn, instead_of: Option<i64>) -> MinuteLine {
        let by = PersonId::parse("01935f4e-6f3a-7c21-8b7a-0123456789ab").expect("an id");
        MinuteLine { number, turn, paper: None, words: format!("Ý {number}"), instead_of, by, at: String::new() }
    }

    #[test]
    fn a_line_that_was_put_right_stays_and_no_longer_stands() {
        let came = |presence| MinuteTurn::Attended { invitee: 1, presence };
        let all = [line(1, MinuteTurn::Said, None), line(2, came(Presence::Absent), None), line(3, MinuteTurn::Said, Some(1)), line(4, came(Presence::Present), Some(2))];
        assert_eq!(standing_lines(&all).map(|it| it.number).collect::<Vec<_>>(), [3, 4]);
        assert_eq!(presence_of(&all, 1).map(|it| it.number), Some(4));
        assert_eq!(presence_of(&all, 2), None);
    }
}
