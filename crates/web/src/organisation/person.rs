//! One person as the administrator sees them: how the account stands, and what the journal says, oldest first.

use axum::extract::State;
use hanhdong_actions::{DelegationLine, LifeLine, PersonLine, Who};
use hanhdong_domain::organisation::{FileId, Person, PersonId, UnitId};
use jiff::civil::DateTime;
use maud::{Markup, html};
use serde::Deserialize;

use crate::frame::Page;
use crate::look::button::{self, Weight};
use crate::look::notice;
use crate::look::things::{Thing, things};
use crate::organisation::{account, delegation};
use crate::problem::{Asker, Problem};
use crate::programme::act_word;
use crate::request::{Ask, Id, In};
use crate::state::Web;
use crate::words::Words;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    /// What was done just now.
    done: Option<String>,
}

pub(super) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<PersonId>, Ask(asked): Ask<Asked>) -> Result<Markup, Problem> {
    let (person, home) = web.app.person_kept(&who, &id).await.map_err(|it| asker.problem(it))?;
    let lines = web.app.people_of(&who, &home).await.map_err(|it| asker.problem(it))?;
    let life = web.app.life_of_person(&who, &id).await.map_err(|it| asker.problem(it))?;
    let lent = web.app.delegations_of(&who, &id).await.map_err(|it| asker.problem(it))?;
    let records = web.app.handovers(&who, &id).await.map_err(|it| asker.problem(it))?;
    let line = lines.iter().find(|it| it.person.id == id);
    Ok(page(words, &who, &Shown { person, home, line: line.cloned(), lent, records, life }, asked.done.as_deref()))
}

/// What the page shows.
struct Shown {
    person: Person,
    home: UnitId,
    line: Option<PersonLine>,
    lent: Vec<DelegationLine>,
    records: Vec<(FileId, Option<DateTime>)>,
    life: Vec<LifeLine>,
}

fn page(words: Words, who: &Who, shown: &Shown, done: Option<&str>) -> Markup {
    let (name, home, id) = (shown.person.name.as_str(), &shown.home, &shown.person.id);
    Page::of(words, who, name).step("/units", words.say("units-title")).step(format!("/units/{home}"), words.say("people-title")).show(html! {
        h1 { (name) }
        @if done == Some("handed-over") { (notice::done(&words.say("handover-done"), None)) }
        @if let Some(line) = &shown.line { (account::said(words, line)) }
        h2 { (words.say("delegation-title")) }
        (delegation::list(words, &shown.lent, |_| true))
        h2 { (words.say("handover-title")) }
        (things(shown.records.iter().map(|(file, at)| Thing {
            href: format!("/handovers/{file}"),
            title: words.say("handover-record").into_owned(),
            about: html! { @if let Some(at) = at { (at.strftime("%H:%M %d/%m/%Y")) } },
        })))
        p { (button::link(&words.say("handover-begin"), &format!("/people/{id}/handover"), Weight::Plain)) }
        h2 { (words.say("person-life")) }
        ol.history { @for line in &shown.life { (self::line(words, line)) } }
    })
}

/// A line of the journal about a person.
fn line(words: Words, line: &LifeLine) -> Markup {
    html! {
        li { p {
            @if let Some(at) = line.at { time datetime=(at.to_string()) { (at.strftime("%H:%M %d/%m/%Y")) } " · " }
            strong { @match &line.by { Some(name) => (name), None => (words.say("by-program")) } }
            @if let Some(name) = &line.behalf { " (" (words.with("on-behalf", &[("name", name.as_str().into())])) ")" }
            ": " (act_word(words, line.act))
        } }
    }
}
