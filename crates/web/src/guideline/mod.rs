//! Guidelines: which there are, what each asks, and what answers each of its clauses.

mod list;
mod page;

use crate::programme::post_files;
use crate::router::{Route, get};

pub(crate) fn routes() -> Vec<Route> {
    vec![get("/guidelines", list::show), get("/guidelines/{id}", page::show), post_files("/guidelines/{id}/text", page::take_text)]
}
