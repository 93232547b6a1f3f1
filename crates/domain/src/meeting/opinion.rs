//! What members say of a paper, and how the counts come out: worked out, never typed.

use super::{AgendaPaper, Invitee, Meeting, MeetingRefusal, MeetingStage};
use crate::organisation::PersonId;

/// How a member stands to a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stance {
    /// Agrees.
    Agrees,
    /// Agrees, if something is changed.
    WithChanges,
    /// Disagrees.
    Disagrees,
}

impl Stance {
    /// Every stance, in the order of the slip.
    pub const ALL: [Stance; 3] = [Stance::Agrees, Stance::WithChanges, Stance::Disagrees];
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            Stance::Agrees => "agrees",
            Stance::WithChanges => "with_changes",
            Stance::Disagrees => "disagrees",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<Stance> {
        Stance::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// A returned slip. A later one of the same member on the same paper takes its place; both stay.
#[doc(alias = "phiếu xin ý kiến")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    /// On which paper.
    pub paper: i64,
    /// Whose.
    pub invitee: i64,
    /// Its number among those of this member on this paper, from 1.
    pub line: i64,
    /// The stance.
    pub stance: Stance,
    /// The words: sensitive, for the office and the member alone.
    pub words: String,
    /// Who entered it.
    pub by: PersonId,
    /// When, UTC.
    pub at: String,
}

/// How a paper stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many were asked.
    pub asked: usize,
    /// How many hold each stance, in the order of [`Stance::ALL`].
    pub counts: [usize; 3],
    /// Numbers of those who returned nothing.
    pub missing: Vec<i64>,
}

impl Tally {
    /// How many slips came back.
    pub fn returned(&self) -> usize {
        self.counts.iter().sum()
    }
}

/// May this be said of a paper? Asked for from the invitations on, until the meeting is concluded.
pub fn may_say(meeting: &Meeting, paper: Option<&AgendaPaper>, invitee: Option<&Invitee>, (stance, words): (Stance, &str), before: Option<&Opinion>) -> Result<(), MeetingRefusal> {
    match meeting.stage {
        MeetingStage::Planned => return Err(MeetingRefusal::NotInvited),
        MeetingStage::Concluded => return Err(MeetingRefusal::Concluded),
        MeetingStage::CalledOff => return Err(MeetingRefusal::Prepared),
        MeetingStage::Invited | MeetingStage::Held => {}
    }
    if paper.is_none_or(|it| it.is_out) {
        return Err(MeetingRefusal::NotThere);
    }
    match invitee.filter(|it| !it.is_out) {
        None => return Err(MeetingRefusal::NotThere),
        Some(it) if !it.is_member => return Err(MeetingRefusal::NoVote),
        Some(_) => {}
    }
    if stance != Stance::Agrees && words.is_empty() {
        return Err(MeetingRefusal::NoWords);
    }
    if before.is_some_and(|it| it.stance == stance && it.words == words) { Err(MeetingRefusal::Same) } else { Ok(()) }
}

/// What a member says of a paper: the newest line.
pub fn newest(all: &[Opinion], paper: i64, invitee: i64) -> Option<&Opinion> {
    all.iter().filter(|it| it.paper == paper && it.invitee == invitee).max_by_key(|it| it.line)
}

/// Counts what members say of a paper.
pub fn tally(paper: i64, invitees: &[Invitee], all: &[Opinion]) -> Tally {
    let mut found = Tally::default();
    for member in super::standing_invitees(invitees).filter(|it| it.is_member) {
        found.asked += 1;
        match newest(all, paper, member.number) {
            None => found.missing.push(member.number),
            Some(said) => {
                for (count, stance) in found.counts.iter_mut().zip(Stance::ALL) {
                    *count += usize::from(said.stance == stance);
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::organisation::UnitId;

    fn invitee(number: i64, is_member: bool) -> Invitee {
        Invitee { number, name: format!("Nguyễn Văn Mẫu {number}"), post: String::new(), person: None, unit: None::<UnitId>, is_member, is_out: false }
    }

    fn opinion(invitee: i64, line: i64, stance: Stance) -> Opinion {
        let by = PersonId::parse("01935f4e-6f3a-7c21-8b7a-0123456789ab").expect("an id");
        Opinion { paper: 1, invitee, line, stance, words: "Bổ sung".to_owned(), by, at: String::new() }
    }

    #[test]
    fn counts_come_from_the_newest_slip_of_each_member_and_add_up_to_those_asked() {
        let mut invitees: Vec<Invitee> = (1..=4).map(|it| invitee(it, true)).collect();
        invitees.push(invitee(5, false));
        let all = [
            opinion(1, 1, Stance::Disagrees),
            opinion(1, 2, Stance::Agrees),
            opinion(2, 1, Stance::WithChanges),
            opinion(3, 1, Stance::Disagrees),
            // A guest is counted nowhere, whatever stands there.
            opinion(5, 1, Stance::Agrees),
        ];
        let found = tally(1, &invitees, &all);
        assert_eq!(found, Tally { asked: 4, counts: [1, 1, 1], missing: vec![4] });
        assert_eq!(found.returned() + found.missing.len(), found.asked);
        assert_eq!(tally(2, &invitees, &all).missing, [1, 2, 3, 4], "another paper");
        invitees[2].is_out = true;
        assert_eq!(tally(1, &invitees, &all).counts, [1, 1, 0], "whoever is no longer invited is not counted");
    }
}
