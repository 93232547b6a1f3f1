//! Pages of the room.

use crate::router::Route;

pub(crate) fn routes() -> Vec<Route> {
    Vec::new()
}
