//! Files of a meeting: its papers as Word, what stands on the agenda, the pack.

use axum::extract::{Path, State};
use axum::response::Response;
use hanhdong_actions::Refusal;
use hanhdong_actions::meeting::MeetingFile;
use hanhdong_domain::organisation::MeetingId;

use crate::problem::{Asker, Problem};
use crate::programme::{WORD, attachment};
use crate::request::{Id, In};
use crate::state::Web;

type Parts = Path<Vec<(String, String)>>;

/// The number in the path, behind the meeting's id.
pub(super) fn number<N: std::str::FromStr>(path: &[(String, String)]) -> Result<N, Refusal> {
    path.get(1).and_then(|it| it.1.parse().ok()).ok_or(Refusal::NotFound)
}

pub(super) async fn word(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<MeetingId>, Path(path): Parts) -> Result<Response, Problem> {
    let made = async {
        let file = match path.get(1).map(|it| it.1.as_str()) {
            Some("invitation") => MeetingFile::Invitation,
            Some("submission") => MeetingFile::Submission,
            Some("slip") => MeetingFile::Slip(None),
            Some("slip-table") => MeetingFile::SlipTable,
            Some("minutes") => MeetingFile::Minutes,
            Some("notice") => MeetingFile::Notice,
            Some(_) | None => return Err(Refusal::NotFound),
        };
        web.app.meeting_paper(&who, &id, file).await
    };
    let (name, bytes) = made.await.map_err(|it| asker.problem(it))?;
    Ok(attachment(&name, WORD, bytes))
}

pub(super) async fn slip(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<MeetingId>, Path(path): Parts) -> Result<Response, Problem> {
    let made = async { web.app.meeting_paper(&who, &id, MeetingFile::Slip(Some(number(&path)?))).await };
    let (name, bytes) = made.await.map_err(|it| asker.problem(it))?;
    Ok(attachment(&name, WORD, bytes))
}

pub(super) async fn paper(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<MeetingId>, Path(path): Parts) -> Result<Response, Problem> {
    let found = async { web.app.meeting_file(&who, &id, number(&path)?).await };
    let (name, bytes) = found.await.map_err(|it| asker.problem(it))?;
    Ok(attachment(&name, "application/octet-stream", bytes))
}

pub(super) async fn pack(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<MeetingId>) -> Result<Response, Problem> {
    let (name, bytes) = web.app.meeting_pack(&who, &id, None).await.map_err(|it| asker.problem(it))?;
    Ok(attachment(&name, "application/pdf", bytes))
}

pub(super) async fn copy(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<MeetingId>, Path(path): Parts) -> Result<Response, Problem> {
    let made = async { web.app.meeting_pack(&who, &id, Some(number(&path)?)).await };
    let (name, bytes) = made.await.map_err(|it| asker.problem(it))?;
    Ok(attachment(&name, "application/pdf", bytes))
}
