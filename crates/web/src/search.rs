//! Search: everything a person may see that holds what is looked for, with marks or without, kind by kind.

use axum::extract::State;
use hanhdong_actions::{FoundAt, FoundGroup, Hit};
use hanhdong_domain::text::Sought;
use maud::{Markup, html};
use serde::Deserialize;

use crate::frame::{self, percent};
use crate::look::button::{Weight, submit};
use crate::look::field::Field;
use crate::look::marked::marked;
use crate::look::notice;
use crate::look::outline::{Row, outline};
use crate::look::way;
use crate::problem::{Asker, Problem};
use crate::programme::{kind_name, path_to, titled};
use crate::request::{Ask, In};
use crate::router::{Route, get};
use crate::state::Web;
use crate::words::Words;

/// Letters of a hit that are shown.
const LETTERS_SHOWN: usize = 220;

pub(crate) fn routes() -> Vec<Route> {
    vec![get("/search", show)]
}

/// The words to look for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    q: Option<String>,
}

async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Ask(asked): Ask<Asked>) -> Result<Markup, Problem> {
    let q = asked.q.unwrap_or_default();
    let groups = web.app.seek(&who, &q, words.0).await.map_err(|it| asker.problem(it))?;
    let sought = Sought::read(&q);
    let heading = words.say("do-search");
    let main = html! {
        h1 { (heading) }
        form.search-page role="search" aria-label=(words.say("search-label")) method="get" action="/search" {
            (Field::sought("q", words.say("search-label")).id("sought").value(&q).length_max(200))
            (submit(&words.say("do-search"), Weight::Main))
        }
        p.hint { (words.say("search-how")) }
        @if groups.is_empty() && !q.trim().is_empty() { (notice::empty(&words.say("search-nothing"), None)) }
        @if 1 < groups.len() { (way::tabs(&words.say("search-kinds"), "", &groups.iter().map(|it| jump(words, it)).collect::<Vec<_>>())) }
        @for it in &groups { (group(words, &sought, it)) }
    };
    Ok(frame::page(words, &who, &heading, main))
}

fn jump(words: Words, it: &FoundGroup) -> (String, String, Option<usize>) {
    (format!("#found-{}", it.kind), words.say(&format!("search-{}", it.kind)).into_owned(), Some(it.hits.len()))
}

fn group(words: Words, sought: &Sought, it: &FoundGroup) -> Markup {
    html! {
        section id={ "found-" (it.kind) } {
            h2 { (words.say(&format!("search-{}", it.kind))) }
            (outline(it.hits.iter().map(|it| hit(words, sought, it))))
            @if it.is_cut { p.hint { (words.with("search-cut", &[("count", it.hits.len().into())])) } }
        }
    }
}

fn hit<'a>(words: Words, sought: &Sought, it: &'a Hit) -> Row<'a> {
    let text = if it.text.is_empty() { titled(words, "") } else { it.text.clone() };
    let place = match &it.at {
        FoundAt::Item(_, _, role) => Some(kind_name(words, role)),
        FoundAt::Programme(_)
        | FoundAt::Issue(_)
        | FoundAt::Basis(_)
        | FoundAt::Requirement(_)
        | FoundAt::Clause(_)
        | FoundAt::Comment(..)
        | FoundAt::Unit(_)
        | FoundAt::Person(_) => None,
    };
    let of = if matches!(it.at, FoundAt::Item(..) | FoundAt::Comment(..)) { titled(words, &it.of) } else { it.of.clone() };
    let glance = place.into_iter().chain((!of.is_empty()).then_some(of)).map(|it| (None, it.into())).collect();
    Row::of(html! { a href=(href(&it.at)) { (marked(&sought.mark(&text, LETTERS_SHOWN))) } }).code(it.code.as_deref()).glance(glance)
}

/// Where a hit is opened.
pub(crate) fn href(at: &FoundAt) -> String {
    match at {
        FoundAt::Item(programme, anchor, _) => path_to(programme, Some(anchor)),
        FoundAt::Programme(id) => path_to(id, None),
        FoundAt::Issue(id) => format!("/programmes/{id}/issued"),
        FoundAt::Basis(id) | FoundAt::Requirement(id) => format!("/bases/{id}"),
        FoundAt::Clause(guideline) => format!("/guidelines/{}", percent(guideline)),
        FoundAt::Comment(programme, item) => format!("/programmes/{programme}/comments?at={item}"),
        FoundAt::Unit(id) => format!("/units/{id}"),
        FoundAt::Person(id) => format!("/people/{id}"),
    }
}
