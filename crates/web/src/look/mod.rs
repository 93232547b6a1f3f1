//! The look: components written once, styles and scripts of our own.
//!
//! Each component is a function that gives markup; the page `/look-book` shows every one in all its states.

pub(crate) mod appearance;
pub(crate) mod assets;
mod book;
mod book_samples;
pub(crate) mod button;
pub(crate) mod dialog;
pub(crate) mod facts;
pub(crate) mod field;
pub(crate) mod finding;
pub(crate) mod grid;
pub(crate) mod marked;
pub(crate) mod meter;
pub(crate) mod notice;
pub(crate) mod outline;
pub(crate) mod table;
pub(crate) mod things;
pub(crate) mod way;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use hanhdong_actions::Refusal;

use crate::problem::Asker;
use crate::router::{Route, get, post};

pub(crate) fn routes() -> Vec<Route> {
    vec![get("/ui/{file}", assets::show), get("/look-book", book::show), post("/language", appearance::choose_language), post("/appearance", appearance::choose_appearance)]
}

/// The answer where no route leads.
pub(crate) async fn not_found(asker: Asker) -> Response {
    let mut response = asker.problem(Refusal::NotFound).into_response();
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}
