//! A file that goes out of a page: always an attachment, with a name that every browser reads, never sniffed.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use hanhdong_domain::text;

use crate::frame;

/// The media type of Word files.
pub(crate) const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The media type of Excel workbooks.
pub(crate) const EXCEL: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// An attachment. Whoever opens it inside a browser all the same opens it in a sandbox of its own.
pub(crate) fn attachment(name: &str, media_type: &'static str, bytes: Vec<u8>) -> Response {
    let mut head = HeaderMap::new();
    head.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    head.insert(HeaderName::from_static("x-content-type-options"), HeaderValue::from_static("nosniff"));
    head.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"));
    if let Ok(value) = HeaderValue::from_str(&disposition(name)) {
        head.insert(CONTENT_DISPOSITION, value);
    }
    (head, bytes).into_response()
}

/// The name twice: folded to plain letters for old browsers, and whole (RFC 5987).
fn disposition(name: &str) -> String {
    let plain: String = text::fold(name).chars().map(|it| if it.is_ascii_alphanumeric() || matches!(it, '.' | '-' | '_') { it } else { '-' }).collect();
    let plain = plain.trim_matches(['-', '.']);
    let plain = if plain.is_empty() { "van-ban" } else { plain };
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", frame::percent(name))
}

/// A file's name without its ending.
pub(crate) fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |it| it.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_never_breaks_out_of_its_header() {
        for (name, plain) in [("Chương trình số 5.docx", "chuong-trinh-so-5.docx"), ("a\"; b\r\nSet-Cookie: x", "a---b--set-cookie--x"), ("…", "van-ban"), ("../../etc", "etc")]
        {
            let said = disposition(name);
            assert!(said.starts_with(&format!("attachment; filename=\"{plain}\"; filename*=UTF-8''")), "{said}");
            assert!(HeaderValue::from_str(&said).is_ok(), "{said}");
            assert_eq!(said.matches('"').count(), 2, "{said}");
        }
    }
}
