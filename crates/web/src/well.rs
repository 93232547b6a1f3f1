//! Is the program well, and in figures how it fares.

use std::sync::OnceLock;
use std::time::Duration;

use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use hanhdong_actions::Refusal;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

use crate::problem::Problem;
use crate::router::{Route, get};
use crate::serve;
use crate::state::Web;

pub(crate) fn routes() -> Vec<Route> {
    vec![get("/healthz", healthy), get("/metrics", figures)]
}

static FIGURES: OnceLock<PrometheusHandle> = OnceLock::new();

/// Upper edges of the buckets for times, in seconds.
const SECONDS: [f64; 9] = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 30.0];

/// Begins to count, once in a process.
pub(crate) fn count() {
    FIGURES.get_or_init(|| {
        let builder = PrometheusBuilder::new();
        let builder = builder.set_buckets(&SECONDS).unwrap_or_else(|_| PrometheusBuilder::new());
        let recorder = builder.build_recorder();
        let handle = recorder.handle();
        // Only a second recorder could stand in the way, and there is none.
        drop(metrics::set_global_recorder(recorder));
        handle
    });
}

/// Sorts what was measured into its buckets now and then, so that it does not pile up where nobody asks for figures.
pub(crate) async fn upkeep() {
    loop {
        tokio::time::sleep(Duration::from_secs(5)).await;
        if let Some(figures) = FIGURES.get() {
            figures.run_upkeep();
        }
    }
}

async fn healthy(State(web): State<Web>) -> (StatusCode, &'static str) {
    if web.app.is_well().await { (StatusCode::OK, "ok\n") } else { (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n") }
}

/// Whoever may read the figures: from this machine itself, or with the secret.
pub(crate) struct MayReadFigures;

impl FromRequestParts<Web> for MayReadFigures {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Self::Rejection> {
        let brought = parts.headers.get(AUTHORIZATION).and_then(|it| it.to_str().ok()).and_then(|it| it.strip_prefix("Bearer "));
        let is_known = match (brought, &web.settings.metrics_token) {
            // Fingerprints take the same time to compare wherever they differ.
            (Some(brought), Some(kept)) => blake3::hash(brought.as_bytes()) == blake3::hash(kept.as_bytes()),
            _ => false,
        };
        let is_here = !web.settings.is_behind_proxy && serve::peer(parts).is_some_and(|it| it.ip().to_canonical().is_loopback());
        if is_known || is_here { Ok(MayReadFigures) } else { Err(Problem::of(parts, Refusal::NotFound)) }
    }
}

async fn figures(State(web): State<Web>, _: MayReadFigures) -> Response {
    if let Ok(lines) = web.app.journal_lines().await {
        metrics::gauge!("hanhdong_journal_lines").set(lines as f64);
    }
    let text = FIGURES.get().map(PrometheusHandle::render).unwrap_or_default();
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}
