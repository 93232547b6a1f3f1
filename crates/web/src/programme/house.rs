//! A draft held against how its house writes: each place with what it should say, mended by one or all at once.

use axum::extract::State;
use axum::response::Redirect;
use hanhdong_actions::programme::{HouseFault, HouseLook, Opened};
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::house::Fault;
use maud::{Markup, html};
use serde::Deserialize;

use super::form::redline;
use super::leaf;
use super::outline::kind_word;
use super::show::path_to;
use crate::form::Filled;
use crate::look::button::{self, Weight};
use crate::look::notice;
use crate::look::outline::{Row, outline};
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::Words;

/// Places shown at once; mending all mends the rest too.
const SHOWN_MAX: usize = 200;

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>) -> Result<Markup, Problem> {
    let look = web.app.house_look(&who, &id).await.map_err(|it| asker.problem(it))?;
    let opened = web.app.open(&who, &id).await.map_err(|it| asker.problem(it))?;
    let heading = words.say("house-look");
    let main = html! {
        p.hint { (words.say("house-look-intro")) " " a href={ "/units/" (opened.row.organisation) "/house" } { (words.say("house-title")) } }
        @if look.is_silent { (notice::empty(&words.say("house-silent"), None)) }
        @else if look.faults.is_empty() { (notice::empty(&words.say("house-clean"), None)) }
        @else {
            p { (words.with("house-places", &[("count", look.faults.len().into())])) }
            @if opened.may_edit { (button::act(&words.with("house-mend-all", &[("count", look.faults.len().into())]), &format!("/programmes/{id}/house/all"), Weight::Main, &[("seen", &look.seen)])) }
            (outline(look.faults.iter().take(SHOWN_MAX).map(|it| fault(words, &opened, it))))
        }
    };
    Ok(leaf::below(words, &who, &opened, &heading, main))
}

fn fault(words: Words, opened: &Opened, it: &HouseFault) -> Row<'static> {
    let id = &opened.row.id;
    let text = html! { a href=(path_to(id, it.item.as_ref())) { (kind_word(words, it.kind)) } };
    let said = html! {
        ul.lines { @for fault in &it.faults { li { (reason(words, fault)) } } }
        p { (redline(&it.before, &it.after)) }
        @if opened.may_edit { (button::act(&words.say("house-mend"), &format!("/programmes/{id}/house/mend"), Weight::Plain, &[("key", &it.key)])) }
    };
    Row::of(text).below(said)
}

fn reason(words: Words, fault: &Fault) -> String {
    match fault {
        Fault::Placement(word) => words.with("house-fault-placement", &[("word", word.as_str().into())]).into_owned(),
        Fault::Avoided { said, preferred, note } => {
            let told = words.with("house-fault-avoided", &[("said", said.as_str().into()), ("preferred", preferred.as_str().into())]);
            if note.is_empty() { told.into_owned() } else { format!("{told} ({note})") }
        }
    }
}

/// Where the findings lead to it, with how many there are.
pub(super) fn told(words: Words, id: &ProgrammeId, look: &HouseLook) -> Markup {
    html! {
        @if !look.faults.is_empty() {
            div.finding.note { p { (words.with("house-places", &[("count", look.faults.len().into())])) " " a href={ "/programmes/" (id) "/house" } { (words.say("house-see")) } } }
        } @else if !look.is_silent {
            p.hint { a href={ "/programmes/" (id) "/house" } { (words.say("house-clean")) } }
        } @else { p.hint { a href={ "/programmes/" (id) "/house" } { (words.say("house-look")) } } }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct One {
    key: String,
}

pub(crate) async fn mend(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>, Filled(form): Filled<One>) -> Result<Redirect, Problem> {
    web.app.write_as_the_house(&who, &id, Some(&form.key), "").await.map_err(|it| asker.problem(it))?;
    Ok(Redirect::to(&format!("/programmes/{id}/house")))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct All {
    seen: String,
}

pub(crate) async fn mend_all(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>, Filled(form): Filled<All>) -> Result<Redirect, Problem> {
    web.app.write_as_the_house(&who, &id, None, &form.seen).await.map_err(|it| asker.problem(it))?;
    // From there it is taken back as one.
    Ok(Redirect::to(&format!("/programmes/{id}/history")))
}
