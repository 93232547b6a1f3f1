//! A unit ticks what it has done, with its proof.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::basis::{Evidence, Proof};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::basis::Requirement;
use hanhdong_domain::organisation::{BasisId, RequirementId, TickId, Unit, UnitId};
use maud::{Markup, html};
use serde::Deserialize;

use super::fields::{KINDS, looked};
use super::requirements::due;
use crate::form::{self, Filled, Mend};
use crate::frame::Page;
use crate::look::button::{self, Weight, submit};
use crate::look::field::Field;
use crate::look::notice;
use crate::problem::{Asker, Problem};
use crate::programme::{Upload, attachment};
use crate::request::{Ask, Id, In};
use crate::state::Web;
use crate::words::Words;

/// For which unit.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Which {
    unit: String,
}

pub(super) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<RequirementId>, Ask(which): Ask<Which>) -> Result<Markup, Problem> {
    let done = async {
        let unit = UnitId::parse(&which.unit).ok_or(Refusal::NotFound)?;
        let (requirement, unit) = web.app.before_tick(&who, &id, &unit).await?;
        page(&web, &who, words, &requirement, &unit, None).await
    };
    done.await.map_err(|it| asker.problem(it))
}

async fn page(web: &Web, who: &Who, words: Words, requirement: &Requirement, unit: &Unit, refusal: Option<&Refusal>) -> Result<Markup, Refusal> {
    let none = [(String::new(), words.say("tick-no-document").into_owned())];
    let register = web.app.bases(who, "").await?;
    let documents = none.into_iter().chain(register.iter().map(|it| (it.id.to_string(), format!("{} · {}", it.short(), it.issuer))));
    let back = format!("/bases/{}/matrix", requirement.basis);
    let title = words.say("tick-title");
    Ok(Page::of(words, who, &title).step("/bases", words.say("bases-title")).step(back.as_str(), words.say("matrix-title")).show(html! {
        h1 { (title) }
        @if let Some(Refusal::Paper(paper)) = refusal { (notice::refused(&words.say("upload-not-taken"), &paper.words(words.0))) } @else { (form::alert(words, refusal)) }
        p { strong { (requirement.text) } }
        p.hint { (unit.name) " · " (words.say("field-due")) ": " (due(words, requirement)) }
        form.fields method="post" action={ "/requirements/" (requirement.id) "/tick" } enctype="multipart/form-data" {
            input type="hidden" name="unit" value=(unit.id);
            (Field::file("document", words.say("tick-file"), KINDS).hint(words.say("tick-file-hint")))
            (looked(words))
            (Field::choice("proof", words.say("tick-document"), documents).hint(words.say("tick-document-hint")).mend(words, refusal))
            p.doings { (submit(&words.say("tick-do"), Weight::Main)) " " (button::link(&words.say("do-leave"), &back, Weight::Plain)) }
        }
    }))
}

fn read(upload: &mut Upload) -> Result<Proof, Refusal> {
    let document = upload.field("proof").to_owned();
    match (upload.file("document"), document.as_str()) {
        (Some(file), "") => Ok(Proof::File(Evidence { file, is_looked_at: upload.field("looked") == "yes" })),
        (None, "") => Err(Refusal::Field { field: "proof", why: "proof-missing" }),
        (None, document) => Ok(Proof::Document(BasisId::parse(document).ok_or(Refusal::Field { field: "proof", why: "unknown" })?)),
        (Some(_), _) => Err(Refusal::Field { field: "proof", why: "two-proofs" }),
    }
}

pub(super) async fn tick(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<RequirementId>, upload: Upload) -> Result<Response, Problem> {
    let mut upload = upload.taken(&["unit", "proof", "looked"], &["document"]).map_err(|it| asker.problem(it))?;
    let unit = UnitId::parse(upload.field("unit")).ok_or_else(|| asker.problem(Refusal::NotFound))?;
    let (requirement, unit) = web.app.before_tick(&who, &id, &unit).await.map_err(|it| asker.problem(it))?;
    let done = async { web.app.tick(&who, &id, &unit.id, read(&mut upload)?).await };
    match done.await {
        Ok(_) => Ok(Redirect::to(&format!("/bases/{}/matrix", requirement.basis)).into_response()),
        Err(refusal) if form::is_mendable(&refusal) || matches!(refusal, Refusal::Paper(_)) => {
            let page = page(&web, &who, words, &requirement, &unit, Some(&refusal)).await.map_err(|it| asker.problem(it))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

/// Why it is taken back.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Why {
    why: String,
}

pub(super) async fn take_back(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<TickId>, Filled(form): Filled<Why>) -> Result<Redirect, Problem> {
    let basis = web.app.take_tick_back(&who, &id, &form.why).await.map_err(|it| asker.problem(it))?;
    Ok(Redirect::to(&format!("/bases/{basis}/matrix")))
}

pub(super) async fn proof(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<TickId>) -> Result<Response, Problem> {
    let file = web.app.tick_proof(&who, &id).await.map_err(|it| asker.problem(it))?;
    Ok(attachment(&file.name, "application/octet-stream", file.bytes))
}
