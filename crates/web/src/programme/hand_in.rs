//! A new programme: handed in as a file, or begun empty with a title.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::programme::Outline;
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::guideline::Guideline;
use hanhdong_domain::organisation::{OrganisationAct, UnitId};
use hanhdong_domain::programme::Paper;
use maud::{Markup, html};
use serde::Deserialize;

use super::look::{KINDS, guideline_title, organisation_field, said_beside, usual};
use super::upload::Upload;
use crate::frame;
use crate::look::button::{Weight, submit};
use crate::look::field::{Field, Of, Tick, ticks};
use crate::look::notice;
use crate::problem::{Asker, Problem};
use crate::request::{Ask, In};
use crate::state::Web;
use crate::words::Words;

/// What the page was asked with.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// The guideline to begin with.
    guideline: Option<String>,
}

/// What was chosen, to be shown again where a form was not taken.
struct Chosen<'a> {
    guideline: &'a str,
    organisation: &'a str,
    title: &'a str,
    refused: Option<String>,
}

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Ask(asked): Ask<Asked>) -> Result<Markup, Problem> {
    let guidelines = in_order_of_use(web.app.guidelines());
    let first = guidelines.first().map_or("", |it| it.id.as_str()).to_owned();
    let chosen = Chosen { guideline: asked.guideline.as_deref().unwrap_or(&first), organisation: "", title: "", refused: None };
    page(&web, &who, words, &guidelines, &chosen).await.map_err(|it| asker.problem(it))
}

async fn page(web: &Web, who: &Who, words: Words, guidelines: &[Guideline], chosen: &Chosen<'_>) -> Result<Markup, Refusal> {
    let units = web.app.units_where(who, OrganisationAct::Create).await?;
    if units.is_empty() {
        return Err(Refusal::NotAllowed);
    }
    let title = words.say("hand-in-title");
    Ok(frame::page(
        words,
        who,
        &title,
        html! {
            h1 { (title) }
            @if let Some(why) = &chosen.refused { (notice::refused(&words.say("upload-not-taken"), why)) }
            form.fields action="/programmes/new" method="post" enctype="multipart/form-data" {
                (organisation_field(words, &units, chosen.organisation))
                (kind_field(words, guidelines, chosen.guideline, usual(guidelines, who.today())))
                (Field::file("report", words.say("hand-in-report"), KINDS).aside(words.say("upload-optional")).hint(words.say("hand-in-report-hint")))
                (Field::file("paper", words.say("hand-in-paper"), KINDS).aside(words.say("upload-optional")).hint(words.say("hand-in-paper-hint")))
                (Field::line("title", words.say("hand-in-name")).hint(words.say("hand-in-name-hint")).value(chosen.title).length_max(200))
                (submit(&words.say("hand-in-do"), Weight::Main))
            }
        },
    ))
}

/// Which kind of programme it is, one choice beside the other: the guideline follows from it.
fn kind_field(words: Words, guidelines: &[Guideline], chosen: &str, usual: &str) -> Markup {
    let kinds: Vec<Tick<'_>> = guidelines
        .iter()
        .map(|it| Tick {
            id: format!("guideline-{}", it.id),
            name: "guideline",
            value: &it.id,
            label: if it.id == usual { format!("{} ({})", guideline_title(words, it), words.say("hand-in-this-term")).into() } else { guideline_title(words, it).into() },
            is_on: it.id == chosen,
            more: Some((words.say("hand-in-see-guideline"), format!("/guidelines/{}", it.id))),
        })
        .collect();
    ticks(&words.say("hand-in-kind"), None, Of::One, &kinds)
}

/// A superior's resolution comes every few months and needs no congress: it stands first; then the term's, then plans.
fn in_order_of_use(mut guidelines: Vec<Guideline>) -> Vec<Guideline> {
    let rank = |it: &Guideline| match (it.id.as_str(), it.term) {
        ("superior-resolution", _) => 0,
        (_, Some(_)) => 1,
        (_, None) => 2,
    };
    guidelines.sort_by_key(|it| (rank(it), std::cmp::Reverse(it.term.map(|it| it.from))));
    guidelines
}

pub(crate) async fn take(State(web): State<Web>, In(who): In, words: Words, asker: Asker, upload: Upload) -> Result<Response, Problem> {
    let (guideline, organisation, title) = (upload.field("guideline").to_owned(), upload.field("organisation").to_owned(), upload.field("title").to_owned());
    match begin(&web, &who, upload).await {
        Ok(path) => Ok(Redirect::to(&path).into_response()),
        Err(refusal) => {
            let why = said_beside(words, refusal).map_err(|it| asker.problem(it))?;
            let chosen = Chosen { guideline: &guideline, organisation: &organisation, title: &title, refused: Some(why) };
            let page = page(&web, &who, words, &in_order_of_use(web.app.guidelines()), &chosen).await.map_err(|it| asker.problem(it))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

async fn begin(web: &Web, who: &Who, upload: Upload) -> Result<String, Refusal> {
    let mut upload = upload.taken(&["organisation", "guideline", "title"], &["paper", "report"])?;
    let organisation = UnitId::parse(upload.field("organisation")).ok_or(Refusal::NotFound)?;
    match (upload.file("paper"), upload.file("report")) {
        (Some(file), report) => {
            let id = web.app.hand_in(who, &organisation, upload.field("guideline"), file).await?;
            if let Some(report) = report {
                web.app.hand_in_source_of(who, &id, Paper::Source, None, report).await?;
            }
            Ok(format!("/programmes/{id}/understood"))
        }
        (None, Some(report)) => {
            let id = web.app.begin_from_source(who, &organisation, upload.field("guideline"), report).await?;
            Ok(format!("/programmes/{id}"))
        }
        (None, None) if upload.field("title").is_empty() => Err(Refusal::Field { field: "file", why: "file-or-title" }),
        (None, None) => {
            let outline = Outline { title: upload.field("title").to_owned() };
            let id = web.app.begin(who, &organisation, upload.field("guideline"), outline).await?;
            Ok(format!("/programmes/{id}"))
        }
    }
}
