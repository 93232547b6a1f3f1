//! Meetings of a committee: planned, invited to, held, concluded; slips, minutes, conclusions, and their papers.

mod agenda;
mod change;
mod minutes;
mod papers;
mod plan;
mod slips;
mod view;

pub use change::{Invited, MeetingChange, NewTask};
pub use papers::MeetingFile;
pub use plan::{MeetingHead, fingerprint_of_meeting};
pub use view::{Choices, MeetingLine, MeetingView, Meetings, OpenConclusion, SlipShown};

pub use hanhdong_domain::meeting::{
    AgendaPaper, Invitee, Meeting, MeetingKind, MeetingRefusal, MeetingStage, MinuteLine, MinuteTurn, PaperOf, Presence, Stance, Tally, TaskLine, TaskStand,
};

use crate::refusal::Refusal;

impl From<MeetingRefusal> for Refusal {
    fn from(refusal: MeetingRefusal) -> Refusal {
        let why = match refusal {
            MeetingRefusal::Prepared => "meeting-prepared",
            MeetingRefusal::NotInvited => "meeting-not-invited",
            MeetingRefusal::InvitedAlready => "meeting-invited-already",
            MeetingRefusal::NoAgenda => "meeting-no-agenda",
            MeetingRefusal::Nobody => "meeting-nobody",
            MeetingRefusal::NotYet => "meeting-not-yet",
            MeetingRefusal::Day => "meeting-day",
            MeetingRefusal::NotHeld => "meeting-not-held",
            MeetingRefusal::Attendance => "meeting-attendance",
            MeetingRefusal::NoConclusion => "meeting-no-conclusion",
            MeetingRefusal::Concluded => "meeting-concluded",
            MeetingRefusal::Needed => "meeting-needed",
            MeetingRefusal::NotThere => "meeting-not-there",
            MeetingRefusal::NoVote => "meeting-no-vote",
            MeetingRefusal::NoWords => "meeting-no-words",
            MeetingRefusal::Same => "nothing-changed",
        };
        Refusal::Field { field: "meeting", why }
    }
}
