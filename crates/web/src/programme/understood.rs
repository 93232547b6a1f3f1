//! What was understood of a file, side by side with the file: what is uncertain first, then row by row.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::Refusal;
use hanhdong_actions::programme::{ReadAs, ReadRow, Understood};
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::{Anchor, Confidence, Item, PartRole, PassageRole, Programme};
use maud::{Markup, html};
use serde::Deserialize;

use super::download::attachment;
use super::found;
use super::leaf::{self, Tab};
use crate::form::Filled;
use crate::look::button::{self, Weight};
use crate::look::outline::{self, outline};
use crate::look::table::{Row, table};
use crate::look::{notice, way};
use crate::problem::{Asker, Problem};
use crate::request::{Ask, Id, In};
use crate::state::Web;
use crate::words::Words;

/// Rows on a page: a long paper comes in pages, so that an old machine shows it at once.
const ROWS: usize = 400;

/// Which page.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// The first row.
    from: Option<usize>,
}

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, Ask(asked): Ask<Asked>) -> Result<Response, Problem> {
    let understood = web.app.understood(&who, &id).await.map_err(|it| asker.problem(it))?;
    // One that was begun without a file has nothing to be held against.
    let Some(it) = understood else { return Ok(Redirect::to(&format!("/programmes/{id}")).into_response()) };
    let from = asked.from.unwrap_or(0);
    let rows = it.rows.get(from..).unwrap_or(&[]);
    let next = (ROWS < rows.len()).then(|| from.saturating_add(ROWS));
    let page = html! {
        p { (words.with("understood-lead", &[("name", it.file_name.as_str().into())])) " " a href={ "/programmes/" (id) "/file" } download { (words.say("understood-file")) } }
        (warnings(words, &it))
        @if from == 0 { (uncertain(words, &it, &id)) }
        h2 { (words.say("understood-side-by-side")) }
        (table(&words.say("understood-caption"), &["understood-place", "understood-file-says", "understood-read-as"].map(|it| words.say(it)), &rows.iter().take(ROWS).map(|row| side_by_side(words, row, &it, &id)).collect::<Vec<_>>()))
        (way::onward(words, next.map(|it| format!("/programmes/{id}/understood?from={it}"))))
        p { (button::link(&words.say("understood-go-on"), &format!("/programmes/{id}"), Weight::Main)) " " a href={ "/programmes/" (id) "/source" } { (words.say("understood-to-source")) } }
    };
    Ok(leaf::tab(words, &who, &it.opened, Tab::Understood, page).into_response())
}

fn warnings(words: Words, it: &Understood) -> Markup {
    html! {
        @for warning in &it.warnings {
            div.finding.warning { p { (warning.message) } @if let Some(place) = found::place(words, &warning.place, it.is_word) { p.place { (place) } } }
        }
    }
}

fn uncertain(words: Words, it: &Understood, id: &ProgrammeId) -> Markup {
    let programme = &it.opened.programme;
    let items: Vec<Item<'_>> = programme.items().filter(|it| it.confidence() == Confidence::Look).collect();
    let seen = it.opened.row.version.to_string();
    let unread = it.rows.iter().filter(|row| is_unread(row)).count();
    html! {
        section.uncertain {
            h2 { (words.with("understood-uncertain", &[("count", items.len().into())])) }
            @if items.is_empty() {
                (notice::empty(&words.say("understood-all-sure"), None))
            } @else {
                p.hint { (words.say("understood-uncertain-hint")) }
                @if it.opened.may_edit {
                    (button::act(&words.with("understood-accept-all", &[("count", items.len().into())]), &format!("/programmes/{id}/understood"), Weight::Plain, &[("seen", &seen)]))
                }
                (outline(items.iter().map(|item| {
                    let doings = html! {
                        (button::act(&words.say("understood-accept"), &format!("/programmes/{id}/understood"), Weight::Plain, &[("seen", &seen), ("anchor", item.anchor().as_str())])) " "
                        (button::link(&words.say("understood-correct"), &format!("/programmes/{id}/items/{}/edit", item.anchor()), Weight::Plain))
                    };
                    let text = html! { strong { (kind(words, *item)) } ": " (item.text()) };
                    outline::Row::of(text).id(format!("look-{}", item.anchor())).code(item.code()).below(html! { @if it.opened.may_edit { div.doings { (doings) } } })
                })))
            }
            @if unread > 0 { (notice::beware(&words.with("understood-unread-count", &[("count", unread.into())]))) }
        }
    }
}

fn is_unread(row: &ReadRow) -> bool {
    row.read_as.contains(&ReadAs::Passage(PassageRole::Unread))
}

fn side_by_side(words: Words, row: &ReadRow, it: &Understood, id: &ProgrammeId) -> Row {
    let read = html! {
        @for read_as in &row.read_as {
            div { @match read_as {
                ReadAs::Part(role) => { strong { (part(words, *role)) } }
                ReadAs::Heading => { (words.say("understood-heading")) }
                ReadAs::Passage(role) => { (passage(words, *role)) }
                ReadAs::Item(anchor) => { (item(words, &it.opened.programme, anchor, it.opened.may_edit, id)) }
            } }
        }
    };
    let place = found::place(words, &row.place, it.is_word).unwrap_or_default();
    Row::of(vec![html! { span.place { (place) } }, html! { span.source-text { (row.text) } }, read]).marked(is_unread(row))
}

fn item(words: Words, programme: &Programme, anchor: &Anchor, may_edit: bool, id: &ProgrammeId) -> Markup {
    let item = programme.items().find(|it| it.anchor() == anchor);
    html! {
        @if let Some(item) = item {
            strong { (kind(words, item)) } @if let Some(code) = item.code() { " " (code) } ": " (item.text())
            @for (label, said) in details(words, item) { br; span.hint { (label) ": " (said) } }
            @if item.confidence() == Confidence::Look { " " span.badge.partly { (words.say("understood-look")) } }
            @if may_edit { " " a href={ "/programmes/" (id) "/items/" (anchor) "/edit" } { (words.say("understood-correct")) } }
        } @else {
            span.hint { (words.say("understood-taken-out")) }
        }
    }
}

/// What else was understood of an item: whom, by when, how much.
fn details(words: Words, item: Item<'_>) -> Vec<(String, String)> {
    let (lead, coordinators, time, value) = match item {
        Item::Goal(it) => (None, &[][..], Some(&it.schedule), None),
        Item::Requirement(_) | Item::Arrangement(_) => (None, &[][..], None, None),
        Item::Target(it) => (Some(&it.lead), &[][..], Some(&it.schedule), Some(&it.value)),
        Item::Task(it) => (Some(&it.lead), it.coordinators.as_slice(), Some(&it.deadline), None),
        Item::KeyWork(it) => (Some(&it.lead), &[][..], Some(&it.schedule), None),
    };
    let said = [
        (words.say("understood-level"), value.map(|it| it.text.clone()).unwrap_or_default()),
        (words.say("understood-lead-unit"), lead.map(|it| it.text().to_owned()).unwrap_or_default()),
        (words.say("understood-coordinators"), coordinators.join("; ")),
        (words.say("understood-time"), time.map(|it| it.text.clone()).unwrap_or_default()),
    ];
    said.into_iter().filter(|it| !it.1.is_empty()).map(|(label, it)| (label.into_owned(), it)).collect()
}

/// What an item is, in words.
pub(crate) fn kind(words: Words, item: Item<'_>) -> String {
    use hanhdong_domain::programme::GoalKind;
    match item {
        Item::Goal(it) => match it.kind {
            GoalKind::Viewpoint => words.say("read-kind-viewpoint"),
            GoalKind::Policy => words.say("read-kind-policy"),
            GoalKind::Orientation => words.say("read-kind-orientation"),
            GoalKind::Goal => words.say("read-kind-goal"),
            GoalKind::Breakthrough => words.say("read-kind-breakthrough"),
        },
        Item::Requirement(_) => words.say("read-kind-requirement"),
        Item::Target(_) => words.say("read-kind-target"),
        Item::Task(_) => words.say("read-kind-task"),
        Item::KeyWork(_) => words.say("read-kind-key-work"),
        Item::Arrangement(_) => words.say("read-kind-duty"),
    }
    .into_owned()
}

fn part(words: Words, role: PartRole) -> String {
    match role {
        PartRole::Goals => words.say("read-part-goals"),
        PartRole::Content => words.say("read-part-content"),
        PartRole::Organisation => words.say("read-part-organisation"),
        PartRole::Annex => words.say("read-part-annex"),
        PartRole::Other => words.say("read-part-other"),
    }
    .into_owned()
}

fn passage(words: Words, role: PassageRole) -> String {
    match role {
        PassageRole::Prose => words.say("read-passage-prose"),
        PassageRole::Outside => words.say("read-passage-outside"),
        PassageRole::Basis => words.say("read-passage-basis"),
        PassageRole::Enclosing => words.say("read-passage-enclosing"),
        PassageRole::Unread => words.say("read-passage-unread"),
    }
    .into_owned()
}

/// The file as it was handed in, byte for byte.
pub(crate) async fn file(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>) -> Result<Response, Problem> {
    let file = web.app.file_of(&who, &id).await.and_then(|it| it.ok_or(Refusal::NotFound)).map_err(|it| asker.problem(it))?;
    Ok(attachment(&file.name, "application/octet-stream", file.bytes))
}

/// What is accepted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Accept {
    /// The version that was seen.
    seen: i64,
    /// The one item; else all of them.
    anchor: Option<String>,
}

pub(crate) async fn accept(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>, Filled(form): Filled<Accept>) -> Result<Redirect, Problem> {
    let only = form.anchor.as_deref().map(|it| Anchor::new(it).ok_or(Refusal::NotFound)).transpose().map_err(|it| asker.problem(it))?;
    web.app.accept_understood(&who, &id, form.seen, only).await.map_err(|it| asker.problem(it))?;
    Ok(Redirect::to(&format!("/programmes/{id}/understood")))
}
