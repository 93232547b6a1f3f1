//! Handover: what a person holds, item by item, with who follows; and the record, as the file it was kept as.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::{Handing, Handover, Open, OpenWhat, Refusal, Who};
use hanhdong_domain::organisation::{AccountState, FileId, Passing, PersonId};
use maud::{Markup, html};

use crate::form::{self, Filled};
use crate::frame::Page;
use crate::look::button::{self, Weight};
use crate::look::field::{Field, Of, Tick, ticks};
use crate::look::notice;
use crate::organisation::delegation;
use crate::problem::{Asker, Problem};
use crate::programme::{WORD, attachment};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::Words;

pub(super) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<PersonId>) -> Result<Markup, Problem> {
    let open = web.app.handover_of(&who, &id).await.map_err(|it| asker.problem(it))?;
    Ok(page(words, &who, &open, &BTreeMap::new(), None))
}

pub(super) async fn hand_over(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<PersonId>,
    Filled(form): Filled<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    let handing = read(&form).map_err(|it| asker.problem(it))?;
    let open = web.app.handover_of(&who, &id).await.map_err(|it| asker.problem(it))?;
    match web.app.hand_over(&who, &id, handing).await {
        Ok(_) => Ok(Redirect::to(&format!("/people/{id}?done=handed-over")).into_response()),
        Err(refusal) if form::is_mendable(&refusal) => Ok((form::status(Some(&refusal)), page(words, &who, &open, &form, Some(&refusal))).into_response()),
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

pub(super) async fn record(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<FileId>) -> Result<Response, Problem> {
    let (name, bytes) = web.app.handover_record(&who, &id).await.map_err(|it| asker.problem(it))?;
    Ok(attachment(&name, WORD, bytes))
}

/// The form has a field for each item that the person holds; which ones is asked of the items, not of the form.
fn read(form: &BTreeMap<String, String>) -> Result<Handing, Refusal> {
    let mut handing = Handing { passings: BTreeMap::new(), closes_account: false, seen: String::new() };
    for (name, value) in form {
        match (name.as_str(), value.as_str()) {
            ("seen", seen) => seen.clone_into(&mut handing.seen),
            ("account", "close") => handing.closes_account = true,
            ("account", "") => {}
            (key, _) if ["role-", "post-", "draft-"].iter().all(|it| !key.starts_with(it)) => return Err(Refusal::Field { field: "form", why: "unknown" }),
            (key, "keep") => drop(handing.passings.insert(key.to_owned(), Passing::Keep)),
            (key, "end") => drop(handing.passings.insert(key.to_owned(), Passing::End)),
            (key, person) => {
                let person = PersonId::parse(person).ok_or(Refusal::Field { field: "successor", why: "unknown" })?;
                handing.passings.insert(key.to_owned(), Passing::To(person));
            }
        }
    }
    Ok(handing)
}

fn page(words: Words, who: &Who, open: &Handover, typed: &BTreeMap<String, String>, refusal: Option<&Refusal>) -> Markup {
    let title = words.with("handover-of", &[("name", open.person.name.as_str().into())]);
    let may_close = matches!(open.account, Some(AccountState::Open | AccountState::Invited)) && open.person.id != *who.id();
    let close = Tick { id: "account-close".to_owned(), name: "account", value: "close", label: words.say("handover-close"), is_on: typed.contains_key("account"), more: None };
    Page::of(words, who, &title).step("/units", words.say("units-title")).step(format!("/people/{}", open.person.id), open.person.name.as_str()).show(html! {
        h1 { (title) }
        p { (words.say("handover-intro")) }
        (form::alert(words, refusal))
        form.fields method="post" action={ "/people/" (open.person.id) "/handover" } {
            input type="hidden" name="seen" value=(open.seen);
            h2 #successor { (words.say("handover-items")) }
            @if open.items.is_empty() { (notice::empty(&words.say("handover-nothing"), None)) }
            @for item in &open.items { (self::item(words, open, item, typed)) }
            @if !open.lent.is_empty() {
                h2 { (words.say("delegation-title")) }
                p { (words.say("handover-lent")) }
                (delegation::list(words, &open.lent, |_| false))
            }
            @if may_close {
                h2 { (words.say("field-account")) }
                (ticks(&words.say("handover-account"), None, Of::Any, &[close]))
            }
            (button::submit(&words.say("handover-do"), Weight::Main))
        }
    })
}

/// One item, with what may become of it.
fn item(words: Words, open: &Handover, item: &Open, typed: &BTreeMap<String, String>) -> Markup {
    let ends = (!matches!(item.what, OpenWhat::Draft(..) | OpenWhat::Section(..))).then(|| ("end".to_owned(), words.say("handover-end").into_owned()));
    let people = open.successors.iter().map(|it| (it.id.to_string(), words.with("handover-to", &[("name", it.name.as_str().into())]).into_owned()));
    let choices = std::iter::once(("keep".to_owned(), words.say("handover-keep").into_owned())).chain(ends).chain(people);
    let value = typed.get(&item.key).map_or("keep", String::as_str);
    html! { (Field::choice("item", said(words, item), choices).called(&item.key).value(value)) }
}

/// An item in words: what it is, and where.
fn said(words: Words, item: &Open) -> String {
    let what = match &item.what {
        OpenWhat::Role(grant) => words.with("handover-role", &[("role", words.say(&format!("role-{}", grant.role.name())).into_owned().into())]),
        OpenWhat::Post(post) => words.with("handover-post", &[("title", post.title.as_str().into())]),
        OpenWhat::Draft(_, Some(title)) => words.with("handover-draft", &[("title", title.as_str().into())]),
        OpenWhat::Draft(_, None) => words.say("handover-draft-unread"),
        OpenWhat::Section(_, _, Some((section, title))) => words.with("handover-section", &[("section", section.as_str().into()), ("title", title.as_str().into())]),
        OpenWhat::Section(_, _, None) => words.say("handover-section-unread"),
        OpenWhat::Lead(_, Some(title)) => words.with("handover-lead", &[("title", title.as_str().into())]),
        OpenWhat::Lead(_, None) => words.say("handover-lead-unread"),
    };
    format!("{what}, {}", item.unit.name)
}
