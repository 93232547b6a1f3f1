//! A meeting with everything that belongs to it.

use hanhdong_domain::meeting::{AgendaPaper, Invitee, Meeting, MinuteLine, MinuteTurn, Opinion, PaperOf, TaskLine};

use crate::publication::fingerprint;

/// A meeting with everything that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholeMeeting {
    /// The meeting.
    pub meeting: Meeting,
    /// The agenda, what was taken off it too.
    pub papers: Vec<AgendaPaper>,
    /// Whoever is or was invited.
    pub invitees: Vec<Invitee>,
    /// Every slip.
    pub opinions: Vec<Opinion>,
    /// Every line of the minutes.
    pub minutes: Vec<MinuteLine>,
    /// Every line about what was concluded to be done.
    pub tasks: Vec<TaskLine>,
}

fn number(it: i64) -> String {
    it.to_string()
}

fn maybe(it: Option<impl ToString>) -> String {
    it.map(|it| it.to_string()).unwrap_or_default()
}

impl WholeMeeting {
    /// The fingerprint of all of it, so that a change behind the program's back shows.
    pub fn state(&self) -> String {
        let it = &self.meeting;
        let mut fields = vec![it.id.to_string(), it.organisation.to_string(), it.kind.name().to_owned(), it.title.clone(), it.on.to_string(), it.hour.clone(), it.place.clone()];
        fields.extend([it.chair.clone(), it.stage.name().to_owned(), maybe(it.sent_on), it.called_off_why.clone().unwrap_or_default()]);
        for it in &self.papers {
            let of = match &it.of {
                PaperOf::Draft(programme, draft) => format!("{programme}/{draft}"),
                PaperOf::File(file) => file.to_string(),
            };
            fields.extend([number(it.number), it.title.clone(), of, it.note.clone(), it.is_out.to_string()]);
        }
        for it in &self.invitees {
            fields.extend([
                number(it.number),
                it.name.clone(),
                it.post.clone(),
                maybe(it.person.as_ref()),
                maybe(it.unit.as_ref()),
                it.is_member.to_string(),
                it.is_out.to_string(),
            ]);
        }
        for it in &self.opinions {
            fields.extend([number(it.paper), number(it.invitee), number(it.line), it.stance.name().to_owned(), it.words.clone(), it.by.to_string(), it.at.clone()]);
        }
        for it in &self.minutes {
            if let MinuteTurn::Attended { invitee, presence } = it.turn {
                fields.extend([number(invitee), presence.name().to_owned()]);
            }
            fields.extend([number(it.number), it.turn.name().to_owned(), maybe(it.paper), it.words.clone(), maybe(it.instead_of), it.by.to_string(), it.at.clone()]);
        }
        for it in &self.tasks {
            fields.extend([number(it.task), number(it.line), it.what.clone(), it.whom.clone(), maybe(it.due_on), it.stand.name().to_owned()]);
            fields.extend([it.words.clone(), it.by.to_string(), it.at.clone()]);
        }
        fingerprint(fields.iter().map(String::as_str))
    }
}
