//! The look: components written once, styles and scripts of our own.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use hanhdong_actions::Refusal;

use crate::problem::Asker;
use crate::router::Route;

pub(crate) fn routes() -> Vec<Route> {
    Vec::new()
}

/// The answer where no route leads.
pub(crate) async fn not_found(asker: Asker) -> Response {
    let mut response = asker.problem(Refusal::NotFound).into_response();
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}
