//! Is this paper genuine? Asked with the file, its fingerprint, or the letters at its foot; for whoever is logged in, and for
//! anybody where a house allows it.

use axum::extract::{FromRequestParts, OptionalFromRequestParts, State};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use hanhdong_actions::publication::{Known, Standing};
use hanhdong_actions::{Refusal, Who};
use maud::{Markup, html};

use super::issued::form_key;
use crate::form::{self, Mend};
use crate::frame::Page;
use crate::look::button::{self, Weight};
use crate::look::facts::facts;
use crate::look::field::Field;
use crate::look::notice;
use crate::problem::{Asker, Problem};
use crate::programme::Upload;
use crate::request::In;
use crate::state::Web;
use crate::words::{Words, day};

/// Whoever may ask: logged in, or anybody where a house lets strangers. Taken from the head of the request, so that whoever
/// may not ask is turned away before a byte of a file is read.
pub(crate) struct MayAsk(Option<Who>);

impl FromRequestParts<Web> for MayAsk {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Self::Rejection> {
        if let Some(In(who)) = <In as OptionalFromRequestParts<Web>>::from_request_parts(parts, web).await? {
            return Ok(MayAsk(Some(who)));
        }
        match web.app.is_verification_open().await {
            Ok(true) => Ok(MayAsk(None)),
            Ok(false) => Err(Problem::of(parts, Refusal::NotLoggedIn)),
            Err(refusal) => Err(Problem::of(parts, refusal)),
        }
    }
}

pub(crate) async fn show(MayAsk(who): MayAsk, words: Words) -> Markup {
    page(words, who.as_ref(), None, None)
}

pub(crate) async fn ask(State(web): State<Web>, MayAsk(who): MayAsk, words: Words, asker: Asker, upload: Upload) -> Result<Response, Problem> {
    let asked = async {
        let mut upload = upload.taken(&["hash"], &["paper"])?;
        match upload.file("paper") {
            Some(file) => web.app.verify_file(who.as_ref(), &file.bytes).await,
            None if upload.field("hash").is_empty() => Err(Refusal::Field { field: "hash", why: "file-or-hash" }),
            None => web.app.verify_hash(who.as_ref(), upload.field("hash")).await,
        }
    };
    match asked.await {
        Ok(found) => Ok(page(words, who.as_ref(), Some(found.as_ref()), None).into_response()),
        Err(refusal) if form::is_mendable(&refusal) => Ok((form::status(Some(&refusal)), page(words, who.as_ref(), None, Some(&refusal))).into_response()),
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

/// `found`: nothing was asked; nothing was found; this was found.
fn page(words: Words, who: Option<&Who>, found: Option<Option<&Known>>, refusal: Option<&Refusal>) -> Markup {
    let title = words.say("verify-title");
    let page = match who {
        Some(who) => Page::of(words, who, &title),
        None => Page::for_anybody(words, &title),
    };
    page.show(html! {
        h1 { (title) }
        @match found {
            Some(Some(known)) => { (about(words, known)) }
            Some(None) => { (notice::refused(&words.say("verify-unknown"), &words.say("verify-unknown-why"))) }
            None => { p { (words.say("verify-intro")) } }
        }
        (form::alert(words, refusal))
        form.fields method="post" action="/verify" enctype="multipart/form-data" {
            (Field::file("paper", words.say("verify-file"), ".docx,.pdf").mend(words, refusal))
            (Field::line("hash", words.say("field-hash")).hint(words.say("verify-hash-hint")).length_max(100).mend(words, refusal))
            (button::submit(&words.say("verify-do"), Weight::Main))
        }
        p.hint { (words.say("verify-limits")) }
    })
}

fn about(words: Words, known: &Known) -> Markup {
    let standing = match &known.standing {
        Standing::Stands => None,
        Standing::Replaced { number, on } => Some(words.with("issued-replaced-by", &[("number", number.as_str().into()), ("date", day(*on).into())])),
    };
    let what = known.form.map_or_else(|| words.say("verify-text"), |it| words.say(form_key(it)));
    html! {
        (notice::done(&words.say("verify-genuine"), None))
        @for (number, on) in &known.corrected_by { (notice::beware(&words.with("issued-corrected-by", &[("number", number.as_str().into()), ("date", day(*on).into())]))) }
        @if let Some(standing) = standing { (notice::beware(&standing)) }
        (facts([
            (words.say("issue-number"), html! { (known.number) }),
            (words.say("issue-date"), html! { (day(known.on)) }),
            (words.say("issued-by"), html! { (known.issuer) }),
            (words.say("verify-paper"), html! { (known.kind) " " (known.title) }),
            (words.say("verify-what"), html! { (what) }),
        ]))
        @if let Some(id) = &known.programme { p { a href={ "/programmes/" (id) "/issued" } { (words.say("verify-see")) } } }
    }
}
