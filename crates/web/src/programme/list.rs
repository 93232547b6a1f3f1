//! My programmes: what one sees, last changed first.

use axum::extract::State;
use hanhdong_actions::Shelf;
use hanhdong_domain::organisation::{ProgrammeId, Role};
use maud::{Markup, html};
use serde::Deserialize;

use super::{leaf, sections};
use crate::frame;
use crate::look::button::{self, Weight};
use crate::look::things::things;
use crate::look::{notice, way};
use crate::problem::{Asker, Problem};
use crate::request::{Ask, In};
use crate::state::Web;
use crate::words::Words;

/// Which page of which list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// Where the page begins.
    at: Option<String>,
    /// The programme before.
    id: Option<String>,
    /// Those put away instead.
    away: Option<String>,
}

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Ask(asked): Ask<Asked>) -> Result<Markup, Problem> {
    let shelf = if asked.away.is_some() { Shelf::PutAway } else { Shelf::Lying };
    let is_onward = asked.at.is_some();
    let after = asked.at.zip(asked.id.as_deref().and_then(ProgrammeId::parse));
    let list = web.app.programmes(&who, shelf, after).await.map_err(|it| asker.problem(it))?;
    let waiting = web.app.incoming(&who).await.map_err(|it| asker.problem(it))?.iter().filter(|it| it.received_on.is_none() && !it.is_inherited).count();
    let to_answer = super::asked::waiting(&web, words, &who).await.map_err(|it| asker.problem(it))?;
    let away = asked.away.is_some();
    let mine = if away || is_onward { Vec::new() } else { web.app.my_sections(&who).await.map_err(|it| asker.problem(it))? };
    let drafts = who.holds(Role::Office) || who.holds(Role::Drafter);
    let title = words.say(if away { "programmes-away" } else { "programmes-title" });
    Ok(frame::page(
        words,
        &who,
        &title,
        html! {
            h1 { (title) }
            @if drafts && !away { p { (button::link(&words.say("hand-in-title"), "/programmes/new", Weight::Main)) } }
            @if !away && 0 < waiting { (notice::note(&words.with("incoming-waiting", &[("count", waiting.into())]))) p { a href="/incoming" { (words.say("incoming-title")) } } }
            @if !away { (to_answer) }
            (sections::mine(words, &who, &mine))
            @if list.lines.is_empty() {
                @if away { (notice::empty(&words.say("programmes-none-away"), None)) }
                @else { (notice::empty(&words.say("programmes-empty"), Some(html! { p { (words.say("programmes-empty-do")) } }))) }
            }
            (things(list.lines.iter().map(|it| leaf::thing(words, it))))
            (way::onward(words, list.next.map(|(at, id)| format!("/programmes?at={}&id={id}{}", frame::percent(&at), if away { "&away=1" } else { "" }))))
            p { @if away { a href="/programmes" { (words.say("programmes-title")) } } @else { a href="/programmes?away=1" { (words.say("programmes-away")) } } }
        },
    ))
}
