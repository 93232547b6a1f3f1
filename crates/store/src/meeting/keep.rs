//! Writing meetings. Slips, minutes and conclusions are only ever added to.

use hanhdong_domain::meeting::{AgendaPaper, Invitee, Meeting, MinuteLine, MinuteTurn, Opinion, PaperOf, TaskLine};
use hanhdong_domain::organisation::MeetingId;

use crate::{StoreError, Tx, column};

/// Enters a meeting.
pub async fn plan(tx: &mut Tx<'_>, it: &Meeting) -> Result<(), StoreError> {
    let sql = "INSERT INTO meeting (id, organisation_id, kind, title, on_day, hour, place, chair, stage, sent_on, called_off_why, acts) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0)";
    let statement = sqlx::query(sql)
        .bind(it.id.as_str())
        .bind(it.organisation.as_str())
        .bind(it.kind.name())
        .bind(it.title.as_str())
        .bind(it.on.to_string())
        .bind(it.hour.as_str())
        .bind(it.place.as_str())
        .bind(it.chair.as_str())
        .bind(it.stage.name())
        .bind(column::of_date(it.sent_on))
        .bind(it.called_off_why.clone());
    tx.change(statement).await?;
    Ok(())
}

/// Takes hold of a meeting for this act; false where there is none.
pub async fn hold(tx: &mut Tx<'_>, id: &MeetingId) -> Result<bool, StoreError> {
    Ok(tx.change(sqlx::query("UPDATE meeting SET acts = acts + 1 WHERE id = $1").bind(id.as_str())).await? == 1)
}

/// Writes head and stage of a meeting.
pub async fn write(tx: &mut Tx<'_>, it: &Meeting) -> Result<(), StoreError> {
    let sql = "UPDATE meeting SET title = $2, on_day = $3, hour = $4, place = $5, chair = $6, stage = $7, sent_on = $8, called_off_why = $9 WHERE id = $1";
    let statement = sqlx::query(sql)
        .bind(it.id.as_str())
        .bind(it.title.as_str())
        .bind(it.on.to_string())
        .bind(it.hour.as_str())
        .bind(it.place.as_str())
        .bind(it.chair.as_str())
        .bind(it.stage.name())
        .bind(column::of_date(it.sent_on))
        .bind(it.called_off_why.clone());
    tx.change(statement).await?;
    Ok(())
}

/// Puts a paper on the agenda.
pub async fn add_paper(tx: &mut Tx<'_>, id: &MeetingId, it: &AgendaPaper) -> Result<(), StoreError> {
    let (programme, draft, file) = match &it.of {
        PaperOf::Draft(programme, draft) => (Some(programme.to_string()), Some(*draft), None),
        PaperOf::File(file) => (None, None, Some(file.to_string())),
    };
    let sql = "INSERT INTO meeting_paper (meeting_id, paper_no, title, programme_id, draft_no, file_id, note, is_out) VALUES ($1, $2, $3, $4, $5, $6, $7, 0)";
    let statement = sqlx::query(sql).bind(id.as_str()).bind(it.number).bind(it.title.as_str()).bind(programme).bind(draft).bind(file).bind(it.note.as_str());
    tx.change(statement).await?;
    Ok(())
}

/// Takes a paper off the agenda; its row stays.
pub async fn take_out_paper(tx: &mut Tx<'_>, id: &MeetingId, number: i64) -> Result<(), StoreError> {
    tx.change(sqlx::query("UPDATE meeting_paper SET is_out = 1 WHERE meeting_id = $1 AND paper_no = $2").bind(id.as_str()).bind(number)).await?;
    Ok(())
}

/// Puts somebody on the list.
pub async fn add_invitee(tx: &mut Tx<'_>, id: &MeetingId, it: &Invitee) -> Result<(), StoreError> {
    let sql = "INSERT INTO meeting_invitee (meeting_id, invitee_no, name, post, person_id, unit_id, is_member, is_out) VALUES ($1, $2, $3, $4, $5, $6, $7, 0)";
    let statement = sqlx::query(sql)
        .bind(id.as_str())
        .bind(it.number)
        .bind(it.name.as_str())
        .bind(it.post.as_str())
        .bind(it.person.as_ref().map(ToString::to_string))
        .bind(it.unit.as_ref().map(ToString::to_string))
        .bind(i64::from(it.is_member));
    tx.change(statement).await?;
    Ok(())
}

/// Takes somebody off the list; the row stays.
pub async fn take_out_invitee(tx: &mut Tx<'_>, id: &MeetingId, number: i64) -> Result<(), StoreError> {
    tx.change(sqlx::query("UPDATE meeting_invitee SET is_out = 1 WHERE meeting_id = $1 AND invitee_no = $2").bind(id.as_str()).bind(number)).await?;
    Ok(())
}

/// Keeps a slip.
pub async fn say(tx: &mut Tx<'_>, id: &MeetingId, it: &Opinion) -> Result<(), StoreError> {
    let sql = "INSERT INTO meeting_opinion (meeting_id, paper_no, invitee_no, line_no, stance, words, person_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let statement =
        sqlx::query(sql).bind(id.as_str()).bind(it.paper).bind(it.invitee).bind(it.line).bind(it.stance.name()).bind(it.words.as_str()).bind(it.by.as_str()).bind(it.at.as_str());
    tx.change(statement).await?;
    Ok(())
}

/// Adds a line to the minutes.
pub async fn minute(tx: &mut Tx<'_>, id: &MeetingId, it: &MinuteLine) -> Result<(), StoreError> {
    let (invitee, presence) = match it.turn {
        MinuteTurn::Attended { invitee, presence } => (Some(invitee), Some(presence.name())),
        MinuteTurn::Said | MinuteTurn::Concluded => (None, None),
    };
    let sql =
        "INSERT INTO meeting_minute (meeting_id, line_no, turn, paper_no, invitee_no, presence, words, instead_of, person_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let statement = sqlx::query(sql)
        .bind(id.as_str())
        .bind(it.number)
        .bind(it.turn.name())
        .bind(it.paper)
        .bind(invitee)
        .bind(presence)
        .bind(it.words.as_str())
        .bind(it.instead_of)
        .bind(it.by.as_str())
        .bind(it.at.as_str());
    tx.change(statement).await?;
    Ok(())
}

/// Adds a line about something that was concluded.
pub async fn follow(tx: &mut Tx<'_>, id: &MeetingId, it: &TaskLine) -> Result<(), StoreError> {
    let sql = "INSERT INTO meeting_task (meeting_id, task_no, line_no, what, whom, due_on, stand, words, person_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let statement = sqlx::query(sql)
        .bind(id.as_str())
        .bind(it.task)
        .bind(it.line)
        .bind(it.what.as_str())
        .bind(it.whom.as_str())
        .bind(column::of_date(it.due_on))
        .bind(it.stand.name())
        .bind(it.words.as_str())
        .bind(it.by.as_str())
        .bind(it.at.as_str());
    tx.change(statement).await?;
    Ok(())
}
