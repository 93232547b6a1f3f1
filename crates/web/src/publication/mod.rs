//! Pages of papers that go out: the act of issuing, what was issued, the book of numbers, signers, papers that came in, and
//! whether a paper is genuine.

mod archive;
mod book;
mod changes;
mod correct;
mod incoming;
mod issue;
mod issued;
mod signed;
mod signers;
mod verify;

pub(crate) use correct::told;
pub(crate) use signers::picker;

use crate::programme::post_files;
use crate::router::{Route, get, post};

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/programmes/{id}/issue", issue::before),
        post("/programmes/{id}/issue", issue::issue),
        get("/programmes/{id}/issued", issued::show),
        get("/programmes/{id}/issued/{file}", issued::file),
        get("/programmes/{id}/archive", archive::fetch),
        get("/programmes/{id}/after-congress", changes::show),
        get("/programmes/{id}/after-congress/{format}", changes::file),
        post_files("/programmes/{id}/signed", signed::keep),
        post("/programmes/{id}/signed/{file}/withdraw", signed::withdraw),
        post("/programmes/{id}/corrections", correct::correct),
        post("/programmes/{id}/receipts", incoming::confirm),
        post("/programmes/{id}/receipts/recorded", issued::record),
        post("/programmes/{id}/signer", signers::choose),
        get("/incoming", incoming::show),
        get("/book", book::whose),
        get("/units/{unit}/book", book::show),
        post("/units/{unit}/book/numbers", book::enter),
        post("/units/{unit}/book/terms", book::begin_term),
        post("/units/{unit}/book/series", book::switch),
        post("/units/{unit}/book/verification", book::verification),
        get("/units/{unit}/signers", signers::show),
        post("/units/{unit}/signers", signers::enter),
        post("/signers/{authority}/end", signers::end),
        get("/verify", verify::show),
        post_files("/verify", verify::ask),
    ]
}
