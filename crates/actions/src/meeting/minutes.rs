//! Who came, what was said and concluded, what is to be done and what became of it.

use hanhdong_domain::journal::Act;
use hanhdong_domain::meeting::{MeetingRefusal, MinuteLine, MinuteTurn, Presence, TaskLine, TaskStand, follows, may_add, presence_of, tasks_now};
use hanhdong_store::Tx;
use hanhdong_store::meeting::{self as memory, WholeMeeting};
use serde_json::{Value, json};

use super::change::NewTask;
use super::plan::line;
use crate::programme::checked_words;
use crate::refusal::Refusal;
use crate::who::Who;

async fn add(tx: &mut Tx<'_>, who: &Who, whole: &WholeMeeting, (turn, paper, instead_of): (MinuteTurn, Option<i64>, Option<i64>), words: String) -> Result<(Act, Value), Refusal> {
    if paper.is_some_and(|number| !whole.papers.iter().any(|it| it.number == number && !it.is_out)) {
        return Err(MeetingRefusal::NotThere.into());
    }
    let number = whole.minutes.iter().map(|it| it.number).max().unwrap_or(0) + 1;
    let new = MinuteLine { number, turn, paper, words, instead_of, by: who.id().clone(), at: tx.at().to_owned() };
    may_add(&whole.meeting, &whole.minutes, &new)?;
    memory::minute(tx, &whole.meeting.id, &new).await?;
    let before = instead_of.and_then(|number| whole.minutes.iter().find(|it| it.number == number)).map(|it| it.words.clone());
    Ok((Act::MinuteWritten, json!({ "turn": turn.name(), "line": number, "paper": paper, "instead_of": instead_of, "before": before, "after": new.words })))
}

/// Whether somebody came; a second word of it takes the place of the first.
pub(super) async fn attend(tx: &mut Tx<'_>, who: &Who, whole: &WholeMeeting, (invitee, presence): (i64, Presence), words: &str) -> Result<(Act, Value), Refusal> {
    if !whole.invitees.iter().any(|it| it.number == invitee && !it.is_out) {
        return Err(MeetingRefusal::NotThere.into());
    }
    let words = checked_words("minute", words)?;
    let before = presence_of(&whole.minutes, invitee).map(|it| it.number);
    add(tx, who, whole, (MinuteTurn::Attended { invitee, presence }, None, before), words).await
}

/// What was said or concluded.
pub(super) async fn write(tx: &mut Tx<'_>, who: &Who, whole: &WholeMeeting, what: (MinuteTurn, Option<i64>, Option<i64>), words: &str) -> Result<(Act, Value), Refusal> {
    let words = checked_words("minute", words)?;
    add(tx, who, whole, what, words).await
}

fn data(before: Option<&TaskLine>, after: &TaskLine) -> Value {
    let said = |it: &TaskLine| json!({ "what": it.what, "whom": it.whom, "due": it.due_on.map(|it| it.to_string()), "stand": it.stand.name(), "words": it.words });
    json!({ "task": after.task, "before": before.map(said), "after": said(after) })
}

/// Something is to be done.
pub(super) async fn task(tx: &mut Tx<'_>, who: &Who, whole: &WholeMeeting, new: &NewTask) -> Result<(Act, Value), Refusal> {
    let task = whole.tasks.iter().map(|it| it.task).max().unwrap_or(0) + 1;
    let line = TaskLine {
        task,
        line: 1,
        what: line("task-what", &new.what)?,
        whom: line("task-whom", &new.whom)?,
        due_on: new.due_on,
        stand: TaskStand::Open,
        words: String::new(),
        by: who.id().clone(),
        at: tx.at().to_owned(),
    };
    follows(&whole.meeting, None, &line)?;
    memory::follow(tx, &whole.meeting.id, &line).await?;
    Ok((Act::ConclusionEntered, data(None, &line)))
}

/// What became of it, or how it was put right.
pub(super) async fn follow(tx: &mut Tx<'_>, who: &Who, whole: &WholeMeeting, (task, new): (i64, &NewTask), (stand, words): (TaskStand, &str)) -> Result<(Act, Value), Refusal> {
    let now = tasks_now(&whole.tasks);
    let before = now.into_iter().find(|it| it.task == task).ok_or(MeetingRefusal::NotThere)?;
    let line = TaskLine {
        task,
        line: before.line + 1,
        what: line("task-what", &new.what)?,
        whom: line("task-whom", &new.whom)?,
        due_on: new.due_on,
        stand,
        words: checked_words("task-words", words)?,
        by: who.id().clone(),
        at: tx.at().to_owned(),
    };
    follows(&whole.meeting, Some(before), &line)?;
    memory::follow(tx, &whole.meeting.id, &line).await?;
    Ok((Act::ConclusionFollowed, data(Some(before), &line)))
}
