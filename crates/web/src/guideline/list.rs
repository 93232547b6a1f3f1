//! Every guideline there is.

use axum::extract::State;
use hanhdong_domain::guideline::Guideline;
use maud::{Markup, html};

use crate::frame;
use crate::look::things::{Thing, things};
use crate::programme::guideline_title;
use crate::request::In;
use crate::state::Web;
use crate::words::Words;

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words) -> Markup {
    let title = words.say("guidelines-title");
    frame::page(
        words,
        &who,
        &title,
        html! {
            h1 { (title) }
            p { (words.say("guidelines-lead")) }
            (things(web.app.guidelines().iter().map(|it| Thing {
                href: format!("/guidelines/{}", it.id),
                title: guideline_title(words, it).to_owned(),
                about: html! { (facts(words, it)) },
            })))
        },
    )
}

/// Number, term and horizons in one line.
pub(super) fn facts(words: Words, it: &Guideline) -> String {
    let term = it.term.map(|term| words.with("guideline-term", &[("from", term.from.to_string().into()), ("to", term.to.to_string().into())]).into_owned());
    let horizons = it.horizons.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let horizons = (!horizons.is_empty()).then(|| words.with("guideline-horizons", &[("years", horizons.into())]).into_owned());
    let clauses = words.with("guideline-clauses", &[("count", it.clauses.len().into())]).into_owned();
    [it.number.clone(), term, horizons, Some(clauses)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
