//! One item: edited, moved, taken out. The same form saves while one types, where a script asks.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::programme::{Change, Kind, Opened, Reviewed, Sheet, SlotRefusal, Typing, fingerprint, sheet_of_node, sheet_seen};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::{Anchor, Node};
use maud::{Markup, html};
use serde::Deserialize;

use super::form::{self, Conflict};
use super::leaf;
use super::merge;
use super::outline::{Outline, first_words, kind_word};
use super::piece::{AsPiece, At, Posted, Seen, besides, draft, draft_at};
use super::show::{path_to, retarget};
use crate::form::Filled;
use crate::frame;
use crate::look::button::{self, Weight};
use crate::look::field;
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::Words;

/// The node with this anchor.
pub(super) fn node_of<'a>(opened: &'a Opened, anchor: &Anchor) -> Option<&'a Node> {
    let (part, at) = opened.programme.position(anchor)?;
    opened.programme.parts.get(part)?.nodes.get(at)
}

pub(crate) async fn edit(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    At(anchor): At,
    AsPiece(piece): AsPiece,
) -> Result<Response, Problem> {
    let reviewed = web.app.review(&who, &id, words.0).await.map_err(|it| asker.problem(it))?;
    reviewed.opened.editable_at(&anchor).map_err(|it| asker.problem(it))?;
    let node = node_of(&reviewed.opened, &anchor).ok_or_else(|| asker.problem(Refusal::NotFound))?;
    let typing = web.app.typing(&who, &id, &anchor).await.map_err(|it| asker.problem(it))?;
    let editor = Editor { words, reviewed: &reviewed, anchor: &anchor, sheet: &sheet_of_node(node), seen: &fingerprint(node), refusals: &[], typing };
    Ok(if piece { editor.shown().into_response() } else { editor.page(&who).into_response() })
}

/// The form of an item with what belongs to it.
struct Editor<'a> {
    words: Words,
    reviewed: &'a Reviewed,
    anchor: &'a Anchor,
    sheet: &'a Sheet,
    seen: &'a str,
    refusals: &'a [SlotRefusal],
    /// Who else is typing into it.
    typing: Option<Typing>,
}

impl Editor<'_> {
    fn page(&self, who: &Who) -> Markup {
        let title = kind_word(self.words, self.sheet.kind);
        let main = html! {
            (Outline::of(self.words, self.reviewed).summary(false))
            ul.outline { (self.shown()) }
        };
        leaf::below(self.words, who, &self.reviewed.opened, &title, main)
    }

    fn shown(&self) -> Markup {
        let (words, anchor, id) = (self.words, self.anchor, &self.reviewed.opened.row.id);
        let here = format!("/programmes/{id}/items/{anchor}");
        let ties = matches!(self.sheet.kind, Kind::Task | Kind::Work);
        html! {
            li.item.editing id={ "i-" (anchor) } {
                (merge::typing(words, &here, anchor, self.typing.as_ref(), false))
                form.fields method="post" action={ (here) "/edit" } data-autosave hx-post={ (here) "/edit" } hx-trigger="autosave, submit" hx-swap="none" hx-sync="this:queue last" {
                    (form::refused(words, anchor.as_str(), self.sheet.kind, self.refusals))
                    (form::fields(words, anchor.as_str(), self.sheet, self.refusals))
                    (seen_field(anchor, self.seen, false))
                    input type="hidden" name="item-kind" value=(self.sheet.kind.name());
                    input type="hidden" name="open" value=(anchor) data-open;
                    span hidden hx-post={ (here) "/look" } hx-trigger="input from:closest form" hx-swap="none" hx-sync="this:queue last" {}
                    (unread(anchor, "", false))
                    (field::autosave_state(words))
                    p.doings { button.button type="submit" name="done" value="1" { (words.say("do-save")) } " " (button::link(&words.say("do-leave"), &path_to(id, Some(anchor)), Weight::Plain)) }
                }
                (Outline::of(words, self.reviewed).findings(anchor, false))
                div.doings {
                    @if ties { (button::link(&words.say("do-tie"), &format!("{here}/ties"), Weight::Plain)) }
                    @if let Some((part, at)) = self.reviewed.opened.programme.position(anchor) {
                        (button::link(&words.say("do-add-after"), &format!("/programmes/{id}/new?kind={}&part={part}&at={}", self.sheet.kind.name(), at + 1), Weight::Plain))
                    }
                    @if self.reviewed.opened.may_edit {
                        (self.moves(&here))
                        (button::act(&words.say("do-remove"), &format!("{here}/remove"), Weight::Danger, &[("seen", self.seen)]))
                    }
                }
            }
        }
    }

    fn moves(&self, here: &str) -> Markup {
        let words = self.words;
        let programme = &self.reviewed.opened.programme;
        let part = programme.position(self.anchor).map(|it| it.0);
        html! {
            form method="post" action={ (here) "/move" } {
                button.button.plain type="submit" name="way" value="up" { (words.say("do-up")) }
                button.button.plain type="submit" name="way" value="down" { (words.say("do-down")) }
            }
            @if 1 < programme.parts.len() {
                form method="post" action={ (here) "/move" } {
                    label { (words.say("do-move-to")) " "
                        select name="part" { @for (number, it) in programme.parts.iter().enumerate() { @if Some(number) != part { option value=(number) { (first_words(&it.heading)) } } } }
                    }
                    button.button.plain type="submit" name="way" value="part" { (words.say("do-move")) }
                }
            }
        }
    }
}

/// What was seen, for the next save.
fn seen_field(anchor: &Anchor, seen: &str, swaps: bool) -> Markup {
    html! { input type="hidden" name="seen" id={ "seen-" (anchor) } value=(seen) hx-swap-oob=[swaps.then_some("true")]; }
}

/// A line below the form: which slot does not read, and why.
fn unread(anchor: &Anchor, text: &str, swaps: bool) -> Markup {
    html! { p.field-error id={ "unread-" (anchor) } role="status" hx-swap-oob=[swaps.then_some("true")] { (text) } }
}

#[allow(clippy::too_many_arguments, reason = "each is asked of the request by its type")]
pub(crate) async fn save(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    At(anchor): At,
    AsPiece(piece): AsPiece,
    Filled(pairs): Filled<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let problem = |it: Refusal| asker.problem(it);
    let opened = draft_at(&web, &who, &id, &anchor).await.map_err(problem)?;
    let there = node_of(&opened, &anchor);
    let kind = there.map(Kind::of).or_else(|| besides(&pairs, "item-kind").and_then(Kind::of_name)).ok_or_else(|| problem(Refusal::NotFound))?;
    let posted = Posted::read(kind, &pairs, &["item-kind", "open"]).map_err(problem)?;
    let node = posted.node(&anchor, there);
    let node = match node {
        Ok(node) => node,
        Err(refusals) => return refused(&web, &who, words, &asker, &id, &anchor, &posted, &refusals, piece).await,
    };
    let is_news = there.is_none_or(|it| fingerprint(it) != fingerprint(&node));
    if is_news {
        let change = Change::Item { anchor: anchor.clone(), seen: posted.seen.clone(), node: Some(node) };
        match web.app.edit(&who, &id, change).await {
            Ok(_) => {}
            Err(Refusal::Changed { now }) => return Ok(changed(&web, &who, words, &id, &anchor, &posted, &now, piece).await),
            Err(refusal) => return Err(problem(refusal)),
        }
    }
    if posted.done {
        web.app.end_typing(&who, &id, &anchor).await.map_err(problem)?;
    }
    if !piece {
        return Ok(Redirect::to(&path_to(&id, Some(&anchor))).into_response());
    }
    let reviewed = web.app.review(&who, &id, words.0).await.map_err(problem)?;
    let outline = Outline::of(words, &reviewed);
    let node = node_of(&reviewed.opened, &anchor).ok_or_else(|| problem(Refusal::NotFound))?;
    if posted.done {
        let item = node.item().map(|it| outline.item(it, false));
        let body = html! { @if let Some(item) = item { (item) } (outline.summary(true)) };
        return Ok((retarget(&format!("#i-{anchor}"), "outerHTML"), body).into_response());
    }
    // The fields stay as they are, with focus and caret: only what is around them is put in anew.
    let body = html! { (seen_field(&anchor, &fingerprint(node), true)) (unread(&anchor, "", true)) (outline.findings(&anchor, true)) (outline.summary(true)) };
    Ok(body.into_response())
}

/// What would be to look at again, if the item stood as it is typed now. Nothing is saved by it.
pub(crate) async fn look(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    At(anchor): At,
    Filled(pairs): Filled<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let problem = |it: Refusal| asker.problem(it);
    let opened = draft_at(&web, &who, &id, &anchor).await.map_err(problem)?;
    // Somebody may have taken it out a moment ago; saving says so.
    let Some(there) = node_of(&opened, &anchor) else { return Ok(StatusCode::NO_CONTENT.into_response()) };
    let kind = Kind::of(there);
    let posted = Posted::read(kind, &pairs, &["item-kind", "open"]).map_err(problem)?;
    let node = posted.node(&anchor, Some(there));
    let typing = web.app.say_typing(&who, &id, &anchor).await.map_err(problem)?;
    let typing = merge::typing(words, &format!("/programmes/{id}/items/{anchor}"), &anchor, typing.as_ref(), true);
    Ok(match node {
        Err(refusals) => html! { (typing) (unread(&anchor, &said_of(words, kind, &refusals), true)) }.into_response(),
        Ok(node) => {
            let reviewed = web.app.review_with(&who, opened, &anchor, node, words.0).await.map_err(problem)?;
            let outline = Outline::of(words, &reviewed);
            html! { (typing) (unread(&anchor, "", true)) (outline.findings(&anchor, true)) (outline.summary(true)) }.into_response()
        }
    })
}

/// Which slots do not read, and why.
fn said_of(words: Words, kind: Kind, refusals: &[SlotRefusal]) -> String {
    let said: Vec<String> = refusals.iter().map(|it| form::said_of(words, kind, it)).collect();
    format!("{} {}", words.say("not-saved"), said.join("; "))
}

/// A slot does not read: nothing was saved and nothing typed is lost.
#[allow(clippy::too_many_arguments, reason = "what a save has in hand")]
async fn refused(
    web: &Web,
    who: &Who,
    words: Words,
    asker: &Asker,
    id: &ProgrammeId,
    anchor: &Anchor,
    posted: &Posted,
    refusals: &[SlotRefusal],
    piece: bool,
) -> Result<Response, Problem> {
    if piece && !posted.done {
        let said = said_of(words, posted.sheet.kind, refusals);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, [("hx-reswap", "none")], unread(anchor, &said, true)).into_response());
    }
    let reviewed = web.app.review(who, id, words.0).await.map_err(|it| asker.problem(it))?;
    let editor = Editor { words, reviewed: &reviewed, anchor, sheet: &posted.sheet, seen: &posted.seen, refusals, typing: None };
    Ok(if piece { (retarget(&format!("#i-{anchor}"), "outerHTML"), editor.shown()).into_response() } else { (StatusCode::UNPROCESSABLE_ENTITY, editor.page(who)).into_response() })
}

/// Somebody was there first: both texts are shown. A script is answered with 200, for it puts in nothing else.
#[allow(clippy::too_many_arguments, reason = "what a save has in hand")]
pub(super) async fn changed(web: &Web, who: &Who, words: Words, id: &ProgrammeId, anchor: &Anchor, posted: &Posted, now: &str, piece: bool) -> Response {
    let last = web.app.open(who, id).await.map(|it| it.programme.parts.len().saturating_sub(1)).unwrap_or(0);
    let base = web.app.seen_before(who, id, anchor, &posted.seen).await.unwrap_or(None);
    let conflict = Conflict {
        action: format!("/programmes/{id}/items/{anchor}/edit"),
        back: path_to(id, Some(anchor)),
        anew: Some((format!("/programmes/{id}/new"), vec![("item-kind", posted.sheet.kind.name().to_owned()), ("part", last.to_string()), ("at", usize::MAX.to_string())])),
        mine: &posted.sheet,
        theirs: form::theirs(posted.sheet.kind, now),
        three: Some((sheet_seen(base.as_ref()), format!("/programmes/{id}/items/{anchor}/merge"))),
    };
    if !piece {
        return conflict.page(words, who);
    }
    let body = html! { li.item.editing id={ "i-" (anchor) } { (conflict.shown(words)) input type="hidden" name="open" value=(anchor) data-open; } };
    (retarget(&format!("#i-{anchor}"), "outerHTML"), body).into_response()
}

pub(crate) async fn remove(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    At(anchor): At,
    Filled(form): Filled<Seen>,
) -> Result<Response, Problem> {
    match web.app.edit(&who, &id, Change::Item { anchor: anchor.clone(), seen: form.seen, node: None }).await {
        Ok(_) => Ok(Redirect::to(&path_to(&id, None)).into_response()),
        Err(Refusal::Changed { now }) if !now.is_empty() => {
            let back = path_to(&id, Some(&anchor));
            let title = words.say("conflict-heading");
            let main = html! { h1 { (title) } p { (words.say("remove-changed")) } p { a.button href=(back) { (words.say("see-it")) } } };
            Ok((StatusCode::CONFLICT, frame::page(words, &who, &title, main)).into_response())
        }
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

/// Where it goes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Way {
    way: String,
    part: Option<usize>,
}

pub(crate) async fn go(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>, At(anchor): At, Filled(form): Filled<Way>) -> Result<Redirect, Problem> {
    let problem = |it: Refusal| asker.problem(it);
    let opened = draft(&web, &who, &id).await.map_err(problem)?;
    let (part, at) = opened.programme.position(&anchor).ok_or_else(|| problem(Refusal::NotFound))?;
    let count = opened.programme.parts.get(part).map_or(0, |it| it.nodes.len());
    let to = match (form.way.as_str(), form.part) {
        ("up", _) if 0 < at => Some((part, at - 1)),
        ("up", _) => part.checked_sub(1).map(|it| (it, usize::MAX)),
        ("down", _) if at + 1 < count => Some((part, at + 2)),
        ("down", _) => Some((part + 1, 0)).filter(|it| it.0 < opened.programme.parts.len()),
        ("part", Some(to)) if to < opened.programme.parts.len() => Some((to, usize::MAX)),
        _ => return Err(problem(Refusal::Field { field: "form", why: "unknown" })),
    };
    if let Some((part, at)) = to {
        web.app.edit(&who, &id, Change::Move { anchor: anchor.clone(), part, at }).await.map_err(problem)?;
    }
    Ok(Redirect::to(&path_to(&id, Some(&anchor))))
}
