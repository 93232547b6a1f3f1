//! Three texts of one item: what it was opened with, what was typed, what stands there now. And the sign that somebody
//! else is typing.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::Refusal;
use hanhdong_actions::programme::{Change, Kind, Sheet, Slot, SlotMerge, Take, Typing, fingerprint, merge, settle, sheet_of_node};
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::Anchor;
use maud::{Markup, Render, html};

use super::form::{label, redline};
use super::item::node_of;
use super::piece::{At, Posted, besides, draft_at};
use super::show::path_to;
use crate::form::{Bare, Filled};
use crate::look::button::{self, Weight};
use crate::look::facts::facts;
use crate::look::field::{Field, Of, Tick, ticks};
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::Words;

/// Says who else is typing, above the form; empty where nobody is. A script puts it in anew at every key.
pub(super) fn typing(words: Words, here: &str, anchor: &Anchor, typing: Option<&Typing>, swaps: bool) -> Markup {
    html! {
        div id={ "typing-" (anchor) } role="status" hx-swap-oob=[swaps.then_some("true")] {
            @if let Some(typing) = typing {
                div.finding.warning {
                    p { (words.with("typing-other", &[("by", typing.by.as_str().into())])) }
                    (button::act(&words.say("typing-take-over"), &format!("{here}/take-over"), Weight::Plain, &[]))
                }
            }
        }
    }
}

/// The form by which each field is settled: what only one changed is offered as taken, what both changed is chosen.
pub(super) fn form(words: Words, base: Option<&Sheet>, mine: &Sheet, theirs: &Sheet, (action, seen): (&str, &str)) -> Markup {
    let found = merge(base, mine, theirs);
    html! {
        details open {
            summary { (words.say("merge-title")) }
            p { (words.say("merge-words")) }
            form.fields method="post" action=(action) {
                input type="hidden" name="seen" value=(seen);
                input type="hidden" name="item-kind" value=(mine.kind.name());
                @for it in &found { (field(words, mine.kind, it)) }
                (button::submit(&words.say("merge-do"), Weight::Main))
            }
        }
    }
}

fn field(words: Words, kind: Kind, it: &SlotMerge) -> Markup {
    let name = it.slot.name;
    let base = it.base.as_deref();
    let against = |text: &str| base.map_or_else(|| html! { (text) }, |base| redline(base, text));
    let mut shown = vec![(words.say("merge-base"), base.map_or_else(|| html! { (words.say("merge-base-unknown")) }, |it| html! { (it) }))];
    shown.push((words.say("merge-theirs"), against(&it.theirs)));
    shown.push((words.say("merge-mine"), against(&it.mine)));
    if let Some(merged) = &it.merged {
        shown.push((words.say("merge-take-merged"), redline(&it.theirs, merged)));
    }
    let take = format!("take-{name}");
    let choices = ["merged", "mine", "theirs", "words"].into_iter().filter(|way| *way != "merged" || it.merged.is_some());
    let tick =
        |way: &'static str| Tick { id: format!("{take}-{way}"), name: &take, value: way, label: words.say(&format!("merge-take-{way}")), is_on: way == "merged", more: None };
    let proposed = it.merged.as_deref().unwrap_or(&it.mine);
    html! {
        section {
            h3 { (label(words, kind, it.slot)) }
            (facts(shown))
            input type="hidden" name={ "mine-" (name) } value=(it.mine);
            @if let Some(merged) = &it.merged { input type="hidden" name={ "merged-" (name) } value=(merged); }
            (ticks(&words.say("merge-take"), None, Of::One, &choices.map(tick).collect::<Vec<_>>()))
            (Field::lines("words", words.say("merge-own-words"), proposed, (1, 12)).called(&format!("words-{name}")).render())
        }
    }
}

/// What was taken of each field; a name that the form does not have is refused.
fn taken(kind: Kind, pairs: &[(String, String)]) -> Result<Vec<(&'static str, Take)>, Refusal> {
    let unknown = || Refusal::Field { field: "form", why: "unknown" };
    let slot = |name: &str| kind.slots().iter().find(|it| it.name == name).ok_or_else(unknown);
    let said = |of: &str, slot: &Slot| besides(pairs, &format!("{of}-{}", slot.name)).map(str::to_owned).ok_or_else(unknown);
    let mut out = Vec::new();
    for (name, value) in pairs {
        let (of, rest) = name.split_once('-').unwrap_or((name, ""));
        match of {
            "seen" => {}
            "item" if rest == "kind" => {}
            "mine" | "merged" | "words" => drop(slot(rest)?),
            "take" => {
                let slot = slot(rest)?;
                let take = match value.as_str() {
                    "mine" => Take::Mine(said("mine", slot)?),
                    "theirs" => Take::Theirs,
                    "merged" => Take::Words(said("merged", slot)?),
                    "words" => Take::Words(said("words", slot)?),
                    _ => return Err(unknown()),
                };
                out.push((slot.name, take));
            }
            _ => return Err(unknown()),
        }
    }
    // A field both of whose texts came with the form was to be settled.
    let is_settled = |name: &str| out.iter().any(|it| it.0 == name);
    let open = pairs.iter().filter_map(|it| it.0.strip_prefix("mine-")).any(|it| !is_settled(it));
    if open { Err(Refusal::Field { field: "merge", why: "not-taken" }) } else { Ok(out) }
}

pub(crate) async fn settle_fields(
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
    let unknown = || problem(Refusal::Field { field: "form", why: "unknown" });
    let kind = besides(&pairs, "item-kind").and_then(Kind::of_name).ok_or_else(unknown)?;
    let seen = besides(&pairs, "seen").ok_or_else(unknown)?.to_owned();
    let taken = taken(kind, &pairs).map_err(problem)?;
    let there = node_of(&opened, &anchor).filter(|it| Kind::of(it) == kind);
    // What was settled by now stands for mine where somebody was there first once more.
    let theirs = there.map_or_else(|| Sheet::new(kind), sheet_of_node);
    let sheet = settle(&theirs, &taken).map_err(|it| problem(Refusal::Field { field: "merge", why: it.why }))?;
    let posted = Posted { sheet, refusals: Vec::new(), seen: seen.clone(), done: true };
    let Some(there) = there.filter(|it| fingerprint(it) == seen) else {
        let now = there.map(hanhdong_actions::programme::write_node).unwrap_or_default();
        return Ok(super::item::changed(&web, &who, words, &id, &anchor, &posted, &now, false).await);
    };
    let node = posted.node(&anchor, Some(there)).map_err(|it| problem(Refusal::Field { field: "merge", why: it.first().map_or("does-not-read", |it| it.why) }))?;
    if fingerprint(&node) != fingerprint(there) {
        match web.app.edit(&who, &id, Change::Item { anchor: anchor.clone(), seen, node: Some(node) }).await {
            Ok(_) => {}
            Err(Refusal::Changed { now }) => return Ok(super::item::changed(&web, &who, words, &id, &anchor, &posted, &now, false).await),
            Err(refusal) => return Err(problem(refusal)),
        }
    }
    web.app.end_typing(&who, &id, &anchor).await.map_err(problem)?;
    Ok(Redirect::to(&path_to(&id, Some(&anchor))).into_response())
}

pub(crate) async fn take_over(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>, At(anchor): At, _: Bare) -> Result<Redirect, Problem> {
    web.app.take_over(&who, &id, &anchor).await.map_err(|it| asker.problem(it))?;
    Ok(Redirect::to(&format!("/programmes/{id}/items/{anchor}/edit")))
}
