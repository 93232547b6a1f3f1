//! The tree of units whose people one keeps, and founding one below another.

use std::collections::{HashMap, HashSet};

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::{NewUnit, Refusal, Who};
use hanhdong_domain::organisation::{OrganisationAct, Unit, UnitId, UnitKind};
use maud::{Markup, html};
use serde::Deserialize;

use crate::form::{self, Filled};
use crate::frame;
use crate::look::outline::{Row, outline};
use crate::organisation::{nature, unit};
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::{Words, day};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    unit_name: String,
    kind: String,
    #[serde(default)]
    level: String,
    #[serde(default)]
    org_kind: String,
    #[serde(default)]
    founded: String,
}

impl Form {
    fn read(&self) -> Result<NewUnit, Refusal> {
        let kind = UnitKind::of_name(&self.kind).ok_or(Refusal::Field { field: "kind", why: "unknown" })?;
        let nature = nature::read(kind, &self.level, &self.org_kind)?;
        let founded_on = if self.founded.is_empty() { None } else { Some(form::date("founded", &self.founded)?) };
        Ok(NewUnit { nature, founded_on, ..NewUnit::named(&self.unit_name, kind) })
    }
}

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker) -> Result<Markup, Problem> {
    let units = web.app.units_where(&who, OrganisationAct::KeepPeople).await.map_err(|it| asker.problem(it))?;
    if units.is_empty() {
        return Err(asker.problem(Refusal::NotFound));
    }
    let ended = web.app.ended_units(&who).await.map_err(|it| asker.problem(it))?;
    let title = words.say("units-title");
    let main = html! {
        h1 { (title) }
        p { (words.say("units-intro")) " " a href="/rights" { (words.say("rights-see")) } }
        (tree(words, &units, &ended))
    };
    Ok(frame::page(words, &who, &title, main))
}

type Below<'a> = HashMap<Option<&'a UnitId>, Vec<&'a Unit>>;

/// A list in lists: units of today, and folded below each those that are no more. Units come those above before those below.
fn tree(words: Words, units: &[Unit], ended: &[Unit]) -> Markup {
    let known: HashSet<&UnitId> = units.iter().chain(ended).map(|it| &it.id).collect();
    let (mut living, mut gone): (Below<'_>, Below<'_>) = (HashMap::new(), HashMap::new());
    for unit in units {
        living.entry(unit.above.as_ref().filter(|it| known.contains(it))).or_default().push(unit);
    }
    for unit in ended {
        gone.entry(unit.above.as_ref().filter(|it| known.contains(it))).or_default().push(unit);
    }
    branch(words, None, &living, &gone)
}

fn branch(words: Words, above: Option<&UnitId>, living: &Below<'_>, gone: &Below<'_>) -> Markup {
    let (here, folded) = (rows(words, living.get(&above), living, gone), rows(words, gone.get(&above), living, gone));
    html! {
        @if !here.is_empty() { (outline(here)) }
        @if !folded.is_empty() {
            details { summary { (words.with("units-ended", &[("count", folded.len().into())])) } (outline(folded)) }
        }
    }
}

fn rows(words: Words, units: Option<&Vec<&Unit>>, living: &Below<'_>, gone: &Below<'_>) -> Vec<Row<'static>> {
    units.into_iter().flatten().map(|it| row(words, it, living, gone)).collect()
}

fn row(words: Words, unit: &Unit, living: &Below<'_>, gone: &Below<'_>) -> Row<'static> {
    let name = match unit.ended_on {
        None => html! { a href={ "/units/" (unit.id) } { (unit.name) } @if let Some(tag) = nature::tag(words, unit) { " " span.tag { (tag) } } },
        Some(end) => html! { a href={ "/units/" (unit.id) "/history" } { (unit.name) } ", " (words.with("units-ended-from", &[("day", day(end).into())])) },
    };
    Row::of(name).below(branch(words, Some(&unit.id), living, gone))
}

pub(crate) async fn found(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(above): Id<UnitId>, Filled(form): Filled<Form>) -> Result<Response, Problem> {
    match founded_as(&web, &who, &above, &form).await {
        Ok(unit) => Ok(Redirect::to(&format!("/units/{}", unit.id)).into_response()),
        Err(refusal) if form::is_mendable(&refusal) => {
            // The act knows the name of a unit as `name`; on this page that is a person's.
            let refusal = if let Refusal::Field { field: "name", why } = refusal { Refusal::Field { field: "unit_name", why } } else { refusal };
            let typed =
                unit::Typed { unit_name: form.unit_name, unit_kind: form.kind, level: form.level, org_kind: form.org_kind, founded: form.founded, ..unit::Typed::default() };
            unit::again(&web, words, &who, &above, typed, refusal).await.map_err(|it| asker.problem(it))
        }
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

async fn founded_as(web: &Web, who: &Who, above: &UnitId, form: &Form) -> Result<Unit, Refusal> {
    web.app.found_unit_below(who, above, form.read()?).await
}
