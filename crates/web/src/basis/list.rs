//! The register as one reads it: of the own committee and of those above.

use axum::extract::State;
use hanhdong_domain::organisation::OrganisationAct;
use maud::{Markup, html};
use serde::Deserialize;

use super::words::thing;
use crate::frame;
use crate::look::button::{self, Weight, submit};
use crate::look::field::Field;
use crate::look::notice;
use crate::look::things::things;
use crate::problem::{Asker, Problem};
use crate::request::{Ask, In};
use crate::state::Web;
use crate::words::Words;

/// The words to look for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sought {
    q: Option<String>,
}

pub(super) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Ask(sought): Ask<Sought>) -> Result<Markup, Problem> {
    let q = sought.q.unwrap_or_default();
    let found = web.app.bases(&who, &q).await.map_err(|it| asker.problem(it))?;
    let keeps = !web.app.units_where(&who, OrganisationAct::KeepBases).await.map_err(|it| asker.problem(it))?.is_empty();
    let title = words.say("bases-title");
    let enter = |weight| button::link(&words.say("bases-enter"), "/bases/new", weight);
    let main = html! {
        h1 { (title) }
        p { (words.say("bases-lead")) }
        @if !found.is_empty() || !q.trim().is_empty() {
            form.search-page role="search" aria-label=(words.say("bases-seek")) method="get" action="/bases" {
                (Field::sought("q", words.say("bases-seek")).id("sought").value(&q).hint(words.say("bases-seek-hint")).length_max(200))
                (submit(&words.say("do-search"), Weight::Plain))
            }
        }
        @if found.is_empty() && !q.trim().is_empty() { (notice::empty(&words.say("search-nothing"), None)) }
        @else if found.is_empty() { (notice::empty(&words.say("bases-none"), keeps.then(|| enter(Weight::Main)))) }
        @else if keeps { p.doings { (enter(Weight::Main)) } }
        @if !found.is_empty() { (things(found.iter().map(|it| thing(words, it, who.today())))) }
    };
    Ok(frame::page(words, &who, &title, main))
}
