//! Pages of the register: documents that others rest on, what they require, who has done it.

mod end;
mod fields;
mod impact;
mod list;
mod matrix;
mod page;
mod requirements;
mod tick;
mod words;

pub(crate) use words::force_badge;

use crate::programme::post_files;
use crate::router::{Route, get, post};

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/bases", list::show),
        post_files("/bases", fields::enter),
        get("/bases/new", fields::new),
        get("/bases/{basis}", page::show),
        get("/bases/{basis}/file", page::file),
        get("/bases/{basis}/edit", fields::edit),
        post_files("/bases/{basis}/edit", fields::correct),
        get("/bases/{basis}/end", end::show),
        post("/bases/{basis}/end", end::end),
        post("/bases/{basis}/reinstate", end::reinstate),
        post("/bases/{basis}/requirements", requirements::enter),
        get("/bases/{basis}/matrix", matrix::show),
        get("/bases/{basis}/matrix/file", matrix::file),
        post("/requirements/{requirement}/take-out", requirements::take_out),
        get("/requirements/{requirement}/tick", tick::show),
        post_files("/requirements/{requirement}/tick", tick::tick),
        post("/ticks/{tick}/take-back", tick::take_back),
        get("/ticks/{tick}/proof", tick::proof),
    ]
}
