//! What a handler asks of a request: who, in which language, and parts of it as types.

use axum::extract::{FromRequestParts, OptionalFromRequestParts, Path, Query};
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use axum::http::request::Parts;
use hanhdong_actions::{Refusal, Token, Who};
use hanhdong_domain::Language;
use serde::de::DeserializeOwned;

use crate::problem::Problem;
use crate::state::Web;
use crate::words::Words;

/// The name of the session's cookie.
pub(crate) const SESSION: &str = "hd_session";
/// The name of the cookie that keeps the language.
pub(crate) const LANGUAGE: &str = "hd_language";

/// A cookie's value.
pub(crate) fn cookie<'a>(parts: &'a Parts, name: &str) -> Option<&'a str> {
    let headers = parts.headers.get_all(COOKIE).into_iter().filter_map(|it| it.to_str().ok());
    headers.flat_map(|it| it.split(';')).filter_map(|it| it.trim().split_once('=')).find(|it| it.0 == name).map(|it| it.1)
}

/// The session's secret, where the request brings one.
pub(crate) fn token(parts: &Parts) -> Option<Token> {
    let bearer = parts.headers.get(axum::http::header::AUTHORIZATION).and_then(|it| it.to_str().ok()).and_then(|it| it.strip_prefix("Bearer "));
    Token::brought(bearer.or_else(|| cookie(parts, SESSION))?)
}

/// The language of the screen: as chosen, else as the browser asks, else Vietnamese.
pub(crate) fn language(parts: &Parts) -> Language {
    let asked = parts.headers.get(ACCEPT_LANGUAGE).and_then(|it| it.to_str().ok()).unwrap_or("");
    match cookie(parts, LANGUAGE) {
        Some("en") => Language::En,
        Some("vi") => Language::Vi,
        Some(_) | None if asked.starts_with("en") => Language::En,
        Some(_) | None => Language::Vi,
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Words {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Words(language(parts)))
    }
}

/// A logged-in person. A handler that has one has asked.
#[derive(Clone, Debug)]
pub(crate) struct In(pub(crate) Who);

impl FromRequestParts<Web> for In {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Self::Rejection> {
        let asked = async {
            let token = token(parts).ok_or(Refusal::NotLoggedIn)?;
            web.app.who(&token).await
        };
        asked.await.map(In).map_err(|refusal| Problem::of(parts, refusal))
    }
}

impl OptionalFromRequestParts<Web> for In {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Option<Self>, Self::Rejection> {
        match <In as FromRequestParts<Web>>::from_request_parts(parts, web).await {
            Ok(who) => Ok(Some(who)),
            Err(problem) if problem.is_not_logged_in() => Ok(None),
            Err(problem) => Err(problem),
        }
    }
}

/// An id in the path; one that cannot be an id is not found, before anything is asked of the database.
#[derive(Clone, Debug)]
pub(crate) struct Id<T>(pub(crate) T);

/// What can stand in a path as an id.
pub(crate) trait ReadsAsId: Sized + Send {
    /// Reads it.
    fn read(text: &str) -> Option<Self>;
}

macro_rules! read_as_ids {
    ($($id:ident),+ $(,)?) => { $(impl ReadsAsId for hanhdong_domain::organisation::$id {
        fn read(text: &str) -> Option<Self> { Self::parse(text) }
    })+ };
}
read_as_ids!(
    UnitId,
    PersonId,
    ProgrammeId,
    SourceId,
    FileId,
    GrantId,
    DelegationId,
    BasisId,
    RequirementId,
    TickId,
    AnswerId,
    ApprovalId,
    AskId,
    MeetingId,
    SectionId,
    ThreadId,
    AuthorityId
);

impl<T: ReadsAsId> FromRequestParts<Web> for Id<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Self::Rejection> {
        // Of several parts of the path the first is the id; handlers take the rest themselves.
        let path = <Path<Vec<(String, String)>> as FromRequestParts<Web>>::from_request_parts(parts, web).await.ok();
        let id = path.and_then(|it| it.0.into_iter().next()).and_then(|it| T::read(&it.1));
        id.map(Id).ok_or_else(|| Problem::of(parts, Refusal::NotFound))
    }
}

/// A query of a known shape and nothing beside it.
#[derive(Clone, Debug)]
pub(crate) struct Ask<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Ask<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let read = Query::try_from_uri(&parts.uri).map(|Query(it)| Ask(it));
        read.map_err(|_| Problem::of(parts, Refusal::Field { field: "query", why: "unreadable" }))
    }
}

/// The session itself, for lines that stay open: it is asked again as long as they do.
pub(crate) struct Session(pub(crate) Token);

impl<S: Send + Sync> FromRequestParts<S> for Session {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        token(parts).map(Session).ok_or_else(|| Problem::of(parts, Refusal::NotLoggedIn))
    }
}
