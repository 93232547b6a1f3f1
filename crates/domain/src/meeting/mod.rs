//! Meetings of a committee: prepared, invited to, held, concluded; opinions, minutes, and what was concluded to be done.

mod agenda;
mod minutes;
mod opinion;
mod stage;
mod task;

pub use agenda::{AgendaPaper, Invitee, PaperOf, goes_out, standing_invitees, standing_papers};
pub use minutes::{MinuteLine, MinuteTurn, Presence, may_add, presence_of, standing_lines};
pub use opinion::{Opinion, Stance, Tally, may_say, newest, tally};
pub use stage::{DAYS_BEFORE, Meeting, MeetingKind, MeetingRefusal, MeetingStage, days_late};
pub use task::{TaskLine, TaskStand, follows, tasks_now};
