//! Level and kind of a unit: asked for in forms, said on pages, recorded.

use std::borrow::Cow;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::Refusal;
use hanhdong_domain::organisation::{Nature, OrgKind, OrgLevel, Unit, UnitId, UnitKind};
use maud::{Markup, html};
use serde::Deserialize;

use crate::form::{self, Filled, Mend};
use crate::look::button::{Weight, submit};
use crate::look::facts::facts;
use crate::look::field::Field;
use crate::organisation::unit;
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::{Words, day};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    #[serde(default)]
    level: String,
    org_kind: String,
}

/// Reads level and kind as a form sends them: a committee names both, a body its kind. Nothing said at all is left open,
/// for whoever enters many units and describes them later.
pub(crate) fn read(records: UnitKind, level: &str, kind: &str) -> Result<Nature, Refusal> {
    if level.is_empty() && kind.is_empty() {
        return Ok(Nature::UNKNOWN);
    }
    let kind = OrgKind::of_name(kind).ok_or(Refusal::Field { field: "org_kind", why: if kind.is_empty() { "empty" } else { "unknown" } })?;
    let level = match (OrgLevel::of_name(level), level, records) {
        (Some(level), _, _) => Some(level),
        (None, "", UnitKind::Body) => None,
        (None, "", UnitKind::Committee) => return Err(Refusal::Field { field: "level", why: "empty" }),
        (None, _, _) => return Err(Refusal::Field { field: "level", why: "unknown" }),
    };
    Ok(Nature::of(records, level, Some(kind))?)
}

pub(crate) async fn describe(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<UnitId>, Filled(form): Filled<Form>) -> Result<Response, Problem> {
    // Whether it is a committee is known only where the unit is: what fits neither is refused here, the rest by the act.
    let records = if form.level.is_empty() { UnitKind::Body } else { UnitKind::Committee };
    let done = match read(records, &form.level, &form.org_kind) {
        Ok(nature) => web.app.describe_unit(&who, &id, nature).await,
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/units/{id}?done=described")).into_response()),
        Err(refusal) if form::is_mendable(&refusal) => unit::again(&web, words, &who, &id, unit::Typed::default(), refusal).await.map_err(|it| asker.problem(it)),
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

pub(crate) fn level_words(words: Words, level: OrgLevel) -> Cow<'static, str> {
    words.say(&format!("level-{}", level.name().replace('_', "-")))
}

pub(crate) fn kind_words(words: Words, kind: OrgKind) -> Cow<'static, str> {
    words.say(&format!("org-kind-{}", kind.name().replace('_', "-")))
}

/// What a unit is, in a few words; a committee of which nothing is recorded is at least a committee.
pub(crate) fn tag(words: Words, unit: &Unit) -> Option<Cow<'static, str>> {
    match (unit.nature.kind(), unit.kind) {
        (Some(kind), _) => Some(kind_words(words, kind)),
        (None, UnitKind::Committee) => Some(words.say("kind-committee")),
        (None, UnitKind::Body) => None,
    }
}

/// Level, kind and days of a unit.
pub(crate) fn about(words: Words, unit: &Unit) -> Markup {
    let not_said = || words.say("nature-not-said");
    let mut said = vec![(words.say("field-org_kind"), html! { (unit.nature.kind().map_or_else(not_said, |it| kind_words(words, it))) })];
    if unit.kind == UnitKind::Committee {
        said.insert(0, (words.say("field-level"), html! { (unit.nature.level().map_or_else(not_said, |it| level_words(words, it))) }));
    }
    said.extend(unit.founded_on.map(|it| (words.say("units-founded-on"), html! { (day(it)) })));
    said.extend(unit.ended_on.map(|it| (words.say("units-ended-on"), html! { (day(it)) })));
    facts(said)
}

/// The two fields of a form; a body is asked for its kind alone.
pub(crate) fn fields(words: Words, id: &str, records: Option<UnitKind>, (level, kind): (&str, &str), refusal: Option<&Refusal>) -> Markup {
    let unsaid = || [(Cow::from(""), words.say("nature-choose"))];
    let levels = OrgLevel::ALL.into_iter().map(|it| (Cow::from(it.name()), level_words(words, it)));
    let fits = |it: &OrgKind| records.is_none_or(|records| it.fits().contains(&records));
    let kinds = OrgKind::ALL.iter().copied().filter(fits).map(|it| (Cow::from(it.name()), kind_words(words, it)));
    html! {
        (Field::choice("org_kind", words.say("field-org_kind"), unsaid().into_iter().chain(kinds)).id(format!("{id}-kind")).value(kind).required().mend(words, refusal))
        @if records != Some(UnitKind::Body) {
            @let field = Field::choice("level", words.say("field-level"), unsaid().into_iter().chain(levels)).id(format!("{id}-level")).value(level).mend(words, refusal);
            @if records.is_none() { (field.hint(words.say("level-hint"))) } @else { (field.required()) }
        }
    }
}

/// The form that records level and kind.
pub(crate) fn form(words: Words, unit: &Unit) -> Markup {
    let now = (unit.nature.level().map_or("", OrgLevel::name), unit.nature.kind().map_or("", OrgKind::name));
    html! {
        details {
            summary { (words.say("nature-change")) }
            form.fields method="post" action={ "/units/" (unit.id) "/nature" } {
                (fields(words, "nature", Some(unit.kind), now, None))
                (submit(&words.say("nature-do"), Weight::Plain))
            }
        }
    }
}
