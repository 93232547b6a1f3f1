//! Who works on which section of a draft, what became of each, and the sections that are one's own.

use std::collections::BTreeSet;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::programme::{Holding, NewSection, Opened, Section, Sections};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::organisation::{PersonId, ProgrammeId, SectionId, UnitId};
use hanhdong_domain::programme::{Anchor, Node, Part, SectionTurn};
use maud::{Markup, html};
use serde::Deserialize;

use super::leaf::{self, Tab, titled};
use super::outline::first_words;
use super::piece::besides;
use super::show::path_to;
use crate::form::{Filled, Mend, alert, date, is_mendable, status};
use crate::look::button::{self, Weight};
use crate::look::facts::facts;
use crate::look::field::{Field, Of, Tick, ticks};
use crate::look::notice;
use crate::look::outline::{Row, outline};
use crate::look::things::{Thing, things};
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::{Words, day};

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>) -> Result<Response, Problem> {
    page(&web, &who, words, &id, &[], None).await.map_err(|it| asker.problem(it))
}

async fn page(web: &Web, who: &Who, words: Words, id: &ProgrammeId, typed: &[(String, String)], refusal: Option<&Refusal>) -> Result<Response, Refusal> {
    let found = web.app.sections(who, id).await?;
    let opened = web.app.open(who, id).await?;
    let here = format!("/programmes/{id}/sections");
    let (shown, gone): (Vec<&Section>, Vec<&Section>) = found.sections.iter().partition(|it| it.state() != SectionTurn::Withdrawn);
    let main = html! {
        (alert(words, refusal))
        @if shown.is_empty() { (notice::empty(&words.say("sections-none"), None)) }
        @else {
            (notice::progress(&words.with("sections-done", &[("done", done(&shown).into()), ("whole", shown.len().into())]), done(&shown), shown.len()))
            @if shown.iter().any(|it| it.state().is_open()) {
                p.doings {
                    (button::download(&words.say("forms-all"), &format!("{here}/forms"), Weight::Plain)) " "
                    (button::link(&words.say("forms-back"), &format!("/programmes/{id}/returned"), Weight::Plain))
                }
            }
            (outline(shown.iter().map(|it| row(words, who, &opened, it, &here))))
        }
        @if !gone.is_empty() { details { summary { (words.with("sections-withdrawn", &[("count", gone.len().into())])) } (outline(gone.iter().map(|it| row(words, who, &opened, it, &here)))) } }
        (leads(words, &opened, &found, &here))
        @if opened.may_edit { (give(words, &opened, &found, &here, typed, refusal)) }
    };
    Ok((status(refusal), leaf::tab(words, who, &opened, Tab::Sections, main)).into_response())
}

fn done(sections: &[&Section]) -> usize {
    sections.iter().filter(|it| it.state() == SectionTurn::TakenIn).count()
}

fn state_word(words: Words, turn: SectionTurn) -> String {
    words.say(&format!("section-{}", turn.name().replace('_', "-"))).into_owned()
}

fn row<'a>(words: Words, who: &Who, opened: &Opened, section: &'a Section, here: &str) -> Row<'a> {
    let state = section.state();
    let late = section.is_late(who.today());
    let glance = vec![
        (Some(words.say("section-holder")), section.holder.as_str().into()),
        (Some(words.say("section-due")), section.due_on.map_or_else(|| words.say("section-no-due").into_owned(), day).into()),
    ];
    let glance = if section.state().is_open() || !section.returned.is_empty() {
        let came = section.returned.last().map(|it| words.with("returned-on", &[("day", day(it.date()).into())]).into_owned());
        let said = came.unwrap_or_else(|| super::returned::returned_word(words, who, section));
        glance.into_iter().chain([(Some(words.say("returned-form")), said.into())]).collect()
    } else {
        glance
    };
    let items = opened.programme.items().filter(|it| section.items.contains(it.anchor()));
    let count = section.items.len();
    let below = html! {
        @if late { (notice::beware(&words.say("section-late"))) }
        @if 0 < count {
            details {
                summary { (words.with("section-items", &[("count", count.into())])) }
                ul { @for it in items { li { a href=(path_to(&opened.row.id, Some(it.anchor()))) { @if let Some(code) = it.code() { (code) " " } (first_words(it.text())) } } } }
            }
        }
        @if state != SectionTurn::Withdrawn { p { (button::download(&words.say("form-get"), &format!("{here}/{}/form", section.id), Weight::Plain)) } }
        (facts(section.told.iter().map(|it| (it.at.map(|at| at.strftime("%H:%M %d/%m/%Y").to_string()).unwrap_or_default(), html! { (state_word(words, it.turn)) " · " (it.by) @if !it.remarks.is_empty() { ": " (it.remarks) } }))))
    };
    let may = |turn: &SectionTurn| opened.may_edit || (turn.is_holders() && section.is_mine && opened.row.issued_on.is_none());
    let next: Vec<SectionTurn> = state.next().filter(may).collect();
    let doings = (!next.is_empty()).then(|| {
        html! {
            form.fields method="post" action={ (here) "/" (section.id) "/turn" } {
                @let wants = next.contains(&SectionTurn::Returned);
                (Field::line("remarks", words.say(if wants { "section-remarks-return" } else { "section-remarks" })).id(format!("remarks-{}", section.id)).length_max(2000))
                div.doings { @for turn in &next { button.button.plain[*turn != SectionTurn::HandedIn && *turn != SectionTurn::TakenIn] type="submit" name="turn" value=(turn.name()) { (words.say(&format!("section-do-{}", turn.name().replace('_', "-")))) } " " } }
            }
        }
    });
    Row::of(html! { strong { (section.title) } })
        .id(format!("section-{}", section.id))
        .tag(Some(state_word(words, state).into()))
        .glance(glance)
        .below(html! { (below) @if let Some(doings) = doings { (doings) } })
}

fn leads(words: Words, opened: &Opened, found: &Sections, here: &str) -> Markup {
    let free: Vec<_> = found.people.iter().filter(|it| !found.leads.contains(it)).collect();
    html! {
        h2 { (words.say("leads-title")) }
        @if found.leads.is_empty() { p.hint { (words.say("leads-everybody")) } }
        @else {
            p.hint { (words.say("leads-these")) }
            ul { @for it in &found.leads { li { (it.name) @if opened.may_edit { " " (button::act(&words.say("lead-no-more"), &format!("{here}/leads"), Weight::Plain, &[("person", it.id.as_str()), ("leads", "no")])) } } } }
        }
        @if opened.may_edit && !free.is_empty() {
            details {
                summary { (words.say("lead-add")) }
                form.fields method="post" action={ (here) "/leads" } {
                    (Field::choice("person", words.say("field-person"), free.iter().map(|it| (it.id.as_str(), it.name.as_str()))))
                    input type="hidden" name="leads" value="yes";
                    (button::submit(&words.say("lead-add-do"), Weight::Plain))
                }
            }
        }
    }
}

/// The form by which a section is given: what it is called, who, until when, and its items.
fn give(words: Words, opened: &Opened, found: &Sections, here: &str, typed: &[(String, String)], refusal: Option<&Refusal>) -> Markup {
    let said = |name: &str| besides(typed, name).unwrap_or("").to_owned();
    let taken: BTreeSet<&Anchor> = found.sections.iter().flat_map(|it| &it.items).collect();
    let mut holders: Vec<(String, String)> = found.units.iter().map(|it| (format!("u-{}", it.id), it.name.clone())).collect();
    holders.extend(found.people.iter().map(|it| (format!("p-{}", it.id), words.with("section-person", &[("name", it.name.as_str().into())]).into_owned())));
    html! {
        h2 { (words.say("section-give")) }
        form.fields method="post" action=(here) {
            (Field::line("section-title", words.say("field-section-title")).hint(words.say("section-title-hint")).value(said("section-title")).length_max(200).required().mend(words, refusal))
            (Field::choice("holder", words.say("section-holder"), holders).value(said("holder")))
            (Field::day("due", words.say("section-due")).value(said("due")).mend(words, refusal))
            fieldset.field #items {
                legend { (words.say("section-choose")) }
                p.hint { (words.say("section-choose-hint")) }
                @for (number, part) in opened.programme.parts.iter().enumerate() { (choices(words, number, part, &taken, typed)) }
            }
            (button::submit(&words.say("section-give-do"), Weight::Main))
        }
    }
}

/// Whole parts, groups under a heading, and single items that are still free.
fn choices(words: Words, number: usize, part: &Part, taken: &BTreeSet<&Anchor>, typed: &[(String, String)]) -> Markup {
    let is_on = |name: &str, value: &str| typed.iter().any(|it| it.0 == name && it.1 == value);
    let groups: Vec<(usize, &str)> = part.nodes.iter().enumerate().filter_map(|(at, it)| if let Node::Heading(it) = it { Some((at, it.text.as_str())) } else { None }).collect();
    let free: Vec<_> = part.nodes.iter().filter_map(Node::item).filter(|it| !taken.contains(it.anchor())).collect();
    html! {
        @if !free.is_empty() {
            (one_group(&format!("{number}"), &words.with("section-whole-part", &[("part", part.heading.as_str().into())]), is_on("group", &number.to_string())))
            details {
                summary { (words.say("section-within")) }
                @for (at, heading) in &groups { @let value = format!("{number}-{at}"); (one_group(&value, &words.with("section-group", &[("heading", first_words(heading).into())]), is_on("group", &value))) }
                (ticks(&words.say("section-single"), None, Of::Any, &free.iter().map(|it| Tick {
                    id: format!("item-{}", it.anchor()), name: "item", value: it.anchor().as_str(), is_on: is_on("item", it.anchor().as_str()),
                    label: format!("{} {}", it.code().unwrap_or(""), first_words(it.text())).into(), more: None,
                }).collect::<Vec<_>>()))
            }
        }
    }
}

fn one_group(value: &str, label: &str, is_on: bool) -> Markup {
    html! {
        div.choice { input id={ "group-" (value) } type="checkbox" name="group" value=(value) checked[is_on]; label for={ "group-" (value) } { (label) } }
    }
}

/// The items that were chosen: of whole parts, of groups, one by one; what another section holds stays with it.
fn chosen(opened: &Opened, found: &Sections, pairs: &[(String, String)]) -> Result<BTreeSet<Anchor>, Refusal> {
    let unknown = || Refusal::Field { field: "form", why: "unknown" };
    let taken: BTreeSet<&Anchor> = found.sections.iter().flat_map(|it| &it.items).collect();
    let mut items = BTreeSet::new();
    for (name, value) in pairs {
        match name.as_str() {
            "item" => drop(items.insert(Anchor::new(value).ok_or_else(unknown)?)),
            "group" => {
                let (part, at) = value.split_once('-').map_or((value.as_str(), None), |it| (it.0, Some(it.1)));
                let part = part.parse::<usize>().ok().and_then(|it| opened.programme.parts.get(it)).ok_or_else(unknown)?;
                let at = at.map(|it| it.parse::<usize>().map_err(|_| unknown())).transpose()?;
                items.extend(group(part, at).filter(|it| !taken.contains(it)));
            }
            "section-title" | "holder" | "due" => {}
            _ => return Err(unknown()),
        }
    }
    Ok(items)
}

/// The items of a part, or of the group under one of its headings: up to the next heading of the same height.
fn group(part: &Part, heading: Option<usize>) -> impl Iterator<Item = Anchor> {
    let level = |node: &Node| if let Node::Heading(it) = node { Some(it.level) } else { None };
    let (from, height) = heading.map_or((0, None), |at| (at + 1, part.nodes.get(at).and_then(level)));
    let ends = move |node: &Node| height.is_some_and(|height| level(node).is_some_and(|it| it <= height));
    part.nodes.iter().skip(from).take_while(move |it| !ends(it)).filter_map(|it| it.item().map(|it| it.anchor().clone()))
}

pub(crate) async fn assign(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    Filled(pairs): Filled<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let done = async {
        let opened = super::piece::draft(&web, &who, &id).await?;
        let items = chosen(&opened, &web.app.sections(&who, &id).await?, &pairs)?;
        let said = |name: &str| besides(&pairs, name).unwrap_or("");
        let unknown = || Refusal::Field { field: "form", why: "unknown" };
        let holding = match said("holder").split_at_checked(2).ok_or_else(unknown)? {
            ("u-", unit) => Holding::Unit(UnitId::parse(unit).ok_or_else(unknown)?),
            ("p-", person) => Holding::Person(PersonId::parse(person).ok_or_else(unknown)?),
            _ => return Err(unknown()),
        };
        let due_on = if said("due").is_empty() { None } else { Some(date("due", said("due"))?) };
        web.app.assign_section(&who, &id, NewSection { title: said("section-title").to_owned(), holding, due_on, items }).await
    };
    match done.await {
        Ok(section) => Ok(Redirect::to(&format!("/programmes/{id}/sections#section-{section}")).into_response()),
        Err(refusal) if is_mendable(&refusal) => page(&web, &who, words, &id, &pairs, Some(&refusal)).await.map_err(|it| asker.problem(it)),
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

/// What becomes of a section.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Turn {
    turn: String,
    remarks: String,
}

pub(crate) async fn turn(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    Path((_, section)): Path<(String, String)>,
    Filled(form): Filled<Turn>,
) -> Result<Response, Problem> {
    let done = async {
        let section = SectionId::parse(&section).ok_or(Refusal::NotFound)?;
        let turn = SectionTurn::of_name(&form.turn).ok_or(Refusal::Field { field: "form", why: "unknown" })?;
        web.app.turn_section(&who, &id, &section, turn, &form.remarks).await?;
        Ok(section)
    };
    match done.await {
        Ok(section) => Ok(Redirect::to(&format!("/programmes/{id}/sections#section-{section}")).into_response()),
        Err(refusal) if is_mendable(&refusal) => page(&web, &who, words, &id, &[], Some(&refusal)).await.map_err(|it| asker.problem(it)),
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

/// Who leads, or no longer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Leads {
    person: String,
    leads: String,
}

pub(crate) async fn lead(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, Filled(form): Filled<Leads>) -> Result<Response, Problem> {
    let done = async {
        let person = PersonId::parse(&form.person).ok_or(Refusal::NotFound)?;
        web.app.lead_draft(&who, &id, &person, form.leads == "yes").await
    };
    match done.await {
        Ok(()) => Ok(Redirect::to(&format!("/programmes/{id}/sections")).into_response()),
        Err(refusal) if is_mendable(&refusal) => page(&web, &who, words, &id, &[], Some(&refusal)).await.map_err(|it| asker.problem(it)),
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

/// The sections that are one's own, on the page where one begins to work.
pub(super) fn mine(words: Words, who: &Who, sections: &[Section]) -> Markup {
    let thing = |it: &Section| Thing {
        href: it.items.first().map_or_else(|| format!("/programmes/{}/sections", it.programme), |first| path_to(&it.programme, Some(first))),
        title: it.title.clone(),
        about: html! {
            (titled(words, &it.programme_title)) " · " (state_word(words, it.state()))
            @if let Some(due) = it.due_on { " · " (words.with("section-until", &[("day", day(due).into())])) }
            @if it.is_late(who.today()) { " " span.badge.unmet { (words.say("section-late-short")) } }
            " · " a href={ "/programmes/" (it.programme) "/sections#section-" (it.id) } { (words.say("section-open")) }
        },
    };
    html! { @if !sections.is_empty() { section aria-labelledby="my-sections" { h2 #my-sections { (words.say("sections-mine")) } (things(sections.iter().map(thing))) } } }
}
