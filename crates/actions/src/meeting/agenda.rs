//! The agenda and the list of those invited.

use std::sync::Arc;

use hanhdong_domain::journal::Act;
use hanhdong_domain::meeting::{AgendaPaper, Invitee, PaperOf, goes_out};
use hanhdong_domain::organisation::{ProgrammeAct, ProgrammeId};
use hanhdong_domain::programme::draft_mark;
use hanhdong_paper::intake;
use hanhdong_store::meeting::{self as memory, WholeMeeting};
use hanhdong_store::programme as papers;
use hanhdong_store::{StoreError, Tx, organisation};
use serde_json::{Value, json};

use super::change::Invited;
use super::plan::{line, optional};
use crate::programme::{HandIn, allowed, keep_file};
use crate::refusal::Refusal;
use crate::who::Who;

/// Papers on one agenda.
const PAPERS_MAX: usize = 60;
/// People invited to one meeting.
const INVITEES_MAX: usize = 300;

/// Looks at a file before anything of it is kept: only papers that intake reads, none that bears a secrecy mark.
pub(super) async fn looked_at(file: &HandIn) -> Result<(), Refusal> {
    let bytes: Arc<Vec<u8>> = file.bytes.clone();
    let read = tokio::task::spawn_blocking(move || intake::read(&bytes).map(drop)).await;
    Ok(read.map_err(|error| Refusal::Fault(error.to_string()))??)
}

fn twice(error: StoreError) -> Refusal {
    match error {
        StoreError::Constraint(_) => Refusal::Field { field: "meeting", why: "meeting-twice" },
        other => other.into(),
    }
}

async fn add(tx: &mut Tx<'_>, whole: &WholeMeeting, title: String, of: PaperOf, note: &str) -> Result<(Act, Value), Refusal> {
    if PAPERS_MAX <= whole.papers.len() {
        return Err(Refusal::Field { field: "meeting", why: "meeting-many" });
    }
    let number = whole.papers.iter().map(|it| it.number).max().unwrap_or(0) + 1;
    let paper = AgendaPaper { number, title, of, note: optional("circulation", note)?, is_out: false };
    memory::add_paper(tx, &whole.meeting.id, &paper).await.map_err(twice)?;
    Ok((Act::AgendaAdded, json!({ "title": paper.title, "paper": number, "note": paper.note })))
}

pub(super) async fn add_draft(tx: &mut Tx<'_>, who: &Who, whole: &WholeMeeting, (programme, draft): (&ProgrammeId, i64), note: &str) -> Result<(Act, Value), Refusal> {
    whole.meeting.may_prepare()?;
    let unknown = || Refusal::Field { field: "draft", why: "unknown" };
    allowed(tx.db(), who, programme, ProgrammeAct::ReadDrafting).await.map_err(|_| unknown())?;
    let (owner, _) = papers::owner(tx.db(), programme).await?.ok_or_else(unknown)?;
    let row = papers::frozen(tx.db(), programme, draft).await?.filter(|_| owner == whole.meeting.organisation).ok_or_else(unknown)?;
    let title = papers::titles(tx.db(), std::slice::from_ref(programme)).await?.into_iter().next().map(|it| it.1).unwrap_or_default();
    let title: String = format!("{title} ({})", draft_mark(row.number, &row.label)).trim().chars().take(600).collect();
    add(tx, whole, title, PaperOf::Draft(programme.clone(), draft), note).await
}

pub(super) async fn add_file(tx: &mut Tx<'_>, who: &Who, whole: &WholeMeeting, title: &str, (file, note): (&HandIn, &str)) -> Result<(Act, Value), Refusal> {
    whole.meeting.may_prepare()?;
    let title = line("title", title)?;
    let id = keep_file(tx, who, &whole.meeting.organisation, file).await?;
    add(tx, whole, title, PaperOf::File(id), note).await
}

pub(super) async fn take_out_paper(tx: &mut Tx<'_>, whole: &WholeMeeting, number: i64) -> Result<(Act, Value), Refusal> {
    whole.meeting.may_prepare()?;
    let paper = whole.papers.iter().find(|it| it.number == number && !it.is_out);
    goes_out(paper.is_some(), whole.opinions.iter().any(|it| it.paper == number))?;
    memory::take_out_paper(tx, &whole.meeting.id, number).await?;
    Ok((Act::AgendaTakenOut, json!({ "title": paper.map(|it| it.title.clone()), "paper": number })))
}

pub(super) async fn invite(tx: &mut Tx<'_>, who: &Who, whole: &WholeMeeting, invited: Invited, (post, is_member): (&str, bool)) -> Result<(Act, Value), Refusal> {
    whole.meeting.may_prepare()?;
    if INVITEES_MAX <= whole.invitees.len() {
        return Err(Refusal::Field { field: "meeting", why: "meeting-many" });
    }
    let number = whole.invitees.iter().map(|it| it.number).max().unwrap_or(0) + 1;
    let mut new = Invitee { number, name: String::new(), post: optional("post", post)?, person: None, unit: None, is_member, is_out: false };
    match invited {
        Invited::Name(name) => new.name = line("name", &name)?,
        Invited::Person(id) => {
            let people = organisation::people_of(tx.db(), &whole.meeting.organisation).await?;
            let holds = |grant: &hanhdong_domain::organisation::Grant| grant.from_on <= who.today() && grant.until_on.is_none_or(|end| who.today() < end);
            let person = people.into_iter().find(|(person, grant)| person.id == id && holds(grant)).ok_or(Refusal::Field { field: "person", why: "unknown" })?.0;
            if new.post.is_empty() {
                new.post = organisation::posts(tx.db(), &id, who.today()).await?.into_iter().next().map(|it| it.title).unwrap_or_default();
            }
            (new.name, new.person) = (person.name, Some(person.id));
        }
        Invited::Unit(id) => {
            let unit = organisation::unit(tx.db(), &id).await?.filter(|it| it.exists_on(who.today())).ok_or(Refusal::Field { field: "unit", why: "unknown" })?;
            (new.name, new.unit, new.is_member) = (unit.name, Some(unit.id), false);
        }
    }
    memory::add_invitee(tx, &whole.meeting.id, &new).await.map_err(twice)?;
    Ok((Act::InviteeAdded, json!({ "name": new.name, "invitee": number, "is_member": new.is_member })))
}

pub(super) async fn take_out_invitee(tx: &mut Tx<'_>, whole: &WholeMeeting, number: i64) -> Result<(Act, Value), Refusal> {
    whole.meeting.may_prepare()?;
    let invitee = whole.invitees.iter().find(|it| it.number == number && !it.is_out);
    goes_out(invitee.is_some(), whole.opinions.iter().any(|it| it.invitee == number))?;
    memory::take_out_invitee(tx, &whole.meeting.id, number).await?;
    Ok((Act::InviteeTakenOut, json!({ "name": invitee.map(|it| it.name.clone()), "invitee": number })))
}
