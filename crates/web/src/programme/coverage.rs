//! Ties: which task serves which goal or target. As a matrix with its gaps, and as a list for one task.

use std::collections::HashSet;
use std::ops::Range;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::Refusal;
use hanhdong_actions::programme::Change;
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::{Anchor, Item};
use hanhdong_domain::text::fold;
use maud::{Markup, html};
use serde::Deserialize;

use super::leaf::{self, Tab};
use super::outline::first_words;
use super::piece::{At, draft_at};
use super::show::path_to;
use crate::form::Filled;
use crate::frame;
use crate::look::button::{Weight, submit};
use crate::look::field::Field;
use crate::look::outline::{Row, outline};
use crate::look::{notice, way};
use crate::problem::{Asker, Problem};
use crate::request::{Ask, Id, In};
use crate::state::Web;
use crate::words::Words;

/// Columns of a matrix; one of more tasks is shown as its list alone.
const COLUMNS_MAX: usize = 1_000;
/// What a page holds, counted in cells: about 50 kB on the wire. Beyond, the goals are cut into pages.
const CELLS_MAX: usize = 6_000;
/// A line of the list takes as much as so many cells.
const LINE_CELLS: usize = 6;

/// Which page of the goals.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// From 0.
    page: Option<usize>,
}

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, Ask(asked): Ask<Asked>) -> Result<Markup, Problem> {
    let reviewed = web.app.review(&who, &id, words.0).await.map_err(|it| asker.problem(it))?;
    let programme = &reviewed.opened.programme;
    let serving: Vec<Item<'_>> = programme.items().filter(|it| matches!(it, Item::Task(_) | Item::KeyWork(_))).collect();
    let served: Vec<(Item<'_>, HashSet<&Anchor>)> =
        reviewed.report.coverage.iter().filter_map(|row| Some((programme.items().find(|it| *it.anchor() == row.goal)?, row.served_by.iter().collect()))).collect();
    let ties: HashSet<(&Anchor, &Anchor)> = programme.links.iter().map(|it| (&it.from, &it.to)).collect();
    let has_table = serving.len() <= COLUMNS_MAX;
    let cuts = pages(&served, if has_table { serving.len() } else { 0 });
    let page = asked.page.unwrap_or(0).min(cuts.len().saturating_sub(1));
    let shown = cuts.get(page).and_then(|it| served.get(it.clone())).unwrap_or_default();
    let matrix = Matrix { words, id: &id, page, serving: &serving, served: shown, ties: &ties, may_edit: reviewed.opened.may_edit };
    let gaps = served.iter().filter(|it| it.1.is_empty()).count();
    let tied: HashSet<&Anchor> = served.iter().flat_map(|it| it.1.iter().copied()).collect();
    let untied = serving.iter().filter(|it| !tied.contains(it.anchor())).count();
    let main = html! {
        p { (words.with("coverage-gaps", &[("goals", gaps.into()), ("tasks", untied.into())])) }
        @if served.is_empty() || serving.is_empty() { (notice::empty(&words.say("coverage-empty"), None)) }
        @else {
            @if has_table { div.wide-only { (matrix.table()) } }
            div class=(if has_table { "narrow-only" } else { "all-widths" }) { (matrix.list()) }
            (way::pages(words, page, cuts.len(), |it| format!("{}?page={it}", path_of(&id))))
        }
    };
    Ok(leaf::tab(words, &who, &reviewed.opened, Tab::Coverage, main))
}

/// Where the page lies.
fn path_of(id: &ProgrammeId) -> String {
    format!("/programmes/{id}/coverage")
}

/// The goals of each page: as many as it holds, one at least.
fn pages(served: &[(Item<'_>, HashSet<&Anchor>)], columns: usize) -> Vec<Range<usize>> {
    let mut pages = Vec::new();
    let (mut from, mut cells) = (0, 0);
    for (at, (_, by)) in served.iter().enumerate() {
        let more = columns + LINE_CELLS * (1 + by.len());
        if CELLS_MAX < cells + more && from < at {
            pages.push(from..at);
            (from, cells) = (at, 0);
        }
        cells += more;
    }
    pages.push(from..served.len());
    pages
}

struct Matrix<'a> {
    words: Words,
    id: &'a ProgrammeId,
    /// Which page of the goals this is.
    page: usize,
    serving: &'a [Item<'a>],
    served: &'a [(Item<'a>, HashSet<&'a Anchor>)],
    /// The ties of the text itself; others are read from its words and cannot be taken away here.
    ties: &'a HashSet<(&'a Anchor, &'a Anchor)>,
    may_edit: bool,
}

impl Matrix<'_> {
    fn table(&self) -> Markup {
        html! {
            @if self.may_edit {
                form method="post" action={ "/programmes/" (self.id) "/ties" } { input type="hidden" name="back" value="coverage"; input type="hidden" name="page" value=(self.page); (self.rows()) }
            } @else { (self.rows()) }
        }
    }

    fn rows(&self) -> Markup {
        let words = self.words;
        let short = |it: &Item<'_>| it.code().map_or_else(|| first_words(it.text()).chars().take(18).collect::<String>(), str::to_owned);
        html! {
            div.matrix-scroll tabindex="0" role="region" aria-label=(words.say("tab-coverage")) {
                table.matrix {
                    thead { tr {
                        th scope="col" { (words.say("matrix-corner")) }
                        @for it in self.serving { th scope="col" title=(it.text()) { a href=(path_to(self.id, Some(it.anchor()))) { (short(it)) } } }
                    } }
                    tbody { @for (goal, by) in self.served {
                        tr.gap[by.is_empty()] {
                            th scope="row" title=(goal.text()) {
                                a href=(path_to(self.id, Some(goal.anchor()))) { (goal.code().unwrap_or("")) " " (first_words(goal.text())) }
                                @if by.is_empty() { " " span.badge.unmet { (words.say("gap")) } }
                            }
                            @for task in self.serving { td { (self.cell(*goal, *task, by.contains(task.anchor()))) } }
                        }
                    } }
                }
            }
        }
    }

    fn cell(&self, goal: Item<'_>, task: Item<'_>, is_served: bool) -> Markup {
        let tied = self.ties.contains(&(task.anchor(), goal.anchor()));
        let sign = if is_served || tied { "●" } else { "" };
        let name = |it: Item<'_>| it.code().map_or_else(|| first_words(it.text()), str::to_owned);
        html! {
            @if self.may_edit && (tied || !is_served) {
                button.cell.on[tied] type="submit" name="tie" value={ (task.anchor()) " " (goal.anchor()) " " (if tied { "goes" } else { "comes" }) } aria-pressed=(if tied { "true" } else { "false" })
                    aria-label={ (name(task)) " → " (name(goal)) } { (sign) }
            } @else if is_served || tied { span title=(self.words.say("tie-read")) { (sign) } }
        }
    }

    fn list(&self) -> Markup {
        outline(self.served.iter().map(|(goal, by)| {
            let tasks = html! {
                @if by.is_empty() { p { span.badge.unmet { (self.words.say("gap")) } } }
                @else { ul { @for task in self.serving.iter().filter(|it| by.contains(it.anchor())) { li { a href=(path_to(self.id, Some(task.anchor()))) { (task.code().unwrap_or("")) " " (first_words(task.text())) } } } } }
            };
            Row::of(html! { a href=(path_to(self.id, Some(goal.anchor()))) { (first_words(goal.text())) } }).code(goal.code()).below(tasks)
        }))
    }
}

/// A tie to come or to go.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tie {
    /// "t_de_an g_sinh_ke comes".
    tie: String,
    /// The page it was asked on.
    back: String,
    /// The words that were searched for there.
    q: Option<String>,
    /// Which page of the goals it was.
    page: Option<usize>,
}

pub(crate) async fn tie(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>, Filled(form): Filled<Tie>) -> Result<Redirect, Problem> {
    let problem = |it: Refusal| asker.problem(it);
    let mut pieces = form.tie.split(' ');
    let (from, to, way) = (pieces.next().and_then(Anchor::new), pieces.next().and_then(Anchor::new), pieces.next());
    let comes = match way {
        Some("comes") => true,
        Some("goes") => false,
        _ => return Err(problem(Refusal::Field { field: "form", why: "unknown" })),
    };
    let (from, to) = from.zip(to).ok_or_else(|| problem(Refusal::Field { field: "form", why: "unknown" }))?;
    let opened = draft_at(&web, &who, &id, &from).await.map_err(problem)?;
    let is_there = opened.programme.links.iter().any(|it| it.from == from && it.to == to);
    // Somebody else did the same just now: then it is as wished.
    if is_there != comes {
        web.app.edit(&who, &id, Change::Tie { from: from.clone(), to, comes }).await.map_err(problem)?;
    }
    Ok(Redirect::to(&match form.back.as_str() {
        "coverage" => match form.page {
            None | Some(0) => path_of(&id),
            Some(page) => format!("{}?page={page}", path_of(&id)),
        },
        _ => format!("/programmes/{id}/items/{from}/ties?q={}", frame::percent(form.q.as_deref().unwrap_or(""))),
    }))
}

/// The words to look for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sought {
    q: Option<String>,
}

/// What a task serves, and what else it could.
pub(crate) async fn of_item(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    At(anchor): At,
    Ask(sought): Ask<Sought>,
) -> Result<Response, Problem> {
    let problem = |it: Refusal| asker.problem(it);
    let opened = draft_at(&web, &who, &id, &anchor).await.map_err(problem)?;
    let programme = &opened.programme;
    let item = programme.items().find(|it| *it.anchor() == anchor && matches!(it, Item::Task(_) | Item::KeyWork(_))).ok_or_else(|| problem(Refusal::NotFound))?;
    let ties: HashSet<&Anchor> = programme.links.iter().filter(|it| it.from == anchor).map(|it| &it.to).collect();
    let q = sought.q.unwrap_or_default();
    let wanted: Vec<String> = fold(&q).split_whitespace().map(str::to_owned).collect();
    let holds = |it: &Item<'_>| {
        let text = fold(&format!("{} {}", it.code().unwrap_or(""), it.text()));
        wanted.iter().all(|word| text.contains(word.as_str()))
    };
    let mut served: Vec<Item<'_>> = programme.items().filter(|it| matches!(it, Item::Goal(_) | Item::Target(_))).filter(|it| ties.contains(it.anchor()) || holds(it)).collect();
    served.sort_by_key(|it| !ties.contains(it.anchor()));
    let heading = words.say("do-tie");
    let main = html! {
        p { @if let Some(code) = item.code() { span.code { (code) } " " } (item.text()) }
        form method="get" action={ "/programmes/" (id) "/items/" (anchor) "/ties" } {
            (Field::sought("q", words.say("tie-search")).value(&q))
            (submit(&words.say("do-search"), Weight::Plain))
        }
        @if served.is_empty() { (notice::empty(&words.say("search-nothing"), None)) }
        form method="post" action={ "/programmes/" (id) "/ties" } {
            input type="hidden" name="back" value="item";
            input type="hidden" name="q" value=(q);
            (outline(served.iter().map(|it| {
                let tied = ties.contains(it.anchor());
                let doing = html! {
                    button.button.plain type="submit" name="tie" value={ (anchor) " " (it.anchor()) " " (if tied { "goes" } else { "comes" }) } aria-pressed=(if tied { "true" } else { "false" }) {
                        @if tied { (words.say("tie-goes")) } @else { (words.say("tie-comes")) }
                    }
                };
                Row::of(html! { (it.text()) }).code(it.code()).doings(Some(doing))
            })))
        }
    };
    Ok(leaf::below(words, &who, &opened, &heading, main).into_response())
}
