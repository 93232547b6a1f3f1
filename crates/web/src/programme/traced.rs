//! What people say of where items come from: ties to the source, what a new version of it broke, what is new and why.

use axum::extract::State;
use axum::response::Redirect;
use hanhdong_actions::programme::Opened;
use hanhdong_actions::{Beside, Now, Refusal, Retrace};
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::{Anchor, Item, Whence};
use maud::{Markup, html};
use serde::Deserialize;

use super::form::redline;
use super::source::{back, items, link_to_item};
use crate::api::SaidWhence;
use crate::form::Filled;
use crate::look::button::{self, Weight, submit};
use crate::look::field::Field;
use crate::look::outline::{self, outline};
use crate::look::table::{Row, table};
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::Words;

/// What a new version of the source says otherwise, and what it no longer speaks of: nothing else wants looking at.
pub(super) fn retraced(words: Words, opened: &Opened, beside: &Beside) -> Markup {
    let broken: Vec<&Retrace> = beside.retraced.iter().filter(|it| !matches!(it.now, Now::Same(_))).collect();
    let ours = items(&opened.programme);
    let id = &opened.row.id;
    let row = |it: &&Retrace| {
        let item = html! { @if let Some(item) = ours.get(&it.item) { (link_to_item(id, *item)) } @else { (it.item) } };
        let now = html! {
            @match &it.now {
                Now::Changed { words: now, .. } => { (redline(&it.words, now)) }
                Now::Gone | Now::Same(_) => { (it.words) p { span.badge.unmet { (words.say("source-gone")) } } }
            }
        };
        let acts = html! {
            @if opened.may_edit {
                @if let Some(anchor) = it.now.anchor() {
                    (button::act(&words.say("trace-keep"), &format!("/programmes/{id}/traces"), Weight::Plain, &[("item", it.item.as_str()), ("statement", anchor.as_str()), ("instead", it.theirs.as_str())])) " "
                }
                (button::act(&words.say("trace-end"), &format!("/programmes/{id}/traces"), Weight::Danger, &[("item", it.item.as_str()), ("end", it.theirs.as_str())]))
            }
        };
        Row::of(vec![item, now, acts]).marked(true)
    };
    let same = beside.retraced.len() - broken.len();
    html! {
        @if !beside.retraced.is_empty() { p { (words.with("source-retraced", &[("same", same.into()), ("broken", broken.len().into())])) } }
        @if !broken.is_empty() {
            section {
                h2 #broken { (words.say("source-broken")) }
                (table(&words.say("source-broken"), &["source-item", "source-there-now", "source-do"].map(|it| words.say(it)), &broken.iter().map(row).collect::<Vec<_>>()))
            }
        }
    }
}

/// What is new by somebody's word, with the reason.
pub(super) fn new_items(words: Words, opened: &Opened) -> Markup {
    let ours = items(&opened.programme);
    let reason = |it: &Whence| match it {
        Whence::New { reason } => Some(reason.clone()),
        Whence::From { .. } => None,
    };
    let said = opened.programme.traces.iter().filter_map(|(item, said)| Some((item, said.iter().find_map(reason)?)));
    let rows: Vec<(Item<'_>, String)> = said.filter_map(|(item, reason)| Some((*ours.get(item)?, reason))).collect();
    html! {
        @if !rows.is_empty() {
            section {
                h2 { (words.say("source-new-items")) }
                (outline(rows.into_iter().map(|(item, reason)| outline::Row::of(link_to_item(&opened.row.id, item)).glance(vec![(Some(words.say("trace-reason")), reason.into())]))))
            }
        }
    }
}

/// The form by which an item is said to be new, and why.
pub(super) fn say_new(words: Words, id: &ProgrammeId, item: Item<'_>) -> Markup {
    html! {
        details {
            summary { (words.say("trace-new")) }
            form.fields method="post" action={ "/programmes/" (id) "/traces" } {
                input type="hidden" name="item" value=(item.anchor());
                (Field::line("reason", words.say("trace-reason")).id(format!("reason-{}", item.anchor())).length_max(1000).required())
                (submit(&words.say("trace-new-do"), Weight::Plain))
            }
        }
    }
}

/// What is said of an item.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Said {
    item: String,
    statement: Option<String>,
    instead: Option<String>,
    end: Option<String>,
    reason: Option<String>,
}

pub(crate) async fn say(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>, Filled(said): Filled<Said>) -> Result<Redirect, Problem> {
    let asked = Anchor::new(&said.item).zip(SaidWhence { statement: said.statement, instead: said.instead, end: said.end, reason: said.reason }.saying());
    let (item, saying) = asked.ok_or_else(|| asker.problem(Refusal::Field { field: "form", why: "unknown" }))?;
    web.app.say_whence(&who, &id, &item, saying).await.map_err(|it| asker.problem(it))?;
    Ok(back(&id))
}
