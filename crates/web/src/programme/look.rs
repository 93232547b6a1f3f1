//! Look at a paper: a file goes in, the list of what to look at again and the commented file come back. Nothing is kept
//! but in memory, for half an hour, for the person who dropped it.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::programme::{LOOK_KEPT_SECONDS, LookAt, LookKept};
use hanhdong_actions::{Refusal, Token, Who};
use hanhdong_domain::Date;
use hanhdong_domain::guideline::Guideline;
use hanhdong_domain::organisation::{OrganisationAct, Role, Unit, UnitId};
use maud::{Markup, html};
use serde::Deserialize;

use super::download::{WORD, attachment, stem};
use super::found;
use super::upload::Upload;
use crate::form::Filled;
use crate::frame;
use crate::look::button::{self, Weight};
use crate::look::field::Field;
use crate::look::notice;
use crate::problem::{Asker, Problem};
use crate::request::{Ask, In};
use crate::state::Web;
use crate::words::Words;

/// What the file chooser offers; content decides, not the name.
pub(crate) const KINDS: &str = ".docx,.doc,.xlsx,.xls,.pdf,.md,.txt,.notation,.json";

/// What the page was asked with.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// The guideline to begin with.
    guideline: Option<String>,
}

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, Ask(asked): Ask<Asked>) -> Markup {
    let guidelines = web.app.guidelines();
    let chosen = asked.guideline.unwrap_or_else(|| usual(&guidelines, who.today()).to_owned());
    drop_page(words, &who, &guidelines, &chosen, None, web.settings.may_watch_files)
}

fn drop_page(words: Words, who: &Who, guidelines: &[Guideline], chosen: &str, refused: Option<String>, may_watch: bool) -> Markup {
    let title = words.say("look-title");
    frame::page(
        words,
        who,
        &title,
        html! {
            h1 { (title) }
            p { (words.say("look-lead")) }
            @if let Some(why) = refused { (notice::refused(&words.say("upload-not-taken"), &why)) }
            form.fields action="/look" method="post" enctype="multipart/form-data" {
                (Field::file("paper", words.say("look-paper"), KINDS).hint(words.say("look-paper-hint")).required())
                (guideline_field(words, guidelines, chosen))
                (Field::file("source", words.say("look-source"), KINDS).aside(words.say("upload-optional")).hint(words.say("look-source-hint")))
                (button::submit(&words.say("look-do"), Weight::Main))
            }
            p.hint { (words.say("look-nothing-kept")) }
            @if may_watch && [Role::Office, Role::Drafter].into_iter().any(|it| who.holds(it)) { p { a href="/watch" { (words.say("watch-title")) } } }
        },
    )
}

pub(crate) fn guideline_field<'a>(words: Words, guidelines: &'a [Guideline], chosen: &'a str) -> Field<'a> {
    Field::choice("guideline", words.say("upload-guideline"), guidelines.iter().map(|it| (it.id.as_str(), guideline_title(words, it)))).value(chosen)
}

/// A guideline's name in the language of the screen.
pub(crate) fn guideline_title(words: Words, guideline: &Guideline) -> &str {
    match words.0 {
        hanhdong_domain::Language::Vi => &guideline.title,
        hanhdong_domain::Language::En => &guideline.title_en,
    }
}

/// The guideline most papers of this day are written under: that of the term which runs, else the newest term's.
pub(crate) fn usual(guidelines: &[Guideline], today: Date) -> &str {
    let of_terms = guidelines.iter().filter_map(|it| Some((it.term?, it)));
    let running = of_terms.clone().filter(|(term, _)| (term.from..=term.to).contains(&today.year()));
    // In the year in which one term ends and the next begins papers are about the next.
    let best = running.max_by_key(|it| it.0.from).or_else(|| of_terms.max_by_key(|it| it.0.from));
    best.map(|it| it.1).or(guidelines.first()).map_or("", |it| &it.id)
}

/// Why a refusal was, in words beside a form; another kind of refusal is a problem of its own.
pub(crate) fn said_beside(words: Words, refusal: Refusal) -> Result<String, Refusal> {
    match &refusal {
        Refusal::Paper(paper) => Ok(paper.words(words.0)),
        Refusal::Field { field, why } => Ok(format!("{}: {}", words.say(&format!("field-{field}")), words.say(&format!("why-{why}")))),
        _ => Err(refusal),
    }
}

pub(crate) async fn take(State(web): State<Web>, In(who): In, words: Words, asker: Asker, upload: Upload) -> Result<Response, Problem> {
    let guideline = upload.field("guideline").to_owned();
    match look(&web, &who, words, upload).await {
        Ok(token) => Ok(Redirect::to(&format!("/look/{}", token.secret())).into_response()),
        Err(refusal) => {
            let why = said_beside(words, refusal).map_err(|it| asker.problem(it))?;
            let guidelines = web.app.guidelines();
            let chosen = if guideline.is_empty() { usual(&guidelines, who.today()).to_owned() } else { guideline };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, drop_page(words, &who, &guidelines, &chosen, Some(why), web.settings.may_watch_files)).into_response())
        }
    }
}

async fn look(web: &Web, who: &Who, words: Words, upload: Upload) -> Result<Token, Refusal> {
    let mut upload = upload.taken(&["guideline"], &["paper", "source"])?;
    let paper = upload.file("paper").ok_or_else(Refusal::no_file)?;
    let source = upload.file("source").map(|it| it.bytes);
    let at = LookAt { bytes: paper.bytes, name: paper.name, guideline: upload.field("guideline").to_owned(), source, language: words.0 };
    web.app.look_and_keep(who, at).await
}

/// The token in the path and what is kept under it: for others, and later, there is nothing.
fn kept(web: &Web, who: &Who, token: &str) -> Result<(Token, std::sync::Arc<LookKept>), Refusal> {
    let token = Token::brought(token).ok_or(Refusal::NotFound)?;
    let kept = web.app.look_kept(who, &token)?;
    Ok((token, kept))
}

pub(crate) async fn seen(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Path(token): Path<String>) -> Result<Markup, Problem> {
    let (token, kept) = kept(&web, &who, &token).map_err(|it| asker.problem(it))?;
    let units = web.app.units_where(&who, OrganisationAct::Create).await.map_err(|it| asker.problem(it))?;
    let title = words.with("look-seen-title", &[("name", kept.at.name.as_str().into())]);
    let is_word = kept.look.commented.is_some();
    Ok(frame::page(
        words,
        &who,
        &title,
        html! {
            h1 { (title) }
            p { (kept.look.report.guideline_title) }
            (warnings(words, &kept, is_word))
            (found::summary(words, &kept.look.programme, &kept.look.report))
            @if is_word {
                p.actions {
                    a.button href={ "/look/" (token.secret()) "/commented" } download { (words.say("look-commented")) } " "
                    a.button.plain href={ "/look/" (token.secret()) "/slip" } download { (words.say("look-slip")) }
                }
            } @else {
                p.hint { (words.say("look-no-word")) }
            }
            (keep_form(words, &token, &units))
            p.hint { (words.with("look-kept-for", &[("minutes", (LOOK_KEPT_SECONDS / 60).into())])) " " a href="/look" { (words.say("look-another")) } }
            h2 { (words.say("report-title")) }
            (found::by_clause(words, &kept.look.report, is_word))
        },
    ))
}

fn warnings(words: Words, kept: &LookKept, is_word: bool) -> Markup {
    html! {
        @for it in &kept.look.programme.warnings {
            div.finding.note { p { (it.message) } @if let Some(place) = found::place(words, &it.place, is_word) { p.place { (place) } } }
        }
    }
}

fn keep_form(words: Words, token: &Token, units: &[Unit]) -> Markup {
    html! {
        @if !units.is_empty() {
            details {
                summary { (words.say("look-keep")) }
                form.fields action={ "/look/" (token.secret()) "/keep" } method="post" {
                    p.hint { (words.say("look-keep-hint")) }
                    (organisation_field(words, units, ""))
                    (button::submit(&words.say("look-keep-do"), Weight::Main))
                }
            }
        }
    }
}

/// Which organisation it is for: only those where the person may begin something.
pub(crate) fn organisation_field(words: Words, units: &[Unit], chosen: &str) -> Markup {
    // Programmes belong to organisations; their offices and rooms are the same organisation.
    let whole: Vec<&Unit> = units.iter().filter(|it| it.id == it.organisation).collect();
    html! {
        @if let [only] = whole.as_slice() {
            input type="hidden" name="organisation" value=(only.id);
            p { (words.say("upload-organisation")) ": " strong { (only.name) } }
        } @else {
            (Field::choice("organisation", words.say("upload-organisation"), whole.iter().map(|it| (it.id.as_str(), it.name.as_str()))).value(chosen))
        }
    }
}

/// For whom it is to be kept.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Keep {
    organisation: String,
}

pub(crate) async fn keep(State(web): State<Web>, In(who): In, asker: Asker, Path(token): Path<String>, Filled(form): Filled<Keep>) -> Result<Redirect, Problem> {
    let done = async {
        let (token, _) = kept(&web, &who, &token)?;
        let organisation = UnitId::parse(&form.organisation).ok_or(Refusal::NotFound)?;
        web.app.hand_in_look(&who, &token, &organisation).await
    };
    let id = done.await.map_err(|it| asker.problem(it))?;
    Ok(Redirect::to(&format!("/programmes/{id}/understood")))
}

pub(crate) async fn commented(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Path(token): Path<String>) -> Result<Response, Problem> {
    let (_, kept) = kept(&web, &who, &token).map_err(|it| asker.problem(it))?;
    let bytes = kept.look.commented.clone().ok_or_else(|| asker.problem(Refusal::NotFound))?;
    Ok(attachment(&format!("{}-{}.docx", stem(&kept.at.name), words.say("look-commented-name")), WORD, bytes))
}

pub(crate) async fn slip(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Path(token): Path<String>) -> Result<Response, Problem> {
    let (_, kept) = kept(&web, &who, &token).map_err(|it| asker.problem(it))?;
    let bytes = kept.look.slip.clone().ok_or_else(|| asker.problem(Refusal::NotFound))?;
    Ok(attachment(&format!("{}-{}.docx", stem(&kept.at.name), words.say("look-slip-name")), WORD, bytes))
}

#[cfg(test)]
mod tests {
    use hanhdong_domain::period::Period;

    use super::*;

    fn of_term(id: &str, term: Option<(i16, i16)>) -> Guideline {
        Guideline {
            id: id.to_owned(),
            title: String::new(),
            title_en: String::new(),
            version: 1,
            number: None,
            dated: None,
            effective_from: None,
            effective_to: None,
            term: term.map(|(from, to)| Period { from, to }),
            horizons: Vec::new(),
            levels: Vec::new(),
            layout: String::new(),
            adoption: hanhdong_domain::guideline::AdoptionMode::CommitteeIssues,
            clauses: Vec::new(),
            rests_on: Vec::new(),
            severities: std::collections::BTreeMap::new(),
        }
    }

    #[test]
    fn the_guideline_of_the_running_term_comes_first_and_in_its_last_year_the_next_terms() {
        let all = [of_term("plan", None), of_term("old", Some((2020, 2025))), of_term("new", Some((2025, 2030)))];
        for (day, id) in [("2024-12-31", "old"), ("2025-01-01", "new"), ("2026-03-02", "new"), ("2031-01-01", "new"), ("2001-01-01", "new")] {
            assert_eq!(usual(&all, day.parse().expect("a day")), id, "{day}");
        }
        assert_eq!(usual(&all[..1], "2026-01-01".parse().expect("a day")), "plan");
        assert_eq!(usual(&[], "2026-01-01".parse().expect("a day")), "");
    }
}
