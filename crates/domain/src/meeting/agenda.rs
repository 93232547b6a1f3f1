//! What is on the agenda, and who is invited.

use super::MeetingRefusal;
use crate::organisation::{FileId, PersonId, ProgrammeId, UnitId};

/// What a paper on the agenda is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaperOf {
    /// A draft as it was frozen under a number.
    Draft(ProgrammeId, i64),
    /// A file, kept byte for byte.
    File(FileId),
}

/// A paper on the agenda.
#[doc(alias = "tài liệu họp")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaPaper {
    /// Its number in the agenda, from 1; it is never given to another one.
    pub number: i64,
    /// What it is called.
    pub title: String,
    /// What it is.
    pub of: PaperOf,
    /// Its circulation note ("Xong hội nghị trả lại"); may be empty.
    pub note: String,
    /// Was it taken off the agenda?
    pub is_out: bool,
}

/// Somebody who is invited: a member, a guest, a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitee {
    /// The number in the list, from 1; it is never given to another one.
    pub number: i64,
    /// The name as it is printed.
    pub name: String,
    /// Post or body, as printed; may be empty.
    pub post: String,
    /// The person, where they have an account in the house.
    pub person: Option<PersonId>,
    /// The unit, where one is invited.
    pub unit: Option<UnitId>,
    /// Are they asked for their opinion: members are, guests and units are not.
    pub is_member: bool,
    /// Was the invitation taken back?
    pub is_out: bool,
}

/// The papers on the agenda.
pub fn standing_papers(all: &[AgendaPaper]) -> impl Iterator<Item = &AgendaPaper> {
    all.iter().filter(|it| !it.is_out)
}

/// Whoever is invited.
pub fn standing_invitees(all: &[Invitee]) -> impl Iterator<Item = &Invitee> {
    all.iter().filter(|it| !it.is_out)
}

/// May something of agenda or list be taken out: it is there, and nothing was said of it or by them?
pub fn goes_out(is_there: bool, is_needed: bool) -> Result<(), MeetingRefusal> {
    match (is_there, is_needed) {
        (false, _) => Err(MeetingRefusal::NotThere),
        (true, true) => Err(MeetingRefusal::Needed),
        (true, false) => Ok(()),
    }
}
