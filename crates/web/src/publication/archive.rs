//! The archive package goes out as one file.

use axum::extract::State;
use axum::response::Response;
use hanhdong_domain::organisation::ProgrammeId;

use crate::problem::{Asker, Problem};
use crate::programme::{act_word, attachment};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::Words;

pub(crate) async fn fetch(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>) -> Result<Response, Problem> {
    // What is kept for decades is Vietnamese, whatever the screen of the one who fetches it.
    let words = Words(hanhdong_domain::Language::Vi);
    let (name, bytes) = web.app.archive(&who, &id, &|act| act_word(words, act)).await.map_err(|it| asker.problem(it))?;
    Ok(attachment(&name, "application/zip", bytes))
}
