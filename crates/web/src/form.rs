//! Forms: reading one as a type, saying at its fields what is wrong, and where to go afterwards.

use axum::Form;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use hanhdong_actions::{LoggedIn, Refusal};
use hanhdong_domain::Date;
use maud::{Markup, html};
use serde::de::DeserializeOwned;

use crate::look::field::{Field, error_summary};
use crate::look::notice;
use crate::problem::{Asker, Problem, details, status_and_key};
use crate::request::SESSION;
use crate::state::{MEBIBYTE, Web};
use crate::words::Words;

/// A form as a type; one that does not read is refused before anything is done.
pub(crate) struct Filled<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Web> for Filled<T> {
    type Rejection = Problem;
    async fn from_request(request: Request, web: &Web) -> Result<Self, Self::Rejection> {
        let (parts, body) = request.into_parts();
        let asker = Asker::of(&parts);
        let read = Form::<T>::from_request(Request::from_parts(parts, body), web).await;
        read.map(|it| Filled(it.0)).map_err(|rejection| {
            asker.problem(if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
                Refusal::TooLarge { mebibytes: web.settings.body_bytes_max / MEBIBYTE }
            } else {
                Refusal::Field { field: "form", why: "unreadable" }
            })
        })
    }
}

/// A form that asks for nothing: a button alone. Whatever comes with it was not asked for.
pub(crate) struct Bare;

/// Bytes of a body that are looked at where none is asked for.
const BARE_BYTES_MAX: usize = 1024;

impl FromRequest<Web> for Bare {
    type Rejection = Problem;
    async fn from_request(request: Request, _: &Web) -> Result<Self, Self::Rejection> {
        let (parts, body) = request.into_parts();
        let is_bare = axum::body::to_bytes(body, BARE_BYTES_MAX).await.is_ok_and(|it| it.is_empty());
        if is_bare { Ok(Bare) } else { Err(Problem::of(&parts, Refusal::Field { field: "form", why: "unknown" })) }
    }
}

/// Can the person mend it in the form? Then the form comes back with what was typed.
pub(crate) fn is_mendable(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::Field { .. } | Refusal::Number(_) | Refusal::Signer(_) | Refusal::WrongPassword | Refusal::TooManyTries { .. })
}

/// The status of a form that comes back.
pub(crate) fn status(refusal: Option<&Refusal>) -> StatusCode {
    refusal.map_or(StatusCode::OK, |it| status_and_key(it).0)
}

/// What is wrong, above the form, with a link to its field.
pub(crate) fn alert(words: Words, refusal: Option<&Refusal>) -> Markup {
    html! {
        @match refusal {
            Some(Refusal::Field { field, .. }) => { (error_summary(words, refusal.and_then(|it| details(it, words)).map(|it| (*field, it)))) }
            Some(refusal) => { (notice::refused(&words.say(status_and_key(refusal).1), &details(refusal, words).unwrap_or_default())) }
            None => {}
        }
    }
}

/// Says at a field what the refusal says of it, where it is about this field.
pub(crate) trait Mend {
    fn mend(self, words: Words, refusal: Option<&Refusal>) -> Self;
}

impl Mend for Field<'_> {
    fn mend(self, words: Words, refusal: Option<&Refusal>) -> Self {
        let wrong = refusal.and_then(|it| match it {
            Refusal::Field { field, why } if *field == self.name() => Some(words.say(&format!("why-{why}"))),
            _ => None,
        });
        self.error(wrong)
    }
}

/// A new password, asked for twice.
pub(crate) fn new_password(words: Words, refusal: Option<&Refusal>) -> Markup {
    let field = |name, label| Field::password(name, words.say(label)).autocomplete("new-password").required().mend(words, refusal);
    html! {
        (field("password", "field-password").hint(words.say("password-hint")))
        (field("again", "password-again"))
    }
}

/// Are both the same?
pub(crate) fn both_alike(password: &str, again: &str) -> Result<(), Refusal> {
    if password == again { Ok(()) } else { Err(Refusal::Field { field: "again", why: "not-alike" }) }
}

/// A date as it is typed or picked.
pub(crate) fn date(field: &'static str, typed: &str) -> Result<Date, Refusal> {
    let typed = typed.trim();
    // Only the written form: digits in a row may be a slip of the pen.
    let date = if typed.len() == 10 { typed.parse().ok() } else { None };
    date.ok_or(Refusal::Field { field, why: if typed.is_empty() { "empty" } else { "no-date" } })
}

/// Where to go after logging in: a path of this site and nothing else, else the first page.
pub(crate) fn local_path(back: &str) -> String {
    let is_local = back.starts_with('/') && !back.starts_with("//") && !back.contains('\\') && !back.chars().any(char::is_control) && back.len() <= 2000;
    if !is_local || back.starts_with("/log-") {
        return "/".to_owned();
    }
    back.bytes().map(|byte| if (b'!'..=b'~').contains(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// The session's cookie. `Lax`, not `Strict`: links in mails and chats lead into pages, and with `Strict` everybody who
/// follows one would be asked to log in again. Nothing is written by a GET, and posts from other sites are refused by
/// their origin.
pub(crate) fn session_cookie(session: &LoggedIn, is_encrypted: bool) -> String {
    format!("{SESSION}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{}", session.token.secret(), session.seconds, secure(is_encrypted))
}

/// Takes the cookie away.
pub(crate) fn no_cookie(is_encrypted: bool) -> String {
    format!("{SESSION}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{}", secure(is_encrypted))
}

fn secure(is_encrypted: bool) -> &'static str {
    if is_encrypted { "; Secure" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_logging_in_one_goes_only_to_a_path_of_this_site() {
        for (back, goes) in [
            ("/programmes?at=1&id=2", "/programmes?at=1&id=2"),
            ("/units/x", "/units/x"),
            ("/chương trình", "/ch%C6%B0%C6%A1ng%20tr%C3%ACnh"),
            ("", "/"),
            ("//mau.example", "/"),
            ("/\\mau.example", "/"),
            ("https://mau.example/", "/"),
            ("javascript:alert(1)", "/"),
            ("/a\r\nSet-Cookie: x=y", "/"),
            ("/log-out", "/"),
            ("/log-in?back=/", "/"),
        ] {
            assert_eq!(local_path(back), goes, "{back:?}");
        }
    }

    #[test]
    fn a_date_is_taken_only_as_it_is_written() {
        assert_eq!(date("from", "2026-02-05").ok(), "2026-02-05".parse().ok());
        for bad in ["", "05/02/2026", "20260205", "2026-02-30", "2026-2-5"] {
            assert!(date("from", bad).is_err(), "{bad}");
        }
    }
}
