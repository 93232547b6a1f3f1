//! A request whose path, query or form holds NUL or another sign that no text has is refused before anybody reads it:
//! PostgreSQL keeps no NUL, no document may hold most of the others, and both engines answer alike.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::StreamExt;
use hanhdong_actions::Refusal;

use crate::problem::Asker;
use crate::state::{MEBIBYTE, Web};

/// The largest form without a file, in bytes: an item with all its slots, not a paper.
const FORM_BYTES_MAX: usize = 2 * MEBIBYTE;

/// Lets through what can be read as text.
pub(crate) async fn only(State(web): State<Web>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let asker = Asker::of(&parts);
    let query = parts.uri.query().unwrap_or_default();
    if !is_line(parts.uri.path().as_bytes()) || !is_text(query.as_bytes()) {
        return asker.problem(Refusal::Unreadable).into_response();
    }
    if !is_form(&parts) {
        return next.run(Request::from_parts(parts, body)).await;
    }
    match read(body, FORM_BYTES_MAX.min(web.settings.body_bytes_max)).await {
        Ok(bytes) if is_text(&bytes) => next.run(Request::from_parts(parts, Body::from(bytes))).await,
        Ok(_) => asker.problem(Refusal::Unreadable).into_response(),
        Err(refusal) => asker.problem(refusal).into_response(),
    }
}

fn is_form(parts: &Parts) -> bool {
    let kind = parts.headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok()).and_then(|it| it.split(';').next()).unwrap_or_default();
    kind.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// A body, whole; one that ends in the middle or does not come in time is refused, as is one that is too large.
pub(crate) async fn read(body: Body, bytes_max: usize) -> Result<Vec<u8>, Refusal> {
    let (mut pieces, mut bytes) = (body.into_data_stream(), Vec::new());
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| Refusal::Unreadable)?;
        if bytes_max < bytes.len() + piece.len() {
            return Err(Refusal::TooLarge { mebibytes: (bytes_max / MEBIBYTE).max(1) });
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

/// Is a part of a path, once decoded, one line of text?
fn is_line(encoded: &[u8]) -> bool {
    decoded(encoded).is_some_and(|it| !it.chars().any(char::is_control))
}

/// Is a query or a form, once decoded, text? Lines may break in it.
fn is_text(encoded: &[u8]) -> bool {
    decoded(encoded).is_some_and(|it| is_legible(&it))
}

/// Is it text that can be kept and printed? Lines and tabs are.
pub(crate) fn is_legible(text: &str) -> bool {
    !text.chars().any(|it| it.is_control() && !matches!(it, '\t' | '\n' | '\r'))
}

/// The text behind `%XX`; `None` where it is none. A `%` that stands for itself is left.
fn decoded(encoded: &[u8]) -> Option<String> {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        let pair = (*first == b'%').then(|| Some((hex(*after.first()?)?, hex(*after.get(1)?)?))).flatten();
        match pair {
            Some((high, low)) => {
                bytes.push(high << 4 | low);
                rest = after.get(2..).unwrap_or_default();
            }
            None => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).ok()
}

fn hex(sign: u8) -> Option<u8> {
    char::from(sign).to_digit(16).and_then(|it| u8::try_from(it).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_let_through_and_signs_that_no_text_has_are_not() {
        for fine in ["", "q=%C4%91%E1%BB%81+%C3%A1n", "q=đề án", "a=100%", "a=%zz", "a=%4", "text=m%E1%BB%99t%0D%0Ahai%09ba"] {
            assert!(is_text(fine.as_bytes()), "{fine}");
        }
        for bad in ["at=%00", "at=\0", "a=%1B%5B31m", "a=%7f", "a=%0B", "a=%C2%85", "a=%ff", "a=%C4", "a=%2500%00"] {
            assert!(!is_text(bad.as_bytes()), "{bad}");
        }
        for bad in ["/a%00", "/a%0a", "/a%0D%0ASet-Cookie:x", "/%ff"] {
            assert!(!is_line(bad.as_bytes()), "{bad}");
        }
        assert!(is_line("/programmes/%C4%91".as_bytes()));
        // Decoded once, as whoever reads it does.
        assert!(is_text(b"a=%2500"));
    }
}
