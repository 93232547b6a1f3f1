//! One unit: its people with their roles, and what an administrator does for them.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::{PersonLine, Refusal, Who};
use hanhdong_domain::organisation::{OrganisationAct, PersonId, Post, Role, Unit, UnitId, UnitKind};
use maud::{Markup, html};
use serde::Deserialize;

use crate::form::{self, Mend};
use crate::frame::Page;
use crate::look::button::{Weight, submit};
use crate::look::field::{Field, Of, Tick, ticks};
use crate::look::notice;
use crate::look::outline::{Row, outline};
use crate::organisation::{account, nature};
use crate::problem::{Asker, Problem};
use crate::request::{Ask, Id, In};
use crate::state::Web;
use crate::words::{Words, day};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// What was done just now.
    done: Option<String>,
}

/// What was typed into a form that comes back.
#[derive(Debug, Default)]
pub(crate) struct Typed {
    pub(crate) unit_name: String,
    pub(crate) name: String,
    pub(crate) login: String,
    pub(crate) unit_kind: String,
    pub(crate) level: String,
    pub(crate) org_kind: String,
    pub(crate) founded: String,
}

/// What the page shows.
struct Shown {
    unit: Unit,
    below: Vec<Unit>,
    /// Where roles may be given: the organisation's units.
    places: Vec<Unit>,
    people: Vec<(PersonLine, Vec<PersonLine>)>,
    /// Something is usual below a committee of its kind.
    has_starter: bool,
}

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<UnitId>, Ask(asked): Ask<Asked>) -> Result<Response, Problem> {
    match load(&web, &who, &id).await {
        Ok(shown) => Ok(page(words, &who, &shown, &Typed::default(), asked.done.as_deref(), None).into_response()),
        // Of a unit that is no more its history is left.
        Err(Refusal::NotFound) if web.app.story_of_unit(&who, &id).await.is_ok() => Ok(Redirect::to(&format!("/units/{id}/history")).into_response()),
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

/// The page once more, with what was typed and what is wrong with it.
pub(crate) async fn again(web: &Web, words: Words, who: &Who, id: &UnitId, typed: Typed, refusal: Refusal) -> Result<Response, Refusal> {
    let shown = load(web, who, id).await?;
    Ok((form::status(Some(&refusal)), page(words, who, &shown, &typed, None, Some(&refusal))).into_response())
}

async fn load(web: &Web, who: &Who, id: &UnitId) -> Result<Shown, Refusal> {
    let units = web.app.units_where(who, OrganisationAct::KeepPeople).await?;
    let unit = units.iter().find(|it| it.id == *id).cloned().ok_or(Refusal::NotFound)?;
    let below = units.iter().filter(|it| it.above.as_ref() == Some(id)).cloned().collect();
    let places = units.into_iter().filter(|it| it.organisation == unit.organisation).collect();
    // A committee shows the people of all its bodies, a body its own.
    let lines = web.app.people_of(who, id).await?.into_iter().filter(|it| unit.kind == UnitKind::Committee || it.grant.unit == *id);
    let mut people: Vec<(PersonLine, Vec<PersonLine>)> = Vec::new();
    for line in lines {
        match people.iter_mut().find(|it| it.0.person.id == line.person.id) {
            Some((_, roles)) => roles.push(line),
            None => people.push((line.clone(), vec![line])),
        }
    }
    let has_starter = unit.kind == UnitKind::Committee && unit.nature.kind().is_some_and(|it| web.app.has_starter(it));
    Ok(Shown { unit, below, places, people, has_starter })
}

fn page(words: Words, who: &Who, shown: &Shown, typed: &Typed, done: Option<&str>, refusal: Option<&Refusal>) -> Markup {
    let unit = &shown.unit;
    Page::of(words, who, &unit.name).step("/units", words.say("units-title")).show(html! {
            h1 { (unit.name) }
            @match done {
                Some("closed") => { (notice::done(&words.say("people-closed-now"), None)) }
                Some("roster") => { (notice::done(&words.say("roster-done"), None)) }
                Some("login") => { (notice::done(&words.say("account-login-now"), None)) }
                Some("given") => { (notice::done(&words.say("roles-given-now"), None)) }
                Some("ended") => { (notice::done(&words.say("roles-ended-now"), None)) }
                Some("post") => { (notice::done(&words.say("posts-taken-now"), None)) }
                Some("post-left") => { (notice::done(&words.say("posts-left-now"), None)) }
                Some("starter") => { (notice::done(&words.say("starter-done"), None)) }
                Some("described") => { (notice::done(&words.say("nature-recorded-now"), None)) }
                Some(_) | None => {}
            }
            (form::alert(words, refusal))
            (nature::about(words, unit))
            (nature::form(words, unit))
            p { a href={ "/units/" (unit.id) "/history" } { (words.say("story-link")) } }
            h2 { (words.say("people-title")) }
            @if shown.people.is_empty() { (notice::empty(&words.say("people-empty"), None)) }
            ul.people { @for (person, roles) in &shown.people { (person_row(words, who, person, roles, &shown.places)) } }
            p { a href={ "/units/" (unit.id) "/roster" } { (words.say("roster-see")) } }
            h2 #invite { (words.say("invite-title")) }
            (invite(words, unit, typed, refusal))
            h2 #units { (words.say("units-below")) }
            @if shown.below.is_empty() { (notice::empty(&words.say("units-below-none"), None)) }
            (outline(shown.below.iter().map(|it| Row::of(html! { a href={ "/units/" (it.id) } { (it.name) } }))))
            @if shown.has_starter { p { a href={ "/units/" (unit.id) "/starter" } { (words.say("starter-link")) } } }
            (found_below(words, unit, typed, refusal))
    })
}

fn person_row(words: Words, who: &Who, person: &PersonLine, roles: &[PersonLine], places: &[Unit]) -> Markup {
    let (open, over): (Vec<&PersonLine>, Vec<&PersonLine>) = roles.iter().partition(|it| it.grant.until_on.is_none_or(|end| who.today() < end));
    let id = &person.person.id;
    html! {
        li.item {
            h3 { (person.person.name) }
            p { a href={ "/people/" (id) } { (words.with("people-see", &[("name", person.person.name.as_str().into())])) } }
            (account::said(words, person))
            @for post in &person.posts { (post_row(words, who, post, places)) }
            @if open.is_empty() { p { (words.say("people-no-role")) } }
            @else { ul { @for line in &open { (role_row(words, who, line)) } } }
            @if !over.is_empty() {
                details { summary { (words.say("roles-over")) } ul { @for line in &over { li { (said(words, line)) } } } }
            }
            details {
                summary { (words.with("people-do-for", &[("name", person.person.name.as_str().into())])) }
                (give_role(words, who, id, places))
                (take_post(words, who, id, places))
                (account::doings(words, who, person))
            }
        }
    }
}

/// A role in words: what, where, from when, until when.
fn said(words: Words, line: &PersonLine) -> Markup {
    let role = words.say(&format!("role-{}", line.grant.role.name()));
    html! {
        strong { (role) } ", " (line.unit_name) ", " (words.with("roles-from", &[("day", day(line.grant.from_on).into())]))
        @if let Some(end) = line.grant.until_on { ", " (words.with("roles-until", &[("day", day(end).into())])) }
    }
}

fn role_row(words: Words, who: &Who, line: &PersonLine) -> Markup {
    let id = format!("on-{}", line.grant.id);
    html! {
        li {
            (said(words, line))
            details {
                summary { (words.say("roles-end")) }
                form.fields method="post" action={ "/grants/" (line.grant.id) "/end" } {
                    (ends_on(words, who, id))
                    (submit(&words.say("roles-end-do"), Weight::Danger))
                }
            }
        }
    }
}

/// A post in words, with the form that ends it.
fn post_row(words: Words, who: &Who, post: &Post, places: &[Unit]) -> Markup {
    let unit = places.iter().find(|it| it.id == post.unit).map_or("", |it| it.name.as_str());
    let id = format!("left-{}-{}-{}", post.person, post.unit, post.title.replace(char::is_whitespace, "-"));
    html! {
        p { strong { (post.title) } ", " (unit) ", " (words.with("roles-from", &[("day", day(post.from_on).into())])) }
        details {
            summary { (words.with("posts-leave", &[("title", post.title.as_str().into())])) }
            form.fields method="post" action={ "/people/" (post.person) "/posts/leave" } {
                input type="hidden" name="unit" value=(post.unit);
                input type="hidden" name="title" value=(post.title);
                (ends_on(words, who, id))
                (submit(&words.say("roles-end-do"), Weight::Danger))
            }
        }
    }
}

/// The day on which a role or a post ends.
fn ends_on(words: Words, who: &Who, id: String) -> Field<'static> {
    Field::day("on", words.say("roles-end-on")).id(id).value(who.today().to_string()).required()
}

/// One of the units in which the person who looks may give something.
fn where_field<'a>(words: Words, id: String, places: &'a [Unit]) -> Field<'a> {
    Field::choice("unit", words.say("field-organisation"), places.iter().map(|it| (it.id.as_str(), it.name.as_str()))).id(id)
}

fn take_post(words: Words, who: &Who, person: &PersonId, places: &[Unit]) -> Markup {
    let id = |what: &str| format!("post-{what}-{person}");
    html! {
        form.fields method="post" action={ "/people/" (person) "/posts" } {
            (Field::line("title", words.say("field-post")).id(id("title")).length_max(200).required())
            (where_field(words, id("unit"), places))
            (Field::day("from", words.say("field-from")).id(id("from")).value(who.today().to_string()).required())
            (submit(&words.say("posts-take"), Weight::Plain))
        }
    }
}

fn give_role(words: Words, who: &Who, person: &PersonId, places: &[Unit]) -> Markup {
    let id = |what: &str| format!("{what}-{person}");
    html! {
        form.fields method="post" action={ "/people/" (person) "/roles" } {
            (Field::choice("role", words.say("field-role"), Role::ALL.iter().map(|it| (it.name(), role_words(words, *it)))).id(id("role")))
            (where_field(words, id("unit"), places))
            (Field::day("from", words.say("field-from")).id(id("from")).value(who.today().to_string()))
            (Field::day("until", words.say("field-until")).id(id("until")))
            (submit(&words.say("roles-give"), Weight::Plain))
        }
    }
}

fn role_words(words: Words, role: Role) -> String {
    words.say(&format!("role-{}", role.name())).into_owned()
}

fn invite(words: Words, unit: &Unit, typed: &Typed, refusal: Option<&Refusal>) -> Markup {
    let roles: Vec<Tick<'_>> = Role::ALL
        .iter()
        .map(|it| Tick { id: format!("invite-{}", it.name()), name: it.name(), value: "1", label: role_words(words, *it).into(), is_on: false, more: None })
        .collect();
    html! {
        form.fields method="post" action={ "/units/" (unit.id) "/people" } {
            (Field::line("name", words.say("field-name")).value(&typed.name).autocomplete("off").required().mend(words, refusal))
            (Field::line("login", words.say("field-login")).hint(words.say("login-hint")).value(&typed.login).autocomplete("off").required().mend(words, refusal))
            (ticks(&words.say("field-roles"), None, Of::Any, &roles))
            (submit(&words.say("invite-do"), Weight::Main))
        }
    }
}

fn found_below(words: Words, unit: &Unit, typed: &Typed, refusal: Option<&Refusal>) -> Markup {
    let kinds = [UnitKind::Body, UnitKind::Committee].map(|it| Tick {
        id: format!("kind-{}", it.name()),
        name: "kind",
        value: it.name(),
        label: words.say(&format!("kind-{}", it.name())),
        is_on: if typed.unit_kind.is_empty() { it == UnitKind::Body } else { it.name() == typed.unit_kind },
        more: None,
    });
    html! {
        form.fields method="post" action={ "/units/" (unit.id) "/units" } {
            (Field::line("unit_name", words.say("units-name")).hint(words.say("units-name-hint")).value(&typed.unit_name).autocomplete("off").required().mend(words, refusal))
            (ticks(&words.say("field-kind"), None, Of::One, &kinds))
            (nature::fields(words, "new", None, (&typed.level, &typed.org_kind), refusal))
            (Field::day("founded", words.say("field-founded")).value(&typed.founded).mend(words, refusal))
            (submit(&words.say("units-found"), Weight::Plain))
        }
    }
}
