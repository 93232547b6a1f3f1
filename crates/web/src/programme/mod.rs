//! Pages of programmes.

mod download;
mod export;
mod found;
mod hand_in;
mod list;
mod look;
mod source;
mod understood;
mod upload;
mod watch;

pub(crate) use look::{file_field, guideline_title, not_taken, organisation_field, said_beside};
pub(crate) use upload::{Upload, post_files};

use crate::router::{Route, get, post};

pub(crate) fn routes() -> Vec<Route> {
    let mut routes = vec![get("/programmes", list::show)];
    routes.extend(papers());
    routes
}

/// Papers that come in and go out.
fn papers() -> Vec<Route> {
    vec![
        get("/look", look::show),
        post_files("/look", look::take),
        get("/look/{token}", look::seen),
        get("/look/{token}/commented", look::commented),
        get("/look/{token}/slip", look::slip),
        post("/look/{token}/keep", look::keep),
        get("/programmes/new", hand_in::show),
        post_files("/programmes/new", hand_in::take),
        get("/programmes/{id}/understood", understood::show),
        post("/programmes/{id}/understood", understood::accept),
        get("/programmes/{id}/file", understood::file),
        get("/programmes/{id}/source", source::show),
        post_files("/programmes/{id}/source", source::hand_in),
        post("/programmes/{id}/source/tie", source::tie),
        get("/programmes/{id}/export", export::show),
        get("/programmes/{id}/export/{format}", export::fetch),
        get("/programmes/{id}/issue", export::before_issue),
        post("/programmes/{id}/issue", export::issue),
        get("/watch", watch::show),
        post("/watch", watch::begin),
        post("/watch/end", watch::end),
        get("/watch/found", watch::found),
        get("/watch/live", watch::live),
    ]
}
