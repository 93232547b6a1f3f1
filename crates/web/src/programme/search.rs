//! Search: the items a person may read that hold every word, with marks or without.

use axum::extract::State;
use hanhdong_domain::programme::Anchor;
use maud::{Markup, html};
use serde::Deserialize;

use super::show::path_to;
use crate::frame;
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
        (field(words, &q))
        @if !q.trim().is_empty() && found.is_empty() && programmes.is_empty() { p.empty { (words.say("search-nothing")) } }
        @if !programmes.is_empty() {
            h2 { (words.say("programmes-title")) }
            ul.programmes { @for it in &programmes { li { a href={ "/programmes/" (it.id) } { (it.title) } p.hint { (it.organisation_name) } } } }
        }
        @if !found.is_empty() {
            h2 { (words.say("search-items")) }
            ul.outline { @for it in &found {
                li.item {
                    p { @if let Some(code) = &it.item.code { span.code { (code) } " " } a href=(path_to(&it.programme, Anchor::new(&it.item.anchor).as_ref())) { (it.item.title) } }
                    p.glance { @if !it.item.lead.is_empty() { span.fact { (it.item.lead) } " " } @if !it.item.deadline.is_empty() { span.fact { (it.item.deadline) } } }
                }
            } }
        }
    };
    Ok(frame::page(words, &who, &heading, main))
}

/// The field to search by.
fn field(words: Words, q: &str) -> Markup {
    html! {
        form.search-page role="search" aria-label=(words.say("search-label")) method="get" action="/search" {
            div.field { label for="sought" { (words.say("search-label")) } input #sought name="q" type="search" value=(q) maxlength="200"; }
            button.button.plain type="submit" { (words.say("do-search")) }
        }
    }
}
