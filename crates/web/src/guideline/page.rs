//! One guideline: each clause in our words, in its official words once they were handed in, and what answers it.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::guideline::BoundText;
use hanhdong_actions::{ProgrammeLine, Refusal, Who};
use hanhdong_domain::Language;
use hanhdong_domain::guideline::{Answer, Clause, Guideline, Room};
use hanhdong_domain::organisation::{OrganisationAct, Unit, UnitId};
use maud::{Markup, html};

use super::list::facts;
use crate::frame;
use crate::look::button::{Weight, submit};
use crate::look::field::Field;
use crate::look::notice;
use crate::look::table::{Row, table};
use crate::look::things::things;
use crate::problem::{Asker, Problem};
use crate::programme::{KINDS, Upload, guideline_title, organisation_field, programme_thing, said_beside};
use crate::request::In;
use crate::state::Web;
use crate::words::Words;

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Path(id): Path<String>) -> Result<Markup, Problem> {
    page(&web, &who, words, &id, None).await.map_err(|it| asker.problem(it))
}

async fn page(web: &Web, who: &Who, words: Words, id: &str, refused: Option<&str>) -> Result<Markup, Refusal> {
    let guideline = web.app.guideline(id)?;
    let official = web.app.guideline_text(who, id).await?;
    let programmes = web.app.programmes_under(who, id).await?;
    let units = web.app.units_where(who, OrganisationAct::KeepGuidelines).await?;
    let bound: &[BoundText] = official.as_ref().map_or(&[], |it| it.0.as_slice());
    let title = guideline_title(words, &guideline).to_owned();
    Ok(frame::page(
        words,
        who,
        &title,
        html! {
            h1 { (title) }
            p.hint { (facts(words, &guideline)) }
            @if let Some(why) = refused { (notice::refused(&words.say("upload-not-taken"), why)) }
            (covered(words, &guideline))
            p { @match &official {
                Some((_, hash)) => { (words.say("guideline-official-there")) " " code { (hash.chars().take(16).collect::<String>()) } }
                None => { (words.say("guideline-official-missing")) }
            } }
            h2 { (words.say("guideline-by-clause")) }
            (table(&words.say("guideline-clauses-caption"), &["guideline-clause", "guideline-statement", "guideline-answered-by"].map(|it| words.say(it)), &guideline.clauses.iter().map(|it| clause(words, it, bound)).collect::<Vec<_>>()))
            (used_by(words, &programmes))
            (text_form(words, id, &units))
        },
    ))
}

/// How many clauses something answers, and what: all of them, by the shape of a guideline.
fn covered(words: Words, guideline: &Guideline) -> Markup {
    let all = guideline.clauses.len();
    let by_text = guideline.clauses.iter().filter(|it| matches!(it.answer, Answer::Question { .. })).count();
    notice::progress(&words.with("guideline-covered", &[("all", all.into()), ("text", by_text.into()), ("records", (all - by_text).into())]), all, all)
}

fn clause(words: Words, clause: &Clause, bound: &[BoundText]) -> Row {
    let statement = match words.0 {
        Language::Vi => &clause.statement_vi,
        Language::En => &clause.statement_en,
    };
    let said = html! {
        p { (statement) }
        @for it in bound.iter().filter(|it| it.id == clause.id) { blockquote { p { (it.text) } } }
    };
    Row::of(vec![html! { (clause.id) }, said, answer(words, &clause.answer)]).id(format!("c-{}", clause.id))
}

fn answer(words: Words, answer: &Answer) -> Markup {
    match answer {
        Answer::Question { name, parameters } => html! {
            p { (words.say(&format!("question-{name}"))) }
            @if !parameters.0.is_empty() {
                p.hint { (parameters.0.iter().map(|(name, value)| parameter(words, name, *value)).collect::<Vec<_>>().join("; ")) }
            }
        },
        Answer::Records { room } => html! { p { (records(words, *room)) } },
    }
}

/// A number of a question: a share in per cent, a limit as it is.
fn parameter(words: Words, name: &str, value: f64) -> String {
    let is_share = matches!(name, "met" | "partly");
    let number = if is_share { format!("{} %", (value * 100.0).round()) } else { value.to_string() };
    words.with(&format!("parameter-{name}"), &[("number", number.into())]).into_owned()
}

fn records(words: Words, room: Room) -> String {
    match room {
        Room::Organisation => words.say("records-organisation"),
        Room::Guideline => words.say("records-guideline"),
        Room::Programme => words.say("records-programme"),
        Room::Deliberation => words.say("records-deliberation"),
        Room::Publication => words.say("records-publication"),
        Room::Execution => words.say("records-execution"),
        Room::Steering => words.say("records-steering"),
    }
    .into_owned()
}

fn used_by(words: Words, programmes: &[ProgrammeLine]) -> Markup {
    html! {
        h2 { (words.say("guideline-used-by")) }
        @if programmes.is_empty() { (notice::empty(&words.say("guideline-used-by-none"), None)) }
        (things(programmes.iter().map(|it| programme_thing(words, it))))
    }
}

fn text_form(words: Words, id: &str, units: &[Unit]) -> Markup {
    html! {
        @if !units.is_empty() {
            details {
                summary { (words.say("guideline-hand-in")) }
                form.fields action={ "/guidelines/" (id) "/text" } method="post" enctype="multipart/form-data" {
                    (organisation_field(words, units, ""))
                    (Field::file("text", words.say("guideline-text"), KINDS).hint(words.say("guideline-text-hint")).required())
                    (submit(&words.say("guideline-hand-in-do"), Weight::Main))
                }
            }
        }
    }
}

pub(crate) async fn take_text(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Path(id): Path<String>, upload: Upload) -> Result<Response, Problem> {
    let done = async {
        let mut upload = upload.taken(&["organisation"], &["text"])?;
        let organisation = UnitId::parse(upload.field("organisation")).ok_or(Refusal::NotFound)?;
        let file = upload.file("text").ok_or_else(Refusal::no_file)?;
        web.app.hand_in_guideline_text(&who, &organisation, &id, file).await
    };
    match done.await {
        Ok(_) => Ok(Redirect::to(&format!("/guidelines/{id}")).into_response()),
        Err(refusal) => {
            let why = said_beside(words, refusal).map_err(|it| asker.problem(it))?;
            let page = page(&web, &who, words, &id, Some(&why)).await.map_err(|it| asker.problem(it))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
