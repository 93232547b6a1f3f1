//! The source beside the programme: what takes up what, figures that differ, what is left over on both sides.

use std::collections::HashMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::programme::{Opened, SourceBeside, SourceOpened};
use hanhdong_actions::{Beside, FigureBeside, Refusal, TakenUp, Who};
use hanhdong_domain::organisation::{ProgrammeId, SourceId};
use hanhdong_domain::programme::{Anchor, GoalKind, Item, Paper, Programme};
use maud::{Markup, html};
use serde::Deserialize;

use super::download::attachment;
use super::found;
use super::leaf::{self, Tab};
use super::look::{KINDS, said_beside};
use super::outline::first_words;
use super::traced::{new_items, retraced, say_new};
use super::understood::kind;
use super::upload::Upload;
use crate::form::Filled;
use crate::look::button::{self, Weight, submit};
use crate::look::field::Field;
use crate::look::notice;
use crate::look::outline::{self, outline};
use crate::look::table::{Row, table};
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::Words;

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>) -> Result<Markup, Problem> {
    page(&web, &who, words, &id, None).await.map_err(|it| asker.problem(it))
}

async fn page(web: &Web, who: &Who, words: Words, id: &ProgrammeId, refused: Option<&str>) -> Result<Markup, Refusal> {
    let it = web.app.beside_source(who, id).await?;
    let sources = if it.opened.may_edit { web.app.sources(who, Paper::Source).await? } else { Vec::new() };
    let ours = items(&it.opened.programme);
    Ok(leaf::tab(
        words,
        who,
        &it.opened,
        Tab::Source,
        html! {
            @if let Some(why) = refused { (notice::refused(&words.say("upload-not-taken"), why)) }
            @match &it.source {
                None => { (notice::empty(&words.say("source-none"), None)) (choose(words, &it, id, &sources, None)) }
                Some((source, beside)) => {
                    p { (words.say("source-tied-to")) " " strong { (source.title) } }
                    (counts(words, beside))
                    p.doings { (button::download(&words.say("source-workbook"), &format!("/programmes/{id}/source/workbook"), Weight::Plain)) }
                    (retraced(words, &it.opened, beside))
                    (figures(words, id, &ours, &beside.figures))
                    (taken_up(words, &it.opened, &ours, source, beside))
                    (orphans(words, id, &ours, &beside.orphans, it.opened.may_edit))
                    (new_items(words, &it.opened))
                    (choose(words, &it, id, &sources, Some(&source.id)))
                }
            }
        },
    ))
}

/// Ties to a source that lies here, to one that is handed in now, or to none.
fn choose(words: Words, it: &SourceBeside, id: &ProgrammeId, sources: &[(SourceId, String)], tied: Option<&SourceId>) -> Markup {
    let others: Vec<&(SourceId, String)> = sources.iter().filter(|it| Some(&it.0) != tied).collect();
    html! {
        @if it.opened.may_edit {
            section.choose-source {
                h2 { @if tied.is_some() { (words.say("source-change")) } @else { (words.say("source-tie")) } }
                @if !others.is_empty() {
                    form.fields action={ "/programmes/" (id) "/source/tie" } method="post" {
                        (Field::choice("source", words.say("source-lying"), others.iter().map(|it| (it.0.as_str(), it.1.as_str()))))
                        (submit(&words.say("source-tie-do"), Weight::Main))
                    }
                }
                form.fields action={ "/programmes/" (id) "/source" } method="post" enctype="multipart/form-data" {
                    (Field::file("paper", words.say("source-new"), KINDS).hint(words.say("source-new-hint")).required())
                    (submit(&words.say("source-hand-in-do"), if others.is_empty() { Weight::Main } else { Weight::Plain }))
                }
                @if let Some(tied) = tied {
                    form.fields action={ "/programmes/" (id) "/source" } method="post" enctype="multipart/form-data" {
                        input type="hidden" name="follows" value=(tied);
                        (Field::file("paper", words.say("source-next"), KINDS).id("next").hint(words.say("source-next-hint")).required())
                        (submit(&words.say("source-next-do"), Weight::Plain))
                    }
                    (button::act(&words.say("source-untie"), &format!("/programmes/{id}/source/tie"), Weight::Plain, &[("source", "")]))
                }
            }
        }
    }
}

fn counts(words: Words, beside: &Beside) -> Markup {
    let up = beside.taken_up.iter().filter(|it| it.is_taken_up).count();
    let all = beside.taken_up.len();
    html! {
        (notice::progress(&words.with("source-taken-up-count", &[("up", up.into()), ("all", all.into())]), up, all))
        p { (words.with("source-differ-count", &[("figures", beside.figures.len().into()), ("orphans", beside.orphans.len().into())])) }
        @if all == 0 { (notice::beware(&words.say("source-nothing-read"))) }
    }
}

fn figures(words: Words, id: &ProgrammeId, ours: &Items<'_>, figures: &[FigureBeside]) -> Markup {
    let figure = |it: &FigureBeside| {
        let item = html! { @if let Some(item) = it.ours.as_ref().and_then(|anchor| ours.get(anchor)) { (link_to_item(id, *item)) } @else { (words.say("source-in-passage")) } };
        let there = html! {
            (it.there)
            @if let Some(theirs) = &it.theirs { " " a href={ "#s-" (theirs) } { (words.say("source-see")) } }
            @else if let Some(place) = found::place(words, &it.place, false) { " " span.place { (place) } }
        };
        Row::of(vec![item, html! { strong { (it.here) } }, there])
    };
    html! {
        @if !figures.is_empty() {
            section {
                h2 { (words.say("source-figures")) }
                (table(&words.say("source-figures-caption"), &["source-item", "source-figure-here", "source-figure-there"].map(|it| words.say(it)), &figures.iter().map(figure).collect::<Vec<_>>()))
            }
        }
    }
}

/// Items by their identity, found at once.
pub(super) type Items<'a> = HashMap<&'a Anchor, Item<'a>>;

pub(super) fn items(programme: &Programme) -> Items<'_> {
    programme.items().map(|it| (it.anchor(), it)).collect()
}

/// What a statement of the source is, as the page groups them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Viewpoints,
    Goals,
    Tasks,
}

impl Group {
    fn of(item: Item<'_>) -> Group {
        match item {
            Item::Goal(it) => match it.kind {
                GoalKind::Viewpoint | GoalKind::Policy => Group::Viewpoints,
                GoalKind::Orientation | GoalKind::Goal | GoalKind::Breakthrough => Group::Goals,
            },
            Item::Target(_) => Group::Goals,
            Item::Task(_) | Item::KeyWork(_) | Item::Requirement(_) | Item::Arrangement(_) => Group::Tasks,
        }
    }
    fn heading(self, words: Words) -> String {
        match self {
            Group::Viewpoints => words.say("source-viewpoints"),
            Group::Goals => words.say("source-goals"),
            Group::Tasks => words.say("source-tasks"),
        }
        .into_owned()
    }
}

/// The source on the left, what takes it up on the right; what nothing takes up first in each group.
fn taken_up(words: Words, opened: &Opened, ours: &Items<'_>, source: &SourceOpened, beside: &Beside) -> Markup {
    let theirs = items(&source.source);
    let mut rows: Vec<(Item<'_>, &TakenUp)> = beside.taken_up.iter().filter_map(|it| Some((*theirs.get(&it.theirs)?, it))).collect();
    rows.sort_by_key(|it| it.1.is_taken_up);
    let of_group = |group: Group| rows.iter().filter(move |it| Group::of(it.0) == group);
    html! {
        @for group in [Group::Viewpoints, Group::Goals, Group::Tasks].into_iter().filter(|it| of_group(*it).next().is_some()) {
            section {
                h2 { (group.heading(words)) }
                (table(&words.say("source-says-caption"), &["source-says", "source-taken-up-by"].map(|it| words.say(it)), &of_group(group).map(|(item, it)| row(words, opened, ours, *item, it)).collect::<Vec<_>>()))
            }
        }
    }
}

fn row(words: Words, opened: &Opened, ours: &Items<'_>, theirs: Item<'_>, it: &TakenUp) -> Row {
    let (id, may_edit) = (&opened.row.id, opened.may_edit);
    let says = html! {
        strong { (kind(words, theirs)) } @if let Some(code) = theirs.code() { " " (code) } ": " (theirs.text())
        @if let Some(place) = found::place(words, theirs.place(), false) { " " span.place { (place) } }
    };
    let up = html! {
        @if it.is_taken_up { span.badge.met { (words.say("source-is-taken-up")) } } @else { span.badge.unmet { (words.say("source-not-taken-up")) } }
        @if it.by.is_empty() {
            @if it.is_taken_up { " " (words.say("source-in-passage")) }
        } @else {
            @if !it.is_taken_up { p.hint { (words.say("source-nearest")) } }
            ul { @for item in it.by.iter().filter_map(|by| ours.get(by)) { li { a href={ "/programmes/" (id) "#i-" (item.anchor()) } { (first_words(item.text())) } } } }
        }
    };
    let up = html! { (up) @if may_edit && !it.is_said { @if let Some(by) = it.by.first() {
        (button::act(&words.say("trace-say"), &format!("/programmes/{id}/traces"), Weight::Plain, &[("item", by.as_str()), ("statement", it.theirs.as_str())]))
    } } };
    Row::of(vec![says, up]).id(format!("s-{}", it.theirs)).marked(!it.is_taken_up)
}

fn orphans(words: Words, id: &ProgrammeId, ours: &Items<'_>, orphans: &[Anchor], may_edit: bool) -> Markup {
    html! {
        @if !orphans.is_empty() {
            section {
                h2 { (words.say("source-orphans")) }
                p.hint { (words.say("source-orphans-hint")) }
                (outline(orphans.iter().filter_map(|it| ours.get(it)).map(|item| outline::Row::of(html! { strong { (kind(words, *item)) } ": " (link_to_item(id, *item)) }).below(html! { @if may_edit { (say_new(words, id, *item)) } }))))
            }
        }
    }
}

pub(super) fn link_to_item(id: &ProgrammeId, item: Item<'_>) -> Markup {
    html! { a href={ "/programmes/" (id) "#i-" (item.anchor()) } { @if let Some(code) = item.code() { (code) ". " } (item.text()) } }
}

pub(crate) async fn hand_in(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, upload: Upload) -> Result<Response, Problem> {
    let done = async {
        let mut upload = upload.taken(&["follows"], &["paper"])?;
        let file = upload.file("paper").ok_or_else(Refusal::no_file)?;
        let follows = match upload.field("follows") {
            "" => None,
            follows => Some(SourceId::parse(follows).ok_or(Refusal::NotFound)?),
        };
        web.app.hand_in_source_of(&who, &id, Paper::Source, follows, file).await
    };
    match done.await {
        Ok(_) => Ok(back(&id).into_response()),
        Err(refusal) => {
            let why = said_beside(words, refusal).map_err(|it| asker.problem(it))?;
            let page = page(&web, &who, words, &id, Some(&why)).await.map_err(|it| asker.problem(it))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

pub(crate) async fn workbook(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>) -> Result<Response, Problem> {
    let made = web.app.trace_workbook(&who, &id).await.map_err(|it| asker.problem(it))?;
    Ok(attachment(&made.name, made.format.media_type(), made.bytes))
}

pub(super) fn back(id: &ProgrammeId) -> Redirect {
    Redirect::to(&format!("/programmes/{id}/source"))
}

/// Which source; none where it is empty.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tie {
    source: String,
}

pub(crate) async fn tie(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>, Filled(form): Filled<Tie>) -> Result<Redirect, Problem> {
    let source = match form.source.as_str() {
        "" => None,
        source => Some(SourceId::parse(source).ok_or_else(|| asker.problem(Refusal::NotFound))?),
    };
    web.app.link_source(&who, &id, Paper::Source, source).await.map_err(|it| asker.problem(it))?;
    Ok(back(&id))
}
