//! The tree of units whose people one keeps, and founding one below another.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::Refusal;
use hanhdong_domain::organisation::{OrganisationAct, Unit, UnitId, UnitKind};
use maud::{Markup, html};
use serde::Deserialize;

use crate::form::{self, Filled};
use crate::frame;
use crate::look::outline::{Row, outline};
use crate::organisation::unit;
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::Words;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    unit_name: String,
    kind: String,
}

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker) -> Result<Markup, Problem> {
    let units = web.app.units_where(&who, OrganisationAct::KeepPeople).await.map_err(|it| asker.problem(it))?;
    if units.is_empty() {
        return Err(asker.problem(Refusal::NotFound));
    }
    let title = words.say("units-title");
    let main = html! {
        h1 { (title) }
        p { (words.say("units-intro")) " " a href="/rights" { (words.say("rights-see")) } }
        (tree(words, &units))
    };
    Ok(frame::page(words, &who, &title, main))
}

/// A list in lists. Units come those above before those below.
fn tree(words: Words, units: &[Unit]) -> Markup {
    let is_top = |unit: &&Unit| unit.above.as_ref().is_none_or(|above| !units.iter().any(|it| it.id == *above));
    let tops: Vec<&Unit> = units.iter().filter(is_top).collect();
    let mut below: std::collections::HashMap<&UnitId, Vec<&Unit>> = std::collections::HashMap::new();
    for unit in units {
        if let Some(above) = &unit.above {
            below.entry(above).or_default().push(unit);
        }
    }
    branch(words, &tops, &below)
}

fn branch(words: Words, units: &[&Unit], below: &std::collections::HashMap<&UnitId, Vec<&Unit>>) -> Markup {
    outline(units.iter().map(|unit| {
        let name = html! { a href={ "/units/" (unit.id) } { (unit.name) } @if unit.kind == UnitKind::Committee { " " span.tag { (words.say("kind-committee")) } } };
        Row::of(name).below(html! { @if let Some(children) = below.get(&unit.id) { (branch(words, children, below)) } })
    }))
}

pub(crate) async fn found(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(above): Id<UnitId>, Filled(form): Filled<Form>) -> Result<Response, Problem> {
    let done = match UnitKind::of_name(&form.kind) {
        Some(kind) => web.app.found_below(&who, &above, &form.unit_name, kind).await,
        None => Err(Refusal::Field { field: "kind", why: "unknown" }),
    };
    match done {
        Ok(unit) => Ok(Redirect::to(&format!("/units/{}", unit.id)).into_response()),
        Err(refusal) if form::is_mendable(&refusal) => {
            // The act knows the name of a unit as `name`; on this page that is a person's.
            let refusal = if let Refusal::Field { field: "name", why } = refusal { Refusal::Field { field: "unit_name", why } } else { refusal };
            let typed = unit::Typed { unit_name: form.unit_name, ..unit::Typed::default() };
            unit::again(&web, words, &who, &above, typed, refusal).await.map_err(|it| asker.problem(it))
        }
        Err(refusal) => Err(asker.problem(refusal)),
    }
}
