//! Search: the items a person may read that hold every word, with marks or without.

use axum::extract::State;
use hanhdong_domain::programme::Anchor;
use maud::{Markup, html};
use serde::Deserialize;

use super::leaf;
use super::show::path_to;
use crate::frame;
use crate::look::button::{Weight, submit};
use crate::look::field::Field;
use crate::look::notice;
use crate::look::outline::{Row, outline};
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

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Ask(sought): Ask<Sought>) -> Result<Markup, Problem> {
    let q = sought.q.unwrap_or_default();
    let found = if q.trim().is_empty() { Vec::new() } else { web.app.search(&who, &q).await.map_err(|it| asker.problem(it))? };
    let programmes = if q.trim().is_empty() { Vec::new() } else { web.app.search_programmes(&who, &q).await.map_err(|it| asker.problem(it))? };
    let heading = words.say("do-search");
    let main = html! {
        h1 { (heading) }
        form.search-page role="search" aria-label=(words.say("search-label")) method="get" action="/search" {
            (Field::sought("q", words.say("search-label")).id("sought").value(&q).length_max(200))
            (submit(&words.say("do-search"), Weight::Main))
        }
        @if !q.trim().is_empty() && found.is_empty() && programmes.is_empty() { (notice::empty(&words.say("search-nothing"), None)) }
        @if !programmes.is_empty() {
            h2 { (words.say("programmes-title")) }
            (things(programmes.iter().map(|it| leaf::thing(words, it))))
        }
        @if !found.is_empty() {
            h2 { (words.say("search-items")) }
            (outline(found.iter().map(|it| {
                let glance = [&it.item.lead, &it.item.deadline].into_iter().filter(|it| !it.is_empty()).map(|it| (None, it.as_str().into())).collect();
                let text = html! { a href=(path_to(&it.programme, Anchor::new(&it.item.anchor).as_ref())) { (it.item.title) } };
                Row::of(text).code(it.item.code.as_deref()).glance(glance)
            })))
        }
    };
    Ok(frame::page(words, &who, &heading, main))
}
