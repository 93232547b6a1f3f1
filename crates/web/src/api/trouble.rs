//! What goes wrong with a request before or after an act: always problem+json with the message's key.

use axum::http::header::{CONTENT_TYPE, ETAG};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use hanhdong_actions::Refusal;

use crate::problem::{Asker, Problem, problem_data};
use crate::words::Words;

/// An answer that says why not.
#[derive(Debug)]
pub(crate) struct Trouble(Box<Response>);

impl Trouble {
    /// One that is no refusal of an act, in words of a key.
    pub(crate) fn new(asker: &Asker, status: StatusCode, key: &'static str) -> Trouble {
        Trouble::detailed(asker.words(), status, key, None)
    }
    /// One with details of the machine's, such as where JSON ends.
    pub(crate) fn detailed(words: Words, status: StatusCode, key: &'static str, detail: Option<String>) -> Trouble {
        let mut body = problem_data(words, status, key);
        if let Some(detail) = detail {
            body["detail"] = detail.into();
        }
        Trouble(Box::new(problem(status, &body)))
    }
    /// The item is no longer what `If-Match` named: what it says now.
    pub(crate) fn changed(asker: &Asker, now: &str, etag: Option<HeaderValue>) -> Trouble {
        let status = StatusCode::PRECONDITION_FAILED;
        let mut body = problem_data(asker.words(), status, "refusal-changed");
        body["now"] = now.into();
        let mut response = problem(status, &body);
        if let Some(etag) = etag {
            response.headers_mut().insert(ETAG, etag);
        }
        Trouble(Box::new(response))
    }
}

fn problem(status: StatusCode, body: &serde_json::Value) -> Response {
    (status, [(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"))], body.to_string()).into_response()
}

impl From<Problem> for Trouble {
    fn from(problem: Problem) -> Self {
        Trouble(Box::new(problem.into_response()))
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        *self.0
    }
}

/// The answer where a path is known and the method is not.
pub(crate) async fn method_not_allowed(asker: Asker) -> Response {
    if asker.wants_json() {
        return Trouble::new(&asker, StatusCode::METHOD_NOT_ALLOWED, "refusal-method").into_response();
    }
    let mut response = asker.problem(Refusal::NotFound).into_response();
    *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
    response
}
