//! My programmes: what one sees, last changed first.

use axum::extract::State;
use hanhdong_actions::{ProgrammeLine, Shelf};
use hanhdong_domain::organisation::{ProgrammeId, Role};
use maud::{Markup, html};
use serde::Deserialize;

use crate::frame;
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
    let after = asked.at.zip(asked.id.as_deref().and_then(ProgrammeId::parse));
    let list = web.app.programmes(&who, shelf, after).await.map_err(|it| asker.problem(it))?;
    let away = asked.away.is_some();
    let drafts = who.holds(Role::Office) || who.holds(Role::Drafter);
    let title = words.say(if away { "programmes-away" } else { "programmes-title" });
    Ok(frame::page(
        words,
        &who,
        &title,
        html! {
            h1 { (title) }
            @if drafts && !away { p { a.button href="/programmes/new" { (words.say("hand-in-title")) } } }
            @if list.lines.is_empty() {
                div.empty {
                    @if away { p { (words.say("programmes-none-away")) } }
                    @else { p { (words.say("programmes-empty")) } p { (words.say("programmes-empty-do")) } }
                }
            }
            ul.programmes { @for line in &list.lines { (row(words, line)) } }
            @if let Some((at, id)) = &list.next { p { a rel="next" href={ "/programmes?at=" (frame::percent(at)) "&id=" (id) @if away { "&away=1" } } { (words.say("next-page")) } } }
            p { @if away { a href="/programmes" { (words.say("programmes-title")) } } @else { a href="/programmes?away=1" { (words.say("programmes-away")) } } }
        },
    ))
}

fn row(words: Words, line: &ProgrammeLine) -> Markup {
    html! {
        li {
            a href={ "/programmes/" (line.id) } { @if line.title.is_empty() { (words.say("untitled")) } @else { (line.title) } }
            p.hint {
                (line.organisation_name)
                @if let Some(date) = line.issued_on { " · " span.badge.met { (words.with("issued-on", &[("date", format!("{:02}/{:02}/{}", date.day(), date.month(), date.year()).into())])) } }
            }
        }
    }
}
