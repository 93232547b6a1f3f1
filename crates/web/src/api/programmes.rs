//! Programmes: begun, read, held against their guideline, given out.

use axum::Json as Gives;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, LOCATION};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use hanhdong_actions::programme::{Edited, ExportFormat, HistoryLine, Outline, programme_data};
use hanhdong_actions::publication::{Adopted, Issuing};
use hanhdong_actions::{ProgrammeLine, Refusal, Shelf};
use hanhdong_domain::organisation::{ProgrammeId, UnitId};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::asked::{Ask, Asked, Either, MaybeJson, Nothing};
use super::trouble::Trouble;
use crate::problem::Asker;
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::Words;

/// Which page of which list.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Which {
    cursor: Option<String>,
    away: Option<String>,
}

/// A page of programmes.
#[derive(Serialize, ToSchema)]
pub(crate) struct Page {
    programmes: Vec<Line>,
    /// The cursor of the next page, where there is one.
    next: Option<String>,
}

/// A programme in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct Line {
    id: String,
    organisation: String,
    organisation_name: String,
    title: String,
    changed_at: String,
    issued_on: Option<String>,
}

/// What a programme begins with.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Beginning {
    organisation: String,
    guideline: String,
    title: String,
}

/// A programme that began.
#[derive(Serialize, ToSchema)]
pub(crate) struct Begun {
    id: String,
}

/// What came of a change.
#[derive(Serialize, ToSchema)]
pub(crate) struct Done {
    /// The version of the programme now.
    version: i64,
    /// The number of the journal's line.
    seq: i64,
    /// The item that came or was changed.
    anchor: Option<String>,
}

impl From<Edited> for Done {
    fn from(it: Edited) -> Self {
        Done { version: it.version, seq: it.seq, anchor: it.anchor.map(|it| it.to_string()) }
    }
}

/// What the clerk says when a programme goes out, as on the page; each may be left out.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Issue {
    /// The version that was seen; another one is refused.
    seen: Option<i64>,
    /// Number and symbol.
    number: Option<String>,
    /// The paper's date.
    date: Option<String>,
    /// Why the number stands out of order.
    reason: Option<String>,
    /// Why it goes out though bodies that lead have not answered.
    unanswered: Option<String>,
    /// For each line of Nơi nhận, in its order, the names it comes to.
    recipients: Option<Vec<Vec<String>>>,
    /// The day of the congress that discussed it or voted.
    congress_on: Option<String>,
    /// Number and date of the resolution it is annexed to.
    resolution: Option<String>,
    /// How the congress voted.
    vote: Option<String>,
    /// The number of the frozen draft that the congress discussed.
    discussed: Option<i64>,
    /// The programme it takes the place of.
    replaces: Option<String>,
}

impl Issue {
    fn read(self) -> Result<Issuing, Refusal> {
        let date = self.date.map(|it| crate::form::date("date", &it)).transpose()?;
        let replaces = self.replaces.map(|it| ProgrammeId::parse(&it).ok_or(Refusal::Field { field: "replaces", why: "unknown" })).transpose()?;
        let adopted = Adopted { congress_on: self.congress_on, resolution: self.resolution, vote: self.vote, discussed: self.discussed };
        Ok(Issuing { seen: self.seen, number: self.number, date, reason: self.reason, unanswered: self.unanswered, sent: self.recipients, adopted, replaces })
    }
}

/// When a programme was issued.
#[derive(Serialize, ToSchema)]
pub(crate) struct Issued {
    issued_on: String,
}

/// What happened to a programme.
#[derive(Serialize, ToSchema)]
pub(crate) struct History {
    lines: Vec<Happened>,
}

/// One thing that happened.
#[derive(Serialize, ToSchema)]
pub(crate) struct Happened {
    seq: i64,
    at: Option<String>,
    by: Option<String>,
    /// On whose behalf, where the right was lent.
    on_behalf_of: Option<String>,
    act: &'static str,
    undoes: Option<i64>,
    deeds: Vec<Deed>,
}

/// What stood there and what stands there now, in our notation.
#[derive(Serialize, ToSchema)]
pub(crate) struct Deed {
    before: Option<String>,
    after: Option<String>,
}

const JSON: (HeaderName, &str) = (CONTENT_TYPE, "application/json");

pub(crate) async fn list(State(web): State<Web>, In(who): In, asker: Asker, Ask(which): Ask<Which>) -> Result<Gives<Page>, Trouble> {
    let shelf = if which.away.is_some() { Shelf::PutAway } else { Shelf::Lying };
    let after = which.cursor.as_deref().map(after).transpose().map_err(|it| asker.problem(it))?;
    let list = web.app.programmes(&who, shelf, after).await.map_err(|it| asker.problem(it))?;
    let next = list.next.map(|(at, id)| format!("{at}_{id}"));
    Ok(Gives(Page { programmes: list.lines.into_iter().map(line).collect(), next }))
}

/// Where a page begins: the moment and id of the last programme of the page before.
fn after(cursor: &str) -> Result<(String, ProgrammeId), Refusal> {
    let read = cursor.rsplit_once('_').and_then(|(at, id)| Some((at.to_owned(), ProgrammeId::parse(id)?)));
    read.ok_or(Refusal::Field { field: "cursor", why: "unknown" })
}

fn line(it: ProgrammeLine) -> Line {
    Line {
        id: it.id.to_string(),
        organisation: it.organisation.to_string(),
        organisation_name: it.organisation_name,
        title: it.title,
        changed_at: it.changed_at,
        issued_on: it.issued_on.map(|it| it.to_string()),
    }
}

pub(crate) async fn begin(State(web): State<Web>, In(who): In, asked: Asked<Either<Beginning>>) -> Result<Response, Trouble> {
    let (who, said) = (asked.by(who), asked.said());
    let id = match &asked.body {
        Either::Json(it) => {
            let unit = UnitId::parse(&it.organisation).ok_or(Refusal::NotFound).map_err(&said)?;
            web.app.begin(&who, &unit, &it.guideline, Outline { title: it.title.clone() }).await.map_err(said)?
        }
        Either::File(upload) => {
            // One of the two: a draft that is there already, or the report that one is to be drawn from.
            let report = upload.other("report");
            upload.only(&asked.asker, &["organisation", "guideline"], if report.is_some() { &["report"] } else { &["file"] })?;
            let (unit, guideline) = (upload.organisation().map_err(&said)?, upload.field("guideline").map_err(&said)?);
            match report {
                Some(report) => web.app.begin_from_source(&who, &unit, guideline, report).await.map_err(said)?,
                None => web.app.hand_in(&who, &unit, guideline, upload.file().map_err(&said)?).await.map_err(said)?,
            }
        }
    };
    Ok((StatusCode::CREATED, [(LOCATION, format!("/api/v1/programmes/{id}"))], Gives(Begun { id: id.to_string() })).into_response())
}

pub(crate) async fn show(State(web): State<Web>, In(who): In, Id(id): Id<ProgrammeId>, asker: Asker) -> Result<Response, Trouble> {
    let opened = web.app.open(&who, &id).await.map_err(|it| asker.problem(it))?;
    let row = &opened.row;
    let head = json!({
        "id": id.as_str(),
        "version": row.version,
        "guideline": row.guideline,
        "organisation": { "id": row.organisation.as_str(), "name": opened.organisation_name },
        "issued_on": row.issued_on.map(|it| it.to_string()),
        "source": row.source.as_ref().map(|it| it.as_str()),
        "may_edit": opened.may_edit,
    });
    let mut data = programme_data(&opened.programme).map_err(|it| asker.problem(it))?;
    if let serde_json::Value::Object(head) = head {
        data.extend(head);
    }
    Ok(([(ETAG, format!("\"{}\"", row.version))], Gives(data)).into_response())
}

pub(crate) async fn findings(State(web): State<Web>, In(who): In, Id(id): Id<ProgrammeId>, words: Words, asker: Asker) -> Result<Response, Trouble> {
    let reviewed = web.app.review(&who, &id, words.0).await.map_err(|it| asker.problem(it))?;
    let version = format!("\"{}\"", reviewed.opened.row.version);
    Ok(([JSON, (ETAG, version.as_str())], reviewed.data()).into_response())
}

pub(crate) async fn history(State(web): State<Web>, In(who): In, Id(id): Id<ProgrammeId>, asker: Asker) -> Result<Gives<History>, Trouble> {
    let lines = web.app.history(&who, &id).await.map_err(|it| asker.problem(it))?;
    Ok(Gives(History { lines: lines.into_iter().map(happened).collect() }))
}

fn happened(it: HistoryLine) -> Happened {
    let deeds = it.deeds.into_iter().map(|it| Deed { before: it.before, after: it.after }).collect();
    Happened { seq: it.seq, at: it.at.map(|it| it.to_string()), by: it.by, on_behalf_of: it.behalf, act: it.act.name(), undoes: it.undoes, deeds }
}

pub(crate) async fn undo(State(web): State<Web>, In(who): In, Id(id): Id<ProgrammeId>, asked: Asked<Nothing>) -> Result<Gives<Done>, Trouble> {
    let edited = web.app.undo(&asked.by(who), &id).await.map_err(asked.said())?;
    Ok(Gives(edited.into()))
}

pub(crate) async fn issue(State(web): State<Web>, In(who): In, Id(id): Id<ProgrammeId>, asked: Asked<MaybeJson<Issue>>) -> Result<Gives<Issued>, Trouble> {
    let (by, said) = (asked.by(who), asked.said());
    let issuing = asked.body.0.read().map_err(&said)?;
    let date = web.app.issue(&by, &id, issuing).await.map_err(&said)?;
    Ok(Gives(Issued { issued_on: date.to_string() }))
}

/// Under which layout pack.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Layout {
    layout: Option<String>,
}

pub(crate) async fn export(
    State(web): State<Web>,
    In(who): In,
    Id(id): Id<ProgrammeId>,
    Path((_, format)): Path<(String, String)>,
    asker: Asker,
    Ask(Layout { layout }): Ask<Layout>,
) -> Result<Response, Trouble> {
    let said = |it| asker.problem(it);
    let format = ExportFormat::of_ending(&format).ok_or(Refusal::NotFound).map_err(said)?;
    let export = web.app.export(&who, &id, format, layout).await.map_err(said)?;
    let disposition = format!("attachment; filename=\"{}\"", export.name);
    Ok(([(CONTENT_TYPE, export.format.media_type()), (CONTENT_DISPOSITION, disposition.as_str())], export.bytes).into_response())
}
