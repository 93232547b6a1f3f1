//! What a committee of its kind usually has and this one lacks: seen first, then founded at once.

use axum::extract::State;
use axum::response::Redirect;
use hanhdong_domain::organisation::UnitId;
use maud::{Markup, html};
use serde::Deserialize;

use crate::form::Filled;
use crate::frame::Page;
use crate::look::button::{self, Weight};
use crate::look::notice;
use crate::look::table::{Row, table};
use crate::organisation::nature;
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::Words;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    seen: String,
}

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<UnitId>) -> Result<Markup, Problem> {
    let lacking = web.app.lacking(&who, &id).await.map_err(|it| asker.problem(it))?;
    let name = lacking.unit.name.as_str();
    let title = words.with("starter-title", &[("name", name.into())]);
    let back = format!("/units/{id}");
    let kind = |it: &hanhdong_domain::organisation::Usual| match (it.nature.level(), it.nature.kind()) {
        (Some(level), _) => nature::level_words(words, level),
        (None, Some(kind)) => nature::kind_words(words, kind),
        (None, None) => "".into(),
    };
    let rows: Vec<Row> = lacking.missing.iter().map(|it| Row::of(vec![html! { (it.name) }, html! { (kind(it)) }])).collect();
    let columns = [words.say("units-name"), words.say("field-org_kind")];
    Ok(Page::of(words, &who, &title).step("/units", words.say("units-title")).step(back.clone(), name).show(html! {
        h1 { (title) }
        p { (words.say("starter-intro")) }
        @if rows.is_empty() {
            (notice::empty(&words.say("starter-complete"), Some(button::link(&words.say("link-back"), &back, Weight::Plain))))
        } @else {
            (table(&title, &columns, &rows))
            (button::act(&words.with("starter-do", &[("count", rows.len().into())]), &format!("/units/{id}/starter"), Weight::Main, &[("seen", &lacking.seen)])) " "
            (button::link(&words.say("end-back"), &back, Weight::Plain))
        }
    }))
}

pub(crate) async fn found(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<UnitId>, Filled(form): Filled<Form>) -> Result<Redirect, Problem> {
    web.app.found_lacking(&who, &id, &form.seen).await.map_err(|it| asker.problem(it))?;
    Ok(Redirect::to(&format!("/units/{id}?done=starter")))
}
