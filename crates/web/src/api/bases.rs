//! The register of basis documents: read, entered, corrected, replaced; what rests on a document, what it requires, who has
//! done it.

use axum::Json as Gives;
use axum::extract::{Path, State};
use axum::http::header::{ETAG, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use hanhdong_actions::basis::{Matrix, NewBasis, NewRequirements, Proof};
use hanhdong_actions::programme::Citing;
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::Date;
use hanhdong_domain::basis::{Asked as AskedOf, BasisKind, Cell, End, LegalBasis};
use hanhdong_domain::organisation::{BasisId, OrgKind, OrgLevel, ProgrammeId, RequirementId, TickId, UnitId};
use hanhdong_domain::programme::Wording;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::asked::{Ask, Asked, Json, Nothing, Seen};
use super::programmes::Done;
use super::trouble::Trouble;
use crate::form;
use crate::problem::Asker;
use crate::request::{Id, In};
use crate::state::Web;

/// The words to look for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sought {
    q: Option<String>,
}

/// On which day.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OnDay {
    on: Option<String>,
}

/// Documents of the register, the newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct Bases {
    bases: Vec<Basis>,
}

/// A document of the register.
#[derive(Serialize, ToSchema)]
pub(crate) struct Basis {
    id: String,
    /// Whose register it stands in.
    register: String,
    kind: &'static str,
    number: Option<String>,
    dated: Option<String>,
    issuer: String,
    subject: String,
    in_force_on: Option<String>,
    /// The first day on which it no longer holds.
    ended_on: Option<String>,
    /// The document that holds instead.
    replaced_by: Option<String>,
    /// How it stands today: `not_yet`, `in_force`, `ended`, `replaced`.
    force: &'static str,
    citation: String,
    has_file: bool,
}

fn basis(it: &LegalBasis, today: Date) -> Basis {
    let text = |date: Option<Date>| date.map(|it| it.to_string());
    let by = match &it.end {
        Some(End::Replaced { by, .. }) => Some(by.to_string()),
        Some(End::Ended { .. }) | None => None,
    };
    Basis {
        id: it.id.to_string(),
        register: it.organisation.to_string(),
        kind: it.kind.name(),
        number: it.number.clone(),
        dated: text(it.dated),
        issuer: it.issuer.clone(),
        subject: it.subject.clone(),
        in_force_on: text(it.in_force_on),
        ended_on: text(it.end.as_ref().map(End::on)),
        replaced_by: by,
        force: it.force_on(today).name(),
        citation: it.citation(),
        has_file: it.file.is_some(),
    }
}

/// What is said of a document; what is not known is left out.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BasisSaid {
    kind: String,
    number: Option<String>,
    dated: Option<String>,
    issuer: String,
    subject: String,
    in_force_on: Option<String>,
}

/// A document for a register.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BasisNew {
    /// Whose register.
    organisation: String,
    kind: String,
    number: Option<String>,
    dated: Option<String>,
    issuer: String,
    subject: String,
    in_force_on: Option<String>,
}

/// A document that was entered.
#[derive(Serialize, ToSchema)]
pub(crate) struct BasisEntered {
    id: String,
}

fn maybe_day(field: &'static str, typed: Option<&str>) -> Result<Option<Date>, Refusal> {
    typed.filter(|it| !it.is_empty()).map(|it| form::date(field, it)).transpose()
}

fn said(it: &BasisSaid) -> Result<NewBasis, Refusal> {
    Ok(NewBasis {
        kind: BasisKind::of_name(&it.kind).ok_or(Refusal::Field { field: "sort", why: "unknown" })?,
        number: it.number.clone().unwrap_or_default(),
        dated: maybe_day("dated", it.dated.as_deref())?,
        issuer: it.issuer.clone(),
        subject: it.subject.clone(),
        in_force_on: maybe_day("in_force", it.in_force_on.as_deref())?,
        file: None,
    })
}

pub(crate) async fn list(State(web): State<Web>, In(who): In, asker: Asker, Ask(sought): Ask<Sought>) -> Result<Gives<Bases>, Trouble> {
    let found = web.app.bases(&who, &sought.q.unwrap_or_default()).await.map_err(|it| asker.problem(it))?;
    Ok(Gives(Bases { bases: found.iter().map(|it| basis(it, who.today())).collect() }))
}

pub(crate) async fn enter(State(web): State<Web>, In(who): In, asked: Asked<Json<BasisNew>>) -> Result<Response, Trouble> {
    let (who, refused, it) = (asked.by(who), asked.said(), &asked.body.0);
    let done = async {
        let organisation = UnitId::parse(&it.organisation).ok_or(Refusal::NotFound)?;
        let it = BasisSaid {
            kind: it.kind.clone(),
            number: it.number.clone(),
            dated: it.dated.clone(),
            issuer: it.issuer.clone(),
            subject: it.subject.clone(),
            in_force_on: it.in_force_on.clone(),
        };
        web.app.enter_basis(&who, &organisation, said(&it)?).await
    };
    let id = done.await.map_err(refused)?;
    Ok((StatusCode::CREATED, [(LOCATION, format!("/api/v1/bases/{id}"))], Gives(BasisEntered { id: id.to_string() })).into_response())
}

pub(crate) async fn show(State(web): State<Web>, In(who): In, Id(id): Id<BasisId>, asker: Asker) -> Result<Response, Trouble> {
    let it = web.app.basis(&who, &id).await.map_err(|it| asker.problem(it))?;
    let mut response = Gives(basis(&it.basis, who.today())).into_response();
    if let Some(tag) = tag(&it.seen) {
        response.headers_mut().insert(ETAG, tag);
    }
    Ok(response)
}

pub(crate) async fn correct(State(web): State<Web>, In(who): In, Id(id): Id<BasisId>, Seen(seen): Seen, asked: Asked<Json<BasisSaid>>) -> Result<StatusCode, Trouble> {
    let done = async { web.app.correct_basis(&who, &id, &seen, said(&asked.body.0)?).await };
    settled(&web, &who, &id, &asked.asker, done.await).await
}

/// Done, or refused; where somebody was faster, with what stands there now and its new tag.
async fn settled(web: &Web, who: &Who, id: &BasisId, asker: &Asker, done: Result<(), Refusal>) -> Result<StatusCode, Trouble> {
    match done {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(Refusal::Changed { now }) => {
            let tag = web.app.basis(who, id).await.ok().and_then(|it| tag(&it.seen));
            Err(Trouble::changed(asker, &now, tag))
        }
        Err(refusal) => Err(asker.problem(refusal).into()),
    }
}

fn tag(seen: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("\"{seen}\"")).ok()
}

/// An end: `by` is left out where nothing takes its place.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BasisEnd {
    by: Option<String>,
    /// The first day on which it no longer holds.
    on: String,
}

pub(crate) async fn end(State(web): State<Web>, In(who): In, Id(id): Id<BasisId>, Seen(seen): Seen, asked: Asked<Json<BasisEnd>>) -> Result<StatusCode, Trouble> {
    let done = async {
        let on = form::date("on", &asked.body.0.on)?;
        let end = match asked.body.0.by.as_deref() {
            None | Some("") => End::Ended { on },
            Some(by) => End::Replaced { by: BasisId::parse(by).ok_or(Refusal::Field { field: "by", why: "unknown" })?, on },
        };
        web.app.end_basis(&who, &id, &seen, end).await
    };
    settled(&web, &who, &id, &asked.asker, done.await).await
}

pub(crate) async fn reinstate(State(web): State<Web>, In(who): In, Id(id): Id<BasisId>, Seen(seen): Seen, asked: Asked<Nothing>) -> Result<StatusCode, Trouble> {
    let done = web.app.reinstate_basis(&who, &id, &seen).await;
    settled(&web, &who, &id, &asked.asker, done).await
}

/// What rests on a document, as far as one may see it.
#[derive(Serialize, ToSchema)]
pub(crate) struct BasisImpact {
    guidelines: Vec<String>,
    programmes: Vec<BasisCiting>,
    /// Were there more programmes than are looked through at once?
    is_cut: bool,
}

/// A programme that cites a document.
#[derive(Serialize, ToSchema)]
pub(crate) struct BasisCiting {
    id: String,
    title: String,
    organisation: String,
    issued_on: Option<String>,
    /// Is it tied, or recognised by number and date?
    is_tied: bool,
    /// `same`, `differs`, `gone`.
    wording: &'static str,
}

const fn wording(it: Wording) -> &'static str {
    match it {
        Wording::Same => "same",
        Wording::Differs => "differs",
        Wording::Gone => "gone",
    }
}

pub(crate) async fn impact(State(web): State<Web>, In(who): In, Id(id): Id<BasisId>, asker: Asker) -> Result<Gives<BasisImpact>, Trouble> {
    let it = web.app.impact_of(&who, &id).await.map_err(|it| asker.problem(it))?;
    let programmes = it.programmes.into_iter().map(|it| BasisCiting {
        id: it.programme.id.to_string(),
        title: it.programme.title,
        organisation: it.programme.organisation.to_string(),
        issued_on: it.programme.issued_on.map(|it| it.to_string()),
        is_tied: it.cited.is_tied,
        wording: wording(it.cited.wording),
    });
    Ok(Gives(BasisImpact { guidelines: it.guidelines.into_iter().map(|it| it.id).collect(), programmes: programmes.collect(), is_cut: it.is_cut }))
}

/// Things that a document requires.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Required {
    texts: Vec<String>,
    from_on: Option<String>,
    due_on: Option<String>,
    /// Of committees of which levels; of all where none is named.
    levels: Option<Vec<String>>,
    /// Of committees of which kinds; of all where none is named.
    kinds: Option<Vec<String>>,
}

pub(crate) async fn require(State(web): State<Web>, In(who): In, Id(id): Id<BasisId>, asked: Asked<Json<Required>>) -> Result<StatusCode, Trouble> {
    let (who, it) = (asked.by(who), &asked.body.0);
    let unknown = || Refusal::Field { field: "form", why: "unknown" };
    let done = async {
        let levels = it.levels.iter().flatten().map(|it| OrgLevel::of_name(it).ok_or_else(unknown)).collect::<Result<_, _>>()?;
        let kinds = it.kinds.iter().flatten().map(|it| OrgKind::of_name(it).ok_or_else(unknown)).collect::<Result<_, _>>()?;
        let texts = it.texts.iter().map(|it| it.replace('\n', " ")).collect::<Vec<_>>().join("\n");
        let said = NewRequirements { texts, from_on: maybe_day("from", it.from_on.as_deref())?, due_on: maybe_day("due", it.due_on.as_deref())?, levels, kinds };
        web.app.require(&who, &id, said).await
    };
    done.await.map_err(asked.said())?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a document requires beside the units.
#[derive(Serialize, ToSchema)]
pub(crate) struct BasisMatrix {
    on: String,
    requirements: Vec<BasisRequirement>,
    units: Vec<BasisUnit>,
}

/// One thing that is required.
#[derive(Serialize, ToSchema)]
pub(crate) struct BasisRequirement {
    id: String,
    number: i64,
    text: String,
    from_on: Option<String>,
    due_on: Option<String>,
    done: usize,
    asked: usize,
}

/// A unit, with a cell for each requirement.
#[derive(Serialize, ToSchema)]
pub(crate) struct BasisUnit {
    unit: String,
    name: String,
    cells: Vec<BasisCell>,
}

/// A requirement and a unit.
#[derive(Serialize, ToSchema)]
pub(crate) struct BasisCell {
    /// `ticked`, `open`, `late`, `not_asked`, `unknown`.
    state: &'static str,
    tick: Option<String>,
    by: Option<String>,
    at: Option<String>,
    proof: Option<String>,
}

fn cell(matrix: &Matrix, it: &Cell) -> BasisCell {
    let state = match it {
        Cell::NotJudged(AskedOf::Unknown) => "unknown",
        Cell::NotJudged(AskedOf::No | AskedOf::Yes) => "not_asked",
        Cell::Open { is_late: true } => "late",
        Cell::Open { is_late: false } => "open",
        Cell::Ticked(_) => "ticked",
    };
    let tick = if let Cell::Ticked(tick) = it { Some(tick) } else { None };
    BasisCell {
        state,
        tick: tick.map(|it| it.id.to_string()),
        by: tick.and_then(|it| matrix.people.get(&it.by).cloned()),
        at: tick.map(|it| it.at.clone()),
        proof: tick.map(|it| matrix.proof(it).to_owned()),
    }
}

pub(crate) async fn matrix(State(web): State<Web>, In(who): In, Id(id): Id<BasisId>, asker: Asker, Ask(which): Ask<OnDay>) -> Result<Gives<BasisMatrix>, Trouble> {
    let done = async { web.app.matrix_of(&who, &id, maybe_day("on", which.on.as_deref())?).await };
    let it = done.await.map_err(|it| asker.problem(it))?;
    let text = |date: Option<Date>| date.map(|it| it.to_string());
    let requirements = it.requirements.iter().enumerate().map(|(at, one)| {
        let (done, asked) = it.count(at);
        BasisRequirement { id: one.id.to_string(), number: one.number, text: one.text.clone(), from_on: text(one.from_on), due_on: text(one.due_on), done, asked }
    });
    let units =
        it.columns.iter().map(|column| BasisUnit { unit: column.unit.id.to_string(), name: column.name.clone(), cells: column.cells.iter().map(|one| cell(&it, one)).collect() });
    Ok(Gives(BasisMatrix { on: it.on.to_string(), requirements: requirements.collect(), units: units.collect() }))
}

/// A tick: which unit has done it, and the document of the register that proves it. Files are handed in on the page.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TickSaid {
    unit: String,
    document: String,
}

/// A tick that was entered.
#[derive(Serialize, ToSchema)]
pub(crate) struct Ticked {
    id: String,
}

pub(crate) async fn tick(State(web): State<Web>, In(who): In, Id(id): Id<RequirementId>, asked: Asked<Json<TickSaid>>) -> Result<(StatusCode, Gives<Ticked>), Trouble> {
    let (who, refused, it) = (asked.by(who), asked.said(), &asked.body.0);
    let done = async {
        let unit = UnitId::parse(&it.unit).ok_or(Refusal::NotFound)?;
        web.app.before_tick(&who, &id, &unit).await?;
        let document = BasisId::parse(&it.document).ok_or(Refusal::Field { field: "proof", why: "unknown" })?;
        web.app.tick(&who, &id, &unit, Proof::Document(document)).await
    };
    let id = done.await.map_err(refused)?;
    Ok((StatusCode::CREATED, Gives(Ticked { id: id.to_string() })))
}

/// Why a tick is taken back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TickBack {
    why: String,
}

pub(crate) async fn take_back(State(web): State<Web>, In(who): In, Id(id): Id<TickId>, asked: Asked<Json<TickBack>>) -> Result<StatusCode, Trouble> {
    web.app.take_tick_back(&asked.by(who), &id, &asked.body.0.why).await.map_err(asked.said())?;
    Ok(StatusCode::NO_CONTENT)
}

pub(crate) async fn cite(
    State(web): State<Web>,
    In(who): In,
    Id(id): Id<ProgrammeId>,
    Path((_, basis)): Path<(String, String)>,
    asked: Asked<Nothing>,
) -> Result<Gives<Done>, Trouble> {
    cited(&web, &who, &id, &basis, Citing::PutIn).await.map_err(asked.said())
}

pub(crate) async fn uncite(
    State(web): State<Web>,
    In(who): In,
    Id(id): Id<ProgrammeId>,
    Path((_, basis)): Path<(String, String)>,
    asked: Asked<Nothing>,
) -> Result<Gives<Done>, Trouble> {
    cited(&web, &who, &id, &basis, Citing::Drop).await.map_err(asked.said())
}

async fn cited(web: &Web, who: &Who, id: &ProgrammeId, basis: &str, how: Citing) -> Result<Gives<Done>, Refusal> {
    // Whoever may not edit the programme is told so first, like everywhere.
    web.app.open(who, id).await?.editable()?;
    let basis = BasisId::parse(basis).ok_or(Refusal::NotFound)?;
    Ok(Gives(web.app.cite(who, id, &basis, how).await?.into()))
}
