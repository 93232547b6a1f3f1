//! Forms with files, and files that come back, for stories about papers.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE};
use axum::http::{Method, Request, StatusCode};
use hanhdong_actions::programme::{Export, ExportFormat};
use hanhdong_actions::{Shelf, Token};
use hanhdong_domain::organisation::ProgrammeId;
use tower::ServiceExt;

use crate::world::{Answer, World};

/// A field of a form with files.
pub(crate) enum Field<'a> {
    Text(&'a str, &'a str),
    File(&'a str, &'a str, &'a [u8]),
}
pub(crate) use Field::{File, Text};

/// What stands between the fields of a form.
pub(crate) const BOUNDARY: &str = "ranh-gioi-7d91";

pub(crate) fn multipart(path: &str, cookie: &str, fields: &[Field<'_>]) -> Request<Body> {
    let mut body: Vec<u8> = Vec::new();
    for field in fields {
        body.extend_from_slice(format!("--{BOUNDARY}\r\n").as_bytes());
        match field {
            Text(name, text) => body.extend_from_slice(format!("Content-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}").as_bytes()),
            File(name, file, bytes) => {
                body.extend_from_slice(
                    format!("Content-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\nContent-Type: application/octet-stream\r\n\r\n").as_bytes(),
                );
                body.extend_from_slice(bytes);
            }
        }
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    let request = Request::builder().method(Method::POST).uri(path).header(COOKIE, cookie).header("sec-fetch-site", "same-origin");
    request.header(CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}")).body(Body::from(body)).expect("a request")
}

impl World {
    pub(crate) async fn post_files(&self, path: &str, cookie: &str, fields: &[Field<'_>]) -> Answer {
        self.send(multipart(path, cookie, fields)).await
    }

    /// A file from an address, byte for byte, with its head.
    pub(crate) async fn fetch(&self, path: &str, cookie: &str) -> (StatusCode, axum::http::HeaderMap, Vec<u8>) {
        let request = Request::get(path).header(COOKIE, cookie).body(Body::empty()).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("the router answers");
        let (head, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 64 * 1024 * 1024).await.expect("a body");
        (head.status, head.headers, bytes.to_vec())
    }

    /// The commune's draft, as the person sees it.
    pub(crate) async fn draft(&self, login: &str) -> ProgrammeId {
        let who = self.who(login).await;
        let list = self.app.programmes(&who, Shelf::Lying, None).await.expect("a list");
        list.lines.into_iter().find(|it| it.issued_on.is_none()).expect("the commune drafts").id
    }

    pub(crate) async fn who(&self, login: &str) -> hanhdong_actions::Who {
        let cookie = self.log_in(login).await;
        let token = Token::brought(cookie.trim_start_matches("hd_session=")).expect("a session");
        self.app.who(&token).await.expect("somebody who is logged in")
    }

    /// A Word file as an office has it: the draft of the commune, printed by the program.
    pub(crate) async fn word_file(&self) -> Vec<u8> {
        self.export(ExportFormat::Docx).await.bytes
    }

    pub(crate) async fn export(&self, format: ExportFormat) -> Export {
        let (who, id) = (self.who("vp-xa").await, self.draft("vp-xa").await);
        self.app.export(&who, &id, format, None).await.expect("the draft goes out")
    }

    /// How many programmes and sources the commune has: what a refused file must not change.
    pub(crate) async fn kept(&self) -> (usize, usize) {
        let who = self.who("vp-xa").await;
        let programmes = self.app.programmes(&who, Shelf::Lying, None).await.expect("a list").lines.len();
        (programmes, self.app.sources(&who, hanhdong_domain::programme::Paper::Source).await.expect("a list").len())
    }

    /// Do these bytes lie anywhere in the folder of the database? Only where the database is a file.
    pub(crate) fn lies_on_disk(&self, marker: &str) -> bool {
        let Some(folder) = &self.folder else { return false };
        let files = std::fs::read_dir(folder).expect("the folder is there").flatten();
        files.filter_map(|it| std::fs::read(it.path()).ok()).any(|bytes| bytes.windows(marker.len()).any(|it| it == marker.as_bytes()))
    }
}

impl World {
    /// The organisation in which a person works, as forms send it.
    pub(crate) async fn unit_of(&self, login: &str) -> String {
        let who = self.who(login).await;
        let units = self.app.units_where(&who, hanhdong_domain::organisation::OrganisationAct::Create).await.expect("units");
        units.into_iter().find(|it| it.id == it.organisation).expect("an organisation").id.to_string()
    }

    pub(crate) async fn commune(&self) -> String {
        self.unit_of("vp-xa").await
    }
}
