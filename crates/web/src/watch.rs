//! What is told of each request: its number, route, status and time, in the log and in figures. Never an address with
//! its values, a person, a secret or a word that somebody wrote.

use std::any::Any;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::StreamExt;
use hanhdong_actions::Refusal;

use crate::problem::Asker;
use crate::state::{MEBIBYTE, Web};

/// The header with the number by which a request is found in the log.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

static REQUESTS: AtomicU64 = AtomicU64::new(1);

/// Tells of a request when it is answered.
pub(crate) async fn told(request: Request, next: Next) -> Response {
    // Our own number: one that the asker brings could hold anything.
    let number = REQUESTS.fetch_add(1, Ordering::Relaxed);
    let route = request.extensions().get::<MatchedPath>().map_or_else(|| "-".to_owned(), |it| it.as_str().to_owned());
    let method = request.method().as_str().to_owned();
    let begun = Instant::now();
    let mut response = next.run(request).await;
    let (status, time) = (response.status(), begun.elapsed());
    let milliseconds = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    tracing::info!(request = number, method, route, status = status.as_u16(), milliseconds, "answered");
    metrics::counter!("hanhdong_requests_total", "method" => method, "route" => route.clone(), "status" => status.as_str().to_owned()).increment(1);
    metrics::histogram!("hanhdong_request_seconds", "route" => route).record(time.as_secs_f64());
    response.headers_mut().insert(REQUEST_ID, HeaderValue::from(number));
    response
}

/// How many times the limit is read and thrown away, so that a browser that is still sending sees the answer.
const THROWN_AWAY_MAX: usize = 4;
/// How long that may take.
const THROWN_AWAY_TIME_MAX: Duration = Duration::from_secs(3);

/// Says at once that a body is too large, where its length is told beforehand.
pub(crate) async fn small_enough(State(web): State<Web>, request: Request, next: Next) -> Response {
    let limit = web.settings.body_bytes_max;
    let length = request.headers().get(CONTENT_LENGTH).and_then(|it| it.to_str().ok()).and_then(|it| it.parse::<usize>().ok());
    if length.is_none_or(|it| it <= limit) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    // Whoever promises bytes and sends none is not waited for.
    drop(tokio::time::timeout(THROWN_AWAY_TIME_MAX, throw_away(body, limit.saturating_mul(THROWN_AWAY_MAX))).await);
    Asker::of(&parts).problem(Refusal::TooLarge { mebibytes: limit / MEBIBYTE }).into_response()
}

async fn throw_away(body: Body, bytes_max: usize) {
    let mut body = body.into_data_stream();
    let mut thrown = 0_usize;
    while let Some(Ok(piece)) = body.next().await {
        thrown = thrown.saturating_add(piece.len());
        if bytes_max < thrown {
            return;
        }
    }
}

/// A fault of ours: what it said may hold what somebody wrote, so it is not told.
pub(crate) fn after_panic(_: Box<dyn Any + Send + 'static>) -> Response {
    tracing::error!("a handler failed inside");
    (StatusCode::INTERNAL_SERVER_ERROR, "Có lỗi trong chương trình; hãy mở lại trang.\n").into_response()
}
