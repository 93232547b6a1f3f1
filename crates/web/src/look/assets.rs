//! The bundle of styles and scripts (`make ui`), carried by the binary.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use hanhdong_actions::Refusal;
use rust_embed::{EmbeddedFile, RustEmbed};
use serde::Deserialize;

use crate::problem::Asker;
use crate::request::Ask;

#[derive(RustEmbed)]
#[folder = "../../ui/dist"]
struct Bundle;

/// Which version of a file a page names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// The hash that stood in the page.
    v: Option<String>,
}

/// The address of a bundled file with its version, where there is a bundle.
pub(crate) fn address(name: &str) -> Option<String> {
    Bundle::get(name).map(|file| format!("/ui/{name}?v={}", version(&file)))
}

/// A file of the bundle: for ever where its version is named, else asked for anew each time.
pub(crate) async fn show(Path(name): Path<String>, Ask(asked): Ask<Asked>, headers: HeaderMap, asker: Asker) -> Response {
    let (Some(file), Some(kind)) = (Bundle::get(&name), media_type(&name)) else { return asker.problem(Refusal::NotFound).into_response() };
    let version = version(&file);
    let tag = format!("\"{version}\"");
    let keep = if asked.v.as_deref() == Some(version.as_str()) { "public, max-age=31536000, immutable" } else { "public, no-cache" };
    let head = [(ETAG, tag.clone()), (CACHE_CONTROL, keep.to_owned()), (CONTENT_TYPE, kind.to_owned())];
    let has_it = headers.get(IF_NONE_MATCH).and_then(|it| it.to_str().ok()).is_some_and(|it| it.split(',').any(|one| one.trim().trim_start_matches("W/") == tag));
    if has_it { (StatusCode::NOT_MODIFIED, head).into_response() } else { (head, file.data.into_owned()).into_response() }
}

/// The first letters of the content's hash.
fn version(file: &EmbeddedFile) -> String {
    file.metadata.sha256_hash().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn media_type(name: &str) -> Option<&'static str> {
    match name.rsplit_once('.')?.1 {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        _ => None,
    }
}
