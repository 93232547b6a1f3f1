//! What a document requires: shown on its page, entered there line by line.

use axum::extract::State;
use axum::response::Redirect;
use hanhdong_actions::Refusal;
use hanhdong_actions::basis::{BasisOpened, NewRequirements};
use hanhdong_domain::basis::Requirement;
use hanhdong_domain::organisation::{BasisId, OrgKind, OrgLevel, RequirementId, UnitKind};
use maud::{Markup, html};

use crate::form::{self, Bare, Filled};
use crate::look::button::{self, Weight, submit};
use crate::look::field::{Field, Of, Tick, ticks};
use crate::look::notice;
use crate::look::outline::{Row, outline};
use crate::organisation::{kind_words, level_words};
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::{Words, day};

pub(super) fn shown(words: Words, opened: &BasisOpened) -> Markup {
    let id = &opened.basis.id;
    let asked: Vec<&Requirement> = opened.requirements.iter().filter(|it| !it.is_out).collect();
    html! {
        section #requirements {
            h2 { (words.say("requirements-title")) }
            @if asked.is_empty() { (notice::empty(&words.say("requirements-none"), None)) }
            @else { p.doings { (button::link(&words.say("matrix-open"), &format!("/bases/{id}/matrix"), Weight::Main)) } }
            @if !asked.is_empty() { (outline(asked.iter().map(|it| row(words, it, opened.may_keep)))) }
            @if opened.may_keep { details open[asked.is_empty()] { summary { (words.say("requirements-enter")) } (form(words, id)) } }
        }
    }
}

fn row<'a>(words: Words, it: &Requirement, may_keep: bool) -> Row<'a> {
    let doings = html! { @if may_keep { div.row { (button::act(&words.say("requirement-take-out"), &format!("/requirements/{}/take-out", it.id), Weight::Danger, &[])) } } };
    Row::of(html! { span.hint { (it.number) ". " } (it.text) })
        .glance(vec![(Some(words.say("requirement-of")), of_whom(words, it).into()), (Some(words.say("field-due")), due(words, it).into())])
        .below(doings)
}

/// Of which committees it is required.
pub(super) fn of_whom(words: Words, it: &Requirement) -> String {
    let levels = it.levels.iter().map(|it| level_words(words, *it).into_owned());
    let named: Vec<String> = levels.chain(it.kinds.iter().map(|it| kind_words(words, *it).into_owned())).collect();
    if named.is_empty() { words.say("requirement-of-all").into_owned() } else { named.join(", ") }
}

/// By when, or in which period.
pub(super) fn due(words: Words, it: &Requirement) -> String {
    match (it.from_on, it.due_on) {
        (Some(from), Some(due)) => words.with("requirement-period", &[("from", day(from).into()), ("until", day(due).into())]).into_owned(),
        (None, Some(due)) => day(due),
        (_, None) => words.say("requirement-no-day").into_owned(),
    }
}

fn form(words: Words, id: &BasisId) -> Markup {
    let levels: Vec<Tick<'_>> = OrgLevel::ALL
        .into_iter()
        .map(|it| Tick { id: format!("level-{}", it.name()), name: "of_level", value: it.name(), label: level_words(words, it), is_on: false, more: None })
        .collect();
    let kinds: Vec<Tick<'_>> = OrgKind::ALL
        .iter()
        .filter(|it| it.fits().contains(&UnitKind::Committee))
        .map(|it| Tick { id: format!("kind-{}", it.name()), name: "of_kind", value: it.name(), label: kind_words(words, *it), is_on: false, more: None })
        .collect();
    html! {
        form.fields method="post" action={ "/bases/" (id) "/requirements" } {
            (Field::lines("texts", words.say("field-texts"), "", (4, 12)).aside(words.say("one-a-line")).required())
            (Field::day("from", words.say("field-from")).hint(words.say("requirement-from-hint")))
            (Field::day("due", words.say("field-due")))
            (ticks(&words.say("requirement-levels"), Some(&words.say("requirement-all-hint")), Of::Any, &levels))
            (ticks(&words.say("requirement-kinds"), Some(&words.say("requirement-all-hint")), Of::Any, &kinds))
            (submit(&words.say("requirements-enter-do"), Weight::Plain))
        }
    }
}

fn read(pairs: &[(String, String)]) -> Result<NewRequirements, Refusal> {
    let mut said = NewRequirements::default();
    let unknown = || Refusal::Field { field: "form", why: "unknown" };
    for (name, value) in pairs {
        match name.as_str() {
            "texts" => said.texts = value.replace('\r', ""),
            "from" if value.is_empty() => {}
            "due" if value.is_empty() => {}
            "from" => said.from_on = Some(form::date("from", value)?),
            "due" => said.due_on = Some(form::date("due", value)?),
            "of_level" => said.levels.push(OrgLevel::of_name(value).ok_or_else(unknown)?),
            "of_kind" => said.kinds.push(OrgKind::of_name(value).ok_or_else(unknown)?),
            _ => return Err(unknown()),
        }
    }
    Ok(said)
}

pub(super) async fn enter(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<BasisId>, Filled(pairs): Filled<Vec<(String, String)>>) -> Result<Redirect, Problem> {
    let said = read(&pairs).map_err(|it| asker.problem(it))?;
    web.app.require(&who, &id, said).await.map_err(|it| asker.problem(it))?;
    Ok(Redirect::to(&format!("/bases/{id}?done=required#requirements")))
}

pub(super) async fn take_out(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<RequirementId>, _: Bare) -> Result<Redirect, Problem> {
    let basis = web.app.take_requirement_out(&who, &id).await.map_err(|it| asker.problem(it))?;
    Ok(Redirect::to(&format!("/bases/{basis}#requirements")))
}
