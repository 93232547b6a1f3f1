//! Pages of the house: first start, log-in, the own account, units, people.

mod account;
mod capacity;
mod delegation;
mod door;
mod ending;
mod first_start;
mod handover;
mod home;
mod house;
mod link;
mod me;
mod nature;
mod password;
mod people;
mod person;
mod posts;
mod rights;
mod roles;
mod roster;
mod starter;
mod story;
mod unit;
mod units;

pub(crate) use nature::{kind_words, level_words};

use crate::programme::post_files;
use crate::router::{Route, get, post};

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/", home::show),
        get("/first-start/{token}", first_start::show),
        post("/first-start/{token}", first_start::found),
        get("/log-in", door::show),
        post("/log-in", door::log_in),
        post("/log-out", door::log_out),
        get("/password/{token}", password::show),
        post("/password/{token}", password::set),
        get("/me", me::show),
        post("/me/password", me::change_password),
        post("/me/end-sessions", me::end_other_sessions),
        post("/me/delegations", delegation::give),
        post("/delegations/{delegation}/end", delegation::end),
        get("/rights", rights::show),
        get("/units", units::show),
        get("/units/{unit}", unit::show),
        post("/units/{unit}/units", units::found),
        post("/units/{unit}/nature", nature::describe),
        get("/units/{unit}/capacity", capacity::show),
        post("/units/{unit}/capacity", capacity::declare),
        get("/house", house::own),
        get("/units/{unit}/house", house::show),
        post("/units/{unit}/house", house::keep),
        get("/units/{unit}/starter", starter::show),
        post("/units/{unit}/starter", starter::found),
        get("/units/{unit}/history", story::show),
        post("/units/{unit}/name", story::rename),
        post("/units/{unit}/place", story::place),
        get("/units/{unit}/end", ending::show),
        post("/units/{unit}/end", ending::end),
        post("/units/{unit}/people", people::invite),
        get("/units/{unit}/roster", roster::show),
        get("/units/{unit}/roster/form", roster::form),
        post_files("/units/{unit}/roster", roster::preview),
        post("/units/{unit}/roster/accept", roster::accept),
        get("/people/{person}", person::show),
        get("/people/{person}/handover", handover::show),
        post("/people/{person}/handover", handover::hand_over),
        get("/handovers/{handover}", handover::record),
        post("/people/{person}/password-link", account::new_link),
        post("/people/{person}/close", account::close),
        post("/people/{person}/open-again", account::open_again),
        post("/people/{person}/login", account::change_login),
        post("/people/{person}/roles", roles::give),
        post("/people/{person}/posts", posts::take),
        post("/people/{person}/posts/leave", posts::leave),
        post("/grants/{grant}/end", roles::end),
    ]
}
