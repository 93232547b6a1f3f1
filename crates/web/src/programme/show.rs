//! A programme as an outline: what stands in it, in the order of the paper, with what there is to look at again beside.

use axum::extract::State;
use axum::http::HeaderMap;
use hanhdong_actions::Refusal;
use hanhdong_actions::programme::{Kind, Opened};
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::{Anchor, Document, Node, PartRole, PassageRole, Programme};
use maud::{Markup, html};
use serde::Deserialize;

use super::history;
use super::leaf::{self, Tab};
use super::opening;
use super::outline::{Outline, kind_word, mark};
use crate::look::button::{self, Weight};
use crate::look::facts::facts;
use crate::look::field::Field;
use crate::look::finding::{self, Around};
use crate::look::outline::outline as rows;
use crate::look::{notice, way};
use crate::problem::{Asker, Problem};
use crate::request::{Ask, Id, In};
use crate::state::Web;
use crate::words::Words;

/// How many nodes a page shows, about 50 kB on the wire; beyond, the outline is cut into pages.
const NODES_MAX: usize = 500;

/// What of it is to be shown.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// The page of the outline, from 0.
    page: Option<usize>,
    /// The item that must be on it.
    at: Option<String>,
    /// The line of the journal that was just written by taking something back.
    undone: Option<i64>,
}

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, Ask(asked): Ask<Asked>) -> Result<Markup, Problem> {
    let shown = async {
        let pulse = web.app.pulse(&who, &id).await?;
        let reviewed = web.app.review(&who, &id, words.0).await?;
        let undone = match asked.undone {
            Some(seq) => web.app.history(&who, &id).await?.into_iter().find(|it| it.seq == seq),
            None => None,
        };
        Ok::<_, Refusal>((pulse, reviewed, undone))
    };
    let (pulse, reviewed, undone) = shown.await.map_err(|it| asker.problem(it))?;
    let outline = Outline::of(words, &reviewed);
    let opened = &reviewed.opened;
    let window = Window::of(&opened.programme, &asked);
    let told = crate::publication::told(&web, words, &who, opened).await.map_err(|it| asker.problem(it))?;
    let main = html! {
        (standing(words, opened))
        (told)
        @if let Some(line) = &undone { (notice::done(&words.say("undone"), Some(history::deeds(words, &id, &opened.programme, line)))) }
        (outline.summary(false))
        (doings(words, opened))
        (whole(words, &outline))
        (unread(words, &id, &opened.programme))
        div #live hx-ext="sse" sse-connect={ "/programmes/" (id) "/live" } { (super::live::listener(words, &id, pulse.seq)) }
        div #live-notice role="status" {}
        (contents(words, &id, &opened.programme, &window))
        @if window.page == 0 {
            section.head aria-labelledby="head" {
                h2 #head { (words.say("kind-head")) }
                (head(words, &opened.programme.document))
                @if opened.may_edit { p.doings { a.button.plain href={ "/programmes/" (id) "/head" } { (words.say("do-edit")) } } }
            }
            (opening::shown(words, &id, &opened.programme.opening, opened.may_edit))
        }
        (parts(&outline, &window))
        (way::pages(words, window.page, window.pages, |it| format!("/programmes/{id}?page={it}")))
        @if opened.may_edit {
            (button::act(&words.say("do-put-away"), &format!("/programmes/{id}/put-away"), Weight::Plain, &[]))
        }
    };
    Ok(leaf::tab(words, &who, opened, Tab::Outline, main))
}

fn standing(words: Words, opened: &Opened) -> Markup {
    html! {
        p.hint {
            (opened.organisation_name)
            (leaf::issued(words, opened.row.issued_on))
            @if opened.row.issued_on.is_some() {}
            @else if opened.row.put_away_at.is_some() { " · " span.badge.not-judged { (words.say("is-put-away")) } }
            @else if !opened.may_edit { " · " (words.say("read-only")) }
        }
    }
}

/// What can be done with the whole; nothing is offered that would be refused.
fn doings(words: Words, opened: &Opened) -> Markup {
    let id = &opened.row.id;
    let part = opened.programme.tasks().next().and_then(|it| opened.programme.position(&it.anchor)).map_or(0, |it| it.0);
    html! {
        @if opened.may_edit {
            div.doings {
                form method="get" action={ "/programmes/" (id) "/one-line" } {
                    (Field::line("words", words.say("one-line")).id("one-line").example(words.say("one-line-example")).length_max(2000).required())
                    input type="hidden" name="part" value=(part);
                    (button::submit(&words.say("one-line-read"), Weight::Main))
                }
                (button::act(&words.say("do-undo"), &format!("/programmes/{id}/undo"), Weight::Plain, &[]))
            }
        }
        @if opened.row.put_away_at.is_some() && opened.may_shelve {
            (button::act(&words.say("do-take-back"), &format!("/programmes/{id}/take-back"), Weight::Main, &[]))
        }
    }
}

/// So many findings about the whole stand open; more are folded, for the text itself comes below them.
const WHOLE_OPEN_MAX: usize = 5;

/// What concerns the whole text and no single item.
fn whole(words: Words, outline: &Outline<'_>) -> Markup {
    let report = &outline.reviewed.report;
    let found: Vec<_> = report.findings.iter().filter(|it| it.item.is_none()).collect();
    html! {
        @if !found.is_empty() {
            details.whole open[found.len() <= WHOLE_OPEN_MAX] {
                summary { (words.with("whole-findings", &[("count", found.len().into())])) }
                @for it in found { (finding::finding(words, it, &Around::default())) }
            }
        }
    }
}

/// Where the first of the lines stands that were not understood.
fn unread(words: Words, id: &ProgrammeId, programme: &Programme) -> Markup {
    let is_unread = |node: &Node| matches!(node, Node::Text(it) if it.role == PassageRole::Unread);
    let lines = || programme.parts.iter().enumerate().flat_map(|(part, it)| it.nodes.iter().enumerate().filter(|(_, it)| is_unread(it)).map(move |(at, _)| (part, at)));
    html! {
        @if let Some((part, at)) = lines().next() {
            p { a href={ "/programmes/" (id) "?page=" (Window::number(programme, part, at) / NODES_MAX) "#l-" (part) "-" (at) } { (words.with("unread-count", &[("count", lines().count().into())])) } }
        }
    }
}

pub(super) fn head(words: Words, document: &Document) -> Markup {
    let sheet = hanhdong_actions::programme::sheet_of_document(document);
    facts(
        Kind::Head
            .slots()
            .iter()
            .map(|it| (it.name, sheet.get(it.name)))
            .filter(|it| !it.1.is_empty())
            .map(|(name, value)| (words.say(&format!("head-{name}")), html! { @for line in value.lines() { (line) br; } })),
    )
}

/// The stretch of the outline that a page shows.
struct Window {
    page: usize,
    pages: usize,
    from: usize,
    to: usize,
}

impl Window {
    fn of(programme: &Programme, asked: &Asked) -> Window {
        let count = programme.parts.iter().map(|it| it.nodes.len()).sum::<usize>();
        let pages = count.div_ceil(NODES_MAX).max(1);
        let wanted = asked.at.as_deref().and_then(Anchor::new).and_then(|it| programme.position(&it)).map(|(part, at)| Window::number(programme, part, at) / NODES_MAX);
        let page = wanted.or(asked.page).unwrap_or(0).min(pages - 1);
        Window { page, pages, from: page * NODES_MAX, to: (page + 1) * NODES_MAX }
    }
    /// The number of a node in the whole outline.
    fn number(programme: &Programme, part: usize, at: usize) -> usize {
        programme.parts.iter().take(part).map(|it| it.nodes.len()).sum::<usize>() + at
    }
}

fn contents(words: Words, id: &ProgrammeId, programme: &Programme, window: &Window) -> Markup {
    html! {
        nav.contents aria-label=(words.say("contents")) {
            ul { @for (number, part) in programme.parts.iter().enumerate() {
                @let page = Window::number(programme, number, 0) / NODES_MAX;
                li { a href={ @if page != window.page { "/programmes/" (id) "?page=" (page) } "#p-" (number) } { (mark(part.mark.as_deref())) (part.heading) } }
            } }
        }
    }
}

fn parts(outline: &Outline<'_>, window: &Window) -> Markup {
    let (words, id, programme) = (outline.words, outline.id, outline.programme());
    let may_edit = outline.reviewed.opened.may_edit;
    let mut number = 0;
    let mut shown = Vec::new();
    for (part_number, part) in programme.parts.iter().enumerate() {
        let first = number;
        number += part.nodes.len();
        let here = if part.nodes.is_empty() {
            (window.from..window.to).contains(&first) || window.page + 1 == window.pages && window.from <= first
        } else {
            first < window.to && window.from < number
        };
        if here {
            let from = window.from.saturating_sub(first);
            let to = (window.to - first).min(part.nodes.len());
            shown.push((part_number, part, from, to));
        }
    }
    html! {
        @for (number, part, from, to) in shown {
            section.part id={ "p-" (number) } {
                h2 { (mark(part.mark.as_deref())) (part.heading) }
                @if may_edit { p.doings { a.button.plain href={ "/programmes/" (id) "/parts/" (number) "/edit" } { (words.say("do-edit-heading")) } } }
                @if part.role == PartRole::Organisation { (written(words, id, programme, may_edit)) }
                @if part.nodes.is_empty() { (notice::empty(&words.say("part-empty"), None)) }
                (rows(part.nodes.iter().enumerate().take(to).skip(from).map(|(at, node)| outline.node(number, at, node))))
                @if may_edit && to == part.nodes.len() { (add(words, id, number, part.nodes.len())) }
            }
        }
        @if may_edit && window.page + 1 == window.pages { p.doings { a.button.plain href={ "/programmes/" (id) "/parts/new" } { (words.say("do-add-part")) } } }
    }
}

/// Part III says who does what: by hand, or written from the assignments and following them.
fn written(words: Words, id: &ProgrammeId, programme: &Programme, may_edit: bool) -> Markup {
    let is_written = programme.is_written();
    let (label, comes) = if is_written { ("written-end", "false") } else { ("written-begin", "true") };
    html! {
        @if is_written { p.hint { (words.say("written-is")) } }
        @if may_edit && (is_written || !programme.assignments().is_empty()) {
            p.doings { (button::act(&words.say(label), &format!("/programmes/{id}/written"), Weight::Plain, &[("comes", comes)])) }
        }
    }
}

/// Ways to put something new into a part.
fn add(words: Words, id: &ProgrammeId, part: usize, at: usize) -> Markup {
    html! {
        details.add {
            summary { (words.say("do-add")) }
            ul { @for kind in Kind::ITEMS.into_iter().chain([Kind::Heading, Kind::Passage]) {
                li { a href={ "/programmes/" (id) "/new?kind=" (kind.name()) "&part=" (part) "&at=" (at) } { (kind_word(words, kind)) } }
            } }
        }
    }
}

/// Where a person goes to see an item in the outline.
pub(crate) fn path_to(id: &ProgrammeId, anchor: Option<&Anchor>) -> String {
    match anchor {
        Some(anchor) => format!("/programmes/{id}?at={anchor}#i-{anchor}"),
        None => format!("/programmes/{id}"),
    }
}

/// Headers that tell a script where its answer belongs.
pub(super) fn retarget(target: &str, swap: &'static str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if let Ok(target) = target.parse() {
        headers.insert("hx-retarget", target);
    }
    headers.insert("hx-reswap", axum::http::HeaderValue::from_static(swap));
    headers
}
