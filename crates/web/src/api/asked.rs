//! What a request of a program brings: a body that is read strictly, a key, what it saw.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, FromRequestParts, Multipart, Query, Request};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, IF_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use hanhdong_actions::programme::HandIn;
use hanhdong_actions::{KEY_CHARS_MAX, Key, Refusal, Who};
use hanhdong_domain::organisation::UnitId;
use serde::de::DeserializeOwned;

use super::trouble::Trouble;
use crate::legible::{self, is_legible};
use crate::problem::Asker;
use crate::state::Web;

/// The largest JSON body, in bytes: an item, not a file.
const JSON_BYTES_MAX: usize = 1024 * 1024;
/// The largest text field beside a file, in bytes.
const FIELD_BYTES_MAX: usize = 1024;

/// A body, with who asked for what under which key.
pub(crate) struct Asked<B> {
    pub(crate) body: B,
    pub(crate) asker: Asker,
    key: Option<Key>,
}

impl<B> Asked<B> {
    /// The person, asking under the key that the request carries.
    pub(crate) fn by(&self, who: Who) -> Who {
        match &self.key {
            Some(key) => who.under_key(key.clone()),
            None => who,
        }
    }
    /// A refusal as an answer.
    pub(crate) fn said(&self) -> impl Fn(Refusal) -> Trouble + use<B> {
        let asker = self.asker.clone();
        move |it| asker.problem(it).into()
    }
}

/// A body that can be read from a request; with it comes a fingerprint of its content.
pub(crate) trait Body: Sized {
    fn read(request: Request, web: &Web, asker: &Asker) -> impl Future<Output = Result<(Self, blake3::Hash), Trouble>> + Send;
}

impl<B: Body + Send> FromRequest<Web> for Asked<B> {
    type Rejection = Trouble;
    async fn from_request(request: Request, web: &Web) -> Result<Self, Trouble> {
        let (parts, body) = request.into_parts();
        let asker = Asker::of(&parts);
        let key = key(&parts.headers, &asker)?;
        let (method, path) = (parts.method.clone(), parts.uri.clone());
        let (body, print) = B::read(Request::from_parts(parts, body), web, &asker).await?;
        let key = key.map(|key| Key { key, request: blake3::hash(format!("{method} {path} {print}").as_bytes()).to_hex().to_string() });
        Ok(Asked { body, asker, key })
    }
}

fn key(headers: &HeaderMap, asker: &Asker) -> Result<Option<String>, Trouble> {
    let Some(key) = headers.get("idempotency-key") else { return Ok(None) };
    let sound = key.to_str().ok().map(str::trim).filter(|it| (1..=KEY_CHARS_MAX).contains(&it.len()));
    sound.map(|it| Some(it.to_owned())).ok_or_else(|| Trouble::new(asker, StatusCode::UNPROCESSABLE_ENTITY, "refusal-key-unreadable"))
}

/// What kind of body it says it is, without parameters.
fn kind(headers: &HeaderMap) -> &str {
    headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok()).and_then(|it| it.split(';').next()).map(str::trim).unwrap_or_default()
}

fn is_json(headers: &HeaderMap) -> bool {
    kind(headers).eq_ignore_ascii_case("application/json")
}

fn unsupported(asker: &Asker) -> Trouble {
    Trouble::new(asker, StatusCode::UNSUPPORTED_MEDIA_TYPE, "refusal-media-type")
}

fn too_large(asker: &Asker) -> Trouble {
    Trouble::new(asker, StatusCode::PAYLOAD_TOO_LARGE, "refusal-body-too-large")
}

/// Nothing is asked for in the body.
pub(crate) struct Nothing;

impl Body for Nothing {
    async fn read(request: Request, _: &Web, asker: &Asker) -> Result<(Self, blake3::Hash), Trouble> {
        let bytes = bytes(request, asker).await?;
        match bytes.trim_ascii() {
            b"" | b"{}" => Ok((Nothing, blake3::hash(b""))),
            _ => Err(Trouble::new(asker, StatusCode::UNPROCESSABLE_ENTITY, "refusal-body")),
        }
    }
}

/// JSON of a known shape and nothing beside it.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> Body for Json<T> {
    async fn read(request: Request, _: &Web, asker: &Asker) -> Result<(Self, blake3::Hash), Trouble> {
        if !is_json(request.headers()) {
            return Err(unsupported(asker));
        }
        let bytes = bytes(request, asker).await?;
        let value = serde_json::from_slice(&bytes).map_err(|error| {
            let status = if error.is_data() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::BAD_REQUEST };
            Trouble::detailed(asker.words(), status, "refusal-body", Some(error.to_string()))
        })?;
        // A body of known shape still holds texts, and some signs no text has.
        if !serde_json::from_slice(&bytes).is_ok_and(|it| holds_text_alone(&it)) {
            return Err(asker.problem(Refusal::Unreadable).into());
        }
        Ok((Json(value), blake3::hash(&bytes)))
    }
}

/// The same where it may be left out: then nothing of it is said.
pub(crate) struct MaybeJson<T>(pub(crate) T);

impl<T: DeserializeOwned + Default + Send> Body for MaybeJson<T> {
    async fn read(request: Request, web: &Web, asker: &Asker) -> Result<(Self, blake3::Hash), Trouble> {
        if is_json(request.headers()) {
            let (Json(value), print) = Json::read(request, web, asker).await?;
            return Ok((MaybeJson(value), print));
        }
        let (_, print) = Nothing::read(request, web, asker).await?;
        Ok((MaybeJson(T::default()), print))
    }
}

fn holds_text_alone(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::String(text) => is_legible(text),
        serde_json::Value::Array(items) => items.iter().all(holds_text_alone),
        serde_json::Value::Object(fields) => fields.values().all(holds_text_alone),
        serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => true,
    }
}

async fn bytes(request: Request, asker: &Asker) -> Result<Vec<u8>, Trouble> {
    let said = request.headers().get(CONTENT_LENGTH).and_then(|it| it.to_str().ok()?.parse::<usize>().ok());
    if said.is_some_and(|it| JSON_BYTES_MAX < it) {
        return Err(too_large(asker));
    }
    legible::read(request.into_body(), JSON_BYTES_MAX).await.map_err(|refusal| match refusal {
        Refusal::TooLarge { .. } => too_large(asker),
        other => asker.problem(other).into(),
    })
}

/// A file with its fields.
#[derive(Default)]
pub(crate) struct Upload {
    fields: BTreeMap<String, String>,
    files: BTreeMap<String, HandIn>,
}

impl Body for Upload {
    async fn read(request: Request, web: &Web, asker: &Asker) -> Result<(Self, blake3::Hash), Trouble> {
        if !kind(request.headers()).eq_ignore_ascii_case("multipart/form-data") {
            return Err(unsupported(asker));
        }
        let broken = |error: MultipartError| match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => too_large(asker),
            _ => Trouble::detailed(asker.words(), StatusCode::BAD_REQUEST, "refusal-body", Some(error.body_text())),
        };
        let mut multipart = Multipart::from_request(request, web).await.map_err(|_| unsupported(asker))?;
        let (mut upload, mut hasher) = (Upload::default(), blake3::Hasher::new());
        while let Some(field) = multipart.next_field().await.map_err(broken)? {
            let name = field.name().unwrap_or_default().to_owned();
            let file = field.file_name().map(str::to_owned);
            let unreadable = || Trouble::from(asker.problem(Refusal::Unreadable));
            if !is_legible(&name) || file.as_deref().is_some_and(|it| !is_legible(it)) {
                return Err(unreadable());
            }
            let bytes = field.bytes().await.map_err(broken)?;
            for piece in [name.as_bytes(), file.as_deref().unwrap_or_default().as_bytes(), &bytes] {
                hasher.update(&(piece.len() as u64).to_le_bytes());
                hasher.update(piece);
            }
            let is_twice = match file {
                Some(file) => upload.files.insert(name, HandIn { name: file, bytes: Arc::new(bytes.to_vec()) }).is_some(),
                None if FIELD_BYTES_MAX < bytes.len() => return Err(too_large(asker)),
                None => {
                    let text = String::from_utf8(bytes.to_vec()).ok().filter(|it| is_legible(it)).ok_or_else(unreadable)?;
                    upload.fields.insert(name, text).is_some()
                }
            };
            if is_twice {
                return Err(Trouble::new(asker, StatusCode::UNPROCESSABLE_ENTITY, "refusal-body"));
            }
        }
        Ok((upload, hasher.finalize()))
    }
}

impl Upload {
    /// Nothing but these fields and files came.
    pub(crate) fn only(&self, asker: &Asker, fields: &[&str], files: &[&str]) -> Result<(), Trouble> {
        let unknown = self.fields.keys().find(|it| !fields.contains(&it.as_str())).or_else(|| self.files.keys().find(|it| !files.contains(&it.as_str())));
        match unknown {
            Some(name) => Err(Trouble::detailed(asker.words(), StatusCode::UNPROCESSABLE_ENTITY, "refusal-body", Some(format!("unknown field `{name}`")))),
            None => Ok(()),
        }
    }
    /// A field that has to be there.
    pub(crate) fn field(&self, name: &'static str) -> Result<&str, Refusal> {
        self.fields.get(name).map(String::as_str).ok_or(Refusal::Field { field: name, why: "empty" })
    }
    /// The file that has to be there.
    pub(crate) fn file(&self) -> Result<HandIn, Refusal> {
        self.files.get("file").cloned().ok_or(Refusal::Field { field: "file", why: "empty" })
    }
    /// Another file.
    pub(crate) fn other(&self, name: &str) -> Option<HandIn> {
        self.files.get(name).cloned()
    }
    /// The organisation it is for.
    pub(crate) fn organisation(&self) -> Result<UnitId, Refusal> {
        UnitId::parse(self.field("organisation")?).ok_or(Refusal::NotFound)
    }
}

/// JSON, or a file with its fields.
pub(crate) enum Either<T> {
    Json(T),
    File(Upload),
}

impl<T: DeserializeOwned + Send> Body for Either<T> {
    async fn read(request: Request, web: &Web, asker: &Asker) -> Result<(Self, blake3::Hash), Trouble> {
        if is_json(request.headers()) {
            let (Json(value), print) = Json::read(request, web, asker).await?;
            return Ok((Either::Json(value), print));
        }
        let (upload, print) = Upload::read(request, web, asker).await?;
        Ok((Either::File(upload), print))
    }
}

/// What a person saw of what is to be changed: the fingerprint in `If-Match`.
pub(crate) struct Seen(pub(crate) String);

impl FromRequestParts<Web> for Seen {
    type Rejection = Trouble;
    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, Trouble> {
        let tag = parts.headers.get(IF_MATCH).and_then(|it| it.to_str().ok()).map(str::trim);
        // A proxy that packs bodies makes tags weak; they name the same item still.
        let seen = tag.map(|it| it.strip_prefix("W/").unwrap_or(it)).and_then(|it| it.strip_prefix('"')?.strip_suffix('"'));
        seen.map(|it| Seen(it.to_owned())).ok_or_else(|| Trouble::new(&Asker::of(parts), StatusCode::PRECONDITION_REQUIRED, "refusal-if-match"))
    }
}

/// A query of a known shape and nothing beside it.
pub(crate) struct Ask<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequestParts<Web> for Ask<T> {
    type Rejection = Trouble;
    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, Trouble> {
        Query::try_from_uri(&parts.uri)
            .map(|Query(it)| Ask(it))
            .map_err(|error| Trouble::detailed(Asker::of(parts).words(), StatusCode::UNPROCESSABLE_ENTITY, "refusal-body", Some(error.body_text())))
    }
}
