//! What the drafting pages ask of a request besides who: a piece or a page, where in the paper, and a form of slots.

use axum::extract::{FromRequestParts, OptionalFromRequestParts, Path};
use axum::http::request::Parts;
use hanhdong_actions::programme::{Kind, Opened, Sheet, SlotRefusal};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::{Anchor, Document, Node};
use serde::Deserialize;

use crate::problem::Problem;
use crate::state::Web;

/// Does a script ask, to put the answer into the page?
#[derive(Clone, Copy, Debug)]
pub(super) struct AsPiece(pub(super) bool);

impl<S: Send + Sync> FromRequestParts<S> for AsPiece {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let asks = parts.headers.contains_key("hx-request") && !parts.headers.contains_key("hx-boosted") && !parts.headers.contains_key("hx-history-restore-request");
        Ok(AsPiece(asks))
    }
}

/// The item in the path, after the programme's id.
#[derive(Clone, Debug)]
pub(super) struct At(pub(super) Anchor);

impl FromRequestParts<Web> for At {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Self::Rejection> {
        let pieces = path(parts, web).await;
        let anchor = pieces.iter().find(|it| it.0 == "anchor").and_then(|it| Anchor::new(&it.1));
        anchor.map(At).ok_or_else(|| Problem::of(parts, Refusal::NotFound))
    }
}

/// A place in the path, after the programme's id: the part, and where in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct InPart(pub(super) usize, pub(super) usize);

impl FromRequestParts<Web> for InPart {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Self::Rejection> {
        let pieces = path(parts, web).await;
        let number = |name: &str| pieces.iter().find(|it| it.0 == name).map(|it| it.1.parse::<usize>().ok());
        match (number("part"), number("at")) {
            (Some(Some(part)), Some(Some(at))) => Ok(InPart(part, at)),
            (Some(Some(part)), None) => Ok(InPart(part, 0)),
            _ => Err(Problem::of(parts, Refusal::NotFound)),
        }
    }
}

impl OptionalFromRequestParts<Web> for At {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Option<Self>, Self::Rejection> {
        Ok(<At as FromRequestParts<Web>>::from_request_parts(parts, web).await.ok())
    }
}

async fn path(parts: &mut Parts, web: &Web) -> Vec<(String, String)> {
    <Path<Vec<(String, String)>> as FromRequestParts<Web>>::from_request_parts(parts, web).await.map(|it| it.0).unwrap_or_default()
}

/// Slots as they were posted, with what a form carries besides.
#[derive(Clone, Debug)]
pub(super) struct Posted {
    /// The sheet, as far as it could be filled.
    pub(super) sheet: Sheet,
    /// Slots that were not taken.
    pub(super) refusals: Vec<SlotRefusal>,
    /// The fingerprint of what was shown.
    pub(super) seen: String,
    /// Is the person done, or does the form save while it is typed into?
    pub(super) done: bool,
}

impl Posted {
    /// Reads a form; a name that the form does not have is refused.
    pub(super) fn read(kind: Kind, pairs: &[(String, String)], besides: &[&str]) -> Result<Posted, Refusal> {
        let mut posted = Posted { sheet: Sheet::new(kind), refusals: Vec::new(), seen: String::new(), done: false };
        for (name, value) in pairs {
            match name.as_str() {
                "seen" => posted.seen.clone_from(value),
                "done" => posted.done = true,
                name if besides.contains(&name) => {}
                name => match posted.sheet.fill(name, value) {
                    Ok(()) => {}
                    Err(SlotRefusal { slot: "", .. }) => return Err(Refusal::Field { field: "form", why: "unknown" }),
                    Err(refusal) => posted.refusals.push(refusal),
                },
            }
        }
        Ok(posted)
    }
    /// The node that was posted, where every slot reads. What the form does not show is taken from `before`.
    pub(super) fn node(&self, anchor: &Anchor, before: Option<&Node>) -> Result<Node, Vec<SlotRefusal>> {
        self.taken()?.node(anchor, before).map_err(|it| vec![it])
    }
    /// Head and foot that were posted, where every slot reads.
    pub(super) fn document(&self) -> Result<Document, Vec<SlotRefusal>> {
        self.taken()?.document().map_err(|it| vec![it])
    }
    fn taken(&self) -> Result<&Sheet, Vec<SlotRefusal>> {
        if self.refusals.is_empty() { Ok(&self.sheet) } else { Err(self.refusals.clone()) }
    }
}

/// What was seen of what is to be taken out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Seen {
    pub(super) seen: String,
}

/// What a form carries besides its slots.
pub(super) fn besides<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|it| it.0 == name).map(|it| it.1.as_str())
}

/// Opens a draft to change one item of it: whoever works on its section may.
pub(super) async fn draft_at(web: &Web, who: &Who, id: &ProgrammeId, item: &Anchor) -> Result<Opened, Refusal> {
    let opened = web.app.open(who, id).await?;
    opened.editable_at(item)?;
    Ok(opened)
}

/// Opens a draft to be changed. Whoever may not is told which of the reasons it is.
pub(super) async fn draft(web: &Web, who: &Who, id: &ProgrammeId) -> Result<Opened, Refusal> {
    let opened = web.app.open(who, id).await?;
    opened.editable()?;
    Ok(opened)
}
