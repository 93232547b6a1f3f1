//! Items of a programme: each changed as it was seen.

use axum::Json as Gives;
use axum::extract::{Path, State};
use axum::http::header::{ETAG, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use hanhdong_actions::programme::{Change, Edited, Saying, item_of_text};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::{Anchor, Node};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::asked::{Asked, Json, Nothing, Seen};
use super::programmes::Done;
use super::trouble::Trouble;
use crate::problem::Asker;
use crate::request::{Id, In};
use crate::state::Web;

/// An item.
#[derive(Serialize, ToSchema)]
pub(crate) struct Item {
    /// In our notation.
    text: String,
    /// The list of the programme's JSON it stands in: goals, targets, tasks ...
    list: String,
    /// Its fields, as in that list.
    item: serde_json::Value,
    part: usize,
    at: usize,
    version: i64,
}

/// An item in our notation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Text {
    text: String,
}

/// A new item in our notation, and where it comes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewItem {
    /// Into which part, from 0.
    part: usize,
    /// Before what stands there now; behind all where it is left out.
    at: Option<usize>,
    text: String,
}

/// Where an item comes from: exactly one of `statement` (perhaps `instead` of another), `end` and `reason`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaidWhence {
    /// The item of the source that it carries out.
    pub(crate) statement: Option<String>,
    /// The one it carried out before.
    pub(crate) instead: Option<String>,
    /// The item of the source that it does not carry out.
    pub(crate) end: Option<String>,
    /// Why it is new.
    pub(crate) reason: Option<String>,
}

impl SaidWhence {
    /// What is said; `None` where it is nothing, or more than one thing.
    pub(crate) fn saying(self) -> Option<Saying> {
        let anchor = |text: &str| Anchor::new(text);
        match (self.statement, self.end, self.reason) {
            (Some(statement), None, None) => Some(Saying::CarriesOut { statement: anchor(&statement)?, instead_of: self.instead.as_deref().and_then(anchor) }),
            (None, Some(end), None) => Some(Saying::NotThis { statement: anchor(&end)? }),
            (None, None, Some(reason)) => Some(Saying::New { reason }),
            _ => None,
        }
    }
}

/// A place.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Spot {
    /// Into which part, from 0.
    part: usize,
    /// Before what stands there now.
    at: usize,
}

type OfItem = Path<(String, String)>;

fn tag(fingerprint: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("\"{fingerprint}\"")).ok()
}

pub(crate) async fn show(State(web): State<Web>, In(who): In, Id(id): Id<ProgrammeId>, Path((_, anchor)): OfItem, asker: Asker) -> Result<Response, Trouble> {
    let it = web.app.item(&who, &id, &anchor).await.map_err(|it| asker.problem(it))?;
    let tag = tag(&it.fingerprint);
    let mut response = Gives(Item { text: it.text, list: it.list, item: it.fields, part: it.position.0, at: it.position.1, version: it.version }).into_response();
    if let Some(tag) = tag {
        response.headers_mut().insert(ETAG, tag);
    }
    Ok(response)
}

pub(crate) async fn change(
    State(web): State<Web>,
    In(who): In,
    Id(id): Id<ProgrammeId>,
    Path((_, anchor)): OfItem,
    Seen(seen): Seen,
    asked: Asked<Json<Text>>,
) -> Result<Gives<Done>, Trouble> {
    let node = node(&web, &who, &id, &asked.body.0.text).await.map_err(asked.said())?;
    replace(&web, &asked.asker, &who, &id, &anchor, seen, Some(node)).await
}

pub(crate) async fn remove(
    State(web): State<Web>,
    In(who): In,
    Id(id): Id<ProgrammeId>,
    Path((_, anchor)): OfItem,
    Seen(seen): Seen,
    asked: Asked<Nothing>,
) -> Result<Gives<Done>, Trouble> {
    replace(&web, &asked.asker, &who, &id, &anchor, seen, None).await
}

async fn replace(web: &Web, asker: &Asker, who: &Who, id: &ProgrammeId, anchor: &str, seen: String, node: Option<Node>) -> Result<Gives<Done>, Trouble> {
    let Some(item) = Anchor::new(anchor) else { return Err(asker.problem(Refusal::NotFound).into()) };
    match web.app.edit(who, id, Change::Item { anchor: item, seen, node }).await {
        Ok(edited) => Ok(Gives(edited.into())),
        Err(Refusal::Changed { .. }) => match web.app.item(who, id, anchor).await {
            Ok(now) => Err(Trouble::changed(asker, &now.text, tag(&now.fingerprint))),
            // It never was, or it is gone: both are not found.
            Err(refusal) => Err(asker.problem(refusal).into()),
        },
        Err(refusal) => Err(asker.problem(refusal).into()),
    }
}

/// Reads an item beside those that are there. Who may not see the programme learns nothing of how it reads.
async fn node(web: &Web, who: &Who, id: &ProgrammeId, text: &str) -> Result<Node, Refusal> {
    let opened = web.app.open(who, id).await?;
    item_of_text(text, &opened.programme)
}

pub(crate) async fn add(State(web): State<Web>, In(who): In, Id(id): Id<ProgrammeId>, asked: Asked<Json<NewItem>>) -> Result<Response, Trouble> {
    let (who, said, new) = (asked.by(who), asked.said(), &asked.body.0);
    let node = node(&web, &who, &id, &new.text).await.map_err(&said)?;
    let change = Change::New { part: new.part, at: new.at.unwrap_or(usize::MAX), node };
    let edited = web.app.edit(&who, &id, change).await.map_err(said)?;
    let place = edited.anchor.as_ref().map(|it| format!("/api/v1/programmes/{id}/items/{it}")).unwrap_or_default();
    Ok((StatusCode::CREATED, [(LOCATION, place)], Gives(Done::from(edited))).into_response())
}

pub(crate) async fn shift(State(web): State<Web>, In(who): In, Id(id): Id<ProgrammeId>, Path((_, anchor)): OfItem, asked: Asked<Json<Spot>>) -> Result<Gives<Done>, Trouble> {
    let (who, said) = (asked.by(who), asked.said());
    let Spot { part, at } = asked.body.0;
    let moved = async {
        let anchor = Anchor::new(&anchor).ok_or(Refusal::NotFound)?;
        web.app.edit(&who, &id, Change::Move { anchor, part, at }).await
    };
    match moved.await {
        Ok(edited) => Ok(Gives(edited.into())),
        Err(Refusal::Changed { .. }) => Err(said(Refusal::NotFound)),
        Err(refusal) => Err(said(refusal)),
    }
}

pub(crate) async fn say_whence(
    State(web): State<Web>,
    In(who): In,
    Id(id): Id<ProgrammeId>,
    Path((_, anchor)): OfItem,
    asked: Asked<Json<SaidWhence>>,
) -> Result<Gives<Done>, Trouble> {
    let (who, said) = (asked.by(who), asked.said());
    let done = async {
        // Who may not see the programme learns nothing of what it takes.
        web.app.open(&who, &id).await?;
        let item = Anchor::new(&anchor).ok_or(Refusal::NotFound)?;
        let saying = asked.body.0.saying().ok_or(Refusal::Field { field: "form", why: "unknown" })?;
        web.app.say_whence(&who, &id, &item, saying).await
    };
    done.await.map(|it| Gives(it.into())).map_err(said)
}

pub(crate) async fn tie(
    State(web): State<Web>,
    In(who): In,
    Id(id): Id<ProgrammeId>,
    Path((_, from, to)): Path<(String, String, String)>,
    asked: Asked<Nothing>,
) -> Result<Gives<Done>, Trouble> {
    tied(&web, &who, &id, (&from, &to), true).await.map(|it| Gives(it.into())).map_err(asked.said())
}

pub(crate) async fn untie(
    State(web): State<Web>,
    In(who): In,
    Id(id): Id<ProgrammeId>,
    Path((_, from, to)): Path<(String, String, String)>,
    asked: Asked<Nothing>,
) -> Result<Gives<Done>, Trouble> {
    tied(&web, &who, &id, (&from, &to), false).await.map(|it| Gives(it.into())).map_err(asked.said())
}

async fn tied(web: &Web, who: &Who, id: &ProgrammeId, (from, to): (&str, &str), comes: bool) -> Result<Edited, Refusal> {
    let (from, to) = Anchor::new(from).zip(Anchor::new(to)).ok_or(Refusal::NotFound)?;
    web.app.edit(who, id, Change::Tie { from, to, comes }).await
}
