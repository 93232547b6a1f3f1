//! The papers of a meeting as Word files, and the pack of it as one PDF.

use hanhdong_domain::meeting::{MinuteLine, MinuteTurn, PaperOf, presence_of, standing_invitees, standing_lines, standing_papers, tally, tasks_now};
use hanhdong_domain::organisation::MeetingId;
use hanhdong_paper::official::meeting::{self as paper, InvitedLine, MeetingPaper, PackPart, PaperLine};
use hanhdong_paper::official::{LayoutPack, compose, docx};
use hanhdong_store::meeting::WholeMeeting;
use hanhdong_store::{Db, organisation, programme};

use super::view::{number_of, read};
use crate::app::App;
use crate::programme::frozen_programme;
use crate::refusal::Refusal;
use crate::who::Who;

/// A paper of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeetingFile {
    /// Giấy mời.
    Invitation,
    /// Tờ trình.
    Submission,
    /// Phiếu xin ý kiến, for the number of a member, or blank.
    Slip(Option<i64>),
    /// The table of the slips.
    SlipTable,
    /// Biên bản.
    Minutes,
    /// Thông báo kết luận.
    Notice,
}

impl MeetingFile {
    const fn stem(self) -> &'static str {
        match self {
            MeetingFile::Invitation => "giay-moi",
            MeetingFile::Submission => "to-trinh",
            MeetingFile::Slip(_) => "phieu-xin-y-kien",
            MeetingFile::SlipTable => "tong-hop-y-kien",
            MeetingFile::Minutes => "bien-ban",
            MeetingFile::Notice => "thong-bao-ket-luan",
        }
    }
}

async fn said(db: &mut Db<'_>, who: &Who, whole: &WholeMeeting) -> Result<MeetingPaper, Refusal> {
    let it = &whole.meeting;
    let house = organisation::unit(db, &it.organisation).await?.ok_or(Refusal::NotFound)?;
    let superior = match &house.above {
        Some(above) => organisation::unit(db, above).await?.map(|it| it.name),
        None => None,
    };
    let lines = |wanted: MinuteTurn, paper: Option<i64>| {
        let is_it = move |it: &&MinuteLine| it.turn == wanted && it.paper == paper;
        standing_lines(&whole.minutes).filter(is_it).map(|it| it.words.clone()).collect::<Vec<_>>()
    };
    let name_of = |number: &i64| whole.invitees.iter().find(|it| it.number == *number).map(|it| it.name.clone());
    let paper = |it: &hanhdong_domain::meeting::AgendaPaper| {
        let tally = tally(it.number, &whole.invitees, &whole.opinions);
        PaperLine {
            title: it.title.clone(),
            note: it.note.clone(),
            missing: tally.missing.iter().filter_map(name_of).collect(),
            tally,
            said: lines(MinuteTurn::Said, Some(it.number)),
            conclusions: lines(MinuteTurn::Concluded, Some(it.number)),
        }
    };
    let invited = |it: &hanhdong_domain::meeting::Invitee| {
        let presence = presence_of(&whole.minutes, it.number).and_then(|line| match line.turn {
            MinuteTurn::Attended { presence, .. } => Some((presence, line.words.clone())),
            MinuteTurn::Said | MinuteTurn::Concluded => None,
        });
        InvitedLine { name: it.name.clone(), post: it.post.clone(), presence, is_member: it.is_member }
    };
    Ok(MeetingPaper {
        superior,
        organisation: house.name,
        today: who.today(),
        kind: it.kind,
        title: it.title.clone(),
        on: it.on,
        hour: it.hour.clone(),
        place: it.place.clone(),
        chair: it.chair.clone(),
        papers: standing_papers(&whole.papers).map(paper).collect(),
        invited: standing_invitees(&whole.invitees).map(invited).collect(),
        said: lines(MinuteTurn::Said, None),
        conclusions: lines(MinuteTurn::Concluded, None),
        tasks: tasks_now(&whole.tasks).into_iter().map(|it| (it.what.clone(), it.whom.clone(), it.due_on)).collect(),
    })
}

fn layout(today: hanhdong_domain::Date) -> Result<&'static LayoutPack, Refusal> {
    LayoutPack::for_paper(None, Some(today), None).map_err(|error| Refusal::Fault(error.to_string()))
}

impl App {
    /// A paper of a meeting as a Word file: its name and bytes. The office makes them all; a member takes their own slip.
    pub async fn meeting_paper(&self, who: &Who, id: &MeetingId, file: MeetingFile) -> Result<(String, Vec<u8>), Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let (whole, may_keep) = read(&mut db, who, id).await?;
        let is_own_slip = matches!(file, MeetingFile::Slip(Some(number)) if number_of(&whole, who.id()) == Some(number));
        if !may_keep && !is_own_slip {
            return Err(Refusal::NotAllowed);
        }
        let is_after = matches!(file, MeetingFile::Minutes | MeetingFile::Notice);
        if is_after && !whole.meeting.is_held() {
            return Err(hanhdong_domain::meeting::MeetingRefusal::NotHeld.into());
        }
        let it = said(&mut db, who, &whole).await?;
        let pack = layout(who.today())?;
        let made = match file {
            MeetingFile::Invitation => paper::invitation(&it, pack),
            MeetingFile::Submission => paper::submission(&it, pack),
            MeetingFile::Slip(None) => paper::slip(&it, None, pack),
            MeetingFile::Slip(Some(number)) => {
                let at = standing_invitees(&whole.invitees).position(|it| it.number == number && it.is_member).ok_or(Refusal::NotFound)?;
                paper::slip(&it, it.invited.get(at), pack)
            }
            MeetingFile::SlipTable => paper::slip_table(&it, pack),
            MeetingFile::Minutes => paper::minutes(&it, pack),
            MeetingFile::Notice => paper::notice(&it, pack),
        };
        Ok((format!("{}-{}.docx", file.stem(), whole.meeting.on), docx::write(&made, pack)))
    }

    /// The pack of a meeting as one PDF: the office's own with the list of copies, or the copy with this number.
    pub async fn meeting_pack(&self, who: &Who, id: &MeetingId, copy: Option<usize>) -> Result<(String, Vec<u8>), Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let (whole, may_keep) = read(&mut db, who, id).await?;
        if !may_keep {
            return Err(Refusal::NotAllowed);
        }
        let count = standing_invitees(&whole.invitees).count();
        if copy.is_some_and(|it| it == 0 || count < it) {
            return Err(Refusal::NotFound);
        }
        if standing_papers(&whole.papers).next().is_none() {
            return Err(hanhdong_domain::meeting::MeetingRefusal::NoAgenda.into());
        }
        let it = said(&mut db, who, &whole).await?;
        let mut drafts = Vec::new();
        for one in standing_papers(&whole.papers) {
            let title = if one.note.is_empty() { one.title.clone() } else { format!("{} ({})", one.title, one.note) };
            let draft = match &one.of {
                PaperOf::Draft(id, number) => Some(frozen_programme(&programme::frozen(&mut db, id, *number).await?.ok_or(Refusal::NotFound)?)?),
                PaperOf::File(_) => None,
            };
            drafts.push((title, draft));
        }
        drop(reader);
        let (pdf, pack, on) = (self.pdf(), layout(who.today())?, whole.meeting.on);
        let made = tokio::task::spawn_blocking(move || {
            let parts = drafts.into_iter().map(|(title, draft)| PackPart { title, paper: draft.map(|it| compose(&it, pack)) }).collect();
            pdf(&paper::pack(&it, copy, parts, pack), pack).map_err(Refusal::Fault)
        });
        let bytes = made.await.map_err(|error| Refusal::Fault(error.to_string()))??;
        let copy = copy.map(|it| format!("-ban-{it:02}")).unwrap_or_default();
        Ok((format!("tai-lieu-hop-{on}{copy}.pdf"), bytes))
    }
}
