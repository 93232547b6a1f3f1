//! Pages of meetings: the list with open conclusions, one meeting, its papers.

mod files;
mod list;
mod minutes;
mod page;
mod send;
mod slips;

use crate::programme::post_files;
use crate::router::{Route, get, post};

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/meetings", list::show),
        post("/units/{unit}/meetings", list::plan),
        post("/units/{unit}/meetings/days", list::days),
        get("/meetings/{meeting}", page::show),
        post("/meetings/{meeting}/head", send::head),
        post("/meetings/{meeting}/drafts", send::draft),
        post_files("/meetings/{meeting}/files", send::file),
        get("/meetings/{meeting}/papers/{number}", files::paper),
        post("/meetings/{meeting}/papers/{number}/take-out", send::paper_out),
        post("/meetings/{meeting}/invitees", send::invite),
        post("/meetings/{meeting}/invitees/{number}/take-out", send::invitee_out),
        post("/meetings/{meeting}/invited", send::invited),
        post("/meetings/{meeting}/sent", send::sent),
        post("/meetings/{meeting}/held", send::held),
        post("/meetings/{meeting}/called-off", send::called_off),
        post("/meetings/{meeting}/concluded", send::concluded),
        post("/meetings/{meeting}/opinions", send::opinion),
        post("/meetings/{meeting}/attendance", send::attendance),
        post("/meetings/{meeting}/minutes", send::minute),
        post("/meetings/{meeting}/tasks", send::task),
        post("/meetings/{meeting}/tasks/{number}", send::follow),
        get("/meetings/{meeting}/word/{paper}", files::word),
        get("/meetings/{meeting}/slips/{number}", files::slip),
        get("/meetings/{meeting}/pack", files::pack),
        get("/meetings/{meeting}/pack/{number}", files::copy),
    ]
}
