//! Pages of programmes.

mod coverage;
mod findings;
mod form;
mod history;
mod item;
mod list;
mod live;
mod outline;
mod piece;
mod place;
mod search;
mod show;

use crate::router::{Route, get, post};

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/programmes", list::show),
        get("/search", search::show),
        get("/programmes/{id}", show::show),
        get("/programmes/{id}/findings", findings::show),
        post("/programmes/{id}/fix", findings::fix),
        get("/programmes/{id}/coverage", coverage::show),
        post("/programmes/{id}/ties", coverage::tie),
        get("/programmes/{id}/history", history::show),
        post("/programmes/{id}/undo", history::undo),
        post("/programmes/{id}/put-away", history::put_away),
        post("/programmes/{id}/take-back", history::take_back),
        get("/programmes/{id}/live", live::line),
        get("/programmes/{id}/changes", live::changes),
        get("/programmes/{id}/head", place::edit_head),
        post("/programmes/{id}/head", place::save_head),
        get("/programmes/{id}/parts/new", place::new_part),
        post("/programmes/{id}/parts", place::make_part),
        get("/programmes/{id}/parts/{part}/edit", place::edit_part),
        post("/programmes/{id}/parts/{part}/edit", place::save_part),
        get("/programmes/{id}/lines/{part}/{at}/edit", place::edit_line),
        post("/programmes/{id}/lines/{part}/{at}/edit", place::save_line),
        post("/programmes/{id}/lines/{part}/{at}/remove", place::remove_line),
        get("/programmes/{id}/new", place::new),
        post("/programmes/{id}/new", place::make),
        get("/programmes/{id}/one-line", place::one_line),
        get("/programmes/{id}/items/{anchor}/edit", item::edit),
        post("/programmes/{id}/items/{anchor}/edit", item::save),
        post("/programmes/{id}/items/{anchor}/remove", item::remove),
        post("/programmes/{id}/items/{anchor}/move", item::go),
        get("/programmes/{id}/items/{anchor}/ties", coverage::of_item),
    ]
}
