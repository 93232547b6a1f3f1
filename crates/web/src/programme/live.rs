//! What a page that stays open is told, and what it then asks for.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use hanhdong_actions::Refusal;
use hanhdong_actions::programme::{Deed, read_node};
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::Anchor;
use maud::{Markup, html};

use super::item::node_of;
use super::outline::Outline;
use crate::live::Hub;
use crate::look::notice;
use crate::problem::{Asker, Problem};
use crate::request::{Ask, Id, In, Session};
use crate::state::Web;
use crate::words::Words;

/// The line that says how far the programme is.
pub(crate) async fn line(Extension(hub): Extension<Hub>, Session(token): Session, asker: Asker, Id(id): Id<ProgrammeId>) -> Result<Response, Problem> {
    hub.line(token, id).await.map_err(|it| asker.problem(it))
}

/// What asks for the changes when the line speaks. Items that are open for editing are named, so that nobody's typing
/// is touched.
pub(super) fn listener(words: Words, id: &ProgrammeId, since: i64) -> Markup {
    html! {
        div #live-changes hx-get={ "/programmes/" (id) "/changes?since=" (since) } hx-trigger="sse:version" hx-swap="outerHTML" hx-include="[data-open]" { span hidden { (words.say("is-live")) } }
    }
}

/// What changed since a line of the journal: items that are not open, findings of those that are, the summary.
pub(crate) async fn changes(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    Ask(asked): Ask<Vec<(String, String)>>,
) -> Result<Markup, Problem> {
    let problem = |it: Refusal| asker.problem(it);
    let mut since = None;
    let mut open = Vec::new();
    for (name, value) in &asked {
        match name.as_str() {
            "since" => since = value.parse::<i64>().ok(),
            "open" => open.extend(Anchor::new(value)),
            _ => return Err(problem(Refusal::Field { field: "form", why: "unknown" })),
        }
    }
    let since = since.ok_or_else(|| problem(Refusal::Field { field: "form", why: "unknown" }))?;
    let pulse = web.app.pulse(&who, &id).await.map_err(problem)?;
    if pulse.seq <= since {
        return Ok(listener(words, &id, pulse.seq));
    }
    let lines = web.app.history(&who, &id).await.map_err(problem)?;
    let reviewed = web.app.review(&who, &id, words.0).await.map_err(problem)?;
    let outline = Outline::of(words, &reviewed);
    let news: Vec<Touched> = lines.iter().filter(|it| since < it.seq).flat_map(|it| &it.deeds).map(Touched::of).collect();
    let missed = lines.last().is_some_and(|it| since < it.seq) && 1 < lines.last().map_or(0, |it| it.seq) && 200 <= lines.len();
    let mut touched: Vec<&Anchor> = news.iter().flat_map(|it| &it.items).collect();
    touched.sort();
    touched.dedup();
    let moved = missed || news.iter().any(|it| it.moves);
    let shown = touched.into_iter().filter_map(|it| node_of(&reviewed.opened, it)?.item());
    Ok(html! {
        (listener(words, &id, pulse.seq))
        (outline.summary(true))
        @for item in shown {
            @if open.contains(item.anchor()) { (outline.findings(item.anchor(), true)) } @else { (outline.item(item, true)) }
        }
        @if moved { div #live-notice hx-swap-oob="true" { (notice::done(&words.say("live-moved"), Some(html! { a href={ "/programmes/" (id) } { (words.say("live-reload")) } }))) } }
    })
}

/// What a deed touched.
struct Touched {
    items: Vec<Anchor>,
    /// Did something come, go or move?
    moves: bool,
}

impl Touched {
    fn of(deed: &Deed) -> Touched {
        let said = [&deed.before, &deed.after].map(|it| it.as_deref());
        let tied: Vec<Anchor> = said.iter().flatten().filter_map(|it| it.split_once(" -> ")).flat_map(|(from, to)| [Anchor::new(from), Anchor::new(to)]).flatten().collect();
        if !tied.is_empty() {
            return Touched { items: tied, moves: false };
        }
        let nodes = said.map(|it| it.and_then(|it| read_node(it).ok()));
        let items: Vec<Anchor> = nodes.iter().flatten().filter_map(|it| it.item().map(|it| it.anchor().clone())).collect();
        let moves = items.len() < 2;
        Touched { items, moves }
    }
}
