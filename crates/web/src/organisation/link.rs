//! A link that works once, shown once.

use axum::http::header::HOST;
use axum::http::request::Parts;
use hanhdong_actions::{Token, Who};
use maud::{Markup, html};

use crate::frame;
use crate::state::Web;
use crate::words::Words;

/// The page that shows it: it cannot be shown again, so there is nowhere to be sent on to.
pub(crate) fn page(web: &Web, words: Words, who: &Who, parts: &Parts, token: &Token, (name, back): (&str, &str)) -> Markup {
    let title = words.say("link-title");
    let address = format!("{}/password/{}", site(web, parts), token.secret());
    frame::page(
        words,
        who,
        &title,
        html! {
            h1 { (title) }
            p { (words.with("link-for", &[("name", name.into())])) }
            p { output.link { (address) } }
            p.finding.note { (words.say("link-once")) }
            p { a href=(back) { (words.say("link-back")) } }
        },
    )
}

/// This site's address as the administrator's own browser knows it.
fn site(web: &Web, parts: &Parts) -> String {
    let host = parts.headers.get(HOST).and_then(|it| it.to_str().ok()).unwrap_or("");
    let is_sound = !host.is_empty() && host.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'.' | b':' | b'-' | b'[' | b']'));
    let scheme = if web.settings.is_encrypted { "https" } else { "http" };
    if is_sound { format!("{scheme}://{host}") } else { String::new() }
}
