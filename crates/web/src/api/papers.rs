//! Papers: those that programmes carry out, and those that are only looked at.

use axum::Json as Gives;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use hanhdong_actions::programme::{Look, LookAt, report_data};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::organisation::{ProgrammeId, SourceId};
use hanhdong_domain::programme::Paper;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::asked::{Asked, Json, Nothing, Upload};
use super::trouble::Trouble;
use crate::problem::Asker;
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::Words;

/// The media type of a Word file.
pub(crate) const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Papers.
#[derive(Serialize, ToSchema)]
pub(crate) struct Sources {
    sources: Vec<Source>,
}

/// A paper that programmes carry out.
#[derive(Serialize, ToSchema)]
pub(crate) struct Source {
    id: String,
    title: String,
}

/// A paper that was handed in.
#[derive(Serialize, ToSchema)]
pub(crate) struct HandedIn {
    id: String,
}

/// Which paper a programme carries out.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Link {
    source: String,
}

pub(crate) async fn list(State(web): State<Web>, In(who): In, asker: Asker) -> Result<Gives<Sources>, Trouble> {
    let sources = web.app.sources(&who, Paper::Source).await.map_err(|it| asker.problem(it))?;
    Ok(Gives(Sources { sources: sources.into_iter().map(|(id, title)| Source { id: id.to_string(), title }).collect() }))
}

pub(crate) async fn hand_in(State(web): State<Web>, In(who): In, asked: Asked<Upload>) -> Result<(StatusCode, Gives<HandedIn>), Trouble> {
    let (who, said, upload) = (asked.by(who), asked.said(), &asked.body);
    upload.only(&asked.asker, &["organisation"], &["file"])?;
    let (unit, file) = (upload.organisation().map_err(&said)?, upload.file().map_err(&said)?);
    let id = web.app.hand_in_source(&who, &unit, file).await.map_err(said)?;
    Ok((StatusCode::CREATED, Gives(HandedIn { id: id.to_string() })))
}

pub(crate) async fn link(State(web): State<Web>, In(who): In, Id(id): Id<ProgrammeId>, asked: Asked<Json<Link>>) -> Result<StatusCode, Trouble> {
    let said = asked.said();
    // What cannot be an id is a source that is not there; asked after the programme, like any other.
    web.app.open(&who, &id).await.map_err(&said)?;
    let source = SourceId::parse(&asked.body.0.source).ok_or(Refusal::NotFound).map_err(&said)?;
    web.app.link_source(&who, &id, Paper::Source, Some(source)).await.map_err(said)?;
    Ok(StatusCode::NO_CONTENT)
}

pub(crate) async fn unlink(State(web): State<Web>, In(who): In, Id(id): Id<ProgrammeId>, asked: Asked<Nothing>) -> Result<StatusCode, Trouble> {
    web.app.link_source(&who, &id, Paper::Source, None).await.map_err(asked.said())?;
    Ok(StatusCode::NO_CONTENT)
}

pub(crate) async fn look(State(web): State<Web>, In(who): In, words: Words, asked: Asked<Upload>) -> Result<Response, Trouble> {
    let look = looked(&web, &who, words, &asked).await?;
    Ok(([(CONTENT_TYPE, "application/json")], report_data(&look.programme, &look.report)).into_response())
}

pub(crate) async fn commented(State(web): State<Web>, In(who): In, words: Words, asked: Asked<Upload>) -> Result<Response, Trouble> {
    let look = looked(&web, &who, words, &asked).await?;
    let bytes = look.commented.ok_or(Refusal::Field { field: "file", why: "no-word" }).map_err(asked.said())?;
    Ok(([(CONTENT_TYPE, WORD), (CONTENT_DISPOSITION, "attachment; filename=\"ra-soat.docx\"")], bytes).into_response())
}

async fn looked(web: &Web, who: &Who, words: Words, asked: &Asked<Upload>) -> Result<Look, Trouble> {
    let (said, upload) = (asked.said(), &asked.body);
    upload.only(&asked.asker, &["guideline"], &["file", "source"])?;
    let file = upload.file().map_err(&said)?;
    let guideline = upload.field("guideline").map_err(&said)?.to_owned();
    let at = LookAt { bytes: file.bytes, name: file.name, guideline, source: upload.other("source").map(|it| it.bytes), language: words.0 };
    web.app.look(who, at).await.map_err(said)
}
