//! Pages of programmes.

mod list;

use crate::router::{Route, get};

pub(crate) fn routes() -> Vec<Route> {
    vec![get("/programmes", list::show)]
}
