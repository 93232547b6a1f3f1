//! What a document requires beside the units: who has done what, with which proof.

use axum::extract::State;
use axum::response::Response;
use hanhdong_actions::basis::{Column, Matrix};
use hanhdong_domain::basis::{Asked, Cell, Requirement, Tick};
use hanhdong_domain::organisation::BasisId;
use maud::{Markup, html};
use serde::Deserialize;

use super::requirements::{due, of_whom};
use crate::form;
use crate::frame::Page;
use crate::look::button::{self, Weight, submit};
use crate::look::field::Field;
use crate::look::notice;
use crate::look::table::{Row, table};
use crate::look::way;
use crate::problem::{Asker, Problem};
use crate::programme::{EXCEL, attachment};
use crate::request::{Ask, Id, In};
use crate::state::Web;
use crate::words::{Words, day};

/// Units side by side on one page: as many as a screen holds.
const COLUMNS: usize = 6;

/// On which day, and which units.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Which {
    on: Option<String>,
    page: Option<usize>,
}

async fn matrix(web: &Web, who: &hanhdong_actions::Who, id: &BasisId, on: Option<&str>) -> Result<Matrix, hanhdong_actions::Refusal> {
    let on = on.filter(|it| !it.is_empty()).map(|it| form::date("on", it)).transpose()?;
    web.app.matrix_of(who, id, on).await
}

pub(super) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<BasisId>, Ask(which): Ask<Which>) -> Result<Markup, Problem> {
    let it = matrix(&web, &who, &id, which.on.as_deref()).await.map_err(|it| asker.problem(it))?;
    let title = words.say("matrix-title");
    let pages = it.columns.len().div_ceil(COLUMNS);
    let here = which.page.unwrap_or(0).min(pages.saturating_sub(1));
    let columns: Vec<&Column> = it.columns.iter().skip(here * COLUMNS).take(COLUMNS).collect();
    let (done, asked) = it.columns.iter().map(Column::count).fold((0, 0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
    let heads: Vec<_> = std::iter::once(words.say("matrix-requirement")).chain(columns.iter().map(|it| it.name.clone().into())).collect();
    let rows: Vec<Row> = it.requirements.iter().enumerate().map(|(at, requirement)| row(words, &it, at, requirement, &columns)).collect();
    Ok(Page::of(words, &who, &title).step("/bases", words.say("bases-title")).step(format!("/bases/{id}"), it.opened.basis.short()).show(html! {
        h1 { (title) }
        p { strong { (it.opened.basis.citation()) } }
        p.hint { (words.say("matrix-scope")) }
        @if it.requirements.is_empty() { (notice::empty(&words.say("requirements-none"), None)) }
        @else if it.columns.is_empty() { (notice::empty(&words.say("matrix-no-units"), None)) }
        @else {
            (notice::progress(&words.with("matrix-count", &[("done", done.into()), ("asked", asked.into())]), done, asked))
            p.doings { (button::download(&words.say("matrix-file-get"), &format!("/bases/{id}/matrix/file?on={}", it.on), Weight::Plain)) }
            form.search-page method="get" action={ "/bases/" (id) "/matrix" } {
                (Field::day("on", words.say("matrix-on")).value(it.on.to_string()))
                (submit(&words.say("matrix-on-do"), Weight::Plain))
            }
            (table(&title, &heads, &rows))
            (way::pages(words, here, pages, |page| format!("/bases/{id}/matrix?on={}&page={page}", it.on)))
        }
    }))
}

fn row(words: Words, matrix: &Matrix, at: usize, requirement: &Requirement, columns: &[&Column]) -> Row {
    let (done, asked) = matrix.count(at);
    let head = html! {
        p { span.hint { (requirement.number) ". " } (requirement.text) }
        p.hint { (words.say("field-due")) ": " (due(words, requirement)) " · " (words.say("requirement-of")) ": " (of_whom(words, requirement)) }
        p.hint { (words.with("matrix-row-count", &[("done", done.into()), ("asked", asked.into())])) }
    };
    let cells = columns.iter().map(|column| html! { @if let Some(cell) = column.cells.get(at) { (self::cell(words, matrix, requirement, column, cell)) } });
    Row::of(std::iter::once(head).chain(cells).collect())
}

fn cell(words: Words, matrix: &Matrix, requirement: &Requirement, column: &Column, cell: &Cell) -> Markup {
    html! {
        @match cell {
            Cell::NotJudged(Asked::Unknown) => span.badge.not-judged { (words.say("cell-unknown")) },
            Cell::NotJudged(Asked::No | Asked::Yes) => span.badge.not-judged { (words.say("cell-not-asked")) },
            Cell::Open { is_late } => {
                @if *is_late { span.badge.unmet { (words.say("cell-late")) } } @else { span.badge.partly { (words.say("cell-open")) } }
                @if column.may_tick { p { (button::link(&words.say("tick-do"), &format!("/requirements/{}/tick?unit={}", requirement.id, column.unit.id), Weight::Plain)) } }
            }
            Cell::Ticked(tick) => {
                span.badge.met { (words.say("cell-ticked")) }
                p { (proof(matrix, tick)) }
                p.hint { (matrix.people.get(&tick.by).map_or("", String::as_str)) @if let Some(at) = at(&tick.at) { ", " (at) } }
                @if column.may_tick {
                    details {
                        summary { (words.say("tick-take-back")) }
                        form.fields method="post" action={ "/ticks/" (tick.id) "/take-back" } {
                            (Field::line("why", words.say("field-why")).id(format!("why-{}", tick.id)).length_max(200).required())
                            (submit(&words.say("tick-take-back-do"), Weight::Danger))
                        }
                    }
                }
            }
        }
    }
}

fn proof(matrix: &Matrix, tick: &Tick) -> Markup {
    let name = matrix.proof(tick);
    html! {
        @match &tick.document {
            Some(document) => a href={ "/bases/" (document) } { (name) },
            None => a href={ "/ticks/" (tick.id) "/proof" } download { (name) },
        }
    }
}

/// A moment as offices here write it.
fn at(at: &str) -> Option<String> {
    hanhdong_actions::here(at).map(|it| it.strftime("%H:%M %d/%m/%Y").to_string())
}

/// What stands in a cell of the workbook.
fn written(words: Words, matrix: &Matrix, cell: &Cell) -> String {
    match cell {
        Cell::NotJudged(Asked::Unknown) => words.say("cell-unknown").into_owned(),
        Cell::NotJudged(Asked::No | Asked::Yes) => words.say("cell-not-asked").into_owned(),
        Cell::Open { is_late: true } => words.say("cell-late").into_owned(),
        Cell::Open { is_late: false } => words.say("cell-open").into_owned(),
        Cell::Ticked(tick) => {
            let by = matrix.people.get(&tick.by).map_or("", String::as_str);
            format!("{}: {}\n{by}, {}", words.say("cell-ticked"), matrix.proof(tick), at(&tick.at).unwrap_or_default())
        }
    }
}

pub(super) async fn file(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<BasisId>, Ask(which): Ask<Which>) -> Result<Response, Problem> {
    let it = matrix(&web, &who, &id, which.on.as_deref()).await.map_err(|it| asker.problem(it))?;
    let mut heads = ["matrix-number", "matrix-requirement", "requirement-of", "field-due", "matrix-done"].map(|it| words.say(it).into_owned()).to_vec();
    heads.extend(it.columns.iter().map(|it| it.name.clone()));
    let row = |at: usize, requirement: &Requirement| {
        let (done, asked) = it.count(at);
        let mut cells = vec![requirement.number.to_string(), requirement.text.clone(), of_whom(words, requirement), due(words, requirement), format!("{done}/{asked}")];
        cells.extend(it.columns.iter().filter_map(|column| column.cells.get(at)).map(|cell| written(words, &it, cell)));
        cells
    };
    let rows: Vec<Vec<String>> = it.requirements.iter().enumerate().map(|(at, it)| row(at, it)).collect();
    let title = format!("{} ({})", it.opened.basis.citation(), day(it.on));
    let bytes = web.app.matrix_file(&title, &heads, &rows, it.on).map_err(|it| asker.problem(it))?;
    Ok(attachment(&format!("{}-{}.xlsx", words.say("matrix-file"), it.on), EXCEL, bytes))
}
