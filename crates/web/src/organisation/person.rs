//! One person as the administrator sees them: how the account stands, and what the journal says, oldest first.

use axum::extract::State;
use hanhdong_actions::{DelegationLine, LifeLine, PersonLine, Who};
use hanhdong_domain::organisation::{PersonId, UnitId};
use maud::{Markup, html};

use crate::frame::Page;
use crate::organisation::{account, delegation};
use crate::problem::{Asker, Problem};
use crate::programme::act_word;
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::Words;

pub(super) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<PersonId>) -> Result<Markup, Problem> {
    let (person, home) = web.app.person_kept(&who, &id).await.map_err(|it| asker.problem(it))?;
    let lines = web.app.people_of(&who, &home).await.map_err(|it| asker.problem(it))?;
    let life = web.app.life_of_person(&who, &id).await.map_err(|it| asker.problem(it))?;
    let lent = web.app.delegations_of(&who, &id).await.map_err(|it| asker.problem(it))?;
    let line = lines.iter().find(|it| it.person.id == id);
    Ok(page(words, &who, (&person.name, &home), line, &lent, &life))
}

fn page(words: Words, who: &Who, (name, home): (&str, &UnitId), line: Option<&PersonLine>, lent: &[DelegationLine], life: &[LifeLine]) -> Markup {
    Page::of(words, who, name).step("/units", words.say("units-title")).step(format!("/units/{home}"), words.say("people-title")).show(html! {
        h1 { (name) }
        @if let Some(line) = line { (account::said(words, line)) }
        h2 { (words.say("delegation-title")) }
        (delegation::list(words, lent, |_| true))
        h2 { (words.say("person-life")) }
        ol.history { @for line in life { (self::line(words, line)) } }
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
