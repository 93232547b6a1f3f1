//! Forms that go out and come back, drafts that come back changed: dropped together, looked at, taken field by field.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::programme::{Brought, BroughtRefusal, Kind, Opened, ReturnedLine, ReturnedPaper, Section, Settling, Slot, Verdict};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::Language;
use hanhdong_domain::organisation::{ProgrammeId, ReturnedId, SectionId};
use hanhdong_domain::programme::SectionTurn;
use maud::{Markup, html};

use super::download::{WORD, attachment};
use super::form::label;
use super::leaf::{self, Tab};
use super::piece::besides;
use super::returned_rows as rows;
use super::upload::Upload;
use crate::form::{Filled, alert, is_mendable, status};
use crate::look::button::{self, Weight};
use crate::look::field::Field;
use crate::look::notice;
use crate::look::outline::{Row, outline};
use crate::look::table::{self, table};
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::{Words, day};

/// The media type of archives.
const ARCHIVE: &str = "application/zip";

/// What a field is called on forms: those are Vietnamese papers, whoever fetches them.
fn on_form(kind: Kind, slot: &Slot) -> String {
    label(Words(Language::Vi), kind, slot)
}

pub(crate) async fn form(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>, Path((_, section)): Path<(String, String)>) -> Result<Response, Problem> {
    let made = async {
        let section = SectionId::parse(&section).ok_or(Refusal::NotFound)?;
        web.app.section_form(&who, &id, &section, on_form).await
    };
    let export = made.await.map_err(|it| asker.problem(it))?;
    Ok(attachment(&export.name, WORD, export.bytes))
}

pub(crate) async fn forms(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>) -> Result<Response, Problem> {
    let (name, bytes) = web.app.section_forms(&who, &id, on_form).await.map_err(|it| asker.problem(it))?;
    Ok(attachment(&name, ARCHIVE, bytes))
}

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>) -> Result<Response, Problem> {
    page(&web, &who, words, &id, &[], None).await.map_err(|it| asker.problem(it))
}

pub(crate) async fn bring(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, upload: Upload) -> Result<Response, Problem> {
    let done = async {
        let mut upload = upload.taken_many(&[], "paper")?;
        super::piece::draft(&web, &who, &id).await?;
        let files = upload.files("paper");
        if files.is_empty() {
            return Err(Refusal::Field { field: "file", why: "empty" });
        }
        web.app.bring_back(&who, &id, files, on_form).await
    };
    let shown = match done.await {
        Ok(brought) => page(&web, &who, words, &id, &brought, None).await,
        Err(refusal) if is_mendable(&refusal) || matches!(refusal, Refusal::Paper(_)) => page(&web, &who, words, &id, &[], Some(&refusal)).await,
        Err(refusal) => Err(refusal),
    };
    shown.map_err(|it| asker.problem(it))
}

async fn page(web: &Web, who: &Who, words: Words, id: &ProgrammeId, brought: &[Brought], refusal: Option<&Refusal>) -> Result<Response, Refusal> {
    let lines = web.app.returned(who, id).await?;
    let opened = web.app.open(who, id).await?;
    let sections = web.app.sections(who, id).await?.sections;
    let here = format!("/programmes/{id}/returned");
    let open: Vec<&Section> = sections.iter().filter(|it| it.state() != SectionTurn::Withdrawn).collect();
    let main = html! {
        (alert(words, refusal))
        @if !brought.is_empty() { (came(words, &here, brought)) }
        @if opened.may_edit {
            p { (words.say("returned-lead")) }
            form.fields action=(here) method="post" enctype="multipart/form-data" {
                (Field::file("paper", words.say("returned-files"), ".docx,.zip").id("file").many().hint(words.say("returned-files-hint")).required())
                (button::submit(&words.say("returned-read"), Weight::Main))
            }
        }
        @if !open.is_empty() { h2 { (words.say("returned-sections")) } (who_returned(words, who, &here, &open, &lines)) }
        h2 { (words.say("returned-papers")) }
        @if lines.is_empty() { (notice::empty(&words.say("returned-none"), None)) }
        @else { (outline(lines.iter().rev().map(|it| row(words, &here, it)))) }
    };
    // A drop of which nothing was taken in was refused as a whole.
    let is_refused = !brought.is_empty() && brought.iter().all(|it| it.result.is_err());
    let status = if is_refused { StatusCode::UNPROCESSABLE_ENTITY } else { status(refusal) };
    Ok((status, leaf::tab(words, who, &opened, Tab::Returned, main)).into_response())
}

/// What became of each file that was dropped.
fn came(words: Words, here: &str, brought: &[Brought]) -> Markup {
    let row = |it: &Brought| {
        let said = match &it.result {
            Ok(paper) => html! { a href={ (here) "/" (paper) } { (words.say("returned-came")) } },
            Err(BroughtRefusal::Twice(Some(paper))) => html! { (words.say("returned-twice")) " " a href={ (here) "/" (paper) } { (words.say("returned-open")) } },
            Err(BroughtRefusal::Neither) => html! { (words.say("returned-neither")) " " a href="/look" { (words.say("returned-look")) } },
            Err(refusal) => html! { (why(words, refusal)) },
        };
        table::Row::of(vec![html! { (it.name) }, said]).marked(it.result.is_err())
    };
    let well = brought.iter().filter(|it| it.result.is_ok()).count();
    let count = words.with("returned-count", &[("well", well.into()), ("whole", brought.len().into())]);
    let columns = ["returned-file", "returned-result"].map(|it| words.say(it));
    html! {
        @if well == brought.len() { (notice::done(&count, None)) } @else { (notice::beware(&count)) }
        (table(&words.say("returned-results"), &columns, &brought.iter().map(row).collect::<Vec<_>>()))
    }
}

fn why(words: Words, refusal: &BroughtRefusal) -> String {
    match refusal {
        BroughtRefusal::Paper(paper) => paper.words(words.0),
        BroughtRefusal::Twice(_) => words.say("returned-twice").into_owned(),
        BroughtRefusal::OtherProgramme => words.say("returned-other-programme").into_owned(),
        BroughtRefusal::OtherSection => words.say("returned-other-section").into_owned(),
        BroughtRefusal::Neither => words.say("returned-neither").into_owned(),
        BroughtRefusal::Nothing => words.say("returned-nothing").into_owned(),
    }
}

/// Which section came back and which did not, with the days.
fn who_returned(words: Words, who: &Who, here: &str, sections: &[&Section], lines: &[ReturnedLine]) -> Markup {
    let columns = ["returned-section", "section-holder", "section-due", "returned-state"].map(|it| words.say(it));
    let row = |it: &&Section| {
        let came: Vec<&ReturnedLine> = lines.iter().filter(|line| line.section.as_ref() == Some(&it.id)).collect();
        let said = html! {
            @if came.is_empty() { (returned_word(words, who, it)) }
            @for line in &came { a href={ (here) "/" (line.id) } { (words.with("returned-on", &[("day", line.at.map(|at| day(at.date())).unwrap_or_default().into())])) } " " }
        };
        let due = it.due_on.map_or_else(|| words.say("section-no-due").into_owned(), day);
        table::Row::of(vec![html! { (it.title) }, html! { (it.holder) }, html! { (due) }, said]).marked(came.is_empty() && it.is_late(who.today()))
    };
    table(&words.say("returned-sections"), &columns, &sections.iter().map(row).collect::<Vec<_>>())
}

/// That a form did not come back, and how many days are left or past.
pub(super) fn returned_word(words: Words, who: &Who, section: &Section) -> String {
    let days = section.due_on.and_then(|it| it.since(who.today()).ok()).map(|it| i64::from(it.get_days()));
    match days {
        _ if !section.state().is_open() => words.say("returned-without").into_owned(),
        Some(days) if days < 0 => words.with("returned-late", &[("days", (-days).into())]).into_owned(),
        Some(days) => words.with("returned-days-left", &[("days", days.into())]).into_owned(),
        None => words.say("returned-not-yet").into_owned(),
    }
}

fn row<'a>(words: Words, here: &str, line: &'a ReturnedLine) -> Row<'a> {
    let waiting = line.waiting().count();
    let conflicts = line.waiting().filter(|it| it.state == hanhdong_actions::programme::State::Conflict).count();
    let count = |key: &str, count: usize| words.with(key, &[("count", count.into())]);
    let mut glance = vec![(None, line.at.map(|at| at.strftime("%H:%M %d/%m/%Y").to_string()).unwrap_or_default().into()), (None, line.by.as_str().into())];
    if let Some((section, holder)) = &line.section_said {
        glance.push((Some(words.say("returned-section")), format!("{section} {holder}").trim().to_owned().into()));
    }
    if !line.version.is_empty() {
        glance.push((Some(words.say("returned-version")), line.version.as_str().into()));
    }
    glance.push((None, count("returned-waiting", waiting)));
    if 0 < conflicts {
        glance.push((None, count("returned-conflicts", conflicts)));
    }
    if !line.refused.is_empty() {
        glance.push((None, count("returned-refused", line.refused.len())));
    }
    let tag = if waiting == 0 { "returned-settled" } else { "returned-open-tag" };
    Row::of(html! { a href={ (here) "/" (line.id) } { (line.name) } }).tag(Some(words.say(tag))).glance(glance)
}

pub(crate) async fn one(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    Path((_, paper)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let shown = async {
        let paper = ReturnedId::parse(&paper).ok_or(Refusal::NotFound)?;
        paper_page(&web, &who, words, (&id, &paper), None, false).await
    };
    shown.await.map_err(|it| asker.problem(it))
}

async fn paper_page(web: &Web, who: &Who, words: Words, (id, paper): (&ProgrammeId, &ReturnedId), refusal: Option<&Refusal>, is_stale: bool) -> Result<Response, Refusal> {
    let found = web.app.returned_paper(who, id, paper).await?;
    let opened: Opened = web.app.open(who, id).await?;
    let here = format!("/programmes/{id}/returned/{paper}");
    let main = html! {
        (alert(words, refusal))
        @if is_stale { (notice::refused(&words.say("returned-not-done"), &words.say("returned-stale"))) }
        (rows::paper(words, &opened, &found, &here))
        p { a href={ "/programmes/" (id) "/returned" } { (words.say("returned-back")) } }
    };
    let shown = leaf::below(words, who, &opened, &found.line.name, main);
    Ok((if is_stale { StatusCode::CONFLICT } else { status(refusal) }, shown).into_response())
}

/// The rows that a form names; a name that it does not have is refused.
fn chosen(pairs: &[(String, String)]) -> Result<Vec<i64>, Refusal> {
    let unknown = || Refusal::Field { field: "form", why: "unknown" };
    let mut chosen: Vec<i64> = Vec::new();
    for (name, value) in pairs {
        match name.split_once('-').map_or((name.as_str(), ""), |it| it) {
            ("seen" | "do" | "by", "") => {}
            ("row", "") => chosen.push(value.parse().map_err(|_| unknown())?),
            ("pick" | "words", number) => drop(number.parse::<i64>().map_err(|_| unknown())?),
            _ => return Err(unknown()),
        }
    }
    Ok(chosen)
}

/// What a form says of the proposals.
fn settling(found: &ReturnedPaper, chosen: Vec<i64>, pairs: &[(String, String)]) -> Result<Settling, Refusal> {
    let unknown = || Refusal::Field { field: "form", why: "unknown" };
    let said = |name: &str| besides(pairs, name);
    let waiting = || found.line.waiting();
    let is_by = |by: &str| said("by").is_none_or(|it| it == by);
    let verdict = |number: i64| match said(&format!("pick-{number}")) {
        None | Some("") => Ok(Verdict::Take),
        Some("mine") => Ok(Verdict::TakeAsItCame),
        Some("words") => Ok(Verdict::Words(said(&format!("words-{number}")).unwrap_or("").to_owned())),
        Some(_) => Err(unknown()),
    };
    let rows: BTreeMap<i64, Verdict> = match said("do") {
        Some("take") => chosen.into_iter().map(|it| Ok((it, verdict(it)?))).collect::<Result<_, Refusal>>()?,
        Some("refuse") => chosen.into_iter().map(|it| (it, Verdict::Refuse)).collect(),
        Some("take-all") => waiting().filter(|it| it.state.can_be_taken() && is_by(&it.by)).map(|it| (it.number, Verdict::Take)).collect(),
        Some("refuse-all") => waiting().filter(|it| is_by(&it.by)).map(|it| (it.number, Verdict::Refuse)).collect(),
        Some(_) | None => return Err(unknown()),
    };
    Ok(Settling { seen: said("seen").ok_or_else(unknown)?.to_owned(), rows })
}

pub(crate) async fn settle(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    Path((_, paper)): Path<(String, String)>,
    Filled(pairs): Filled<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let done = async {
        super::piece::draft(&web, &who, &id).await?;
        let chosen = chosen(&pairs)?;
        let paper = ReturnedId::parse(&paper).ok_or(Refusal::NotFound)?;
        let found = web.app.returned_paper(&who, &id, &paper).await?;
        let settled = async {
            let settling = settling(&found, chosen, &pairs)?;
            // Nothing waits any more: that is what was wanted.
            let is_all = besides(&pairs, "do").is_some_and(|it| it.ends_with("-all"));
            if is_all && settling.rows.is_empty() { Ok(0) } else { web.app.settle_returned(&who, &id, &paper, settling).await }
        };
        match settled.await {
            Ok(_) => Ok(Redirect::to(&format!("/programmes/{id}/returned/{paper}")).into_response()),
            Err(refusal) if is_mendable(&refusal) => paper_page(&web, &who, words, (&id, &paper), Some(&refusal), false).await,
            Err(Refusal::Changed { .. }) => paper_page(&web, &who, words, (&id, &paper), None, true).await,
            Err(refusal) => Err(refusal),
        }
    };
    done.await.map_err(|it| asker.problem(it))
}
