//! The drafting house: drafts under their number, what is made of them, who works where.

mod comments;
mod pen;
mod plan;
mod returned;
mod returned_drafts;
mod sections;
mod together;
mod versions;

use hanhdong_actions::programme::Opened;
use hanhdong_actions::{Shelf, Token, Who};
use hanhdong_domain::organisation::ProgrammeId;

use crate::world::World;

/// Somebody who is logged in: the person, and the cookie of their browser.
async fn person(world: &World, login: &str) -> (Who, String) {
    let cookie = world.log_in(login).await;
    let token = Token::brought(cookie.trim_start_matches("hd_session=")).expect("a token");
    (world.app.who(&token).await.expect("somebody"), cookie)
}

/// The draft of the commune.
async fn draft(world: &World, who: &Who) -> Opened {
    let list = world.app.programmes(who, Shelf::Lying, None).await.expect("a list");
    let id: &ProgrammeId = &list.lines.first().expect("a draft").id;
    world.app.open(who, id).await.expect("it opens")
}
