//! A refusal as an answer: a status, words for people, and for programs problem+json with the message's key.

use axum::http::header::{ACCEPT, CONTENT_TYPE, RETRY_AFTER};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::Refusal;
use hanhdong_actions::StoreError;
use hanhdong_domain::Date;
use hanhdong_domain::programme::EditRefusal;
use hanhdong_domain::publication::{AuthorityRefusal, NumberRefusal, Taken};
use maud::html;
use serde_json::json;

use crate::frame;
use crate::words::{Words, day};

/// A refusal on its way to somebody.
#[derive(Debug)]
pub(crate) struct Problem {
    refusal: Refusal,
    words: Words,
    wants: Wants,
    /// Where the person was going, to come back to after logging in.
    path: String,
}

/// What the one who asked can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wants {
    Page,
    /// A piece of a page, for a script that puts it in.
    Piece,
    Json,
}

impl Problem {
    /// For whoever made this request.
    pub(crate) fn of(parts: &Parts, refusal: Refusal) -> Problem {
        Asker::of(parts).problem(refusal)
    }
    pub(crate) fn is_not_logged_in(&self) -> bool {
        matches!(self.refusal, Refusal::NotLoggedIn)
    }
}

/// Who asked, as far as an answer needs to know: taken from the request before its body is read.
#[derive(Clone, Debug)]
pub(crate) struct Asker {
    words: Words,
    wants: Wants,
    path: String,
}

impl Asker {
    pub(crate) fn of(parts: &Parts) -> Asker {
        let accepts = |kind: &str| parts.headers.get(ACCEPT).and_then(|it| it.to_str().ok()).is_some_and(|it| it.contains(kind));
        let path = parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
        let wants = if path.starts_with("/api/") || accepts("application/json") {
            Wants::Json
        } else if parts.headers.contains_key("hx-request") {
            Wants::Piece
        } else {
            Wants::Page
        };
        Asker { words: Words(crate::request::language(parts)), wants, path }
    }
    /// The language of the one who asked.
    pub(crate) fn words(&self) -> Words {
        self.words
    }
    /// Is it a program that asked?
    pub(crate) fn wants_json(&self) -> bool {
        self.wants == Wants::Json
    }
    pub(crate) fn problem(&self, refusal: Refusal) -> Problem {
        Problem { refusal, words: self.words, wants: self.wants, path: self.path.clone() }
    }
}

impl<S: Send + Sync> axum::extract::FromRequestParts<S> for Asker {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Asker::of(parts))
    }
}

/// Status and message key of a refusal.
pub(crate) fn status_and_key(refusal: &Refusal) -> (StatusCode, &'static str) {
    match refusal {
        Refusal::NotFound => (StatusCode::NOT_FOUND, "refusal-not-found"),
        Refusal::NotAllowed => (StatusCode::FORBIDDEN, "refusal-not-allowed"),
        Refusal::NotLoggedIn => (StatusCode::UNAUTHORIZED, "refusal-not-logged-in"),
        Refusal::WrongPassword => (StatusCode::UNAUTHORIZED, "refusal-wrong-password"),
        Refusal::TooManyTries { .. } => (StatusCode::TOO_MANY_REQUESTS, "refusal-too-many-tries"),
        Refusal::DeadLink => (StatusCode::GONE, "refusal-dead-link"),
        Refusal::Changed { .. } => (StatusCode::CONFLICT, "refusal-changed"),
        Refusal::Unfit(EditRefusal::Changed) => (StatusCode::CONFLICT, "refusal-changed"),
        Refusal::Unfit(EditRefusal::NoSuchPlace) => (StatusCode::UNPROCESSABLE_ENTITY, "refusal-no-such-place"),
        Refusal::Unfit(EditRefusal::AnchorTaken) => (StatusCode::UNPROCESSABLE_ENTITY, "refusal-anchor-taken"),
        Refusal::Unfit(EditRefusal::TieUnfit) => (StatusCode::UNPROCESSABLE_ENTITY, "refusal-tie-unfit"),
        Refusal::Unfit(EditRefusal::TooLarge) => (StatusCode::UNPROCESSABLE_ENTITY, "refusal-too-large"),
        Refusal::Issued => (StatusCode::CONFLICT, "refusal-issued"),
        Refusal::NothingToUndo => (StatusCode::CONFLICT, "refusal-nothing-to-undo"),
        Refusal::Field { .. } => (StatusCode::UNPROCESSABLE_ENTITY, "refusal-field"),
        Refusal::Number(_) => (StatusCode::UNPROCESSABLE_ENTITY, "refusal-number"),
        Refusal::Signer(_) => (StatusCode::UNPROCESSABLE_ENTITY, "refusal-signer"),
        Refusal::Unreadable => (StatusCode::BAD_REQUEST, "refusal-unreadable"),
        Refusal::TooLarge { .. } => (StatusCode::PAYLOAD_TOO_LARGE, "refusal-body-too-large"),
        Refusal::Paper(_) => (StatusCode::UNPROCESSABLE_ENTITY, "refusal-paper"),
        Refusal::KeyReused => (StatusCode::UNPROCESSABLE_ENTITY, "refusal-key-reused"),
        Refusal::Busy => (StatusCode::SERVICE_UNAVAILABLE, "refusal-busy"),
        Refusal::Store(StoreError::DiskFull) => (StatusCode::INSUFFICIENT_STORAGE, "refusal-disk-full"),
        Refusal::Store(StoreError::Unreachable(_) | StoreError::Stopping) => (StatusCode::SERVICE_UNAVAILABLE, "refusal-unreachable"),
        Refusal::Store(StoreError::Ended) => (StatusCode::UNPROCESSABLE_ENTITY, "refusal-unit-ended"),
        Refusal::Store(StoreError::Unknown(_)) => (StatusCode::SERVICE_UNAVAILABLE, "refusal-unknown-outcome"),
        Refusal::Store(_) | Refusal::Fault(_) => (StatusCode::INTERNAL_SERVER_ERROR, "refusal-fault"),
    }
}

/// A problem as data: what every problem+json says.
pub(crate) fn problem_data(words: Words, status: StatusCode, key: &str) -> serde_json::Value {
    json!({ "type": format!("urn:hanhdong:{key}"), "title": words.say(key), "status": status.as_u16(), "key": key })
}

/// Details of a refusal, in words.
pub(crate) fn details(refusal: &Refusal, words: Words) -> Option<String> {
    match refusal {
        Refusal::Field { field, why } => Some(format!("{}: {}", words.say(&format!("field-{field}")), words.say(&format!("why-{why}")))),
        Refusal::Paper(paper) => Some(paper.words(words.0)),
        Refusal::Number(number) => Some(number_words(number, words)),
        Refusal::Signer(signer) => Some(signer_words(signer, words)),
        Refusal::TooLarge { mebibytes } => Some(words.with("refusal-body-limit", &[("mebibytes", (*mebibytes).into())]).into_owned()),
        Refusal::TooManyTries { wait_seconds } => Some(words.with("refusal-wait", &[("seconds", (*wait_seconds).into())]).into_owned()),
        _ => None,
    }
}

/// Which rule a number breaks, and what to do.
fn number_words(refusal: &NumberRefusal, words: Words) -> String {
    let about = |key: &str, it: &Taken| words.with(key, &[("number", it.text.as_str().into()), ("date", day(it.on).into()), ("title", it.title.as_str().into())]);
    match refusal {
        NumberRefusal::Shape { example } => words.with("number-shape", &[("example", example.as_str().into())]),
        NumberRefusal::Kind { expected } => words.with("number-kind", &[("expected", expected.as_str().into())]),
        NumberRefusal::Body { expected } => words.with("number-body", &[("expected", expected.as_str().into())]),
        NumberRefusal::Taken(it) if it.is_cancelled => about("number-cancelled", it),
        NumberRefusal::Taken(it) => about("number-taken", it),
        NumberRefusal::Order(it) => about("number-order", it),
        NumberRefusal::GivenHere => words.say("number-given-here"),
        NumberRefusal::NoSeries => words.say("number-no-series"),
    }
    .into_owned()
}

/// Why a paper cannot go out with its signature, and what to do.
fn signer_words(refusal: &AuthorityRefusal, words: Words) -> String {
    let of = |key: &str, name: &str, on: Option<Date>| words.with(key, &[("name", name.into()), ("date", on.map(day).unwrap_or_default().into())]);
    match refusal {
        AuthorityRefusal::Unsigned => words.say("signer-unsigned"),
        AuthorityRefusal::Unknown { name } => of("signer-unknown", name, None),
        AuthorityRefusal::NotSo { name } => of("signer-not-so", name, None),
        AuthorityRefusal::Ended { name, on } => of("signer-ended", name, Some(*on)),
        AuthorityRefusal::NotYet { name, on } => of("signer-not-yet", name, Some(*on)),
    }
    .into_owned()
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let Problem { refusal, words, wants, path } = self;
        let (status, key) = status_and_key(&refusal);
        if status.is_server_error() {
            tracing::error!(status = status.as_u16(), fault = %refusal, "an act was not done");
        }
        let text = words.say(key).into_owned();
        let detail = details(&refusal, words);
        let mut response = match wants {
            Wants::Json => {
                let mut body = problem_data(words, status, key);
                if let Some(detail) = detail {
                    body["detail"] = detail.into();
                }
                if let Refusal::Field { field, why } = &refusal {
                    body["field"] = json!({ "name": field, "key": format!("why-{why}") });
                }
                if let Refusal::Changed { now } = &refusal {
                    body["now"] = now.clone().into();
                }
                (status, [(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"))], body.to_string()).into_response()
            }
            // Whoever is not logged in is asked to, and then goes on where the way led.
            Wants::Page if matches!(refusal, Refusal::NotLoggedIn) => Redirect::to(&frame::log_in_path(&path)).into_response(),
            Wants::Page => {
                (status, frame::bare(words, &text, html! { @if let Some(detail) = &detail { p { (detail) } } p { a href="/" { (words.say("go-home")) } } })).into_response()
            }
            Wants::Piece => (status, html! { p.problem role="alert" { strong { (text) } @if let Some(detail) = &detail { " " (detail) } } }).into_response(),
        };
        if let Refusal::TooManyTries { wait_seconds } = refusal {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(wait_seconds.unsigned_abs()));
        }
        response
    }
}
