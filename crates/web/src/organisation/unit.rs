//! One unit: its people with their roles, and what an administrator does for them.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use hanhdong_actions::{PersonLine, Refusal, Who};
use hanhdong_domain::Date;
use hanhdong_domain::organisation::{OrganisationAct, PersonId, Post, Role, Unit, UnitId, UnitKind};
use maud::{Markup, html};
use serde::Deserialize;

use crate::form::{self, Field, day};
use crate::frame;
use crate::problem::{Asker, Problem};
use crate::request::{Ask, Id, In};
use crate::state::Web;
use crate::words::Words;

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
}

/// What the page shows.
struct Shown {
    unit: Unit,
    below: Vec<Unit>,
    /// Where roles may be given: the organisation's units.
    places: Vec<Unit>,
    people: Vec<(PersonLine, Vec<PersonLine>)>,
}

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<UnitId>, Ask(asked): Ask<Asked>) -> Result<Markup, Problem> {
    let shown = load(&web, &who, &id).await.map_err(|it| asker.problem(it))?;
    Ok(page(words, &who, &shown, &Typed::default(), asked.done.as_deref(), None))
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
    Ok(Shown { unit, below, places, people })
}

fn page(words: Words, who: &Who, shown: &Shown, typed: &Typed, done: Option<&str>, refusal: Option<&Refusal>) -> Markup {
    let unit = &shown.unit;
    frame::page(
        words,
        who,
        &unit.name,
        html! {
            p { a href="/units" { (words.say("units-title")) } }
            h1 { (unit.name) }
            @match done {
                Some("closed") => { p.toast role="status" { (words.say("people-closed-now")) } }
                Some("given") => { p.toast role="status" { (words.say("roles-given-now")) } }
                Some("ended") => { p.toast role="status" { (words.say("roles-ended-now")) } }
                Some("post") => { p.toast role="status" { (words.say("posts-taken-now")) } }
                Some("post-left") => { p.toast role="status" { (words.say("posts-left-now")) } }
                Some(_) | None => {}
            }
            (form::alert(words, refusal))
            h2 { (words.say("people-title")) }
            @if shown.people.is_empty() { p.empty { (words.say("people-empty")) } }
            ul.people { @for (person, roles) in &shown.people { (person_row(words, who, person, roles, &shown.places)) } }
            h2 #invite { (words.say("invite-title")) }
            (invite(words, unit, typed, refusal))
            h2 #units { (words.say("units-below")) }
            @if shown.below.is_empty() { p.empty { (words.say("units-below-none")) } }
            ul.outline { @for it in &shown.below { li.item { a href={ "/units/" (it.id) } { (it.name) } } } }
            (found_below(words, unit, typed, refusal))
        },
    )
}

fn person_row(words: Words, who: &Who, person: &PersonLine, roles: &[PersonLine], places: &[Unit]) -> Markup {
    let (open, over): (Vec<&PersonLine>, Vec<&PersonLine>) = roles.iter().partition(|it| it.grant.until_on.is_none_or(|end| who.today() < end));
    let id = &person.person.id;
    html! {
        li.item {
            h3 { (person.person.name) }
            p {
                @match &person.login {
                    Some(login) if person.is_closed => { (login) " " span.badge.unmet { (words.say("people-closed")) } }
                    Some(login) => { (login) }
                    None => { (words.say("people-no-account")) }
                }
            }
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
                form method="post" action={ "/people/" (id) "/password-link" } { button.button.plain type="submit" { (words.say("people-new-link")) } }
                @if id != who.id() && !person.is_closed {
                    form method="post" action={ "/people/" (id) "/close" } { button.button.plain type="submit" { (words.say("people-close")) } }
                }
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
                    div.field { label for=(id) { (words.say("roles-end-on")) } input #(id) name="on" type="date" value=(who.today().to_string()) required; }
                    button.button.plain type="submit" { (words.say("roles-end-do")) }
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
                div.field { label for=(id) { (words.say("roles-end-on")) } input #(id) name="on" type="date" value=(who.today().to_string()) required; }
                button.button.plain type="submit" { (words.say("roles-end-do")) }
            }
        }
    }
}

fn take_post(words: Words, who: &Who, person: &PersonId, places: &[Unit]) -> Markup {
    let id = |what: &str| format!("post-{what}-{person}");
    html! {
        form.fields method="post" action={ "/people/" (person) "/posts" } {
            div.field { label for=(id("title")) { (words.say("field-post")) } input #(id("title")) name="title" type="text" maxlength="200" required; }
            div.field {
                label for=(id("unit")) { (words.say("field-organisation")) }
                select #(id("unit")) name="unit" { @for unit in places { option value=(unit.id) { (unit.name) } } }
            }
            div.field { label for=(id("from")) { (words.say("field-from")) } input #(id("from")) name="from" type="date" value=(who.today().to_string()) required; }
            button.button.plain type="submit" { (words.say("posts-take")) }
        }
    }
}

fn give_role(words: Words, who: &Who, person: &PersonId, places: &[Unit]) -> Markup {
    let id = |what: &str| format!("{what}-{person}");
    html! {
        form.fields method="post" action={ "/people/" (person) "/roles" } {
            div.field {
                label for=(id("role")) { (words.say("field-role")) }
                select #(id("role")) name="role" { @for role in Role::ALL { option value=(role.name()) { (words.say(&format!("role-{}", role.name()))) } } }
            }
            div.field {
                label for=(id("unit")) { (words.say("field-organisation")) }
                select #(id("unit")) name="unit" { @for unit in places { option value=(unit.id) { (unit.name) } } }
            }
            (optional_date(words, &id("from"), "from", "field-from", Some(who.today())))
            (optional_date(words, &id("until"), "until", "field-until", None))
            button.button.plain type="submit" { (words.say("roles-give")) }
        }
    }
}

fn optional_date(words: Words, id: &str, name: &str, label: &str, value: Option<Date>) -> Markup {
    html! { div.field { label for=(id) { (words.say(label)) } input #(id) name=(name) type="date" value=[value.map(|it| it.to_string())]; } }
}

fn invite(words: Words, unit: &Unit, typed: &Typed, refusal: Option<&Refusal>) -> Markup {
    html! {
        form.fields method="post" action={ "/units/" (unit.id) "/people" } {
            (Field { name: "name", label: "field-name", hint: None, kind: "text", value: &typed.name, autocomplete: "off" }.draw(words, refusal))
            (Field { name: "login", label: "field-login", hint: Some("login-hint"), kind: "text", value: &typed.login, autocomplete: "off" }.draw(words, refusal))
            fieldset.field {
                legend { (words.say("field-roles")) }
                @for role in Role::ALL {
                    @let id = format!("invite-{}", role.name());
                    div.choice { input #(id) type="checkbox" name=(role.name()) value="1"; " " label for=(id) { (words.say(&format!("role-{}", role.name()))) } }
                }
            }
            button.button type="submit" { (words.say("invite-do")) }
        }
    }
}

fn found_below(words: Words, unit: &Unit, typed: &Typed, refusal: Option<&Refusal>) -> Markup {
    html! {
        form.fields method="post" action={ "/units/" (unit.id) "/units" } {
            (Field { name: "unit_name", label: "units-name", hint: Some("units-name-hint"), kind: "text", value: &typed.unit_name, autocomplete: "off" }.draw(words, refusal))
            fieldset.field {
                legend { (words.say("field-kind")) }
                @for kind in [UnitKind::Body, UnitKind::Committee] {
                    @let id = format!("kind-{}", kind.name());
                    div.choice { input #(id) type="radio" name="kind" value=(kind.name()) checked[kind == UnitKind::Body]; " " label for=(id) { (words.say(&format!("kind-{}", kind.name()))) } }
                }
            }
            button.button type="submit" { (words.say("units-found")) }
        }
    }
}
