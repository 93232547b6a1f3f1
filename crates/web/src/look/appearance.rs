//! How somebody wants pages to look: language, light or dark, large type. Kept in cookies, told by forms.

use axum::extract::{FromRequestParts, Request};
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::form::Filled;
use crate::request::{LANGUAGE, cookie};
use crate::state::Web;

/// The name of the cookie that keeps light or dark.
const THEME: &str = "hd_theme";
/// The name of the cookie that keeps the size of type.
const TYPE: &str = "hd_type";

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Theme {
    /// As the machine says.
    #[default]
    Auto,
    Light,
    Dark,
}

/// The size of type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum TypeSize {
    #[default]
    Normal,
    Large,
}

impl Theme {
    pub(crate) const ALL: [Theme; 3] = [Theme::Auto, Theme::Light, Theme::Dark];
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

impl TypeSize {
    pub(crate) const ALL: [TypeSize; 2] = [TypeSize::Normal, TypeSize::Large];
    pub(crate) const fn name(self) -> &'static str {
        match self {
            TypeSize::Normal => "normal",
            TypeSize::Large => "large",
        }
    }
}

/// What a page's frame knows of the request around it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Surroundings {
    pub(crate) theme: Theme,
    pub(crate) type_size: TypeSize,
    /// Path and query of the page, to come back to.
    pub(crate) path: String,
}

tokio::task_local! {
    static SURROUNDINGS: Surroundings;
}

impl Surroundings {
    fn of(parts: &Parts) -> Surroundings {
        let theme = Theme::ALL.into_iter().find(|it| cookie(parts, THEME) == Some(it.name())).unwrap_or_default();
        let type_size = TypeSize::ALL.into_iter().find(|it| cookie(parts, TYPE) == Some(it.name())).unwrap_or_default();
        let path = parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
        Surroundings { theme, type_size, path }
    }
    /// Those of the request that is being answered.
    pub(crate) fn now() -> Surroundings {
        SURROUNDINGS.try_with(Clone::clone).unwrap_or_default()
    }
}

/// Lays the surroundings around every request, so that a page needs no argument for what is the same on all.
pub(crate) async fn surround(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let surroundings = Surroundings::of(&parts);
    SURROUNDINGS.scope(surroundings, next.run(Request::from_parts(parts, body))).await
}

/// The form of the language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LanguageForm {
    language: LanguageAsked,
    #[serde(default)]
    back: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum LanguageAsked {
    Vi,
    En,
}

/// The form of the appearance: what is not said stays as it is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AppearanceForm {
    theme: Option<Theme>,
    #[serde(rename = "type")]
    type_size: Option<TypeSize>,
    #[serde(default)]
    back: String,
}

/// Is the cookie to be kept to encrypted lines?
pub(crate) struct IsEncrypted(bool);

impl FromRequestParts<Web> for IsEncrypted {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(_: &mut Parts, web: &Web) -> Result<Self, Self::Rejection> {
        Ok(IsEncrypted(web.settings.is_encrypted))
    }
}

pub(crate) async fn choose_language(IsEncrypted(is_encrypted): IsEncrypted, Filled(form): Filled<LanguageForm>) -> Response {
    let name = match form.language {
        LanguageAsked::Vi => "vi",
        LanguageAsked::En => "en",
    };
    keep(vec![(LANGUAGE, name)], &form.back, is_encrypted)
}

pub(crate) async fn choose_appearance(IsEncrypted(is_encrypted): IsEncrypted, Filled(form): Filled<AppearanceForm>) -> Response {
    let chosen = [form.theme.map(|it| (THEME, it.name())), form.type_size.map(|it| (TYPE, it.name()))];
    keep(chosen.into_iter().flatten().collect(), &form.back, is_encrypted)
}

/// Puts choices into cookies for a year and goes back.
fn keep(choices: Vec<(&'static str, &'static str)>, back: &str, is_encrypted: bool) -> Response {
    let secure = if is_encrypted { "; Secure" } else { "" };
    let cookies = choices.into_iter().map(|(name, value)| (SET_COOKIE, format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly{secure}")));
    (AppendHeaders(cookies.collect::<Vec<_>>()), Redirect::to(safe_way_back(back))).into_response()
}

/// A path of this site, or the first page: nobody is sent elsewhere by a form.
fn safe_way_back(back: &str) -> &str {
    let is_path = back.starts_with('/') && !back.starts_with("//") && back.bytes().all(|it| it.is_ascii_graphic() && it != b'\\');
    if is_path { back } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_stays_on_this_site() {
        for fine in ["/", "/programmes", "/programmes?at=1&id=2", "/a/b#c"] {
            assert_eq!(safe_way_back(fine), fine);
        }
        for elsewhere in ["", "//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nSet-Cookie: x", "javascript:alert(1)"] {
            assert_eq!(safe_way_back(elsewhere), "/", "{elsewhere:?}");
        }
    }
}
