//! The register of who may sign, and the choice of a signer for a programme.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::programme::{Change, fingerprint_of_head};
use hanhdong_actions::publication::NewAuthority;
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::organisation::{AuthorityId, ProgrammeId, UnitId};
use hanhdong_domain::programme::Document;
use hanhdong_domain::publication::{Capacity, SigningAuthority};
use maud::{Markup, html};
use serde::Deserialize;

use crate::form::{self, Filled, Mend};
use crate::frame::Page;
use crate::look::button::{self, Weight};
use crate::look::field::Field;
use crate::look::notice;
use crate::look::table::{Row, table};
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::{Words, day};

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<UnitId>) -> Result<Markup, Problem> {
    page(&web, words, &who, &id, None).await.map_err(|it| asker.problem(it))
}

async fn page(web: &Web, words: Words, who: &Who, id: &UnitId, refusal: Option<&Refusal>) -> Result<Markup, Refusal> {
    let register = web.app.signers(who, id).await?;
    let title = words.say("signers-title");
    let columns = [words.say("signers-name"), words.say("signers-block"), words.say("signers-days"), words.say("signers-end")];
    let rows: Vec<Row> = register.iter().map(|it| row(words, who, it)).collect();
    let capacities = Capacity::ALL.map(|it| (it.name(), words.say(&format!("capacity-{}", it.name().replace('_', "-")))));
    Ok(Page::of(words, who, &title).step(format!("/units/{id}/book"), words.say("book-title")).show(html! {
        h1 { (title) }
        p.hint { (words.say("signers-intro")) }
        (form::alert(words, refusal))
        @if rows.is_empty() { (notice::empty(&words.say("signers-none"), None)) }
        @else { (table(&title, &columns, &rows)) }
        h2 #enter { (words.say("signers-enter")) }
        form.fields method="post" action={ "/units/" (id) "/signers" } {
            (Field::line("name", words.say("field-name")).length_max(200).required().mend(words, refusal))
            (Field::line("post", words.say("field-post")).hint(words.say("signers-post-hint")).length_max(200).mend(words, refusal))
            (Field::choice("capacity", words.say("field-capacity"), capacities).mend(words, refusal))
            (Field::line("of", words.say("field-of")).hint(words.say("signers-of-hint")).length_max(200).mend(words, refusal))
            (Field::line("symbol", words.say("field-symbol")).hint(words.say("signers-symbol-hint")).example("CTr").length_max(20).mend(words, refusal))
            (Field::day("from", words.say("field-from")).value(who.today().to_string()).required().mend(words, refusal))
            (Field::day("until", words.say("field-until")).mend(words, refusal))
            (button::submit(&words.say("signers-enter-do"), Weight::Main))
        }
    }))
}

/// The block as it is printed, on one line.
fn block(it: &SigningAuthority) -> String {
    let printed = it.signature();
    printed.authority.into_iter().chain(printed.title).collect::<Vec<_>>().join(", ")
}

fn row(words: Words, who: &Who, it: &SigningAuthority) -> Row {
    let days = match it.until_on {
        Some(end) => words.with("signers-from-until", &[("from", day(it.from_on).into()), ("until", day(end).into())]),
        None => words.with("signers-from", &[("from", day(it.from_on).into())]),
    };
    let has_ended = it.until_on.is_some_and(|end| end <= who.today());
    let kind = it.kind.as_deref().map(|kind| words.with("signers-only", &[("kind", kind.into())]));
    let end = html! {
        @if !has_ended {
            form.fields method="post" action={ "/signers/" (it.id) "/end" } {
                (Field::day("on", words.say("signers-end-on")).id(format!("end-{}", it.id)).required())
                (button::submit(&words.say("signers-end-do"), Weight::Danger))
            }
        }
    };
    Row::of(vec![html! { (it.name) }, html! { (block(it)) @if let Some(kind) = kind { p.hint { (kind) } } }, html! { (days) }, end])
}

/// A line to be entered.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entered {
    name: String,
    post: String,
    capacity: String,
    of: String,
    symbol: String,
    from: String,
    until: String,
}

pub(crate) async fn enter(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<UnitId>, Filled(form): Filled<Entered>) -> Result<Response, Problem> {
    let done = async {
        let capacity = Capacity::of_name(&form.capacity).ok_or(Refusal::Field { field: "capacity", why: "unknown" })?;
        let until_on = if form.until.trim().is_empty() { None } else { Some(form::date("until", &form.until)?) };
        let from_on = form::date("from", &form.from)?;
        let new = NewAuthority { person: None, name: form.name.clone(), post: form.post.clone(), capacity, of: form.of.clone(), kind: form.symbol.clone(), from_on, until_on };
        web.app.enter_signer(&who, &id, new).await
    };
    match done.await {
        Ok(()) => Ok(Redirect::to(&format!("/units/{id}/signers")).into_response()),
        Err(refusal) => mended(&web, words, &who, &id, refusal).await.map_err(|it| asker.problem(it)),
    }
}

async fn mended(web: &Web, words: Words, who: &Who, id: &UnitId, refusal: Refusal) -> Result<Response, Refusal> {
    if !form::is_mendable(&refusal) {
        return Err(refusal);
    }
    Ok((form::status(Some(&refusal)), page(web, words, who, id, Some(&refusal)).await?).into_response())
}

/// From which day on somebody no longer signs.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct End {
    on: String,
}

pub(crate) async fn end(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<AuthorityId>, Filled(form): Filled<End>) -> Result<Redirect, Problem> {
    let done = async { web.app.end_signer(&who, &id, form::date("on", &form.on)?).await };
    let of = done.await.map_err(|it| asker.problem(it))?;
    Ok(Redirect::to(&format!("/units/{of}/signers")))
}

/// The choice of a signer, for who edits the head; nothing where the house keeps no register.
pub(crate) async fn picker(web: &Web, words: Words, who: &Who, id: &ProgrammeId, document: &Document) -> Result<Markup, Refusal> {
    let signers = web.app.signers_for(who, id, document.date.unwrap_or(who.today())).await?;
    let choices = signers.iter().map(|it| (it.id.as_str(), format!("{}: {}", it.name, block(it))));
    Ok(html! {
        @if !signers.is_empty() {
            form.fields method="post" action={ "/programmes/" (id) "/signer" } {
                input type="hidden" name="seen" value=(fingerprint_of_head(document));
                (Field::choice("signer", words.say("signers-choose"), choices).hint(words.say("signers-choose-hint")))
                (button::submit(&words.say("signers-choose-do"), Weight::Plain))
            }
        }
    })
}

/// Who is to sign.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Chosen {
    signer: String,
    seen: String,
}

pub(crate) async fn choose(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>, Filled(form): Filled<Chosen>) -> Result<Redirect, Problem> {
    let done = async {
        let opened = web.app.open(&who, &id).await?;
        opened.editable()?;
        let document = &opened.programme.document;
        let signers = web.app.signers_for(&who, &id, document.date.unwrap_or(who.today())).await?;
        let signer = signers.iter().find(|it| it.id.as_str() == form.signer).ok_or(Refusal::Field { field: "signer", why: "unknown" })?;
        let document = Document { signature: signer.signature(), ..document.clone() };
        if document != opened.programme.document {
            web.app.edit(&who, &id, Change::Head { seen: form.seen.clone(), document: Box::new(document) }).await?;
        }
        Ok(())
    };
    done.await.map_err(|it: Refusal| asker.problem(it))?;
    Ok(Redirect::to(&format!("/programmes/{id}/head")))
}
