//! What was concluded to be done: by whom, until when, and what became of it. Each change is a further line.

use super::{Meeting, MeetingRefusal};
use crate::Date;
use crate::organisation::PersonId;

/// How something that was concluded stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TaskStand {
    /// To be done.
    Open,
    /// Done.
    Done,
    /// Will not be done.
    NotDone,
}

impl TaskStand {
    /// Every stand.
    pub const ALL: [TaskStand; 3] = [TaskStand::Open, TaskStand::Done, TaskStand::NotDone];
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            TaskStand::Open => "open",
            TaskStand::Done => "done",
            TaskStand::NotDone => "not_done",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<TaskStand> {
        TaskStand::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// A line about something that was concluded; the newest says how it stands.
#[doc(alias = "việc theo thông báo kết luận")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskLine {
    /// Which, from 1.
    pub task: i64,
    /// Its number among the lines about it, from 1.
    pub line: i64,
    /// What is to be done.
    pub what: String,
    /// By whom.
    pub whom: String,
    /// Until when; `None` where no day was set.
    pub due_on: Option<Date>,
    /// How it stands.
    pub stand: TaskStand,
    /// What was said with it; empty with the first line.
    pub words: String,
    /// Who wrote it.
    pub by: PersonId,
    /// When, UTC.
    pub at: String,
}

/// How each thing stands: the newest line of each, in their order.
pub fn tasks_now(all: &[TaskLine]) -> Vec<&TaskLine> {
    let is_newest = |it: &&TaskLine| !all.iter().any(|later| later.task == it.task && it.line < later.line);
    let mut now: Vec<&TaskLine> = all.iter().filter(is_newest).collect();
    now.sort_by_key(|it| it.task);
    now
}

/// May this line follow? The first is to be done; every later one says something.
pub fn follows(meeting: &Meeting, before: Option<&TaskLine>, new: &TaskLine) -> Result<(), MeetingRefusal> {
    if !meeting.is_held() {
        return Err(MeetingRefusal::NotHeld);
    }
    match before {
        None if meeting.stage == super::MeetingStage::Concluded => Err(MeetingRefusal::Concluded),
        None => Ok(()),
        Some(it) if (it.stand, &it.what, &it.whom, it.due_on) == (new.stand, &new.what, &new.whom, new.due_on) => Err(MeetingRefusal::Same),
        Some(_) if new.words.is_empty() => Err(MeetingRefusal::NoWords),
        Some(_) => Ok(()),
    }
}

impl TaskLine {
    /// Is its day past and the thing not done?
    pub fn is_late(&self, today: Date) -> bool {
        self.stand == TaskStand::Open && self.due_on.is_some_and(|it| it < today)
    }
}
