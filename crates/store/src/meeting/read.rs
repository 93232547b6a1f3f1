//! Reading meetings. The callers ask the policy.

use hanhdong_domain::Date;
use hanhdong_domain::meeting::{AgendaPaper, Invitee, Meeting, MeetingKind, MeetingStage, MinuteLine, MinuteTurn, Opinion, PaperOf, Presence, Stance, TaskLine, TaskStand};
use hanhdong_domain::organisation::{FileId, MeetingId, PersonId, ProgrammeId, Relation, Role, UnitId};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::WholeMeeting;
use crate::{Db, StoreError, column};

const ROW: &str = "SELECT m.id, m.organisation_id, m.kind, m.title, m.on_day, m.hour, m.place, m.chair, m.stage, m.sent_on, m.called_off_why FROM meeting m";

/// That one of the roles (`g`) of the person `$1` on the day `$2` is held in a unit (`i.unit_id`) that was invited, or in a body of it.
const INVITED: &str = "FROM meeting_invitee i JOIN unit h ON h.id = i.unit_id OR h.organisation_id = i.unit_id JOIN held_role g ON g.unit_id = h.id \
     WHERE i.is_out = 0 AND g.person_id = $1 AND g.from_on <= $2 AND (g.until_on IS NULL OR $2 < g.until_on) AND g.role <> 'administrator'";

/// One meeting.
pub async fn meeting(db: &mut Db<'_>, id: &MeetingId) -> Result<Option<Meeting>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{ROW} WHERE m.id = $1"));
    db.maybe(sqlx::query(sql).bind(id.as_str())).await?.as_ref().map(read).transpose()
}

/// The meetings of a committee, the newest day first.
pub async fn meetings_of(db: &mut Db<'_>, organisation: &UnitId, limit: i64) -> Result<Vec<Meeting>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{ROW} WHERE m.organisation_id = $1 ORDER BY m.on_day DESC, m.hour DESC, m.id LIMIT $2"));
    db.all(sqlx::query(sql).bind(organisation.as_str()).bind(limit)).await?.iter().map(read).collect()
}

/// Meetings of others to which a unit of the person's was invited, the newest day first.
pub async fn invited_to(db: &mut Db<'_>, person: &PersonId, day: Date, limit: i64) -> Result<Vec<Meeting>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{ROW} WHERE m.stage <> 'planned' AND m.id IN (SELECT i.meeting_id {INVITED}) ORDER BY m.on_day DESC, m.hour DESC, m.id LIMIT $3"));
    db.all(sqlx::query(sql).bind(person.as_str()).bind(day.to_string()).bind(limit)).await?.iter().map(read).collect()
}

/// The roles by which a person reads an invitation to a meeting.
pub async fn roles_invited(db: &mut Db<'_>, id: &MeetingId, person: &PersonId, day: Date) -> Result<Vec<(Role, Relation)>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("SELECT DISTINCT g.role {INVITED} AND i.meeting_id = $3 ORDER BY g.role"));
    let rows = db.all(sqlx::query(sql).bind(person.as_str()).bind(day.to_string()).bind(id.as_str())).await?;
    rows.iter().map(|row| Ok((crate::organisation::role_of(&row.try_get::<String, _>(0)?)?, Relation::Invited))).collect()
}

/// A meeting with everything that belongs to it.
pub async fn whole(db: &mut Db<'_>, id: &MeetingId) -> Result<Option<WholeMeeting>, StoreError> {
    let Some(meeting) = meeting(db, id).await? else { return Ok(None) };
    let sql = "SELECT paper_no, title, programme_id, draft_no, file_id, note, is_out FROM meeting_paper WHERE meeting_id = $1 ORDER BY paper_no";
    let papers = db.all(sqlx::query(sql).bind(id.as_str())).await?.iter().map(paper).collect::<Result<_, _>>()?;
    let sql = "SELECT invitee_no, name, post, person_id, unit_id, is_member, is_out FROM meeting_invitee WHERE meeting_id = $1 ORDER BY invitee_no";
    let invitees = db.all(sqlx::query(sql).bind(id.as_str())).await?.iter().map(invitee).collect::<Result<_, _>>()?;
    let sql = "SELECT paper_no, invitee_no, line_no, stance, words, person_id, at FROM meeting_opinion WHERE meeting_id = $1 ORDER BY paper_no, invitee_no, line_no";
    let opinions = db.all(sqlx::query(sql).bind(id.as_str())).await?.iter().map(opinion).collect::<Result<_, _>>()?;
    let sql = "SELECT line_no, turn, paper_no, invitee_no, presence, words, instead_of, person_id, at FROM meeting_minute WHERE meeting_id = $1 ORDER BY line_no";
    let minutes = db.all(sqlx::query(sql).bind(id.as_str())).await?.iter().map(minute).collect::<Result<_, _>>()?;
    let tasks = tasks(db, id).await?;
    Ok(Some(WholeMeeting { meeting, papers, invitees, opinions, minutes, tasks }))
}

/// Every line about what was concluded in a meeting.
pub async fn tasks(db: &mut Db<'_>, id: &MeetingId) -> Result<Vec<TaskLine>, StoreError> {
    let sql = "SELECT task_no, line_no, what, whom, due_on, stand, words, person_id, at FROM meeting_task WHERE meeting_id = $1 ORDER BY task_no, line_no";
    db.all(sqlx::query(sql).bind(id.as_str())).await?.iter().map(|row| task(row, 0)).collect()
}

/// What a committee concluded and is not done yet, the nearest day first: each with its meeting.
pub async fn open_tasks(db: &mut Db<'_>, organisation: &UnitId, limit: i64) -> Result<Vec<(MeetingId, TaskLine)>, StoreError> {
    let sql = "SELECT t.meeting_id, t.task_no, t.line_no, t.what, t.whom, t.due_on, t.stand, t.words, t.person_id, t.at FROM meeting_task t JOIN meeting m ON m.id = t.meeting_id \
               WHERE m.organisation_id = $1 AND t.stand = 'open' AND NOT EXISTS (SELECT 1 FROM meeting_task l WHERE l.meeting_id = t.meeting_id AND l.task_no = t.task_no AND t.line_no < l.line_no) \
               ORDER BY COALESCE(t.due_on, '9999'), m.on_day, t.meeting_id, t.task_no LIMIT $2";
    let rows = db.all(sqlx::query(sql).bind(organisation.as_str()).bind(limit)).await?;
    rows.iter().map(|row| Ok((column::id(row, 0, MeetingId::parse)?, task(row, 1)?))).collect()
}

fn named<T>(row: &AnyRow, at: usize, of: fn(&str) -> Option<T>) -> Result<T, StoreError> {
    let name: String = row.try_get(at)?;
    of(&name).ok_or_else(|| StoreError::NotSound(format!("a meeting's {name}")))
}

fn is(row: &AnyRow, at: usize) -> Result<bool, StoreError> {
    Ok(row.try_get::<i64, _>(at)? == 1)
}

fn read(row: &AnyRow) -> Result<Meeting, StoreError> {
    Ok(Meeting {
        id: column::id(row, 0, MeetingId::parse)?,
        organisation: column::id(row, 1, UnitId::parse)?,
        kind: named(row, 2, MeetingKind::of_name)?,
        title: row.try_get(3)?,
        on: column::date(row, 4)?,
        hour: row.try_get(5)?,
        place: row.try_get(6)?,
        chair: row.try_get(7)?,
        stage: named(row, 8, MeetingStage::of_name)?,
        sent_on: column::maybe_date(row, 9)?,
        called_off_why: row.try_get(10)?,
    })
}

fn paper(row: &AnyRow) -> Result<AgendaPaper, StoreError> {
    let programme = column::maybe_id(row, 2, ProgrammeId::parse)?;
    let of = match (programme, row.try_get::<Option<i64>, _>(3)?, column::maybe_id(row, 4, FileId::parse)?) {
        (Some(programme), Some(draft), None) => PaperOf::Draft(programme, draft),
        (None, None, Some(file)) => PaperOf::File(file),
        _ => return Err(StoreError::NotSound("a paper of a meeting".to_owned())),
    };
    Ok(AgendaPaper { number: row.try_get(0)?, title: row.try_get(1)?, of, note: row.try_get(5)?, is_out: is(row, 6)? })
}

fn invitee(row: &AnyRow) -> Result<Invitee, StoreError> {
    Ok(Invitee {
        number: row.try_get(0)?,
        name: row.try_get(1)?,
        post: row.try_get(2)?,
        person: column::maybe_id(row, 3, PersonId::parse)?,
        unit: column::maybe_id(row, 4, UnitId::parse)?,
        is_member: is(row, 5)?,
        is_out: is(row, 6)?,
    })
}

fn opinion(row: &AnyRow) -> Result<Opinion, StoreError> {
    Ok(Opinion {
        paper: row.try_get(0)?,
        invitee: row.try_get(1)?,
        line: row.try_get(2)?,
        stance: named(row, 3, Stance::of_name)?,
        words: row.try_get(4)?,
        by: column::id(row, 5, PersonId::parse)?,
        at: row.try_get(6)?,
    })
}

fn minute(row: &AnyRow) -> Result<MinuteLine, StoreError> {
    let turn: String = row.try_get(1)?;
    let turn = match turn.as_str() {
        "attended" => MinuteTurn::Attended { invitee: row.try_get(3)?, presence: named(row, 4, Presence::of_name)? },
        "said" => MinuteTurn::Said,
        "concluded" => MinuteTurn::Concluded,
        other => return Err(StoreError::NotSound(format!("a minute of {other}"))),
    };
    Ok(MinuteLine {
        number: row.try_get(0)?,
        turn,
        paper: row.try_get(2)?,
        words: row.try_get(5)?,
        instead_of: row.try_get(6)?,
        by: column::id(row, 7, PersonId::parse)?,
        at: row.try_get(8)?,
    })
}

fn task(row: &AnyRow, at: usize) -> Result<TaskLine, StoreError> {
    Ok(TaskLine {
        task: row.try_get(at)?,
        line: row.try_get(at + 1)?,
        what: row.try_get(at + 2)?,
        whom: row.try_get(at + 3)?,
        due_on: column::maybe_date(row, at + 4)?,
        stand: named(row, at + 5, TaskStand::of_name)?,
        words: row.try_get(at + 6)?,
        by: column::id(row, at + 7, PersonId::parse)?,
        at: row.try_get(at + 8)?,
    })
}

/// Frozen drafts of a committee, the newest first: whose, number, label, title.
pub async fn drafts_of(db: &mut Db<'_>, organisation: &UnitId, limit: i64) -> Result<Vec<(ProgrammeId, i64, String, String)>, StoreError> {
    let sql = "SELECT f.programme_id, f.draft_no, f.label, p.title FROM frozen_draft f JOIN programme p ON p.id = f.programme_id \
               WHERE p.organisation_id = $1 AND p.put_away_at IS NULL ORDER BY f.frozen_at DESC, f.programme_id, f.draft_no LIMIT $2";
    let rows = db.all(sqlx::query(sql).bind(organisation.as_str()).bind(limit)).await?;
    rows.iter().map(|row| Ok((column::id(row, 0, ProgrammeId::parse)?, row.try_get(1)?, row.try_get(2)?, row.try_get(3)?))).collect()
}
