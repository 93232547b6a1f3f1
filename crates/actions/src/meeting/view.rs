//! What people see of meetings. The words of a member's slip are for the office and that member alone; others see counts.

use hanhdong_domain::meeting::{AgendaPaper, Invitee, MinuteLine, PaperOf, Stance};
use hanhdong_domain::meeting::{Meeting, MeetingStage, Tally, TaskLine, days_late, newest, standing_invitees, standing_papers, tally, tasks_now};
use hanhdong_domain::organisation::{MeetingId, OrganisationAct, PersonId, Standing, Unit, UnitId};
use hanhdong_store::meeting::{self as memory, WholeMeeting};
use hanhdong_store::{Db, organisation, publication};

use super::plan::{DAYS, days_of};
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

/// Meetings shown at once.
const MEETINGS_MAX: i64 = 300;
/// Conclusions shown at once.
const TASKS_MAX: i64 = 500;

/// A meeting in a list.
#[derive(Clone, Debug)]
pub struct MeetingLine {
    /// The meeting.
    pub meeting: Meeting,
    /// Whose committee meets.
    pub house: String,
}

/// Something a house concluded that is not done yet.
#[derive(Clone, Debug)]
pub struct OpenConclusion {
    /// How it stands.
    pub task: TaskLine,
    /// Concluded where.
    pub meeting: Meeting,
    /// Whose.
    pub house: String,
}

/// The meetings that a person knows of.
#[derive(Clone, Debug, Default)]
pub struct Meetings {
    /// Those of the own houses, the newest first.
    pub own: Vec<MeetingLine>,
    /// Those of others to which a unit of theirs was invited.
    pub invited: Vec<MeetingLine>,
    /// What the own houses concluded and is not done.
    pub open: Vec<OpenConclusion>,
    /// The houses whose meetings the person keeps, with how many days before a meeting its papers are sent there.
    pub kept: Vec<(Unit, i64)>,
}

/// A slip as this person may see it.
#[derive(Clone, Debug)]
pub struct SlipShown {
    /// On which paper.
    pub paper: i64,
    /// Whose.
    pub invitee: i64,
    /// What it says.
    pub stance: Stance,
    /// Its words.
    pub words: String,
    /// When it was entered, UTC.
    pub at: String,
    /// How many there were before it.
    pub before: i64,
}

/// A meeting as a person may see it.
#[derive(Clone, Debug)]
pub struct MeetingView {
    /// The meeting.
    pub meeting: Meeting,
    /// Whose committee meets.
    pub house: Unit,
    /// Does the person keep it?
    pub may_keep: bool,
    /// Is it a house of the person's? Whoever was invited from outside sees day, place and agenda alone.
    pub is_own: bool,
    /// The agenda.
    pub papers: Vec<AgendaPaper>,
    /// Whoever is invited.
    pub invitees: Vec<Invitee>,
    /// The number in the list of the person themself.
    pub me: Option<i64>,
    /// How each paper stands, in the order of the agenda.
    pub tallies: Vec<Tally>,
    /// The slips that this person may see.
    pub slips: Vec<SlipShown>,
    /// Every line of the minutes.
    pub minutes: Vec<MinuteLine>,
    /// How each thing that was concluded stands.
    pub tasks: Vec<TaskLine>,
    /// Every line about them, the former ones too.
    pub task_lines: Vec<TaskLine>,
    /// By how many days the papers are late.
    pub late: Option<i64>,
    /// How many days before a meeting they are sent here.
    pub days: i64,
}

/// A meeting, whose it is and how the person stands to it. Whoever neither belongs to the house nor was invited does not find it.
pub(super) async fn seen(db: &mut Db<'_>, who: &Who, id: &MeetingId) -> Result<(WholeMeeting, Standing), Refusal> {
    let whole = memory::whole(db, id).await?.ok_or(Refusal::NotFound)?;
    let mut standing = organisation::standing(db, who.id(), &whole.meeting.organisation, who.today()).await?;
    if whole.meeting.stage != MeetingStage::Planned {
        standing.0.extend(memory::roles_invited(db, id, who.id(), who.today()).await?);
    }
    let may = standing.may_in_organisation(OrganisationAct::ReadMeetings) || standing.may_in_organisation(OrganisationAct::ReadInvitation);
    if may { Ok((whole, standing)) } else { Err(Refusal::NotFound) }
}

/// The same for whoever belongs to the house.
pub(super) async fn read(db: &mut Db<'_>, who: &Who, id: &MeetingId) -> Result<(WholeMeeting, bool), Refusal> {
    let (whole, standing) = seen(db, who, id).await?;
    if standing.may_in_organisation(OrganisationAct::ReadMeetings) { Ok((whole, standing.may_in_organisation(OrganisationAct::KeepMeetings))) } else { Err(Refusal::NotAllowed) }
}

/// The number in the list of a person.
pub(super) fn number_of(whole: &WholeMeeting, person: &PersonId) -> Option<i64> {
    standing_invitees(&whole.invitees).find(|it| it.person.as_ref() == Some(person)).map(|it| it.number)
}

async fn house(db: &mut Db<'_>, id: &UnitId) -> Result<Unit, Refusal> {
    organisation::unit(db, id).await?.ok_or(Refusal::NotFound)
}

impl App {
    /// The meetings that a person knows of, and what their houses concluded and is not done.
    pub async fn meetings(&self, who: &Who) -> Result<Meetings, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let mut found = Meetings::default();
        for unit in organisation::units(&mut db).await?.into_iter().filter(|it| it.id == it.organisation) {
            let standing = organisation::standing(&mut db, who.id(), &unit.id, who.today()).await?;
            if !standing.may_in_organisation(OrganisationAct::ReadMeetings) {
                continue;
            }
            let meetings = memory::meetings_of(&mut db, &unit.id, MEETINGS_MAX).await?;
            for (id, task) in memory::open_tasks(&mut db, &unit.id, TASKS_MAX).await? {
                let meeting = memory::meeting(&mut db, &id).await?.ok_or(Refusal::NotFound)?;
                found.open.push(OpenConclusion { task, meeting, house: unit.name.clone() });
            }
            found.own.extend(meetings.into_iter().map(|meeting| MeetingLine { meeting, house: unit.name.clone() }));
            if standing.may_in_organisation(OrganisationAct::KeepMeetings) {
                let days = days_of(publication::setting(&mut db, &unit.id, DAYS).await?);
                found.kept.push((unit, days));
            }
        }
        found.own.sort_by(|a, b| (b.meeting.on, &b.meeting.hour).cmp(&(a.meeting.on, &a.meeting.hour)));
        for meeting in memory::invited_to(&mut db, who.id(), who.today(), MEETINGS_MAX).await? {
            if found.own.iter().all(|it| it.meeting.id != meeting.id) {
                let house = house(&mut db, &meeting.organisation).await?.name;
                found.invited.push(MeetingLine { meeting, house });
            }
        }
        Ok(found)
    }

    /// A meeting as this person may see it.
    pub async fn meeting(&self, who: &Who, id: &MeetingId) -> Result<MeetingView, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let (whole, standing) = seen(&mut db, who, id).await?;
        let house = house(&mut db, &whole.meeting.organisation).await?;
        let days = days_of(publication::setting(&mut db, &house.id, DAYS).await?);
        let may = |act| standing.may_in_organisation(act);
        Ok(view(who, whole, house, (may(OrganisationAct::ReadMeetings), may(OrganisationAct::KeepMeetings)), days))
    }

    /// A file that stands on an agenda, byte for byte: for the house alone.
    pub async fn meeting_file(&self, who: &Who, id: &MeetingId, paper: i64) -> Result<(String, Vec<u8>), Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let (whole, _) = read(&mut db, who, id).await?;
        let paper = standing_papers(&whole.papers).find(|it| it.number == paper).ok_or(Refusal::NotFound)?;
        let PaperOf::File(file) = &paper.of else { return Err(Refusal::NotFound) };
        let kept = hanhdong_store::programme::file(&mut db, file).await?.ok_or(Refusal::NotFound)?;
        Ok((kept.name, kept.bytes))
    }
}

fn view(who: &Who, whole: WholeMeeting, house: Unit, (is_own, may_keep): (bool, bool), days: i64) -> MeetingView {
    let me = number_of(&whole, who.id());
    let papers: Vec<AgendaPaper> = standing_papers(&whole.papers).cloned().collect();
    let tallies = if is_own { papers.iter().map(|it| tally(it.number, &whole.invitees, &whole.opinions)).collect() } else { Vec::new() };
    let mut slips = Vec::new();
    for paper in papers.iter().filter(|_| is_own) {
        for invitee in standing_invitees(&whole.invitees).filter(|it| may_keep || me == Some(it.number)) {
            if let Some(it) = newest(&whole.opinions, paper.number, invitee.number) {
                slips.push(SlipShown { paper: it.paper, invitee: it.invitee, stance: it.stance, words: it.words.clone(), at: it.at.clone(), before: it.line - 1 });
            }
        }
    }
    let late = days_late(whole.meeting.on, whole.meeting.sent_on, who.today(), days).filter(|_| is_own && whole.meeting.stage != MeetingStage::CalledOff);
    // Whoever comes from outside reads the invitation and no more.
    let invitees = if is_own { standing_invitees(&whole.invitees).cloned().collect() } else { Vec::new() };
    let tasks = if is_own { tasks_now(&whole.tasks).into_iter().cloned().collect() } else { Vec::new() };
    let (minutes, task_lines) = if is_own { (whole.minutes, whole.tasks) } else { (Vec::new(), Vec::new()) };
    MeetingView { meeting: whole.meeting, house, may_keep, is_own, papers, invitees, me, tallies, slips, minutes, tasks, task_lines, late, days }
}

/// What can be chosen for a meeting: value and words.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// Frozen drafts of the house: "id/number".
    pub drafts: Vec<(String, String)>,
    /// People who work in the house.
    pub people: Vec<(String, String)>,
    /// Units that live.
    pub units: Vec<(String, String)>,
}

/// Frozen drafts to choose from.
const DRAFTS_MAX: i64 = 60;

impl App {
    /// What can be chosen for a meeting, for whoever keeps it.
    pub async fn meeting_choices(&self, who: &Who, id: &MeetingId) -> Result<Choices, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let (whole, may_keep) = read(&mut db, who, id).await?;
        if !may_keep {
            return Err(Refusal::NotAllowed);
        }
        let of = &whole.meeting.organisation;
        let draft = |(id, number, label, title): (hanhdong_domain::organisation::ProgrammeId, i64, String, String)| {
            (format!("{id}/{number}"), format!("{title} · {}", hanhdong_domain::programme::draft_mark(number, &label)))
        };
        let drafts = memory::drafts_of(&mut db, of, DRAFTS_MAX).await?.into_iter().map(draft).collect();
        let holds = |it: &hanhdong_domain::organisation::Grant| it.from_on <= who.today() && it.until_on.is_none_or(|end| who.today() < end);
        let mut people: Vec<(String, String)> = Vec::new();
        for (person, _) in organisation::people_of(&mut db, of).await?.into_iter().filter(|it| holds(&it.1)) {
            if people.iter().all(|it| it.0 != person.id.as_str()) {
                people.push((person.id.to_string(), person.name));
            }
        }
        let units = organisation::units(&mut db).await?.into_iter().filter(|it| it.exists_on(who.today()) && it.id != *of).map(|it| (it.id.to_string(), it.name)).collect();
        Ok(Choices { drafts, people, units })
    }
}
